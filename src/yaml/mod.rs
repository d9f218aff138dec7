//! YAML text → spanned nodes. This is the only module that uses the YAML crate.
//!
//! Scalars keep their source text: `12.50`, `012` and `Y` stay as they were typed. Aliases are expanded
//! within a limit, tags are ignored, and `<<` is an ordinary key. The tree is built without recursion and its
//! depth, with aliases expanded, is limited, so that recursion over it is safe.

mod build;
mod de;
mod mask;
mod quote;

use granit_parser::{ErrorKind, Marker, Parser};

pub use self::de::{Mismatch, deserialize};
pub use self::quote::{is_escaped, quoted, quoted_value};
use crate::finding::{Field, Step};
use crate::source::Span;

/// A value of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The span, including quotes; of a block scalar, the lines below its `|`. Empty at the position of a
    /// missing value.
    pub span: Span,
    /// The value.
    pub data: Data,
}

/// The value of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// An empty value, or `~`.
    Empty,
    /// A value that violates the schema. It is reported once and then treated as absent.
    Pruned,
    /// A text, a number or a boolean, as it was typed.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values in the file's order, including duplicates.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The span of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// A parsed file, with the places where the parser needed help.
#[derive(Debug)]
pub struct Parsed {
    /// The root, or `None` in an empty file.
    pub root: Option<Node>,
    /// Bare dashes, which were read as `"-"`.
    pub bare_dashes: Vec<Span>,
    /// Texts after a `!` or an unused `&`, which YAML reads as a tag or an anchor.
    pub signs: Vec<Span>,
}

/// A syntax error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The byte at which parsing stopped.
    pub at: usize,
    /// The kind of error.
    pub problem: SyntaxProblem,
}

impl Unreadable {
    /// Returns whether the error is confined to one place, so that the rest can be parsed without it.
    pub fn is_local(&self) -> bool {
        !matches!(self.problem, SyntaxProblem::TooMuch | SyntaxProblem::SecondDocument)
    }
}

/// The kinds of syntax errors that messages distinguish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxProblem {
    /// A tab where only spaces may indent.
    Tab,
    /// A line that is indented more or less than its neighbours.
    Indentation,
    /// A line without the `: ` of a key.
    NoColon,
    /// A second `: ` in a plain scalar.
    SecondColon,
    /// A text that begins with a character reserved by YAML.
    ReservedStart,
    /// A `*name` without its `&name`, or one that contains itself.
    Alias,
    /// A quotation mark, `[` or `{` that is not closed, or closed by the wrong character.
    Unclosed,
    /// Text after the closing quotation mark.
    AfterQuote,
    /// An unknown `\` escape in double quotation marks.
    Escape,
    /// A character that YAML forbids.
    Character(char),
    /// A second document in the file.
    SecondDocument,
    /// A key that is a list or a map.
    KeyNotText,
    /// Nesting that is too deep, or aliases that expand into too many nodes.
    TooMuch,
    /// A comment between the lines of a scalar.
    CommentInText,
    /// A `#` directly after a closing quotation mark or bracket.
    CommentNotApart,
    /// A line that begins with `%`, which YAML reads as a directive.
    Directive,
    /// Misplaced items or commas in brackets.
    Brackets,
    /// Any other error. No known text causes it.
    Unknown,
}

/// Parses a file's text.
///
/// A bare dash as a value (`H29: -`) is a syntax error in YAML; it is read as the text `-` and its span is
/// returned.
///
/// # Errors
///
/// Returns [`Unreadable`] where the text is not one YAML document.
pub fn parse(text: &str) -> Result<Parsed, Unreadable> {
    let masked = mask::mask(text);
    let places = MarkerPositions(text);
    let mut builder = build::Builder::new(masked.sentinel);
    for event in Parser::new_from_str(&masked.text) {
        let (event, span) =
            event.map_err(|error| unreadable(text, places.of(error.marker()), error.kind()))?;
        builder.take(event, places.between(span))?;
    }
    Ok(builder.finish())
}

/// The original text, for converting the parser's positions. The parser reads the masked text, where several
/// spaces may replace a character of several bytes, so that its positions may lie inside a character.
struct MarkerPositions<'a>(&'a str);

impl MarkerPositions<'_> {
    /// Returns the beginning of the character at a marker.
    fn of(&self, marker: &Marker) -> usize {
        self.0.floor_char_boundary(marker.byte_offset().expect("the parser counts the bytes of a text"))
    }

    fn between(&self, span: granit_parser::Span) -> Span {
        let [start, end] = [&span.start, &span.end].map(|marker| self.of(marker));
        Span::new(start, end.max(start))
    }
}

