//! Merging of an old and a new text, with the differences marked.

use std::ops::Range;

use crate::diff::{RunKind, inline_diff};
use crate::view::Lines;
use crate::view::proof::{PartKind, TextPart};

/// A marked range of a text whose lines are joined.
struct MarkedRange {
    range: Range<usize>,
    kind: PartKind,
}

/// Merges the old text into the new one. Existing marks of the new text are kept.
pub(super) fn merge(lines: &mut Lines, old: &[String]) {
    let known = take_marks(lines);
    let mut text = String::new();
    let mut stretches = Vec::new();
    // The unchanged ranges: position in the new text, position in the merged one, length.
    let mut kept: Vec<(usize, usize, usize)> = Vec::new();
    let mut place = 0;
    for run in inline_diff(&old.join("\n"), &lines.lines.join("\n")) {
        let start = text.len();
        text.push_str(&run.text);
        let kind = match run.kind {
            RunKind::Same => None,
            RunKind::Removed => Some(PartKind::Removed),
            RunKind::Added => Some(PartKind::Added),
        };
        if run.kind != RunKind::Removed {
            kept.push((place, start, run.text.len()));
            place += run.text.len();
        }
        stretches.extend(kind.map(|kind| MarkedRange { range: start..text.len(), kind }));
    }
    for MarkedRange { range, kind } in known {
        stretches.extend(moved(&range, &kept).map(|range| MarkedRange { range, kind: kind.clone() }));
    }
    set_marks(lines, &text, &stretches);
}

/// Returns the ranges of the merged text that correspond to a range of the new one.
fn moved<'k>(
    range: &Range<usize>,
    kept: &'k [(usize, usize, usize)],
) -> impl Iterator<Item = Range<usize>> + 'k {
    let range = range.clone();
    kept.iter().filter_map(move |(from, to, length)| {
        let (start, end) = (range.start.max(*from), range.end.min(from + length));
        (start < end).then(|| to + start - from..to + end - from)
    })
}

/// Marks a whole text.
pub(super) fn all(lines: &mut Lines, kind: &PartKind) {
    let parts = lines.lines.iter().enumerate();
    let parts = parts.map(|(line, text)| TextPart { line, range: 0..text.len(), kind: kind.clone() });
    let parts: Vec<TextPart> = parts.collect();
    if let Some(slot) = &mut lines.slot {
        slot.parts.extend(parts);
    }
}

/// Adds words of the redline to a text: on lines of their own below it, or before its first character.
pub(super) fn add_words(lines: &mut Lines, words: &str, below: bool) {
    let mut known = take_marks(lines);
    let text = lines.lines.join("\n");
    if below {
        let start = text.len() + 1;
        known.push(MarkedRange { range: start..start + words.len(), kind: PartKind::Tag });
        set_marks(lines, &format!("{text}\n{words}"), &known);
        return;
    }
    let words = format!("【{}】", words.replace('\n', " "));
    for stretch in &mut known {
        stretch.range = stretch.range.start + words.len()..stretch.range.end + words.len();
    }
    known.push(MarkedRange { range: 0..words.len(), kind: PartKind::Tag });
    set_marks(lines, &format!("{words}{text}"), &known);
}

/// Removes the marks from a text and returns them.
fn take_marks(lines: &mut Lines) -> Vec<MarkedRange> {
    let starts: Vec<usize> = lines
        .lines
        .iter()
        .scan(0, |next, line| {
            let start = *next;
            *next += line.len() + 1;
            Some(start)
        })
        .collect();
    let Some(slot) = &mut lines.slot else { return Vec::new() };
    let stretch = |part: TextPart| {
        let start = starts.get(part.line)?;
        Some(MarkedRange { range: start + part.range.start..start + part.range.end, kind: part.kind })
    };
    std::mem::take(&mut slot.parts).into_iter().filter_map(stretch).collect()
}

