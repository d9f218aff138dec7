//! Runs on disks that fail: what is lost is reported, what is claimed is there, and the next run finishes.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::disk::{Disk, DiskError, Kind, Lock, MemoryDisk, WritableDisk};

const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
組織目標:
  - 目標: 防災意識の向上
    取組:
      - 主な取組: 講座の開催
        指標:
          - 項目: 開催数
";

/// A disk in memory that does to a path what a test asks for.
struct Faulty {
    disk: MemoryDisk,
    /// Whether a write to a path fails.
    refuses: fn(&str) -> bool,
    /// Whether a path cannot be read.
    unreadable: fn(&str) -> bool,
    /// Sheets that somebody changes when they have been read once.
    swapped: Mutex<Vec<PathBuf>>,
}

impl Faulty {
    fn new(refuses: fn(&str) -> bool, swapped: &[&str]) -> Self {
        let other = SHEET.replace("総務課", "地域課");
        let settings = "規則:\n  ward-missing: off\n".to_owned();
        let files =
            [("/s/mokuhyo.yaml", settings), ("/s/r2/a.yaml", SHEET.to_owned()), ("/s/r2/b.yaml", other)];
        let swapped = Mutex::new(swapped.iter().map(PathBuf::from).collect());
        Self { disk: MemoryDisk::with(files), refuses, unreadable: |_| false, swapped }
    }

    fn has(&self, path: &str) -> bool {
        self.disk.kind(Path::new(path)).is_ok()
    }
}

impl Disk for Faulty {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.disk.kind(path)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.canonical(path)
    }

    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>> {
        self.disk.files(folder)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if (self.unreadable)(&path.to_string_lossy()) {
            return Err(io::Error::other("an I/O error"));
        }
        let bytes = self.disk.read(path)?;
        let mut swapped = self.swapped.lock().expect("whole");
        if let Some(place) = swapped.iter().position(|it| it == path) {
            swapped.remove(place);
            self.disk.write(path, &[&bytes, "問合せ先: 025-250-2710\n".as_bytes()].concat())?;
        }
        Ok(bytes)
    }
}

impl WritableDisk for Faulty {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if (self.refuses)(&path.to_string_lossy()) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.disk.write(path, bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.disk.remove(path)
    }

    fn lock(&self, out: &Path) -> io::Result<Option<Lock>> {
        self.disk.lock(out)
    }
}

fn run(disk: &Faulty, helper: Option<Helper>) -> Run {
    run_of(disk, helper, Some(Part::Sheets), false)
}

fn run_of(disk: &Faulty, helper: Option<Helper>, only: Option<Part>, prune: bool) -> Run {
    outcome(disk, helper, only, prune, |_, _| {}).1
}

/// Returns the sheets' PDFs of all that is there, by threads.
fn request(paths: &[PathBuf]) -> Request<'_> {
    Request {
        drafts: false,
        paths,
        out: Path::new("/out"),
        deny_warnings: false,
        jobs: 2,
        only: Some(Part::Sheets),
        shard: Shard::WHOLE,
        force: false,
        prune: false,
        overwrite: false,
        undated: None,
        helper: None,
    }
}

/// Returns what a run came to that may be ended as it tells of something.
fn outcome(
    disk: &Faulty,
    helper: Option<Helper>,
    only: Option<Part>,
    prune: bool,
    told: fn(Event, &AtomicBool),
) -> (CheckedCollection, Run) {
    let paths = [PathBuf::from("/s")];
    let request = Request { only, prune, helper, ..request(&paths) };
    let (reader, rules, stop) = (Reader::new(), Rules::new(), AtomicBool::new(false));
    let tools = Tools { disk, reader: &reader, rules: &rules, stop: &stop };
    build(&request, tools, |event| told(event, &stop)).expect("a collection")
}

fn states(run: &Run) -> Vec<State> {
    run.sheets.values().flat_map(|sheet| sheet.outputs.iter().map(|(_, state)| *state)).collect()
}

#[test]
fn what_cannot_be_written_is_told_and_not_claimed() {
    let mut disk = Faulty::new(|path| path.ends_with("a.pdf"), &[]);
    let first = run(&disk, None);
    assert_eq!(states(&first), [State::Failed, State::Built]);
    assert!(
        matches!(first.run_errors.as_slice(), [RunError::Unwritable(path, _)] if path == "/out/r2/a.pdf")
    );
    disk.refuses = |_| false;
    let second = run(&disk, None);
    assert_eq!(states(&second), [State::Built, State::Unchanged]);
    assert!(second.run_errors.is_empty());
}

