//! Outputs that cannot be written, sheets that cannot be read, and workers that fail.

use super::*;

#[test]
fn outputs_that_cannot_be_written_are_reported_and_not_recorded() {
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
fn pages_that_cannot_be_written_are_reported() {
    let disk = Faulty::new(|path| path.ends_with("b.html"), &[]);
    let run = run_of(&disk, None, None, false);
    assert!(matches!(run.run_errors.as_slice(), [RunError::Unwritable(path, _)] if path == "/out/r2/b.html"));
    assert!(disk.has("/out/r2/a.html") && !disk.has("/out/r2/b.html"));
}

#[test]
fn sheets_that_cannot_be_read_are_reported_by_name() {
    let mut disk = Faulty::new(|_| false, &[]);
    let paths: Vec<String> = (1..9).map(|year| format!("/s/r{year}/c.yaml")).collect();
    for path in &paths {
        disk.disk.write(Path::new(path), SHEET.as_bytes()).expect("written");
    }
    disk.unreadable = |path| path.ends_with("c.yaml");
    let path = |run_error: &RunError| match run_error {
        RunError::Unreadable(path, _) => path.clone(),
        answer => format!("{answer:?}"),
    };
    assert_eq!(run(&disk, None).run_errors.iter().map(path).collect::<Vec<_>>(), paths);
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
    // Reads a part of the first task and ends.
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
        first.sheets.values().flat_map(|sheet| &sheet.findings).map(|finding| finding.rule.name).collect();
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
fn a_failure_that_the_sheet_causes_is_recorded() {
    let disk = Faulty::new(|_| false, &[]);
    // A text without breaks that is wider than its cell.
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
    // Two sources have one name: neither can be printed, and the output may be that of either.
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
