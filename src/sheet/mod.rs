//! The model of the sheets: department, ward and settings.
//!
//! These types are the only definition of the format. The JSON Schema is derived from them ([`schema`]) and
//! enforced by `check`. Values that violate the schema are pruned, and the remainder is deserialized into
//! these types. Therefore every field is optional here, even where the form requires it.

pub mod attainment;
mod choice;
pub mod date;
mod date_remarks;
pub mod department;
pub mod era;
pub mod fiscal;
mod inline_schema;
pub mod number;
pub mod page;
mod plain;
pub mod quantity;
pub mod scale;
pub mod schema;
pub mod settings;
pub mod stage;
pub mod symbol;
mod takes;
pub mod telephone;
pub mod ward;
pub mod written;
mod written_date;
mod year_name;

pub use self::attainment::Attainment;
pub use self::date::EraDate;
pub use self::department::{Action, Department, Goal, Indicator};
pub use self::fiscal::FiscalYear;
pub use self::number::{Count, Percent};
pub use self::page::{Binding, Edge, Paper, TypeSize};
pub use self::quantity::{Quantity, RowUnit};
pub use self::scale::{Scale, Scales};
pub use self::settings::Settings;
pub use self::takes::{Kinds, Takes};
pub use self::ward::Ward;
pub use self::written::{Actuals, Items, Written};
pub use self::written_date::NoDate;

/// A form that 様式 may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// 組織目標管理シート, the form of a department.
    Department,
    /// 区組織目標, the form of a ward.
    Ward,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 2] = [Self::Department, Self::Ward];

    /// Returns the form's name, as 様式 has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Department => "組織目標管理シート",
            Self::Ward => "区組織目標",
        }
    }

    /// Returns the form with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// A sheet of either form.
#[derive(Debug, Clone)]
pub enum Model {
    /// A department's sheet.
    Department(Department),
    /// A ward's page.
    Ward(Ward),
}

impl Model {
    /// Returns the latest date on the sheet. A ward's page has no dates.
    pub fn latest_date(&self) -> Option<EraDate> {
        match self {
            Self::Department(sheet) => sheet.latest_date(),
            Self::Ward(_) => None,
        }
    }

    /// Returns the form of the sheet.
    pub const fn form(&self) -> Form {
        match self {
            Self::Department(_) => Form::Department,
            Self::Ward(_) => Form::Ward,
        }
    }

    /// Returns the department's sheet, or `None` for a ward's page.
    pub fn department(&self) -> Option<&Department> {
        match self {
            Self::Department(sheet) => Some(sheet),
            Self::Ward(_) => None,
        }
    }

    /// Returns the ward's page, or `None` for a department's sheet.
    pub fn ward(&self) -> Option<&Ward> {
        match self {
            Self::Department(_) => None,
            Self::Ward(page) => Some(page),
        }
    }

    /// Returns the fiscal year in 年度, or `None` where it is empty or cannot be read.
    pub fn year(&self) -> Option<FiscalYear> {
        let year = match self {
            Self::Department(sheet) => &sheet.year,
            Self::Ward(ward) => &ward.year,
        };
        year.as_ref()?.value
    }
}
