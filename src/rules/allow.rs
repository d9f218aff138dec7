//! `# mokuhyo: allow RULE`: silences a rule on its line, or alone on a line, on the next. `unused-allow`
//! tells of one that silenced nothing.

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Rule, Words, brief};
use crate::source::{Source, Span};
use crate::yaml::{Data, Node};

/// What begins an allow.
const MARK: &str = "# mokuhyo: allow ";

/// Rules that only a build can judge: their allows may be of use there.
const OF_THE_BUILD: [Rule; 2] = [Rule::OVERFLOW, Rule::TEMPLATE_ERROR];

/// An allow for one rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Allow {
    rule: Box<str>,
    span: Span,
    /// The line that it is for.
    line: usize,
}

/// The findings that none of the source's allows silences, and those allows that silence none.
pub(super) fn heed(source: &Source, allows: &[Allow], findings: Vec<Finding>) -> Vec<Finding> {
    let mut used = vec![false; allows.len()];
    let mut kept: Vec<Finding> =
        findings.into_iter().filter(|finding| !is_silenced(source, finding, allows, &mut used)).collect();
    let of_the_build = |allow: &Allow| OF_THE_BUILD.iter().any(|rule| *rule.name == *allow.rule);
    let unused = allows.iter().zip(used).filter(|(allow, used)| !used && !of_the_build(allow));
    kept.extend(unused.map(|(allow, _)| unused_allow(allow)));
    kept
}

/// Whether an allow stands for the finding's line, or for the line on which its block text begins.
fn is_silenced(source: &Source, finding: &Finding, allows: &[Allow], used: &mut [bool]) -> bool {
    if !allows.iter().any(|allow| *allow.rule == *finding.rule.name) {
        return false;
    }
    let line = source.place(finding.span.start).line;
    let head = head_of_block(source, line);
    let stands =
        |allow: &Allow| *allow.rule == *finding.rule.name && (allow.line == line || allow.line == head);
    let matching = used.iter_mut().zip(allows).filter(|(_, allow)| stands(allow));
    matching.map(|(used, _)| *used = true).count() > 0
}

/// The line with the `|` of the block text that a line stands in; the line itself outside of one.
fn head_of_block(source: &Source, line: usize) -> usize {
    let indent = |line: usize| source.slice(source.line(line)).chars().take_while(|c| *c == ' ').count();
    let text =
        |line: usize| source.slice(source.line(line)).split(" #").next().unwrap_or_default().trim_end();
    let outer = (1..line).rev().find(|&before| indent(before) < indent(line) && !text(before).is_empty());
    outer.filter(|&before| text(before).ends_with(['|', '>', '-', '+'])).unwrap_or(line)
}

/// The allows of a source.
pub(super) fn allows(source: &Source, tree: &Node) -> Vec<Allow> {
    let marks = source.text().match_indices(MARK).map(|(at, _)| at).filter(|&at| !is_in_text(tree, at));
    marks.flat_map(|at| allows_at(source, at)).collect()
}

/// Several rules may be named, with commas between them.
fn allows_at(source: &Source, at: usize) -> Vec<Allow> {
    let place = source.place(at).line;
    let line = source.line(place);
    let alone = source.slice(Span::new(line.start, at)).trim().is_empty();
    let start = at + MARK.len();
    let names = source.slice(Span::new(start, line.end));
    let mut from = start;
    let mut allows = Vec::new();
    for part in names.split(',') {
        let rule = part.trim();
        let at = from + (part.len() - part.trim_start().len());
        let line = if alone { place + 1 } else { place };
        allows.push(Allow { rule: rule.into(), span: Span::new(at, at + rule.len()), line });
        from += part.len() + 1;
    }
    allows.retain(|allow| !allow.rule.is_empty());
    allows
}

fn is_in_text(node: &Node, at: usize) -> bool {
    match &node.data {
        Data::Scalar(_) => node.span.start <= at && at < node.span.end,
        Data::List(items) => items.iter().any(|item| is_in_text(item, at)),
        Data::Map(entries) => entries.iter().any(|entry| is_in_text(&entry.value, at)),
        Data::Empty | Data::Pruned => false,
    }
}

fn unused_allow(allow: &Allow) -> Finding {
    let rule = brief(&allow.rule);
    let known = Rule::named(&allow.rule).is_some();
    let message = if known {
        Words::new(
            format!("ここには規則「{rule}」の指摘がありません。"),
            format!("There is no finding of {rule} here."),
        )
    } else {
        Words::new(format!("「{rule}」という規則はありません。"), format!("There is no rule {rule}."))
    };
    let help = Words::new("この「# mokuhyo: allow」を消してください。", "Take this allow out.");
    Finding::new(Rule::UNUSED_ALLOW, allow.span, message, help)
}
