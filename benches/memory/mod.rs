//! The memory of a process and of those that it started, read from `/proc` while they run.

use std::fs;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

/// How often it is read.
const BEAT: Duration = Duration::from_millis(20);

/// The most that was seen, in megabytes.
#[derive(Default)]
pub(crate) struct Peak {
    /// Resident in all processes at one moment; what they share, as the fonts in the binary, counts once.
    pub(crate) all: f64,
    /// Resident in one process.
    pub(crate) largest: f64,
}

/// Waits for a process to end, watching it; one that takes longer than `limit` is killed.
pub(crate) fn peak(child: &mut Child, limit: Duration) -> Option<Peak> {
    let (mut peak, began) = (Peak::default(), Instant::now());
    while child.try_wait().ok()?.is_none() {
        if began.elapsed() > limit {
            child.kill().ok()?;
        }
        let family = family(child.id());
        let sum = |read: fn(u32) -> Option<f64>| family.iter().filter_map(|it| read(*it)).sum::<f64>();
        peak.all = peak.all.max(sum(share));
        peak.largest = family.iter().filter_map(|it| resident(*it)).fold(peak.largest, f64::max);
        thread::sleep(BEAT);
    }
    (peak.all > 0.0).then_some(peak)
}

fn family(process: u32) -> Vec<u32> {
    let mut family = vec![process];
    for task in fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten() {
        let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
        family.extend(children.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
    }
    family
}

/// What is resident of a process, in megabytes.
fn resident(process: u32) -> Option<f64> {
    megabytes(&format!("/proc/{process}/status"), "VmRSS:")
}

/// The same, but of what processes share only the process's share.
fn share(process: u32) -> Option<f64> {
    megabytes(&format!("/proc/{process}/smaps_rollup"), "Pss:")
}

fn megabytes(path: &str, name: &str) -> Option<f64> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}
