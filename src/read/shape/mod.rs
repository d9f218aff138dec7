//! The explanation of a file by its shape: the meaning of each line, inferred from the keys that belong
//! there.
//!
//! A parser fails where the text stops making sense, which is often far below the mistake, and a schema
//! reports one misplaced line as many violations. Here the lines are compared with the outline of the form.
//! At the first line that does not fit, every repair that a person would consider is tried, and the one that
//! leaves the fewest lines without a place explains the mistake. One mistake is therefore one finding, at its
//! own line, with the edit that corrects it. The edit is made in memory, and the rest of the file is checked
//! as if it had been made.

mod blanks;
mod fault;
mod form;
mod frame;
mod guess;
mod lookahead;
mod patch;
mod row;
mod signs;
mod suspicion;
mod walk;

pub(super) use self::blanks::blanked;
pub(crate) use self::form::{FormKeys, Outline, Shape};
pub(super) use self::patch::{Patched, originals};

use self::guess::{Guess, Site, guesses};
use self::row::RowReader;
use self::walk::{ROW, Stop, Walked, distance_within, walk};
use crate::finding::{Finding, Rule};
use crate::source::{Edit, Span};
use crate::yaml::Node;

/// The most mistakes that are reported per file. A file with more is not a sheet.
const MOST: usize = 60;

/// The most bytes that are read in trying repairs. A sheet has about ten thousand.
const BUDGET: usize = 8 << 20;

/// The longest text that is explained, in bytes. A longer one is not a sheet, and is reported by the parser
/// and the schema.
const LONGEST: usize = 128 << 10;

/// A text whose slips are explained.
#[derive(Debug)]
pub(super) struct Explained {
    /// The text with the repairs made.
    pub(super) patched: Patched,
    /// A finding for each of them, at its place in the original.
    pub(super) findings: Vec<Finding>,
}

/// Returns whether a line means something else to YAML than to the form, so that it is read without complaint
/// and wrongly. `tree` is what YAML read.
pub(super) fn hides(text: &str, tree: &Node, outline: &Outline) -> bool {
    suspicion::is_suspicious(text, tree) && hides_in_rows(text, outline)
}

fn hides_in_rows(text: &str, outline: &Outline) -> bool {
    let lines = row::lines(text);
    walk(text, &RowReader::new(outline).rows(text, &lines), outline, 0).hides
}

/// Explains the slips of a text as far as repairs can be found.
pub(super) fn explain(text: &str, outline: &Outline) -> Explained {
    let mut explained = Explained { patched: Patched::new(text), findings: Vec::new() };
    let (mut from, mut budget) = (0, BUDGET);
    let reader = RowReader::new(outline);
    while explained.findings.len() < MOST && text.len() < LONGEST {
        match explained.step(&reader, from, &mut budget) {
            RepairStep::Repaired => {}
            RepairStep::Unexplained(next) => from = next,
            RepairStep::Done => break,
        }
    }
    explained
}

/// The result of the search for a repair of the first line that does not fit.
enum RepairStep {
    Repaired,
    /// No repair helps; lines from this byte on are looked at next.
    Unexplained(usize),
    Done,
}

impl Explained {
    fn step(&mut self, reader: &RowReader, from: usize, budget: &mut usize) -> RepairStep {
        let outline = reader.outline;
        let text = self.patched.text();
        if *budget < text.len() {
            return RepairStep::Done;
        }
        *budget -= text.len();
        let lines = row::lines(text);
        let rows = reader.rows(text, &lines);
        let Walked { stop, distance, .. } = walk(text, &rows, outline, from);
        let Some(stop) = stop else { return RepairStep::Done };
        let site = Site { text, lines: &lines, rows: &rows, outline, stop: &stop };
        let best = best(&site, reader, distance, budget);
        match best {
            Some(guess) => {
                self.report(&guess);
                self.patched.apply(&guess.edits);
                RepairStep::Repaired
            }
            None => RepairStep::Unexplained(behind(&stop, &rows)),
        }
    }

    fn report(&mut self, guess: &Guess) {
        let span = self.patched.original(guess.span);
        let others = guess.others.iter().map(|span| self.patched.original(*span)).collect();
        let finding = Finding::new(Rule::YAML_SYNTAX, span, guess.message.clone(), guess.help.clone());
        let finding = finding.and_at(others);
        let finding = match originals(&self.patched, &guess.edits) {
            Some(edits) if guess.is_certain => {
                edits.into_iter().fold(finding, |finding, Edit { span, text }| finding.mended_by(span, text))
            }
            Some(edits) => finding.proposing(edits),
            None => finding,
        };
        self.findings.push(finding);
    }
}

fn behind(stop: &Stop, rows: &[row::Row]) -> usize {
    rows[stop.row].line.end.max(rows[stop.row].line.start + 1)
}

/// Returns the guess that brings a text nearest to one that fits, or `None` if no guess brings it nearer.
fn best(site: &Site, reader: &RowReader, distance: usize, budget: &mut usize) -> Option<Guess> {
    let mut best: Option<(usize, Guess)> = None;
    for guess in guesses(site) {
        if *budget < site.text.len() {
            break;
        }
        *budget -= site.text.len();
        // A guess of the same distance is better where its rank is.
        let most = best.as_ref().map_or(distance, |(left, _)| distance.min(left + 1));
        let Some(left) = distance_with(site, reader, &guess.edits, most) else { continue };
        // A dash is not what is missing where the item before it then lacks something.
        if guess.parts_items && left % ROW > distance % ROW {
            continue;
        }
        let is_better = |best: &(usize, Guess)| (left, guess.rank) < (best.0, best.1.rank);
        if left < distance && best.as_ref().is_none_or(is_better) {
            best = Some((left, guess));
        }
    }
    best.map(|(_, guess)| guess)
}

/// Returns the distance of the text with edits from one that fits, at most `most`, or `None` if the edits
/// overlap.
fn distance_with(site: &Site, reader: &RowReader, edits: &[Edit], most: usize) -> Option<usize> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let (mut text, mut from) = (String::with_capacity(site.text.len() + 64), 0);
    for Edit { span: Span { start, end }, text: new } in edits {
        text += site.text.get(from..*start)?;
        text += new;
        from = *end;
    }
    text += site.text.get(from..)?;
    let lines = row::lines(&text);
    Some(distance_within(&text, &reader.rows(&text, &lines), site.outline, most))
}

#[cfg(test)]
mod tests;
