//! `achievement-mismatch`: the symbol of 達成状況 compared with the one that follows from the numbers, which is
//! suggested for an empty box.

use rust_decimal::Decimal;

use super::case::{Case, goal_field, is_filled};
use crate::finding::{Field, Finding, Message, Rule, brief};
use crate::sheet::department::Direction;
use crate::sheet::quantity::Bound;
use crate::sheet::scale::Ladder;
use crate::sheet::{Attainment, Department, Goal, Indicator, Quantity, Settings};
use crate::source::Text;

/// A box of 達成状況 whose indicators are all numbers.
pub(super) struct MeasuredBox<'a> {
    /// The goal or the indicator that has the box.
    pub(super) field: Field,
    status: Option<&'a Text>,
    ladder: &'a Ladder<'a>,
    /// The highest rung that one of the indicators reaches, and the lowest.
    rungs: (usize, usize),
    /// The arithmetic of each indicator.
    arithmetic: Message,
}

/// Returns the boxes of a sheet for which numbers give a symbol.
pub(super) fn measured<'a>(
    case: &Case,
    sheet: &'a Department,
    ladder: Option<&'a Ladder<'a>>,
) -> Vec<MeasuredBox<'a>> {
    let Some(ladder) = ladder else { return Vec::new() };
    let goals = sheet.goals.iter().enumerate();
    goals.flat_map(|(number, goal)| of_goal(case, number, goal, ladder)).collect()
}

/// Returns the ladder of 達成状況, where the settings have one.
pub(super) fn ladder(settings: &Settings) -> Option<Ladder<'_>> {
    settings.scales.as_ref()?.status.ladder()
}

/// Symbols that the numbers contradict.
pub(super) fn check(measured: &[MeasuredBox]) -> Vec<Finding> {
    measured.iter().filter_map(MeasuredBox::mismatch).collect()
}

/// An indicator in its place, with the result of its numbers.
struct MeasuredIndicator<'a> {
    field: Field,
    indicator: &'a Indicator,
    comparison: Option<TargetComparison>,
}

/// The result of comparing the numbers of an indicator.
#[derive(Clone)]
struct TargetComparison {
    /// The highest rung that they may reach, and the lowest: of exact numbers they are the same.
    rungs: (usize, usize),
    words: Message,
}

fn of_goal<'a>(case: &Case, number: usize, goal: &'a Goal, ladder: &'a Ladder<'a>) -> Vec<MeasuredBox<'a>> {
    let field = goal_field(number);
    let indicators = indicators(case, &field, goal, ladder);
    if goal.indicators().any(|indicator| indicator.status.is_some()) {
        let own = |indicator: MeasuredIndicator<'a>| {
            let TargetComparison { rungs, words } = indicator.comparison?;
            let status = indicator.indicator.status.as_ref();
            Some(MeasuredBox { field: indicator.field, status, ladder, rungs, arithmetic: words })
        };
        return indicators.into_iter().filter_map(own).collect();
    }
    // A value that was refused or left out may have been anything.
    let whole =
        !case.is_pruned(&field, "取組") && goal.actions.iter().all(|action| !action.indicators.is_empty());
    let status = goal.status.as_ref();
    let shared =
        |TargetComparison { rungs, words }| MeasuredBox { field, status, ladder, rungs, arithmetic: words };
    combined(&indicators).filter(|_| whole).map(shared).into_iter().collect()
}

fn indicators<'a>(case: &Case, field: &Field, goal: &'a Goal, ladder: &Ladder) -> Vec<MeasuredIndicator<'a>> {
    let mut indicators = Vec::new();
    for (action_place, action) in goal.actions.iter().enumerate() {
        for (place, indicator) in action.indicators.iter().enumerate() {
            let field = field.key("取組").index(action_place).key("指標").index(place);
            let refused = case.is_pruned(&field, "良い方向");
            let comparison = comparison(indicator, ladder).filter(|_| !refused);
            indicators.push(MeasuredIndicator { field, indicator, comparison });
        }
    }
    indicators
}

/// Returns the result of all indicators of a goal, or `None` if one of them has no result.
fn combined(indicators: &[MeasuredIndicator]) -> Option<TargetComparison> {
    let all: Vec<&TargetComparison> =
        indicators.iter().map(|indicator| indicator.comparison.as_ref()).collect::<Option<_>>()?;
    let rungs = (
        all.iter().map(|comparison| comparison.rungs.0).min()?,
        all.iter().map(|comparison| comparison.rungs.1).max()?,
    );
    if let [only] = all.as_slice() {
        return Some((*only).clone());
    }
    let named = |(indicator, comparison): (&MeasuredIndicator, &&TargetComparison)| {
        // The goal is known: 取組1 指標2.
        let place = Field(indicator.field.0.iter().skip(2).cloned().collect()).label_path();
        (format!("{place}: {}", comparison.words.ja), format!("{place}: {}", comparison.words.en))
    };
    let (ja, en): (Vec<_>, Vec<_>) = indicators.iter().zip(&all).map(named).unzip();
    Some(TargetComparison { rungs, words: Message::new(ja.join("、"), en.join("; ")) })
}

