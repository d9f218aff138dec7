//! `achievement-mismatch`: the symbol of 達成状況 beside the one that the numbers come to. The same is
//! suggested where the box is empty.

use rust_decimal::Decimal;

use super::case::{Case, goal_field, is_filled};
use crate::finding::{Field, Finding, Rule, Words, brief};
use crate::sheet::department::Direction;
use crate::sheet::scale::Ladder;
use crate::sheet::{Attainment, Department, Goal, Indicator, Settings};
use crate::source::Text;

/// A box of 達成状況 whose indicators are all numbers.
pub(super) struct Measured<'a> {
    /// The goal or the indicator that has the box.
    pub(super) field: Field,
    status: Option<&'a Text>,
    ladder: &'a Ladder<'a>,
    /// The highest rung that one of the indicators reaches, and the lowest.
    rungs: (usize, usize),
    /// The arithmetic of each indicator.
    sums: Words,
}

/// The boxes of a sheet in which numbers come to a symbol.
pub(super) fn measured<'a>(
    case: &Case,
    sheet: &'a Department,
    ladder: Option<&'a Ladder<'a>>,
) -> Vec<Measured<'a>> {
    let Some(ladder) = ladder else { return Vec::new() };
    let goals = sheet.goals.iter().enumerate();
    goals.flat_map(|(number, goal)| of_goal(case, number, goal, ladder)).collect()
}

/// The ladder of 達成状況, where the settings have one.
pub(super) fn ladder(settings: &Settings) -> Option<Ladder<'_>> {
    settings.scales.as_ref()?.status.ladder()
}

/// Symbols that the numbers contradict.
pub(super) fn judge(measured: &[Measured]) -> Vec<Finding> {
    measured.iter().filter_map(Measured::mismatch).collect()
}

/// An indicator in its place, with what its numbers come to.
struct Measure<'a> {
    field: Field,
    indicator: &'a Indicator,
    rung: Option<(usize, Words)>,
}

fn of_goal<'a>(case: &Case, number: usize, goal: &'a Goal, ladder: &'a Ladder<'a>) -> Vec<Measured<'a>> {
    let field = goal_field(number);
    let measures = measures(case, &field, goal, ladder);
    if goal.indicators().any(|indicator| indicator.status.is_some()) {
        let own = |measure: Measure<'a>| {
            let (rung, sums) = measure.rung?;
            let status = measure.indicator.status.as_ref();
            Some(Measured { field: measure.field, status, ladder, rungs: (rung, rung), sums })
        };
        return measures.into_iter().filter_map(own).collect();
    }
    // What was refused or left out may have been anything.
    let whole = !case.is_pruned(&field, "取組") && goal.actions.iter().all(|it| !it.indicators.is_empty());
    let status = goal.status.as_ref();
    let shared = |(rungs, sums)| Measured { field, status, ladder, rungs, sums };
    together(&measures).filter(|_| whole).map(shared).into_iter().collect()
}

fn measures<'a>(case: &Case, goal: &Field, it: &'a Goal, ladder: &Ladder) -> Vec<Measure<'a>> {
    let mut measures = Vec::new();
    for (action, of_action) in it.actions.iter().enumerate() {
        for (place, indicator) in of_action.indicators.iter().enumerate() {
            let field = goal.key("取組").index(action).key("指標").index(place);
            let refused = case.is_pruned(&field, "良い方向");
            let rung = sum(indicator, ladder).filter(|_| !refused);
            measures.push(Measure { field, indicator, rung });
        }
    }
    measures
}

