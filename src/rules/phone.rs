//! `phone-number`: 問合せ先 is a Japanese telephone number.

use super::case::Case;
use crate::finding::{Finding, Rule, Words, brief};
use crate::source::Text;

/// A 問合せ先 that is none.
pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let contact = case.department().and_then(|sheet| sheet.contact.as_ref());
    let wrong = |text: &&Text| !text.is_blank() && !text.text.split(SEPARATORS).all(is_number);
    contact.filter(wrong).map(|text| finding(case, text)).into_iter().collect()
}

/// What stands between several numbers.
const SEPARATORS: [char; 6] = ['、', ',', '，', '/', '／', '\n'];

/// A number of ten digits, or eleven for mobile, IP and free ones, that begins with 0: 025-250-2710,
/// 025(250)2710, with what is said before and behind it (電話, 内線 3112, (直通)) left aside.
fn is_number(text: &str) -> bool {
    let narrow: String = text.chars().map(narrow).collect();
    let number = narrow.split("内線").next().unwrap_or_default();
    let number = number.trim_start_matches(is_word).trim_end_matches([' ', '(']);
    let number = without_remark(number).trim();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let shaped = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | ' '));
    let grouped = !number.contains("--") && number.ends_with(|c: char| c.is_ascii_digit());
    text.trim().is_empty() || shaped && grouped && has_length(&digits)
}

fn has_length(digits: &str) -> bool {
    let eleven = ["050", "070", "080", "090", "0800"].iter().any(|prefix| digits.starts_with(prefix));
    digits.starts_with('0') && (digits.len() == 10 || digits.len() == 11 && eleven)
}

/// 「電話」「TEL:」 before a number.
fn is_word(character: char) -> bool {
    !character.is_ascii_digit() && character != '('
}

/// 「(直通)」 behind a number.
fn without_remark(number: &str) -> &str {
    match number.rfind('(') {
        Some(at) if number.ends_with(')') && !number[at..].contains(|c: char| c.is_ascii_digit()) => {
            &number[..at]
        }
        _ => number,
    }
}

fn narrow(character: char) -> char {
    match character {
        '０'..='９' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '－' | '‐' | '−' | '–' | '—' | '―' | 'ー' => '-',
        '（' => '(',
        '）' => ')',
        '　' => ' ',
        other => other,
    }
}

fn finding(case: &Case, text: &Text) -> Finding {
    let shown = brief(&text.text);
    let message = Words::new(
        format!("「{shown}」は電話番号として読めません。"),
        format!("{shown} is no Japanese telephone number."),
    );
    let help = Words::new(
        "市外局番から「025-250-2710」の形で書いてください。",
        "Write it with its area code, like 025-250-2710.",
    );
    case.at_text(Rule::PHONE_NUMBER, text, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_others() {
        for number in [
            "025-250-2710",
            "025(250)2710",
            "（025）250-2710",
            "０２５－２５０－２７１０",
            "0252502710",
            "090-1234-5678",
            "0120-123-456",
            "025-250-2710(直通)",
            "025-250-2710 内線 3112",
            "電話 025-250-2710",
            "TEL:03-1234-5678",
        ] {
            assert!(is_number(number), "{number}");
        }
        for other in [
            "250-2710",
            "025-250-271",
            "025-250-27100",
            "125-250-2710",
            "025--2502710",
            "総務課",
            "025-250-2710-",
            "a@b.jp",
        ] {
            assert!(!is_number(other), "{other}");
        }
    }
}
