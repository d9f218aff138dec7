//! One rule of a dictionary: what it finds, and what it wants there.

use std::ops::Range;

use fancy_regex::{Captures, Regex};

use super::budget::Budget;
use super::inflection::cuts_verb;
use super::javascript;
use crate::source::width::{self, wide};

/// A place that is not spelled as the dictionary asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Hit {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// The text that was found.
    pub found: String,
    /// The text that the dictionary wants there; if several of its rules want one, the first.
    pub expected: String,
    /// The dictionary's note about it (`prh:`).
    pub note: Option<String>,
}

/// A rule that can be followed.
#[derive(Debug)]
pub(super) struct DictionaryRule {
    /// The expression that it searches for.
    pub pattern: Regex,
    /// The text that it wants there; `$1` is the match of the first group.
    pub expected: String,
    /// The group that must not match for the rule to apply.
    pub must_be_empty: Option<usize>,
    /// Its note, in brief.
    pub note: Option<String>,
    /// `true` where it is run by backtracking, so that a search may cost the whole text at every position.
    pub needs_backtracking: bool,
}

/// The longest text that a rule may put into the place of another, in bytes.
pub(super) const LONGEST: usize = 1_000;

impl DictionaryRule {
    /// Returns every match in `text` that it would spell otherwise, as long as the budget lasts. Empty
    /// matches are ignored.
    pub(super) fn hits(&self, text: &str, budget: &mut Budget) -> Vec<Hit> {
        let mut may_go_on = |steps: usize| !self.needs_backtracking || budget.spend(steps);
        if !may_go_on(text.len()) {
            return Vec::new();
        }
        // Most rules find nothing in most texts, and groups cost.
        match self.pattern.is_match(text) {
            Ok(true) => {}
            Ok(false) => return Vec::new(),
            Err(_) => {
                may_go_on(javascript::BACKTRACK_LIMIT);
                return Vec::new();
            }
        }
        let captures = self.pattern.captures_iter(text).map_while(Result::ok);
        let captures = captures.take_while(|_| may_go_on(text.len()));
        captures.filter_map(|captures| self.hit(text, &captures)).collect()
    }

    fn hit(&self, text: &str, captures: &Captures<'_, str>) -> Option<Hit> {
        let whole = captures.get(0).filter(|whole| !whole.as_str().is_empty())?;
        let excluded = self.must_be_empty.and_then(|group| captures.get(group));
        if excluded.is_some_and(|group| !group.as_str().is_empty()) {
            return None;
        }
        let expected = self.expected_for(captures)?;
        let (range, found) = (whole.range(), whole.as_str().to_owned());
        let is_wrong = !stands_around(text, &range, &expected) && !cuts_verb(text, &range, &expected);
        is_wrong.then(|| Hit { range, found, expected, note: self.note.clone() })
    }

    /// Returns whether it finds a part of what it wants. What is filled in from groups is not known.
    pub(super) fn finds_in_expected(&self) -> bool {
        let found = self.pattern.find_iter(&self.expected).map_while(Result::ok);
        let mut parts = found.filter(|part| !part.as_str().is_empty() && part.as_str() != self.expected);
        !self.expected.contains('$') && !self.needs_backtracking && parts.next().is_some()
    }

    /// Returns the wanted text with its `$1` to `$99` filled in, or `None` if it is too long for a spelling.
    /// A number without a group stays, as with prh.
    fn expected_for(&self, captures: &Captures<'_, str>) -> Option<String> {
        let mut parts = self.expected.split('$');
        let mut filled = parts.next().expect("a text has a first part").to_owned();
        for part in parts {
            let digits = part.bytes().take(2).take_while(u8::is_ascii_digit).count();
            let group = part[..digits].parse().ok().filter(|group| (1..captures.len()).contains(group));
            match group {
                Some(group) => {
                    filled.push_str(captures.get(group).map_or("", |found| found.as_str()));
                    filled.push_str(&part[digits..]);
                }
                None => filled.extend(["$", part]),
            }
            if filled.len() > 2 * LONGEST {
                return None;
            }
        }
        Some(filled)
    }

    /// Returns `text` with the rule applied.
    pub(super) fn applied(&self, text: &str, budget: &mut Budget) -> String {
        let mut mended = text.to_owned();
        for hit in self.hits(text, budget).into_iter().rev() {
            mended.replace_range(hit.range, &hit.expected);
        }
        mended
    }
}

/// Returns whether the wanted text already surrounds a match: 「ベンダー」 around a 「ベンダ」.
fn stands_around(text: &str, range: &Range<usize>, expected: &str) -> bool {
    let found = &text[range.clone()];
    let stands = |at: usize| {
        let start = range.start.checked_sub(at)?;
        text.get(start..start + expected.len())
    };
    expected.match_indices(found).any(|(at, _)| stands(at) == Some(expected))
}

/// Returns what a pattern is written as.
///
/// # Errors
/// What is wrong with an expression, in English.
pub(super) fn pattern(written: &str, word_boundary: bool) -> Result<String, String> {
    match literal(written) {
        Some((expression, flags)) => {
            let dot_all = if flags.contains('s') { "s" } else { "" };
            let case = if flags.contains('i') { "i" } else { "" };
            let translated = javascript::translate(expression)?;
            Ok(match [case, dot_all].concat() {
                flags if flags.is_empty() => format!("(?:{translated})"),
                flags => format!("(?{flags}:{translated})"),
            })
        }
        None if word_boundary => Ok(javascript::bounded(&fancy_regex::escape(written))),
        None => Ok(format!("(?:{})", fancy_regex::escape(written))),
    }
}

/// Returns the two parts of `/expression/flags`. Anything else is a literal text.
fn literal(written: &str) -> Option<(&str, &str)> {
    let (expression, flags) = written.strip_prefix('/')?.rsplit_once('/')?;
    flags.chars().all(|flag| "dgimsuvy".contains(flag)).then_some((expression, flags))
}

/// Returns what a rule without a pattern finds: the wanted text, its letters and digits in either case and width.
pub(super) fn variants(expected: &str, word_boundary: bool) -> String {
    let spread: String = expected.chars().map(spread).collect();
    if word_boundary { javascript::bounded(&spread) } else { spread }
}

fn spread(c: char) -> String {
    let narrow = match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => width::narrow(c),
        c => c,
    };
    let (upper, lower) = (narrow.to_ascii_uppercase(), narrow.to_ascii_lowercase());
    match narrow {
        '0'..='9' => format!("[{narrow}{}]", wide(narrow)),
        'A'..='Z' | 'a'..='z' => format!("[{upper}{lower}{}{}]", wide(upper), wide(lower)),
        _ => fancy_regex::escape(c.encode_utf8(&mut [0; 4])).into_owned(),
    }
}
