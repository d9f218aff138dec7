//! Random wishes in random sheets: the wish is there, and everything else is what it was.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Address, Edited, Refusal, Wish, apply, values};
use crate::finding::{Field, Rule};
use crate::read::{Reader, walk};
use crate::sheet::Form;
use crate::source::Source;
use crate::yaml::Data;

/// Texts that people type, and texts that YAML trips over.
const TEXTS: [&str; 64] = [
    "総務課",
    "31自治会等で実施",
    "-",
    "- 一",
    "%",
    "90%",
    "100 %",
    ": ",
    "a: b",
    "理由:",
    "# 一",
    "a # b",
    "a#b",
    "一\n二",
    "一\n\n二\n三",
    "一\n",
    "\n一",
    " 一",
    "一 ",
    "　一",
    "一　",
    "007",
    "0",
    "12.50",
    "-5",
    "+5",
    "1e3",
    "0x1F",
    "1:30",
    "10:30～12:00",
    "~",
    "null",
    "Null",
    "yes",
    "No",
    "on",
    "true",
    "@市長",
    "@",
    "`x`",
    "\"引用\"",
    "'引用'",
    "it's",
    "a\"b'c",
    "a\tb",
    "\t",
    "\ta",
    "[一]",
    "{一}",
    "一, 二",
    "&一",
    "*一",
    "!一",
    "|",
    ">",
    "?",
    "１２３",
    "：全角：",
    "＃",
    "\\n",
    "---",
    "...",
    "2021-04-01",
    "<<",
];

/// More of them, with characters that cannot stand in a file as they are, and lines that look like keys.
const ODD: [&str; 20] = [
    "a\u{8}b",
    "\u{FEFF}",
    "a\u{85}b",
    "a\u{2028}b",
    "a\r\nb",
    "\u{1F600}",
    "髙𠮷",
    "目標: 一\n実績:",
    "- 一\n- 二",
    "  一\n二",
    "一\n  二\n",
    "一\n\n",
    "\n",
    " ",
    "# 一\n# 二",
    "%YAML 1.2\n---",
    "か\u{3099}",
    "項目: x",
    "一\n 二\n   三",
    "x\n\t二",
];

struct Random(u64);

impl Random {
    fn next(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % count.max(1)
    }

    fn is(&mut self, one_in: usize) -> bool {
        self.next(one_in) == 0
    }

    fn text(&mut self) -> String {
        if self.is(4) {
            ODD[self.next(ODD.len())].to_owned()
        } else {
            TEXTS[self.next(TEXTS.len())].to_owned()
        }
    }
}

/// Writes sheets in the styles that YAML has.
struct Writer<'r> {
    random: &'r mut Random,
    text: String,
    step: usize,
    offset: usize,
    anchors: usize,
}

