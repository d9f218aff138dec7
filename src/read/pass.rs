//! The passes over a text: as it is; where something is wrong, as it was probably meant; and without the
//! places that cannot be read, so that the rest is checked.

use std::sync::Arc;

use super::schema_check::SchemaCheck;
use super::shape::{self, Explained, Outline, Patched};
use super::{lines, notes, syntax, tree, tree_of};
use crate::finding::{Finding, Mend, Rule};
use crate::source::{Source, Span};
use crate::yaml::{Data, Node, Unreadable};

/// The result of reading a text.
#[derive(Debug)]
pub(super) struct Pass<M> {
    pub(super) tree: Option<Node>,
    pub(super) model: Option<M>,
    pub(super) findings: Vec<Finding>,
    unreadable: Option<Unreadable>,
}

/// Makes the model of a tree; what violates its schema becomes findings and is pruned.
pub(super) type Modeller<'a, M> = &'a dyn Fn(&Source, &mut Node, &mut Vec<Finding>) -> Option<M>;

/// Reads a text in as many passes as it needs.
pub(super) fn read<M>(source: &Source, outline: &Outline, model: Modeller<M>) -> Pass<M> {
    let reading = PassInputs { source, outline, model };
    let first = reading.pass(source, None);
    let hides = |tree| shape::hides(source.text(), tree, outline);
    if first.is_clean() && !first.tree.as_ref().is_none_or(hides) {
        return first;
    }
    let Explained { patched, findings } = shape::explain(source.text(), outline);
    if findings.is_empty() {
        return reading.recovered(source, None, first);
    }
    let repaired = Source::new(Arc::clone(&source.path), patched.text());
    let second = reading.pass(&repaired, Some(&patched));
    let helps =
        first.unreadable.is_some() || first.is_clean() || second.findings.len() < first.findings.len();
    // A text that can be read as it is is never given up for a repaired one that cannot.
    let makes_unreadable = first.unreadable.is_none() && second.unreadable.is_some();
    if !helps || makes_unreadable {
        return first;
    }
    let mut second = reading.recovered(&repaired, Some(&patched), second);
    let tree = second.tree.as_ref();
    let field = |finding: Finding| {
        let field = tree.map(|tree| tree::field_at(tree, finding.span)).unwrap_or_default();
        finding.in_field(field)
    };
    let mut findings: Vec<Finding> = findings.into_iter().map(field).collect();
    findings.append(&mut second.findings);
    Pass { findings, ..second }
}

/// The inputs of every pass.
struct PassInputs<'a, M> {
    /// The original.
    source: &'a Source,
    outline: &'a Outline,
    model: Modeller<'a, M>,
}

impl<M> PassInputs<'_, M> {
    /// Reads a text: the original, or what `patched` made of it. Every place is one of the original.
    fn pass(&self, text: &Source, patched: Option<&Patched>) -> Pass<M> {
        let mut findings = Vec::new();
        let (mut tree, unreadable) = match tree_of(text, self.outline, &mut findings) {
            Ok(tree) => (tree, None),
            Err(unreadable) => (None, Some(unreadable)),
        };
        if let Some(unreadable) = &unreadable {
            findings.push(syntax::finding(text, unreadable));
        }
        if let Some(patched) = patched {
            for finding in &mut findings {
                to_original(finding, patched);
            }
        }
        let model = tree.as_mut().and_then(|tree| self.checked(tree, patched, &mut findings));
        Pass { tree, model, findings, unreadable }
    }

    fn checked(&self, tree: &mut Node, patched: Option<&Patched>, findings: &mut Vec<Finding>) -> Option<M> {
        if let Some(patched) = patched {
            tree::move_spans(tree, &|span| patched.original(span));
        }
        tree::report_doubles(tree, findings);
        notes::set_apart(self.source, tree, self.outline, findings);
        let model = (self.model)(self.source, tree, findings);
        lines::propose(self.source, tree, self.outline, findings);
        model
    }
}

impl<M> Pass<M> {
    /// Returns whether nothing is wrong with the text's shape.
    fn is_clean(&self) -> bool {
        self.findings.iter().all(|finding| finding.rule == Rule::BARE_DASH)
    }
}