/// Returns the result of an indicator's numbers. An inexact 結果 or an approximate 目標 gives no result.
fn comparison(indicator: &Indicator, ladder: &Ladder) -> Option<TargetComparison> {
    let (target, result) = (indicator.target.as_ref()?, indicator.result.as_ref()?);
    let (target_number, result_number) = (indicator.number(Some(target))?, indicator.number(Some(result))?);
    if !result_number.is_exact() || target_number.is_about || !target_number.has_unit_of(&result_number) {
        return None;
    }
    let direction = indicator.good_side();
    let shown = (brief(target.text.trim()), brief(result.text.trim()));
    if let Some(bound) =
        target_number.bound.filter(|bound| bound.holds(target_number.value, result_number.value))
    {
        return within(bound, &target_number, &result_number, direction, ladder, &shown);
    }
    let attainment = Attainment::of(target_number.value, result_number.value, direction)?;
    let rung = ladder.reached(attainment)?;
    // A result outside of the bound reaches at most its share of the bound.
    let worst = if target_number.bound.is_some() { ladder.below() } else { rung };
    let (percent, cut) = attainment.percent(ladder.places().max(1))?;
    let is_contrary = target_number.bound.is_some_and(|bound| is_contrary(bound, direction));
    let words = arithmetic(&shown.0, &shown.1, percent, cut, direction == Some(Direction::Lower));
    (!is_contrary).then_some(TargetComparison { rungs: (rung, worst), words })
}

/// Returns whether 良い方向 contradicts 以上 or 以下.
fn is_contrary(bound: Bound, direction: Option<Direction>) -> bool {
    bound.is_lower() == (direction == Some(Direction::Lower))
}

/// Returns the result for a value within a bound: at least 100%, whose exact percentage is unknown.
fn within(
    bound: Bound,
    target_number: &Quantity,
    result_number: &Quantity,
    direction: Option<Direction>,
    ladder: &Ladder,
    (target, result): &(String, String),
) -> Option<TargetComparison> {
    let has_meaning = target_number.value > Decimal::ZERO
        && result_number.value >= Decimal::ZERO
        && !is_contrary(bound, direction);
    let full = Attainment::of(target_number.value, target_number.value, None).filter(|_| has_meaning)?;
    let words = Message::new(
        format!("目標 {target} に対して結果 {result} は目標の範囲内"),
        format!("結果 {result} is within 目標 {target}"),
    );
    Some(TargetComparison { rungs: (0, ladder.reached(full)?), words })
}

fn arithmetic(target: &str, result: &str, percent: Decimal, cut: bool, lower: bool) -> Message {
    let (how, formula) = if lower {
        ("(低い方が良いので目標÷結果)", " (less is better: 目標 ÷ 結果)")
    } else {
        ("", "")
    };
    let (about, roughly) = if cut { ("約", "about ") } else { ("", "") };
    Message::new(
        format!("目標 {target} に対して結果 {result} は {about}{percent}%{how}"),
        format!("結果 {result} against 目標 {target} is {roughly}{percent}%{formula}"),
    )
}

impl MeasuredBox<'_> {
    /// Returns the symbols that follow from the numbers: those of one rung, or from one rung to another.
    fn symbols(&self) -> Message {
        let (best, worst) = (self.rung(self.rungs.0), self.rung(self.rungs.1));
        match (best, worst) {
            (Some(best), Some(worst)) if best == worst => best,
            (Some(best), Some(worst)) => Message::new(
                format!("{}から{}まで", worst.ja, best.ja),
                format!("from {} to {}", worst.en, best.en),
            ),
            (Some(best), None) => {
                Message::new(format!("{}かそれより下", best.ja), format!("{} or lower", best.en))
            }
            (None, _) => Message::new("「以上」のある記号のどれにも届かない区分", "below every 以上"),
        }
    }

    /// Returns the symbols of a rung: 「〇」; `None` without symbols.
    fn rung(&self, rung: usize) -> Option<Message> {
        let symbols = self.ladder.symbols(rung);
        let quoted: Vec<String> = symbols.iter().map(|symbol| format!("「{symbol}」")).collect();
        (!symbols.is_empty()).then(|| Message::new(quoted.join("か"), symbols.join(" or ")))
    }

    /// Returns what the box would have, as it is shown to people: 「〇」; `None` if it has no symbol.
    pub(super) fn suggested(&self) -> Option<Message> {
        let has_symbol = !self.ladder.symbols(self.rungs.0).is_empty();
        (has_symbol && !is_filled(self.status)).then(|| self.symbols())
    }

    /// Returns the same with the arithmetic, a sentence.
    pub(super) fn suggestion(&self) -> Message {
        let (symbols, arithmetic) = (self.symbols(), &self.arithmetic);
        Message::new(
            format!("{}で、評価区分では{}にあたります。", arithmetic.ja, symbols.ja),
            format!("{}, which is {} in 評価区分.", arithmetic.en, symbols.en),
        )
    }

    /// Returns a symbol that is not among them. One without a place among the thresholds contradicts nothing.
    fn mismatch(&self) -> Option<Finding> {
        let status = self.status.filter(|status| !status.is_blank())?;
        let rung = self.ladder.rung(&status.text)?;
        if (self.rungs.0..=self.rungs.1).contains(&rung) {
            return None;
        }
        let (symbols, arithmetic, written) = (self.symbols(), &self.arithmetic, brief(status.text.trim()));
        let message = Message::new(
            format!(
                "{}で、評価区分では{}にあたりますが、「{written}」と書かれています。",
                arithmetic.ja, symbols.ja
            ),
            format!("{}, which is {} in 評価区分, but {written} is written.", arithmetic.en, symbols.en),
        );
        let help = Message::new(
            "数値と記号のどちらが正しいか確かめてください。わけがあってこの記号にしたのなら、\
             行の終わりに「 # mokuhyo: allow achievement-mismatch」と書けば出なくなります。",
            "Check which of them is correct. Where the symbol is meant, \
             # mokuhyo: allow achievement-mismatch at the end of the line silences this.",
        );
        let finding = Finding::new(Rule::ACHIEVEMENT_MISMATCH, status.span, message, help);
        Some(finding.in_field(self.field.key("達成状況")))
    }
}
