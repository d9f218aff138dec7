//! Views → the values that templates take.
//!
//! A text becomes `(body: content)`, one of paragraphs `(lines: (content, …))`: content that carries its marks.
//! Nothing is ever handed over as markup.

mod booklet;
mod comparison;
mod department;
mod proof;
mod text;
mod trend;
mod ward;

use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::{Array, Content, Datetime, Dict, IntoValue, NativeElement, Value, dict};
use typst::introspection::MetadataElem;
use typst::syntax::Span;
use typst::text::LinebreakElem;

use self::text::{Dress, Spans};
use super::PageView;
use super::marks::{GoalAt, Mark, Marks, Portion, Row};
use super::overlay::Overlay;
use super::world::Main;
use crate::sheet::{EraDate, Paper};
use crate::view::proof::{Part, PartKind};
use crate::view::{DocumentView, Lines};

/// What an earlier pass learned from its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hints {
    /// Goals that no page holds whole: they may be cut between their rows.
    pub(super) tall_goals: BTreeSet<GoalAt>,
    /// Rows that no page holds whole: they may be cut anywhere.
    pub(super) tall_rows: BTreeSet<Row>,
    /// Texts (by mark) with a word that is wider than their cell: it may break anywhere.
    pub(super) tight: BTreeSet<usize>,
    /// Goals that go on at the top of a page, by page, from 1.
    pub(super) carried: BTreeMap<usize, GoalAt>,
}

/// A view in Typst's values, and the way back.
pub(super) struct Handover {
    pub(super) main: Main,
    pub(super) view: Dict,
    pub(super) marks: Marks,
}

impl Handover {
    /// Hands a view over, and what a proof draws over its pages.
    pub(super) fn new(view: PageView, hints: &Hints, overlay: Option<&Overlay>) -> Self {
        let mut hand = Hand { hints, marks: Marks::default(), sheet: 0, row: None, is_booklet: false };
        let (main, mut view) = match view {
            PageView::Department(view) => (Main::Department, hand.department(view)),
            PageView::Ward(view) => (Main::Ward, hand.ward(view)),
            PageView::Booklet(view) => (Main::Booklet, hand.booklet(view)),
            PageView::Comparison(view) => (Main::Comparison, hand.comparison(view)),
        };
        let proof = overlay.map_or(Value::None, |overlay| hand.proof(overlay).into_value());
        view.insert("proof".into(), proof);
        // What was removed and added stands in slots alone.
        view.insert("is-revised".into(), (!hand.marks.slots.is_empty()).into_value());
        let main = if overlay.is_some() { main.with_proof() } else { main };
        Self { main, view, marks: hand.marks }
    }
}

/// Hands over text by text.
struct Hand<'a> {
    hints: &'a Hints,
    marks: Marks,
    /// The sheet that is being handed over.
    sheet: usize,
    /// The row that is being handed over.
    row: Option<Row>,
    /// Whether it is one of a booklet, whose goals have bookmarks.
    is_booklet: bool,
}

impl Hand<'_> {
    fn document(&mut self, document: &DocumentView) -> Dict {
        dict! {
            "title" => document.title.as_str(),
            "publisher" => document.publisher.as_str(),
            "date" => document.date.and_then(datetime).map_or(Value::None, IntoValue::into_value),
            "paper" => match document.paper {
                Paper::A4 => "a4",
                Paper::A3 => "a3",
            },
            "foot" => self.lines(&document.foot),
            "mark" => if document.mark.lines.is_empty() {
                Value::None
            } else {
                self.lines(&document.mark).into_value()
            },
        }
    }

    /// A text of a cell: its lines as one content, where it has any.
    fn lines(&mut self, lines: &Lines) -> Dict {
        let (contents, pin) = self.split(lines, text::pieces);
        let body = contents.into_iter().reduce(|body, line| body + LinebreakElem::shared().clone() + line);
        dict! { "body" => body, "pin" => pin }
    }

    /// A text in which each line is a paragraph.
    fn paragraphs(&mut self, lines: &Lines) -> Dict {
        let (contents, pin) = self.split(lines, text::paragraph);
        dict! { "lines" => array(contents), "pin" => pin }
    }

    /// The lines of a text, and the pin of one that has none.
    fn split(
        &mut self,
        lines: &Lines,
        split: fn(&str, &mut Spans) -> Vec<Content>,
    ) -> (Vec<Content>, Option<Content>) {
        let slot = lines.slot.as_ref().map(|slot| {
            self.marks.slots.push(slot.as_ref().clone());
            self.marks.slots.len() - 1
        });
        let text = self.marks.next();
        let tight = self.hints.tight.contains(&text);
        let mut one = None;
        let contents = lines.lines.iter().enumerate().map(|(number, line)| {
            let mut spans = match slot {
                Some(slot) => self.portions(lines.source, text, slot, number, line),
                None => {
                    let own = || lines.source.map(|source| self.mark(source, text, None));
                    Spans::one((*one.get_or_insert_with(own)).unwrap_or(Span::detached()))
                }
            };
            Content::sequence(if tight { text::breakable(line, &mut spans) } else { split(line, &mut spans) })
        });
        let contents: Vec<Content> = contents.collect();
        let pin = slot.filter(|_| contents.is_empty()).map(|slot| self.pin(text, slot));
        (contents, pin)
    }

    /// A mark for each part of a line of a text that has a slot.
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
        let mut start = 0;
        let mut spans = Vec::new();
        for end in ends.into_iter().filter(|end| *end > 0) {
            let portion = Portion { slot, line: number, bytes: (start, end) };
            let dress = dress(&self.marks.slots[slot].parts, number, start);
            spans.push((end - start, self.mark(source.unwrap_or_default(), text, Some(portion)), dress));
            start = end;
        }
        Spans::new(spans)
    }

    fn mark(&mut self, source: crate::source::Span, text: usize, portion: Option<Portion>) -> Span {
        self.marks.add(Mark { sheet: self.sheet, source, row: self.row, text, portion }).1
    }

    /// What marks the place of an empty box, and shows nothing.
    fn pin(&mut self, text: usize, slot: usize) -> Content {
        let portion = Portion { slot, line: 0, bytes: (0, 0) };
        let span = self.mark(crate::source::Span::default(), text, Some(portion));
        MetadataElem::new(Value::None).pack().spanned(span)
    }

    fn list<'l>(&mut self, items: impl IntoIterator<Item = &'l Lines>) -> Array {
        array(items.into_iter().map(|item| self.lines(item)))
    }
}

/// What a redline makes of the part of a line that begins at a byte.
fn dress(parts: &[Part], line: usize, at: usize) -> Dress {
    let dress = |part: &Part| match part.kind {
        PartKind::Removed => Some(Dress::Removed),
        PartKind::Added => Some(Dress::Added),
        PartKind::Tag => Some(Dress::Tag),
        PartKind::Unprintable | PartKind::Found(..) | PartKind::Line(_) => None,
    };
    let covers = |part: &&Part| part.line == line && part.range.contains(&at);
    parts.iter().filter(covers).find_map(dress).unwrap_or(Dress::Plain)
}

fn array(values: impl IntoIterator<Item = impl IntoValue>) -> Array {
    values.into_iter().map(IntoValue::into_value).collect()
}

fn datetime(date: EraDate) -> Option<Datetime> {
    let (year, month, day) = date.parts();
    Datetime::from_ymd(year, month, day)
}
