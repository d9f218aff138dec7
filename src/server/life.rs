//! The end of the server: when it is asked to end, or when its last page has been closed for a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The interval between two checks for the end.
const BEAT: Duration = Duration::from_millis(50);

/// The time that the server waits for its first page. Without it a browser that fails to start leaves it running.
const FIRST: Duration = Duration::from_mins(10);

/// The pages that are open: each holds a stream of events.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenPages(Arc<Count>);

/// A page that is open, until this is dropped.
#[derive(Debug)]
pub(super) struct OpenPage(Arc<Count>);

/// The number of open pages, and whether any was ever open.
#[derive(Debug, Default)]
struct Count {
    open: AtomicUsize,
    seen: AtomicBool,
}

impl OpenPages {
    /// Counts a page.
    pub(super) fn enter(&self) -> OpenPage {
        self.0.open.fetch_add(1, Ordering::SeqCst);
        self.0.seen.store(true, Ordering::SeqCst);
        OpenPage(Arc::clone(&self.0))
    }

    /// Returns when the server is to end: when `stop` is set, `linger` after the last page was closed unless
    /// something `is_unsaved`, or when no page was ever opened.
    pub(super) async fn over(&self, stop: &AtomicBool, linger: Duration, is_unsaved: impl Fn() -> bool) {
        let mut empty_since = Instant::now();
        while !stop.load(Ordering::Relaxed) {
            let (open, seen) = (self.0.open.load(Ordering::SeqCst), self.0.seen.load(Ordering::SeqCst));
            if open > 0 || is_unsaved() {
                empty_since = Instant::now();
            } else if empty_since.elapsed() >= if seen { linger } else { FIRST } {
                return;
            }
            tokio::time::sleep(BEAT).await;
        }
    }
}

impl Drop for OpenPage {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}
