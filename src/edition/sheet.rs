//! The publication edition on paper: the PDF of a sheet or of a booklet.

use crate::typeset::{self, Engine, Found, PageView, Pages};

/// A form in print.
#[derive(Debug)]
pub struct Printed {
    /// The PDF; nothing where it could not be made.
    pub pdf: Option<Vec<u8>>,
    /// How many pages it has.
    pub pages: usize,
    /// What does not fit its cell, and what kept the pages from being PDF/A-2a and PDF/UA-1.
    pub findings: Vec<Found>,
}

/// Prints a form.
pub fn print(engine: &Engine, view: PageView) -> Printed {
    let pages = engine.typeset(view);
    // Before they are written, so that the sheet before makes room for that; and after failures too: what Typst
    // remembers of them is as large.
    typeset::forget();
    match pages {
        Ok(pages) => written(&pages),
        Err(findings) => Printed { pdf: None, pages: 0, findings },
    }
}

/// More pages than a sheet has.
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
