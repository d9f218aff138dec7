//! A folder of sheets as other pages refer to it, and its sheets as its index lists them.

use serde::Serialize;

use super::{PageLocation, flat};
use crate::sheet::{Count, FiscalYear};
use crate::view::{DepartmentView, GoalView, Lines, joined};

/// A department's sheet in the index of its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    /// The name of its files without extension, `soumu`.
    pub stem: String,
    /// 課.
    pub section: String,
    /// 問合せ先.
    pub contact: String,
    /// The goals that serve a ward goal: the number of the ward goal, and their own.
    pub served: Vec<(usize, usize)>,
}

impl FolderEntry {
    /// Creates the entry of a sheet.
    pub fn new(stem: &str, view: &DepartmentView) -> Self {
        let flat = |lines: &Lines| flat(&lines.lines);
        let served = view.goals.iter().zip(1..);
        let served = served.filter_map(|(goal, number)| Some((served_goal(goal)?, number))).collect();
        Self { stem: stem.to_owned(), section: flat(&view.section), contact: flat(&view.contact), served }
    }

    /// Returns 課, or the name of the files if the sheet has none.
    pub(super) fn name(&self) -> &str {
        if self.section.is_empty() { &self.stem } else { &self.section }
    }
}

/// Returns the number of the ward goal that a goal serves.
pub(super) fn served_goal(goal: &GoalView) -> Option<usize> {
    let [number] = goal.ward_goal.lines.as_slice() else { return None };
    number.trim().parse::<Count>().ok().map(|count| count.0)
}

/// A folder of sheets: a ward in a fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Folder {
    /// The location of its pages.
    pub place: PageLocation,
    /// 年度.
    pub year: Option<FiscalYear>,
    /// 東区組織目標.
    pub name: String,
    /// The number of goals on its ward's page, to which sheets may link.
    pub goals: usize,
    /// `true` where the folder is not published.
    pub is_draft: bool,
}

impl Folder {
    /// Creates a folder with a ward's page, from its 組織名 and the number of its goals.
    pub fn of_ward(place: PageLocation, year: Option<FiscalYear>, organization: &str, goals: usize) -> Self {
        Self { place, year, name: flat(&[format!("{organization}組織目標")]), goals, is_draft: false }
    }

    /// Creates a folder without a ward's page, named after the divisions of its departments.
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

    /// Returns the heading: 令和2年度 東区組織目標.
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
