//! A model as an outline: the printed texts of its boxes, by field.
//!
//! Texts are compared as they print, so that spellings which print alike are equal: 〇 and ○ where the
//! settings spell one of them, H31 and R1, a missing key and an empty value.

use super::Read;
use crate::finding::{Field, Step};
use crate::read::Reading;
use crate::sheet::department::Direction;
use crate::sheet::ward::WardEvaluation;
use crate::sheet::{Action, Actuals, Department, Goal, Indicator, Items, Model, Settings, Ward, Written};
use crate::source::Text;
use crate::view::proof::refused;
use crate::view::{self, Lines};
use crate::yaml::Data;

/// A part of a sheet.
#[derive(Debug, Clone)]
pub(super) struct OutlinePart {
    /// The name, which is the same in both states, however the key is spelt; empty for a list item.
    pub(super) name: String,
    /// The step that leads to it in its own file.
    pub(super) step: Step,
    /// The weight of the part when records are compared.
    pub(super) weight: u8,
    /// The contents.
    pub(super) body: Body,
}

/// The contents of a part.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// A box: its printed lines.
    Text(Lines),
    /// Parts by key, in the order of the form.
    Record(Vec<OutlinePart>),
    /// Items that are matched by similarity instead of position.
    List(Vec<OutlinePart>),
}

impl OutlinePart {
    fn new(name: &str, weight: u8, body: Body) -> Self {
        Self { name: name.to_owned(), step: Step::Key(name.to_owned()), weight, body }
    }

    fn text(name: &str, weight: u8, text: Option<&Text>) -> Self {
        Self::new(name, weight, Body::Text(Lines::of(text)))
    }

    fn value(name: &str, weight: u8, value: Option<&Text>) -> Self {
        Self::new(name, weight, Body::Text(Lines::value(value)))
    }

    fn prose(name: &str, text: Option<&Text>) -> Self {
        Self::new(name, 1, Body::Text(Lines::paragraphs(text)))
    }

    fn list(name: &str, weight: u8, bodies: impl Iterator<Item = (usize, Body)>) -> Self {
        let item = |(index, body)| Self { name: String::new(), step: Step::Index(index), weight: 1, body };
        Self::new(name, weight, Body::List(bodies.map(item).collect()))
    }

    fn items(name: &str, weight: u8, items: &Items) -> Self {
        Self::list(
            name,
            weight,
            printed(&items.0).map(|(index, text)| (index, Body::Text(Lines::item(text)))),
        )
    }
}

impl OutlinePart {
    /// Returns whether the part prints nothing.
    pub(super) fn is_blank(&self) -> bool {
        match &self.body {
            Body::Text(lines) => lines.lines.is_empty(),
            Body::Record(parts) | Body::List(parts) => parts.iter().all(Self::is_blank),
        }
    }

    /// Returns the text that identifies the part: of a goal its 目標, of a 取組 its 主な取組, of a 指標 its
    /// 項目.
    pub(super) fn headline(&self) -> String {
        match &self.body {
            Body::Text(lines) => lines.lines.join("\n"),
            Body::List(items) => items.iter().map(Self::headline).collect::<Vec<_>>().join("\n"),
            Body::Record(parts) => {
                parts.iter().rev().max_by_key(|part| part.weight).map(Self::headline).unwrap_or_default()
            }
        }
    }

    /// Returns the texts with their fields, in the order of the form, without empty boxes.
    pub(super) fn contents(&self, field: &Field) -> Vec<(Field, String)> {
        match &self.body {
            Body::Text(lines) if lines.lines.is_empty() => Vec::new(),
            Body::Text(lines) => vec![(field.clone(), lines.lines.join("\n"))],
            Body::Record(parts) | Body::List(parts) => {
                parts.iter().flat_map(|part| part.contents(&part.field(field))).collect()
            }
        }
    }

    /// Returns the field of the part, given that of its parent.
    pub(super) fn field(&self, outer: &Field) -> Field {
        match &self.step {
            Step::Key(key) => outer.key(key),
            Step::Index(index) => outer.index(*index),
        }
    }
}

/// Returns the texts of a list that print, with their positions in the file.
fn printed(texts: &[Option<Text>]) -> impl Iterator<Item = (usize, &Text)> {
    let present = texts.iter().enumerate().filter_map(|(index, text)| Some((index, text.as_ref()?)));
    present.filter(|(_, text)| !text.is_blank())
}

/// Returns the parts of a sheet; empty if it cannot be read.
pub(super) fn outline(read: Read) -> Vec<OutlinePart> {
    let mut parts = match &read.reading.model {
        Some(Model::Department(sheet)) => department(sheet, read.settings),
        Some(Model::Ward(ward)) => self::ward(ward),
        None => Vec::new(),
    };
    show_refused(&mut parts, &Field::default(), read.reading);
    parts
}

/// Fills in the source text of values that were pruned, as a proof shows them.
fn show_refused(parts: &mut [OutlinePart], outer: &Field, reading: &Reading<Model>) {
    for part in parts {
        let field = part.field(outer);
        match &mut part.body {
            Body::Record(parts) | Body::List(parts) => show_refused(parts, &field, reading),
            Body::Text(text) if text.lines.is_empty() => {
                let node = reading.tree.as_ref().and_then(|tree| tree.at(&field));
                if let Some(node) = node.filter(|node| node.data == Data::Pruned) {
                    text.lines = refused(reading.source.slice(node.span));
                }
            }
            Body::Text(_) => {}
        }
    }
}

