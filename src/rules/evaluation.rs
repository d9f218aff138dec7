//! `both-levels`, `unknown-symbol`, `stage-incomplete`, `result-before-evaluation` and
//! `achieved-count`: the boxes of the evaluation. `achievement-mismatch` and `plan-incomplete` are reported with
//! them.

use super::achievement::{self, MeasuredBox};
use super::case::{Case, is_filled};
use super::{plan, typing};
use crate::finding::{Field, Finding, Message, Rule, brief};
use crate::sheet::stage::{self, RequiredBox, Stage};
use crate::sheet::symbol::{is_same_sign, is_unjudged};
use crate::sheet::{Department, Scale, Scales, Settings, Ward};
use crate::source::{Edit, Text};

/// Returns what is wrong with the evaluation of a sheet or of a ward's page.
pub(super) fn check(case: &Case, settings: &Settings) -> Vec<Finding> {
    if let Some(ward) = case.model.ward() {
        return achieved_count(case, ward).into_iter().collect();
    }
    let Some(sheet) = case.model.department() else { return Vec::new() };
    let mut findings = both_levels(sheet);
    findings.extend(settings.scales.iter().flat_map(|scales| unknown_symbols(case, sheet, scales)));
    let ladder = achievement::ladder(settings);
    let measured = achievement::measured(case, sheet, ladder.as_ref());
    findings.extend(achievement::check(&measured));
    let required_boxes = stage::required_boxes(sheet, settings.scales.as_ref());
    findings.extend(staged(case, sheet, &required_boxes, &measured));
    findings
}

/// Boxes that the sheet's stage wants and that are empty, and those of the evaluation that are filled in too
/// early.
fn staged(
    case: &Case,
    sheet: &Department,
    required_boxes: &[RequiredBox],
    measured: &[MeasuredBox],
) -> Vec<Finding> {
    let of_evaluation = || required_boxes.iter().filter(|required| required.stage == Stage::Evaluation);
    if sheet.is_evaluated() {
        let is_reported = |required: &&RequiredBox| {
            let node = case.tree.at(&required.field());
            case.is_pruned(&required.map, &required.key)
                || node.is_some_and(|node| typing::is_reported_empty(case.source, node))
        };
        let empty = of_evaluation().filter(|required| required.is_empty() && !is_reported(required));
        return empty.map(|required| incomplete(case, &required.map, &required.key, measured)).collect();
    }
    if case.is_pruned(&Field::default(), "評価日") {
        return Vec::new();
    }
    let filled = of_evaluation().filter(|required| !required.is_empty()).find_map(|required| required.text);
    let early = filled.map(|text| early(text, measured));
    early.into_iter().chain(plan::incomplete(case, required_boxes)).collect()
}

/// Returns the finding on an empty box. The help for 達成状況 has the symbol that follows from the numbers.
fn incomplete(case: &Case, field: &Field, key: &str, measured: &[MeasuredBox]) -> Finding {
    let message = Message::new(
        format!("評価日があるのに「{key}」が空です。"),
        format!("評価日 is set, but {key} is empty."),
    );
    let mut help = Message::new(format!("「{key}」を書いてください。"), format!("Write {key}."));
    if let Some(measured) = measured.iter().find(|entry| key == "達成状況" && entry.field == *field) {
        let suggestion = measured.suggestion();
        help = Message::new(help.ja + &suggestion.ja, format!("{} {}", help.en, suggestion.en));
    }
    case.at_key(Rule::STAGE_INCOMPLETE, field, key, message, help)
}

/// Reports the missing 評価日 once, with the 達成状況 that the numbers would give.
fn early(text: &Text, measured: &[MeasuredBox]) -> Finding {
    let message = Message::new(
        "評価日がないのに、結果や評価が書かれています。",
        "Results are filled in, but 評価日 is not.",
    );
    let mut help = Message::new("「評価日」を書いてください。", "Write 評価日.");
    let (ja, en): (Vec<_>, Vec<_>) = measured
        .iter()
        .filter_map(|entry| Some((entry.field.label_path(), entry.suggested()?)))
        .map(|(place, symbols)| (format!("{place}が{}", symbols.ja), format!("{place}: {}", symbols.en)))
        .unzip();
    if !ja.is_empty() {
        let (ja, en) = (ja.join("、"), en.join("; "));
        help = Message::new(
            format!("{}数値からは、空いている達成状況は、{ja}にあたります。", help.ja),
            format!("{} By the numbers the empty 達成状況 would be {en}.", help.en),
        );
    }
    Finding::new(Rule::RESULT_BEFORE_EVALUATION, text.span, message, help)
}

