//! The texts of the ward's page.

use serde::{Deserialize, Serialize};

use super::{DocumentView, Lines, joined};
use crate::sheet::ward::WardEvaluation;
use crate::sheet::{EraDate, Settings, Ward};
use crate::source::Text;

/// The texts of a ward's page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WardView {
    /// The document.
    pub document: DocumentView,
    /// 令和2年度 東区組織目標.
    pub heading: Lines,
    /// The page's own texts.
    pub labels: WardLabels,
    /// 組織名.
    pub organization: Lines,
    /// 区長.
    pub mayor: Lines,
    /// 組織の目的・方向性, a paragraph a line.
    pub purpose: Lines,
    /// 基本方針, a paragraph a line.
    pub policy: Lines,
    /// The goals, each with its number.
    pub goals: Vec<(Lines, Lines)>,
    /// The remark under the goals.
    pub remark: Lines,
    /// 取組結果, a paragraph a line.
    pub results: Lines,
    /// 目標数, the number of goals.
    pub count: Lines,
    /// 達成数.
    pub achieved: Lines,
    /// 今後の方向性, a paragraph a line.
    pub direction: Lines,
}

/// The page's own texts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WardLabels {
    /// 組織名.
    pub organization: Lines,
    /// 区長.
    pub mayor: Lines,
    /// 組織の目的・方向性.
    pub purpose: Lines,
    /// 東区組織目標, the heading above the policy.
    pub policy: Lines,
    /// 重点目標.
    pub goals: Lines,
    /// 評価.
    pub evaluation: Lines,
    /// 取組結果.
    pub results: Lines,
    /// 重点目標の達成状況.
    pub achievement: Lines,
    /// 目標数.
    pub count: Lines,
    /// 達成数.
    pub achieved: Lines,
    /// 今後の方向性.
    pub direction: Lines,
}

/// Returns the texts of a ward's page. `date` is the date of the document, the latest of the ward's sheets.
pub fn ward(ward: &Ward, settings: &Settings, date: Option<EraDate>) -> WardView {
    let Ward { form: _, year: typed_year, organization, mayor, purpose, policy, goals, remark, evaluation } =
        ward;
    let name = organization.as_ref().map_or("", |name| name.text.trim());
    let year =
        typed_year.as_ref().and_then(|year| year.value).map(|year| year.to_string()).unwrap_or_default();
    let own = format!("{name}組織目標");
    let heading = joined(&[&year, &own]);
    let WardEvaluation { results, achieved, direction } = evaluation.clone().unwrap_or_default();
    WardView {
        document: DocumentView::new(heading.clone(), &own, date, settings),
        heading: Lines::label(heading),
        labels: labels(&own),
        organization: Lines::of(organization.as_ref()),
        mayor: Lines::of(mayor.as_ref()),
        purpose: Lines::paragraphs(purpose.as_ref()),
        policy: Lines::paragraphs(policy.as_ref()),
        goals: self::goals(goals),
        remark: Lines::paragraphs(remark.as_ref()),
        results: Lines::paragraphs(results.as_ref()),
        count: Lines::label(goals.len().to_string()),
        achieved: Lines::of(achieved.as_ref().map(|number| &number.text)),
        direction: Lines::paragraphs(direction.as_ref()),
    }
}

fn goals(goals: &[Option<Text>]) -> Vec<(Lines, Lines)> {
    let number = |index: usize| Lines::label((index + 1).to_string());
    goals.iter().enumerate().map(|(index, goal)| (number(index), Lines::of(goal.as_ref()))).collect()
}

fn labels(own: &str) -> WardLabels {
    WardLabels {
        organization: Lines::label("組織名"),
        mayor: Lines::label("区長"),
        purpose: Lines::label("組織の目的・方向性"),
        policy: Lines::label(own),
        goals: Lines::label("重点目標"),
        evaluation: Lines::label("評価"),
        results: Lines::label("取組結果"),
        achievement: Lines::label("重点目標の達成状況"),
        count: Lines::label("目標数"),
        achieved: Lines::label("達成数"),
        direction: Lines::label("今後の方向性"),
    }
}
