//! The obedient officer: makes a slip in a random sheet, ward's page or settings file, then does what the help says
//! and nothing else, until nothing is told. No character of hers is lost but those that are named as the fault, one
//! slip is at most two findings, the first of them within a line, and it ends in three rounds.
//!
//! Findings with a mend are obeyed by their edits, certain or proposed. Where a mend is words alone she does what they
//! say if a test can do it too: a line becomes a comment, and an empty box is filled in.

mod changes;
mod lines;
mod sheets;

use std::collections::BTreeMap;

use mokuhyo::finding::{Finding, Lang, Rule};
use mokuhyo::read::Reader;
use mokuhyo::rules::Rules;
use mokuhyo::sheet::Settings;
use mokuhyo::source::{Edit, Source, Span};

use self::changes::CHANGES;
use self::lines::SLIPS;
use self::sheets::{Chance, File, SETTINGS, WARD, sheet};

/// What judges a file: everything that `check` does with it alone.
struct Judge {
    reader: Reader,
    rules: Rules,
}

impl Judge {
    fn findings(&self, file: File, text: &str) -> (Source, Vec<Finding>) {
        if file == File::Settings {
            let reading = self.reader.settings("mokuhyo.yaml", text.as_bytes());
            return (reading.source, reading.findings);
        }
        let reading = self.reader.sheet("a.yaml", text.as_bytes());
        let judged = self.rules.check(&reading, &Settings::default());
        let mut findings = [reading.findings, judged].concat();
        findings.sort_by_key(|finding| finding.span);
        (reading.source, findings)
    }
}

/// The edits that a finding asks for: those of its mend, else what its words say.
fn asked(source: &Source, finding: &Finding) -> Vec<Edit> {
    if let Some(mend) = &finding.mend {
        return mend.edits().to_vec();
    }
    let help = finding.help.get(Lang::Ja);
    let line = source.line(source.place(finding.span.start).line);
    let indent = source.slice(line).len() - source.slice(line).trim_start().len();
    let insert = |at: usize, text: &str| vec![Edit { span: Span::new(at, at), text: text.to_owned() }];
    if help.contains("行の初めに「# 」を付け") {
        insert(line.start + indent, "# ")
    } else if help.contains("を書いてください") || help.contains("前に書いてください") {
        insert(line.end, " 記入しました")
    } else {
        Vec::new()
    }
}

fn edited(source: &Source, findings: &[Finding]) -> String {
    let mut edits: Vec<Edit> = Vec::new();
    for asked in findings.iter().map(|finding| asked(source, finding)) {
        let meets = |edit: &Edit| {
            edits.iter().any(|it| {
                it.span.start < edit.span.end && edit.span.start < it.span.end || it.span == edit.span
            })
        };
        if !asked.iter().any(meets) {
            edits.extend(asked);
        }
    }
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    edits.iter().fold(source.text().to_owned(), |mut text, edit| {
        text.replace_range(edit.span.range(), &edit.text);
        text
    })
}

/// How often each character occurs that is no blank.
fn characters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    // What shows nothing and indents is a blank too.
    for character in text.chars().filter(|c| !c.is_whitespace() && *c != '\u{FEFF}') {
        *counts.entry(character).or_insert(0) += 1;
    }
    counts
}

/// Rules whose findings name a word or number as the fault; those of others name signs alone.
const OF_WORDS: [Rule; 6] = [
    Rule::UNKNOWN_KEY,
    Rule::ODD_NUMBER,
    Rule::YEAR_WINDOW,
    Rule::PRINTED_MARK,
    Rule::UNKNOWN_FORM,
    Rule::WRONG_TYPE,
];

/// The characters that findings name as the fault: signs at their places, and words where a rule is about one.
fn named(source: &Source, findings: &[Finding], named: &mut BTreeMap<char, usize>) {
    for finding in findings.iter().filter(|finding| finding.mend.is_some()) {
        // Keys with numbers become one key, which is told of each of them.
        let message = finding.message.get(Lang::Ja);
        let is_word = OF_WORDS.contains(&finding.rule)
            || message.contains("番号が付いて")
            || message.contains("余分な文字");
        let spans = finding.spans().collect::<Vec<_>>();
        for (character, count) in spans.iter().flat_map(|span| characters(source.slice(*span))) {
            if is_word || !character.is_alphanumeric() {
                *named.entry(character).or_insert(0) += count;
            }
        }
    }
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|it| format!("{} {} → {}", it.rule.name, it.message.get(Lang::Ja), it.help.get(Lang::Ja)))
        .collect()
}

