//! Texts as they are printed.

use std::ops::Range;

use std::collections::BTreeMap;
use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

use super::slot::{PartKind, Slot, TextPart, Tint};
use crate::sheet::symbol::is_same_sign;
use crate::source::{Span, Text};

/// Bullets that writers type before a list item.
const BULLETS: [char; 2] = ['・', '･'];

/// A list item of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bullet {
    /// The range of its lines in the value.
    pub lines: Range<usize>,
    /// The number of bytes of its first line that the form's own 「・」 replaces.
    pub typed: usize,
}

/// The lines of a text, as the writer broke them, with their source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// The lines; empty for an empty box.
    pub lines: Vec<String>,
    /// The span of the value in the source, or `None` for the form's own texts.
    pub source: Option<Span>,
    /// The annotations of a proof, or `None` in the publication edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Box<Slot>>,
}

impl Lines {
    /// Tints the box of a text that has a slot.
    pub(super) fn tint(&mut self, tint: Tint) {
        if let Some(slot) = &mut self.slot {
            slot.tint = Some(tint);
        }
    }

    /// Creates a text of the form. `\n` breaks a line.
    pub fn label(text: impl AsRef<str>) -> Self {
        Self { lines: non_empty(text.as_ref()), ..Self::default() }
    }

    /// Creates the text of a value with its lines.
    pub fn of(text: Option<&Text>) -> Self {
        match text {
            Some(text) => Self { lines: non_empty(&text.text), source: Some(text.span), ..Self::default() },
            None => Self::default(),
        }
    }

    /// Creates a text whose lines are paragraphs. Blank lines are removed.
    pub fn paragraphs(text: Option<&Text>) -> Self {
        let mut lines = Self::of(text);
        lines.lines.retain(|line| !line.trim().is_empty());
        lines
    }

    /// Creates the value of a year column. Any dash that stands for a missing value becomes the form's `-`.
    pub fn value(text: Option<&Text>) -> Self {
        Self::of(text).with_one_dash()
    }

    /// Replaces a text that is only a dash with the form's `-`.
    #[must_use]
    pub(super) fn with_one_dash(mut self) -> Self {
        if let [only] = self.lines.as_mut_slice()
            && is_same_sign(only, "-")
        {
            "-".clone_into(only);
        }
        self
    }

    /// Creates a list item. A bullet that the writer typed is removed, because the form adds its own.
    pub fn item(text: &Text) -> Self {
        let mut lines = Self::of(Some(text));
        if let Some(first) = lines.lines.first_mut() {
            first.drain(..typed_bullet(first));
        }
        lines
    }

    /// Returns the list items of a value: each further line that begins with a bullet starts an item.
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
        starts.iter().copied().zip(ends).map(bullet).filter(|item| !item.lines.is_empty()).collect()
    }

    /// Returns the list items as texts, without annotations.
    pub fn bulleted(&self) -> Vec<Self> {
        let item = |bullet: Bullet| {
            let mut lines = self.lines[bullet.lines].to_vec();
            lines[0].drain(..bullet.typed);
            Self { lines, source: self.source, slot: None }
        };
        self.bullets().into_iter().map(item).collect()
    }

    /// Returns the bytes of a line at which removed and added text of a redline meet. What is on both sides of one does
    /// not belong together, as the numbers 35 and 52 in 3552 do not.
    pub(crate) fn seams(&self, line: usize) -> Vec<usize> {
        let Some(slot) = &self.slot else { return Vec::new() };
        let is_marked =
            |part: &&TextPart| part.line == line && matches!(part.kind, PartKind::Removed | PartKind::Added);
        let mut parts: Vec<&TextPart> = slot.parts.iter().filter(is_marked).collect();
        parts.sort_by_key(|part| part.range.start);
        let meet =
            |pair: &&[&TextPart]| pair[0].range.end == pair[1].range.start && pair[0].kind != pair[1].kind;
        parts.windows(2).filter(meet).map(|pair| pair[1].range.start).collect()
    }

    /// Removes bullets at the beginnings of lines, for use as a title.
    #[must_use]
    pub(super) fn without_bullets(mut self) -> Self {
        for line in &mut self.lines {
            line.drain(..typed_bullet(line));
        }
        self
    }

    /// Returns the number of bytes of a typed indent, which the form's own indent of one em replaces: a
    /// full-width space or half-width spaces.
    pub fn typed_indent(paragraph: &str) -> usize {
        match paragraph.strip_prefix('\u{3000}') {
            Some(_) => '\u{3000}'.len_utf8(),
            None => paragraph.len() - paragraph.trim_start_matches([' ', '\u{A0}']).len(),
        }
    }

    /// Returns whether a line begins with a bullet.
    pub(crate) fn is_item(line: &str) -> bool {
        typed_bullet(line) > 0
    }

    /// Appends `suffix` to the last line.
    #[must_use]
    pub fn followed_by(mut self, suffix: &str) -> Self {
        match self.lines.last_mut() {
            Some(last) => last.push_str(suffix),
            None => self.lines.push(suffix.to_owned()),
        }
        self
    }
}

/// The form's own words by what they name, wording and line breaks as on the paper. Keys are spelled as templates
/// spell them: `ward-goal`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels(pub BTreeMap<String, Lines>);

impl Labels {
    pub(super) fn new<'a>(labels: impl IntoIterator<Item = (&'static str, &'a str)>) -> Self {
        Self(labels.into_iter().map(|(key, words)| (key.to_owned(), Lines::label(words))).collect())
    }
}

impl Index<&str> for Labels {
    type Output = Lines;

    fn index(&self, key: &str) -> &Lines {
        &self.0[key]
    }
}

impl IndexMut<&str> for Labels {
    fn index_mut(&mut self, key: &str) -> &mut Lines {
        self.0.get_mut(key).expect("a label of the form")
    }
}

/// Returns the number of bytes of a bullet at the beginning of a line, with the spaces after it.
fn typed_bullet(line: &str) -> usize {
    let rest = line.trim_start().strip_prefix(BULLETS).map(str::trim_start);
    rest.filter(|rest| !rest.is_empty()).map_or(0, |rest| line.len() - rest.len())
}

/// Splits a text into lines. A trailing newline does not begin a line, and a blank text has no lines.
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
            Lines::item(&text(typed)).bulleted().into_iter().map(|item| item.lines).collect()
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
