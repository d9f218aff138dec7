//! `comparison.typ` takes this.

use typst::foundations::{Array, Content, Dict, IntoValue, Value, dict};
use typst::syntax::Span as TypstSpan;

use super::text::Spans;
use super::{Hand, array, datetime, text};
use crate::diff::{Cell, Comparison, Paragraph, Row, Section, Style};
use crate::source::Span;

impl Hand<'_> {
    /// A table of differences.
    pub(super) fn comparison(&mut self, view: &Comparison) -> Dict {
        dict! {
            "document" => dict! {
                "title" => view.title.as_str(),
                "publisher" => view.publisher.as_str(),
                "date" => view.date.and_then(datetime).map_or(Value::None, IntoValue::into_value),
                "paper" => "a4",
                "foot" => self.bare(&view.title),
                "running" => self.bare(&view.title),
            },
            "style" => match view.style {
                Style::Shinkyu => "shinkyu",
                Style::Seigo => "seigo",
            },
            "title" => self.bare(&view.title),
            "columns" => array(view.columns.each_ref().map(|head| self.bare(head))),
            "sections" => array(view.sections.iter().map(|section| self.section(section))),
            "nothing" => self.bare(&view.nothing),
            "continued" => self.continued(),
        }
    }

    fn section(&mut self, section: &Section) -> Dict {
        dict! {
            "title" => self.bare(&section.title),
            "path" => self.bare(&section.path),
            "rows" => array(section.rows.iter().map(|row| self.cells(row))),
        }
    }

    fn cells(&mut self, row: &Row) -> Array {
        array(row.cells.each_ref().map(|cell| self.cell(cell)))
    }

    fn cell(&mut self, cell: &Cell) -> Dict {
        dict! {
            "place" => self.bare(&cell.place),
            "paragraphs" => array(cell.paragraphs.iter().map(|it| self.paragraph_of_runs(it))),
            "is-moved" => cell.is_moved,
            "is-word" => cell.is_word,
        }
    }

    fn paragraph_of_runs(&mut self, paragraph: &Paragraph) -> Dict {
        let (tight, span) = self.unsourced();
        let run = |(text, changed): &(String, bool)| dict! { "text" => set(text, tight, span), "changed" => *changed };
        dict! { "label" => self.bare(&paragraph.label), "runs" => array(paragraph.runs.iter().map(run)) }
    }

    /// A text of the table's own.
    fn bare(&mut self, text: &str) -> Dict {
        let (tight, span) = self.unsourced();
        let body = (!text.is_empty()).then(|| set(text, tight, span));
        dict! { "body" => body, "pin" => Value::None }
    }

    /// The mark of a text that comes from two files, or from none: it leads nowhere, but tells that a
    /// word of it is wider than its cell.
    fn unsourced(&mut self) -> (bool, TypstSpan) {
        let text = self.marks.next();
        (self.hints.tight.contains(&text), self.mark(Span::default(), text, None))
    }
}

fn set(text: &str, tight: bool, span: TypstSpan) -> Content {
    let mut spans = Spans::one(span);
    Content::sequence(if tight { text::breakable(text, &mut spans) } else { text::pieces(text, &mut spans) })
}
