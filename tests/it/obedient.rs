//! The obedient officer: makes a slip in a random sheet, ward's page or settings file, then does what the help says
//! and nothing else, until nothing is told. No character of hers is lost but those that are named as the fault, one
//! slip is at most two findings, the first of them within a line, and it ends in three rounds.
//!
//! Findings with a mend are obeyed by their edits, certain or proposed. Where a mend is words alone she does what they
//! say if a test can do it too: a line becomes a comment, and an empty box is filled in.

use std::collections::BTreeMap;
use std::fmt::Write;

use mokuhyo::finding::{Finding, Lang, Rule};
use mokuhyo::read::Reader;
use mokuhyo::rules::Rules;
use mokuhyo::sheet::Settings;
use mokuhyo::source::{Edit, Source, Span};

/// A linear congruential generator: the same sheets and slips on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const TEXTS: [&str; 6] = [
    "防災講座の開催",
    "窓口の案内(年2回)",
    "子育て支援・相談",
    "ごみ減量の啓発",
    "区民アンケート、満足度",
    "道路の点検",
];

fn sheet(chance: &mut Chance) -> String {
    let mut text = "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n問合せ先: 025-250-2710\n作成日: R2.4.1\n修正日:\n評価日:\n組織の目的: 安心なまち\n\n組織目標:\n".to_owned();
    for number in 0..=chance.below(3) {
        writeln!(text, "  - 部区組織目標: {}\n    目標: {}\n    取組:", number + 1, chance.of(&TEXTS))
            .unwrap();
        for _ in 0..=chance.below(2) {
            text += "      - 主な取組:\n";
            for _ in 0..=chance.below(3) {
                writeln!(text, "          - {}", chance.of(&TEXTS)).unwrap();
            }
            text += "        指標:\n";
            for _ in 0..=chance.below(2) {
                indicator(&mut text, chance);
            }
        }
        text += "    達成状況:\n    評価:\n";
    }
    text + "取り組みについて: |\n  重点的に進めます。\n  次の年も続けます。\n取り組みの結果について:\n"
}

fn indicator(text: &mut String, chance: &mut Chance) {
    writeln!(text, "          - 項目: {}\n            単位: 回\n            実績:", chance.of(&TEXTS))
        .unwrap();
    for year in ["H29", "H30", "R1"] {
        writeln!(text, "              {year}: {}", chance.below(90) + 1).unwrap();
    }
    writeln!(text, "            目標: {}\n            結果:\n            補足:", chance.below(90) + 1)
        .unwrap();
    for _ in 0..=chance.below(2) {
        writeln!(text, "              - {}", chance.of(&TEXTS)).unwrap();
    }
}

const WARD: &str = "様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n区長: 石井 哲也\n組織の目的・方向性: 元気で笑顔あふれる区を目指します。\n基本方針: |\n  まちづくりを進めます。\n  次の目標に取り組みます。\n重点目標:\n  - 防災意識の向上\n  - 子育ての支援\n  - 健康づくり\n注記: 各課の目標をご覧ください。\n";

const SETTINGS: &str = "発行者: 新潟市東区役所\n用紙: A4\n並び順: [soumu, kumin]\n評価区分:\n  達成状況:\n    ○: { 意味: 達成 }\n    ×: { 意味: 未達成 }\n規則:\n  wave-dash: off\n";

/// What a slip is made in.
#[derive(Clone, Copy, PartialEq)]
enum File {
    Sheet,
    Ward,
    Settings,
}

/// A change of the lines from one on; what comes in the place of how many of them.
type Change = fn(&[&str], usize) -> Option<(usize, String)>;

/// A change of a line; nothing where the slip cannot be made there.
type Slip = (&'static str, fn(&str) -> Option<String>);

fn key<'a>(line: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let at = line.find(&format!("{name}:"))?;
    line[..at].chars().all(|c| c == ' ' || c == '-').then(|| line.split_at(at))
}

fn value(line: &str, change: impl Fn(&str) -> String) -> Option<String> {
    let (head, value) = line.split_once(": ")?;
    let is_text =
        ["目標", "項目", "課", "組織の目的"].iter().any(|name| head.trim_start_matches([' ', '-']) == *name);
    is_text.then(|| format!("{head}: {}", change(value)))
}

