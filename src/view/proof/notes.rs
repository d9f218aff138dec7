//! Findings by number, each with the text on the page that it belongs to.

use serde::{Deserialize, Serialize};

use super::{Draft, places};
use crate::finding::{Field, Finding, Severity};
use crate::source::{Source, Span};
use crate::view::Lines;

/// A finding's number and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// From 1.
    pub number: usize,
    /// How much it weighs.
    pub severity: Severity,
    /// The text that it stands at: the field of its slot.
    pub at: Field,
}

/// As many of one severity in a row as are told as one.
const RUN: usize = 3;

impl Note {
    /// What stands at the place of some notes, in their order: numbers, and 「8〜12」 for many in a row.
    pub fn told(notes: &[&Self]) -> Vec<(Lines, Severity)> {
        let follows =
            |one: &&Self, next: &&Self| one.number + 1 == next.number && one.severity == next.severity;
        let told = notes.chunk_by(follows).flat_map(|run| match run {
            [first, .., last] if run.len() >= RUN => {
                vec![(format!("{}〜{}", first.number, last.number), first.severity)]
            }
            run => run.iter().map(|note| (note.number.to_string(), note.severity)).collect(),
        });
        told.map(|(number, severity)| (Lines::label(number), severity)).collect()
    }
}

/// Numbers findings in their order, finds their texts and marks the characters in them.
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

/// The text of a finding: its very field, else the value that holds its characters, else the first in its
/// field or in what is around that, else the sheet's heading.
fn place(finding: &Finding, slots: &[(Field, Option<Span>)]) -> Field {
    let field = &finding.field;
    let exact = |field: &Field| slots.iter().find(|(slot, _)| slot == field);
    let within =
        |outer: &Field| exact(outer).or_else(|| slots.iter().find(|(slot, _)| slot.is_within(outer)));
    let holding = || slots.iter().find(|(_, source)| source.is_some_and(|it| holds(it, finding.span)));
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
    fn many_numbers_in_a_row_are_told_as_one() {
        let note = |(number, severity)| Note { number, severity, at: Field::default() };
        let (error, warning) = (Severity::Error, Severity::Warning);
        let weights = [error, warning, warning, warning, error, error];
        let notes: Vec<Note> = (1..).zip(weights).map(note).collect();
        let told = Note::told(&notes.iter().collect::<Vec<_>>());
        let words: Vec<String> = told.iter().map(|(number, _)| number.lines.concat()).collect();
        assert_eq!(words, ["1", "2〜4", "5", "6"]);
        assert_eq!(told[1].1, warning);
    }
}
