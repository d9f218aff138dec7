//! A line of text as Typst must be given it: punctuation keeps the widths of a proportional face ([`pieces`]), and a
//! word that is wider than its cell may be broken ([`breakable`]).

use std::collections::VecDeque;

use typst::ecow::EcoString;
use typst::foundations::{Content, NativeElement};
use typst::layout::{Abs, BoxElem, Em, HElem};
use typst::model::StrongElem;
use typst::syntax::Span;
use typst::text::{StrikeElem, TextElem, UnderlineElem};
use unicode_segmentation::UnicodeSegmentation;

use crate::linebreak::may_begin;
use crate::typeset::joiners::JOINER;
use crate::typeset::line::SEAM;

/// The kind of a part of a line. The template determines its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dress {
    Plain,
    Removed,
    Added,
    Tag,
}

impl Dress {
    fn on(self, text: Content) -> Content {
        match self {
            Self::Plain => text,
            // Two strokes are two elements: PDF/UA has one kind of line on a text, but allows it several
            // times.
            Self::Removed => StrikeElem::new(StrikeElem::new(text).pack()).pack(),
            Self::Added => UnderlineElem::new(text).pack(),
            Self::Tag => StrongElem::new(text).pack(),
        }
    }
}

/// The spans of a line's parts, assigned to its text from left to right. Typst joins neighbours that differ
/// only in their spans.
#[derive(Debug)]
pub(super) struct Spans {
    /// The parts with their lengths in bytes; the last one has no end.
    parts: Vec<(usize, Span, Dress)>,
    place: usize,
    taken: usize,
    /// The characters that forbid and allow breaks, by the byte before which they are inserted.
    joiners: VecDeque<(usize, char)>,
    /// The next byte of the line.
    at: usize,
    /// The kind of the preceding part.
    before: Dress,
    /// `true` behind a joiner that forbids a break.
    is_joined: bool,
}

impl Spans {
    /// Creates a single span for a whole line.
    pub(super) fn one(span: Span) -> Self {
        Self::new(vec![(usize::MAX, span, Dress::Plain)])
    }

    /// Creates spans from parts.
    pub(super) fn new(parts: Vec<(usize, Span, Dress)>) -> Self {
        Self {
            parts,
            place: 0,
            taken: 0,
            joiners: VecDeque::new(),
            at: 0,
            before: Dress::Plain,
            is_joined: false,
        }
    }

    /// Sets the joiners.
    #[must_use]
    pub(super) fn joined_by(mut self, joiners: Vec<(usize, char)>) -> Self {
        self.joiners = joiners.into();
        self
    }

    /// Skips text that the form replaces.
    pub(super) fn pass(&mut self, text: &str) {
        drop(self.content(text));
        self.at = 0;
    }

    /// Returns the next text of the line with the joiners within it and after it.
    fn joined(&mut self, text: &str) -> EcoString {
        let (start, end) = (self.at, self.at + text.len());
        self.at = end;
        let mut joined = EcoString::with_capacity(text.len());
        let mut from = start;
        while let Some((at, joiner)) = self.joiners.front().copied().filter(|(at, _)| *at <= end) {
            joined.push_str(&text[from - start..at - start]);
            joined.push(joiner);
            from = at;
            self.joiners.pop_front();
        }
        joined.push_str(&text[from - start..]);
        self.is_joined = joined.ends_with(JOINER);
        joined
    }

    /// Returns the joiner before a byte of the line. The one after a box is added separately, because
    /// otherwise it would be inside the box.
    fn joiner_at(&self, at: usize) -> Option<char> {
        self.joiners.iter().find(|joiner| joiner.0 == at).map(|joiner| joiner.1)
    }

    /// Returns a gap between removed and added text, so that `35` and `52` are not read as `3552`. The line
    /// is not broken there before a character that must not begin one, nor where its breaks are elsewhere.
    fn gap(&mut self, dress: Dress, next: &str) -> Vec<Content> {
        let before = std::mem::replace(&mut self.before, dress);
        let marked = |dress| matches!(dress, Dress::Removed | Dress::Added);
        if before == dress || !marked(before) || !marked(dress) {
            return Vec::new();
        }
        let gap = HElem::new(Em::new(SEAM).into()).pack();
        if may_begin(next) && !self.is_joined {
            vec![gap]
        } else {
            vec![TextElem::packed(JOINER), gap, TextElem::packed(JOINER)]
        }
    }

    /// Converts the next text of the line to a content for each of its parts.
    fn content(&mut self, mut text: &str) -> Content {
        let mut contents = Vec::new();
        while !text.is_empty() {
            let nothing = (usize::MAX, Span::detached(), Dress::Plain);
            let (length, span, dress) = self.parts.get(self.place).copied().unwrap_or(nothing);
            let end = text.len().min(length - self.taken);
            contents.extend(self.gap(dress, text));
            let joined = self.joined(&text[..end]);
            contents.push(dress.on(TextElem::packed(joined).spanned(span)));
            text = &text[end..];
            self.taken += end;
            if self.taken == length {
                (self.place, self.taken) = (self.place + 1, 0);
            }
        }
        Content::sequence(contents)
    }
}

