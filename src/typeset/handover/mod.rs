//! Views → the values that templates take.
//!
//! A text becomes `(lines: (content, …))`: each line a content that carries its mark. Nothing is ever
//! handed over as markup.

mod department;
mod text;
mod ward;

use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::{Array, Content, Datetime, Dict, IntoValue, Value, dict};
use typst::syntax::Span;

use super::PageView;
use super::marks::{Mark, Marks, Row};
use super::world::Main;
use crate::sheet::{EraDate, Paper};
use crate::view::{DocumentView, Lines};

/// What an earlier pass learned from its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hints {
    /// Goals that no page holds whole: they may be cut between their rows.
    pub(super) tall_goals: BTreeSet<usize>,
    /// Rows that no page holds whole: they may be cut anywhere.
    pub(super) tall_rows: BTreeSet<Row>,
    /// Texts (by mark) with a word that is wider than their cell: it may break anywhere.
    pub(super) tight: BTreeSet<usize>,
    /// Goals that go on at the top of a page, by page, from 1.
    pub(super) carried: BTreeMap<usize, usize>,
}

/// A view in Typst's values, and the way back.
pub(super) struct Handover {
    pub(super) main: Main,
    pub(super) view: Dict,
    pub(super) marks: Marks,
}

impl Handover {
    /// Hands a view over.
    pub(super) fn new(view: PageView, hints: &Hints) -> Self {
        let mut hand = Hand { hints, marks: Marks::default(), row: None };
        let (main, view) = match view {
            PageView::Department(view) => (Main::Department, hand.department(view)),
            PageView::Ward(view) => (Main::Ward, hand.ward(view)),
        };
        Self { main, view, marks: hand.marks }
    }
}

/// Hands over text by text.
struct Hand<'a> {
    hints: &'a Hints,
    marks: Marks,
    /// The row that is being handed over.
    row: Option<Row>,
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
        }
    }

    /// A text of a cell.
    fn lines(&mut self, lines: &Lines) -> Dict {
        self.split(lines, text::pieces)
    }

    /// A text in which each line is a paragraph.
    fn paragraphs(&mut self, lines: &Lines) -> Dict {
        self.split(lines, text::paragraph)
    }

    fn split(&mut self, lines: &Lines, split: fn(&str, Span) -> Vec<Content>) -> Dict {
        let mark = lines.source.map(|source| self.marks.add(Mark { source, row: self.row }));
        let tight = mark.is_some_and(|(index, _)| self.hints.tight.contains(&index));
        let content = |line: &String| {
            let span = mark.map_or(Span::detached(), |(_, span)| span);
            Content::sequence(if tight { text::breakable(line, span) } else { split(line, span) })
        };
        dict! { "lines" => array(lines.lines.iter().map(content)) }
    }

    fn list<'l>(&mut self, items: impl IntoIterator<Item = &'l Lines>) -> Array {
        array(items.into_iter().map(|item| self.lines(item)))
    }
}

fn array(values: impl IntoIterator<Item = impl IntoValue>) -> Array {
    values.into_iter().map(IntoValue::into_value).collect()
}

fn datetime(date: EraDate) -> Option<Datetime> {
    let (year, month, day) = date.parts();
    Datetime::from_ymd(year, month, day)
}
