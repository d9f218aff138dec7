//! Segmentation of a run into the words of lowest total cost.

/// The best segmentation up to a position: its cost, and the beginning of its last word.
#[derive(Clone, Copy)]
struct Segmentation {
    cost: f64,
    from: usize,
}

/// Returns the ends of the words of the cheapest segmentation of a run of `count` characters. `cost` is that of a word
/// from one position to another, and `None` for what cannot be a word; words are at most `longest` long. The result is
/// empty if there is no segmentation.
pub(super) fn cheapest(
    count: usize,
    longest: usize,
    cost: impl Fn(usize, usize) -> Option<f64>,
) -> Vec<usize> {
    let mut best = vec![Some(Segmentation { cost: 0.0, from: 0 })];
    for end in 1..=count {
        let with_word = |from: usize| Some(Segmentation { cost: best[from]?.cost + cost(from, end)?, from });
        let all = (end.saturating_sub(longest)..end).filter_map(with_word);
        best.push(all.min_by(|left, right| left.cost.total_cmp(&right.cost)));
    }
    let before = |end: &usize| best[*end].map(|word| word.from).filter(|from| *from > 0);
    let last = Some(count).filter(|last| *last > 0 && best[*last].is_some());
    let mut ends: Vec<usize> = std::iter::successors(last, before).collect();
    ends.reverse();
    ends
}
