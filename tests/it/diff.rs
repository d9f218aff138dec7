//! What changed between two states: ten edits are ten changes, in each of the forms.

use std::fs;

use serde_json::Value;

use super::support::{Project, Runs};

pub const HEALTH: &str = "sheets/r2/higashi/kenkou-fukushi.yaml";

/// An edit, and what is told of it: kind, field, line.
pub type Edit = (&'static str, &'static str, &'static str);

/// One edit of each sort. What they are told as is where they stand after all of them.
pub const EDITS: [Edit; 9] = [
    ("修正日:", "修正日: R2.10.1", "changed 修正日 L7"),
    ("孤立せず地域と関わりをもち", "孤立することなく地域と関わりを持ち", "changed 組織目標[0].目標 L13"),
    (
        "- 支え合いのしくみづくりの深化",
        "- 支え合いの仕組みづくりの推進",
        "changed 組織目標[0].取組[0].主な取組[1] L17",
    ),
    (
        "R1: 4\n            目標: 4\n            結果:",
        "H31: 4\n            目標: 4\n            結果: 5",
        "changed 組織目標[0].取組[0].指標[2].結果 L50",
    ),
    ("              - 新潟市生涯歯科保健計画\n", "", "removed 組織目標[1].取組[0].指標[0].補足[1] L72"),
    (
        "          - 項目: コミュニティ",
        "          - 項目: 食生活改善推進委員による普及啓発\n            単位: 回\n            目標: 18\n          - 項目: コミュニティ",
        "added 組織目標[1].取組[0].指標[1] L72",
    ),
    ("目標: 10\n", "目標: 12\n", "changed 組織目標[1].取組[0].指標[2].目標 L81"),
    (
        "\n    達成状況:\n    評価:\n\n  - 部区組織目標:\n    目標: 子育て",
        "\n    達成状況:\n    評価: A\n\n  - 部区組織目標:\n    目標: 子育て",
        "changed 組織目標[1].評価 L86",
    ),
    ("健康寿命延伸に向けた取り組みを", "健康寿命の延伸に向けた取組を", "changed 取り組みについて L146"),
];

/// A project in which `old.yaml` is as published, and the real sheet has edits.
pub fn edited(edits: &[Edit]) -> Project {
    let project = Project::real();
    project.write("old.yaml", &project.read(HEALTH));
    for (from, to, _) in edits {
        project.edit(HEALTH, from, to);
    }
    project
}

/// Puts the goals of the real sheet in another order; those that are not named go.
pub fn reorder(project: &Project, order: &[usize]) {
    let text = String::from_utf8(project.read(HEALTH)).unwrap();
    let (head, rest) = text.split_once("組織目標:\n").unwrap();
    let (goals, tail) = rest.split_once("\n\n取り組みについて").unwrap();
    let goals: Vec<&str> = goals.split("\n\n").collect();
    let kept: Vec<&str> = order.iter().map(|place| goals[*place]).collect();
    let text = format!("{head}組織目標:\n{}\n\n取り組みについて{tail}", kept.join("\n\n"));
    project.write(HEALTH, text.as_bytes());
}

fn changes(project: &Project) -> Vec<String> {
    let output = project.run(&["diff", "old.yaml", HEALTH, "--as", "json", "--quiet"]);
    assert_eq!((output.status, output.stderr.as_str()), (0, ""));
    let told: Value = serde_json::from_str(&output.stdout).unwrap();
    let sheets = told["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), 1);
    assert_eq!(sheets[0]["path"], HEALTH);
    let change = |it: &Value| {
        let word = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} L{}", word("kind"), word("field"), it["line"])
    };
    sheets[0]["changes"].as_array().unwrap().iter().map(change).collect()
}

#[test]
fn ten_edits_are_ten_changes() {
    let project = edited(&EDITS);
    // The tenth: the last two goals change places.
    reorder(&project, &[0, 1, 2, 4, 3]);
    let mut found = changes(&project);
    let moved = found.iter().position(|change| change.starts_with("moved")).unwrap();
    assert!(found.remove(moved).starts_with("moved 組織目標["), "{found:?}");
    let mut wanted: Vec<&str> = EDITS.iter().map(|edit| edit.2).collect();
    wanted.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, wanted);
}

#[test]
fn each_edit_alone_is_one_change() {
    for edit in EDITS {
        let found = changes(&edited(&[edit]));
        let name = |change: &str| change.rsplit_once(' ').unwrap().0.replace("指標[2].目標", "指標[1].目標");
        assert_eq!(found.iter().map(|it| name(it)).collect::<Vec<_>>(), [name(edit.2)]);
    }
    assert_eq!(changes(&edited(&[])), [""; 0]);
}

