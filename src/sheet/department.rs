//! 組織目標管理シート: a department's goals for one fiscal year.

use schemars::JsonSchema;
use serde::Deserialize;

use super::choice::choices;
use super::date::{EraDate, NoDate};
use super::fiscal::FiscalYear;
use super::number::Count;
use super::quantity::{Quantity, Reading, RowUnit};
use super::written::{Actuals, Items, Written};
use crate::source::Text;

/// A department's sheet.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "組織目標管理シート", description = "課の組織目標管理シート(1年度分)")]
#[schemars(extend("required" = ["様式", "年度", "部", "課", "組織目標"]))]
pub struct Department {
    /// The form's name.
    #[serde(rename = "様式")]
    #[schemars(description = "様式の名前。課のシートは「組織目標管理シート」")]
    pub form: Option<Text>,
    /// The fiscal year.
    #[serde(rename = "年度")]
    #[schemars(description = "年度。例: 令和2年度")]
    pub year: Option<Written<FiscalYear>>,
    /// 組織名(部).
    #[serde(rename = "部")]
    #[schemars(description = "組織名(部)。例: 東区役所")]
    pub division: Option<Text>,
    /// 組織名(準部・課・機関名).
    #[serde(rename = "課")]
    #[schemars(description = "組織名(準部・課・機関名)。例: 総務課。部のシートでは空のまま")]
    pub section: Option<Text>,
    /// The telephone number.
    #[serde(rename = "問合せ先")]
    #[schemars(description = "問合せ先の電話番号。例: 025-250-2710")]
    pub contact: Option<Text>,
    /// The day the sheet was made.
    #[serde(rename = "作成日")]
    #[schemars(extend("x-takes" = "date"))]
    #[schemars(description = "作成日。例: R2.4.1")]
    pub created: Option<Written<EraDate>>,
    /// The day it was revised.
    #[serde(rename = "修正日")]
    #[schemars(extend("x-takes" = "date"))]
    #[schemars(description = "修正日。修正していなければ空のまま")]
    pub revised: Option<Written<EraDate>>,
    /// The day it was evaluated.
    #[serde(rename = "評価日")]
    #[schemars(extend("x-takes" = "date"))]
    #[schemars(description = "評価日。評価の前は空のまま")]
    pub evaluated: Option<Written<EraDate>>,
    /// What the department is for.
    #[serde(rename = "組織の目的")]
    #[schemars(description = "組織の目的")]
    pub purpose: Option<Text>,
    /// The goals; No. is the position.
    #[serde(rename = "組織目標")]
    #[schemars(description = "組織目標の一覧。上から No.1、No.2 …になる")]
    pub goals: Vec<Goal>,
    /// The plan in prose.
    #[serde(rename = "取り組みについて")]
    #[schemars(extend("x-takes" = "paragraphs"))]
    #[schemars(
        description = "取り組みについて(今年度重点的に取り組む内容や目標設定の考え方など)。1行が1段落"
    )]
    pub plan: Option<Text>,
    /// The outcome in prose.
    #[serde(rename = "取り組みの結果について")]
    #[schemars(extend("x-takes" = "paragraphs"))]
    #[schemars(
        description = "取り組みの結果について(評価内容と評価結果を踏まえた今後の方針など)。1行が1段落"
    )]
    pub outcome: Option<Text>,
}

impl Department {
    /// Returns the sheet with each year of 実績 known that only 年度 tells, as 30年度.
    #[must_use]
    pub fn with_years(mut self) -> Self {
        let year = self.year.as_ref().and_then(|year| year.value);
        let actions = self.goals.iter_mut().flat_map(|goal| &mut goal.actions);
        for indicator in actions.flat_map(|action| &mut action.indicators) {
            indicator.actuals.name_years(year);
        }
        self
    }

    /// Whether 評価日 is set. A word such as 未定 sets none.
    pub fn is_evaluated(&self) -> bool {
        let date = self.evaluated.as_ref().map(|date| &date.text).filter(|text| !text.is_blank());
        date.is_some_and(|text| EraDate::read(&text.text) != Err(NoDate::None))
    }

    /// The latest of 作成日, 修正日 and 評価日.
    pub fn latest_date(&self) -> Option<EraDate> {
        let dates = [&self.created, &self.revised, &self.evaluated];
        dates.into_iter().flatten().filter_map(|date| date.value).max()
    }
}

