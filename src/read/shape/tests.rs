//! The slips of first-time writers, each with what it is reported as: one finding, at its line, with a mend after which
//! nothing is reported.

mod columns;
mod lists;
mod missing;
mod moved;
mod signs;

use super::{hides_in_rows, suspicion};
use crate::finding::{Finding, Lang, Mend};
use crate::read::schema_check::SchemaCheck;
use crate::read::tree::report_doubles;
use crate::read::{Reader, Reading};
use crate::sheet::{Department, Model};
use crate::source::{Edit, Span};

const SHEET: &str = include_str!("tests/sheet.yaml");

fn read(text: &str) -> Reading<Model> {
    Reader::new().sheet("a.yaml", text.as_bytes())
}

/// Returns a text with its edits made.
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut edited = text.to_owned();
    for Edit { span, text } in edits {
        edited.replace_range(span.range(), text);
    }
    edited
}

fn line(text: &str, span: Span) -> usize {
    text[..span.start].matches('\n').count() + 1
}

fn shown(text: &str, finding: &Finding) -> String {
    let mend = finding.mend.as_ref().map_or("words", Mend::kind);
    let words = (finding.message.get(Lang::Ja), finding.help.get(Lang::Ja));
    format!("{} {} {mend}: {} → {}", line(text, finding.span), finding.rule.name, words.0, words.1)
}

/// Checks that a slip is reported once, at `at`, with a mend of a kind and words that name what is meant.
fn assert_reported(name: &str, text: &str, at: usize, kind: &str, words: &str) {
    assert_ne!(text, SHEET, "{name} changes nothing");
    let reading = read(text);
    let reported: Vec<String> = reading.findings.iter().map(|finding| shown(text, finding)).collect();
    let [finding] = &reading.findings[..] else { panic!("{name}: {reported:#?}") };
    assert!(
        reported[0].starts_with(&format!("{at} ")) && reported[0].contains(words),
        "{name}: {reported:#?}"
    );
    assert_eq!(finding.mend.as_ref().map_or("words", Mend::kind), kind, "{name}: {reported:#?}");
    if let Some(mend) = &finding.mend {
        let mended = edited(text, mend.edits());
        let left: Vec<String> =
            read(&mended).findings.iter().map(|finding| shown(&mended, finding)).collect();
        assert!(left.is_empty(), "{name}: {left:#?}\n{mended}");
    }
}

/// Returns the sheet with its lines from the `first` on changed.
fn with_lines(first: usize, last: usize, change: impl Fn(&str) -> String) -> String {
    let lines = SHEET.lines().enumerate().map(|(number, line)| {
        let is_meant = (first..=last).contains(&(number + 1));
        (if is_meant { change(line) } else { line.to_owned() }) + "\n"
    });
    lines.collect()
}

/// Returns the sheet without a line.
fn without(number: usize) -> String {
    let lines = SHEET.lines().enumerate().filter(|(at, _)| at + 1 != number);
    lines.flat_map(|(_, line)| [line, "\n"]).collect()
}

fn with(from: &str, to: &str) -> String {
    SHEET.replacen(from, to, 1)
}

fn deeper(line: &str) -> String {
    format!("  {line}")
}

fn out(line: &str) -> String {
    line[2..].to_owned()
}

fn dashless(line: &str) -> String {
    line.replacen("- ", "  ", 1)
}

fn dash_gone(line: &str) -> String {
    line.replacen("- ", "", 1)
}

#[test]
fn a_right_sheet_is_reported_nothing() {
    assert!(read(SHEET).findings.is_empty());
    assert!(read(&SHEET.replace('\n', "\r\n")).findings.is_empty());
    assert!(
        read(&with(
            "実績:\n              H29: 1\n              H30: 2\n              R1: 3\n",
            "実績: { R1: 3 }\n"
        ))
        .findings
        .is_empty()
    );
}

