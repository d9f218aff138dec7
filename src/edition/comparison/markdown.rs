//! The comparison as Markdown, for pull requests and chats.

use std::fmt::Write;

use crate::diff::{Cell, Comparison, Paragraph, Section};
use crate::finding::is_interpreted;

/// Renders the comparison in GitHub's Markdown.
///
/// Changes are marked with `<ins>` in both columns, because GitHub strips `<u>`.
pub fn markdown(comparison: &Comparison) -> String {
    let mut out = format!("# {}\n", escaped(&comparison.title));
    if comparison.sections.is_empty() {
        let _ = write!(out, "\n{}\n", escaped(&comparison.nothing));
    }
    if !comparison.sections.is_empty() && !comparison.states.is_empty() {
        let _ = write!(out, "\n{}\n", escaped(&comparison.states));
    }
    for section in &comparison.sections {
        out.push_str(&section_markdown(section, comparison));
    }
    out
}

fn section_markdown(section: &Section, comparison: &Comparison) -> String {
    let mut out = format!("\n## {}\n\n", escaped(&section.title));
    if !section.path.is_empty() {
        let _ = write!(out, "{}\n\n", escaped(&section.path));
    }
    let heads: Vec<String> = comparison.columns.iter().map(|head| escaped(head)).collect();
    let _ = writeln!(out, "| {} |\n|---|---|---|", heads.join(" | "));
    for row in &section.rows {
        let cells = row.cells.each_ref().map(cell);
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

fn cell(cell: &Cell) -> String {
    let place = Some(escaped(&cell.place)).filter(|place| !place.is_empty());
    let place = place
        .map(|name| if cell.is_moved { format!("**<ins>{name}</ins>**") } else { format!("**{name}**") });
    place.into_iter().chain(cell.paragraphs.iter().map(paragraph)).collect::<Vec<_>>().join("<br>")
}

fn paragraph(paragraph: &Paragraph) -> String {
    let run = |(text, changed): &(String, bool)| {
        let text = escaped(text);
        if *changed { format!("<ins>{text}</ins>") } else { text }
    };
    let runs: String = paragraph.runs.iter().map(run).collect();
    if paragraph.label.is_empty() { runs } else { format!("{}: {runs}", escaped(&paragraph.label)) }
}

/// Escapes a text for Markdown, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push_str("<br>"),
            _ if is_interpreted(character) => out.extend(character.escape_unicode()),
            _ => {
                // Escapes characters that may begin Markdown syntax. A backslash before any other character
                // would be shown.
                if "\\`*_[]|#~$:@!".contains(character) {
                    out.push('\\');
                }
                out.push(character);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        let told = markdown(&super::super::tests::table("a|b*<i>\n#1"));
        assert_eq!(told.lines().filter(|line| line.starts_with('|')).count(), 3);
        assert!(told.contains("<ins>a\\|b\\*&lt;i&gt;<br>\\#1</ins>"), "{told}");
        assert!(!told.contains("<i>"));
    }
}
