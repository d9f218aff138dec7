//! 組織目標管理シート: a department's goals for one fiscal year.

use schemars::JsonSchema;
use serde::Deserialize;

use super::choice::choices;
use super::date::EraDate;
use super::fiscal::FiscalYear;
use super::number::Count;
use super::quantity::{Quantity, RowUnit, ValueReading};
use super::written::{Actuals, Items, Written};
use super::written_date::NoDate;
use crate::source::Text;

/// A department's sheet: one 組織目標管理シート.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "組織目標管理シート", description = "課の組織目標管理シート(1年度分)")]
#[schemars(extend("required" = ["様式", "年度", "部", "課", "組織目標"]))]
pub struct Department {
    /// 様式: the form's name, 組織目標管理シート.
    #[serde(rename = "様式")]
    #[schemars(extend("x-takes" = "form"))]
    #[schemars(description = "様式の名前。課のシートは「組織目標管理シート」")]
    pub form: Option<Text>,
    /// 年度: the fiscal year.
    #[serde(rename = "年度")]
    #[schemars(extend("x-takes" = "fiscal-year"))]
    #[schemars(description = "年度。例: 令和2年度")]
    pub year: Option<Written<FiscalYear>>,
    /// 部: the division, 組織名(部).
    #[serde(rename = "部")]
    #[schemars(extend("x-takes" = "office"))]
    #[schemars(description = "組織名(部)。例: 東区役所")]
    pub division: Option<Text>,
    /// 課: the section, 組織名(準部・課・機関名); empty on a division's sheet.
    #[serde(rename = "課")]
    #[schemars(extend("x-takes" = "office"))]
    #[schemars(description = "組織名(準部・課・機関名)。例: 総務課。部のシートでは空のまま")]
    pub section: Option<Text>,
    /// 問合せ先: the telephone number.
    #[serde(rename = "問合せ先")]
    #[schemars(extend("x-takes" = "telephone"))]
    #[schemars(description = "問合せ先の電話番号。例: 025-250-2710")]
    pub contact: Option<Text>,
    /// 作成日: the date of creation.
    #[serde(rename = "作成日")]
    #[schemars(extend("x-takes" = "date"))]
    #[schemars(description = "作成日。例: R2.4.1")]
    pub created: Option<Written<EraDate>>,
    /// 修正日: the date of revision.
    #[serde(rename = "修正日")]
    #[schemars(extend("x-takes" = "date"))]
    #[schemars(description = "修正日。修正していなければ空のまま")]
    pub revised: Option<Written<EraDate>>,
    /// 評価日: the date of evaluation.
    #[serde(rename = "評価日")]
    #[schemars(extend("x-takes" = "date"))]
    #[schemars(description = "評価日。評価の前は空のまま")]
    pub evaluated: Option<Written<EraDate>>,
    /// 組織の目的: the purpose of the department.
    #[serde(rename = "組織の目的")]
    #[schemars(description = "組織の目的")]
    pub purpose: Option<Text>,
    /// 組織目標: the goals. A goal's No. is its position in the list.
    #[serde(rename = "組織目標")]
    #[schemars(description = "組織目標の一覧。上から No.1、No.2 …になる")]
    pub goals: Vec<Goal>,
    /// 取り組みについて: the plan in prose, a paragraph a line.
    #[serde(rename = "取り組みについて")]
    #[schemars(extend("x-takes" = "paragraphs"))]
    #[schemars(
        description = "取り組みについて(今年度重点的に取り組む内容や目標設定の考え方など)。1行が1段落"
    )]
    pub plan: Option<Text>,
    /// 取り組みの結果について: the outcome in prose, a paragraph a line.
    #[serde(rename = "取り組みの結果について")]
    #[schemars(extend("x-takes" = "paragraphs"))]
    #[schemars(
        description = "取り組みの結果について(評価内容と評価結果を踏まえた今後の方針など)。1行が1段落"
    )]
    pub outcome: Option<Text>,
}

impl Department {
    /// Resolves the keys of 実績 whose era only 年度 implies, such as 30年度.
    #[must_use]
    pub fn with_years(mut self) -> Self {
        let year = self.year.as_ref().and_then(|year| year.value);
        let actions = self.goals.iter_mut().flat_map(|goal| &mut goal.actions);
        for indicator in actions.flat_map(|action| &mut action.indicators) {
            indicator.actuals.name_years(year);
        }
        self
    }

    /// Returns whether 評価日 is set. A word for a missing date, such as 未定, does not count.
    pub fn is_evaluated(&self) -> bool {
        let date = self.evaluated.as_ref().map(|date| &date.text).filter(|text| !text.is_blank());
        date.is_some_and(|text| EraDate::read(&text.text) != Err(NoDate::None))
    }

    /// Returns the latest of 作成日, 修正日 and 評価日.
    pub fn latest_date(&self) -> Option<EraDate> {
        let dates = [&self.created, &self.revised, &self.evaluated];
        dates.into_iter().flatten().filter_map(|date| date.value).max()
    }
}

