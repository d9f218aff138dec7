//! Tables of differences on paper: heads, places, lines and pages.

use super::diff::{HEALTH, committed, revised};
use super::pdf;
use super::support::{Project, bare, keep};

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
    let html = project.run(&["diff", "old.yaml", "new.yaml", "--as", "html"]).stdout.replace("<wbr>", "");
    assert!(
        html.contains("<p class=\"indented\">地域と<") && html.contains("<p class=\"item\">・防災"),
        "{html}"
    );
}
