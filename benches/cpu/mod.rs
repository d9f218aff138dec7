//! The CPU time of processes that have ended, read from `/proc`.

use std::fs;

/// Seconds that the ended children of this process took, and theirs; nothing where there is no `/proc`. The
/// kernel tells hundredths.
pub(crate) fn of_children() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in brackets, may hold anything; what follows it are numbers.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field)?.parse::<f64>().ok();
    Some((ticks(13)? + ticks(14)?) / 100.0)
}
