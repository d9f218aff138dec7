//! A parallel walk through two outlines.

use std::collections::HashSet;

use super::matching::{Matches, matches};
use super::outline::{Body, OutlinePart};
use super::{Change, ComparisonEntry, Gap, Kind, Side};
use crate::finding::Field;
use crate::sheet::symbol::is_same_sign;
use crate::view::Lines;

/// The field of the walk in each of the two files.
#[derive(Debug, Clone, Default)]
pub(super) struct FieldPlace {
    old: Field,
    new: Field,
}

/// The collected results of the walk, in the order of the new sheet; removed items are at their old
/// positions.
#[derive(Debug, Default)]
pub(super) struct ModelWalk {
    pub(super) entries: Vec<ComparisonEntry>,
}

impl ModelWalk {
    /// Compares the parts of two records by name. A missing part counts as empty.
    pub(super) fn records(&mut self, old: &[OutlinePart], new: &[OutlinePart], at: &FieldPlace) {
        // A year with two spellings gives two parts of one name.
        let mut left: Vec<&OutlinePart> = old.iter().collect();
        for part in new {
            let before = left.iter().position(|old| old.name == part.name).map(|at| left.remove(at));
            let place = FieldPlace { old: before.unwrap_or(part).field(&at.old), new: part.field(&at.new) };
            self.part(before, Some(part), &place);
        }
        for part in left {
            let place = FieldPlace { old: part.field(&at.old), new: part.field(&at.new) };
            self.part(Some(part), None, &place);
        }
    }

    fn part(&mut self, old: Option<&OutlinePart>, new: Option<&OutlinePart>, at: &FieldPlace) {
        match (old.map(|part| &part.body), new.map(|part| &part.body)) {
            (Some(Body::Record(old)), Some(Body::Record(new))) => self.records(old, new, at),
            (Some(Body::List(old)), Some(Body::List(new))) => self.lists(old, new, at),
            (old, new) => self.texts(lines(old), lines(new), at),
        }
    }

    fn texts(&mut self, old: &[String], new: &[String], at: &FieldPlace) {
        if is_same(old, new) {
            if !new.is_empty() {
                self.entries.push(ComparisonEntry::Same);
            }
            return;
        }
        let side = |field: &Field, lines: &[String]| Some(Side::of(field.clone(), lines.join("\n")));
        let (old, new) = (side(&at.old, old), side(&at.new, new));
        self.entries.push(ComparisonEntry::Change(Change { kind: Kind::Changed, old, new, gap: None }));
    }

    fn lists(&mut self, old: &[OutlinePart], new: &[OutlinePart], at: &FieldPlace) {
        let Matches { old_of, moved, in_order } = matches(old, new);
        self.entries.extend(in_order.then(|| ComparisonEntry::InOrder(at.new.clone())));
        let kept: HashSet<usize> = old_of.iter().copied().flatten().collect();
        let mut gone = (0..old.len()).filter(|place| !kept.contains(place)).peekable();
        let next_stayed = next_stayed(&old_of, &moved);
        for (place, part) in new.iter().enumerate() {
            let before = old_of[place];
            // Removed items precede the added ones at the same position, as in a text.
            while let Some(gone) = gone.next_if(|gone| next_stayed[place].is_none_or(|next| *gone < next)) {
                self.removed(&old[gone], place, at);
            }
            match before.and_then(|before| old.get(before)) {
                Some(before) => self.kept(before, part, moved[place], at),
                None => self.added(part, at),
            }
        }
        for gone in gone {
            self.removed(&old[gone], new.len(), at);
        }
    }

    /// Compares an item that is in both lists.
    fn kept(&mut self, old: &OutlinePart, new: &OutlinePart, moved: bool, at: &FieldPlace) {
        let place = FieldPlace { old: old.field(&at.old), new: new.field(&at.new) };
        if moved {
            let (old, new) = (side(old, &at.old), side(new, &at.new));
            let (old, new) = (Some(old), Some(new));
            self.entries.push(ComparisonEntry::Change(Change { kind: Kind::Moved, old, new, gap: None }));
        }
        self.part(Some(old), Some(new), &place);
    }

    fn added(&mut self, part: &OutlinePart, at: &FieldPlace) {
        let new = Some(side(part, &at.new));
        self.entries.push(ComparisonEntry::Change(Change { kind: Kind::Added, old: None, new, gap: None }));
    }

    fn removed(&mut self, part: &OutlinePart, place: usize, at: &FieldPlace) {
        let old = Some(side(part, &at.old));
        let gap = Some(Gap { list: at.new.clone(), place });
        self.entries.push(ComparisonEntry::Change(Change { kind: Kind::Removed, old, new: None, gap }));
    }
}

/// Returns for each new item the old position of the next item, itself included, that was not moved.
fn next_stayed(old_of: &[Option<usize>], moved: &[bool]) -> Vec<Option<usize>> {
    let mut next = None;
    let mut stayed: Vec<Option<usize>> = old_of
        .iter()
        .zip(moved)
        .rev()
        .map(|(old, moved)| {
            next = old.filter(|_| !moved).or(next);
            next
        })
        .collect();
    stayed.reverse();
    stayed
}

/// Returns a whole part as one side of a change.
fn side(part: &OutlinePart, outer: &Field) -> Side {
    let field = part.field(outer);
    Side { contents: part.contents(&field), text: part.headline(), field, line: 0, place: String::new() }
}

fn lines(body: Option<&Body>) -> &[String] {
    match body {
        Some(Body::Text(Lines { lines, .. })) => lines,
        _ => &[],
    }
}

/// Returns whether two boxes print alike, or with variants of the same sign.
fn is_same(old: &[String], new: &[String]) -> bool {
    match (old, new) {
        ([old], [new]) => is_same_sign(old, new),
        (old, new) => old == new,
    }
}
