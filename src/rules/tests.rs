//! Each rule with a sheet that fires it and a near miss.

mod evaluated;
mod numbers;
mod right;
mod slips;

use std::path::PathBuf;

use super::*;
use crate::disk::MemoryDisk;
use crate::read::Reader;

const WINDOW: &str = "{ H29: 1, H30: 2, R1: 3 }";

/// A ward's page beside the sheet, so that nothing is said of its absence.
const WARD: &str = "様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n重点目標:\n  - 防災\n評価:\n  達成数:\n";

/// A department's sheet without fault. Tests put something else in the place of a part of it.
const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
問合せ先: 025-250-2710
作成日: R2.4.1
修正日:
評価日:
組織の目的: 目的です
組織目標:
  - 部区組織目標: 1
    目標: 防災意識の向上
    取組:
      - 主な取組:
          - 講座の開催
        指標:
          - 項目: 開催数
            実績: { H29: 1, H30: 2, R1: 3 }
            目標: 4
            結果:
    達成状況:
    評価:
取り組みについて: 計画です
取り組みの結果について:
";

/// What is found in a collection: path, rule, line, column, field.
fn found(files: &[(&str, &str)]) -> Vec<(String, &'static str, usize, usize, String)> {
    let disk = MemoryDisk::with(files.iter().map(|(path, text)| (format!("/sheets/{path}"), *text)));
    let survey =
        Survey::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/sheets")]).expect("readable");
    let tell = |sheet: &JudgedSheet| {
        let path = sheet.file.name.to_string();
        let source = &sheet.source;
        let tell = |finding: &Finding| {
            let place = source.place(finding.span.start);
            (path.clone(), finding.rule.name, place.line, place.column, finding.field.to_string())
        };
        sheet.findings.iter().map(tell).collect::<Vec<_>>()
    };
    survey.sheets.iter().flat_map(tell).collect()
}

/// What is found in the sheet with `from` replaced, beside its ward's page, as `rule line:column field`.
fn with(from: &str, to: &str) -> Vec<String> {
    assert!(SHEET.contains(from), "{from}");
    beside(WARD, &SHEET.replacen(from, to, 1))
}

