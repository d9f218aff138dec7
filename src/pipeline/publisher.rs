//! The publisher of a web page, from the settings of its sheets.

use super::output::Output;
use crate::rules::CheckedSheet;
use crate::sheet::Settings;
use crate::source::Text;
use crate::view::web::Imprint;

/// Chooses one of the texts of several settings.
type Choose = fn(Vec<&str>) -> String;

impl Output<'_> {
    /// Returns the publisher of an output's page: of each text the first that is not empty.
    pub(super) fn imprint(&self) -> Imprint {
        imprint(&self.sheets(), |texts| {
            texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
        })
    }
}

/// Returns the publisher of a page of all sheets: of each text the one on which all settings agree, else nothing.
pub(super) fn imprint_of_all<'a>(sheets: &(impl Iterator<Item = &'a CheckedSheet> + Clone)) -> Imprint {
    imprint(sheets, |texts| {
        let first = texts.first().copied().unwrap_or_default();
        if texts.iter().all(|text| *text == first) { first.to_owned() } else { String::new() }
    })
}

fn imprint<'a>(sheets: &(impl Iterator<Item = &'a CheckedSheet> + Clone), choose: Choose) -> Imprint {
    let said = |of: fn(&Settings) -> Option<&Text>| {
        let text = |sheet: &'a CheckedSheet| of(&sheet.resolved.settings).map_or("", |text| text.text.trim());
        choose(sheets.clone().map(text).collect())
    };
    Imprint {
        publisher: said(|settings| settings.publisher.as_ref()),
        license: said(|settings| settings.license.as_ref()),
        site: said(|settings| settings.address.as_ref()),
        updated: sheets.clone().filter_map(|sheet| sheet.facts.latest).max(),
    }
}
