//! `# mokuhyo: allow RULE`: silences a rule on its line, or alone on a line, on the next. `unused-allow`
//! tells of one that silenced nothing.

use crate::finding::{Finding, Rule, Words, brief};
use crate::source::{Source, Span};
use crate::yaml::{Data, Node};

/// What begins an allow.
const MARK: &str = "# mokuhyo: allow ";

/// Rules that only a build can judge: their allows may be of use there.
const OF_THE_BUILD: [Rule; 2] = [Rule::OVERFLOW, Rule::TEMPLATE_ERROR];

/// An allow for one rule.
struct Allow<'a> {
    rule: &'a str,
    span: Span,
    /// The line that it is for.
    line: usize,
    used: bool,
}

/// The findings that no allow of the source silences, and those allows that silence none.
pub(super) fn heed(source: &Source, tree: &Node, findings: Vec<Finding>) -> Vec<Finding> {
    let mut allows = allows(source, tree);
    if allows.is_empty() {
        return findings;
    }
    let mut kept: Vec<Finding> =
        findings.into_iter().filter(|finding| !is_silenced(source, finding, &mut allows)).collect();
    let unused =
        allows.iter().filter(|allow| !allow.used && !OF_THE_BUILD.iter().any(|rule| rule.name == allow.rule));
    kept.extend(unused.map(unused_allow));
    kept
}

/// Whether an allow stands for the finding's line, or for the line on which its block text begins.
fn is_silenced(source: &Source, finding: &Finding, allows: &mut [Allow]) -> bool {
    if !allows.iter().any(|allow| allow.rule == finding.rule.name) {
        return false;
    }
    let line = source.place(finding.span.start).line;
    let head = head_of_block(source, line);
    let matching = allows
        .iter_mut()
        .filter(|allow| allow.rule == finding.rule.name && (allow.line == line || allow.line == head));
    matching.map(|allow| allow.used = true).count() > 0
}

/// The line with the `|` of the block text that a line stands in; the line itself outside of one.
fn head_of_block(source: &Source, line: usize) -> usize {
    let indent = |line: usize| source.slice(source.line(line)).chars().take_while(|c| *c == ' ').count();
    let text =
        |line: usize| source.slice(source.line(line)).split(" #").next().unwrap_or_default().trim_end();
    let outer = (1..line).rev().find(|&before| indent(before) < indent(line) && !text(before).is_empty());
    outer.filter(|&before| text(before).ends_with(['|', '>', '-', '+'])).unwrap_or(line)
}

fn allows<'a>(source: &'a Source, tree: &Node) -> Vec<Allow<'a>> {
    let marks = source.text().match_indices(MARK).map(|(at, _)| at).filter(|&at| !is_in_text(tree, at));
    marks.flat_map(|at| allows_at(source, at)).collect()
}

/// Several rules may be named, with commas between them.
fn allows_at(source: &Source, at: usize) -> Vec<Allow<'_>> {
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
        allows.push(Allow { rule, span: Span::new(at, at + rule.len()), line, used: false });
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
    let rule = brief(allow.rule);
    let known = Rule::ALL.iter().any(|rule| rule.name == allow.rule);
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
