//! Characters that no bundled font has, before anything is typeset.

use std::collections::BTreeSet;

use super::tree;
use crate::finding::{Field, Finding, Rule, Words, brief};
use crate::fonts::Coverage;
use crate::source::{Source, Span};
use crate::yaml::Node;

/// Reports every character of a value that cannot be printed, once for each field.
pub(super) fn report(source: &Source, root: &Node, coverage: &Coverage, findings: &mut Vec<Finding>) {
    tree::walk(root, &Field::default(), &mut |field, node| {
        let missing: BTreeSet<char> =
            node.scalar().unwrap_or_default().chars().filter(|&character| !coverage.has(character)).collect();
        for character in missing {
            let span = place(source, node.span, character);
            findings.push(finding(character, span).in_field(field.clone()));
        }
    });
}

/// The character itself, or the whole value where it is written as an escape.
fn place(source: &Source, value: Span, character: char) -> Span {
    match source.slice(value).find(character) {
        Some(at) => Span::new(value.start + at, value.start + at + character.len_utf8()),
        None => value,
    }
}

fn finding(character: char, span: Span) -> Finding {
    let code = u32::from(character);
    Finding::new(
        Rule::MISSING_GLYPH,
        span,
        Words::new(
            format!(
                "文字「{}」(U+{code:04X})は印刷できません。同梱のフォントにありません。",
                brief(&character.to_string())
            ),
            format!(
                "The character {} (U+{code:04X}) cannot be printed: no bundled font has it.",
                brief(&character.to_string())
            ),
        ),
        Words::new("別の文字で書いてください。", "Write it with another character."),
    )
}
