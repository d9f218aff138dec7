//! The same sources give the same bytes.

use super::support::{Project, SHEETS};

fn built(project: &Project) -> Vec<Vec<u8>> {
    let output = project.run(&["build"]);
    assert_eq!(output.status, 0, "{output:?}");
    SHEETS.iter().map(|name| project.read(&format!("out/r2/higashi/{name}.pdf"))).collect()
}

#[test]
fn an_unchanged_output_is_not_written() {
    let project = Project::real();
    built(&project);
    let written =
        |project: &Project| project.path("out/r2/higashi/soumu.pdf").metadata().unwrap().modified().unwrap();
    let before = written(&project);
    let output = project.run(&["build"]);
    assert_eq!(output.stdout.matches("変更なし").count(), 15, "{output:?}");
    assert_eq!(written(&project), before);
}

#[test]
fn a_ward_page_bears_the_latest_date_of_its_sheets() {
    let project = Project::real();
    let before = built(&project);
    project.edit("sheets/r2/higashi/chiiki.yaml", "修正日:", "修正日: R2.10.1");
    let after = built(&project);
    let has = |pdf: &[u8], date: &str| pdf.windows(date.len()).any(|window| window == date.as_bytes());
    assert!(has(&before[0], "2020-04-01") && !has(&before[0], "2020-10-01"));
    assert!(has(&after[0], "2020-10-01"));
    assert!(before[1] == after[1]);
    // The page alone knows the sheets beside it as well.
    std::fs::remove_dir_all(project.path("out")).unwrap();
    assert_eq!(project.run(&["build", "sheets/r2/higashi/ward.yaml"]).status, 0);
    assert!(project.read("out/r2/higashi/ward.pdf") == after[0]);
}
