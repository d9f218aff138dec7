//! 指標の推移: the years of every indicator that is measured in numbers, as charts in words and shares.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{DepartmentView, IndicatorView, Lines, joined};
use crate::sheet::Number;

/// The charts of a ward.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TrendView {
    /// 指標の推移.
    pub heading: Lines,
    /// How a chart is read.
    pub note: Lines,
    /// What stands where there is no chart.
    pub nothing: Lines,
    /// The departments that have charts, in their order.
    pub parts: Vec<TrendPart>,
}

/// The charts of a department.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TrendPart {
    /// The department's place among all of the ward, from 0.
    pub department: usize,
    /// What it is called.
    pub name: Lines,
    /// Its charts, by goal.
    pub charts: Vec<ChartView>,
}

/// The chart of an indicator.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChartView {
    /// The goal: No.3.
    pub goal: Lines,
    /// 項目(単位).
    pub item: Lines,
    /// 「少ないほど良い」, where less is better.
    pub remark: Lines,
    /// The three years before, the target and the result.
    pub bars: [BarView; 5],
    /// How much of the height lies below zero, in thousandths.
    pub zero: u16,
    /// The chart in words, for those who do not see it.
    pub alternative: String,
}

/// A bar of a chart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BarView {
    /// The year and what it is: R1実績.
    pub label: Lines,
    /// The value as the sheet prints it.
    pub value: Lines,
    /// What it is, by which its look is another.
    pub kind: BarKind,
    /// How much of the height it takes from zero, in thousandths, and whether upwards; nothing where there is
    /// no number.
    pub share: Option<(u16, bool)>,
}

/// What a bar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BarKind {
    /// What was.
    Actual,
    /// What is wanted.
    Target,
    /// What came of it.
    Result,
}

/// The charts of these departments, each under the name that it is called by.
pub fn trend<'a>(departments: impl IntoIterator<Item = (Lines, &'a DepartmentView)>) -> TrendView {
    let part = |(department, (name, sheet)): (usize, (Lines, &DepartmentView))| {
        let charts = charts(sheet, &name);
        (!charts.is_empty()).then_some(TrendPart { department, name, charts })
    };
    TrendView {
        heading: Lines::label("指標の推移"),
        note: Lines::label(
            "値が数である指標の、3年間の実績(灰色の棒)、今年度の目標(破線の枠)と結果(黒い棒)です。棒の長さは指標ごとの目盛りによります。",
        ),
        nothing: Lines::label("値が数である指標はありません。"),
        parts: departments.into_iter().enumerate().filter_map(part).collect(),
    }
}

fn charts(sheet: &DepartmentView, name: &Lines) -> Vec<ChartView> {
    let mut charts = Vec::new();
    for goal in &sheet.goals {
        let indicators = goal.actions.iter().flat_map(|action| &action.indicators);
        charts.extend(indicators.filter_map(|it| chart(sheet, name, goal.named.clone(), it.clone())));
    }
    charts
}

/// The chart of an indicator whose values are numbers, as far as there are any.
fn chart(sheet: &DepartmentView, name: &Lines, goal: Lines, indicator: IndicatorView) -> Option<ChartView> {
    let [first, second, third] = indicator.actuals;
    let values = [first, second, third, indicator.target, indicator.result];
    let numbers = values.each_ref().map(number);
    let is_number = |(value, number): (&Lines, &Option<Decimal>)| {
        number.is_some() || value.lines.is_empty() || value.lines == ["-"]
    };
    if numbers.iter().all(Option::is_none) || !values.iter().zip(&numbers).all(is_number) {
        return None;
    }
    let (low, high) = bounds(&numbers);
    let span = high.checked_sub(low)?;
    let mut values = values.into_iter().zip(numbers);
    let bars = heads(sheet).map(|(label, kind)| {
        let (value, number) = values.next().unwrap_or_default();
        let share = number.map(|number| (share(number.abs(), span), !number.is_sign_negative()));
        BarView { label, value, kind, share }
    });
    let remark =
        if indicator.less_is_better { Lines::label("少ないほど良い") } else { Lines::default() };
    let item = indicator.item;
    let alternative = alternative([name, &goal, &item], &remark, &bars);
    Some(ChartView { goal, item, remark, bars, zero: share(low.abs(), span), alternative })
}

