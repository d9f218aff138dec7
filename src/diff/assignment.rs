//! The assignment problem: an optimal assignment of rows to columns.

/// Returns for each row its column in an assignment with the greatest sum of gains. There are at least as
/// many columns as rows, and every row has a gain for each column.
///
/// The algorithm is the Hungarian method with potentials: each new row is assigned along a shortest
/// augmenting path.
pub(super) fn best(gains: &[Vec<f64>]) -> Vec<usize> {
    let columns = gains.first().map_or(0, Vec::len);
    // Columns count from 1; column 0 holds the row that is being assigned.
    let mut holder: Vec<Option<usize>> = vec![None; columns + 1];
    let (mut of_row, mut of_column) = (vec![0.0; gains.len()], vec![0.0; columns + 1]);
    for row in 0..gains.len() {
        holder[0] = Some(row);
        let path = reach(gains, &holder, &mut of_row, &mut of_column);
        let mut column = path.last;
        while column != 0 {
            let before = path.previous[column];
            holder[column] = holder[before];
            column = before;
        }
    }
    let mut chosen = vec![0; gains.len()];
    for (column, row) in holder.iter().enumerate().skip(1) {
        if let Some(row) = row {
            chosen[*row] = column - 1;
        }
    }
    chosen
}

/// A shortest augmenting path: for each column its predecessor, and the free column at its end.
struct CheapestPath {
    previous: Vec<usize>,
    last: usize,
}

/// Finds the shortest augmenting path from the row in column 0 to a free column.
fn reach(
    gains: &[Vec<f64>],
    holder: &[Option<usize>],
    of_row: &mut [f64],
    of_column: &mut [f64],
) -> CheapestPath {
    let mut distance = vec![f64::INFINITY; holder.len()];
    let mut seen = vec![false; holder.len()];
    let mut previous = vec![0; holder.len()];
    let mut at = 0;
    while let Some(row) = holder[at] {
        seen[at] = true;
        let (mut step, mut next) = (f64::INFINITY, 0);
        for column in 1..holder.len() {
            if seen[column] {
                continue;
            }
            let cost = -gains[row][column - 1] - of_row[row] - of_column[column];
            if cost < distance[column] {
                distance[column] = cost;
                previous[column] = at;
            }
            if distance[column] < step {
                (step, next) = (distance[column], column);
            }
        }
        if next == 0 {
            break;
        }
        for column in 0..holder.len() {
            match holder[column] {
                Some(row) if seen[column] => {
                    of_row[row] += step;
                    of_column[column] -= step;
                }
                _ if !seen[column] => distance[column] -= step,
                _ => {}
            }
        }
        at = next;
    }
    CheapestPath { previous, last: at }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::cases::cases;

    fn sum(gains: &[Vec<f64>], chosen: &[usize]) -> f64 {
        chosen.iter().enumerate().map(|(row, column)| gains[row][*column]).sum()
    }

    /// Returns the greatest sum, by brute force.
    fn greatest(gains: &[Vec<f64>], taken: &mut Vec<usize>) -> f64 {
        let Some(row) = gains.get(taken.len()) else { return 0.0 };
        let mut best = f64::NEG_INFINITY;
        for (column, gain) in row.iter().enumerate() {
            if !taken.contains(&column) {
                taken.push(column);
                best = best.max(gain + greatest(gains, taken));
                taken.pop();
            }
        }
        best
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn no_assignment_is_better(
            gains in (1..5usize, 0..3usize).prop_flat_map(|(rows, more)| {
                prop::collection::vec(prop::collection::vec(0.0..1.0f64, rows + more), rows)
            })
        ) {
            let chosen = best(&gains);
            let mut columns = chosen.clone();
            columns.sort_unstable();
            columns.dedup();
            prop_assert_eq!(columns.len(), gains.len());
            prop_assert!((sum(&gains, &chosen) - greatest(&gains, &mut Vec::new())).abs() < 1e-9);
        }
    }

    #[test]
    fn the_greedy_choice_is_not_always_the_best() {
        assert_eq!(best(&[vec![0.9, 0.8], vec![0.8, 0.1]]), [1, 0]);
        assert_eq!(best(&[]), [0usize; 0]);
    }
}
