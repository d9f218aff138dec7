//! `check --fix`: mends what findings say how to mend.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::source::{Edit, Source, Span};

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
    let edits = apart(findings.iter().map(Finding::certain_edits));
    if edits.is_empty() {
        return None;
    }
    let text = applied(source.text(), &edits);
    Some(Fixed { bytes: with_mark(bytes, &text), places: edits.len() })
}

/// A text as bytes, with the byte order mark that the file `bytes` has.
pub(super) fn with_mark(bytes: &[u8], text: &str) -> Vec<u8> {
    let mark = if bytes.starts_with(MARK) { MARK } else { &[] };
    [mark, text.as_bytes()].concat()
}

/// Applies edits that are in the text's order and do not meet.
pub(super) fn applied(text: &str, edits: &[&Edit]) -> String {
    let (mut applied, mut from) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        applied.push_str(text.get(from..edit.span.start).unwrap_or_default());
        applied.push_str(&edit.text);
        from = edit.span.end;
    }
    applied + text.get(from..).unwrap_or_default()
}

/// Returns the edits in the text's order. A mend is left out whole where one of its edits meets an edit of
/// a mend that begins before it.
fn apart<'a>(mends: impl Iterator<Item = &'a [Edit]>) -> Vec<&'a Edit> {
    let mut mends: Vec<&[Edit]> = mends.filter(|edits| !edits.is_empty()).collect();
    mends.sort();
    let mut apart: BTreeMap<Span, &Edit> = BTreeMap::new();
    for edits in mends {
        if edits.iter().all(|edit| !meets(&apart, edit.span)) {
            apart.extend(edits.iter().map(|edit| (edit.span, edit)));
        }
    }
    apart.into_values().collect()
}

/// Whether an edit at `span` would meet one of `edits`, which do not meet each other.
fn meets(edits: &BTreeMap<Span, &Edit>, span: Span) -> bool {
    let before = edits.range(..=span).next_back().is_some_and(|(it, _)| it.end > span.start || *it == span);
    let behind = edits.range(span..).next().is_some_and(|(it, _)| it.start < span.end);
    before || behind
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Rule, Words};

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

    #[test]
    fn a_mend_that_meets_another_is_left_out_whole() {
        let source = Source::new("a.yaml", "abcdef");
        let both = mend(1, 2, "B").mended_by(Span::new(4, 5), "E");
        let done = fixed(b"abcdef", &source, &[mend(0, 2, "x"), both.clone(), mend(3, 4, "D")]);
        assert_eq!(done.map(|it| it.bytes), Some(b"xcDef".to_vec()));
        let done = fixed(b"abcdef", &source, &[both, mend(3, 4, "D")]);
        assert_eq!(done.map(|it| it.bytes), Some(b"aBcDEf".to_vec()));
    }

    #[test]
    fn a_proposed_mend_is_left_to_a_person() {
        let source = Source::new("a.yaml", "abc");
        let edits = vec![Edit { span: Span::new(0, 1), text: "x".to_owned() }];
        assert_eq!(fixed(b"abc", &source, &[mend(0, 1, "y").proposing(edits)]), None);
    }
}
