//! A text as it is printed.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::proof::Slot;
use crate::sheet::symbol::is_same_sign;
use crate::source::{Span, Text};

/// Signs that writers type before an item of a list.
const BULLETS: [char; 2] = ['・', '･'];

/// One of the items that a value prints as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bullet {
    /// Its lines among those of the value.
    pub lines: Range<usize>,
    /// How many bytes of its first line the form's own 「・」 stands for.
    pub typed: usize,
}

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
        Self::of(text).with_one_dash()
    }

    /// The same text; the form's `-` where it is a dash and nothing else.
    #[must_use]
    pub(super) fn with_one_dash(mut self) -> Self {
        if let [only] = self.lines.as_mut_slice()
            && is_same_sign(only, "-")
        {
            "-".clone_into(only);
        }
        self
    }

    /// An item that prints behind 「・」: one that the writer typed is taken for it.
    pub fn item(text: &Text) -> Self {
        let mut lines = Self::of(Some(text));
        if let Some(first) = lines.lines.first_mut() {
            first.drain(..typed_bullet(first));
        }
        lines
    }

    /// Returns the items that a value prints as: a further line that begins with 「・」 begins an item.
    pub fn bullets(&self) -> Vec<Bullet> {
        let typed = |line: usize| if line == 0 { 0 } else { typed_bullet(&self.lines[line]) };
        let begins = |line: &usize| *line == 0 || typed(*line) > 0;
        let starts: Vec<usize> = (0..self.lines.len()).filter(begins).collect();
        let ends = starts.iter().skip(1).copied().chain([self.lines.len()]);
        let filled = |start: usize, end: usize| (start..end).rev().find(|line| !self.lines[*line].is_empty());
        let bullet = |(start, end): (usize, usize)| {
            let end = filled(start, end).map_or(start, |last| last + 1);
            Bullet { lines: start..end, typed: typed(start) }
        };
        starts.iter().copied().zip(ends).map(bullet).filter(|it| !it.lines.is_empty()).collect()
    }

    /// Returns the same items as texts, without what a proof says of them.
    pub fn bulleted(&self) -> Vec<Self> {
        let item = |bullet: Bullet| {
            let mut lines = self.lines[bullet.lines].to_vec();
            lines[0].drain(..bullet.typed);
            Self { lines, source: self.source, slot: None }
        };
        self.bullets().into_iter().map(item).collect()
    }

    /// Returns the same text as a title: without the 「・」 of a list at the head of a line.
    #[must_use]
    pub(super) fn without_bullets(mut self) -> Self {
        for line in &mut self.lines {
            line.drain(..typed_bullet(line));
        }
        self
    }

    /// Returns how many bytes of a paragraph the form's own indent of one em stands for: the full-width space that
    /// a writer types there, or spaces of half width.
    pub fn typed_indent(paragraph: &str) -> usize {
        match paragraph.strip_prefix('\u{3000}') {
            Some(_) => '\u{3000}'.len_utf8(),
            None => paragraph.len() - paragraph.trim_start_matches([' ', '\u{A0}']).len(),
        }
    }

    /// Whether a line begins with the 「・」 of a list.
    pub(crate) fn is_item(line: &str) -> bool {
        typed_bullet(line) > 0
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

/// How many bytes the 「・」 takes with which a line begins, and the spaces behind it.
fn typed_bullet(line: &str) -> usize {
    let rest = line.trim_start().strip_prefix(BULLETS).map(str::trim_start);
    rest.filter(|rest| !rest.is_empty()).map_or(0, |rest| line.len() - rest.len())
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
    fn a_line_behind_a_bullet_is_an_item() {
        let items = |typed: &str| -> Vec<Vec<String>> {
            Lines::item(&text(typed)).bulleted().into_iter().map(|it| it.lines).collect()
        };
        assert_eq!(items("防災\n講座"), [["防災", "講座"]]);
        assert_eq!(
            items("・防災\n・ 講座\nの開催\n\n･啓発"),
            [vec!["防災"], vec!["講座", "の開催"], vec!["啓発"]]
        );
        assert_eq!(items("・・防災\n・"), [["・防災", "・"]]);
        assert_eq!(items("  "), [[""; 0]; 0]);
    }

    #[test]
    fn a_unit_stands_behind_the_last_line() {
        assert_eq!(Lines::of(Some(&text("一\n二"))).followed_by("(回)").lines, ["一", "二(回)"]);
    }
}
