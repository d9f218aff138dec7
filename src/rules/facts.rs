//! What stays of a sheet when it has been judged by itself: the few [`Facts`] that all that follows needs,
//! small enough to be kept for thousands of sheets, and the [`Detail`] that the rules which hold sheets beside
//! each other look at, and which goes when its folder has been judged. Both are remembered between runs.

use serde::{Deserialize, Serialize};

use super::achieved::reached;
use super::allow::{self, Allow};
use super::case::{Case, goal_field};
use super::prose::texts;
use super::wording::{Pairs, Spelled};
use crate::finding::{Field, Finding, Rule};
use crate::sheet::stage::{self, Stage};
use crate::sheet::{Count, Department, EraDate, FiscalYear, Goal, Indicator, Model, Settings, Ward};
use crate::source::{Digest, Span, Text};
use crate::yaml::{Data, Node};

/// The facts of a sheet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The latest of its own dates.
    pub latest: Option<EraDate>,
    /// Its 年度.
    pub year: Option<FiscalYear>,
    /// Whether it is a ward's page.
    pub is_ward: bool,
    /// Whose goals it states: 組織名 of a ward's page, 部 of a department's.
    pub name: Option<Box<str>>,
    /// 課 of a department's sheet.
    pub section: Option<Box<str>>,
    /// How many goals it states.
    pub goals: usize,
    /// The first of the ward's goals that it serves, from 1.
    pub first_served: Option<usize>,
    /// How many boxes its stage still wants filled in; a ward's page has none that it must.
    pub missing: usize,
    /// Whether it could be read.
    pub(super) is_readable: bool,
}

/// What the rules look at more closely.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Detail {
    pub(super) form: FormFacts,
    pub(super) allows: Vec<Allow>,
    pub(super) spellings: Vec<SpelledText>,
}

/// What a sheet of either form brings to its folder.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FormFacts {
    /// Nothing, since it could not be read.
    #[default]
    Unreadable,
    Department(DepartmentFacts),
    Ward(WardFacts),
}

impl FormFacts {
    /// Takes the goals for unknown where findings say that lines of the sheet may belong elsewhere.
    pub(super) fn doubt(&mut self, findings: &[Finding]) {
        let list = Field::default().key("重点目標");
        let is_of_shape = |it: &Finding| it.rule == Rule::YAML_SYNTAX && it.certain_edits().is_empty();
        let is_of_item = |it: &Finding| it.rule == Rule::FOLDED_SPACE && it.field.is_within(&list);
        let is_doubted = findings.iter().any(|it| is_of_shape(it) || is_of_item(it));
        match self {
            Self::Unreadable => {}
            Self::Department(facts) => facts.refused |= is_doubted,
            Self::Ward(facts) => facts.refused |= is_doubted,
        }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Spot {
    pub(super) text: Box<str>,
    pub(super) span: Span,
}

/// What a department's sheet brings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct DepartmentFacts {
    /// The key 様式.
    pub(super) head: Span,
    pub(super) year: Option<Spot>,
    pub(super) division: Option<Spot>,
    pub(super) section: Option<Spot>,
    /// The key 課 where nothing is written: the sheet is that of a whole 部.
    pub(super) without_section: Option<Span>,
    /// Its goals that serve one of the ward's.
    pub(super) served: Vec<Served>,
    /// Whether the schema refused a goal or its number, so that it may have been any.
    pub(super) refused: bool,
    pub(super) measures: Vec<Measure>,
}

/// A goal that serves one of the ward's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Served {
    /// Its place, from 0.
    pub(super) goal: usize,
    /// 部区組織目標.
    pub(super) spot: Spot,
    /// Whether it was reached; nothing where that is not known.
    pub(super) achieved: Option<bool>,
}

impl Served {
    /// The number that 部区組織目標 is.
    pub(super) fn number(&self) -> Option<usize> {
        self.spot.text.trim().parse::<Count>().ok().map(|count| count.0)
    }
}

