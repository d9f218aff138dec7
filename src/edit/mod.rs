//! Edits of a source at its spans, leaving every other byte: `--fix`, and next year's sheets: `roll`. And
//! sheets to begin with: `new`.

mod filling;
mod fix;
mod publication;
pub mod roll;
mod skeleton;
mod sound;

pub use self::filling::Filling;
pub use self::fix::{Fixed, fixed};
pub use self::publication::begun;
pub use self::skeleton::{Skeleton, skeleton};
pub use self::sound::Proof;

#[cfg(test)]
mod tests;