impl Writer<'_> {
    fn comment(&mut self, column: usize) {
        if self.random.is(6) {
            let margin = " ".repeat(column);
            let blank = if self.random.is(3) { "\n" } else { "" };
            let number = self.random.next(100);
            let _ = writeln!(self.text, "{blank}{margin}# 覚え{number}: - \"x");
        }
    }

    fn behind(&mut self) {
        if self.random.is(6) {
            let number = self.random.next(100);
            let _ = write!(self.text, "{}# 横{number} #", " ".repeat(1 + self.random.next(4)));
        }
        self.text.push('\n');
    }

    /// A value behind a colon or dash whose lines come to stand in the column `body`.
    fn value(&mut self, body: usize) {
        let margin = " ".repeat(body);
        let number = self.random.next(1000);
        let word = ["一二", "実施", "12", "3.5%", "東区", "a b"][self.random.next(6)];
        match self.random.next(16) {
            0 => {}
            1 => self.text.push_str(" ~"),
            2 => {
                let _ = write!(self.text, " \"{word}: {number}\\n行\"");
            }
            3 => {
                let _ = write!(self.text, " '{word}''{number}'");
            }
            4 | 5 => {
                let sign = ["|", "|-", "|+", ">", ">-"][self.random.next(5)];
                let _ = write!(self.text, " {sign}");
                self.behind();
                let _ = write!(self.text, "{margin}{word}{number}\n{margin}# 文\n\n{margin}二行\n");
                if self.random.is(3) {
                    self.text.push('\n');
                }
                return;
            }
            6 => {
                let _ = write!(self.text, "\n{margin}# 間\n{margin}{word}{number}");
            }
            7 => {
                let _ = write!(self.text, " {word}{number}\n{margin}続き");
            }
            8 => {
                let _ = write!(self.text, " \"{word}\n{margin}{number}\"");
            }
            9 if self.random.is(4) => {
                self.anchors += 1;
                let _ = write!(self.text, " &a{} {word}{number}", self.anchors);
            }
            9 if self.anchors > 0 => {
                let _ = write!(self.text, " *a{}", self.anchors);
            }
            _ => {
                let _ = write!(self.text, " {word}{number}");
            }
        }
        self.behind();
    }

    fn key(&mut self, key: &str, column: usize, is_first: bool) {
        if !is_first {
            self.comment(column);
            self.text.push_str(&" ".repeat(column));
        }
        let _ = write!(self.text, "{key}:");
    }

    fn entry(&mut self, key: &str, column: usize, is_first: bool) {
        self.key(key, column, is_first);
        self.value(column + self.step);
    }

    fn dash(&mut self, dash: usize) {
        self.comment(dash);
        let _ = write!(self.text, "{}-", " ".repeat(dash));
    }

    fn texts(&mut self, key: &str, column: usize, is_first: bool) {
        match self.random.next(8) {
            0 => return self.entry(key, column, is_first),
            1 => {
                self.key(key, column, is_first);
                let _ = write!(self.text, " [ 一, \"二\", 三 ]");
                return self.behind();
            }
            _ => {}
        }
        self.key(key, column, is_first);
        self.behind();
        for _ in 0..=self.random.next(3) {
            let dash = column + self.offset;
            self.dash(dash);
            self.value(dash + 2);
        }
    }

    fn indicator(&mut self, dash: usize) {
        self.dash(dash);
        if self.random.is(8) {
            self.text.push_str(" { 項目: 甲, 実績: { H29: 1, R1: \"-\" }, 目標: 4, 結果: , 補足: [乙] }");
            return self.behind();
        }
        self.text.push(' ');
        let column = dash + 2;
        self.entry("項目", column, true);
        if !self.random.is(3) {
            self.entry("単位", column, false);
        }
        if !self.random.is(4) {
            self.key("実績", column, false);
            self.behind();
            for year in ["H29", "H30", "R1"] {
                if !self.random.is(4) {
                    self.entry(year, column + self.step, false);
                }
            }
        }
        for key in ["目標", "結果"] {
            if !self.random.is(4) {
                self.entry(key, column, false);
            }
        }
        if !self.random.is(3) {
            self.texts("補足", column, false);
        }
    }

    fn goal(&mut self, dash: usize) {
        let column = dash + 2;
        self.dash(dash);
        self.text.push(' ');
        self.entry("目標", column, true);
        if !self.random.is(5) {
            self.key("取組", column, false);
            self.behind();
            let dash = column + self.offset;
            for _ in 0..=self.random.next(2) {
                self.dash(dash);
                self.text.push(' ');
                self.texts("主な取組", dash + 2, true);
                if !self.random.is(4) {
                    self.key("指標", dash + 2, false);
                    self.behind();
                    for _ in 0..=self.random.next(2) {
                        self.indicator(dash + 2 + self.offset);
                    }
                }
            }
        }
        for key in ["達成状況", "評価"] {
            if !self.random.is(3) {
                self.entry(key, column, false);
            }
        }
    }
}

/// A department's sheet or a ward's page.
fn sheet(random: &mut Random) -> (String, Form) {
    let (step, offset) = ([2, 2, 4][random.next(3)], [2, 2, 0, 4][random.next(4)]);
    let form = if random.is(5) { Form::Ward } else { Form::Department };
    let mut writer = Writer { random, text: String::new(), step, offset, anchors: 0 };
    writer.comment(0);
    let _ = write!(writer.text, "様式: {}\n年度: 令和2年度\n", form.name());
    match form {
        Form::Department => {
            for key in ["部", "課", "問合せ先", "作成日", "組織の目的"] {
                if !writer.random.is(6) {
                    writer.entry(key, 0, false);
                }
            }
            writer.key("組織目標", 0, false);
            writer.behind();
            for _ in 0..=writer.random.next(2) {
                writer.goal(offset);
            }
            writer.entry("取り組みについて", 0, false);
        }
        Form::Ward => {
            writer.entry("組織名", 0, false);
            writer.texts("重点目標", 0, false);
            if !writer.random.is(3) {
                writer.key("評価", 0, false);
                writer.behind();
                writer.entry("取組結果", step, false);
            }
        }
    }
    let mut text = writer.text;
    if random.is(4) {
        text = text.replace('\n', "\r\n");
    }
    if random.is(6) {
        text = text.trim_end().to_owned();
    }
    if random.is(8) { (format!("\u{FEFF}{text}"), form) } else { (text, form) }
}

