//! The evaluated example, `tests/collections/evaluated/`: it is whole, and a symbol or a number that does
//! not agree with the others is found.

use super::formats::of_json;
use super::paper::{in_order, model, values};
use super::pdf;
use super::support::{Project, Runs, SHEETS, keep};

const SOUMU: &str = "sheets/r2/higashi/soumu.yaml";
const KENKOU: &str = "sheets/r2/higashi/kenkou-fukushi.yaml";
const WARD: &str = "sheets/r2/higashi/ward.yaml";

/// The number of the line that is `line` after the line that holds `after`, and holds `part`.
fn line(project: &Project, path: &str, after: &str, part: &str) -> u64 {
    let text = String::from_utf8(project.read(path)).unwrap();
    let mut lines = (1..).zip(text.lines()).skip_while(|(_, line)| !line.contains(after));
    lines.find(|(_, line)| line.contains(part)).unwrap().0
}

/// Puts `to` in the place of the first `from` behind `after`.
fn edit(project: &Project, path: &str, after: &str, from: &str, to: &str) {
    let text = String::from_utf8(project.read(path)).unwrap();
    let (head, tail) = text.split_once(after).unwrap();
    assert!(tail.contains(from), "{path} has no {from:?}");
    project.write(path, format!("{head}{after}{}", tail.replacen(from, to, 1)).as_bytes());
}

/// The only finding of a check: its rule, path and line.
fn only(project: &Project, runs: &mut Runs) -> (String, String, u64) {
    let output = project.mokuhyo(&["check", "--format", "json"]).record(runs);
    let mut told = of_json(&output.stdout);
    assert_eq!(told.len(), 1, "{told:?}");
    let (rule, path, [line, ..]) = told.remove(0);
    (rule, path, line)
}

#[test]
fn the_example_is_clean_and_whole_on_the_paper() {
    let project = Project::evaluated();
    let checked = project.run(&["check", "--deny", "warnings", "--format", "json"]);
    assert_eq!((checked.status, of_json(&checked.stdout)), (0, Vec::new()), "{checked:?}");
    assert_eq!(project.run(&["build", "--deny", "warnings"]).status, 0);
    for name in SHEETS {
        let printed = project.read(&format!("out/r2/higashi/{name}.pdf"));
        keep(&format!("example-{name}"), &printed);
        let pages = pdf::pages(&printed);
        assert_eq!(pages.len(), 1, "{name}");
        assert!(pages[0].contains("結果と評価は架空のものです。"), "{name} does not say that it is invented");
        let wanted = values(&model(&project, name));
        assert!(wanted.len() > 9, "{name}");
        in_order(name, &pdf::read_aloud(&printed), &wanted);
    }
}

#[test]
fn the_legend_stands_below_the_goals_of_every_department() {
    let project = Project::evaluated();
    assert_eq!(project.run(&["build"]).status, 0);
    let legend = "【目標達成状況】◎：目標を上回った〇：目標を達成した△：一部達成した×：達成できなかった\
                  【評価】A：順調B：おおむね順調C：遅れている";
    for name in SHEETS {
        let aloud = pdf::read_aloud(&project.read(&format!("out/r2/higashi/{name}.pdf")));
        let narratives = aloud.find("取り組みについて(").or(aloud.find("取り組みについて（"));
        assert_eq!(aloud.contains(legend), name != "ward", "{name}: {aloud}");
        assert!(name == "ward" || aloud.find(legend) < narratives, "{name}");
    }
    // Without a scale there is none: that of the real sheets is not known.
    let real = Project::real();
    assert_eq!(real.run(&["build", SOUMU]).status, 0);
    assert!(!pdf::read_aloud(&real.read("out/r2/higashi/soumu.pdf")).contains('【'));
}

#[test]
fn a_planned_sheet_fits_one_page_with_its_legend() {
    let (project, example) = (Project::real(), Project::evaluated());
    let settings = String::from_utf8(example.read("sheets/mokuhyo.yaml")).unwrap();
    for paper in ["A4", "A3"] {
        let settings = settings.replace("用紙: A4", &format!("用紙: {paper}"));
        project.write("sheets/mokuhyo.yaml", settings.as_bytes());
        assert_eq!(project.run(&["build"]).status, 0);
        for name in SHEETS {
            let printed = project.read(&format!("out/r2/higashi/{name}.pdf"));
            assert_eq!(pdf::pages(&printed).len(), 1, "{name} on {paper}");
        }
    }
}

