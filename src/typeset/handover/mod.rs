//! Views → the values that templates take.
//!
//! A text becomes `(body: content)`, one of paragraphs `(lines: (content, …))`: content that carries its marks.
//! Nothing is ever handed over as markup.

mod booklet;
mod comparison;
mod department;
mod narrowed;
mod proof;
mod text;
mod trend;
mod ward;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use typst::foundations::{Array, Content, Datetime, Dict, IntoValue, NativeElement, Value, dict};
use typst::introspection::MetadataElem;
use typst::layout::Abs;
use typst::syntax::Span;
use typst::text::LinebreakElem;

pub(super) use self::narrowed::Narrowed;
use self::text::{Dress, Spans};
use super::columns::Columns;
use super::joiners::{self, Joiners};
use super::line::LineCache;
use super::marks::{GoalAt, Mark, Marks, Portion, Row};
use super::overlay::Overlay;
use super::sizing::Sizing;
use super::world::Main;
use super::{Engine, PageView};
use crate::sheet::{EraDate, Paper};
use crate::view::proof::{Part, PartKind};
use crate::view::{DocumentView, Lines};

/// What an earlier pass learned from its pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Hints {
    /// Goals that no page holds whole: they may be cut between their rows.
    pub(super) tall_goals: BTreeSet<GoalAt>,
    /// Rows that no page holds whole: they may be cut anywhere.
    pub(super) tall_rows: BTreeSet<Row>,
    /// Texts (by mark) with a word that is wider than their cell: it may break anywhere.
    pub(super) tight: BTreeSet<usize>,
    /// The pages on which a sheet goes on, from 1.
    pub(super) continued: BTreeSet<usize>,
    /// How large each sheet is set.
    pub(super) sizes: BTreeMap<usize, Sizing>,
}

/// What stands before an item of a list.
pub(super) const MARK: &str = "・";

/// What stands behind a text that was begun on the page before.
pub(super) const CONTINUED: &str = "(続き)";

/// The width in em of a column that is wider than any phrase: how wide does not matter.
const WIDE: f64 = 24.0;

/// A view in Typst's values, and the way back.
pub(super) struct Handover {
    pub(super) main: Main,
    pub(super) view: Dict,
    pub(super) marks: Marks,
}

impl Handover {
    /// Hands a view over, and what a proof draws over its pages.
    pub(super) fn new(
        engine: &Engine,
        cache: &LineCache,
        view: PageView,
        hints: &Hints,
        overlay: Option<&Overlay>,
    ) -> Self {
        let mut hand = Hand {
            engine,
            cache,
            hints,
            marks: Marks::default(),
            sheet: 0,
            row: None,
            columns: Columns::default(),
            has_wide_number: false,
            is_booklet: false,
            served: BTreeMap::new(),
        };
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
    engine: &'a Engine,
    cache: &'a LineCache<'a>,
    hints: &'a Hints,
    marks: Marks,
    /// The sheet that is being handed over.
    sheet: usize,
    /// The row that is being handed over.
    row: Option<Row>,
    /// The columns of its main table.
    columns: Columns,
    /// Whether the text that is being handed over has a number wider than its column.
    has_wide_number: bool,
    /// Whether it is one of a booklet, whose goals have bookmarks.
    is_booklet: bool,
    /// Which goals of a booklet's sheets lead to which goal on its ward's page.
    served: BTreeMap<GoalAt, usize>,
}

impl Hand<'_> {
    /// How large the sheet at hand is set.
    fn sizing(&self, paper: Paper) -> Sizing {
        self.hints.sizes.get(&self.sheet).cloned().unwrap_or_else(|| Sizing::smallest(paper))
    }

    fn document(&mut self, document: &DocumentView) -> Dict {
        dict! {
            "title" => document.title.as_str(),
            "publisher" => document.publisher.as_str(),
            "date" => document.date.and_then(datetime).map_or(Value::None, IntoValue::into_value),
            "paper" => match document.paper {
                Paper::A4 => "a4",
                Paper::A3 => "a3",
            },
            "size" => Abs::pt(self.sizing(document.paper).size),
            "foot" => self.lines(&document.foot),
            "running" => self.lines(&document.running),
            "mark" => if document.mark.lines.is_empty() {
                Value::None
            } else {
                self.lines(&document.mark).into_value()
            },
        }
    }

    /// A text with its lines as one content, where it has any, broken as Typst likes.
    fn lines(&mut self, lines: &Lines) -> Dict {
        self.broken(lines, |_| Joiners::new())
    }

