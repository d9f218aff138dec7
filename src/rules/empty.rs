//! `empty-text` and `empty-list`: required values that are empty. A missing key is `missing-key`, and a
//! refused value is unknown.

use super::case::Case;
use super::typing;
use crate::finding::{Field, Finding, Message, Rule};
use crate::read::{FormKeys, Outline, Shape};
use crate::sheet::Takes;
use crate::source::{Edit, Source, Span};
use crate::yaml::{Data, Node, quoted};

/// The required key whose value may be empty: a sheet of a whole 部 has no 課.
const MAY_BE_EMPTY: &str = "課";

/// Finds required values that are empty.
pub(super) fn check(case: &Case, outline: &Outline) -> Vec<Finding> {
    let mut empty = Empty { case, outline, findings: Vec::new() };
    empty.map(&Field::default(), &outline.keys);
    empty.findings
}

struct Empty<'a> {
    case: &'a Case<'a>,
    outline: &'a Outline,
    findings: Vec<Finding>,
}

impl Empty<'_> {
    /// Checks the required values of a map, and the maps in its lists.
    fn map(&mut self, map: &Field, keys: &FormKeys) {
        for key in &keys.0 {
            let field = map.key(&key.name);
            match &key.shape {
                Shape::Text if key.required => self.text(map, &key.name, &field),
                Shape::Texts if key.required => {
                    self.list(map, &key.name);
                    self.items(&field);
                }
                Shape::Maps(inner) => {
                    if key.required {
                        self.list(map, &key.name);
                    }
                    self.maps(&field, inner);
                }
                _ => {}
            }
        }
    }

    /// Checks each map of a list.
    fn maps(&mut self, list: &Field, keys: &FormKeys) {
        let count = self.case.tree.at(list).map_or(0, |list| list.items().len());
        for index in 0..count {
            let item = list.index(index);
            match self.case.tree.at(&item).map(|node| &node.data) {
                Some(Data::Map(_)) => self.map(&item, keys),
                Some(Data::Empty) => self.item(&item),
                _ => {}
            }
        }
    }

    /// Checks a required text. An empty 様式 has a finding of its own.
    fn text(&mut self, map: &Field, key: &str, field: &Field) {
        let value = self.case.tree.at(field);
        let is_reported = value.is_some_and(|value| typing::is_reported_empty(self.case.source, value));
        let is_checked = key != MAY_BE_EMPTY && self.outline.takes(field) != Some(Takes::Form);
        if value.is_some_and(is_blank) && is_checked && !is_reported && self.is_typed(map, key) {
            let message = Message::new(format!("「{key}」が空です。"), format!("{key} is empty."));
            let help = Message::new(format!("「{key}」を書いてください。"), format!("Write {key}."));
            self.findings.push(self.case.at_key(Rule::EMPTY_TEXT, map, key, message, help));
        }
    }

    /// Returns whether the key is in the file. One whose line is missing is reported as such.
    fn is_typed(&self, map: &Field, key: &str) -> bool {
        let entry = self.case.tree.at(map).and_then(|map| map.entry(key));
        entry.is_some_and(|entry| !entry.key_span.range().is_empty())
    }

    fn list(&mut self, map: &Field, key: &str) {
        let value = self.case.tree.at(&map.key(key));
        let is_empty =
            |value: &Node| is_blank(value) || matches!(&value.data, Data::List(items) if items.is_empty());
        if value.is_some_and(is_empty) {
            let message =
                Message::new(format!("「{key}」に一つも書かれていません。"), format!("{key} has no item."));
            let help = Message::new(
                "次の行から「- 」で始めて、一つ以上書いてください。",
                "Write at least one item on the lines below, each after a dash and a space.",
            );
            let typed = Message::new("この欄に書いてください。", "Type it into this box.");
            let finding = self.case.at_key(Rule::EMPTY_LIST, map, key, message, help);
            self.findings.push(finding.helped_in_box(typed));
        }
    }

    /// Checks the items of a list of texts.
    fn items(&mut self, list: &Field) {
        let items = self.case.tree.at(list).map_or(&[][..], Node::items);
        for index in (0..items.len()).filter(|index| is_blank(&items[*index])) {
            self.item(&list.index(index));
        }
    }

    fn item(&mut self, item: &Field) {
        let Some(node) = self.case.tree.at(item) else { return };
        let finding = commented(self.case.source, node).unwrap_or_else(|| {
            Finding::new(
                Rule::EMPTY_TEXT,
                node.span,
                Message::new("「- 」の後が空です。", "Nothing follows the dash."),
                Message::new(
                    "内容を書くか、この行を消してください。",
                    "Write something, or remove the line.",
                ),
            )
            .in_box(
                Message::new("この欄が空です。", "This box is empty."),
                Message::new(
                    "書くか、行の「削除」でこの行を消してください。",
                    "Type something, or remove the row by its button.",
                ),
            )
        });
        self.findings.push(finding.in_field(item.clone()));
    }
}

/// Returns the finding on an item that is only a comment. Removing its line would remove the comment.
fn commented(source: &Source, node: &Node) -> Option<Finding> {
    let line = source.line(source.place(node.span.start).line);
    let typed = source.slice(line);
    let behind = typed.trim_start().strip_prefix('-')?.trim_start_matches([' ', '\t']);
    behind.strip_prefix('#')?;
    let text = behind.trim_end();
    if text.chars().all(|character| character == '#') {
        let start = line.start + (typed.len() - behind.len());
        return Some(typing::narrow_column(Span::new(start, start + text.len())));
    }
    let start = line.start + (typed.len() - behind.len());
    let span = Span::new(start, start + text.len());
    let finding = Finding::new(
        Rule::EMPTY_TEXT,
        span,
        Message::new(
            "「- 」の後が「#」から始まるので、何も印刷されません。",
            "The text after the dash begins with #, so it is not printed.",
        ),
        Message::new(
            "文章なら全体を「\"」で囲み、覚え書きなら「- 」を消して「# 」から書き始めてください。",
            "Put a text between double quotation marks; of a comment, delete the dash.",
        ),
    )
    .in_box(
        Message::new(
            "この欄の文字が、印刷されない覚え書きになっています。",
            "What was written here is a comment, which is not printed.",
        ),
        Message::new(
            "印刷するなら、この欄に打ってください。しないなら、行の「削除」で行を消してください。",
            "Type it into this box to have it printed, or remove the row by its button.",
        ),
    );
    Some(finding.proposing(vec![Edit::new(span, quoted(text))]))
}

fn is_blank(node: &Node) -> bool {
    match &node.data {
        Data::Empty => true,
        Data::Scalar(text) => text.trim().is_empty(),
        Data::Pruned | Data::List(_) | Data::Map(_) => false,
    }
}
