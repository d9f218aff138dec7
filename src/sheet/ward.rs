//! 区組織目標: the ward's page, with the goals that its departments serve.

use schemars::JsonSchema;
use serde::Deserialize;

use super::fiscal::FiscalYear;
use super::number::Count;
use super::written::Written;
use crate::source::Text;

/// A ward's page.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "区組織目標", description = "区の組織目標(1年度分)")]
#[schemars(extend("required" = ["様式", "年度", "組織名", "重点目標"]))]
pub struct Ward {
    /// 様式: the form's name, 区組織目標.
    #[serde(rename = "様式")]
    #[schemars(extend("x-takes" = "form"))]
    #[schemars(description = "様式の名前。区のページは「区組織目標」")]
    pub form: Option<Text>,
    /// 年度: the fiscal year.
    #[serde(rename = "年度")]
    #[schemars(extend("x-takes" = "fiscal-year"))]
    #[schemars(description = "年度。例: 令和2年度")]
    pub year: Option<Written<FiscalYear>>,
    /// 組織名: the ward's name.
    #[serde(rename = "組織名")]
    #[schemars(extend("x-takes" = "office"))]
    #[schemars(description = "組織名。例: 東区")]
    pub organization: Option<Text>,
    /// 区長: the ward's mayor.
    #[serde(rename = "区長")]
    #[schemars(extend("x-takes" = "name"))]
    #[schemars(description = "区長の氏名")]
    pub mayor: Option<Text>,
    /// 組織の目的・方向性: the purpose and direction of the ward.
    #[serde(rename = "組織の目的・方向性")]
    #[schemars(description = "組織の目的・方向性")]
    pub purpose: Option<Text>,
    /// 基本方針: the basic policy, printed above the goals.
    #[serde(rename = "基本方針")]
    #[schemars(extend("x-takes" = "paragraphs"))]
    #[schemars(description = "重点目標の前に置く文章。1行が1段落")]
    pub policy: Option<Text>,
    /// 重点目標: the ward goals. The form prints their number as 目標数.
    #[serde(rename = "重点目標")]
    #[schemars(description = "重点目標の一覧。上から1、2 …になる。目標数は自動で数える")]
    pub goals: Vec<Option<Text>>,
    /// 注記: the remark under the goals.
    #[serde(rename = "注記")]
    #[schemars(description = "重点目標の下の注記")]
    pub remark: Option<Text>,
    /// 評価: the evaluation of the year.
    #[serde(rename = "評価")]
    #[schemars(description = "評価。評価の前は空のまま")]
    pub evaluation: Option<WardEvaluation>,
}

/// The evaluation of a ward.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "評価", description = "区の評価", inline)]
pub struct WardEvaluation {
    /// 取組結果: the results.
    #[serde(rename = "取組結果")]
    #[schemars(extend("x-takes" = "paragraphs"))]
    #[schemars(description = "取組結果。1行が1段落")]
    pub results: Option<Text>,
    /// 達成数: the number of ward goals achieved.
    #[serde(rename = "達成数")]
    #[schemars(extend("x-takes" = "count"))]
    #[schemars(description = "達成した重点目標の数")]
    pub achieved: Option<Written<Count>>,
    /// 今後の方向性: the future direction.
    #[serde(rename = "今後の方向性")]
    #[schemars(extend("x-takes" = "paragraphs"))]
    #[schemars(description = "今後の方向性。1行が1段落")]
    pub direction: Option<Text>,
}
