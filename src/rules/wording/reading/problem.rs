//! The messages about faults of a dictionary.

use crate::finding::{Message, Severity, brief};
use crate::read::yaml_error;
use crate::source::{Source, Span};
use crate::yaml::{Node, Unreadable};

/// The most rules of a dictionary that are followed: each takes some 20 KB, and is looked for in every text. Published
/// dictionaries have up to a thousand.
pub(super) const MOST_RULES: usize = 5_000;

/// A fault of a dictionary, with its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct DictionaryProblem {
    /// The characters that are meant.
    pub span: Span,
    /// The fault.
    pub message: Message,
    /// The correction.
    pub help: Message,
    /// The severity.
    pub severity: Severity,
}

impl DictionaryProblem {
    pub(super) fn new(span: Span, message: [&str; 2], help: [&str; 2]) -> Self {
        let words = |[ja, en]: [&str; 2]| Message::new(ja, en);
        Self { span, message: words(message), help: words(help), severity: Severity::Error }
    }
}

/// Returns the problem of a dictionary that is not YAML.
pub(in crate::rules::wording) fn unreadable(text: &str, unreadable: &Unreadable) -> DictionaryProblem {
    let found = yaml_error(&Source::new("", text), unreadable);
    let message = Message::new(
        format!("辞書をYAMLとして読めません。{}", found.message.ja),
        format!("The dictionary cannot be read as YAML. {}", found.message.en),
    );
    DictionaryProblem { span: found.span, message, help: found.help, severity: Severity::Error }
}

pub(super) fn too_many(span: Span, count: usize) -> DictionaryProblem {
    let ja =
        format!("辞書の規則が多すぎます({count}件)。{MOST_RULES}件までで、この規則から後は使われません。");
    let en = format!("The dictionary has {count} rules. Those after the first {MOST_RULES} are not used.");
    let help = [
        "よく使う規則だけを残してください。",
        "Keep the rules that matter, or remove spellings that never occur.",
    ];
    DictionaryProblem::new(span, [&ja, &en], help)
}

pub(super) fn no_list(span: Span) -> DictionaryProblem {
    DictionaryProblem::new(
        span,
        ["辞書に規則の並びがありません。", "The dictionary has no list of rules."],
        [
            "「rules:」の下に「- expected: 正しい表記」の形で並べてください。",
            "Write a list of - expected: SPELLING under rules:.",
        ],
    )
}

/// Returns a rule that would be applied to its own result, were it not left alone there.
pub(super) fn contains_itself(span: Span, expected: &str) -> DictionaryProblem {
    let problem = DictionaryProblem::new(
        span,
        [
            &format!("直した後の「{expected}」にも、この規則のパターンが当てはまります。"),
            &format!("The pattern of this rule also matches a part of {expected}, which it asks for."),
        ],
        [
            "すでに直した後の表記になっている所は示しません。ほかの言葉の一部に当てはまることがあるので、パターンを確かめてください。",
            "Places that already have this spelling are not reported. Check whether the pattern matches parts of other words.",
        ],
    );
    DictionaryProblem { severity: Severity::Warning, ..problem }
}

pub(super) fn too_long(span: Span) -> DictionaryProblem {
    DictionaryProblem::new(
        span,
        ["expected が長すぎます。", "expected is too long for a spelling."],
        ["1,000バイト(かな漢字で約300字)までで書いてください。", "Write at most 1,000 bytes."],
    )
}

const COSTLY: &str = "The regular expressions of the dictionary together cost too much.";

pub(super) fn costly(span: Span) -> DictionaryProblem {
    DictionaryProblem::new(
        span,
        ["この辞書の正規表現は、全部合わせると重すぎます。", COSTLY],
        [
            "「{1,50}」のような繰り返しや「(?=…)」「(?!…)」を減らしてください。この規則から後の重い規則は使われません。",
            "Use fewer counted repetitions and look-arounds. Costly rules from this one on are not used.",
        ],
    )
}

pub(super) fn is_costly(problem: &DictionaryProblem) -> bool {
    problem.message.en == COSTLY
}

pub(super) fn no_expression(node: &Node, error: &str) -> DictionaryProblem {
    let written = brief(node.scalar().unwrap_or("pattern"));
    DictionaryProblem::new(
        node.span,
        [
            &format!("「{written}」をパターンとして読めません。"),
            &format!("{written} cannot be read as a pattern: {error}."),
        ],
        [
            "括弧の閉じ忘れや「\\」の書き方を確かめてください。正規表現でないときは、前後の「/」を取ってください。",
            "Check brackets and backslashes. If no regular expression is meant, remove the slashes.",
        ],
    )
}

/// Returns a rule that would be applied again and again.
pub(super) fn endless(span: Span, expected: &str) -> DictionaryProblem {
    let expected = brief(expected);
    let problem = DictionaryProblem::new(
        span,
        [
            &format!("「{expected}」と書く規則は、直した後の文章にもう一度当てはまり、終わりがありません。"),
            &format!("The rule for {expected} matches its own result again, without end."),
        ],
        [
            "直した後の表記に当てはまらないパターンにしてください。直るまで、この規則は使われません。",
            "Write a pattern that does not match the expected spelling. Until then the rule is ignored.",
        ],
    );
    DictionaryProblem { severity: Severity::Warning, ..problem }
}

pub(super) fn incomplete_spec(span: Span) -> DictionaryProblem {
    DictionaryProblem::new(
        span,
        ["specs の例に from か to がありません。", "An example in specs has no from or no to."],
        ["「from: 直す前」と「to: 直した後」を書いてください。", "Write from: and to:."],
    )
}

pub(super) fn failed_spec(span: Span, from: &str, to: &str, got: &str) -> DictionaryProblem {
    let [from, to, got] = [from, to, got].map(brief);
    DictionaryProblem::new(
        span,
        [
            &format!("規則が例のとおりに働きません。「{from}」は「{to}」ではなく「{got}」になります。"),
            &format!("The rule fails its example: {from} becomes {got}, not {to}."),
        ],
        [
            "パターンか例を直してください。直るまで、この規則は使われません。",
            "Correct the pattern or the example. Until then the rule is ignored.",
        ],
    )
}
