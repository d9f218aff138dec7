//! Symbols of 評価区分 with their meaning right behind them, `◎: 達成`: one slip, however many symbols there are.

use super::shape::quoted;
use crate::finding::{Field, Finding, Message, Rule, Step};
use crate::source::{Edit, Source};
use crate::yaml::{self, Node};

/// Tells such symbols once, with what they are meant as.
pub(super) fn tell_once(source: &Source, tree: Option<&Node>, findings: &mut Vec<Finding>) {
    let meant = |it: &Finding| {
        let value = tree?.at(&it.field)?.span;
        let text = source.slice(value);
        let is_line =
            !text.contains(['\n', '\r']) && value == it.span && !text.starts_with(['[', '{', '|', '>']);
        let is_text = it.rule == Rule::WRONG_TYPE && is_grade(&it.field) && is_line;
        is_text.then(|| Edit::new(value, grade(text)))
    };
    let edits: Vec<Edit> = findings.iter().filter_map(meant).collect();
    let Some(first) = edits.first() else { return };
    let spans: Vec<_> = edits.iter().map(|edit| edit.span).collect();
    let place = findings.iter().position(|it| it.span == first.span && it.rule == Rule::WRONG_TYPE);
    let Some(place) = place else { return };
    let field = findings[place].field.clone();
    let message = Message::new(
        "評価区分の記号の後に、意味がそのまま書かれています。",
        "There is no space between a symbol of 評価区分 and its meaning.",
    );
    let help = Message::new(
        format!("「意味」を付けて、「{}」のように書いてください。", first.text),
        format!("Write it as {}.", first.text),
    );
    let told = Finding::new(Rule::WRONG_TYPE, first.span, message, help);
    findings[place] = told.and_at(spans[1..].to_vec()).in_field(field).proposing(edits);
    findings.retain(|it| it.rule != Rule::WRONG_TYPE || !spans[1..].contains(&it.span));
}

/// Returns whether a field is a symbol of one of the two boxes.
fn is_grade(field: &Field) -> bool {
    matches!(field.0.as_slice(), [Step::Key(scales), Step::Key(_), Step::Key(_)] if scales == "評価区分")
}

/// Returns what is typed behind a symbol as a map: a number is the threshold, and a text the meaning.
fn grade(typed: &str) -> String {
    let number = typed.trim_matches(['"', '\'']).trim_end_matches(['%', '％', '以', '上']);
    if !number.is_empty() && number.chars().all(|it| it.is_ascii_digit() || it == '.') {
        return format!("{{ 以上: {number} }}");
    }
    let plain = format!("{{ 意味: {typed} }}");
    let read = yaml::parse(&format!("値: {plain}\n")).ok().and_then(|it| it.root);
    let meaning = read.as_ref().and_then(|root| root.get("値")?.get("意味")?.scalar());
    let own = yaml::parse(&format!("値: {typed}\n")).ok().and_then(|it| it.root);
    let own = own.as_ref().and_then(|root| root.get("値")?.scalar());
    if meaning.is_some() && meaning == own { plain } else { format!("{{ 意味: {} }}", quoted(typed)) }
}

#[cfg(test)]
mod tests {
    use crate::read::Reader;

    #[test]
    fn meanings_behind_symbols_are_told_once() {
        let text = "評価区分:\n  達成状況:\n    ◎: 達成\n    ○: 80%\n    ×: \"未達成, 中止\"\n";
        let found = Reader::new().settings("mokuhyo.yaml", text.as_bytes()).findings;
        let [finding] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!(finding.others.len(), 2);
        let texts: Vec<&str> = finding
            .mend
            .iter()
            .flat_map(crate::finding::Mend::edits)
            .map(|edit| edit.text.as_str())
            .collect();
        assert_eq!(texts, ["{ 意味: 達成 }", "{ 以上: 80 }", "{ 意味: \"未達成, 中止\" }"]);
    }
}
