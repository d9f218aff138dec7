//! Marks that git leaves where two changes of a line met.

use crate::finding::{Finding, Message, Rule};
use crate::source::Span;

/// The lines of a conflict, from the first mark to the last.
struct MergeConflict {
    first: Span,
    /// From the mark between the two versions to the last mark.
    theirs: Span,
}

/// Returns the text with spaces in the place of the marks and of the second version, and a finding for each
/// conflict, or `None` without a conflict. The positions in the text stay the same.
pub(super) fn resolved(text: &str) -> Option<(String, Vec<Finding>)> {
    let conflicts = conflicts(text);
    if conflicts.is_empty() {
        return None;
    }
    let mut resolved = text.to_owned();
    for MergeConflict { first, theirs } in &conflicts {
        for span in [first, theirs] {
            let blank = |byte: u8| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' };
            let blanks: String = text.as_bytes()[span.range()].iter().map(|byte| blank(*byte)).collect();
            resolved.replace_range(span.range(), &blanks);
        }
    }
    Some((resolved, conflicts.iter().map(|conflict| reported(conflict.first)).collect()))
}

fn conflicts(text: &str) -> Vec<MergeConflict> {
    let (mut conflicts, mut first, mut between, mut at) = (Vec::new(), None, None, 0);
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        if line.starts_with("<<<<<<< ") {
            (first, between) = (Some(span), None);
        } else if first.is_some()
            && between.is_none()
            && (is_mark(line, "=======") || is_mark(line, "|||||||"))
        {
            between = Some(span.start);
        } else if is_mark(line, ">>>>>>>")
            && let (Some(first), Some(start)) = (first.take(), between.take())
        {
            conflicts.push(MergeConflict { first, theirs: Span::new(start, span.end) });
        }
    }
    conflicts
}

fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.trim().is_empty() || rest.starts_with(' '))
}

fn reported(span: Span) -> Finding {
    Finding::new(
        Rule::YAML_SYNTAX,
        span,
        Message::new(
            "2人の変更が同じ所でぶつかった印(「<<<<<<<」から「>>>>>>>」まで)が残っています。",
            "Two changes to the same lines conflict, and git's conflict markers from <<<<<<< to >>>>>>> are still in the file.",
        ),
        Message::new(
            "「=======」の上と下のどちらが正しいか選び、正しい方だけを残して、3つの印の行を消してください。",
            "Keep the right one of the two versions above and below =======, and delete the three marker lines.",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_version_is_read_at_its_place() {
        let text = "a: 1\n<<<<<<< HEAD\nb: 二\n=======\nb: 三\n>>>>>>> x\nc: 4\n";
        let (resolved, reported) = resolved(text).expect("a conflict");
        assert_eq!(resolved.len(), text.len());
        let lines: Vec<&str> = resolved.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!((lines, reported.len()), (vec!["a: 1", "b: 二", "c: 4"], 1));
        assert_eq!(reported[0].span, Span::new(5, 17));
        for text in
            ["a: 1\n=======\nb: 2\n", "<<<<<<< HEAD\na: 1\n", "a: |\n  <<<<<<< x\n  =======\n  >>>>>>> y\n"]
        {
            assert!(super::resolved(text).is_none(), "{text}");
        }
    }
}
