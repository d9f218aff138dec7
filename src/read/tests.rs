use super::*;
use crate::finding::Lang;

const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
組織目標:
  - 目標: 防災意識の向上
    取組:
      - 主な取組: 講座
        指標:
          - 項目: 開催
            実績: { H29: 1, H30: 2, R1: 3 }
";

fn reported(text: &str) -> Vec<(String, usize, usize, String)> {
    let reading = Reader::new().sheet("a.yaml", text.as_bytes());
    let place = |span: Span| reading.source.place(span.start);
    let reported = |finding: &Finding| {
        let place = place(finding.span);
        (finding.rule.name.to_owned(), place.line, place.column, finding.field.to_string())
    };
    reading.findings.iter().map(reported).collect()
}

fn at(rule: &str, line: usize, column: usize, field: &str) -> (String, usize, usize, String) {
    (rule.to_owned(), line, column, field.to_owned())
}

#[test]
fn a_sheet_without_fault_is_a_model() {
    let reading = Reader::new().sheet("a.yaml", SHEET.as_bytes());
    assert_eq!(reading.findings, []);
    let Some(Model::Department(model)) = reading.model else { panic!("a department") };
    assert_eq!(model.section.expect("課").text, "総務課");
    let indicator = model.goals[0].indicators().next().expect("an indicator");
    assert_eq!(indicator.actuals.0.len(), 3);
    assert_eq!(model.goals[0].actions[0].items.texts().next().expect("an item").text, "講座");
}

#[test]
fn all_violations_are_reported_at_once_and_the_rest_is_read() {
    let text = SHEET
        .replace("部: 東区役所\n", "部: [東区役所]\n電話番号: 1\n")
        .replace("        指標:\n", "        主な取組: 二つ目\n        指標:\n")
        .replace("          - 項目: 開催\n", "          - 項目名: 開催\n")
        .replace("H29: 1,", "H29: [1],");
    assert_eq!(
        reported(&text),
        [
            at("wrong-type", 3, 4, "部"),
            at("unknown-key", 4, 1, "電話番号"),
            at("duplicate-key", 10, 9, "組織目標[0].取組[0].主な取組"),
            at("unknown-key", 12, 13, "組織目標[0].取組[0].指標[0].項目名"),
            at("wrong-type", 13, 24, "組織目標[0].取組[0].指標[0].実績.H29"),
        ]
    );
    let reading = Reader::new().sheet("a.yaml", text.as_bytes());
    let Some(Model::Department(model)) = reading.model else { panic!("a department") };
    assert!(model.division.is_none());
    assert_eq!(model.section.expect("課").text, "総務課");
}

#[test]
fn what_is_pruned_keeps_the_places_of_the_others() {
    let text = SHEET.replace("  - 目標:", "  - ただの文章\n  - 目標:");
    let reading = Reader::new().sheet("a.yaml", text.as_bytes());
    let Some(Model::Department(model)) = reading.model else { panic!("a department") };
    assert_eq!(model.goals.len(), 2);
    assert!(model.goals[0].text.is_none() && model.goals[1].text.is_some());
}

#[test]
fn a_file_that_is_no_sheet_says_so() {
    assert_eq!(reported(""), [at("missing-key", 1, 1, "")]);
    assert_eq!(reported("# nothing yet\n"), [at("missing-key", 1, 1, "")]);
    assert_eq!(reported("- a\n"), [at("wrong-type", 1, 1, "")]);
    assert_eq!(reported("text\n"), [at("wrong-type", 1, 1, "")]);
    assert_eq!(reported("部: 東区\n"), [at("missing-key", 1, 1, "様式")]);
    assert_eq!(reported("様式: 別の様式\n"), [at("unknown-form", 1, 5, "様式")]);
    assert_eq!(reported("様式:\n"), [at("unknown-form", 1, 1, "様式")]);
}

#[test]
fn marks_and_line_breaks_of_other_systems_are_nothing() {
    assert_eq!(reported(&format!("\u{FEFF}{SHEET}")), []);
    assert_eq!(reported(&SHEET.replace('\n', "\r\n")), []);
}

#[test]
fn what_officers_type_is_reported_in_their_words() {
    let help = |text: &str| {
        let reading = Reader::new().sheet("a.yaml", text.as_bytes());
        // Keys that the lines of the test lack are reported as well.
        let found = |finding: &&Finding| finding.rule == Rule::YAML_SYNTAX;
        let finding = reading.findings.iter().find(found).expect("a finding").clone();
        let line = reading.source.place(finding.span.start).line;
        (line, finding.message.get(Lang::Ja).to_owned())
    };
    let line = |text: &str| format!("様式: 組織目標管理シート\n{text}\n年度: 令和2年度\n");
    let reported = |text: &str| help(&line(text));
    let second = |message: &str| (2, message.to_owned());
    assert_eq!(reported("課：総務課"), second("コロンが全角(：)です。"));
    assert_eq!(reported("課:総務課"), second("コロンの後に半角の空白がありません。"));
    assert_eq!(reported("\t課: 総務課"), second("タブ文字で字下げされています。"));
    assert_eq!(reported("課: 総務課: 係"), second("1行に「: 」が2回あります。"));
    assert_eq!(reported("＃メモ"), second("「＃」が全角です。"));
    let reading = Reader::new().sheet("a.yaml", line("\u{3000}課: 総務課").as_bytes());
    assert!(reading.findings.iter().any(|finding| finding.help.get(Lang::Ja).contains("全角の空白")));
    let list = |item: &str| reported(&format!("取組:\n  - 一\n  {item}")).1;
    assert_eq!(list("-二"), "「-」の後に空白がありません。");
    assert_eq!(list("－二"), "行が「－」で始まっています。");
    assert_eq!(list("・二"), "行が「・」で始まっています。");
    // The colon of a text that a lost indentation follows is not to blame.
    assert_eq!(
        reported("目的: |\n  対象：区民\nまた、区民"),
        (4, "「目的」の文章の続きなら、字下げが足りません。".to_owned())
    );
    assert_eq!(
        reported("実績:\n  H29:230\n  H30: 3"),
        (3, "コロンの後に半角の空白がありません。".to_owned())
    );
    for value in
        ["%達成", "@東区", ">東区", "|250", "*東区", "[1] 東区", "\"東区", "!東区", "- 東区", "`東区"]
    {
        let (place, message) = reported(&format!("課: {value}"));
        assert!(place <= 3 && !message.contains("YAMLとして読めません"), "{value}: {place} {message}");
    }
}
