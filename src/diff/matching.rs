//! Matching of list items between two states, and detection of moved items.

use std::collections::{HashMap, HashSet, VecDeque};

use super::assignment;
use super::outline::OutlinePart;
use super::similarity::Signature;

/// The least similarity of a match. Sentences that have only grammar in common stay below it; a sentence of
/// which every other word was rewritten reaches it.
const LEAST_SIMILARITY: f64 = 0.36;

/// The most unmatched items on a side that are compared pairwise. More, which only hostile files have, are
/// matched by position.
const MANY: usize = 256;

/// The matches of two lists, by position.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Matches {
    /// For each new item its old one.
    pub(super) old_of: Vec<Option<usize>>,
    /// For each new item whether it was moved. As few items as possible are moved.
    pub(super) moved: Vec<bool>,
    /// `true` where too many items changed to be compared pairwise, so that they were matched by position.
    pub(super) in_order: bool,
}

/// Returns the number of letters of each item that are compared in a list of `count` items. It is lower for
/// long lists, because the time is quadratic in their length.
fn letters(count: usize) -> u32 {
    if count > 64 { 400 } else { 4000 }
}

/// Matches the items of two lists.
pub(super) fn matches(old: &[OutlinePart], new: &[OutlinePart]) -> Matches {
    let letters = letters(old.len().max(new.len()));
    let signatures =
        |parts: &[OutlinePart]| parts.iter().map(|part| Signature::of(part, letters)).collect::<Vec<_>>();
    let (old, new) = (signatures(old), signatures(new));
    let mut old_of = match_equal(&old, &new);
    let in_order = !match_similar(&old, &new, &mut old_of);
    let moved = moved(&old_of);
    Matches { old_of, moved, in_order }
}

/// Matches equal items: the first with the first, the second with the second.
fn match_equal(old: &[Signature], new: &[Signature]) -> Vec<Option<usize>> {
    let mut places: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (place, signature) in old.iter().enumerate() {
        places.entry(&signature.whole).or_default().push_back(place);
    }
    new.iter().map(|signature| places.get_mut(signature.whole.as_str())?.pop_front()).collect()
}

/// Matches the remaining items so that the sum of their similarities is greatest. Returns `false` where they
/// are too many, so that they were matched by position.
fn match_similar(old: &[Signature], new: &[Signature], old_of: &mut [Option<usize>]) -> bool {
    let taken: HashSet<usize> = old_of.iter().copied().flatten().collect();
    let left_old: Vec<usize> = (0..old.len()).filter(|place| !taken.contains(place)).collect();
    let left_new: Vec<usize> = (0..new.len()).filter(|place| old_of[*place].is_none()).collect();
    // If one side has none left, there is nothing to match.
    if left_old.len().min(left_new.len()) > 0 && left_old.len().max(left_new.len()) > MANY {
        for (old, new) in left_old.into_iter().zip(left_new) {
            old_of[new] = Some(old);
        }
        return false;
    }
    let gain = |o: usize, n: usize| {
        let similarity = old[left_old[o]].similarity(&new[left_new[n]]);
        // Among equally similar items, the nearer position wins.
        if similarity < LEAST_SIMILARITY {
            0.0
        } else {
            similarity - 1e-4 * f64::from(u32::try_from(o.abs_diff(n)).unwrap_or(u32::MAX))
        }
    };
    let is_transposed = left_old.len() > left_new.len();
    let (rows, columns) =
        if is_transposed { (left_new.len(), left_old.len()) } else { (left_old.len(), left_new.len()) };
    let at = |row, column| if is_transposed { gain(column, row) } else { gain(row, column) };
    let gains: Vec<Vec<f64>> =
        (0..rows).map(|row| (0..columns).map(|column| at(row, column)).collect()).collect();
    for (row, column) in assignment::best(&gains).into_iter().enumerate() {
        if gains[row][column] > 0.0 {
            let (o, n) = if is_transposed { (column, row) } else { (row, column) };
            old_of[left_new[n]] = Some(left_old[o]);
        }
    }
    true
}

/// Returns the items outside the longest subsequence that keeps its order. Among such subsequences, the one
/// with more items at their old rank is preferred.
fn moved(old_of: &[Option<usize>]) -> Vec<bool> {
    let stayed: Vec<(usize, usize)> =
        old_of.iter().enumerate().filter_map(|(new, old)| Some((new, (*old)?))).collect();
    let mut ranks: Vec<usize> = stayed.iter().map(|(_, old)| *old).collect();
    ranks.sort_unstable();
    let rank = |old: usize| ranks.partition_point(|known| *known < old);
    let olds: Vec<usize> = stayed.iter().map(|(_, old)| rank(*old)).collect();
    let mut moved = vec![false; old_of.len()];
    for (place, kept) in in_order(&olds).into_iter().enumerate() {
        moved[stayed[place].0] = !kept;
    }
    moved
}

/// Returns the numbers of a permutation from 0 that form the heaviest increasing subsequence. The weights
/// make its length decide, and then the count of numbers at their own position.
fn in_order(numbers: &[usize]) -> Vec<bool> {
    let mut ends = PrefixMaxima::of(numbers.len());
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

/// A subsequence: its weight, and the position of its last number.
type Subsequence = (usize, Option<usize>);

/// The heaviest subsequence for each last number, as a Fenwick tree of prefix maxima, so that lists of any
/// length are processed in O(n log n).
struct PrefixMaxima(Vec<Subsequence>);

impl PrefixMaxima {
    fn of(count: usize) -> Self {
        Self(vec![(0, None); count + 1])
    }

    /// Returns the heaviest subsequence that ends in a lower number.
    fn heaviest_below(&self, number: usize) -> Subsequence {
        let up = std::iter::successors(Some(number), |at| Some(at & at.checked_sub(1)?));
        up.take_while(|at| *at > 0).map(|at| self.0[at]).max().unwrap_or_default()
    }

    fn put(&mut self, number: usize, run: Subsequence) {
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
        // The one in the middle keeps its position.
        assert_eq!(moved_of(&[2, 1, 0]), [0, 2]);
    }

    #[test]
    fn a_list_of_any_length_is_put_in_order() {
        for count in [1024, 1025, 20_000] {
            let is_transposed: Vec<usize> = (0..count).rev().collect();
            assert_eq!(moved_of(&is_transposed).len(), count - 1);
            let rotated: Vec<usize> = (1..count).chain([0]).collect();
            assert_eq!(moved_of(&rotated), [count - 1]);
        }
    }

    #[test]
    fn added_and_removed_items_move_no_other() {
        assert_eq!(moved(&[None, Some(1), Some(4)]), [false; 3]);
        assert_eq!(moved(&[Some(3), None, Some(1)]).iter().filter(|moved| **moved).count(), 1);
    }
}
