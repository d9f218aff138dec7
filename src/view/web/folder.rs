//! A folder of sheets as pages of other folders name it, and its sheets as the folder's index names them.

use serde::Serialize;

use super::{PageLocation, flat};
use crate::sheet::{Count, FiscalYear};
use crate::view::{DepartmentView, GoalView, Lines, joined};

/// A department's sheet as the index of its folder names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    /// The name of its files, `soumu`.
    pub stem: String,
    /// 課.
    pub section: String,
    /// 問合せ先.
    pub contact: String,
    /// The goals that serve one of the ward's: the number of that one, and their own.
    pub served: Vec<(usize, usize)>,
}

impl FolderEntry {
    /// As its sheet says.
    pub fn new(stem: &str, view: &DepartmentView) -> Self {
        let flat = |it: &Lines| flat(&it.lines);
        let served = view.goals.iter().zip(1..);
        let served = served.filter_map(|(goal, number)| Some((served_goal(goal)?, number))).collect();
        Self { stem: stem.to_owned(), section: flat(&view.section), contact: flat(&view.contact), served }
    }

    /// 課; the name of its files where it has none.
    pub(super) fn name(&self) -> &str {
        if self.section.is_empty() { &self.stem } else { &self.section }
    }
}

/// The ward's goal that a goal serves.
pub(super) fn served_goal(goal: &GoalView) -> Option<usize> {
    let [number] = goal.ward_goal.lines.as_slice() else { return None };
    number.trim().parse::<Count>().ok().map(|count| count.0)
}

/// A folder of sheets: a ward in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Folder {
    /// Where it is.
    pub place: PageLocation,
    /// 年度.
    pub year: Option<FiscalYear>,
    /// 東区組織目標.
    pub name: String,
    /// How many goals its ward's page has, to which sheets may lead.
    pub goals: usize,
    /// Whether it is not published.
    pub is_draft: bool,
}

impl Folder {
    /// A folder with a ward's page, by its 組織名 and the number of its goals.
    pub fn of_ward(place: PageLocation, year: Option<FiscalYear>, organization: &str, goals: usize) -> Self {
        Self { place, year, name: flat(&[format!("{organization}組織目標")]), goals, is_draft: false }
    }

    /// A folder without one: named by the 部 of its departments.
    pub fn of_divisions<'a>(
        place: PageLocation,
        year: Option<FiscalYear>,
        of_departments: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut divisions: Vec<&str> = Vec::new();
        for division in of_departments {
            if !division.is_empty() && !divisions.contains(&division) {
                divisions.push(division);
            }
        }
        Self {
            place, year, name: joined(&[&divisions.join("・"), "組織目標"]), goals: 0, is_draft: false
        }
    }

    /// 令和2年度 東区組織目標.
    pub fn heading(&self) -> String {
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        joined(&[&year, &self.name])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_wards_page_is_named_by_its_departments() {
        let year = Some(FiscalYear::new(2020));
        let named =
            |all: &[&str]| Folder::of_divisions(PageLocation::default(), year, all.iter().copied()).heading();
        assert_eq!(named(&["東区役所", "東区役所"]), "令和2年度 東区役所 組織目標");
        assert_eq!(named(&["東区役所", "北区役所"]), "令和2年度 東区役所・北区役所 組織目標");
        assert_eq!(named(&[]), "令和2年度 組織目標");
    }

    #[test]
    fn a_department_without_a_name_is_called_by_its_file() {
        let entry = FolderEntry {
            stem: "a".to_owned(),
            section: String::new(),
            contact: String::new(),
            served: Vec::new(),
        };
        assert_eq!(entry.name(), "a");
    }
}
