//! Symbols of 評価区分 with their meaning right behind them, `◎: 達成`: one slip, however many symbols there are.

use std::collections::HashSet;

use crate::finding::{Finding, Message, Rule};
use crate::source::{Edit, Source, Span};
use crate::yaml::{self, Data, Entry, Node, quoted};

/// Reports such symbols once, with a proposal of what is meant.
pub(super) fn report_once(source: &Source, tree: Option<&Node>, findings: &mut Vec<Finding>) {
    let grades: HashSet<Span> = tree.into_iter().flat_map(grades).collect();
    let meant = |finding: &Finding| {
        let text = source.slice(finding.span);
        let is_line = !text.contains(['\n', '\r']) && !text.starts_with(['[', '{', '|', '>']);
        let is_text = finding.rule == Rule::WRONG_TYPE && grades.contains(&finding.span) && is_line;
        is_text.then(|| Edit::new(finding.span, grade(text)))
    };
    let edits: Vec<Edit> = findings.iter().filter_map(meant).collect();
    let Some(first) = edits.first() else { return };
    let spans: Vec<_> = edits.iter().map(|edit| edit.span).collect();
    let place =
        findings.iter().position(|finding| finding.span == first.span && finding.rule == Rule::WRONG_TYPE);
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
    let once = Finding::new(Rule::WRONG_TYPE, first.span, message, help);
    findings[place] = once.and_at(spans[1..].to_vec()).in_field(field).proposing(edits);
    let others: HashSet<Span> = spans[1..].iter().copied().collect();
    findings.retain(|finding| finding.rule != Rule::WRONG_TYPE || !others.contains(&finding.span));
}

/// Returns the spans of the values behind the symbols of both boxes. A file may have 100,000 of them, so they are
/// gathered in one pass over the tree.
fn grades(tree: &Node) -> impl Iterator<Item = Span> {
    let values = |node| entries(node).iter().map(|entry| &entry.value);
    tree.get("評価区分").into_iter().flat_map(values).flat_map(values).map(|value| value.span)
}

/// Returns the entries of a map, or an empty slice for other nodes.
fn entries(node: &Node) -> &[Entry] {
    match &node.data {
        Data::Map(entries) => entries,
        _ => &[],
    }
}

/// Returns what is typed behind a symbol as a map: a number is the threshold, and a text the meaning.
fn grade(typed: &str) -> String {
    let number = typed.trim_matches(['"', '\'']).trim_end_matches(['%', '％', '以', '上']);
    if !number.is_empty() && number.chars().all(|character| character.is_ascii_digit() || character == '.') {
        return format!("{{ 以上: {number} }}");
    }
    let plain = format!("{{ 意味: {typed} }}");
    let read = yaml::parse(&format!("値: {plain}\n")).ok().and_then(|parsed| parsed.root);
    let meaning = read.as_ref().and_then(|root| root.get("値")?.get("意味")?.scalar());
    let own = yaml::parse(&format!("値: {typed}\n")).ok().and_then(|parsed| parsed.root);
    let own = own.as_ref().and_then(|root| root.get("値")?.scalar());
    if meaning.is_some() && meaning == own { plain } else { format!("{{ 意味: {} }}", quoted(typed)) }
}

#[cfg(test)]
mod tests {
    use crate::read::Reader;

    #[test]
    fn meanings_behind_symbols_are_reported_once() {
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
