//! The values of `booklet.typ`.

use std::collections::BTreeMap;

use typst::foundations::{Content, Dict, IntoValue, Label, NativeElement, Smart, Value, dict};
use typst::layout::{BlockBody, BlockElem, Em, Length, Ratio};
use typst::utils::PicoStr;

use super::{CONTINUED, ValueBuilder, array};
use crate::typeset::sizing::Contents;
use crate::typeset::source_map::GoalAt;
use crate::view::{BookletView, CoverView, GoalView, IndexRow, IndexView, Lines, PartView, Served};

impl ValueBuilder<'_> {
    /// Converts a booklet. Its sheets are numbered from the ward's page, which is 0.
    pub(super) fn booklet(&mut self, view: &BookletView) -> Dict {
        self.is_booklet = true;
        self.served = served_goals(&view.index);
        let ward = self.of_booklet(0, |builder| builder.ward(&view.ward));
        let mut parts: Vec<Dict> =
            view.parts.iter().enumerate().map(|(part, it)| self.part(part, it)).collect();
        self.marks.end_sheets();
        // The names are in the table of contents, which is not on a sheet's page.
        for (sheet, part) in parts.iter_mut().zip(&view.parts) {
            sheet.insert("bookmark".into(), self.lines(&part.name).into_value());
        }
        // The booklet's own pages do not have the size of a sheet.
        self.sheet = usize::MAX;
        let document = self.document(&view.document);
        self.sheet = 0;
        dict! {
            "document" => document,
            "cover" => self.cover(&view.cover),
            "contents" => self.lines(&view.contents),
            "contents-set" => self.contents_set(view),
            "goals" => self.entries(&view.parts),
            "going-on" => self.lines(&Lines::label(CONTINUED)),
            "ward" => ward,
            "parts" => array(parts),
            "trend" => self.trend(&view.trend),
            "index" => self.index(&view.index),
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
            "columns" => i64::try_from(columns).unwrap_or(1),
            "gap" => Length::from(Em::new(gap)),
            "goes-on" => goes_on.into_value(),
            "pages" => i64::try_from(pages).unwrap_or(1),
        }
    }

    /// Converts the entries of the table of contents, by the labels of the goals.
    fn entries(&mut self, parts: &[PartView]) -> Dict {
        let mut entries = Dict::new();
        for (part, it) in parts.iter().enumerate() {
            for (goal, view) in it.sheet.goals.iter().enumerate() {
                let name = goal_name(GoalAt { sheet: part + 1, goal });
                let entry = dict! { "number" => body(&self.lines(&view.named)), "text" => body(&self.by_phrases(&view.text)) };
                entries.insert(name.into(), entry.into_value());
            }
        }
        entries
    }

    fn cover(&mut self, cover: &CoverView) -> Dict {
        dict! {
            "year" => self.lines(&cover.year),
            "title" => self.lines(&cover.title),
            "subtitle" => self.lines(&cover.subtitle),
            "mayor" => self.lines(&cover.mayor),
            "publisher" => self.lines(&cover.publisher),
            "date" => self.lines(&cover.date),
        }
    }

    /// Returns the bookmark of a goal: its name, and the label of its position.
    pub(super) fn bookmark(at: GoalAt, goal: &GoalView) -> Dict {
        dict! { "name" => goal.bookmark.as_str(), "label" => label(&goal_name(at)) }
    }

    fn index(&mut self, index: &IndexView) -> Dict {
        dict! {
            "heading" => self.lines(&index.heading),
            "heads" => self.list(&index.heads),
            "rows" => array(index.rows.iter().map(|row| self.index_row(row))),
            "nothing" => self.lines(&index.nothing),
        }
    }

    fn index_row(&mut self, row: &IndexRow) -> Dict {
        dict! {
            "number" => self.lines(&row.number),
            "text" => self.by_phrases(&row.text),
            "served" => array(row.served.iter().map(|it| self.served(it))),
        }
    }

    /// Converts a goal in the index, with links from each of its cells to the goal.
    fn served(&mut self, served: &Served) -> Dict {
        self.sheet = served.part + 1;
        let at = GoalAt { sheet: self.sheet, goal: served.goal };
        let alternative = format!("{} {}", served.name.lines.concat(), served.number.lines.concat());
        let cells = [self.lines(&served.name), self.lines(&served.number), self.by_phrases(&served.text)];
        let [name, number, text] = cells.map(|cell| self.leading(cell, label(&goal_name(at)), &alternative));
        self.sheet = 0;
        dict! { "name" => name, "number" => number, "text" => text, "label" => label(&goal_name(at)) }
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
        row.served.iter().map(|it| (GoalAt { sheet: it.part + 1, goal: it.goal }, place)).collect()
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
