//! Threads to share work among, as many as the system gives.

use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};

/// Returns what a task comes to that shares its work among `jobs` threads: fewer where the system starts no
/// more, and at the end the one that is there. Rayon's own pool ends the process instead.
pub fn pooled<R: Send>(jobs: usize, task: impl FnOnce() -> R + Send) -> R {
    pooled_by(jobs, task, ThreadPoolBuilder::build)
}

type Build = fn(ThreadPoolBuilder) -> Result<rayon::ThreadPool, ThreadPoolBuildError>;

fn pooled_by<R: Send>(jobs: usize, task: impl FnOnce() -> R + Send, build: Build) -> R {
    let mut fewer = std::iter::successors(Some(jobs.max(1)), |jobs| Some(jobs / 2).filter(|jobs| *jobs > 0));
    let pool = fewer.find_map(|jobs| build(ThreadPoolBuilder::new().num_threads(jobs)).ok());
    // No thread is started then; a thread that is in such a pool already stays in it.
    let alone = || ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().ok();
    match pool.or_else(alone) {
        Some(pool) => pool.install(task),
        None => task(),
    }
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn where_no_thread_can_be_started_the_work_is_done_all_the_same() {
        // As if the first could not be had.
        let refuse: Build = |_| ThreadPoolBuilder::new().num_threads(1).stack_size(usize::MAX / 2).build();
        let sum = || (1..=100).into_par_iter().map(|number| number * 2).sum::<u32>();
        let task = move || {
            let once = pooled_by(8, sum, refuse);
            (once, pooled_by(8, sum, refuse))
        };
        let alone = std::thread::spawn(task).join().expect("no panic");
        assert_eq!(alone, (10_100, 10_100));
        assert_eq!(pooled(4, sum), 10_100);
    }
}
