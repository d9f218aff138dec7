//! Two texts in one, each character marked as one of both, of the old or of the new.

use std::ops::Range;

use crate::diff::{RunKind, inline_diff};
use crate::view::Lines;
use crate::view::proof::{PartKind, TextPart};

/// A part of a text whose lines are one, by its bytes in it.
struct Stretch {
    range: Range<usize>,
    kind: PartKind,
}

/// Puts what the old text had into the new one. What was marked in the new text stays marked.
pub(super) fn merge(lines: &mut Lines, old: &[String]) {
    let known = taken(lines);
    let mut text = String::new();
    let mut stretches = Vec::new();
    // Where the bytes of the new text came to stand: from, to, and how many.
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
        stretches.extend(kind.map(|kind| Stretch { range: start..text.len(), kind }));
    }
    for Stretch { range, kind } in known {
        stretches.extend(moved(&range, &kept).map(|range| Stretch { range, kind: kind.clone() }));
    }
    put(lines, &text, &stretches);
}

/// Where a range of the new text stands in the merged one, in as many pieces as it is in.
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

/// Puts words of the redline's own at a text: on lines of their own below it, or before its first
/// character.
pub(super) fn headed(lines: &mut Lines, words: &str, below: bool) {
    let mut known = taken(lines);
    let text = lines.lines.join("\n");
    if below {
        let start = text.len() + 1;
        known.push(Stretch { range: start..start + words.len(), kind: PartKind::Tag });
        put(lines, &format!("{text}\n{words}"), &known);
        return;
    }
    let words = format!("【{}】", words.replace('\n', " "));
    for stretch in &mut known {
        stretch.range = stretch.range.start + words.len()..stretch.range.end + words.len();
    }
    known.push(Stretch { range: 0..words.len(), kind: PartKind::Tag });
    put(lines, &format!("{words}{text}"), &known);
}

/// Takes the marks off a text.
fn taken(lines: &mut Lines) -> Vec<Stretch> {
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
        Some(Stretch { range: start + part.range.start..start + part.range.end, kind: part.kind })
    };
    std::mem::take(&mut slot.parts).into_iter().filter_map(stretch).collect()
}

/// Gives a text its lines again, and each line its parts.
fn put(lines: &mut Lines, text: &str, stretches: &[Stretch]) {
    lines.lines = text.split('\n').map(str::to_owned).collect();
    let Some(slot) = &mut lines.slot else { return };
    let mut start = 0;
    for (number, line) in lines.lines.iter().enumerate() {
        let end = start + line.len();
        for Stretch { range, kind } in stretches {
            let (from, to) = (range.start.max(start), range.end.min(end));
            // A line of the YAML is told once, where it begins.
            let is_told = matches!(kind, PartKind::Line(_)) && range.start < start;
            if from < to && !is_told {
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

    /// Each line with its parts: `-` went, `+` came, `!` a word of ours, `L` a line of the YAML, `?` 〓.
    fn told(lines: &Lines) -> Vec<String> {
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
    fn both_texts_stand_in_one() {
        let mut text = lines("35自治会で実施\n全区", Vec::new());
        merge(&mut text, &["31自治会で実施".to_owned()]);
        assert_eq!(told(&text), ["3135自治会で実施: -31 +35", "全区: +全区"]);
        let mut text = lines("", Vec::new());
        merge(&mut text, &["一".to_owned(), "二".to_owned()]);
        assert_eq!(told(&text), ["一: -一", "二: -二"]);
    }

    #[test]
    fn what_was_marked_stays_marked() {
        let entry = ListedFinding { address: None, line: "L9".to_owned() };
        let parts = vec![
            TextPart { line: 0, range: 0..6, kind: PartKind::Line(entry.clone()) },
            TextPart { line: 1, range: 0..6, kind: PartKind::Line(entry) },
            TextPart { line: 1, range: 3..6, kind: PartKind::Unprintable },
        ];
        let mut text = lines("一一\n二〓", parts);
        merge(&mut text, &["一一".to_owned(), "古い".to_owned(), "二〓".to_owned()]);
        let told = told(&text);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(
            told[0].ends_with(" L一一") && told[2].contains(" L二〓") && told[2].contains("?〓"),
            "{told:?}"
        );
    }

    #[test]
    fn words_of_ours_stand_before_or_below() {
        let mut text = lines("1", Vec::new());
        all(&mut text, &PartKind::Added);
        headed(&mut text, "移動\n旧2", true);
        assert_eq!(told(&text), ["1: +1", "移動: !移動", "旧2: !旧2"]);
        let mut text = lines("一\n二", Vec::new());
        all(&mut text, &PartKind::Removed);
        headed(&mut text, "削除", false);
        assert_eq!(told(&text), ["【削除】一: -一 !【削除】", "二: -二"]);
    }
}
