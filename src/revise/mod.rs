//! Edits of a source at its spans, leaving every other byte: `--fix`. And sheets to begin with: `new`.

mod fix;
mod skeleton;

pub use self::fix::{Fixed, fixed};
pub use self::skeleton::{Skeleton, skeleton};
