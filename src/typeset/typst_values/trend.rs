//! The values of `trend.typ`.

use typst::foundations::{Dict, IntoValue, Value, dict};
use typst::layout::Ratio;

use super::{ValueBuilder, array};
use crate::view::{BarKind, BarView, ChartView, TrendPart, TrendView};

impl ValueBuilder<'_> {
    /// Converts the charts of a ward, whose sheets are numbered as in its booklet.
    pub(super) fn trend(&mut self, view: &TrendView) -> Dict {
        dict! {
            "heading" => self.lines(&view.heading),
            "note" => self.paragraphs(&view.note),
            "parts" => array(view.parts.iter().map(|part| self.trend_part(part))),
        }
    }

    fn trend_part(&mut self, part: &TrendPart) -> Dict {
        self.sheet = part.department + 1;
        let dict = dict! {
            "name" => self.lines(&part.name),
            "charts" => array(part.charts.iter().map(|chart| self.chart(chart))),
        };
        self.sheet = 0;
        dict
    }

    fn chart(&mut self, chart: &ChartView) -> Dict {
        dict! {
            "goal" => self.lines(&chart.goal),
            "item" => self.by_phrases(&chart.item),
            "remark" => self.lines(&chart.remark),
            "bars" => array(chart.bars.each_ref().map(|bar| self.bar(bar))),
            "zero" => ratio(chart.zero),
            "alternative" => chart.alternative.as_str(),
        }
    }

    fn bar(&mut self, bar: &BarView) -> Dict {
        let share = |(share, upwards): (u16, bool)| dict! { "share" => ratio(share), "upwards" => upwards };
        dict! {
            "label" => self.lines(&bar.label),
            "value" => self.lines(&bar.value),
            "lines" => bar.value.lines.len(),
            "is-pending" => bar.is_pending,
            "kind" => match bar.kind {
                BarKind::Actual => "actual",
                BarKind::Target => "target",
                BarKind::Result => "result",
            },
            "share" => bar.share.map_or(Value::None, |it| share(it).into_value()),
        }
    }
}

/// Converts thousandths to a ratio.
fn ratio(thousandths: u16) -> Ratio {
    Ratio::new(f64::from(thousandths) / 1000.0)
}
