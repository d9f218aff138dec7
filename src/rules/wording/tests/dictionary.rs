use super::super::{Budget, Dictionary, Hit};
use crate::finding::Severity;

const SAMPLE: &str = r"
version: 1
imports: []
rules:
  - Cookie
  - expected: jQuery
    specs:
      - from: jquery
        to:   jQuery
      - from: ＪＱＵＥＲＹ
        to:   jQuery
  - expected: ハードウェア
    patterns:
      - ハードウエアー
      - ハードウェアー
      - ハードウエア
  - expected: （$1）
    pattern:  /\(([^)]+)\)/
    specs:
      - from: (そのとおり)
        to:   （そのとおり）
  - expected: ソフトウェア
    pattern:  /(日経)?ソフトウエア/
    regexpMustEmpty: $1
    specs:
      - from: 広義のソフトウエア
        to:   広義のソフトウェア
      - from: 日経ソフトウエア
        to:   日経ソフトウエア
  - expected: サーバー
    pattern:  /サーバ(?!ー)/
    specs:
      - from: サーバ
        to:   サーバー
  - expected: js
    options:
      wordBoundary: true
    specs:
      - from: foo JS bar
        to:   foo js bar
      - from: foo altJS bar
        to:   foo altJS bar
      - from: 今日もJS祭り
        to:   今日もjs祭り
  - expected: 子ども
    pattern: [子供, /(?<!認定)こども(?!園)/]
    prh: 区の表記は「子ども」です。
  - expected: C++
    pattern: シープラプラ
  - expected: $2$1$9$
    pattern: /(前)(後)/
";

fn sample() -> Dictionary {
    let (dictionary, problems) = Dictionary::parse(SAMPLE);
    assert_eq!(problems, []);
    dictionary
}

fn wanted(text: &str) -> Vec<(String, String)> {
    let mended = |hit: Hit| {
        assert_eq!(text[hit.range.clone()], hit.found);
        (hit.found, hit.expected)
    };
    sample().hits(text, &mut Budget::default()).into_iter().map(mended).collect()
}

fn pair(found: &str, expected: &str) -> (String, String) {
    (found.to_owned(), expected.to_owned())
}

#[test]
fn prhs_own_sample_is_understood() {
    assert_eq!(wanted("COOKIEとｃｏｏｋｉｅ"), [pair("COOKIE", "Cookie"), pair("ｃｏｏｋｉｅ", "Cookie")]);
    assert_eq!(wanted("ハードウエアー"), [pair("ハードウエアー", "ハードウェア")]);
    assert_eq!(wanted("日経ソフトウエアとソフトウエア"), [pair("ソフトウエア", "ソフトウェア")]);
    assert_eq!(wanted("サーバとサーバー"), [pair("サーバ", "サーバー")]);
    assert_eq!(wanted("前後"), [pair("前後", "後前$9$")]);
    assert_eq!(wanted("子供とこどもと認定こども園"), [pair("子供", "子ども"), pair("こども", "子ども")]);
    assert_eq!(
        sample().hits("子供", &mut Budget::default())[0].note.as_deref(),
        Some("区の表記は「子ども」です。")
    );
}

#[test]
fn what_is_spelled_as_asked_is_no_hit() {
    assert_eq!(wanted("Cookie、jQuery、ハードウェア、（注）、子ども、C++、js"), []);
    assert_eq!(wanted("「子供まつり」に集う子供"), [pair("子供", "子ども")]);
}

#[test]
fn what_already_stands_as_wanted_is_left() {
    let rules = "rules:\n  - { expected: ベンダー, pattern: ベンダ }\n  - { expected: 東区役所, pattern: 区役所 }\n  - { expected: 取組, pattern: 取り組み }\n";
    let (dictionary, problems) = Dictionary::parse(rules);
    // A pattern that finds a part of what is wanted is doubtful, and followed.
    let reported: Vec<_> =
        problems.iter().map(|problem| (problem.severity, &rules[problem.span.range()])).collect();
    assert_eq!(reported, [(Severity::Warning, "ベンダ"), (Severity::Warning, "区役所")]);
    let mended = dictionary
        .mended("ベンダとベンダー、区役所と東区役所、防災の取り組みに取り組みます。", &mut Budget::default());
    assert_eq!(mended, "ベンダーとベンダー、東区役所と東区役所、防災の取組に取り組みます。");
    assert_eq!(dictionary.mended(&mended, &mut Budget::default()), mended);
}

#[test]
fn a_rule_without_end_is_a_warning_and_is_not_followed() {
    let rules = "rules:\n  - { expected: $2$1$4$3, pattern: /(前)(後)|(後)(前)/ }\n";
    let (dictionary, problems) = Dictionary::parse(rules);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].severity, Severity::Warning);
    assert_eq!(dictionary.hits("前後", &mut Budget::default()), []);
}

#[test]
fn of_overlapping_places_the_first_and_longest_counts() {
    let rules = "rules:\n  - { expected: A, pattern: 取組 }\n  - { expected: B, pattern: 取組状況 }\n  - { expected: C, pattern: 状況報告 }\n";
    let (dictionary, problems) = Dictionary::parse(rules);
    assert_eq!(problems, []);
    let hits: Vec<_> =
        dictionary.hits("取組状況報告", &mut Budget::default()).into_iter().map(|hit| hit.expected).collect();
    assert_eq!(hits, ["B"]);
}

fn reported(text: &str) -> Vec<(String, String)> {
    let (_, problems) = Dictionary::parse(text);
    problems.into_iter().map(|problem| (text[problem.span.range()].to_owned(), problem.message.ja)).collect()
}

