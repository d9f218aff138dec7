//! The bundled fonts and what they cover. System fonts are never looked at.
//!
//! BIZ UDPGothic is the face of the forms; Noto Sans JP stands behind it for names outside its set, and a font
//! of symbols behind both. Where they come from, how their hints were taken off, and their licences: `fonts/`.

mod set;
mod widths;

use self::set::CharSet;
pub use self::widths::Widths;

use skrifa::{FontRef, MetadataProvider};

/// The font files, in the order in which a character is looked for: Regular before Bold, the face of
/// the forms before the ones behind it. Symbols have one weight.
pub const FILES: [&[u8]; 5] = [
    include_bytes!("../../fonts/BIZUDPGothic-Regular.ttf"),
    include_bytes!("../../fonts/BIZUDPGothic-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansJP-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansJP-Bold.ttf"),
    include_bytes!("../../fonts/MokuhyoSymbols-Regular.ttf"),
];

/// The files of each family: Regular and Bold, but for symbols.
fn families() -> impl Iterator<Item = &'static [&'static [u8]]> {
    FILES.chunks(2)
}

/// The characters that can be printed.
#[derive(Debug)]
pub struct Coverage {
    /// The characters of each family.
    families: Vec<CharSet>,
    /// Those of all families.
    characters: CharSet,
}

impl Coverage {
    /// Reads the character maps of the bundled fonts. A character counts where Regular and Bold of one
    /// family both have it.
    pub fn of_bundled_fonts() -> Self {
        let codes: Vec<Vec<u32>> = families().map(in_every).collect();
        let families = codes.iter().map(|family| CharSet::of(family)).collect();
        Self { families, characters: CharSet::of(&codes.concat()) }
    }

    /// Whether the font that has a character has this variant of it, or means the same by the plain one.
    pub fn has_variant(&self, character: char, selector: char) -> bool {
        let family = families().find(|family| family.iter().all(|file| maps(file, character)));
        family.is_some_and(|family| family.iter().all(|file| maps_variant(file, character, selector)))
    }

    /// Whether a character prints. Line breaks and variation selectors need no glyph of their own.
    pub fn has(&self, character: char) -> bool {
        self.characters.has(character) || needs_none(character)
    }

    /// Whether one family has both a character and a mark on it: a mark from another font would not stand on it.
    pub fn has_together(&self, character: char, mark: char) -> bool {
        self.families.iter().any(|family| family.has(character) && family.has(mark))
    }
}

fn in_every(family: &[&[u8]]) -> Vec<u32> {
    let maps: Vec<Vec<u32>> = family.iter().map(|file| characters(file)).collect();
    let Some((first, rest)) = maps.split_first() else { return Vec::new() };
    let everywhere = |code: &&u32| rest.iter().all(|map| map.binary_search(code).is_ok());
    first.iter().filter(everywhere).copied().collect()
}

fn characters(file: &[u8]) -> Vec<u32> {
    let Ok(font) = FontRef::new(file) else { return Vec::new() };
    let mut characters: Vec<u32> = font.charmap().mappings().map(|(code, _)| code).collect();
    characters.sort_unstable();
    characters
}

fn maps(file: &[u8], character: char) -> bool {
    FontRef::new(file).is_ok_and(|font| font.charmap().map(character).is_some())
}

fn maps_variant(file: &[u8], character: char, selector: char) -> bool {
    FontRef::new(file).is_ok_and(|font| font.charmap().map_variant(character, selector).is_some())
}

fn needs_none(character: char) -> bool {
    matches!(character, '\n' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use skrifa::Tag;

    use super::*;

    #[test]
    fn the_bundled_fonts_have_no_hints() {
        for file in FILES {
            let font = FontRef::new(file).expect("a font");
            for table in [b"fpgm", b"prep", b"cvt "] {
                assert!(font.table_data(Tag::new(table)).is_none());
            }
        }
    }

    #[test]
    fn names_outside_the_face_of_the_forms_print() {
        let coverage = Coverage::of_bundled_fonts();
        assert!("東区役所①𠮷𡈽髙﨑〜・○◎△×ⅢＡ".chars().all(|c| coverage.has(c)));
        assert!("CO₂⁻₅☑☐☒✔✕➜‣⟶⬛Ⅼ".chars().all(|c| coverage.has(c)));
        assert!(!coverage.has('😀'));
        assert!(!coverage.has('\u{E000}'));
        assert!(coverage.has_variant('葛', '\u{E0100}') && !coverage.has_variant('葛', '\u{E0101}'));
    }
}
