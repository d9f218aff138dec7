use granit_parser::ErrorKind;

use super::problem as problem_of;
use super::*;

fn root(text: &str) -> Node {
    parse(text).expect("readable").root.expect("a document")
}

#[test]
fn scalars_are_what_was_typed() {
    let node = root("a: 12.50\nb: 012\nc: 1,200\nd: Y\ne: \"-\"\nf:\ng: ~\n");
    let text = |key| node.get(key).and_then(Node::scalar);
    assert_eq!(
        [text("a"), text("b"), text("c"), text("d"), text("e"), text("f"), text("g")],
        [Some("12.50"), Some("012"), Some("1,200"), Some("Y"), Some("-"), None, None]
    );
}

#[test]
fn spans_are_bytes_of_the_source() {
    let text = "部: 東区\n目標:\n  - |\n    一\n    二\n";
    let node = root(text);
    assert_eq!(&text[node.get("部").expect("there").span.range()], "東区");
    assert_eq!(&text[node.entry("目標").expect("there").key_span.range()], "目標");
    let Data::List(items) = &node.get("目標").expect("there").data else { panic!("a list") };
    assert_eq!(items[0].scalar(), Some("一\n二\n"));
    assert_eq!(&text[items[0].span.range()], "一\n    二\n");
}

#[test]
fn a_bare_dash_is_a_text_and_is_reported() {
    let text = "実績:\n  H29: -\n  H30: - # 未実施\n  R1: \"-\"\n注: |\n  これは: -\n";
    let parsed = parse(text).expect("readable");
    let node = parsed.root.expect("a document");
    let actuals = node.get("実績").expect("there");
    assert!(["H29", "H30", "R1"].iter().all(|year| actuals.get(year).and_then(Node::scalar) == Some("-")));
    assert_eq!(node.get("注").and_then(Node::scalar), Some("これは: -\n"));
    let starts: Vec<usize> = parsed.bare_dashes.iter().map(|span| span.start).collect();
    assert_eq!(starts, [text.find("H29: -").expect("there") + 5, text.find("H30: -").expect("there") + 5]);
}

#[test]
fn doubles_are_passed_on() {
    let Data::Map(entries) = root("a: 1\na: 2\n").data else { panic!("a map") };
    assert_eq!(entries.len(), 2);
}

#[test]
fn what_cannot_be_read_has_a_place_and_a_kind() {
    let problem = |text| parse(text).expect_err("unreadable");
    assert_eq!(problem("a: 1\n\tb: 2\n"), Unreadable { at: 5, problem: SyntaxProblem::Tab });
    assert_eq!(problem("a:\n\t- b\n"), Unreadable { at: 3, problem: SyntaxProblem::Tab });
    assert_eq!(problem("a: 1\n  b: 2\n").problem, SyntaxProblem::Indentation);
    assert_eq!(problem("a: [1] b\n").problem, SyntaxProblem::ReservedStart);
    assert_eq!(problem("a: - b\n").problem, SyntaxProblem::ReservedStart);
    assert_eq!(problem("a: b: c\n"), Unreadable { at: 4, problem: SyntaxProblem::SecondColon });
    assert_eq!(problem("a: @b\n"), Unreadable { at: 3, problem: SyntaxProblem::ReservedStart });
    assert_eq!(problem("a: %b\n").problem, SyntaxProblem::ReservedStart);
    assert_eq!(problem("a: *b\n").problem, SyntaxProblem::Alias);
    assert_eq!(problem("a: [b\n").problem, SyntaxProblem::Unclosed);
    assert_eq!(problem("a: \"b\n").problem, SyntaxProblem::Unclosed);
    assert_eq!(problem("a: 1\n---\nb: 2\n").problem, SyntaxProblem::SecondDocument);
    assert_eq!(problem("a: &x [*x]\n").problem, SyntaxProblem::Alias);
    assert_eq!(problem("[a]: 1\n").problem, SyntaxProblem::KeyNotText);
}

#[test]
fn nothing_unfolds_without_end() {
    let double = |level: usize| format!("a{}: &a{} [*a{level}, *a{level}]\n", level + 1, level + 1);
    let bomb: String = std::iter::once("a0: &a0 [x, x]\n".to_owned()).chain((0..60).map(double)).collect();
    assert_eq!(parse(&bomb).expect_err("too much").problem, SyntaxProblem::TooMuch);
    let deep = "[".repeat(100_000);
    assert!(parse(&deep).is_err());
}

#[test]
fn aliases_do_not_nest_without_end() {
    let level = |level: usize| {
        let inner = level.checked_sub(1).map_or("x".to_owned(), |below| format!("*a{below}"));
        format!("k{level}: &a{level} {}{inner}{}\n", "[".repeat(40), "]".repeat(40))
    };
    let nested: String = (0..38).map(level).collect();
    assert_eq!(parse(&nested).expect_err("too deep").problem, SyntaxProblem::TooMuch);
}

