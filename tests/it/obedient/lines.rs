//! Slips of one line.

/// A change of a line; nothing where the slip cannot be made there.
pub type Slip = (&'static str, fn(&str) -> Option<String>);

/// Splits a line before a key.
pub fn key<'a>(line: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
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

pub fn item(line: &str, sign: &str) -> Option<String> {
    let (head, text) = line.split_once("- ")?;
    (head.len() >= 10 && !text.contains(':')).then(|| format!("{head}{sign}{text}"))
}

pub fn colon(line: &str, sign: &str) -> Option<String> {
    let (head, value) = line.split_once(": ")?;
    Some(format!("{head}{sign}{value}"))
}

/// Slips of one line of a sheet.
pub const SLIPS: &[Slip] = &[
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
