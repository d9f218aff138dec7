//! Names for findings that outlive a move of their lines, so that a dashboard knows last week's again.

use std::collections::HashMap;

use crate::finding::Finding;
use crate::source::Source;

/// Gives each finding of a report its fingerprint.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u64, usize>,
}

impl Fingerprints {
    /// The fingerprint of the report's next finding: its rule, path, field and characters, and which one
    /// of those it is where there are several. No line, no column, and no word of a message.
    pub(super) fn next(&mut self, source: &Source, path: &str, finding: &Finding) -> String {
        let field = finding.field.to_string();
        self.numbered(hash(&[finding.rule.name, path, &field, source.slice(finding.span)]))
    }

    /// The fingerprint of an output that a verification refuses.
    pub(super) fn of_output(&mut self, rule: &str, path: &str) -> String {
        self.numbered(hash(&[rule, path]))
    }

    fn numbered(&mut self, hash: u64) -> String {
        let nth = self.seen.entry(hash).or_default();
        *nth += 1;
        format!("{hash:016x}:{nth}")
    }
}

/// FNV-1a over the parts. The standard library's own hash may change with any release of Rust, and a
/// fingerprint is compared with those of years before.
fn hash(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Field, Message, Rule};
    use crate::source::Span;

    fn print(prints: &mut Fingerprints, text: &str, field: &Field) -> String {
        let source = Source::new("sheets/a.yaml", text);
        let start = text.find("総務課").unwrap();
        let span = Span::new(start, start + "総務課".len());
        let finding = Finding::new(Rule::WRONG_TYPE, span, Message::new("", ""), Message::new("", ""));
        prints.next(&source, &source.path, &finding.in_field(field.clone()))
    }

    #[test]
    fn a_fingerprint_knows_no_lines() {
        let (field, other) = (Field::default().key("課"), Field::default().key("部"));
        let first = |text, field| print(&mut Fingerprints::default(), text, field);
        let here = first("課: 総務課\n", &field);
        assert_eq!(here, "898a951d9c22d1be:1");
        assert_eq!(here, first("部: 東区役所\n\n課:   総務課\n", &field));
        assert_ne!(here, first("課: 総務課\n", &other));
    }

    #[test]
    fn two_findings_of_one_text_are_told_apart() {
        let (mut prints, field) = (Fingerprints::default(), Field::default());
        let both = [(); 2].map(|()| print(&mut prints, "課: 総務課\n", &field));
        assert!(both[0].ends_with(":1") && both[1].ends_with(":2"), "{both:?}");
    }
}
