//! Files that were damaged at random, from real sheets, settings and dictionaries: whatever they hold, they end in
//! findings; reports stay what programs can read; and mends and next year's sheets lose nothing.
//!
//! `MOKUHYO_FUZZ=2000 cargo test fuzz` runs as many cases of each. `fuzz/` goes on for hours.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;

use mokuhyo::disk::MemoryDisk;
use mokuhyo::finding::{Field, Finding, Lang};
use mokuhyo::read::{Reader, walk};
use mokuhyo::report::{Human, Report, github, json, junit, sarif};
use mokuhyo::revise::roll::rolled;
use mokuhyo::revise::{Proof, fixed};
use mokuhyo::rules::{FileKind, JudgedSheet, Rules, Survey};
use mokuhyo::sheet::FiscalYear;
use mokuhyo::source::{Source, Span};
use proptest::prelude::*;
use proptest::sample::Index;

use super::support::root;

/// Made once: they are the same for every input.
static MADE: LazyLock<(Reader, Rules)> = LazyLock::new(|| (Reader::new(), Rules::new()));

/// The sheets of the repository, real, evaluated and of other cities.
static SHEETS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folders = ["sheets", "tests/collections/evaluated", "tests/collections/field"];
    let files =
        folders.into_iter().flat_map(|folder| walkdir::WalkDir::new(root().join(folder)).sort_by_file_name());
    let files = files.filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    let sheets = files
        .filter(|path| path.extension().is_some_and(|it| it == "yaml") && !path.ends_with("mokuhyo.yaml"));
    let texts = sheets.filter_map(|path| std::fs::read_to_string(path).ok());
    texts.filter(|text| text.contains("様式:")).collect()
});

const SETTINGS: [&str; 3] = [
    "辞書: [words.yaml]\n",
    "用紙: A3\n並び順: [a, b]\n公開: しない\n規則:\n  wave-dash: off\n  wording: error\n辞書:\n  - words.yaml\n",
    "評価区分:\n  達成状況:\n    ○: { 意味: 達成 }\n    ×: { 意味: 未達成 }\n辞書: words.yaml\n",
];

const DICTIONARIES: [&str; 3] = [
    "version: 1\nrules:\n  - expected: 取組\n    pattern: 取り組み\n  - expected: 子ども\n    patterns: [子供, こども]\n    prh: 法令の表記\n",
    "version: 1\nrules:\n  - expected: $1回\n    pattern: /([0-9]+)かい/\n    specs:\n      - from: 3かい\n        to: 3回\n  - Web\n",
    "rules:\n  - expected: ベンダー\n    pattern: /ベンダ(?!ー)/\n    regexpMustEmpty: $1\n    options:\n      wordBoundary: true\n",
];

/// What is put into files: whatever means something to YAML, to the rules, to a terminal or to a page.
const NOISE: [&str; 60] = [
    "\0",
    "\u{1}",
    "\u{8}",
    "\t",
    "\n",
    "\r",
    "\u{1b}[2J",
    "\u{85}",
    "\u{A0}",
    "\u{2028}",
    "\u{202E}",
    "\u{FEFF}",
    "\u{FFFE}",
    "\u{3099}",
    "\u{E0101}",
    "\u{FE0F}",
    "\u{336}",
    "😀",
    "ｶﾞ",
    "⼀",
    "㈱",
    "～",
    "~",
    "10~20",
    "〇",
    "１",
    "□",
    "R2.4.31",
    "H31",
    "令和",
    "年度",
    "-",
    "- ",
    ": ",
    "：",
    ":",
    "# ",
    " #",
    "# mokuhyo: allow wave-dash",
    "&a ",
    "*a",
    "!x ",
    "|",
    ">-",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    "%",
    "@",
    "`",
    "\\u0001",
    "\\",
    "<script>",
    "  ",
    "\n様式: ",
    "\n  - 目標: ",
];

