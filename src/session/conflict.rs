//! The differences between the two sides of a conflict, and the text that each choice results in.

use super::merge::{ThreeWay, is_same_item};
use super::state::{Choice, Conflict, Difference};
use crate::diff::line_edits;
use crate::edit::{Address, Wish, apply, values};
use crate::read::Reader;
use crate::sheet::Form;
use crate::source::Source;

/// The boxes that the session changed, all of which the other text has too.
struct BoxMerge<'a> {
    reader: &'a Reader,
    form: Form,
    theirs: &'a str,
    changed: Vec<ChangedBox>,
}

/// A box that the session changed.
struct ChangedBox {
    at: Address,
    base: String,
    mine: String,
    theirs: String,
}

impl ChangedBox {
    /// Returns whether the other program changed it too, to another text.
    fn is_contested(&self) -> bool {
        self.theirs != self.base && self.theirs != self.mine
    }
}

/// Returns the differences that a person chooses between.
pub(super) fn conflict(reader: &Reader, form: Option<Form>, three: ThreeWay) -> Conflict {
    let by_boxes = form.and_then(|form| BoxMerge::of(reader, form, three));
    match by_boxes.filter(|boxes| boxes.text(Choice::Mine).is_some() && boxes.text(Choice::Theirs).is_some())
    {
        Some(boxes) => Conflict { differences: boxes.differences(), is_whole: false },
        None => Conflict { differences: lines(three), is_whole: true },
    }
}

/// Returns the text in which the session's side stays, and the one in which the other side does; both have all changes
/// that only one side made. Returns `None` if the whole text is to be chosen.
pub(super) fn resolved(reader: &Reader, form: Option<Form>, three: ThreeWay) -> Option<[String; 2]> {
    let boxes = BoxMerge::of(reader, form?, three)?;
    Some([boxes.text(Choice::Mine)?, boxes.text(Choice::Theirs)?])
}

impl<'a> BoxMerge<'a> {
    fn of(reader: &'a Reader, form: Form, ThreeWay { base, mine, theirs }: ThreeWay<'a>) -> Option<Self> {
        let [old, own, others] = [base, mine, theirs].map(|text| values(reader, text, form));
        if !old.iter().map(|value| &value.at).eq(own.iter().map(|value| &value.at)) {
            return None;
        }
        let mut changed = Vec::new();
        for (old, own) in old.into_iter().zip(own).filter(|(old, own)| old.text != own.text) {
            if !is_same_item(reader, base, theirs, &old.at) {
                return None;
            }
            let theirs = others.iter().find(|value| value.at == old.at)?.text.clone();
            changed.push(ChangedBox { at: old.at, base: old.text, mine: own.text, theirs });
        }
        changed.iter().any(ChangedBox::is_contested).then_some(Self { reader, form, theirs, changed })
    }

    /// Returns the other text with the changes of the session. Those of contested boxes are left out if the other side
    /// stays.
    fn text(&self, choice: Choice) -> Option<String> {
        let mut text = self.theirs.to_owned();
        for changed in &self.changed {
            if changed.is_contested() && choice == Choice::Theirs {
                continue;
            }
            let wish = Wish::Set { at: changed.at.clone(), text: changed.mine.clone() };
            text = apply(self.reader, &text, self.form, &wish).ok()?.text;
        }
        Some(text)
    }

    fn differences(&self) -> Vec<Difference> {
        let contested = self.changed.iter().filter(|changed| changed.is_contested());
        let difference = |changed: &ChangedBox| Difference {
            label: changed.at.field().label_path(),
            at: Some(changed.at.clone()),
            mine: changed.mine.clone(),
            theirs: changed.theirs.clone(),
        };
        contested.map(difference).collect()
    }
}

/// Returns the lines that differ.
fn lines(ThreeWay { mine, theirs, .. }: ThreeWay) -> Vec<Difference> {
    let source = Source::new("", mine);
    let difference = |edit: crate::source::Edit| Difference {
        at: None,
        label: format!("L{}", source.place(edit.span.start).line),
        mine: source.slice(edit.span).to_owned(),
        theirs: edit.text,
    };
    line_edits(mine, theirs).into_iter().map(difference).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str =
        "様式: 組織目標管理シート\n部: 甲\n課: 乙 # 覚え\n組織目標:\n  - 目標: 一\n    評価: ◎\n";

    #[test]
    fn a_choice_of_a_box_keeps_what_only_one_side_changed() {
        let reader = Reader::new();
        let mine = BASE.replace("甲", "丙").replace("一", "二");
        let theirs = BASE.replace("甲", "丁").replace("覚え", "別").replace("◎", "△");
        let three = ThreeWay { base: BASE, mine: &mine, theirs: &theirs };
        let found = conflict(&reader, Some(Form::Department), three);
        assert!(!found.is_whole);
        let [Difference { label, mine, theirs: foreign, .. }] = found.differences.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!([label.as_str(), mine, foreign], ["部", "丙", "丁"]);
        let [kept, given] = resolved(&reader, Some(Form::Department), three).expect("by boxes");
        assert_eq!(kept, theirs.replace("丁", "丙").replace("一", "二"));
        assert_eq!(given, theirs.replace("一", "二"));
    }

    #[test]
    fn changes_of_rows_and_unreadable_texts_are_a_choice_of_the_whole_text() {
        let reader = Reader::new();
        let added = BASE.replace("  - 目標: 一", "  - 目標: 零\n  - 目標: 一");
        let broken = BASE.replace("甲", "[");
        for (mine, theirs) in [(added.clone(), BASE.replace("◎", "△")), (BASE.replace("甲", "丙"), broken)]
        {
            let three = ThreeWay { base: BASE, mine: &mine, theirs: &theirs };
            let found = conflict(&reader, Some(Form::Department), three);
            assert!(found.is_whole && !found.differences.is_empty(), "{found:?}");
            assert!(
                found.differences.iter().all(|difference| difference.label.starts_with('L')),
                "{found:?}"
            );
        }
    }
}
