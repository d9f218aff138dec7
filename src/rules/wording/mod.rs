//! Prose: the spellings that a dictionary asks for, and one word spelled in two ways within a ward.
//!
//! Names of programmes in 「」 are left alone by both: they are spelled as they were given.

mod budget;
mod dictionary;
mod entry;
mod inflection;
mod javascript;
mod mask;
mod mixed;
mod pairs;
mod reading;

pub(super) use self::budget::Budget;
pub(super) use self::dictionary::Dictionary;
pub(super) use self::entry::Hit;
pub(super) use self::mixed::{MixedPlace, MixedWord, Spelled};
pub(super) use self::pairs::Pairs;
pub(super) use self::reading::DictionaryProblem;

#[cfg(test)]
mod tests;
