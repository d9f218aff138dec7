//! 指標の推移: a chart for every indicator that is measured in numbers, with the sheet's own figures.

use mokuhyo::sheet::{Department, FiscalYear, Model};

use super::paper::model;
use super::pdf;
use super::support::{Project, bare, keep};
use super::web_pages::{article, attribute, pieces, site};

/// The page of the charts in the example's booklet, from 0.
const PAGE: usize = 6;

/// The departments of the example in the order of its booklet.
const DEPARTMENTS: [&str; 3] = ["soumu", "kenkou-fukushi", "chiiki"];

fn departments(project: &Project) -> Vec<Department> {
    let sheet = |name: &str| match model(project, name) {
        Model::Department(sheet) => sheet,
        Model::Ward(_) => panic!("{name} is no department"),
    };
    DEPARTMENTS.map(sheet).into()
}

/// What the charts of a sheet say, read from its model: of every indicator that has numbers, and nothing but
/// numbers and dashes, its values under their years.
fn figures(sheet: &Department) -> Vec<String> {
    let year: FiscalYear = sheet.year.as_ref().and_then(|year| year.value).unwrap();
    let mut figures = Vec::new();
    for (number, goal) in (1..).zip(&sheet.goals) {
        for indicator in goal.indicators() {
            let before = year.window().map(|before| {
                let value = indicator.actuals.of(before).map(|it| it.text.trim().to_owned());
                (value.unwrap_or_default(), format!("{}実績", before.short()))
            });
            let now = [(&indicator.target, "目標"), (&indicator.result, "結果")].map(|(value, label)| {
                let value = value.as_ref().map(|it| it.text.trim().to_owned());
                (value.unwrap_or_default(), format!("{}{label}", year.short()))
            });
            let all: Vec<(String, String)> = before.into_iter().chain(now).collect();
            let is_number =
                |value: &str| value.bytes().any(|it| it.is_ascii_digit()) && value.parse::<f64>().is_ok();
            let charted = all.iter().all(|(value, _)| value.is_empty() || value == "-" || is_number(value));
            if charted && all.iter().any(|(value, _)| is_number(value)) {
                let item = bare(&indicator.item.as_ref().unwrap().text);
                // A title is no item of a list.
                let item = item.trim_start_matches('・');
                let (values, labels): (Vec<String>, Vec<String>) = all.into_iter().unzip();
                let bars = values.concat() + &labels.concat();
                figures.push(format!("No.{number}{item}|{bars}"));
            }
        }
    }
    figures
}

#[test]
fn every_chart_has_the_figures_of_its_sheet_in_the_booklet_and_on_the_web() {
    let project = Project::evaluated();
    let [page] = site("example-trend", &project, ["r2/higashi/indicators"]);
    let booklet = project.read("out/r2/higashi/booklet.pdf");
    keep("booklet-trend", &booklet);
    let paper = pdf::pages(&booklet).remove(PAGE);
    let web = bare(&article(&page));
    assert_eq!(format!("{web}東区組織目標7/8"), paper);
    let figures: Vec<String> = departments(&project).iter().flat_map(figures).collect();
    assert_eq!(figures.len(), 12);
    let mut rest = web.as_str();
    for figure in &figures {
        // Between them stands the unit.
        let (head, bars) = figure.split_once('|').unwrap();
        let (_, after) = rest.split_once(head).unwrap_or_else(|| panic!("{head} is not in {rest}"));
        let (unit, after) = after.split_once(bars).unwrap_or_else(|| panic!("{bars} is not in {after}"));
        assert!(unit.is_empty() || unit.starts_with('(') && unit.len() < 16, "{unit}");
        rest = after;
    }
}

