//! The bundled fonts and their coverage. System fonts are never used.
//!
//! The forms are set in BIZ UDPGothic. Noto Sans JP is the fallback for names outside its character set, and
//! a font of symbols is the last fallback. `fonts/` documents their origin, their licences, and how their
//! hints were removed.

mod set;
mod widths;

use self::set::CharSet;
pub use self::widths::Widths;

use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

/// The font files in fallback order, Regular before Bold. The symbols have one weight.
pub const FILES: [&[u8]; 5] = [
    include_bytes!("../../fonts/BIZUDPGothic-Regular.ttf"),
    include_bytes!("../../fonts/BIZUDPGothic-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansJP-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansJP-Bold.ttf"),
    include_bytes!("../../fonts/MokuhyoSymbols-Regular.ttf"),
];

/// Returns the files of each family: Regular and Bold, or the single file of the symbols.
fn families() -> impl Iterator<Item = &'static [&'static [u8]]> {
    FILES.chunks(2)
}

/// The set of characters that can be printed.
#[derive(Debug)]
pub struct Coverage {
    /// The characters of each family.
    families: Vec<CharSet>,
    /// The characters of all families.
    characters: CharSet,
}

impl Coverage {
    /// Reads the character maps of the bundled fonts. A character counts where both weights of one family
    /// have it.
    pub fn of_bundled_fonts() -> Self {
        let codes: Vec<Vec<u32>> = families().map(in_every).collect();
        let families = codes.iter().map(|family| CharSet::of(family)).collect();
        Self { families, characters: CharSet::of(&codes.concat()) }
    }

    /// Returns whether the font that prints a character has this variation sequence, or defines it as the
    /// default glyph.
    pub fn has_variant(&self, character: char, selector: char) -> bool {
        let family = families().find(|family| family.iter().all(|file| maps(file, character)));
        family.is_some_and(|family| family.iter().all(|file| maps_variant(file, character, selector)))
    }

    /// Returns whether a character can be printed. Line breaks and variation selectors need no glyph.
    pub fn has(&self, character: char) -> bool {
        self.characters.has(character) || needs_none(character)
    }

    /// Returns whether one family has both a character and a combining mark. A mark from another font would
    /// be misplaced. Accents (U+0300 to U+036F) that do not compose with their letter are drawn apart from it, and
    /// a reader of the PDF then copies the letter twice.
    pub fn has_together(&self, character: char, mark: char) -> bool {
        !matches!(mark, '\u{300}'..='\u{36F}')
            && self.families.iter().any(|family| family.has(character) && family.has(mark))
    }

    /// Returns the characters for which the first family has only the letter and its accents, and a later family has one
    /// glyph: Ấ, ễ, Ǔ. The templates use the later family for them, because a reader of the PDF copies a character twice
    /// if it is drawn in parts.
    pub fn whole_behind_the_face(&self) -> Vec<char> {
        let Some((face, behind)) = self.families.split_first() else { return Vec::new() };
        let is_of_parts = |character: &char| {
            let mut parts = character.nfd();
            parts.clone().count() > 1 && parts.all(|part| face.has(part))
        };
        let is_whole =
            |character: &char| !face.has(*character) && behind.iter().any(|family| family.has(*character));
        ('\u{80}'..=char::MAX).filter(|character| is_whole(character) && is_of_parts(character)).collect()
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
    fn letters_whose_accents_the_face_sets_apart_are_left_to_the_fonts_behind_it() {
        let whole = Coverage::of_bundled_fonts().whole_behind_the_face();
        assert!(
            "ẤấẫỄỹǓ".chars().all(|character| whole.contains(&character)) && !whole.contains(&'é'),
            "{whole:?}"
        );
        let listed = format!("#let whole = \"{}\"\n", whole.into_iter().collect::<String>());
        let template = include_str!("../../templates/shared.typ");
        assert!(template.contains(&listed), "templates/shared.typ has another list than {listed}");
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
