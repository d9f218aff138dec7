//! A wish → a text in which it is fulfilled.

use super::{Edited, Refusal, Wish};
use crate::finding::{Finding, Rule, Words};
use crate::read::Reader;
use crate::sheet::Form;
use crate::source::Span;

/// Fulfils a wish in the text of a sheet of `form`.
///
/// What comes out has been read again: the one value is the wish, every other value and every comment is what it
/// was, and no byte outside the edits has changed.
///
/// # Errors
/// A finding where the wish has no place in the form, or cannot be fulfilled safely.
pub fn apply(reader: &Reader, text: &str, form: Form, wish: &Wish) -> Result<Edited, Refusal> {
    let _ = (reader, text, form);
    let field = wish.address().field().clone();
    let words = Words::new("まだ書き換えられません。", "This cannot be edited yet.");
    let finding = Finding::new(Rule::YAML_SYNTAX, Span::default(), words.clone(), words);
    Err(Refusal(Box::new(finding.in_field(field))))
}
