//! Signs that an input method gives for one another.

/// Groups of signs that are one to a reader. △ and ▲ are not: scales tell them apart.
const SAME: [&str; 3] = ["〇○◯", "×✕✖", "-－‐−–—―ー"];

/// Whether two texts are the same sign.
pub fn is_same_sign(one: &str, other: &str) -> bool {
    let single = |text: &str| {
        let mut characters = text.trim().chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    match (single(one), single(other)) {
        (Some(one), Some(other)) => {
            one == other || SAME.iter().any(|group| group.contains(one) && group.contains(other))
        }
        _ => one.trim() == other.trim(),
    }
}

/// Whether a 達成状況 says that it is not judged: a dash, or one of the words 評価対象外 and 対象外. It stands outside of any
/// order of symbols.
pub fn is_unjudged(text: &str) -> bool {
    is_same_sign(text, "-") || matches!(text.trim(), "評価対象外" | "対象外")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_are_typed_for_each_other_are_the_same() {
        assert!(is_same_sign("〇", "○") && is_same_sign("◯", "〇") && is_same_sign("×", "✕"));
        assert!(is_same_sign("－", "-") && is_same_sign(" A ", "A"));
        assert!(!is_same_sign("△", "▲") && !is_same_sign("〇", "◎") && !is_same_sign("〇〇", "○○"));
    }

    #[test]
    fn dashes_and_two_words_are_not_judged() {
        assert!(["-", "―", "－", " 対象外 ", "評価対象外"].iter().all(|it| is_unjudged(it)));
        assert!(!["", "×", "◇", "評価対象", "--"].iter().any(|it| is_unjudged(it)));
    }
}
