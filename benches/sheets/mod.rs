//! A seeded generator of departments: the same sheets for the same seed, of the length and vocabulary of the
//! real ones, and no text twice. What is set twice alike is set once, so copies would measure nothing.

mod words;

use std::collections::HashSet;
use std::fmt::Write;

use self::words::{ACTIONS, AIMS, MEASURES, NOTES, PLACES, SUBJECTS, UNITS, WAYS};

/// Departments in a ward at the most.
pub(crate) const IN_A_WARD: usize = 15;

/// Goals of a ward.
const WARD_GOALS: usize = 5;

/// A linear congruential generator: the same numbers on every machine.
struct Writer {
    state: u64,
    written: HashSet<String>,
}

impl Writer {
    fn new(seed: u64) -> Self {
        Self { state: seed, written: HashSet::new() }
    }

    fn next(&mut self, below: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap() % below
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.next(words.len())]
    }

    /// 1 once in so many times, else 0.
    fn seldom(&mut self, times: usize) -> usize {
        usize::from(self.next(times) == 0)
    }

    /// A text that was not written before.
    fn fresh(&mut self, text: impl Fn(&mut Self) -> String) -> String {
        loop {
            let text = text(self);
            if self.written.insert(text.clone()) {
                return text;
            }
        }
    }

    fn place(&mut self) -> String {
        [self.of(&PLACES), self.of(&["地区", "地域", "小学校区", "中学校区", "駅周辺", "通り沿い"])].concat()
    }

    /// 20 to 50 characters.
    fn sentence(&mut self) -> String {
        self.fresh(|it| {
            let way = if it.next(2) == 0 { it.of(&WAYS) } else { "" };
            format!("{way}{}における{}{}", it.place(), it.of(&SUBJECTS), it.of(&AIMS))
        })
    }

    fn sentences(&mut self, count: usize) -> String {
        (0..count).map(|_| self.sentence()).collect()
    }

    fn action(&mut self) -> String {
        self.fresh(|it| format!("{}の{}{}", it.place(), it.of(&SUBJECTS), it.of(&ACTIONS)))
    }

    fn value(&mut self) -> String {
        match self.next(8) {
            0 => "\"-\"".to_owned(),
            1 => format!("{}自治会等で{}回", self.next(90) + 10, self.next(400) + 1),
            2 => format!("{}.{}", self.next(99), self.next(10)),
            3 => format!("{},{:03}", self.next(40) + 1, self.next(1000)),
            _ => self.next(1000).to_string(),
        }
    }

    fn indicator(&mut self) -> String {
        let item = self.fresh(|it| format!("{}の{}{}", it.place(), it.of(&SUBJECTS), it.of(&MEASURES)));
        let unit = self.of(&UNITS);
        let mut yaml = format!("          - 項目: {item}\n            単位: {unit}\n            実績:\n");
        for year in ["H29", "H30", "R1"] {
            let value = self.value();
            writeln!(yaml, "              {year}: {value}").unwrap();
        }
        let target = self.value();
        writeln!(yaml, "            目標: {target}").unwrap();
        for number in 0..self.next(3) {
            let head = if number == 0 { "            補足:\n" } else { "" };
            let note = self.fresh(|it| format!("{}({}の{})", it.of(&NOTES), it.place(), it.of(&SUBJECTS)));
            writeln!(yaml, "{head}              - {note}").unwrap();
        }
        yaml
    }

    fn goal(&mut self) -> String {
        let (number, text) = (self.next(WARD_GOALS) + 1, self.sentences(1));
        let mut yaml = format!("  - 部区組織目標: {number}\n    目標: {text}\n    取組:\n");
        // One action with one indicator and one or two items is the rule, as in the real ones.
        for _ in 0..=self.seldom(4) {
            yaml += "      - 主な取組:\n";
            for _ in 0..=self.next(2) {
                let action = self.action();
                writeln!(yaml, "          - {action}").unwrap();
            }
            yaml += "        指標:\n";
            for _ in 0..=self.seldom(3) {
                yaml += &self.indicator();
            }
        }
        yaml
    }

    /// 1 to 12 goals, mostly few, as the real ones have.
    fn department(&mut self, ward: usize, number: usize) -> String {
        let count = 1 + self.next(12).min(self.next(12));
        let goals: String = (0..count).map(|_| self.goal()).collect();
        let plan: Vec<String> = (0..5).map(|_| format!("  {}\n", self.sentences(3))).collect();
        format!(
            "様式: 組織目標管理シート\n年度: 令和2年度\n部: 第{ward}区役所\n課: 第{number}課\n\
             問合せ先: 025-250-{:04}\n作成日: R2.4.{}\n修正日:\n評価日:\n組織の目的: {}\n\n\
             組織目標:\n{goals}\n取り組みについて: |\n{}取り組みの結果について:\n",
            self.next(10_000),
            self.next(30) + 1,
            self.sentences(3),
            plan.concat(),
        )
    }

    fn ward(&mut self, ward: usize) -> String {
        let goals: Vec<String> = (0..WARD_GOALS).map(|_| format!("  - {}\n", self.sentence())).collect();
        format!(
            "様式: 区組織目標\n年度: 令和2年度\n組織名: 第{ward}区\n区長: 新潟 太郎\n組織の目的・方向性: {}\n\
             基本方針: |\n  {}\n  {}\n重点目標:\n{}",
            self.sentences(3),
            self.sentences(4),
            self.sentences(2),
            goals.concat(),
        )
    }
}

/// `count` departments in wards with their pages, as paths below the working folder and texts.
pub(crate) fn collection(count: usize) -> Vec<(String, String)> {
    let mut writer = Writer::new(1);
    let settings = "発行者: 市役所\n規則:\n  uncovered-ward-goal: off\n";
    let mut files = vec![("sheets/mokuhyo.yaml".to_owned(), settings.to_owned())];
    for number in 0..count {
        let ward = number / IN_A_WARD + 1;
        if number % IN_A_WARD == 0 {
            files.push((format!("sheets/r2/ward{ward:04}/ward.yaml"), writer.ward(ward)));
        }
        let path = format!("sheets/r2/ward{ward:04}/section{number:05}.yaml");
        files.push((path, writer.department(ward, number)));
    }
    files
}
