//! YAML text → spanned nodes. The only room that names the YAML crate.
//!
//! Scalars stay source text: `12.50`, `012` and `Y` are what was typed. Aliases are expanded within a
//! budget, tags are passed over, `<<` is a key like any other. The tree is built without recursion and
//! its depth is bounded, aliases unfolded, so that walking it is safe.

mod build;
mod de;
mod mask;

use granit_parser::{ErrorKind, Marker, Parser};

pub use self::de::{Mismatch, deserialize};
use crate::finding::{Field, Step};
use crate::source::Span;

/// A value of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands: quotes included, and of a block text the lines below its `|`. Empty, at the
    /// place of the missing value, for nothing.
    pub span: Span,
    /// What it is.
    pub data: Data,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// Nothing after the colon or the dash, or `~`.
    Empty,
    /// Something that the schema refused. It is told, and counts as absent: nobody guesses at it.
    Pruned,
    /// A text, a number, a boolean: as it was typed.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the file's order, doubles included.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// A file as a tree, and what had to be taken for something else to get one.
#[derive(Debug)]
pub struct Parsed {
    /// The document; nothing where the file holds none.
    pub root: Option<Node>,
    /// The dashes that stood bare and were taken for `"-"`.
    pub bare_dashes: Vec<Span>,
    /// Texts behind a `!` or an `&` that YAML took for its own signs, and that nobody refers to.
    pub signs: Vec<Span>,
}

/// Why no tree could be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The byte at which reading stopped.
    pub at: usize,
    /// What is wrong there.
    pub problem: Problem,
}

impl Unreadable {
    /// Whether it is one place that cannot be read, so that the rest can be when it is left out.
    pub fn is_local(&self) -> bool {
        !matches!(self.problem, Problem::TooMuch | Problem::SecondDocument)
    }
}

/// What makes a file unreadable, in the kinds that users can be told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A tab where only spaces may indent.
    Tab,
    /// A line that stands further in or out than those around it.
    Indentation,
    /// A line of keys that has no `: `.
    NoColon,
    /// A second `: ` in a plain text.
    SecondColon,
    /// A text that begins with a character that YAML keeps for itself.
    ReservedStart,
    /// `*name` without an `&name`, or one that holds itself.
    Alias,
    /// A quotation mark, `[` or `{` that is not closed, or closed by another.
    Unclosed,
    /// Something after the closing quotation mark.
    AfterQuote,
    /// An unknown `\` escape between double quotation marks.
    Escape,
    /// A character that YAML allows nowhere.
    Character(char),
    /// More than one document in a file.
    SecondDocument,
    /// A key that is itself a list or a map.
    KeyNotText,
    /// Nested too deeply, or aliases that unfold into too much.
    TooMuch,
    /// A comment between the lines of one text.
    CommentInText,
    /// A `#` right behind a closed quotation mark or bracket.
    CommentNotApart,
    /// A line that begins with `%`, which YAML takes for an order to itself.
    Directive,
    /// Brackets whose items and commas do not go together.
    Brackets,
    /// Anything else. No text is known to bring it about.
    Unknown,
}

/// Reads a file's text.
///
/// A dash that stands bare as a value (`H29: -`) is a syntax error to YAML; here it is read as the
/// text `-` and its span returned.
///
/// # Errors
/// [`Unreadable`] where the text is not one YAML document.
pub fn parse(text: &str) -> Result<Parsed, Unreadable> {
    let masked = mask::mask(text);
    let places = Places(text);
    let mut builder = build::Builder::new(masked.sentinel);
    for event in Parser::new_from_str(&masked.text) {
        let (event, span) =
            event.map_err(|error| unreadable(text, places.of(error.marker()), error.kind()))?;
        builder.take(event, places.between(span))?;
    }
    Ok(builder.finish())
}

/// The text that was given, in which every place of the parser's becomes one of ours. The parser reads what the mask
/// made of it, where a character of several bytes may be several spaces, so that a place may be inside a character.
struct Places<'a>(&'a str);

impl Places<'_> {
    /// Returns the beginning of the character that a marker is in.
    fn of(&self, marker: &Marker) -> usize {
        self.0.floor_char_boundary(marker.byte_offset().unwrap_or_default())
    }

    fn between(&self, span: granit_parser::Span) -> Span {
        let [start, end] = [&span.start, &span.end].map(|marker| self.of(marker));
        Span::new(start, end.max(start))
    }
}

fn unreadable(text: &str, at: usize, kind: &ErrorKind) -> Unreadable {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let on_line = before.get(line..).unwrap_or_default();
    match problem(kind) {
        // The parser stops before or behind the tab.
        Problem::Tab => {
            Unreadable { at: text[line..].find('\t').map_or(at, |tab| line + tab), problem: Problem::Tab }
        }
        Problem::Indentation if on_line.trim_start_matches(' ').starts_with('\t') => {
            Unreadable { at: at - on_line.trim_start_matches(' ').len(), problem: Problem::Tab }
        }
        // A colon that is the first of its line is one of a line that stands too far in.
        Problem::SecondColon if !on_line.contains(": ") => Unreadable { at, problem: Problem::Indentation },
        // Something behind a closed bracket: the bracket was meant as text.
        Problem::Indentation if on_line.contains([']', '}']) => {
            Unreadable { at, problem: Problem::ReservedStart }
        }
        // The parser stops where the text with the character begins.
        Problem::Character(character) => {
            let ahead = text.get(at..).and_then(|rest| rest.find(character)).unwrap_or_default();
            Unreadable { at: at + ahead, problem: Problem::Character(character) }
        }
        problem => Unreadable { at, problem },
    }
}