fn beside(ward: &str, sheet: &str) -> Vec<String> {
    let all = found(&[("a.yaml", sheet), ("ward.yaml", ward)]);
    all.into_iter().map(|(_, rule, line, column, field)| format!("{rule} {line}:{column} {field}")).collect()
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_sheet_without_fault_has_no_finding() {
    assert_eq!(beside(WARD, SHEET), none());
}

#[test]
fn dates() {
    assert_eq!(with("R2.4.1", "R2.4.31"), ["invalid-date 6:6 作成日"]);
    assert_eq!(with("R2.4.1", "令和31年10月1日"), ["invalid-date 6:6 作成日"]);
    for odd in ["H32.4.1", "R1.4.30", "R2.2.30", "2020/4/31"] {
        assert_eq!(with("R2.4.1", odd), ["invalid-date 6:6 作成日"], "{odd}");
    }
    assert_eq!(with("作成日: R2.4.1\n修正日:", "作成日: R2.4.2\n修正日: R2.4.1"), ["date-order 7:6 修正日"]);
    assert_eq!(with("作成日: R2.4.1\n修正日:", "作成日: R2.4.1\n修正日: R2.4.1"), none());
    assert_eq!(with("R2.4.1", "R1.12.31"), ["date-outside-year 6:6 作成日"]);
    assert_eq!(with("R2.4.1", "R2.1.1"), none());
    assert_eq!(with("R2.4.1", "R4.1.1"), ["date-outside-year 6:6 作成日"]);
    assert_eq!(with("R2.4.1", "R3.3.31"), none());
    assert_eq!(with("R2.4.1", "R3.4.1"), ["date-outside-year 6:6 作成日"]);
    assert_eq!(with("修正日:", "修正日: R3.12.31"), none());
    assert_eq!(with("修正日:", "修正日: R4.1.1"), ["date-outside-year 7:6 修正日"]);
}

#[test]
fn days_across_the_change_of_the_era() {
    let year = |date: &str| {
        let sheet = SHEET.replace("令和2年度", "令和元年度").replace(WINDOW, "{ H28: 1, H29: 2, H30: 3 }");
        beside(&WARD.replace("令和2年度", "平成31年度"), &sheet.replace("R2.4.1", date))
    };
    assert_eq!(year("H31.4.30"), none());
    assert_eq!(year("R1.5.1"), none());
    assert_eq!(year("令和元年5月1日"), none());
    assert_eq!(year("H31.5.1"), ["invalid-date 6:6 作成日"]);
}

#[test]
fn years() {
    let window = |place: &str| vec![format!("year-window {place}")];
    let actual = "組織目標[0].取組[0].指標[0].実績";
    assert_eq!(with(WINDOW, "{ R1: 3 }"), none());
    assert_eq!(with(WINDOW, "{ H29: 1, H30: , H31: }"), none());
    assert_eq!(with(WINDOW, "{ H29: 1, H30: 2, R元: 3 }"), none());
    assert_eq!(with(WINDOW, "{ H28: 1, H30: 2 }"), window(&format!("18:19 {actual}.H28")));
    assert_eq!(with(WINDOW, "{ H29: 1, H30: 2, R1: 3, H31: 4 }"), window(&format!("18:42 {actual}.H31")));
    assert_eq!(with(WINDOW, "{ H29: 1, 去年: 2, R1: 3 }"), window(&format!("18:27 {actual}.去年")));
    // Without a year the window is not judged, nor is the year beside the ward's.
    assert_eq!(with("令和2年度", "2年度"), ["invalid-fiscal-year 2:5 年度"]);
}

#[test]
fn needed_values_that_are_empty() {
    assert_eq!(with("年度: 令和2年度", "年度:"), ["empty-text 2:1 年度"]);
    assert_eq!(with("部: 東区役所", "部: \"\""), ["empty-text 3:1 部"]);
    assert_eq!(with("目標: 防災意識の向上", "目標:"), ["empty-text 12:5 組織目標[0].目標"]);
    assert_eq!(
        with("          - 講座の開催", "          -"),
        ["empty-text 15:12 組織目標[0].取組[0].主な取組[0]"]
    );
    assert_eq!(with("項目: 開催数", "項目:"), ["empty-text 17:13 組織目標[0].取組[0].指標[0].項目"]);
    assert_eq!(with("\n          - 講座の開催", " []"), ["empty-list 14:9 組織目標[0].取組[0].主な取組"]);
    let (head, rest) = SHEET.split_once("組織目標:\n").expect("there");
    let (_, tail) = rest.split_once("取り組みについて").expect("there");
    let sheet = format!("{head}組織目標:\n取り組みについて{tail}");
    let uncovered = "uncovered-ward-goal 5:5 重点目標[0]";
    assert_eq!(beside(WARD, &sheet), ["empty-list 10:1 組織目標", uncovered]);
    assert_eq!(with("            結果:", "            結果:\n            補足: []"), none());
    let ward = WARD.replace("  - 防災\n", "  -\n");
    assert_eq!(beside(&ward, SHEET), ["empty-text 5:4 重点目標[0]"]);
    // What was refused is not empty.
    assert_eq!(with("課: 総務課", "課: [総務課]"), ["wrong-type 4:4 課"]);
}

#[test]
fn telephone_numbers() {
    assert_eq!(with("025-250-2710", "250-2710"), ["phone-number 5:7 問合せ先"]);
    assert_eq!(with("025-250-2710", "025(250)2710(内線 3112)"), none());
    assert_eq!(with(" 025-250-2710", ""), none());
}

#[test]
fn the_boxes_of_the_evaluation() {
    let evaluated = SHEET.replace("評価日:", "評価日: R3.3.31");
    let empty = [
        "stage-incomplete 20:13 組織目標[0].取組[0].指標[0].結果",
        "stage-incomplete 21:5 組織目標[0].達成状況",
        "stage-incomplete 22:5 組織目標[0].評価",
        "stage-incomplete 24:1 取り組みの結果について",
    ];
    assert_eq!(beside(WARD, &evaluated), empty);
    let filled = evaluated
        .replace("結果:\n", "結果: 4\n")
        .replace("    達成状況:", "    達成状況: 〇")
        .replace("    評価:", "    評価: A")
        .replace("結果について:", "結果について: 達成");
    assert_eq!(beside(WARD, &filled.replace("結果について: 4", "結果について: 達成")), none());
    assert_eq!(
        with("            結果:", "            結果: 4"),
        ["result-before-evaluation 20:17 組織目標[0].取組[0].指標[0].結果"]
    );
    let both = filled.replace("            結果: 4\n", "            結果: 4\n            達成状況: 〇\n");
    assert_eq!(beside(WARD, &both), ["both-levels 22:11 組織目標[0].達成状況"]);
}

#[test]
fn symbols_are_those_of_the_settings() {
    let settings = "評価区分:\n  達成状況:\n    ◯: { 意味: 達成 }\n  評価:\n    A: { 意味: 順調 }\n";
    let judged = |status: &str, evaluation: &str| {
        let sheet = SHEET
            .replace("    達成状況:", &format!("    達成状況: {status}"))
            .replace("    評価:", &format!("    評価: {evaluation}"));
        let all = found(&[("mokuhyo.yaml", settings), ("a.yaml", &sheet), ("ward.yaml", WARD)]);
        all.into_iter()
            .map(|it| (it.1, it.2))
            .filter(|it| it.0 != "result-before-evaluation")
            .collect::<Vec<_>>()
    };
    assert_eq!(judged("〇", "A"), []);
    assert_eq!(judged("△", "B"), [("unknown-symbol", 21), ("unknown-symbol", 22)]);
}

#[test]
fn a_ward_and_its_departments() {
    let told = |files: &[(&str, &str)]| {
        found(files).into_iter().map(|it| format!("{} {} {}:{}", it.0, it.1, it.2, it.3)).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&[("a.yaml", SHEET), ("b.yaml", &SHEET.replace("総務課", "地域課"))]),
        ["a ward-missing 1:1"]
    );
    assert_eq!(
        with("部区組織目標: 1", "部区組織目標: 2"),
        ["unknown-ward-goal 11:13 組織目標[0].部区組織目標", "uncovered-ward-goal 5:5 重点目標[0]"]
    );
    assert_eq!(
        with("部区組織目標: 1", "部区組織目標: 1、2"),
        ["unknown-ward-goal 11:13 組織目標[0].部区組織目標", "uncovered-ward-goal 5:5 重点目標[0]"]
    );
    assert_eq!(with("部区組織目標: 1", "部区組織目標: １"), none());
    assert_eq!(with("部区組織目標: 1", "部区組織目標:"), ["uncovered-ward-goal 5:5 重点目標[0]"]);
    // While a sibling cannot be read, nobody knows.
    let own = SHEET.replace("部区組織目標: 1", "部区組織目標:");
    assert_eq!(told(&[("a.yaml", &own), ("b.yaml", "a: ["), ("ward.yaml", WARD)]), ["b yaml-syntax 1:4"]);
    assert_eq!(
        told(&[("a.yaml", SHEET), ("b.yaml", SHEET), ("ward.yaml", WARD)]),
        ["a duplicate-department 4:4", "b duplicate-department 4:4"]
    );
    assert_eq!(
        told(&[("a.yaml", SHEET), ("ward.yaml", WARD), ("ward2.yaml", WARD)]),
        ["ward duplicate-department 1:1", "ward2 duplicate-department 1:1"]
    );
    assert_eq!(beside(&WARD.replace("令和2年度", "令和3年度"), SHEET), ["mixed-years 2:5 年度"]);
    assert_eq!(beside(&WARD.replace("東区", "西区"), SHEET), ["mixed-years 3:4 部"]);
    // Another folder is another ward.
    let apart =
        told(&[("r2/a.yaml", SHEET), ("r2/ward.yaml", WARD), ("r3/a.yaml", SHEET), ("r3/ward.yaml", WARD)]);
    assert_eq!(apart, none());
}

