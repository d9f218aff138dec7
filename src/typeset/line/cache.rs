//! The lines of a document, each of which is analysed once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::Line;
use crate::fonts::Widths;
use crate::view::Lines;

/// A line of a redline: its text and its seams.
type Seamed = (String, Vec<usize>);

/// A cache of a document's lines, each of which is analysed once.
#[derive(Debug)]
pub(in crate::typeset) struct LineCache {
    widths: Arc<Widths>,
    known: RefCell<HashMap<String, Rc<Line>>>,
    /// The lines of redlines by their texts and seams.
    seamed: RefCell<HashMap<Seamed, Rc<Line>>>,
}

impl LineCache {
    pub(in crate::typeset) fn new(widths: Arc<Widths>) -> Self {
        Self { widths, known: RefCell::default(), seamed: RefCell::default() }
    }

    /// Returns a line, analysing it on the first request.
    pub(in crate::typeset) fn line(&self, text: &str) -> Rc<Line> {
        if let Some(known) = self.known.borrow().get(text) {
            return Rc::clone(known);
        }
        let line = Rc::new(Line::new(text, Arc::clone(&self.widths)));
        self.known.borrow_mut().insert(text.to_owned(), Rc::clone(&line));
        line
    }

    /// Returns a line of a text from a byte on.
    pub(in crate::typeset) fn line_of(&self, text: &Lines, number: usize, from: usize) -> Rc<Line> {
        let line = &text.lines[number][from..];
        let behind = |seam: usize| seam.checked_sub(from).filter(|seam| *seam > 0);
        let seams: Vec<usize> = text.seams(number).into_iter().filter_map(behind).collect();
        if seams.is_empty() {
            return self.line(line);
        }
        let mut known = self.seamed.borrow_mut();
        let new = |seams: &[usize]| Rc::new(Line::seamed(line, seams.to_vec(), Arc::clone(&self.widths)));
        let found = known.entry((line.to_owned(), seams)).or_insert_with_key(|(_, seams)| new(seams));
        Rc::clone(found)
    }

    /// Returns what is known of the lines of a text.
    pub(in crate::typeset) fn lines(&self, text: &Lines) -> Vec<Rc<Line>> {
        (0..text.lines.len()).map(|number| self.line_of(text, number, 0)).collect()
    }

    /// Returns the number of lines of each paragraph of a justified text. Where paragraphs have an indent, it replaces
    /// the spaces that were typed for one.
    pub(in crate::typeset) fn justified(
        &self,
        text: &Lines,
        width: f64,
        indent: f64,
    ) -> impl Iterator<Item = usize> {
        let typed = move |line: &str| if indent > 0.0 { Lines::typed_indent(line) } else { 0 };
        let lines = text.lines.iter().map(move |line| self.line(&line[typed(line)..]));
        lines.map(move |line| line.justified_lines(width, indent))
    }

    /// Returns the width of a text on one line, in em.
    pub(in crate::typeset) fn width(&self, text: &str) -> f64 {
        self.widths.of(text)
    }
}
