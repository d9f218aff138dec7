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
mod texts;
mod trend;
mod ward;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use typst::foundations::{Array, Datetime, Dict, IntoValue, Value, dict};
use typst::layout::Abs;

pub(super) use self::narrowed::{LEAST_SIZE, Narrowed, Room};
use super::columns::Columns;
use super::line::LineCache;
use super::overlay::Overlay;
use super::sizing::Sizing;
use super::source_map::{GoalAt, Row, SourceMap};
use super::world::Main;
use super::{Engine, PageView};
use crate::sheet::{Binding, Edge, EraDate, Paper};
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

/// A view in Typst's values, and the way back.
pub(super) struct TypstValues {
    pub(super) main: Main,
    pub(super) view: Dict,
    pub(super) marks: SourceMap,
}

impl TypstValues {
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
            marks: SourceMap::default(),
            sheet: 0,
            row: None,
            columns: Arc::default(),
            is_narrative: false,
            has_wide_number: false,
            alike: None,
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
    cache: &'a LineCache,
    hints: &'a Hints,
    marks: SourceMap,
    /// The sheet that is being handed over.
    sheet: usize,
    /// The row that is being handed over.
    row: Option<Row>,
    /// The columns of its main table.
    columns: Arc<Columns>,
    /// Whether the text that is being handed over stands in a box of a narrative.
    is_narrative: bool,
    /// Whether the text that is being handed over has a number wider than its column.
    has_wide_number: bool,
    /// How heads or values of a row are narrowed alike, while they are handed over.
    alike: Option<Narrowed>,
    /// Whether it is one of a booklet, whose goals have bookmarks.
    is_booklet: bool,
    /// Which goals of a booklet's sheets lead to which goal on its ward's page.
    served: BTreeMap<GoalAt, usize>,
}

impl Hand<'_> {
    /// How large the sheet at hand is set.
    fn sizing(&self, document: &DocumentView) -> Sizing {
        self.hints.sizes.get(&self.sheet).cloned().unwrap_or_else(|| Sizing::smallest(document))
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
            "size" => Abs::pt(self.sizing(document).size),
            "foot" => self.lines(&document.foot),
            "running" => self.lines(&document.running),
            "binding" => array(binding(document.binding)),
            "mark" => if document.mark.lines.is_empty() {
                Value::None
            } else {
                self.lines(&document.mark).into_value()
            },
        }
    }

    /// The pages on which a sheet goes on, as the keys of a dictionary: a template looks its page up there.
    fn continued(&self) -> Dict {
        self.hints.continued.iter().map(|page| (page.to_string().into(), Value::None)).collect()
    }

    fn list<'l>(&mut self, items: impl IntoIterator<Item = &'l Lines>) -> Array {
        array(items.into_iter().map(|item| self.lines(item)))
    }
}

/// The room at the left and at the top of each page.
fn binding(binding: Option<Binding>) -> [Abs; 2] {
    let at = |edge| binding.filter(|it| it.edge == edge).map_or(0.0, |it| it.millimetres);
    [Abs::mm(at(Edge::Left)), Abs::mm(at(Edge::Top))]
}

fn array(values: impl IntoIterator<Item = impl IntoValue>) -> Array {
    values.into_iter().map(IntoValue::into_value).collect()
}

fn datetime(date: EraDate) -> Option<Datetime> {
    let (year, month, day) = date.parts();
    Datetime::from_ymd(year, month, day)
}
