//! What stands on the paper, and in which order.

use mokuhyo::read::Reader;
use mokuhyo::sheet::{Action, Department, Goal, Indicator, Model, Ward};
use mokuhyo::source::Text;

use super::pdf;
use super::support::{Project, SHEETS, bare, keep};

/// What a sheet without findings of reading says.
pub fn model(project: &Project, name: &str) -> Model {
    let path = format!("sheets/r2/higashi/{name}.yaml");
    let reading = Reader::new().sheet(&path, &project.read(&path));
    assert_eq!(reading.findings, []);
    reading.model.unwrap()
}

/// Every value of a sheet in the order of the form.
pub fn values(model: &Model) -> Vec<String> {
    match model {
        Model::Department(sheet) => department(sheet),
        Model::Ward(page) => ward(page),
    }
}

fn texts<'a>(values: impl IntoIterator<Item = &'a Option<Text>>) -> Vec<String> {
    values.into_iter().flatten().map(|text| bare(&text.text)).filter(|text| !text.is_empty()).collect()
}

/// Every value of a department's sheet in the order of the form: the head, the rows, the narratives.
fn department(sheet: &Department) -> Vec<String> {
    let date =
        |date: &Option<mokuhyo::sheet::Written<mokuhyo::sheet::EraDate>>| date.clone().map(|date| date.text);
    let head = [
        sheet.contact.clone(),
        sheet.year.clone().map(|year| year.text),
        sheet.division.clone(),
        sheet.section.clone(),
        sheet.purpose.clone(),
        date(&sheet.created),
        date(&sheet.revised),
        date(&sheet.evaluated),
    ];
    let mut all = texts(&head);
    all.extend(sheet.goals.iter().enumerate().flat_map(|(index, goal)| rows(index + 1, goal)));
    all.extend(texts(&[sheet.plan.clone(), sheet.outcome.clone()]));
    all
}

fn rows(number: usize, goal: &Goal) -> Vec<String> {
    let mut all = vec![number.to_string()];
    all.extend(texts(&[goal.ward_goal.clone().map(|it| it.text), goal.text.clone()]));
    for (place, (action, indicator, first)) in flat(goal).into_iter().enumerate() {
        if first {
            all.extend(action.items.texts().map(|it| bare(&it.text)));
        }
        all.extend(cells(indicator));
        if place == 0 {
            all.extend(texts(&[goal.status.clone(), goal.evaluation.clone()]));
        }
    }
    all
}

fn flat(goal: &Goal) -> Vec<(&Action, &Indicator, bool)> {
    let of = |action| move |(index, indicator)| (action, indicator, index == 0);
    goal.actions.iter().flat_map(|action| action.indicators.iter().enumerate().map(of(action))).collect()
}

fn cells(indicator: &Indicator) -> Vec<String> {
    let item = indicator.item.as_ref().map_or("", |item| &item.text).to_owned();
    let unit = indicator.unit.as_ref().map(|unit| format!("({})", unit.text)).unwrap_or_default();
    let mut all = vec![bare(&(item + &unit))];
    let actuals = indicator.actuals.0.iter().map(|(_, value)| value.clone());
    let values = actuals.chain([indicator.target.clone(), indicator.result.clone()]);
    all.extend(texts(&values.collect::<Vec<_>>()));
    all.extend(indicator.notes.texts().map(|note| bare(&note.text)));
    all.extend(texts([&indicator.status]));
    all
}

/// Every value of a ward's page in the order of the form.
fn ward(ward: &Ward) -> Vec<String> {
    let mut all =
        texts(&[ward.organization.clone(), ward.mayor.clone(), ward.purpose.clone(), ward.policy.clone()]);
    for (index, goal) in ward.goals.iter().enumerate() {
        all.push((index + 1).to_string());
        all.extend(texts([goal]));
    }
    all.extend(texts([&ward.remark]));
    let evaluation = ward.evaluation.clone().unwrap_or_default();
    all.push(format!("目標数{}", ward.goals.len()));
    all.extend(texts(&[evaluation.achieved.map(|it| it.text), evaluation.results, evaluation.direction]));
    all
}