#[test]
fn how_many_goals_were_reached() {
    let achieved = |count: &str| beside(&WARD.replace("達成数:", &format!("達成数: {count}")), SHEET);
    for count in ["2", "-1", "全部", "1.0"] {
        assert_eq!(achieved(count), ["achieved-count 7:8 評価.達成数"], "{count}");
    }
    assert_eq!(achieved("1"), none());
    assert_eq!(achieved("0"), none());
}

#[test]
fn last_years_results() {
    let last = |result: &str| {
        let sheet = SHEET.replace("令和2年度", "令和元年度").replace(WINDOW, "{ H28: 0, H29: 1, H30: 2 }");
        let sheet = sheet
            .replace("R2.4.1", "H31.4.1\n")
            .replace("            結果:", &format!("            結果: {result}"));
        let sheet = sheet.replace("評価日:", "評価日: R2.3.31");
        let files = [
            ("r1/a.yaml", sheet.as_str()),
            ("r1/ward.yaml", &WARD.replace("令和2年度", "令和元年度")),
            ("r2/a.yaml", SHEET),
            ("r2/ward.yaml", WARD),
        ];
        found(&files)
            .into_iter()
            .filter(|it| it.1 != "stage-incomplete")
            .map(|it| format!("{} {} {}:{} {}", it.0, it.1, it.2, it.3, it.4))
            .collect::<Vec<_>>()
    };
    assert_eq!(last("5"), ["r2/a history-mismatch 18:39 組織目標[0].取組[0].指標[0].実績.R1"]);
    assert_eq!(last("3"), none());
    assert_eq!(last("3.0"), none());
    assert_eq!(last(""), none());
}

