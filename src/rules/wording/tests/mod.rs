//! The dictionary on a file of prh's, the list on its own examples and on the real sheets.

mod dictionary;
mod list;
mod sheets;
