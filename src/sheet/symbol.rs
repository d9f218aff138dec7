//! Signs that input methods produce for one another.

use super::plain::narrow;

/// Groups of signs that look the same to a reader. △ and ▲ are not grouped, because scales distinguish them. The
/// letters of grades have doubles in other scripts.
const SAME: [&str; 12] =
    ["〇○◯⚪⭕OΟО", "◎⊚", "×✕✖╳❌✗☓X", "△∆Δ", DASHES, "AΑА", "BΒВ", "CСⅭ", "DⅮ", "EΕЕ", "SЅ", "XΧХⅩ"];

/// Signs that are typed for a dash.
const DASHES: &str = "-－‐‑−–—―ー─";

/// Returns whether two texts are the same sign, in any width or case.
pub fn is_same_sign(left: &str, right: &str) -> bool {
    let (left, right) = (folded(left), folded(right));
    let single = |text: &str| {
        let mut characters = text.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    match (single(&left), single(&right)) {
        (Some(left), Some(right)) => {
            left == right || SAME.iter().any(|group| group.contains(left) && group.contains(right))
        }
        _ => left == right,
    }
}

/// Returns whether a 達成状況 means that nothing is evaluated: a dash, 評価対象外 or 対象外. Such a value has
/// no place in the order of symbols.
pub fn is_unjudged(text: &str) -> bool {
    is_same_sign(text, "-") || matches!(text.trim(), "評価対象外" | "対象外")
}

/// Returns the index of the symbol that `text` means. An exact match precedes one that differs in width or
/// case, which precedes one that looks the same.
pub fn place_of<'a>(text: &str, symbols: impl Iterator<Item = &'a str>) -> Option<usize> {
    let symbols: Vec<&str> = symbols.collect();
    let like = |is_like: &dyn Fn(&str) -> bool| symbols.iter().copied().position(is_like);
    like(&|symbol| symbol.trim() == text.trim())
        .or_else(|| like(&|symbol| folded(symbol) == folded(text)))
        .or_else(|| like(&|symbol| is_same_sign(symbol, text)))
}

/// Returns the text in half-width capitals.
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
            ("☓", "×"),
            ("Α", "A"),
            ("В", "B"),
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
        assert!(["-", "―", "－", " 対象外 ", "評価対象外"].iter().all(|text| is_unjudged(text)));
        assert!(!["", "×", "◇", "評価対象", "--"].iter().any(|text| is_unjudged(text)));
    }
}