fn indented(line: &str, with: &str) -> Option<String> {
    let inner = line.trim_start_matches(' ');
    let count = line.len() - inner.len();
    (count >= 4 && !inner.is_empty()).then(|| with.repeat(count) + inner)
}

fn item(line: &str, sign: &str) -> Option<String> {
    let (head, text) = line.split_once("- ")?;
    (head.len() >= 10 && !text.contains(':')).then(|| format!("{head}{sign}{text}"))
}

fn colon(line: &str, sign: &str) -> Option<String> {
    let (head, value) = line.split_once(": ")?;
    Some(format!("{head}{sign}{value}"))
}

const SLIPS: &[Slip] = &[
    ("a line of 取組 gone", |line| key(line, "取組").map(|_| String::new())),
    ("a line of 指標 gone", |line| key(line, "指標").map(|_| String::new())),
    ("a line of 実績 gone", |line| key(line, "実績").map(|_| String::new())),
    ("a line of 補足 gone", |line| key(line, "補足").map(|_| String::new())),
    ("a line of 主な取組 gone", |line| key(line, "主な取組").map(|_| String::new())),
    ("指標 on the column of 取組", |line| {
        key(line, "指標").map(|(head, rest)| head[4..].to_owned() + rest)
    }),
    ("a dash of 項目 gone", |line| key(line, "項目").map(|_| line.replacen("- ", "", 1))),
    ("spaces for the dash of 項目", |line| key(line, "項目").map(|_| line.replacen("- ", "  ", 1))),
    ("spaces for the dash of 主な取組", |line| {
        key(line, "主な取組").map(|_| line.replacen("- ", "  ", 1))
    }),
    ("a dash of 主な取組 gone", |line| key(line, "主な取組").map(|_| line.replacen("- ", "", 1))),
    ("spaces for the dash of a goal", |line| key(line, "部区組織目標").map(|_| line.replacen("- ", "  ", 1))),
    ("a bullet", |line| item(line, "● ")),
    ("a middle dot", |line| item(line, "・")),
    ("an en dash", |line| item(line, "– ")),
    ("a full-width hyphen", |line| item(line, "－")),
    ("an asterisk", |line| item(line, "* ")),
    ("no space behind the dash", |line| item(line, "-")),
    ("a full-width space behind the dash", |line| item(line, "-\u{3000}")),
    ("no-break spaces", |line| indented(line, "\u{a0}")),
    ("em spaces", |line| indented(line, "\u{2003}")),
    ("full-width spaces", |line| indented(line, "\u{3000}")),
    ("thin spaces", |line| indented(line, "\u{2009}")),
    ("tabs", |line| indented(line, "\t").filter(|line| !line.trim_start().starts_with('-'))),
    ("a full-width colon", |line| colon(line, "：")),
    ("no space behind the colon", |line| colon(line, ":")),
    ("a full-width space behind the colon", |line| colon(line, ":\u{3000}")),
    ("a tab for the colon", |line| colon(line, "\t")),
    ("an equals sign", |line| colon(line, "=")),
    ("percent first", |line| value(line, |text| format!("%{text}"))),
    ("at first", |line| value(line, |text| format!("@{text}"))),
    ("an asterisk first", |line| value(line, |text| format!("*{text}"))),
    ("an ampersand first", |line| value(line, |text| format!("&{text}"))),
    ("more than", |line| value(line, |text| format!(">{text}"))),
    ("a bracket", |line| value(line, |text| format!("[新規]{text}"))),
    ("a colon inside", |line| value(line, |text| format!("{text}: 継続"))),
    ("an open quotation mark", |line| value(line, |text| format!("\"{text}"))),
    ("a quotation", |line| value(line, |text| format!("\"{text}\"など"))),
    ("a bar before the text", |line| value(line, |text| format!("| {text}"))),
    ("a full-width bar", |line| value(line, |text| format!("｜{text}"))),
    ("two spaces too many", |line| key(line, "単位").map(|_| format!("  {line}"))),
    ("two spaces too few", |line| key(line, "単位").map(|_| line[2..].to_owned())),
    ("the paper's name of 項目", |line| {
        key(line, "項目").map(|_| line.replacen("項目:", "項目(単位):", 1))
    }),
    ("a misspelt key", |line| key(line, "主な取組").map(|_| line.replacen("主な取組", "主な取り組み", 1))),
    ("twice", |line| key(line, "単位").map(|_| format!("{line}\n{line}"))),
];

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
const CHANGES: &[(&str, File, Change)] = &[
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

/// What judges a file: everything that `check` does with it alone.
struct Judge {
    reader: Reader,
    rules: Rules,
}

impl Judge {
    fn findings(&self, file: File, text: &str) -> (Source, Vec<Finding>) {
        if file == File::Settings {
            let reading = self.reader.settings("mokuhyo.yaml", text.as_bytes());
            return (reading.source, reading.findings);
        }
        let reading = self.reader.sheet("a.yaml", text.as_bytes());
        let judged = self.rules.check(&reading, &Settings::default());
        let mut findings = [reading.findings, judged].concat();
        findings.sort_by_key(|finding| finding.span);
        (reading.source, findings)
    }
}

/// The edits that a finding asks for: those of its mend, else what its words say.
fn asked(source: &Source, finding: &Finding) -> Vec<Edit> {
    if let Some(mend) = &finding.mend {
        return mend.edits().to_vec();
    }
    let help = finding.help.get(Lang::Ja);
    let line = source.line(source.place(finding.span.start).line);
    let indent = source.slice(line).len() - source.slice(line).trim_start().len();
    let insert = |at: usize, text: &str| vec![Edit { span: Span::new(at, at), text: text.to_owned() }];
    if help.contains("行の初めに「# 」を付け") {
        insert(line.start + indent, "# ")
    } else if help.contains("を書いてください") || help.contains("前に書いてください") {
        insert(line.end, " 記入しました")
    } else {
        Vec::new()
    }
}

fn edited(source: &Source, findings: &[Finding]) -> String {
    let mut edits: Vec<Edit> = Vec::new();
    for asked in findings.iter().map(|finding| asked(source, finding)) {
        let meets = |edit: &Edit| {
            edits.iter().any(|it| {
                it.span.start < edit.span.end && edit.span.start < it.span.end || it.span == edit.span
            })
        };
        if !asked.iter().any(meets) {
            edits.extend(asked);
        }
    }
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    edits.iter().fold(source.text().to_owned(), |mut text, edit| {
        text.replace_range(edit.span.range(), &edit.text);
        text
    })
}

/// How often each character occurs that is no blank.
fn characters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    // What shows nothing and indents is a blank too.
    for character in text.chars().filter(|c| !c.is_whitespace() && *c != '\u{FEFF}') {
        *counts.entry(character).or_insert(0) += 1;
    }
    counts
}

