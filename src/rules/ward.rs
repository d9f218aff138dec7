//! `ward-missing`, `unknown-ward-goal`, `uncovered-ward-goal`, `duplicate-department` and
//! `mixed-years`: the sheets of one folder beside each other.

use super::case::{Case, goal_field};
use crate::finding::{Field, Finding, Rule, Words, brief};
use crate::sheet::{Department, Ward};
use crate::source::Text;

/// A sheet of the folder, by its place in the survey.
pub(super) type Sibling<'a> = (usize, Option<Case<'a>>);

/// What is wrong with the sheets of a folder beside each other, by their places. A sheet that could not
/// be read is there without a case.
pub(super) fn judge(siblings: &[Sibling]) -> Vec<(usize, Finding)> {
    let readable = || siblings.iter().filter_map(|(place, case)| Some((*place, (*case)?)));
    let departments: Vec<(usize, Case, &Department)> =
        readable().filter_map(|(place, case)| Some((place, case, case.department()?))).collect();
    let ward = readable().find_map(|(place, case)| Some((place, case, case.ward()?)));
    let all_readable = siblings.iter().all(|(_, case)| case.is_some());
    let mut findings = duplicates(&departments);
    match ward {
        Some((_, case, page)) => {
            findings.extend(departments.iter().flat_map(|it| beside(it, &case, page)));
        }
        None => findings.extend(departments.iter().flat_map(|(place, case, sheet)| {
            numbers(case, sheet, None).into_iter().map(|finding| (*place, finding))
        })),
    }
    if let Some((place, case, page)) = ward.filter(|_| all_readable && !departments.is_empty()) {
        findings.extend(uncovered(&case, page, &departments).into_iter().map(|finding| (place, finding)));
    }
    if ward.is_none() && all_readable {
        findings.extend(departments.first().map(|(place, case, _)| (*place, no_ward(case))));
    }
    findings
}

fn no_ward(case: &Case) -> Finding {
    let message = Words::new(
        "このフォルダに区のページ(様式: 区組織目標)がありません。",
        "This folder has no ward's page (様式: 区組織目標).",
    );
    let help = Words::new(
        "区の重点目標のファイルを同じフォルダに置いてください。",
        "Put the ward's page beside its departments.",
    );
    case.at_key(Rule::WARD_MISSING, &Field::default(), "様式", message, help)
}

/// A department beside its ward's page: its year, its 部, and the numbers of its goals.
fn beside(department: &(usize, Case, &Department), ward: &Case, page: &Ward) -> Vec<(usize, Finding)> {
    let (place, case, sheet) = department;
    let goals = page.goals.len();
    let goals = (!ward.is_pruned(&Field::default(), "重点目標")).then_some(goals);
    let found = [other_year(case, sheet, page), other_ward(case, sheet, page)].into_iter().flatten();
    found.chain(numbers(case, sheet, goals)).map(|finding| (*place, finding)).collect()
}

fn other_year(case: &Case, sheet: &Department, page: &Ward) -> Option<Finding> {
    let (own, wards) = (sheet.year.as_ref()?, page.year.as_ref()?.value?);
    let other = own.value.is_some_and(|own| own != wards);
    let message = Words::new(
        format!("区のページは{wards}ですが、このシートは「{}」です。", brief(&own.text.text)),
        format!("The ward's page is of {wards}, this sheet of {}.", brief(&own.text.text)),
    );
    let help = Words::new("年度を確かめてください。", "Check 年度.");
    other.then(|| case.at_text(Rule::MIXED_YEARS, &own.text, message, help))
}

