//! The boxes that must be filled in at each stage of a sheet: those of the plan, and once 評価日 is set those
//! of the evaluation. Rules report the empty ones, and a proof tints them.

use super::department::{Action, Department, Goal, Indicator};
use super::fiscal::FiscalYear;
use super::scale::Scales;
use super::written::{Actuals, Written};
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
pub struct RequiredBox<'a> {
    /// The stage at which it must be filled in.
    pub stage: Stage,
    /// The field of the map that holds its key.
    pub map: Field,
    /// Its key.
    pub key: String,
    /// Its value.
    pub text: Option<&'a Text>,
}

impl RequiredBox<'_> {
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
pub fn required_boxes<'a>(sheet: &'a Department, scales: Option<&Scales>) -> Vec<RequiredBox<'a>> {
    // 課 is empty on a sheet of a whole 部; 修正日 and 評価日 are filled in when they come.
    let Department {
        form: _,
        year,
        division,
        section: _,
        contact,
        created,
        revised: _,
        evaluated: _,
        purpose,
        goals,
        plan,
        outcome,
    } = sheet;
    let indicators = || goals.iter().flat_map(Goal::indicators);
    let boxes = BoxRequirements {
        year: year.as_ref().and_then(|year| year.value),
        has_actuals: indicators().any(|indicator| indicator.actuals.are_filled()),
        uses_status: scales.is_none_or(Scales::use_status),
        uses_evaluation: scales.is_none_or(Scales::use_evaluation),
    };
    let top = Field::default();
    let form = |key, value| text(Stage::Form, &top, key, value);
    let mut required_boxes = vec![
        form("年度", written(year.as_ref())),
        form("部", division.as_ref()),
        form("問合せ先", contact.as_ref()),
        form("組織の目的", purpose.as_ref()),
        text(Stage::Plan, &top, "作成日", written(created.as_ref())),
    ];
    required_boxes.extend(goals.iter().enumerate().flat_map(|(number, goal)| boxes.goal(number, goal)));
    required_boxes.push(text(Stage::Plan, &top, "取り組みについて", plan.as_ref()));
    required_boxes.push(text(Stage::Evaluation, &top, "取り組みの結果について", outcome.as_ref()));
    required_boxes
}

fn text<'a>(stage: Stage, map: &Field, key: &str, text: Option<&'a Text>) -> RequiredBox<'a> {
    RequiredBox { stage, map: map.clone(), key: key.to_owned(), text }
}

fn written<T>(written: Option<&Written<T>>) -> Option<&Text> {
    written.map(|written| &written.text)
}

/// Properties of the whole sheet on which the boxes of a goal depend.
struct BoxRequirements {
    year: Option<FiscalYear>,
    /// `true` where any indicator of the sheet has 実績.
    has_actuals: bool,
    uses_status: bool,
    uses_evaluation: bool,
}

impl BoxRequirements {
    fn goal<'a>(&self, number: usize, goal: &'a Goal) -> Vec<RequiredBox<'a>> {
        // A goal of the department's own serves none of the ward.
        let Goal { ward_goal: _, text: words, actions, status, evaluation } = goal;
        let field = Field::default().key("組織目標").index(number);
        let own_boxes = goal.indicators().any(|indicator| indicator.status.is_some());
        let mut required_boxes = vec![text(Stage::Form, &field, "目標", words.as_ref())];
        for (number, action) in actions.iter().enumerate() {
            required_boxes.extend(self.action(&field.key("取組").index(number), action, own_boxes));
        }
        if self.uses_status && !own_boxes {
            required_boxes.push(text(Stage::Evaluation, &field, "達成状況", status.as_ref()));
        }
        if self.uses_evaluation {
            required_boxes.push(text(Stage::Evaluation, &field, "評価", evaluation.as_ref()));
        }
        required_boxes
    }

    fn action<'a>(&self, field: &Field, action: &'a Action, own_boxes: bool) -> Vec<RequiredBox<'a>> {
        let Action { items, indicators } = action;
        let mut required_boxes = vec![text(Stage::Form, field, "主な取組", items.texts().next())];
        for (number, indicator) in indicators.iter().enumerate() {
            let field = field.key("指標").index(number);
            // Not every indicator has a unit, notes, or a side that is good.
            let Indicator { item, unit: _, actuals, target, result, notes: _, status, direction: _ } =
                indicator;
            required_boxes.push(text(Stage::Form, &field, "項目", item.as_ref()));
            required_boxes.extend(self.actuals(&field.key("実績"), actuals));
            required_boxes.push(text(Stage::Plan, &field, "目標", target.as_ref()));
            required_boxes.push(text(Stage::Evaluation, &field, "結果", result.as_ref()));
            if self.uses_status && own_boxes {
                required_boxes.push(text(Stage::Evaluation, &field, "達成状況", status.as_ref()));
            }
        }
        required_boxes
    }

    /// Returns the boxes of 実績. An indicator with one of the three values must have all (or `"-"`). A new
    /// indicator has none. Where no indicator of the sheet has any, the sheet is assumed to be unfinished.
    fn actuals<'a>(&self, field: &Field, actuals: &'a Actuals) -> Vec<RequiredBox<'a>> {
        let stage = match (self.has_actuals, actuals.are_filled()) {
            (false, _) => Stage::Plan,
            (true, true) => Stage::Form,
            (true, false) => return Vec::new(),
        };
        let years = self.year.into_iter().flat_map(FiscalYear::window);
        let of_year = |year| text(stage, field, &actuals.key_of(year), actuals.of(year));
        years.map(of_year).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Step;
    use crate::sheet::{Form, schema};

    /// Returns whether the schema of the form has a field.
    fn has(schema: &serde_json::Value, steps: &[Step]) -> bool {
        let options = schema["anyOf"].as_array().into_iter().flatten();
        let inner = |keyword: &str, rest: &[Step]| schema.get(keyword).is_some_and(|inner| has(inner, rest));
        match steps {
            [] => schema.is_object(),
            [Step::Index(_), rest @ ..] => inner("items", rest),
            [Step::Key(key), rest @ ..] => match schema["properties"].get(key) {
                Some(inner) => has(inner, rest),
                None => {
                    inner("additionalProperties", rest) || options.clone().any(|option| has(option, steps))
                }
            },
        }
    }

    #[test]
    fn the_boxes_are_fields_of_the_form() {
        let indicator = Indicator::default();
        let action = Action { indicators: vec![indicator], ..Action::default() };
        let year = Some(Written::from(Text { text: "令和2年度".to_owned(), ..Text::default() }));
        let goals = vec![Goal { actions: vec![action], ..Goal::default() }];
        let sheet = Department { year, goals, ..Department::default() };
        let schema = schema::of_form(Form::Department);
        let required_boxes = required_boxes(&sheet, None);
        assert!(required_boxes.len() > 14);
        for own in required_boxes {
            assert!(has(&schema, &own.field().0), "{}", own.field());
        }
    }
}
