//! `--fix` over the field sheets, and over ones with noise in them: twice is once, and what it changes is what its
//! findings name.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;

use super::{MendVerifier, fixed};
use crate::disk::MemoryDisk;
use crate::finding::{Finding, Mend};
use crate::read::Reader;
use crate::rules::{CheckedCollection, FileKind, Rules};
use crate::source::{Edit, Source, Span};

const SHEETS: [&str; 9] = [
    include_str!("../../tests/collections/field/glyphs/r3/kita/glyphs.yaml"),
    include_str!("../../tests/collections/field/hamura/h28/zaimu/keiei.yaml"),
    include_str!("../../tests/collections/field/higashimurayama/h25/keiei/hisho.yaml"),
    include_str!("../../tests/collections/field/hirakata/r2/kankyou/gesuidou.yaml"),
    include_str!("../../tests/collections/field/osaka-taisho/h29/taisho/ward.yaml"),
    include_str!("../../tests/collections/field/tokyo-env/r4/kankyo/shizen.yaml"),
    include_str!("../../tests/collections/field/tondabayashi/r6/fukushi/kenkou.yaml"),
    include_str!("../../tests/collections/field/yokote/h20/taiyu/chiiki-shinkou.yaml"),
    include_str!("../../tests/collections/field/yokote/h26/soumukikaku/hisho-kouhou.yaml"),
];

/// Rules of dictionaries: ones that hold what they replace, ones that contradict each other, verbs, signs of YAML.
const RULES: [&str; 12] = [
    "{ expected: ベンダー, pattern: ベンダ }",
    "{ expected: 東区役所, pattern: 区役所 }",
    "{ expected: 取組, pattern: 取り組み }",
    "{ expected: 取り組み, pattern: 取組 }",
    "{ expected: 子ども, pattern: 子供 }",
    "{ expected: 子供, pattern: 子ども }",
    "{ expected: ～, pattern: 〜 }",
    "{ expected: 'a: b', pattern: 目標 }",
    "{ expected: \"'\", pattern: 年 }",
    "{ expected: $1$1, pattern: '/(回)/' }",
    "{ expected: $2$1, pattern: '/(.)(事業)/' }",
    "{ expected: ﾊﾟ, pattern: パ }",
];

/// Texts that are put into sheets at random places. The last of them are signs of YAML, and rare, because
/// most sheets should be readable.
const NOISE: [&str; 34] = [
    "～",
    "~",
    "10~20",
    "ﾊﾟﾄﾛｰﾙ",
    "ﾞ",
    "\u{2F63}",
    "\u{2EA0}",
    "\u{FA19}",
    "\u{FE13}",
    "か\u{3099}",
    "\u{A0}",
    "\u{2003}",
    "\u{3000}",
    "\t",
    "\u{200B}",
    "\u{8}",
    "\u{85}",
    "\u{FEFF}",
    "\u{FE0F}",
    "\u{E0101}",
    "😀",
    "\u{336}",
    "ベンダ",
    "取り組み",
    "取組",
    "子供",
    "\n  ",
    "\n",
    "\"",
    ": ",
    " #",
    "\\u0001",
    "\"\\u304b\\u3099\\u200b\"",
    "'",
];

/// The number of them that are signs.
const SIGNS: usize = 8;

struct Random(u64);

impl Random {
    fn next(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % count.max(1)
    }
}

/// Returns a sheet with noise, and a dictionary.
fn case(seed: u64) -> (String, String) {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut sheet = SHEETS[random.next(SHEETS.len())].to_owned();
    for _ in 0..=random.next(6) {
        let all: Vec<usize> = sheet.char_indices().map(|(at, _)| at).collect();
        // Mostly in values, so that most sheets can be read.
        let in_value = |at: &usize| sheet[..*at].rsplit('\n').next().is_some_and(|line| line.contains(": "));
        let places = if random.next(8) == 0 { all } else { all.into_iter().filter(in_value).collect() };
        let most = if random.next(12) == 0 { NOISE.len() } else { NOISE.len() - SIGNS };
        sheet.insert_str(places[random.next(places.len())], NOISE[random.next(most)]);
    }
    let mut dictionary = "version: 1\nrules:\n".to_owned();
    for _ in 0..random.next(4) {
        dictionary.extend(["  - ", RULES[random.next(RULES.len())], "\n"]);
    }
    (sheet, dictionary)
}

struct Bench {
    reader: Reader,
    rules: Rules,
}

impl Bench {
    fn checked(&self, sheet: &str, dictionary: &str) -> Vec<Finding> {
        let files = [
            ("/s/a.yaml", sheet.as_bytes().to_vec()),
            ("/s/mokuhyo.yaml", "辞書: [w.yaml]\n".as_bytes().to_vec()),
            ("/s/w.yaml", dictionary.as_bytes().to_vec()),
        ];
        let checked = CheckedCollection::of(
            &MemoryDisk::with(files),
            &self.reader,
            &self.rules,
            &[PathBuf::from("/s/a.yaml")],
        );
        checked.expect("readable").selected().flat_map(|sheet| sheet.findings.clone()).collect()
    }

    /// Returns a round of `--fix`: the sheet as it comes out, where something was mended.
    fn round(&self, sheet: &str, dictionary: &str) -> Option<String> {
        let findings = self.checked(sheet, dictionary);
        let source = Source::new("a.yaml", sheet);
        let verify = MendVerifier::of(&self.reader, FileKind::Sheet, "a.yaml", sheet.as_bytes());
        let mended = fixed(sheet.as_bytes(), &source, &findings, |after, edits| verify.holds(after, edits))?;
        let mended = String::from_utf8(mended.bytes).expect("text");
        names_what_it_changes(source.text(), mended.trim_start_matches('\u{FEFF}'), &findings);
        Some(mended)
    }

