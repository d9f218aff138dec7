//! The page of a sheet as its proof prints it.

use super::address::{self, Addresses};
use super::extent::{Extent, MOST};
use super::texts::Texts;
use super::{glyphs, places, pruned, stage};
use crate::finding::Finding;
use crate::fonts::Coverage;
use crate::read::Reading;
use crate::sheet::{Department, Goal, Model, Settings, Ward};
use crate::view::{self, DepartmentView, DocumentView, Lines, SheetView, WardView};

/// A page whose texts have slots.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The page.
    pub page: SheetView,
}

impl Draft {
    /// Returns the page of a reading, or `None` if it has no model. Pruned values show their source text, and
    /// characters that no font has become 〓. The texts of a page that is too large for a proof are left as
    /// they are.
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
        pruned::show(&mut draft.page, reading);
        draft.each(&mut |lines| glyphs::replace(lines, coverage));
        draft.each(&mut |lines| places::add_line_numbers(lines, &reading.source));
        Some(draft)
    }

    /// Returns the finding on a page that is too large to typeset within time and memory.
    pub fn refusal(&mut self) -> Option<Finding> {
        Extent::of(&mut self.page).refusal()
    }

    /// Visits every text.
    pub fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        self.page.each(visit);
    }

    /// Adds the mark to the title, so that viewers of the file identify it as a proof.
    pub(super) fn title_as(&mut self, mark: &str) {
        let document = self.document_mut();
        document.title = format!("{}({mark})", document.title);
    }

    /// Returns the properties of the document.
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
    // A sheet with more goals is too large for a proof anyway, and its page would take a gigabyte.
    sheet.goals.truncate(MOST.texts + 1);
    // Pruned goals need a row in which they are shown.
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
