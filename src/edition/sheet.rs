//! The publication edition on paper: the PDF of a sheet or of a booklet.

use crate::typeset::{self, Engine, Found, PageView, Pages};

/// A printed form.
#[derive(Debug)]
pub struct Printed {
    /// The PDF, or `None` where it could not be printed.
    pub pdf: Option<Vec<u8>>,
    /// The number of pages.
    pub pages: usize,
    /// The overflows, and the reasons why the pages cannot be PDF/A-2a and PDF/UA-1.
    pub findings: Vec<Found>,
}

/// Prints a form.
pub fn print(engine: &Engine, view: PageView) -> Printed {
    let pages = engine.typeset(view);
    // Before the export, so that the cache does not add to its peak memory; and after failures too, because
    // their cache entries are as large.
    typeset::forget();
    match pages {
        Ok(pages) => written(&pages),
        Err(findings) => Printed { pdf: None, pages: 0, findings },
    }
}

/// The page count above which the whole cache is dropped before the export.
const MANY: usize = 24;

fn written(pages: &Pages) -> Printed {
    if pages.count() > MANY {
        typeset::forget_all();
    }
    match pages.pdf() {
        Ok(pdf) => Printed { pdf: Some(pdf), pages: pages.count(), findings: pages.overflows() },
        Err(findings) => Printed { pdf: None, pages: 0, findings },
    }
}
