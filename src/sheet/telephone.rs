//! Telephone numbers, with the remarks that cities write beside them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::plain::narrow;

/// Returns whether a text holds a Japanese telephone number and no other digits: 025-250-2710, 025(250)2710
/// (直通), 0721-25-1000㈹, with an extension, a FAX number or an e-mail address.
pub fn is_telephone(text: &str) -> bool {
    let narrow: String = text.chars().map(narrow).collect();
    let plain = without_addresses(&narrow);
    let runs = runs(&plain);
    let mut any = false;
    runs.iter().all(|run| {
        let whole = run.is_whole();
        let fits = whole || run.is_extension() || any && run.is_alternative() || run.is_in_word();
        any |= whole;
        fits
    }) && any
}

/// A telephone number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telephone {
    /// The byte range in the text.
    pub range: Range<usize>,
    /// The number to dial: digits and hyphens, with `+` before a country code.
    pub dialled: String,
}

/// Returns the telephone numbers of a text that can be dialled. FAX numbers are left out.
pub fn telephones(text: &str) -> Vec<Telephone> {
    let narrow: String = text.chars().map(narrow).collect();
    let places = narrow.char_indices().map(|(at, _)| at).zip(text.char_indices().map(|(at, _)| at));
    let places: BTreeMap<usize, usize> = places.chain([(narrow.len(), text.len())]).collect();
    let plain = without_addresses(&narrow);
    let numbers = runs(&plain).into_iter().filter(|run| !run.is_fax());
    let found = numbers.flat_map(|run| run.numbers());
    found
        .filter_map(|(range, dialled)| {
            let range = *places.get(&range.start)?..*places.get(&range.end)?;
            Some(Telephone { range, dialled })
        })
        .collect()
}

/// A run of digits and joining characters, with the text before and after it.
struct DigitRun<'a> {
    /// The byte at which the run begins.
    at: usize,
    before: &'a str,
    text: &'a str,
    after: &'a str,
}

impl DigitRun<'_> {
    /// Splits a number from the bracket that follows it; else returns the run as it is.
    fn parted(self) -> Vec<Self> {
        let Self { at, before, text, after } = self;
        match text.rsplit_once('(').filter(|(number, _)| is_number(number) && !is_number(text)) {
            Some((number, rest)) => {
                let behind = Self { at: at + number.len() + 1, before: "(", text: rest, after };
                vec![Self { at, before, text: number, after: "(" }, behind]
            }
            None => vec![self],
        }
    }

    /// Returns the numbers of the run, with their byte ranges and the digits to dial. Spaces separate several
    /// numbers.
    fn numbers(&self) -> Vec<(Range<usize>, String)> {
        if !self.is_whole() {
            return Vec::new();
        }
        if self.before.ends_with('+') {
            return vec![(self.at - 1..self.at + self.text.len(), format!("+{}", dialled(self.text)))];
        }
        let of = |at: usize, text: &str| (at..at + text.len(), dialled(text));
        if is_number(self.text) {
            return vec![of(self.at, self.text)];
        }
        let mut at = self.at;
        let parts = self.text.split(' ').map(|part| {
            let found = of(at, part);
            at += part.len() + 1;
            found
        });
        parts.collect()
    }

    /// Returns whether the preceding word marks a FAX number.
    fn is_fax(&self) -> bool {
        let label = self.before.trim_end_matches([' ', ':', '.', '(', ')', '-']).to_lowercase();
        ["fax", "ファクス", "ファックス", "ファクシミリ", "ﾌｧｸｽ", "ﾌｧｯｸｽ", "℻"]
            .iter()
            .any(|word| label.ends_with(word))
    }

    /// Returns whether the run is one number, or several separated by spaces.
    fn is_whole(&self) -> bool {
        let abroad = self.before.ends_with('+').then(|| self.text.strip_prefix("81")).flatten();
        match abroad {
            Some(rest) => is_number(&format!("0{}", rest.trim_start_matches('-'))),
            None => is_number(self.text) || self.text.split(' ').all(is_number),
        }
    }

    /// Returns whether the run is an extension: 内線 3112.
    fn is_extension(&self) -> bool {
        let label = self.before.trim_end_matches([' ', ':', '.', '(', '#']).to_lowercase();
        self.digits() <= 6 && ["内線", "内", "番号", "ext"].iter().any(|word| label.ends_with(word))
    }

    /// Returns whether the run is the end of an alternative number: 025-250-2710・2711, 025-250-2710〜2.
    fn is_alternative(&self) -> bool {
        let parted = self.before.trim_end().ends_with(['・', '、', ',', '/', '〜', '~', '･']);
        self.digits() <= 4 && parted
    }

    /// Returns whether the digits belong to a word or a time: 2係, 8:30.
    fn is_in_word(&self) -> bool {
        let is_joined = self.after.starts_with(|c: char| c.is_alphabetic() || c == ':');
        let is_time = self.before.ends_with(':') || self.after.starts_with(['〜', '~']);
        self.digits() <= 2 && (is_joined || is_time)
    }

    fn digits(&self) -> usize {
        self.text.chars().filter(char::is_ascii_digit).count()
    }
}

/// Returns whether the text has ten digits, or eleven with a mobile, IP or toll-free prefix, and begins with
/// 0.
fn is_number(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let grouped = !text.contains("--") && !text.starts_with('-') && !text.ends_with('-');
    let eleven = ["050", "070", "080", "090", "0800"].iter().any(|prefix| digits.starts_with(prefix));
    let length = digits.len() == 10 || digits.len() == 11 && eleven;
    grouped && digits.starts_with('0') && length
}

