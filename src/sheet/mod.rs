//! The model: what a department, a ward and the settings may say.
//!
//! These types are the only definition of the format. The JSON Schema is derived from them
//! ([`schema`]), `check` enforces that schema, and what remains of a file after its violations are
//! pruned becomes a value of these types. So every field may be absent, whatever the form needs.

pub mod attainment;
mod choice;
pub mod date;
pub mod department;
pub mod era;
pub mod fiscal;
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
pub use self::page::{Binding, Edge, TypeSize};
pub use self::quantity::{Quantity, RowUnit};
pub use self::scale::{Scale, Scales};
pub use self::settings::{Paper, Settings};
pub use self::takes::{Kinds, Takes};
pub use self::ward::Ward;
pub use self::written::{Actuals, Items, Written};

/// The forms that 様式 may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A department's 組織目標管理シート.
    Department,
    /// A ward's 区組織目標.
    Ward,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 2] = [Self::Department, Self::Ward];

    /// The form's name, as 様式 has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Department => "組織目標管理シート",
            Self::Ward => "区組織目標",
        }
    }

    /// The form of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// A sheet of either form.
#[derive(Debug, Clone)]
pub enum Model {
    /// A department's.
    Department(Department),
    /// A ward's.
    Ward(Ward),
}

impl Model {
    /// The latest of its own dates; a ward's page has none.
    pub fn latest_date(&self) -> Option<EraDate> {
        match self {
            Self::Department(sheet) => sheet.latest_date(),
            Self::Ward(_) => None,
        }
    }

    /// The form that it is of.
    pub const fn form(&self) -> Form {
        match self {
            Self::Department(_) => Form::Department,
            Self::Ward(_) => Form::Ward,
        }
    }

    /// A department's sheet, where it is one.
    pub fn department(&self) -> Option<&Department> {
        match self {
            Self::Department(sheet) => Some(sheet),
            Self::Ward(_) => None,
        }
    }

    /// A ward's page, where it is one.
    pub fn ward(&self) -> Option<&Ward> {
        match self {
            Self::Department(_) => None,
            Self::Ward(page) => Some(page),
        }
    }

    /// Its 年度.
    pub fn year(&self) -> Option<FiscalYear> {
        let year = match self {
            Self::Department(sheet) => &sheet.year,
            Self::Ward(ward) => &ward.year,
        };
        year.as_ref()?.value
    }
}
