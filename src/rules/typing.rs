//! `comment-in-value` and `folded-space`: values that YAML reads in another way than they were meant.

mod comments;
mod folds;

pub(super) use self::comments::{is_reported_empty, narrow_column};

use super::TakesOf;
use super::case::Case;
use crate::finding::{Field, Finding, Message, Rule, Severity, Step};
use crate::read;
use crate::sheet::Takes;
use crate::source::{Edit, Source, Span};
use crate::yaml::{Data, Node};

/// Finds texts that a ` #` cuts short, names of offices on two lines, and spaces that a fold leaves.
pub(super) fn check(case: &Case, takes: TakesOf) -> Vec<Finding> {
    let source = case.source;
    let mut findings = Vec::new();
    read::walk(case.tree, &Field::default(), &mut |field, node| {
        let is_item = matches!(field.0.last(), Some(Step::Index(_)));
        let kind = || takes(field);
        // An item that is nothing but a comment is `empty-text`.
        let comment = (!is_item || node.data != Data::Empty).then(|| comments::find(source, node, &kind));
        let name = broken_name(source, field, node).filter(|_| kind() == Some(Takes::Office));
        // A name may have its parts on two lines.
        let fold = folds::find(source, node, is_item).filter(|_| kind() != Some(Takes::Name));
        let found = comment.flatten().into_iter().chain(name).chain(fold);
        findings.extend(found.map(|finding| finding.in_field(field.clone())));
    });
    findings
}

/// Reports a line break in the name of an office. It prints on two lines, but titles and the foot of a page have one, so
/// this is a warning.
fn broken_name(source: &Source, field: &Field, node: &Node) -> Option<Finding> {
    let Some(Step::Key(key)) = field.0.last() else { return None };
    let is_break = |character: char| {
        matches!(character, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
    };
    let name = node.scalar()?.trim();
    if !name.contains(is_break) {
        return None;
    }
    let finding = Finding {
        severity: Severity::Warning,
        ..Finding::new(
            Rule::WRONG_TYPE,
            node.span,
            Message::new(
                format!("「{key}」の名前が2行以上になっています。"),
                format!("{key} has more than one line."),
            ),
            Message::new("名前を1行で書いてください。", "Write the name on one line."),
        )
    };
    let lines = name.split(is_break).map(str::trim).filter(|line| !line.is_empty());
    let joined = lines.collect::<Vec<_>>().join("\u{3000}");
    Some(match written_below(source, node) {
        Some(span) => {
            finding.proposing(vec![Edit::new(span, format!(" {}", read::plain_or_quoted(&joined)))])
        }
        None => finding,
    })
}

/// Returns the bar of a block text with the lines below it, without the line break that ends them.
fn written_below(source: &Source, node: &Node) -> Option<Span> {
    let before = source.text().get(..node.span.start)?.trim_end_matches([' ', '\n', '\r']);
    let header = before.trim_end_matches(['-', '+', '|', '>']);
    let start = header.trim_end_matches(' ').len();
    let is_block = header.len() < before.len() && header.trim_end_matches(' ').ends_with(':');
    let end = node.span.start + source.slice(node.span).trim_end().len();
    is_block.then(|| Span::new(start, end))
}
