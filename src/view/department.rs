//! The texts of 組織目標管理シート.

use serde::{Deserialize, Serialize};

use super::symbols::{LegendView, legends, symbol};
use super::trend::Plot;
use super::{DocumentView, Labels, Lines, joined};
use crate::sheet::department::Direction;
use crate::sheet::{
    Action, Department, EraDate, FiscalYear, Form, Goal, Indicator, Items, Scales, Settings, Written,
};
use crate::source::Text;

/// A label with the text of its box.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Labelled {
    /// The label.
    pub label: Lines,
    /// The text.
    pub value: Lines,
}

/// The texts of a department's sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DepartmentView {
    /// The document.
    pub document: DocumentView,
    /// The form's name.
    pub heading: Lines,
    /// The form's own texts.
    pub labels: Labels,
    /// The telephone number.
    pub contact: Lines,
    /// 年度.
    pub year: Lines,
    /// 組織名(部).
    pub division: Lines,
    /// 組織名(準部・課・機関名).
    pub section: Lines,
    /// 組織の目的, a paragraph a line.
    pub purpose: Lines,
    /// 作成日, 修正日 and 評価日.
    pub dates: [Labelled; 3],
    /// The headings of the columns of the three years and of 目標.
    pub years: [Lines; 4],
    /// The goals.
    pub goals: Vec<GoalView>,
    /// The legends of the evaluation's symbols; empty if the settings do not explain them.
    pub legends: Vec<LegendView>,
    /// The two narratives under their long headings.
    pub narratives: [Labelled; 2],
    /// The height of a row that is filled in by pen, in millimetres, or `None` where texts determine it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<f64>,
}

impl DepartmentView {
    /// Returns the name of the department in lists: 課, or 部 for the sheet of a division, or the form's
    /// name.
    pub fn name(&self) -> Lines {
        let mut names = [&self.section, &self.division].into_iter();
        names.find(|name| !name.lines.is_empty()).unwrap_or(&self.heading).clone()
    }

    /// Returns the headings of the columns of values.
    pub fn heads(&self) -> impl Iterator<Item = &Lines> {
        self.years.iter().chain([&self.labels["result"]])
    }
}

/// The texts of a goal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GoalView {
    /// The number.
    pub number: Lines,
    /// The name outside of the table: No.3.
    pub named: Lines,
    /// The bookmark: the name with the text of the goal.
    pub bookmark: String,
    /// The number of the ward goal that it serves.
    pub ward_goal: Lines,
    /// The text of the goal.
    pub text: Lines,
    /// The actions.
    pub actions: Vec<ActionView>,
    /// `true` where one box of 目標達成状況 spans the whole goal.
    pub shared_status: bool,
    /// That box.
    pub status: Lines,
    /// 評価.
    pub evaluation: Lines,
}

/// The texts of an action and its indicators.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ActionView {
    /// The main actions, without their 「・」.
    pub items: Vec<Lines>,
    /// The indicators; a single empty one if the source has none.
    pub indicators: Vec<IndicatorView>,
}

/// The texts of an indicator.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct IndicatorView {
    /// 項目(単位).
    pub item: Lines,
    /// The three preceding years, the oldest first.
    pub actuals: [Lines; 3],
    /// The target.
    pub target: Lines,
    /// The result.
    pub result: Lines,
    /// The notes, without their 「・」.
    pub notes: Vec<Lines>,
    /// The indicator's own box of 目標達成状況.
    pub status: Lines,
    /// `true` where less is better, which charts show.
    pub less_is_better: bool,
    /// The numbers for a chart, or `None` if the indicator has none.
    pub plot: Option<Plot>,
}

impl IndicatorView {
    /// Returns the values from the oldest year to the result.
    pub fn values(&self) -> impl Iterator<Item = &Lines> {
        self.actuals.iter().chain([&self.target, &self.result])
    }
}