/// What a ward's page brings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct WardFacts {
    /// The key 様式.
    pub(super) head: Span,
    pub(super) organization: Option<Box<str>>,
    pub(super) goals: Vec<Option<Spot>>,
    /// Whether nothing is known of the list: the schema refused it, or it is missing or empty, which is told.
    pub(super) refused: bool,
    /// 達成数, where something is written.
    pub(super) achieved: Option<Spot>,
}

/// An indicator as the years beside its own see it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Measure {
    /// A hash of 項目 and 単位.
    pub(super) key: u64,
    /// The goal, the action and the indicator, from 0.
    pub(super) at: [usize; 3],
    /// The name of the year before, and its 実績.
    pub(super) before: Option<(Box<str>, Spot)>,
    /// 結果, where it says something.
    pub(super) result: Option<Box<str>>,
    /// 単位, by which the values are read.
    pub(super) unit: Box<str>,
}

/// A text with words of the list of spellings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SpelledText {
    /// The [`Field`], as it is written.
    pub(super) field: Box<str>,
    pub(super) words: Vec<(Span, Spelled)>,
}

impl Facts {
    /// The facts of a sheet that could be read.
    pub(super) fn of(case: &Case, settings: &Settings) -> Self {
        Self {
            latest: case.model.latest_date(),
            year: case.model.year(),
            is_ward: matches!(case.model, Model::Ward(_)),
            name: name(case.model),
            section: section(case.model),
            first_served: first_served(case.model),
            goals: match case.model {
                Model::Department(sheet) => sheet.goals.len(),
                Model::Ward(page) => page.goals.len(),
            },
            missing: case.model.department().map_or(0, |sheet| missing(sheet, settings)),
            is_readable: true,
        }
    }
}

/// How many boxes are empty of those that a sheet's stage wants filled in.
fn missing(sheet: &Department, settings: &Settings) -> usize {
    let wanted = stage::wanted(sheet, settings.scales.as_ref());
    let is_due = |stage: Stage| stage != Stage::Evaluation || sheet.is_evaluated();
    wanted.iter().filter(|it| is_due(it.stage) && it.is_empty()).count()
}

impl Detail {
    /// That of a sheet that could be read.
    pub(super) fn of(case: &Case, settings: &Settings, pairs: &Pairs) -> Self {
        let form = match case.model {
            Model::Department(sheet) => FormFacts::Department(department(case, sheet, settings)),
            Model::Ward(page) => FormFacts::Ward(ward(case, page)),
        };
        Self { form, allows: allow::allows(case.source, case.tree), spellings: spellings(case, pairs) }
    }

    /// Those of a department's sheet, where it is one.
    pub(super) fn department(&self) -> Option<&DepartmentFacts> {
        match &self.form {
            FormFacts::Department(facts) => Some(facts),
            FormFacts::Unreadable | FormFacts::Ward(_) => None,
        }
    }

    /// Those of a ward's page, where it is one.
    pub(super) fn ward(&self) -> Option<&WardFacts> {
        match &self.form {
            FormFacts::Ward(facts) => Some(facts),
            FormFacts::Unreadable | FormFacts::Department(_) => None,
        }
    }
}

fn first_served(model: &Model) -> Option<usize> {
    let goals = model.department()?.goals.iter();
    goals.filter_map(|goal| Some(goal.ward_goal.as_ref()?.value?.0)).min()
}

fn name(model: &Model) -> Option<Box<str>> {
    let name = match model {
        Model::Department(sheet) => &sheet.division,
        Model::Ward(page) => &page.organization,
    };
    name.as_ref().map(|name| name.text.trim()).filter(|name| !name.is_empty()).map(Into::into)
}

fn section(model: &Model) -> Option<Box<str>> {
    let name = model.department()?.section.as_ref()?.text.trim();
    (!name.is_empty()).then(|| name.into())
}

fn spot(text: &Text) -> Spot {
    Spot { text: text.text.as_str().into(), span: text.span }
}

