//! The settings of property tests.

use proptest::test_runner::{Config, RngSeed};

/// Returns the settings of a property test with so many cases, which are the same on every run: a test that fails by
/// chance stops other people's changes. The environment variable `MOKUHYO_SEED` selects others.
pub(crate) fn cases(count: u32) -> Config {
    let seed = std::env::var("MOKUHYO_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    Config { cases: count, failure_persistence: None, rng_seed: RngSeed::Fixed(seed), ..Config::default() }
}