/// The heads of the sheet's columns of values, and what each holds.
fn heads(sheet: &DepartmentView) -> [(Lines, BarKind); 5] {
    let [first, second, third, target] = sheet.years.clone();
    let result = sheet.labels.result.clone();
    [
        (first, BarKind::Actual),
        (second, BarKind::Actual),
        (third, BarKind::Actual),
        (target, BarKind::Target),
        (result, BarKind::Result),
    ]
}

fn number(value: &Lines) -> Option<Decimal> {
    let [only] = value.lines.as_slice() else { return None };
    only.trim().parse().ok().map(|Number(number)| number)
}

/// The least and the greatest of the numbers and zero.
fn bounds(numbers: &[Option<Decimal>]) -> (Decimal, Decimal) {
    let all = || numbers.iter().flatten().copied();
    (all().fold(Decimal::ZERO, Decimal::min), all().fold(Decimal::ZERO, Decimal::max))
}

/// A part of a span, in thousandths; nothing of one of no length.
fn share(part: Decimal, span: Decimal) -> u16 {
    let thousandths = part.checked_div(span).and_then(|it| it.checked_mul(Decimal::ONE_THOUSAND));
    thousandths.and_then(|it| it.round().to_string().parse().ok()).unwrap_or(0)
}

/// 「総務課 No.3 活用日数(日)。H29実績 230、H30実績 なし、…、R2結果 記載なし。」
fn alternative(names: [&Lines; 3], remark: &Lines, bars: &[BarView; 5]) -> String {
    let flat = |it: &Lines| it.lines.concat();
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
    use crate::sheet::{Department, Settings};

    /// How long a bar is, and whether it points upwards.
    type Share = Option<(u16, bool)>;

    fn charted(values: [&str; 5]) -> Option<ChartView> {
        let [first, second, third, target, result] = values.map(Lines::label);
        let indicator = IndicatorView {
            item: Lines::label("催し(回)"),
            actuals: [first, second, third],
            target,
            result,
            ..IndicatorView::default()
        };
        let sheet = crate::view::department(&Department::default(), &Settings::default(), None);
        chart(&sheet, &Lines::label("地域課"), Lines::label("No.2"), indicator)
    }

    fn shares(values: [&str; 5]) -> Option<(u16, [Share; 5])> {
        charted(values).map(|chart| (chart.zero, chart.bars.map(|bar| bar.share)))
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let up = |share| Some((share, true));
        assert_eq!(
            shares(["1,000", "250", "12.5", "500", ""]),
            Some((0, [up(1000), up(250), up(12), up(500), None]))
        );
        // Zero stands where what is below it needs room.
        let down = Some((250, false));
        assert_eq!(shares(["-", "", "-5", "15", "0"]), Some((250, [None, None, down, up(750), up(0)])));
        assert_eq!(shares(["0", "0", "0", "0", "0"]), Some((0, [up(0); 5])));
    }

    #[test]
    fn what_is_no_number_has_no_chart() {
        assert!(shares(["31自治会", "2", "3", "4", "5"]).is_none());
        assert!(shares(["-", "-", "-", "", ""]).is_none());
        assert!(
            shares(["79228162514264337593543950335", "-79228162514264337593543950335", "", "", ""]).is_none()
        );
    }

    #[test]
    fn a_chart_is_told_in_words() {
        let chart = charted(["-", "2", "3", "4", ""]).expect("a chart");
        let told = "地域課 No.2 催し(回)。実績 なし、実績 2、実績 3、目標 4、結果 記載なし。";
        assert_eq!(chart.alternative, told);
    }
}