#[test]
fn a_long_legend_goes_on_below() {
    let project = Project::evaluated();
    let long = format!("意味: {}", "目標を大きく上回り、ほかの課の手本になった".repeat(6));
    edit(&project, "sheets/mokuhyo.yaml", "◎: { ", "意味: 目標を上回った", &long);
    edit(&project, "sheets/mokuhyo.yaml", "A: { ", "意味: 順調", &long);
    let built = project.run(&["build", SOUMU]);
    assert_eq!(built.status, 0, "{built:?}");
    let printed = project.read("out/r2/higashi/soumu.pdf");
    keep("long-legend", &printed);
    assert_eq!(pdf::read_aloud(&printed).matches("ほかの課の手本になった").count(), 12);
    // Nothing stands beyond the margin at the left, 8 mm.
    let page = pdf::placed(&printed).remove(0);
    assert!(page.iter().all(|run| run.x > 22.0), "{:?}", page.iter().map(|run| run.x).reduce(f64::min));
}

#[test]
fn a_symbol_that_its_numbers_contradict_is_found_at_its_line() {
    let project = Project::evaluated();
    edit(&project, SOUMU, "結果: 205", "達成状況: △", "達成状況: 〇");
    let line = line(&project, SOUMU, "結果: 205", "達成状況");
    let mut runs = Runs::default();
    let found = only(&project, &mut runs);
    assert_eq!(found, ("achievement-mismatch".to_owned(), SOUMU.to_owned(), line));
    runs.compare("a_symbol_that_its_numbers_contradict_is_found_at_its_line");
    let silenced = "達成状況: 〇 # mokuhyo: allow achievement-mismatch";
    edit(&project, SOUMU, "結果: 205", "達成状況: 〇", silenced);
    assert_eq!(of_json(&project.run(&["check", "--format", "json"]).stdout), []);
}

#[test]
fn an_achieved_count_that_differs_is_found_on_the_wards_page() {
    let project = Project::evaluated();
    project.edit(WARD, "達成数: 3", "達成数: 4");
    let mut runs = Runs::default();
    let found = only(&project, &mut runs);
    assert_eq!(
        found,
        ("achieved-count-mismatch".to_owned(), WARD.to_owned(), line(&project, WARD, "達成数", "4"))
    );
    // One department alone is selected: its siblings count all the same.
    project.mokuhyo(&["check", WARD]).record(&mut runs);
    runs.compare("an_achieved_count_that_differs_is_found_on_the_wards_page");
}

#[test]
fn a_department_that_changes_its_symbol_is_seen_on_the_wards_page_cached_or_not() {
    let project = Project::evaluated();
    let built = || {
        let output = project.run(&["build", "--format", "json"]);
        assert_eq!(output.status, 0, "{output:?}");
        output.stdout
    };
    assert_eq!(of_json(&built()), []);
    // Texts, so that no number contradicts it.
    edit(&project, SOUMU, "結果: 38自治会等で実施", "達成状況: 〇", "達成状況: △");
    let (fresh, cached) = (of_json(&built()), of_json(&built()));
    let rules: Vec<&str> = fresh.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(rules, ["achieved-count-mismatch"]);
    assert_eq!(fresh, cached);
    assert_eq!(of_json(&project.run(&["check", "--format", "json"]).stdout), fresh);
    // The scale decides as well: with △ as 達成 all is as it was.
    edit(&project, "sheets/mokuhyo.yaml", "一部達成した, ", "以上: 80", "以上: 80, 達成: true");
    let all = of_json(&built());
    assert_eq!(all.len(), 1, "重点目標2 counts now: {all:?}");
    project.edit(WARD, "達成数: 3", "達成数: 4");
    assert_eq!(of_json(&built()), []);
}

#[test]
fn a_symbol_is_suggested_and_never_written() {
    let project = Project::evaluated();
    edit(&project, KENKOU, "結果: 28", "達成状況: ◎", "達成状況:");
    edit(&project, SOUMU, "結果: 205", "達成状況: △", "達成状況:");
    let before = [KENKOU, SOUMU].map(|path| project.read(path));
    let mut runs = Runs::default();
    project.mokuhyo(&["check", "--fix"]).record(&mut runs);
    runs.compare("a_symbol_is_suggested_and_never_written");
    assert_eq!([KENKOU, SOUMU].map(|path| project.read(path)), before);
}
