//! A folder's sheets as open data: the printed texts without their layout.
//!
//! Each box is a text or a number of its own, without line breaks and spaces for layout, and with units apart
//! from numbers, as 総務省's rules for machine-readable data require. Texts that the form does not print are
//! not published here either. The published JSON Schema is derived from these types.

mod department;
mod figure;
mod indicator;
mod rows;
mod text;
mod ward;

pub use self::department::{ActionData, Day, DepartmentData, GoalData};
pub use self::figure::{Counted, Figure};
pub use self::indicator::{IndicatorData, Kind, Value};
pub use self::rows::{COLUMNS, rows};
pub use self::ward::{WardGoal, WardPage, WardResult};

use schemars::JsonSchema;
use serde::Serialize;

use self::text::flowing;
use super::Lines;
use crate::sheet::{Department, FiscalYear, Settings, Ward, Written};

/// The sheets of a folder.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WardData {
    /// 年度: the fiscal year of the ward's page, or else of the first sheet that has one.
    #[serde(rename = "年度")]
    #[schemars(description = "年度。例: 令和2年度")]
    pub year: Option<String>,
    /// 西暦: the western year of its April.
    #[serde(rename = "西暦")]
    #[schemars(description = "年度の4月の西暦年。例: 2020")]
    pub western: Option<i32>,
    /// 組織名: the ward's name.
    #[serde(rename = "組織名")]
    #[schemars(description = "区組織目標の組織名。例: 東区。区のページがなければ null")]
    pub organization: Option<String>,
    /// 発行者: the publisher.
    #[serde(rename = "発行者")]
    #[schemars(description = "発行者。例: 新潟市東区役所")]
    pub publisher: Option<String>,
    /// 区組織目標: the ward's page.
    #[serde(rename = "区組織目標")]
    #[schemars(description = "区のページ。なければ null")]
    pub ward: Option<WardPage>,
    /// 組織目標管理シート: the departments in the order of publication.
    #[serde(rename = "組織目標管理シート")]
    #[schemars(description = "課のシート。公開する順")]
    pub departments: Vec<DepartmentData>,
}

/// Returns the data of a folder: its ward's page if it has one, and its departments in the given order, each
/// with its file name (without extension) and settings.
pub fn ward_data(
    ward: Option<(&Ward, &Settings)>,
    departments: &[(&str, &Department, &Settings)],
) -> WardData {
    let years = departments.iter().map(|(_, sheet, _)| sheet.year.as_ref());
    let year = ward.iter().map(|(page, _)| page.year.as_ref()).chain(years).flatten().next();
    let all_settings = departments.iter().map(|(_, _, settings)| *settings);
    let settings = ward.map(|(_, settings)| settings).into_iter().chain(all_settings).next();
    let publisher = settings.and_then(|settings| settings.publisher.as_ref());
    WardData {
        year: year_name(year),
        western: western(year),
        organization: ward.and_then(|(page, _)| flowing(&Lines::of(page.organization.as_ref()))),
        publisher: flowing(&Lines::of(publisher)),
        ward: ward.map(|(page, _)| ward::page(page)),
        departments: departments
            .iter()
            .map(|(stem, sheet, settings)| department::data(stem, sheet, settings))
            .collect(),
    }
}

/// Returns the year as 令和2年度, or the typed text where it cannot be read.
fn year_name(year: Option<&Written<FiscalYear>>) -> Option<String> {
    let known = year.and_then(|year| year.value).map(|year| year.to_string());
    known.or_else(|| flowing(&super::year(year)))
}

fn western(year: Option<&Written<FiscalYear>>) -> Option<i32> {
    year.and_then(|year| year.value).map(FiscalYear::western)
}
