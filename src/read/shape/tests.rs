//! The slips of first-time writers, each with what it is told as: one finding, at its line, with a mend after which
//! nothing is told.

use super::{hides_in_rows, suspicion};
use crate::finding::{Finding, Lang, Mend};
use crate::read::judge::Judge;
use crate::read::tree::report_doubles;
use crate::read::{Reader, Reading};
use crate::sheet::{Department, Model};
use crate::source::{Edit, Span};

const SHEET: &str = include_str!("tests/sheet.yaml");

fn read(text: &str) -> Reading<Model> {
    Reader::new().sheet("a.yaml", text.as_bytes())
}

/// A text with its edits made.
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut edited = text.to_owned();
    for Edit { span, text } in edits {
        edited.replace_range(span.range(), text);
    }
    edited
}

fn line(text: &str, span: Span) -> usize {
    text[..span.start].matches('\n').count() + 1
}

fn shown(text: &str, it: &Finding) -> String {
    let mend = it.mend.as_ref().map_or("words", Mend::kind);
    let words = (it.message.get(Lang::Ja), it.help.get(Lang::Ja));
    format!("{} {} {mend}: {} → {}", line(text, it.span), it.rule.name, words.0, words.1)
}

/// A slip is told once, at `at`, with a mend of a kind and words that name what is meant.
fn one(name: &str, text: &str, at: usize, kind: &str, words: &str) {
    assert_ne!(text, SHEET, "{name} changes nothing");
    let reading = read(text);
    let told: Vec<String> = reading.findings.iter().map(|it| shown(text, it)).collect();
    let [finding] = &reading.findings[..] else { panic!("{name}: {told:#?}") };
    assert!(told[0].starts_with(&format!("{at} ")) && told[0].contains(words), "{name}: {told:#?}");
    assert_eq!(finding.mend.as_ref().map_or("words", Mend::kind), kind, "{name}: {told:#?}");
    if let Some(mend) = &finding.mend {
        let mended = edited(text, mend.edits());
        let left: Vec<String> = read(&mended).findings.iter().map(|it| shown(&mended, it)).collect();
        assert!(left.is_empty(), "{name}: {left:#?}\n{mended}");
    }
}

/// The sheet with its lines from the `first` on changed.
fn with_lines(first: usize, last: usize, change: impl Fn(&str) -> String) -> String {
    let lines = SHEET.lines().enumerate().map(|(number, line)| {
        let is_meant = (first..=last).contains(&(number + 1));
        (if is_meant { change(line) } else { line.to_owned() }) + "\n"
    });
    lines.collect()
}

/// The sheet without a line.
fn without(number: usize) -> String {
    let lines = SHEET.lines().enumerate().filter(|(at, _)| at + 1 != number);
    lines.flat_map(|(_, line)| [line, "\n"]).collect()
}

fn with(from: &str, to: &str) -> String {
    SHEET.replacen(from, to, 1)
}

fn deeper(line: &str) -> String {
    format!("  {line}")
}

fn out(line: &str) -> String {
    line[2..].to_owned()
}

fn dashless(line: &str) -> String {
    line.replacen("- ", "  ", 1)
}

fn dash_gone(line: &str) -> String {
    line.replacen("- ", "", 1)
}

#[test]
fn a_right_sheet_is_told_nothing() {
    assert!(read(SHEET).findings.is_empty());
    assert!(read(&SHEET.replace('\n', "\r\n")).findings.is_empty());
    assert!(
        read(&with(
            "実績:\n              H29: 1\n              H30: 2\n              R1: 3\n",
            "実績: { R1: 3 }\n"
        ))
        .findings
        .is_empty()
    );
}

