//! The values of `comparison.typ`.

use typst::foundations::{Array, Content, Dict, Value, dict};
use typst::layout::{Em, Length};
use typst::syntax::Span as TypstSpan;

use super::convert::Convert;
use super::text::Spans;
use super::{CONTINUED, MARK, ValueBuilder, array, text};
use crate::diff::{Cell, Comparison, Head, Paragraph, Row, Section};
use crate::sheet::{Binding, Paper};
use crate::source::Span;
use crate::typeset::joiners;

impl ValueBuilder<'_> {
    pub(super) fn document_of(&mut self, view: &Comparison) -> Dict {
        dict! {
            "document" => dict! {
                "title" => view.title.as_str(),
                "publisher" => view.publisher.as_str(),
                "date" => view.date.convert(self),
                "paper" => Paper::A4.convert(self),
                "binding" => None::<Binding>.convert(self),
                "foot" => self.bare(&view.title),
                "running" => self.bare(&view.title),
            },
            "going-on" => self.bare(CONTINUED),
            "continued" => self.continued(),
        }
    }

    pub(super) fn bare_heads(&mut self, heads: &[String]) -> Array {
        array(heads.iter().map(|head| self.bare(head)))
    }

    pub(super) fn is_short(&self, section: &Section) -> bool {
        section.rows.iter().map(|row| self.lines_of_row(row) + 1).sum::<usize>() < MOST_LINES
    }

    pub(super) fn is_tall(&self, row: &Row) -> bool {
        self.lines_of_row(row) > MOST_LINES
    }

    fn lines_of_row(&self, row: &Row) -> usize {
        row.cells.iter().map(|cell| self.lines_of(cell)).max().expect("a row has three cells")
    }

    /// Returns the approximate number of lines of a cell.
    fn lines_of(&self, cell: &Cell) -> usize {
        let text =
            |paragraph: &Paragraph| paragraph.runs.iter().map(|(text, _)| text.as_str()).collect::<String>();
        cell.paragraphs.iter().map(|paragraph| self.cache.line(&text(paragraph)).ragged_lines(WIDE)).sum()
    }

    /// Converts a line of a cell. Its breaks are determined for the whole line, across its parts.
    pub(super) fn paragraph_of_runs(&mut self, paragraph: &Paragraph) -> Dict {
        let (tight, span) = self.unsourced();
        let shown = paragraph.shown();
        let line: String = shown.iter().map(|(text, _)| *text).collect();
        let mut spans = self.spans_of(&line, tight, span);
        let run = |(text, changed): (&str, bool)| dict! { "text" => set(text, tight, &mut spans), "changed" => changed };
        let runs = array(shown.into_iter().map(run));
        let (indent, hang) = match paragraph.head {
            Head::Plain => (0.0, 0.0),
            Head::Indented(_) => (1.0, 0.0),
            Head::Item => (0.0, self.cache.width(MARK)),
        };
        let [indent, hang] = [indent, hang].map(|length| Length::from(Em::new(length)));
        dict! { "label" => self.bare(&paragraph.label), "runs" => runs, "indent" => indent, "hang" => hang }
    }

    /// Converts a text of the table.
    pub(super) fn bare(&mut self, text: &str) -> Dict {
        let (tight, span) = self.unsourced();
        let mut spans = self.spans_of(text, tight, span);
        let body = (!text.is_empty()).then(|| set(text, tight, &mut spans));
        dict! { "body" => body, "pin" => Value::None }
    }

    /// Returns the spans of a line that is broken between phrases, with unbroken numbers.
    fn spans_of(&self, line: &str, tight: bool, span: TypstSpan) -> Spans {
        let spans = Spans::one(span);
        if tight { spans } else { spans.joined_by(joiners::between_phrases(&self.cache.line(line))) }
    }

    /// Returns a mark without a source, for a text from two files or none. It still reports words that are
    /// wider than their cell.
    fn unsourced(&mut self) -> (bool, TypstSpan) {
        let text = self.marks.next();
        (self.hints.tight.contains(&text), self.mark(Span::default(), text, None))
    }
}

/// The width in em for which the lines of cells are counted.
const WIDE: f64 = 24.0;

/// The number of lines above which a row may be split at the end of a page. A section with fewer lines is not
/// split.
const MOST_LINES: usize = 15;

fn set(text: &str, tight: bool, spans: &mut Spans) -> Content {
    Content::sequence(if tight { text::breakable(text, spans) } else { text::pieces(text, spans) })
}
