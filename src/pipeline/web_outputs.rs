//! Web pages and open data.
//!
//! They are built after the outputs on paper, because a page shows the size of its PDF. The outputs of a folder are
//! built one after the other, from sheets that are read once.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::Serialize;

use super::job::{JobContext, Outcome};
use super::manifest::{BuiltFile, Ingredients, Manifest, OutputRecord};
use super::models::Models;
use super::output::Output;
use super::plan::Plan;
use super::product::{Product, folder_of, stem};
use super::state::State;
use crate::edition::{data, web};
use crate::read::RunError;
use crate::source::Digest;
use crate::view::web::{
    Folder, Neighbour, PageLocation, PdfFacts, SheetParts, SitePage, WardParts, sheet_page, site_page,
    trend_page, ward_page,
};
use crate::view::{self, DepartmentView};

/// The builder of pages and data.
pub(super) struct WebOutputs<'a> {
    pub(super) context: JobContext<'a>,
    pub(super) plan: &'a Plan<'a>,
    /// The manifest, with the PDFs of this run.
    pub(super) manifest: &'a Manifest,
    pub(super) force: bool,
    /// Set from outside when no further output may begin.
    pub(super) stop: &'a AtomicBool,
}

/// The data of a page that depend on other outputs.
#[derive(Serialize, Default)]
struct PageContext {
    pdf: Option<PdfFacts>,
    booklet: Option<PdfFacts>,
    trend: bool,
    data: bool,
    /// The names of the sheets with pages. Unlike their indices, they do not depend on other folders.
    departments: Vec<String>,
    /// In the root of the site, the other folders.
    others: Vec<Folder>,
    /// For a department's page, the preceding and the following department.
    around: [Option<Neighbour>; 2],
}

