//! The words of the web pages: the paper's own, taken as they are, and what a page says beside them.
//!
//! Within a page's article stands what stands on the paper. All else (where the reader is, links, sizes)
//! is here, so that the templates have no word of their own.

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

/// A link and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, from the page that it stands on.
    pub href: String,
    /// What it says.
    pub label: String,
}

/// What every page says around its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The language of all words.
    pub lang: &'static str,
    /// The page's title; of a sheet, that of its PDF.
    pub title: String,
    /// What lists of search results say of it; nothing where it is empty.
    pub description: String,
    /// Where the stylesheet is.
    pub style: String,
    /// The publisher.
    pub publisher: String,
    /// What leads past the head of the page to its content.
    pub skip: &'static str,
    /// What the trail is called.
    pub trail_label: &'static str,
    /// The pages above this one, from the site's index down.
    pub trail: Vec<Link>,
    /// The page itself at the trail's end.
    pub here: String,
    /// What marks the page of a folder that is not published; else empty.
    pub mark: &'static str,
    /// The foot of the page.
    pub foot: Foot,
}

impl Frame {
    /// The frame of the page of this file.
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

    /// The same for a page of a folder, which may be one that is not published.
    fn of_folder(folder: &Folder, file: &str, title: String, imprint: &Imprint, here: String) -> Self {
        let frame = Self::new(&folder.place, file, title, imprint, here);
        if folder.is_draft {
            Self { title: format!("{}({DRAFT})", frame.title), mark: DRAFT, ..frame }
        } else {
            frame
        }
    }
}

/// The title of the site's index, and of the way back to it.
const SITE: &str = "組織目標の一覧";

/// Texts in one line.
fn flat(lines: &[String]) -> String {
    lines.concat().split_whitespace().collect::<Vec<_>>().join(" ")
}
