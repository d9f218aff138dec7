//! What changed between two states: ten edits are ten changes, in each of the forms.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::pdf;
use super::support::{Project, bare, keep};

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
fn revised() -> Project {
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
fn the_tables_print() {
    let project = revised();
    for (style, heads) in [("shinkyu", "新旧備考"), ("seigo", "箇所誤正")] {
        let out = format!("{style}.pdf");
        let output =
            project.run(&["diff", "before", "sheets", "--as", "pdf", "--style", style, "--out", &out]);
        assert_eq!(output.status, 0, "{output:?}");
        let pdf = project.read(&out);
        let pages = pdf::pages(&pdf);
        assert!(pages.len() > 1 && pages.iter().all(|page| page.contains(heads)), "{pages:?}");
        assert!(pdf::read_aloud(&pdf).contains(&bare("孤立することなく地域と関わりを持ち")));
        keep(style, &pdf);
    }
}

/// The size of a sheet's heading in a table of differences, in points.
const HEADING: f64 = 9.0 * 9.0 / 6.5;

#[test]
fn headings_keep_with_their_tables_and_every_page_names_its_sheet() {
    let sheet = |number: usize, words: &str| {
        format!(
            "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 第{number}課\n組織の目的: {words}\n"
        )
    };
    let project = Project::with(&[]);
    for number in 1..=24 {
        let words = "区民と協働するまちづくりを進めます。".repeat(number % 5 + 1);
        project.write(&format!("old/{number}.yaml"), sheet(number, &words).as_bytes());
        project.write(&format!("new/{number}.yaml"), sheet(number, &format!("{words}次")).as_bytes());
    }
    assert_eq!(project.run(&["diff", "old", "new", "--out", "a.pdf"]).status, 0);
    let pdf = project.read("a.pdf");
    let mut headings = 0;
    for page in pdf::placed(&pdf) {
        for heading in page.iter().filter(|run| run.own && (run.size - HEADING).abs() < 0.1) {
            headings += 1;
            let below = page.iter().filter(|run| run.own && run.y < heading.y - 40.0).count();
            assert!(below > 0, "{heading:?} stands alone");
        }
    }
    assert!(headings >= 24, "{headings}");
    let pages = pdf::pages(&pdf);
    assert!(
        pages.len() > 3 && pages.iter().all(|page| page.contains("組織目標管理シート東区役所第")),
        "{pages:?}"
    );
}

#[test]
fn a_table_says_its_states_and_names_files_where_that_is_asked_for() {
    let project = revised();
    let text = |args: &[&str]| {
        let out = ["diff", "before", "sheets", "--out", "a.pdf"];
        let output = project.run(&[&out, args].concat());
        assert_eq!(output.status, 0, "{output:?}");
        pdf::pages(&project.read("a.pdf"))
    };
    for (style, states) in [
        ("shinkyu", "旧令和2年4月1日、新令和2年10月1日"),
        ("seigo", "訂正前令和2年4月1日、訂正後令和2年10月1日"),
    ] {
        let pages = text(&["--style", style]);
        assert!(pages[0].contains(states), "{}", pages[0]);
        assert!(!pages.concat().contains("yaml"));
        for place in [
            "No.2コミュニティ協議会との協働による健康づくり介護予防講座の実施R2目標",
            "会議情報交換会の開催R2結果",
        ] {
            assert!(pages.concat().contains(place), "{place}: {pages:?}");
        }
        let with_paths = text(&["--style", style, "--paths"]);
        assert!(with_paths.concat().contains("sheets/r2/higashi/kenkou-fukushi.yaml"));
    }
    assert!(text(&["--style", "seigo"]).concat().contains("No.4（削除）"));
    let Some(()) = committed(&project) else { return };
    let output = project.run(&["diff", "公開", "sheets", "--out", "b.pdf"]);
    assert_eq!(output.status, 0, "{output:?}");
    project.edit(HEALTH, "目標: 12\n", "目標: 13\n");
    assert_eq!(project.run(&["diff", "公開", "sheets", "--out", "b.pdf"]).status, 0);
    let first = pdf::pages(&project.read("b.pdf")).remove(0);
    assert!(first.contains("旧公開(") && first.contains(")令和2年10月1日、新令和2年10月1日"), "{first}");
}

#[test]
fn numbers_are_whole_and_lines_end_between_phrases_in_a_table() {
    let sheet = |words: &str| {
        format!("様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n組織の目的: {words}\n")
    };
    let words =
        "予算1,234,567,890千円の防災出前講座の開催と、南口エントランスホールの活用日数を進めます。".repeat(2);
    let project = Project::with(&[("a.yaml", &sheet(&words)), ("b.yaml", &sheet(&format!("{words}次")))]);
    for style in ["shinkyu", "seigo"] {
        let args = ["diff", "a.yaml", "b.yaml", "--style", style, "--out", "a.pdf"];
        assert_eq!(project.run(&args).status, 0);
        let page = pdf::placed(&project.read("a.pdf")).remove(0);
        let lines: Vec<&str> = page.iter().filter(|run| run.own).map(|run| run.text.as_str()).collect();
        let whole = lines.iter().map(|line| line.matches("1,234,567,890千円").count()).sum::<usize>();
        assert_eq!(whole, 4, "{lines:?}");
        for line in lines {
            assert!(!line.ends_with(['防', '災', '前', 'エ', 'ホ', '活', '日']), "{line}");
        }
    }
}

#[test]
fn texts_that_fill_pages_print_under_their_heads() {
    let text = |word: &str| format!("取り組みについて: |\n{}", format!("  {}\n", word.repeat(400)).repeat(3));
    let url = format!("https://example.org/{}😀\n", "a".repeat(300));
    let sheet = "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n組織の目的: 旧";
    let project = Project::with(&[
        ("old.yaml", &format!("{sheet}\n{}", text("区民と協働します。"))),
        ("new.yaml", &format!("{sheet}{url}{}", text("区民の皆さまと、「協働」します。"))),
    ]);
    assert_eq!(
        project.run(&["diff", "old.yaml", "new.yaml", "--as", "pdf", "--out", "a.pdf", "--quiet"]).stderr,
        ""
    );
    let pages = pdf::pages(&project.read("a.pdf"));
    assert!(pages.len() > 2 && pages.iter().all(|page| page.contains("新旧備考")), "{}", pages.len());
    assert!(pages.concat().contains("〓"));
    keep("shinkyu-long", &project.read("a.pdf"));
}

#[test]
fn a_row_that_goes_on_says_again_what_it_is() {
    let sheet = |word: &str| {
        let lines = format!("  区民と{word}します。\n").repeat(120);
        format!(
            "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n組織の目的: 旧\n取り組みについて: |\n{lines}"
        )
    };
    let project = Project::with(&[("old.yaml", &sheet("協働")), ("new.yaml", &sheet("協力"))]);
    for (style, times) in [("shinkyu", 1), ("seigo", 2)] {
        let args = ["diff", "old.yaml", "new.yaml", "--style", style, "--out", "a.pdf"];
        assert_eq!(project.run(&args).status, 0);
        let pages = pdf::pages(&project.read("a.pdf"));
        assert!(pages.len() > 2, "{}", pages.len());
        // In the head of the page, and where the place has a column, there as well.
        for page in &pages[1..] {
            assert_eq!(page.matches("取り組みについて(続き)").count(), times, "{page}");
            assert!(page.contains("総務課(続き)"), "{page}");
        }
        assert!(!pages[0].contains("(続き)"));
        keep(&format!("{style}-going-on"), &project.read("a.pdf"));
    }
}

#[test]
fn paragraphs_and_items_begin_as_on_the_paper() {
    let sheet = |word: &str| {
        let lines = format!(
            "  区民と{word}します。\n  　地域と{word}します。\n  ・{}\n",
            format!("防災出前講座を{word}で開きます。").repeat(6)
        );
        format!(
            "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n組織の目的: {word}\n取り組みについて: |\n{lines}"
        )
    };
    let project = Project::with(&[("old.yaml", &sheet("協働")), ("new.yaml", &sheet("協力"))]);
    for style in ["shinkyu", "seigo"] {
        let args = ["diff", "old.yaml", "new.yaml", "--style", style, "--out", "a.pdf"];
        assert_eq!(project.run(&args).status, 0);
        let page = pdf::placed(&project.read("a.pdf")).remove(0);
        let x = |head: &str| {
            page.iter()
                .find(|run| run.own && run.text.starts_with(head))
                .unwrap_or_else(|| panic!("{head}"))
                .x
        };
        // One em in, whether the writer typed the indent or not.
        let left = x("・防災");
        assert!((x("区民と") - left - 9.0).abs() < 0.1 && (x("地域と") - left - 9.0).abs() < 0.1, "{page:?}");
        // What does not indent on the paper does not here; what follows 「・」 stands behind it.
        let begins: Vec<f64> = page
            .iter()
            .filter(|run| run.own && run.x > left + 0.5 && run.x < left + 8.0)
            .map(|run| run.x)
            .collect();
        assert!(begins.len() >= 2, "{begins:?}: {page:?}");
    }
    let html = project.run(&["diff", "old.yaml", "new.yaml", "--as", "html"]).stdout;
    assert!(
        html.contains("<p class=\"indented\">地域と<") && html.contains("<p class=\"item\">・防災"),
        "{html}"
    );
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
            "before/r2/higashi/chiiki.yaml removed",
            "sheets/r2/higashi/kenkou-fukushi.yaml changed",
            "sheets/r2/higashi/soumu-ka.yaml ",
            "sheets/r2/higashi/ward.yaml changed",
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
    let git = |args: &[&str]| {
        let who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").args(who).args(args).current_dir(project.path(".")).output();
        output.ok().filter(|output| output.status.success()).map(drop)
    };
    let made = git(&["init", "-q"])
        .and_then(|()| git(&["add", "-A"]))
        .and_then(|()| git(&["commit", "-q", "-m", "一"]))
        .and_then(|()| git(&["tag", "公開"]));
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
    let told = |args: &[&str]| project.run(&[&["diff", "--quiet"], args].concat());
    let wanted = format!("{HEALTH}\n  ~ 変更 No.2 取組1 指標2 目標 (L79)\n      [-10-]{{+12+}}\n\n");
    let at_revision = format!("公開:{HEALTH}");
    let sides: [&[&str]; 5] =
        [&["HEAD"], &["公開", "sheets"], &["HEAD", HEALTH], &[&at_revision], &[&at_revision, HEALTH]];
    for args in sides {
        assert_eq!(told(args).stdout, wanted, "{args:?}");
    }
    assert_eq!(told(&[HEALTH, "HEAD"]).stdout, wanted.replace("[-10-]{+12+}", "[-12-]{+10+}"));
    assert_eq!(told(&["公開", "HEAD"]).stdout, "");
    // A file of the name of a revision is meant before it.
    project.write("公開", "様式: 区組織目標\n".as_bytes());
    assert_eq!(told(&["公開", "sheets"]).status, 2);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let project = Project::real();
    let refused = |args: &[&str]| {
        let output = project.run(args);
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{output:?}");
        output.stderr
    };
    assert_eq!(
        refused(&["diff", "sheets"]),
        "エラー: 「sheets」を何と比べるかを書いてください(例: mokuhyo diff HEAD sheets)。\n"
    );
    let nowhere = refused(&["diff", "HEAD", "sheets"]);
    assert!(nowhere.starts_with("エラー: 「HEAD」というファイルもフォルダもありません。"), "{nowhere}");
    project.write("sheets/r2/higashi/soumu.yaml", "課: 「".as_bytes());
    project.write("b.yaml", b"\tno");
    project
        .mokuhyo(&["diff", HEALTH, "b.yaml"])
        .status(1)
        .stderr(
            "\
「b.yaml」(新)は読めないので、比べていません。mokuhyo check で確かめてください。
比べられたシートはありません。
",
        )
        .check();
    project
        .mokuhyo(&["diff", HEALTH, "b.yaml", "--as", "md"])
        .status(1)
        .stdout(
            "\
# 新旧対照表

読めないシートがあり、比べられていません。
",
        )
        .stderr(
            "\
「b.yaml」(新)は読めないので、比べていません。mokuhyo check で確かめてください。
比べられたシートはありません。
",
        )
        .check();
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
        ("a.txt", "before/"),
    ] {
        let text = written(name, &[]);
        assert!(text.starts_with(begins), "{name}: {text:.20}");
    }
    // What is asked for outranks the name.
    assert!(written("b.txt", &["--as", "md"]).starts_with("# 新旧対照表"));
    for name in ["a.docx", "a", "a.pdf/b.xlsx"] {
        let output = project.run(&["diff", "before", "sheets", "--out", name]);
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{output:?}");
        assert!(output.stderr.contains(name) && output.stderr.contains("--as"), "{output:?}");
        assert!(!project.path(name).exists());
    }
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
        let output = run("other.yaml", form);
        assert!(output.stdout.contains(told), "{form}: {}", &output.stdout[..500]);
    }
}