#[test]
fn characters() {
    let purpose = |text: &str| with("目的です", text);
    let at = |rule: &str, column: usize| vec![format!("{rule} 9:{column} 組織の目的")];
    assert_eq!(purpose("目的😀です😀"), at("missing-glyph", 10));
    assert_eq!(purpose("𠮷田さんと𡈽屋さん"), none());
    assert_eq!(purpose("葛\u{E0101}飾"), at("unsupported-variant", 8));
    assert_eq!(purpose("葛\u{E0100}飾"), none());
    assert_eq!(purpose("神社の\u{FA19}"), at("compatibility-character", 11));
    assert_eq!(purpose("宮﨑さんと髙橋さん"), none());
    assert_eq!(purpose("\u{2F00}つ"), at("compatibility-character", 8));
    assert_eq!(purpose("都\u{2EA0}の"), at("compatibility-character", 9));
    assert_eq!(purpose("濃度\u{FE13}年"), at("compatibility-character", 10));
    assert_eq!(purpose("か\u{3099}く"), at("not-nfc", 8));
    assert_eq!(purpose("がく"), none());
    assert_eq!(purpose("防災ﾊﾟﾄﾛｰﾙ隊"), at("halfwidth-katakana", 10));
    assert_eq!(purpose("4月～6月"), at("wave-dash", 10));
    assert_eq!(purpose("10~20回"), at("wave-dash", 10));
    assert_eq!(purpose("H29 ~ R1"), at("wave-dash", 12));
    assert_eq!(purpose("http://a/~b と file~1"), none());
    assert_eq!(purpose("4月〜6月"), none());
    assert_eq!(purpose("年\u{A0}2回"), at("irregular-space", 9));
    assert_eq!(purpose("\"年\\_2回\""), at("irregular-space", 10));
    assert_eq!(purpose("\u{3000}目的"), at("paragraph-indent", 8));
    assert_eq!(purpose("\u{3000}・目的"), none());
    assert_eq!(purpose("訂正\u{336}"), at("missing-glyph", 10));
    assert_eq!(purpose("CO₂と☑️"), at("unsupported-variant", 13));
    assert_eq!(purpose("目\u{200B}的"), at("control-character", 9));
    assert_eq!(purpose("目\u{8}的"), at("control-character", 9));
    assert_eq!(purpose("\"目\\u202e的\""), at("control-character", 10));
    assert_eq!(purpose("\"目\\u0001\\ufeff的\""), at("control-character", 10));
    assert_eq!(purpose("一つ 二つ"), none());
    assert_eq!(purpose("一つ\u{3000}二つ"), none());
    assert_eq!(purpose(">\n  一つ\n  二つ"), ["folded-space 10:5 組織の目的"]);
    assert_eq!(purpose("一つ 二つ\n  三つ"), ["folded-space 9:13 組織の目的"]);
}

