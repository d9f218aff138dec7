//! Edits of a source at its spans, leaving every other byte: of one value or item ([`apply()`]), `--fix`, and next
//! year's sheets: `roll`. And sheets to begin with: `new`.

mod address;
mod alias;
mod apply;
mod filling;
mod fix;
mod fresh;
mod items;
mod page;
mod place;
mod plan;
mod proof;
mod publication;
pub mod roll;
mod scalar;
mod skeleton;
mod sound;
mod value;
mod value_region;
mod values;
mod wish;

pub use self::address::{Address, NoAddress};
pub use self::apply::{apply, difference};
pub use self::filling::Filling;
pub use self::fix::{Fixed, fixed};
pub use self::publication::begun;
pub use self::skeleton::{Skeleton, skeleton};
pub use self::sound::Proof;
pub use self::values::{Value, values};
pub use self::wish::{Edited, Refusal, Wish};

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
