//! The comparison as an HTML page: one file without scripts or external resources.

use askama::Template;
use askama::filters::Safe;

use crate::diff::{Comparison, Head, Paragraph, Section, Style};
use crate::finding::is_interpreted;

/// Returns the table as a page.
pub fn html(comparison: &Comparison) -> String {
    crate::edition::rendered(&Page { table: comparison })
}

#[derive(Template)]
#[template(path = "web/comparison.html")]
struct Page<'a> {
    table: &'a Comparison,
}

/// The contents of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    New,
    Old,
    Place,
    Note,
}

impl Page<'_> {
    fn class(&self) -> &'static str {
        match self.table.style {
            Style::Shinkyu => "shinkyu",
            Style::Seigo => "seigo",
        }
    }

    fn column(&self, at: &usize) -> Column {
        match (self.table.style, *at) {
            (Style::Shinkyu, 0) | (Style::Seigo, 2) => Column::New,
            (_, 1) => Column::Old,
            (Style::Seigo, _) => Column::Place,
            (Style::Shinkyu, _) => Column::Note,
        }
    }

    /// Returns the sheet that a section is about: its path where paths are asked for, else its title.
    fn of(section: &Section) -> &str {
        if section.path.is_empty() { &section.title } else { &section.path }
    }

    fn class_of(paragraph: &Paragraph) -> &'static str {
        match paragraph.head {
            Head::Plain => "",
            Head::Indented(_) => " class=\"indented\"",
            Head::Item => " class=\"item\"",
        }
    }

    /// Returns a text marked as the old or the new one where it differs.
    fn marked(text: &str, changed: &bool, column: &Column) -> Safe<String> {
        let text = escaped(text);
        Safe(match column {
            _ if !changed => text,
            Column::Old => format!("<del>{text}</del>"),
            _ => format!("<ins>{text}</ins>"),
        })
    }

    fn text(text: &str) -> Safe<String> {
        Safe(escaped(text))
    }
}

/// Escapes a text for an element or an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            // HTML forbids other controls, even as references, and direction marks change the reading order.
            _ if is_interpreted(character) => out.extend(character.escape_unicode()),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    use sha2::{Digest as _, Sha256};

    use super::super::tests::table;
    use super::*;

    #[test]
    fn texts_are_escaped() {
        let page = html(&table("<script>\"&'\u{7}\n"));
        assert!(!page.contains("<script"));
        assert!(page.contains("<ins>&lt;script&gt;&quot;&amp;&#39;\\u{7}<br></ins>"), "{page}");
        assert!(page.contains("<del>&lt;script&gt;"), "{page}");
    }

    #[test]
    fn the_policy_names_the_style_of_the_page() {
        let page = html(&table("東区"));
        let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        let hash = BASE64_STANDARD.encode(Sha256::digest(style));
        assert!(
            page.contains(&format!("content=\"default-src 'none'; style-src 'sha256-{hash}'\"")),
            "{hash}"
        );
        assert!(!page.contains(" style=\"") && page.matches("<style").count() == 1);
    }

    #[test]
    fn places_head_the_rows_of_a_seigo() {
        let page = html(&Comparison { style: Style::Seigo, ..table("東区") });
        assert!(page.contains("<tr><th scope=\"row\">") && page.contains("<th scope=\"col\">"));
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"ja\">"));
    }
}
