//! What settings name must be there: the dictionaries of 辞書 and the sheets of 並び順.

mod dictionaries;
mod order;

pub(super) use self::dictionaries::Dictionaries;
pub(super) use self::order::unknown_sheets;