#[test]
fn a_page_that_cannot_be_written_is_told_too() {
    let disk = Faulty::new(|path| path.ends_with("b.html"), &[]);
    let run = run_of(&disk, None, None, false);
    assert!(matches!(run.run_errors.as_slice(), [RunError::Unwritable(path, _)] if path == "/out/r2/b.html"));
    assert!(disk.has("/out/r2/a.html") && !disk.has("/out/r2/b.html"));
}

#[test]
fn a_manifest_that_cannot_be_written_costs_time_only() {
    let mut disk = Faulty::new(|path| path.contains(".mokuhyo"), &[]);
    let first = run(&disk, None);
    assert_eq!(states(&first), [State::Built, State::Built]);
    assert!(
        matches!(first.run_errors.as_slice(), [RunError::Unwritable(path, _)] if path.contains(".mokuhyo"))
    );
    disk.refuses = |_| false;
    // Set again, found to be the same, and recorded.
    assert_eq!(states(&run(&disk, None)), [State::Unchanged, State::Unchanged]);
    assert!(disk.disk.files(Path::new("/out")).is_ok_and(|files| files.len() == 2));
}

#[test]
fn a_sheet_that_is_as_it_was_is_recalled_and_not_judged_again() {
    let disk = Faulty::new(|_| false, &[]);
    let sheet = format!("{SHEET}問合せ先: 12\n");
    disk.disk.write(Path::new("/s/r2/a.yaml"), sheet.as_bytes()).expect("written");
    let message = |checked: &CheckedCollection| checked.sheets[0].findings[0].message.ja.clone();
    let (first, _) = outcome(&disk, None, Some(Part::Sheets), false, |_, _| {});
    let said = message(&first);
    // Only who recalls it says it like this.
    for path in disk.disk.files(Path::new("/out/.mokuhyo")).expect("readable") {
        let bytes = disk.disk.read(&path).expect("there");
        if path.to_string_lossy().ends_with("-sheets.json") {
            disk.disk.write(&path, &records::forged(&bytes, &said, "覚えていたこと")).expect("written");
        }
    }
    let (second, _) = outcome(&disk, None, Some(Part::Sheets), false, |_, _| {});
    assert_eq!(message(&second), "覚えていたこと");
    // What is not as it was is judged.
    disk.disk.write(Path::new("/s/r2/a.yaml"), format!("{sheet}\n").as_bytes()).expect("written");
    let (third, _) = outcome(&disk, None, Some(Part::Sheets), false, |_, _| {});
    assert_eq!(message(&third), said);
}

#[test]
fn what_sheets_came_to_is_left_before_any_is_printed() {
    let disk = Faulty::new(|_| false, &[]);
    let (_, first) = outcome(&disk, None, Some(Part::Sheets), false, |event, stop| {
        stop.store(matches!(event, Event::Planned(_)), Ordering::Relaxed);
    });
    assert!(first.interrupted && states(&first).is_empty());
    let left = disk.disk.files(Path::new("/out/.mokuhyo")).expect("readable");
    assert!(
        !left.is_empty() && left.iter().all(|path| path.to_string_lossy().ends_with("-sheets.json")),
        "{left:?}"
    );
    assert_eq!(states(&run(&disk, None)), [State::Built, State::Built]);
}

/// Returns what a verification of `/s` finds: the states, the findings, and what of the records is not used.
fn verified(disk: &Faulty) -> (Vec<State>, Vec<Finding>, Vec<String>) {
    let paths = [PathBuf::from("/s")];
    let request = request(&paths);
    let (reader, rules, stop) = (Reader::new(), Rules::new(), AtomicBool::new(false));
    let tools = Tools { disk, reader: &reader, rules: &rules, stop: &stop };
    let mut told = Vec::new();
    let outcome = verify(&request, tools, |event| told.push(format!("{event:?}")));
    let (checked, run) = outcome.expect("a collection");
    let of_survey = checked.sheets.iter().flat_map(|sheet| sheet.findings.clone());
    let findings = of_survey.chain(run.sheets.values().flat_map(|sheet| sheet.findings.clone())).collect();
    (states(&run), findings, told)
}

