//! Files of any size that nobody writes who means well, of every kind that was slow once or might be: for the test of
//! growth (`tests/it/growth.rs`) and the bench of bounds (`benches/bounds.rs`). And the small sheet that they and other
//! tests begin with.

#![allow(dead_code, reason = "each of the binaries that share it uses a part")]

/// The head of a department's sheet that is right, but for its goals.
pub(crate) const HEAD: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
問合せ先: 025-250-2710
作成日: R2.4.1
組織の目的: 目的です
";

/// A department's sheet that is right and whole, with this goal.
pub(crate) fn sound(goal: &str) -> String {
    format!(
        "\
{HEAD}組織目標:
  - 目標: {goal}
    取組:
      - 主な取組: 講座の開催
        指標:
          - 項目: 開催数
            実績:
              H29: 1
              H30: 2
              R1: 3
            目標: 4
取り組みについて: 計画です
"
    )
}

/// The head of a ward's page.
const WARD: &str = "\
様式: 区組織目標
年度: 令和2年度
組織名: 東区
区長: 区長
組織の目的・方向性: 目的です
基本方針: 方針です
重点目標:
";

/// An indicator's place in a sheet.
const INDICATORS: &str = "\
組織目標:
  - 目標: あ
    取組:
      - 主な取組: い
        指標:
";

/// A path below the collection, and what is in the file.
pub(crate) type File = (&'static str, String);

/// The sheet, and the files beside it.
pub(crate) const SHEET: &str = "sheets/a.yaml";
pub(crate) const SETTINGS: &str = "sheets/mokuhyo.yaml";
pub(crate) const WORDS: &str = "sheets/words.yaml";

/// A kind of file.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) group: Group,
    make: Box<dyn Fn(usize) -> Vec<File>>,
}

/// What is repeated in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// A part of a text.
    Text,
    /// A line at the end of the sheet.
    Line,
    /// A goal or an indicator, or what is in them.
    Item,
    /// What stands between brackets, on one line.
    Flow,
    /// Levels, each further in.
    Depth,
    /// A line of settings.
    Settings,
    /// A rule of a dictionary.
    Rule,
}

impl Kind {
    /// Makes a file of so many bytes, and those that belong to it.
    pub(crate) fn files(&self, size: usize) -> Vec<File> {
        (self.make)(size)
    }
}

/// `{}` is the number of the repetition, lest all be alike.
pub(crate) fn repeated(part: &str, size: usize) -> String {
    let mut text = String::with_capacity(size + part.len());
    let mut number: usize = 0;
    while text.len() < size {
        text += &part.replace("{}", &number.to_string());
        number += 1;
    }
    text
}

/// A sheet with a long text.
pub(crate) fn with_text(text: &str) -> String {
    format!("{HEAD}取り組みについて: |\n  {text}\n")
}

/// In a text below a bar.
const TEXTS: [(&str, &str); 35] = [
    ("control characters", "\u{1}"),
    ("control characters in words", "あ\u{1}"),
    ("half-width kana", "ｶ"),
    ("half-width kana with marks", "ｶﾞ"),
    ("half-width kana in words", "ｶあ"),
    ("wave dashes", "1～2、"),
    ("tildes", "10~20 "),
    ("mixed words", "取り組み、取組み、1ヶ所、1カ所、"),
    ("combining marks", "\u{3099}"),
    ("letters apart", "か\u{3099}"),
    ("one long line", "あ"),
    ("spaces", " "),
    ("tabs", "あ\t"),
    ("emoji", "😀"),
    ("signs of one machine", "㈱①"),
    ("radicals", "⼀あ"),
    ("lines", "あ～\n  "),
    ("empty lines", "\n  "),
    ("wide spaces", "あ\u{3000}"),
    ("brackets", "（あ「"),
    ("numbers", "1,2345 "),
    ("dates", "R2.4.31、令和2年度、H31 "),
    ("telephones", "025-250-2710 "),
    ("addresses", "http://a.jp "),
    ("no width", "あ\u{200b}"),
    ("selectors", "あ\u{FE0F}\u{E0101}"),
    ("unassigned characters", "\u{378}"),
    ("compatibility ideographs", "\u{F900}"),
    ("escapes of programs", "\\n"),
    ("paths of programs", "a\\n/"),
    ("comments of web pages", "<!--"),
    ("letters in brackets", "<A>"),
    ("tags", "<b>"),
    ("references", "&amp;"),
    ("quotation marks", "\"「'"),
];

/// Between quotation marks.
const QUOTED: [(&str, &str); 5] = [
    ("escaped control characters", "\\u0001"),
    ("escaped spaces", "あ\\u200b"),
    ("escaped tabs", "\\t"),
    ("escaped lines", "\\n～"),
    ("folded lines", "あ\\\n  "),
];

