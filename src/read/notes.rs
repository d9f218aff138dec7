//! Notes directly after values that have exactly one meaning: `作成日: R2.4.1# 覚え書き`. To YAML the note is part of the
//! value, which could not be read with it.

use super::shape::Outline;
use super::tree::{self, walk};
use crate::finding::{Field, Finding, Message, Rule, Severity};
use crate::sheet::Takes;
use crate::source::{Edit, Source, Span};
use crate::yaml::{Data, Node};

/// Removes such notes from the values of a tree and reports each. The rest is checked as if it were corrected.
pub(super) fn set_apart(source: &Source, tree: &mut Node, outline: &Outline, findings: &mut Vec<Finding>) {
    let mut glued = Vec::new();
    walk(tree, &Field::default(), &mut |field, node| {
        if let Some(at) = glued_at(source, node)
            && outline.takes(field).is_some_and(Takes::is_exact)
        {
            glued.push((field.clone(), at));
        }
    });
    for (field, at) in glued {
        if let Some(node) = tree::node_at_mut(tree, &field) {
            let value = Span::new(node.span.start, node.span.start + at);
            findings.push(finding(source, node.span, value).in_field(field));
            node.data = Data::Scalar(source.slice(value).to_owned());
            node.span = value;
        }
    }
}

/// Returns how long a plain value on one line is before a `#` or `＃` directly after it.
fn glued_at(source: &Source, node: &Node) -> Option<usize> {
    let Data::Scalar(text) = &node.data else { return None };
    if !text.contains(['#', '＃']) {
        return None;
    }
    let typed = source.slice(node.span);
    let is_plain = typed == text && !typed.contains(['\n', '\r']);
    let at = typed.find(['#', '＃']).filter(|at| is_plain && *at > 0)?;
    let value = typed[..at].trim_end_matches(|character: char| character.is_whitespace());
    (!value.is_empty()).then_some(value.len())
}

fn finding(source: &Source, whole: Span, value: Span) -> Finding {
    let typed = &source.text()[value.end..whole.end];
    let blank = typed.len() - typed.trim_start().len();
    let note = Span::new(value.end + blank, whole.end);
    let rest = source.slice(note).trim_start_matches(['#', '＃']);
    let head = Span::new(value.end, whole.end - rest.len());
    let apart = if rest.is_empty() || rest.starts_with(' ') { " #" } else { " # " };
    let edit = Edit::new(head, apart.to_owned());
    let finding = Finding::new(
        Rule::COMMENT_IN_VALUE,
        note,
        Message::new(
            "覚え書きが値につながっているので、値の一部になります。",
            "A note directly after the value becomes part of it.",
        ),
        Message::new(
            "「#」の前後に半角の空白を入れ、「 # 」と書いてください。",
            "Write an ASCII space before and after the #.",
        ),
    );
    Finding { severity: Severity::Error, ..finding }.mended_by(edit.span, edit.text)
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::read::Reader;
    use crate::sheet::Model;

    const HEAD: &str = "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n作成日: R2.4.1\n組織目標:\n  - 部区組織目標: 1\n    目標: 防災\n    達成状況: ○\n";

    #[test]
    fn a_note_behind_a_value_of_one_meaning_is_set_apart() {
        for (value, column) in [
            ("年度: 令和2年度", 9),
            ("作成日: R2.4.1", 12),
            ("部区組織目標: 1", 14),
            ("達成状況: ○", 12),
            ("様式: 組織目標管理シート", 14),
        ] {
            for note in ["# 覚え書き", "#覚え書き", "＃覚え書き", "\u{3000}# 覚え書き"] {
                let text = HEAD.replacen(value, &format!("{value}{note}"), 1);
                let reading = Reader::new().sheet("a.yaml", text.as_bytes());
                let [finding] = reading.findings.as_slice() else {
                    panic!("{text}: {:#?}", reading.findings)
                };
                assert_eq!((finding.rule.name, finding.severity), ("comment-in-value", Severity::Error));
                let [edit] = finding.certain_edits() else { panic!("{finding:#?}") };
                let mut mended = text.clone();
                mended.replace_range(edit.span.range(), &edit.text);
                assert_eq!(mended, HEAD.replacen(value, &format!("{value} # 覚え書き"), 1), "{column}");
                let Some(Model::Department(sheet)) = reading.model else { panic!("{text}") };
                assert!(sheet.year.is_some_and(|year| year.value.is_some()), "{text}");
            }
        }
        for text in ["課: 総務課#1", "    目標: 防災#東区"] {
            let key = text.split(':').next().unwrap_or_default();
            let line = HEAD.lines().find(|line| line.starts_with(&format!("{key}:"))).unwrap_or_default();
            let reading = Reader::new().sheet("a.yaml", HEAD.replacen(line, text, 1).as_bytes());
            assert!(reading.findings.is_empty(), "{text}: {:#?}", reading.findings);
        }
    }
}
