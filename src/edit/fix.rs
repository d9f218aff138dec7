//! `check --fix`: applies the certain mends of findings.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::source::{Edit, Source, Span};

/// The byte order mark, which a source's text does not have and a file keeps.
const MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// A file with its mends.
#[derive(Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// The number of places that were corrected.
    pub places: usize,
}

/// The most times that a file is read to find the mends that are not sound.
const TRIES: usize = 200;

/// Applies the certain mends of all findings of the file `bytes`, whose text is `source`. Of mends that
/// overlap, the first is applied; a further run applies the others. A mend that is not `mend_verifier`, because the
/// file would be read in another way than intended, is left out without affecting the others. Returns `None`
/// if no mend applies.
pub fn fixed(
    bytes: &[u8],
    source: &Source,
    findings: &[Finding],
    mend_verifier: impl Fn(&[u8], &[&Edit]) -> bool,
) -> Option<Fixed> {
    let mends = apart(findings.iter().map(Finding::certain_edits));
    let file = |mends: &[&[Edit]]| with_mark(bytes, &applied(source.text(), &in_order(mends)));
    let mut made = Vec::new();
    // Most are sound together. Where they are not, halves are tried, so that few files are read for one that is not.
    let mut waiting = vec![mends.as_slice()];
    let mut tries = 0;
    while let Some(some) = waiting.pop().filter(|_| tries < TRIES) {
        tries += 1;
        let tried = [made.as_slice(), some].concat();
        if some.is_empty() || mend_verifier(&file(&tried), &in_order(&tried)) {
            made = tried;
        } else if some.len() > 1 {
            let (first, second) = some.split_at(some.len() / 2);
            waiting.extend([second, first]);
        }
    }
    let places = made.iter().map(|edits| edits.len()).sum();
    (places > 0).then(|| Fixed { bytes: file(&made), places })
}

/// Returns the edits of mends that do not meet, in the text's order.
fn in_order<'a>(mends: &[&'a [Edit]]) -> Vec<&'a Edit> {
    let mut edits: Vec<&Edit> = mends.iter().copied().flatten().collect();
    edits.sort_unstable();
    edits
}

/// Returns a text as bytes, with the byte order mark that the file `bytes` has.
pub(super) fn with_mark(bytes: &[u8], text: &str) -> Vec<u8> {
    let mark = if bytes.starts_with(MARK) { MARK } else { &[] };
    [mark, text.as_bytes()].concat()
}

/// Applies edits that are in the text's order and do not meet.
pub(super) fn applied(text: &str, edits: &[&Edit]) -> String {
    let kept =
        |from: usize, to: usize| text.get(from..to).expect("edits are in order and between characters");
    let (mut applied, mut from) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        applied.push_str(kept(from, edit.span.start));
        applied.push_str(&edit.text);
        from = edit.span.end;
    }
    applied + kept(from, text.len())
}

/// Returns the mends that are made. A mend is left out whole where one of its edits meets an edit of a mend that
/// begins before it.
fn apart<'a>(mends: impl Iterator<Item = &'a [Edit]>) -> Vec<&'a [Edit]> {
    let mut mends: Vec<&[Edit]> = mends.filter(|edits| !edits.is_empty()).collect();
    mends.sort();
    let mut taken = BTreeSet::new();
    mends.retain(|edits| {
        let is_apart = edits.iter().all(|edit| !meets(&taken, edit.span));
        if is_apart {
            taken.extend(edits.iter().map(|edit| edit.span));
        }
        is_apart
    });
    mends
}

/// Returns whether an edit at `span` would meet one of `edits`, which do not meet each other.
fn meets(edits: &BTreeSet<Span>, span: Span) -> bool {
    let before = edits.range(..=span).next_back().is_some_and(|edit| edit.end > span.start || *edit == span);
    let behind = edits.range(span..).next().is_some_and(|edit| edit.start < span.end);
    before || behind
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Message, Rule};

    fn mend(start: usize, end: usize, text: &str) -> Finding {
        let span = Span::new(start, end);
        Finding::new(Rule::WAVE_DASH, span, Message::new("", ""), Message::new("", "")).mended_by(span, text)
    }

    #[test]
    fn every_other_byte_stays() {
        let bytes = "\u{FEFF}a: 1\r\nb: 2".as_bytes();
        let source = Source::new("a.yaml", std::str::from_utf8(bytes).expect("text"));
        let done =
            fixed(bytes, &source, &[mend(9, 10, "3"), mend(3, 4, "xx"), mend(3, 4, "yy")], |_, _| true);
        assert_eq!(
            done.map(|fixed| (fixed.bytes, fixed.places)),
            Some(("\u{FEFF}a: xx\r\nb: 3".as_bytes().to_vec(), 2))
        );
        assert_eq!(fixed(bytes, &source, &[], |_, _| true), None);
    }

    #[test]
    fn a_mend_that_meets_another_is_left_out_whole() {
        let source = Source::new("a.yaml", "abcdef");
        let twofold = mend(1, 2, "B").mended_by(Span::new(4, 5), "E");
        let done =
            fixed(b"abcdef", &source, &[mend(0, 2, "x"), twofold.clone(), mend(3, 4, "D")], |_, _| true);
        assert_eq!(done.map(|fixed| fixed.bytes), Some(b"xcDef".to_vec()));
        let done = fixed(b"abcdef", &source, &[twofold, mend(3, 4, "D")], |_, _| true);
        assert_eq!(done.map(|fixed| fixed.bytes), Some(b"aBcDEf".to_vec()));
    }

    #[test]
    fn a_mend_that_is_not_sound_costs_none_of_the_others() {
        let source = Source::new("a.yaml", "abcdefgh");
        let mends: Vec<Finding> =
            (0..8).map(|at| mend(at, at + 1, if at == 5 { ":" } else { "x" })).collect();
        let mend_verifier = |bytes: &[u8], _: &[&Edit]| !bytes.contains(&b':');
        let done = fixed(b"abcdefgh", &source, &mends, mend_verifier);
        assert_eq!(done.map(|fixed| (fixed.bytes, fixed.places)), Some((b"xxxxxfxx".to_vec(), 7)));
        assert_eq!(fixed(b"abcdefgh", &source, &mends, |_, _| false), None);
    }

    #[test]
    fn a_proposed_mend_is_left_to_a_person() {
        let source = Source::new("a.yaml", "abc");
        let edits = vec![Edit::new(Span::new(0, 1), "x")];
        assert_eq!(fixed(b"abc", &source, &[mend(0, 1, "y").proposing(edits)], |_, _| true), None);
    }
}
