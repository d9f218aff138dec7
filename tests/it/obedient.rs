//! The obedient officer: makes a slip in a random sheet, then does what the help says and nothing else, until nothing is
//! told. No character of hers is lost, one slip is at most two findings, and it ends in three rounds.

use std::collections::BTreeMap;
use std::fmt::Write;

use mokuhyo::finding::{Finding, Lang};
use mokuhyo::read::Reader;
use mokuhyo::source::Edit;

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

fn edited(text: &str, findings: &[Finding]) -> String {
    let mut edits: Vec<Edit> = Vec::new();
    for mend in findings.iter().filter_map(|finding| finding.mend.as_ref()) {
        let meets = |edit: &Edit| {
            edits.iter().any(|it| {
                it.span.start < edit.span.end && edit.span.start < it.span.end || it.span == edit.span
            })
        };
        if !mend.edits().iter().any(meets) {
            edits.extend_from_slice(mend.edits());
        }
    }
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    edits.iter().fold(text.to_owned(), |mut text, edit| {
        text.replace_range(edit.span.range(), &edit.text);
        text
    })
}

/// How often each letter and digit occurs.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for letter in text.chars().filter(|c| c.is_alphanumeric()) {
        *counts.entry(letter).or_insert(0) += 1;
    }
    counts
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|it| format!("{} {} → {}", it.rule.name, it.message.get(Lang::Ja), it.help.get(Lang::Ja)))
        .collect()
}

/// Obeys until nothing is told; what went wrong.
fn obey(
    reader: &Reader,
    name: &str,
    hers: &BTreeMap<char, usize>,
    text: &str,
    line: usize,
) -> Result<(), String> {
    let mut text = text.to_owned();
    for round in 0..=3 {
        let reading = reader.sheet("a.yaml", text.as_bytes());
        let findings = &reading.findings;
        if findings.is_empty() {
            let now = letters(&text);
            let lost = hers.iter().find(|(letter, count)| now.get(letter).is_none_or(|now| now < count));
            return lost.map_or(Ok(()), |(letter, _)| Err(format!("{name}: {letter} is lost\n{text}")));
        }
        if round == 0 {
            let at = reading.source.place(findings[0].span.start).line;
            if findings.len() > 2 || at.abs_diff(line) > 1 {
                return Err(format!("{name}: told at {at}, made at {line}: {:#?}\n{text}", told(findings)));
            }
        }
        let next = edited(&text, findings);
        if next == text || round == 3 {
            return Err(format!("{name}: round {round}: {:#?}\n{text}", told(findings)));
        }
        text = next;
    }
    Ok(())
}

/// How many slips are made: more of them in CI, with `MOKUHYO_SLIPS`.
fn count() -> usize {
    std::env::var("MOKUHYO_SLIPS").ok().and_then(|count| count.parse().ok()).unwrap_or(264)
}

#[test]
fn an_obedient_officer_loses_nothing_and_comes_to_an_end() {
    assert!(SLIPS.len() >= 30);
    let (reader, mut chance, mut wrong) = (Reader::new(), Chance(7), Vec::new());
    for number in 0..count() {
        let (name, slip) = SLIPS[number % SLIPS.len()];
        let sheet = sheet(&mut chance);
        let lines: Vec<&str> = sheet.lines().collect();
        let places: Vec<usize> = (0..lines.len()).filter(|at| slip(lines[*at]).is_some()).collect();
        let at = places[chance.below(places.len())];
        let changed = slip(lines[at]).unwrap();
        let mut text = String::new();
        for (number, line) in lines.iter().enumerate() {
            let written = if number == at { changed.as_str() } else { line };
            if number != at || !changed.is_empty() {
                text.push_str(written);
                text.push('\n');
            }
        }
        // A misspelt key is itself what is told, and all of the sheet but that key stays.
        let is_key = name.contains("name of") || name.contains("misspelt");
        let hers = letters(if is_key { &sheet } else { &text });
        wrong.extend(obey(&reader, name, &hers, &text, at + 1).err());
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        count(),
        wrong[..wrong.len().min(6)].join("\n\n")
    );
}