/// Fails unless `wanted` stand in `text` one behind the other.
pub fn in_order(name: &str, text: &str, wanted: &[String]) {
    wanted.iter().fold(text, |rest, wanted| match rest.split_once(wanted.as_str()) {
        Some((_, rest)) => rest,
        None => panic!("{name}: {wanted} does not stand in {rest}"),
    });
}

#[test]
fn every_value_stands_on_the_paper_in_the_forms_order() {
    let project = Project::real();
    assert_eq!(project.run(&["build"]).status, 0);
    for name in SHEETS {
        let text = pdf::read_aloud(&project.read(&format!("out/r2/higashi/{name}.pdf")));
        let wanted = values(&model(&project, name));
        assert!(wanted.len() > 9, "{name}");
        in_order(name, &text, &wanted);
    }
}

#[test]
fn copied_text_has_the_forms_order() {
    let project = Project::real();
    assert_eq!(project.run(&["build", "--only", "sheets"]).status, 0);
    for name in SHEETS {
        let drawn = pdf::pages(&project.read(&format!("out/r2/higashi/{name}.pdf"))).concat();
        in_order(name, &drawn, &values(&model(&project, name)));
    }
}

#[test]
fn a_planned_sheet_fits_one_page() {
    let project = Project::real();
    for paper in ["A4", "A3"] {
        project.write("sheets/mokuhyo.yaml", format!("発行者: 新潟市東区役所\n用紙: {paper}\n").as_bytes());
        assert_eq!(project.run(&["build"]).status, 0);
        for name in SHEETS {
            let pages = pdf::pages(&project.read(&format!("out/r2/higashi/{name}.pdf")));
            assert_eq!(pages.len(), 1, "{name} on {paper}");
            assert!(pages[0].ends_with("1/1"), "{name} on {paper}: {}", pages[0]);
        }
    }
}

#[test]
fn the_years_on_the_paper_follow_from_the_sheets_year() {
    let project = Project::real();
    let path = "sheets/r2/higashi/soumu.yaml";
    let text = String::from_utf8(project.read(path)).unwrap();
    let moved = text.replace("年度: 令和2年度", "年度: 令和元年度").replace("R1:", "H28:");
    project.write(path, moved.replace("R2.4.1", "H31.4.15").as_bytes());
    project.edit("sheets/r2/higashi/ward.yaml", "年度: 令和2年度", "年度: 令和元年度");
    let built = project.run(&["build", path]);
    assert_eq!(built.status, 0, "{built:?}");
    let text = pdf::read_aloud(&project.read("out/r2/higashi/soumu.pdf"));
    for head in ["令和元年度", "H28実績", "H29実績", "H30実績", "R1目標", "R1結果", "H31.4.15"]
    {
        assert!(text.contains(head), "{head} is not in {text}");
    }
}

#[test]
fn results_print_in_their_boxes() {
    let project = Project::real();
    let path = "sheets/r2/higashi/soumu.yaml";
    project.edit(path, "            結果:", "            結果: 38自治会等で実施");
    project.edit(path, "評価日:", "評価日: R3.3.31");
    project.edit(path, "    達成状況:", "    達成状況: ◎");
    project.edit(path, "    評価:", "    評価: A");
    project.edit(
        path,
        "取り組みの結果について:",
        "取り組みの結果について: |\n  防災力が向上しました。\n  次年度も続けます。",
    );
    let built = project.run(&["build", path]);
    assert_eq!(built.status, 0, "{built:?}");
    let pdf = project.read("out/r2/higashi/soumu.pdf");
    keep("evaluated", &pdf);
    let text = pdf::read_aloud(&pdf);
    let wanted = [
        "R3.3.31",
        "35自治会等で実施",
        "38自治会等で実施",
        "計画(第3次実施計画)",
        "◎",
        "A",
        "防災力が向上しました。",
        "次年度も続けます。",
    ];
    in_order("soumu", &text, &wanted.map(str::to_owned));
}

