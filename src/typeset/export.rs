//! Pages → PDF/A-2a and PDF/UA-1, PNG, or SVG.

use typst::foundations::Smart;
use typst::model::Document;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use super::{Found, Pages, bookmarks, diagnostics};

/// Points per inch.
const POINTS: f64 = 72.0;

impl Pages {
    /// Returns the number of pages.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// Exports the pages as a PDF that conforms to PDF/A-2a and PDF/UA-1. The same pages give the same bytes.
    /// A draft without a date or a year, which PDF/A requires, conforms to PDF/UA-1 only.
    ///
    /// # Errors
    /// What keeps the pages from being either.
    pub fn pdf(&self) -> Result<Vec<u8>, Vec<Found>> {
        let creator = concat!("mokuhyo ", env!("CARGO_PKG_VERSION"));
        let dated = matches!(self.document.info().date, Smart::Custom(Some(_)));
        let standards = [PdfStandard::A_2a, PdfStandard::Ua_1];
        let standards = PdfStandards::new(if dated { &standards } else { &standards[1..] });
        let standards = standards.expect("PDF/A-2a and PDF/UA-1 go together");
        let options = PdfOptions {
            creator: Smart::Custom(Some(creator.to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&self.document, &options);
        let pdf = pdf.map_err(|errors| diagnostics::of_typst(&errors, &self.marks))?;
        Ok(if self.shows_bookmarks { bookmarks::shown(pdf) } else { pdf })
    }

    /// Exports the pages as SVG: a flat list of elements, followed by the definitions of glyphs.
    pub fn svgs(&self) -> Vec<String> {
        let options = SvgOptions::default();
        self.document.pages().iter().map(|page| typst_svg::svg(page, &options)).collect()
    }

    /// Exports a page, from 0, as a PNG, or returns `None` if the page does not exist.
    pub fn png(&self, page: usize, pixels_per_inch: f64) -> Option<Vec<u8>> {
        let options =
            RenderOptions { pixel_per_pt: (pixels_per_inch / POINTS).into(), ..RenderOptions::default() };
        let picture = typst_render::render(self.document.pages().get(page)?, &options);
        Some(marked(picture.encode_png().expect("a picture in memory is encoded")))
    }
}

/// The end of a PNG's first chunk, its header: after the signature, its length, name, 13 bytes and checksum.
const HEADER: usize = 8 + 4 + 4 + 13 + 4;

/// A text chunk (PNG, 11.3.3.2) that names the program, with length and checksum. It identifies our pictures.
const SOFTWARE: &[u8] = b"\0\0\0\x10tEXtSoftware\0mokuhyo\x71\xfa\x1b\xa8";

/// Inserts the text chunk into a picture.
fn marked(mut picture: Vec<u8>) -> Vec<u8> {
    picture.splice(HEADER..HEADER, SOFTWARE.iter().copied());
    picture
}
