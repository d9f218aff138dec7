//! What time it is.

use std::time::{Duration, Instant};

/// A clock that does not go back.
pub trait Clock: Send + Sync {
    /// Returns the time since some moment in the past.
    fn now(&self) -> Duration;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock(Instant);

impl Default for SystemClock {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}
