//! Fingerprints of findings, by which dashboards recognize a finding after its lines have moved.

use std::collections::HashMap;

use crate::finding::Finding;
use crate::source::Source;

/// A generator of fingerprints for the findings of a report.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u64, usize>,
}

impl Fingerprints {
    /// Returns the fingerprint of the next finding: a hash of its rule, path, field and characters, numbered
    /// where several are equal. Lines, columns and messages are not part of it.
    pub(super) fn next(&mut self, source: &Source, path: &str, finding: &Finding) -> String {
        let field = finding.field.to_string();
        self.numbered(hash(&[finding.rule.name, path, &field, source.slice(finding.span)]))
    }

    /// Returns the fingerprint of an output that a verification rejects.
    pub(super) fn of_output(&mut self, rule: &str, path: &str) -> String {
        self.numbered(hash(&[rule, path]))
    }

    fn numbered(&mut self, hash: u64) -> String {
        let nth = self.seen.entry(hash).or_default();
        *nth += 1;
        format!("{hash:016x}:{nth}")
    }
}

/// Hashes the parts with FNV-1a. The standard library's hash may change with any release of Rust, whereas
/// fingerprints must stay the same for years.
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
    fn a_fingerprint_does_not_depend_on_lines() {
        let (field, division) = (Field::default().key("課"), Field::default().key("部"));
        let first = |text, field| print(&mut Fingerprints::default(), text, field);
        let here = first("課: 総務課\n", &field);
        assert_eq!(here, "898a951d9c22d1be:1");
        assert_eq!(here, first("部: 東区役所\n\n課:   総務課\n", &field));
        assert_ne!(here, first("課: 総務課\n", &division));
    }

    #[test]
    fn equal_findings_have_different_fingerprints() {
        let (mut prints, field) = (Fingerprints::default(), Field::default());
        let printed = [(); 2].map(|()| print(&mut prints, "課: 総務課\n", &field));
        assert!(printed[0].ends_with(":1") && printed[1].ends_with(":2"), "{printed:?}");
    }
}
