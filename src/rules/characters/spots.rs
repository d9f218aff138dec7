//! The places of a text whose characters do not print, or not as they should.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::controls::{is_control, is_selector};
use super::doubles::{of_ideograph, of_radical, of_vertical, substitute};
use crate::fonts::Coverage;

/// A fault of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharacterFault {
    /// No font has it.
    Missing,
    /// No font has it, and it is read as another that one has.
    MissingDouble,
    /// No font has it: a radical or a form for vertical lines, which is read as another character.
    MissingAlike,
    /// A selector asks for a form that no font has.
    Variant,
    /// A selector that chooses between two looks of a symbol, or that follows nothing.
    Selector,
    /// A radical in the place of a kanji.
    Radical,
    /// A compatibility form of a kanji, as names have them.
    Ideograph,
    /// A form for vertical lines.
    Vertical,
    /// Radicals and forms for vertical lines in one value.
    Alike,
    /// A letter and its mark as two characters.
    NotNfc,
    /// Katakana of half width.
    Halfwidth,
    /// Another sign in the place of a wave dash.
    WaveDash,
    /// Another space than the two that are typed.
    Space,
    /// A full-width space at the head of a paragraph.
    Indent,
}

impl CharacterFault {
    /// Returns whether the replacement is right in any case. Forms of kanji in names are not.
    pub(super) fn is_certain(self) -> bool {
        !matches!(self, Self::Missing | Self::Variant | Self::Ideograph)
    }

    /// Returns the common kind of two faults with one cause: characters that represent others of the same
    /// look, which have one mend. Returns `None` for two that are reported separately.
    pub(super) fn with(self, other: Self) -> Option<Self> {
        let is_alike =
            |kind| matches!(kind, Self::Radical | Self::Vertical | Self::Alike | Self::MissingAlike);
        match (self, other) {
            _ if self == other => Some(self),
            (left, right) if !(is_alike(left) && is_alike(right)) => None,
            (Self::MissingAlike, _) | (_, Self::MissingAlike) => Some(Self::MissingAlike),
            _ => Some(Self::Alike),
        }
    }
}

/// A place in a text, what is wrong there, and what is there when it is mended. A text of 4 MB may have two million,
/// so that places are numbers of 32 bits: no file that is read is longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CharacterSpot {
    start: u32,
    end: u32,
    pub(super) kind: CharacterFault,
    pub(super) mend: Option<Box<str>>,
}

impl CharacterSpot {
    fn new(range: &Range<usize>, kind: CharacterFault, mend: Option<String>) -> Self {
        let place = |at: usize| u32::try_from(at).expect("a file that is read has at most 4 MiB");
        Self {
            start: place(range.start),
            end: place(range.end),
            kind,
            mend: mend.map(String::into_boxed_str),
        }
    }

    /// Returns the bytes of the text.
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns what is written instead; `None` where the mend only removes something.
    pub(super) fn substitute(&self) -> Option<&str> {
        self.mend.as_deref().filter(|mend| !mend.is_empty())
    }
}

/// Returns every place of a text that is not as it should be, in order.
pub(super) fn spots(text: &str, coverage: &Coverage) -> Vec<CharacterSpot> {
    if text.chars().all(|character| is_ordinary(character) && coverage.has(character)) {
        return Vec::new();
    }
    let mut finder = SpotFinder { text, coverage, spots: Vec::new() };
    let mut clusters = clusters(text).peekable();
    while let Some(range) = clusters.next() {
        // A whole word is reported at once, and its marks join it.
        if text[range.clone()].starts_with(is_halfwidth) {
            let mut end = range.end;
            while let Some(next) = clusters.next_if(|next| text[next.clone()].chars().all(is_halfwidth)) {
                end = next.end;
            }
            let mend = text[range.start..end].nfkc().collect();
            finder.push(range.start..end, CharacterFault::Halfwidth, Some(mend));
        } else {
            finder.cluster(range);
        }
    }
    finder.spots
}

/// Returns whether a character is correct in every context, as long as a font has it. Most values have no
/// other characters and are not examined further.
fn is_ordinary(character: char) -> bool {
    matches!(character, '\n' | ' '..='}' | '\u{3000}'..='\u{3096}' | '\u{30A0}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Characters with the marks and selectors that belong to each.
fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, joined)) = characters.next_if(|(_, next)| joins(*next)) {
            end = at + joined.len_utf8();
        }
        Some(start..end)
    })
}

