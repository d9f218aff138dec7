//! Links to files, with their sizes.

use serde::Serialize;

use super::Link;
use crate::path::uri_segment;

/// A PDF in the folder of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PdfFacts {
    /// The file name, `soumu.pdf`.
    pub file: String,
    /// The size in bytes.
    pub bytes: u64,
    /// The number of pages.
    pub pages: usize,
}

/// A link to a PDF.
pub type PdfLink = Link;

impl PdfFacts {
    /// Returns the link, whose text has the size and the number of pages.
    pub(super) fn link(&self, name: &str) -> PdfLink {
        let label = format!("{name}(PDF、{}ページ、{})", self.pages, size(self.bytes));
        Link { href: uri_segment(&self.file), label }
    }
}

/// Formats a size as cities' sites do: in whole KB, or in MB with one decimal from 1024 KB on, rounded up.
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
    fn a_link_has_size_and_pages() {
        let facts = PdfFacts { file: "総務.pdf".to_owned(), bytes: 125_000, pages: 1 };
        let link = facts.link("東区組織目標");
        assert_eq!(link.label, "東区組織目標(PDF、1ページ、123KB)");
        assert_eq!(link.href, "%E7%B7%8F%E5%8B%99.pdf");
    }
}