/// Returns the digits of a number, with hyphens between its parts.
fn dialled(number: &str) -> String {
    let parts = number.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

fn runs(text: &str) -> Vec<DigitRun<'_>> {
    let joins = |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | ' ');
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(joins).map(|start| at + start) {
        let end = text[start..].find(|c| !joins(c)).map_or(text.len(), |length| start + length);
        let run = &text[start..end];
        let inner = run.trim_start_matches([' ', ')']).trim_end_matches([' ', '(']);
        let inner = if inner.contains('(') { inner } else { inner.trim_end_matches(')') };
        let inner = if inner.contains(')') { inner } else { inner.trim_start_matches('(') };
        let inner = inner.trim();
        let from = start + run.find(inner).unwrap_or(0);
        if inner.contains(|c: char| c.is_ascii_digit()) {
            let whole =
                DigitRun { at: from, before: &text[..from], text: inner, after: &text[from + inner.len()..] };
            runs.extend(whole.parted());
        }
        at = end;
    }
    runs
}

/// Returns the text with 「.」 for every byte of e-mail addresses and URLs, because they may contain digits.
fn without_addresses(text: &str) -> String {
    let ends = |c: char| c.is_whitespace() || matches!(c, '、' | ',' | '(' | ')' | ';' | '・' | '|');
    let mut left = String::with_capacity(text.len());
    for piece in text.split_inclusive(ends) {
        let page = piece.find("http").or_else(|| piece.find("www."));
        let mail = piece.contains('@').then(|| piece.rfind('/').map_or(0, |slash| slash + 1));
        let kept = page.or(mail).map_or(piece, |start| &piece[..start]);
        left.push_str(kept);
        left.extend(std::iter::repeat_n('.', piece.len() - kept.len()));
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_dialled_is_found_in_its_place() {
        for (text, wanted) in [
            ("025-250-2710", &[("025-250-2710", "025-250-2710")][..]),
            ("０２５（２５０）２７１０（直通）", &[("０２５（２５０）２７１０", "025-250-2710")]),
            ("電話 025ー250ー2710 内線 3112", &[("025ー250ー2710", "025-250-2710")]),
            ("TEL:025-250-2710 FAX:025-250-2711", &[("025-250-2710", "025-250-2710")]),
            ("025-250-2710／ＦＡＸ 025-250-2711", &[("025-250-2710", "025-250-2710")]),
            ("025-250-2710・2711", &[("025-250-2710", "025-250-2710")]),
            (
                "企画:025-250-2710\n庶務:0252502711",
                &[("025-250-2710", "025-250-2710"), ("0252502711", "0252502711")],
            ),
            (
                "025-250-2710 025-250-2711",
                &[("025-250-2710", "025-250-2710"), ("025-250-2711", "025-250-2711")],
            ),
            ("☎+81-25-250-2710", &[("+81-25-250-2710", "+81-25-250-2710")]),
            ("soumu-0252502711@city.example.lg.jp、025-250-2710", &[("025-250-2710", "025-250-2710")]),
            ("総務課", &[]),
            ("250-2710", &[]),
        ] {
            let found = telephones(text);
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|telephone| (&text[telephone.range.clone()], telephone.dialled.as_str()))
                .collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not_telephones() {
        for number in [
            "025-250-2710",
            "025(250)2710",
            "（025）250-2710",
            "(025)250-2710",
            "０２５－２５０－２７１０",
            "025ー250ー2710",
            "025 250 2710",
            "0252502710",
            "090-1234-5678",
            "0120-123-456",
            "+81-25-250-2710",
            "025-250-2710(直通)",
            "025-250-2710 内線 3112",
            "025(250)2710(内線 3112)",
            "025-250-2710（内線3112・3113）",
            "025-250-2710 内線:3112",
            "0721-25-1000㈹",
            "0721-25-1000（代表）",
            "(代)0721-25-1000",
            "☎0721-25-1000",
            "℡ 0721-25-1000",
            "電話 025-250-2710",
            "TEL:03-1234-5678",
            "電話:025-250-2710 FAX:025-250-2711",
            "025-250-2710／FAX 025-250-2711",
            "025-250-2710、025-250-2711",
            "025-250-2710 025-250-2711",
            "025-250-2710・2711",
            "025-250-2710〜2",
            "総務課2係 025-250-2710",
            "企画:025-250-2710\n庶務:025-250-2711",
            "025-250-2710 soumu2@city.example.lg.jp",
            "025-250-2710/soumu@city.example.lg.jp",
            "025-250-2710、メール:soumu-2024@city.example.lg.jp",
            "soumu@city.example.lg.jp、025-250-2710",
            "025-250-2710 https://www.city.example.lg.jp/2024/0401.html",
            "025-250-2710(8:30〜17:15)",
        ] {
            assert!(is_telephone(number), "{number}");
        }
        for text in [
            "250-2710",
            "025-250-271",
            "025-250-27100",
            "125-250-2710",
            "025--2502710",
            "総務課",
            "025-250-2710-",
            "a@b.jp",
            "025-250-2710、250-2711",
            "内線 3112",
            "2710・2711",
            "025-250-2710 3112",
            "R2.4.1",
        ] {
            assert!(!is_telephone(text), "{text}");
        }
    }
}