#[test]
fn lines_in_the_wrong_column_are_told_once() {
    one("years on the column of 実績", &with_lines(22, 24, out), 22, "proposed", "「実績」の下");
    for years in [
        ["2017年度", "2018年度", "2019年度"],
        ["2017", "2018", "2019"],
        ["29年度", "30年度", "元年度"],
        ["H29実績", "H30実績", "R1実績"],
        ["平成29年度", "平成30年度", "令和元年度"],
    ] {
        let named = ["H29", "H30", "R1"].into_iter().zip(years);
        let named =
            |line: &str| named.clone().fold(line.to_owned(), |line, (old, new)| line.replace(old, new));
        let moved = with_lines(22, 24, |line| named(&out(line)));
        one(years[0], &moved, 22, "proposed", "「実績」の下");
    }
    one("a goal two columns too deep", &with_lines(40, 67, deeper), 40, "proposed", "多すぎます");
    one(
        "指標 on the column of 取組",
        &with_lines(18, 18, |it| it[4..].to_owned()),
        18,
        "proposed",
        "「取組」の下",
    );
    one(
        "指標 and what is below it further out",
        &with_lines(18, 37, |it| it[4..].to_owned()),
        18,
        "proposed",
        "足りません",
    );
    one("a single line too deep", &with_lines(13, 13, deeper), 13, "proposed", "多すぎます");
    one("a single line too far out", &with_lines(20, 20, out), 20, "proposed", "足りません");
    one("an item too deep", &with_lines(29, 37, deeper), 29, "proposed", "多すぎます");
}

#[test]
fn what_begins_in_the_wrong_column_is_told_where_it_begins() {
    for (first, last, name) in [(12, 39, "部区組織目標"), (19, 28, "項目"), (43, 56, "主な取組")]
    {
        for (by, words) in [(1, "1個多すぎます"), (2, "2個多すぎます"), (4, "4個多すぎます")]
        {
            let moved = with_lines(first, last, |line| " ".repeat(by) + line);
            one(name, &moved, first, "proposed", words);
        }
        one(name, &with_lines(first, last, |line| line[1..].to_owned()), first, "proposed", "1個足りません");
    }
    // The first line of an item alone, and a year.
    one("主な取組", &with_lines(15, 15, deeper), 15, "proposed", "多すぎます");
    one("主な取組", &with_lines(43, 43, out), 43, "proposed", "足りません");
    one("a year", &with_lines(22, 22, deeper), 22, "proposed", "多すぎます");
    one("an item", &with_lines(16, 16, deeper), 16, "proposed", "多すぎます");
    one("the lines of a bar", &with_lines(45, 46, out), 45, "proposed", "字下げが足りません");
    // A block ends where what stands behind it is in place.
    one("取組 with what is below it", &with_lines(14, 37, out), 14, "proposed", "足りません");
    one("実績 with its years", &with_lines(61, 64, out), 61, "proposed", "足りません");
    let mixed = with_lines(25, 25, deeper);
    one("目標 among the years", &mixed, 25, "proposed", "多すぎます");
}

