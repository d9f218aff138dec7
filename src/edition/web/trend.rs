//! Charts as drawings: where a bar and its value stand, in the units of the template's drawing.

use askama::Template;

use crate::view::web::TrendPage;
use crate::view::{BarKind, BarView};

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
    /// The baseline of the value.
    value: usize,
    /// Whether the value has to be narrowed to its column.
    is_wide: bool,
}

/// The width of a bar's column.
const COLUMN: usize = 50;

/// Between a column's side and its bar.
const ASIDE: usize = 11;

/// Where the plot ends above and below: it is 96 high.
const TOP: usize = 22;
const BOTTOM: usize = 118;

/// More digits are wider than a column.
const WIDE: usize = 6;

impl Trend<'_> {
    /// The height of zero.
    fn zero(zero: &u16) -> usize {
        BOTTOM - length(*zero)
    }

    fn place(bar: &BarView, zero: &u16, index: &usize) -> BarPlace {
        let base = Self::zero(zero);
        let (height, upwards) = bar.share.map_or((0, true), |(share, upwards)| (length(share), upwards));
        let top = if upwards { base - height } else { base };
        BarPlace {
            class: match bar.kind {
                BarKind::Actual => "actual",
                BarKind::Target => "target",
                BarKind::Result => "result",
            },
            left: index * COLUMN + ASIDE,
            middle: index * COLUMN + COLUMN / 2,
            top,
            height,
            value: top - 4,
            is_wide: bar.width() > WIDE,
        }
    }
}

/// Thousandths of the plot's height.
fn length(share: u16) -> usize {
    (BOTTOM - TOP) * usize::from(share.min(1000)) / 1000
}
