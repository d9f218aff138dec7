//! A line of text as Typst must be given it.

use typst::foundations::{Content, NativeElement};
use typst::layout::{Abs, HElem};
use typst::text::TextElem;
use unicode_segmentation::UnicodeSegmentation;

/// The line in pieces between which Typst does not kern.
///
/// Typst takes half a width away between two marks of punctuation, as JLReq wants it for marks of
/// full width. Those of a proportional face like ours are narrow already and would touch, so two that
/// meet are set in separate runs. A style that says what holds anyhow is enough to part them.
pub(super) fn pieces(line: &str) -> Vec<Content> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, character) in line.char_indices() {
        if before.is_some_and(is_punctuation) && is_punctuation(character) {
            pieces.push(piece(&line[start..at], pieces.len()));
            start = at;
        }
        before = Some(character);
    }
    pieces.push(piece(&line[start..], pieces.len()));
    pieces
}

/// Every other piece is styled, so that no two neighbours have one style.
fn piece(text: &str, place: usize) -> Content {
    let content = TextElem::packed(text);
    if place.is_multiple_of(2) { content } else { content.set(TextElem::overhang, true) }
}

/// The line with a place to break between any two characters that have none by themselves. A space of
/// no width is a break and nothing else: text that is copied out of the PDF has no trace of it.
pub(super) fn breakable(line: &str) -> Vec<Content> {
    let mut pieces = Vec::new();
    let mut before: Option<&str> = None;
    for cluster in line.graphemes(true) {
        if before.is_some_and(is_unbroken) && is_unbroken(cluster) {
            pieces.push(HElem::new(Abs::zero().into()).pack());
        }
        pieces.push(TextElem::packed(cluster));
        before = Some(cluster);
    }
    pieces
}

/// What lines do not break inside of: anything narrower than kana and kanji, spaces aside.
fn is_unbroken(cluster: &str) -> bool {
    cluster.chars().all(|character| character < '\u{2E80}' && !character.is_whitespace())
}

/// The marks that Typst narrows beside each other (`is_cjk_punctuation` in its shaping).
fn is_punctuation(character: char) -> bool {
    "、。，．：；・·「」『』（）〔〕［］｛｝〈〉《》【】〖〗“”‘’".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pieces: &[Content]) -> Vec<String> {
        pieces.iter().map(|piece| piece.plain_text().to_string()).collect()
    }

    #[test]
    fn marks_that_meet_are_parted() {
        assert_eq!(texts(&pieces("推進します。また、「地域」、支援")), ["推進します。また、", "「地域」", "、支援"]);
        assert_eq!(texts(&pieces("支援")), ["支援"]);
        assert_eq!(texts(&pieces("")), [""]);
    }

    #[test]
    fn only_unbroken_words_are_opened() {
        let breaks = |line: &str| breakable(line).iter().filter(|piece| piece.is::<HElem>()).count();
        assert_eq!(breaks("abc"), 2);
        assert_eq!(breaks("広報 ab"), 1);
        assert_eq!(breaks("広報課"), 0);
        assert_eq!(texts(&breakable("e\u{301}f")).concat(), "e\u{301}f");
    }
}
