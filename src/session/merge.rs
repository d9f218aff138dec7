//! Merges two changes of one text that touch different places.

use crate::diff::line_edits;
use crate::edit::{Address, Wish, apply, values};
use crate::finding::{Rule, Step};
use crate::read::{Reader, walk};
use crate::sheet::Form;
use crate::source::Edit;
use crate::yaml::{Data, Node};

/// Three states of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct ThreeWay<'a> {
    /// The text that both began with.
    pub(super) base: &'a str,
    /// The text of the session.
    pub(super) mine: &'a str,
    /// The text of another program.
    pub(super) theirs: &'a str,
}

/// Returns a text with both changes; `None` if they touch the same box, or the merged text would lose a part of one.
/// `wishes` are the edits of values that the session's change consists of, if it consists of nothing else.
pub(super) fn merged(
    reader: &Reader,
    form: Form,
    three: ThreeWay,
    wishes: Option<&[Wish]>,
) -> Option<String> {
    let by_lines = by_lines(three).filter(|text| says_both(reader, three, text));
    by_lines.or_else(|| by_wishes(reader, form, three, wishes?))
}

/// Merges the changes if they are in different lines.
fn by_lines(ThreeWay { base, mine, theirs }: ThreeWay) -> Option<String> {
    let (ours, others) = (line_edits(base, mine), line_edits(base, theirs));
    let touches =
        |left: &Edit, right: &Edit| left.span.start <= right.span.end && right.span.start <= left.span.end;
    let meets = |mine: &Edit| {
        others.iter().any(|theirs| {
            let is_apart = mine.span.end == theirs.span.start || theirs.span.end == mine.span.start;
            let is_insertion = mine.span.start == mine.span.end || theirs.span.start == theirs.span.end;
            touches(mine, theirs) && (!is_apart || is_insertion)
        })
    };
    if ours.iter().any(meets) {
        return None;
    }
    let mut edits: Vec<&Edit> = ours.iter().chain(&others).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = base.to_owned();
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.text);
    }
    Some(text)
}

/// Returns whether a text has all values and comments of both changes, and no more faults than either.
fn says_both(reader: &Reader, ThreeWay { base, mine, theirs }: ThreeWay, text: &str) -> bool {
    let counted = [base, mine, theirs, text].map(|text| count(reader, text));
    let [Some(base), Some(mine), Some(theirs), Some(text)] = counted else { return false };
    text.values + base.values == mine.values + theirs.values
        && text.comments + base.comments == mine.comments + theirs.comments
        && text.faults <= mine.faults.max(theirs.faults)
}

struct Counts {
    values: usize,
    comments: usize,
    faults: usize,
}

/// Counts the values, comments and faults of a text; `None` if it cannot be read.
fn count(reader: &Reader, text: &str) -> Option<Counts> {
    let reading = reader.sheet("", text.as_bytes());
    let shapes = [Rule::YAML_SYNTAX, Rule::BARE_DASH, Rule::DUPLICATE_KEY, Rule::UNKNOWN_KEY];
    let faults = reading.findings.iter().filter(|finding| shapes.contains(&finding.rule)).count();
    let mut values = 0;
    walk(reading.tree.as_ref()?, &crate::finding::Field::default(), &mut |_, node| {
        values += usize::from(matches!(node.data, Data::Scalar(_) | Data::Pruned));
    });
    Some(Counts { values, comments: text.matches('#').count(), faults })
}

/// Makes the session's edits in the other text, if each box has the same text there as before the edit.
fn by_wishes(reader: &Reader, form: Form, three: ThreeWay, wishes: &[Wish]) -> Option<String> {
    let mut text = three.theirs.to_owned();
    let mut before = three.base.to_owned();
    for wish in wishes {
        let (Wish::Set { at, .. } | Wish::Clear { at }) = wish else { return None };
        let value = |text: &str| {
            values(reader, text, form).into_iter().find(|value| value.at == *at).map(|value| value.text)
        };
        let is_same_box = is_same_item(reader, &before, &text, at) && value(&before) == value(&text);
        if !is_same_box {
            return None;
        }
        before = apply(reader, &before, form, wish).ok()?.text;
        text = apply(reader, &text, form, wish).ok()?.text;
    }
    Some(text)
}

