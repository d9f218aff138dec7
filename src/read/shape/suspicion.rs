//! Finds texts that YAML reads without complaint although a line may mean something else in the form.
//!
//! Reading the rows of a sheet takes a third of the time of parsing it, and a correct sheet has nothing to
//! find. YAML silently misreads a text that begins or continues below the line of its key, one that begins
//! with a sign typed for a dash or a bar, a bar with a number and nothing below it, brackets with other
//! commas, items or keys among the lines below a bar, and keys among years.

use super::lookahead::typed_key;
use super::row::is_year;
use super::signs::{is_bar, is_dash};
use crate::yaml::{Data, Entry, Node};

/// Returns whether the rows of a text are worth reading. Where it returns `false` no row hides anything.
pub(super) fn is_suspicious(text: &str, tree: &Node) -> bool {
    has_counted_bar(text) || has_odd_value(text, tree)
}

/// Returns whether a bar or `>` has a digit behind it, or a sign and a digit: `>80`.
fn has_counted_bar(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has_digit = |at: usize| bytes[at + 1..].iter().take(2).any(u8::is_ascii_digit);
    memchr::memchr2_iter(b'|', b'>', bytes).any(has_digit)
}

fn has_odd_value(text: &str, node: &Node) -> bool {
    let written = || text.get(node.span.range()).unwrap_or_default();
    match &node.data {
        Data::Empty | Data::Pruned => false,
        Data::Scalar(_) if is_block(text, node) => has_item(written()),
        Data::Scalar(_) => is_odd(written()) || begins_below(text, node),
        Data::List(items) => {
            has_wide_comma(text, node)
                || is_multiline_flow(written())
                || items.iter().any(|item| has_odd_value(text, item))
        }
        Data::Map(entries) => {
            written().starts_with('{') && written().contains(['：', '，', '、'])
                || is_mixed(entries)
                || is_multiline_flow(written())
                || entries.iter().any(|entry| has_odd_value(text, &entry.value))
        }
    }
}

/// Returns whether a text has further lines, or begins with a sign for a dash or a bar.
fn is_odd(written: &str) -> bool {
    written.contains(['\n', '\r']) || written.starts_with(|character| is_dash(character) || is_bar(character))
}

/// Returns whether a text begins below the line of its key.
fn begins_below(text: &str, node: &Node) -> bool {
    text.get(..node.span.start).is_some_and(|before| before.trim_end_matches(' ').ends_with(['\n', '\r']))
}

/// Returns whether a block text has a line of an item, or of a key.
fn has_item(written: &str) -> bool {
    memchr::memchr2(b':', b'-', written.as_bytes()).is_some()
        && written
            .lines()
            .any(|line| line.trim_start_matches(' ').starts_with("- ") || typed_key(line).is_some())
}

/// Returns whether a map of years has keys that are not years.
fn is_mixed(entries: &[Entry]) -> bool {
    let begins = |entry: &Entry| {
        entry.key.starts_with(|character: char| "HRS令平昭".contains(character) || character.is_ascii_digit())
    };
    entries.first().is_some_and(|first| begins(first) && is_year(&first.key))
        && !entries.iter().all(|entry| begins(entry) && is_year(&entry.key))
}

/// Returns whether a text is below a bar outside of comments.
fn is_block(text: &str, node: &Node) -> bool {
    let before = text.get(..node.span.start).unwrap_or_default().trim_end();
    let is_below = before.trim_end_matches(['-', '+']).ends_with(['|', '>']);
    // The line is looked at last: with every value on one line, it is as long as the text.
    is_below && !before.rsplit_once(['\n', '\r']).map_or(before, |(_, line)| line).contains('#')
}

/// Returns whether a list between brackets has a single item, with commas of another kind in it.
fn has_wide_comma(text: &str, node: &Node) -> bool {
    let written = text.get(node.span.range()).unwrap_or_default();
    matches!(&node.data, Data::List(items) if items.len() == 1)
        && written.starts_with('[')
        && written.contains(['、', '，'])
}

/// Returns whether brackets are closed on another line.
fn is_multiline_flow(written: &str) -> bool {
    written.starts_with(['[', '{']) && written.contains(['\n', '\r'])
}
