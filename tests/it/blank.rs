//! `mokuhyo new --print`: an empty form for the pen.

use super::pdf;
use super::support::{Project, Runs, keep};

#[test]
fn a_blank_form_is_a_pdf_of_empty_rows() {
    let project = Project::with(&[("sheets/r3/higashi/mokuhyo.yaml", "用紙: A3\n")]);
    project.mokuhyo(&["new", "--print"]).stderr("「blank.pdf」を作りました。\n").check();
    let form = project.read("blank.pdf");
    keep("blank", &form);
    let text = pdf::read_aloud(&form);
    for words in ["組織目標管理シート", "No.", "主な取組(事業)", "補足・参考指標", "評価"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(pdf::pages(&form).len(), 1);
    assert_eq!(pdf::millimetres(&form), (297, 210));
    let has = |needle: &str| form.windows(needle.len()).any(|it| it == needle.as_bytes());
    assert!(has("<pdfaid:part>2</pdfaid:part>") && has("<pdfuaid:part>1</pdfuaid:part>"));
    // It stays where it is, and no sheet is begun.
    let mut runs = Runs::default();
    project.mokuhyo(&["new", "--print"]).record(&mut runs);
    runs.compare("a_blank_form_is_a_pdf_of_empty_rows");
    assert!(!project.path("blank.yaml").exists());
}

#[test]
fn a_blank_form_takes_year_and_paper_from_its_folder() {
    let project = Project::with(&[("sheets/r3/higashi/mokuhyo.yaml", "用紙: A3\n")]);
    let mut runs = Runs::default();
    project.mokuhyo(&["new", "sheets/r3/higashi/soumu", "--print", "--goals", "12"]).record(&mut runs);
    let form = project.read("sheets/r3/higashi/soumu.pdf");
    keep("blank-twelve", &form);
    let text = pdf::read_aloud(&form);
    assert!(text.contains("令和3年度") && text.contains("R3目標") && text.contains("12"), "{text}");
    assert_eq!(pdf::millimetres(&form), (420, 297));
    for goals in ["0", "51", "x", "-1"] {
        project.mokuhyo(&["new", "a", "--print", &format!("--goals={goals}")]).record(&mut runs);
    }
    project.mokuhyo(&["new", "a", "--goals", "3"]).record(&mut runs);
    project.mokuhyo(&["new"]).record(&mut runs);
    runs.compare("a_blank_form_takes_year_and_paper_from_its_folder");
}