/// Returns whether the items that a box is in are the same ones in both texts: none was inserted, removed or moved.
pub(super) fn is_same_item(reader: &Reader, old: &str, new: &str, at: &Address) -> bool {
    let tree = |text: &str| reader.sheet("", text.as_bytes()).tree;
    let (Some(old), Some(new)) = (tree(old), tree(new)) else { return false };
    let (mut old, mut new) = (&old, &new);
    for step in at.steps() {
        let (next_old, next_new) = match step {
            Step::Key(key) => (old.get(key), new.get(key)),
            Step::Index(index) => {
                let (old_items, new_items) = (old.items(), new.items());
                if old_items.len() != new_items.len() || !is_itself(old_items, new_items, *index) {
                    return false;
                }
                (old_items.get(*index), new_items.get(*index))
            }
        };
        // A box that neither text has is no item of a list.
        let (Some(next_old), Some(next_new)) = (next_old, next_new) else { return true };
        (old, new) = (next_old, next_new);
    }
    true
}

/// Returns whether an item is more like the one in its place than like any other.
fn is_itself(items: &[Node], others: &[Node], index: usize) -> bool {
    let Some(counterpart) = others.get(index) else { return items.len() == others.len() };
    let likeness: Vec<usize> = items.iter().map(|item| likeness(item, counterpart)).collect();
    let own = *likeness.get(index).expect("there are as many items as others");
    likeness.iter().enumerate().all(|(place, likeness)| place == index || *likeness < own) || items.len() == 1
}

/// Returns how many values two nodes have in common.
fn likeness(left: &Node, right: &Node) -> usize {
    match (&left.data, &right.data) {
        (Data::Map(entries), Data::Map(_)) => {
            entries.iter().filter_map(|entry| Some(likeness(&entry.value, right.get(&entry.key)?))).sum()
        }
        (Data::List(lefts), Data::List(rights)) => {
            lefts.iter().zip(rights).map(|(left, right)| likeness(left, right)).sum()
        }
        (Data::Scalar(left), Data::Scalar(right)) => usize::from(left == right && !left.is_empty()),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "様式: 組織目標管理シート\n部: 甲\n課: 乙 # 覚え\n組織目標:\n  - 目標: 一\n    評価: ◎\n  - 目標: 二\n    評価:\n";

    fn merged_texts(mine: &Wish, theirs: &str) -> Option<String> {
        let reader = Reader::new();
        let mine_text = apply(&reader, BASE, Form::Department, mine).expect("edited").text;
        let three = ThreeWay { base: BASE, mine: &mine_text, theirs };
        merged(&reader, Form::Department, three, Some(std::slice::from_ref(mine)))
    }

    fn set(at: &str, text: &str) -> Wish {
        Wish::Set { at: at.parse().expect("an address"), text: text.to_owned() }
    }

    #[test]
    fn changes_of_different_boxes_are_made_both() {
        for (mine, theirs, wanted) in [
            (set("部", "丙"), BASE.replace("乙", "丁"), BASE.replace("甲", "丙").replace("乙", "丁")),
            // On one line: her box is the same, and the note beside it is another.
            (set("課", "丙"), BASE.replace("覚え", "別"), BASE.replace("乙", "丙").replace("覚え", "別")),
            (
                set("組織目標/1/評価", "○"),
                BASE.replace("  - 目標: 一\n", "  - 目標: 新\n  - 目標: 一\n"),
                BASE.replace("  - 目標: 一\n", "  - 目標: 新\n  - 目標: 一\n")
                    .replace("評価:\n", "評価: ○\n"),
            ),
        ] {
            assert_eq!(merged_texts(&mine, &theirs).as_deref(), Some(wanted.as_str()));
        }
    }

    #[test]
    fn changes_of_one_box_are_left_to_a_person() {
        for (mine, theirs) in [
            (set("部", "丙"), BASE.replace("甲", "丁")),
            (set("組織目標/1/評価", "○"), BASE.replace("    評価:\n", "    評価: △\n")),
            (set("組織目標/1/評価", "○"), BASE.replace("  - 目標: 二\n    評価:\n", "")),
            (Wish::Remove { item: "組織目標/0".parse().expect("an address") }, BASE.replace("◎", "○")),
            (set("作成日", "R2.4.1"), BASE.replace("組織目標:\n", "作成日: R2.5.1\n組織目標:\n")),
            (set("部", "丙"), "様式: [".to_owned()),
        ] {
            assert_eq!(merged_texts(&mine, &theirs), None, "{theirs}");
        }
    }
}