#[test]
fn keys_with_numbers_become_a_list() {
    let ward = |list: &str| {
        format!(
            "様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n組織の目的・方向性: 目指します。\n基本方針: 取り組みます。\n{list}"
        )
    };
    let goals = "重点目標:\n  - 防災\n  - 子育て\n";
    assert!(read(&ward(goals)).findings.is_empty());
    for (first, second) in [
        ("重点目標1", "重点目標2"),
        ("重点目標１", "重点目標２"),
        ("重点目標①", "重点目標②"),
        ("②重点目標", "③重点目標"),
        ("重点目標（1）", "重点目標（2）"),
        ("重点目標No.1", "重点目標No.2"),
        ("重点目標一", "重点目標二"),
        ("目標1", "目標2"),
    ] {
        for (colon, newline) in [(": ", "\n"), ("：", "\n"), (": ", "\r\n")] {
            let text = ward(&format!("{first}{colon}防災\n{second}{colon}子育て\n")).replace('\n', newline);
            if colon == "：" && first == "目標1" {
                continue;
            }
            one(first, &text, 6, "proposed", "番号が付いています");
            let reading = read(&text);
            let edits = reading.findings[0].mend.as_ref().map(Mend::edits).expect("a mend");
            assert_eq!(edited(&text, edits), ward(goals).replace('\n', newline), "{first}");
        }
    }
    one("one of them", &ward("重点目標1: 防災\n"), 6, "proposed", "「重点目標1」");
    one("texts", &ward("重点目標1: |\n  防災\n  減災\n重点目標2: 子育て\n"), 6, "proposed", "番号");
    one("lists", &ward("重点目標1:\n  - 防災\n重点目標2:\n  - 子育て\n"), 6, "proposed", "番号");
    one("nothing", &ward("重点目標1: 防災\n重点目標2:\n"), 6, "proposed", "番号");
    let maps = |first: &str, second: &str, by: usize| {
        let lines = SHEET.lines().enumerate().map(|(at, line)| match at + 1 {
            18 => first.to_owned(),
            19 => " ".repeat(12 - by) + &line[12..],
            20..=28 | 30..=37 => line[by..].to_owned(),
            29 => format!("{second}\n{}{}", " ".repeat(12 - by), &line[12..]),
            _ => line.to_owned(),
        });
        lines.map(|line| line + "\n").collect::<String>()
    };
    one("指標1", &maps("        指標1:", "        指標2:", 0), 18, "proposed", "「指標1」「指標2」");
    one("指標①", &maps("        指標①:", "        指標②:", 2), 18, "proposed", "「指標①」「指標②」");
    let items =
        with("- 主な取組:\n          - 講座\n          - 訓練", "- 主な取組1: 講座\n        主な取組2: 訓練");
    one("主な取組1", &items, 15, "proposed", "「主な取組1」");
    let later = with("          - 項目: 二つ目", "        指標2:\n          - 項目: 二つ目");
    one("behind 指標", &later, 29, "proposed", "「指標2」");
}

#[test]
fn what_a_text_takes_in_from_below_is_told() {
    let result = |below: &str| with("            結果:\n            補足:\n              - 計画\n", below);
    let dated = |text: &str| text.replacen("評価日:\n", "評価日: R3.3.31\n", 1);
    for (text, at, words) in [
        (
            "            結果: |\n              実施した。\n              - 計画\n",
            28,
            "「補足:」の行がありません",
        ),
        (
            "            結果: |\n              実施した。\n              - 計画\n              - 次\n",
            28,
            "「補足:」",
        ),
        (
            "            結果: >\n              実施した。\n              続ける。\n              - 計画\n",
            29,
            "「補足:」",
        ),
        ("            結果: |\n              - 計画\n", 27, "「補足:」"),
        (
            "            結果: |\n              実施した。\n              補足:\n                - 計画\n",
            28,
            "2個多すぎます",
        ),
        (
            "            結果: |\n              実施した。\n              補足:\n              - 計画\n",
            28,
            "2個多すぎます",
        ),
    ] {
        one(text, &dated(&result(text)), at, "proposed", words);
    }
    let last = with("\n取り組みの結果について:", "\n  取り組みの結果について:");
    one("a key of the top", &last, 72, "proposed", "上の文章の続きとして");
    // A text may have items and colons of its own, where the list is there.
    let own = "            結果: |\n              実施した。\n              - 計画\n              参加: 30人\n            補足:\n";
    assert!(read(&result(own)).findings.is_empty());
    // And where no other indicator has the list.
    let without =
        SHEET.replace("            補足:\n              - 計画\n", "").replace("            補足:\n", "");
    let without = without.replacen("結果:\n", "結果: |\n              実施した。\n              - 計画\n", 1);
    assert!(read(&without).findings.is_empty());
}

