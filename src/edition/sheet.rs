//! The publication edition of one sheet: its PDF.

use crate::finding::Finding;
use crate::typeset::{self, Engine, PageView};

/// A form in print.
#[derive(Debug)]
pub struct Printed {
    /// The PDF; nothing where it could not be made.
    pub pdf: Option<Vec<u8>>,
    /// What does not fit its cell, and what kept the pages from being PDF/A-2a and PDF/UA-1.
    pub findings: Vec<Finding>,
}

/// Prints a form.
pub fn print(engine: &Engine, view: PageView) -> Printed {
    let printed = match engine.typeset(view) {
        Ok(pages) => match pages.pdf() {
            Ok(pdf) => Printed { pdf: Some(pdf), findings: pages.overflows() },
            Err(findings) => Printed { pdf: None, findings },
        },
        Err(findings) => Printed { pdf: None, findings },
    };
    // After failures too: what Typst remembers of them is as large.
    typeset::forget();
    printed
}