#[test]
fn slips_apart_from_each_other_are_all_reported_at_once() {
    let text = with("課: 総務課", "課：総務課").replacen("- 訓練", "●訓練", 1).replace("単位: 人", "単位: %");
    let text = text.replacen("            実績:\n", "", 1).replace("作成日: R2.4.1", "作成日 R2.4.1");
    let reading = read(&text);
    let lines: Vec<usize> = reading.findings.iter().map(|finding| line(&text, finding.span)).collect();
    assert_eq!(lines, [4, 6, 17, 21, 29]);
    // And the rest is read, each value at its place in the text as it was typed.
    let Some(Model::Department(sheet)) = reading.model else { panic!("a department") };
    let indicators: Vec<_> = sheet.goals.iter().flat_map(crate::sheet::Goal::indicators).collect();
    assert_eq!(indicators.len(), 4);
    let unit = indicators[1].unit.as_ref().expect("a unit");
    assert_eq!((unit.text.as_str(), &text[unit.span.range()]), ("%", "%"));
}

#[test]
fn unreadable_lines_are_left_out_and_the_rest_is_checked() {
    let text = with("目標: 10\n", "目標: {a: [b}\n").replace("作成日: R2.4.1", "作成日: [R2.4.1]");
    let reading = read(&text);
    let reported: Vec<String> = reading.findings.iter().map(|finding| shown(&text, finding)).collect();
    assert!(reading.model.is_some() && reported.iter().any(|entry| entry.starts_with("6 ")), "{reported:#?}");
}

#[test]
fn no_text_takes_long() {
    let many = "a: 1\n".repeat(30_000) + &"- x\n".repeat(30_000) + &"\u{3000}b：2\n".repeat(1000);
    read(&many);
    read(&SHEET.replace("  ", "\u{3000}\t").repeat(4));
}

/// Signs and blanks that make a line something else to YAML than to the form.
const NOISE: [&str; 24] = [
    "｜", "|", "|8", ">", ">8", ">-8", "- ", "-", "- - ", "&a ", "*a", "!b ", "・", "●", "\n", "\n      ",
    "  ", "    - ", "# ", "\"", "[", "]", "項目: ", "一つ",
];

#[test]
fn no_row_hides_anything_in_a_text_that_is_not_suspicious() {
    let check = SchemaCheck::new(&crate::sheet::schema::of_form(crate::sheet::Form::Department));
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let (mut clean, mut hiding) = (0, 0);
    let cases = std::env::var("MOKUHYO_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2000);
    for _ in 0..cases {
        let mut text = SHEET.to_owned();
        for _ in 0..=next(2) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let (at, noise) = (places[next(places.len())], NOISE[next(NOISE.len())]);
            // Behind the head of a line, where slips are made, more often than anywhere.
            let head = text[..at].rfind('\n').map_or(0, |at| at + 1);
            let value = text[head..].find([':', '-']).map_or(head, |to| head + to + 1);
            let at = [at, head, value, value + 1][next(4)];
            if text.is_char_boundary(at) {
                text.insert_str(at, noise);
            }
        }
        let Ok(parsed) = crate::yaml::parse(&text) else { continue };
        // A text behind a sign of YAML's is reported, and so is what the schema refuses.
        let Some(mut tree) = parsed.root.filter(|_| parsed.signs.is_empty()) else { continue };
        let mut findings = Vec::new();
        report_doubles(&mut tree, &mut findings);
        check.model::<Department>(&mut tree, &mut findings);
        if !findings.is_empty() {
            continue;
        }
        clean += 1;
        if hides_in_rows(&text, check.outline()) {
            hiding += 1;
            assert!(suspicion::is_suspicious(&text, &tree), "{text}");
        }
    }
    assert!(clean > 100 && hiding > 20, "{clean} {hiding}");
    let tree = crate::yaml::parse(SHEET).ok().and_then(|parsed| parsed.root).expect("a sheet");
    assert!(!suspicion::is_suspicious(SHEET, &tree));
}
