//! Typst's world: the bundled templates and fonts. It has no disk and no clock.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use typst::diag::{FileError, FileResult, SourceDiagnostic, SourceResult, Warned};
use typst::ecow::{EcoString, EcoVec};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, Source, Span};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;

use super::columns::{Columns, PageSize};
use super::source_map::file_id;
use super::{compile, fixed_width_block, overlay};
use crate::fonts::{self, Widths};
use crate::view::DocumentView;

/// The templates whose lengths are read.
const DEPARTMENT: &str = "/department.typ";
const WARD: &str = "/ward.typ";

/// The templates by path.
const TEMPLATES: [(&str, &str); 8] = [
    ("/shared.typ", include_str!("../../templates/shared.typ")),
    (DEPARTMENT, include_str!("../../templates/department.typ")),
    (WARD, include_str!("../../templates/ward.typ")),
    ("/proof.typ", include_str!("../../templates/proof.typ")),
    ("/findings.typ", include_str!("../../templates/findings.typ")),
    ("/trend.typ", include_str!("../../templates/trend.typ")),
    ("/booklet.typ", include_str!("../../templates/booklet.typ")),
    ("/comparison.typ", include_str!("../../templates/comparison.typ")),
];

/// The sources that are compiled: functions of a view.
const MAINS: [(&str, &str); 6] = [
    ("/department-main.typ", "#import \"/department.typ\": department as main"),
    ("/ward-main.typ", "#import \"/ward.typ\": ward as main"),
    (
        "/department-proof.typ",
        "#import \"/department.typ\": department\n#import \"/findings.typ\": findings\n#let main(view) = department(view) + findings(view)",
    ),
    (
        "/ward-proof.typ",
        "#import \"/ward.typ\": ward\n#import \"/findings.typ\": findings\n#let main(view) = ward(view) + findings(view)",
    ),
    ("/comparison-main.typ", "#import \"/comparison.typ\": comparison as main"),
    ("/booklet-main.typ", "#import \"/booklet.typ\": booklet as main"),
];

/// The entry point of a form.
#[derive(Debug, Clone, Copy)]
pub(super) enum Main {
    Department,
    Ward,
    DepartmentProof,
    WardProof,
    Comparison,
    Booklet,
}

impl Main {
    /// Returns the entry point of the same form with its proof pages. Comparison tables and booklets have no
    /// proof.
    pub(super) fn with_proof(self) -> Self {
        match self {
            Self::Department | Self::DepartmentProof => Self::DepartmentProof,
            Self::Ward | Self::WardProof => Self::WardProof,
            Self::Comparison | Self::Booklet => self,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Department => MAINS[0].0,
            Self::Ward => MAINS[1].0,
            Self::DepartmentProof => MAINS[2].0,
            Self::WardProof => MAINS[3].0,
            Self::Comparison => MAINS[4].0,
            Self::Booklet => MAINS[5].0,
        }
    }
}

/// The fonts and templates, read once and shared by all threads.
#[derive(Debug)]
pub struct Engine {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    widths: Arc<Widths>,
    sources: HashMap<FileId, Source>,
    library: LazyHash<Library>,
    /// The lengths of the forms that were asked for.
    lengths: Mutex<HashMap<(&'static str, PageSize), Arc<Columns>>>,
    /// The first sheets of one page, of two and so on: what such a one says of its pages, the next one will.
    similar: [OnceLock<PagedDocument>; 4],
}

/// The number of cached [`Columns`], far above the number of papers and sizes in a collection.
const MOST_LENGTHS: usize = 64;

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the values that templates read from `sys.inputs`.
fn inputs() -> Dict {
    let mut inputs = fixed_width_block::inputs();
    inputs.insert("proof".into(), overlay::inputs().into_value());
    inputs
}

impl Engine {
    /// Loads the bundled fonts and templates.
    pub fn new() -> Self {
        Self::with_inputs(inputs())
    }

    /// Takes them with what templates find in `sys.inputs`.
    pub(super) fn with_inputs(inputs: Dict) -> Self {
        let fonts: Vec<Font> = fonts::FILES
            .iter()
            .map(|file| Font::new(Bytes::new(*file), 0).expect("a font in the binary"))
            .collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let sources = TEMPLATES.iter().chain(&MAINS).map(|(path, text)| {
            let id = file_id(path);
            (id, Source::new(id, (*text).to_owned()))
        });
        // Row headers and their scopes, which PDF/UA needs, require this feature.
        let features = [Feature::A11yExtras].into_iter().collect();
        let library = Library::builder().with_features(features).with_inputs(inputs).build();
        let (similar, lengths) = Default::default();
        let widths = Arc::new(Widths::of_bundled_fonts());
        Self {
            book,
            fonts,
            widths,
            sources: sources.collect(),
            library: LazyHash::new(library),
            lengths,
            similar,
        }
    }

    /// Returns the widths of characters.
    pub(super) fn widths(&self) -> Arc<Widths> {
        Arc::clone(&self.widths)
    }

    /// Returns the lengths of the department's form for a document whose cells are set in `size` points.
    pub(super) fn columns(&self, document: &DocumentView, size: f64) -> Arc<Columns> {
        self.lengths(DEPARTMENT, document, size)
    }

    /// Returns the lengths of the ward's page for a document whose cells are set in `size` points.
    pub(super) fn ward_columns(&self, document: &DocumentView, size: f64) -> Arc<Columns> {
        self.lengths(WARD, document, size)
    }

    fn lengths(&self, template: &'static str, document: &DocumentView, size: f64) -> Arc<Columns> {
        let key = (template, PageSize::of(document, size));
        let mut known = self.lengths.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(columns) = known.get(&key) {
            return Arc::clone(columns);
        }
        let source = self.source(file_id(template)).ok();
        let module = source.and_then(|source| compile::module(self, &source).ok());
        let columns = module.map_or_else(Columns::default, |module| Columns::read(&module, document, size));
        if known.len() >= MOST_LENGTHS {
            known.clear();
        }
        Arc::clone(known.entry(key).or_insert(Arc::new(columns)))
    }

    /// Compiles a form with its view, which takes so many pages if it takes as many as expected.
    pub(super) fn compile(
        &self,
        main: Main,
        view: Dict,
        pages: usize,
    ) -> Warned<SourceResult<PagedDocument>> {
        let source = match self.source(file_id(main.path())) {
            Ok(source) => source,
            Err(error) => {
                let errors = [SourceDiagnostic::error(Span::detached(), EcoString::from(error))];
                return Warned { output: Err(errors.into()), warnings: EcoVec::new() };
            }
        };
        let is_sheet = matches!(main, Main::Department | Main::Ward);
        let similar = pages.checked_sub(1).and_then(|place| self.similar.get(place)).filter(|_| is_sheet);
        let compiled = compile::compile(self, &source, view, similar.and_then(OnceLock::get));
        if let (Some(similar), Ok(document)) = (similar, &compiled.output)
            && document.pages().len() == pages
        {
            similar.get_or_init(|| document.clone());
        }
        compiled
    }
}

impl World for Engine {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// Returns a fixed source, because [`Engine::compile`] chooses the source itself.
    fn main(&self) -> FileId {
        file_id(MAINS[0].0)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_with_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Err(FileError::NotFound(id.vpath().get_with_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
