//! The field sheets, `tests/collections/field/`: what is found in each is a list. A change of a rule that changes
//! what is said of real sheets shows here.

use std::path::PathBuf;

use mokuhyo::disk::RealDisk;
use mokuhyo::read::Reader;
use mokuhyo::rules::{CheckedCollection, Rules};

use super::support::root;

const COLLECTIONS: [&str; 8] = [
    "yokote",
    "hamura",
    "hirakata",
    "higashimurayama",
    "osaka-taisho",
    "tondabayashi",
    "tokyo-env",
    "glyphs",
];

/// What is found in a collection of the field, each finding as `sheet:line rule field (places)`.
fn found(collection: &str) -> Vec<String> {
    let folder = root().join("tests/collections/field").join(collection);
    let checked =
        CheckedCollection::of(&RealDisk, &Reader::new(), &Rules::new(), &[PathBuf::from(&folder)]).unwrap();
    let mut all = Vec::new();
    for sheet in &checked.sheets {
        for finding in &sheet.findings {
            let line = sheet.source.place(finding.span.start).line;
            let name = sheet.file.name.rsplit('/').next().unwrap_or_default();
            let (rule, field, places) =
                (finding.rule.name, finding.field.label_path(), 1 + finding.others.len());
            let mend = finding.mend.as_ref().map_or("words", |mend| mend.kind());
            all.push(format!("{name}:{line} {rule} {field} ({places}, {mend})"));
        }
    }
    all
}

#[test]
fn what_is_found_in_each_collection() {
    for collection in COLLECTIONS {
        insta::assert_snapshot!(collection, found(collection).join("\n"));
    }
}

/// What is found of some rules, without the others.
fn found_of(collection: &str, rules: &[&str]) -> Vec<String> {
    found(collection).into_iter().filter(|line| rules.iter().any(|rule| line.contains(rule))).collect()
}

#[test]
fn spaces_that_were_typed_are_not_told() {
    for collection in ["hamura", "osaka-taisho", "higashimurayama"] {
        assert_eq!(found_of(collection, &["space", "paragraph-indent"]), [""; 0]);
    }
}

#[test]
fn a_wave_dash_is_told_once_a_value() {
    let told = ["hisho-kouhou:72 wave-dash 取り組みについて (2, certain)"];
    assert_eq!(found_of("yokote", &["wave-dash"]), told);
}

#[test]
fn text_pasted_from_a_pdf_is_told_once_a_value_and_mended() {
    let told = found_of("tokyo-env", &["compatibility-character", "missing-glyph"]);
    assert!(
        told.contains(&"shizen:9 compatibility-character 組織の目的 (8, certain)".to_owned()),
        "{told:?}"
    );
    assert!(told.iter().all(|line| line.ends_with(", certain)")), "{told:?}");
    // Radicals, which ⺠ is too, and the vertical colon are characters that look like others.
    assert_eq!(told.iter().filter(|line| line.contains("shizen:45 ")).count(), 1);
}

#[test]
fn what_prints_is_not_told() {
    // Emoji of two kinds, 龎; half-width signs; radicals; vertical forms; variants. All else prints.
    let lines = [59, 113, 140, 158, 194, 212, 221, 230].map(|line| format!("glyphs:{line}"));
    let rules = ["glyph ", "variant", "character", "halfwidth", "wave-dash", "space", "not-nfc"];
    let told = found_of("glyphs", &rules);
    let told: Vec<&str> = told.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(told, lines);
}
