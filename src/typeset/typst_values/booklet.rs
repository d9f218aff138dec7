//! The values of `booklet.typ`.

use std::collections::BTreeMap;

use typst::foundations::{Content, Dict, IntoValue, Label, NativeElement, Smart, Value, dict};
use typst::layout::{BlockBody, BlockElem, Em, Length, Ratio};
use typst::utils::PicoStr;

use super::convert::{Convert, Fields};
use super::{CONTINUED, ValueBuilder, array};
use crate::typeset::sizing::Contents;
use crate::typeset::source_map::GoalAt;
use crate::view::{BookletView, GoalView, IndexRow, IndexView, Lines, PartView, Served, TrendPart};

impl ValueBuilder<'_> {
    /// Converts a booklet. Its sheets are numbered from the ward's page, which is 0.
    pub(super) fn booklet(&mut self, view: &BookletView) -> Dict {
        let BookletView { document, cover, contents, ward, parts, trend, index } = view;
        self.is_booklet = true;
        self.served = served_goals(index);
        let ward = self.of_booklet(0, |builder| builder.ward(ward));
        let mut sheets: Vec<Dict> =
            parts.iter().enumerate().map(|(part, part_view)| self.part(part, part_view)).collect();
        self.marks.end_sheets();
        // The names are in the table of contents, which is not on a sheet's page.
        for (sheet, part) in sheets.iter_mut().zip(parts) {
            sheet.insert("bookmark".into(), part.name.convert(self));
        }
        // The booklet's own pages do not have the size of a sheet.
        self.sheet = usize::MAX;
        let document = document.fields(self);
        self.sheet = 0;
        dict! {
            "document" => document,
            "cover" => cover.fields(self),
            "contents" => self.lines(contents),
            "contents-set" => self.contents_set(view),
            "goals" => self.entries(parts),
            "going-on" => self.lines(&Lines::label(CONTINUED)),
            "ward" => ward,
            "parts" => array(sheets),
            "trend" => trend.fields(self),
            "index" => index.fields(self),
            "continued" => self.continued(),
        }
    }

    /// Converts a sheet, which differs from a single one only in its page numbers.
    fn of_booklet(&mut self, sheet: usize, convert: impl FnOnce(&mut Self) -> Dict) -> Dict {
        self.sheet = sheet;
        let view = convert(self) + dict! { "proof" => Value::None, "is-revised" => false };
        self.sheet = 0;
        view
    }

    fn part(&mut self, part: usize, view: &PartView) -> Dict {
        self.of_booklet(part + 1, |builder| builder.department(&view.sheet))
    }

    /// Converts how the table of contents is set, and what heads its pages from the second on.
    fn contents_set(&mut self, view: &BookletView) -> Dict {
        let Contents { columns, gap, pages } = Contents::of(self.engine, self.cache, view);
        let goes_on = (pages > 1).then(|| self.lines(&view.contents.clone().followed_by(CONTINUED)));
        dict! {
            "columns" => columns,
            "gap" => Length::from(Em::new(gap)),
            "goes-on" => goes_on.into_value(),
            "pages" => pages,
        }
    }

    /// Converts the entries of the table of contents, by the labels of the goals.
    fn entries(&mut self, parts: &[PartView]) -> Dict {
        let mut entries = Dict::new();
        for (part, part_view) in parts.iter().enumerate() {
            for (goal, view) in part_view.sheet.goals.iter().enumerate() {
                let name = goal_name(GoalAt { sheet: part + 1, goal });
                let entry = dict! { "number" => body(&self.lines(&view.named)), "text" => body(&self.by_phrases(&view.text)) };
                entries.insert(name.into(), entry.into_value());
            }
        }
        entries
    }

    /// Returns the bookmark of a goal: its name, and the label of its position.
    pub(super) fn bookmark(at: GoalAt, goal: &GoalView) -> Dict {
        dict! { "name" => goal.bookmark.as_str(), "label" => label(&goal_name(at)) }
    }

    /// Converts the charts of a sheet, which is numbered as in its booklet.
    pub(super) fn trend_part(&mut self, part: &TrendPart) -> Dict {
        let TrendPart { department, name, charts } = part;
        self.sheet = department + 1;
        let dict = dict! { "name" => name.convert(self), "charts" => charts.convert(self) };
        self.sheet = 0;
        dict
    }

    /// Converts a goal in the index, with links from each of its cells to the goal.
    pub(super) fn served(&mut self, served: &Served) -> Dict {
        let Served { part, goal, name, number, text } = served;
        self.sheet = part + 1;
        let label = label(&goal_name(GoalAt { sheet: self.sheet, goal: *goal }));
        let alternative = format!("{} {}", name.lines.concat(), number.lines.concat());
        let cells = [self.lines(name), self.lines(number), self.by_phrases(text)];
        let [name, number, text] = cells.map(|cell| self.leading(cell, label, &alternative));
        self.sheet = 0;
        dict! { "name" => name, "number" => number, "text" => text, "label" => label }
    }

    /// Makes the whole width of a cell a link to a label.
    pub(super) fn leading(&mut self, mut cell: Dict, to: Option<Label>, alternative: &str) -> Dict {
        if let (Some(to), Some(body)) = (to, body(&cell)) {
            let wide = BlockElem::new().with_width(Smart::Custom(Ratio::one().into()));
            let wide = wide.with_body(Some(BlockBody::Content(body))).pack();
            let linked = wide.linked(self.marks.link(to), Some(alternative.into()));
            cell.insert("body".into(), linked.into_value());
        }
        cell
    }
}

/// Returns the content of a text.
pub(super) fn body(text: &Dict) -> Option<Content> {
    text.get("body").ok().cloned().and_then(|body| body.cast().ok())
}

/// Returns for each department's goal the ward goal that it serves, from 0.
fn served_goals(index: &IndexView) -> BTreeMap<GoalAt, usize> {
    let served = |(place, row): (usize, &IndexRow)| -> Vec<(GoalAt, usize)> {
        row.served.iter().map(|goal| (GoalAt { sheet: goal.part + 1, goal: goal.goal }, place)).collect()
    };
    index.rows.iter().enumerate().flat_map(served).collect()
}

/// Returns the name of a goal's label. Typst interns names permanently, so they are the same in all booklets.
fn goal_name(at: GoalAt) -> String {
    format!("goal-{}-{}", at.sheet, at.goal + 1)
}

/// Returns the label of a goal on the ward's page, from 0.
pub(super) fn ward_goal(place: usize) -> Option<Label> {
    label(&format!("ward-goal-{}", place + 1))
}

fn label(name: &str) -> Option<Label> {
    Label::new(PicoStr::intern(name))
}
