//! The page of the charts of a folder's indicators.

use super::{Folder, Imprint, Link, PageFrame, SITE};
use crate::view::TrendView;

/// The page of the charts.
#[derive(Debug, Clone)]
pub struct TrendPage {
    /// The texts around the content.
    pub frame: PageFrame,
    /// The ward and its year: 令和2年度 東区組織目標.
    pub of: String,
    /// The charts, with the same texts as in the booklet.
    pub trend: TrendView,
}

/// Returns the page of a folder's charts.
pub fn trend_page(folder: &Folder, imprint: &Imprint, trend: TrendView) -> TrendPage {
    let heading = trend.heading.lines.concat();
    let title = format!("{heading} {}", folder.heading());
    let index = Link { href: "index.html".to_owned(), label: folder.heading() };
    let site = Link { href: folder.place.site(), label: SITE.to_owned() };
    // In the root, the folder's index is the site's.
    let trail = if folder.place.is_root() { vec![index] } else { vec![site, index] };
    TrendPage {
        frame: PageFrame {
            trail,
            ..PageFrame::of_folder(folder, "indicators.html", title, imprint, heading)
        },
        of: folder.heading(),
        trend,
    }
}