fn department(sheet: &Department, settings: &Settings) -> Vec<OutlinePart> {
    let Department {
        form: _,
        year,
        division,
        section,
        contact,
        created,
        revised,
        evaluated,
        purpose,
        goals,
        plan,
        outcome,
    } = sheet;
    let goals = goals.iter().map(|goal| Body::Record(self::goal(goal, settings)));
    vec![
        OutlinePart::new("年度", 1, Body::Text(view::year(year.as_ref()))),
        OutlinePart::text("部", 1, division.as_ref()),
        OutlinePart::text("課", 1, section.as_ref()),
        OutlinePart::text("問合せ先", 1, contact.as_ref()),
        OutlinePart::text("作成日", 1, created.as_ref().map(|date| &date.text)),
        OutlinePart::text("修正日", 1, revised.as_ref().map(|date| &date.text)),
        OutlinePart::text("評価日", 1, evaluated.as_ref().map(|date| &date.text)),
        OutlinePart::prose("組織の目的", purpose.as_ref()),
        OutlinePart::list("組織目標", 1, goals.enumerate()),
        OutlinePart::prose("取り組みについて", plan.as_ref()),
        OutlinePart::prose("取り組みの結果について", outcome.as_ref()),
    ]
}

fn goal(goal: &Goal, settings: &Settings) -> Vec<OutlinePart> {
    let Goal { ward_goal, text, actions, status, evaluation } = goal;
    let scales = settings.scales.as_ref();
    let actions = actions.iter().map(|action| Body::Record(self::action(action, settings)));
    let status = view::symbol(status.as_ref(), scales.map(|scales| &scales.status));
    let evaluation = view::symbol(evaluation.as_ref(), scales.map(|scales| &scales.evaluation));
    vec![
        OutlinePart::text("部区組織目標", 0, ward_goal.as_ref().map(|number| &number.text)),
        OutlinePart::text("目標", 4, text.as_ref()),
        OutlinePart::list("取組", 3, actions.enumerate()),
        OutlinePart::new("達成状況", 0, Body::Text(status)),
        OutlinePart::new("評価", 0, Body::Text(evaluation)),
    ]
}

fn action(action: &Action, settings: &Settings) -> Vec<OutlinePart> {
    let Action { items, indicators } = action;
    let indicators = indicators.iter().map(|of_action| Body::Record(indicator(of_action, settings)));
    vec![OutlinePart::items("主な取組", 4, items), OutlinePart::list("指標", 3, indicators.enumerate())]
}

fn indicator(indicator: &Indicator, settings: &Settings) -> Vec<OutlinePart> {
    let Indicator { item, unit, actuals, target, result, notes, status, direction } = indicator;
    let scale = settings.scales.as_ref().map(|scales| &scales.status);
    let lower = matches!(direction, Some(Direction::Lower)).then(|| Lines::label("低い"));
    vec![
        OutlinePart::text("項目", 8, item.as_ref()),
        OutlinePart::new("単位", 1, Body::Text(view::unit(unit.as_ref()))),
        OutlinePart::new("実績", 2, Body::Record(self::actuals(actuals))),
        OutlinePart::value("目標", 2, target.as_ref()),
        OutlinePart::value("結果", 1, result.as_ref()),
        OutlinePart::items("補足", 1, notes),
        OutlinePart::new("達成状況", 0, Body::Text(view::symbol(status.as_ref(), scale))),
        // 高い is the default of the key.
        OutlinePart::new("良い方向", 0, Body::Text(lower.unwrap_or_default())),
    ]
}

/// Returns the parts of 実績. A year has the same name under each of its spellings.
fn actuals(actuals: &Actuals) -> Vec<OutlinePart> {
    let actual = |(year, value): &(Written<_>, Option<Text>)| {
        let typed = year.text.text.clone();
        let part = OutlinePart::value(&typed, 1, value.as_ref());
        OutlinePart { name: view::short_year(year), ..part }
    };
    actuals.0.iter().map(actual).collect()
}

fn ward(ward: &Ward) -> Vec<OutlinePart> {
    let Ward { form: _, year, organization, mayor, purpose, policy, goals, remark, evaluation } = ward;
    let goals = printed(goals).map(|(index, goal)| (index, Body::Text(Lines::of(Some(goal)))));
    let unsaid = WardEvaluation::default();
    let WardEvaluation { results, achieved, direction } = evaluation.as_ref().unwrap_or(&unsaid);
    vec![
        OutlinePart::new("年度", 1, Body::Text(view::year(year.as_ref()))),
        OutlinePart::text("組織名", 1, organization.as_ref()),
        OutlinePart::text("区長", 1, mayor.as_ref()),
        OutlinePart::prose("組織の目的・方向性", purpose.as_ref()),
        OutlinePart::prose("基本方針", policy.as_ref()),
        OutlinePart::list("重点目標", 1, goals),
        OutlinePart::prose("注記", remark.as_ref()),
        OutlinePart::new(
            "評価",
            1,
            Body::Record(vec![
                OutlinePart::prose("取組結果", results.as_ref()),
                OutlinePart::text("達成数", 1, achieved.as_ref().map(|number| &number.text)),
                OutlinePart::prose("今後の方向性", direction.as_ref()),
            ]),
        ),
    ]
}