/// One damage: where, over how many bytes, and what comes there.
#[derive(Debug, Clone)]
enum Damage {
    Put(Index, usize, &'static str),
    Byte(Index, u8),
    /// A part is written again elsewhere.
    Copy(Index, usize, Index),
    /// What a part is repeated makes a file longer, so rarely.
    Repeat(Index, usize, usize),
    Cut(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    prop_oneof![
        12 => (at(), 0..8_usize, prop::sample::select(&NOISE[..])).prop_map(|(at, over, noise)| Damage::Put(at, over, noise)),
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        3 => (at(), 0..300_usize, at()).prop_map(|(at, length, to)| Damage::Copy(at, length, to)),
        1 => (at(), 1..30_usize, 2..40_usize).prop_map(|(at, length, times)| Damage::Repeat(at, length, times)),
        1 => at().prop_map(Damage::Cut),
    ]
}

/// A file with some damages.
fn damaged(seeds: Vec<String>) -> impl Strategy<Value = Vec<u8>> {
    let damages = prop::collection::vec(damage(), 0..6);
    (prop::sample::select(seeds), damages)
        .prop_map(|(seed, damages)| damages.iter().fold(seed.into_bytes(), apply))
}

/// Most places are on characters, so that most files stay texts.
fn apply(mut bytes: Vec<u8>, damage: &Damage) -> Vec<u8> {
    let on = |bytes: &[u8], at: usize| {
        let is_start = |at: &usize| bytes.get(*at).is_none_or(|byte| byte & 0xC0 != 0x80);
        (at.min(bytes.len())..bytes.len()).find(is_start).unwrap_or(bytes.len())
    };
    let place = |bytes: &[u8], index: &Index| on(bytes, index.index(bytes.len() + 1));
    match damage {
        Damage::Put(at, over, noise) => {
            let start = place(&bytes, at);
            let end = on(&bytes, start + over);
            bytes.splice(start..end, noise.bytes());
        }
        Damage::Byte(at, byte) => {
            let at = at.index(bytes.len() + 1);
            bytes.splice(at..at, [*byte]);
        }
        Damage::Copy(at, length, to) => {
            let start = place(&bytes, at);
            let part = bytes[start..on(&bytes, start + length)].to_vec();
            let to = place(&bytes, to);
            bytes.splice(to..to, part);
        }
        Damage::Repeat(at, length, times) => {
            let start = place(&bytes, at);
            let end = on(&bytes, start + length);
            let part = bytes[start..end].repeat(*times);
            bytes.splice(start..end, part);
        }
        Damage::Cut(at) => bytes.truncate(place(&bytes, at)),
    }
    bytes
}

fn any_sheet() -> impl Strategy<Value = Vec<u8>> {
    damaged(SHEETS.clone())
}

fn of<const N: usize>(seeds: [&str; N]) -> Vec<String> {
    seeds.map(str::to_owned).to_vec()
}

fn config() -> ProptestConfig {
    let cases = std::env::var("MOKUHYO_FUZZ").ok().and_then(|it| it.parse().ok()).unwrap_or(64);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() }
}

fn surveyed(sheet: &[u8], settings: &[u8], dictionary: &[u8]) -> Survey {
    let files = [("/s/a.yaml", sheet), ("/s/mokuhyo.yaml", settings), ("/s/words.yaml", dictionary)];
    let files = files.map(|(path, bytes)| (path, bytes.to_vec()));
    Survey::to_check(&MemoryDisk::with(files), &MADE.0, &MADE.1, &[PathBuf::from("/s/a.yaml")]).unwrap()
}

/// Tells a survey in every format, and holds the reports to be what their readers take.
fn tell(survey: &Survey) {
    let report = Report::of_survey(survey);
    for (source, finding) in report.findings() {
        is_placed(source.text(), finding);
    }
    for lang in [Lang::Ja, Lang::En] {
        let mut told = String::new();
        Human { lang, color: false }.write(&report, &mut told).unwrap();
        assert!(!told.contains(['\u{1b}', '\u{202e}', '\0', '\u{8}', '\r']), "{told:?}");
        serde_json::from_str::<serde_json::Value>(&json(&report, lang)).unwrap();
        let log: serde_json::Value = serde_json::from_str(&sarif(&report, lang, |_| None, |_| None)).unwrap();
        assert!(log["runs"].is_array());
        assert!(!github(&report, lang, |_| None).contains(['\u{1b}', '\0']));
        assert!(!junit(&report, lang, false).contains(['\u{1b}', '\0', '\u{FFFE}']));
    }
}

/// Every place is one of the source.
fn is_placed(text: &str, finding: &Finding) {
    let edits = finding.mend.iter().flat_map(|mend| mend.edits().iter().map(|edit| edit.span));
    for Span { start, end } in finding.spans().chain(edits) {
        assert!(start <= end && text.is_char_boundary(start) && text.is_char_boundary(end), "{finding:?}");
    }
}

/// What every value of a sheet says.
fn values(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    if let Some(tree) = MADE.0.sheet("a.yaml", bytes).tree {
        walk(&tree, &Field::default(), &mut |field, node| {
            if let Some(text) = node.scalar() {
                values.insert(field.to_string(), text.to_owned());
            }
        });
    }
    values
}

/// A round of `check --fix`, and the fields whose values it was to change.
fn mended(sheet: &JudgedSheet, bytes: &[u8]) -> Option<(Vec<u8>, BTreeSet<String>)> {
    let proof = Proof::of(&MADE.0, FileKind::Sheet, "a.yaml", bytes);
    let mended =
        fixed(bytes, &sheet.source, &sheet.findings, |after, edits| proof.holds(after, edits))?.bytes;
    let certain = sheet.findings.iter().filter(|finding| !finding.certain_edits().is_empty());
    Some((mended, certain.map(|finding| finding.field.to_string()).collect()))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_damaged_sheet_ends_in_reports_that_programs_read(sheet in any_sheet()) {
        tell(&surveyed(&sheet, b"", b""));
    }

    #[test]
    fn damaged_settings_end_in_reports_that_programs_read(settings in damaged(of(SETTINGS)), number in any::<Index>()) {
        let sheet = SHEETS[number.index(SHEETS.len())].as_bytes();
        tell(&surveyed(sheet, &settings, DICTIONARIES[0].as_bytes()));
    }

    #[test]
    fn a_damaged_dictionary_ends_in_reports_that_programs_read(words in damaged(of(DICTIONARIES)), number in any::<Index>()) {
        let sheet = SHEETS[number.index(SHEETS.len())].as_bytes();
        tell(&surveyed(sheet, SETTINGS[0].as_bytes(), &words));
    }

    #[test]
    fn a_damaged_sheet_that_is_mended_says_the_rest_as_before(sheet in any_sheet()) {
        let survey = surveyed(&sheet, b"", b"");
        let Some(judged) = survey.selected().next() else { return Ok(()) };
        let Some((mended, named)) = mended(judged, &sheet) else { return Ok(()) };
        let (before, after) = (values(&sheet), values(&mended));
        // Where the shape was mended, values that could not be read before are there.
        for (field, text) in before.iter().filter(|(field, _)| !named.contains(*field)) {
            prop_assert_eq!(after.get(field), Some(text), "{}", field);
        }
        tell(&surveyed(&mended, b"", b""));
    }

    #[test]
    fn a_damaged_sheet_that_is_rolled_can_be_read(sheet in any_sheet()) {
        let Ok(text) = String::from_utf8(sheet.clone()) else { return Ok(()) };
        let source = Source::new("a.yaml", text);
        for year in 2009..2025 {
            if let Ok(next) = rolled(&sheet, &source, FiscalYear::new(year)) {
                let reading = MADE.0.sheet("a.yaml", &next.bytes);
                prop_assert!(reading.tree.is_some(), "{}", String::from_utf8_lossy(&next.bytes));
                prop_assert!(values(&next.bytes).contains_key("年度"));
            }
        }
    }
}
