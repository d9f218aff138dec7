//! What settings name must be there: the dictionaries of 辞書 and the sheets of 並び順. What 評価区分 says must be read.

mod dictionaries;
mod order;
mod several;
mod thresholds;

pub(super) use self::dictionaries::Dictionaries;
pub(super) use self::order::unknown_sheets;
pub(super) use self::thresholds::thresholds;
