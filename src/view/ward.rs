//! The texts of the ward's page.

use serde::{Deserialize, Serialize};

use super::{DocumentView, Labels, Lines, joined};
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
    pub labels: Labels,
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

fn labels(own: &str) -> Labels {
    Labels::new([
        ("organization", "組織名"),
        ("mayor", "区長"),
        ("purpose", "組織の目的・方向性"),
        ("policy", own),
        ("goals", "重点目標"),
        ("evaluation", "評価"),
        ("results", "取組結果"),
        ("achievement", "重点目標の達成状況"),
        ("count", "目標数"),
        ("achieved", "達成数"),
        ("direction", "今後の方向性"),
    ])
}