/// Obeys until nothing is told; what went wrong.
fn obey(judge: &Judge, (name, file): (&str, File), typed: &str, line: usize) -> Result<(), String> {
    let (mut text, mut fault) = (typed.to_owned(), BTreeMap::new());
    for round in 0..=3 {
        let (source, findings) = judge.findings(file, &text);
        if findings.is_empty() {
            let now = characters(&text);
            let count = |counts: &BTreeMap<char, usize>, it: &char| counts.get(it).copied().unwrap_or(0);
            let lost =
                characters(typed).into_iter().find(|(it, had)| count(&now, it) + count(&fault, it) < *had);
            return lost.map_or(Ok(()), |(it, _)| Err(format!("{name}: {it} is lost\n{typed}\n{text}")));
        }
        if round == 0 {
            let at = source.place(findings[0].span.start).line;
            if findings.len() > 2 || at.abs_diff(line) > 1 {
                return Err(format!("{name}: told at {at}, made at {line}: {:#?}\n{text}", told(&findings)));
            }
        }
        named(&source, &findings, &mut fault);
        let next = edited(&source, &findings);
        if next == text || round == 3 {
            return Err(format!("{name}: round {round}: {:#?}\n{text}", told(&findings)));
        }
        text = next;
    }
    Ok(())
}

/// How many slips are made: more of them in CI, with `MOKUHYO_SLIPS`.
fn count() -> usize {
    let least = 3 * (SLIPS.len() + CHANGES.len());
    std::env::var("MOKUHYO_SLIPS").ok().and_then(|count| count.parse().ok()).unwrap_or(least)
}

/// A slip made at one of the lines where it can be made: the text, and the line.
fn made(
    chance: &mut Chance,
    lines: &[&str],
    change: impl Fn(&[&str], usize) -> Option<(usize, String)>,
) -> Option<(String, usize)> {
    let places: Vec<usize> = (0..lines.len()).filter(|at| change(lines, *at).is_some()).collect();
    let at = *places.get(chance.below(places.len()))?;
    let (count, new) = change(lines, at).unwrap();
    let mut text: Vec<&str> = lines[..at].to_vec();
    text.extend((!new.is_empty()).then_some(new.as_str()));
    text.extend_from_slice(&lines[at + count..]);
    Some((text.join("\n") + "\n", at + 1))
}

#[test]
fn an_obedient_officer_loses_nothing_and_comes_to_an_end() {
    assert!(SLIPS.len() + CHANGES.len() >= 85);
    let judge = Judge { reader: Reader::new(), rules: Rules::new() };
    let (mut chance, mut wrong) = (Chance(7), Vec::new());
    for number in 0..count() {
        let (slip, change) =
            (SLIPS.get(number % (SLIPS.len() + CHANGES.len())), number % (SLIPS.len() + CHANGES.len()));
        let (name, file) = match slip {
            Some((name, _)) => (*name, File::Sheet),
            None => (CHANGES[change - SLIPS.len()].0, CHANGES[change - SLIPS.len()].1),
        };
        // Not every sheet has a place for every slip.
        let slipped = (0..20).find_map(|_| {
            let right = match file {
                File::Sheet => sheet(&mut chance),
                File::Ward => WARD.to_owned(),
                File::Settings => SETTINGS.to_owned(),
            };
            assert_eq!(told(&judge.findings(file, &right).1), Vec::<String>::new(), "{right}");
            let lines: Vec<&str> = right.lines().collect();
            match slip {
                Some((_, slip)) => made(&mut chance, &lines, |lines, at| Some((1, slip(lines[at])?))),
                None => made(&mut chance, &lines, CHANGES[change - SLIPS.len()].2),
            }
        });
        let (text, line) = slipped.unwrap_or_else(|| panic!("{name} can be made nowhere"));
        wrong.extend(obey(&judge, (name, file), &text, line).err());
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        count(),
        wrong[..wrong.len().min(6)].join("\n\n")
    );
}
