//! Has readers show the bookmarks of a PDF when they open it.
//!
//! The test `typst_has_readers_open_no_bookmarks` fails when Typst does so itself.

use memchr::memmem;

/// Inserts `/PageMode /UseOutlines` (ISO 32000-1, 7.7.2) into the catalog of a PDF, because neither Typst nor
/// krilla offers an option for it. The catalog is the last object of the file, so that only the position of
/// the cross-reference table after it changes. A file with another structure is returned unchanged.
pub(super) fn shown(mut pdf: Vec<u8>) -> Vec<u8> {
    if let Some((catalog, table, number)) = places(&pdf) {
        let moved = (table + MODE.len()).to_string();
        pdf.splice(number..number + table.to_string().len(), moved.into_bytes());
        pdf.splice(catalog..catalog, MODE.iter().copied());
    }
    pdf
}

const MODE: &[u8] = b"/PageMode/UseOutlines";

/// Returns the positions of the end of the catalog's type, of the cross-reference table, and of the number
/// that gives the table's position.
fn places(pdf: &[u8]) -> Option<(usize, usize, usize)> {
    let number = memmem::rfind(pdf, b"startxref\n")? + b"startxref\n".len();
    let digits = pdf[number..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let table: usize = std::str::from_utf8(&pdf[number..number + digits]).ok()?.parse().ok()?;
    let before = pdf.get(..table)?;
    let object = memmem::rfind(before, b" 0 obj\n")?;
    let catalog = object + memmem::find(&before[object..], CATALOG)?;
    before.ends_with(b"endobj\n").then_some((catalog + CATALOG.len(), table, number))
}

const CATALOG: &[u8] = b"<</Type/Catalog";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalog_is_mended_and_the_table_behind_it_found() {
        let pdf =
            b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\nxref\n0 1\nstartxref\n55\n%%EOF";
        let table = pdf.windows(4).position(|bytes| bytes == b"xref").unwrap();
        let pdf = [&pdf[..pdf.len() - 8], table.to_string().as_bytes(), b"\n%%EOF"].concat();
        let text = String::from_utf8(shown(pdf)).unwrap();
        assert!(text.contains("<</Type/Catalog/PageMode/UseOutlines/Pages 2 0 R>>"), "{text}");
        let table = text.find("xref\n0").unwrap();
        assert!(text.ends_with(&format!("startxref\n{table}\n%%EOF")), "{text}");
        assert_eq!(shown(b"%PDF-1.7".to_vec()), b"%PDF-1.7");
    }
}
