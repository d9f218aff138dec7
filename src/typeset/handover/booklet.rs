//! `booklet.typ` takes this.

use typst::foundations::{Dict, IntoValue, Label, Value, dict};
use typst::utils::PicoStr;

use super::{Hand, array};
use crate::typeset::marks::GoalAt;
use crate::view::{BookletView, CoverView, GoalView, IndexRow, IndexView, PartView, Served};

impl Hand<'_> {
    /// A booklet. Its sheets are counted from the ward's page, which is 0.
    pub(super) fn booklet(&mut self, view: &BookletView) -> Dict {
        self.is_booklet = true;
        let ward = self.of_booklet(0, |hand| hand.ward(&view.ward));
        let parts = array(view.parts.iter().enumerate().map(|(part, it)| self.part(part, it)));
        self.marks.end_sheets();
        dict! {
            "document" => self.document(&view.document),
            "cover" => self.cover(&view.cover),
            "contents" => self.lines(&view.contents),
            "ward" => ward,
            "parts" => parts,
            "trend" => self.trend(&view.trend),
            "index" => self.index(&view.index),
            "continued" => self.continued(),
        }
    }

    /// A sheet, as it is by itself but for its page's number.
    fn of_booklet(&mut self, sheet: usize, hand: impl FnOnce(&mut Self) -> Dict) -> Dict {
        self.sheet = sheet;
        let mut view = hand(self);
        view.insert("proof".into(), Value::None);
        view.insert("is-revised".into(), false.into_value());
        self.sheet = 0;
        view
    }

    fn part(&mut self, part: usize, view: &PartView) -> Dict {
        let mut sheet = self.of_booklet(part + 1, |hand| hand.department(&view.sheet));
        sheet.insert("bookmark".into(), self.lines(&view.name).into_value());
        sheet
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

    /// What leads to a goal: its name in the bookmarks, and the mark that links go to.
    pub(super) fn bookmark(at: GoalAt, goal: &GoalView) -> Dict {
        dict! { "name" => goal.bookmark.as_str(), "label" => label(at) }
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
            "text" => self.lines(&row.text),
            "served" => array(row.served.iter().map(|it| self.served(it))),
        }
    }

    fn served(&mut self, served: &Served) -> Dict {
        self.sheet = served.part + 1;
        let dict = dict! {
            "name" => self.lines(&served.name),
            "number" => self.lines(&served.number),
            "text" => self.lines(&served.text),
            "label" => label(GoalAt { sheet: self.sheet, goal: served.goal }),
        };
        self.sheet = 0;
        dict
    }
}

/// The name of a goal's place. Names are interned for ever, so they are the same few for all booklets.
fn label(at: GoalAt) -> Option<Label> {
    Label::new(PicoStr::intern(&format!("goal-{}-{}", at.sheet, at.goal + 1)))
}
