//! Recognition of the files that mokuhyo created, and may therefore replace and remove.
//!
//! `out` is named by the user and may contain other files. A file that is not in the manifest is recognized by a mark
//! in its contents, so that an `out` that was copied without its manifest can still be built.

use std::collections::BTreeSet;

use super::product::{Product, stem};
use crate::disk::FileBytes;
use crate::path::System;
use crate::source::Digest;
use crate::view::data::COLUMNS;

/// The mark of our PDFs: the creator in their XMP, which is not compressed.
const PDF: &str = "<xmp:CreatorTool>mokuhyo ";

/// The mark of our pictures: a text chunk with the program.
const PNG: &str = "tEXtSoftware\0mokuhyo";

/// The marks of our pages: the generator, and a link in pages before version 0.2.
const HTML: [&str; 2] =
    ["<meta name=\"generator\" content=\"mokuhyo\">", "<a class=\"skip\" href=\"#main\">"];

/// The beginnings of our stylesheets, of this and of earlier versions.
const CSS: [&str; 2] = ["/* mokuhyo: ", "/* The pages of the goals: on a screen, on a phone, "];

/// The marks of our JSON: the reference to the schema of the data, and the title of that schema.
const JSON: [&str; 2] = ["sheets.schema.json\"", "\"組織目標のオープンデータ\""];

/// The columns of the tables of earlier versions, which follow the byte order mark.
const CSV: [&str; 1] =
    ["年度,西暦,部,課,目標No,部区組織目標,組織目標,項目,単位,対象年度,種別,値,数値,対象西暦"];

/// The length of a head in bytes. The description of a page may be long.
const HEAD: usize = 16 << 10;

/// The hashes of the files in the manifest.
pub(super) type KnownHashes = BTreeSet<Digest>;

/// Returns whether a file at the path of an output may be replaced: it is in the manifest, has our mark, or is empty.
pub(super) fn is_ours(name: &str, there: &FileBytes, known: &KnownHashes) -> bool {
    let is_known = || there.is_whole && known.contains(&Digest::of(&there.bytes));
    there.bytes.is_empty() || has_mark(name, &there.bytes) || is_known()
}

/// Returns whether a file has our mark.
fn has_mark(name: &str, there: &[u8]) -> bool {
    let head = &there[..there.len().min(HEAD)];
    let begins = |with: &str| there.starts_with(with.as_bytes());
    match stem(name).rsplit_once('.').map(|(_, ending)| ending) {
        Some("pdf") => begins("%PDF-") && has(there, PDF),
        Some("png") => there.starts_with(b"\x89PNG\r\n\x1a\n") && has(head, PNG),
        Some("html" | "htm") => begins("<!DOCTYPE html>") && HTML.iter().any(|mark| has(head, mark)),
        Some("css") => CSS.iter().any(|mark| begins(mark)),
        Some("csv") => is_table(there),
        Some("json") => {
            let head = &head[..head.len().min(400)];
            begins("{") && has(head, "\"$schema\"") && JSON.iter().any(|mark| has(head, mark))
        }
        _ => false,
    }
}

/// Returns whether a table has our columns, or those of an earlier version. A spreadsheet may have removed the byte
/// order mark and changed the line ends.
fn is_table(there: &[u8]) -> bool {
    let head = there.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(there);
    let line = head.split(|byte| matches!(byte, b'\r' | b'\n')).next();
    let today = COLUMNS.join(",");
    CSV.iter().copied().chain([today.as_str()]).any(|columns| line == Some(columns.as_bytes()))
}

fn has(bytes: &[u8], mark: &str) -> bool {
    memchr::memmem::find(bytes, mark.as_bytes()).is_some()
}

/// Returns whether a name from a record may be that of an output: it is below `out` and has a name that outputs have.
pub(super) fn is_output(name: &str) -> bool {
    is_plain(name) && Product::has_path(name)
}

/// Returns whether a name stays below the folder that it is joined to: it has no `..`, drive, root or hidden part.
pub(super) fn is_plain(name: &str) -> bool {
    is_plain_on(System::HERE, name)
}