#[test]
fn signs_that_swallow_a_text_are_reported() {
    let text = "a: &石井 哲也\nb: !A 目標\nc: &used 1\nd: *used\ne: !!str 2\n";
    let parsed = parse(text).expect("readable");
    assert_eq!(parsed.signs.len(), 3);
}

#[test]
fn spans_of_brackets_hold_their_ends() {
    let text = "a: [1, [2, 3] ]\nb: 4\n";
    assert_eq!(&text[root(text).get("a").expect("there").span.range()], "[1, [2, 3] ]");
}

#[test]
fn control_characters_keep_nothing_from_being_read() {
    assert_eq!(root("a: 東\u{8}区\n").get("a").and_then(Node::scalar), Some("東 区"));
}

/// Lists texts for each kind of error that the parser can report.
const KINDS: &[ErrorKind] = {
    use ErrorKind as E;
    &[
        E::UnexpectedEofFlowSequence,
        E::UnexpectedEofFlowMapping,
        E::UnexpectedEofImplicitFlowMapping,
        E::UnexpectedEofBlockSequence,
        E::UnexpectedEofBlockMapping,
        E::UnexpectedEof,
        E::DuplicateVersionDirective,
        E::UnsupportedYamlMajorVersion,
        E::DuplicateTagDirective,
        E::ExpectedDocumentStart,
        E::MissingDocumentEndBeforeDirective,
        E::AnchorCountOverflow,
        E::UnknownAnchor,
        E::ExpectedNodeContent,
        E::ExpectedBlockMappingKey,
        E::ExpectedFlowMappingSeparator,
        E::ExpectedFlowSequenceSeparator,
        E::ExpectedBlockSequenceEntry,
        E::UndeclaredTagHandle,
        E::MultipleDocumentsUnsupported,
        E::ExpectedTagBang,
        E::ExpectedTagDirectiveBang,
        E::InvalidGlobalTagCharacter,
        E::SimpleKeyExpected,
        E::InvalidSimpleKey,
        E::InvalidDocumentEnd,
        E::InvalidIndentation,
        E::BomInsideDocument,
        E::UnexpectedCharacter { character: '@' },
        E::UnexpectedCharacter { character: 'x' },
        E::TabNotAllowed,
        E::TabInBlockIndentation,
        E::CommentInterceptedScalar,
        E::ExpectedWhitespace,
        E::CommentNotSeparated,
        E::InvalidDirectiveTerminator,
        E::DirectiveDisallowed,
        E::MissingYamlVersionSeparator,
        E::MissingDirectiveName,
        E::InvalidDirectiveName,
        E::DirectiveByteLimitExceeded { limit: 1 },
        E::TooManyReservedDirectiveParams { limit: 1 },
        E::YamlVersionTooLong,
        E::MissingYamlVersion,
        E::InvalidTagDirectiveTerminator,
        E::InvalidTagTerminator,
        E::MissingTagUri,
        E::UnclosedVerbatimTag,
        E::InvalidTagEscape,
        E::InvalidTagUtf8LeadingByte,
        E::InvalidTagUtf8TrailingByte,
        E::InvalidTagUtf8,
        E::MissingAnchorOrAliasName,
        E::MisplacedFlowCollectionEnd,
        E::MismatchedFlowCollectionEnd { open: '[', close: '}' },
        E::UnclosedFlowCollection { open: '[' },
        E::RecursionLimitExceeded,
        E::BlockEntryInFlowCollection,
        E::BlockSequenceEntryNotAllowed,
        E::InvalidBlockEntryWhitespace,
        E::ZeroBlockScalarIndent,
        E::InvalidBlockScalarHeader,
        E::TabAtBlockScalarStart,
        E::InvalidBlockScalarIndent,
        E::DocumentIndicatorInQuotedScalar,
        E::UnclosedQuotedScalar,
        E::TabInIndentation,
        E::InvalidQuotedScalarIndent,
        E::InvalidTrailingSingleQuotedScalar,
        E::InvalidTrailingDoubleQuotedScalar,
        E::UnknownQuotedScalarEscape,
        E::InvalidQuotedScalarHexEscape,
        E::InvalidLowSurrogateHexEscape,
        E::InvalidLowSurrogate,
        E::MissingLowSurrogate,
        E::UnpairedLowSurrogate,
        E::InvalidUnicodeEscape,
        E::InvalidFlowScalarIndent,
        E::PlainScalarStartsWithDashFlowIndicator,
        E::TabInPlainScalar,
        E::UnexpectedEndOfPlainScalar,
        E::MappingKeyNotAllowed,
        E::FlowMappingValueAdjacentCollection,
        E::InvalidMappingValueWhitespace,
        E::InvalidColonPlacement,
        E::MappingValueNotAllowed,
    ]
};

#[test]
fn every_kind_of_error_that_a_text_can_cause_has_a_problem() {
    for kind in KINDS {
        assert_ne!(problem_of(kind), SyntaxProblem::Unknown, "{kind:?}");
    }
}