/// The lists of a sheet with their lengths, and their items.
fn lists(reader: &Reader, text: &str) -> Vec<(Address, usize)> {
    let (tree, mut lists) = (reader.sheet("", text.as_bytes()).tree, Vec::new());
    if let Some(tree) = &tree {
        walk(tree, &Field::default(), &mut |field, node| {
            if let Data::List(items) = &node.data {
                lists.push((Address::from(field.clone()), items.len()));
            }
        });
    }
    lists
}

fn wish(random: &mut Random, reader: &Reader, text: &str, form: Form) -> Option<Wish> {
    if random.is(4) {
        let lists = lists(reader, text);
        let (list, count) = lists.get(random.next(lists.len()))?.clone();
        let item = list.index(random.next(count));
        return Some(match random.next(4) {
            0 => Wish::Insert { list, index: random.next(count + 1) },
            1 => Wish::Duplicate { item },
            2 => Wish::Remove { item },
            _ => Wish::Move { item, to: random.next(count) },
        });
    }
    let boxes = values(reader, text, form);
    // The form's name and the year decide how the rest is read.
    let boxes: Vec<_> = boxes.into_iter().skip(2).collect();
    let at = boxes.get(random.next(boxes.len()))?.at.clone();
    Some(if random.is(6) { Wish::Clear { at } } else { Wish::Set { at, text: random.text() } })
}

/// What a text says, value by value, as a reader of sheets has it; nothing where its shape is at fault.
fn said(reader: &Reader, text: &str) -> Option<BTreeMap<String, String>> {
    let reading = reader.sheet("", text.as_bytes());
    let is_faulty = |rule: Rule| [Rule::YAML_SYNTAX, Rule::BARE_DASH, Rule::DUPLICATE_KEY].contains(&rule);
    if reading.findings.iter().any(|finding| is_faulty(finding.rule)) {
        return None;
    }
    let mut said = BTreeMap::new();
    walk(&reading.tree?, &Field::default(), &mut |field, node| match &node.data {
        Data::Scalar(text) => {
            said.insert(field.to_string(), text.clone());
        }
        Data::Pruned => {
            said.insert(field.to_string(), "?".to_owned());
        }
        Data::Empty | Data::List(_) | Data::Map(_) => {}
    });
    Some(said)
}

fn value(reader: &Reader, text: &str, form: Form, at: &Address) -> String {
    values(reader, text, form).into_iter().find(|it| it.at == *at).map(|it| it.text).unwrap_or_default()
}

/// The lines of a text that are nothing but a comment, trimmed, and how many `#` it has.
fn remarks(text: &str) -> Vec<&str> {
    let mut remarks: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("# 覚え") || line.starts_with("# 間"))
        .collect();
    remarks.extend(
        text.match_indices("# 横").map(|(at, _)| text[at..].lines().next().unwrap_or_default().trim()),
    );
    remarks.sort_unstable();
    remarks
}

fn judge(reader: &Reader, text: &str, form: Form, wish: &Wish, edited: &Edited, seed: u64) {
    let told = || format!("case {seed}: {wish:?} in\n{text}\n→\n{}", edited.text);
    let (before, after) = (said(reader, text).unwrap_or_default(), said(reader, &edited.text));
    let after = after.unwrap_or_else(|| panic!("not readable: {}", told()));
    // Every byte outside of the edits is what it was.
    let (source, new) = (Source::new("", text), Source::new("", edited.text.as_str()));
    let mut patched = source.text().to_owned();
    for edit in edited.edits.iter().rev() {
        patched.replace_range(edit.span.range(), &edit.text);
    }
    assert_eq!(patched, new.text(), "{}", told());
    assert_eq!(text.starts_with('\u{FEFF}'), edited.text.starts_with('\u{FEFF}'));
    let added: Vec<_> = after.iter().filter(|it| before.get(it.0) != Some(it.1)).collect();
    let gone: Vec<_> = before.iter().filter(|it| after.get(it.0) != Some(it.1)).collect();
    match wish {
        Wish::Set { at, text: wished } => {
            assert_eq!(value(reader, &edited.text, form, at), *wished, "{}", told());
            assert!(added.len() <= 1 && gone.len() <= 1, "{added:?} {gone:?} {}", told());
            assert_eq!(remarks(text), remarks(&edited.text), "{}", told());
        }
        Wish::Clear { at } => {
            assert_eq!(value(reader, &edited.text, form, at), "", "{}", told());
            assert!(added.len() <= 1 && gone.len() <= 1, "{added:?} {gone:?} {}", told());
            assert_eq!(remarks(text), remarks(&edited.text), "{}", told());
        }
        Wish::Insert { .. } | Wish::Move { .. } => {
            assert!(sorted(&before) == sorted(&after), "{}", told());
            assert_eq!(remarks(text), remarks(&edited.text), "{}", told());
        }
        Wish::Duplicate { .. } => assert!(after.len() >= before.len(), "{}", told()),
        Wish::Remove { .. } => {
            assert!(after.len() <= before.len(), "{}", told());
            let gone = edited.removed_comments.iter().filter(|it| remarks(text).contains(&it.trim())).count();
            assert_eq!(remarks(text).len(), remarks(&edited.text).len() + gone, "{}", told());
        }
    }
}

