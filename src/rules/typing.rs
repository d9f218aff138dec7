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
    let rest = source.text().get(node.span.end..).filter(|_| is_plain)?;
    // A block text ends with its line: what follows stands on the next.
    let ends_line = source.slice(node.span).ends_with('\n');
    let line = rest.split(['\n', '\r']).next().filter(|_| !ends_line)?;
    let sharp = line.find('#')?;
    let cut = line[..sharp].trim().is_empty() || node.data == Data::Empty && line[..sharp].trim() == ":";
    let text = line[sharp + 1..].chars().next()?;
    if !cut || text.is_whitespace() || text == '#' {
        return None;
    }
    let at = node.span.end + sharp;
    let finding = Finding::new(
        Rule::COMMENT_IN_VALUE,
        Span::new(at, node.span.end + line.trim_end().len()),
        Words::new("「#」から後は印刷されません。", "What stands behind the # is not printed."),
        Words::new(
            "文章なら値の全体を「\"」で囲み、覚え書きなら「# 」と空白を入れてください。",
            "Put the whole value between double quotation marks, or a space behind the # of a comment.",
        ),
    );
    Some(finding)
}

/// Half-width spaces between two characters of full width.
fn spaces(source: &Source, node: &Node) -> Vec<Finding> {
    let Some(text) = node.scalar() else { return Vec::new() };
    let text = Text { text: text.to_owned(), span: node.span };
    let told = folded(&text.text).into_iter().map(|range| folded_space(source, &text, range));
    // Where a control character was masked stands no space.
    told.filter(|finding| !source.slice(finding.span).contains(is_control)).collect()
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

/// Kana, kanji and their punctuation.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF5E}' | '\u{20000}'..='\u{3FFFF}')
}

fn folded_space(source: &Source, text: &Text, range: Range<usize>) -> Finding {
    let span = text.place(source.text(), range);
    let finding = Finding::new(
        Rule::FOLDED_SPACE,
        span,
        Words::new(
            "全角の文字の間に半角の空白があります。",
            "A half-width space stands between two full-width characters.",
        ),
        Words::new(
            "空白を消してください。行を分けるつもりなら、「|」の後、次の行から字下げして書いてください。",
            "Take it out; lines that are meant as such go below a |, indented.",
        ),
    );
    let is_space = source.slice(span).trim().is_empty() && span != text.span;
    if is_space { finding.mended_by(span, "") } else { finding }
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