fn unreadable(text: &str, at: usize, kind: &ErrorKind) -> Unreadable {
    let before = &text[..at];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let on_line = &before[line..];
    match problem(kind) {
        // The parser stops before or after the tab.
        SyntaxProblem::Tab => Unreadable {
            at: text[line..].find('\t').map_or(at, |tab| line + tab),
            problem: SyntaxProblem::Tab,
        },
        SyntaxProblem::Indentation if on_line.trim_start_matches(' ').starts_with('\t') => {
            Unreadable { at: at - on_line.trim_start_matches(' ').len(), problem: SyntaxProblem::Tab }
        }
        // A line whose only colon is the second is indented too far.
        SyntaxProblem::SecondColon if !on_line.contains(": ") => {
            Unreadable { at, problem: SyntaxProblem::Indentation }
        }
        // Text after a closed bracket: the bracket was meant as text.
        SyntaxProblem::Indentation if on_line.contains([']', '}']) => {
            Unreadable { at, problem: SyntaxProblem::ReservedStart }
        }
        // The parser stops at the beginning of the scalar that contains the character.
        SyntaxProblem::Character(character) => {
            let at = text[at..].find(character).map_or(at, |ahead| at + ahead);
            Unreadable { at, problem: SyntaxProblem::Character(character) }
        }
        problem => Unreadable { at, problem },
    }
}

/// Maps the parser's kinds of errors to those that messages distinguish.
fn problem(kind: &ErrorKind) -> SyntaxProblem {
    use ErrorKind as E;
    match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => SyntaxProblem::Tab,
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::InvalidBlockScalarIndent
        | E::InvalidQuotedScalarIndent
        | E::InvalidFlowScalarIndent
        | E::UnexpectedEofBlockMapping
        | E::UnexpectedEofBlockSequence
        | E::ExpectedWhitespace
        | E::InvalidBlockEntryWhitespace => SyntaxProblem::Indentation,
        E::SimpleKeyExpected | E::InvalidSimpleKey => SyntaxProblem::NoColon,
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => {
            SyntaxProblem::SecondColon
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
        | E::PlainScalarStartsWithDashFlowIndicator => SyntaxProblem::ReservedStart,
        E::UnexpectedCharacter { character } => SyntaxProblem::Character(*character),
        E::UnknownAnchor => SyntaxProblem::Alias,
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
        | E::DocumentIndicatorInQuotedScalar => SyntaxProblem::Unclosed,
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            SyntaxProblem::AfterQuote
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => SyntaxProblem::Escape,
        E::RecursionLimitExceeded | E::AnchorCountOverflow => SyntaxProblem::TooMuch,
        E::BomInsideDocument => SyntaxProblem::Character('\u{FEFF}'),
        E::CommentInterceptedScalar => SyntaxProblem::CommentInText,
        E::CommentNotSeparated => SyntaxProblem::CommentNotApart,
        E::InvalidDocumentEnd | E::MultipleDocumentsUnsupported => SyntaxProblem::SecondDocument,
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
        | E::InvalidTagDirectiveTerminator => SyntaxProblem::Directive,
        E::BlockEntryInFlowCollection
        | E::ExpectedNodeContent
        | E::FlowMappingValueAdjacentCollection
        | E::UnexpectedEndOfPlainScalar => SyntaxProblem::Brackets,
        _ => SyntaxProblem::Unknown,
    }
}

impl Node {
    /// Returns the value of `key` in a map; the first one where the key is duplicated.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Returns the entry of `key` in a map, like [`Node::get`].
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.data {
            Data::Map(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// Returns the node at a field below this one.
    pub fn at(&self, field: &Field) -> Option<&Self> {
        field.0.iter().try_fold(self, |node, step| match (&node.data, step) {
            (Data::List(items), Step::Index(index)) => items.get(*index),
            (Data::Map(_), Step::Key(key)) => node.get(key),
            _ => None,
        })
    }

    /// Returns the span of a field's key or list item, and its value. For a missing field, returns those of
    /// the nearest enclosing one.
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

    /// Returns the items of a list, or an empty slice for other nodes.
    pub fn items(&self) -> &[Self] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the text of a scalar.
    pub fn scalar(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar(text) => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
