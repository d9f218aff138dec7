//! 指標の推移: charts of the indicators with numbers, as texts and relative lengths.

mod notation;
mod plot;
mod value;

use serde::{Deserialize, Serialize};

pub(super) use self::plot::Plot;
use super::{DepartmentView, IndicatorView, Lines, joined};

/// The charts of a ward.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TrendView {
    /// The heading.
    pub heading: Lines,
    /// The explanation of the charts.
    pub note: Lines,
    /// The text where there are no charts.
    pub nothing: Lines,
    /// The departments that have charts, in their order.
    pub parts: Vec<TrendPart>,
}

/// The charts of a department.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TrendPart {
    /// The index of the department among those of the ward, from 0.
    pub department: usize,
    /// The name of the department.
    pub name: Lines,
    /// The charts, by goal.
    pub charts: Vec<ChartView>,
}

/// The chart of an indicator.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChartView {
    /// The goal: No.3.
    pub goal: Lines,
    /// 項目(単位).
    pub item: Lines,
    /// A remark where less is better, and on years that are not shown.
    pub remark: Lines,
    /// The bars of the three preceding years, the target and the result.
    pub bars: [BarView; 5],
    /// The share of the height below zero, in thousandths.
    pub zero: u16,
    /// The text alternative, for those who do not see the chart.
    pub alternative: String,
}

/// A bar of a chart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BarView {
    /// The year and the kind of value: R1実績.
    pub label: Lines,
    /// The value as the sheet prints it, or 「文章」 for a long text.
    pub value: Lines,
    /// The kind, which determines the style.
    pub kind: BarKind,
    /// The length as a share of the height in thousandths, and whether the bar points upwards; `None` without
    /// a number.
    pub share: Option<(u16, bool)>,
    /// `true` for a target or a result that is still empty.
    pub is_pending: bool,
}

impl BarView {
    /// Replaces the value by one that fits its column. The sheet and the text alternative have the full
    /// value.
    fn shortened(self, rounded: Option<Vec<String>>) -> Self {
        let lines = self.value.lines;
        let lines = if let Some(rounded) = rounded {
            rounded
        } else if lines.is_empty() && self.kind == BarKind::Actual {
            // A year that was not measured, with the form's sign for it.
            vec!["-".to_owned()]
        } else if value::fits(&lines) {
            lines
        } else {
            value::broken(&lines).unwrap_or_else(|| vec!["文章".to_owned()])
        };
        Self { value: Lines { lines, ..self.value }, ..self }
    }

    /// Splits the label into the year and the kind of value.
    pub fn label_parts(&self) -> [String; 2] {
        let label = self.label.lines.concat();
        let year = label.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or_default();
        [label[..year].to_owned(), label[year..].to_owned()]
    }
}

/// The kind of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BarKind {
    /// An actual of a preceding year.
    Actual,
    /// A target.
    Target,
    /// A result.
    Result,
}

/// Returns the charts of departments with their names.
pub fn trend<'a>(departments: impl IntoIterator<Item = (Lines, &'a DepartmentView)>) -> TrendView {
    let part = |(department, (name, sheet)): (usize, (Lines, &DepartmentView))| {
        let charts = charts(sheet, &name);
        (!charts.is_empty()).then_some(TrendPart { department, name, charts })
    };
    TrendView {
        heading: Lines::label("指標の推移"),
        note: Lines::label(
            "値が数である指標の、3年間の実績(灰色か斜線の棒)、今年度の目標(破線)と結果(塗りつぶした棒)です。「-」は測っていない年、点線の枠はまだない結果です。棒の長さは指標ごとの目盛りにより、桁の多い値は万や億に丸めています。",
        ),
        nothing: Lines::label("値が数である指標はありません。"),
        parts: departments.into_iter().enumerate().filter_map(part).collect(),
    }
}

fn charts(sheet: &DepartmentView, name: &Lines) -> Vec<ChartView> {
    let mut charts = Vec::new();
    for goal in &sheet.goals {
        let indicators = goal.actions.iter().flat_map(|action| &action.indicators);
        charts.extend(
            indicators.filter_map(|indicator| chart(sheet, name, goal.named.clone(), indicator.clone())),
        );
    }
    charts
}

