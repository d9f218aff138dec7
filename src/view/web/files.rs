//! Files that a page leads to, and what they cost the reader to fetch.

use serde::Serialize;

use super::Link;
use super::place::segment;

/// A PDF that is there, in the folder of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PdfFacts {
    /// Its name, `soumu.pdf`.
    pub file: String,
    /// Its size.
    pub bytes: u64,
    /// Its pages.
    pub pages: usize,
}

/// A link to a PDF.
pub type PdfLink = Link;

impl PdfFacts {
    /// The link, which tells size and pages.
    pub(super) fn link(&self, name: &str) -> PdfLink {
        let label = format!("{name}(PDF、{}ページ、{})", self.pages, size(self.bytes));
        Link { href: segment(&self.file), label }
    }
}

/// A size as city sites write it: whole KB, from 1024 KB on MB with one decimal, never less than it is.
fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    match bytes.div_ceil(KB) {
        kb @ ..KB => format!("{kb}KB"),
        _ => {
            let tenths = bytes.saturating_mul(10).div_ceil(KB * KB);
            format!("{}.{}MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up() {
        let sizes = [0, 1, 1024, 1025, 125_000, 1023 * 1024, 1023 * 1024 + 1, 1024 * 1024 + 1, 25_900_000];
        let told = ["0KB", "1KB", "1KB", "2KB", "123KB", "1023KB", "1.0MB", "1.1MB", "24.8MB"];
        assert_eq!(sizes.map(size), told);
    }

    #[test]
    fn a_link_tells_what_it_costs() {
        let facts = PdfFacts { file: "総務.pdf".to_owned(), bytes: 125_000, pages: 1 };
        let link = facts.link("東区組織目標");
        assert_eq!(link.label, "東区組織目標(PDF、1ページ、123KB)");
        assert_eq!(link.href, "%E7%B7%8F%E5%8B%99.pdf");
    }
}
