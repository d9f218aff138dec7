//! The PDFs against the published original's text: nothing of it is missing.

use std::fs;

use super::pdf;
use super::support::{Project, SHEETS, bare, root};

/// The two readings of the scanner that the sources mend.
const MENDS: [(&str, &str); 3] = [("対しの確で", "対し的確で"), ("<p>", ""), ("</p>", "")];

/// The published text, mended. The numbers of the ward's list stand apart, as on the page.
fn original() -> String {
    let text = fs::read_to_string(root().join("tests/original/higashi-ku-r2.txt")).unwrap();
    let text = MENDS.iter().fold(text, |text, (from, to)| text.replace(from, to));
    (1..=5).fold(text, |text, number| text.replace(&format!("\n- {number} "), &format!("\n{number}\t")))
}

/// All that the four PDFs say.
fn printed() -> String {
    let project = Project::real();
    assert_eq!(project.run(&["build"]).status, 0);
    let said = |name: &&str| pdf::read_aloud(&project.read(&format!("out/r2/higashi/{name}.pdf")));
    SHEETS.iter().map(said).collect()
}

/// The texts that are not in `printed`; the dashes under the box of the telephone number are no text.
fn missing<'a>(texts: impl Iterator<Item = &'a str>, printed: &str) -> Vec<String> {
    let texts = texts.map(bare).filter(|text| text.len() < 2 || !text.chars().all(|c| c == '-'));
    texts.filter(|text| !printed.contains(text.as_str())).collect()
}

#[test]
fn every_token_of_the_original_is_printed() {
    assert_eq!(missing(original().split_whitespace(), &printed()), [""; 0]);
}

#[test]
fn every_cell_of_the_original_is_printed_whole() {
    // Of 「・一 ・二」 each item is a text of its own.
    let original = original();
    let cells = original.split(['\t', '\n']).flat_map(|cell| cell.split(" ・"));
    assert_eq!(missing(cells, &printed()), [""; 0]);
}

#[test]
fn a_token_that_is_not_printed_is_found() {
    assert_eq!(missing("防災 存在しない言葉".split_whitespace(), &printed()), ["存在しない言葉"]);
}