/// Returns the chart of an indicator, if it has numbers.
fn chart(sheet: &DepartmentView, name: &Lines, goal: Lines, indicator: IndicatorView) -> Option<ChartView> {
    let Plot { shares, zero, rounded, unplaced } = indicator.plot?;
    let [first, second, third] = indicator.actuals;
    let values = [first, second, third, indicator.target, indicator.result];
    let mut values = values.into_iter().zip(shares);
    let bars: [BarView; 5] = heads(sheet).map(|(label, kind)| {
        let (value, share) = values.next().expect("a value under each head");
        let is_pending = kind != BarKind::Actual && value.lines.is_empty();
        BarView { label, value, kind, share, is_pending }
    });
    let direction = indicator.less_is_better.then(|| "少ないほど良い".to_owned());
    let others = (!unplaced.is_empty()).then(|| format!("{}の実績は図にありません", unplaced.join("・")));
    let remark: Vec<String> = direction.into_iter().chain(others).collect();
    let remark = Lines::label(remark.join("。"));
    let item = indicator.item.without_bullets();
    let alternative = alternative([name, &goal, &item], &remark, &bars);
    let mut rounded = rounded.into_iter();
    let bars = bars.map(|bar| bar.shortened(rounded.next().flatten()));
    Some(ChartView { goal, item, remark, bars, zero, alternative })
}

/// Returns the headings of the columns of values, with the kind of each.
fn heads(sheet: &DepartmentView) -> [(Lines, BarKind); 5] {
    let [first, second, third, target] = sheet.years.clone();
    let result = sheet.labels["result"].clone();
    [
        (first, BarKind::Actual),
        (second, BarKind::Actual),
        (third, BarKind::Actual),
        (target, BarKind::Target),
        (result, BarKind::Result),
    ]
}

