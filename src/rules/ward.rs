//! `unknown-ward-goal`, `uncovered-ward-goal`, `duplicate-department` and `mixed-years`: the sheets of one folder
//! beside each other. `achieved-count-mismatch` is reported with them.

use std::collections::BTreeMap;

use super::achieved;
use super::case::goal_field;
use super::facts::{DepartmentFacts, Peer, ServedGoal, SpannedText, WardFacts};
use crate::finding::{Field, Finding, Message, Rule, brief};
use crate::sheet::FiscalYear;

/// A department's sheet among them.
struct WardSheet<'a> {
    place: usize,
    path: &'a str,
    year: Option<FiscalYear>,
    facts: &'a DepartmentFacts,
}

impl<'a> WardSheet<'a> {
    fn of(sheet: &Peer<'a>) -> Option<Self> {
        let facts = sheet.detail.department.as_ref()?;
        Some(WardSheet { place: sheet.place, path: &sheet.file.shown, year: sheet.facts.year, facts })
    }
}

/// Returns the findings from comparing the sheets of a folder, by their positions. Where the folder has
/// further sheets, `is_whole` is false, and missing values are not reported.
pub(super) fn check(siblings: &[Peer], is_whole: bool) -> Vec<(usize, Finding)> {
    let departments: Vec<WardSheet> = siblings.iter().filter_map(WardSheet::of).collect();
    let ward =
        siblings.iter().find_map(|peer| Some((peer.place, peer.facts.year, peer.detail.ward.as_ref()?)));
    let all_readable = is_whole && siblings.iter().all(|peer| peer.facts.is_readable);
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
    findings
}

/// Returns a finding at a value of a department's sheet or a ward's page.
fn at(rule: Rule, spot: &SpannedText, field: Field, message: Message, help: Message) -> Finding {
    Finding::new(rule, spot.span, message, help).in_field(field)
}

fn key(key: &str) -> Field {
    Field::default().key(key)
}

/// Returns a department beside its ward's page, where there is one: its year, its 部, and the numbers of its
/// goals.
fn beside(sheet: &WardSheet, ward: Option<(Option<FiscalYear>, &WardFacts)>) -> Vec<Finding> {
    let goals = ward.and_then(|(_, page)| (!page.refused).then_some(page.goals.len()));
    let year = ward.and_then(|(year, _)| other_year(sheet, year?));
    let division = ward.and_then(|(_, page)| other_ward(sheet, page));
    year.into_iter().chain(division).chain(numbers(sheet.facts, goals)).collect()
}

fn other_year(sheet: &WardSheet, wards: FiscalYear) -> Option<Finding> {
    let own = sheet.facts.year.as_ref()?;
    let is_other = sheet.year.is_some_and(|own| own != wards);
    let message = Message::new(
        format!("区のページは{wards}ですが、このシートは「{}」です。", brief(&own.text)),
        format!("The ward's page is of {wards}, this sheet of {}.", brief(&own.text)),
    );
    let help = Message::new("年度を確かめてください。", "Check 年度.");
    is_other.then(|| at(Rule::MIXED_YEARS, own, key("年度"), message, help))
}

fn other_ward(sheet: &WardSheet, page: &WardFacts) -> Option<Finding> {
    let (division, name) = (sheet.facts.division.as_ref()?, page.organization.as_ref()?.trim());
    let own = division.text.trim();
    let is_other = !own.is_empty() && !name.is_empty() && !own.starts_with(name);
    let (own, name) = (brief(&division.text), brief(name));
    let message = Message::new(
        format!("区のページは「{name}」ですが、このシートの部は「{own}」です。"),
        format!("The ward's page is of {name}, but 部 is {own}."),
    );
    let help = Message::new(
        "部を確かめるか、その区のフォルダに移してください。",
        "Check 部, or move the sheet to its ward's folder.",
    );
    is_other.then(|| at(Rule::MIXED_YEARS, division, key("部"), message, help))
}

/// Finds values of 部区組織目標 that are not in the ward's list or, without a list, are not numbers.
fn numbers(sheet: &DepartmentFacts, goals: Option<usize>) -> Vec<Finding> {
    let most = goals.unwrap_or(usize::MAX);
    let is_one = |served: &ServedGoal| served.number().is_some_and(|number| (1..=most).contains(&number));
    // The dash without quotation marks is `bare-dash`.
    let is_bare = |spot: &SpannedText| &*spot.text == "-" && spot.span.range().len() == 1;
    let wrong = sheet.served.iter().filter(|served| !is_one(served) && !is_bare(&served.spot));
    wrong.map(|served| unknown_goal(served.goal, &served.spot, goals)).collect()
}

fn unknown_goal(goal: usize, spot: &SpannedText, goals: Option<usize>) -> Finding {
    let shown = brief(&spot.text);
    let message = Message::new(
        format!("部区組織目標「{shown}」は、区の重点目標の番号ではありません。"),
        format!("部区組織目標 {shown} is not a number in the ward's list."),
    );
    let help = match goals {
        Some(goals) => Message::new(
            format!("1から{goals}までの番号を一つ書くか、課独自の目標なら空けてください。"),
            format!("Write one number from 1 to {goals}, or nothing for the department's own goal."),
        ),
        None => Message::new(
            "番号を一つ書くか、課独自の目標なら空けてください。",
            "Write one number, or nothing for the department's own goal.",
        ),
    };
    at(Rule::UNKNOWN_WARD_GOAL, spot, goal_field(goal).key("部区組織目標"), message, help)
}