/// Builds as often as `MOKUHYO_FLIPS` says.
#[test]
fn a_flipped_byte_in_what_is_remembered_gives_no_wrong_answer() {
    let flips = std::env::var("MOKUHYO_FLIPS").ok().and_then(|it| it.parse().ok()).unwrap_or(2);
    let disk = Faulty::new(|_| false, &[]);
    let other = format!("{}問合せ先: 12\n", SHEET.replace("総務課", "地域課"));
    disk.disk.write(Path::new("/s/r2/b.yaml"), other.as_bytes()).expect("written");
    run(&disk, None);
    // Since then one of the two has changed, and of the other something is reported.
    let changed = SHEET.replace("防災意識", "交通安全");
    disk.disk.write(Path::new("/s/r2/a.yaml"), changed.as_bytes()).expect("written");
    let (states_before, findings, _) = verified(&disk);
    assert_eq!(states_before, [State::Stale, State::Unchanged]);
    let records: Vec<(PathBuf, Vec<u8>)> = disk
        .disk
        .files(Path::new("/out/.mokuhyo"))
        .expect("readable")
        .into_iter()
        .map(|path| {
            let bytes = disk.disk.read(&path).expect("there");
            (path, bytes)
        })
        .collect();
    let mut number: usize = 7;
    for flip in 0..200 + flips {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (path, bytes) = &records[flip % records.len()];
        let (at, bit) = ((number >> 20) % bytes.len(), (number >> 9) % 8);
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << bit;
        disk.disk.write(path, &damaged).expect("written");
        let (told, found, events) = verified(&disk);
        assert_eq!((told[0], &found), (State::Stale, &findings), "byte {at}, bit {bit} of {path:?}");
        assert_eq!(events.len(), 1, "byte {at}, bit {bit} of {path:?} was used: {events:?}");
        if flip >= 200 {
            let built = states(&run(&disk, None));
            assert_eq!(built[0], State::Built);
            // As it was.
            disk.disk.write(Path::new("/s/r2/a.yaml"), SHEET.as_bytes()).expect("written");
            run(&disk, None);
            disk.disk.write(Path::new("/s/r2/a.yaml"), changed.as_bytes()).expect("written");
        }
        disk.disk.write(path, bytes).expect("written");
    }
}

#[test]
fn a_record_of_what_is_no_output_is_refused_and_removes_nothing() {
    for name in
        ["../s/r2/a.yaml", "/s/r2/a.yaml", "r2/../../s/r2/a.yaml", ".mokuhyo/lock", "r2/keep.txt", "a.exe"]
    {
        let disk = Faulty::new(|_| false, &[]);
        for kept in ["/out/r2/keep.txt", "/out/.mokuhyo/lock"] {
            disk.disk.write(Path::new(kept), b"mine").expect("written");
        }
        run(&disk, None);
        let is_manifest = |path: &PathBuf| {
            path.to_string_lossy().ends_with(".json") && !path.to_string_lossy().contains("-sheets")
        };
        for path in
            disk.disk.files(Path::new("/out/.mokuhyo")).expect("readable").into_iter().filter(is_manifest)
        {
            let bytes = disk.disk.read(&path).expect("there");
            let ours =
                if String::from_utf8_lossy(&bytes).contains("r2/a.pdf") { "r2/a.pdf" } else { "r2/b.pdf" };
            disk.disk.write(&path, &records::forged(&bytes, ours, name)).expect("written");
        }
        let (_, _, told) = verified(&disk);
        assert_eq!(told, ["Discarded(Outside)"], "{name}");
        let pruned = run_of(&disk, None, Some(Part::Sheets), true);
        assert!(pruned.orphans.is_empty(), "{name}: {:?}", pruned.orphans);
        for kept in ["/s/r2/a.yaml", "/s/r2/b.yaml", "/out/r2/keep.txt", "/out/.mokuhyo/lock"] {
            assert!(disk.has(kept), "{name}: {kept} is gone");
        }
    }
}