#[test]
fn a_forgotten_dash_is_told_once() {
    for (at, name) in [
        (29, "項目"),
        (40, "部区組織目標"),
        (15, "主な取組"),
        (57, "主な取組"),
        (12, "部区組織目標"),
        (19, "項目"),
    ] {
        let words = format!("「{name}」の前に「- 」がありません");
        one("spaces for the dash", &with_lines(at, at, dashless), at, "proposed", &words);
        one("no dash", &with_lines(at, at, dash_gone), at, "proposed", &words);
    }
    one("a later text", &with_lines(17, 17, dash_gone), 17, "proposed", "「- 」を忘れていませんか");
    one(
        "an item on the line of its key",
        &with("主な取組:\n          - 講座", "主な取組: 講座"),
        15,
        "proposed",
        "一つ目",
    );
    one(
        "a dash on the line of its key",
        &with("補足:\n              - 計画", "補足: - 計画"),
        27,
        "proposed",
        "同じ行",
    );
    one(
        "years behind dashes",
        &with_lines(22, 24, |it| it.replacen("  ", "- ", 7).replacen("- ", "  ", 6)),
        22,
        "certain",
        "年の前",
    );
}

#[test]
fn a_missing_line_is_told_by_name() {
    for (at, name) in [
        (27, "「補足:」"),
        (14, "「取組:」"),
        (18, "「指標:」"),
        (15, "「- 主な取組:」"),
        (57, "「- 主な取組:」"),
        (21, "「実績:」"),
        (12, "「- 部区組織目標:」"),
        (40, "「- 部区組織目標:」"),
        (11, "「組織目標:」"),
    ] {
        one(name, &without(at), at, "proposed", name);
    }
    let commented = without(21).replacen("単位: 回", "単位: 回 # 単位", 1);
    one("below a line with a note", &commented, 21, "proposed", "「実績:」");
    // Behind the last indicator of a 取組 nothing else tells it from an item further out.
    let last = SHEET.replacen(
        "            補足:\n    達成状況",
        "            補足:\n              - 計画\n    達成状況",
        1,
    );
    let at = last[..last.find("補足:\n              - 計画\n    達成状況").expect("there")].lines().count();
    let last: String =
        last.split_inclusive('\n').enumerate().filter(|(it, _)| it + 1 != at).map(|it| it.1).collect();
    one("of the last indicator", &last, at, "proposed", "「補足:」");
    let filled = without(27).replacen("結果:\n", "結果: 3\n", 1);
    one("below a text", &filled, 27, "proposed", "「補足:」");
}

#[test]
fn other_signs_for_a_dash_are_mended() {
    for sign in ["● ", "●", "– ", "・", "‐ ", "− ", "* ", "－", "ー ", "■", "-"] {
        let text = with("          - 訓練", &format!("          {sign}訓練"));
        one(sign, &text, 17, "certain", "半角のハイフンと空白");
    }
    let all = with("- 講座\n          - 訓練", "・講座\n          ・訓練");
    one("all of them", &all, 16, "certain", "行が「・」");
    one("a full-width space behind it", &with("- 訓練", "-\u{3000}訓練"), 17, "certain", "全角の空白");
    one("a no-break space behind it", &with("- 訓練", "-\u{a0}訓練"), 17, "certain", "U+00A0");
    one("before a key", &with("- 項目: 二つ目", "●項目: 二つ目"), 29, "certain", "行が「●」");
}

#[test]
fn other_blanks_are_told_by_name_where_they_indent() {
    let blanks = [
        ("\u{a0}", 12, "U+00A0"),
        ("\u{2003}", 12, "U+2003"),
        ("\u{3000}", 6, "全角の空白"),
        ("\u{3000}", 12, "全角の空白"),
        ("\u{2002}", 12, "特殊な空白"),
        ("\t", 3, "タブ"),
        ("\t", 6, "タブ"),
    ];
    for (blank, count, name) in blanks {
        one(name, &with_lines(25, 25, |it| blank.repeat(count) + it.trim_start()), 25, "certain", name);
        let many = |it: &str| blank.repeat(count) + it.trim_start();
        one("three lines", &with_lines(20, 20, many), 20, "certain", name);
    }
    one("a whole file", &SHEET.replace("    ", "\u{3000}\u{3000}"), 13, "certain", "54行");
    one("before a zero-width space", &with("課: ", "\u{200b}課: "), 4, "certain", "見えない文字");
}

