//! Half-width and full-width forms (Unicode 17, block "Halfwidth and Fullwidth Forms").

/// The distance from an ASCII character to its full-width form, for `!` (U+0021) to `~` (U+007E).
const DISTANCE: u32 = 0xFEE0;

/// Returns the ASCII character of a full-width form. Other characters are returned as they are.
pub fn narrow(character: char) -> char {
    match character {
        '！'..='～' => char::from_u32(u32::from(character) - DISTANCE).unwrap_or(character),
        _ => character,
    }
}

/// Returns the full-width form of a visible ASCII character. Other characters are returned as they are.
pub fn wide(character: char) -> char {
    match character {
        '!'..='~' => char::from_u32(u32::from(character) + DISTANCE).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_visible_ascii_character_has_one_full_width_form() {
        for character in '!'..='~' {
            assert_eq!(narrow(wide(character)), character);
            assert!(!wide(character).is_ascii());
        }
        assert_eq!(
            (wide('9'), wide('R'), narrow('．'), narrow('元'), wide('　')),
            ('９', 'Ｒ', '.', '元', '　')
        );
    }
}