impl WebOutputs<'_> {
    /// Completes the ingredients of outputs by the outputs that they refer to.
    pub(super) fn complete(&self, outputs: &mut [Output]) {
        for output in outputs {
            match output.product {
                Product::Page | Product::Ward | Product::Trend => {
                    output.from.beside = Some(digest(&(self.folder(output), self.beside(output))));
                }
                Product::Site | Product::Style | Product::Schema => {
                    output.from = Ingredients::of_bytes(&self.of_site(output.product));
                }
                Product::Sheet | Product::Booklet | Product::Values | Product::Data => {}
            }
        }
    }

    /// Builds the outputs that are missing or stale. Returns the outcome of each, or `None` where it was not begun.
    pub(super) fn build(&self, outputs: &[Output]) -> Vec<Option<Outcome>> {
        let is_of_folder = |output: &Output, next: &Output| {
            folder_of(&output.name) == folder_of(&next.name)
                && output.places.is_empty() == next.places.is_empty()
        };
        let folders: Vec<&[Output]> = outputs.chunk_by(is_of_folder).collect();
        folders.par_iter().flat_map_iter(|outputs| self.build_folder(outputs)).collect()
    }

    fn build_folder(&self, outputs: &[Output]) -> Vec<Option<Outcome>> {
        let mut models = Models::new(self.context);
        let goes_on = || !self.stop.load(Ordering::Relaxed);
        outputs.iter().map(|output| goes_on().then(|| self.outcome(output, &mut models))).collect()
    }

    fn outcome(&self, output: &Output, models: &mut Models) -> Outcome {
        if let Some(done) = self.context.without_work(output, self.manifest, self.force) {
            return done;
        }
        match self.bytes(output, models) {
            Ok(Some(bytes)) => {
                let made = Some(BuiltFile::of(&bytes, 0));
                let record = OutputRecord { from: output.from, output: made, findings: Vec::new() };
                self.context.put(output, &bytes, record)
            }
            // A sheet without a model has errors, which block its outputs.
            Ok(None) => Outcome::of(State::Failed, Vec::new()),
            Err(run_error) => Outcome::of_error(run_error),
        }
    }

    fn bytes(&self, output: &Output, models: &mut Models) -> Result<Option<Vec<u8>>, RunError> {
        match output.product {
            Product::Site | Product::Style | Product::Schema => {
                return Ok(Some(self.of_site(output.product)));
            }
            _ => models.read(output)?,
        }
        Ok(match output.product {
            Product::Page => self.page(output, models),
            Product::Ward => Some(self.ward(output, models)),
            Product::Trend => Some(self.trend(output, models)),
            Product::Values => Some(data::csv(&models.data(output))),
            Product::Data => Some(data::json(&models.data(output), &schema_from(&output.name))),
            _ => None,
        })
    }

    fn page(&self, output: &Output, models: &Models) -> Option<Vec<u8>> {
        let (sheet, settings) = models.departments(output).next()?;
        let view = view::department(sheet, settings, output.from.date);
        let beside = self.beside(output);
        Some(web::sheet(&sheet_page(SheetParts {
            folder: &self.folder(output),
            stem: stem(output.places.first().map_or("", |place| self.plan.name(*place))),
            imprint: &output.imprint(),
            view: &view,
            pdf: beside.pdf,
            around: beside.around,
        })))
    }

    fn ward(&self, output: &Output, models: &Models) -> Vec<u8> {
        let date = output.from.date;
        let ward = models.ward(output).map(|(page, settings)| view::ward(page, settings, date));
        let beside = self.beside(output);
        let entries = models.entries(output, &beside.departments);
        let imprint = output.imprint();
        let site = (!beside.others.is_empty()).then(|| site_page(&imprint, &beside.others));
        web::ward(&ward_page(WardParts {
            folder: &self.folder(output),
            imprint: &imprint,
            view: ward.as_ref(),
            pdf: beside.pdf,
            booklet: beside.booklet,
            departments: &entries,
            trend: beside.trend,
            data: beside.data,
            site,
        }))
    }

    fn trend(&self, output: &Output, models: &Models) -> Vec<u8> {
        let views =
            models.departments(output).map(|(sheet, settings)| view::department(sheet, settings, None));
        let views: Vec<DepartmentView> = views.collect();
        let trend = view::trend(views.iter().map(|view| (view.name(), view)));
        web::trend(&trend_page(&self.folder(output), &output.imprint(), trend))
    }

    fn of_site(&self, product: Product) -> Vec<u8> {
        match product {
            Product::Style => web::STYLE.as_bytes().to_vec(),
            Product::Schema => data::schema(),
            _ => web::site(&self.site()),
        }
    }

    fn site(&self) -> SitePage {
        site_page(&self.plan.imprint(), &self.folders())
    }

    /// Returns the folder of an output as pages name it.
    fn folder(&self, output: &Output) -> Folder {
        let name = folder_of(&output.name);
        let folder = self.plan.web_folder(name);
        folder.unwrap_or_else(|| Folder::of_divisions(PageLocation::new(name), None, []))
    }

    fn beside(&self, output: &Output) -> PageContext {
        let name = folder_of(&output.name);
        match output.product {
            Product::Page => PageContext {
                pdf: self.pdf(output),
                around: self.around(output, name),
                ..PageContext::default()
            },
            Product::Ward => self.beside_index(output, name),
            _ => PageContext::default(),
        }
    }

    /// Returns the nearest departments with pages before and after that of an output.
    fn around(&self, output: &Output, folder: &str) -> [Option<Neighbour>; 2] {
        let order = self.plan.folders.get(folder).map_or(&[][..], |folder| &folder.departments);
        let here = order.iter().position(|place| output.places.first() == Some(place));
        let Some((before, behind)) = here.map(|here| (&order[..here], &order[here + 1..])) else {
            return [None, None];
        };
        let has_page = |place: &&usize| {
            let page = self.plan.of_sheet(Product::Page, **place);
            // A run for some sheets builds no pages of others.
            let is_made = self.plan.is_selected(**place) && self.plan.will_be(self.context.disk, &page);
            is_made || self.context.disk.kind(&page.path()).is_ok()
        };
        let neighbour = |place: &usize| Neighbour {
            stem: stem(self.plan.name(*place)).to_owned(),
            section: self.plan.section(*place).to_owned(),
        };
        [before.iter().rev().find(has_page), behind.iter().find(has_page)].map(|place| place.map(neighbour))
    }

    fn beside_index(&self, output: &Output, name: &str) -> PageContext {
        let folder = self.plan.folders.get(name);
        let will_be = |output: &Output| self.plan.will_be(self.context.disk, output);
        let of_folder = |product| self.plan.of_folder(product, name);
        let has_page = |place: &usize| will_be(&self.plan.of_sheet(Product::Page, *place));
        let departments = folder.iter().flat_map(|folder| &folder.departments);
        let departments = departments.copied().filter(has_page).map(|place| self.plan.name(place).to_owned());
        PageContext {
            pdf: self.pdf(output).filter(|_| folder.is_some_and(|folder| folder.ward.is_some())),
            booklet: of_folder(Product::Booklet).and_then(|booklet| self.facts(&booklet)),
            trend: of_folder(Product::Trend).is_some_and(|trend| will_be(&trend)),
            data: of_folder(Product::Values).is_some_and(|values| will_be(&values)),
            departments: departments.collect(),
            others: if name.is_empty() { self.folders() } else { Vec::new() },
            around: [None, None],
        }
    }

    /// Returns the folders that have an index.
    fn folders(&self) -> Vec<Folder> {
        let has_index = |name: &&&str| {
            let index = self.plan.of_folder(Product::Ward, name);
            index.is_some_and(|index| self.plan.will_be(self.context.disk, &index))
        };
        self.plan.folders.keys().filter(has_index).filter_map(|name| self.plan.web_folder(name)).collect()
    }

    /// Returns the PDF of the sheet that an output belongs to.
    fn pdf(&self, output: &Output) -> Option<PdfFacts> {
        self.facts(&self.plan.of_sheet(Product::Sheet, *output.places.first()?))
    }

    /// Returns the facts of a PDF that exists, even if an earlier run built it.
    fn facts(&self, pdf: &Output) -> Option<PdfFacts> {
        let made = self.manifest.get(&pdf.name)?.output?;
        // With `--force`, the record of an earlier run counts only if the file is the one that it describes.
        if self.force && !self.context.file(pdf).is_ok_and(|there| there == Some(made.hash)) {
            return None;
        }
        let file = stem(&pdf.name).to_owned();
        Some(PdfFacts { file, bytes: made.bytes, pages: made.pages })
    }
}

fn digest(beside: &(Folder, PageContext)) -> Digest {
    Digest::of(&serde_json::to_vec(beside).expect("texts and numbers are JSON"))
}

/// Returns the relative path from an output to the schema.
fn schema_from(name: &str) -> String {
    "../".repeat(name.matches('/').count()) + &Product::Schema.path("")
}
