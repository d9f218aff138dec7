//! Texts as templates take them: lines, paragraphs, items of a list, each with its marks.

use std::collections::BTreeSet;
use std::ops::Range;

use typst::foundations::{Array, Content, Dict, IntoValue, NativeElement, Value, dict};
use typst::introspection::MetadataElem;
use typst::syntax::Span;
use typst::text::LinebreakElem;

use super::text::{self, Dress, Spans};
use super::{MARK, Narrowed, ValueBuilder, array};
use crate::typeset::joiners::{self, Joiners};
use crate::typeset::line::Line;
use crate::typeset::source_map::{Mark, Portion};
use crate::view::proof::{PartKind, TextPart};
use crate::view::{Bullet, Lines};

/// Returns the joiners of a line.
type JoinersOf<'a> = &'a dyn Fn(&Line) -> Joiners;

/// A text whose parts are passed to Typst.
#[derive(Debug, Clone, Copy)]
struct TextOrigin {
    /// Its first mark.
    text: usize,
    /// The place of the text in a proof.
    slot: Option<usize>,
    /// The span of all of it, where no slot parts it.
    span: Option<Span>,
}

impl ValueBuilder<'_> {
    /// Returns a text with its lines as one content, where it has any, broken as Typst likes.
    pub(super) fn lines(&mut self, lines: &Lines) -> Dict {
        self.broken(lines, None)
    }

    /// Returns a text of a column of the main table: its lines end between phrases, and a number that is wider than
    /// the column is set narrower.
    pub(super) fn in_column(&mut self, lines: &Lines, column: &str, indent: f64) -> Dict {
        self.has_wide_number = self.is_too_wide(lines, column, indent);
        let origin = self.begin(lines);
        let whole = Bullet { lines: 0..lines.lines.len(), typed: 0 };
        let cell = self.part_in_column(origin, lines, (whole, lines), column, indent);
        self.has_wide_number = false;
        self.ended(origin, cell)
    }

    /// Returns whether a text has a number that is wider than its column, however narrow it is set.
    fn is_too_wide(&self, lines: &Lines, column: &str, indent: f64) -> bool {
        let room = self.columns.room(column, indent);
        room.is_some_and(|room| Narrowed::is_too_wide(&self.cache.lines(lines), room))
    }

    /// Returns a part of a text in a column of the main table, without what marks an empty box.
    fn part_in_column(
        &mut self,
        origin: TextOrigin,
        lines: &Lines,
        (bullet, shown): (Bullet, &Lines),
        column: &str,
        indent: f64,
    ) -> Dict {
        let Some(room) = self.columns.room(column, indent) else {
            return dict! { "body" => body(self.contents(origin, lines, &bullet, None)) };
        };
        let cache = self.cache;
        let found = cache.lines(shown);
        let narrowed = self.alike.or_else(|| Narrowed::of(&found, room));
        let inner = narrowed.as_ref().map_or(room.width, |narrowed| narrowed.width);
        let contents = self.contents(origin, lines, &bullet, Some(&|line| joiners::ragged(line, inner)));
        let narrowed = narrowed.map_or(Value::None, |narrowed| narrowed.dict().into_value());
        dict! { "body" => body(contents), "narrowed" => narrowed }
    }

    /// Returns a text in a column of any width: its lines end between its phrases.
    pub(super) fn by_phrases(&mut self, lines: &Lines) -> Dict {
        self.broken(lines, Some(&joiners::between_phrases))
    }

    pub(super) fn broken(&mut self, lines: &Lines, joiners: Option<JoinersOf>) -> Dict {
        let origin = self.begin(lines);
        let whole = Bullet { lines: 0..lines.lines.len(), typed: 0 };
        let cell = dict! { "body" => body(self.contents(origin, lines, &whole, joiners)) };
        self.ended(origin, cell)
    }

    /// Returns a text in which each line is a paragraph.
    pub(super) fn prose(&mut self, lines: &Lines) -> Dict {
        let typed = |_: &str| 0;
        self.some_paragraphs(lines, 0..lines.lines.len(), typed)
    }

    /// Returns the same where paragraphs begin one em in.
    pub(super) fn paragraphs(&mut self, lines: &Lines) -> Dict {
        self.some_paragraphs(lines, 0..lines.lines.len(), Lines::typed_indent)
    }

    /// Returns the paragraphs of a box that may grow.
    pub(super) fn narrative(&mut self, lines: &Lines) -> Dict {
        self.some_of_narrative(lines, 0..lines.lines.len())
    }

    pub(super) fn some_of_narrative(&mut self, lines: &Lines, range: Range<usize>) -> Dict {
        self.is_narrative = true;
        let paragraphs = self.some_paragraphs(lines, range, Lines::typed_indent);
        self.is_narrative = false;
        paragraphs
    }

    /// Returns a range of paragraphs of a text, without the bytes at their beginnings that `typed` counts.
    fn some_paragraphs(&mut self, lines: &Lines, range: Range<usize>, typed: fn(&str) -> usize) -> Dict {
        let origin = self.begin(lines);
        let paragraph = |number: usize| {
            let bullet = Bullet { lines: number..number + 1, typed: typed(&lines.lines[number]) };
            let contents = self.contents(origin, lines, &bullet, Some(&joiners::justified));
            Content::sequence(contents)
        };
        let paragraphs = array(range.map(paragraph));
        self.ended(origin, dict! { "lines" => paragraphs })
    }

    /// Begins a text, of which parts may be in several places.
    fn begin(&mut self, lines: &Lines) -> TextOrigin {
        let slot = lines.slot.as_ref().map(|slot| {
            self.marks.slots.push(slot.as_ref().clone());
            self.marks.slots.len() - 1
        });
        let text = self.marks.next();
        let source = lines.source.filter(|_| slot.is_none() && !lines.lines.is_empty());
        let span = source.map(|source| self.mark(source, text, None));
        TextOrigin { text, slot, span }
    }

    /// Returns a text with the pin that marks the place of its box, where that shows nothing.
    fn ended(&mut self, origin: TextOrigin, text: Dict) -> Dict {
        let is_empty = self.marks.next() == origin.text;
        text + dict! { "pin" => origin.slot.filter(|_| is_empty).map(|slot| self.pin(origin.text, slot)) }
    }

    /// Returns the lines of a part of a text.
    fn contents(
        &mut self,
        origin: TextOrigin,
        lines: &Lines,
        part: &Bullet,
        joiners: Option<JoinersOf>,
    ) -> Vec<Content> {
        let cache = self.cache;
        // A number is not broken even where it is wider than its column: that is reported.
        let tight = self.hints.tight.contains(&origin.text) && !self.has_wide_number;
        let shown = lines.lines.iter().enumerate().skip(part.lines.start).take(part.lines.len());
        let content = |(number, line): (usize, &String)| {
            let mut spans = match origin.slot {
                Some(slot) => self.portions(lines.source, origin.text, slot, number, line),
                None => Spans::one(origin.span.unwrap_or(Span::detached())),
            };
            let behind = if number == part.lines.start { part.typed } else { 0 };
            let (typed, line) = line.split_at(behind);
            spans.pass(typed);
            Content::sequence(if tight {
                text::breakable(line, &mut spans)
            } else {
                let joiners = joiners.map(|joiners| joiners(&cache.line_of(lines, number, behind)));
                text::pieces(line, &mut spans.joined_by(joiners.unwrap_or_default()))
            })
        };
        shown.map(content).collect()
    }

    /// Returns a mark for each part of a line of a text that has a slot.
    fn portions(
        &mut self,
        source: Option<crate::source::Span>,
        text: usize,
        slot: usize,
        number: usize,
        line: &str,
    ) -> Spans {
        let parts = self.marks.slots[slot].parts.iter().filter(|part| part.line == number);
        let ends: BTreeSet<usize> =
            parts.flat_map(|part| [part.range.start, part.range.end]).chain([line.len()]).collect();
        let dressed: Vec<(Range<usize>, Dress)> = dressed(&self.marks.slots[slot].parts, number);
        let mut start = 0;
        let mut spans = Vec::new();
        for end in ends.into_iter().filter(|end| *end > 0) {
            let portion = Portion { slot, line: number, bytes: (start, end) };
            let covering = dressed.iter().find(|(range, _)| range.contains(&start));
            let dress = covering.map_or(Dress::Plain, |(_, dress)| *dress);
            spans.push((end - start, self.mark(source.unwrap_or_default(), text, Some(portion)), dress));
            start = end;
        }
        Spans::new(spans)
    }

    pub(super) fn mark(
        &mut self,
        source: crate::source::Span,
        text: usize,
        portion: Option<Portion>,
    ) -> Span {
        let (sheet, row) = (self.sheet, self.row);
        let (is_narrative, has_wide_number) = (self.is_narrative, self.has_wide_number);
        self.marks.add(Mark { sheet, source, row, text, portion, is_narrative, has_wide_number }).1
    }

    /// Returns what marks the place of an empty box, and shows nothing.
    fn pin(&mut self, text: usize, slot: usize) -> Content {
        let portion = Portion { slot, line: 0, bytes: (0, 0) };
        let span = self.mark(crate::source::Span::default(), text, Some(portion));
        MetadataElem::new(Value::None).pack().spanned(span)
    }

    /// Returns a text that fills a column by itself.
    pub(super) fn cell_of(&mut self, lines: &Lines, column: &str) -> Dict {
        self.in_column(lines, column, 0.0)
    }

    /// Returns the items of a column, each after the mark of a list. A value may be several.
    pub(super) fn items(&mut self, items: &[Lines], column: &str) -> Array {
        items.iter().flat_map(|item| self.bullets(item, column)).map(IntoValue::into_value).collect()
    }

    fn bullets(&mut self, lines: &Lines, column: &str) -> Vec<Dict> {
        let mark = self.cache.width(MARK);
        self.has_wide_number = lines.bulleted().iter().any(|item| self.is_too_wide(item, column, mark));
        let origin = self.begin(lines);
        let bullets = lines.bullets().into_iter().zip(lines.bulleted());
        let mut items: Vec<Dict> = bullets
            .map(|(bullet, shown)| self.part_in_column(origin, lines, (bullet, &shown), column, mark))
            .map(|item| item + dict! { "pin" => Value::None })
            .collect();
        self.has_wide_number = false;
        if items.is_empty() {
            items.push(self.ended(origin, dict! { "body" => Value::None }));
        }
        items
    }
}

/// Returns lines as one content, or `None` without lines.
fn body(lines: Vec<Content>) -> Option<Content> {
    lines.into_iter().reduce(|body, line| body + LinebreakElem::shared().clone() + line)
}

/// Returns the parts of a line of which a redline makes something.
fn dressed(parts: &[TextPart], line: usize) -> Vec<(Range<usize>, Dress)> {
    let dress = |part: &TextPart| match part.kind {
        PartKind::Removed => Some(Dress::Removed),
        PartKind::Added => Some(Dress::Added),
        PartKind::Tag => Some(Dress::Tag),
        PartKind::Unprintable | PartKind::Found(..) | PartKind::Line(_) => None,
    };
    let of_line = parts.iter().filter(|part| part.line == line);
    of_line.filter_map(|part| Some((part.range.clone(), dress(part)?))).collect()
}