#[test]
fn one_kind_in_one_value_is_one_finding() {
    let told = |text: &str| {
        let sheet = SHEET.replacen("目的です", text, 1);
        let disk = MemoryDisk::with([("/s/a.yaml", sheet.as_str()), ("/s/ward.yaml", WARD)]);
        let survey =
            Survey::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")]).expect("readable");
        let findings = survey.sheets.iter().flat_map(|sheet| sheet.findings.clone());
        findings.map(|it| (it.told().ja, it.others.len(), it.certain_edits().len())).collect::<Vec<_>>()
    };
    let all = told("|\n  4月～6月\n  7月～9月、１０～１２月");
    assert_eq!(all, [("「～」(U+FF5E)は波ダッシュではありません。(この値に3か所)".to_owned(), 2, 3)]);
    let all = told("笑顔😀の🚲😀");
    let words =
        "文字「😀」(U+1F600)、「🚲」(U+1F6B2)は印刷できません。同梱のフォントにありません。(この値に3か所)";
    assert_eq!(all, [(words.to_owned(), 2, 0)]);
    let all = told("目\u{200B}\u{200C}的\u{FEFF}です");
    assert_eq!(
        all,
        [("見えない制御文字(U+200B、U+200C、U+FEFF)があります。(この値に2か所)".to_owned(), 1, 2)]
    );
}

#[test]
fn forms_of_names_are_told_and_left() {
    let certain = |text: &str| {
        let source = crate::source::Source::new("a.yaml", SHEET.replacen("目的です", text, 1));
        let reading = Reader::new().sheet("a.yaml", source.text().as_bytes());
        let found = Rules::new().judge(&reading, &Settings::default());
        found
            .iter()
            .map(|it| (it.rule.name, it.mend.as_ref().map(crate::finding::Mend::kind)))
            .collect::<Vec<_>>()
    };
    for name in ["\u{FA10}", "\u{FA19}", "\u{F9DC}"] {
        assert_eq!(certain(name), [("compatibility-character", Some("proposed"))]);
    }
    assert_eq!(certain("\u{2F63}"), [("compatibility-character", Some("certain"))]);
    assert_eq!(certain("葛\u{E0101}"), [("unsupported-variant", Some("proposed"))]);
    // A compatibility form that no font has is no ordinary kanji with another look.
    assert_eq!(certain("\u{2F801}"), [("missing-glyph", Some("proposed"))]);
}

#[test]
fn comments_that_cut_a_text() {
    assert_eq!(with("目的です", "SNS #東区の発信"), ["comment-in-value 9:12 組織の目的"]);
    assert_eq!(with("目的です", "#250"), ["comment-in-value 9:8 組織の目的"]);
    assert_eq!(with("目的です", "目的です # 覚え書き"), none());
    assert_eq!(with("目的です", "\"SNS #東区の発信\""), none());
    assert_eq!(with("目的です", "|\n  SNS #東区の発信"), none());
}

#[test]
fn allows_silence_on_their_line_or_the_next() {
    assert_eq!(with("目的です", "一つ\n  二つ # mokuhyo: allow folded-space"), none());
    assert_eq!(
        with("組織の目的: 目的です", "# mokuhyo: allow folded-space\n組織の目的: 一つ\n  二つ"),
        none()
    );
    assert_eq!(
        with("目的です", "> # mokuhyo: allow folded-space, wave-dash\n  一つ\n  二つ\n  4月～6月"),
        none()
    );
    assert_eq!(with("目的です", "目的です # mokuhyo: allow folded-space"), ["unused-allow 9:30 "]);
    assert_eq!(with("目的です", "一つ\n  二つ # mokuhyo: allow wave-dash").len(), 2);
    assert_eq!(with("目的です", "目的です # mokuhyo: allow no-such-rule"), ["unused-allow 9:30 "]);
    assert_eq!(with("目的です", "目的です # mokuhyo: allow overflow"), none());
    // Inside a text it is text.
    assert_eq!(
        with("目的です", ">\n  # mokuhyo: allow folded-space\n  一つ\n  二つ"),
        ["folded-space 11:5 組織の目的"]
    );
}