fn uncovered(page: &WardFacts, departments: &[WardSheet]) -> Vec<Finding> {
    let served = departments.iter().flat_map(|sheet| &sheet.facts.served);
    let taken_up: Vec<usize> = served.filter_map(ServedGoal::number).collect();
    // A number that was refused may have been any, and so may the goals of a list in doubt.
    let refused = page.refused || departments.iter().any(|sheet| sheet.facts.refused);
    let goals = page.goals.iter().enumerate().filter(|_| !refused);
    let left = goals.filter_map(|(index, goal)| Some((index, goal.as_ref()?)));
    let left = left.filter(|(index, _)| !taken_up.contains(&(index + 1)));
    left.map(|(index, goal)| not_taken_up(index, goal)).collect()
}

fn not_taken_up(index: usize, goal: &SpannedText) -> Finding {
    let number = index + 1;
    let message = Message::new(
        format!("重点目標{number}に取り組む課がありません。"),
        format!("No department takes up 重点目標 {number}."),
    );
    let help = Message::new(
        "取り組む課のシートで「部区組織目標」にこの番号を書いてください。",
        "Write this number as 部区組織目標 in the sheet of the department that does.",
    );
    at(Rule::UNCOVERED_WARD_GOAL, goal, key("重点目標").index(index), message, help)
}

/// Whose a sheet is: its 部 and 課. 部 alone where 課 is left empty.
type SheetOwner = (Option<String>, Option<String>);

/// Returns whose a sheet is; `None` if that is not known.
fn owner(sheet: &WardSheet) -> Option<SheetOwner> {
    let name = |spot: &Option<SpannedText>| {
        spot.as_ref().map(|spot| spot.text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let owner = (name(&sheet.facts.division), name(&sheet.facts.section));
    let is_known = owner.1.is_some() || owner.0.is_some() && sheet.facts.without_section.is_some();
    is_known.then_some(owner)
}

/// Finds sheets of one 課 or 部 and reports each with another, so that a check of any single one of them
/// reports it.
fn duplicates(departments: &[WardSheet]) -> Vec<(usize, Finding)> {
    let mut owned: BTreeMap<SheetOwner, Vec<&WardSheet>> = BTreeMap::new();
    for sheet in departments {
        if let Some(owner) = owner(sheet) {
            owned.entry(owner).or_default().push(sheet);
        }
    }
    let reported = |(owner, group): (&SheetOwner, &Vec<&WardSheet>)| -> Vec<(usize, Finding)> {
        let sibling = |place: usize| group.get(usize::from(place == 0));
        let reported = |(place, sheet): (usize, &&WardSheet)| {
            Some((sheet.place, duplicate(sheet, owner, sibling(place)?.path)?))
        };
        group.iter().enumerate().filter_map(reported).collect()
    };
    owned.iter().flat_map(reported).collect()
}

/// Returns the pages of wards of a folder that has several, each reported with another.
fn second_pages(siblings: &[Peer]) -> Vec<(usize, Finding)> {
    let pages =
        siblings.iter().filter_map(|peer| Some((peer.place, &peer.file.shown, peer.detail.ward.as_ref()?)));
    let pages: Vec<_> = pages.collect();
    let reported = |place: usize| {
        let (_, elsewhere, _) = pages.get(usize::from(place == 0))?;
        let (sheet, _, page) = pages[place];
        let message = Message::new(
            format!("区のページは「{elsewhere}」にもあります。"),
            format!("{elsewhere} is a ward's page too."),
        );
        let help =
            Message::new("一つのフォルダに一つだけ置いてください。", "Keep one of them in the folder.");
        let finding = Finding::new(Rule::DUPLICATE_DEPARTMENT, page.head, message, help);
        Some((sheet, finding.in_field(key("様式"))))
    };
    (0..pages.len()).filter_map(reported).collect()
}

fn duplicate(sheet: &WardSheet, (division, section): &SheetOwner, elsewhere: &str) -> Option<Finding> {
    let span = sheet.facts.without_section.or(sheet.facts.section.as_ref().map(|spot| spot.span))?;
    let message = match (section, division) {
        (Some(section), _) => Message::new(
            format!("「{}」のシートは「{elsewhere}」にもあります。", brief(section)),
            format!("{elsewhere} is a sheet of {} too.", brief(section)),
        ),
        (None, division) => {
            let division = brief(division.as_deref().unwrap_or_default());
            Message::new(
                format!("課のない「{division}」のシートは「{elsewhere}」にもあります。"),
                format!("{elsewhere} is a sheet of {division} without 課 too."),
            )
        }
    };
    let help = match section {
        Some(_) => Message::new("どちらか一つにしてください。", "Keep one of them."),
        None => Message::new(
            "課のシートなら「課」を書き、部のシートなら一つにしてください。",
            "Write 課 where it is the sheet of one; keep one sheet of the 部.",
        ),
    };
    Some(Finding::new(Rule::DUPLICATE_DEPARTMENT, span, message, help).in_field(key("課")))
}