#[test]
fn to_force_a_build_is_to_believe_nothing_that_is_remembered() {
    let disk = Faulty::new(|_| false, &[]);
    disk.disk.write(Path::new("/s/r2/a.yaml"), format!("{SHEET}問合せ先: 12\n").as_bytes()).expect("written");
    let paths = [PathBuf::from("/s")];
    let (reader, rules, stop) = (Reader::new(), Rules::new(), AtomicBool::new(false));
    let tools = Tools { disk: &disk, reader: &reader, rules: &rules, stop: &stop };
    let run = |force| build(&Request { force, ..request(&paths) }, tools, |_| {}).expect("a collection");
    let message = |checked: &CheckedCollection| checked.sheets[0].findings[0].message.ja.clone();
    let said = message(&run(false).0);
    let records: Vec<PathBuf> = left_of_sheets(&disk).into_iter().map(|(path, _)| path).collect();
    for path in records {
        let bytes = disk.disk.read(&path).expect("there");
        disk.disk.write(&path, &records::forged(&bytes, &said, "嘘")).expect("written");
    }
    assert_eq!(message(&run(false).0), "嘘");
    assert_eq!(message(&run(true).0), said);
    assert_eq!(message(&run(false).0), said, "the lie stayed");
}

/// Returns what is left of the sheets, by file.
fn left_of_sheets(disk: &Faulty) -> Vec<(PathBuf, Vec<u8>)> {
    let files = disk.disk.files(Path::new("/out/.mokuhyo")).unwrap_or_default().into_iter();
    let files = files.filter(|path| path.to_string_lossy().ends_with("-sheets.json"));
    files.map(|path| (path.clone(), disk.disk.read(&path).expect("there"))).collect()
}

#[test]
fn what_is_remembered_of_a_folder_goes_with_it() {
    let disk = Faulty::new(|_| false, &[]);
    disk.disk.write(Path::new("/s/r3/c.yaml"), SHEET.as_bytes()).expect("written");
    run(&disk, None);
    let both = left_of_sheets(&disk);
    assert_eq!(both.len(), 2);
    disk.disk.remove(Path::new("/s/r3/c.yaml")).expect("there");
    run(&disk, None);
    let one = left_of_sheets(&disk);
    assert!(one.len() == 1 && both.contains(&one[0]), "{one:?}");
    // And of a sheet with it.
    disk.disk.remove(Path::new("/s/r2/b.yaml")).expect("there");
    run(&disk, None);
    let text = String::from_utf8(left_of_sheets(&disk).remove(0).1).expect("text");
    assert!(text.contains("\"r2/a\"") && !text.contains("\"r2/b\""), "{text}");
}

#[test]
fn what_is_remembered_and_cannot_be_used_is_told_and_made_anew() {
    let disk = Faulty::new(|_| false, &[]);
    run(&disk, None);
    let whole = left_of_sheets(&disk);
    disk.disk.write(&whole[0].0, b"{").expect("written");
    let told = Mutex::new(Vec::new());
    let paths = [PathBuf::from("/s")];
    let request = request(&paths);
    let (reader, rules, stop) = (Reader::new(), Rules::new(), AtomicBool::new(false));
    let tools = Tools { disk: &disk, reader: &reader, rules: &rules, stop: &stop };
    let tell = |event: Event| told.lock().expect("whole").push(format!("{event:?}"));
    // To verify writes nothing.
    verify(&request, tools, tell).expect("a collection");
    assert_eq!(disk.disk.read(&whole[0].0).expect("there"), b"{");
    build(&request, tools, tell).expect("a collection");
    assert_eq!(left_of_sheets(&disk), whole);
    // Of folders that are gone.
    let idle = Path::new("/out/.mokuhyo/0123456789abcdef-sheets.json");
    disk.disk.write(idle, b"{").expect("written");
    build(&request, tools, tell).expect("a collection");
    assert_eq!(left_of_sheets(&disk), whole);
    let told = told.into_inner().expect("whole");
    assert_eq!(told.iter().filter(|it| *it == "Discarded(Damaged)").count(), 3, "{told:?}");
}

#[test]
fn sheets_that_cannot_be_read_are_told_by_name() {
    let mut disk = Faulty::new(|_| false, &[]);
    let paths: Vec<String> = (1..9).map(|year| format!("/s/r{year}/c.yaml")).collect();
    for path in &paths {
        disk.disk.write(Path::new(path), SHEET.as_bytes()).expect("written");
    }
    disk.unreadable = |path| path.ends_with("c.yaml");
    let told = |run_error: &RunError| match run_error {
        RunError::Unreadable(path, _) => path.clone(),
        other => format!("{other:?}"),
    };
    assert_eq!(run(&disk, None).run_errors.iter().map(told).collect::<Vec<_>>(), paths);
}

