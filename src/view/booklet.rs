//! The texts of a ward's booklet: its page and all its departments' sheets in one document, with a table of
//! contents and an index.

use serde::{Deserialize, Serialize};

use super::{DepartmentView, DocumentView, Lines, TrendView, WardView, department, joined, trend, ward};
use crate::sheet::{Department, EraDate, Form, Settings, Ward};
use crate::source::Text;

/// A ward's sheets in one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BookletView {
    /// The document.
    pub document: DocumentView,
    /// The title page.
    pub cover: CoverView,
    /// 目次: the heading of the table of contents.
    pub contents: Lines,
    /// The ward's page.
    pub ward: WardView,
    /// The departments' sheets, in their order.
    pub parts: Vec<PartView>,
    /// The charts of the departments' indicators.
    pub trend: TrendView,
    /// The index of the ward goals.
    pub index: IndexView,
}

impl BookletView {
    /// Marks the booklet and each of its sheets as unpublished.
    pub fn mark_draft(&mut self) {
        self.document.mark_draft();
        self.ward.document.mark_draft();
        self.parts.iter_mut().for_each(|part| part.sheet.document.mark_draft());
    }
}

/// A department in a booklet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PartView {
    /// The name in the table of contents and the bookmarks.
    pub name: Lines,
    /// The sheet, with the same text as in its own PDF.
    pub sheet: DepartmentView,
}

/// The title page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CoverView {
    /// 令和2年度.
    pub year: Lines,
    /// 東区組織目標.
    pub title: Lines,
    /// The form's name, as the subtitle.
    pub subtitle: Lines,
    /// 区長 and the name.
    pub mayor: Lines,
    /// The publisher.
    pub publisher: Lines,
    /// The latest date of its sheets, written out; empty if none has a date.
    pub date: Lines,
}

/// An index of the ward goals and the departments' goals that serve them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IndexView {
    /// The heading.
    pub heading: Lines,
    /// The headings of the columns.
    pub heads: [Lines; 3],
    /// The ward goals.
    pub rows: Vec<IndexRow>,
    /// The text for a ward goal that no department serves.
    pub nothing: Lines,
}

/// A ward goal in the index.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IndexRow {
    /// The label: 重点目標3.
    pub number: Lines,
    /// The text of the goal.
    pub text: Lines,
    /// The departments' goals that serve it, in the order of the booklet.
    pub served: Vec<Served>,
}

/// A department's goal that serves a ward goal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Served {
    /// The index of the department in the booklet, from 0.
    pub part: usize,
    /// The index of the goal in its sheet, from 0.
    pub goal: usize,
    /// The name of the department.
    pub name: Lines,
    /// The number of the goal in its sheet.
    pub number: Lines,
    /// The text of the goal.
    pub text: Lines,
}

/// Returns the texts of a booklet of the ward's page and the departments, in the given order. `date` is the
/// date of the document, the latest of all.
pub fn booklet(
    page: &Ward,
    departments: &[&Department],
    settings: &Settings,
    date: Option<EraDate>,
) -> BookletView {
    let ward = ward(page, settings, date);
    let parts: Vec<PartView> =
        departments.iter().map(|sheet| part(department(sheet, settings, date))).collect();
    let trend = trend(parts.iter().map(|part| (part.name.clone(), &part.sheet)));
    let index = index(page, departments, &parts);
    let title = joined(&[&ward.document.title, "冊子"]);
    let foot = ward.document.foot.clone();
    BookletView {
        document: DocumentView { title, foot, ..ward.document.clone() },
        cover: cover(page, settings, departments.iter().filter_map(|sheet| sheet.latest_date()).max()),
        contents: Lines::label("目次"),
        ward,
        parts,
        trend,
        index,
    }
}

fn part(sheet: DepartmentView) -> PartView {
    PartView { name: sheet.name(), sheet }
}

fn cover(page: &Ward, settings: &Settings, date: Option<EraDate>) -> CoverView {
    let text = |text: &Option<Text>| text.as_ref().map_or("", |text| text.text.trim()).to_owned();
    let name = text(&page.organization);
    let mayor = text(&page.mayor);
    CoverView {
        year: super::year(page.year.as_ref()),
        title: Lines::label(format!("{name}組織目標")),
        subtitle: Lines::label(Form::Department.name()),
        mayor: if mayor.is_empty() { Lines::default() } else { Lines::label(format!("区長 {mayor}")) },
        publisher: Lines::label(text(&settings.publisher)),
        date: Lines::label(date.map(EraDate::written_out).unwrap_or_default()),
    }
}

fn index(page: &Ward, departments: &[&Department], parts: &[PartView]) -> IndexView {
    let row = |(place, goal): (usize, &Option<Text>)| IndexRow {
        number: Lines::label(format!("重点目標{}", place + 1)),
        text: Lines::of(goal.as_ref()),
        served: served(place + 1, departments, parts),
    };
    IndexView {
        heading: Lines::label("重点目標と各課の組織目標"),
        heads: ["課", "組織目標", "ページ"].map(Lines::label),
        rows: page.goals.iter().enumerate().map(row).collect(),
        nothing: Lines::label("この重点目標に取り組む課の組織目標はありません。"),
    }
}

/// Returns the departments' goals that serve the ward goal `number`, from 1.
fn served(number: usize, departments: &[&Department], parts: &[PartView]) -> Vec<Served> {
    let mut served = Vec::new();
    for (part, (sheet, words)) in departments.iter().zip(parts).enumerate() {
        for (goal, (own, view)) in sheet.goals.iter().zip(&words.sheet.goals).enumerate() {
            if own.ward_goal.as_ref().and_then(|goal| goal.value).is_some_and(|count| count.0 == number) {
                let (name, text) = (words.name.clone(), view.text.clone());
                served.push(Served { part, goal, name, number: view.named.clone(), text });
            }
        }
    }
    served
}