const LINES: [(&str, &str); 28] = [
    ("blank lines", "\n"),
    ("comments", "# あ\n"),
    ("allows", "# mokuhyo: allow wave-dash\n"),
    ("allows of several rules", "# mokuhyo: allow a, b, c {}\n"),
    ("anchors", "k{}: &a{} x\n"),
    ("aliases", "k{}: &a{} x\nl{}: *a{}\n"),
    ("aliases of nothing", "k{}: *a\n"),
    ("tags", "k{}: !x あ\n"),
    ("keys", "キー{}: 1\n"),
    ("keys that are nearly right", "作成{}日: あ\n"),
    ("one key", "課: 1\n"),
    ("one key with nothing", "課:\n"),
    ("one key with others", "課: {}\n"),
    ("no keys", "あいう\n"),
    ("wide colons", "課：あ\n"),
    ("tabs before keys", "\t課: あ\n"),
    ("open quotation marks", "課{}: \"あ\n"),
    ("dates that are none", "作成日: R2.4.31\n"),
    ("dashes for values", "k{}: -\n"),
    ("lists of dashes", "k{}: [-, ～]\n"),
    ("maps with doubles", "k{}: {a: 1, a: 2}\n"),
    ("question marks", "? a\n"),
    ("documents", "---\n"),
    ("conflicts", "<<<<<<< a\n=======\n>>>>>>> b\n"),
    ("items without a list", "- あ\n"),
    ("orders", "%a\n"),
    ("bars", "a{}: |\n\n"),
    ("line ends of Windows", "キー{}: 1～2\r\n"),
];

const GOALS: [(&str, &str); 15] = [
    ("goals", "  - 目標: あ{}\n"),
    ("goals over two lines", "  - 目標: あ。\n      い{}\n"),
    ("goals with breaks of programs", "  - 目標: あ{}\\nい\n"),
    ("goals that are a dash", "  - 目標: -\n"),
    ("goals with anchors", "  - 目標: &a{} 1～2\n"),
    ("goals with another key", "  - 目表: あ\n"),
    ("goals without a goal", "  - 評価: x\n"),
    ("empty goals", "  - \n"),
    ("empty maps", "  - { }\n"),
    ("goals that are lists", "  - [あ, い]\n"),
    ("numbers of the ward's goals", "  - 部区組織目標: 1,2345\n"),
    ("odd brackets", "  -\n    補足: ［\n"),
    ("goals without a dash", "  目標: あ{}\n    取組:\n"),
    ("goals with allows", "  - 目標: あ～ # mokuhyo: allow wave-dash\n"),
    (
        "long goals",
        "  - 目標: あ\n    取組:\n      - 主な取組: い\n        指標:\n          - 項目: 数\n            目標: 1,2345\n            実績: {H29: -, H30: 12.5}\n",
    ),
];

/// Below the indicators of one goal.
const BELOW: [(&str, &str); 7] = [
    (
        "indicators",
        "          - 項目: 数{}\n            実績:\n              H29: 1\n              H30: 2\n              R1: 3\n            目標: 10\n            結果: 9\n            達成状況: ◎\n",
    ),
    ("bare dashes", "          - 項目: 数{}\n            目標: -\n"),
    ("long numbers", "          - 項目: 数{}\n            目標: 1,2345\n"),
    ("indicators without a name", "          - 単位: 回\n"),
    ("notes", "          - 項目: 数{}\n            補足:\n              - あ～\n              - い\n"),
    ("years", "          - 項目: 数\n            実績:\n~              H{}: 1\n"),
    ("years with lists", "          - 項目: 数\n            実績:\n~              H{}: [1]\n"),
];

/// Between the brackets of a list.
const FLOWS: [(&str, &str); 9] = [
    ("flow maps", "{目標: a～},"),
    ("flow maps with another key", "{目表: a},"),
    ("flow maps in flow maps", "{目標: あ, 取組: [{主な取組: い}]},"),
    ("nested lists", "["),
    ("nested flow maps", "{a: "),
    ("flow dashes", "-,"),
    ("flow texts", "あ～,"),
    ("flow anchors", "&a{} x,"),
    ("flow pairs", "目標: {},"),
];

const SETS: [(&str, &str); 10] = [
    ("unknown rules", "規則:\n~  r{}: off\n"),
    ("rules that are nearly right", "規則:\n~  wave-dasx{}: off\n"),
    ("rules with lists", "規則:\n~  r{}: [a]\n"),
    ("unknown settings", "~k{}: off\n"),
    ("orders of sheets", "並び順:\n~  - a{}\n"),
    ("one order of sheets", "並び順: ~a{} "),
    ("names of dictionaries", "辞書:\n~  - w{}.yaml\n"),
    ("one name of dictionaries", "辞書: ~w{}.yaml "),
    ("measures", "評価区分:\n  達成状況:\n~    a{}: {意味: b}\n"),
    ("measures that are texts", "評価区分:\n  達成状況:\n~    a{}: b\n"),
];

const RULES: [(&str, &str); 9] = [
    ("spellings", "  - あ{}\n"),
    ("spellings with patterns", "  - expected: あ{}\n    pattern: い{}\n"),
    ("expressions", "  - expected: あ{}\n    pattern: /い{}(?!う)/\n"),
    ("hostile expressions", "  - expected: あ{}\n    pattern: /(a+)+{}$/\n"),
    ("expressions that are none", "  - expected: あ{}\n    pattern: /(/\n"),
    ("rules without a spelling", "  - x{}: あ\n"),
    ("keys of a rule", "  - expected: あ\n~    k{}: 1\n"),
    ("patterns of a rule", "  - expected: あ\n    patterns:\n~      - い{}\n"),
    ("examples of a rule", "  - expected: あ\n    pattern: い\n    specs:\n~      - {from: い, to: あ}\n"),
];

