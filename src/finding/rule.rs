//! The rules by name. Their messages are written in the modules that apply them.

use serde::de::{Deserializer, Error};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::{Message, counted};

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A fault that prevents the sheet's build.
    Error,
    /// A fault that is reported but prevents nothing by itself.
    Warning,
}

impl Severity {
    /// Returns the word for people.
    pub fn word(self) -> Message {
        match self {
            Self::Error => Message::new("エラー", "error"),
            Self::Warning => Message::new("警告", "warning"),
        }
    }

    /// Returns the name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }

    /// Returns 「エラー 1件、警告 2件」.
    pub fn counts(errors: usize, warnings: usize) -> Message {
        let [(error, error_en), (warning, warning_en)] =
            [Self::Error, Self::Warning].map(|severity| (severity.word().ja, severity.name()));
        Message::new(
            format!("{error} {errors}件、{warning} {warnings}件"),
            format!("{}, {}", counted(errors, error_en), counted(warnings, warning_en)),
        )
    }
}

/// A rule: its name, default severity, and whether `--fix` corrects it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The name in settings and reports: English, ASCII, with hyphens.
    pub name: &'static str,
    /// The severity unless the settings change it.
    pub severity: Severity,
    /// `true` where `check --fix` corrects its findings.
    pub is_fixable: bool,
}

impl Rule {
    /// Returns the rule with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name == name)
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| D::Error::custom("no such rule"))
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $constant:ident = $severity:ident $name:literal $($fixable:ident)?;)*) => {
        impl Rule {
            $($(#[$doc])* pub const $constant: Self = Self {
                name: $name,
                severity: Severity::$severity,
                is_fixable: !stringify!($($fixable)?).is_empty(),
            };)*

            /// All rules, in the order of the table in the design.
            pub const ALL: &'static [Self] = &[$(Self::$constant),*];
        }
    };
}