#[test]
fn every_chart_is_told_in_words_to_who_does_not_see_it() {
    let project = Project::evaluated();
    let [page] = site("example-trend", &project, ["r2/higashi/indicators"]);
    let told: Vec<&str> = pieces(&page).into_iter().filter_map(|tag| attribute(tag, "aria-label")).collect();
    let told: Vec<&str> = told.into_iter().filter(|label| label.contains("実績")).collect();
    assert_eq!(told.len(), 12);
    let first = "総務課 No.3 南口エントランスホールの活用日数(日)。H29実績 230、H30実績 295、R1実績 292、R2目標 250、R2結果 205。";
    assert_eq!(told[0], first);
    assert_eq!(pdf::alternatives(&project.read("out/r2/higashi/booklet.pdf")), told);
}

#[test]
fn a_ward_without_numbers_has_no_charts_in_its_booklet_and_a_word_on_its_page() {
    let project = Project::real();
    for name in &DEPARTMENTS[1..] {
        std::fs::remove_file(project.path(&format!("sheets/r2/higashi/{name}.yaml"))).unwrap();
    }
    for number in ["H29: 230", "H30: 295", "R1: 292", "目標: 250"] {
        project.edit("sheets/r2/higashi/soumu.yaml", number, &format!("{number}日間開館"));
    }
    let output = project.run(&["build", "--format", "json"]);
    assert_eq!(output.status, 0, "{output:?}");
    let pages = pdf::pages(&project.read("out/r2/higashi/booklet.pdf"));
    assert!(!pages.concat().contains("指標の推移"));
    let page = String::from_utf8(project.read("out/r2/higashi/indicators.html")).unwrap();
    assert!(article(&page).contains("値が数である指標はありません。"), "{page}");
}

#[test]
fn large_and_negative_numbers_stand_in_their_columns() {
    let project = Project::real();
    let path = "sheets/r2/higashi/soumu.yaml";
    let numbers = ["-1,234,567,890", "1,234,567,890", "987,654,321", "-1,000,000,000"];
    for (old, number) in ["H29: 230", "H30: 295", "R1: 292", "目標: 250"].into_iter().zip(numbers) {
        let key = old.split_once(' ').unwrap().0;
        project.edit(path, old, &format!("{key} \"{number}\""));
    }
    let output = project.run(&["build"]);
    assert_eq!(output.status, 0, "{output:?}");
    let booklet = project.read("out/r2/higashi/booklet.pdf");
    keep("booklet-numbers", &booklet);
    let page = &pdf::placed(&booklet)[PAGE];
    let own: Vec<_> = page.iter().filter(|run| run.own).collect();
    let shown: Vec<&str> = own.iter().map(|run| run.text.as_str()).collect();
    for rounded in ["-12.3億", "12.3億", "9.9億", "-10.0億"] {
        assert!(shown.contains(&rounded), "{rounded}: {shown:?}");
    }
    assert!(own.iter().all(|run| run.size >= 6.5), "{own:?}");
    let at = |words: &str| own.iter().find(|run| run.text == words).unwrap().y;
    // What is below zero is told below its bar, and above the labels.
    assert!(at("-12.3億") < at("9.9億") - 20.0 && at("-12.3億") > at("H29実績") + 5.0, "{own:?}");
    assert!(pdf::alternatives(&booklet)[0].contains(numbers[0]));
}

#[test]
fn cards_of_a_row_are_alike_and_no_texts_meet() {
    let project = Project::real();
    for paper in ["A4", "A3"] {
        project.write("sheets/mokuhyo.yaml", format!("発行者: 新潟市東区役所\n用紙: {paper}\n").as_bytes());
        assert_eq!(project.run(&["build"]).status, 0);
        let booklet = project.read("out/r2/higashi/booklet.pdf");
        let page = &pdf::placed(&booklet)[PAGE];
        let own: Vec<_> = page.iter().filter(|run| run.own && !bare(&run.text).is_empty()).collect();
        let labels: Vec<f64> = own.iter().filter(|run| run.text == "R2目標").map(|run| run.y).collect();
        assert_eq!(labels.len(), 12);
        // Seven cards in two rows, four in one, and one: as many baselines as rows.
        let mut lines = labels.clone();
        lines.sort_by(f64::total_cmp);
        lines.dedup_by(|one, other| (*one - *other).abs() < 0.01);
        assert_eq!(lines.len(), 4, "{labels:?}");
        let widths = mokuhyo::fonts::Widths::of_bundled_fonts();
        for (place, one) in own.iter().enumerate() {
            for other in &own[place + 1..] {
                let apart = one.x + widths.of(&one.text) * one.size < other.x + 0.1
                    || other.x + widths.of(&other.text) * other.size < one.x + 0.1
                    || (one.y - other.y).abs() > 0.8 * one.size.min(other.size);
                assert!(apart, "{one:?} meets {other:?}");
            }
        }
    }
}

