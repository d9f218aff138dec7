//! The words of a ward's booklet: its page and all its departments' sheets in one document, with what leads
//! through them.

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
    /// 目次.
    pub contents: Lines,
    /// The ward's page.
    pub ward: WardView,
    /// The departments' sheets, in their order.
    pub parts: Vec<PartView>,
    /// The charts of the departments' indicators.
    pub trend: TrendView,
    /// Which goals of the departments serve which of the ward.
    pub index: IndexView,
}

impl BookletView {
    /// Marks a booklet that is not published, with each of its sheets.
    pub fn mark_draft(&mut self) {
        self.document.mark_draft();
        self.ward.document.mark_draft();
        self.parts.iter_mut().for_each(|part| part.sheet.document.mark_draft());
    }
}

/// A department in a booklet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PartView {
    /// What the table of contents and the bookmarks call it.
    pub name: Lines,
    /// Its sheet, word for word as it is published by itself.
    pub sheet: DepartmentView,
}

/// The title page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CoverView {
    /// 令和2年度.
    pub year: Lines,
    /// 東区組織目標.
    pub title: Lines,
    /// What is inside.
    pub subtitle: Lines,
    /// 区長 and the name.
    pub mayor: Lines,
    /// The publisher.
    pub publisher: Lines,
    /// The latest date of its sheets, written out; nothing where none has one.
    pub date: Lines,
}

/// The ward's goals with the departments' goals that serve them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IndexView {
    /// 重点目標索引.
    pub heading: Lines,
    /// The heads of its columns.
    pub heads: [Lines; 3],
    /// The ward's goals.
    pub rows: Vec<IndexRow>,
    /// What stands where no department serves a goal.
    pub nothing: Lines,
}

/// A goal of the ward.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IndexRow {
    /// What it is called: 重点目標3.
    pub number: Lines,
    /// The goal.
    pub text: Lines,
    /// The goals that serve it, in the order of the booklet.
    pub served: Vec<Served>,
}

/// A goal of a department that serves one of the ward.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Served {
    /// The department's place among the parts, from 0.
    pub part: usize,
    /// The goal's place in its sheet, from 0.
    pub goal: usize,
    /// The department.
    pub name: Lines,
    /// The goal's number in its sheet.
    pub number: Lines,
    /// The goal.
    pub text: Lines,
}

/// The words of a booklet: of the ward's page and of the departments in the order in which they come. `date` is
/// the document's, the latest of them all.
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

/// The goals that serve the ward's goal of a number, from 1.
fn served(number: usize, departments: &[&Department], parts: &[PartView]) -> Vec<Served> {
    let mut served = Vec::new();
    for (part, (sheet, words)) in departments.iter().zip(parts).enumerate() {
        for (goal, (it, view)) in sheet.goals.iter().zip(&words.sheet.goals).enumerate() {
            if it.ward_goal.as_ref().and_then(|it| it.value).is_some_and(|it| it.0 == number) {
                let (name, text) = (words.name.clone(), view.text.clone());
                served.push(Served { part, goal, name, number: view.named.clone(), text });
            }
        }
    }
    served
}
