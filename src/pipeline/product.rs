//! The kinds of outputs, and their paths in `out`.

use super::Part;

/// The kind of an output. Names are ASCII except for those of the sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Product {
    /// A sheet's PDF.
    Sheet,
    /// A department's page on the web.
    Page,
    /// A ward's sheets in one PDF.
    Booklet,
    /// The index of a folder of sheets on the web: the ward's page with links to its departments.
    Ward,
    /// The charts of a folder's indicators on the web.
    Trend,
    /// The values of a folder's indicators as CSV.
    Values,
    /// The contents of a folder's sheets as JSON.
    Data,
    /// The index of all folders.
    Site,
    /// The stylesheet of the web pages.
    Style,
    /// The JSON Schema of the data.
    Schema,
}

impl Product {
    /// The outputs of a folder of sheets.
    pub(super) const OF_FOLDER: [Self; 5] =
        [Self::Booklet, Self::Ward, Self::Trend, Self::Values, Self::Data];

    /// The outputs of the whole site.
    pub(super) const OF_SITE: [Self; 3] = [Self::Site, Self::Style, Self::Schema];

    /// Returns the part of the edition that it belongs to.
    pub(super) const fn part(self) -> Part {
        match self {
            Self::Sheet => Part::Sheets,
            Self::Booklet => Part::Booklet,
            Self::Page | Self::Ward | Self::Trend | Self::Site | Self::Style => Part::Html,
            Self::Values | Self::Data | Self::Schema => Part::Data,
        }
    }

    /// Returns the part of the edition that an output of this name belongs to.
    pub(super) fn part_of(name: &str) -> Part {
        let ending = name.rsplit('.').next();
        match ending {
            Some("pdf") if stem(name) == "booklet.pdf" => Part::Booklet,
            Some("pdf") => Part::Sheets,
            Some("html" | "css") => Part::Html,
            _ => Part::Data,
        }
    }

    /// Returns whether an output may have this name, with `/` between its parts.
    pub(super) fn has_path(name: &str) -> bool {
        let is_of_folder = Self::OF_FOLDER.iter().any(|product| product.path("") == stem(name));
        let is_of_site = Self::OF_SITE.iter().any(|product| product.path("") == name);
        let of_sheet = stem(name).rsplit_once('.');
        let is_of_sheet =
            of_sheet.is_some_and(|(stem, ending)| !stem.is_empty() && matches!(ending, "pdf" | "html"));
        is_of_folder || is_of_site || is_of_sheet
    }

    /// Returns whether it is typeset.
    pub(super) const fn is_paper(self) -> bool {
        matches!(self, Self::Sheet | Self::Booklet)
    }

    /// Returns its path below `out` for the name of a sheet or of a folder. No sheet may have the stems of a folder's
    /// outputs.
    pub(super) fn path(self, of: &str) -> String {
        match self {
            Self::Sheet => format!("{of}.pdf"),
            Self::Page => format!("{of}.html"),
            Self::Booklet => below(of, "booklet.pdf"),
            Self::Ward => below(of, "index.html"),
            Self::Trend => below(of, "indicators.html"),
            Self::Values => below(of, "indicators.csv"),
            Self::Data => below(of, "sheets.json"),
            Self::Site => "index.html".to_owned(),
            Self::Style => "style.css".to_owned(),
            Self::Schema => "sheets.schema.json".to_owned(),
        }
    }
}

fn below(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

/// Returns the last part of a name.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Returns the folder of a name, which is empty at the collection's root.
pub(super) fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}
