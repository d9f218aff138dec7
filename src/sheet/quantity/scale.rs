//! Words of scale (千, 万, 億), which multiply the number before them.

/// Reads a word of scale at the beginning of a text. Returns its number of zeros and its length in bytes.
/// 百万 counts as one word, as in 百万円.
pub(super) fn leading(text: &str) -> Option<(u32, usize)> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let Some(low) = low(first) else { return high(first).map(|zeros| (zeros, first.len_utf8())) };
    let second = characters.next().and_then(|second| Some((high(second)?, second.len_utf8())));
    let (zeros, length) = second.unwrap_or((0, 0));
    Some((low + zeros, first.len_utf8() + length))
}

const fn low(character: char) -> Option<u32> {
    match character {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        _ => None,
    }
}

const fn high(character: char) -> Option<u32> {
    match character {
        '万' => Some(4),
        '億' => Some(8),
        '兆' => Some(12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_scale_are_read_with_their_zeros() {
        assert_eq!(leading("千人"), Some((3, 3)));
        assert_eq!(leading("百万円"), Some((6, 6)));
        assert_eq!(leading("千万"), Some((7, 6)));
        assert_eq!(leading("億2,000万"), Some((8, 3)));
        assert_eq!(leading("人"), None);
        assert_eq!(leading(""), None);
    }
}
