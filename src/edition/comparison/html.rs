//! The comparison as an HTML page: one file without scripts or external resources.

use askama::Template;
use askama::filters::Safe;

use crate::diff::{Comparison, Head, Paragraph, Section, Style};
use crate::edition::web::Marked;
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
        Safe(Self::runs(&[(text, *changed)], *column))
    }

    /// Returns the parts of a paragraph, marked where they differ. Its lines end where the whole text allows it.
    fn paragraph(paragraph: &Paragraph, column: &Column) -> Safe<String> {
        Safe(Self::runs(&paragraph.shown(), *column))
    }

    fn runs(runs: &[(&str, bool)], column: Column) -> String {
        let text: String = runs.iter().map(|(run, _)| *run).collect();
        let (marked, mut at, mut html) = (Marked::paragraph(&text), 0, String::new());
        for (run, changed) in runs {
            let end = at + run.len();
            let run = marked.html(at..end, escape);
            let (open, close) = match column {
                _ if !changed => ("", ""),
                Column::Old => ("<del>", "</del>"),
                _ => ("<ins>", "</ins>"),
            };
            html.extend([open, &run, close]);
            at = end;
        }
        html
    }

    fn text(text: &str) -> Safe<String> {
        Safe(Marked::paragraph(text).html(0..text.len(), escape))
    }

    /// Returns a text without elements.
    fn plain(text: &str) -> Safe<String> {
        let mut out = String::with_capacity(text.len());
        escape(&mut out, text);
        Safe(out)
    }
}

/// Adds a text for an element or an attribute to a page.
fn escape(out: &mut String, text: &str) {
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
        let page =
            page.replace("<span class=\"n\">", "").replace("'</span>", "'").replace("&#39;</span>", "&#39;");
        let page = page.replace("<wbr>", "");
        assert!(!page.contains("<script"));
        assert!(page.contains("<ins>&lt;script&gt;&quot;&amp;&#39;\\u{7}<br></ins>"), "{page}");
        assert!(page.contains("<del>&lt;script&gt;"), "{page}");
    }

    #[test]
    fn lines_end_between_phrases_across_what_changed() {
        let runs = [("実績は1,2", false), ("00件以上、区政懇談会の実施方法を検討する。", true)];
        let html = Page::runs(&runs, Column::New);
        assert!(html.contains("<ins>00件以上、<wbr>区政") && html.contains("の<wbr>実施"), "{html}");
        assert!(!html.contains("1,2<wbr>") && !html.contains("<ins><wbr>"), "{html}");
        let bare = ["<wbr>", "<ins>", "</ins>", "<span class=\"n\">", "</span>"];
        let bare = bare.iter().fold(html.clone(), |html, element| html.replace(element, ""));
        assert_eq!(bare, runs.map(|(run, _)| run).concat());
        assert!(html.matches("<span").count() == html.matches("</span>").count(), "{html}");
        let page = super::html(&table("東区"));
        assert!(page.contains("word-break: keep-all") && page.contains("<title>"));
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
