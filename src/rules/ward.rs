//! `ward-missing`, `unknown-ward-goal`, `uncovered-ward-goal`, `duplicate-department` and
//! `mixed-years`: the sheets of one folder beside each other. `achieved-count-mismatch` is told with them.

use std::collections::BTreeMap;

use super::achieved;
use super::case::goal_field;
use super::facts::{DepartmentFacts, Detail, FormFacts, Served, Spot, WardFacts};
use crate::finding::{Field, Finding, Rule, Words, brief};
use crate::sheet::FiscalYear;

/// A sheet of the folder.
#[derive(Clone, Copy)]
pub(super) struct Sibling<'a> {
    /// Its place in the survey.
    pub(super) place: usize,
    /// As people are told it.
    pub(super) path: &'a str,
    pub(super) year: Option<FiscalYear>,
    pub(super) detail: &'a Detail,
}

/// A department's sheet among them.
struct Sheet<'a> {
    place: usize,
    path: &'a str,
    year: Option<FiscalYear>,
    facts: &'a DepartmentFacts,
}

/// What is wrong with the sheets of a folder beside each other, by their places.
pub(super) fn judge(siblings: &[Sibling]) -> Vec<(usize, Finding)> {
    let departments: Vec<Sheet> = siblings
        .iter()
        .filter_map(|&Sibling { place, path, year, detail }| {
            Some(Sheet { place, path, year, facts: detail.department()? })
        })
        .collect();
    let ward = siblings.iter().find_map(|it| Some((it.place, it.year, it.detail.ward()?)));
    let all_readable = siblings.iter().all(|it| !matches!(it.detail.form, FormFacts::Unreadable));
    let mut findings = duplicates(&departments);
    findings.extend(second_pages(siblings));
    for sheet in &departments {
        let found = beside(sheet, ward.map(|(_, year, page)| (year, page)));
        findings.extend(found.into_iter().map(|finding| (sheet.place, finding)));
    }
    if let Some((place, _, page)) = ward.filter(|_| all_readable && !departments.is_empty()) {
        let beside: Vec<_> = departments.iter().map(|sheet| (sheet.path, sheet.facts)).collect();
        let of_page = uncovered(page, &departments).into_iter().chain(achieved::mismatch(page, &beside));
        findings.extend(of_page.map(|finding| (place, finding)));
    }
    if ward.is_none() && all_readable {
        // Without a number of its goals no sheet looks for the ward's page.
        let serving = departments.iter().find(|sheet| sheet.facts.served.iter().any(is_of_a_ward));
        findings.extend(serving.map(|sheet| (sheet.place, no_ward(sheet.facts))));
    }
    findings
}

/// The most goals that a ward lists. A larger number is that of another plan: 施策35.
const MOST_GOALS: usize = 30;

/// Whether a number may be one of a ward's list.
fn is_of_a_ward(served: &Served) -> bool {
    served.number().is_some_and(|number| number <= MOST_GOALS)
}

/// A finding at a value of a department's sheet or a ward's page.
fn at(rule: Rule, spot: &Spot, field: Field, message: Words, help: Words) -> Finding {
    Finding::new(rule, spot.span, message, help).in_field(field)
}

fn key(key: &str) -> Field {
    Field::default().key(key)
}

fn no_ward(sheet: &DepartmentFacts) -> Finding {
    let message = Words::new(
        "このフォルダに区のページ(様式: 区組織目標)がありません。",
        "This folder has no ward's page (様式: 区組織目標).",
    );
    let help = Words::new(
        "区の重点目標のファイルを同じフォルダに置いてください。",
        "Put the ward's page beside its departments.",
    );
    Finding::new(Rule::WARD_MISSING, sheet.head, message, help).in_field(key("様式"))
}

/// A department beside its ward's page, where there is one: its year, its 部, and the numbers of its
/// goals.
fn beside(sheet: &Sheet, ward: Option<(Option<FiscalYear>, &WardFacts)>) -> Vec<Finding> {
    let goals = ward.and_then(|(_, page)| (!page.refused).then_some(page.goals.len()));
    let year = ward.and_then(|(year, _)| other_year(sheet, year?));
    let division = ward.and_then(|(_, page)| other_ward(sheet, page));
    year.into_iter().chain(division).chain(numbers(sheet.facts, goals)).collect()
}

fn other_year(sheet: &Sheet, wards: FiscalYear) -> Option<Finding> {
    let own = sheet.facts.year.as_ref()?;
    let other = sheet.year.is_some_and(|own| own != wards);
    let message = Words::new(
        format!("区のページは{wards}ですが、このシートは「{}」です。", brief(&own.text)),
        format!("The ward's page is of {wards}, this sheet of {}.", brief(&own.text)),
    );
    let help = Words::new("年度を確かめてください。", "Check 年度.");
    other.then(|| at(Rule::MIXED_YEARS, own, key("年度"), message, help))
}

fn other_ward(sheet: &Sheet, page: &WardFacts) -> Option<Finding> {
    let (division, name) = (sheet.facts.division.as_ref()?, page.organization.as_ref()?.trim());
    let own = division.text.trim();
    let other = !own.is_empty() && !name.is_empty() && !own.starts_with(name);
    let (own, name) = (brief(&division.text), brief(name));
    let message = Words::new(
        format!("区のページは「{name}」ですが、このシートの部は「{own}」です。"),
        format!("The ward's page is of {name}, but 部 is {own}."),
    );
    let help = Words::new(
        "部を確かめるか、その区のフォルダに移してください。",
        "Check 部, or move the sheet to its ward's folder.",
    );
    other.then(|| at(Rule::MIXED_YEARS, division, key("部"), message, help))
}

