//! The publication edition of one sheet: its PDF.

use crate::finding::Finding;
use crate::typeset::{self, Engine, PageView};

/// The PDF of a form.
///
/// # Errors
/// What does not fit its cell, and what keeps the pages from being PDF/A-2a and PDF/UA-1.
pub fn pdf(engine: &Engine, view: PageView) -> Result<Vec<u8>, Vec<Finding>> {
    let pdf = engine.typeset(view).and_then(|pages| pages.pdf());
    // After failures too: what Typst remembers of them is as large.
    typeset::forget();
    pdf
}