fn both_levels(sheet: &Department) -> Vec<Finding> {
    let statuses = sheet.goals.iter().filter_map(|goal| {
        let own = goal.status.as_ref().filter(|text| !text.is_blank())?;
        goal.indicators().any(|indicator| is_filled(indicator.status.as_ref())).then_some(own)
    });
    statuses
        .map(|own| {
            let message = Message::new(
                "達成状況が、目標と指標の両方に書かれています。",
                "達成状況 is filled in on the goal and on one of its 指標.",
            );
            let help =
                Message::new("どちらか一方だけに書いてください。", "Keep it in one of the two places.");
            Finding::new(Rule::BOTH_LEVELS, own.span, message, help)
        })
        .collect()
}

fn unknown_symbols(case: &Case, sheet: &Department, scales: &Scales) -> Vec<Finding> {
    let goals = sheet.goals.iter();
    let statuses = goals.clone().flat_map(|goal| {
        let own = goal.indicators().filter_map(|indicator| indicator.status.as_ref());
        own.chain(goal.status.as_ref())
    });
    let evaluations = goals.filter_map(|goal| goal.evaluation.as_ref());
    let unknown = |scale: &Scale, text: &Text| {
        let known = scale.is_empty() || text.is_blank() || scale.named(&text.text).is_some();
        (!known && !is_unjudged(&text.text))
            .then(|| unknown_symbol(case, text, &scale.symbols().collect::<Vec<_>>()))
    };
    let statuses = statuses.filter_map(|text| unknown(&scales.status, text));
    statuses.chain(evaluations.filter_map(|text| unknown(&scales.evaluation, text))).collect()
}

fn unknown_symbol(case: &Case, text: &Text, symbols: &[&str]) -> Finding {
    let shown = brief(&text.text);
    let message = Message::new(
        format!("「{shown}」は評価区分にない記号です。"),
        format!("{shown} is not a symbol of 評価区分."),
    );
    let help = Message::new(
        format!("次のどれかを書いてください: {}", symbols.join("、")),
        format!("Write one of: {}", symbols.join(", ")),
    );
    let finding = Finding::new(Rule::UNKNOWN_SYMBOL, text.span, message, help);
    // The only symbol among other characters: ○達成, (○), A評価.
    let occurs =
        |symbol: &&&str| text.text.chars().any(|character| is_same_sign(&character.to_string(), symbol));
    let mut occurring = symbols.iter().filter(occurs);
    match (occurring.next(), occurring.next()) {
        (Some(only), None) if case.source.slice(text.span).contains(text.text.trim()) => {
            let edit = Edit::new(text.span, (*only).to_owned());
            finding.proposing(vec![edit])
        }
        _ => finding,
    }
}

fn achieved_count(case: &Case, ward: &Ward) -> Option<Finding> {
    let achieved = ward.evaluation.as_ref()?.achieved.as_ref().filter(|count| !count.text.is_blank())?;
    let goals = ward.goals.len();
    // A list that is missing or empty is reported, and may have any number of goals.
    let is_unknown = goals == 0 || case.is_pruned(&Field::default(), "重点目標");
    if is_unknown || achieved.value.is_some_and(|count| count.0 <= goals) {
        return None;
    }
    let message = Message::new(
        format!("達成数が0から{goals}までの数ではありません。"),
        format!("達成数 is not a whole number from 0 to {goals}."),
    );
    let help = Message::new(
        format!("達成した重点目標の数を、0から目標数の{goals}までの数字で書いてください。"),
        format!("Write how many of the {goals} goals were reached."),
    );
    Some(Finding::new(Rule::ACHIEVED_COUNT, achieved.text.span, message, help))
}
