//! Which item of a list became which, and which of them were moved.

use std::collections::{HashMap, HashSet, VecDeque};

use super::assignment;
use super::outline::OutlinePart;
use super::similarity::Signature;

/// Items that are less alike than this are not one item: the old one went and the new one came. Two
/// sentences that have nothing in common but their grammar stay below it, one of which every other
/// word was rewritten above.
const ALIKE: f64 = 0.36;

/// The most items on a side that are held against each other, one with every other. More, which only a
/// hostile file has, are matched in their order.
const MANY: usize = 256;

/// What became of the items of a list, by their places.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Matches {
    /// For each new item the old one that it was.
    pub(super) old_of: Vec<Option<usize>>,
    /// The new items that are out of the old order; as few as can be.
    pub(super) moved: Vec<bool>,
    /// Whether items that changed were too many to be held against each other, and were paired in their
    /// order.
    pub(super) in_order: bool,
}

/// How many letters of each of so many items are held against each other: enough to know one by in a list of
/// any sheet, and fewer in longer lists, since the time grows with the square of their length.
fn letters(count: usize) -> u32 {
    if count > 64 { 400 } else { 4000 }
}

/// Matches two lists.
pub(super) fn matches(old: &[OutlinePart], new: &[OutlinePart]) -> Matches {
    let letters = letters(old.len().max(new.len()));
    let signatures =
        |parts: &[OutlinePart]| parts.iter().map(|it| Signature::of(it, letters)).collect::<Vec<_>>();
    let (old, new) = (signatures(old), signatures(new));
    let mut old_of = same(&old, &new);
    let in_order = !alike(&old, &new, &mut old_of);
    let moved = moved(&old_of);
    Matches { old_of, moved, in_order }
}

/// Items that say the same: the first with the first, the second with the second.
fn same(old: &[Signature], new: &[Signature]) -> Vec<Option<usize>> {
    let mut places: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (place, signature) in old.iter().enumerate() {
        places.entry(&signature.whole).or_default().push_back(place);
    }
    new.iter().map(|signature| places.get_mut(signature.whole.as_str())?.pop_front()).collect()
}

/// Of the others, those that are alike, so that all together are as alike as can be. Returns whether they could
/// be held against each other: where they are too many they are paired in their order.
fn alike(old: &[Signature], new: &[Signature], old_of: &mut [Option<usize>]) -> bool {
    let taken: HashSet<usize> = old_of.iter().copied().flatten().collect();
    let left_old: Vec<usize> = (0..old.len()).filter(|place| !taken.contains(place)).collect();
    let left_new: Vec<usize> = (0..new.len()).filter(|place| old_of[*place].is_none()).collect();
    // Where one side has none left there is nothing to be held against.
    if left_old.len().min(left_new.len()) > 0 && left_old.len().max(left_new.len()) > MANY {
        for (old, new) in left_old.into_iter().zip(left_new) {
            old_of[new] = Some(old);
        }
        return false;
    }
    let gain = |o: usize, n: usize| {
        let similarity = old[left_old[o]].similarity(&new[left_new[n]]);
        // Of two that are as alike, the one that stands where it stood.
        if similarity < ALIKE {
            0.0
        } else {
            similarity - 1e-4 * f64::from(u32::try_from(o.abs_diff(n)).unwrap_or(u32::MAX))
        }
    };
    let turned = left_old.len() > left_new.len();
    let (rows, columns) =
        if turned { (left_new.len(), left_old.len()) } else { (left_old.len(), left_new.len()) };
    let at = |row, column| if turned { gain(column, row) } else { gain(row, column) };
    let gains: Vec<Vec<f64>> =
        (0..rows).map(|row| (0..columns).map(|column| at(row, column)).collect()).collect();
    for (row, column) in assignment::best(&gains).into_iter().enumerate() {
        if gains[row][column] > 0.0 {
            let (o, n) = if turned { (column, row) } else { (row, column) };
            old_of[left_new[n]] = Some(left_old[o]);
        }
    }
    true
}

