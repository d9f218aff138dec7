//! Records of earlier runs: they save work, and damaged or foreign ones change no result.

use super::*;
use crate::pipeline::records::forged;

#[test]
fn a_manifest_that_cannot_be_written_costs_time_only() {
    let mut disk = Faulty::new(|path| path.contains(".mokuhyo"), &[]);
    let first = run(&disk, None);
    assert_eq!(states(&first), [State::Built, State::Built]);
    assert!(
        matches!(first.run_errors.as_slice(), [RunError::Unwritable(path, _)] if path.contains(".mokuhyo"))
    );
    disk.refuses = |_| false;
    // The outputs are built again, found unchanged, and recorded.
    assert_eq!(states(&run(&disk, None)), [State::Unchanged, State::Unchanged]);
    assert!(disk.disk.files(Path::new("/out")).is_ok_and(|files| files.len() == 2));
}

#[test]
fn an_unchanged_sheet_is_not_checked_again() {
    let disk = Faulty::new(|_| false, &[]);
    let sheet = format!("{SHEET}問合せ先: 12\n");
    disk.disk.write(Path::new("/s/r2/a.yaml"), sheet.as_bytes()).expect("written");
    let message = |checked: &CheckedCollection| checked.sheets[0].findings[0].message.ja.clone();
    let (first, _) = outcome(&disk, None, Some(Part::Sheets), false, |_, _| {});
    let said = message(&first);
    // Only the stored verdict has this message.
    for path in disk.disk.files(Path::new("/out/.mokuhyo")).expect("readable") {
        let bytes = disk.disk.read(&path).expect("there");
        if path.to_string_lossy().ends_with("-sheets.json") {
            disk.disk.write(&path, &forged(&bytes, &said, "覚えていたこと")).expect("written");
        }
    }
    let (second, _) = outcome(&disk, None, Some(Part::Sheets), false, |_, _| {});
    assert_eq!(message(&second), "覚えていたこと");
    // A changed sheet is checked.
    disk.disk.write(Path::new("/s/r2/a.yaml"), format!("{sheet}\n").as_bytes()).expect("written");
    let (third, _) = outcome(&disk, None, Some(Part::Sheets), false, |_, _| {});
    assert_eq!(message(&third), said);
}

#[test]
fn verdicts_are_stored_before_typesetting() {
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

/// Returns the states and findings of a verification, and its events, which report unusable records.
fn verified(disk: &Faulty) -> (Vec<State>, Vec<Finding>, Vec<String>) {
    let mut events = Vec::new();
    let verify =
        |request: Request, tools: Tools| verify(&request, tools, |event| events.push(format!("{event:?}")));
    let (checked, run) = with_tools(disk, &AtomicBool::new(false), verify).expect("a collection");
    let of_survey = checked.sheets.iter().flat_map(|sheet| sheet.findings.clone());
    let findings = of_survey.chain(run.sheets.values().flat_map(|sheet| sheet.findings.clone())).collect();
    (states(&run), findings, events)
}

/// Flips bytes and verifies; `MOKUHYO_FLIPS` sets the number of flips after which it also builds.
#[test]
fn a_flipped_byte_in_a_record_changes_no_result() {
    let flips = std::env::var("MOKUHYO_FLIPS").ok().and_then(|text| text.parse().ok()).unwrap_or(2);
    let disk = Faulty::new(|_| false, &[]);
    let second = format!("{}問合せ先: 12\n", SHEET.replace("総務課", "地域課"));
    disk.disk.write(Path::new("/s/r2/b.yaml"), second.as_bytes()).expect("written");
    run(&disk, None);
    // One of the two sheets changes, and the other one has a finding.
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
        let (found_states, found, events) = verified(&disk);
        assert_eq!((found_states[0], &found), (State::Stale, &findings), "byte {at}, bit {bit} of {path:?}");
        assert_eq!(events.len(), 1, "byte {at}, bit {bit} of {path:?} was used: {events:?}");
        if flip >= 200 {
            let built = states(&run(&disk, None));
            assert_eq!(built[0], State::Built);
            // The original state.
            disk.disk.write(Path::new("/s/r2/a.yaml"), SHEET.as_bytes()).expect("written");
            run(&disk, None);
            disk.disk.write(Path::new("/s/r2/a.yaml"), changed.as_bytes()).expect("written");
        }
        disk.disk.write(path, bytes).expect("written");
    }
}