/// A goal of a department.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "組織目標", description = "組織目標(一つ)", inline)]
#[schemars(extend("required" = ["目標"]))]
pub struct Goal {
    /// 部区組織目標: the number of the ward goal that it serves.
    #[serde(rename = "部区組織目標")]
    #[schemars(extend("x-takes" = "count"))]
    #[schemars(description = "区の重点目標の番号。課独自の目標なら空のまま")]
    pub ward_goal: Option<Written<Count>>,
    /// 目標: the text of the goal.
    #[serde(rename = "目標")]
    #[schemars(description = "目標の文章")]
    pub text: Option<Text>,
    /// 取組: the actions that serve the goal.
    #[serde(rename = "取組")]
    #[schemars(description = "この目標のための取組の一覧。なければ空のまま")]
    pub actions: Vec<Action>,
    /// 達成状況: the status of the whole goal, where its indicators have none of their own.
    #[serde(rename = "達成状況")]
    #[schemars(extend("x-takes" = "status"))]
    #[schemars(description = "目標達成状況(目標に一つのとき)")]
    pub status: Option<Text>,
    /// 評価: the evaluation of the goal.
    #[serde(rename = "評価")]
    #[schemars(extend("x-takes" = "evaluation"))]
    #[schemars(description = "評価")]
    pub evaluation: Option<Text>,
}

impl Goal {
    /// Returns all indicators of the goal, in the order of the form.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.actions.iter().flat_map(|action| &action.indicators)
    }
}

/// An action with the indicators that measure it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "取組", description = "取組と、それを測る指標", inline)]
#[schemars(extend("required" = ["主な取組"]))]
pub struct Action {
    /// 主な取組(事業): the main actions.
    #[serde(rename = "主な取組")]
    #[schemars(description = "主な取組(事業)。一つずつ「- 」で始める。「・」は印刷のときに付く")]
    pub items: Items,
    /// 指標: the indicators.
    #[serde(rename = "指標")]
    #[schemars(description = "指標の一覧。なければ空のまま")]
    pub indicators: Vec<Indicator>,
}

/// An indicator: the actuals of three years, and this year's target and result.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "指標", description = "指標(一つ)", inline)]
#[schemars(extend("required" = ["項目"]))]
pub struct Indicator {
    /// 項目: the quantity that is measured.
    #[serde(rename = "項目")]
    #[schemars(description = "項目。単位は「単位」に書く")]
    pub item: Option<Text>,
    /// 単位: the unit.
    #[serde(rename = "単位")]
    #[schemars(description = "単位。「項目(単位)」と印刷される")]
    pub unit: Option<Text>,
    /// 実績: the values of the three preceding fiscal years.
    #[serde(rename = "実績")]
    #[schemars(
        description = "年度の前の3年の実績。例: H29: 31自治会等で実施。測っていない年は \"-\"、書かない年は空欄"
    )]
    pub actuals: Actuals,
    /// 目標: this year's target.
    #[serde(rename = "目標")]
    #[schemars(extend("x-takes" = "measure"))]
    #[schemars(description = "今年度の目標")]
    pub target: Option<Text>,
    /// 結果: this year's result.
    #[serde(rename = "結果")]
    #[schemars(extend("x-takes" = "measure"))]
    #[schemars(description = "今年度の結果。評価のときに書く")]
    pub result: Option<Text>,
    /// 補足・参考指標: the notes.
    #[serde(rename = "補足")]
    #[schemars(description = "補足・参考指標。一つずつ「- 」で始める")]
    pub notes: Items,
    /// 達成状況: the status of this indicator alone.
    #[serde(rename = "達成状況")]
    #[schemars(extend("x-takes" = "status"))]
    #[schemars(description = "目標達成状況(指標ごとに書くときだけ)")]
    pub status: Option<Text>,
    /// 良い方向: the side of the target that is good.
    #[serde(rename = "良い方向")]
    #[schemars(
        description = "目標より高い方がよいか、低い方がよいか。書かなければ、目標が「以下」「未満」なら「低い」、ほかは「高い」"
    )]
    pub direction: Option<Direction>,
}

impl Indicator {
    /// Returns the unit in which the row's numbers are counted.
    pub fn row_unit(&self) -> RowUnit {
        self.unit.as_ref().map(|unit| RowUnit::of(&unit.text)).unwrap_or_default()
    }

    /// Returns the number that a value of the row holds, or `None` for a text.
    pub fn number(&self, value: Option<&Text>) -> Option<Quantity> {
        ValueReading::of(&value?.text, &self.row_unit()).number()
    }

    /// Returns the good side of the target: 良い方向 where it is set, else the side that 以上 or 以下 in the
    /// target implies.
    pub fn good_side(&self) -> Option<Direction> {
        self.direction.or_else(|| {
            let bound = self.number(self.target.as_ref())?.bound?;
            Some(if bound.is_lower() { Direction::Higher } else { Direction::Lower })
        })
    }
}

choices! {
    /// The good side of a target.
    pub enum Direction {
        /// More is better; the default.
        Higher = "高い",
        /// Less is better.
        Lower = "低い",
    }
}
