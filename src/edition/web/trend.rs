//! The geometry of charts: positions of bars and values, in the units of the template's drawing.

use askama::Template;

use crate::view::web::TrendPage;
use crate::view::{BarKind, BarView, ChartView};

#[derive(Template)]
#[template(path = "web/trend.html", whitespace = "minimize")]
pub(super) struct Trend<'a> {
    pub(super) page: &'a TrendPage,
}

/// The position of a bar.
struct BarPlace {
    class: &'static str,
    left: usize,
    middle: usize,
    top: usize,
    height: usize,
    /// The baselines of the value's lines.
    lines: Vec<usize>,
}

/// The width of a bar's column, which fits any value and any line of a label.
const COLUMN: usize = 60;

/// The distance between a column's side and its bar.
const ASIDE: usize = 14;

/// The top of the plot, whose height is 96. There is space for two lines of a value above it.
const TOP: usize = 36;
const BOTTOM: usize = 132;

/// The distance between two baselines.
const LINE: usize = 15;

/// The height of a character above its baseline.
const HEIGHT: usize = 11;

/// The preferred and the minimum distance between a bar and its value.
const GAP: usize = 5;
const LEAST: usize = 4;

/// The height of the frame of a pending result without a target, in thousandths of the plot.
const UNKNOWN: u16 = 500;

impl Trend<'_> {
    /// Returns the vertical position of zero.
    fn zero(zero: &u16) -> usize {
        BOTTOM - length(*zero)
    }

    /// Returns the baselines of the labels' two lines, and the total height. Bars that point downwards have
    /// space for their values below them.
    fn feet(zero: &u16) -> (usize, usize, usize) {
        let first = BOTTOM + LINE + if *zero > 0 { 2 * LINE } else { 0 };
        (first, first + LINE, first + LINE + 5)
    }

    /// Returns the vertical position of the target's line, if there is a target.
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
        let level =
            chart.bars[3].share.filter(|(_, is_up)| *is_up == upwards).map(|(share, _)| length(share));
        let count = bar.value.lines.len();
        let start = beyond(height, level, count);
        // Text is positioned by its baseline, so the first line below zero is moved down by its height.
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

/// Returns the distance from zero at which a value of some lines begins, beyond the end of its bar. It avoids
/// the target's line, by a smaller gap or by going beyond the line. `level` is the line's distance on the
/// same side of zero.
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

/// Converts thousandths to a length within the plot.
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
                    // Two lines fit above the plot.
                    assert!(end <= BOTTOM - 4, "{bar} {level}");
                }
                assert_eq!(beyond(bar, None, lines), bar + GAP);
            }
        }
    }
}
