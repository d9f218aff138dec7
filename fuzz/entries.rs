// What random bytes are given to, by the tests (`tests/it/fuzz.rs`) and by cargo-fuzz (`fuzz_targets/`): each panics
// where something is promised and not kept.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use mokuhyo::disk::{Disk, MemoryDisk};
use mokuhyo::edit::roll::rolled;
use mokuhyo::edit::{MendVerifier, fixed};
use mokuhyo::finding::{Field, Finding, Lang};
use mokuhyo::pipeline::{self, Request, Shard, State, Tools, fuzzed};
use mokuhyo::read::{Reader, walk};
use mokuhyo::report::{Report, github, human, json, junit, sarif};
use mokuhyo::rules::{CheckedCollection, CheckedSheet, FileKind, Rules};
use mokuhyo::sheet::FiscalYear;
use mokuhyo::source::{Source, Span};
use mokuhyo::yaml::{self, Data, Node};
use serde::de::IgnoredAny;

#[path = "../tests/kinds/mod.rs"]
pub(crate) mod kinds;

/// Made once: they are the same for every input.
static MADE: LazyLock<(Reader, Rules)> = LazyLock::new(|| (Reader::new(), Rules::new()));

/// A sheet, judged and told in every format. What YAML reads is read, whatever its slips.
pub fn sheet(bytes: &[u8]) {
    let reading = MADE.0.sheet("a.yaml", bytes);
    let is_map = |root: Node| matches!(root.data, Data::Map(_));
    if yaml::parse(reading.source.text()).is_ok_and(|parsed| parsed.root.is_some_and(is_map)) {
        assert!(reading.tree.is_some(), "{}", reading.source.text());
    }
    tell(&surveyed(bytes, b"", b""));
}

/// Settings over a sheet.
pub fn settings(bytes: &[u8], sheet: &[u8], dictionary: &[u8]) {
    tell(&surveyed(sheet, bytes, dictionary));
}

/// A dictionary over a sheet.
pub fn dictionary(bytes: &[u8], sheet: &[u8]) {
    tell(&surveyed(sheet, "辞書: [words.yaml]\n".as_bytes(), bytes));
}

/// Messages between a worker and the main process.
pub fn wire(bytes: &[u8]) {
    fuzzed::messages(bytes);
}

/// `check --fix`: values that no mend names say what they said.
pub fn mend(sheet: &[u8]) {
    let checked = surveyed(sheet, b"", b"");
    let Some(judged) = checked.selected().next() else { return };
    let Some((mended, named)) = mended(judged, sheet) else { return };
    let (before, after) = (values(sheet), values(&mended));
    // Where the shape was mended, values that could not be read before are there.
    for (field, text) in before.iter().filter(|(field, _)| !named.contains(*field)) {
        assert_eq!(after.get(field), Some(text), "{field}");
    }
}

/// `roll`: what comes out is read again, and texts that a year does not change are there.
pub fn roll(sheet: &[u8]) {
    let Ok(text) = String::from_utf8(sheet.to_vec()) else { return };
    let source = Source::new("a.yaml", text);
    for year in 2009..2025 {
        if let Ok(next) = rolled(sheet, &source, FiscalYear::new(year)) {
            let reading = MADE.0.sheet("a.yaml", &next.bytes);
            assert!(reading.tree.is_some(), "{}", String::from_utf8_lossy(&next.bytes));
            let (before, after) = (values(sheet), values(&next.bytes));
            assert!(after.contains_key("年度"));
            for key in ["部", "課", "組織の目的", "区", "基本方針", "問合せ先"] {
                assert_eq!(before.get(key), after.get(key), "{key}");
            }
        }
    }
}

/// A folder of outputs that a run made, one of them altered since.
static OUTPUTS: LazyLock<Outputs> = LazyLock::new(Outputs::new);

struct Outputs {
    /// Every file, sources and outputs.
    files: Vec<(PathBuf, Vec<u8>)>,
    /// Those of the manifest among them.
    records: Vec<usize>,
}

fn request(paths: &[PathBuf]) -> Request<'_> {
    Request {
        paths,
        out: "/out".as_ref(),
        deny_warnings: false,
        jobs: 1,
        only: None,
        shard: Shard::WHOLE,
        force: false,
        prune: false,
        drafts: false,
        overwrite: false,
        undated: None,
        helper: None,
    }
}

