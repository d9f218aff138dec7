//! What is wrong, as data: a rule, its severity, where, and the words for it.
//!
//! Rules own the words; `report` lays them out.

mod field;
mod rule;

pub use self::field::{Field, Step};
pub use self::rule::{Rule, Severity};

use serde::{Deserialize, Serialize};

use crate::source::{Edit, Span};

/// The language of what users read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Japanese, the default.
    #[default]
    Ja,
    /// English.
    En,
}

/// A sentence in the two languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Takes the sentence in Japanese and in English.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// A number of things in English.
pub fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// A text short enough to stand in a sentence, with nothing that would disturb a terminal's line.
pub fn brief(text: &str) -> String {
    const LONGEST: usize = 40;
    let visible = |character: char| {
        if is_invisible(character) { character.escape_unicode().to_string() } else { character.to_string() }
    };
    let cut = text.chars().nth(LONGEST).is_some();
    let shown: String = text.chars().take(LONGEST).map(visible).collect();
    if cut { shown + "…" } else { shown }
}

/// Controls, joiners, marks of direction and the like: characters that show nothing by themselves.
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// One thing that is wrong in one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that says so.
    pub rule: Rule,
    /// The rule's severity, or the one that the settings give it.
    pub severity: Severity,
    /// What is wrong.
    pub message: Words,
    /// What to write instead.
    pub help: Words,
    /// The characters that are meant.
    pub span: Span,
    /// The field that they belong to; empty for the whole file.
    #[serde(default, skip_serializing_if = "Field::is_root")]
    pub field: Field,
    /// How `--fix` mends it, where it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Edit>,
}

impl Finding {
    /// A finding of `rule` with its own severity, at `span`, in no field yet.
    pub fn new(rule: Rule, span: Span, message: Words, help: Words) -> Self {
        Self { rule, severity: rule.severity, message, help, span, field: Field::default(), fix: None }
    }

    /// The same finding, mended by putting `text` in the place of `span`.
    #[must_use]
    pub fn mended_by(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Edit { span, text: text.into() });
        self
    }

    /// The same finding, in `field`.
    #[must_use]
    pub fn in_field(mut self, field: Field) -> Self {
        self.field = field;
        self
    }
}