/// Returns the line in pieces that Typst leaves as they are, each with the span that leads to its field.
///
/// Typst narrows punctuation marks that meet or begin a line by half an em, as JLReq asks of full-width marks, and has
/// no option against it (<https://github.com/typst/typst/issues/7643>). The marks of a proportional face are narrow
/// already: two that meet would touch, and a bracket at the beginning of a line would overlap the 「・」 before it. So
/// marks that meet are set as separate runs, and an opening bracket is set in a box with what follows it, behind an
/// invisible space. The test `typst_narrows_punctuation_of_a_proportional_face` fails when that is needless.
pub(super) fn pieces(line: &str, spans: &mut Spans) -> Vec<Content> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(OPENING) {
        let end = at + bracketed(&rest[at..]);
        pieces.extend(runs(&rest[..at], spans));
        let behind = spans.joiner_at(spans.at + (end - at));
        pieces.push(unbroken(&rest[at..end], spans));
        pieces.extend(behind.map(TextElem::packed));
        rest = &rest[end..];
    }
    pieces.extend(runs(rest, spans));
    pieces
}

/// Opening brackets.
const OPENING: [char; 8] = ['「', '『', '（', '【', '〔', '〈', '《', '［'];

/// Returns the number of bytes at the beginning of a text that are kept together: opening brackets, the next
/// character, and characters after it that must not begin a line.
fn bracketed(text: &str) -> usize {
    let mut inside = false;
    let mut end = text.len();
    for (at, cluster) in text.grapheme_indices(true) {
        if inside && may_begin(cluster) {
            end = at;
            break;
        }
        inside |= !cluster.starts_with(OPENING);
    }
    end
}

/// Returns a box, which Typst does not break. Spaces at its beginning and end protect brackets from being
/// narrowed, because a box is laid out as a line of its own.
fn unbroken(text: &str, spans: &mut Spans) -> Content {
    let hair = || HElem::new(Abs::pt(HAIR).into()).pack();
    let body = Content::sequence([vec![hair()], runs(text, spans), vec![hair()]].concat());
    BoxElem::new().with_body(Some(body)).pack()
}

/// Converts a text to runs that separate adjacent punctuation marks. A style without effect is enough to
/// separate them.
fn runs(line: &str, spans: &mut Spans) -> Vec<Content> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, character) in line.char_indices() {
        if before.is_some_and(is_punctuation) && is_punctuation(character) {
            runs.push(piece(&line[start..at], spans, runs.len()));
            start = at;
        }
        before = Some(character);
    }
    if start < line.len() {
        runs.push(piece(&line[start..], spans, runs.len()));
    }
    runs
}

/// Converts a run. Every other one gets the style, so that neighbours differ.
fn piece(text: &str, spans: &mut Spans, place: usize) -> Content {
    let content = spans.content(text);
    if place.is_multiple_of(2) { content } else { content.set(TextElem::overhang, true) }
}

/// Returns the line with an invisible space, where Typst may break it, between any two characters that have no break
/// between them. Typst has no option to break a word that is wider than its cell without a hyphen
/// (<https://github.com/typst/typst/issues/674>). Text that is copied from the PDF has no trace of the spaces. The
/// test `typst_breaks_no_word_that_is_wider_than_its_box` fails when that is needless.
pub(super) fn breakable(line: &str, spans: &mut Spans) -> Vec<Content> {
    let mut pieces = Vec::new();
    let mut before: Option<&str> = None;
    for cluster in line.graphemes(true) {
        let is_number = before.is_some_and(is_of_number) && is_of_number(cluster);
        if before.is_some_and(is_unbroken) && is_unbroken(cluster) && !is_number {
            pieces.push(HElem::new(Abs::pt(HAIR).into()).pack());
        }
        pieces.push(spans.content(cluster));
        before = Some(cluster);
    }
    pieces
}

/// The width of the invisible space in points; Typst ignores spaces of zero width.
const HAIR: f64 = 0.001;

/// Returns whether Typst does not break within a cluster's script: anything narrower than kana and kanji,
/// except spaces.
fn is_unbroken(cluster: &str) -> bool {
    cluster.chars().all(|character| character < '\u{2E80}' && !character.is_whitespace())
}

/// Returns whether a cluster may be part of a number, which is not broken.
fn is_of_number(cluster: &str) -> bool {
    cluster.chars().all(|character| character.is_ascii_digit() || ",.-+%".contains(character))
}

/// Returns whether Typst narrows a mark beside another (`is_cjk_punctuation` in its shaping).
fn is_punctuation(character: char) -> bool {
    "、。，．：；・·「」『』（）〔〕［］｛｝〈〉《》【】〖〗“”‘’".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(line: &str) -> Vec<Content> {
        super::pieces(line, &mut Spans::one(Span::detached()))
    }

    fn breakable(line: &str) -> Vec<Content> {
        super::breakable(line, &mut Spans::one(Span::detached()))
    }

    fn texts(pieces: &[Content]) -> Vec<String> {
        pieces.iter().map(|piece| piece.plain_text().to_string()).collect()
    }

    #[test]
    fn marks_that_meet_are_parted() {
        let runs = |line: &str| runs(line, &mut Spans::one(Span::detached()));
        assert_eq!(texts(&runs("推進します。また、")), ["推進します。また、"]);
        assert_eq!(texts(&runs("地域」、支援")), ["地域」", "、支援"]);
        assert_eq!(texts(&runs("")), [""; 0]);
    }

    #[test]
    fn an_opening_bracket_keeps_what_follows() {
        let boxes = |line: &str| pieces(line).iter().filter(|piece| piece.is::<BoxElem>()).count();
        assert_eq!(boxes("また、「地域」、「支援」"), 2);
        assert_eq!(boxes("支援"), 0);
        let kept = |text: &str| text[..bracketed(text)].to_owned();
        assert_eq!(kept("「地域」"), "「地");
        assert_eq!(kept("「ちょっと"), "「ちょっ");
        assert_eq!(kept("「『あ』」、"), "「『あ』」、");
        assert_eq!(kept("「"), "「");
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
