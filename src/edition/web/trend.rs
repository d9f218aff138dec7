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

/// The height of a character over its baseline.
const HEIGHT: usize = 11;

/// From the end of a bar to its value, and at the least.
const GAP: usize = 5;
const LEAST: usize = 4;

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
        let (height, upwards) = bar
            .share
            .or(pending)
            .map_or((0, true), |(share, upwards)| (length(share), upwards || share == 0));
        let level = chart.bars[3].share.filter(|it| it.1 == upwards).map(|it| length(it.0));
        let count = bar.value.lines.len();
        let start = beyond(height, level, count);
        // A line stands on its baseline, so that the first of those below zero is as far away as it is high.
        let lines = (0..count).map(|place| {
            let down = (count - 1 - place) * LINE;
            if upwards { base - start - down } else { base + start + HEIGHT + place * LINE }
        });
        BarPlace {
            class: class(bar),
            left: index * COLUMN + ASIDE,
            middle: index * COLUMN + COLUMN / 2,
            top: if upwards { base - height } else { base },
            height,
            lines: lines.collect(),
        }
    }
}

/// How far from zero a value of some lines begins: beyond the end of its bar. The target's line never goes through it:
/// the value stands nearer to its bar, or beyond the line. `level` is the line's distance on the same side of zero.
fn beyond(bar: usize, level: Option<usize>, lines: usize) -> usize {
    let top = |start: usize| start + (lines.max(1) - 1) * LINE + HEIGHT + LEAST;
    match level {
        Some(level) if level > bar && level < top(bar + GAP) => {
            if level >= top(bar + LEAST) {
                level - (top(0))
            } else {
                level + GAP
            }
        }
        _ => bar + GAP,
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

/// Thousandths of the plot's height.
fn length(share: u16) -> usize {
    (BOTTOM - TOP) * usize::from(share.min(1000)) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_targets_line_goes_through_no_value() {
        for lines in 1..=2 {
            for bar in 0..=96 {
                for level in 0..=96 {
                    let start = beyond(bar, Some(level), lines);
                    let end = start + (lines - 1) * LINE + HEIGHT;
                    assert!(start >= bar + LEAST, "{bar} {level}");
                    assert!(
                        level <= bar || level + LEAST <= start || level >= end + LEAST,
                        "{bar} {level}: {start}"
                    );
                    // Two lines have room above the plot.
                    assert!(end <= BOTTOM - 4, "{bar} {level}");
                }
                assert_eq!(beyond(bar, None, lines), bar + GAP);
            }
        }
    }
}
