//! JavaScript's regular expressions, which prh's are, in the words of the engine that runs them here.
//!
//! Where the two mean different things by the same signs, JavaScript's meaning is kept: `\b`, `\w` and
//! `\d` know ASCII alone (so that 「今日もJS祭り」 has a word in it), `[` within a class is a character, a
//! class may be empty, and characters beyond the BMP may be written as two surrogates.

use std::iter::Peekable;
use std::str::Chars;

use fancy_regex::{Regex, RegexBuilder};

/// The most backtracking steps of one search. A hostile expression ends here within some milliseconds; an
/// ordinary one takes a few steps per character.
pub(super) const BACKTRACK_LIMIT: usize = 100_000;
/// The bytes that one compiled expression may take.
const SIZE_LIMIT: usize = 10 << 20;
/// The steps that one compiled expression may have.
const PROGRAM_LIMIT: usize = 100_000;
/// The characters that an expression may have.
const LENGTH_LIMIT: usize = 20_000;

const WORD: &str = "0-9A-Za-z_";

/// Translates an expression to the engine's own syntax. `^` and `$` match at the ends of lines, as with prh.
///
/// # Errors
/// Returns the engine's message, in English, on one line.
pub(super) fn compile(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > LENGTH_LIMIT {
        return Err("it is too long".to_owned());
    }
    let mut builder = RegexBuilder::new(pattern);
    builder.multi_line(true).backtrack_limit(BACKTRACK_LIMIT);
    builder.delegate_size_limit(SIZE_LIMIT).delegate_dfa_size_limit(SIZE_LIMIT).max_prog_size(PROGRAM_LIMIT);
    builder.build().map_err(|error| {
        let message = error.to_string();
        message.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default().trim().to_owned()
    })
}

/// Returns whether an expression is run by turning back: it looks ahead or back, or refers to a group.
pub(super) fn needs_backtracking(pattern: &str) -> bool {
    let refers = |pair: &[u8]| pair[0] == b'\\' && (pair[1].is_ascii_digit() || pair[1] == b'k');
    ["(?=", "(?!", "(?<=", "(?<!", "(?>"].iter().any(|sign| pattern.contains(sign))
        || pattern.as_bytes().windows(2).any(refers)
}

/// Returns the approximate length of an expression with its repetitions written out, which determines the
/// cost of its compilation. Repetitions are assumed to be nested.
pub(super) fn written_out(pattern: &str) -> usize {
    let counts = pattern.split('{').skip(1).filter_map(|rest| {
        let most = rest.split_once('}')?.0.rsplit(',').next()?;
        most.parse::<usize>().ok()
    });
    // A class of Unicode's has hundreds of ranges.
    let length = pattern.len() + 1_000 * (pattern.matches("\\p").count() + pattern.matches("\\P").count());
    counts.fold(length, |length, count| length.saturating_mul(count.max(1)))
}

/// Translates a JavaScript expression into fancy-regex's syntax.
///
/// # Errors
/// What is not JavaScript's, in English.
pub(super) fn translate(expression: &str) -> Result<String, String> {
    let mut translator = Translator { rest: expression.chars().peekable(), out: String::new() };
    while let Some(c) = translator.rest.next() {
        match c {
            '\\' => translator.escape(false)?,
            '[' => translator.class()?,
            c => translator.out.push(c),
        }
    }
    Ok(translator.out)
}

/// Returns an expression that matches `inner` only outside of longer ASCII words, as between two `\b` in JavaScript.
pub(super) fn bounded(inner: &str) -> String {
    let boundary = boundary();
    format!("{boundary}(?:{inner}){boundary}")
}

fn boundary() -> String {
    format!("(?:(?<![{WORD}])(?=[{WORD}])|(?<=[{WORD}])(?![{WORD}]))")
}

fn no_boundary() -> String {
    format!("(?:(?<![{WORD}])(?![{WORD}])|(?<=[{WORD}])(?=[{WORD}]))")
}

struct Translator<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
}

