//! The ward's page as data.

use schemars::JsonSchema;
use serde::Serialize;

use super::figure::Counted;
use super::text::{flowing, paragraphs};
use crate::sheet::Ward;
use crate::sheet::ward::WardEvaluation;
use crate::view::Lines;

/// A ward's page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "区組織目標", description = "区のページ")]
pub struct WardPage {
    /// 区長: the ward's mayor.
    #[serde(rename = "区長")]
    #[schemars(description = "区長の氏名")]
    pub mayor: Option<String>,
    /// 組織の目的・方向性: the purpose and direction of the ward.
    #[serde(rename = "組織の目的・方向性")]
    #[schemars(description = "組織の目的・方向性。段落の一覧")]
    pub purpose: Vec<String>,
    /// 基本方針: the basic policy.
    #[serde(rename = "基本方針")]
    #[schemars(description = "重点目標の前の文章。段落の一覧")]
    pub policy: Vec<String>,
    /// 重点目標: the ward goals.
    #[serde(rename = "重点目標")]
    #[schemars(description = "重点目標の一覧")]
    pub goals: Vec<WardGoal>,
    /// 注記: the remark under the goals.
    #[serde(rename = "注記")]
    #[schemars(description = "重点目標の下の注記。段落の一覧")]
    pub remark: Vec<String>,
    /// 評価: the evaluation of the year.
    #[serde(rename = "評価")]
    #[schemars(description = "区の評価")]
    pub evaluation: WardResult,
}

/// A ward goal.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "重点目標", description = "重点目標(一つ)")]
pub struct WardGoal {
    /// 番号: the number by which departments refer to it.
    #[serde(rename = "番号")]
    #[schemars(description = "番号。課のシートの部区組織目標が指す")]
    pub number: usize,
    /// 目標: the text of the goal.
    #[serde(rename = "目標")]
    #[schemars(description = "目標の文章")]
    pub text: Option<String>,
}

/// The evaluation of a ward.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "評価", description = "区の評価")]
pub struct WardResult {
    /// 取組結果: the results.
    #[serde(rename = "取組結果")]
    #[schemars(description = "取組結果。段落の一覧。評価の前は空")]
    pub results: Vec<String>,
    /// 目標数: the number of ward goals.
    #[serde(rename = "目標数")]
    #[schemars(description = "重点目標の数")]
    pub count: usize,
    /// 達成数: the number of ward goals achieved.
    #[serde(rename = "達成数")]
    #[schemars(description = "達成した重点目標の数。評価の前は null。数でないときは書かれたとおり")]
    pub achieved: Option<Counted>,
    /// 今後の方向性: the future direction.
    #[serde(rename = "今後の方向性")]
    #[schemars(description = "今後の方向性。段落の一覧。評価の前は空")]
    pub direction: Vec<String>,
}

/// Returns the data of a ward's page.
pub(super) fn page(ward: &Ward) -> WardPage {
    // The name and the year are those of the folder.
    let Ward { form: _, year: _, organization: _, mayor, purpose, policy, goals, remark, evaluation } = ward;
    let WardEvaluation { results, achieved, direction } = evaluation.clone().unwrap_or_default();
    WardPage {
        mayor: flowing(&Lines::of(mayor.as_ref())),
        purpose: paragraphs(&Lines::of(purpose.as_ref())),
        policy: paragraphs(&Lines::of(policy.as_ref())),
        goals: goals
            .iter()
            .enumerate()
            .map(|(index, goal)| WardGoal { number: index + 1, text: flowing(&Lines::of(goal.as_ref())) })
            .collect(),
        remark: paragraphs(&Lines::of(remark.as_ref())),
        evaluation: WardResult {
            results: paragraphs(&Lines::of(results.as_ref())),
            count: goals.len(),
            achieved: Counted::of(achieved.as_ref()),
            direction: paragraphs(&Lines::of(direction.as_ref())),
        },
    }
}
