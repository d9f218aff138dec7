//! A sheet's page as its proof prints it.

use super::address::{self, Addresses};
use super::extent::{Extent, MOST};
use super::texts::Texts;
use super::{Tint, glyphs, places, pruned, stage};
use crate::finding::Finding;
use crate::fonts::Coverage;
use crate::read::Reading;
use crate::sheet::{Department, Goal, Model, Settings, Ward};
use crate::view::{self, DepartmentView, DocumentView, Lines, SheetView, WardView};

/// A page in which every text has its slot.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The page.
    pub page: SheetView,
}

impl Draft {
    /// The page of a reading; nothing for one without a model. What the publication edition could not
    /// print stands in it all the same: a value that was refused as its source text, a character that no
    /// font has as 〓. Of a page that is refused for its size the texts stay as they are.
    pub fn new(reading: &Reading<Model>, settings: &Settings, coverage: &Coverage) -> Option<Self> {
        let addresses = Addresses::new(reading)?;
        let page = match reading.model.as_ref()? {
            Model::Department(sheet) => {
                SheetView::Department(Box::new(department(sheet, settings, &addresses)))
            }
            Model::Ward(ward) => SheetView::Ward(Box::new(self::ward(ward, settings, &addresses))),
        };
        let mut draft = Self { page };
        if draft.refusal().is_some() {
            return Some(draft);
        }
        pruned::show(&mut draft, reading);
        draft.each(&mut |lines| glyphs::replace(lines, coverage));
        draft.each(&mut |lines| places::tell(lines, &reading.source));
        Some(draft)
    }

    /// Returns the finding of a page that would take too long or too much memory as a proof.
    pub fn refusal(&mut self) -> Option<Finding> {
        Extent::of(self).refusal()
    }

    /// Visits every text.
    pub fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        match &mut self.page {
            SheetView::Department(view) => view.each(visit),
            SheetView::Ward(view) => view.each(visit),
        }
    }

    /// Whoever opens the file sees that it is a proof.
    pub(super) fn title_as(&mut self, mark: &str) {
        let document = self.document_mut();
        document.title = format!("{}({mark})", document.title);
    }

    /// What the document says of itself.
    pub fn document(&self) -> &DocumentView {
        match &self.page {
            SheetView::Department(view) => &view.document,
            SheetView::Ward(view) => &view.document,
        }
    }

    fn document_mut(&mut self) -> &mut DocumentView {
        match &mut self.page {
            SheetView::Department(view) => &mut view.document,
            SheetView::Ward(view) => &mut view.document,
        }
    }
}

fn department(sheet: &Department, settings: &Settings, addresses: &Addresses) -> DepartmentView {
    let mut sheet = sheet.clone();
    // So many are too large for a proof in any case, and take a gigabyte as a page.
    sheet.goals.truncate(MOST.texts + 1);
    // Goals that were refused have a row to be told in.
    if sheet.goals.is_empty() && addresses.is_pruned("組織目標") {
        sheet.goals.push(Goal::default());
    }
    let year = sheet.year.as_ref().and_then(|year| year.value);
    let date = view::document_date(sheet.latest_date(), year, None);
    let mut view = view::department(&sheet, settings, date);
    address::department(&mut view, &sheet, addresses);
    stage::department(&mut view, &sheet, settings.scales.as_ref(), addresses);
    view
}

fn ward(ward: &Ward, settings: &Settings, addresses: &Addresses) -> WardView {
    let year = ward.year.as_ref().and_then(|year| year.value);
    let mut view = view::ward(ward, settings, view::document_date(None, year, None));
    address::ward(&mut view, addresses);
    stage::ward(&mut view);
    view
}

impl Lines {
    /// Tints the box of a text that has a slot.
    pub(super) fn tint(&mut self, tint: Tint) {
        if let Some(slot) = &mut self.slot {
            slot.tint = Some(tint);
        }
    }
}
