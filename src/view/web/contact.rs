//! Contacts with telephone numbers as links.

use crate::sheet::telephone::telephones;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The `tel:` URI of a telephone number, or `None` for other text.
    pub href: Option<String>,
}

/// Splits a line into telephone numbers and other text.
pub(super) fn pieces(line: &str) -> Vec<Piece> {
    let (mut pieces, mut at) = (Vec::new(), 0);
    let text = |text: &str| Piece { text: text.to_owned(), href: None };
    for number in telephones(line) {
        pieces.push(text(&line[at..number.range.start]));
        let href = Some(format!("tel:{}", number.dialled));
        pieces.push(Piece { text: line[number.range.clone()].to_owned(), href });
        at = number.range.end;
    }
    pieces.push(text(&line[at..]));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_links_and_no_character_is_lost() {
        let line = "総務課 ０２５－２５０－２７１０(内線 12)、FAX 025-250-2711";
        let pieces = pieces(line);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), line);
        let links: Vec<&str> = pieces.iter().filter_map(|piece| piece.href.as_deref()).collect();
        assert_eq!(links, ["tel:025-250-2710"]);
    }
}
