//! Edits between two texts, by lines.

use similar::{Algorithm, DiffOp, TextDiff};

use crate::source::{Edit, Span};

/// Returns the edits that turn `old` into `new`, in whole lines and in order.
pub fn line_edits(old: &str, new: &str) -> Vec<Edit> {
    let [olds, news] = [old, new].map(starts);
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).diff_lines(old, new);
    let edit = |op: &DiffOp| {
        let [from, to] = [op.old_range(), op.new_range()];
        let span = Span::new(olds[from.start], olds[from.end]);
        Edit { span, text: new[news[to.start]..news[to.end]].to_owned() }
    };
    let ops = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    ops.map(edit).collect()
}

/// Returns the beginning of each line, and the end of the text.
fn starts(text: &str) -> Vec<usize> {
    let lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start)
    });
    lines.chain([text.len()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_of_lines_make_the_new_text() {
        for (old, new, count) in [
            ("a\nb\nc\n", "a\nB\nc\n", 1),
            ("a\nb\nc\nd\ne", "A\nb\nc\nd\nE\n", 2),
            ("", "a", 1),
            ("a\r\nb\r\n", "b\r\n", 1),
            ("a", "a", 0),
        ] {
            let edits = line_edits(old, new);
            let mut text = old.to_owned();
            for edit in edits.iter().rev() {
                text.replace_range(edit.span.range(), &edit.text);
            }
            assert_eq!((text.as_str(), edits.len()), (new, count));
        }
    }
}