#[test]
fn settings_weigh_the_rules() {
    let sheet = SHEET.replace("R2.4.1", "R2.4.31");
    let told =
        |settings: &str| found(&[("mokuhyo.yaml", settings), ("a.yaml", &sheet), ("ward.yaml", WARD)]).len();
    assert_eq!([told("規則:\n  invalid-date: off\n"), told("規則:\n  year-window: off\n")], [0, 1]);
}

#[test]
fn dictionaries_and_spellings() {
    let dictionary = "version: 1\nrules:\n  - expected: ください\n    pattern: 下さい\n";
    let told = |text: &str| {
        let sheet = SHEET.replace("目的です", text);
        let files = [
            ("mokuhyo.yaml", "辞書: [wording.yaml]\n"),
            ("wording.yaml", dictionary),
            ("a.yaml", &sheet),
            ("ward.yaml", WARD),
        ];
        found(&files).into_iter().map(|it| format!("{} {} {}:{}", it.0, it.1, it.2, it.3)).collect::<Vec<_>>()
    };
    assert_eq!(told("ご覧下さい"), ["a wording 9:10"]);
    assert_eq!(told("ご覧ください"), none());
    assert_eq!(told("特色を活かす取組"), none());
    assert_eq!(told("特色を活かし、自然を生かす"), ["a mixed-wording 9:11"]);
    // Across the ward's sheets, and not in the name of a programme.
    let ward = WARD.replace("防災", "自然を生かす");
    assert_eq!(beside(&ward, &SHEET.replace("目的です", "特色を活かす")), ["mixed-wording 9:11 組織の目的"]);
    assert_eq!(beside(&ward, &SHEET.replace("目的です", "「特色を活かす事業」です")), none());
}

/// A part of the sheet and what stands in its place, for every rule that one sheet can fire.
const FIRING: &[(&str, &str)] = &[
    ("課: 総務課", "課: @"),
    ("H29: 1,", "H29: 1, H30: 2, R1: 3 }\n            目標: -\n            補足: { x: 1,"),
    ("課: 総務課", "課: 総務課\n課: 地域課"),
    ("課: 総務課\n", ""),
    ("課: 総務課", "課: [総務課]"),
    ("様式: 組織目標管理シート", "様式: 組織目標シート"),
    ("修正日:", "修正目:"),
    ("目的です", "SNS #東区"),
    ("目標: 4", "目標: ＂-＂"),
    ("R2.4.1", "R2.4.31"),
    ("R2.4.1", "R9.4.1"),
    ("修正日:", "修正日: R2.3.1"),
    ("R2.4.1", "R1.12.1"),
    ("令和2年度", "2年度"),
    (WINDOW, "{ H28: 1, H29: 2 }"),
    ("作成日: R2.4.1", "作成日:"),
    ("025-250-2710", "110"),
    ("\n          - 講座の開催", " []"),
    ("目標: 防災意識の向上", "目標:"),
    ("            結果:\n    達成状況:", "            結果:\n            達成状況: 〇\n    達成状況: 〇"),
    ("目標: 4", "目標: 2,6OO"),
    ("目標: 4", "単位: 人\n            目標: 80%"),
    ("    達成状況:", "    達成状況: 空"),
    ("            結果:\n    達成状況:", "            結果: 4\n    達成状況: △"),
    ("評価日:", "評価日: R3.3.31"),
    ("            結果:", "            結果: 4"),
    ("部区組織目標: 1", "部区組織目標: 2"),
    ("部: 東区役所", "部: 西区役所"),
    ("目的です", "😀"),
    ("目的です", "葛\u{E0101}"),
    ("目的です", "神\u{FA19}"),
    ("目的です", "か\u{3099}"),
    ("目的です", "ﾊﾟ"),
    ("目的です", "～"),
    ("目的です", "目\u{8}的"),
    ("目的です", "目\n  的"),
    ("目的です", "目\u{A0}的"),
    ("目的です", "\u{3000}目的"),
    ("目的です", "下さい。特色を活かし、自然を生かす"),
    ("目的です", "目的です # mokuhyo: allow wording"),
];

