//! Edits of a source at its spans, leaving every other byte: of one value or item ([`apply`]), `--fix`, and next
//! year's sheets: `roll`. And sheets to begin with: `new`.

mod address;
mod apply;
mod filling;
mod fix;
mod publication;
pub mod roll;
mod skeleton;
mod sound;
mod values;
mod wish;

pub use self::address::{Address, NoAddress};
pub use self::apply::apply;
pub use self::filling::Filling;
pub use self::fix::{Fixed, fixed};
pub use self::publication::begun;
pub use self::skeleton::{Skeleton, skeleton};
pub use self::sound::Proof;
pub use self::values::{Value, values};
pub use self::wish::{Edited, Refusal, Wish};

#[cfg(test)]
mod tests;
