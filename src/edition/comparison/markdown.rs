//! As Markdown, for a pull request or a chat.

use std::fmt::Write;

use crate::diff::{Cell, Comparison, Paragraph, Section};
use crate::finding::is_interpreted;

/// The table in GitHub's Markdown.
///
/// What changed is underlined by `<ins>` in both columns: GitHub keeps no `<u>`.
pub fn markdown(comparison: &Comparison) -> String {
    let mut out = format!("# {}\n", escaped(&comparison.title));
    if comparison.sections.is_empty() {
        let _ = write!(out, "\n{}\n", escaped(&comparison.nothing));
    }
    if !comparison.sections.is_empty() && !comparison.states.is_empty() {
        let _ = write!(out, "\n{}\n", escaped(&comparison.states));
    }
    for section in &comparison.sections {
        out.push_str(&one(section, comparison));
    }
    out
}

fn one(section: &Section, comparison: &Comparison) -> String {
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
    let place =
        place.map(|it| if cell.is_moved { format!("**<ins>{it}</ins>**") } else { format!("**{it}**") });
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

/// A text that Markdown shows as it is, on one line.
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
                // Whatever may begin a sign of Markdown's; a backslash before any other shows itself.
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
    fn nothing_in_a_text_is_a_sign() {
        let told = markdown(&super::super::tests::table("a|b*<i>\n#1"));
        assert_eq!(told.lines().filter(|line| line.starts_with('|')).count(), 3);
        assert!(told.contains("<ins>a\\|b\\*&lt;i&gt;<br>\\#1</ins>"), "{told}");
        assert!(!told.contains("<i>"));
    }
}
