//! mokuhyo
pub mod cli;
pub mod disk;
pub mod edition;
pub mod finding;
pub mod fonts;
pub mod press;
pub mod read;
pub mod report;
pub mod rules;
pub mod sheet;
pub mod source;
pub mod typeset;
pub mod view;
pub mod yaml;
