//! Undo and redo, over all sheets and past what other programs saved meanwhile.

use super::state::SheetId;
use crate::edit::difference;
use crate::source::Edit;

/// A change of one place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    start: usize,
    old: String,
    new: String,
}

impl Hunk {
    /// Returns the one change between two texts; `None` if they are the same.
    pub(super) fn between(old: &str, new: &str) -> Option<Self> {
        let edit = difference(old, new).into_iter().next()?;
        Some(Self { start: edit.span.start, old: old.get(edit.span.range())?.to_owned(), new: edit.text })
    }

    /// Returns the changes that edits of a text consist of, in the order in which they can be made one by one.
    pub(super) fn of_edits(old: &str, edits: &[Edit]) -> Vec<Self> {
        // From the last to the first, so that none moves the next.
        let hunk = |edit: &Edit| {
            let old = old.get(edit.span.range()).expect("an edit is at a span of its text").to_owned();
            Self { start: edit.span.start, old, new: edit.text.clone() }
        };
        edits.iter().rev().map(hunk).collect()
    }

    /// Makes the change in a text; `None` if the text is not what it was made for.
    pub(super) fn forth(&self, text: &str) -> Option<String> {
        swapped(text, self.start, &self.old, &self.new)
    }

    /// Undoes the change in a text; `None` if the text is not the one after it.
    pub(super) fn back(&self, text: &str) -> Option<String> {
        swapped(text, self.start, &self.new, &self.old)
    }

    /// Returns two changes for the other order, `second` before `first`; `None` if they touch the same place.
    fn swap(first: &Self, second: &Self) -> Option<(Self, Self)> {
        let (first_end, second_end) = (first.start + first.new.len(), second.start + second.old.len());
        let moved =
            |hunk: &Self, from: usize, to: usize| Self { start: hunk.start + to - from, ..hunk.clone() };
        if second_end < first.start || second_end == first.start && !second.old.is_empty() {
            Some((second.clone(), moved(first, second.old.len(), second.new.len())))
        } else if second.start > first_end || second.start == first_end && !first.new.is_empty() {
            Some((moved(second, first.new.len(), first.old.len()), first.clone()))
        } else {
            None
        }
    }
}

fn swapped(text: &str, start: usize, old: &str, new: &str) -> Option<String> {
    let rest = text.get(start..)?.strip_prefix(old)?;
    Some(format!("{}{new}{rest}", &text[..start]))
}

/// A change that was made.
#[derive(Debug, Clone)]
struct Step {
    id: SheetId,
    hunk: Hunk,
    is_ours: bool,
}

/// Every change since the session began.
#[derive(Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// A change that is to be taken back or made again: the sheet, and its new text.
pub(super) type Restored = (SheetId, Option<String>);

impl History {
    /// Records a change of this session. Changes that were undone before cannot be redone any more.
    pub(super) fn note(&mut self, id: SheetId, old: &str, new: &str) {
        if let Some(hunk) = Hunk::between(old, new) {
            self.done.push(Step { id, hunk, is_ours: true });
            self.undone.clear();
        }
    }

    /// Records changes of another program, which undo leaves alone.
    pub(super) fn note_other(&mut self, id: SheetId, old: &str, edits: &[Edit]) {
        for hunk in Hunk::of_edits(old, edits) {
            self.shift_undone(id, &hunk);
            self.done.push(Step { id, hunk, is_ours: false });
        }
    }

    /// Moves the undone changes of a sheet behind a change of another program; drops them if one touches the same place.
    fn shift_undone(&mut self, id: SheetId, hunk: &Hunk) {
        let mut hunk = hunk.clone();
        let mut lost = false;
        for step in self.undone.iter_mut().rev().filter(|step| step.id == id) {
            // A redone change is older than the other program's, so the two are exchanged one by one.
            match (!lost).then(|| Hunk::swap(&step.hunk.turned(), &hunk)).flatten() {
                Some((moved, own)) => (hunk, step.hunk) = (moved, own.turned()),
                None => lost = true,
            }
        }
        if lost {
            self.undone.retain(|step| step.id != id);
        }
    }