/// Moves every place of a finding from a repaired text to the original.
fn to_original(finding: &mut Finding, patched: &Patched) {
    finding.span = patched.original(finding.span);
    finding.others.iter_mut().for_each(|span| *span = patched.original(*span));
    finding.mend = finding.mend.take().and_then(|mend| {
        let edits = shape::originals(patched, mend.edits())?;
        Some(match mend {
            Mend::Certain(_) => Mend::Certain(edits),
            Mend::Proposed(_) => Mend::Proposed(edits),
        })
    });
}

/// The most places that are left out of an unreadable text before it is given up.
const LEFT_OUT: usize = 8;

impl<M> PassInputs<'_, M> {
    /// Leaves out the values, and where that does not help the lines, at which reading stops, until the rest
    /// can be read. Reported are the first place and the findings on the rest.
    fn recovered(&self, source: &Source, patched: Option<&Patched>, reported: Pass<M>) -> Pass<M> {
        let Some(first) = reported.unreadable.as_ref().filter(|first| first.is_local()) else {
            return reported;
        };
        let (mut text, mut at, mut left_out) = (source.text().to_owned(), first.at, Vec::new());
        for _ in 0..LEFT_OUT {
            let line = source.line(source.place(at).line);
            if !leave_out(&mut text, line, &mut left_out) {
                return reported;
            }
            let rest = Source::new(Arc::clone(&source.path), text.as_str());
            let mut findings = Vec::new();
            match tree_of(&rest, self.outline, &mut findings) {
                Err(unreadable) => at = unreadable.at,
                Ok(None) => return reported,
                Ok(Some(mut tree)) => {
                    prune(&mut tree, &left_out);
                    // The parser received spaces in place of the bytes that are left out, some of which
                    // belong to characters of several bytes.
                    tree::move_spans(&mut tree, &|span| on_boundaries(source.text(), span));
                    if let Some(patched) = patched {
                        for finding in &mut findings {
                            to_original(finding, patched);
                        }
                    }
                    let model = self.checked(&mut tree, patched, &mut findings);
                    findings.retain(|finding| finding.rule != Rule::MISSING_KEY);
                    findings.extend(reported.findings);
                    return Pass { tree: Some(tree), model, findings, unreadable: reported.unreadable };
                }
            }
        }
        reported
    }
}

fn on_boundaries(text: &str, span: Span) -> Span {
    let floor = |at: usize| text.floor_char_boundary(at);
    Span::new(floor(span.start), floor(span.end))
}

/// Writes spaces over the value of a line, and a comment over what is left at the second time.
fn leave_out(text: &mut String, line: Span, left_out: &mut Vec<Span>) -> bool {
    let typed = &text[line.range()];
    let indent = typed.len() - typed.trim_start_matches([' ', '-']).len();
    let colon = typed.find(": ").filter(|_| !left_out.contains(&line));
    let from = colon.map_or(indent, |colon| colon + 1);
    if typed[from..].trim().is_empty() {
        return false;
    }
    let blank = format!("{}{}", &typed[..from], " ".repeat(typed.len() - from));
    text.replace_range(line.range(), &blank);
    left_out.push(line);
    true
}

/// Marks the places that were left out as refused, so that no rule interprets them.
fn prune(node: &mut Node, left_out: &[Span]) {
    match &mut node.data {
        Data::Map(entries) => {
            for entry in entries {
                let is_out = left_out.iter().any(|line| line.contains(entry.key_span));
                if is_out && entry.value.data == Data::Empty {
                    entry.value.data = Data::Pruned;
                } else {
                    prune(&mut entry.value, left_out);
                }
            }
        }
        Data::List(items) => {
            for item in items {
                if item.data == Data::Empty && left_out.iter().any(|line| line.contains(item.span)) {
                    item.data = Data::Pruned;
                } else {
                    prune(item, left_out);
                }
            }
        }
        Data::Empty | Data::Pruned | Data::Scalar(_) => {}
    }
}

/// Returns the outline that fits the unindented keys of a text best.
pub(super) fn outline<'a>(text: &str, checks: [&'a SchemaCheck; 2]) -> &'a Outline {
    let heads: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with([' ', '\t', '-', '#']))
        .filter_map(|line| line.split([':', '：']).next())
        .collect();
    let [first, second] = checks.map(SchemaCheck::outline);
    let known = |outline: &Outline| heads.iter().filter(|head| outline.has_top(head.trim())).count();
    if known(second) > known(first) { second } else { first }
}
