//! Numbers through the whole program: what `check` tells, and what stands in the open data and on the page of charts.

use super::data::read;
use super::support::{Project, Runs};

/// The example's hall in use, with other values: 単位 is 日.
fn hall(values: [&str; 4], unit: &str) -> Project {
    let project = Project::real();
    let path = "sheets/r2/higashi/soumu.yaml";
    for (old, value) in ["H29: 230", "H30: 295", "R1: 292", "目標: 250"].into_iter().zip(values) {
        let key = old.split_once(' ').unwrap().0;
        project.edit(path, old, &format!("{key} {value}"));
    }
    project.edit(path, "単位: 日", &format!("単位: {unit}"));
    project
}

/// The values of the hall's row in the table: 値, 数値 and 読み方.
fn row(project: &Project) -> Vec<[String; 3]> {
    let output = project.run(&["build"]);
    assert_eq!(output.status, 0, "{output:?}");
    let (names, rows) = read(&project.read("out/r2/higashi/indicators.csv"));
    let place = |name: &str| names.iter().position(|it| it == name).unwrap();
    let of = |row: &Vec<String>| ["値", "数値", "読み方"].map(|name| row[place(name)].clone());
    let hall = rows.iter().filter(|row| row[place("項目")].contains("活用日数"));
    hall.map(of).collect()
}

#[test]
fn slips_of_numbers_are_read_or_told() {
    let project = hall(["４５", "12，000", "1,2000", "45回"], "回");
    let mut runs = Runs::default();
    project.mokuhyo(&["check", "--format", "github"]).record(&mut runs);
    runs.compare("slips_of_numbers_are_read_or_told");
    let wanted = [
        ["４５", "45", "全角"],
        ["12，000", "12000", "全角、桁区切り"],
        ["1,2000", "", ""],
        ["45回", "45", "回"],
    ];
    assert_eq!(row(&project), wanted.map(|row| row.map(str::to_owned)));
    // The value that is no number has no bar, and the others have theirs, with the frame of the result to come.
    let page = String::from_utf8(project.read("out/r2/higashi/indicators.html")).unwrap();
    let chart = page.split("<figure>").find(|chart| chart.contains("活用日数")).unwrap();
    assert_eq!((chart.matches("<rect").count(), chart.contains("1,2000")), (4, true));
}

#[test]
fn a_value_in_another_unit_is_told_in_both_languages() {
    let project = hall(["9千人", "1万人", "80%", "延べ12,000人"], "人");
    let mut runs = Runs::default();
    for lang in ["ja", "en"] {
        project.mokuhyo(&["check", "--lang", lang]).record(&mut runs);
    }
    runs.compare("a_value_in_another_unit_is_told_in_both_languages");
    let numbers: Vec<String> = row(&project).into_iter().map(|[_, number, _]| number).collect();
    assert_eq!(numbers, ["9000", "10000", "", "12000"]);
}

#[test]
fn a_threshold_with_its_sign_is_no_reason_to_be_silent() {
    let mut runs = Runs::default();
    for (hundred, more) in [("100%", "110%"), ("１００", "１１０％")] {
        let project = Project::evaluated();
        project.edit("sheets/mokuhyo.yaml", "以上: 110", &format!("以上: {more}"));
        project.edit("sheets/mokuhyo.yaml", "以上: 100", &format!("以上: {hundred}"));
        project.edit("sheets/r2/higashi/soumu.yaml", "結果: 205", "結果: 20日");
        project.edit("sheets/r2/higashi/soumu.yaml", "達成状況: △", "達成状況: ○");
        project.mokuhyo(&["check", "--format", "github"]).record(&mut runs);
    }
    runs.compare("a_threshold_with_its_sign_is_no_reason_to_be_silent");
}

/// Sheets of other cities: nothing of them is odd, and what is odd in the example beside them is told.
#[test]
fn sheets_of_other_cities_have_no_odd_numbers() {
    let field = super::support::root().join("tests/collections/field");
    for city in
        std::fs::read_dir(field).unwrap().map(|city| city.unwrap().path()).filter(|city| city.is_dir())
    {
        let output = Project::empty().run(&["check", "--format", "github", city.to_str().unwrap()]);
        assert_ne!(output.status, 2, "{output:?}");
        for rule in ["odd-number", "unit-mismatch", "achievement-mismatch"] {
            assert!(!output.stdout.contains(rule), "{}: {output:?}", city.display());
        }
    }
}
