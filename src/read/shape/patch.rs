//! A text that is repaired step by step, with the positions of its bytes in the original.

use crate::source::{Edit, Span};

/// A run of bytes that the repaired text has from the original.
#[derive(Debug, Clone, Copy)]
struct PatchPiece {
    at: usize,
    from: usize,
    length: usize,
}

/// The original, and its repaired text.
#[derive(Debug)]
pub(in crate::read) struct Patched {
    original: String,
    text: String,
    pieces: Vec<PatchPiece>,
}

impl Patched {
    /// Takes the original; nothing is repaired yet.
    pub(super) fn new(text: &str) -> Self {
        let pieces = vec![PatchPiece { at: 0, from: 0, length: text.len() }];
        Self { original: text.to_owned(), text: text.to_owned(), pieces }
    }

    /// Returns the repaired text.
    pub(in crate::read) fn text(&self) -> &str {
        &self.text
    }

    /// Makes edits of the repaired text. An edit that overlaps the one before it is left out.
    pub(super) fn apply(&mut self, edits: &[Edit]) {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let (mut text, mut pieces, mut from) = (String::with_capacity(self.text.len()), Vec::new(), 0);
        let end = [Edit::deletion(Span::new(self.text.len(), self.text.len()))];
        for edit in edits.into_iter().chain(&end) {
            let Some(kept) = self.text.get(from..edit.span.start) else { continue };
            self.kept(Span::new(from, edit.span.start), text.len(), &mut pieces);
            text.push_str(kept);
            text.push_str(&edit.text);
            from = edit.span.end;
        }
        (self.text, self.pieces) = (text, pieces);
    }

    /// Records the pieces of a span that is kept and moves to `at`.
    fn kept(&self, span: Span, at: usize, pieces: &mut Vec<PatchPiece>) {
        let first = self.pieces.partition_point(|piece| piece.at + piece.length < span.start);
        for piece in self.pieces[first..].iter().take_while(|piece| piece.at <= span.end) {
            let start = piece.at.max(span.start);
            let end = (piece.at + piece.length).min(span.end);
            if start <= end {
                let from = piece.from + (start - piece.at);
                pieces.push(PatchPiece { at: at + (start - span.start), from, length: end - start });
            }
        }
    }

    /// Returns where a span of the repaired text is in the original: of what was put in, the place where
    /// it was, or what it replaced.
    pub(in crate::read) fn original(&self, span: Span) -> Span {
        let start = self.origin_of_start(span.start);
        let end = if span.start == span.end { start } else { self.origin_of_end(span.end) };
        Span::new(start, end.max(start))
    }

    fn origin_of_start(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.at <= at);
        let piece = self.pieces[..index].last();
        piece.map_or(0, |piece| piece.from + (at - piece.at).min(piece.length))
    }

    fn origin_of_end(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.at + piece.length < at);
        let Some(piece) = self.pieces.get(index) else { return self.original.len() };
        if at >= piece.at { piece.from + (at - piece.at) } else { piece.from }
    }

    /// Returns an edit of the repaired text as one of the original; `None` if what it changes was put in.
    pub(in crate::read) fn original_edit(&self, edit: &Edit) -> Option<Edit> {
        let span = if edit.span.start == edit.span.end {
            let holds = |piece: &&PatchPiece| {
                piece.at <= edit.span.start && edit.span.start <= piece.at + piece.length
            };
            let piece = self.pieces.iter().rev().find(holds)?;
            let at = piece.from + (edit.span.start - piece.at);
            Span::new(at, at)
        } else {
            self.original(edit.span)
        };
        let is_same = self.original.get(span.range()) == self.text.get(edit.span.range());
        is_same.then(|| Edit::new(span, edit.text.clone()))
    }
}

/// Returns the edits as edits of the original, where all of them can be.
pub(in crate::read) fn originals(patched: &Patched, edits: &[Edit]) -> Option<Vec<Edit>> {
    edits.iter().map(|edit| patched.original_edit(edit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_a_repaired_text_are_found_in_the_original() {
        let mut patched = Patched::new("abcdef");
        patched.apply(&[Edit::new((1, 3), "XYZ"), Edit::insertion(4, "--")]);
        assert_eq!(patched.text(), "aXYZd--ef");
        assert_eq!(patched.original(Span::new(0, 1)), Span::new(0, 1));
        assert_eq!(patched.original(Span::new(1, 4)), Span::new(1, 3));
        assert_eq!(patched.original(Span::new(2, 3)), Span::new(1, 3));
        assert_eq!(patched.original(Span::new(7, 9)), Span::new(4, 6));
        patched.apply(&[Edit::deletion((7, 8))]);
        assert_eq!(patched.text(), "aXYZd--f");
        assert_eq!(patched.original(Span::new(7, 8)), Span::new(5, 6));
        assert_eq!(patched.original_edit(&Edit::new((7, 8), "G")), Some(Edit::new((5, 6), "G")));
        assert_eq!(patched.original_edit(&Edit::new((1, 2), "G")), None);
    }
}
