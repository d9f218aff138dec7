//! The parts of a checked sheet's model that are kept: the [`Facts`] that outputs and lists need, and the
//! [`Detail`] for the rules that compare sheets. Both are cached between runs.

use serde::{Deserialize, Serialize};

use super::allow::{self, Allow};
use super::case::{Case, goal_field, reached, texts};
use super::order::first_served;
use super::wording::{Pairs, Spelled};
use crate::finding::{Field, Finding, Rule};
use crate::read::SheetFile;
use crate::sheet::stage::{self, Stage};
use crate::sheet::{Count, Department, EraDate, FiscalYear, Goal, Indicator, Model, Settings, Ward};
use crate::source::{Digest, Span, Text};
use crate::yaml::{Data, Node};

/// The facts of a sheet that outputs and lists need.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The latest of its own dates.
    pub latest: Option<EraDate>,
    /// Its 年度.
    pub year: Option<FiscalYear>,
    /// `true` for a ward's page.
    pub is_ward: bool,
    /// 組織名 of a ward's page, 部 of a department's sheet.
    pub name: Option<Box<str>>,
    /// 課 of a department's sheet.
    pub section: Option<Box<str>>,
    /// The number of its goals.
    pub goals: usize,
    /// The smallest number of a ward's goal that it serves, from 1.
    pub first_served: Option<usize>,
    /// The number of empty boxes that its stage requires; 0 for a ward's page.
    pub missing: usize,
    /// `true` where it could be read.
    pub(super) is_readable: bool,
}

/// The parts of a sheet that the rules which compare sheets read. Neither form is there of a sheet that could not be
/// read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Detail {
    pub(super) department: Option<DepartmentFacts>,
    pub(super) ward: Option<WardFacts>,
    pub(super) allows: Vec<Allow>,
    /// Without spare capacity, as every sheet of a run keeps its own.
    pub(super) spellings: Box<[SpelledText]>,
}

/// A sheet as the rules that compare sheets see it.
#[derive(Clone, Copy)]
pub(super) struct Peer<'a> {
    /// Its index among all sheets.
    pub(super) place: usize,
    pub(super) file: &'a SheetFile,
    pub(super) facts: &'a Facts,
    pub(super) detail: &'a Detail,
}

impl Detail {
    /// Marks the goals as unknown where findings imply that lines of the sheet may belong elsewhere.
    pub(super) fn doubt(&mut self, findings: &[Finding]) {
        let list = Field::default().key("重点目標");
        let is_of_shape =
            |finding: &Finding| finding.rule == Rule::YAML_SYNTAX && finding.certain_edits().is_empty();
        let is_of_item =
            |finding: &Finding| finding.rule == Rule::FOLDED_SPACE && finding.field.is_within(&list);
        let is_doubted = findings.iter().any(|finding| is_of_shape(finding) || is_of_item(finding));
        let department = self.department.as_mut().map(|facts| &mut facts.refused);
        let ward = self.ward.as_mut().map(|facts| &mut facts.refused);
        department.into_iter().chain(ward).for_each(|refused| *refused |= is_doubted);
    }
}

/// A value and its span.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SpannedText {
    pub(super) text: Box<str>,
    pub(super) span: Span,
}

/// The parts of a department's sheet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct DepartmentFacts {
    /// The key 様式.
    pub(super) head: Span,
    pub(super) year: Option<SpannedText>,
    pub(super) division: Option<SpannedText>,
    pub(super) section: Option<SpannedText>,
    /// The key 課 where nothing is written: the sheet is that of a whole 部.
    pub(super) without_section: Option<Span>,
    /// Its goals with a 部区組織目標.
    pub(super) served: Vec<ServedGoal>,
    /// `true` where the schema refused a goal or its 部区組織目標, so that some numbers are unknown.
    pub(super) refused: bool,
    pub(super) measures: Vec<IndicatorFacts>,
}

/// A goal that serves one of the ward's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ServedGoal {
    /// Its index.
    pub(super) goal: usize,
    /// 部区組織目標.
    pub(super) spot: SpannedText,
    /// `true` where it was reached; `None` where that is unknown.
    pub(super) achieved: Option<bool>,
}

impl ServedGoal {
    /// Returns 部区組織目標 as a number.
    pub(super) fn number(&self) -> Option<usize> {
        self.spot.text.trim().parse::<Count>().ok().map(|count| count.0)
    }
}

/// The parts of a ward's page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct WardFacts {
    /// The key 様式.
    pub(super) head: Span,
    pub(super) organization: Option<Box<str>>,
    pub(super) goals: Vec<Option<SpannedText>>,
    /// `true` where the list is unknown: the schema refused it, or it is missing or empty, which is a finding
    /// itself.
    pub(super) refused: bool,
    /// 達成数, unless blank.
    pub(super) achieved: Option<SpannedText>,
}

