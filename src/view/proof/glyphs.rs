//! Characters that cannot be printed. As in Japanese typesetters' proofs, 〓 stands for them.

use super::{PartKind, TextPart};
use crate::fonts::Coverage;
use crate::rules::{is_control, is_selector};
use crate::view::Lines;

/// The replacement for a character that no font has.
pub(super) const GETA: char = '〓';

/// Replaces unprintable characters with 〓, and removes variation selectors that no font supports.
pub(super) fn replace(lines: &mut Lines, coverage: &Coverage) {
    for (number, line) in lines.lines.iter_mut().enumerate() {
        let replaced = replaced(line, coverage);
        let parts = replaced.places.into_iter();
        if let Some(slot) = &mut lines.slot {
            slot.parts.extend(parts.map(|range| TextPart {
                line: number,
                range,
                kind: PartKind::Unprintable,
            }));
        }
        *line = replaced.text;
    }
}

/// Returns a text with 〓 for characters that cannot be printed.
pub(crate) fn printable(text: &str, coverage: &Coverage) -> String {
    replaced(text, coverage).text
}

#[derive(Default)]
struct Replaced {
    text: String,
    places: Vec<std::ops::Range<usize>>,
}

impl Replaced {
    /// Marks the text from `start` to the end. Adjacent marks are joined.
    fn mark(&mut self, start: usize) {
        let end = self.text.len();
        match self.places.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => self.places.push(start..end),
        }
    }
}

fn replaced(line: &str, coverage: &Coverage) -> Replaced {
    let mut replaced = Replaced::default();
    let mut before = None;
    for character in line.chars() {
        let start = replaced.text.len();
        if is_selector(character) {
            match before {
                Some((base, _)) if coverage.has_variant(base, character) => replaced.text.push(character),
                Some((_, at)) => replaced.places.push(at..start),
                None => {}
            }
            continue;
        }
        if is_control(character) || !coverage.has(character) && !character.is_whitespace() {
            replaced.text.push(GETA);
            replaced.mark(start);
        } else {
            replaced.text.push(character);
        }
        before = Some((character, start));
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_font_has_prints_as_geta() {
        let coverage = Coverage::of_bundled_fonts();
        let replaced = |text: &str| {
            let replaced = replaced(text, &coverage);
            (
                replaced.text.clone(),
                replaced.places.iter().map(|range| replaced.text[range.clone()].to_owned()).collect(),
            )
        };
        let marked = |text: &str, parts: &[&str]| {
            (text.to_owned(), parts.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(replaced("笑顔😀の区"), marked("笑顔〓の区", &["〓"]));
        assert_eq!(replaced("葛\u{E0101}城"), marked("葛城", &["葛"]));
        assert_eq!(replaced("葛\u{E0100}城"), marked("葛\u{E0100}城", &[]));
        assert_eq!(replaced("東\u{200B}区〓"), marked("東〓区〓", &["〓"]));
        assert_eq!(replaced("笑😀😀顔"), marked("笑〓〓顔", &["〓〓"]));
    }
}
