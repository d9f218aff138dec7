//! The web pages: a page's words → HTML, by templates that the compiler reads.
//!
//! Every text is escaped where a template shows it. A page has no script and fetches its stylesheet alone.

mod phrases;
mod trend;

use askama::Template;

use crate::view::web::{SheetPage, SitePage, TrendPage, WardPage};
use crate::view::{GoalView, Lines};

/// The stylesheet of all pages.
pub const STYLE: &str = include_str!("../../../templates/web/style.css");

#[derive(Template)]
#[template(path = "web/sheet.html", whitespace = "minimize")]
struct SheetTemplate<'a> {
    page: &'a SheetPage<'a>,
}

impl SheetTemplate<'_> {
    /// How many rows a goal takes.
    fn height(goal: &GoalView) -> usize {
        goal.actions.iter().map(|action| action.indicators.len()).sum()
    }

    /// The class of a value's cell: one with a long number is wide.
    fn width(value: &Lines) -> &'static str {
        if phrases::is_wide(&value.lines) { " wide" } else { "" }
    }
}

#[derive(Template)]
#[template(path = "web/ward.html", whitespace = "minimize")]
struct WardTemplate<'a> {
    page: &'a WardPage<'a>,
}

#[derive(Template)]
#[template(path = "web/site.html", whitespace = "minimize")]
struct SiteTemplate<'a> {
    page: &'a SitePage,
}

/// The page of a department's sheet.
pub fn sheet(page: &SheetPage) -> Vec<u8> {
    html(&SheetTemplate { page })
}

/// The index of a ward's folder.
pub fn ward(page: &WardPage) -> Vec<u8> {
    html(&WardTemplate { page })
}

/// The page of a folder's charts.
pub fn trend(page: &TrendPage) -> Vec<u8> {
    html(&trend::Trend { page })
}

/// The site's index.
pub fn site(page: &SitePage) -> Vec<u8> {
    html(&SiteTemplate { page })
}

/// A template fails only where what it writes to does, and memory does not.
#[expect(clippy::expect_used, reason = "an empty page would pass for the page")]
fn html(template: &impl Template) -> Vec<u8> {
    let mut page = template.render().expect("memory takes what is written to it");
    if page.contains(is_forbidden) {
        page = page.replace(is_forbidden, "\u{FFFD}");
    }
    page.push('\n');
    page.into_bytes()
}

/// HTML allows no other controls, not even as references.
fn is_forbidden(character: char) -> bool {
    character.is_control() && character != '\n'
}

#[cfg(test)]
mod tests;
