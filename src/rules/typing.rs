//! `comment-in-value` and `folded-space`: what YAML makes of what was typed.

use std::ops::Range;

use super::case::Case;
use super::characters::is_control;
use crate::finding::{Field, Finding, Rule, Words};
use crate::read;
use crate::source::{Source, Span, Text};
use crate::yaml::{Data, Node};

/// Texts that a ` #` cut short, and spaces that a fold left.
pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    read::walk(case.tree, &Field::default(), &mut |field, node| {
        let mut found = Vec::new();
        found.extend(comment(case.source, node));
        if *field != Field::default().key("区長") {
            found.extend(spaces(case.source, node));
        }
        findings.extend(found.into_iter().map(|finding| finding.in_field(field.clone())));
    });
    findings
}

/// A `#` behind a value on its line with no space after it: no comment is written so.
fn comment(source: &Source, node: &Node) -> Option<Finding> {
    let is_plain = match &node.data {
        Data::Scalar(_) => !source.slice(node.span).starts_with(['"', '\'', '|', '>']),
        Data::Empty => true,
        Data::Pruned | Data::List(_) | Data::Map(_) => false,
    };
    // A block text ends with its line: what follows stands on the next.
    let ends_line = source.slice(node.span).ends_with('\n');
    let behind = source.text().get(node.span.end..).filter(|_| is_plain && !ends_line)?;
    let mut rest = behind.trim_start_matches([' ', '\t']);
    if node.data == Data::Empty {
        rest = rest.strip_prefix(':').unwrap_or(rest).trim_start_matches([' ', '\t']);
    }
    let text = rest.strip_prefix('#')?.chars().next()?;
    if text.is_whitespace() || text == '#' {
        return None;
    }
    let at = node.span.end + (behind.len() - rest.len());
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let finding = Finding::new(
        Rule::COMMENT_IN_VALUE,
        Span::new(at, at + line.trim_end().len()),
        Words::new("「#」から後は印刷されません。", "What stands behind the # is not printed."),
        Words::new(
            "文章なら値の全体を「\"」で囲み、覚え書きなら「# 」と空白を入れてください。",
            "Put the whole value between double quotation marks, or a space behind the # of a comment.",
        ),
    );
    Some(finding)
}

/// The spaces between two characters of full width that line breaks became. Those that were typed are meant.
fn spaces(source: &Source, node: &Node) -> Option<Finding> {
    let text = node.scalar()?;
    // A text on one line has no folds, and most are.
    if !source.slice(node.span).contains(['\n', '\r']) {
        return None;
    }
    let text = Text { text: text.to_owned(), span: node.span };
    let spans = text.places(source.text(), &folded(&text.text));
    let is_fold = |span: &Span| *span != text.span && source.slice(*span).contains(['\n', '\r']);
    // Where a control character was masked stands no space.
    let is_plain = |span: &Span| !source.slice(*span).contains(is_control);
    folded_space(&spans.into_iter().filter(|span| is_fold(span) && is_plain(span)).collect::<Vec<_>>())
}

fn folded(text: &str) -> Vec<Range<usize>> {
    let wide = |character: Option<char>| character.is_some_and(is_wide);
    let runs = text.match_indices(' ').map(|(at, _)| at).filter(|&at| !text[..at].ends_with(' '));
    runs.map(|at| at..at + text[at..].find(|c| c != ' ').unwrap_or(text.len() - at))
        .filter(|range| {
            wide(text[..range.start].chars().next_back()) && wide(text[range.end..].chars().next())
        })
        .collect()
}

/// Kana, kanji and their punctuation, and the symbols that are as wide in Japanese text.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{21FF}' | '\u{2460}'..='\u{24FF}' | '\u{25A0}'..='\u{26FF}' | '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF5E}' | '\u{20000}'..='\u{3FFFF}')
}

fn folded_space(spans: &[Span]) -> Option<Finding> {
    let (first, others) = spans.split_first()?;
    let finding = Finding::new(
        Rule::FOLDED_SPACE,
        *first,
        Words::new(
            "行の変わり目が、半角の空白として印刷されます。",
            "The line break is printed as a space between two full-width characters.",
        ),
        Words::new(
            "1行に続けて書いてください。行を分けるつもりなら、「|」の後、次の行から字下げして書いてください。",
            "Write it on one line; lines that are meant as such go below a |, indented.",
        ),
    );
    let finding = finding.and_at(others.to_vec());
    Some(spans.iter().fold(finding, |finding, span| finding.mended_by(*span, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_spaces_between_full_width_characters_are_folds() {
        assert_eq!(folded("一 二").first(), Some(&(3..4)));
        assert_eq!(folded("一  二").first(), Some(&(3..5)));
        for text in ["一\u{3000}二", "A 二", "一 B", " 一", "一 ", "1 2"] {
            assert!(folded(text).is_empty(), "{text}");
        }
    }
}
