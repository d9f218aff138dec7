//! The rules by name. What they say is written where they are judged.

use serde::de::{Deserializer, Error};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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

impl Rule {
    /// The rule of that name.
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
    /// Repeated key in one place.
    DUPLICATE_KEY = Error "duplicate-key";
    /// A key that the form needs is not there.
    MISSING_KEY = Error "missing-key";
    /// A list where a text belongs, or the other way round.
    WRONG_TYPE = Error "wrong-type";
    /// 様式 names no form of ours.
    UNKNOWN_FORM = Error "unknown-form";
    /// A key that the form does not have.
    UNKNOWN_KEY = Error "unknown-key";
    /// ` #` cut a text short.
    COMMENT_IN_VALUE = Warning "comment-in-value";
    /// A sign that means something elsewhere, and prints as it is.
    PRINTED_MARK = Warning "printed-mark";
    /// A date that is none.
    INVALID_DATE = Error "invalid-date";
    /// 作成日, 修正日 and 評価日 are not in this order.
    DATE_ORDER = Error "date-order";
    /// A date that is far from the fiscal year.
    DATE_OUTSIDE_YEAR = Warning "date-outside-year";
    /// 年度 is unreadable.
    INVALID_FISCAL_YEAR = Error "invalid-fiscal-year";
    /// 実績 is not exactly the three years before 年度.
    YEAR_WINDOW = Error "year-window";
    /// 問合せ先 is not a Japanese telephone number.
    PHONE_NUMBER = Warning "phone-number";
    /// A list that the form needs is empty.
    EMPTY_LIST = Error "empty-list";
    /// A text that the form needs is empty.
    EMPTY_TEXT = Error "empty-text";
    /// 達成状況 on a goal and on its indicators.
    BOTH_LEVELS = Error "both-levels";
    /// A symbol that 評価区分 does not have.
    UNKNOWN_SYMBOL = Error "unknown-symbol";
    /// A value that looks like a number but is not one.
    ODD_NUMBER = Warning "odd-number";
    /// A value with another unit than its row's.
    UNIT_MISMATCH = Warning "unit-mismatch";
    /// 良い方向 says another side than the 以上 or 以下 of 目標.
    DIRECTION_MISMATCH = Warning "direction-mismatch";
    /// A 達成状況 that the numbers contradict.
    ACHIEVEMENT_MISMATCH = Warning "achievement-mismatch";
    /// 評価日 is not set, and a box of the plan is empty.
    PLAN_INCOMPLETE = Warning "plan-incomplete";
    /// 評価日 is set, and a box of the evaluation is empty.
    STAGE_INCOMPLETE = Warning "stage-incomplete";
    /// Results without 評価日.
    RESULT_BEFORE_EVALUATION = Warning "result-before-evaluation";
    /// Departments without their ward's page.
    WARD_MISSING = Warning "ward-missing";
    /// 部区組織目標 is not a number of the ward's list.
    UNKNOWN_WARD_GOAL = Error "unknown-ward-goal";
    /// A 重点目標 that no department takes up.
    UNCOVERED_WARD_GOAL = Warning "uncovered-ward-goal";
    /// 達成数 is not a number from 0 to 目標数.
    ACHIEVED_COUNT = Error "achieved-count";
    /// 達成数 is not what the departments' evaluations come to.
    ACHIEVED_COUNT_MISMATCH = Warning "achieved-count-mismatch";
    /// Two sheets of one department.
    DUPLICATE_DEPARTMENT = Error "duplicate-department";
    /// A sheet of another year or ward than its folder's.
    MIXED_YEARS = Error "mixed-years";
    /// No bundled font has the character.
    MISSING_GLYPH = Error "missing-glyph";
    /// A variation sequence that the fonts would silently drop.
    UNSUPPORTED_VARIANT = Error "unsupported-variant";
    /// A compatibility form of a kanji.
    COMPATIBILITY_CHARACTER = Warning "compatibility-character";
    /// A letter and its mark as two characters.
    NOT_NFC = Warning "not-nfc";
    /// Katakana of half width.
    HALFWIDTH_KATAKANA = Warning "halfwidth-katakana";
    /// U+FF5E or `~` for the wave dash.
    WAVE_DASH = Warning "wave-dash";
    /// A space that is neither the ASCII nor the full-width one.
    IRREGULAR_SPACE = Warning "irregular-space";
    /// A full-width space at the head of a paragraph.
    PARAGRAPH_INDENT = Warning "paragraph-indent";
    /// A character that controls, and prints nothing.
    CONTROL_CHARACTER = Error "control-character";
    /// A space between two characters of full width, which a line break became.
    FOLDED_SPACE = Warning "folded-space";
    /// 実績 is not what last year's sheet has as 結果.
    HISTORY_MISMATCH = Warning "history-mismatch";
    /// A name in 並び順 that no sheet has.
    UNKNOWN_SHEET = Warning "unknown-sheet";
    /// A dictionary that the settings name and that cannot be used.
    UNREADABLE_DICTIONARY = Error "unreadable-dictionary";
    /// A measure of the page that cannot be read or is out of bounds.
    UNREADABLE_MEASURE = Error "unreadable-measure";
    /// A spelling that a dictionary corrects.
    WORDING = Warning "wording";
    /// Two spellings of one word in one ward.
    MIXED_WORDING = Warning "mixed-wording";
    /// An allow that silenced nothing.
    UNUSED_ALLOW = Warning "unused-allow";
    /// Something does not fit its cell.
    OVERFLOW = Error "overflow";
    /// Typst refused.
    TEMPLATE_ERROR = Error "template-error";
    /// Typesetting took longer than it may.
    TYPESETTING_TIMEOUT = Error "typesetting-timeout";
}