/// 部区組織目標 that is no number of the ward's list; with no list, that is no number.
fn numbers(sheet: &DepartmentFacts, goals: Option<usize>) -> Vec<Finding> {
    let most = goals.unwrap_or(usize::MAX);
    let is_one = |it: &Served| it.number().is_some_and(|number| (1..=most).contains(&number));
    // The dash without quotation marks is `bare-dash`.
    let is_bare = |spot: &Spot| &*spot.text == "-" && spot.span.range().len() == 1;
    let wrong = sheet.served.iter().filter(|it| !is_one(it) && !is_bare(&it.spot));
    wrong.map(|it| unknown_goal(it.goal, &it.spot, goals)).collect()
}

fn unknown_goal(goal: u16, spot: &Spot, goals: Option<usize>) -> Finding {
    let shown = brief(&spot.text);
    let message = Words::new(
        format!("部区組織目標「{shown}」は、区の重点目標の番号ではありません。"),
        format!("部区組織目標 {shown} is no number of the ward's list."),
    );
    let help = match goals {
        Some(goals) => Words::new(
            format!("1から{goals}までの番号を一つ書くか、課独自の目標なら空けてください。"),
            format!("Write one number from 1 to {goals}, or nothing for the department's own goal."),
        ),
        None => Words::new(
            "番号を一つ書くか、課独自の目標なら空けてください。",
            "Write one number, or nothing for the department's own goal.",
        ),
    };
    at(Rule::UNKNOWN_WARD_GOAL, spot, goal_field(goal.into()).key("部区組織目標"), message, help)
}

fn uncovered(page: &WardFacts, departments: &[Sheet]) -> Vec<Finding> {
    let served = departments.iter().flat_map(|sheet| &sheet.facts.served);
    let taken_up: Vec<usize> = served.filter_map(Served::number).collect();
    // A number that was refused may have been any.
    let refused = departments.iter().any(|sheet| sheet.facts.refused);
    let goals = page.goals.iter().enumerate().filter(|_| !refused);
    let left = goals.filter_map(|(index, goal)| Some((index, goal.as_ref()?)));
    let left = left.filter(|(index, _)| !taken_up.contains(&(index + 1)));
    left.map(|(index, goal)| not_taken_up(index, goal)).collect()
}

fn not_taken_up(index: usize, goal: &Spot) -> Finding {
    let number = index + 1;
    let message = Words::new(
        format!("重点目標{number}に取り組む課がありません。"),
        format!("No department takes up 重点目標 {number}."),
    );
    let help = Words::new(
        "取り組む課のシートで「部区組織目標」にこの番号を書いてください。",
        "Write this number as 部区組織目標 in the sheet of the department that does.",
    );
    at(Rule::UNCOVERED_WARD_GOAL, goal, key("重点目標").index(index), message, help)
}

/// Sheets of one 課, each told of another: whichever of them is checked alone, it is known.
fn duplicates(departments: &[Sheet]) -> Vec<(usize, Finding)> {
    let name = |spot: &Option<Spot>| {
        spot.as_ref().map(|spot| spot.text.trim().to_owned()).filter(|it| !it.is_empty())
    };
    let mut named: BTreeMap<_, Vec<&Sheet>> = BTreeMap::new();
    for sheet in departments {
        if let Some(section) = name(&sheet.facts.section) {
            named.entry((name(&sheet.facts.division), section)).or_default().push(sheet);
        }
    }
    let told = |group: &[&Sheet], place: usize| {
        let other = group.get(usize::from(place == 0))?;
        let sheet = group[place];
        Some((sheet.place, duplicate(sheet.facts.section.as_ref()?, other.path)))
    };
    named.values().flat_map(|group| (0..group.len()).filter_map(|place| told(group, place))).collect()
}

/// The pages of wards where a folder has several, each told of another.
fn second_pages(siblings: &[Sibling]) -> Vec<(usize, Finding)> {
    let pages = siblings.iter().filter_map(|it| Some((it.place, it.path, it.detail.ward()?)));
    let pages: Vec<_> = pages.collect();
    let told = |place: usize| {
        let (_, other, _) = pages.get(usize::from(place == 0))?;
        let (sheet, _, page) = pages[place];
        let message = Words::new(
            format!("区のページは「{other}」にもあります。"),
            format!("{other} is a ward's page too."),
        );
        let help = Words::new("一つのフォルダに一つだけ置いてください。", "Keep one of them in the folder.");
        let finding = Finding::new(Rule::DUPLICATE_DEPARTMENT, page.head, message, help);
        Some((sheet, finding.in_field(key("様式"))))
    };
    (0..pages.len()).filter_map(told).collect()
}

fn duplicate(section: &Spot, other: &str) -> Finding {
    let shown = brief(&section.text);
    let message = Words::new(
        format!("「{shown}」のシートは「{other}」にもあります。"),
        format!("{other} is a sheet of {shown} too."),
    );
    let help = Words::new("どちらか一つにしてください。", "Keep one of them.");
    at(Rule::DUPLICATE_DEPARTMENT, section, key("課"), message, help)
}