#[test]
fn what_cannot_be_followed_is_reported_at_its_place() {
    for (text, place, words) in [
        ("rules:\n  - expected: A\n    pattern: /(a/\n", "/(a/", "「/(a/」をパターンとして読めません。"),
        (
            "rules:\n  - expected: A\n    patterns: [b, '/\\h/']\n",
            "'/\\h/'",
            "「/\\h/」をパターンとして読めません。",
        ),
        ("rules:\n  - expected: A\n    pattern: []\n", "[]", "「pattern」をパターンとして読めません。"),
        ("rules:\n  - pattern: a\n", "pattern: a", "規則に expected がありません。"),
        ("rules:\n  - expected: A\n    patern: a\n", "patern", "規則に「patern」というキーはありません。"),
        (
            "rules:\n  - expected: A\n    pattern: /(a)/\n    regexpMustEmpty: $2\n",
            "$2",
            "regexpMustEmpty の番号の括弧がパターンにありません。",
        ),
        (
            "rules:\n  - expected: A\n    specs: [{ from: a, to: B }]\n",
            "B",
            "規則が例のとおりに働きません。「a」は「B」ではなく「A」になります。",
        ),
        (
            "rules:\n  - expected: A\n    specs: [{ from: a }]\n",
            "{ from: a",
            "specs の例に from か to がありません。",
        ),
        ("version: 2\nrules: []\n", "2", "辞書の version が 1 ではありません。"),
        ("imports: a.yml\nrules: []\n", "a.yml", "imports は読み込まれません。"),
        ("rules: A\n", "A", "辞書に規則の並びがありません。"),
        ("- A\n", "- A", "辞書に規則の並びがありません。"),
        ("rules:\n  - \"A\n", "\"A", "辞書をYAMLとして読めません。引用符やかっこが閉じていません。"),
    ] {
        let reported = reported(text);
        assert_eq!(reported.len(), 1, "{text}: {reported:?}");
        assert_eq!(reported[0].1, words);
        assert!(reported[0].0.starts_with(place) || place == "\"A", "{text}: {reported:?}");
    }
    assert_eq!(reported(""), []);
}

#[test]
fn a_faulty_rule_leaves_the_others() {
    let (dictionary, problems) = Dictionary::parse("rules:\n  - expected: A\n    pattern: /(/\n  - B\n");
    assert_eq!(problems.len(), 1);
    assert_eq!(dictionary.hits("b", &mut Budget::default()).len(), 1);
}

#[test]
fn hostile_rules_end() {
    let (dictionary, problems) =
        Dictionary::parse("rules:\n  - expected: A\n    pattern: /(?:(?=x)x+)+(?=y)z/\n");
    assert_eq!(problems, []);
    assert_eq!(dictionary.hits(&"x".repeat(3_000), &mut Budget::default()), []);
    let long = Dictionary::parse("rules:\n  - A\n").0;
    assert_eq!(long.hits(&"a ".repeat(1_000), &mut Budget::default()).len(), 1_000);
    assert!(long.hits(&"a ".repeat(1_000_000), &mut Budget::default()).is_empty());
    let nested = format!("rules:\n  - expected: A\n    pattern: /{}/\n", "(?:".repeat(5_000));
    assert_eq!(reported(&nested).len(), 1);
}

fn many(pattern: &str) -> String {
    let rule = |number| format!("  - expected: あ{number}\n    pattern: /{pattern}(?:{number})?/\n");
    format!("rules:\n{}", (0..200).map(rule).collect::<String>())
}

#[test]
fn rules_that_cost_too_much_together_are_reported_once() {
    let (dictionary, problems) = Dictionary::parse(&many(r"(\w{1,50}){1,50}"));
    let problems: Vec<_> =
        problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].message.en.contains("cost too much"));
    assert!(!dictionary.hits("aaaa", &mut Budget::default()).is_empty());
    // The corrections that one rule makes in its own long example count as well.
    let spec = format!("    specs:\n      - from: {}\n        to: b\n", "a".repeat(40_000));
    let problems = Dictionary::parse(&format!("{}{spec}", many("a(?=a*b|)"))).1;
    assert!(problems.iter().any(|problem| problem.message.en.contains("cost too much")));
    assert_eq!(Dictionary::parse(&many("[0-9]{1,3}か[月所](?=[にの])")).1, []);
}

#[test]
fn rules_past_a_bound_are_reported_once_and_not_followed() {
    let rules = |count: usize| {
        let rules: Vec<String> = (0..count).map(|number| format!("  - 表記{number}x\n")).collect();
        Dictionary::parse(&format!("rules:\n{}", rules.concat()))
    };
    let (dictionary, problems) = rules(5_001);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.en.contains("5001 rules"), "{problems:?}");
    let found = |text: &str| dictionary.hits(text, &mut Budget::default()).len();
    assert_eq!((found("表記4999X"), found("表記5000X")), (1, 0));
}

#[test]
fn a_budget_is_shared_by_all_texts() {
    let dictionary = Dictionary::parse(&many("a(?=a*b|)")).0;
    let mut budget = Budget::default();
    assert!(!dictionary.hits("aab", &mut budget).is_empty() && !budget.is_spent());
    dictionary.hits(&"a".repeat(40_000), &mut budget);
    assert!(budget.is_spent());
    assert!(dictionary.hits("aab", &mut Budget::default()).len() > dictionary.hits("aab", &mut budget).len());
}

#[test]
fn no_spelling_is_longer_than_a_text() {
    let long = format!("rules:\n  - expected: {}\n    pattern: b\n", "a".repeat(2_000));
    assert!(Dictionary::parse(&long).1[0].message.en.contains("too long"));
    let grown = format!("rules:\n  - expected: {}\n    pattern: /(b+)/\n", "$1".repeat(400));
    let dictionary = Dictionary::parse(&grown).0;
    assert!(dictionary.hits(&"b".repeat(4_000), &mut Budget::default()).is_empty());
}