#[test]
fn the_targets_line_on_paper_is_clear_of_the_values() {
    let project = Project::evaluated();
    assert_eq!(project.run(&["build"]).status, 0);
    let page = &pdf::placed(&project.read("out/r2/higashi/booklet.pdf"))[PAGE];
    let mut below = 0;
    for label in page.iter().filter(|run| run.own && run.text == "R2目標") {
        let is_value = |run: &&pdf::Placed| {
            run.own && run.text.parse::<f64>().is_ok() && (3.0..90.0).contains(&(run.y - label.y))
        };
        let target =
            page.iter().filter(is_value).find(|run| (-2.0..30.0).contains(&(run.x - label.x))).unwrap();
        let beside = |run: &&pdf::Placed| (-125.0..50.0).contains(&(run.x - label.x));
        // The value of the target stands above its line. Another does as well, or its top is under the line.
        for value in page.iter().filter(is_value).filter(beside).filter(|it| it.y < target.y - 1.0) {
            below += 1;
            assert!(target.y - value.y > 1.55 * value.size, "{value:?} {target:?}");
        }
    }
    assert!(below > 5, "{below}");
}

#[test]
fn no_two_texts_of_a_chart_on_the_web_meet() {
    let project = Project::real();
    project.edit("sheets/r2/higashi/soumu.yaml", "H29: 230", "H29: \"-1,234,567,890\"");
    project.edit("sheets/r2/higashi/soumu.yaml", "H30: 295", "H30: 1,000,000日以上");
    project.run(&["build"]);
    let page = String::from_utf8(project.read("out/r2/higashi/indicators.html")).unwrap();
    assert!(texts_apart(&page) > 400);
}

/// A value of a kind of numbers: below zero, percent, huge, missing, of many notations, small.
fn value(kind: u64, random: &mut impl FnMut(u64) -> u64) -> String {
    let digits = u32::try_from(random(9)).unwrap() + 1;
    let pick = |from: &[&str], at: u64| from[usize::try_from(at).unwrap() % from.len()].to_owned();
    match kind {
        0 => pick(&["-", "▲", "△", "－", ""], random(5)) + &random(10_u64.pow(digits)).to_string(),
        1 => format!("{}.{}%", random(120), random(100)),
        2 => {
            let number = random(10_u64.pow(digits));
            format!("{number}{}", pick(&["", "円", "千円", "人", "%"], random(5)))
        }
        3 => pick(&["", "-", "調整中", "12", "30", "中止", "新規の講座の開催と窓口での配布"], random(7)),
        4 => pick(&["約1,234,567", "12.50", "1万2千人", "5千人", "23(8)", "0", "-0.5", "100"], random(8)),
        _ => format!("0.{}", random(100_000)),
    }
}