impl Outputs {
    fn new() -> Self {
        let small = kinds::with_text("進めます");
        let other = small.replace("総務課", "地域課");
        let disk = MemoryDisk::with([("/s/r2/a.yaml", small), ("/s/r2/b.yaml", other)]);
        let paths = [PathBuf::from("/s")];
        let stop = AtomicBool::new(false);
        let tools = Tools { disk: &disk, reader: &MADE.0, rules: &MADE.1, stop: &stop };
        pipeline::build(&request(&paths), tools, |_| {}).unwrap();
        let folders = ["/s", "/out", "/out/.mokuhyo"];
        let found = folders.iter().flat_map(|folder| disk.files(folder.as_ref()).unwrap());
        let mut files: Vec<(PathBuf, Vec<u8>)> = found
            .map(|path| {
                let bytes = disk.read(&path).unwrap();
                (path, bytes)
            })
            .collect();
        for (_, bytes) in files.iter_mut().filter(|(path, _)| path.ends_with("a.pdf")) {
            bytes.push(b'\n');
        }
        let is_record = |file: &(PathBuf, Vec<u8>)| file.0.starts_with("/out/.mokuhyo");
        let records =
            files.iter().enumerate().filter(|(_, file)| is_record(file)).map(|(place, _)| place).collect();
        Self { files, records }
    }
}

/// The records of a run, as they were written.
pub fn records() -> Vec<Vec<u8>> {
    OUTPUTS.records.iter().map(|place| OUTPUTS.files[*place].1.clone()).collect()
}

/// A file of the manifest in the place of one that was written: no altered output is 「変更なし」, nothing is removed,
/// and names stay inside.
pub fn manifest(bytes: &[u8], number: usize) {
    let place = OUTPUTS.records[number % OUTPUTS.records.len()];
    let mut files = OUTPUTS.files.clone();
    let is_as_it_was = files[place].1 == bytes;
    files[place].1 = bytes.to_vec();
    let disk = MemoryDisk::with(files.iter().cloned());
    let paths = [PathBuf::from("/s")];
    let stop = AtomicBool::new(false);
    let tools = Tools { disk: &disk, reader: &MADE.0, rules: &MADE.1, stop: &stop };
    let run = pipeline::verify(&Request { prune: true, ..request(&paths) }, tools, |_| {}).unwrap().1;
    let states: BTreeMap<&str, State> = run
        .sheets
        .values()
        .flat_map(|sheet| &sheet.outputs)
        .map(|(path, state)| (path.as_str(), *state))
        .collect();
    assert_ne!(states["/out/r2/a.pdf"], State::Unchanged);
    assert!(is_as_it_was || run.orphans.is_empty(), "{:?}", run.orphans);
    for (path, bytes) in &files {
        assert_eq!(disk.read(path).ok().as_ref(), Some(bytes), "{}", path.display());
    }
}

fn surveyed(sheet: &[u8], settings: &[u8], dictionary: &[u8]) -> CheckedCollection {
    let files = [("/s/a.yaml", sheet), ("/s/mokuhyo.yaml", settings), ("/s/words.yaml", dictionary)];
    let files = files.map(|(path, bytes)| (path, bytes.to_vec()));
    CheckedCollection::to_check(&MemoryDisk::with(files), &MADE.0, &MADE.1, &[PathBuf::from("/s/a.yaml")])
        .unwrap()
}

/// Tells a survey in every format, in one of the two languages, and holds the reports to be what their readers take.
fn tell(checked: &CheckedCollection) {
    let report = Report::of_survey(checked);
    for (source, finding) in report.findings() {
        is_placed(source.text(), finding);
    }
    let told: usize = report.findings().map(|(source, _)| source.text().len()).sum();
    let lang = if told.is_multiple_of(2) { Lang::Ja } else { Lang::En };
    let is_json = |text: &str| serde_json::from_str::<IgnoredAny>(text).is_ok();
    let human = human(&report, lang, false);
    assert!(!human.contains(['\u{1b}', '\u{202e}', '\0', '\u{8}', '\r']), "{human:?}");
    assert!(is_json(&json(&report, lang)));
    let log = sarif(&report, lang, |_| None);
    assert!(is_json(&log) && log.contains("\"runs\": ["), "{log}");
    assert!(!github(&report, lang, |_| None).contains(['\u{1b}', '\0']));
    assert!(!junit(&report, lang, false).contains(['\u{1b}', '\0', '\u{FFFE}']));
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
fn mended(sheet: &CheckedSheet, bytes: &[u8]) -> Option<(Vec<u8>, BTreeSet<String>)> {
    let proof = MendVerifier::of(&MADE.0, FileKind::Sheet, "a.yaml", bytes);
    let mended =
        fixed(bytes, &sheet.source, &sheet.findings, |after, edits| proof.holds(after, edits))?.bytes;
    let certain = sheet.findings.iter().filter(|finding| !finding.certain_edits().is_empty());
    Some((mended, certain.map(|finding| finding.field.to_string()).collect()))
}
