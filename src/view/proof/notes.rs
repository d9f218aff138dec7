//! Numbered findings, each at a text of the page.

use serde::{Deserialize, Serialize};

use super::{Draft, places};
use crate::finding::{Field, Finding, Severity};
use crate::source::{Source, Span};
use crate::view::Lines;

/// A numbered finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The number, from 1.
    pub number: usize,
    /// The severity.
    pub severity: Severity,
    /// The field of the text's slot.
    pub at: Field,
}

/// The fewest consecutive numbers that are shown as a range.
const RUN: usize = 3;

impl Note {
    /// Formats the notes of one place, in order; consecutive ones of the same severity as 「8〜12」.
    pub fn labels(notes: &[&Self]) -> Vec<(Lines, Severity)> {
        let follows =
            |note: &&Self, next: &&Self| note.number + 1 == next.number && note.severity == next.severity;
        let labels = notes.chunk_by(follows).flat_map(|run| match run {
            [first, .., last] if run.len() >= RUN => {
                vec![(format!("{}〜{}", first.number, last.number), first.severity)]
            }
            run => run.iter().map(|note| (note.number.to_string(), note.severity)).collect(),
        });
        labels.map(|(number, severity)| (Lines::label(number), severity)).collect()
    }
}

/// Numbers the findings in order, assigns them to texts, and marks their characters.
pub(super) fn notes(draft: &mut Draft, findings: &[&Finding], source: &Source) -> Vec<Note> {
    let mut slots = Vec::new();
    draft.each(&mut |lines| {
        slots.extend(lines.slot.as_ref().map(|slot| (slot.field.clone(), lines.source)));
    });
    let notes = findings.iter().enumerate().map(|(index, finding)| {
        let (at, number) = (place(finding, &slots), index + 1);
        draft.each(&mut |lines| {
            if lines.slot.as_ref().is_some_and(|slot| slot.field == at) {
                places::mark(lines, finding, number, source);
            }
        });
        Note { number, severity: finding.severity, at }
    });
    notes.collect()
}

/// Returns the field of the text to which a finding is assigned: its own field, else the value that contains
/// its characters, else the first text within its field or the nearest enclosing one, else the sheet's
/// heading.
fn place(finding: &Finding, slots: &[(Field, Option<Span>)]) -> Field {
    let field = &finding.field;
    let exact = |field: &Field| slots.iter().find(|(slot, _)| slot == field);
    let within =
        |outer: &Field| exact(outer).or_else(|| slots.iter().find(|(slot, _)| slot.is_within(outer)));
    let holding = || slots.iter().find(|(_, source)| source.is_some_and(|span| holds(span, finding.span)));
    let around = || {
        let mut outer = (1..=field.0.len()).rev().map(|steps| Field(field.0[..steps].to_vec()));
        outer.find_map(|outer| within(&outer))
    };
    let found = exact(field).or_else(holding).or_else(around).or_else(|| slots.first());
    found.map(|(slot, _)| slot.clone()).unwrap_or_default()
}

fn holds(value: Span, characters: Span) -> bool {
    characters.start < characters.end && value.contains(characters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consecutive_numbers_are_a_range() {
        let note = |(number, severity)| Note { number, severity, at: Field::default() };
        let (error, warning) = (Severity::Error, Severity::Warning);
        let weights = [error, warning, warning, warning, error, error];
        let notes: Vec<Note> = (1..).zip(weights).map(note).collect();
        let told = Note::labels(&notes.iter().collect::<Vec<_>>());
        let words: Vec<String> = told.iter().map(|(number, _)| number.lines.concat()).collect();
        assert_eq!(words, ["1", "2〜4", "5", "6"]);
        assert_eq!(told[1].1, warning);
    }
}
