//! The best assignment of rows to columns.

/// For each row the column that it gets, so that the sum of the gains is the greatest. There are as
/// many columns as rows or more, and every row has a gain for each of them.
///
/// The Hungarian method with potentials, row by row: each new row takes its column along the shortest
/// way of exchanges.
pub(super) fn best(gains: &[Vec<f64>]) -> Vec<usize> {
    let columns = gains.first().map_or(0, Vec::len);
    // Columns count from 1; 0 stands for the row that has none yet.
    let mut holder: Vec<Option<usize>> = vec![None; columns + 1];
    let (mut of_row, mut of_column) = (vec![0.0; gains.len()], vec![0.0; columns + 1]);
    for row in 0..gains.len() {
        holder[0] = Some(row);
        let came_from = reach(gains, &holder, &mut of_row, &mut of_column);
        let mut column = came_from.last;
        while column != 0 {
            let before = came_from.way[column];
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

/// How a free column is reached: for each column the one before it.
struct CheapestPath {
    way: Vec<usize>,
    last: usize,
}

/// The shortest way of exchanges from the row in column 0 to a free column.
fn reach(
    gains: &[Vec<f64>],
    holder: &[Option<usize>],
    of_row: &mut [f64],
    of_column: &mut [f64],
) -> CheapestPath {
    let mut distance = vec![f64::INFINITY; holder.len()];
    let mut seen = vec![false; holder.len()];
    let mut way = vec![0; holder.len()];
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
                way[column] = at;
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
    CheapestPath { way, last: at }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(gains: &[Vec<f64>], chosen: &[usize]) -> f64 {
        chosen.iter().enumerate().map(|(row, column)| gains[row][*column]).sum()
    }

    /// The greatest sum, by trying everything.
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
