//! Model + settings → every word that is printed, and nothing of where it stands.
//!
//! The templates of the paper and of the web pages take these types, so no word can differ between them;
//! what pages say beside the paper's words is in [`web`]. Each text keeps the span that it came from: what
//! goes wrong on a page is told at the line of the YAML.

mod blank;
mod booklet;
pub mod data;
mod dating;
mod department;
mod lines;
pub mod proof;
mod symbols;
mod trend;
mod ward;
pub mod web;

pub use self::blank::blank;
pub use self::booklet::{BookletView, CoverView, IndexRow, IndexView, PartView, Served, booklet};
pub use self::dating::document_date;
pub use self::department::{
    ActionView, DepartmentView, GoalView, IndicatorView, Labelled, Labels, department, short_year, unit, year,
};
pub use self::lines::{Bullet, Lines};
pub use self::symbols::{Judged, LegendView, meaning, symbol};
pub use self::trend::{BarKind, BarView, ChartView, TrendPart, TrendView, trend};
pub use self::ward::{WardLabels, WardView, ward};

use serde::{Deserialize, Serialize};

use crate::sheet::{Binding, EraDate, Paper, Settings};

/// A sheet of either form in words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum SheetView {
    /// A department's.
    Department(Box<DepartmentView>),
    /// A ward's page.
    Ward(Box<WardView>),
}

/// What is printed as a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum PaperView {
    /// A sheet by itself.
    Sheet(SheetView),
    /// A ward's sheets together.
    Booklet(Box<BookletView>),
}

/// What is said of an output that is made and not published.
pub(crate) const DRAFT: &str = "未公開";

impl SheetView {
    /// The document, to be changed.
    pub fn document_mut(&mut self) -> &mut DocumentView {
        match self {
            Self::Department(view) => &mut view.document,
            Self::Ward(view) => &mut view.document,
        }
    }
}

/// What every form's document says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DocumentView {
    /// The document's title.
    pub title: String,
    /// The publisher.
    pub publisher: String,
    /// The document's date; nothing where neither a date nor 年度 can be read.
    pub date: Option<EraDate>,
    /// The paper.
    pub paper: Paper,
    /// The size of the type in cells, in points; nothing where it is the largest that fits.
    pub size: Option<f64>,
    /// The room at the edge that is bound.
    pub binding: Option<Binding>,
    /// At the foot of each page, beside the page's number.
    pub foot: Lines,
    /// At the head of each page of a draft; else empty.
    pub mark: Lines,
    /// At the head of each page but the first: 年度 and the department.
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

    /// Marks a document that is not published, on its pages and in its title.
    pub fn mark_draft(&mut self) {
        self.mark = Lines::label(DRAFT);
        self.title = format!("{}({DRAFT})", self.title);
    }

    /// The same with the words at the head of further pages.
    fn running(mut self, words: &str) -> Self {
        self.running = Lines::label(short(words));
        self
    }
}

/// The foot is one line; the whole name stands in the head.
fn short(foot: &str) -> String {
    const LONGEST: usize = 80;
    let line = foot.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(LONGEST).collect();
    if cut.len() < line.len() { cut + "…" } else { cut }
}

/// Texts that are there, with a space between them.
fn joined(texts: &[&str]) -> String {
    let texts: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    texts.join(" ")
}
