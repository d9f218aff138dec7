//! Checks of settings. The dictionaries of 辞書 and the sheets of 並び順 must exist, 評価区分 and the measures of the
//! page must be readable, and 公開先 must be the address of a site.

mod address;
mod dictionaries;
mod measures;
mod order;
mod several;
mod thresholds;

pub(super) use self::address::odd_address;
pub(super) use self::dictionaries::Dictionaries;
pub(super) use self::measures::unreadable_measures;
pub(super) use self::order::unknown_sheets;
pub(super) use self::thresholds::thresholds;