fn other_ward(case: &Case, sheet: &Department, page: &Ward) -> Option<Finding> {
    let (division, name) = (sheet.division.as_ref()?, page.organization.as_ref()?);
    let other =
        !division.is_blank() && !name.is_blank() && !division.text.trim().starts_with(name.text.trim());
    let (division_text, name) = (brief(&division.text), brief(name.text.trim()));
    let message = Words::new(
        format!("区のページは「{name}」ですが、このシートの部は「{division_text}」です。"),
        format!("The ward's page is of {name}, but 部 is {division_text}."),
    );
    let help = Words::new(
        "部を確かめるか、その区のフォルダに移してください。",
        "Check 部, or move the sheet to its ward's folder.",
    );
    other.then(|| case.at_text(Rule::MIXED_YEARS, division, message, help))
}

/// 部区組織目標 that is no number of the ward's list; with no list, that is no number.
fn numbers(case: &Case, sheet: &Department, goals: Option<usize>) -> Vec<Finding> {
    let written =
        sheet.goals.iter().filter_map(|goal| goal.ward_goal.as_ref()).filter(|it| !it.text.is_blank());
    let most = goals.unwrap_or(usize::MAX);
    let wrong = written.filter(|it| !it.value.is_some_and(|number| (1..=most).contains(&number.0)));
    wrong.map(|it| unknown_goal(case, &it.text, goals)).collect()
}

fn unknown_goal(case: &Case, text: &Text, goals: Option<usize>) -> Finding {
    let shown = brief(&text.text);
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
    case.at_text(Rule::UNKNOWN_WARD_GOAL, text, message, help)
}

fn uncovered(case: &Case, page: &Ward, departments: &[(usize, Case, &Department)]) -> Vec<Finding> {
    let taken_up: Vec<usize> = departments
        .iter()
        .flat_map(|(_, _, sheet)| {
            sheet.goals.iter().filter_map(|goal| Some(goal.ward_goal.as_ref()?.value?.0))
        })
        .collect();
    // A number that was refused may have been any.
    let refused = departments.iter().any(|(_, case, sheet)| {
        (0..sheet.goals.len()).any(|goal| case.is_pruned(&goal_field(goal), "部区組織目標"))
    });
    let goals = page.goals.iter().enumerate().filter(|_| !refused);
    let left = goals.filter_map(|(index, goal)| Some((index + 1, goal.as_ref()?)));
    let left = left.filter(|(number, _)| !taken_up.contains(number));
    left.map(|(number, goal)| {
        let message = Words::new(
            format!("重点目標{number}に取り組む課がありません。"),
            format!("No department takes up 重点目標 {number}."),
        );
        let help = Words::new(
            "取り組む課のシートで「部区組織目標」にこの番号を書いてください。",
            "Write this number as 部区組織目標 in the sheet of the department that does.",
        );
        case.at_text(Rule::UNCOVERED_WARD_GOAL, goal, message, help)
    })
    .collect()
}

fn duplicates(departments: &[(usize, Case, &Department)]) -> Vec<(usize, Finding)> {
    let name = |text: &Option<Text>| {
        text.as_ref().map(|text| text.text.trim().to_owned()).filter(|it| !it.is_empty())
    };
    let names: Vec<_> = departments
        .iter()
        .map(|(_, _, sheet)| Some((name(&sheet.division), name(&sheet.section)?)))
        .collect();
    let again = |index: &usize| {
        let found = names[..*index].iter().position(|earlier| earlier.is_some() && *earlier == names[*index]);
        found.map(|first| (*index, first))
    };
    let pairs = (0..departments.len()).filter_map(|index| again(&index));
    pairs
        .filter_map(|(second, first)| {
            let (place, case, sheet) = &departments[second];
            let section = sheet.section.as_ref()?;
            let other = &departments[first].1.source.path;
            let shown = brief(&section.text);
            let message = Words::new(
                format!("「{shown}」のシートは「{other}」にもあります。"),
                format!("{other} is a sheet of {shown} too."),
            );
            let help = Words::new("どちらか一つにしてください。", "Keep one of them.");
            Some((*place, case.at_text(Rule::DUPLICATE_DEPARTMENT, section, message, help)))
        })
        .collect()
}
