//! Text widths without layout.

use std::fmt;

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

use super::FILES;

/// The character widths of the regular faces.
pub struct Widths {
    faces: Vec<Face>,
}

struct Face {
    characters: Charmap<'static>,
    glyphs: GlyphMetrics<'static>,
    units: f32,
}

impl Widths {
    /// Reads the regular faces of the bundled fonts, in fallback order.
    pub fn of_bundled_fonts() -> Self {
        Self { faces: FILES.iter().step_by(2).filter_map(|file| face(file)).collect() }
    }

    /// Returns the width of a text on one line, in em. Kerning is ignored; it narrows few pairs.
    pub fn of(&self, text: &str) -> f64 {
        text.chars().map(|character| self.advance(character)).sum()
    }

    fn advance(&self, character: char) -> f64 {
        let advance = |face: &Face| {
            let glyph = face.characters.map(character)?;
            Some(f64::from(face.glyphs.advance_width(glyph)? / face.units))
        };
        self.faces.iter().find_map(advance).unwrap_or(1.0)
    }
}

fn face(file: &'static [u8]) -> Option<Face> {
    let font = FontRef::new(file).ok()?;
    let unscaled = (Size::unscaled(), LocationRef::default());
    let units = f32::from(font.metrics(unscaled.0, unscaled.1).units_per_em);
    Some(Face { characters: font.charmap(), glyphs: font.glyph_metrics(unscaled.0, unscaled.1), units })
}

impl fmt::Debug for Widths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Widths").field("faces", &self.faces.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_face_that_has_the_character() {
        let widths = Widths::of_bundled_fonts();
        assert!((widths.of("漢字") - 2.0).abs() < 0.001);
        // Kana and digits of the proportional face are narrower than 1 em; a name outside its set comes from
        // the fallback.
        assert!(widths.of("カナ") < 2.0 && widths.of("12") < 1.4);
        assert!((widths.of("𠮷") - 1.0).abs() < 0.001);
    }
}
