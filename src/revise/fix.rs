//! `check --fix`: mends what findings say how to mend.

use crate::finding::Finding;
use crate::source::{Edit, Source};

/// The byte order mark, which a source's text does not have and a file keeps.
const MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// A file with its mends.
#[derive(Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// How many places were mended.
    pub places: usize,
}

/// The file `bytes`, of which `source` is the text, with every finding mended that can be. Of mends
/// that meet, the first is made; a further run makes the others. Nothing where there is none to make.
pub fn fixed(bytes: &[u8], source: &Source, findings: &[Finding]) -> Option<Fixed> {
    let edits = apart(findings.iter().filter_map(|finding| finding.fix.as_ref()));
    if edits.is_empty() {
        return None;
    }
    let mut text = source.text().to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    Some(Fixed { bytes: with_mark(bytes, &text), places: edits.len() })
}

/// A text as bytes, with the byte order mark that the file `bytes` has.
pub(super) fn with_mark(bytes: &[u8], text: &str) -> Vec<u8> {
    let mark = if bytes.starts_with(MARK) { MARK } else { &[] };
    [mark, text.as_bytes()].concat()
}

/// The edits in their order, without those that meet an earlier one.
fn apart<'a>(edits: impl Iterator<Item = &'a Edit>) -> Vec<&'a Edit> {
    let mut edits: Vec<&Edit> = edits.collect();
    edits.sort();
    let mut apart: Vec<&Edit> = Vec::new();
    for edit in edits {
        if apart.last().is_none_or(|last| last.span.end <= edit.span.start && last.span != edit.span) {
            apart.push(edit);
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Rule, Words};
    use crate::source::Span;

    fn mend(start: usize, end: usize, text: &str) -> Finding {
        let span = Span::new(start, end);
        Finding::new(Rule::WAVE_DASH, span, Words::new("", ""), Words::new("", "")).mended_by(span, text)
    }

    #[test]
    fn every_other_byte_stays() {
        let bytes = "\u{FEFF}a: 1\r\nb: 2".as_bytes();
        let source = Source::new("a.yaml", std::str::from_utf8(bytes).expect("text"));
        let done = fixed(bytes, &source, &[mend(9, 10, "3"), mend(3, 4, "xx"), mend(3, 4, "yy")]);
        assert_eq!(
            done.map(|it| (it.bytes, it.places)),
            Some(("\u{FEFF}a: xx\r\nb: 3".as_bytes().to_vec(), 2))
        );
        assert_eq!(fixed(bytes, &source, &[]), None);
    }
}