impl Translator<'_> {
    /// Returns what follows a `[`.
    fn class(&mut self) -> Result<(), String> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            self.out.push_str(if negated { "(?s:.)" } else { "(?!)" });
            return Ok(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        loop {
            match self.rest.next().ok_or("a [ is not closed")? {
                ']' => break,
                '\\' => self.escape(true)?,
                '-' if self.out.ends_with('-') => self.out.push_str(r"\-"),
                '-' => self.out.push('-'),
                c => self.literal(c, true),
            }
        }
        self.out.push(']');
        Ok(())
    }

    /// Returns what follows a `\`.
    fn escape(&mut self, in_class: bool) -> Result<(), String> {
        let c = self.rest.next().ok_or("it ends with \\")?;
        match c {
            'b' if in_class => self.out.push_str(r"\x08"),
            'b' => self.out.push_str(&boundary()),
            'B' if !in_class => self.out.push_str(&no_boundary()),
            'd' if in_class => self.out.push_str("0-9"),
            'w' if in_class => self.out.push_str(WORD),
            'd' => self.out.push_str("[0-9]"),
            'D' => self.out.push_str("[^0-9]"),
            'w' => self.out.extend(["[", WORD, "]"]),
            'W' => self.out.extend(["[^", WORD, "]"]),
            's' | 'S' | 'n' | 'r' | 't' | 'p' | 'P' => self.out.extend(['\\', c]),
            'f' => self.out.push_str(r"\x0C"),
            'v' => self.out.push_str(r"\x0B"),
            '0' => self.out.push_str(r"\x00"),
            'k' | '1'..='9' if !in_class => self.out.extend(['\\', c]),
            'x' => {
                let code = self.hexadecimal(2)?;
                self.character(code, in_class)?;
            }
            'u' => {
                let code = self.unicode()?;
                self.character(code, in_class)?;
            }
            c if c.is_ascii_alphanumeric() => return Err(format!("\\{c} means nothing")),
            c => self.literal(c, in_class),
        }
        Ok(())
    }

    /// Reads `XXXX`, `XXXX\uXXXX` or `{X…}` after a `\u`.
    fn unicode(&mut self) -> Result<u32, String> {
        if self.rest.next_if_eq(&'{').is_some() {
            let digits: String = std::iter::from_fn(|| self.rest.next_if(char::is_ascii_hexdigit)).collect();
            let closed = self.rest.next() == Some('}');
            let code = u32::from_str_radix(&digits, 16).ok().filter(|_| closed);
            return code.ok_or_else(|| "a \\u{…} is not a character".to_owned());
        }
        let high = self.hexadecimal(4)?;
        if !(0xD800..0xDC00).contains(&high) {
            return Ok(high);
        }
        let low = if self.rest.next() == Some('\\') && self.rest.next() == Some('u') {
            self.hexadecimal(4)?
        } else {
            0
        };
        let low = low.checked_sub(0xDC00).filter(|low| *low < 0x400);
        low.map(|low| 0x1_0000 + ((high - 0xD800) << 10) + low).ok_or_else(|| "half a character".to_owned())
    }

    fn hexadecimal(&mut self, count: usize) -> Result<u32, String> {
        let digits: String = self.rest.by_ref().take(count).collect();
        let whole = digits.len() == count && digits.chars().all(|c| c.is_ascii_hexdigit());
        let code = u32::from_str_radix(&digits, 16).ok().filter(|_| whole);
        code.ok_or_else(|| format!("{digits:?} is not a hexadecimal number"))
    }

    fn character(&mut self, code: u32, in_class: bool) -> Result<(), String> {
        let c = char::from_u32(code).ok_or("half a character")?;
        self.literal(c, in_class);
        Ok(())
    }

    fn literal(&mut self, c: char, in_class: bool) {
        let special = if in_class { r"[]\^-&~" } else { r"\.+*?()|[]{}^$" };
        if special.contains(c) {
            self.out.push('\\');
        }
        self.out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(expression: &str, text: &str) -> bool {
        let regex = compile(&translate(expression).expect(expression)).expect(expression);
        regex.is_match(text).expect("within the limit")
    }

    #[test]
    fn signs_mean_what_javascript_means() {
        for (expression, found, not_found) in [
            (r"\bJS\b", "今日もJS祭り", "altJS"),
            (r"a\Bb", "ab", "a b"),
            (r"^\d+$", "12", "１２"),
            (r"^[\d,]+$", "1,2", "１,２"),
            (r"^\W$", "あ", "a"),
            (r"^[\W]$", "あ", "a"),
            (r"[[&&~]", "&", "a"),
            (r"[+--]", ",", "/"),
            (r"a[^]b", "a\nb", "ab"),
            (r"\/\-\<", "/-<", "/"),
            (r"\u3042\u{3044}\x41", "あいA", "あい"),
            (r"^\uD842\uDFB7$", "𠮷", "吉"),
            (r"サーバ(?!ー)", "サーバの", "サーバー"),
            (r"(?<!日経)ソフトウエア", "広義のソフトウエア", "日経ソフトウエア"),
            (r"^\p{Script=Han}+$", "漢字", "かな"),
            (r"(?<a>.)\k<a>(.)\2", "xxyy", "xyxy"),
            (r"^b$", "a\nb\nc", "abc"),
        ] {
            assert!(finds(expression, found), "{expression} in {found}");
            assert!(!finds(expression, not_found), "{expression} in {not_found}");
        }
        assert!(!finds("[]", "a"));
    }

    #[test]
    fn what_is_no_expression_is_said() {
        for expression in [r"\", r"\h", r"[a", r"\u12", r"\uD842", r"\u{110000}", r"\xg0"] {
            assert!(translate(expression).is_err(), "{expression}");
        }
        for pattern in ["(a", "a**b)", "(?:a{1000}){1000}"] {
            assert!(compile(pattern).is_err(), "{pattern}");
        }
        assert!(compile(&"(".repeat(10_000)).is_err());
        assert!(compile(&"あ".repeat(LENGTH_LIMIT)).is_err());
    }

    #[test]
    fn a_hostile_expression_ends() {
        let regex = compile(r"(?:(?=a)a+)+(?=b)c").expect("an expression");
        assert!(regex.is_match(&"a".repeat(5_000)).is_err());
        for pattern in [
            "(?:(?:(?=a)a?){99999}){99999}b",
            "(?:(?:(?:(?=a)){9999}){9999}){9999}b",
            "(?:(?:(?:(?!b)){9999}){9999}){9999}(?=a)a(?<=b)",
        ] {
            let found = compile(pattern).ok().and_then(|regex| regex.is_match("aaaa").ok());
            assert_ne!(found, Some(true), "{pattern}");
        }
    }
}
