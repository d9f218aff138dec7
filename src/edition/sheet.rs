//! The publication edition on paper: the PDF of a sheet or of a booklet.

use super::answer::Answer;
use crate::typeset::{self, Engine, PageView, Pages};

/// Prints a form. The findings include the reasons why the pages cannot be PDF/A-2a and PDF/UA-1.
pub fn print(engine: &Engine, view: PageView) -> Answer {
    let pages = engine.typeset(view);
    // Before the export, so that the cache does not add to its peak memory; and after failures too, because
    // their cache entries are as large.
    typeset::forget();
    match pages.and_then(|pages| Ok((written(&pages)?, pages))) {
        Ok((pdf, pages)) => Answer { files: vec![pdf], pages: pages.count(), findings: pages.overflows() },
        Err(findings) => Answer { findings, ..Answer::default() },
    }
}

/// The page count above which the whole cache is dropped before the export.
const MANY: usize = 24;

fn written(pages: &Pages) -> Result<Vec<u8>, Vec<typeset::Found>> {
    if pages.count() > MANY {
        typeset::forget_all();
    }
    pages.pdf()
}
