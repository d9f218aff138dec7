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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_are_typed_for_each_other_are_the_same() {
        assert!(is_same_sign("〇", "○") && is_same_sign("◯", "〇") && is_same_sign("×", "✕"));
        assert!(is_same_sign("－", "-") && is_same_sign(" A ", "A"));
        assert!(!is_same_sign("△", "▲") && !is_same_sign("〇", "◎") && !is_same_sign("〇〇", "○○"));
    }
}
