//! The rules by name. What they say is written where they are judged.

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Stops the sheet's build.
    Error,
    /// Is told, and stops nothing by itself.
    Warning,
}

/// A rule's name and default severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rule {
    /// English, ASCII, with hyphens: what settings and reports call it.
    pub name: &'static str,
    /// Where the settings say nothing else.
    pub severity: Severity,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $constant:ident = $severity:ident $name:literal;)*) => {
        impl Rule {
            $($(#[$doc])* pub const $constant: Self = Self { name: $name, severity: Severity::$severity };)*

            /// Every rule, in the order of the design's table.
            pub const ALL: &'static [Self] = &[$(Self::$constant),*];
        }
    };
}

rules! {
    /// The file is not UTF-8.
    ENCODING = Error "encoding";
    /// The file cannot be read as YAML.
    YAML_SYNTAX = Error "yaml-syntax";
    /// `H29: -` without quotes.
    BARE_DASH = Error "bare-dash";
    /// A key stands twice in one place.
    DUPLICATE_KEY = Error "duplicate-key";
    /// A key that the form needs is not there.
    MISSING_KEY = Error "missing-key";
    /// A list where a text belongs, or the other way round.
    WRONG_TYPE = Error "wrong-type";
    /// 様式 names no form of ours.
    UNKNOWN_FORM = Error "unknown-form";
    /// A key that the form does not have.
    UNKNOWN_KEY = Error "unknown-key";
    /// A date that is none.
    INVALID_DATE = Error "invalid-date";
    /// 年度 is unreadable.
    INVALID_FISCAL_YEAR = Error "invalid-fiscal-year";
    /// 実績 is not exactly the three years before 年度.
    YEAR_WINDOW = Error "year-window";
    /// No bundled font has the character.
    MISSING_GLYPH = Error "missing-glyph";
    /// Something does not fit its cell.
    OVERFLOW = Error "overflow";
    /// Typst refused.
    TEMPLATE_ERROR = Error "template-error";
}