/// The items outside the longest run that kept its order; of two such runs, the one of which more stand
/// at the very place where they stood among those that stayed.
fn moved(old_of: &[Option<usize>]) -> Vec<bool> {
    let stayed: Vec<(usize, usize)> =
        old_of.iter().enumerate().filter_map(|(new, old)| Some((new, (*old)?))).collect();
    let mut ranks: Vec<usize> = stayed.iter().map(|(_, old)| *old).collect();
    ranks.sort_unstable();
    let rank = |old: usize| ranks.partition_point(|other| *other < old);
    let olds: Vec<usize> = stayed.iter().map(|(_, old)| rank(*old)).collect();
    let mut moved = vec![false; old_of.len()];
    for (place, kept) in in_order(&olds).into_iter().enumerate() {
        moved[stayed[place].0] = !kept;
    }
    moved
}

/// Which of these numbers, a permutation from 0, make the heaviest run that only rises. One weighs as
/// much as all that can stand at its place together, and a little more at its own place.
fn in_order(numbers: &[usize]) -> Vec<bool> {
    let mut ends = Ends::of(numbers.len());
    let mut before = Vec::with_capacity(numbers.len());
    for (place, number) in numbers.iter().enumerate() {
        let weight = numbers.len() + 1 + usize::from(place == *number);
        let (behind, last) = ends.heaviest_below(*number);
        before.push(last);
        ends.put(*number, (behind + weight, Some(place)));
    }
    let mut kept = vec![false; numbers.len()];
    let mut at = ends.heaviest_below(numbers.len()).1;
    while let Some(place) = at {
        kept[place] = true;
        at = before[place];
    }
    kept
}

/// A run by its weight, and the place of its last number.
type TextRun = (usize, Option<usize>);

/// The heaviest run for each last number: a Fenwick tree of greatest prefixes, so that a list of any length is
/// put in order.
struct Ends(Vec<TextRun>);

impl Ends {
    fn of(count: usize) -> Self {
        Self(vec![(0, None); count + 1])
    }

    /// The heaviest run that ends in a number below this one.
    fn heaviest_below(&self, number: usize) -> TextRun {
        let up = std::iter::successors(Some(number), |at| Some(at & at.checked_sub(1)?));
        up.take_while(|at| *at > 0).map(|at| self.0[at]).max().unwrap_or_default()
    }

    fn put(&mut self, number: usize, run: TextRun) {
        let mut at = number + 1;
        while let Some(best) = self.0.get_mut(at) {
            *best = run.max(*best);
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved_of(old_of: &[usize]) -> Vec<usize> {
        let old_of: Vec<Option<usize>> = old_of.iter().copied().map(Some).collect();
        moved(&old_of).iter().enumerate().filter(|(_, moved)| **moved).map(|(place, _)| place).collect()
    }

    #[test]
    fn as_few_items_as_can_be_are_moved() {
        assert_eq!(moved_of(&[0, 1, 2]), [0usize; 0]);
        assert_eq!(moved_of(&[1, 0]).len(), 1);
        assert_eq!(moved_of(&[0, 2, 1, 3]).len(), 1);
        assert_eq!(moved_of(&[4, 0, 1, 2, 3]), [0]);
        assert_eq!(moved_of(&[1, 2, 3, 4, 0]), [4]);
        // The one in the middle stays where it was.
        assert_eq!(moved_of(&[2, 1, 0]), [0, 2]);
    }

    #[test]
    fn a_list_of_any_length_is_put_in_order() {
        for count in [1024, 1025, 20_000] {
            let turned: Vec<usize> = (0..count).rev().collect();
            assert_eq!(moved_of(&turned).len(), count - 1);
            let rotated: Vec<usize> = (1..count).chain([0]).collect();
            assert_eq!(moved_of(&rotated), [count - 1]);
        }
    }

    #[test]
    fn items_that_came_or_went_move_no_other() {
        assert_eq!(moved(&[None, Some(1), Some(4)]), [false; 3]);
        assert_eq!(moved(&[Some(3), None, Some(1)]).iter().filter(|moved| **moved).count(), 1);
    }
}