/// Formats the text alternative: 「総務課 No.3 活用日数(日)。H29実績 230、H30実績 なし、…、R2結果
/// 記載なし。」
fn alternative(names: [&Lines; 3], remark: &Lines, bars: &[BarView; 5]) -> String {
    let flat = |lines: &Lines| lines.lines.concat();
    let value = |bar: &BarView| match bar.value.lines.as_slice() {
        [] => "記載なし".to_owned(),
        [only] if only == "-" => "なし".to_owned(),
        lines => lines.concat(),
    };
    let bars = bars.each_ref().map(|bar| format!("{} {}", flat(&bar.label), value(bar))).join("、");
    let [department, goal, item] = names.map(flat);
    let remark = if remark.lines.is_empty() { String::new() } else { format!("{}。", flat(remark)) };
    format!("{}。{bars}。{remark}", joined(&[&department, &goal, &item]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Action, Actuals, Department, FiscalYear, Goal, Indicator, Settings, Written};
    use crate::source::Text;

    /// Returns the chart of an indicator with these values.
    type Share = Option<(u16, bool)>;

    fn charted(unit: &str, values: [&str; 5]) -> Option<ChartView> {
        let text = |text: &str| Some(Text { text: text.to_owned(), ..Text::default() });
        let years = ["H29", "H30", "R1"].into_iter().zip(values);
        let years = years.map(|(year, value)| (Written::from(text(year).unwrap_or_default()), text(value)));
        let indicator = Indicator {
            item: text("催し"),
            unit: text(unit),
            actuals: Actuals(years.collect()),
            target: text(values[3]),
            result: text(values[4]),
            ..Indicator::default()
        };
        let action = Action { indicators: vec![indicator], ..Action::default() };
        let goal = Goal { actions: vec![action], ..Goal::default() };
        let year = text("令和2年度").map(Written::from);
        let sheet = Department { year, goals: vec![goal], ..Department::default() };
        let view = crate::view::department(&sheet, &Settings::default(), None);
        charts(&view, &Lines::label("地域課")).pop()
    }

    fn shares(values: [&str; 5]) -> Option<(u16, [Share; 5])> {
        charted("", values).map(|chart| (chart.zero, chart.bars.map(|bar| bar.share)))
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let up = |share| Some((share, true));
        assert_eq!(
            shares(["1,000", "250", "12.5", "500", ""]),
            Some((0, [up(1000), up(250), up(12), up(500), None]))
        );
        // Zero is above the bottom where negative numbers need space.
        let down = Some((250, false));
        assert_eq!(shares(["-", "", "-5", "15", "0"]), Some((250, [None, None, down, up(750), up(0)])));
        assert_eq!(shares(["0", "0", "0", "0", "0"]), Some((0, [up(0); 5])));
    }

    #[test]
    fn what_is_no_number_has_no_bar_and_without_one_there_is_no_chart() {
        let up = |share| Some((share, true));
        assert_eq!(
            shares(["31自治会", "2", "3", "4件以上", "調整中"]),
            Some((0, [None, up(500), up(750), up(1000), None]))
        );
        assert!(shares(["-", "-", "中止", "", "1/3"]).is_none());
        assert!(
            shares(["79228162514264337593543950335", "-79228162514264337593543950335", "", "", ""]).is_none()
        );
    }

    #[test]
    fn bars_of_a_chart_are_counted_in_one_unit() {
        let shares = |unit, values| {
            charted(unit, values).map(|chart| chart.bars.map(|bar| bar.share.map(|share| share.0)))
        };
        assert_eq!(
            shares("人", ["5千人", "80%", "▲2,500", "１万人", "約7,500人"]),
            Some([Some(400), None, Some(200), Some(800), Some(600)])
        );
        // Without 単位, the target determines the unit.
        assert_eq!(
            shares("", ["10", "20%", "5件", "40%", ""]),
            Some([Some(250), Some(500), None, Some(1000), None])
        );
    }

    #[test]
    fn a_long_text_has_a_word_in_the_chart() {
        let long = "広報紙への掲載と窓口での配布";
        let chart =
            charted("回", ["2回", "新規", long, "1,234,567回以上", "１２３４５６７"]).expect("a chart");
        let values = chart.bars.each_ref().map(|bar| bar.value.lines.join("/"));
        assert_eq!(values, ["2回", "新規", "文章", "123万回/以上", "123.5万"]);
        assert!(chart.alternative.contains(&format!("R1実績 {long}、R2目標 1,234,567回以上、")));
    }

    #[test]
    fn a_year_not_measured_differs_from_a_pending_result() {
        let chart = charted("回", ["", "-", "3", "4", ""]).expect("a chart");
        let values = chart.bars.each_ref().map(|bar| bar.value.lines.concat());
        assert_eq!(values, ["-", "-", "3", "4", ""]);
        assert_eq!(chart.bars.each_ref().map(|bar| bar.is_pending), [false, false, false, false, true]);
        assert_eq!(chart.bars[4].label_parts(), ["R2", "結果"]);
    }

    #[test]
    fn years_without_a_column_are_mentioned() {
        let text = |text: &str| Some(Text { text: text.to_owned(), ..Text::default() });
        let years = ["H27", "R2", "H30", "H29", "H28", "R1"].into_iter();
        let values = years
            .map(|year| (Written::from(text(year).unwrap()), text(if year == "H28" { "" } else { "3" })));
        let indicator = Indicator { actuals: Actuals(values.collect()), ..Indicator::default() };
        let year = Written::<FiscalYear>::from(text("令和2年度").unwrap()).value.unwrap();
        assert_eq!(Plot::of(&indicator, year).unwrap().unplaced, ["H27", "R2"]);
        let chart = charted("回", ["1", "2", "3", "4", ""]).unwrap();
        assert!(chart.remark.lines.is_empty());
    }

    #[test]
    fn a_title_begins_without_the_sign_of_a_list() {
        let item = Lines::label("・改善実践報告\n・ 職員提案の件数").without_bullets();
        assert_eq!(item.lines, ["改善実践報告", "職員提案の件数"]);
    }

    #[test]
    fn a_chart_has_a_text_alternative() {
        let chart = charted("回", ["-", "2", "3", "4回", ""]).expect("a chart");
        let told = "地域課 No.1 催し(回)。H29実績 なし、H30実績 2、R1実績 3、R2目標 4回、R2結果 記載なし。";
        assert_eq!(chart.alternative, told);
    }
}
