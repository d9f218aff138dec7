//! The foot of a page: facts on its publication that the sources give.

use super::PageLocation;
use crate::sheet::EraDate;

/// The publication of a page: publisher, address, date and licence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imprint {
    /// 発行者; empty if the settings do not have it.
    pub publisher: String,
    /// データのライセンス; empty if the settings do not have it.
    pub license: String,
    /// 公開先; empty if the settings do not have it.
    pub site: String,
    /// The latest date of the page's sheets.
    pub updated: Option<EraDate>,
}

/// The foot of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Foot {
    /// The rows.
    pub rows: Vec<FootRow>,
    /// The address of the page, for printing; relative to the site if its address is not known.
    pub address: String,
    /// The line at the foot of each printed page: publisher and address.
    pub line: String,
}

/// A row of a page's foot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FootRow {
    /// The label.
    pub label: &'static str,
    /// The text.
    pub text: String,
    /// The date for machines (ISO 8601); empty for other rows.
    pub machine: String,
    /// The URL of the licence's text; empty for other rows and unknown licences.
    pub license: String,
}

impl Imprint {
    /// Returns the foot of the page `file` in a folder.
    pub(super) fn foot(&self, place: &PageLocation, file: &str) -> Foot {
        let row = |label, text: &str| FootRow {
            label,
            text: text.to_owned(),
            machine: String::new(),
            license: String::new(),
        };
        let publisher = Some(row("発行", &self.publisher));
        let date = self
            .updated
            .map(|date| FootRow { machine: date.to_string(), ..row("更新日", &date.written_out()) });
        let license =
            FootRow { license: license_address(&self.license), ..row("ライセンス", &self.license) };
        let rows = [publisher, date, Some(license)].into_iter().flatten();
        let rows = rows.filter(|row| !row.text.is_empty()).collect();
        let address = self.address(place, file);
        let line = [self.publisher.as_str(), &address].join("　").trim().to_owned();
        Foot { rows, address, line }
    }

    fn address(&self, place: &PageLocation, file: &str) -> String {
        let site = self.site.trim_end_matches('/');
        let path = place.of_file(file);
        if site.is_empty() { path } else { format!("{site}/{path}") }
    }
}

/// Returns the URL of a Creative Commons licence's text in Japanese; empty for other licences.
fn license_address(name: &str) -> String {
    let plain: String = name.chars().map(ascii).collect::<String>().to_ascii_lowercase();
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').collect();
    let (kind, version) = match words.as_slice() {
        ["cc", terms @ .., version] => (terms.join("-"), *version),
        ["cc0", version] => ("zero".to_owned(), *version),
        _ => return String::new(),
    };
    match (kind.as_str(), version) {
        ("zero", "1.0") => "https://creativecommons.org/publicdomain/zero/1.0/deed.ja".to_owned(),
        ("by" | "by-sa" | "by-nd" | "by-nc" | "by-nc-sa" | "by-nc-nd", "4.0") => {
            format!("https://creativecommons.org/licenses/{kind}/4.0/deed.ja")
        }
        _ => String::new(),
    }
}

/// Returns the ASCII character of a full-width one.
fn ascii(sign: char) -> char {
    match sign {
        '！'..='～' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        character => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foot_says_only_what_is_known() {
        let place = PageLocation::new("r2/東");
        let nothing = Imprint::default().foot(&place, "soumu.html");
        assert!(nothing.rows.is_empty());
        assert_eq!([nothing.address.as_str(), &nothing.line], ["r2/%E6%9D%B1/soumu.html"; 2]);
        let imprint = Imprint {
            publisher: "市".to_owned(),
            license: "CC BY 4.0".to_owned(),
            site: "https://example.jp/m/".to_owned(),
            updated: EraDate::new(2021, 3, 31),
        };
        let foot = imprint.foot(&place, "soumu.html");
        let told: Vec<(&str, &str)> = foot.rows.iter().map(|row| (row.label, row.text.as_str())).collect();
        assert_eq!(told, [("発行", "市"), ("更新日", "令和3年3月31日"), ("ライセンス", "CC BY 4.0")]);
        assert_eq!(foot.rows[1].machine, "2021-03-31");
        assert_eq!(foot.line, "市　https://example.jp/m/r2/%E6%9D%B1/soumu.html");
    }

    #[test]
    fn the_licences_of_creative_commons_have_an_address() {
        for name in ["CC BY 4.0", "CC-BY 4.0", "cc-by-4.0", "ＣＣ　ＢＹ　４．０"] {
            let found = license_address(name);
            assert_eq!(found, "https://creativecommons.org/licenses/by/4.0/deed.ja", "{name}");
        }
        assert!(license_address("CC BY-SA 4.0").contains("/by-sa/4.0/"));
        assert!(license_address("CC0 1.0").contains("/zero/1.0/"));
        assert_eq!(["", "CC", "CC BY", "CC BY 9.9", "公共データ利用規約"].map(license_address), [""; 5]);
    }
}