/// A goal.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "組織目標", description = "組織目標(一つ)", inline)]
#[schemars(extend("required" = ["目標"]))]
pub struct Goal {
    /// The number of the ward's 重点目標 that it serves.
    #[serde(rename = "部区組織目標")]
    #[schemars(extend("x-takes" = "count"))]
    #[schemars(description = "区の重点目標の番号。課独自の目標なら空のまま")]
    pub ward_goal: Option<Written<Count>>,
    /// The goal itself.
    #[serde(rename = "目標")]
    #[schemars(description = "目標の文章")]
    pub text: Option<Text>,
    /// What is done for it.
    #[serde(rename = "取組")]
    #[schemars(description = "この目標のための取組の一覧。なければ空のまま")]
    pub actions: Vec<Action>,
    /// One box of 目標達成状況 for the goal.
    #[serde(rename = "達成状況")]
    #[schemars(extend("x-takes" = "status"))]
    #[schemars(description = "目標達成状況(目標に一つのとき)")]
    pub status: Option<Text>,
    /// 評価.
    #[serde(rename = "評価")]
    #[schemars(extend("x-takes" = "evaluation"))]
    #[schemars(description = "評価")]
    pub evaluation: Option<Text>,
}

impl Goal {
    /// Every indicator of the goal, in the order of the paper.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.actions.iter().flat_map(|action| &action.indicators)
    }
}

/// Actions with the indicators that measure them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "取組", description = "取組と、それを測る指標", inline)]
#[schemars(extend("required" = ["主な取組"]))]
pub struct Action {
    /// 主な取組(事業).
    #[serde(rename = "主な取組")]
    #[schemars(description = "主な取組(事業)。一つずつ「- 」で始める。「・」は印刷のときに付く")]
    pub items: Items,
    /// 指標.
    #[serde(rename = "指標")]
    #[schemars(description = "指標の一覧。なければ空のまま")]
    pub indicators: Vec<Indicator>,
}

/// An indicator: three years before, this year's target and result.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "指標", description = "指標(一つ)", inline)]
#[schemars(extend("required" = ["項目"]))]
pub struct Indicator {
    /// What is measured.
    #[serde(rename = "項目")]
    #[schemars(description = "項目。単位は「単位」に書く")]
    pub item: Option<Text>,
    /// Its unit.
    #[serde(rename = "単位")]
    #[schemars(description = "単位。「項目(単位)」と印刷される")]
    pub unit: Option<Text>,
    /// The three years before.
    #[serde(rename = "実績")]
    #[schemars(
        description = "年度の前の3年の実績。例: H29: 31自治会等で実施。測っていない年は \"-\"、書かない年は空欄"
    )]
    pub actuals: Actuals,
    /// This year's target.
    #[serde(rename = "目標")]
    #[schemars(extend("x-takes" = "measure"))]
    #[schemars(description = "今年度の目標")]
    pub target: Option<Text>,
    /// This year's result.
    #[serde(rename = "結果")]
    #[schemars(extend("x-takes" = "measure"))]
    #[schemars(description = "今年度の結果。評価のときに書く")]
    pub result: Option<Text>,
    /// 補足・参考指標.
    #[serde(rename = "補足")]
    #[schemars(description = "補足・参考指標。一つずつ「- 」で始める")]
    pub notes: Items,
    /// A box of 目標達成状況 of its own.
    #[serde(rename = "達成状況")]
    #[schemars(extend("x-takes" = "status"))]
    #[schemars(description = "目標達成状況(指標ごとに書くときだけ)")]
    pub status: Option<Text>,
    /// Which side of the target is good.
    #[serde(rename = "良い方向")]
    #[schemars(
        description = "目標より高い方がよいか、低い方がよいか。書かなければ、目標が「以下」「未満」なら「低い」、ほかは「高い」"
    )]
    pub direction: Option<Direction>,
}

impl Indicator {
    /// Returns the unit that the row's numbers are counted in.
    pub fn row_unit(&self) -> RowUnit {
        self.unit.as_ref().map(|unit| RowUnit::of(&unit.text)).unwrap_or_default()
    }

    /// Returns the number that a value of the row holds.
    pub fn number(&self, value: Option<&Text>) -> Option<Quantity> {
        Reading::of(&value?.text, &self.row_unit()).number()
    }

    /// Returns which side of the target is good: what 良い方向 says, else what the target's 以上 or 以下 says.
    pub fn good_side(&self) -> Option<Direction> {
        self.direction.or_else(|| {
            let bound = self.number(self.target.as_ref())?.bound?;
            Some(if bound.is_lower() { Direction::Higher } else { Direction::Lower })
        })
    }
}

choices! {
    /// Which side of a target is good.
    pub enum Direction {
        /// More is better; where nothing is said, too.
        Higher = "高い",
        /// Less is better.
        Lower = "低い",
    }
}
