//! Normalization of years, dates and telephone numbers: spellings that an input method or a habit of writing
//! varies, and that mean the same to a reader.

use crate::source::width;

/// Returns the text with ASCII characters for full-width ones, digits for kanji numerals, and without spaces:
/// 「令和　三 年」 gives 「令和3年」. A space between two digits stays, because it separates two numbers.
pub(super) fn plain(text: &str) -> String {
    // A shortcut for the usual spelling: every indicator has three names of years, and most are plain ASCII.
    if text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'[' | b']')) {
        return text.to_owned();
    }
    let narrow: String = text.trim().chars().map(narrow).collect();
    let spelled = squares(&narrow);
    numerals(&without_spaces(&spelled))
}

/// Returns the ASCII character for a full-width character, a bracket or a dash.
pub(super) fn narrow(character: char) -> char {
    match character {
        '〔' | '【' | '［' | '[' => '(',
        '〕' | '】' | '］' | ']' => ')',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | '─' | '﹣' => '-',
        '　' | '\u{A0}' => ' ',
        character => width::narrow(character),
    }
}

/// Returns the text with square characters spelt out: ㋿ as 令和, ㈭ as (木).
fn squares(text: &str) -> String {
    const SQUARES: [(char, &str); 12] = [
        ('㋿', "令和"),
        ('㍻', "平成"),
        ('㍼', "昭和"),
        ('㍽', "大正"),
        ('㍾', "明治"),
        ('㈪', "(月)"),
        ('㈫', "(火)"),
        ('㈬', "(水)"),
        ('㈭', "(木)"),
        ('㈮', "(金)"),
        ('㈯', "(土)"),
        ('㈰', "(日)"),
    ];
    if !text.contains(|c| ('\u{3200}'..='\u{33FF}').contains(&c)) {
        return text.to_owned();
    }
    let spelled = |text: String, (square, words): (char, &str)| text.replace(square, words);
    SQUARES.into_iter().fold(text.to_owned(), spelled)
}

fn without_spaces(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut pieces = text.split_whitespace().peekable();
    while let Some(piece) = pieces.next() {
        plain.push_str(piece);
        let starts_with_digit = |next: &&str| next.starts_with(|c: char| c.is_ascii_digit());
        if piece.ends_with(|c: char| c.is_ascii_digit()) && pieces.peek().is_some_and(starts_with_digit) {
            plain.push(' ');
        }
    }
    plain
}

/// The kanji numerals; the position of each is its value.
const NUMERALS: &str = "〇一二三四五六七八九";

/// Returns the text with kanji numerals such as 「二十三」 and 「二〇二一」 in digits.
fn numerals(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_numeral) {
        let length = rest[start..].find(|c| !is_numeral(c)).unwrap_or(rest.len() - start);
        let (run, after) = rest[start..].split_at(length);
        plain.push_str(&rest[..start]);
        plain.push_str(&digits(run).unwrap_or_else(|| run.to_owned()));
        rest = after;
    }
    plain + rest
}

fn is_numeral(character: char) -> bool {
    character == '十' || digit(character).is_some()
}

fn digit(character: char) -> Option<usize> {
    NUMERALS.chars().position(|numeral| numeral == character)
}

/// Returns the digits of a run of kanji numerals, or `None` for a malformed one such as 「十十」.
fn digits(run: &str) -> Option<String> {
    let place_by_place =
        |run: &str| run.chars().map(|c| digit(c).map(|digit| digit.to_string())).collect::<Option<String>>();
    let Some((tens, ones)) = run.split_once('十') else { return place_by_place(run) };
    let single = |part: &str, absent: &str| match part.chars().count() {
        0 => Some(absent.to_owned()),
        1 => place_by_place(part),
        _ => None,
    };
    Some(single(tens, "1")? + &single(ones, "0")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_mean_the_same_are_the_same() {
        for text in ["令和3年", "令和３年", "令和三年", " 令和　3 年 ", "㋿3年"] {
            assert_eq!(plain(text), "令和3年", "{text}");
        }
        assert_eq!(plain("（木）〔祝〕㈭"), "(木)(祝)(木)");
        assert_eq!(plain("２０２１－０４−０１"), "2021-04-01");
        assert_eq!(plain("R3. 4. 1"), "R3.4.1");
        assert_eq!(plain("R3.4.1 2"), "R3.4.1 2");
    }

    #[test]
    fn kanji_numerals_are_numbers() {
        for (kanji, number) in [
            ("十", "10"),
            ("十一", "11"),
            ("二十", "20"),
            ("三十一", "31"),
            ("二〇二一", "2021"),
            ("一月", "1月"),
            ("十十", "十十"),
        ] {
            assert_eq!(plain(kanji), number, "{kanji}");
        }
    }
}
