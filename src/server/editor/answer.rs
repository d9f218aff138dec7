//! States, findings and refusals as JSON for pages.

use serde_json::{Value, json};

use super::boxes::on_paper;
use crate::edit::Address;
use crate::finding::{Field, Finding, Mend, Message};
use crate::session::{SessionError, SheetState, Snapshot};
use crate::sheet::{Form, Kinds, Settings, Takes};
use crate::source::Source;

/// The facts beside a snapshot that its JSON needs.
pub(super) struct Context<'a> {
    pub(super) sheet: &'a SheetState,
    pub(super) settings: &'a Settings,
    /// `true` if there is a change to undo, and one to redo.
    pub(super) history: (bool, bool),
}

/// Returns the state of a sheet: its boxes in the order of the paper, its findings, its source.
pub(super) fn snapshot_json(snapshot: &Snapshot, context: &Context) -> Value {
    let source = Source::new(context.sheet.shown.as_str(), snapshot.text.as_str());
    let kinds = Kinds::of_form(if context.sheet.is_ward { Form::Ward } else { Form::Department });
    let values: Vec<Value> = snapshot
        .values
        .iter()
        .map(|value| {
            let field = value.at.field();
            let choices = choices(kinds.at(field), context.settings);
            json!({
                "at": value.at,
                "text": value.text,
                "label": field.label_path(),
                "choices": choices,
            })
        })
        .collect();
    let findings: Vec<Value> =
        snapshot.findings.iter().enumerate().map(|(n, found)| finding(n, found, &source, snapshot)).collect();
    json!({
        "id": snapshot.id,
        "revision": snapshot.revision,
        "name": context.sheet.name,
        "title": title(context.sheet),
        "shown": context.sheet.shown,
        "isWard": context.sheet.is_ward,
        "isDraft": context.sheet.is_draft,
        "text": snapshot.text,
        "isReadable": snapshot.is_readable,
        "values": values,
        "findings": findings,
        "isChecked": snapshot.is_checked,
        "saving": snapshot.saving,
        "removedComments": snapshot.removed_comments,
        "undo": context.history.0,
        "redo": context.history.1,
    })
}

/// Returns the name of a sheet in the words of the paper, or if they are empty, the name of its file.
fn title(sheet: &SheetState) -> String {
    let parts = [&sheet.organization, &sheet.section].map(|part| part.trim().replace(['\n', '\r'], " "));
    let title = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    if title.is_empty() { sheet.name.clone() } else { title }
}

fn choices(takes: Option<Takes>, settings: &Settings) -> Option<Vec<&str>> {
    let scales = settings.scales.as_ref()?;
    let scale = match takes? {
        Takes::Status => &scales.status,
        Takes::Evaluation => &scales.evaluation,
        _ => return None,
    };
    let symbols: Vec<&str> = scale.symbols().collect();
    (!symbols.is_empty()).then_some(symbols)
}

/// Returns a finding with its place on the paper. `number` is its index among the snapshot's findings; one of the
/// finished page has none.
pub(super) fn finding(number: usize, finding: &Finding, source: &Source, snapshot: &Snapshot) -> Value {
    let mut shown = bare(finding, snapshot);
    shown["number"] = json!(number);
    shown["line"] = json!(source.place(finding.span.start).line);
    shown["mend"] = json!(finding.mend.as_ref().map(Mend::kind));
    shown["edits"] = json!(finding.mend.as_ref().map(|mend| {
        let edits = mend.edits().iter();
        edits.map(|edit| [in_box(source.slice(edit.span)), in_box(&edit.text)]).collect::<Vec<_>>()
    }));
    shown
}

/// Returns a finding of the finished page.
pub(super) fn bare(finding: &Finding, snapshot: &Snapshot) -> Value {
    let (message, help) = words(finding);
    json!({
        "rule": finding.rule.name,
        "severity": finding.severity,
        "message": finding.counted(&message),
        "help": help,
        "isOfFile": is_of_file(&message) || is_of_file(&help),
        "at": box_of(&finding.field, snapshot),
        "label": finding.field.label_path(),
    })
}

/// Returns the message and the help of a finding for a person who types into boxes. A quoted dash is a dash there.
fn words(finding: &Finding) -> (Message, Message) {
    let typed = finding.box_words.as_deref();
    let message = typed.map_or(&finding.message, |words| &words.message);
    let help = typed.map_or(&finding.help, |words| &words.help);
    let unquoted = |text: &str| text.replace("\"-\"", "-");
    let in_box = |words: &Message| Message::new(unquoted(&words.ja), unquoted(&words.en));
    (in_box(message), in_box(help))
}