fn sorted(said: &BTreeMap<String, String>) -> Vec<&str> {
    let mut texts: Vec<&str> = said.values().map(String::as_str).filter(|text| !text.is_empty()).collect();
    texts.sort_unstable();
    texts
}

/// A value that is written and written back has its bytes again, or differs from what it was on its own lines alone.
fn comes_back(reader: &Reader, text: &str, form: Form, wish: &Wish, edited: &Edited, seed: u64) {
    let (Wish::Set { at, .. } | Wish::Clear { at }) = wish else { return };
    let back = Wish::Set { at: at.clone(), text: value(reader, text, form, at) };
    let told = || format!("case {seed}: {wish:?} and back in\n{text}\n→\n{}", edited.text);
    let again = apply(reader, &edited.text, form, &back).unwrap_or_else(|it| panic!("{it:?} {}", told()));
    let without_empty =
        |text| said(reader, text).map(|it| it.into_iter().filter(|it| !it.1.is_empty()).collect::<Vec<_>>());
    let (before, after) = (without_empty(text), without_empty(&again.text));
    let is_listed = before.as_ref().map(Vec::len) == after.as_ref().map(Vec::len);
    assert!(is_listed, "{before:?}\n{after:?}\n{}\n→\n{}", told(), again.text);
    assert_eq!(remarks(text), remarks(&again.text), "{}", told());
    is_near(text, &again.text, &told);
}

/// The lines that differ stand together: those of the one value, and at most the line of its key before them.
fn is_near(text: &str, again: &str, told: &dyn Fn() -> String) {
    let (lines, others): (Vec<&str>, Vec<&str>) = (text.lines().collect(), again.lines().collect());
    let same = lines.iter().zip(&others).take_while(|(one, other)| one == other).count();
    let room = lines.len().min(others.len()) - same;
    let end = lines.iter().rev().zip(others.iter().rev()).take(room).take_while(|(one, other)| one == other);
    let end = end.count();
    let [gone, come] = [lines.len(), others.len()].map(|count| count - same - end);
    let has_names = text.contains('&');
    assert!(has_names || gone <= 8 && come <= 8, "{gone} lines became {come}: {}\n→\n{again}", told());
}

/// How many edits are made; `MOKUHYO_EDITS=10000` makes as many.
fn edits() -> usize {
    std::env::var("MOKUHYO_EDITS").ok().and_then(|edits| edits.parse().ok()).unwrap_or(300)
}

#[test]
fn a_wish_is_there_and_everything_else_is_what_it_was() {
    let reader = Reader::new();
    let (mut made, mut refused, mut seed) = (0, Vec::new(), 0);
    while made + refused.len() < edits() {
        seed += 1;
        let mut random = Random(u64::wrapping_mul(seed, 0x9E37_79B9_7F4A_7C15) | 1);
        let (mut text, form) = sheet(&mut random);
        if said(&reader, &text).is_none() {
            continue;
        }
        for _ in 0..4 {
            let Some(wish) = wish(&mut random, &reader, &text, form) else { break };
            match apply(&reader, &text, form, &wish) {
                Ok(edited) => {
                    judge(&reader, &text, form, &wish, &edited, seed);
                    comes_back(&reader, &text, form, &wish, &edited, seed);
                    text = edited.text;
                    made += 1;
                }
                Err(Refusal(finding)) => {
                    assert!(!finding.message.ja.is_empty());
                    refused.push(format!("case {seed}: {wish:?} {} in\n{text}", finding.message.en));
                }
            }
        }
    }
    assert!(refused.len() * 50 < made, "{} of {made} are refused, as {}", refused.len(), refused[0]);
}
