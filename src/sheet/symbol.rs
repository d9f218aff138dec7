//! Signs that an input method gives for one another.

use super::plain::narrow;

/// Groups of signs that are one to a reader. △ and ▲ are not: scales tell them apart.
const SAME: [&str; 5] = ["〇○◯⚪⭕O", "◎⊚", "×✕✖╳❌X", "△∆Δ", DASHES];

/// Signs that are typed for a dash.
const DASHES: &str = "-－‐‑−–—―ー─";

/// Whether two texts are the same sign, in whichever width or case.
pub fn is_same_sign(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    let single = |text: &str| {
        let mut characters = text.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    match (single(&one), single(&other)) {
        (Some(one), Some(other)) => {
            one == other || SAME.iter().any(|group| group.contains(one) && group.contains(other))
        }
        _ => one == other,
    }
}

/// Whether a 達成状況 says that it is not judged: a dash, or one of the words 評価対象外 and 対象外. It stands outside of any
/// order of symbols.
pub fn is_unjudged(text: &str) -> bool {
    is_same_sign(text, "-") || matches!(text.trim(), "評価対象外" | "対象外")
}

/// Returns the place of the symbol that a text is: the very one before one of another width or case, and that
/// before one that is the same to a reader.
pub fn place_of<'a>(text: &str, symbols: impl Iterator<Item = &'a str>) -> Option<usize> {
    let symbols: Vec<&str> = symbols.collect();
    let like = |is_like: &dyn Fn(&str) -> bool| symbols.iter().copied().position(is_like);
    like(&|symbol| symbol.trim() == text.trim())
        .or_else(|| like(&|symbol| folded(symbol) == folded(text)))
        .or_else(|| like(&|symbol| is_same_sign(symbol, text)))
}

/// The text in capitals of half width.
fn folded(text: &str) -> String {
    text.trim().chars().map(|sign| narrow(sign).to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_are_typed_for_each_other_are_the_same() {
        assert!(is_same_sign("〇", "○") && is_same_sign("◯", "〇") && is_same_sign("×", "✕"));
        assert!(is_same_sign("－", "-") && is_same_sign(" A ", "A"));
        for (typed, meant) in [
            ("x", "×"),
            ("Ｘ", "×"),
            ("ｘ", "✕"),
            ("Ａ", "A"),
            ("ａ", "A"),
            ("a", "Ａ"),
            ("Ｓ＋", "S+"),
            ("o", "〇"),
        ] {
            assert!(is_same_sign(typed, meant), "{typed} {meant}");
        }
        assert!(!is_same_sign("△", "▲") && !is_same_sign("〇", "◎") && !is_same_sign("〇〇", "○○"));
        assert!(!is_same_sign("A", "B") && !is_same_sign("◇", "◆"));
    }

    #[test]
    fn the_very_symbol_goes_before_one_like_it() {
        let place = |text: &str| place_of(text, ["×", "X", "Ｂ"].into_iter());
        assert_eq!(
            [place("X"), place("×"), place("x"), place("b"), place("C")],
            [Some(1), Some(0), Some(1), Some(2), None]
        );
    }

    #[test]
    fn dashes_and_two_words_are_not_judged() {
        assert!(["-", "―", "－", " 対象外 ", "評価対象外"].iter().all(|it| is_unjudged(it)));
        assert!(!["", "×", "◇", "評価対象", "--"].iter().any(|it| is_unjudged(it)));
    }
}
