//! A department's sheet as data.

use schemars::JsonSchema;
use serde::Serialize;

use super::figure::Counted;
use super::indicator::{DataContext, IndicatorData, sign};
use super::text::{self, flowing, paragraphs};
use super::{western, year_name};
use crate::sheet::{Action, Department, EraDate, Goal, Settings, Written};
use crate::view::Lines;

/// A department's sheet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "組織目標管理シート", description = "課のシート")]
pub struct DepartmentData {
    /// ファイル名: the file name of the sheet without its extension.
    #[serde(rename = "ファイル名")]
    #[schemars(description = "シートのファイルの名前(拡張子なし)。例: soumu")]
    pub file: String,
    /// 年度: the fiscal year.
    #[serde(rename = "年度")]
    #[schemars(description = "年度。例: 令和2年度")]
    pub year: Option<String>,
    /// 西暦: the western year of its April.
    #[serde(rename = "西暦")]
    #[schemars(description = "年度の4月の西暦年。例: 2020")]
    pub western: Option<i32>,
    /// 部: the division, 組織名(部).
    #[serde(rename = "部")]
    #[schemars(description = "組織名(部)。例: 東区役所")]
    pub division: Option<String>,
    /// 課: the section, 組織名(準部・課・機関名).
    #[serde(rename = "課")]
    #[schemars(description = "組織名(準部・課・機関名)。例: 総務課")]
    pub section: Option<String>,
    /// 問合せ先: the telephone number.
    #[serde(rename = "問合せ先")]
    #[schemars(description = "問合せ先の電話番号")]
    pub contact: Option<String>,
    /// 作成日: the date of creation.
    #[serde(rename = "作成日")]
    #[schemars(description = "作成日")]
    pub created: Option<Day>,
    /// 修正日: the date of revision.
    #[serde(rename = "修正日")]
    #[schemars(description = "修正日。修正していなければ null")]
    pub revised: Option<Day>,
    /// 評価日: the date of evaluation.
    #[serde(rename = "評価日")]
    #[schemars(description = "評価日。評価の前は null")]
    pub evaluated: Option<Day>,
    /// 組織の目的: the purpose of the department.
    #[serde(rename = "組織の目的")]
    #[schemars(description = "組織の目的。段落の一覧")]
    pub purpose: Vec<String>,
    /// 組織目標: the goals.
    #[serde(rename = "組織目標")]
    #[schemars(description = "組織目標の一覧")]
    pub goals: Vec<GoalData>,
    /// 取り組みについて: the plan in prose.
    #[serde(rename = "取り組みについて")]
    #[schemars(
        description = "取り組みについて(今年度重点的に取り組む内容や目標設定の考え方など)。段落の一覧"
    )]
    pub plan: Vec<String>,
    /// 取り組みの結果について: the outcome in prose.
    #[serde(rename = "取り組みの結果について")]
    #[schemars(
        description = "取り組みの結果について(評価内容と評価結果を踏まえた今後の方針など)。段落の一覧。評価の前は空"
    )]
    pub outcome: Vec<String>,
}

/// A date.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "日付", description = "日付")]
pub struct Day {
    /// 日付: the date by ISO 8601.
    #[serde(rename = "日付")]
    #[schemars(description = "ISO 8601 の日付。例: 2020-04-01。日付として読めなければ null")]
    #[schemars(extend("format" = "date"))]
    pub date: Option<String>,
    /// 表記: the date as the form prints it.
    #[serde(rename = "表記")]
    #[schemars(description = "紙の表記。例: R2.4.1")]
    pub written: String,
}

/// A goal.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "組織目標", description = "組織目標(一つ)")]
pub struct GoalData {
    /// No: the number of the goal.
    #[serde(rename = "No")]
    #[schemars(description = "目標の番号")]
    pub number: usize,
    /// 部区組織目標: the number of the ward goal that it serves.
    #[serde(rename = "部区組織目標")]
    #[schemars(description = "区の重点目標の番号。課独自の目標なら null。番号でないときは書かれたとおり")]
    pub ward_goal: Option<Counted>,
    /// 目標: the text of the goal.
    #[serde(rename = "目標")]
    #[schemars(description = "目標の文章")]
    pub text: Option<String>,
    /// 取組: the actions that serve the goal.
    #[serde(rename = "取組")]
    #[schemars(description = "取組と、それを測る指標の一覧")]
    pub actions: Vec<ActionData>,
    /// 達成状況: the status of the whole goal.
    #[serde(rename = "達成状況")]
    #[schemars(description = "目標達成状況。指標ごとに書かれているとき、評価の前は null")]
    pub status: Option<String>,
    /// 評価: the evaluation.
    #[serde(rename = "評価")]
    #[schemars(description = "評価。評価の前は null")]
    pub evaluation: Option<String>,
}

/// An action with the indicators that measure it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "取組", description = "取組と、それを測る指標")]
pub struct ActionData {
    /// 主な取組(事業): the main actions.
    #[serde(rename = "主な取組")]
    #[schemars(description = "主な取組(事業)の一覧。紙の頭の「・」はない")]
    pub items: Vec<String>,
    /// 指標: the indicators.
    #[serde(rename = "指標")]
    #[schemars(description = "指標の一覧")]
    pub indicators: Vec<IndicatorData>,
}

/// Returns the data of a department's sheet.
pub(super) fn data(file: &str, sheet: &Department, settings: &Settings) -> DepartmentData {
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
    let year = year.as_ref();
    let boxes = DataContext { year, settings };
    DepartmentData {
        file: file.to_owned(),
        year: year_name(year),
        western: western(year),
        division: flowing(&Lines::of(division.as_ref())),
        section: flowing(&Lines::of(section.as_ref())),
        contact: flowing(&Lines::of(contact.as_ref())),
        created: day(created.as_ref()),
        revised: day(revised.as_ref()),
        evaluated: day(evaluated.as_ref()),
        purpose: paragraphs(&Lines::of(purpose.as_ref())),
        goals: goals.iter().enumerate().map(|(index, goal)| boxes.goal(index + 1, goal)).collect(),
        plan: paragraphs(&Lines::of(plan.as_ref())),
        outcome: paragraphs(&Lines::of(outcome.as_ref())),
    }
}

fn day(written: Option<&Written<EraDate>>) -> Option<Day> {
    let date = written.and_then(|written| written.value).map(|date| date.to_string());
    let written = flowing(&Lines::of(written.map(|written| &written.text)))?;
    Some(Day { date, written })
}

impl DataContext<'_> {
    fn goal(&self, number: usize, goal: &Goal) -> GoalData {
        let Goal { ward_goal, text, actions, status, evaluation } = goal;
        let scale = self.settings.scales.as_ref().map(|scales| &scales.evaluation);
        GoalData {
            number,
            ward_goal: Counted::of(ward_goal.as_ref()),
            text: flowing(&Lines::of(text.as_ref())),
            actions: actions.iter().map(|action| self.action(action)).collect(),
            status: self.status(status.as_ref()),
            evaluation: sign(evaluation.as_ref(), scale),
        }
    }

    fn action(&self, action: &Action) -> ActionData {
        let Action { items, indicators } = action;
        let indicators = indicators.iter().map(|indicator| self.indicator(indicator)).collect();
        ActionData { items: text::items(items), indicators }
    }
}
