//! The comparison as an HTML page: one file without scripts or external resources.

use std::fmt::Write;

use crate::diff::{Cell, Comparison, Head, Paragraph, Section, Style};
use crate::finding::is_interpreted;

/// The stylesheet. Columns show old and new, underlines show changes, and screen readers get both in words;
/// colour carries no information of its own.
const STYLE: &str = "\
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; background: #fff; color: #111;
  font-family: \"BIZ UDPGothic\", \"Noto Sans JP\", \"Hiragino Sans\", \"Yu Gothic\", sans-serif; line-height: 1.7; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 0.5rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
caption { text-align: left; font-size: 0.85rem; padding-bottom: 0.3rem; overflow-wrap: anywhere; }
th, td { border: 1px solid #555; padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: #eee; text-align: center; }
.shinkyu th:last-child { width: 7rem; }
.seigo th:first-child { width: 14rem; font-weight: normal; }
.word { text-align: center; }
.place { font-weight: bold; }
p { margin: 0; }
.indented { text-indent: 1em; }
.item { padding-left: 1em; text-indent: -1em; }
.label { color: #444; }
.label::after { content: \"\\3000\"; }
ins, del { text-decoration: underline; text-underline-offset: 0.2em; }
ins::before, ins::after, del::before, del::after { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
ins::before { content: \"（ここから新）\"; }
del::before { content: \"（ここから旧）\"; }
ins::after, del::after { content: \"（ここまで）\"; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
";

/// The content security policy: nothing is loaded but the page's own style, identified by its SHA-256.
const POLICY: &str = "default-src 'none'; style-src 'sha256-QrTFGQ6e7vPXcBwqF7eoyGEwmVscKiB/wgRBDgeHTjE='";

/// Renders the comparison as an HTML page.
pub fn html(comparison: &Comparison) -> String {
    let title = escaped(&comparison.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"generator\" content=\"mokuhyo\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    if comparison.sections.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escaped(&comparison.nothing));
    }
    if !comparison.sections.is_empty() && !comparison.states.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escaped(&comparison.states));
    }
    for (place, section) in comparison.sections.iter().enumerate() {
        out.push_str(&section_html(section, comparison, place + 1));
    }
    out + "</main>\n</body>\n</html>\n"
}

fn section_html(section: &Section, comparison: &Comparison, number: usize) -> String {
    let class = match comparison.style {
        Style::Shinkyu => "shinkyu",
        Style::Seigo => "seigo",
    };
    let mut out = format!("<section aria-labelledby=\"sheet-{number}\">\n");
    let _ = writeln!(out, "<h2 id=\"sheet-{number}\">{}</h2>", escaped(&section.title));
    let of = if section.path.is_empty() { &section.title } else { &section.path };
    let caption = format!("{}: {of}", comparison.title);
    let _ = writeln!(out, "<table class=\"{class}\">\n<caption>{}</caption>\n<thead>", escaped(&caption));
    let head = |head: &String| format!("<th scope=\"col\">{}</th>", escaped(head));
    let heads: String = comparison.columns.iter().map(head).collect();
    let _ = writeln!(out, "<tr>{heads}</tr>\n</thead>\n<tbody>");
    for row in &section.rows {
        let cells: String = row
            .cells
            .iter()
            .enumerate()
            .map(|(at, content)| cell(content, Column::of(comparison.style, at)))
            .collect();
        let _ = writeln!(out, "<tr>{cells}</tr>");
    }
    out + "</tbody>\n</table>\n</section>\n"
}

/// The contents of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    New,
    Old,
    Place,
    Note,
}

impl Column {
    fn of(style: Style, at: usize) -> Self {
        match (style, at) {
            (Style::Shinkyu, 0) | (Style::Seigo, 2) => Self::New,
            (_, 1) => Self::Old,
            (Style::Seigo, _) => Self::Place,
            (Style::Shinkyu, _) => Self::Note,
        }
    }
}

fn cell(cell: &Cell, column: Column) -> String {
    let mut inside = String::new();
    if !cell.place.is_empty() {
        let place = marked(&cell.place, cell.is_moved, column);
        let _ = write!(inside, "<p class=\"place\">{place}</p>");
    }
    inside.extend(cell.paragraphs.iter().map(|text| paragraph(text, column)));
    match column {
        Column::Place => format!("<th scope=\"row\">{inside}</th>"),
        _ if cell.is_word => format!("<td class=\"word\">{inside}</td>"),
        _ => format!("<td>{inside}</td>"),
    }
}

fn paragraph(paragraph: &Paragraph, column: Column) -> String {
    let runs: String =
        paragraph.shown().into_iter().map(|(text, changed)| marked(text, changed, column)).collect();
    let label = &paragraph.label;
    let label = if label.is_empty() {
        String::new()
    } else {
        format!("<span class=\"label\">{}</span>", escaped(label))
    };
    let class = match paragraph.head {
        Head::Plain => "",
        Head::Indented(_) => " class=\"indented\"",
        Head::Item => " class=\"item\"",
    };
    format!("<p{class}>{label}{runs}</p>")
}

/// Formats a text, marked as old or new where it differs.
fn marked(text: &str, changed: bool, column: Column) -> String {
    let text = escaped(text);
    match (changed, column) {
        (false, _) => text,
        (true, Column::Old) => format!("<del>{text}</del>"),
        (true, _) => format!("<ins>{text}</ins>"),
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
