//! Charts as drawings: where a bar and its value stand, in the units of the template's drawing.

use askama::Template;

use crate::view::web::TrendPage;
use crate::view::{BarKind, BarView, ChartView};

#[derive(Template)]
#[template(path = "web/trend.html", whitespace = "minimize")]
pub(super) struct Trend<'a> {
    pub(super) page: &'a TrendPage,
}

/// Where a bar stands.
struct BarPlace {
    class: &'static str,
    left: usize,
    middle: usize,
    top: usize,
    height: usize,
    /// The baselines of the value's lines.
    lines: Vec<usize>,
}

/// The width of a bar's column: wider than any value and any line of a label.
const COLUMN: usize = 60;

/// Between a column's side and its bar.
const ASIDE: usize = 14;

/// Where the plot ends above and below: it is 96 high. Above it is room for two lines of a value.
const TOP: usize = 36;
const BOTTOM: usize = 132;

/// From one line of text to the next.
const LINE: usize = 15;

/// How high the frame of a result is that is not there yet, where it has no target: in thousandths.
const UNKNOWN: u16 = 500;

impl Trend<'_> {
    /// The height of zero.
    fn zero(zero: &u16) -> usize {
        BOTTOM - length(*zero)
    }

    /// The baselines of the two lines of the labels, and the height of the whole. Below bars that point downwards is
    /// room for their values.
    fn feet(zero: &u16) -> (usize, usize, usize) {
        let first = BOTTOM + LINE + if *zero > 0 { 2 * LINE } else { 0 };
        (first, first + LINE, first + LINE + 5)
    }

    /// The height of the target.
    fn target(chart: &ChartView) -> Option<usize> {
        let (share, upwards) = chart.bars[3].share?;
        let base = Self::zero(&chart.zero);
        Some(if upwards { base - length(share) } else { base + length(share) })
    }

    fn place(chart: &ChartView, index: &usize) -> BarPlace {
        let bar = &chart.bars[*index];
        let base = Self::zero(&chart.zero);
        let pending = bar.is_pending.then(|| chart.bars[3].share.unwrap_or((UNKNOWN, true)));
        let (height, upwards) =
            bar.share.or(pending).map_or((0, true), |(share, upwards)| (length(share), upwards));
        BarPlace {
            class: class(bar),
            left: index * COLUMN + ASIDE,
            middle: index * COLUMN + COLUMN / 2,
            top: if upwards { base - height } else { base },
            height,
            lines: baselines(bar, if upwards { base - height } else { base + height }, upwards),
        }
    }
}

fn class(bar: &BarView) -> &'static str {
    match bar.kind {
        _ if bar.is_pending => "pending",
        BarKind::Actual => "actual",
        BarKind::Target => "target",
        BarKind::Result => "result",
    }
}

/// The baselines of a value's lines beyond the end of its bar.
fn baselines(bar: &BarView, end: usize, upwards: bool) -> Vec<usize> {
    let count = bar.value.lines.len();
    let line = |place: usize| {
        if upwards { end - 5 - (count - 1 - place) * LINE } else { end + LINE - 2 + place * LINE }
    };
    (0..count).map(line).collect()
}

/// Thousandths of the plot's height.
fn length(share: u16) -> usize {
    (BOTTOM - TOP) * usize::from(share.min(1000)) / 1000
}
