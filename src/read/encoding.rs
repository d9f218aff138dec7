//! Bytes → text: UTF-8 and nothing else, but what else it may be is recognised.

use encoding_rs::{EUC_JP, SHIFT_JIS};

use crate::finding::{Finding, Message, Rule};
use crate::source::Span;

/// Returns the text of a file.
///
/// # Errors
/// A finding where the bytes are not UTF-8, which names the encoding that they seem to be in.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Box<Finding>> {
    if looks_like_utf16(bytes) {
        return Err(finding(Some("UTF-16")));
    }
    String::from_utf8(bytes.to_owned()).map_err(|error| finding(guess(error.as_bytes())))
}

/// Returns whether bytes look like UTF-16: by the byte order mark, or because every other byte is ASCII.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || {
        let start = &bytes[..bytes.len().min(256)];
        start.len() >= 4 && bytes_of_zero(start) * 5 > start.len()
    }
}

fn bytes_of_zero(bytes: &[u8]) -> usize {
    bytes.split(|&byte| byte == 0).count() - 1
}

fn guess(bytes: &[u8]) -> Option<&'static str> {
    let fits = |encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    };
    if bytes.contains(&0) {
        return Some("UTF-16");
    }
    // EUC-JP first: its texts often pass for Shift_JIS as well, the other way round hardly ever.
    if fits(EUC_JP) {
        Some("EUC-JP")
    } else if fits(SHIFT_JIS) {
        Some("Shift_JIS")
    } else {
        None
    }
}

fn finding(encoding: Option<&str>) -> Box<Finding> {
    let message = match encoding {
        Some(name) => Message::new(
            format!("ファイルがUTF-8ではありません({name}で保存されているようです)。"),
            format!("The file is not UTF-8 (it seems to be {name})."),
        ),
        None => Message::new("ファイルがUTF-8ではありません。", "The file is not UTF-8."),
    };
    let help = Message::new(
        "エディタの「名前を付けて保存」で文字コードに「UTF-8」を選び、保存し直してください。",
        "Save the file again with the encoding UTF-8.",
    );
    Box::new(Finding::new(Rule::ENCODING, Span::default(), message, help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Lang;

    fn reported(bytes: &[u8]) -> String {
        decode(bytes).unwrap_or_else(|finding| finding.message.get(Lang::En).to_owned())
    }

    #[test]
    fn the_encoding_is_recognised() {
        let text = "様式: 組織目標管理シート\n年度: 令和2年度\n";
        assert_eq!(reported(text.as_bytes()), text);
        assert!(reported(&SHIFT_JIS.encode(text).0).contains("Shift_JIS"));
        assert!(reported(&EUC_JP.encode(text).0).contains("EUC-JP"));
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(reported(&utf16).contains("UTF-16"));
        assert!(reported(&[&[0xFF, 0xFE][..], &utf16].concat()).contains("UTF-16"));
        assert!(reported(b"\x80\xFF\xFF\xFF").ends_with("is not UTF-8."));
    }
}
