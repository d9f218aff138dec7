//! The changes of a sheet of either form for the next year.

use super::draft::{SheetDraft, UnsupportedLayout, is_filled};
use super::name::named_alike;
use super::{target, window};
use crate::finding::Field;
use crate::source::Text;
use crate::yaml::Node;

/// Changes the top level of a department's sheet for the new year.
const OF_THE_YEAR: [&str; 5] = ["作成日", "修正日", "評価日", "取り組みについて", "取り組みの結果について"];

/// Returns a department's sheet.
pub(super) fn department(draft: &mut SheetDraft, root: &Node) -> Result<(), UnsupportedLayout> {
    year(draft, root);
    draft.clear(root, &OF_THE_YEAR)?;
    let goals = Field::default().key("組織目標");
    for (goal, node) in items(root, "組織目標") {
        for (action, inner) in items(node, "取組") {
            for (place, indicator) in items(inner, "指標") {
                let field = goals.index(goal).key("取組").index(action).key("指標").index(place);
                self::indicator(draft, indicator, field)?;
            }
        }
        draft.clear(node, &["達成状況", "評価"])?;
    }
    Ok(())
}

/// Returns a ward's page.
pub(super) fn ward(draft: &mut SheetDraft, root: &Node) -> Result<(), UnsupportedLayout> {
    year(draft, root);
    match root.get("評価") {
        Some(evaluation) => draft.clear(evaluation, &["取組結果", "達成数", "今後の方向性"]),
        None => Ok(()),
    }
}

/// Returns whether the value at `field` belongs to the year and is removed with it. 実績 does not.
pub(super) fn is_of_the_year(field: &Field) -> bool {
    use crate::finding::Step::{Index, Key};
    let steps: Vec<&str> = field
        .0
        .iter()
        .map(|step| match step {
            Key(key) => key.as_str(),
            Index(_) => "",
        })
        .collect();
    match steps.as_slice() {
        [key] => OF_THE_YEAR.contains(key),
        ["評価", key] => ["取組結果", "達成数", "今後の方向性"].contains(key),
        ["組織目標", "", key] => ["達成状況", "評価"].contains(key),
        ["組織目標", "", "取組", "", "指標", "", key] => ["目標", "結果", "達成状況"].contains(key),
        _ => false,
    }
}

/// Returns the maps of a list, by their places.
fn items<'a>(map: &'a Node, key: &str) -> impl Iterator<Item = (usize, &'a Node)> {
    map.get(key).map_or(&[][..], Node::items).iter().enumerate()
}

fn year(draft: &mut SheetDraft, root: &Node) {
    let Some(node) = root.get("年度") else { return };
    let Some(typed) = node.scalar() else { return };
    let name = typed.trim();
    let start = typed.len() - typed.trim_start().len();
    let text = Text { text: typed.to_owned(), span: node.span };
    let span = text.place(draft.layout.source.text(), start..start + name.len());
    let named = named_alike(name, draft.to);
    draft.replace(span, named);
}

fn indicator(draft: &mut SheetDraft, indicator: &Node, field: Field) -> Result<(), UnsupportedLayout> {
    let result = indicator.entry("結果");
    if !result.is_some_and(|entry| is_filled(&entry.value)) {
        let at = result.map_or(indicator.span.start, |entry| entry.key_span.start);
        let line = draft.layout.source.place(at).line;
        draft.missing.push((field, line));
    }
    window::moved(draft, indicator)?;
    target::kept(draft, indicator)?;
    draft.clear(indicator, &["結果", "達成状況"])
}
