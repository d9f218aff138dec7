//! The web pages: views → HTML, by templates that are compiled in.
//!
//! Templates escape all texts. Pages have no scripts and load only their stylesheet.

mod phrases;
mod trend;

use askama::Template;

pub(super) use self::phrases::Marked;
use crate::view::web::{SheetPage, SitePage, TrendPage, WardPage};
use crate::view::{ActionView, GoalView, IndicatorView, Lines};

/// The stylesheet of all pages.
pub const STYLE: &str = include_str!("../../../templates/web/style.css");

/// The length of a cell's text, in characters, up to which a printed page holds it in the narrowest column.
const LONG: usize = 300;

#[derive(Template)]
#[template(path = "web/sheet.html", whitespace = "minimize")]
struct SheetTemplate<'a> {
    page: &'a SheetPage<'a>,
}

impl SheetTemplate<'_> {
    /// Returns the number of rows of a goal.
    fn height(goal: &GoalView) -> usize {
        goal.actions.iter().map(|action| action.indicators.len()).sum()
    }

    /// Returns whether a cell of a goal may be taller than a printed page. Print keeps the other cells whole; such a one
    /// it would move to the next page, and the page would have only a head.
    fn is_tall(goal: &GoalView) -> bool {
        let is_long = |texts: &[&Lines]| {
            texts.iter().flat_map(|text| &text.lines).map(|line| line.chars().count()).sum::<usize>() > LONG
        };
        let of_action = |action: &ActionView| {
            let of_indicator = |indicator: &IndicatorView| {
                let notes: Vec<&Lines> = indicator.notes.iter().collect();
                is_long(&notes)
                    || is_long(&[&indicator.item])
                    || indicator.values().any(|value| is_long(&[value]))
            };
            is_long(&action.items.iter().collect::<Vec<_>>()) || action.indicators.iter().any(of_indicator)
        };
        is_long(&[&goal.text]) || goal.actions.iter().any(of_action)
    }

    /// Returns the class of a value's cell, which marks cells with a long number.
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

/// Renders the page of a department's sheet.
pub fn sheet(page: &SheetPage) -> Vec<u8> {
    html(&SheetTemplate { page })
}

/// Renders the index of a ward's folder.
pub fn ward(page: &WardPage) -> Vec<u8> {
    html(&WardTemplate { page })
}

/// Renders the page of a folder's charts.
pub fn trend(page: &TrendPage) -> Vec<u8> {
    html(&trend::Trend { page })
}

/// Renders the site's index.
pub fn site(page: &SitePage) -> Vec<u8> {
    html(&SiteTemplate { page })
}

fn html(template: &impl Template) -> Vec<u8> {
    let page = super::rendered(template);
    if page.contains(is_forbidden) { page.replace(is_forbidden, "\u{FFFD}") } else { page }.into_bytes()
}

/// Returns whether HTML forbids a control character, even as a reference.
fn is_forbidden(character: char) -> bool {
    character.is_control() && character != '\n'
}

#[cfg(test)]
mod tests;
