//! A text as it is printed.

use serde::{Deserialize, Serialize};

use super::proof::Slot;
use crate::sheet::symbol::is_same_sign;
use crate::source::{Span, Text};

/// The lines of a text, as the writer broke them, and where it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// The lines; none for an empty box.
    pub lines: Vec<String>,
    /// The value in the source; nothing for the form's own words.
    pub source: Option<Span>,
    /// What a proof says beside it; nothing in the publication edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Box<Slot>>,
}

impl Lines {
    /// Words of the form. `\n` breaks a line.
    pub fn label(text: impl AsRef<str>) -> Self {
        Self { lines: non_empty(text.as_ref()), ..Self::default() }
    }

    /// A value, its lines kept.
    pub fn of(text: Option<&Text>) -> Self {
        match text {
            Some(text) => Self { lines: non_empty(&text.text), source: Some(text.span), ..Self::default() },
            None => Self::default(),
        }
    }

    /// A text in which each line is a paragraph: blank lines separate nothing more.
    pub fn paragraphs(text: Option<&Text>) -> Self {
        let mut lines = Self::of(text);
        lines.lines.retain(|line| !line.trim().is_empty());
        lines
    }

    /// A value of a year column. A dash in the place of a value, whichever an input method gave, is the
    /// form's `-`.
    pub fn value(text: Option<&Text>) -> Self {
        let mut lines = Self::of(text);
        if let [only] = lines.lines.as_mut_slice()
            && is_same_sign(only, "-")
        {
            "-".clone_into(only);
        }
        lines
    }

    /// An item that prints behind 「・」: one that the writer typed is taken for it.
    pub fn item(text: &Text) -> Self {
        let mut lines = Self::of(Some(text));
        if let Some(first) = lines.lines.first_mut() {
            let rest = first.strip_prefix('・').map(|rest| rest.trim_start().to_owned());
            *first = rest.unwrap_or_else(|| std::mem::take(first));
        }
        lines
    }

    /// The same text with `suffix` behind its last line.
    #[must_use]
    pub fn followed_by(mut self, suffix: &str) -> Self {
        match self.lines.last_mut() {
            Some(last) => last.push_str(suffix),
            None => self.lines.push(suffix.to_owned()),
        }
        self
    }
}

/// The lines of a text; the newline that ends it begins none, and a blank text has none.
fn non_empty(text: &str) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    text.trim_end_matches('\n').split('\n').map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text { text: text.to_owned(), span: Span::new(3, 9) }
    }

    #[test]
    fn the_writers_lines_stay() {
        assert_eq!(Lines::of(Some(&text("一\n二\n"))).lines, ["一", "二"]);
        assert_eq!(Lines::of(Some(&text("  \n"))).lines, [""; 0]);
        assert_eq!(Lines::paragraphs(Some(&text("一\n\n二\n"))).lines, ["一", "二"]);
        assert_eq!(Lines::of(None).source, None);
    }

    #[test]
    fn signs_for_the_same_are_the_same() {
        assert_eq!(Lines::value(Some(&text("－"))).lines, ["-"]);
        assert_eq!(Lines::value(Some(&text("－3"))).lines, ["－3"]);
        assert_eq!(Lines::item(&text("・防災")).lines, ["防災"]);
        assert_eq!(Lines::item(&text("・・防災\n・講座")).lines, ["・防災", "・講座"]);
    }

    #[test]
    fn a_unit_stands_behind_the_last_line() {
        assert_eq!(Lines::of(Some(&text("一\n二"))).followed_by("(回)").lines, ["一", "二(回)"]);
    }
}