#[test]
fn a_sheet_that_is_changed_while_it_is_read_is_not_printed_half() {
    let disk = Faulty::new(|_| false, &["/s/r2/a.yaml"]);
    let first = run(&disk, None);
    assert_eq!(states(&first), [State::Failed, State::Built]);
    assert!(matches!(first.run_errors.as_slice(), [RunError::Changed(path)] if path == "/s/r2/a.yaml"));
    assert!(!disk.has("/out/r2/a.pdf"));
    assert_eq!(states(&run(&disk, None)), [State::Built, State::Unchanged]);
}

#[test]
#[cfg(unix)]
fn a_process_that_dies_fails_its_sheet_for_this_time() {
    let disk = Faulty::new(|_| false, &[]);
    // Takes what it is reported and ends.
    let helper = Helper {
        program: PathBuf::from("head"),
        args: vec!["-c".into(), "1".into()],
        env: Vec::new(),
        sparing: Vec::new(),
        timeout: std::time::Duration::from_mins(1),
    };
    let first = run(&disk, Some(helper));
    assert_eq!(states(&first), [State::Failed, State::Failed]);
    let rules: Vec<&str> =
        first.sheets.values().flat_map(|sheet| &sheet.findings).map(|it| it.rule.name).collect();
    assert_eq!(rules, ["template-error", "template-error"]);
    assert_eq!(states(&run(&disk, None)), [State::Built, State::Built]);
}

#[test]
fn many_sheets_go_through_few_printers_and_none_is_lost() {
    let disk = Faulty::new(|_| false, &[]);
    for number in 0..5 {
        let sheet = SHEET.replace("総務課", &format!("第{number}課"));
        disk.disk.write(Path::new(&format!("/s/r2/c{number}.yaml")), sheet.as_bytes()).expect("written");
    }
    assert_eq!(states(&run(&disk, None)), [State::Built; 7]);
    assert_eq!(states(&run(&disk, None)), [State::Unchanged; 7]);
}

#[test]
fn what_failed_for_its_own_sake_is_remembered() {
    let disk = Faulty::new(|_| false, &[]);
    // Wider than its cell, whatever is done.
    let wide = SHEET.replace("項目: 開催数", &format!("項目: 開催数\n            目標: {}", "/".repeat(60)));
    disk.disk.write(Path::new("/s/r2/a.yaml"), wide.as_bytes()).expect("written");
    let (first, second) = (run(&disk, None), run(&disk, None));
    assert_eq!(states(&first), [State::Failed, State::Built]);
    assert_eq!(states(&second), [State::Failed, State::Unchanged]);
    assert_eq!(first.sheets[&0].findings, second.sheets[&0].findings);
    assert_eq!(first.sheets[&0].findings[0].rule.name, "overflow");
    assert!(!first.sheets[&0].findings[0].field.is_root());
}

#[test]
fn the_last_good_output_of_a_source_that_cannot_be_read_is_no_orphan() {
    let mut disk = Faulty::new(|_| false, &[]);
    run(&disk, None);
    // Two sources of one name: neither can be printed, and nobody knows whose the output is.
    disk.disk.write(Path::new("/s/r2/a.yml"), SHEET.as_bytes()).expect("written");
    disk.unreadable = |path| path.ends_with("b.yaml");
    let second = run_of(&disk, None, Some(Part::Sheets), true);
    assert!(second.orphans.is_empty(), "{:?}", second.orphans);
    assert_eq!(second.run_errors.len(), 2, "{:?}", second.run_errors);
    assert!(disk.has("/out/r2/a.pdf") && disk.has("/out/r2/b.pdf"));
    for source in ["/s/r2/a.yaml", "/s/r2/a.yml"] {
        disk.disk.remove(Path::new(source)).expect("there");
    }
    assert_eq!(run_of(&disk, None, Some(Part::Sheets), true).orphans.len(), 1);
    assert!(!disk.has("/out/r2/a.pdf") && disk.has("/out/r2/b.pdf"));
}

#[test]
fn an_output_that_cannot_be_read_may_be_anothers_and_stays() {
    let mut disk = Faulty::new(|_| false, &[]);
    disk.disk.write(Path::new("/out/r2/a.pdf"), b"hers").expect("written");
    disk.unreadable = |path| path == "/out/r2/a.pdf";
    assert_eq!(states(&run(&disk, None)), [State::Failed, State::Built]);
    assert_eq!(disk.disk.read(Path::new("/out/r2/a.pdf")).expect("there"), b"hers");
}
