//! Slips of several lines, and of other files than a sheet.

use super::lines::{colon, item, key};
use super::sheets::File;

/// A change of the lines from one on; what comes in the place of how many of them.
pub type Change = fn(&[&str], usize) -> Option<(usize, String)>;

/// The line with another key.
fn renamed(lines: &[&str], at: usize, names: &[(&str, &str)]) -> Option<(usize, String)> {
    let line = lines[at];
    let (from, to) = names.iter().find(|(from, _)| key(line, from.trim_end_matches([':', ' '])).is_some())?;
    Some((1, line.replacen(from, to, 1)))
}

fn gone(lines: &[&str], at: usize, name: &str) -> Option<(usize, String)> {
    lines[at].starts_with(name).then(|| (1, String::new()))
}

/// Slips of several lines, and of other files.
pub const CHANGES: &[(&str, File, Change)] = &[
    ("the line of 組織目標 gone", File::Sheet, |lines, at| gone(lines, at, "組織目標:")),
    ("the line of 様式 gone", File::Sheet, |lines, at| gone(lines, at, "様式:")),
    ("a text under an empty date", File::Sheet, |lines, at| {
        gone(lines, at, "組織の目的:").map(|_| (1, "  安心なまちをつくります。\n  続けます。".to_owned()))
    }),
    ("two lines exchanged", File::Sheet, |lines, at| {
        let is_head = ["取組", "実績", "補足"].iter().any(|name| key(lines[at], name).is_some());
        let is_list =
            lines[at].ends_with(':') && lines.get(at + 1).is_some_and(|next| next.starts_with("    "));
        (is_head && is_list).then(|| (2, format!("{}\n{}", lines[at + 1], lines[at])))
    }),
    ("the lines of 取組 and 主な取組 gone", File::Sheet, |lines, at| {
        key(lines[at], "取組").map(|_| (2, String::new()))
    }),
    ("the line of 取り組みについて gone", File::Sheet, |lines, at| {
        gone(lines, at, "取り組みについて:")
    }),
    ("a character before a key", File::Sheet, |lines, at| {
        key(lines[at], "単位").map(|_| (1, format!("  神{}", &lines[at][3..])))
    }),
    ("values of 実績 without years", File::Sheet, |lines, at| {
        key(lines[at], "H29")?;
        let values = lines[at..at + 3].iter().map(|line| line.split_once(": ").map(|it| it.1));
        let values = values.collect::<Option<Vec<_>>>()?;
        Some((3, values.iter().map(|it| format!("              - {it}")).collect::<Vec<_>>().join("\n")))
    }),
    ("a list where a text belongs", File::Sheet, |lines, at| {
        let text = lines[at].strip_prefix("組織の目的: ")?;
        Some((1, format!("組織の目的:\n  - {text}")))
    }),
    ("a note directly after a date", File::Sheet, |lines, at| {
        lines[at].starts_with("作成日:").then(|| (1, format!("{}# 覚え書き", lines[at])))
    }),
    ("two dashes", File::Sheet, |lines, at| item(lines[at], "- - ").map(|line| (1, line))),
    ("a key gone", File::Sheet, |lines, at| {
        let (head, rest) = lines[at].split_once("単位").or_else(|| lines[at].split_once("課"))?;
        (head.trim().is_empty() && rest.starts_with(": ")).then(|| (1, format!("{head}{rest}")))
    }),
    ("two keys on a line", File::Sheet, |lines, at| {
        lines[at].starts_with("部:").then(|| (2, format!("{} {}", lines[at], lines[at + 1])))
    }),
    ("rows of a spreadsheet", File::Sheet, |lines, at| {
        let cells = |number: usize| lines.get(number)?.trim().split_once(": ");
        let [first, second, third] = [cells(at)?, cells(at + 1)?, cells(at + 2)?];
        let indent = lines[at].strip_suffix(&format!("H29: {}", first.1))?;
        let row = |cells: [&str; 3]| format!("{indent}{}", cells.join("\t"));
        let (years, values) = (row([first.0, second.0, third.0]), row([first.1, second.1, third.1]));
        Some((3, format!("{years}\n{values}")))
    }),
    ("another word for a key", File::Sheet, |lines, at| {
        let names = [
            ("課:", "所属:"),
            ("補足:", "備考:"),
            ("指標:", "成果指標:"),
            ("実績:", "過去の実績:"),
            ("問合せ先:", "TEL:"),
        ];
        renamed(lines, at, &names)
    }),
    ("a key of the paper's boxes", File::Sheet, |lines, at| {
        renamed(
            lines,
            at,
            &[("課:", "組織名(準部・課・機関名):"), ("項目:", "項目(単位):"), ("補足:", "補足・参考指標:")],
        )
    }),
    ("half a key", File::Sheet, |lines, at| {
        renamed(lines, at, &[("問合せ先:", "問合:"), ("部区組織目標:", "部区:"), ("項目:", "項:")])
    }),
    ("a key between brackets", File::Sheet, |lines, at| {
        renamed(lines, at, &[("課: ", "【課】"), ("作成日:", "【作成日】:"), ("単位:", "【単位】:")])
    }),
    ("a numbered key", File::Sheet, |lines, at| {
        renamed(lines, at, &[("課:", "4. 課:"), ("単位:", "①単位:")])
    }),
    ("a dash before a key", File::Sheet, |lines, at| {
        ["課:", "部:"].iter().any(|name| lines[at].starts_with(name)).then(|| (1, format!("- {}", lines[at])))
    }),
    ("a note among the keys", File::Sheet, |lines, at| {
        let line = lines[at];
        let indent = line.len() - line.trim_start().len();
        key(line, "単位").map(|_| (1, format!("{}※後で確認\n{line}", " ".repeat(indent))))
    }),
    ("a value behind a sharp", File::Sheet, |lines, at| {
        let (head, value) = lines[at].split_once(": ")?;
        key(lines[at], "目標").map(|_| (1, format!("{head}: #{value}")))
    }),
    ("another program's word for nothing", File::Sheet, |lines, at| {
        let (head, _) = lines[at].split_once(": ")?;
        (column(lines[at], "目標") == 12).then(|| (1, format!("{head}: null")))
    }),
    ("the letter O for 0", File::Sheet, |lines, at| {
        let (head, _) = lines[at].split_once(": ")?;
        (column(lines[at], "目標") == 12).then(|| (1, format!("{head}: 2O")))
    }),
    ("a small l for 1", File::Sheet, |lines, at| {
        let (head, _) = lines[at].split_once(": ")?;
        (column(lines[at], "目標") == 12).then(|| (1, format!("{head}: l20")))
    }),
    ("a space in a number", File::Sheet, |lines, at| {
        let (head, _) = lines[at].split_once(": ")?;
        (column(lines[at], "目標") == 12).then(|| (1, format!("{head}: 4 5")))
    }),
    ("another fiscal year", File::Sheet, |lines, at| {
        lines[at].starts_with("年度:").then(|| (1, "年度: 令和12年度".to_owned()))
    }),
    ("another year of 実績", File::Sheet, |lines, at| {
        renamed(lines, at, &[("H30:", "H32:"), ("R1:", "R2:")])
    }),
    ("補足 of a last indicator gone", File::Sheet, |lines, at| {
        let is_last = lines[at + 1..]
            .iter()
            .find(|line| column(line, "項目") == 0 && !line.starts_with(&" ".repeat(12)));
        key(lines[at], "補足").filter(|_| is_last.is_some_and(|line| !line.contains("項目")))?;
        Some((1, String::new()))
    }),
    ("years on the column of 実績", File::Sheet, |lines, at| {
        const YEARS: [[&str; 3]; 5] = [
            ["2017年度", "2018年度", "2019年度"],
            ["2017", "2018", "2019"],
            ["29年度", "30年度", "元年度"],
            ["H29実績", "H30実績", "R1実績"],
            ["平成29年度", "平成30年度", "令和元年度"],
        ];
        key(lines[at], "実績")?;
        let years = YEARS.iter().cycle().nth(at)?;
        let named = lines.get(at + 1..at + 4)?.iter().zip(years);
        let moved = named.map(|(line, year)| Some(format!("            {year}:{}", line.split_once(':')?.1)));
        Some((4, format!("{}\n{}", lines[at], moved.collect::<Option<Vec<_>>>()?.join("\n"))))
    }),
    ("a first goal too deep", File::Sheet, |lines, at| {
        lines[at].starts_with("組織目標:").then_some(())?;
        let behind = lines[at + 1..].iter().skip(1).take_while(|line| line.starts_with("    ")).count();
        lines.get(at + 2 + behind).filter(|line| line.starts_with("  - "))?;
        let goal = lines[at + 1..at + 2 + behind].iter().map(|line| format!("  {line}")).collect::<Vec<_>>();
        Some((2 + behind, format!("{}\n{}", lines[at], goal.join("\n"))))
    }),
    ("a list in a text", File::Sheet, |lines, at| {
        key(lines[at], "結果").filter(|_| lines[at].ends_with("結果:"))?;
        let items = lines[at + 2..].iter().take_while(|line| line.starts_with("              - ")).count();
        let text = "            結果: |";
        Some((2 + items, format!("{text}\n{}", lines[at + 2..at + 2 + items].join("\n"))))
    }),
    ("numbered keys", File::Sheet, |lines, at| {
        key(lines[at], "主な取組").filter(|(head, _)| head.len() == 8)?;
        let items = lines[at + 1..].iter().take_while(|line| line.starts_with("          - ")).count();
        let named = (0..items).map(|item| {
            let head = if item == 0 { "      - " } else { "        " };
            let number = ['①', '②', '③', '④', '⑤'].get(item)?;
            Some(format!("{head}主な取組{number}: {}", &lines[at + 1 + item][12..]))
        });
        Some((1 + items, named.collect::<Option<Vec<_>>>()?.join("\n")))
    }),
    ("numbered goals", File::Ward, |lines, at| {
        lines[at].starts_with("重点目標:").then_some(())?;
        let numbers = ["1", "２", "③"].into_iter();
        let goals = lines[at + 1..at + 4].iter().zip(numbers);
        let named = goals.map(|(line, number)| format!("重点目標{number}: {}", &line[4..]));
        Some((4, named.collect::<Vec<_>>().join("\n")))
    }),
    ("a first goal too deep in a ward's page", File::Ward, |lines, at| {
        lines[at].starts_with("重点目標:").then(|| (2, format!("{}\n  {}", lines[at], lines[at + 1])))
    }),
    ("the line of 重点目標 gone", File::Ward, |lines, at| gone(lines, at, "重点目標:")),
    ("the line of 基本方針 gone", File::Ward, |lines, at| gone(lines, at, "基本方針:")),
    ("the line of 様式 gone in a ward's page", File::Ward, |lines, at| gone(lines, at, "様式:")),
    ("a dash of a goal gone", File::Ward, |lines, at| {
        lines[at].strip_prefix("  - ").map(|text| (1, format!("  {text}")))
    }),
    ("spaces for the dash of a ward's goal", File::Ward, |lines, at| {
        lines[at].strip_prefix("  - ").map(|text| (1, format!("    {text}")))
    }),
    ("a bullet for the dash", File::Ward, |lines, at| {
        lines[at].strip_prefix("  - ").map(|text| (1, format!("  ・{text}")))
    }),
    ("goals between brackets", File::Ward, |lines, at| {
        lines[at].starts_with("重点目標:").then(|| (4, "重点目標: [防災、子育て、健康]".to_owned()))
    }),
    ("another word in a ward's page", File::Ward, |lines, at| {
        renamed(
            lines,
            at,
            &[("組織名:", "部:"), ("注記:", "備考:"), ("基本方針:", "方針:"), ("区長:", "区長名:")],
        )
    }),
    ("a full-width colon in a ward's page", File::Ward, |lines, at| {
        colon(lines[at], "：").map(|line| (1, line))
    }),
    ("a text that is not indented", File::Ward, |lines, at| {
        lines[at].strip_prefix("  ").filter(|text| text.ends_with('。')).map(|text| (1, text.to_owned()))
    }),
    ("a full-width colon in settings", File::Settings, |lines, at| {
        colon(lines[at], "：").filter(|_| !lines[at].starts_with(' ')).map(|line| (1, line))
    }),
    ("other commas in settings", File::Settings, |lines, at| {
        lines[at].contains("[soumu").then(|| (1, lines[at].replace(", ", "、")))
    }),
    ("another word for a choice", File::Settings, |lines, at| {
        lines[at].contains("A4").then(|| (1, lines[at].replace("A4", "a4横")))
    }),
    ("a misspelt key in settings", File::Settings, |lines, at| {
        renamed(
            lines,
            at,
            &[("発行者:", "発行元者:"), ("並び順:", "ならび順:"), ("評価区分:", "評価区分け:")],
        )
    }),
    ("full-width spaces in settings", File::Settings, |lines, at| {
        (lines[at].starts_with("  wave")).then(|| (1, lines[at].replacen("  ", "\u{3000}", 1)))
    }),
];

/// The column of a key; 0 where the line has another.
fn column(line: &str, name: &str) -> usize {
    key(line, name).map_or(0, |(head, _)| head.len())
}
