//! `roll` is all or nothing, however it ends, and the next run clears what a killed one left.

use std::collections::BTreeMap;
use std::fs;
#[cfg(unix)]
use std::process::{Command, Stdio};
#[cfg(unix)]
use std::time::Instant;

use super::support::{Project, Runs, program};

const SHEET: &str = "\
様式: 組織目標管理シート
年度: 平成30年度
部: 東区役所
課: 総務課
問合せ先: 025-250-2710
作成日: H30.4.1
組織の目的: 目的です
組織目標:
  - 目標: 防災意識の向上
    取組:
      - 主な取組: 講座の開催
        指標:
          - 項目: 開催数
            実績:
              H27: 1
              H28: 2
              H29: 3
            目標: 4
取り組みについて: 計画です
";

/// Two wards of some sheets, with settings.
fn year(sheets: usize) -> Project {
    let project =
        Project::with(&[("sheets/mokuhyo.yaml", "発行者: 市\n"), ("sheets/h30/mokuhyo.yaml", "用紙: A3\n")]);
    for number in 0..sheets {
        for ward in ["higashi", "minami"] {
            let text = SHEET.replace("総務課", &format!("第{number}課")).replace("東区", ward);
            project.write(&format!("sheets/h30/{ward}/a{number}.yaml"), text.as_bytes());
        }
    }
    project
}

/// Whether nothing of a killed run is there.
fn is_clear(project: &Project) -> bool {
    let is_ours = |entry: &walkdir::DirEntry| entry.file_name().to_string_lossy().starts_with(".mokuhyo");
    !walkdir::WalkDir::new(project.path("sheets")).into_iter().flatten().any(|entry| is_ours(&entry))
}

const ROLL: [&str; 4] = ["roll", "sheets/h30", "--to", "R1"];

#[test]
fn what_a_killed_run_left_is_finished_or_undone_and_told() {
    let project = year(2);
    project.write("sheets/.mokuhyo-roll-aaaaaa/draft/r1/higashi/a0.yaml", b"ha");
    project.write("sheets/.mokuhyo-roll-aaaaaa/lock", b"");
    let mut runs = Runs::default();
    project.mokuhyo(&ROLL).record(&mut runs);
    let whole = project.files("sheets/r1");
    assert!(whole.len() == 5 && is_clear(&project));
    // Killed in the midst of its renames: one ward is there, the other on its way.
    fs::create_dir_all(project.path("sheets/r1/.mokuhyo-roll-bbbbbb/ready")).unwrap();
    project.write("sheets/r1/.mokuhyo-roll-bbbbbb/lock", b"");
    for name in ["minami", "mokuhyo.yaml"] {
        let from = project.path("sheets/r1").join(name);
        fs::rename(from, project.path("sheets/r1/.mokuhyo-roll-bbbbbb/ready").join(name)).unwrap();
    }
    project.mokuhyo(&ROLL).record(&mut runs);
    runs.compare("what_a_killed_run_left_is_finished_or_undone_and_told");
    assert_eq!(project.files("sheets/r1"), whole);
    assert!(is_clear(&project));
}

#[test]
fn commands_that_read_name_what_a_killed_run_left_and_leave_it() {
    let project = year(1);
    project.write("sheets/.mokuhyo-roll-aaaaaa/draft/r1/higashi/a0.yaml", b"ha");
    project.write("sheets/.mokuhyo-roll-aaaaaa/lock", b"");
    let before = project.files("sheets");
    let mut runs = Runs::default();
    for args in
        [&["check"][..], &["check", "sheets/h30/higashi/a0.yaml"], &["build", "--only", "data"], &["proof"]]
    {
        project.mokuhyo(args).record(&mut runs);
    }
    assert_eq!(project.files("sheets"), before);
    project.mokuhyo(&ROLL).record(&mut runs);
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("commands_that_read_name_what_a_killed_run_left_and_leave_it");
}

#[test]
fn a_run_that_went_on_by_itself_is_as_good_as_one() {
    let project = year(2);
    let once = project.run(&ROLL);
    let whole = project.files("sheets/r1");
    fs::create_dir_all(project.path("sheets/.mokuhyo-roll-aaaaaa/ready")).unwrap();
    fs::rename(project.path("sheets/r1"), project.path("sheets/.mokuhyo-roll-aaaaaa/ready/r1")).unwrap();
    project
        .mokuhyo(&ROLL)
        .stdout(once.stdout)
        .stderr("令和元年度のシートを4枚作りました: 実績に移した結果 0件、まだない結果 4件\n")
        .check();
    assert_eq!(project.files("sheets/r1"), whole);
    // And then all of it is in the way.
    assert_eq!(project.run(&ROLL).status, 2);
}

/// `MOKUHYO_KILLS=200 cargo test killed` kills as many.
#[test]
#[cfg(unix)]
fn a_roll_that_is_killed_leaves_all_or_nothing() {
    let kills: u64 = std::env::var("MOKUHYO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8);
    let project = year(40);
    let began = Instant::now();
    assert_eq!(project.run(&ROLL).status, 0);
    let (took, whole) = (began.elapsed(), project.files("sheets/r1"));
    // Into a year that is begun: its wards are not published then, each by itself.
    fs::remove_dir_all(project.path("sheets/r1")).unwrap();
    project.write("sheets/r1/kita/a.yaml", b"");
    assert_eq!(project.run(&ROLL).status, 0);
    let beside = project.files("sheets/r1");
    assert_eq!(beside.len(), whole.len() + 3);
    for kill in 0..kills {
        fs::remove_dir_all(project.path("sheets/r1")).unwrap();
        // Into a year that is begun every other time: that takes several renames.
        let is_begun = kill % 2 == 1;
        if is_begun {
            project.write("sheets/r1/kita/a.yaml", b"");
        }
        let before = if is_begun { project.files("sheets/r1") } else { BTreeMap::new() };
        let expected = if is_begun { beside.clone() } else { whole.clone() };
        let mut run = program();
        let run = run.args(ROLL).current_dir(project.path(".")).stdout(Stdio::null()).stderr(Stdio::null());
        let mut run = run.spawn().unwrap();
        let moment = (kill * 7919 + 13) % 1000;
        std::thread::sleep(took.mul_f64(1.2) * u32::try_from(moment).unwrap() / 1000);
        let signal = ["-KILL", "-INT", "-KILL", "-TERM", "-KILL", "-HUP"][usize::try_from(kill % 6).unwrap()];
        let _ = Command::new("kill").args([signal, &run.id().to_string()]).stderr(Stdio::null()).status();
        run.wait().unwrap();
        let seen = project.files("sheets/r1");
        let on_its_way = !is_clear(&project);
        assert!(seen == before || seen == expected || is_begun && on_its_way, "kill {kill}: a half");
        // The year's own sheets are another's affair.
        let again = project.run(&ROLL);
        assert!(again.status == 0 || again.status == 2 && seen == expected, "kill {kill}: {again:?}");
        assert!(project.files("sheets/r1") == expected, "kill {kill}: not completed");
        assert!(is_clear(&project), "kill {kill}: something stayed");
    }
}