/// Returns the texts of a department's sheet. `date` is the date of the document, from
/// [`document_date`](super::document_date).
pub fn department(sheet: &Department, settings: &Settings, date: Option<EraDate>) -> DepartmentView {
    let Department {
        form: _,
        year: typed_year,
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
    let year = typed_year.as_ref().and_then(|year| year.value);
    let name = |text: &Option<Text>| text.as_ref().map_or("", |text| text.text.trim()).to_owned();
    let foot = joined(&[&name(division), &name(section)]);
    let shown_year = year.map(|year| year.to_string()).unwrap_or_default();
    let title = joined(&[&shown_year, Form::Department.name(), &foot]);
    let words = RowWords { year, scales: settings.scales.as_ref() };
    DepartmentView {
        document: DocumentView::new(title, &foot, date, settings).running(&joined(&[&shown_year, &foot])),
        heading: Lines::label(Form::Department.name()),
        labels: labels(year),
        contact: Lines::of(contact.as_ref()),
        year: self::year(typed_year.as_ref()),
        division: Lines::of(division.as_ref()),
        section: Lines::of(section.as_ref()),
        purpose: Lines::paragraphs(purpose.as_ref()),
        dates: [("作成日", &created), ("修正日", &revised), ("評価日", &evaluated)]
            .map(|(label, date)| labelled(label, Lines::of(date.as_ref().map(|date| &date.text)))),
        years: year_heads(year),
        goals: goals.iter().enumerate().map(|(index, goal)| words.goal(index + 1, goal)).collect(),
        legends: legends(words.scales),
        row: None,
        narratives: [
            labelled(
                "取り組みについて(今年度重点的に取り組む内容や目標設定の考え方など)",
                Lines::paragraphs(plan.as_ref()),
            ),
            labelled(
                "取り組みの結果について(評価内容と評価結果を踏まえた今後の方針など)",
                Lines::paragraphs(outcome.as_ref()),
            ),
        ],
    }
}

fn labelled(label: &str, value: Lines) -> Labelled {
    Labelled { label: Lines::label(label), value }
}

/// Returns a label with the short name of a year before it (R2結果), if there is a year.
fn year_label(year: Option<FiscalYear>, label: &str) -> String {
    year.map(FiscalYear::short).unwrap_or_default() + label
}

fn year_heads(year: Option<FiscalYear>) -> [Lines; 4] {
    let before = |years| year_label(year.map(|year| year.before(years)), "実績");
    [before(3), before(2), before(1), year_label(year, "目標")].map(Lines::label)
}

fn labels(year: Option<FiscalYear>) -> Labels {
    Labels::new([
        ("contact", "問合せ先(電話番号)"),
        ("year", "年度"),
        ("division", "組織名(部)"),
        ("section", "組織名(準部・課・機関名)"),
        ("purpose", "組織の目的"),
        ("number", "No."),
        ("ward-goal", "部区\n組織目標"),
        ("goal", "組織目標"),
        ("actions", "主な取組(事業)"),
        ("indicators", "指標"),
        ("item", "項目(単位)"),
        ("result", year_label(year, "結果").as_str()),
        ("notes", "補足・参考指標"),
        ("status", "目標\n達成状況"),
        ("evaluation", "評価"),
    ])
}

/// Properties of the sheet on which the texts of a goal depend.
struct RowWords<'a> {
    year: Option<FiscalYear>,
    scales: Option<&'a Scales>,
}

impl RowWords<'_> {
    fn goal(&self, number: usize, goal: &Goal) -> GoalView {
        let Goal { ward_goal, text, actions, status, evaluation } = goal;
        let mut actions: Vec<ActionView> = actions.iter().map(|action| self.action(action)).collect();
        if actions.is_empty() {
            actions.push(self.action(&Action::default()));
        }
        GoalView {
            number: Lines::label(number.to_string()),
            named: Lines::label(format!("No.{number}")),
            bookmark: format!("No.{number} {}", Lines::of(text.as_ref()).lines.concat()),
            ward_goal: Lines::of(ward_goal.as_ref().map(|number| &number.text)),
            text: Lines::of(text.as_ref()),
            actions,
            shared_status: !goal.indicators().any(|indicator| indicator.status.is_some()),
            status: self.status(status.as_ref()),
            evaluation: symbol(evaluation.as_ref(), self.scales.map(|scales| &scales.evaluation)),
        }
    }

    fn status(&self, status: Option<&Text>) -> Lines {
        symbol(status, self.scales.map(|scales| &scales.status))
    }

    fn action(&self, action: &Action) -> ActionView {
        let Action { items, indicators } = action;
        let mut indicators: Vec<IndicatorView> =
            indicators.iter().map(|indicator| self.indicator(indicator)).collect();
        if indicators.is_empty() {
            indicators.push(IndicatorView::default());
        }
        ActionView { items: self::items(items), indicators }
    }

    fn indicator(&self, indicator: &Indicator) -> IndicatorView {
        // The good side is read with the target.
        let Indicator { item, unit, actuals, target, result, notes, status, direction: _ } = indicator;
        let unit = self::unit(unit.as_ref());
        let item = Lines::of(item.as_ref());
        let actual = |year| Lines::value(actuals.of(year));
        IndicatorView {
            item: if unit.lines.is_empty() {
                item
            } else {
                item.followed_by(&format!("({})", unit.lines.join("\n")))
            },
            actuals: self.year.map(|year| year.window().map(actual)).unwrap_or_default(),
            target: Lines::value(target.as_ref()),
            result: Lines::value(result.as_ref()),
            notes: items(notes),
            status: self.status(status.as_ref()),
            plot: self.year.and_then(|year| Plot::of(indicator, year)),
            less_is_better: indicator.good_side() == Some(Direction::Lower),
        }
    }
}

/// Returns 年度 as the form spells it, or the typed text where it cannot be read or names the year twice.
pub fn year(written: Option<&Written<FiscalYear>>) -> Lines {
    let mut lines = Lines::of(written.map(|written| &written.text));
    let once = written.filter(|written| FiscalYear::is_spelled_once(&written.text.text));
    if let Some(year) = once.and_then(|written| written.value) {
        lines.lines = vec![year.to_string()];
    }
    lines
}

/// Returns the short name of a year of 実績 (R1 for H31), or the typed text where it cannot be read.
pub fn short_year(written: &Written<FiscalYear>) -> String {
    written.value.map_or_else(|| written.text.text.clone(), FiscalYear::short)
}

/// Returns the unit without the brackets that the form adds.
pub fn unit(unit: Option<&Text>) -> Lines {
    let mut lines = Lines::of(unit);
    if let Some(unit) = unit.filter(|unit| !unit.is_blank()) {
        lines.lines = vec![bare_unit(&unit.text).to_owned()];
    }
    lines
}

fn bare_unit(unit: &str) -> &str {
    let unit = unit.trim();
    let inside = |open, close| unit.strip_prefix(open)?.strip_suffix(close);
    inside('(', ')').or_else(|| inside('（', '）')).unwrap_or(unit)
}

fn items(items: &Items) -> Vec<Lines> {
    items.texts().map(Lines::item).collect()
}