/// Rules whose findings name a word or number as the fault; those of others name signs alone.
const OF_WORDS: [Rule; 6] = [
    Rule::UNKNOWN_KEY,
    Rule::ODD_NUMBER,
    Rule::YEAR_WINDOW,
    Rule::PRINTED_MARK,
    Rule::UNKNOWN_FORM,
    Rule::WRONG_TYPE,
];

/// The characters that findings name as the fault: signs at their places, and words where a rule is about one.
fn named(source: &Source, findings: &[Finding], named: &mut BTreeMap<char, usize>) {
    for finding in findings.iter().filter(|finding| finding.mend.is_some()) {
        // Keys with numbers become one key, which is told of each of them.
        let message = finding.message.get(Lang::Ja);
        let is_word = OF_WORDS.contains(&finding.rule)
            || message.contains("番号が付いて")
            || message.contains("余分な文字");
        let spans = finding.spans().collect::<Vec<_>>();
        for (character, count) in spans.iter().flat_map(|span| characters(source.slice(*span))) {
            if is_word || !character.is_alphanumeric() {
                *named.entry(character).or_insert(0) += count;
            }
        }
    }
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|it| format!("{} {} → {}", it.rule.name, it.message.get(Lang::Ja), it.help.get(Lang::Ja)))
        .collect()
}

