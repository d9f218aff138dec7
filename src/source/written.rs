//! A map from the characters of a value to the source bytes that encode them.
//!
//! YAML drops indentation and quotation marks, folds line breaks into spaces, and decodes escapes. Text and
//! source are scanned in parallel, once, so that the cost does not depend on the number of lookups.

use std::ops::Range;

use super::Span;

/// The notation of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScalarNotation {
    Plain,
    Single,
    Double,
    /// A block scalar (`|` or `>`), with the number of spaces that indent it.
    Block(usize),
}

/// A character of a text in its source. A text of 4 MB may be asked for two million, so that places have 32 bits.
pub(super) struct SourceCharacter {
    at: u32,
    start: u32,
    end: u32,
}

impl SourceCharacter {
    fn new(at: usize, span: Span) -> Self {
        let place = |at: usize| u32::try_from(at).expect("a source is shorter than 4 GiB");
        Self { at: place(at), start: place(span.start), end: place(span.end) }
    }

    /// Returns the place of the character in the text.
    pub(super) fn at(&self) -> usize {
        self.at as usize
    }

    /// Returns the place of the bytes in the source that encode it.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// Returns the source spans of the characters of `text` that are in a range or right after one. `ranges` are sorted by
/// their starts. The list ends early where source and text disagree, and is empty
/// for a span outside of the source.
pub(super) fn written(source: &str, span: Span, text: &str, ranges: &[Range<usize>]) -> Vec<SourceCharacter> {
    if source.get(span.range()).is_none() {
        return Vec::new();
    }
    let (style, end) = (style(source, span), span.end);
    let at = if matches!(style, ScalarNotation::Single | ScalarNotation::Double) {
        span.start + 1
    } else {
        span.start
    };
    let mut reader = ScalarReader { source, at, end, style, breaks: None, rest: 0, last: Span::new(at, at) };
    let until = ranges.iter().map(|range| range.end).max().unwrap_or_default();
    let (mut written, mut next, mut kept) = (Vec::new(), ranges.iter().peekable(), None);
    for (place, character) in text.char_indices().take_while(|(place, _)| *place < until) {
        let Some(span) = reader.next(character) else { break };
        while let Some(range) = next.next_if(|range| range.start <= place) {
            kept = kept.max(Some(range.end));
        }
        if kept.is_some_and(|end| place <= end) {
            written.push(SourceCharacter::new(place, span));
        }
    }
    written
}

fn style(source: &str, span: Span) -> ScalarNotation {
    let before = &source[..span.start];
    // Only the spaces before the value are examined, because a line may hold 100,000 values.
    let line = before.trim_end_matches(' ');
    if (line.is_empty() || line.ends_with(['\n', '\r'])) && is_below_bar(line) {
        return ScalarNotation::Block(before.len() - line.len());
    }
    match source.as_bytes().get(span.start) {
        Some(b'"') => ScalarNotation::Double,
        Some(b'\'') => ScalarNotation::Single,
        _ => ScalarNotation::Plain,
    }
}

/// Returns whether the last line that is not blank or a comment ends with the `|` or `>` of a block scalar.
fn is_below_bar(before: &str) -> bool {
    let mut lines = before.trim_end_matches(['\n', '\r', ' ']).rsplit(['\n', '\r']);
    let line = lines.find(|line| !line.trim_start().starts_with('#')).unwrap_or_default();
    let line = line.split_once(" #").map_or(line, |(line, _)| line).trim_end();
    let bar = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    bar.ends_with(['|', '>']) && line.len() - bar.len() <= 2
}

/// A reader of a scalar's source, in parallel with its text.
struct ScalarReader<'s> {
    source: &'s str,
    at: usize,
    end: usize,
    style: ScalarNotation,
    /// The number of `\n` that line breaks already passed still encode.
    breaks: Option<usize>,
    /// The number of spaces that a control character, which the parser replaces with spaces, still encodes.
    rest: usize,
    last: Span,
}