/// What all indicators of a goal come to; nothing where one of them comes to nothing.
fn together(measures: &[Measure]) -> Option<((usize, usize), Words)> {
    let all: Vec<(usize, &Words)> =
        measures.iter().map(|it| it.rung.as_ref().map(|(rung, sum)| (*rung, sum))).collect::<Option<_>>()?;
    let rungs = (all.iter().map(|it| it.0).min()?, all.iter().map(|it| it.0).max()?);
    if let [(_, only)] = all.as_slice() {
        return Some((rungs, (*only).clone()));
    }
    let named = |(measure, (_, sum)): (&Measure, &(usize, &Words))| {
        // The goal is known: 取組1 指標2.
        let place = Field(measure.field.0.iter().skip(2).cloned().collect()).spoken();
        (format!("{place}: {}", sum.ja), format!("{place}: {}", sum.en))
    };
    let (ja, en): (Vec<_>, Vec<_>) = measures.iter().zip(&all).map(named).unzip();
    Some((rungs, Words::new(ja.join("、"), en.join("; "))))
}

/// The rung that an indicator's numbers reach, and how.
fn sum(indicator: &Indicator, ladder: &Ladder) -> Option<(usize, Words)> {
    let (target, result) = (indicator.target.as_ref()?, indicator.result.as_ref()?);
    let attainment = Attainment::of(target.value?, result.value?, indicator.direction)?;
    let rung = ladder.reached(attainment)?;
    let (percent, cut) = attainment.percent(ladder.places().max(1))?;
    let (target, result) = (brief(target.text.text.trim()), brief(result.text.text.trim()));
    let lower = indicator.direction == Some(Direction::Lower);
    Some((rung, arithmetic(&target, &result, percent, cut, lower)))
}

fn arithmetic(target: &str, result: &str, percent: Decimal, cut: bool, lower: bool) -> Words {
    let (how, formula) = if lower {
        ("(低い方が良いので目標÷結果)", " (less is better: 目標 ÷ 結果)")
    } else {
        ("", "")
    };
    let (about, roughly) = if cut { ("約", "about ") } else { ("", "") };
    Words::new(
        format!("目標 {target} に対して結果 {result} は {about}{percent}%{how}"),
        format!("結果 {result} against 目標 {target} is {roughly}{percent}%{formula}"),
    )
}

impl Measured<'_> {
    /// The symbols that the numbers come to: one, or those from one to another.
    fn symbols(&self) -> Words {
        let (best, worst) = (self.ladder.symbol(self.rungs.0), self.ladder.symbol(self.rungs.1));
        if best == worst {
            return Words::new(format!("「{best}」"), best);
        }
        Words::new(format!("「{worst}」から「{best}」まで"), format!("from {worst} to {best}"))
    }

    /// What the box would have, as people are told it: 「〇」.
    pub(super) fn suggested(&self) -> Option<Words> {
        (!is_filled(self.status)).then(|| self.symbols())
    }

    /// The same with the arithmetic, a sentence.
    pub(super) fn suggestion(&self) -> Words {
        let (symbols, sums) = (self.symbols(), &self.sums);
        Words::new(
            format!("{}で、評価区分では{}にあたります。", sums.ja, symbols.ja),
            format!("{}, which is {} in 評価区分.", sums.en, symbols.en),
        )
    }

    /// A symbol that is not among them. One without a place among the thresholds contradicts nothing.
    fn mismatch(&self) -> Option<Finding> {
        let status = self.status.filter(|status| !status.is_blank())?;
        let rung = self.ladder.rung(&status.text)?;
        if (self.rungs.0..=self.rungs.1).contains(&rung) {
            return None;
        }
        let (symbols, sums, written) = (self.symbols(), &self.sums, brief(status.text.trim()));
        let message = Words::new(
            format!(
                "{}で、評価区分では{}にあたりますが、「{written}」と書かれています。",
                sums.ja, symbols.ja
            ),
            format!("{}, which is {} in 評価区分, but {written} is written.", sums.en, symbols.en),
        );
        let help = Words::new(
            "数値と記号のどちらが正しいか確かめてください。わけがあってこの記号にしたのなら、\
             行の終わりに「 # mokuhyo: allow achievement-mismatch」と書けば出なくなります。",
            "Check which of them is right. Where the symbol is meant, \
             # mokuhyo: allow achievement-mismatch at the end of the line silences this.",
        );
        let finding = Finding::new(Rule::ACHIEVEMENT_MISMATCH, status.span, message, help);
        Some(finding.in_field(self.field.key("達成状況")))
    }
}
