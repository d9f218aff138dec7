//! The page of a department's sheet.

use serde::Serialize;

use super::contact::pieces;
use super::folder::served_goal;
use super::{Folder, Imprint, Link, PageFrame, PdfFacts, PdfLink, Piece, SITE, flat};
use crate::path::uri_segment;
use crate::view::{DepartmentView, GoalView, Lines, SymbolBox, joined, meaning};

/// The inputs of a sheet's page.
#[derive(Debug)]
pub struct SheetParts<'a> {
    /// The folder.
    pub folder: &'a Folder,
    /// The name of its files without extension, `soumu`.
    pub stem: &'a str,
    /// The publication.
    pub imprint: &'a Imprint,
    /// The texts of the sheet.
    pub view: &'a DepartmentView,
    /// The PDF.
    pub pdf: Option<PdfFacts>,
    /// The previous and the next department, in the order of the folder.
    pub around: [Option<Neighbour>; 2],
}

/// A department next to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Neighbour {
    /// The name of its files without extension.
    pub stem: String,
    /// 課; empty if it has none.
    pub section: String,
}

/// The page of a department's sheet.
#[derive(Debug)]
pub struct SheetPage<'a> {
    /// The texts around the content.
    pub frame: PageFrame,
    /// The heading: 総務課 組織目標 令和2年度.
    pub heading: String,
    /// The texts of the sheet.
    pub sheet: &'a DepartmentView,
    /// 問合せ先, each line in pieces.
    pub contact: Vec<Vec<Piece>>,
    /// The link to the PDF.
    pub pdf: Option<PdfLink>,
    /// The heading of the goals.
    pub goals: String,
    /// The caption of the narratives.
    pub narratives: &'static str,
    /// The label of the links to adjacent departments.
    pub around_label: &'static str,
    /// The links to the previous and the next department.
    pub around: [Option<Link>; 2],
    ward_goals: Vec<Option<String>>,
}

/// Returns the page of a department's sheet.
pub fn sheet_page(parts: SheetParts) -> SheetPage {
    let SheetParts { folder, stem, imprint, view, pdf, around } = parts;
    let section = flat(&view.section.lines);
    let [before, behind] = around;
    let file = format!("{stem}.html");
    let frame = PageFrame::of_folder(folder, &file, view.document.title.clone(), imprint, section.clone());
    SheetPage {
        frame: PageFrame { description: flat(&view.purpose.lines), trail: trail(folder), ..frame },
        heading: heading(view),
        sheet: view,
        contact: view.contact.lines.iter().map(|line| pieces(line)).collect(),
        pdf: pdf.map(|pdf| pdf.link(&flat(&view.heading.lines))),
        goals: if section.is_empty() {
            "組織目標".to_owned()
        } else {
            format!("{section}の組織目標")
        },
        narratives: "取り組みと結果",
        around_label: "前後の課",
        around: [before.map(|own| own.link("前の課")), behind.map(|own| own.link("次の課"))],
        ward_goals: view.goals.iter().map(|goal| ward_goal(goal, folder)).collect(),
    }
}

impl SheetPage<'_> {
    /// Returns the goals, each with the link to its ward goal if the ward's page has it.
    pub fn goals(&self) -> impl Iterator<Item = (&GoalView, Option<&str>)> {
        self.sheet.goals.iter().zip(self.ward_goals.iter().map(Option::as_deref))
    }

    /// Returns the meaning of a symbol of 目標達成状況; empty if the settings do not give it.
    pub fn status_meaning(&self, printed: &Lines) -> &str {
        meaning(&self.sheet.legends, SymbolBox::Status, printed).unwrap_or_default()
    }

    /// Returns the meaning of a symbol of 評価; empty if the settings do not give it.
    pub fn evaluation_meaning(&self, printed: &Lines) -> &str {
        meaning(&self.sheet.legends, SymbolBox::Evaluation, printed).unwrap_or_default()
    }
}

impl Neighbour {
    fn link(self, label: &str) -> Link {
        let name = if self.section.is_empty() { &self.stem } else { &self.section };
        Link { href: uri_segment(&self.stem) + ".html", label: format!("{label}: {name}") }
    }
}

/// Returns the heading: 総務課 組織目標 令和2年度. A sheet without a department is named after its form.
fn heading(view: &DepartmentView) -> String {
    let (name, year) = (flat(&view.name().lines), flat(&view.year.lines));
    let own = if name == flat(&view.heading.lines) { "" } else { "組織目標" };
    joined(&[&name, own, &year])
}

/// Returns the breadcrumbs. In the root, the folder's index is the site's.
fn trail(folder: &Folder) -> Vec<Link> {
    let index = Link { href: "index.html".to_owned(), label: folder.heading() };
    if folder.place.is_root() {
        return vec![index];
    }
    vec![Link { href: folder.place.site(), label: SITE.to_owned() }, index]
}

fn ward_goal(goal: &GoalView, folder: &Folder) -> Option<String> {
    let number = served_goal(goal)?;
    (1..=folder.goals).contains(&number).then(|| format!("index.html#goal-{number}"))
}
