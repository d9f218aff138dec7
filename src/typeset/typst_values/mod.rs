//! Views → the values that templates receive.
//!
//! A text becomes `(body: content)`, and a text of paragraphs `(lines: (content, …))`, where the content
//! carries its marks. Texts are never passed as markup.

mod booklet;
mod comparison;
mod convert;
mod department;
mod narrowed;
mod proof;
mod text;
mod texts;
mod ward;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use typst::foundations::{Array, Dict, IntoValue, Value};

use self::convert::{Convert, Fields};
pub(super) use self::narrowed::{LEAST_SIZE, Narrowed, Room};
use super::columns::Columns;
use super::line::LineCache;
use super::overlay::Overlay;
use super::sizing::Sizing;
use super::source_map::{GoalAt, Row, SourceMap};
use super::{Engine, PageView};
use crate::view::{DocumentView, Lines};

/// The results of inspecting an earlier pass.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Hints {
    /// Goals that are taller than a page and may be split between their rows.
    pub(super) tall_goals: BTreeSet<GoalAt>,
    /// Rows that are taller than a page and may be split anywhere.
    pub(super) tall_rows: BTreeSet<Row>,
    /// Texts, by mark, with a word that is wider than its cell and may be broken anywhere.
    pub(super) tight: BTreeSet<usize>,
    /// The pages that continue a sheet, from 1.
    pub(super) continued: BTreeSet<usize>,
    /// The sizes of the sheets.
    pub(super) sizes: BTreeMap<usize, Sizing>,
}

/// The mark before a list item.
pub(super) const MARK: &str = "・";

/// The suffix of a text that is continued from the preceding page.
pub(super) const CONTINUED: &str = "(続き)";

/// A view in Typst's values, with the map to its sources.
pub(super) struct TypstValues {
    /// The name of the form.
    pub(super) form: &'static str,
    pub(super) view: Dict,
    pub(super) marks: SourceMap,
}

impl TypstValues {
    /// Converts a view, and the overlay of its proof.
    pub(super) fn new(
        engine: &Engine,
        cache: &LineCache,
        view: PageView,
        hints: &Hints,
        overlay: Option<&Overlay>,
    ) -> Self {
        let mut builder = ValueBuilder {
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
        let (form, mut view) = match view {
            PageView::Department(view) => ("department", builder.department(view)),
            PageView::Ward(view) => ("ward", builder.ward(view)),
            PageView::Booklet(view) => ("booklet", builder.booklet(view)),
            PageView::Comparison(view) => ("comparison", view.fields(&mut builder)),
        };
        let proof = overlay.map_or(Value::None, |overlay| builder.proof(overlay).into_value());
        view.insert("proof".into(), proof);
        // Removed and added text occurs only in slots.
        view.insert("is-revised".into(), (!builder.marks.slots.is_empty()).into_value());
        Self { form, view, marks: builder.marks }
    }
}

/// A converter of a view.
struct ValueBuilder<'a> {
    engine: &'a Engine,
    cache: &'a LineCache,
    hints: &'a Hints,
    marks: SourceMap,
    /// The current sheet.
    sheet: usize,
    /// The current row.
    row: Option<Row>,
    /// The columns of the sheet's main table.
    columns: Arc<Columns>,
    /// `true` while the current text is in the box of a narrative.
    is_narrative: bool,
    /// `true` while the current text has a number wider than its column.
    has_wide_number: bool,
    /// The common narrowing of the current headings or values of a row.
    alike: Option<Narrowed>,
    /// `true` for a booklet, whose goals have bookmarks.
    is_booklet: bool,
    /// The ward goals that the goals of a booklet's sheets serve.
    served: BTreeMap<GoalAt, usize>,
}

impl ValueBuilder<'_> {
    /// Returns the sizing of the current sheet.
    fn sizing(&self, document: &DocumentView) -> Sizing {
        self.hints.sizes.get(&self.sheet).cloned().unwrap_or_else(|| Sizing::smallest(document))
    }

    /// Returns the mark of a draft, or `None` where it is empty.
    fn draft_mark(&mut self, mark: &Lines) -> Value {
        Some(mark).filter(|mark| !mark.lines.is_empty()).cloned().convert(self)
    }

    /// Returns the pages that continue a sheet as the keys of a dictionary, in which a template looks up its
    /// page.
    fn continued(&self) -> Dict {
        self.hints.continued.iter().map(|page| (page.to_string().into(), Value::None)).collect()
    }
}

fn array(values: impl IntoIterator<Item = impl IntoValue>) -> Array {
    values.into_iter().map(IntoValue::into_value).collect()
}