#[test]
fn goals_that_change_places_are_moves_and_no_rewrites() {
    for (order, moves) in [([1, 0, 2, 3, 4], 1), ([0, 1, 4, 3, 2], 2), ([4, 0, 1, 2, 3], 1)] {
        let project = edited(&[]);
        reorder(&project, &order);
        let found = changes(&project);
        assert_eq!(found.len(), moves, "{found:?}");
        assert!(found.iter().all(|change| change.starts_with("moved 組織目標[")), "{found:?}");
    }
    let project = edited(&[]);
    reorder(&project, &[0, 1, 2, 4]);
    assert_eq!(changes(&project), ["removed 組織目標[3] L107"]);
}

/// Every kind of change in one sheet, and one in the ward's page.
pub fn revised() -> Project {
    let project = Project::real();
    for path in [
        "mokuhyo.yaml",
        "r2/higashi/ward.yaml",
        "r2/higashi/kenkou-fukushi.yaml",
        "r2/higashi/chiiki.yaml",
        "r2/higashi/soumu.yaml",
    ] {
        project.write(&format!("before/{path}"), &project.read(&format!("sheets/{path}")));
    }
    for (from, to, _) in EDITS {
        project.edit(HEALTH, from, to);
    }
    reorder(&project, &[0, 1, 4, 2]);
    project.edit("sheets/r2/higashi/ward.yaml", "特色を生かした", "特色を活かした");
    fs::rename(project.path("sheets/r2/higashi/soumu.yaml"), project.path("sheets/r2/higashi/soumu-ka.yaml"))
        .unwrap();
    fs::remove_file(project.path("sheets/r2/higashi/chiiki.yaml")).unwrap();
    project
}

#[test]
fn the_tables_are_in_the_customary_form() {
    let project = revised();
    for form in ["human", "json", "md", "html"] {
        for style in ["shinkyu", "seigo"] {
            let output =
                project.run(&["diff", "before", "sheets", "--as", form, "--style", style, "--quiet"]);
            assert_eq!((output.status, output.stderr.as_str()), (0, ""));
            match (form, style) {
                ("human" | "json", "seigo") => {}
                ("human" | "json", _) => insta::assert_snapshot!(form, output.stdout),
                _ => insta::assert_snapshot!(format!("{form}-{style}"), output.stdout),
            }
        }
    }
}

#[test]
fn sheets_are_paired_by_path_name_or_department() {
    let project = revised();
    let told = |args: &[&str]| {
        let output = project.run(&[&["diff", "--as", "json"], args].concat());
        let told: Value = serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
        let sheets = told["sheets"].as_array().unwrap().clone();
        let line = |sheet: &Value| {
            let kinds = sheet["changes"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap());
            format!("{} {}", sheet["path"].as_str().unwrap(), kinds.take(1).collect::<String>())
        };
        sheets.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&["before", "sheets"]),
        [
            "sheets/r2/higashi/ward.yaml changed",
            "sheets/r2/higashi/soumu-ka.yaml ",
            "sheets/r2/higashi/kenkou-fukushi.yaml changed",
            "before/r2/higashi/chiiki.yaml removed",
        ]
    );
    assert_eq!(told(&["before/r2/higashi/ward.yaml", "sheets"]), ["sheets/r2/higashi/ward.yaml changed"]);
    assert_eq!(
        told(&["before/r2/higashi/ward.yaml", HEALTH]),
        ["sheets/r2/higashi/kenkou-fukushi.yaml removed"]
    );
}

/// Makes the project a repository with one commit; nothing, said aloud, where there is no `git`.
pub fn committed(project: &Project) -> Option<()> {
    let calls: [&[&str]; 4] =
        [&["init", "-q"], &["add", "-A"], &["commit", "-q", "-m", "一"], &["tag", "公開"]];
    let made = calls.iter().try_for_each(|args| project.git(args).map(drop));
    if made.is_none() {
        #[expect(clippy::print_stderr, reason = "a test that does nothing says so")]
        {
            eprintln!("SKIPPED: there is no git");
        }
    }
    made
}

#[test]
fn revisions_are_states_too() {
    let project = Project::real();
    let Some(()) = committed(&project) else { return };
    project.edit(HEALTH, "目標: 10\n", "目標: 12\n");
    let mut runs = Runs::default();
    let at_revision = format!("公開:{HEALTH}");
    let sides: [&[&str]; 7] = [
        &["HEAD"],
        &["公開", "sheets"],
        &["HEAD", HEALTH],
        &[&at_revision],
        &[&at_revision, HEALTH],
        &[HEALTH, "HEAD"],
        &["公開", "HEAD"],
    ];
    for args in sides {
        project.mokuhyo(&[&["diff", "--quiet"], args].concat()).record(&mut runs);
    }
    // A file of the name of a revision is meant before it.
    project.write("公開", "様式: 区組織目標\n".as_bytes());
    project.mokuhyo(&["diff", "--quiet", "公開", "sheets"]).record(&mut runs);
    runs.compare("revisions_are_states_too");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let project = Project::real();
    let mut runs = Runs::default();
    project.mokuhyo(&["diff", "sheets"]).record(&mut runs);
    project.mokuhyo(&["diff", "HEAD", "sheets"]).record(&mut runs);
    project.write("sheets/r2/higashi/soumu.yaml", "課: 「".as_bytes());
    project.write("b.yaml", b"\tno");
    project.mokuhyo(&["diff", HEALTH, "b.yaml"]).record(&mut runs);
    project.mokuhyo(&["diff", HEALTH, "b.yaml", "--as", "md"]).record(&mut runs);
    runs.compare("what_cannot_be_compared_is_told");
}