fn joins(character: char) -> bool {
    match character {
        '\u{3099}' | '\u{309A}' => true,
        // Asked first, since most characters are these.
        '\0'..='\u{2FF}' | '\u{3040}'..='\u{9FFF}' => false,
        character => is_combining_mark(character) || is_selector(character),
    }
}

fn is_halfwidth(character: char) -> bool {
    matches!(character, '\u{FF61}'..='\u{FF9F}')
}

struct SpotFinder<'a> {
    text: &'a str,
    coverage: &'a Coverage,
    spots: Vec<CharacterSpot>,
}

impl SpotFinder<'_> {
    fn push(&mut self, range: Range<usize>, kind: CharacterFault, mend: Option<String>) {
        self.spots.push(CharacterSpot::new(&range, kind, mend));
    }

    fn cluster(&mut self, range: Range<usize>) {
        let cluster = &self.text[range.clone()];
        let Some(base) = cluster.chars().next() else { return };
        let behind = range.start + base.len_utf8();
        if is_selector(base) {
            return self.push(range, CharacterFault::Selector, Some(String::new()));
        }
        let base_range = range.start..behind;
        if let Some((kind, mend)) = self.double(base, &base_range) {
            let kind = self.printed(base, kind);
            self.push(base_range, kind, Some(mend));
        } else if behind < range.end && cluster.nfc().ne(cluster.chars()) {
            return self.decomposed(range);
        } else if !is_control(base) && !self.coverage.has(base) {
            return self.missing(range, base);
        }
        self.marks(range, base);
    }

    /// Returns what a character is read as, and why it is not that.
    fn double(&self, character: char, range: &Range<usize>) -> Option<(CharacterFault, String)> {
        if character.is_ascii() && !matches!(character, '~' | '\t') {
            return None;
        }
        let prints = |mend: &String| mend.chars().all(|character| self.coverage.has(character));
        let of = |kind, mend: Option<String>| Some((kind, mend.filter(prints)?));
        match character {
            '\u{FF5E}' => Some((CharacterFault::WaveDash, "〜".to_owned())),
            '~' | '∼' | '˜' | '⁓' => {
                self.is_range(range).then(|| (CharacterFault::WaveDash, "〜".to_owned()))
            }
            '\u{2E80}'..='\u{2FD5}' => of(CharacterFault::Radical, of_radical(character)),
            '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
                of(CharacterFault::Ideograph, of_ideograph(character))
            }
            '\u{FE10}'..='\u{FE48}' => of(CharacterFault::Vertical, of_vertical(character)),
            _ if is_odd_space(character) => {
                Some((CharacterFault::Space, self.space(character, range).to_owned()))
            }
            _ => None,
        }
    }

    /// Returns whether a sign is between two numbers or words, as a wave dash is.
    fn is_range(&self, range: &Range<usize>) -> bool {
        let before = self.text[..range.start].trim_end_matches(' ').chars().next_back();
        let mut after = self.text[range.end..].trim_start_matches(' ').chars();
        let (next, then) = (after.next(), after.next());
        let ends = |character: char| is_word(character) || matches!(character, '%' | '％' | '℃' | ')' | '）');
        let is_era =
            |character: char| "MTSHRＭＴＳＨＲ".contains(character) && then.is_some_and(char::is_numeric);
        let begins =
            |character: char| is_word(character) || is_era(character) || matches!(character, '(' | '（');
        before.is_some_and(ends) && next.is_some_and(begins)
    }

    /// Returns what is typed in the place of an odd space. Where an ASCII space would be a sign of YAML's, a
    /// full-width one.
    fn space(&self, character: char, range: &Range<usize>) -> &'static str {
        let is_sign = self.text[..range.start].ends_with(':') || self.text[range.end..].starts_with('#');
        if is_sign || matches!(character, '\u{2001}' | '\u{2003}') { "\u{3000}" } else { " " }
    }

    /// Returns the kind of a character that is read as another: what does not print is missing first of all.
    fn printed(&self, character: char, kind: CharacterFault) -> CharacterFault {
        match kind {
            _ if self.coverage.has(character) || character == '\t' => kind,
            CharacterFault::Ideograph => CharacterFault::Missing,
            CharacterFault::Radical | CharacterFault::Vertical => CharacterFault::MissingAlike,
            _ => CharacterFault::MissingDouble,
        }
    }

    fn missing(&mut self, range: Range<usize>, base: char) {
        let prints = |text: &String| text.chars().all(|character| self.coverage.has(character));
        let mend = substitute(base).filter(prints);
        self.push(range, CharacterFault::Missing, mend);
    }

    /// Finds a letter and marks that form one character.
    fn decomposed(&mut self, range: Range<usize>) {
        let whole: String = self.text[range.clone()].nfc().collect();
        let mut joined = whole.chars();
        let base = joined.next();
        let prints =
            base.is_some_and(|base| self.coverage.has(base) && joined.all(|mark| self.stands(base, mark)));
        let (kind, mend) =
            if prints { (CharacterFault::NotNfc, Some(whole)) } else { (CharacterFault::Missing, None) };
        self.push(range, kind, mend);
    }

    /// Returns whether a mark or selector prints on a character.
    fn stands(&self, base: char, mark: char) -> bool {
        if is_selector(mark) {
            self.coverage.has_variant(base, mark)
        } else {
            self.coverage.has_together(base, mark)
        }
    }

    /// Finds the marks and selectors after a character.
    fn marks(&mut self, cluster: Range<usize>, base: char) {
        let text = self.text;
        let start = cluster.start + base.len_utf8();
        let mut is_first = true;
        for (at, mark) in text[start..cluster.end].char_indices() {
            let range = start + at..start + at + mark.len_utf8();
            let whole = cluster.start..range.end;
            match mark {
                '\u{FE0E}' | '\u{FE0F}' => self.push(range, CharacterFault::Selector, Some(String::new())),
                _ if is_selector(mark) && !is_first => {
                    self.push(range, CharacterFault::Selector, Some(String::new()));
                }
                _ if is_selector(mark) && !self.stands(base, mark) => {
                    self.push(whole, CharacterFault::Variant, Some(base.to_string()));
                }
                _ if !is_selector(mark) && !is_control(mark) && !self.stands(base, mark) => {
                    match circled(base).filter(|_| mark == '\u{20E3}') {
                        Some(number) => self.push(whole, CharacterFault::Missing, Some(number.to_string())),
                        None => self.push(range, CharacterFault::Missing, None),
                    }
                }
                _ => {}
            }
            is_first = false;
        }
    }
}