#[test]
fn a_box_of_status_may_stand_with_each_indicator() {
    let project = Project::real();
    let path = "sheets/r2/higashi/kenkou-fukushi.yaml";
    let text = String::from_utf8(project.read(path)).unwrap();
    let mut number = 0;
    let edited: Vec<String> = text
        .lines()
        .map(|line| match line.trim() {
            "結果:" => {
                number += 1;
                format!("{line} 結果{number}\n            達成状況: 状況{number}")
            }
            _ => line.to_owned(),
        })
        .collect();
    project.write(path, edited.join("\n").as_bytes());
    let built = project.run(&["build", path]);
    assert_eq!(built.status, 0, "{built:?}");
    let pdf = project.read("out/r2/higashi/kenkou-fukushi.pdf");
    keep("status-of-each", &pdf);
    let text = pdf::read_aloud(&pdf);
    let wanted: Vec<String> = (1..=number).flat_map(|n| [format!("結果{n}"), format!("状況{n}")]).collect();
    assert_eq!(wanted.len(), 16);
    in_order("kenkou-fukushi", &text, &wanted);
}

#[test]
fn a_document_says_what_it_is() {
    let project = Project::real();
    assert_eq!(project.run(&["build"]).status, 0);
    let pdf = project.read("out/r2/higashi/soumu.pdf");
    let has = |needle: &str| pdf.windows(needle.len()).any(|window| window == needle.as_bytes());
    for needle in [
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">令和2年度 組織目標管理シート 東区役所 総務課",
        "新潟市東区役所",
        "<dc:language><rdf:Bag><rdf:li>ja</rdf:li>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "2020-04-01",
    ] {
        assert!(has(needle), "no {needle}");
    }
}

/// The size of most of the text of a page, in hundredths of a point.
fn size(pdf: &[u8], page: usize) -> i64 {
    let mut lengths = std::collections::BTreeMap::<i64, usize>::new();
    for run in &pdf::placed(pdf)[page] {
        #[expect(clippy::cast_possible_truncation, reason = "a size of type")]
        let size = (run.size * 100.0).round() as i64;
        *lengths.entry(size).or_default() += run.text.chars().count();
    }
    lengths.into_iter().max_by_key(|(_, length)| *length).unwrap().0
}

#[test]
fn booklet_and_proof_use_the_sheets_own_size_and_settings_fix_it() {
    let project = Project::real();
    for (settings, wanted) in [("", 900), ("文字の大きさ: 7\n", 700)] {
        project.write("sheets/mokuhyo.yaml", format!("並び順: [soumu]\n{settings}").as_bytes());
        assert_eq!(project.run(&["build", "--only", "sheets"]).status, 0);
        assert_eq!(project.run(&["build", "--only", "booklet"]).status, 0);
        assert_eq!(project.run(&["proof", "sheets/r2/higashi/soumu.yaml"]).status, 0);
        assert_eq!(size(&project.read("out/r2/higashi/soumu.pdf"), 0), wanted);
        assert_eq!(size(&project.read("out/proof/r2/higashi/soumu.pdf"), 0), wanted);
        let booklet = project.read("out/r2/higashi/booklet.pdf");
        let page = pdf::pages(&booklet).iter().position(|page| page.contains("025-250-2710")).unwrap();
        assert_eq!(size(&booklet, page), wanted);
    }
}

#[test]
fn room_for_binding_is_added_to_the_margin() {
    let project = Project::real();
    let corner = |settings: &str| {
        project.write("sheets/mokuhyo.yaml", settings.as_bytes());
        assert_eq!(project.run(&["build", "--only", "sheets"]).status, 0);
        let page = pdf::placed(&project.read("out/r2/higashi/soumu.pdf")).remove(0);
        let left = page.iter().map(|run| run.x).fold(f64::INFINITY, f64::min);
        (left, page.iter().map(|run| run.y).fold(0.0, f64::max))
    };
    let near = |one: f64, other: f64| (one - other).abs() < 0.5;
    let (left, top) = corner("");
    let (bound, high) = corner("とじしろ: 10mm\n");
    assert!(near(bound - left, 28.35) && (high - top).abs() < 3.0, "{left} {bound} {top} {high}");
    let (plain, low) = corner("とじしろ: 上 10mm\n");
    assert!(near(plain, left) && (20.0..32.0).contains(&(top - low)), "{left} {plain} {top} {low}");
    assert_eq!(pdf::pages(&project.read("out/r2/higashi/kenkou-fukushi.pdf")).len(), 1);
}
