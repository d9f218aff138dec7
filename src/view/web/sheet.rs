//! The page of a department's sheet.

use super::{Folder, Frame, Link, PdfFacts, PdfLink, SITE, flat};
use crate::view::{DepartmentView, GoalView};

/// The page of a department's sheet.
#[derive(Debug)]
pub struct SheetPage<'a> {
    /// What stands around it.
    pub frame: Frame,
    /// The paper's words.
    pub sheet: &'a DepartmentView,
    /// The paper itself.
    pub pdf: Option<PdfLink>,
    /// The caption of the goals.
    pub goals: String,
    /// The caption of the narratives.
    pub narratives: &'static str,
    ward_goals: Vec<Option<String>>,
}

/// The words of the page of a department's sheet that stands in this folder.
pub fn sheet_page<'a>(view: &'a DepartmentView, folder: &Folder, pdf: Option<PdfFacts>) -> SheetPage<'a> {
    let section = flat(&view.section.lines);
    let document = &view.document;
    let trail = trail(folder);
    let description = flat(&view.purpose.lines);
    let own = flat(&view.heading.lines);
    SheetPage {
        frame: Frame {
            description,
            trail,
            ..Frame::of_folder(folder, document.title.clone(), &document.publisher, section.clone())
        },
        sheet: view,
        pdf: pdf.map(|pdf| pdf.link(&own)),
        goals: if section.is_empty() {
            "組織目標".to_owned()
        } else {
            format!("{section}の組織目標")
        },
        narratives: "取り組みと結果",
        ward_goals: view.goals.iter().map(|goal| ward_goal(goal, folder)).collect(),
    }
}

impl SheetPage<'_> {
    /// The goals, each with the way to the ward's goal that it serves, where the ward's page has it.
    pub fn goals(&self) -> impl Iterator<Item = (&GoalView, Option<&str>)> {
        self.sheet.goals.iter().zip(self.ward_goals.iter().map(Option::as_deref))
    }
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
    let [number] = goal.ward_goal.lines.as_slice() else { return None };
    let number: usize = number.trim().parse().ok()?;
    (1..=folder.goals).contains(&number).then(|| format!("index.html#goal-{number}"))
}