    /// Returns the sheet when nothing is left to be mended.
    fn fixed(&self, sheet: &str, dictionary: &str) -> String {
        let mut sheet = sheet.to_owned();
        for _ in 0..8 {
            match self.round(&sheet, dictionary) {
                Some(mended) => sheet = mended,
                None => return sheet,
            }
        }
        panic!("no end:\n{dictionary}\n{sheet}")
    }
}

/// Returns spans in order, those that touch as one: so their edits are.
fn joined(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut().filter(|last| last.end == span.start) {
            Some(last) => last.end = span.end,
            None => joined.push(span),
        }
    }
    joined
}

/// Checks that everything outside the places of findings with a certain mend is kept, in its order.
fn names_what_it_changes(before: &str, after: &str, findings: &[Finding]) {
    let certain = findings.iter().filter(|finding| matches!(finding.mend, Some(Mend::Certain(_))));
    let mut named: Vec<Span> = Vec::new();
    for finding in certain {
        let meant = joined(finding.spans());
        for Edit { span, .. } in finding.certain_edits() {
            // A fault in the shape of a file may be corrected beside its place.
            let of_shape = finding.rule.name.starts_with("yaml-");
            assert!(of_shape || meant.iter().any(|place| place.contains(*span)), "{finding:?}");
            named.push(*span);
        }
    }
    named.sort_unstable();
    let (mut from, mut rest) = (0, after);
    let mut keeps = |text: &str| {
        let at = rest.find(text).unwrap_or_else(|| panic!("{text:?} is gone from\n{after}"));
        rest = &rest[at + text.len()..];
    };
    for span in named.iter().filter(|span| span.end > span.start) {
        keeps(&before[from..span.start.max(from)]);
        from = from.max(span.end);
    }
    keeps(&before[from..]);
}

/// Returns how many sheets are mended; `MOKUHYO_CASES=10000` mends as many.
fn cases() -> u64 {
    std::env::var("MOKUHYO_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150)
}

/// Cases that failed once.
const FAILED: [u64; 1] = [1597];

#[test]
fn twice_is_once_and_only_what_is_named_changes() {
    let bench = Bench { reader: Reader::new(), rules: Rules::new() };
    let check_case = |seed: u64| {
        let (sheet, dictionary) = case(seed);
        let once = bench.fixed(&sheet, &dictionary);
        assert_eq!(bench.fixed(&once, &dictionary), once, "case {seed}");
        usize::from(once != sheet)
    };
    // A failure anywhere in a case names the case.
    let named = |seed| {
        panic::catch_unwind(AssertUnwindSafe(|| check_case(seed))).unwrap_or_else(|_| panic!("case {seed}"))
    };
    // Rayon is not used here: checking uses it, and a thread that waits there would start another case on its
    // stack.
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mended: usize = std::thread::scope(|scope| {
        let share = |first| {
            let failed = FAILED.into_iter().filter(|_| first == 0);
            (first..cases()).step_by(threads).chain(failed).map(named).sum::<usize>()
        };
        let shares: Vec<_> = (0..threads as u64).map(|first| scope.spawn(move || share(first))).collect();
        shares.into_iter().map(|share| share.join().expect("no case fails")).sum()
    });
    assert!(mended as u64 * 4 > cases(), "{mended}");
}

#[test]
fn a_sheet_of_the_field_loses_nothing() {
    let bench = Bench { reader: Reader::new(), rules: Rules::new() };
    for sheet in SHEETS {
        let mended = bench.fixed(sheet, "");
        assert_eq!(mended.lines().count(), sheet.lines().count());
        assert!(mended.chars().count() <= sheet.chars().count());
    }
}

#[test]
fn a_mend_that_moves_a_line_into_another_value_is_not_sound() {
    let sheet = SHEETS[0];
    let reader = Reader::new();
    let verify = MendVerifier::of(&reader, FileKind::Sheet, "a.yaml", sheet.as_bytes());
    let holds = |span: Span, text: &str| {
        let mut after = sheet.to_owned();
        after.replace_range(span.range(), text);
        verify.holds(after.as_bytes(), &[&Edit::new(span, text.to_owned())])
    };
    let at = |text: &str| sheet.find(text).unwrap_or_else(|| panic!("{text}"));
    let end_of_line = |at: usize| at + sheet[at..].find('\n').expect("a line");
    let target = end_of_line(at("組織の目的: "));
    let last = sheet[..target].chars().next_back().map_or(0, char::len_utf8);
    // The next line becomes part of this one's value, or a note of it.
    for text in [" ", "", " # ", "\n    "] {
        assert!(!holds(Span::new(target, target + 1), text), "{text:?}");
    }
    // A value that is edited may differ; one that is not may not.
    assert!(holds(Span::new(target - last, target), "〜"));
    assert!(!holds(Span::new(target, target), ": "));
    assert!(!holds(Span::new(target, target), "\n    評価日: x"));
}

#[test]
fn a_character_before_a_key_is_not_mended_into_the_value_above() {
    let bench = Bench { reader: Reader::new(), rules: Rules::new() };
    let sheet = SHEETS[5];
    let count = |text: &str| {
        text.chars()
            .filter(|character| !character.is_whitespace() && !"\u{FFFE}\u{200B}".contains(*character))
            .count()
    };
    for key in ["補足:", "結果:", "評価:"] {
        let place = sheet.find(key).unwrap_or_else(|| panic!("{key}"));
        for noise in ["\u{FFFE}", "   \u{200B}"] {
            let mut damaged = sheet.to_owned();
            damaged.insert_str(place, noise);
            let mended = bench.fixed(&damaged, "");
            assert!(count(&mended) >= count(&bench.fixed(sheet, "")), "{damaged}\n→\n{mended}");
        }
    }
}
