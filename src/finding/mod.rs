//! Findings as data: a rule, its severity, a span, and messages in two languages.
//!
//! Rules write the messages; `report` lays them out.

mod field;
mod limit;
mod mend;
mod plain;
mod rule;

pub use self::field::{Field, Step};
pub use self::limit::{MOST, Omitted, few};
pub use self::mend::Mend;
pub use self::plain::{is_interpreted, plain, plain_lines};
pub use self::rule::{Rule, Severity};

use serde::{Deserialize, Serialize};

use crate::source::{Edit, Span};

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Japanese, the default.
    #[default]
    Ja,
    /// English.
    En,
}

/// A message in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The Japanese text.
    pub ja: String,
    /// The English text.
    pub en: String,
}

impl Message {
    /// Creates a message from its Japanese and its English text.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// Returns the text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// Formats a number of things in English: `1 file`, `2 files`.
pub fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Shortens a text to 40 characters for use within a sentence, and escapes invisible characters.
pub fn brief(text: &str) -> String {
    const LONGEST: usize = 40;
    let visible = |character: char| {
        if is_invisible(character) { character.escape_unicode().to_string() } else { character.to_string() }
    };
    let cut = text.chars().nth(LONGEST).is_some();
    let shown: String = text.chars().take(LONGEST).map(visible).collect();
    if cut { shown + "…" } else { shown }
}

/// Returns whether a character is invisible by itself: controls, joiners, direction marks and the like.
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// A problem in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// The rule's default severity, or the one that the settings give it.
    pub severity: Severity,
    /// A description of the problem.
    pub message: Message,
    /// The advice to the writer.
    pub help: Message,
    /// The characters at fault; the first of them in the file where `others` has more.
    pub span: Span,
    /// Further places with the same problem in the same value, in the file's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Span>,
    /// The field of the value; the root for the whole file.
    #[serde(default, skip_serializing_if = "Field::is_root")]
    pub field: Field,
    /// The correction as data, or `None` where only a person can decide what to write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mend: Option<Mend>,
    /// The words for a writer who types values into boxes, if the others speak of how the file is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub box_words: Option<Box<BoxWords>>,
}

/// The words of a finding for a writer who types values into boxes and does not see the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoxWords {
    /// A description of the problem.
    pub message: Message,
    /// The advice to the writer.
    pub help: Message,
}

impl Finding {
    /// Creates a finding of `rule` with its default severity at `span`, without a field.
    pub fn new(rule: Rule, span: Span, message: Message, help: Message) -> Self {
        let (severity, field) = (rule.severity, Field::default());
        Self { rule, severity, message, help, span, others: Vec::new(), field, mend: None, box_words: None }
    }

    /// Adds a certain edit, which `--fix` applies: `text` replaces `span`.
    #[must_use]
    pub fn mended_by(mut self, span: Span, text: impl Into<String>) -> Self {
        let edit = Edit { span, text: text.into() };
        match &mut self.mend {
            Some(Mend::Certain(edits)) => edits.push(edit),
            _ => self.mend = Some(Mend::Certain(vec![edit])),
        }
        self
    }

    /// Sets proposed edits, which a person decides on. `--fix` ignores them.
    #[must_use]
    pub fn proposing(mut self, edits: Vec<Edit>) -> Self {
        self.mend = Some(Mend::Proposed(edits));
        self
    }

    /// Sets further places with the same problem in the same value.
    #[must_use]
    pub fn and_at(mut self, others: Vec<Span>) -> Self {
        self.others = others;
        self
    }

    /// Sets other words for a writer who types values into boxes.
    #[must_use]
    pub fn in_box(mut self, message: Message, help: Message) -> Self {
        self.box_words = Some(Box::new(BoxWords { message, help }));
        self
    }

    /// Sets other advice for a writer who types values into boxes.
    #[must_use]
    pub fn helped_in_box(self, help: Message) -> Self {
        let message = self.message.clone();
        self.in_box(message, help)
    }

    /// Returns all places of the finding, in the file's order.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        std::iter::once(self.span).chain(self.others.iter().copied())
    }

    /// Returns the message, with the number of places where there are several.
    pub fn counted_message(&self) -> Message {
        self.counted(&self.message)
    }

    /// Returns a message with the number of places where there are several.
    pub fn counted(&self, message: &Message) -> Message {
        let count = 1 + self.others.len();
        let place = if self.field.is_root() { ["", ""] } else { ["この値に", " in this value"] };
        match count {
            1 => message.clone(),
            _ => Message::new(
                format!("{}({}{count}か所)", message.ja, place[0]),
                format!("{} ({count} places{})", message.en, place[1]),
            ),
        }
    }

    /// Returns the help, with a hint at `check --fix` where the mend is certain.
    pub fn advice(&self) -> Message {
        if self.certain_edits().is_empty() {
            return self.help.clone();
        }
        Message::new(
            format!("{}「mokuhyo check --fix」で直せます。", self.help.ja),
            format!("{} Run `mokuhyo check --fix` to do this automatically.", self.help.en),
        )
    }

    /// Returns the edits that `--fix` applies; empty where the mend is not certain.
    pub fn certain_edits(&self) -> &[Edit] {
        match &self.mend {
            Some(Mend::Certain(edits)) => edits,
            Some(Mend::Proposed(_)) | None => &[],
        }
    }

    /// Sets the field.
    #[must_use]
    pub fn in_field(mut self, field: Field) -> Self {
        self.field = field;
        self
    }
}
