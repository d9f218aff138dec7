//! The slips of a first-time writer, `field/slips.md` line by line: what is reported of each, and what comes of doing
//! what the mend says. Slips of the command line and of settings have their own tests: 31 to 34 in `settings`, 35 in
//! `right`, 36 in `programs`.

use serde_json::Value;

use super::support::{Project, Runs};

const SHEET: &str = include_str!("slips/sheet.yaml");

/// What comes of obeying.
enum Obeyed {
    /// The sheet as it was before the slip.
    Right,
    /// A sheet without findings that holds this text.
    Holds(&'static str),
    /// A sheet that holds this text, with a box that is still to be filled in.
    Begun(&'static str),
    /// Only the writer knows what is right: the finding has no edit.
    Words,
    /// Nothing is reported.
    Silent,
}
use Obeyed::{Begun, Holds, Right, Silent, Words};

/// A slip: its number, what of the sheet is typed in another way, and how; the place and rule of its only finding;
/// words of the finding; what comes of obeying.
type Slip = (&'static str, &'static str, &'static str, &'static str, &'static str, Obeyed);

const YEARS: &str = "              H29: 40\n              H30: 42\n              R1: 44\n";
const TWO: &str = "          - 項目: 満足度\n";

const SLIPS: &[Slip] = &[
    (
        "1",
        YEARS,
        "            H29: 40\n            H30: 42\n            R1: 44\n",
        "22 yaml-syntax",
        "「実績」の下に書く項目です。行の初めの空白を2個足して",
        Right,
    ),
    ("2", TWO, "            項目: 満足度\n", "29 yaml-syntax", "「- 」を忘れていませんか", Right),
    (
        "3",
        "  - 部区組織目標: 2\n",
        "    部区組織目標: 2\n",
        "41 yaml-syntax",
        "「- 」を忘れていませんか",
        Right,
    ),
    (
        "4",
        "目標: 45\n",
        "目標: 45# この年度の目標\n",
        "25 comment-in-value",
        "「#」の前に空白がない",
        Holds("目標: 45 # この年度の目標\n"),
    ),
    (
        "5",
        "課: 区民生活課\n",
        "課: 区民生活課# 組織名(準部・課・機関名)。例: 総務課\n",
        "4 yaml-syntax",
        "覚え書きなら「#」の前に半角の空白",
        Holds("課: 区民生活課 # 組織名"),
    ),
    ("6", "H29: 40\n", "H29: \"-\n", "22 yaml-syntax", "引用符「\"」が閉じていません", Holds("H29: \"-\"\n")),
    (
        "7",
        "          - 窓口の案内\n",
        "          窓口の案内\n",
        "17 yaml-syntax",
        "「窓口の案内」の前に「- 」がありません",
        Right,
    ),
    ("8 ●", "          - 窓口", "          ● 窓口", "17 yaml-syntax", "「- 」(半角のハイフンと空白)", Right),
    ("8 –", "          - 窓口", "          – 窓口", "17 yaml-syntax", "「- 」(半角のハイフンと空白)", Right),
    (
        "9",
        "            補足:\n              - 区ビジョン\n",
        "              - 区ビジョン\n",
        "27 yaml-syntax",
        "「補足:」の行がありません",
        Right,
    ),
    (
        "10",
        "            単位: 回\n            実績:\n",
        "            単位: 回 # 覚え書き\n",
        "21 yaml-syntax",
        "「実績:」の行がありません",
        Holds("            実績:\n              H29: 40\n"),
    ),
    ("11", "", "", "41 yaml-syntax", "字下げが、半角の空白2個多すぎます", Right),
    (
        "12",
        "    目標: 防災意識の向上\n",
        "    目標: ｜\n      戸籍6回\n      住民票6回\n",
        "13 yaml-syntax",
        "半角の「|」",
        Holds("    目標: |\n      戸籍6回\n      住民票6回\n"),
    ),
    (
        "13",
        "取り組みについて: |\n  重点的に",
        "取り組みについて: | 重点的に",
        "60 yaml-syntax",
        "文章は次の行から",
        Right,
    ),
    (
        "14",
        "      - 主な取組:\n          - 相談",
        "        主な取組:\n          - 相談",
        "44 yaml-syntax",
        "「主な取組」の前に「- 」がありません",
        Right,
    ),
    (
        "15",
        "  - 部区組織目標: 1\n",
        "",
        "12 yaml-syntax",
        "「- 部区組織目標:」の行がありません",
        Holds("組織目標:\n  - 部区組織目標:\n    目標: 防災"),
    ),
    (
        "16",
        TWO,
        "",
        "29 yaml-syntax",
        "「- 項目:」の行がありません",
        Begun("          - 項目:\n            単位: \"%\"\n"),
    ),
    ("17", "    取組:\n", "", "14 yaml-syntax", "「取組:」の行がありません", Right),
    ("18", "        指標:\n", "    指標:\n", "18 yaml-syntax", "行の初めの空白を4個足して", Right),
    ("19", "目標: 防災意識", "目標: 防災\t意識", "13 irregular-space", "タブ", Holds("目標: 防災 意識")),
    (
        "20",
        YEARS,
        "              H29\t40\n              H30\t42\n              R1\t44\n",
        "22 yaml-syntax",
        "「: 」ではなくタブ",
        Right,
    ),
    ("21", "修正日:\n", "修正日: なし\n", "7 invalid-date", "空けておいて", Holds("修正日: \n")),
    ("21 null", "修正日:\n", "修正日: null\n", "7 invalid-date", "空けておいて", Holds("修正日: \n")),
    ("22", "- 項目: 防災講座", "- 項目(単位): 防災講座", "19 unknown-key", "もしかして: 項目", Right),
    (
        "23",
        "部区組織目標: 1\n",
        "部区組織目標: -\n",
        "12 bare-dash",
        "空けておいて",
        Holds("部区組織目標: \n"),
    ),
    (
        "24",
        "    達成状況:\n",
        "    結果: 4\n    達成状況:\n",
        "39 unknown-key",
        "「結果」は「指標」の中の項目です",
        Words,
    ),
    (
        "25 NBSP",
        "            単位: 回",
        "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}単位: 回",
        "20 yaml-syntax",
        "改行しない空白",
        Right,
    ),
    (
        "25 em",
        "            単位: 回",
        "\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}単位: 回",
        "20 yaml-syntax",
        "幅の広い空白",
        Right,
    ),
    (
        "25 wide",
        "            単位: 回",
        "\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}単位: 回",
        "20 yaml-syntax",
        "全角の空白",
        Right,
    ),
    ("27", "作成日: R2.4.1\n", "作成日:\n", "6 plan-incomplete", "作成日", Words),
    ("28", "作成日: R2.4.1\n", "作成日: R3.4.1\n", "6 date-outside-year", "令和2年度のシートの日付", Words),
    ("29 ４５", "目標: 45\n", "目標: ４５\n", "", "", Silent),
    ("29 12，000", "目標: 45\n", "目標: 12，000\n", "", "", Silent),
    ("29 1,2000", "目標: 45\n", "目標: 1,2000\n", "25 odd-number", "数に見えますが", Words),
    ("29 45回", "目標: 45\n", "目標: 45回\n", "", "", Silent),
    (
        "30 ---",
        "目標: 45\n",
        "目標: ---\n",
        "25 printed-mark",
        "そのまま印刷されます",
        Holds("目標: \"-\"\n"),
    ),
    (
        "30 “-”",
        "目標: 45\n",
        "目標: “-”\n",
        "25 printed-mark",
        "引用符も印刷されます",
        Holds("目標: \"-\"\n"),
    ),
    (
        "30 ＂-＂",
        "目標: 45\n",
        "目標: ＂-＂\n",
        "25 printed-mark",
        "引用符も印刷されます",
        Holds("目標: \"-\"\n"),
    ),
    (
        "30 <br>",
        "目標: 防災意識",
        "目標: 防災<br>意識",
        "13 printed-mark",
        "そのまま印刷されます",
        Holds("目標: |\n      防災\n      意識"),
    ),
    (
        "30 \\n",
        "目標: 防災意識",
        "目標: 防災\\n意識",
        "13 printed-mark",
        "そのまま印刷されます",
        Holds("目標: |\n      防災\n      意識"),
    ),
    ("30 ~", "目標: 45\n", "目標: ~\n", "25 printed-mark", "印刷されません", Holds("目標: \"-\"\n")),
    (
        "37",
        "目標: 防災意識",
        "目標: &で始まる",
        "13 yaml-syntax",
        "値が「&」で始まっています",
        Holds("目標: \"&で始まるの向上\""),
    ),
    (
        "38",
        "            実績:\n              H29: 40\n              H30: 42\n              R1: 44\n",
        "            実績: { R1: 3 }\n",
        "",
        "",
        Silent,
    ),
];

/// The sheet with a slip in it.
fn slipped((number, from, to, ..): &Slip) -> String {
    if *number == "11" {
        // The second goal, two columns too deep.
        let (start, end) =
            (SHEET.find("  - 部区組織目標: 2").unwrap(), SHEET.find("\n取り組みについて").unwrap());
        let goal: String = SHEET[start..end].split_inclusive('\n').flat_map(|line| ["  ", line]).collect();
        return format!("{}{goal}{}", &SHEET[..start], &SHEET[end..]);
    }
    assert!(SHEET.contains(from), "{number}: {from}");
    SHEET.replacen(from, to, 1)
}

/// The findings of each text, which are sheets of folders of their own.
fn findings(texts: &[String]) -> Vec<Vec<Value>> {
    let project = Project::with(&[("sheets/mokuhyo.yaml", "規則:\n  ward-missing: off\n")]);
    for (number, text) in texts.iter().enumerate() {
        project.write(&format!("sheets/c{number:03}/a.yaml"), text.as_bytes());
    }
    let report: Value = serde_json::from_str(&project.run(&["check", "--format", "json"]).stdout).unwrap();
    let mut all = vec![Vec::new(); texts.len()];
    for finding in report["findings"].as_array().unwrap() {
        let folder = finding["path"].as_str().unwrap().split('/').nth(1).unwrap();
        let number: usize = folder.strip_prefix('c').unwrap().parse().unwrap();
        all[number].push(finding.clone());
    }
    all
}

/// The byte at a line and column of a text, both from 1.
fn byte(text: &str, line: &Value, column: &Value) -> usize {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap() - 1;
    let start: usize = text.split_inclusive('\n').take(number(line)).map(str::len).sum();
    text[start..].char_indices().nth(number(column)).map_or(text.len(), |(at, _)| start + at)
}

/// The text with the edits of a finding; nothing where it has none.
fn obeyed(text: &str, finding: &Value) -> Option<String> {
    let edits = finding["mend"]["edits"].as_array()?;
    let mut edits: Vec<_> = edits
        .iter()
        .map(|edit| {
            let start = byte(text, &edit["line"], &edit["column"]);
            (start, byte(text, &edit["end_line"], &edit["end_column"]), edit["text"].as_str().unwrap())
        })
        .collect();
    edits.sort_unstable();
    let mut mended = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        mended.replace_range(start..end, new);
    }
    Some(mended)
}

#[test]
fn every_slip_is_one_finding_with_the_mend_that_is_wanted() {
    let typed: Vec<String> = SLIPS.iter().map(slipped).collect();
    let found = findings(&typed);
    let mut mended = Vec::new();
    for ((slip, text), found) in SLIPS.iter().zip(&typed).zip(&found) {
        let (number, _, _, place, words, after) = slip;
        if matches!(after, Silent) {
            assert!(found.is_empty(), "{number}: {found:#?}");
            mended.push(text.clone());
            continue;
        }
        let [finding] = found.as_slice() else { panic!("{number}: {found:#?}") };
        let told = format!("{} {}", finding["line"], finding["rule"].as_str().unwrap());
        assert_eq!(told, *place, "{number}: {finding:#}");
        let said = format!("{} {}", finding["message"].as_str().unwrap(), finding["help"].as_str().unwrap());
        assert!(said.contains(words), "{number}: {said}");
        let edited = obeyed(text, finding);
        assert_eq!(edited.is_none(), matches!(after, Words), "{number}: {finding:#}");
        mended.push(edited.unwrap_or_else(|| text.clone()));
    }
    let left = findings(&mended);
    for (((slip, text), left), _) in SLIPS.iter().zip(&mended).zip(&left).zip(&found) {
        let (number, .., after) = slip;
        match after {
            Right => assert_eq!(text, SHEET, "{number}"),
            Holds(part) => assert!(text.contains(part) && left.is_empty(), "{number}: {left:#?}\n{text}"),
            Begun(part) => {
                let rules: Vec<&Value> = left.iter().map(|it| &it["rule"]).collect();
                assert!(text.contains(part) && rules == ["empty-text"], "{number}: {left:#?}\n{text}");
            }
            Words | Silent => {}
        }
    }
}

#[test]
fn sheets_left_as_the_skeleton_has_them_and_sheets_of_one_section_are_reported() {
    // 26 and 27.
    let empty = SHEET
        .replace(YEARS, "              # H29:\n")
        .replace("目標: 45\n", "目標:\n")
        .replace("作成日: R2.4.1\n", "作成日:\n")
        .replace("  重点的に進めます。\n  次の年も続けます。\n", "");
    let empty = ["80", "81", "82", "100", "110", "120"]
        .iter()
        .fold(empty, |text, value| text.replace(&format!(": {value}\n"), ":\n"));
    let found = findings(&[empty]);
    let [finding] = found[0].as_slice() else { panic!("{found:#?}") };
    let message = finding["message"].as_str().unwrap();
    for place in ["作成日", "実績(すべての指標)", "No.1 取組1 指標1 目標", "取り組みについて"]
    {
        assert!(finding["rule"] == "plan-incomplete" && message.contains(place), "{place}: {message}");
    }
    let project = Project::with(&[("sheets/a.yaml", SHEET), ("sheets/b.yaml", SHEET)]);
    let mut runs = Runs::default();
    for path in ["sheets", "sheets/a.yaml", "sheets/b.yaml"] {
        project.mokuhyo(&["check", path]).record(&mut runs);
    }
    runs.compare("sheets_left_as_the_skeleton_has_them_and_sheets_of_one_section_are_reported");
}
