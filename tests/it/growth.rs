//! What is eight times as long takes some eight times as long to be judged, and no square of it: every pass and rule
//! is linear in the text.
//!
//! The times of two sizes are compared, taken on the processor by the thread itself, so that a busy machine changes
//! nothing. `MOKUHYO_FUZZ=2000 cargo test growth` compares larger ones.

use std::fs;
use std::time::Duration;

use mokuhyo::read::Reader;
use mokuhyo::rules::Rules;
use mokuhyo::sheet::Settings;

const HEAD: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
問合せ先: 025-250-2710
作成日: R2.4.1
";

/// What is repeated: in a text, or as a line of the file.
const TEXTS: [&str; 16] = [
    "\u{1}",
    "あ\u{1}",
    "ｶﾞ",
    "ｶあ",
    "1～2、",
    "10~20 ",
    "取り組み、取組み、1ヶ所、1カ所、",
    "\u{3099}",
    "か\u{3099}",
    "あ",
    " ",
    "あ\t",
    "😀",
    "㈱①",
    "⼀あ",
    "あ～\n  ",
];

const LINES: [&str; 14] = [
    "\n",
    "# あ\n",
    "# mokuhyo: allow wave-dash\n",
    "k{}: &a{} x\n",
    "キー{}: 1\n",
    "課: 1\n",
    "あいう\n",
    "課：あ\n",
    "\t課: あ\n",
    "課{}: \"あ\n",
    "作成日: R2.4.31\n",
    "問合せ先: -\n",
    "k{}: [-, ～]\n",
    "? a\n",
];

const ITEMS: [&str; 8] = [
    "  - 目標: -\n",
    "  - 目標: &a{} 1～2\n",
    "  - 目表: あ\n",
    "  - 評価: x\n",
    "  - \n",
    "  - 部区組織目標: 1,2345\n",
    "  -\n    補足: ［\n",
    "  - 目標: あ\n    取組:\n      - 主な取組: い\n        指標:\n          - 項目: 数\n            目標: 1,2345\n            実績: {H29: -, H30: 12.5}\n",
];

fn repeated(part: &str, size: usize) -> String {
    let mut text = String::with_capacity(size + part.len());
    let mut number: usize = 0;
    while text.len() < size {
        text += &part.replace("{}", &number.to_string());
        number += 1;
    }
    text
}

/// Whether larger texts are compared, and those too in whose lines slips are looked for, which takes seconds.
fn is_long() -> bool {
    std::env::var_os("MOKUHYO_FUZZ").is_some()
}

/// What is repeated, and what makes a sheet of so many bytes of it.
type Case = (&'static str, Box<dyn Fn(usize) -> String>);

/// Sheets of any size.
fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for part in TEXTS {
        cases.push((
            part,
            Box::new(move |size| format!("{HEAD}取り組みについて: |\n  {}\n", repeated(part, size))),
        ));
    }
    for part in ["\\u0001", "あ\\u200b", "\\n～"] {
        cases.push((
            part,
            Box::new(move |size| format!("{HEAD}取り組みについて: \"{}\"\n", repeated(part, size))),
        ));
    }
    for part in LINES.into_iter().filter(|_| is_long()) {
        cases.push((part, Box::new(move |size| format!("{HEAD}{}", repeated(part, size)))));
    }
    for part in ITEMS.into_iter().filter(|item| is_long() || !item.contains(['&', '［'])) {
        cases.push((part, Box::new(move |size| format!("{HEAD}組織目標:\n{}", repeated(part, size)))));
    }
    for part in ["{目標: a～},", "{目表: a},", "[", "-,"] {
        cases.push((part, Box::new(move |size| format!("{HEAD}組織目標: [{}]\n", repeated(part, size)))));
    }
    cases
}

/// Some systems count a thread's time in steps of so many seconds.
const TICK: f64 = 0.004;

/// The time that this thread has had on a processor; nothing where the system does not tell it.
fn busy() -> Option<Duration> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

#[test]
fn every_rule_is_linear_in_the_growth_of_a_text() {
    let (reader, rules, settings) = (Reader::new(), Rules::new(), Settings::default());
    let small = if is_long() { 32 << 10 } else { 8 << 10 };
    let took = |text: &str| {
        let before = busy()?;
        let reading = reader.sheet("a.yaml", text.as_bytes());
        let found = reading.findings.len() + rules.judge(&reading, &settings).len();
        assert!(found <= text.len() + 9);
        Some(busy()?.saturating_sub(before).as_secs_f64())
    };
    // A square of eight is 64; what is linear stays far below half of it, but for a page that was not there yet.
    let grows = |make: &dyn Fn(usize) -> String| {
        let texts = [make(small), make(8 * small)];
        (0..4).all(
            |_| matches!((took(&texts[0]), took(&texts[1])), (Some(one), Some(eight)) if eight > 28.0 * one.max(TICK)),
        )
    };
    took(&cases()[0].1(small));
    let growing: Vec<&str> = cases().iter().filter(|(_, make)| grows(make)).map(|(name, _)| *name).collect();
    assert_eq!(growing, [""; 0]);
}