/// Returns the same for a given system. Only on Windows, `\` separates names and `C:` is a drive.
fn is_plain_on(system: System, name: &str) -> bool {
    let is_windows = system == System::Windows;
    let is_drive = |part: &str| is_windows && part.as_bytes().get(1) == Some(&b':');
    !(name.contains('\0') || is_windows && name.contains('\\'))
        && name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !is_drive(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> FileBytes {
        FileBytes::from(text.as_bytes().to_vec())
    }

    #[test]
    fn names_stay_below_and_are_of_our_kinds() {
        for name in [
            "a.pdf",
            "r2/東/総務課.pdf",
            "r2/a b.html",
            "index.html",
            "r2/sheets.json",
            "r2/indicators.csv",
            "style.css",
        ] {
            assert!(is_output(name), "{name}");
        }
        for name in [
            "",
            "/a.pdf",
            "../a.pdf",
            "r2/../a.pdf",
            "r2//a.pdf",
            "./a.pdf",
            "a.pdf/",
            ".mokuhyo/00.json",
            ".git/index.html",
            "r2/.a.pdf",
            "a\0.pdf",
            "soumu.yaml",
            "r2/soumu.yaml",
            "a",
            ".pdf",
            "r2/.html",
            "r2/style.css",
            "r2/other.csv",
            "r2/data.json",
            "r2/sheets.schema.json",
            "../sheets/r2/higashi/soumu.yaml",
            "a.PDF",
            "a.exe",
        ] {
            assert!(!is_output(name), "{name}");
        }
    }

    #[test]
    fn what_leads_elsewhere_on_windows_is_a_name_on_other_systems() {
        for name in ["C:/a.pdf", "c:a.pdf", "r2/C:/a.pdf", "r2\\a.pdf", "r2/a:b.pdf"] {
            assert!(is_plain_on(System::Unix, name) && Product::has_path(name), "{name}");
            assert!(!is_plain_on(System::Windows, name), "{name}");
        }
        assert!(
            !is_plain_on(System::Windows, "\\\\server\\a.pdf") && !is_plain_on(System::Windows, "..\\a.pdf")
        );
    }

    #[test]
    fn what_says_nothing_of_us_is_foreign() {
        let none = KnownHashes::new();
        let cases: [(&str, &str); 9] = [
            ("a.pdf", "%PDF-1.7\n<xmp:CreatorTool>Word</xmp:CreatorTool>"),
            ("a.pdf", "Notes on <xmp:CreatorTool>mokuhyo 0.1.0"),
            ("index.html", "<!DOCTYPE html>\n<html><body>The city's own page</body></html>"),
            ("style.css", "body { color: red }"),
            ("r2/sheets.json", "{\"a\": 1}"),
            ("sheets.schema.json", "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\"\n}"),
            ("r2/indicators.csv", "年度,値\r\n"),
            ("a.png", "no picture"),
            ("a.exe", "MZ"),
        ];
        for (name, text) in cases {
            assert!(!is_ours(name, &seen(text), &none), "{name}: {text}");
            assert!(is_ours(name, &seen(text), &KnownHashes::from([Digest::of(text.as_bytes())])), "{name}");
        }
        let picture = |chunk: &[u8]| FileBytes::from([b"\x89PNG\r\n\x1a\n....", chunk].concat());
        assert!(
            !is_ours("a.png", &picture(b"IDAT"), &none) && is_ours("a.png", &picture(PNG.as_bytes()), &none)
        );
        assert!(is_ours("a.pdf", &seen(""), &none));
    }

    #[test]
    fn the_heads_of_earlier_versions_are_ours() {
        let none = KnownHashes::new();
        for (name, head) in [
            (
                "index.html",
                "<!DOCTYPE html>\n<html lang=\"ja\">\n<head></head>\n<body>\n<a class=\"skip\" href=\"#main\">",
            ),
            (
                "style.css",
                "/* The pages of the goals: on a screen, on a phone, where each goal becomes a card",
            ),
            ("r2/higashi/sheets.json", "{\n  \"$schema\": \"../../sheets.schema.json\",\n  \"年度\""),
            (
                "sheets.schema.json",
                "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n  \"title\": \"組織目標のオープンデータ\",\n",
            ),
            (
                "r2/indicators.csv",
                "\u{FEFF}年度,西暦,部,課,目標No,部区組織目標,組織目標,項目,単位,対象年度,種別,値,数値,対象西暦\r\n",
            ),
            ("r2/indicators.csv", &(COLUMNS.join(",") + "\n")),
            ("r2/sheets.json", "{\r\n\t\"$schema\": \"../../sheets.schema.json\"}"),
            ("a.pdf", "%PDF-1.7\n...<xmp:CreatorTool>mokuhyo 0.1.0</xmp:CreatorTool>"),
        ] {
            assert!(is_ours(name, &seen(head), &none), "{name}");
        }
    }
}
