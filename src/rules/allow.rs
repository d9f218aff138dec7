//! `# mokuhyo: allow RULE`: silences a rule on its line, or on the next line if it is alone on its own.
//! `unused-allow` reports one that silenced nothing.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Message, Rule, brief};
use crate::source::{Source, Span};
use crate::yaml::{Data, Node};

/// The beginning of an allow.
const MARK: &str = "# mokuhyo: allow ";

/// Rules that only a build applies: their allows may be needed there.
const OF_THE_BUILD: [Rule; 2] = [Rule::OVERFLOW, Rule::TEMPLATE_ERROR];

/// An allow for one rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Allow {
    rule: Box<str>,
    span: Span,
    /// The line that it is for.
    line: usize,
}

/// Returns the findings that the source's allows leave, and the allows that silence no finding.
pub(super) fn apply(source: &Source, allows: &[Allow], findings: Vec<Finding>) -> Vec<Finding> {
    let mut used = vec![false; allows.len()];
    let found: HashSet<&str> = findings.iter().map(|finding| finding.rule.name).collect();
    let mut by_line: HashMap<(&str, usize), Vec<usize>> = HashMap::new();
    // An allow of any other rule silences nothing. A file may have 300,000 of them.
    for (place, allow) in allows.iter().enumerate().filter(|(_, allow)| found.contains(&*allow.rule)) {
        by_line.entry((&*allow.rule, allow.line)).or_default().push(place);
    }
    let heads = if findings.is_empty() { Vec::new() } else { heads_of_blocks(source) };
    let mut kept: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            let line = source.place(finding.span.start).line;
            let head = heads.get(line).copied().unwrap_or(line);
            // A comment follows the last line of a text over several, if anywhere.
            let last = finding.spans().last().map_or(line, |span| source.place(span.end).line);
            let mut lines = vec![line, head, last];
            lines.dedup();
            let silencing = lines.iter().filter_map(|line| by_line.get(&(finding.rule.name, *line)));
            silencing.flatten().map(|place| used[*place] = true).count() == 0
        })
        .collect();
    let of_the_build = |allow: &Allow| OF_THE_BUILD.iter().any(|rule| *rule.name == *allow.rule);
    let unused = allows.iter().zip(used).filter(|(allow, used)| !used && !of_the_build(allow));
    kept.extend(unused.map(|(allow, _)| unused_allow(allow)));
    kept
}

/// Returns for each line, from 1, the line with the `|` of the block text that contains it; the line itself outside of
/// one. A block begins at the nearest line above that is further out.
fn heads_of_blocks(source: &Source) -> Vec<usize> {
    let count = source.place(source.text().len()).line;
    let mut heads = vec![0];
    let mut outer: Vec<(usize, usize, bool)> = Vec::new();
    for line in 1..=count {
        let whole = source.slice(source.line(line));
        let indent = whole.bytes().take_while(|byte| *byte == b' ').count();
        let text = whole.split_once(" #").map_or(whole, |(text, _)| text).trim_end();
        // Open ones are indented further than the one before.
        let around = outer.partition_point(|(outer_indent, ..)| *outer_indent < indent).checked_sub(1);
        heads.push(
            around.map(|at| outer[at]).filter(|(_, _, is_block)| *is_block).map_or(line, |(_, head, _)| head),
        );
        if !text.is_empty() {
            outer.truncate(around.map_or(0, |at| at + 1));
            outer.push((indent, line, text.ends_with(['|', '>', '-', '+'])));
        }
    }
    heads
}

/// Returns the allows of a source.
pub(super) fn allows(source: &Source, tree: &Node) -> Vec<Allow> {
    let mut marks = source.text().match_indices(MARK).map(|(at, _)| at).peekable();
    if marks.peek().is_none() {
        return Vec::new();
    }
    let mut texts = Vec::new();
    spans_of_texts(tree, &mut texts);
    texts.sort_unstable();
    let is_in_text = |at: usize| {
        let before = texts.partition_point(|span| span.start <= at);
        before.checked_sub(1).is_some_and(|last| at < texts[last].end)
    };
    marks.filter(|&at| !is_in_text(at)).flat_map(|at| allows_at(source, at)).collect()
}

/// Returns the rules that a comment allows; commas separate several.
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

fn spans_of_texts(node: &Node, spans: &mut Vec<Span>) {
    match &node.data {
        Data::Scalar(_) => spans.push(node.span),
        Data::List(items) => items.iter().for_each(|item| spans_of_texts(item, spans)),
        Data::Map(entries) => entries.iter().for_each(|entry| spans_of_texts(&entry.value, spans)),
        Data::Empty | Data::Pruned => {}
    }
}

fn unused_allow(allow: &Allow) -> Finding {
    let rule = brief(&allow.rule);
    let known = Rule::named(&allow.rule).is_some();
    let message = if known {
        Message::new(
            format!("ここには規則「{rule}」の指摘がありません。"),
            format!("There is no finding of {rule} here."),
        )
    } else {
        Message::new(
            format!("「{rule}」という規則はありません。"),
            format!("The rule {rule} does not exist."),
        )
    };
    let help = Message::new("この「# mokuhyo: allow」を消してください。", "Remove this `allow` comment.");
    Finding::new(Rule::UNUSED_ALLOW, allow.span, message, help)
}