    /// A text of a column of the main table: its lines end between phrases, and a number that is wider than
    /// the column is set narrower.
    fn in_column(&mut self, lines: &Lines, column: &str, indent: f64) -> Dict {
        let Some(width) = self.columns.width(column).map(|width| width - indent) else {
            return self.lines(lines);
        };
        let cache = self.cache;
        let narrowed = Narrowed::of(lines, width, self.columns.inset, cache);
        let column_width = width;
        let width = narrowed.as_ref().map_or(width, |it| it.width);
        self.has_wide_number = Narrowed::is_too_wide(lines, column_width, self.columns.inset, cache);
        let mut cell = self.broken(lines, |line| joiners::ragged(&cache.line(line), width));
        self.has_wide_number = false;
        cell.insert("narrowed".into(), narrowed.map_or(Value::None, |it| it.dict().into_value()));
        cell
    }

    /// A text in a column that is wider than any of its phrases: its lines end between them.
    fn by_phrases(&mut self, lines: &Lines) -> Dict {
        let cache = self.cache;
        self.broken(lines, |line| joiners::ragged(&cache.line(line), WIDE))
    }

    fn broken(&mut self, lines: &Lines, joiners: impl Fn(&str) -> Joiners) -> Dict {
        let (contents, pin) = self.split(lines, 0..lines.lines.len(), joiners);
        let body = contents.into_iter().reduce(|body, line| body + LinebreakElem::shared().clone() + line);
        dict! { "body" => body, "pin" => pin }
    }

    /// A text in which each line is a paragraph.
    fn paragraphs(&mut self, lines: &Lines) -> Dict {
        self.some_paragraphs(lines, 0..lines.lines.len())
    }

    /// Some paragraphs of a text.
    fn some_paragraphs(&mut self, lines: &Lines, range: Range<usize>) -> Dict {
        let cache = self.cache;
        let (contents, pin) = self.split(lines, range, |line| joiners::justified(&cache.line(line)));
        dict! { "lines" => array(contents), "pin" => pin }
    }

    /// The pages on which a sheet goes on, as the keys of a dictionary: a template looks its page up there.
    fn continued(&self) -> Dict {
        self.hints.continued.iter().map(|page| (page.to_string().into(), Value::None)).collect()
    }

    /// The lines of a text, and the pin of one that has none.
    fn split(
        &mut self,
        lines: &Lines,
        range: Range<usize>,
        joiners: impl Fn(&str) -> Joiners,
    ) -> (Vec<Content>, Option<Content>) {
        let slot = lines.slot.as_ref().map(|slot| {
            self.marks.slots.push(slot.as_ref().clone());
            self.marks.slots.len() - 1
        });
        let text = self.marks.next();
        let tight = self.hints.tight.contains(&text);
        let mut one = None;
        let contents =
            lines.lines.iter().enumerate().skip(range.start).take(range.len()).map(|(number, line)| {
                let mut spans = match slot {
                    Some(slot) => self.portions(lines.source, text, slot, number, line),
                    None => {
                        let own = || lines.source.map(|source| self.mark(source, text, None));
                        Spans::one((*one.get_or_insert_with(own)).unwrap_or(Span::detached()))
                    }
                };
                Content::sequence(if tight {
                    text::breakable(line, &mut spans)
                } else {
                    text::pieces(line, &mut spans.joined_by(joiners(line)))
                })
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

    fn mark(&mut self, source: crate::source::Span, text: usize, portion: Option<Portion>) -> Span {
        let (sheet, row, has_wide_number) = (self.sheet, self.row, self.has_wide_number);
        self.marks.add(Mark { sheet, source, row, text, portion, has_wide_number }).1
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

    /// A text that fills a column by itself.
    fn cell_of(&mut self, lines: &Lines, column: &str) -> Dict {
        self.in_column(lines, column, 0.0)
    }

    /// Items of a column, each behind the mark of a list.
    fn items(&mut self, items: &[Lines], column: &str) -> Array {
        let mark = self.cache.width(MARK);
        array(items.iter().map(|item| self.in_column(item, column, mark)))
    }
}

/// The parts of a line of which a redline makes something.
fn dressed(parts: &[Part], line: usize) -> Vec<(Range<usize>, Dress)> {
    let dress = |part: &Part| match part.kind {
        PartKind::Removed => Some(Dress::Removed),
        PartKind::Added => Some(Dress::Added),
        PartKind::Tag => Some(Dress::Tag),
        PartKind::Unprintable | PartKind::Found(..) | PartKind::Line(_) => None,
    };
    let of_line = parts.iter().filter(|part| part.line == line);
    of_line.filter_map(|part| Some((part.range.clone(), dress(part)?))).collect()
}

fn array(values: impl IntoIterator<Item = impl IntoValue>) -> Array {
    values.into_iter().map(IntoValue::into_value).collect()
}

fn datetime(date: EraDate) -> Option<Datetime> {
    let (year, month, day) = date.parts();
    Datetime::from_ymd(year, month, day)
}
