//! Mends that remove lines: of keys that are missing, and of duplicate keys.

use super::shape::Outline;
use crate::finding::{Field, Finding, Mend, Rule, Step};
use crate::source::{Edit, Source, Span};
use crate::yaml::{Data, Entry, Node, quoted};

/// Gives findings that have no mend the lines that mend them, as a proposal.
pub(super) fn propose(source: &Source, tree: &Node, outline: &Outline, findings: &mut [Finding]) {
    let newline = source.newline();
    for finding in findings.iter_mut().filter(|finding| finding.mend.is_none()) {
        let edits = if finding.rule == Rule::MISSING_KEY {
            missing(source, tree, outline, &finding.field, newline).map(|edit| vec![edit])
        } else if finding.rule == Rule::DUPLICATE_KEY && finding.help.ja.starts_with("ここに") {
            commented(source, finding.span)
        } else {
            None
        };
        if finding.rule == Rule::WRONG_TYPE
            && let Some(edits) = undashed(source, finding)
        {
            *finding = finding.clone().proposing(edits);
        } else if finding.rule == Rule::WRONG_TYPE
            && let Some(text) = bracketed(source, finding)
        {
            *finding = finding.clone().proposing(vec![Edit::new(finding.span, text)]);
        } else if let Some(edits) = edits {
            finding.mend = Some(Mend::Proposed(edits));
        }
    }
}

/// Returns edits that turn a list, where a text belongs, into the lines of a text below a bar.
fn undashed(source: &Source, finding: &Finding) -> Option<Vec<Edit>> {
    let text = source.slice(finding.span);
    let before = source.text().get(..finding.span.start)?;
    let key = before.trim_end_matches(['-', ' ', '\n', '\r']);
    let is_below = key.ends_with(':') && before[key.len()..].contains(['\n', '\r']);
    if !is_below || !finding.help.ja.contains('"') {
        return None;
    }
    let first = source.line(source.place(finding.span.start).line).start;
    let end = finding.span.start + text.trim_end().len();
    let (mut edits, mut at) = (vec![Edit::insertion(key.len(), " |")], first);
    let mut column = None;
    for line in source.text().get(first..end)?.split_inclusive('\n') {
        let inner = line.trim_start_matches(' ');
        let spaces = line.len() - inner.len();
        let rest = inner.strip_prefix("- ")?;
        let is_item = *column.get_or_insert(spaces) == spaces
            && !rest.starts_with(['"', '\'', '|', '>', '-', '[', '{']);
        if !is_item || rest.contains(" #") {
            return None;
        }
        edits.push(Edit::new(Span::new(at + spaces, at + spaces + 2), "  "));
        at += line.len();
    }
    Some(edits)
}

/// Returns a text between brackets on one line, where a text belongs, between quotation marks.
fn bracketed(source: &Source, finding: &Finding) -> Option<String> {
    let text = source.slice(finding.span);
    let is_between = |open, close| text.starts_with(open) && text.ends_with(close);
    let is_line = (is_between('[', ']') || is_between('{', '}')) && !text.contains(['\n', '\r']);
    (is_line && finding.help.ja.contains('"')).then(|| quoted(text))
}

/// Returns a line for a key that is missing, before the first key of its map that the form has behind it.
fn missing(source: &Source, tree: &Node, outline: &Outline, field: &Field, newline: &str) -> Option<Edit> {
    let (Step::Key(key), around) = field.0.split_last()? else { return None };
    let map = tree.at(&Field(around.to_vec()))?;
    let Data::Map(entries) = &map.data else { return None };
    let order = outline.order(around)?;
    let place = |name: &str| order.iter().position(|known| *known == name);
    let is_behind = |entry: &&Entry| place(&entry.key) > place(key);
    // A line that a repair adds is nowhere in the file.
    let is_typed = |entry: &&Entry| !entry.key_span.range().is_empty();
    let mut typed = entries.iter().filter(is_typed);
    let next = entries.iter().find(is_behind).or_else(|| typed.next()).filter(is_typed)?;
    let line = source.line(source.place(next.key_span.start).line);
    let before = source.slice(Span::new(line.start, next.key_span.start));
    let is_first = before.chars().all(|c| matches!(c, ' ' | '-'));
    is_first
        .then(|| Edit::insertion(next.key_span.start, format!("{key}:{newline}{}", " ".repeat(before.len()))))
}

/// Returns a comment of the lines of the entry that begins at `key`: its own, and those further in.
fn commented(source: &Source, key: Span) -> Option<Vec<Edit>> {
    let first = source.place(key.start).line;
    let start = source.line(first).start;
    let indent = source.slice(Span::new(start, key.start));
    if !indent.chars().all(|c| c == ' ') {
        return None;
    }
    let column = indent.len();
    let is_part = |number: usize| {
        let line = source.line(number);
        let text = source.slice(line);
        line.start < source.text().len() && text.len() - text.trim_start_matches(' ').len() > column
    };
    // An empty line follows the last one.
    let mut last = first;
    while is_part(last + 1) {
        last += 1;
    }
    Some(
        (first..=last)
            .map(|number| source.line(number).start + column)
            .map(|at| Edit::insertion(at, "# "))
            .collect(),
    )
}
