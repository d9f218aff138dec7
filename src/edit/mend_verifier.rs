//! Verifies certain mends: a corrected source has the same contents, except for the values that were
//! corrected.

use std::collections::HashMap;

use crate::finding::{Field, Rule};
use crate::read::{self, Reader, Reading};
use crate::rules::FileKind;
use crate::source::{Edit, Source, Span};
use crate::yaml::{self, Data, Node};

/// A source before it is mended, against which its mends are proved.
#[derive(Debug)]
pub struct MendVerifier<'a> {
    reader: &'a Reader,
    kind: FileKind,
    path: &'a str,
    before: SourceContents,
}

/// The contents of a source.
#[derive(Debug)]
struct SourceContents {
    source: Source,
    leaves: HashMap<Field, Leaf>,
    faults: usize,
    /// `true` where every line of it is read as it is written.
    is_whole: bool,
    is_readable: bool,
}

/// A value that holds no others.
#[derive(Debug, PartialEq, Eq)]
struct Leaf {
    span: Span,
    data: LeafData,
}

#[derive(Debug, PartialEq, Eq)]
enum LeafData {
    Empty,
    /// The schema refused it: nothing is known of it.
    Refused,
    Text(String),
}

impl<'a> MendVerifier<'a> {
    /// Reads a source as it is before its mends.
    pub fn of(reader: &'a Reader, kind: FileKind, path: &'a str, bytes: &[u8]) -> Self {
        let before = contents(reader, kind, path, bytes);
        Self { reader, kind, path, before }
    }

    /// Returns whether the source reads as well after `edits`, which are in its order, as before: it has no more
    /// faults, every value that no edit is in is what it was, and no edited value takes in a line of others.
    pub fn holds(&self, after: &[u8], edits: &[&Edit]) -> bool {
        let after = contents(self.reader, self.kind, self.path, after);
        after.is_readable && after.faults <= self.before.faults && is_kept(&self.before, &after, edits)
    }
}

fn contents(reader: &Reader, kind: FileKind, path: &str, bytes: &[u8]) -> SourceContents {
    match kind {
        FileKind::Sheet => contents_of(reader.sheet(path, bytes)),
        FileKind::Settings => contents_of(reader.settings(path, bytes)),
        FileKind::Dictionary => {
            let source = Source::new(path, read::decoded(bytes));
            let root = yaml::parse(source.text()).ok().and_then(|parsed| parsed.root);
            let is_readable = root.is_some();
            SourceContents {
                leaves: leaves(root.as_ref()),
                source,
                faults: 0,
                is_whole: is_readable,
                is_readable,
            }
        }
    }
}

fn contents_of<M>(reading: Reading<M>) -> SourceContents {
    SourceContents {
        leaves: leaves(reading.tree.as_ref()),
        faults: reading.findings.len(),
        is_whole: reading.findings.iter().all(|finding| finding.rule != Rule::YAML_SYNTAX),
        is_readable: reading.model.is_some(),
        source: reading.source,
    }
}

fn leaves(tree: Option<&Node>) -> HashMap<Field, Leaf> {
    let mut leaves = HashMap::new();
    if let Some(tree) = tree {
        read::walk(tree, &Field::default(), &mut |field, node| {
            let data = match &node.data {
                Data::Empty => LeafData::Empty,
                Data::Pruned => LeafData::Refused,
                Data::Scalar(text) => LeafData::Text(text.clone()),
                Data::List(_) | Data::Map(_) => return,
            };
            leaves.insert(field.clone(), Leaf { span: node.span, data });
        });
    }
    leaves
}

fn is_kept(before: &SourceContents, after: &SourceContents, edits: &[&Edit]) -> bool {
    let edited = edited_lines(after, edits);
    let is_edited = |leaf: &Leaf| {
        let [first, last] = [leaf.span.start, leaf.span.end].map(|at| after.source.place(at).line);
        edited.iter().any(|(from, to)| first <= *to && *from <= last)
    };
    let is_same = |(field, leaf): (&Field, &Leaf)| match (&leaf.data, after.leaves.get(field)) {
        (LeafData::Refused, _) => true,
        (LeafData::Empty, Some(now)) => now.data == LeafData::Empty || is_edited(now),
        (LeafData::Text(text), Some(Leaf { span, data: LeafData::Text(now) })) => {
            let inside = edits.iter().copied().filter(|edit| meets(edit.span, leaf.span));
            let inside: Vec<&Edit> = inside.collect();
            text == now
                || !inside.is_empty() && height(before, leaf.span, &inside) == height(after, *span, &[])
        }
        (LeafData::Empty | LeafData::Text(_), _) => false,
    };
    let is_known = |(field, leaf): (&Field, &Leaf)| {
        let outer = (1..=field.0.len()).map(|steps| Field(field.0[..steps].to_vec()));
        let mut known = outer.filter_map(|outer| before.leaves.get(&outer));
        known.next().is_some() || !before.is_whole || is_edited(leaf)
    };
    before.leaves.iter().all(is_same) && after.leaves.iter().all(is_known)
}

/// Returns the lines that edits left, counted in the mended source.
fn edited_lines(after: &SourceContents, edits: &[&Edit]) -> Vec<(usize, usize)> {
    let (mut more, mut less) = (0, 0);
    let line = |at: usize| after.source.place(at.min(after.source.text().len())).line;
    let lines = edits.iter().map(|edit| {
        let start = edit.span.start + more - less;
        more += edit.text.len();
        less += edit.span.end - edit.span.start;
        (line(start), line(start + edit.text.len()))
    });
    lines.collect()
}

fn meets(edit: Span, value: Span) -> bool {
    edit.start < value.end && value.start < edit.end
}

/// Returns the number of line breaks of a value when edits in it are made, without those that end it.
fn height(contents: &SourceContents, span: Span, edits: &[&Edit]) -> usize {
    let breaks = |text: &str| text.matches('\n').count();
    let typed = contents.source.slice(span).trim_end();
    let end = span.start + typed.len();
    let edits = edits.iter().filter(|edit| edit.span.start < end);
    let (come, go) = edits.fold((0, 0), |(come, go), edit| {
        let last = edit.span.end.min(end);
        let gone = contents.source.slice(Span::new(edit.span.start, last.max(edit.span.start)));
        (come + breaks(&edit.text), go + breaks(gone))
    });
    (breaks(typed) + come).saturating_sub(go)
}