#[test]
fn other_colons_are_mended() {
    for colon in ["：", ":", "： ", "\t", ":\u{3000}", "；", "＝", ":\u{a0}"] {
        one(colon, &with("課: 総務課", &format!("課{colon}総務課")), 4, "certain", "半角のコロンと空白");
    }
    let pasted = with(
        "H29: 1\n              H30: 2\n              R1: 3",
        "H29\t1\n              H30\t2\n              R1\t3",
    );
    one("rows of a spreadsheet", &pasted, 22, "certain", "タブ");
    one("without a value", &with("組織目標:\n", "組織目標：\n"), 11, "certain", "全角(：)");
    one("no colon", &with("課: 総務課", "課 総務課"), 4, "proposed", "「課」の後にコロン");
    one("no colon and no value", &with("実績:\n", "実績\n"), 21, "proposed", "「実績」の後にコロン");
}

#[test]
fn values_that_yaml_takes_for_something_else_are_mended() {
    for value in [
        "%",
        "@東区",
        ">80",
        "*印は対象外",
        "&で始まる",
        "!注意",
        "28%(R5: 30%)",
        "a: b: c",
        "[新規]相談",
        "{新規}相談",
        "`印",
        "以下のとおり:",
        "- 10回",
        "? 未定",
        ",10",
        "\"相談\"窓口",
        "\"a \"b\" c\"",
        "\"C:\\新\"",
        ">8",
    ] {
        one(value, &with("目標: 10\n", &format!("目標: {value}\n")), 25, "certain", "「\"」");
    }
    one("an item", &with("- 訓練", "- 訓練: 年2回"), 17, "certain", "囲んで");
    one("an item in brackets", &with("- 訓練", "- [新規]訓練"), 17, "certain", "囲んで");
    one(
        "a full-width bar",
        &with("目標: 10\n", "目標: ｜\n              戸籍6回\n              住民2回\n"),
        25,
        "certain",
        "半角の「|」",
    );
    one("text behind the bar", &with("目標: 10\n", "目標: |戸籍6回\n"), 25, "certain", "次の行から");
    one(
        "and below it",
        &with("取り組みについて: |\n  ", "取り組みについて: | "),
        69,
        "certain",
        "次の行から",
    );
    one(
        "a text that is not indented",
        &with_lines(70, 71, |it| it.trim_start().to_owned()),
        70,
        "proposed",
        "字下げが足りません",
    );
    one("an open quotation mark", &with("H29: 1\n", "H29: \"-\n"), 22, "proposed", "閉じていません");
    one("another", &with("目標: 10\n", "目標: '20年度\n"), 25, "proposed", "「'」");
    one(
        "full-width brackets",
        &with(
            "実績:\n              H29: 1\n              H30: 2\n              R1: 3\n",
            "実績: ｛H29: 1，H30: 2，R1：3｝\n",
        ),
        21,
        "proposed",
        "半角",
    );
}

#[test]
fn a_key_is_told_with_what_is_meant() {
    one("項目(単位)", &with("- 項目: 開催", "- 項目(単位): 開催"), 19, "proposed", "もしかして: 項目");
    let text = with("    達成状況:\n", "    達成状況:\n    結果: 3\n");
    one("結果 at the goal", &text, 39, "words", "「指標」の中の項目");
    one("twice the same", &with("課: 総務課\n", "課: 総務課\n課: 総務課\n"), 5, "proposed", "「# 」");
    one("twice", &with("課: 総務課\n", "課: 総務課\n課: 地域課\n"), 5, "words", "覚え書き");
    one("課 is missing", &without(4), 1, "proposed", "「課: 」の行");
}

