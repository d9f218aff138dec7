//! The site's index: all fiscal years and their wards.

use std::cmp::Reverse;

use super::{Folder, Imprint, Link, PageFrame, PageLocation, SITE};
use crate::sheet::FiscalYear;
use crate::view::DRAFT;

/// The site's index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitePage {
    /// The texts around the content.
    pub frame: PageFrame,
    /// The heading.
    pub heading: &'static str,
    /// The years, the newest first.
    pub years: Vec<SiteYear>,
}

/// A fiscal year and its wards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteYear {
    /// 令和2年度.
    pub year: String,
    /// The wards, in the given order.
    pub wards: Vec<Link>,
}

/// Returns the site's index. Sheets in the root itself are not listed, because their index is on the same
/// page.
pub fn site_page(imprint: &Imprint, folders: &[Folder]) -> SitePage {
    let below: Vec<&Folder> = folders.iter().filter(|folder| !folder.place.is_root()).collect();
    let mut years: Vec<Option<FiscalYear>> = below.iter().map(|folder| folder.year).collect();
    years.sort_by_key(|year| Reverse(*year));
    years.dedup();
    SitePage {
        frame: PageFrame::new(
            &PageLocation::default(),
            "index.html",
            SITE.to_owned(),
            imprint,
            SITE.to_owned(),
        ),
        heading: SITE,
        years: years.into_iter().map(|year| of_year(year, &below)).collect(),
    }
}

fn of_year(year: Option<FiscalYear>, folders: &[&Folder]) -> SiteYear {
    let of_it = folders.iter().filter(|folder| folder.year == year);
    let label = |folder: &Folder| {
        if folder.is_draft { format!("{}({DRAFT})", folder.name) } else { folder.name.clone() }
    };
    let link = |folder: &&Folder| Link { href: folder.place.from_root(), label: label(folder) };
    SiteYear {
        year: year.map_or_else(|| "年度の記載なし".to_owned(), |year| year.to_string()),
        wards: of_it.map(link).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_year_is_first() {
        let folder = |folder: &str, year: Option<i32>, name: &str| Folder {
            place: PageLocation::new(folder),
            year: year.map(FiscalYear::new),
            name: name.to_owned(),
            goals: 0,
            is_draft: false,
        };
        let site = site_page(
            &Imprint::default(),
            &[
                folder("", Some(2021), "根"),
                folder("h31/kita", Some(2019), "北区"),
                folder("r2/kita", Some(2020), "北区"),
                folder("x", None, "他"),
                folder("r2/higashi", Some(2020), "東区"),
            ],
        );
        let years: Vec<&str> = site.years.iter().map(|year| year.year.as_str()).collect();
        assert_eq!(years, ["令和2年度", "令和元年度", "年度の記載なし"]);
        let wards: Vec<&str> = site.years[0].wards.iter().map(|ward| ward.href.as_str()).collect();
        assert_eq!(wards, ["r2/kita/index.html", "r2/higashi/index.html"]);
    }
}
