//! What is wrong, as data: a rule, its severity, where, and the words for it.
//!
//! Rules own the words; `report` lays them out.

mod field;
mod limit;
mod mend;
mod plain;
mod rule;

pub use self::field::{Field, Step};
pub use self::limit::{MOST, Omitted, few};
pub use self::mend::Mend;
pub use self::plain::{is_obeyed, plain, plain_lines};
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
pub struct Message {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Message {
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
    pub message: Message,
    /// What to write instead.
    pub help: Message,
    /// The characters that are meant; the first of them where `others` has more.
    pub span: Span,
    /// Further places in the same value where the same is wrong, in the file's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Span>,
    /// The field that they belong to; empty for the whole file.
    #[serde(default, skip_serializing_if = "Field::is_root")]
    pub field: Field,
    /// The edits that mend it; nothing where only a person knows what belongs there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mend: Option<Mend>,
}

impl Finding {
    /// A finding of `rule` with its own severity, at `span`, in no field yet.
    pub fn new(rule: Rule, span: Span, message: Message, help: Message) -> Self {
        let (severity, field) = (rule.severity, Field::default());
        Self { rule, severity, message, help, span, others: Vec::new(), field, mend: None }
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

    /// Sets the edits that a person is shown and decides on; `--fix` leaves them alone.
    #[must_use]
    pub fn proposing(mut self, edits: Vec<Edit>) -> Self {
        self.mend = Some(Mend::Proposed(edits));
        self
    }

    /// Sets the further places in the same value where the same is wrong.
    #[must_use]
    pub fn and_at(mut self, others: Vec<Span>) -> Self {
        self.others = others;
        self
    }

    /// Returns every place of the finding, in the file's order.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        std::iter::once(self.span).chain(self.others.iter().copied())
    }

    /// Returns the message, and how many places of the value have the fault where there are several.
    pub fn told(&self) -> Message {
        let count = 1 + self.others.len();
        let place = if self.field.is_root() { ["", ""] } else { ["この値に", " in this value"] };
        match count {
            1 => self.message.clone(),
            _ => Message::new(
                format!("{}({}{count}か所)", self.message.ja, place[0]),
                format!("{} ({count} places{})", self.message.en, place[1]),
            ),
        }
    }

    /// Returns what to write instead, and that `check --fix` writes it where the mend is certain.
    pub fn advice(&self) -> Message {
        if self.certain_edits().is_empty() {
            return self.help.clone();
        }
        Message::new(
            format!("{}「mokuhyo check --fix」で直せます。", self.help.ja),
            format!("{} `mokuhyo check --fix` does it.", self.help.en),
        )
    }

    /// Returns the edits that `--fix` applies; none where the mend is not certain.
    pub fn certain_edits(&self) -> &[Edit] {
        match &self.mend {
            Some(Mend::Certain(edits)) => edits,
            Some(Mend::Proposed(_)) | None => &[],
        }
    }

    /// The same finding, in `field`.
    #[must_use]
    pub fn in_field(mut self, field: Field) -> Self {
        self.field = field;
        self
    }
}