/// Words of the file's notation, which are of no use to a person who types into boxes.
const NOTATION: [&str; 14] = [
    "「\"」",
    "「'」",
    "「- 」",
    "「: 」",
    "「|」",
    "「# 」",
    "「#」の前",
    "字下げ",
    "コロン",
    "キー",
    "YAML",
    "行の初め",
    "mokuhyo:",
    "引用符",
];

/// Returns whether words speak of how the file is written.
fn is_of_file(words: &Message) -> bool {
    NOTATION.iter().any(|notation| words.ja.contains(notation))
}

/// Returns a text of the file without the quotation marks around it.
fn in_box(text: &str) -> &str {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.filter(|inner| !inner.contains(['"', '\\'])).unwrap_or(text)
}

/// Returns the box of a field: its own, or that of the nearest field around it. Years of 実績 have several names, and
/// one on the paper.
fn box_of<'a>(field: &Field, snapshot: &'a Snapshot) -> Option<&'a Address> {
    let field = &on_paper(field);
    let exact = snapshot.values.iter().find(|value| value.at.field() == field);
    let inside = || snapshot.values.iter().find(|value| value.at.field().is_within(field));
    let outside = || snapshot.values.iter().find(|value| field.is_within(value.at.field()));
    if field.is_root() {
        return None;
    }
    exact.or_else(inside).or_else(outside).map(|value| &value.at)
}

/// Returns why a command is refused.
pub(super) fn refusal(refused: &SessionError) -> Value {
    let why = match refused {
        SessionError::NoSheet => Message::new("シートがありません。", "The sheet is not there."),
        SessionError::Outdated { .. } => Message::new(
            "同じ欄が、その間に変わりました。いまの内容を確かめてください。",
            "The same box has changed meanwhile. Check its value of now.",
        ),
        SessionError::Wish { finding } => {
            let (message, help) = words(finding);
            Message::new(format!("{}{}", message.ja, help.ja), format!("{} {}", message.en, help.en))
        }
        SessionError::Failed { why } => why.clone(),
    };
    json!({ "refused": why, "kind": refused })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Rule, Severity};
    use crate::read::Reader;
    use crate::rules::Rules;
    use crate::source::Span;

    const SHEET: &str = "様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課 #覚え
問合せ先: 025-250-2710
組織の目的: |
  目的 # 覚え
組織目標:
  - 目標: 12# 注
    取組:
      - 主な取組:
          -
          - # 一
          - あいう
            えお
        指標:
          - 項目: 一<br>二
            実績:
              H29: -
              H30: ---
              R1: N/A
            目標: &甲 乙
            補足:
    達成状況:
    評価:
取り組みについて: 一つ目。
  二つ目。
取り組みの結果について:
";

    #[test]
    fn findings_about_values_speak_of_boxes() {
        let reader = Reader::new();
        let settings = Settings::default();
        let reading = reader.sheet("a.yaml", SHEET.as_bytes());
        let findings = [Rules::new().check(&reading, &settings), reading.findings].concat();
        let rules: std::collections::BTreeSet<&str> =
            findings.iter().map(|finding| finding.rule.name).collect();
        let expected = [
            "bare-dash",
            "comment-in-value",
            "empty-text",
            "folded-space",
            "plan-incomplete",
            "printed-mark",
        ];
        for rule in expected {
            assert!(rules.contains(rule), "{rule} is not among {rules:?}");
        }
        for finding in findings.iter().filter(|finding| finding.rule != Rule::YAML_SYNTAX) {
            let (message, help) = words(finding);
            assert!(
                !is_of_file(&message) && !is_of_file(&help),
                "{}: {message:?} {help:?}",
                finding.rule.name
            );
            assert!(!help.ja.contains("\"-\"") && !help.en.contains("quotation"), "{help:?}");
        }
    }

    #[test]
    fn a_finding_about_the_notation_is_marked_as_one() {
        let words = Message::new("タブ文字で字下げされています。", "The line is indented with a tab.");
        assert!(is_of_file(&words));
        let finding = Finding::new(Rule::YAML_SYNTAX, Span::new(0, 0), words.clone(), words);
        assert_eq!(finding.severity, Severity::Error);
        assert!(finding.box_words.is_none());
    }

    #[test]
    fn a_quoted_text_is_shown_as_it_is_typed_into_a_box() {
        assert_eq!(["\"-\"", "\"", "\"a\\\"b\"", "一"].map(in_box), ["-", "\"", "\"a\\\"b\"", "一"]);
    }
}
