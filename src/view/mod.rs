//! Model + settings → all printed texts, without their layout.
//!
//! The templates of the paper and of the web pages use these types, so that texts never differ between them;
//! texts that only web pages have are in [`web`]. Each text keeps its source span, so that a problem on a
//! page is reported at its line of the YAML.

mod blank;
mod booklet;
pub mod data;
mod dating;
mod department;
mod lines;
pub mod proof;
mod slot;
mod symbols;
mod trend;
mod ward;
pub mod web;

pub use self::blank::blank;
pub use self::booklet::{BookletView, CoverView, IndexRow, IndexView, PartView, Served, booklet};
pub use self::dating::document_date;
pub use self::department::{
    ActionView, DepartmentView, GoalView, IndicatorView, Labelled, department, short_year, unit, year,
};
pub use self::lines::{Bullet, Labels, Lines};
pub use self::symbols::{LegendView, SymbolBox, meaning, symbol};
pub use self::trend::{BarKind, BarView, ChartView, TrendPart, TrendView, trend};
pub use self::ward::{WardView, ward};

use serde::{Deserialize, Serialize};

use crate::sheet::{Binding, EraDate, Paper, Settings};

/// The texts of a sheet of either form.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum SheetView {
    /// A department's sheet.
    Department(Box<DepartmentView>),
    /// A ward's page.
    Ward(Box<WardView>),
}

/// The texts of a printed document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum PaperView {
    /// A single sheet.
    Sheet(SheetView),
    /// A ward's booklet.
    Booklet(Box<BookletView>),
}

/// The mark of outputs that are built but not published.
pub(crate) const DRAFT: &str = "未公開";

impl SheetView {
    /// Returns the document for changes.
    pub fn document_mut(&mut self) -> &mut DocumentView {
        match self {
            Self::Department(view) => &mut view.document,
            Self::Ward(view) => &mut view.document,
        }
    }
}

/// Properties of a document of any form.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DocumentView {
    /// The title.
    pub title: String,
    /// The publisher.
    pub publisher: String,
    /// The date, or `None` where neither a date nor 年度 can be read.
    pub date: Option<EraDate>,
    /// The paper.
    pub paper: Paper,
    /// The size of the text in cells, in points, or `None` for the largest size that fits.
    pub size: Option<f64>,
    /// The binding margin.
    pub binding: Option<Binding>,
    /// The text at the foot of each page, beside the page number.
    pub foot: Lines,
    /// The mark at the head of each page of a draft; otherwise empty.
    pub mark: Lines,
    /// The text at the head of each page but the first: 年度 and the department.
    pub running: Lines,
}

impl DocumentView {
    fn new(title: String, foot: &str, date: Option<EraDate>, settings: &Settings) -> Self {
        let publisher =
            settings.publisher.as_ref().map(|publisher| publisher.text.clone()).unwrap_or_default();
        let paper = settings.paper.unwrap_or(Paper::A4);
        let foot = Lines::label(short(foot));
        Self {
            title,
            publisher,
            date,
            paper,
            size: settings.fixed_size(),
            binding: settings.bound_edge(),
            foot,
            mark: Lines::default(),
            running: Lines::default(),
        }
    }

    /// Marks a document as unpublished, on its pages and in its title.
    pub fn mark_draft(&mut self) {
        self.mark = Lines::label(DRAFT);
        self.title = format!("{}({DRAFT})", self.title);
    }

    /// Sets the text at the head of further pages.
    fn running(mut self, words: &str) -> Self {
        self.running = Lines::label(short(words));
        self
    }
}

/// Shortens a text to one line for the foot. The full name is in the head of the form.
fn short(foot: &str) -> String {
    const LONGEST: usize = 80;
    let line = foot.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(LONGEST).collect();
    if cut.len() < line.len() { cut + "…" } else { cut }
}

/// Joins the texts that are not empty with spaces.
fn joined(texts: &[&str]) -> String {
    let texts: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    texts.join(" ")
}