rules! {
    /// The file is not UTF-8.
    ENCODING = Error "encoding";
    /// The file cannot be read as YAML.
    YAML_SYNTAX = Error "yaml-syntax";
    /// A value is a `-` without quotes, as in `H29: -`.
    BARE_DASH = Error "bare-dash" fixable;
    /// A map has a key twice.
    DUPLICATE_KEY = Error "duplicate-key";
    /// A required key is missing.
    MISSING_KEY = Error "missing-key";
    /// A list is used for a text, or a text for a list.
    WRONG_TYPE = Error "wrong-type";
    /// 様式 names an unknown form.
    UNKNOWN_FORM = Error "unknown-form";
    /// A key is not part of the form.
    UNKNOWN_KEY = Error "unknown-key";
    /// ` #` cuts a text short.
    COMMENT_IN_VALUE = Warning "comment-in-value";
    /// A mark of another notation, such as Markdown, is printed as it is.
    PRINTED_MARK = Warning "printed-mark";
    /// A date cannot be read or does not exist.
    INVALID_DATE = Error "invalid-date";
    /// 作成日, 修正日 and 評価日 are out of order.
    DATE_ORDER = Error "date-order";
    /// A date is far from the fiscal year.
    DATE_OUTSIDE_YEAR = Warning "date-outside-year";
    /// 年度 cannot be read.
    INVALID_FISCAL_YEAR = Error "invalid-fiscal-year";
    /// The years of 実績 are not exactly the three before 年度.
    YEAR_WINDOW = Error "year-window";
    /// 問合せ先 is not a Japanese telephone number.
    PHONE_NUMBER = Warning "phone-number";
    /// A required list is empty.
    EMPTY_LIST = Error "empty-list";
    /// A required text is empty.
    EMPTY_TEXT = Error "empty-text";
    /// Both a goal and its indicators have a 達成状況.
    BOTH_LEVELS = Error "both-levels";
    /// A symbol is missing from 評価区分.
    UNKNOWN_SYMBOL = Error "unknown-symbol";
    /// A value looks like a number without being one.
    ODD_NUMBER = Warning "odd-number";
    /// A value has another unit than its row.
    UNIT_MISMATCH = Warning "unit-mismatch";
    /// 良い方向 contradicts the 以上 or 以下 in 目標.
    DIRECTION_MISMATCH = Warning "direction-mismatch";
    /// A 達成状況 contradicts the numbers.
    ACHIEVEMENT_MISMATCH = Warning "achievement-mismatch";
    /// A box of the plan is empty, before 評価日 is set.
    PLAN_INCOMPLETE = Warning "plan-incomplete";
    /// A box of the evaluation is empty, although 評価日 is set.
    STAGE_INCOMPLETE = Warning "stage-incomplete";
    /// There are results, although 評価日 is not set.
    RESULT_BEFORE_EVALUATION = Warning "result-before-evaluation";
    /// A ward's departments lack the ward's page.
    WARD_MISSING = Warning "ward-missing";
    /// 部区組織目標 is not a number of the ward's list.
    UNKNOWN_WARD_GOAL = Error "unknown-ward-goal";
    /// No department serves a 重点目標.
    UNCOVERED_WARD_GOAL = Warning "uncovered-ward-goal";
    /// 達成数 is not a number from 0 to 目標数.
    ACHIEVED_COUNT = Error "achieved-count";
    /// 達成数 differs from the number that follows from the departments' evaluations.
    ACHIEVED_COUNT_MISMATCH = Warning "achieved-count-mismatch";
    /// Two sheets belong to one department.
    DUPLICATE_DEPARTMENT = Error "duplicate-department";
    /// A sheet's year or ward differs from that of its folder.
    MIXED_YEARS = Error "mixed-years";
    /// No bundled font has a glyph for a character.
    MISSING_GLYPH = Error "missing-glyph";
    /// The fonts lack a variation sequence, which Typst would drop silently.
    UNSUPPORTED_VARIANT = Error "unsupported-variant";
    /// A kanji is a compatibility character.
    COMPATIBILITY_CHARACTER = Warning "compatibility-character" fixable;
    /// A letter and its diacritic are two characters (not NFC).
    NOT_NFC = Warning "not-nfc" fixable;
    /// Katakana is half-width.
    HALFWIDTH_KATAKANA = Warning "halfwidth-katakana" fixable;
    /// U+FF5E or `~` is used for the wave dash.
    WAVE_DASH = Warning "wave-dash" fixable;
    /// A space is neither the ASCII nor the full-width one.
    IRREGULAR_SPACE = Warning "irregular-space" fixable;
    /// A paragraph begins with a full-width space.
    PARAGRAPH_INDENT = Warning "paragraph-indent" fixable;
    /// A control character is used.
    CONTROL_CHARACTER = Error "control-character" fixable;
    /// A line break became a space between two full-width characters.
    FOLDED_SPACE = Warning "folded-space" fixable;
    /// 実績 differs from the 結果 in the preceding year's sheet.
    HISTORY_MISMATCH = Warning "history-mismatch";
    /// A name in 並び順 belongs to no sheet.
    UNKNOWN_SHEET = Warning "unknown-sheet";
    /// A dictionary named in the settings cannot be used.
    UNREADABLE_DICTIONARY = Error "unreadable-dictionary";
    /// A page measure cannot be read or is out of range.
    UNREADABLE_MEASURE = Error "unreadable-measure";
    /// A dictionary corrects a spelling.
    WORDING = Warning "wording" fixable;
    /// A ward spells one word in two ways.
    MIXED_WORDING = Warning "mixed-wording";
    /// An `allow` comment silenced nothing.
    UNUSED_ALLOW = Warning "unused-allow";
    /// Content does not fit its cell.
    OVERFLOW = Error "overflow";
    /// Typst reported an error.
    TEMPLATE_ERROR = Error "template-error";
    /// Typesetting exceeded its time limit.
    TYPESETTING_TIMEOUT = Error "typesetting-timeout";
}
