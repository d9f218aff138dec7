//! The page of a department's sheet.

use serde::Serialize;

use super::contact::pieces;
use super::folder::served_goal;
use super::place::segment;
use super::{Folder, Frame, Imprint, Link, PdfFacts, PdfLink, Piece, SITE, flat};
use crate::view::{DepartmentView, GoalView, Judged, Lines, joined, meaning};

/// What the page of a department's sheet is made from.
#[derive(Debug)]
pub struct SheetParts<'a> {
    /// The folder that it stands in.
    pub folder: &'a Folder,
    /// The name of its files, `soumu`.
    pub stem: &'a str,
    /// Who publishes it.
    pub imprint: &'a Imprint,
    /// The paper.
    pub view: &'a DepartmentView,
    /// Its PDF.
    pub pdf: Option<PdfFacts>,
    /// The departments before and behind it, in the order of the folder.
    pub around: [Option<Neighbour>; 2],
}

/// A department whose page stands beside another's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Neighbour {
    /// The name of its files.
    pub stem: String,
    /// 課; empty where it has none.
    pub section: String,
}

/// The page of a department's sheet.
#[derive(Debug)]
pub struct SheetPage<'a> {
    /// What stands around it.
    pub frame: Frame,
    /// 総務課 組織目標 令和2年度.
    pub heading: String,
    /// The paper's words.
    pub sheet: &'a DepartmentView,
    /// 問合せ先, each line in pieces.
    pub contact: Vec<Vec<Piece>>,
    /// The paper itself.
    pub pdf: Option<PdfLink>,
    /// The heading of the goals.
    pub goals: String,
    /// The caption of the narratives.
    pub narratives: &'static str,
    /// What the ways to the departments beside it are called.
    pub around_label: &'static str,
    /// The departments before and behind it.
    pub around: [Option<Link>; 2],
    ward_goals: Vec<Option<String>>,
}

/// The words of the page of a department's sheet.
pub fn sheet_page(parts: SheetParts) -> SheetPage {
    let SheetParts { folder, stem, imprint, view, pdf, around } = parts;
    let section = flat(&view.section.lines);
    let [before, behind] = around;
    let file = format!("{stem}.html");
    let frame = Frame::of_folder(folder, &file, view.document.title.clone(), imprint, section.clone());
    SheetPage {
        frame: Frame { description: flat(&view.purpose.lines), trail: trail(folder), ..frame },
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
        around: [before.map(|it| it.link("前の課")), behind.map(|it| it.link("次の課"))],
        ward_goals: view.goals.iter().map(|goal| ward_goal(goal, folder)).collect(),
    }
}

impl SheetPage<'_> {
    /// The goals, each with the way to the ward's goal that it serves, where the ward's page has it.
    pub fn goals(&self) -> impl Iterator<Item = (&GoalView, Option<&str>)> {
        self.sheet.goals.iter().zip(self.ward_goals.iter().map(Option::as_deref))
    }

    /// What a symbol in the box 目標達成状況 means; empty where the settings do not say.
    pub fn status_meaning(&self, printed: &Lines) -> &str {
        meaning(&self.sheet.legends, Judged::Status, printed).unwrap_or_default()
    }

    /// What a symbol in the box 評価 means; empty where the settings do not say.
    pub fn evaluation_meaning(&self, printed: &Lines) -> &str {
        meaning(&self.sheet.legends, Judged::Evaluation, printed).unwrap_or_default()
    }
}

impl Neighbour {
    fn link(self, label: &str) -> Link {
        let name = if self.section.is_empty() { &self.stem } else { &self.section };
        Link { href: segment(&self.stem) + ".html", label: format!("{label}: {name}") }
    }
}

/// 総務課 組織目標 令和2年度. A sheet that names no department is called by its form.
fn heading(view: &DepartmentView) -> String {
    let (name, year) = (flat(&view.name().lines), flat(&view.year.lines));
    let own = if name == flat(&view.heading.lines) { "" } else { "組織目標" };
    joined(&[&name, own, &year])
}

/// In the root the folder's index is the site's.
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