/// A department whose charts have values of all kinds and 実績 of three to eight years.
fn charted(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut random = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut sheet = format!(
        "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 第{seed}課\n問合せ先: 025-250-2710\n作成日: R2.4.1\n組織の目的: 試験\n組織目標:\n"
    );
    for _ in 0..3 {
        sheet +=
            "  - 目標: 区民と協働します。\n    取組:\n      - 主な取組:\n          - 講座\n        指標:\n";
        for kind in 0..6 {
            let items =
                ["・改善実践報告の件数", "地域における健康づくりと介護予防の講座を開催した回数", "催し"];
            sheet.extend([format!(
                "          - 項目: {}\n            実績:\n",
                items[usize::try_from(random(3)).unwrap()]
            )]);
            let years = ["H24", "H25", "H26", "H27", "H28", "H29", "H30", "R1"];
            for year in &years[usize::try_from(random(6)).unwrap()..] {
                sheet.extend([format!("              {year}: \"{}\"\n", value(kind, &mut random))]);
            }
            sheet.extend([format!("            目標: \"{}\"\n", value(kind, &mut random))]);
            let result = if random(3) == 0 { String::new() } else { value(kind, &mut random) };
            sheet.extend([format!("            結果: \"{result}\"\n")]);
        }
    }
    sheet
}

#[test]
fn charts_of_any_numbers_have_one_notation_and_no_texts_that_meet() {
    let project = Project::empty();
    let rules =
        "規則:\n  year-window: off\n  unit-mismatch: off\n  odd-number: off\n  achievement-mismatch: off\n";
    project.write("sheets/mokuhyo.yaml", format!("発行者: 試験市\n{rules}").as_bytes());
    for seed in 1..=6 {
        project.write(&format!("sheets/r2/higashi/d{seed}.yaml"), charted(seed).as_bytes());
    }
    let [page] = site("charts", &project, ["r2/higashi/indicators"]);
    assert!(texts_apart(&page) > 2000);
    assert!(page.contains("の実績は図にありません"), "years without a place are not told");
    let charts: Vec<&str> =
        page.split("<svg role").skip(1).map(|it| it.split_once("</svg>").unwrap().0).collect();
    assert!(charts.len() > 60, "{}", charts.len());
    // What is typed in 億 and 万 stays so, where all of a chart has room.
    assert!(
        charts.iter().any(|it| it.contains("億</tspan>")) && !page.contains("</b> ・"),
        "{}",
        charts.len()
    );
}

/// Fails where two texts of a chart meet, one leaves its drawing, or the target's line goes through one; returns how
/// many pairs there are.
fn texts_apart(page: &str) -> usize {
    let widths = mokuhyo::fonts::Widths::of_bundled_fonts();
    let mut seen = 0;
    for svg in page.split("<svg role").skip(1).map(|it| it.split_once("</svg>").unwrap().0) {
        let number = |tag: &str, key: &str| {
            let (_, rest) = tag.split_once(&format!(" {key}=\"")).unwrap();
            rest.split_once('"').unwrap().0.parse::<f64>().unwrap()
        };
        let spans: Vec<(f64, f64, f64)> = svg
            .split("<tspan")
            .skip(1)
            .map(|it| {
                let (tag, rest) = it.split_once('>').unwrap();
                (number(tag, "x"), number(tag, "y"), 13.0 * widths.of(rest.split_once('<').unwrap().0))
            })
            .collect();
        let level = svg.split_once("class=\"level\"").map(|(_, tag)| number(tag, "y1"));
        for one in &spans {
            let is_crossed = level.is_some_and(|level| one.1 - 10.0 < level && level < one.1 + 2.0);
            assert!(!is_crossed, "the line at {level:?} goes through {one:?}");
        }
        let height: f64 =
            svg.split_once("viewBox=\"0 0 300 ").unwrap().1.split_once('"').unwrap().0.parse().unwrap();
        for (place, one) in spans.iter().enumerate() {
            assert!(
                one.1 > 12.0 && one.1 < height && one.0 - one.2 / 2.0 >= 0.0 && one.0 + one.2 / 2.0 <= 300.0,
                "{one:?}"
            );
            for other in &spans[place + 1..] {
                let apart = (one.0 - other.0).abs() >= f64::midpoint(one.2, other.2)
                    || (one.1 - other.1).abs() > 12.0;
                assert!(apart, "{one:?} meets {other:?} in {svg}");
                seen += 1;
            }
        }
    }
    seen
}