/// Returns the circled number of a digit that is on a key.
fn circled(digit: char) -> Option<char> {
    let number = digit.to_digit(10)?;
    if number == 0 { Some('⓪') } else { char::from_u32(0x245F + number) }
}

/// Returns whether a character is a space other than the ASCII and the full-width one.
fn is_odd_space(character: char) -> bool {
    character.is_whitespace()
        && !matches!(character, ' ' | '\n' | '\r' | '\u{3000}')
        && !is_control(character)
}

/// Returns a number, or a character of Japanese words.
fn is_word(character: char) -> bool {
    character.is_numeric()
        || matches!(character, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Returns the full-width spaces that are alone at the head of a paragraph: of every line, or of the first.
pub(super) fn indents(text: &str, every_line: bool) -> Vec<CharacterSpot> {
    let mut start = 0;
    let mut spots = Vec::new();
    for line in text.split_inclusive('\n').take(if every_line { usize::MAX } else { 1 }) {
        let next = line.strip_prefix('\u{3000}').and_then(|rest| rest.chars().next());
        if next.is_some_and(begins_prose) {
            let range = start..start + '\u{3000}'.len_utf8();
            spots.push(CharacterSpot::new(&range, CharacterFault::Indent, Some(String::new())));
        }
        start += line.len();
    }
    spots
}

/// Returns whether a line that begins so is prose, and no item of a list that its writer put further in.
fn begins_prose(character: char) -> bool {
    let is_mark = matches!(character, '・' | '※' | '〇' | '（' | '［' | '【' | '－' | '―' | '→' | '⇒' | '＊');
    is_word(character) && !character.is_numeric() && !is_mark || matches!(character, '「' | '『')
}
