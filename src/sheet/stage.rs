//! The boxes that must be filled in at each stage of a sheet: those of the plan, and once 評価日 is set those
//! of the evaluation. Rules report the empty ones, and a proof tints them.

use super::department::{Action, Department, Goal, Indicator};
use super::fiscal::FiscalYear;
use super::scale::Scales;
use super::written::Written;
use crate::finding::Field;
use crate::source::Text;

/// The stage at which a box must be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Always: the form requires it.
    Form,
    /// The plan in April.
    Plan,
    /// The evaluation.
    Evaluation,
}

/// A box that must be filled in.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// The stage at which it must be filled in.
    pub stage: Stage,
    /// The field of the map that holds its key.
    pub map: Field,
    /// Its key.
    pub key: String,
    /// Its value.
    pub text: Option<&'a Text>,
}

impl Wanted<'_> {
    /// Returns the field of the box.
    pub fn field(&self) -> Field {
        self.map.key(&self.key)
    }

    /// Returns whether the box is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_none_or(Text::is_blank)
    }
}

/// Returns the boxes of a sheet that must be filled in, in the order of the form. It includes those of the
/// evaluation even before the evaluation has begun.
pub fn wanted<'a>(sheet: &'a Department, scales: Option<&Scales>) -> Vec<Wanted<'a>> {
    let indicators = || sheet.goals.iter().flat_map(Goal::indicators);
    let boxes = Boxes {
        year: sheet.year.as_ref().and_then(|year| year.value),
        has_actuals: indicators().any(|indicator| indicator.actuals.are_filled()),
        uses_status: scales.is_none_or(Scales::use_status),
        uses_evaluation: scales.is_none_or(Scales::use_evaluation),
    };
    let goals = sheet.goals.iter().enumerate();
    let mut wanted = head(sheet);
    wanted.extend(goals.flat_map(|(number, goal)| boxes.goal(number, goal)));
    let top = Field::default();
    wanted.push(text(Stage::Plan, &top, "取り組みについて", sheet.plan.as_ref()));
    wanted.push(text(Stage::Evaluation, &top, "取り組みの結果について", sheet.outcome.as_ref()));
    wanted
}

fn head(sheet: &Department) -> Vec<Wanted<'_>> {
    let top = Field::default();
    let form = |key, value| text(Stage::Form, &top, key, value);
    vec![
        form("年度", written(sheet.year.as_ref())),
        form("部", sheet.division.as_ref()),
        form("問合せ先", sheet.contact.as_ref()),
        form("組織の目的", sheet.purpose.as_ref()),
        text(Stage::Plan, &top, "作成日", written(sheet.created.as_ref())),
    ]
}

fn text<'a>(stage: Stage, map: &Field, key: &str, text: Option<&'a Text>) -> Wanted<'a> {
    Wanted { stage, map: map.clone(), key: key.to_owned(), text }
}

fn written<T>(written: Option<&Written<T>>) -> Option<&Text> {
    written.map(|written| &written.text)
}

/// Properties of the whole sheet on which the boxes of a goal depend.
struct Boxes {
    year: Option<FiscalYear>,
    /// `true` where any indicator of the sheet has 実績.
    has_actuals: bool,
    uses_status: bool,
    uses_evaluation: bool,
}

impl Boxes {
    fn goal<'a>(&self, number: usize, goal: &'a Goal) -> Vec<Wanted<'a>> {
        let field = Field::default().key("組織目標").index(number);
        let own_boxes = goal.indicators().any(|indicator| indicator.status.is_some());
        let mut wanted = vec![text(Stage::Form, &field, "目標", goal.text.as_ref())];
        for (number, action) in goal.actions.iter().enumerate() {
            wanted.extend(self.action(&field.key("取組").index(number), action, own_boxes));
        }
        if self.uses_status && !own_boxes {
            wanted.push(text(Stage::Evaluation, &field, "達成状況", goal.status.as_ref()));
        }
        if self.uses_evaluation {
            wanted.push(text(Stage::Evaluation, &field, "評価", goal.evaluation.as_ref()));
        }
        wanted
    }

    fn action<'a>(&self, field: &Field, action: &'a Action, own_boxes: bool) -> Vec<Wanted<'a>> {
        let mut wanted = vec![text(Stage::Form, field, "主な取組", action.items.texts().next())];
        for (number, indicator) in action.indicators.iter().enumerate() {
            let field = field.key("指標").index(number);
            wanted.push(text(Stage::Form, &field, "項目", indicator.item.as_ref()));
            wanted.extend(self.actuals(&field.key("実績"), indicator));
            wanted.push(text(Stage::Plan, &field, "目標", indicator.target.as_ref()));
            wanted.push(text(Stage::Evaluation, &field, "結果", indicator.result.as_ref()));
            if self.uses_status && own_boxes {
                wanted.push(text(Stage::Evaluation, &field, "達成状況", indicator.status.as_ref()));
            }
        }
        wanted
    }

    /// Returns the boxes of 実績. An indicator with one of the three values must have all (or `"-"`). A new
    /// indicator has none. Where no indicator of the sheet has any, the sheet is assumed to be unfinished.
    fn actuals<'a>(&self, field: &Field, indicator: &'a Indicator) -> Vec<Wanted<'a>> {
        let stage = match (self.has_actuals, indicator.actuals.are_filled()) {
            (false, _) => Stage::Plan,
            (true, true) => Stage::Form,
            (true, false) => return Vec::new(),
        };
        let years = self.year.into_iter().flat_map(FiscalYear::window);
        let of_year = |year| text(stage, field, &indicator.actuals.key_of(year), indicator.actuals.of(year));
        years.map(of_year).collect()
    }
}