fn department(case: &Case, sheet: &Department, settings: &Settings) -> DepartmentFacts {
    let goals = || sheet.goals.iter().enumerate();
    let scale = settings.scales.as_ref().map(|scales| &scales.status);
    let served = |(number, goal): (usize, &Goal)| {
        let text = goal.ward_goal.as_ref().map(|number| &number.text).filter(|text| !text.is_blank())?;
        let achieved = reached(case, number, goal, scale);
        Some(Served { goal: number, spot: spot(text), achieved })
    };
    DepartmentFacts {
        head: case.key_span(&Field::default(), "様式"),
        year: sheet.year.as_ref().map(|year| spot(&year.text)),
        division: sheet.division.as_ref().map(spot),
        section: sheet.section.as_ref().map(spot),
        without_section: without_section(case, sheet),
        served: goals().filter_map(served).collect(),
        refused: case.is_pruned(&Field::default(), "組織目標")
            || goals().any(|(number, _)| is_refused(case, number)),
        measures: goals().flat_map(|(number, goal)| measures(sheet, number, goal)).collect(),
    }
}

/// The key 課 where it is there and nothing is written.
fn without_section(case: &Case, sheet: &Department) -> Option<Span> {
    let is_empty = sheet.section.as_ref().is_none_or(Text::is_blank);
    let entry = case.tree.entry("課").filter(|entry| is_empty && entry.value.data != Data::Pruned);
    entry.map(|entry| entry.key_span)
}

/// Whether the schema refused a goal, or the number that it serves.
fn is_refused(case: &Case, number: usize) -> bool {
    let field = goal_field(number);
    case.tree.at(&field).is_some_and(|goal| goal.data == Data::Pruned)
        || case.is_pruned(&field, "部区組織目標")
        || case.tree.at(&field.key("部区組織目標")).and_then(Node::scalar) == Some("-")
}

fn ward(case: &Case, page: &Ward) -> WardFacts {
    let achieved = page.evaluation.as_ref().and_then(|it| it.achieved.as_ref()).map(|it| &it.text);
    WardFacts {
        head: case.key_span(&Field::default(), "様式"),
        organization: page.organization.as_ref().map(|name| name.text.as_str().into()),
        goals: page.goals.iter().map(|goal| goal.as_ref().map(spot)).collect(),
        refused: page.goals.is_empty() || case.is_pruned(&Field::default(), "重点目標"),
        achieved: achieved.filter(|text| !text.is_blank()).map(spot),
    }
}

fn measures(sheet: &Department, number: usize, goal: &Goal) -> Vec<Measure> {
    let before = sheet.year.as_ref().and_then(|year| year.value).map(|year| year.before(1));
    let mut measures = Vec::new();
    for (action, of_action) in goal.actions.iter().enumerate() {
        for (place, indicator) in of_action.indicators.iter().enumerate() {
            let at = [number, action, place];
            measures.extend(measure(indicator, at, before));
        }
    }
    measures
}

/// An indicator by what it measures: 項目 and 単位.
fn measure(indicator: &Indicator, at: [usize; 3], before: Option<FiscalYear>) -> Option<Measure> {
    let item = indicator.item.as_ref()?.text.trim();
    let unit = indicator.unit.as_ref().map_or("", |unit| unit.text.trim());
    let of_year = indicator.actuals.0.iter().find(|(name, _)| before.is_some() && name.value == before);
    let actual = of_year.and_then(|(name, value)| Some((&name.text.text, value.as_ref()?)));
    let result = indicator.result.as_ref().filter(|result| !result.is_blank());
    Some(Measure {
        key: Digest::of_all([item.as_bytes(), unit.as_bytes()]).short(),
        at,
        before: actual.map(|(name, value)| (name.as_str().into(), spot(value))),
        result: result.map(|result| result.text.trim().into()),
        unit: unit.into(),
    })
}

fn spellings(case: &Case, pairs: &Pairs) -> Vec<SpelledText> {
    let in_text = |(field, text): (Field, Text)| {
        let (ranges, words): (Vec<_>, Vec<_>) = pairs.spelled(&text.text).into_iter().unzip();
        let words: Vec<_> = text.places(case.source.text(), &ranges).into_iter().zip(words).collect();
        (!words.is_empty()).then(|| SpelledText { field: field.to_string().into(), words })
    };
    texts(case).into_iter().filter_map(in_text).collect()
}
