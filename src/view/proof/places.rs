//! The source positions of the lines of printed texts.

use std::ops::Range;

use super::glyphs::GETA;
use super::{ListedFinding, PartKind, TextPart, line_words};
use crate::finding::{Finding, MOST};
use crate::rules::is_selector;
use crate::source::{Source, Span};
use crate::view::Lines;

/// A printed line with the source positions of its characters.
struct Located {
    /// The line of the text, from 0.
    line: usize,
    /// The first byte of each character in the line and in the source, followed by those of the end.
    places: Vec<(usize, usize)>,
}

/// Adds line numbers to the margin for a text whose lines are several lines of the YAML.
pub(super) fn add_line_numbers(lines: &mut Lines, source: &Source) {
    let found = located(lines, source);
    let Some(slot) = &mut lines.slot else { return };
    // A row of the main table shows its own address, and a text of one line the line of its key.
    let start = |line: &Located| line.places.first().map_or(0, |place| source.place(place.1).line);
    let numbers: Vec<usize> = found.iter().map(start).collect();
    let several = numbers.len() == lines.lines.len() && numbers.first() < numbers.last();
    if slot.row.is_some() || slot.entries.is_empty() || !several {
        return;
    }
    slot.entries.clear();
    for (line, number) in found.into_iter().zip(numbers) {
        let entry = ListedFinding { address: None, line: line_words(number) };
        let range = 0..line.places.last().map_or(0, |end| end.0);
        slot.parts.push(TextPart { line: line.line, range, kind: PartKind::Line(entry) });
    }
}

/// Marks the characters of a finding, unless they are the whole text. Of many places only the first are
/// marked.
pub(super) fn mark(lines: &mut Lines, finding: &Finding, number: usize, source: &Source) {
    let part = |line: &Located, span: Span| {
        let range = line.common(span)?;
        Some(TextPart { line: line.line, range, kind: PartKind::Found(finding.severity, number) })
    };
    let located = located(lines, source);
    let parts: Vec<TextPart> = located
        .iter()
        .flat_map(|line| finding.spans().take(MOST).filter_map(|span| part(line, span)))
        .collect();
    if let Some(slot) = &mut lines.slot {
        slot.parts.extend(parts);
    }
}

impl Located {
    /// Returns the bytes of the line that `meant` covers, or `None` if it covers the whole line.
    fn common(&self, meant: Span) -> Option<Range<usize>> {
        let (end, characters) = self.places.split_last()?;
        let first = characters.partition_point(|place| place.1 < meant.start);
        let start = characters.get(first).filter(|place| place.1 < meant.end)?.0;
        let behind = characters.get(characters.partition_point(|place| place.1 < meant.end)).unwrap_or(end);
        (start > 0 || behind.0 < end.0).then_some(start..behind.0)
    }
}

/// Returns the printed lines that occur in the source, in order, up to the first that does not: texts with
/// escapes or folded lines differ from their source. The search is limited, because a repetitive text would
/// take quadratic time.
fn located(lines: &Lines, source: &Source) -> Vec<Located> {
    let Some(span) = lines.source else { return Vec::new() };
    let mut from = span.start;
    let mut located = Vec::new();
    let mut steps = STEPS * (span.end - span.start) + STEPS;
    for (number, line) in lines.lines.iter().enumerate() {
        let rest = source.slice(Span::new(from, span.end));
        let found = rest.char_indices().find_map(|(at, _)| matched(line, &rest[at..], from + at, &mut steps));
        let Some(places) = found else { break };
        from = places.last().map_or(from, |end| end.1);
        located.push(Located { line: number, places });
    }
    located
}

/// The most character comparisons for each byte of a text.
const STEPS: usize = 20;

/// Returns the positions of a line's characters if `text`, which begins at `start`, begins with the line.
/// Returns `None` when `steps` are used up.
fn matched(line: &str, text: &str, start: usize, steps: &mut usize) -> Option<Vec<(usize, usize)>> {
    let mut places = Vec::new();
    let mut rest = text.char_indices().peekable();
    for (at, character) in line.char_indices() {
        *steps = steps.checked_sub(1)?;
        let (place, _) = rest.next_if(|(_, found)| *found == character || character == GETA)?;
        places.push((at, start + place));
        // Selectors that were removed belong to their character.
        let kept = line[at + character.len_utf8()..].chars().next();
        while rest.next_if(|(_, next)| is_selector(*next) && kept != Some(*next)).is_some() {}
    }
    let end = rest.peek().map_or(text.len(), |(end, _)| *end);
    places.push((line.len(), start + end));
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(yaml: &str, printed: &[&str], meant: &str) -> Vec<String> {
        let source = Source::new("a.yaml", yaml);
        let start = yaml.find(meant).expect("there");
        let lines = printed.iter().map(|line| (*line).to_owned()).collect();
        let lines = Lines { lines, source: Some(Span::new(0, yaml.len())), ..Lines::default() };
        let span = Span::new(start, start + meant.len());
        let found = located(&lines, &source);
        let text = |located: &Located| Some(lines.lines[located.line][located.common(span)?].to_owned());
        found.iter().filter_map(text).collect()
    }

    #[test]
    fn the_characters_of_a_finding_are_found_in_the_printed_lines() {
        assert_eq!(marked("  一二三\n  四五\n", &["一二三", "四五"], "二三"), ["二三"]);
        assert_eq!(marked("  一二三\n  四五\n", &["一二三", "四五"], "三\n  四"), ["三", "四"]);
        assert_eq!(marked("一😀二葛\u{E0101}三四", &["一〓二葛三四"], "三"), ["三"]);
        assert_eq!(marked("一😀二葛\u{E0101}三四", &["一〓二葛三四"], "葛\u{E0101}"), ["葛"]);
        assert_eq!(marked("一二", &["一二"], "一二"), [""; 0]);
        assert_eq!(marked("一二 三", &["二一"], "二"), [""; 0]);
    }
}
