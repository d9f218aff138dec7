//! Edits of a source at its spans, leaving every other byte: of one value or item ([`apply()`]), `--fix`, and next
//! year's sheets: `roll`. And sheets to begin with: `new`.

mod address;
mod alias;
mod apply;
mod fix;
mod items;
mod known_values;
mod mend_verifier;
mod new_value;
mod place;
mod plan;
mod publication;
pub mod roll;
mod scalar;
mod skeleton;
mod source_layout;
mod value;
mod value_region;
mod values;
mod verify;
mod wish;

pub use self::address::{Address, InvalidAddress};
pub use self::apply::{apply, difference};
pub use self::fix::{Fixed, fixed};
pub use self::known_values::KnownValues;
pub use self::mend_verifier::MendVerifier;
pub use self::publication::begun;
pub use self::skeleton::{Skeleton, skeleton};
pub use self::values::{FieldValue, values};
pub use self::wish::{Edited, Refusal, Wish};

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