#[test]
fn a_line_that_a_text_would_take_in_is_missed() {
    let block = with("組織の目的: 安心なまちをつくります。\n", "組織の目的: |\n  安心なまちをつくります。\n");
    let gone = |text: &str, line: &str| text.replacen(line, "", 1);
    one("組織目標 below a block", &gone(&block, "組織目標:\n"), 12, "proposed", "「組織目標:」の行");
    let goal = with("目標: 防災意識の向上\n", "目標: |\n      防災意識の向上\n");
    one("取組 below a block", &gone(&goal, "    取組:\n"), 15, "proposed", "「取組:」の行");
    one("a text below a date", &gone(&block, "組織の目的: |\n"), 9, "proposed", "「組織の目的: |」の行");
    let ward = "様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n組織の目的・方向性: 目指します。\n基本方針: |\n  取り組みます。\n  続けます。\n重点目標:\n  - 防災\n  - 子育て\n";
    assert!(read(ward).findings.is_empty());
    one("重点目標 below a block", &gone(ward, "重点目標:\n"), 8, "proposed", "「重点目標:」の行");
    one("基本方針 below a text", &gone(ward, "基本方針: |\n"), 5, "proposed", "「基本方針: |」の行");
    let text = ward.replace("  続けます。", "  - 防災\n  - 子育て");
    assert!(read(&text).findings.is_empty(), "a text may have items of its own");
    one(
        "a first item at the text's column",
        &ward.replace("  - 防災", "    防災"),
        9,
        "proposed",
        "「- 」がありません",
    );
    one("a later item", &ward.replace("  - 子育て", "  子育て"), 10, "proposed", "「- 」がありません");
    let brackets = ward.replace(":\n  - 防災\n  - 子育て", ": [防災、子育て]");
    one("other commas in brackets", &brackets, 8, "proposed", "半角のコンマ");
    let bare = ward.replace("  - ", "  ");
    one("no dash at all", &bare, 9, "proposed", "「- 」がありません");
    one("two dashes", &ward.replace("  - 子", "  -- 子"), 10, "certain", "一つではありません");
    one("another word for 組織名", &ward.replace("組織名", "部"), 3, "proposed", "もしかして: 組織名");
}

#[test]
fn a_key_that_is_gone_is_named() {
    for (line, at, name) in [
        ("年度: 令和2年度", 2, "年度"),
        ("課: 総務課", 4, "課"),
        ("単位: 人", 30, "単位"),
        ("目標: 10", 25, "目標"),
    ] {
        let value = &line[name.len()..];
        one(name, &with(line, value), at, "proposed", &format!("「{name}」のこと"));
    }
    for (typed, meant) in [("項", "項目"), ("問", "問合せ先"), ("部区", "部区組織目標"), ("主な", "主な取組")]
    {
        let reading = read(&with(&format!("{meant}:"), &format!("{typed}:")));
        let told: Vec<&Finding> = reading.findings.iter().collect();
        assert!(matches!(told.as_slice(), [it] if it.help.ja.contains(meant)), "{typed}: {told:#?}");
    }
}

#[test]
fn rows_of_several_cells_are_told_with_a_line_a_year() {
    let years = "H29: 1\n              H30: 2\n              R1: 3\n";
    for (cells, what) in [
        ("H29\tH30\tR1\n              1\t2\t3\n", "tabs"),
        ("H29 H30 R1\n              1 2 3\n", "spaces"),
        ("H29\u{3000}H30\u{3000}R1\n              1\u{3000}2\u{3000}3\n", "full-width spaces"),
        ("H29\tH30\tR1\n", "no values"),
    ] {
        one(what, &with(years, cells), 22, "proposed", "1年に1行");
    }
}

#[test]
fn years_on_the_line_of_their_key_stand_between_brackets() {
    let years = "実績:\n              H29: 1\n              H30: 2\n              R1: 3\n";
    for typed in [
        "{H29：1、H30：2、R1：3}",
        "H29: 1, H30: 2, R1: 3",
        "H29：1、H30：2、R1：3",
        "｛H29：1，H30：2，R1：3｝",
    ] {
        one(typed, &with(years, &format!("実績: {typed}\n")), 21, "proposed", "半角");
    }
}

#[test]
fn the_form_is_told_by_the_keys() {
    one("様式 is missing", &without(1), 1, "proposed", "「様式: 組織目標管理シート」の行");
    one("様式 is empty", &with("様式: 組織目標管理シート", "様式:"), 1, "proposed", "組織目標管理シート");
    one(
        "様式 is misspelt",
        &with("組織目標管理シート", "組織目標シート"),
        1,
        "proposed",
        "組織目標管理シート",
    );
}

