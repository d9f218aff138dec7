//! The comparison tables, 新旧対照表 and 正誤表, in three formats with the same text.

mod html;
mod markdown;

pub use self::html::html;
pub use self::markdown::markdown;

use crate::diff::{Cell, Comparison, Paragraph, Section};
use crate::edition::Answer;
use crate::fonts::Coverage;
use crate::typeset::{Engine, PageView};
use crate::view::proof;

/// Prints the comparison as a PDF.
pub fn print(engine: &Engine, comparison: &Comparison) -> Answer {
    super::sheet::print(engine, PageView::Comparison(&printable(comparison)))
}

/// Replaces characters that no font has, which old states may contain.
fn printable(comparison: &Comparison) -> Comparison {
    let coverage = Coverage::of_bundled_fonts();
    let text = |text: &str| proof::printable(text, &coverage);
    let paragraph = |paragraph: &Paragraph| Paragraph {
        label: text(&paragraph.label),
        runs: paragraph.runs.iter().map(|(run, changed)| (text(run), *changed)).collect(),
        head: paragraph.head,
    };
    let cell = |cell: &Cell| Cell {
        place: text(&cell.place),
        paragraphs: cell.paragraphs.iter().map(paragraph).collect(),
        ..cell.clone()
    };
    let mut printable = comparison.clone();
    printable.publisher = text(&printable.publisher);
    printable.states = text(&printable.states);
    for Section { title, path, rows } in &mut printable.sections {
        (*title, *path) = (text(title), text(path));
        for row in rows {
            row.name = text(&row.name);
            row.cells = row.cells.each_ref().map(cell);
        }
    }
    printable
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Row, Style};

    /// Creates a table of one row with the same runs in each cell.
    pub(super) fn table(text: &str) -> Comparison {
        let runs = vec![(text.to_owned(), false), (text.to_owned(), true)];
        let cell = Cell {
            place: text.to_owned(),
            paragraphs: vec![Paragraph { label: text.to_owned(), runs, ..Paragraph::default() }],
            ..Cell::default()
        };
        let row = Row { cells: [cell.clone(), cell, Cell::default()], ..Row::default() };
        let section = Section { title: text.to_owned(), path: text.to_owned(), rows: vec![row] };
        Comparison {
            style: Style::Shinkyu,
            title: "新旧対照表".to_owned(),
            publisher: text.to_owned(),
            date: None,
            columns: ["新", "旧", "備考"].map(str::to_owned),
            states: text.to_owned(),
            sections: vec![section],
            nothing: String::new(),
        }
    }

    #[test]
    fn a_character_without_a_glyph_prints_as_a_geta() {
        let printed = printable(&table("東😀"));
        assert_eq!(printed.sections[0].rows[0].cells[0].paragraphs[0].runs[1].0, "東〓");
        assert_eq!(printed.sections[0].title, "東〓");
    }
}