/// Splits a text into lines and assigns the marks to them.
fn set_marks(lines: &mut Lines, text: &str, stretches: &[MarkedRange]) {
    lines.lines = text.split('\n').map(str::to_owned).collect();
    let Some(slot) = &mut lines.slot else { return };
    let mut start = 0;
    for (number, line) in lines.lines.iter().enumerate() {
        let end = start + line.len();
        for MarkedRange { range, kind } in stretches {
            let (from, to) = (range.start.max(start), range.end.min(end));
            // The line number of a YAML line is shown once, at its beginning.
            let is_shown = matches!(kind, PartKind::Line(_)) && range.start < start;
            if from < to && !is_shown {
                slot.parts.push(TextPart {
                    line: number,
                    range: from - start..to - start,
                    kind: kind.clone(),
                });
            }
        }
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::proof::{ListedFinding, Slot};

    fn lines(text: &str, parts: Vec<TextPart>) -> Lines {
        let slot = Some(Box::new(Slot { parts, ..Slot::default() }));
        Lines { slot, ..Lines::label(text) }
    }

    /// Formats each line with its parts: `-` removed, `+` added, `!` a word of the redline, `L` a line of the
    /// YAML, `?` 〓.
    fn shown(lines: &Lines) -> Vec<String> {
        let of = |number: usize, text: &String| {
            let parts = lines.slot.iter().flat_map(|slot| &slot.parts).filter(|part| part.line == number);
            let part = |part: &TextPart| {
                let sign = match part.kind {
                    PartKind::Removed => '-',
                    PartKind::Added => '+',
                    PartKind::Tag => '!',
                    PartKind::Line(_) => 'L',
                    PartKind::Unprintable | PartKind::Found(..) => '?',
                };
                format!(" {sign}{}", &text[part.range.clone()])
            };
            format!("{text}:{}", parts.map(part).collect::<String>())
        };
        lines.lines.iter().enumerate().map(|(number, text)| of(number, text)).collect()
    }

    #[test]
    fn both_texts_are_merged() {
        let mut text = lines("35自治会で実施\n全区", Vec::new());
        merge(&mut text, &["31自治会で実施".to_owned()]);
        assert_eq!(shown(&text), ["3135自治会で実施: -31 +35", "全区: +全区"]);
        let mut text = lines("", Vec::new());
        merge(&mut text, &["一".to_owned(), "二".to_owned()]);
        assert_eq!(shown(&text), ["一: -一", "二: -二"]);
    }

    #[test]
    fn marks_are_kept() {
        let entry = ListedFinding { address: None, line: "L9".to_owned() };
        let parts = vec![
            TextPart { line: 0, range: 0..6, kind: PartKind::Line(entry.clone()) },
            TextPart { line: 1, range: 0..6, kind: PartKind::Line(entry) },
            TextPart { line: 1, range: 3..6, kind: PartKind::Unprintable },
        ];
        let mut text = lines("一一\n二〓", parts);
        merge(&mut text, &["一一".to_owned(), "古い".to_owned(), "二〓".to_owned()]);
        let shown = shown(&text);
        assert_eq!(shown.len(), 3, "{shown:?}");
        assert!(
            shown[0].ends_with(" L一一") && shown[2].contains(" L二〓") && shown[2].contains("?〓"),
            "{shown:?}"
        );
    }

    #[test]
    fn words_are_added_before_or_below() {
        let mut text = lines("1", Vec::new());
        all(&mut text, &PartKind::Added);
        add_words(&mut text, "移動\n旧2", true);
        assert_eq!(shown(&text), ["1: +1", "移動: !移動", "旧2: !旧2"]);
        let mut text = lines("一\n二", Vec::new());
        all(&mut text, &PartKind::Removed);
        add_words(&mut text, "削除", false);
        assert_eq!(shown(&text), ["【削除】一: -一 !【削除】", "二: -二"]);
    }
}