/// One long table: the parser's kinds in the kinds that users are told.
fn problem(kind: &ErrorKind) -> Problem {
    use ErrorKind as E;
    match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => Problem::Tab,
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::InvalidBlockScalarIndent
        | E::InvalidQuotedScalarIndent
        | E::InvalidFlowScalarIndent
        | E::UnexpectedEofBlockMapping
        | E::UnexpectedEofBlockSequence
        | E::ExpectedWhitespace
        | E::InvalidBlockEntryWhitespace => Problem::Indentation,
        E::SimpleKeyExpected | E::InvalidSimpleKey => Problem::NoColon,
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => {
            Problem::SecondColon
        }

        E::UnexpectedCharacter { character: '%' | '@' | '`' }
        | E::BlockSequenceEntryNotAllowed
        | E::InvalidTagTerminator
        | E::UndeclaredTagHandle
        | E::ExpectedTagBang
        | E::InvalidGlobalTagCharacter
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte
        | E::InvalidTagUtf8
        | E::InvalidBlockScalarHeader
        | E::ZeroBlockScalarIndent
        | E::MissingAnchorOrAliasName
        | E::ExpectedDocumentStart
        | E::MappingKeyNotAllowed
        | E::PlainScalarStartsWithDashFlowIndicator => Problem::ReservedStart,
        E::UnexpectedCharacter { character } => Problem::Character(*character),
        E::UnknownAnchor => Problem::Alias,
        E::UnexpectedEofFlowSequence
        | E::UnexpectedEof
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::UnclosedQuotedScalar
        | E::UnclosedFlowCollection { .. }
        | E::MismatchedFlowCollectionEnd { .. }
        | E::MisplacedFlowCollectionEnd
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::DocumentIndicatorInQuotedScalar => Problem::Unclosed,
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => Problem::AfterQuote,
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => Problem::Escape,
        E::RecursionLimitExceeded | E::AnchorCountOverflow => Problem::TooMuch,
        E::BomInsideDocument => Problem::Character('\u{FEFF}'),
        E::CommentInterceptedScalar => Problem::CommentInText,
        E::CommentNotSeparated => Problem::CommentNotApart,
        E::InvalidDocumentEnd | E::MultipleDocumentsUnsupported => Problem::SecondDocument,
        E::DuplicateVersionDirective
        | E::UnsupportedYamlMajorVersion
        | E::DuplicateTagDirective
        | E::MissingDocumentEndBeforeDirective
        | E::ExpectedTagDirectiveBang
        | E::DirectiveDisallowed
        | E::MissingYamlVersionSeparator
        | E::MissingDirectiveName
        | E::InvalidDirectiveName
        | E::InvalidDirectiveTerminator
        | E::DirectiveByteLimitExceeded { .. }
        | E::TooManyReservedDirectiveParams { .. }
        | E::YamlVersionTooLong
        | E::MissingYamlVersion
        | E::InvalidTagDirectiveTerminator => Problem::Directive,
        E::BlockEntryInFlowCollection
        | E::ExpectedNodeContent
        | E::FlowMappingValueAdjacentCollection
        | E::UnexpectedEndOfPlainScalar => Problem::Brackets,
        _ => Problem::Unknown,
    }
}

impl Node {
    /// The value of `key` where this is a map that has it; the first where it has several.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Like [`Node::get`], with the key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.data {
            Data::Map(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// The node at a field below this one.
    pub fn at(&self, field: &Field) -> Option<&Self> {
        field.0.iter().try_fold(self, |node, step| match (&node.data, step) {
            (Data::List(items), Step::Index(index)) => items.get(*index),
            (Data::Map(_), Step::Key(key)) => node.get(key),
            _ => None,
        })
    }

    /// Where a field stands: its key, or its item; and its value. Of a field that is not there, the same of
    /// the nearest one around it that is.
    pub fn nearest(&self, field: &Field) -> (Span, &Self) {
        let mut found = (self.span, self);
        for step in &field.0 {
            found = match (&found.1.data, step) {
                (Data::Map(_), Step::Key(key)) => match found.1.entry(key) {
                    Some(entry) => (entry.key_span, &entry.value),
                    None => break,
                },
                (Data::List(items), Step::Index(index)) => match items.get(*index) {
                    Some(item) => (item.span, item),
                    None => break,
                },
                _ => break,
            };
        }
        found
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Self] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar.
    pub fn scalar(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar(text) => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
