//! The texts of the web pages: those of the printed form, and those around them.
//!
//! The article of a page has the same texts as the printed form. All others (navigation, links, sizes) are
//! here, so that the templates contain no texts of their own.

mod contact;
mod files;
mod folder;
mod imprint;
mod place;
mod sheet;
mod site;
mod trend;
mod ward;

pub use self::contact::Piece;
pub use self::files::{PdfFacts, PdfLink};
pub use self::folder::{Folder, FolderEntry};
pub use self::imprint::{Foot, FootRow, Imprint};
pub use self::place::PageLocation;
pub use self::sheet::{Neighbour, SheetPage, SheetParts, sheet_page};
pub use self::site::{SitePage, SiteYear, site_page};
pub use self::trend::{TrendPage, trend_page};
pub use self::ward::{DepartmentLink, DepartmentList, WardPage, WardParts, ward_page};

use super::DRAFT;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The relative address.
    pub href: String,
    /// The text.
    pub label: String,
}

/// The texts around the content of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFrame {
    /// The language.
    pub lang: &'static str,
    /// The title; of a sheet, that of its PDF.
    pub title: String,
    /// The description for search engines; left out if empty.
    pub description: String,
    /// The link to the stylesheet.
    pub style: String,
    /// The publisher.
    pub publisher: String,
    /// The text of the link that skips to the content.
    pub skip: &'static str,
    /// The label of the breadcrumbs.
    pub trail_label: &'static str,
    /// The breadcrumbs, from the site's index down.
    pub trail: Vec<Link>,
    /// The current page, at the end of the breadcrumbs.
    pub here: String,
    /// The mark of an unpublished folder; otherwise empty.
    pub mark: &'static str,
    /// The foot of the page.
    pub foot: Foot,
}

impl PageFrame {
    /// Creates the frame of the page `file`.
    fn new(place: &PageLocation, file: &str, title: String, imprint: &Imprint, here: String) -> Self {
        Self {
            lang: "ja",
            title,
            description: String::new(),
            style: place.style(),
            publisher: imprint.publisher.clone(),
            skip: "本文へ移動",
            trail_label: "現在位置",
            trail: Vec::new(),
            here,
            mark: "",
            foot: imprint.foot(place, file),
        }
    }

    /// Creates the frame of a page of a folder, with a mark if the folder is not published.
    fn of_folder(folder: &Folder, file: &str, title: String, imprint: &Imprint, here: String) -> Self {
        let frame = Self::new(&folder.place, file, title, imprint, here);
        if folder.is_draft {
            Self { title: format!("{}({DRAFT})", frame.title), mark: DRAFT, ..frame }
        } else {
            frame
        }
    }
}

/// The title of the site's index, and of links to it.
const SITE: &str = "組織目標の一覧";

/// Joins texts to one line.
fn flat(lines: &[String]) -> String {
    lines.concat().split_whitespace().collect::<Vec<_>>().join(" ")
}