#[test]
fn every_rule_speaks_both_languages() {
    let settings = "評価区分:\n  達成状況:\n    〇: { 以上: 100, 達成: true }\n    △: {}\n辞書: [wording.yaml, nowhere.yaml]\n並び順: [総合課]\n文字の大きさ: 大\n";
    let dictionary = "version: 1\nrules:\n  - expected: ください\n    pattern: 下さい\n";
    let last = SHEET.replace("令和2年度", "令和元年度").replace(WINDOW, "{ H28: 0, H29: 1, H30: 2 }");
    let last = last.replace("R2.4.1", "H31.4.1").replace("            結果:", "            結果: 9");
    let ward = WARD.replace("令和2年度", "令和元年度");
    let mut collections: Vec<Vec<(&str, String)>> = FIRING
        .iter()
        .map(|(from, to)| {
            assert!(SHEET.contains(from), "{from}");
            vec![("a.yaml", SHEET.replacen(from, to, 1)), ("ward.yaml", WARD.to_owned())]
        })
        .collect();
    collections.push(vec![("a.yaml", SHEET.to_owned())]);
    collections.push(vec![
        ("a.yaml", SHEET.to_owned()),
        ("b.yaml", SHEET.to_owned()),
        ("ward.yaml", WARD.to_owned()),
    ]);
    collections.push(vec![
        ("r1/a.yaml", last),
        ("r1/ward.yaml", ward),
        ("r2/a.yaml", SHEET.to_owned()),
        ("r2/ward.yaml", WARD.to_owned()),
    ]);
    collections.push(vec![("a.yaml", SHEET.to_owned()), ("ward.yaml", WARD.replace("達成数:", "達成数: 9"))]);
    let reached = SHEET.replace("    達成状況:", "    達成状況: 〇");
    collections.push(vec![("a.yaml", reached), ("ward.yaml", WARD.replace("達成数:", "達成数: 0"))]);
    collections.push(vec![("a.yaml", "\u{FFFF}".to_owned())]);
    let mut said = std::collections::BTreeMap::new();
    for files in collections {
        let all = files.iter().map(|(path, text)| (format!("/s/{path}"), text.clone().into_bytes()));
        // What is no UTF-8 is written here as one character that is none.
        let all = all.map(|(path, bytes)| {
            (path, if bytes == "\u{FFFF}".as_bytes() { vec![0xFF, 0xFE, 0x69, 0x98] } else { bytes })
        });
        let all = all.chain([
            ("/s/mokuhyo.yaml".to_owned(), settings.into()),
            ("/s/wording.yaml".to_owned(), dictionary.into()),
        ]);
        let disk = MemoryDisk::with(all);
        let survey =
            Survey::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")]).expect("readable");
        let of_settings = survey.settings.iter().flat_map(|file| &file.findings);
        for finding in survey.sheets.iter().flat_map(|sheet| &sheet.findings).chain(of_settings) {
            said.entry(finding.rule.name).or_insert_with(|| finding.clone());
        }
    }
    let silent: Vec<&str> =
        Rule::ALL.iter().map(|rule| rule.name).filter(|name| !said.contains_key(name)).collect();
    // These are the pages' to find.
    assert_eq!(silent, ["overflow", "template-error", "typesetting-timeout"]);
    let tell = |finding: &Finding| {
        let Finding { rule, message, help, .. } = finding;
        format!("{}\n  {}\n  {}\n  {}\n  {}\n", rule.name, message.ja, help.ja, message.en, help.en)
    };
    insta::assert_snapshot!(said.values().map(tell).collect::<Vec<_>>().concat());
}
