//! Locations of pages, and relative links from them. All links are relative, so that the site works at any
//! address.

use serde::Serialize;

use crate::path::uri_segment;

/// The location of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PageLocation {
    folder: String,
}

impl PageLocation {
    /// Creates the location in a folder below the site's root, such as `r2/higashi`, or in the root if
    /// `folder` is empty.
    pub fn new(folder: &str) -> Self {
        let steps: Vec<&str> = folder.split('/').filter(|step| !matches!(*step, "" | ".")).collect();
        Self { folder: steps.join("/") }
    }

    /// Returns whether this is the site's root, where the page of a ward is the site's index too.
    pub fn is_root(&self) -> bool {
        self.folder.is_empty()
    }

    /// Returns the link to the stylesheet.
    pub fn style(&self) -> String {
        self.up() + "style.css"
    }

    /// Returns the link to the site's index.
    pub fn site(&self) -> String {
        self.up() + "index.html"
    }

    /// Returns the link from the site's root to the index of this folder.
    pub fn from_root(&self) -> String {
        self.of_file("index.html")
    }

    /// Returns the link from the site's root to a file of this folder.
    pub(super) fn of_file(&self, file: &str) -> String {
        let steps = self.folder.split('/').filter(|step| !step.is_empty());
        steps.map(|step| uri_segment(step) + "/").collect::<String>() + &uri_segment(file)
    }

    fn up(&self) -> String {
        self.folder.split('/').filter(|step| !step.is_empty()).map(|_| "../").collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_up_as_far_as_the_folder_is_deep() {
        let place = PageLocation::new("r2/higashi");
        assert_eq!(place.style(), "../../style.css");
        assert_eq!(place.site(), "../../index.html");
        assert_eq!(place.from_root(), "r2/higashi/index.html");
        let root = PageLocation::new("");
        assert_eq!([root.style(), root.site(), root.from_root()], ["style.css", "index.html", "index.html"]);
        assert!(root.is_root() && PageLocation::new("./") == root && !place.is_root());
    }

    #[test]
    fn a_name_is_no_more_than_a_name() {
        assert_eq!(PageLocation::new("令和/x").from_root(), "%E4%BB%A4%E5%92%8C/x/index.html");
    }
}