#[test]
fn a_file_to_be_written_says_its_form_by_its_ending() {
    let project = revised();
    let written = |name: &str, args: &[&str]| {
        let args = [&["diff", "before", "sheets", "--quiet", "--out", name], args].concat();
        project.mokuhyo(&args).check();
        String::from_utf8_lossy(&project.read(name)).into_owned()
    };
    for (name, begins) in [
        ("新旧.pdf", "%PDF-1.7"),
        ("a.PDF", "%PDF-1.7"),
        ("a.html", "<!DOCTYPE html>"),
        ("a.htm", "<!DOCTYPE html>"),
        ("a.md", "# 新旧対照表"),
        ("a.json", "{"),
        ("a.txt", "sheets/"),
    ] {
        let text = written(name, &[]);
        assert!(text.starts_with(begins), "{name}: {text:.20}");
    }
    // What is asked for outranks the name.
    assert!(written("b.txt", &["--as", "md"]).starts_with("# 新旧対照表"));
    let mut runs = Runs::default();
    for name in ["a.docx", "a", "a.pdf/b.xlsx"] {
        project.mokuhyo(&["diff", "before", "sheets", "--out", name]).record(&mut runs);
        assert!(!project.path(name).exists());
    }
    runs.compare("a_file_to_be_written_says_its_form_by_its_ending");
}

#[test]
fn nothing_changed_is_said() {
    let project = Project::real();
    project
        .mokuhyo(&["diff", HEALTH, HEALTH, "--as", "md"])
        .stdout(
            "\
# 新旧対照表

違いはありません。
",
        )
        .stderr("違いはありません。\n")
        .check();
}

/// A ward's page with so many goals.
fn goals(word: &str, count: usize, is_turned: bool) -> String {
    let mut goals: Vec<String> = (0..count).map(|it| format!("  - {word}{it}\n")).collect();
    if is_turned {
        goals.reverse();
    }
    format!("様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n重点目標:\n{}", goals.concat())
}

#[test]
fn a_long_list_in_another_order_is_told_in_every_form() {
    let project = Project::with(&[
        ("old.yaml", &goals("防災", 1100, false)),
        ("new.yaml", &goals("防災", 1100, true)),
        ("other.yaml", &goals("福祉", 1100, false)),
    ]);
    // Each of them is of hundreds of KB.
    let run = |new: &str, form: &str| project.run(&["diff", "old.yaml", new, "--as", form]);
    let human = run("new.yaml", "human");
    assert_eq!(human.stdout.matches("  > 移動 ").count(), 1099, "{}", human.stderr);
    assert!(!human.stdout.contains("並び順に対応") && human.stderr.contains("違い 1099か所"));
    for (form, told) in [
        ("human", "変わった項目が多いので、並び順に対応させて比べました: 重点目標"),
        ("json", "\"in_order\": ["),
        ("md", "並び順に対応させて比較"),
        ("html", "並び順に対応させて比較"),
    ] {
        let told_there = run("other.yaml", form).stdout.replace("<wbr>", "");
        assert!(told_there.contains(told), "{form}: {}", &told_there[..500]);
    }
}

#[test]
fn tables_follow_the_order_of_booklets() {
    let project = Project::real();
    let places = |project: &Project| {
        for name in ["ward", "soumu", "kenkou-fukushi", "chiiki"] {
            let path = format!("sheets/r2/higashi/{name}.yaml");
            project.write(&format!("before/r2/higashi/{name}.yaml"), &project.read(&path));
        }
        for path in
            ["ward", "soumu", "kenkou-fukushi", "chiiki"].map(|it| format!("sheets/r2/higashi/{it}.yaml"))
        {
            project.edit(&path, "図り", "はかり");
        }
        let html =
            project.run(&["diff", "before", "sheets", "--as", "html", "--quiet"]).stdout.replace("<wbr>", "");
        let heads = html.split("<h2 id").skip(1).map(|it| it.split(['>', '<']).nth(1).unwrap_or_default());
        heads.map(|it| it.rsplit(' ').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(places(&project), ["東区組織目標", "総務課", "健康福祉課", "地域課"]);
    let project = Project::real();
    project.edit("sheets/mokuhyo.yaml", "[soumu, kenkou-fukushi, chiiki]", "[chiiki, soumu]");
    assert_eq!(places(&project), ["東区組織目標", "地域課", "総務課", "健康福祉課"]);
}
