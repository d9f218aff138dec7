//! Files that were damaged at random, from real sheets, settings and dictionaries: whatever they hold, they end in
//! findings; reports stay what programs can read; and mends and next year's sheets lose nothing.
//!
//! `MOKUHYO_FUZZ=20000 cargo test fuzz` runs as many cases of each, `MOKUHYO_SEED=7` others than those of every day.
//! `fuzz/` goes on for hours.

use std::sync::LazyLock;

use mokuhyo::pipeline::fuzzed;
use proptest::prelude::*;
use proptest::sample::Index;

use super::cases::cases;
use super::support::root;

#[path = "../../fuzz/entries.rs"]
mod entries;

pub(crate) use self::entries::kinds;

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

/// The same with one item of each list at the top: damages are the same, and a case takes a fraction of the time.
static BRIEF: LazyLock<Vec<String>> = LazyLock::new(|| SHEETS.iter().map(|text| brief(text)).collect());

fn brief(text: &str) -> String {
    let (mut brief, mut items, mut column) = (String::new(), 0, None);
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_item = line[indent..].starts_with("- ");
        if indent == 0 && !is_item && !line.starts_with(['#', '\n', '\r']) {
            (items, column) = (0, None);
        } else if is_item && *column.get_or_insert(indent) == indent {
            items += 1;
        }
        if items < 2 {
            brief.push_str(line);
        }
    }
    brief
}

pub const SETTINGS: [&str; 3] = [
    "辞書: [words.yaml]\n",
    "用紙: A3\n並び順: [a, b]\n公開: しない\n規則:\n  wave-dash: off\n  wording: error\n辞書:\n  - words.yaml\n",
    "評価区分:\n  達成状況:\n    ○: { 意味: 達成 }\n    ×: { 意味: 未達成 }\n辞書: words.yaml\n",
];

pub const DICTIONARIES: [&str; 3] = [
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
pub fn damaged(seeds: Vec<String>) -> impl Strategy<Value = Vec<u8>> {
    let damages = prop::collection::vec(damage(), 0..6);
    (prop::sample::select(seeds), damages)
        .prop_map(|(seed, damages)| damages.iter().fold(seed.into_bytes(), apply))
}

/// Bytes that are no text, with some damages.
pub fn broken(seed: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let damages = prop::collection::vec(damage(), 1..6);
    damages.prop_map(move |damages| damages.iter().fold(seed.clone(), apply))
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

pub fn any_sheet() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![1 => damaged(SHEETS.clone()), 4 => damaged(BRIEF.clone())]
}

pub fn of<const N: usize>(seeds: [&str; N]) -> Vec<String> {
    seeds.map(str::to_owned).to_vec()
}

fn count() -> u32 {
    std::env::var("MOKUHYO_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(64)
}

fn some_sheet(number: Index) -> &'static [u8] {
    BRIEF[number.index(BRIEF.len())].as_bytes()
}

/// The files of `fuzz/seeds`, of one kind.
fn seeds(kind: &str) -> Vec<Vec<u8>> {
    let folder = root().join("fuzz/seeds").join(kind);
    let files =
        std::fs::read_dir(&folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    files.collect()
}

#[test]
fn brief_sheets_are_sheets() {
    for (whole, brief) in SHEETS.iter().zip(BRIEF.iter()) {
        assert!(brief.len() <= whole.len() && brief.contains("年度:"), "{brief}");
        assert!(mokuhyo::yaml::parse(brief).is_ok_and(|parsed| parsed.root.is_some()), "{brief}");
    }
}

#[test]
fn what_failed_once_holds() {
    let sheet = SHEETS[0].as_bytes();
    for bytes in seeds("sheet") {
        entries::sheet(&bytes);
        entries::mend(&bytes);
        entries::roll(&bytes);
    }
    for bytes in seeds("settings") {
        entries::settings(&bytes, sheet, DICTIONARIES[0].as_bytes());
    }
    for bytes in seeds("dictionary") {
        entries::dictionary(&bytes, sheet);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..cases(count()) })]

    #[test]
    fn a_damaged_sheet_ends_in_reports_that_programs_read(sheet in any_sheet()) {
        entries::sheet(&sheet);
    }

    #[test]
    fn damaged_settings_end_in_reports_that_programs_read(settings in damaged(of(SETTINGS)), number in any::<Index>()) {
        entries::settings(&settings, some_sheet(number), DICTIONARIES[0].as_bytes());
    }

    #[test]
    fn a_damaged_dictionary_ends_in_reports_that_programs_read(words in damaged(of(DICTIONARIES)), number in any::<Index>()) {
        entries::dictionary(&words, some_sheet(number));
    }

    #[test]
    fn a_damaged_sheet_that_is_mended_says_the_rest_as_before(sheet in any_sheet()) {
        entries::mend(&sheet);
    }

    #[test]
    fn a_damaged_sheet_that_is_rolled_can_be_read(sheet in any_sheet()) {
        entries::roll(&sheet);
    }

    #[test]
    fn damaged_messages_of_workers_are_refused_or_read(messages in broken(fuzzed::sample())) {
        entries::wire(&messages);
    }

    #[test]
    fn a_damaged_manifest_gives_no_wrong_answer((number, record) in any::<Index>().prop_flat_map(|number| {
        let records = entries::records();
        let number = number.index(records.len());
        (Just(number), broken(records[number].clone()))
    })) {
        entries::manifest(&record, number);
    }
}
