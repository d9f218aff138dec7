//! Threads to share work among, as many as the system gives.

use std::thread;

use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};

/// Returns the result of a task that shares its work among `jobs` threads: fewer if the system starts no
/// more, and at least the current one. Rayon's own pool ends the process instead.
pub fn pooled<R: Send>(jobs: usize, task: impl FnOnce() -> R + Send) -> R {
    pooled_by(jobs, task, ThreadPoolBuilder::build)
}

/// Returns how many threads work at once here.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Returns whether the system starts fewer threads than there are cores.
pub fn is_short_of_threads() -> bool {
    ThreadPoolBuilder::new().num_threads(cores()).build().is_err()
}

type Build = fn(ThreadPoolBuilder) -> Result<rayon::ThreadPool, ThreadPoolBuildError>;

fn pooled_by<R: Send>(jobs: usize, task: impl FnOnce() -> R + Send, build: Build) -> R {
    let mut fewer = std::iter::successors(Some(jobs.max(1)), |jobs| Some(jobs / 2).filter(|jobs| *jobs > 0));
    match fewer.find_map(|jobs| build(ThreadPoolBuilder::new().num_threads(jobs)).ok()) {
        Some(pool) => pool.install(task),
        None => on_single_thread(task),
    }
}

/// Runs a task on this thread, as the only one of a pool. A thread stays in its pool for ever, so the pool is kept
/// too: work on one that has ended is a panic.
fn on_single_thread<R: Send>(task: impl FnOnce() -> R + Send) -> R {
    match ThreadPoolBuilder::new().num_threads(1).use_current_thread().build() {
        Ok(pool) => Box::leak(Box::new(pool)).install(task),
        // The thread is in a pool.
        Err(_) => task(),
    }
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn where_no_thread_can_be_started_the_work_is_done_all_the_same() {
        // Simulates a system that starts no thread.
        let refuse: Build = |_| ThreadPoolBuilder::new().num_threads(1).stack_size(usize::MAX / 2).build();
        let sum = || {
            let sum = (1..=100).into_par_iter().map(|number| number * 2).sum::<u32>();
            // A pool that has ended panics when it is given work to do some time.
            rayon::spawn(|| {});
            sum
        };
        let task = move || {
            let once = pooled_by(8, sum, refuse);
            (once, pooled_by(8, sum, refuse))
        };
        let on_single_thread = thread::spawn(task).join().expect("no panic");
        assert_eq!(on_single_thread, (10_100, 10_100));
        assert_eq!(pooled(4, sum), 10_100);
    }
}
