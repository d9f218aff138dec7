//! What is eight times as long takes some eight times as long to be judged, and no square of it: every pass and rule
//! is linear in the text.
//!
//! The times of two sizes are compared, taken on the processor by the thread itself, so that a busy machine changes
//! nothing. `MOKUHYO_GROWTH=1 cargo test growth` compares larger files of every kind, as CI does; it takes a minute or two.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use mokuhyo::disk::MemoryDisk;
use mokuhyo::finding::Lang;
use mokuhyo::read::Reader;
use mokuhyo::report::{Report, human, sarif};
use mokuhyo::rules::{CheckedCollection, Rules};

use super::fuzz::kinds::{Group, Kind, kinds};

/// Two sizes, and how many times as long the larger may take: far more than what is linear does, and less than a
/// square.
struct Sizes {
    small: usize,
    times: usize,
    most: f64,
}

/// In files of up to 128 KiB slips are looked for, within a budget that is spent on the larger of two.
const SHORT: Sizes = Sizes { small: 8 << 10, times: 8, most: 28.0 };
const LONG: Sizes = Sizes { small: 136 << 10, times: 4, most: 9.0 };

/// Some systems count a thread's time in steps of so many seconds.
const TICK: f64 = 0.004;

/// The time that this thread has had on a processor; nothing where the system does not tell it.
fn busy() -> Option<Duration> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Whether a kind is compared every day: none in whose lines slips are looked for.
fn is_quick(kind: &Kind) -> bool {
    matches!(kind.group, Group::Text | Group::Flow | Group::Rule)
}

/// How long a file of a kind takes to be judged and told.
fn took(made: &(Reader, Rules), kind: &Kind, size: usize) -> Option<f64> {
    let files = kind.files(size).into_iter().map(|(path, text)| (format!("/{path}"), text.into_bytes()));
    let disk = MemoryDisk::with(files.collect::<Vec<_>>());
    let before = busy()?;
    let checked =
        CheckedCollection::to_check(&disk, &made.0, &made.1, &[PathBuf::from("/sheets/a.yaml")]).unwrap();
    let report = Report::of_survey(&checked);
    human(&report, Lang::Ja, false);
    sarif(&report, Lang::Ja, |_| None);
    Some(busy()?.saturating_sub(before).as_secs_f64())
}

/// A page that was not there yet may take time once, so the best of several is taken.
fn grows(made: &(Reader, Rules), kind: &Kind, sizes: &Sizes) -> bool {
    (0..4).all(|_| {
        let [small, large] = [sizes.small, sizes.small * sizes.times].map(|size| took(made, kind, size));
        matches!((small, large), (Some(small), Some(large)) if large > sizes.most * small.max(TICK))
    })
}

#[test]
fn every_rule_is_linear_in_the_growth_of_a_text() {
    let is_long = std::env::var_os("MOKUHYO_GROWTH").is_some();
    let sizes = if is_long { LONG } else { SHORT };
    // One thread does all the work, so that its time is the whole.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let growing: Vec<&str> = alone.install(|| {
        let made = (Reader::new(), Rules::new());
        let kinds = kinds().into_iter().filter(|kind| is_long || is_quick(kind));
        let growing = kinds.filter(|kind| grows(&made, kind, &sizes));
        growing.map(|kind| kind.name).collect()
    });
    assert_eq!(growing, [""; 0]);
}
