//! `achieved-count-mismatch`: 達成数 of the ward's page compared with the evaluations of its departments.

use super::facts::{DepartmentFacts, ServedGoal, SpannedText, WardFacts};
use crate::finding::{Field, Finding, Message, Rule, brief};
use crate::sheet::Count;

/// Finds a 達成数 that differs from the number of 重点目標 all of whose departments' goals were reached.
/// `departments` come with their paths.
pub(super) fn mismatch(page: &WardFacts, departments: &[(&str, &DepartmentFacts)]) -> Option<Finding> {
    let written = page.achieved.as_ref()?;
    let count = written.text.trim().parse::<Count>().ok()?.0;
    let unclear = page.refused || departments.iter().any(|(_, facts)| facts.refused);
    let has_unlisted = || served(departments).any(|(_, served)| !in_list(served, page.goals.len()));
    // Another number than one of the list is an error already.
    if unclear || count > page.goals.len() || has_unlisted() {
        return None;
    }
    let goals: Vec<Reached> =
        (1..=page.goals.len()).map(|number| Reached::of(number, departments)).collect::<Option<_>>()?;
    let reached = goals.iter().filter(|goal| goal.missing.is_empty()).count();
    (reached != count).then(|| reported(written, count, reached, &goals))
}

fn served<'a>(
    departments: &'a [(&'a str, &'a DepartmentFacts)],
) -> impl Iterator<Item = (String, &'a ServedGoal)> {
    departments.iter().flat_map(|(path, facts)| {
        let section = facts.section.as_ref().map(|section| brief(section.text.trim()));
        let name = section.filter(|name| !name.is_empty()).unwrap_or_else(|| (*path).to_owned());
        facts.served.iter().map(move |served| (format!("{name} No.{}", served.goal + 1), served))
    })
}

fn in_list(served: &ServedGoal, goals: usize) -> bool {
    served.number().is_some_and(|number| (1..=goals).contains(&number))
}

/// A 重点目標, and the goals of departments that serve it: those that were reached, and those that were not.
struct Reached {
    number: usize,
    made: Vec<String>,
    missing: Vec<String>,
}

impl Reached {
    /// Returns nothing where no goal serves it, or one of them is not evaluated.
    fn of(number: usize, departments: &[(&str, &DepartmentFacts)]) -> Option<Self> {
        let mut goal = Self { number, made: Vec::new(), missing: Vec::new() };
        for (name, served) in served(departments).filter(|(_, served)| served.number() == Some(number)) {
            if served.achieved? { goal.made.push(name) } else { goal.missing.push(name) }
        }
        (!goal.made.is_empty() || !goal.missing.is_empty()).then_some(goal)
    }
}

fn reported(written: &SpannedText, count: usize, reached: usize, goals: &[Reached]) -> Finding {
    let (missed, made): (Vec<&Reached>, Vec<&Reached>) =
        goals.iter().partition(|goal| !goal.missing.is_empty());
    let list = |goals: &[&Reached], names: fn(&Reached) -> &[String], [open, comma, none]: [&str; 3]| {
        let shown = |goal: &&Reached| format!("{}{open}{})", goal.number, names(goal).join(comma));
        let all: Vec<String> = goals.iter().map(shown).collect();
        if all.is_empty() { none.to_owned() } else { all.join(comma) }
    };
    let lists = |words| (list(&made, |goal| &goal.made, words), list(&missed, |goal| &goal.missing, words));
    let (ja_made, ja_missed) = lists(["(", "、", "なし"]);
    let (en_made, en_missed) = lists([" (", ", ", "none"]);
    let message = Message::new(
        format!(
            "達成数は{count}ですが、課の達成状況から数えると{reached}です。達成: {ja_made}。未達成: {ja_missed}。"
        ),
        format!(
            "達成数 is {count}, but the departments' 達成状況 come to {reached}. Reached: {en_made}. Not \
             reached: {en_missed}."
        ),
    );
    let help = Message::new(
        "達成数か、課の達成状況を確かめてください。わけがあってこの数にしたのなら、行の終わりに\
         「 # mokuhyo: allow achieved-count-mismatch」と書けば出なくなります。",
        "Check 達成数 or the departments' 達成状況. Where the number is meant, \
         # mokuhyo: allow achieved-count-mismatch at the end of the line silences this.",
    );
    let field = Field::default().key("評価").key("達成数");
    Finding::new(Rule::ACHIEVED_COUNT_MISMATCH, written.span, message, help).in_field(field)
}