/// An indicator as it is compared with those of other years.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct IndicatorFacts {
    /// A hash of 項目 and 単位.
    pub(super) key: u64,
    /// The indices of its goal, its action and itself.
    pub(super) at: [usize; 3],
    /// The name of the previous year, and its 実績.
    pub(super) before: Option<(Box<str>, SpannedText)>,
    /// 結果, unless blank.
    pub(super) result: Option<Box<str>>,
    /// 単位, which the values are read with.
    pub(super) unit: Box<str>,
}

/// A text that has words of the list of spellings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SpelledText {
    /// The [`Field`] in its written form.
    pub(super) field: Box<str>,
    pub(super) words: Vec<(Span, Spelled)>,
}

impl Facts {
    /// Collects the facts of a sheet that could be read.
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

/// Counts the empty boxes that the stage of a sheet requires.
fn missing(sheet: &Department, settings: &Settings) -> usize {
    let required_boxes = stage::required_boxes(sheet, settings.scales.as_ref());
    let is_due = |stage: Stage| stage != Stage::Evaluation || sheet.is_evaluated();
    required_boxes.iter().filter(|required| is_due(required.stage) && required.is_empty()).count()
}

impl Detail {
    /// Collects the parts of a sheet that could be read.
    pub(super) fn of(case: &Case, settings: &Settings, pairs: &Pairs) -> Self {
        Self {
            department: case.model.department().map(|sheet| department(case, sheet, settings)),
            ward: case.model.ward().map(|page| ward(case, page)),
            allows: allow::allows(case.source, case.tree),
            spellings: spellings(case, pairs),
        }
    }
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

fn spot(text: &Text) -> SpannedText {
    SpannedText { text: text.text.as_str().into(), span: text.span }
}

fn department(case: &Case, sheet: &Department, settings: &Settings) -> DepartmentFacts {
    let goals = || sheet.goals.iter().enumerate();
    let scale = settings.scales.as_ref().map(|scales| &scales.status);
    let served = |(number, goal): (usize, &Goal)| {
        let text = goal.ward_goal.as_ref().map(|number| &number.text).filter(|text| !text.is_blank())?;
        let achieved = reached(case, number, goal, scale);
        Some(ServedGoal { goal: number, spot: spot(text), achieved })
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

/// Returns the key 課 where its value is left empty.
fn without_section(case: &Case, sheet: &Department) -> Option<Span> {
    let is_empty = sheet.section.as_ref().is_none_or(Text::is_blank);
    let entry = case.tree.entry("課").filter(|entry| is_empty && entry.value.data != Data::Pruned);
    entry.map(|entry| entry.key_span)
}

/// Returns whether the schema refused a goal, or its 部区組織目標.
fn is_refused(case: &Case, number: usize) -> bool {
    let field = goal_field(number);
    case.tree.at(&field).is_some_and(|goal| goal.data == Data::Pruned)
        || case.is_pruned(&field, "部区組織目標")
        || case.tree.at(&field.key("部区組織目標")).and_then(Node::scalar) == Some("-")
}

fn ward(case: &Case, page: &Ward) -> WardFacts {
    let achieved =
        page.evaluation.as_ref().and_then(|evaluation| evaluation.achieved.as_ref()).map(|count| &count.text);
    WardFacts {
        head: case.key_span(&Field::default(), "様式"),
        organization: page.organization.as_ref().map(|name| name.text.as_str().into()),
        goals: page.goals.iter().map(|goal| goal.as_ref().map(spot)).collect(),
        refused: page.goals.is_empty() || case.is_pruned(&Field::default(), "重点目標"),
        achieved: achieved.filter(|text| !text.is_blank()).map(spot),
    }
}

fn measures(sheet: &Department, number: usize, goal: &Goal) -> Vec<IndicatorFacts> {
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

/// Returns an indicator with a hash of what it measures.
fn measure(indicator: &Indicator, at: [usize; 3], before: Option<FiscalYear>) -> Option<IndicatorFacts> {
    let item = indicator.item.as_ref()?.text.trim();
    let unit = indicator.unit.as_ref().map_or("", |unit| unit.text.trim());
    let of_year = indicator.actuals.0.iter().find(|(name, _)| before.is_some() && name.value == before);
    let actual = of_year.and_then(|(name, value)| Some((&name.text.text, value.as_ref()?)));
    let result = indicator.result.as_ref().filter(|result| !result.is_blank());
    Some(IndicatorFacts {
        key: Digest::of_all([item.as_bytes(), unit.as_bytes()]).short(),
        at,
        before: actual.map(|(name, value)| (name.as_str().into(), spot(value))),
        result: result.map(|result| result.text.trim().into()),
        unit: unit.into(),
    })
}

fn spellings(case: &Case, pairs: &Pairs) -> Box<[SpelledText]> {
    let in_text = |(field, text): (Field, Text)| {
        let (ranges, words): (Vec<_>, Vec<_>) = pairs.spelled(&text.text).into_iter().unzip();
        let words: Vec<_> = text.places(case.source.text(), &ranges).into_iter().zip(words).collect();
        (!words.is_empty()).then(|| SpelledText { field: field.to_string().into(), words })
    };
    texts(case).into_iter().filter_map(in_text).collect()
}