/// Obeys until nothing is told; what went wrong.
fn obey(judge: &Judge, (name, file): (&str, File), typed: &str, line: usize) -> Result<(), String> {
    let (mut text, mut fault) = (typed.to_owned(), BTreeMap::new());
    for round in 0..=3 {
        let (source, findings) = judge.findings(file, &text);
        if findings.is_empty() {
            let now = characters(&text);
            let count = |counts: &BTreeMap<char, usize>, it: &char| counts.get(it).copied().unwrap_or(0);
            let lost =
                characters(typed).into_iter().find(|(it, had)| count(&now, it) + count(&fault, it) < *had);
            return lost.map_or(Ok(()), |(it, _)| Err(format!("{name}: {it} is lost\n{typed}\n{text}")));
        }
        if round == 0 {
            let at = source.place(findings[0].span.start).line;
            if findings.len() > 2 || at.abs_diff(line) > 1 {
                return Err(format!("{name}: told at {at}, made at {line}: {:#?}\n{text}", told(&findings)));
            }
        }
        named(&source, &findings, &mut fault);
        let next = edited(&source, &findings);
        if next == text || round == 3 {
            return Err(format!("{name}: round {round}: {:#?}\n{text}", told(&findings)));
        }
        text = next;
    }
    Ok(())
}

/// How many slips are made: more of them in CI, with `MOKUHYO_SLIPS`.
fn count() -> usize {
    let least = 3 * (SLIPS.len() + CHANGES.len());
    std::env::var("MOKUHYO_SLIPS").ok().and_then(|count| count.parse().ok()).unwrap_or(least)
}

/// A slip made at one of the lines where it can be made: the text, and the line.
fn made(
    chance: &mut Chance,
    lines: &[&str],
    change: impl Fn(&[&str], usize) -> Option<(usize, String)>,
) -> Option<(String, usize)> {
    let places: Vec<usize> = (0..lines.len()).filter(|at| change(lines, *at).is_some()).collect();
    let at = *places.get(chance.below(places.len()))?;
    let (count, new) = change(lines, at).unwrap();
    let mut text: Vec<&str> = lines[..at].to_vec();
    text.extend((!new.is_empty()).then_some(new.as_str()));
    text.extend_from_slice(&lines[at + count..]);
    Some((text.join("\n") + "\n", at + 1))
}

#[test]
fn an_obedient_officer_loses_nothing_and_comes_to_an_end() {
    assert!(SLIPS.len() + CHANGES.len() >= 85);
    let judge = Judge { reader: Reader::new(), rules: Rules::new() };
    let (mut chance, mut wrong) = (Chance(7), Vec::new());
    for number in 0..count() {
        let (slip, change) =
            (SLIPS.get(number % (SLIPS.len() + CHANGES.len())), number % (SLIPS.len() + CHANGES.len()));
        let (name, file) = match slip {
            Some((name, _)) => (*name, File::Sheet),
            None => (CHANGES[change - SLIPS.len()].0, CHANGES[change - SLIPS.len()].1),
        };
        // Not every sheet has a place for every slip.
        let slipped = (0..20).find_map(|_| {
            let right = match file {
                File::Sheet => sheet(&mut chance),
                File::Ward => WARD.to_owned(),
                File::Settings => SETTINGS.to_owned(),
            };
            assert_eq!(told(&judge.findings(file, &right).1), Vec::<String>::new(), "{right}");
            let lines: Vec<&str> = right.lines().collect();
            match slip {
                Some((_, slip)) => made(&mut chance, &lines, |lines, at| Some((1, slip(lines[at])?))),
                None => made(&mut chance, &lines, CHANGES[change - SLIPS.len()].2),
            }
        });
        let (text, line) = slipped.unwrap_or_else(|| panic!("{name} can be made nowhere"));
        wrong.extend(obey(&judge, (name, file), &text, line).err());
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        count(),
        wrong[..wrong.len().min(6)].join("\n\n")
    );
}
