//! Typst's world: the bundled templates and fonts. It has no disk and no clock.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use typst::diag::{FileError, FileResult, SourceDiagnostic, SourceResult, Warned};
use typst::ecow::{EcoString, EcoVec};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue, Label};
use typst::syntax::{FileId, Source, Span};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;

use super::columns::{Columns, PageSize};
use super::source_map::file_id;
use super::{compile, fixed_width_block, laid_out_once, overlay};
use crate::fonts::{self, Widths};
use crate::view::DocumentView;

/// The templates by path.
const TEMPLATES: [(&str, &str); 8] = [
    ("/shared.typ", include_str!("../../templates/shared.typ")),
    ("/department.typ", include_str!("../../templates/department.typ")),
    ("/ward.typ", include_str!("../../templates/ward.typ")),
    ("/proof.typ", include_str!("../../templates/proof.typ")),
    ("/findings.typ", include_str!("../../templates/findings.typ")),
    ("/trend.typ", include_str!("../../templates/trend.typ")),
    ("/booklet.typ", include_str!("../../templates/booklet.typ")),
    ("/comparison.typ", include_str!("../../templates/comparison.typ")),
];

/// The forms: functions of a view, in templates of the same names.
const FORMS: [&str; 4] = ["department", "ward", "booklet", "comparison"];

/// The forms of single sheets, which have proofs.
const SHEETS: [&str; 2] = ["department", "ward"];

/// Returns the sources that are compiled, by path: each form, and each sheet with the pages of its proof.
fn mains() -> impl Iterator<Item = (String, String)> {
    let form = |form| (main_of(form, false), format!("#import \"/{form}.typ\": {form} as main"));
    let proof = |form| {
        let imports = format!("#import \"/{form}.typ\": {form}\n#import \"/findings.typ\": findings");
        (main_of(form, true), format!("{imports}\n#let main(view) = {form}(view) + findings(view)"))
    };
    FORMS.into_iter().map(form).chain(SHEETS.into_iter().map(proof))
}

/// Returns the path of the source that is compiled for a form.
fn main_of(form: &str, is_proof: bool) -> String {
    format!("/{form}-{}.typ", if is_proof { "proof" } else { "main" })
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
    lengths: Mutex<Vec<(&'static str, PageSize, Arc<Columns>)>>,
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
    inputs.extend(laid_out_once::inputs());
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
        let templates = TEMPLATES.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let sources = templates.into_iter().chain(mains()).map(|(path, text)| {
            let id = file_id(&path);
            (id, Source::new(id, text))
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

    /// Returns the lengths of a form's template for a document whose cells are set in `size` points.
    pub(super) fn columns(&self, form: &'static str, document: &DocumentView, size: f64) -> Arc<Columns> {
        let page = PageSize { paper: document.paper, binding: document.binding, size };
        let mut known = self.lengths.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., columns)) =
            known.iter().find(|(of_form, of_page, _)| (*of_form, *of_page) == (form, page))
        {
            return Arc::clone(columns);
        }
        let source = self.source(file_id(&format!("/{form}.typ"))).ok();
        let module = source.and_then(|source| compile::module(self, &source).ok());
        let columns = module.map_or_else(Columns::default, |module| Columns::read(&module, document, size));
        let columns = Arc::new(columns);
        known.truncate(MOST_LENGTHS - 1);
        known.push((form, page, Arc::clone(&columns)));
        columns
    }

    /// Compiles a form, with its proof if `is_proof`, whose view has links to `targets` and takes so many pages if it takes as many as expected.
    pub(super) fn compile(
        &self,
        (form, is_proof): (&str, bool),
        view: Dict,
        targets: &[Label],
        pages: usize,
    ) -> Warned<SourceResult<PagedDocument>> {
        let source = match self.source(file_id(&main_of(form, is_proof))) {
            Ok(source) => source,
            Err(error) => {
                let errors = [SourceDiagnostic::error(Span::detached(), EcoString::from(error))];
                return Warned { output: Err(errors.into()), warnings: EcoVec::new() };
            }
        };
        let is_sheet = SHEETS.contains(&form) && !is_proof;
        let similar = pages.checked_sub(1).and_then(|place| self.similar.get(place)).filter(|_| is_sheet);
        let compiled = compile::compile(self, &source, view, targets, similar.and_then(OnceLock::get));
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
        file_id(&main_of(FORMS[0], false))
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
