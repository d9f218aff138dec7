//! Random sheets in the styles that YAML has.

use std::fmt::Write;

use super::texts::{ODD, TEXTS};
use crate::sheet::Form;

/// Random numbers, the same for the same seed.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % count.max(1)
    }

    pub(super) fn is(&mut self, one_in: usize) -> bool {
        self.next(one_in) == 0
    }

    pub(super) fn text(&mut self) -> String {
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
    /// The names of the years, lists of texts and lists of items that have one.
    containers: [usize; 3],
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

    /// Writes a value after a colon or dash; its lines begin in the column `body`.
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

    /// Writes the container after a colon, or a reference to one of that kind; returns whether it is a
    /// reference.
    fn is_alias(&mut self, kind: usize) -> bool {
        let name = ["years", "texts", "items"][kind];
        if self.containers[kind] > 0 && self.random.is(12) {
            let _ = write!(self.text, " *{name}{}", self.containers[kind]);
            return true;
        }
        if self.random.is(12) {
            self.containers[kind] += 1;
            let _ = write!(self.text, " &{name}{}", self.containers[kind]);
        }
        false
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
        let is_alias = self.is_alias(1);
        self.behind();
        if is_alias {
            return;
        }
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
            let is_alias = self.is_alias(0);
            self.behind();
            for year in ["H29", "H30", "R1"] {
                if !is_alias && !self.random.is(4) {
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
                    let is_alias = self.is_alias(2);
                    self.behind();
                    let count = if is_alias { 0 } else { 1 + self.random.next(2) };
                    for _ in 0..count {
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

/// Returns a department's sheet or a ward's page.
pub(super) fn sheet(random: &mut Random) -> (String, Form) {
    let (step, offset) = ([2, 2, 4][random.next(3)], [2, 2, 0, 4][random.next(4)]);
    let form = if random.is(5) { Form::Ward } else { Form::Department };
    let mut writer = Writer { random, text: String::new(), step, offset, anchors: 0, containers: [0; 3] };
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