/// A `~` parts what stands once from what is repeated.
fn parts(text: &'static str) -> (&'static str, &'static str) {
    text.split_once('~').unwrap_or(("", text))
}

/// Every kind.
pub(crate) fn kinds() -> Vec<Kind> {
    let mut kinds = Vec::new();
    let mut add = |group, name, sheet: Box<dyn Fn(usize) -> String>| {
        kinds.push(Kind { name, group, make: Box::new(move |size| vec![(SHEET, sheet(size))]) });
    };
    for (name, part) in TEXTS {
        add(Group::Text, name, Box::new(move |size| with_text(&repeated(part, size))));
    }
    for (name, part) in QUOTED {
        let quoted = move |size| format!("{HEAD}取り組みについて: \"{}\"\n", repeated(part, size));
        add(Group::Text, name, Box::new(quoted));
    }
    for (name, part) in LINES {
        add(Group::Line, name, Box::new(move |size| format!("{HEAD}{}", repeated(part, size))));
    }
    for (name, part) in GOALS {
        add(Group::Item, name, Box::new(move |size| format!("{HEAD}組織目標:\n{}", repeated(part, size))));
    }
    for (name, part) in BELOW {
        let (once, part) = if part.contains(":\n~") { parts(part) } else { ("", part) };
        let below = move |size| format!("{HEAD}{INDICATORS}{once}{}", repeated(part, size));
        add(Group::Item, name, Box::new(below));
    }
    for (name, part) in FLOWS {
        add(Group::Flow, name, Box::new(move |size| format!("{HEAD}組織目標: [{}]\n", repeated(part, size))));
    }
    add(
        Group::Flow,
        "a flow map of keys",
        Box::new(|size| format!("{{{}{}}}\n", HEAD.replace('\n', ", "), repeated("k{}: 1,", size))),
    );
    add(
        Group::Item,
        "goals of a ward",
        Box::new(|size| format!("{WARD}{}", repeated("  - 重点目標～{}\n", size))),
    );
    add(
        Group::Line,
        "long keys",
        Box::new(|size| format!("{HEAD}{}", repeated(&("あ{}".repeat(300) + ": 1\n"), size))),
    );
    add(Group::Line, "a long key", Box::new(|size| format!("{HEAD}{}: 1\n", "あ".repeat(size / 3))));
    add(Group::Text, "spaces in a text", Box::new(|size| with_text(&format!("あ{}あ", " ".repeat(size)))));
    add(Group::Depth, "nested maps", Box::new(|size| format!("{HEAD}{}", deep(size, "a:\n"))));
    add(Group::Depth, "nested items", Box::new(|size| format!("{HEAD}組織目標:\n{}", deep(size, "- \n"))));
    add(
        Group::Depth,
        "notes below depths",
        Box::new(|size| {
            format!(
                "{HEAD}作成日: 1～2 # mokuhyo: allow wave-dash\n取り組みについて: |\n  あ\n{}{}",
                deep(size / 2, "  a～\n"),
                repeated("  # a\n", size / 2)
            )
        }),
    );
    kinds.push(Kind {
        name: "hostile expressions over a text",
        group: Group::Text,
        make: Box::new(over_text),
    });
    for (name, part) in SETS {
        let (once, part) = parts(part);
        let make = move |size| {
            vec![(SHEET, HEAD.to_owned()), (SETTINGS, format!("{once}{}\n", repeated(part, size)))]
        };
        kinds.push(Kind { name, group: Group::Settings, make: Box::new(make) });
    }
    for (name, part) in RULES {
        kinds.push(Kind { name, group: Group::Rule, make: Box::new(move |size| dictionary(part, size)) });
    }
    kinds
}

/// Lines of which each stands further in.
fn deep(size: usize, line: &str) -> String {
    let levels = (2 * size).isqrt();
    (0..levels).map(|depth| " ".repeat(depth) + line).collect()
}

/// A text, under 200 rules whose expressions turn back in it.
fn over_text(size: usize) -> Vec<File> {
    let mut files = dictionary("  - expected: あ{}\n    pattern: /(a+)+{}$/\n", 9_000);
    files[0].1 = with_text(&"aaaaaaaaaaaaaaaaaaaaaaaa!".repeat(size / 25));
    files
}

/// A dictionary, over a text in which its expressions turn back.
fn dictionary(part: &'static str, size: usize) -> Vec<File> {
    let (once, part) = parts(part);
    let sheet = with_text(&"aaaaaaaaaaaaaaaaaaaaaaaa!い1".repeat(60));
    let words = format!("version: 1\nrules:\n{once}{}", repeated(part, size));
    vec![(SHEET, sheet), (SETTINGS, "辞書: [words.yaml]\n".to_owned()), (WORDS, words)]
}