    /// Forgets the changes of a sheet whose file is gone.
    pub(super) fn forget(&mut self, id: SheetId) {
        self.done.retain(|step| step.id != id);
        self.undone.retain(|step| step.id != id);
    }

    /// Returns whether there is a change to undo, and one to redo.
    pub(super) fn is_open(&self) -> (bool, bool) {
        (self.done.iter().any(|step| step.is_ours), !self.undone.is_empty())
    }

    /// Returns the sheet of the change that is undone next.
    pub(super) fn last(&self) -> Option<SheetId> {
        self.done.iter().rev().find(|step| step.is_ours).map(|step| step.id)
    }

    /// Returns the sheet of the change that is redone next.
    pub(super) fn next(&self) -> Option<SheetId> {
        self.undone.last().map(|step| step.id)
    }

    /// Undoes the last change of this session in the present text of its sheet. The text is `None` if another program has
    /// changed the same place since; the change is dropped then.
    pub(super) fn undo(&mut self, text: &str) -> Option<Restored> {
        let place = self.done.iter().rposition(|step| step.is_ours)?;
        let step = self.done.remove(place);
        let (id, mut hunk, mut others) = (step.id, step.hunk, Vec::new());
        for (at, later) in self.done.iter().enumerate().skip(place).filter(|(_, later)| later.id == id) {
            let Some((moved, own)) = Hunk::swap(&hunk, &later.hunk) else { return Some((id, None)) };
            hunk = own;
            others.push((at, moved));
        }
        let Some(text) = hunk.back(text) else { return Some((id, None)) };
        for (at, moved) in others {
            self.done[at].hunk = moved;
        }
        self.undone.push(Step { id, hunk, is_ours: true });
        Some((id, Some(text)))
    }

    /// Redoes the change that was undone last.
    pub(super) fn redo(&mut self, text: &str) -> Option<Restored> {
        let step = self.undone.pop()?;
        let (id, text) = (step.id, step.hunk.forth(text));
        if text.is_some() {
            self.done.push(step);
        }
        Some((id, text))
    }
}

impl Hunk {
    /// Returns the change that undoes this one.
    fn turned(&self) -> Self {
        Self { start: self.start, old: self.new.clone(), new: self.old.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: SheetId = SheetId(0);

    #[test]
    fn changes_are_taken_back_past_those_of_others() {
        let (mut history, mut text) = (History::default(), "a\nb\nc\n".to_owned());
        let ours = |history: &mut History, text: &mut String, new: &str| {
            history.note(ID, text, new);
            new.clone_into(text);
        };
        ours(&mut history, &mut text, "a\nB1\nc\n");
        ours(&mut history, &mut text, "a\nB1\nC22\n");
        let theirs = crate::diff::line_edits(&text, "new\na\nB1\nC22\nd\n");
        history.note_other(ID, &text, &theirs);
        "new\na\nB1\nC22\nd\n".clone_into(&mut text);
        for wanted in ["new\na\nB1\nc\nd\n", "new\na\nb\nc\nd\n"] {
            let (_, new) = history.undo(&text).expect("something");
            text = new.expect("apart");
            assert_eq!(text, wanted);
        }
        assert!(history.undo(&text).is_none());
        let theirs = crate::diff::line_edits(&text, "a\nb\nc\nd\n");
        history.note_other(ID, &text, &theirs);
        "a\nb\nc\nd\n".clone_into(&mut text);
        for wanted in ["a\nB1\nc\nd\n", "a\nB1\nC22\nd\n"] {
            let (_, new) = history.redo(&text).expect("something");
            text = new.expect("apart");
            assert_eq!(text, wanted);
        }
        assert!(history.redo(&text).is_none());
    }

    #[test]
    fn a_change_of_the_same_place_is_not_overwritten() {
        let mut history = History::default();
        history.note(ID, "a\nb\n", "a\nB\n");
        history.note_other(ID, "a\nB\n", &crate::diff::line_edits("a\nB\n", "a\nX\n"));
        assert_eq!(history.undo("a\nX\n"), Some((ID, None)));
        assert_eq!(history.undo("a\nX\n"), None);
    }
}
