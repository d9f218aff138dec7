//! Verifies an edit: reads the edited text again and compares it with the expected contents.

use super::Address;
use super::place::Sheet;
use crate::finding::{Field, Rule, Step};
use crate::read::{Outline, Reader};
use crate::source::Source;
use crate::yaml::{self, Data, Entry, Node};

/// The expected contents of the text.
#[derive(Debug)]
pub(super) struct ExpectedContents<'a> {
    /// The tree, but for the value of `text`.
    pub(super) root: Node,
    /// The value that was wished for, its field in the tree, and its text; empty where it was cleared.
    pub(super) text: Option<(&'a Address, Field, &'a str)>,
    /// The comments, in their order.
    pub(super) comments: Vec<String>,
    /// `true` where the comments keep their order.
    pub(super) in_order: bool,
}

/// The contents of a text before it is edited.
#[derive(Debug)]
pub(super) struct FormerState {
    faults: usize,
}

/// Returns the state of a text before it is edited, or `None` if a reader of sheets reads it in another way
/// than YAML, so that no edit of it is safe.
pub(super) fn before(reader: &Reader, source: &Source, root: &Node) -> Option<FormerState> {
    faults(reader, source, root).map(|faults| FormerState { faults })
}

/// Returns the number of faults of a sheet's shape, if all of it is read as it is written.
fn faults(reader: &Reader, source: &Source, root: &Node) -> Option<usize> {
    let reading = reader.sheet("", source.text().as_bytes());
    let tree = reading.tree.as_ref()?;
    let of_shape = [Rule::YAML_SYNTAX, Rule::BARE_DASH];
    let count = reading.findings.iter().filter(|finding| of_shape.contains(&finding.rule)).count();
    is_pruned_of(tree, root).then_some(count)
}

/// Returns whether a tree is another with nothing but refused values and doubled keys taken out.
fn is_pruned_of(tree: &Node, whole: &Node) -> bool {
    match (&tree.data, &whole.data) {
        (Data::Pruned, _) => true,
        (Data::List(items), Data::List(whole)) => {
            items.len() == whole.len()
                && items.iter().zip(whole).all(|(item, whole)| is_pruned_of(item, whole))
        }
        (Data::Map(entries), Data::Map(_)) => entries
            .iter()
            .all(|entry| whole.get(&entry.key).is_some_and(|whole| is_pruned_of(&entry.value, whole))),
        (left, right) => left == right,
    }
}

/// Returns whether a text has the expected contents and is read as well as the old one.
pub(super) fn has_expected_contents(
    reader: &Reader,
    outline: &Outline,
    text: &str,
    before: &FormerState,
    expected: &ExpectedContents,
) -> bool {
    let source = Source::new("", text);
    let Some(root) = yaml::parse(source.text()).ok().and_then(|parsed| parsed.root) else { return false };
    let sheet = Sheet::of(&source, &root, outline);
    let field = expected.text.as_ref().map(|(_, field, _)| field);
    equals_except(&expected.root, &root, &mut Field::default(), field)
        && expected.text.as_ref().is_none_or(|(at, _, text)| has_text(&sheet, at, text))
        && has_comments(&sheet, expected)
        && faults(reader, &source, &root).is_some_and(|faults| faults <= before.faults)
}

/// Returns whether the value at an address is a text.
fn has_text(sheet: &Sheet, at: &Address, text: &str) -> bool {
    let Some(place) = sheet.place(at) else { return false };
    match &place.node.data {
        Data::Empty if text.is_empty() => true,
        _ if !place.rest.is_empty() => false,
        Data::Scalar(_) => sheet.shown(place.owner, place.node) == text,
        Data::Empty | Data::Pruned | Data::List(_) | Data::Map(_) => false,
    }
}

fn has_comments(sheet: &Sheet, expected: &ExpectedContents) -> bool {
    let mut comments = comments(sheet);
    if expected.in_order {
        return comments == expected.comments;
    }
    let mut known = expected.comments.clone();
    comments.sort_unstable();
    known.sort_unstable();
    comments == known
}

/// Returns the comments of a sheet.
pub(super) fn comments(sheet: &Sheet) -> Vec<String> {
    let comments = sheet.layout.comments.iter();
    comments.map(|comment| sheet.layout.source.slice(*comment).to_owned()).collect()
}

/// Returns whether two trees are equal except for the value at `wished`. A list without items counts as
/// empty.
fn equals_except(left: &Node, right: &Node, at: &mut Field, wished: Option<&Field>) -> bool {
    if wished == Some(at) {
        return true;
    }
    let mut inner = |step: Step, left: &Node, right: &Node| {
        at.0.push(step);
        let same = equals_except(left, right, at, wished);
        at.0.pop();
        same
    };
    match (&left.data, &right.data) {
        (Data::List(lefts), Data::List(rights)) => {
            let mut pairs = lefts.iter().zip(rights).enumerate();
            lefts.len() == rights.len()
                && pairs.all(|(index, (left, right))| inner(Step::Index(index), left, right))
        }
        (Data::Map(lefts), Data::Map(rights)) => {
            let (lefts, rights) = (sorted(lefts), sorted(rights));
            lefts.len() == rights.len()
                && lefts.iter().zip(rights).all(|(left, right)| {
                    left.key == right.key && inner(Step::Key(left.key.clone()), &left.value, &right.value)
                })
        }
        (left, right) => left == right || is_nothing(left) && is_nothing(right),
    }
}

fn sorted(entries: &[Entry]) -> Vec<&Entry> {
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by(|left, right| left.key.cmp(&right.key));
    entries
}

/// Returns whether there is nothing: an empty value, no items, or `""` where an item in brackets is empty.
fn is_nothing(data: &Data) -> bool {
    match data {
        Data::Empty => true,
        Data::Pruned => false,
        Data::Scalar(text) => text.is_empty(),
        Data::List(items) => items.is_empty(),
        Data::Map(entries) => entries.is_empty(),
    }
}