#[test]
fn a_record_that_names_no_output_is_refused_and_removes_nothing() {
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
            disk.disk.write(&path, &forged(&bytes, ours, name)).expect("written");
        }
        let (_, _, events) = verified(&disk);
        assert_eq!(events, ["Discarded(Outside)"], "{name}");
        let pruned = run_of(&disk, None, Some(Part::Sheets), true);
        assert!(pruned.orphans.is_empty(), "{name}: {:?}", pruned.orphans);
        for kept in ["/s/r2/a.yaml", "/s/r2/b.yaml", "/out/r2/keep.txt", "/out/.mokuhyo/lock"] {
            assert!(disk.has(kept), "{name}: {kept} is gone");
        }
    }
}

#[test]
fn a_forced_build_uses_no_records() {
    let disk = Faulty::new(|_| false, &[]);
    disk.disk.write(Path::new("/s/r2/a.yaml"), format!("{SHEET}問合せ先: 12\n").as_bytes()).expect("written");
    let stop = AtomicBool::new(false);
    let run = |force| {
        let build = |request: Request, tools: Tools| build(&Request { force, ..request }, tools, |_| {});
        with_tools(&disk, &stop, build).expect("a collection")
    };
    let message = |checked: &CheckedCollection| checked.sheets[0].findings[0].message.ja.clone();
    let said = message(&run(false).0);
    let records: Vec<PathBuf> = verdict_files(&disk).into_iter().map(|(path, _)| path).collect();
    for path in records {
        let bytes = disk.disk.read(&path).expect("there");
        disk.disk.write(&path, &forged(&bytes, &said, "嘘")).expect("written");
    }
    assert_eq!(message(&run(false).0), "嘘");
    assert_eq!(message(&run(true).0), said);
    assert_eq!(message(&run(false).0), said, "the lie stayed");
}

/// Returns the files with the verdicts of sheets.
fn verdict_files(disk: &Faulty) -> Vec<(PathBuf, Vec<u8>)> {
    let files = disk.disk.files(Path::new("/out/.mokuhyo")).unwrap_or_default().into_iter();
    let files = files.filter(|path| path.to_string_lossy().ends_with("-sheets.json"));
    files.map(|path| (path.clone(), disk.disk.read(&path).expect("there"))).collect()
}

#[test]
fn the_records_of_a_folder_are_removed_with_it() {
    let disk = Faulty::new(|_| false, &[]);
    disk.disk.write(Path::new("/s/r3/c.yaml"), SHEET.as_bytes()).expect("written");
    run(&disk, None);
    let before = verdict_files(&disk);
    assert_eq!(before.len(), 2);
    disk.disk.remove(Path::new("/s/r3/c.yaml")).expect("there");
    run(&disk, None);
    let after = verdict_files(&disk);
    assert!(after.len() == 1 && before.contains(&after[0]), "{after:?}");
    // The record of a sheet is removed with it too.
    disk.disk.remove(Path::new("/s/r2/b.yaml")).expect("there");
    run(&disk, None);
    let text = String::from_utf8(verdict_files(&disk).remove(0).1).expect("text");
    assert!(text.contains("\"r2/a\"") && !text.contains("\"r2/b\""), "{text}");
}

#[test]
fn unusable_records_are_reported_and_written_again() {
    let disk = Faulty::new(|_| false, &[]);
    run(&disk, None);
    let whole = verdict_files(&disk);
    disk.disk.write(&whole[0].0, b"{").expect("written");
    let events = Mutex::new(Vec::new());
    let report = |event: Event| events.lock().expect("whole").push(format!("{event:?}"));
    let stop = AtomicBool::new(false);
    let build = || {
        with_tools(&disk, &stop, |request: Request, tools: Tools| {
            build(&request, tools, report).expect("a collection")
        })
    };
    // A verification writes nothing.
    with_tools(&disk, &stop, |request: Request, tools: Tools| {
        verify(&request, tools, report).expect("a collection")
    });
    assert_eq!(disk.disk.read(&whole[0].0).expect("there"), b"{");
    build();
    assert_eq!(verdict_files(&disk), whole);
    // A file of a folder that does not exist.
    let idle = Path::new("/out/.mokuhyo/0123456789abcdef-sheets.json");
    disk.disk.write(idle, b"{").expect("written");
    build();
    assert_eq!(verdict_files(&disk), whole);
    let events = events.into_inner().expect("whole");
    assert_eq!(events.iter().filter(|event| *event == "Discarded(Damaged)").count(), 3, "{events:?}");
}
