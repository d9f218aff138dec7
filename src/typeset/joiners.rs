//! Control of line breaks with invisible characters.
//!
//! Typst breaks Japanese text between nearly any two characters (UAX 14) and has no option for phrases. A word joiner
//! (U+2060) between two characters forbids a break, a zero width space (U+200B) allows one behind a separator of an
//! address. Neither is printed, but both stay in the text, so that [`remove`] takes them from the finished
//! pages. The test `typst_breaks_japanese_inside_words_and_keeps_joiners` fails when either is needless.

use typst::layout::{Frame, FrameItem};
use typst::text::{Glyph, TextItem};
use unicode_segmentation::UnicodeSegmentation;

use super::frames::change_in;
use super::line::Line;

/// The character that forbids a break.
pub(super) const JOINER: char = '\u{2060}';

/// The character that allows a break.
const SPACE: char = '\u{200B}';

/// The characters to insert into a line, with the bytes before which they are inserted.
pub(super) type Joiners = Vec<(usize, char)>;

/// Returns the joiners of a ragged line in a column of `width` em.
pub(super) fn ragged(line: &Line, width: f64) -> Joiners {
    let broken = line.ragged(width);
    if broken.at.is_empty() {
        return without_breaks(line);
    }
    joiners(line, |at| broken.at.binary_search(&at).is_ok())
}

/// Returns the joiners of a ragged line in a column of unknown width, which is broken between phrases.
pub(super) fn between_phrases(line: &Line) -> Joiners {
    let open = line.phrases();
    joiners(line, |at| open.binary_search(&at).is_ok())
}

/// Returns the joiners of a justified line, which is broken anywhere except in numbers and Latin words, where
/// the rules forbid it, and before its last characters.
pub(super) fn justified(line: &Line) -> Joiners {
    joiners(line, |at| line.is_breakable(at))
}

/// Returns a joiner wherever Typst might break.
fn without_breaks(line: &Line) -> Joiners {
    let clusters = || line.text.grapheme_indices(true);
    let pairs = clusters().zip(clusters().skip(1));
    let broken = pairs.filter(|((_, before), (_, cluster))| !is_unbroken(before, cluster));
    broken.map(|(_, (at, _))| (at, JOINER)).collect()
}

/// Returns a joiner wherever Typst might break and `is_open` is false, and a space wherever `is_open` is true
/// inside an address.
fn joiners(line: &Line, is_open: impl Fn(usize) -> bool) -> Joiners {
    let mut whole = line.whole().iter().peekable();
    let mut joiners = Vec::new();
    let mut before = "";
    for (at, cluster) in line.text.grapheme_indices(true) {
        while whole.next_if(|range| range.end <= at).is_some() {}
        let is_inside = whole.peek().is_some_and(|range| range.start < at);
        if at > 0 && is_open(at) {
            joiners.extend((is_inside || needs_space(before, cluster)).then_some((at, SPACE)));
        } else if at > 0 && !is_unbroken(before, cluster) {
            joiners.push((at, JOINER));
        }
        before = cluster;
    }
    joiners
}

/// Returns whether Typst needs a space to break between two clusters. It does not break between half-width
/// signs and letters (UAX 14, LB25 and LB30), nor beside quotation marks (LB19).
fn needs_space(before: &str, cluster: &str) -> bool {
    let is_quote = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '«' | '»' | '‹' | '›');
    let is_narrow = |text: &str| text.chars().all(|c| c.is_ascii_graphic() || is_quote(c));
    before != " " && (is_narrow(before) || is_narrow(cluster))
}

/// Returns whether Typst does not break between two clusters by itself: between letters and digits, and
/// before a space.
fn is_unbroken(before: &str, cluster: &str) -> bool {
    let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric());
    cluster == " " || is_plain(before) && is_plain(cluster)
}

/// Removes the joiners from the frame of a finished page.
pub(super) fn remove(frame: &mut Frame) {
    let has_joiners =
        |item: &FrameItem| matches!(item, FrameItem::Text(text) if text.text.contains(is_joiner));
    change_in(frame, &has_joiners, &|item| {
        if let FrameItem::Text(text) = item {
            clean_text(text);
        }
    });
}

fn is_joiner(character: char) -> bool {
    matches!(character, JOINER | SPACE)
}

/// Removes the joiners from a text and adjusts the character ranges of its glyphs.
fn clean_text(item: &mut TextItem) {
    let text = item.text.clone();
    let removed: Vec<usize> = text.match_indices(is_joiner).map(|(at, _)| at).collect();
    let moved = |at: u16| {
        let before = removed.partition_point(|&joiner| joiner < usize::from(at));
        u16::try_from(usize::from(at) - before * JOINER.len_utf8()).unwrap_or(at)
    };
    let glyph = |glyph: &mut Glyph| glyph.range = moved(glyph.range.start)..moved(glyph.range.end);
    item.glyphs.iter_mut().for_each(glyph);
    item.text = text.chars().filter(|character| !is_joiner(*character)).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_is_added_where_typst_would_not_break() {
        for (before, cluster) in [("”", "“"), ("」", "“"), ("»", "『"), ("]", "("), ("a", "｛")] {
            assert!(needs_space(before, cluster), "{before}|{cluster}");
        }
        for (before, cluster) in [("」", "「"), ("防", "災"), (" ", "“")] {
            assert!(!needs_space(before, cluster), "{before}|{cluster}");
        }
    }
}