impl ScalarReader<'_> {
    /// Returns the span of `wanted`, the next character of the text.
    fn next(&mut self, wanted: char) -> Option<Span> {
        if self.rest > 0 && wanted == ' ' {
            self.rest -= 1;
            return Some(self.last);
        }
        self.rest = 0;
        let found = match self.style {
            ScalarNotation::Block(indent) => self.in_block(wanted, indent),
            _ => self.in_flow(wanted),
        };
        self.last = found.unwrap_or(self.last);
        found
    }

    fn in_block(&mut self, wanted: char, indent: usize) -> Option<Span> {
        // Blank lines before the first line with text precede the span.
        if wanted == '\n' && self.at == self.start_of_block(indent) {
            return Some(Span::new(self.at, self.at));
        }
        loop {
            let start = self.at;
            if self.pass_break() {
                self.pass(indent, |byte| byte == b' ');
                if matches!(wanted, '\n' | ' ') {
                    return Some(Span::new(start, if wanted == ' ' { self.at } else { start + 1 }));
                }
            } else if let Some(found) = self.character(wanted) {
                return found;
            }
        }
    }

    /// Returns the beginning of the block's first line as long as nothing of it has been read, else
    /// `usize::MAX`.
    fn start_of_block(&self, indent: usize) -> usize {
        let before = &self.source[..self.at];
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        if self.last.start == self.at && self.at - line == indent { self.at } else { usize::MAX }
    }

    fn in_flow(&mut self, wanted: char) -> Option<Span> {
        loop {
            if let Some(left) = self.breaks.take().filter(|left| *left > 0) {
                self.breaks = Some(left - 1);
                return (wanted == '\n').then_some(Span::new(self.at, self.at));
            }
            let start = self.at;
            match self.fold() {
                0 => {}
                // One break encodes a space, and each further one a break.
                1 if wanted == ' ' => return Some(Span::new(start, self.at)),
                1 => continue,
                breaks if wanted == '\n' => {
                    self.breaks = Some(breaks - 2);
                    return Some(Span::new(start, self.at));
                }
                _ => return None,
            }
            if self.style == ScalarNotation::Double && self.source[self.at..self.end].starts_with('\\') {
                if let Some(found) = self.escape(wanted) {
                    return found;
                }
            } else if let Some(found) = self.character(wanted) {
                return found;
            }
        }
    }

    /// Skips white space that contains line breaks and returns their number. White space without breaks is
    /// not skipped.
    fn fold(&mut self) -> usize {
        let start = self.at;
        self.pass(usize::MAX, |byte| matches!(byte, b' ' | b'\t'));
        let mut breaks = 0;
        while self.pass_break() {
            breaks += 1;
            self.pass(usize::MAX, |byte| matches!(byte, b' ' | b'\t'));
        }
        if breaks == 0 {
            self.at = start;
        }
        breaks
    }

    /// Reads an escape. Returns `None` where it encodes no character.
    #[expect(clippy::option_option, reason = "passed without a character, or not what is wanted")]
    fn escape(&mut self, wanted: char) -> Option<Option<Span>> {
        let start = self.at;
        self.at += 1;
        if self.pass_break() {
            self.fold();
            self.pass(usize::MAX, |byte| matches!(byte, b' ' | b'\t'));
            return None;
        }
        let found = self.escaped();
        Some((found == Some(wanted)).then_some(Span::new(start, self.at)))
    }

    fn escaped(&mut self) -> Option<char> {
        let sign = self.source[self.at..self.end].chars().next()?;
        self.at += sign.len_utf8();
        Some(match sign {
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'v' => '\u{B}',
            'f' => '\u{C}',
            'r' => '\r',
            'e' => '\u{1B}',
            'N' => '\u{85}',
            '_' => '\u{A0}',
            'L' => '\u{2028}',
            'P' => '\u{2029}',
            'x' => return char::from_u32(self.hexadecimal(2)?),
            'u' => return self.surrogates(),
            'U' => return char::from_u32(self.hexadecimal(8)?),
            character => character,
        })
    }

    /// Reads `XXXX`, or a surrogate pair `XXXX\uXXXX`.
    fn surrogates(&mut self) -> Option<char> {
        let high = self.hexadecimal(4)?;
        if !(0xD800..0xDC00).contains(&high) {
            return char::from_u32(high);
        }
        let low = self.source[self.at..self.end].starts_with("\\u").then(|| {
            self.at += 2;
            self.hexadecimal(4)
        })??;
        let low = low.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + low)
    }

    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let digits = self.source.get(self.at..self.at + count)?;
        self.at += count;
        u32::from_str_radix(digits, 16).ok()
    }

    /// Reads a character that encodes itself. Returns `None` for one that the parser drops.
    #[expect(clippy::option_option, reason = "passed without a character, or not what is wanted")]
    fn character(&mut self, wanted: char) -> Option<Option<Span>> {
        let Some(found) = self.source[self.at..self.end].chars().next() else { return Some(None) };
        let start = self.at;
        self.at += found.len_utf8();
        if self.style == ScalarNotation::Single
            && found == '\''
            && self.source[self.at..self.end].starts_with('\'')
        {
            self.at += 1;
        }
        if found == wanted {
            return Some(Some(Span::new(start, self.at)));
        }
        // The parser replaces a control character with a space for each of its bytes, and drops such spaces
        // at the ends of a text.
        if !is_refused(found) {
            return Some(None);
        }
        (wanted == ' ').then(|| {
            self.rest = found.len_utf8() - 1;
            Some(Span::new(start, self.at))
        })
    }

    fn pass_break(&mut self) -> bool {
        let rest = &self.source[self.at..self.end];
        let length = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
        self.at += length;
        length > 0
    }

    fn pass(&mut self, most: usize, is: impl Fn(u8) -> bool) {
        let rest = &self.source.as_bytes()[self.at..self.end];
        self.at += rest.iter().take(most).take_while(|byte| is(**byte)).count();
    }
}

/// Returns whether YAML forbids a control character, so that the parser replaces it with spaces.
fn is_refused(character: char) -> bool {
    let is_kept = matches!(character, '\t' | '\n' | '\r' | '\u{85}');
    character.is_control() && !is_kept || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}