#[test]
fn slips_apart_from_each_other_are_all_told_at_once() {
    let text = with("課: 総務課", "課：総務課").replacen("- 訓練", "●訓練", 1).replace("単位: 人", "単位: %");
    let text = text.replacen("            実績:\n", "", 1).replace("作成日: R2.4.1", "作成日 R2.4.1");
    let reading = read(&text);
    let lines: Vec<usize> = reading.findings.iter().map(|it| line(&text, it.span)).collect();
    assert_eq!(lines, [4, 6, 17, 21, 29]);
    // And the rest is read, each value at its place in the text as it was typed.
    let Some(Model::Department(sheet)) = reading.model else { panic!("a department") };
    let indicators: Vec<_> = sheet.goals.iter().flat_map(crate::sheet::Goal::indicators).collect();
    assert_eq!(indicators.len(), 4);
    let unit = indicators[1].unit.as_ref().expect("a unit");
    assert_eq!((unit.text.as_str(), &text[unit.span.range()]), ("%", "%"));
}

#[test]
fn what_nobody_can_read_is_left_out_and_the_rest_is_judged() {
    let text = with("目標: 10\n", "目標: {a: [b}\n").replace("作成日: R2.4.1", "作成日: [R2.4.1]");
    let reading = read(&text);
    let told: Vec<String> = reading.findings.iter().map(|it| shown(&text, it)).collect();
    assert!(reading.model.is_some() && told.iter().any(|it| it.starts_with("6 ")), "{told:#?}");
}

#[test]
fn no_text_takes_long() {
    let many = "a: 1\n".repeat(30_000) + &"- x\n".repeat(30_000) + &"\u{3000}b：2\n".repeat(1000);
    read(&many);
    read(&SHEET.replace("  ", "\u{3000}\t").repeat(4));
}

/// Signs and blanks that make a line something else to YAML than to the form.
const NOISE: [&str; 24] = [
    "｜", "|", "|8", ">", ">8", ">-8", "- ", "-", "- - ", "&a ", "*a", "!b ", "・", "●", "\n", "\n      ",
    "  ", "    - ", "# ", "\"", "[", "]", "項目: ", "一つ",
];

#[test]
fn no_row_hides_anything_in_a_text_that_is_not_suspicious() {
    let judge = Judge::new(&crate::sheet::schema::of_form(crate::sheet::Form::Department));
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let (mut clean, mut hiding) = (0, 0);
    let cases = std::env::var("MOKUHYO_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2000);
    for _ in 0..cases {
        let mut text = SHEET.to_owned();
        for _ in 0..=next(2) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let (at, noise) = (places[next(places.len())], NOISE[next(NOISE.len())]);
            // Behind the head of a line, where slips are made, more often than anywhere.
            let head = text[..at].rfind('\n').map_or(0, |at| at + 1);
            let value = text[head..].find([':', '-']).map_or(head, |to| head + to + 1);
            let at = [at, head, value, value + 1][next(4)];
            if text.is_char_boundary(at) {
                text.insert_str(at, noise);
            }
        }
        let Ok(parsed) = crate::yaml::parse(&text) else { continue };
        // A text behind a sign of YAML's is told, and so is what the schema refuses.
        let Some(mut tree) = parsed.root.filter(|_| parsed.signs.is_empty()) else { continue };
        let mut findings = Vec::new();
        report_doubles(&mut tree, &mut findings);
        judge.model::<Department>(&mut tree, &mut findings);
        if !findings.is_empty() {
            continue;
        }
        clean += 1;
        if hides_in_rows(&text, judge.outline()) {
            hiding += 1;
            assert!(suspicion::is_suspicious(&text, &tree), "{text}");
        }
    }
    assert!(clean > 100 && hiding > 20, "{clean} {hiding}");
    let tree = crate::yaml::parse(SHEET).ok().and_then(|parsed| parsed.root).expect("a sheet");
    assert!(!suspicion::is_suspicious(SHEET, &tree));
}
