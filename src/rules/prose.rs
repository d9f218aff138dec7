//! `wording` and `mixed-wording`: spellings that a dictionary corrects, and words that a ward spells in
//! two ways.

use std::ops::Range;

use super::case::Case;
use super::facts::Detail;
use super::wording::{Dictionary, Hit, Mixed, Pairs, Place, Spelled};
use crate::finding::{Field, Finding, Rule, Words, brief};
use crate::read;
use crate::source::{Span, Text};

/// Spellings of a sheet that its dictionaries correct.
pub(super) fn wording(case: &Case, dictionaries: &[&Dictionary]) -> Vec<Finding> {
    let in_text = |text: &Text| -> Vec<Finding> {
        let hits = dictionaries.iter().flat_map(|dictionary| dictionary.hits(&text.text));
        hits.map(|hit| corrected(case, text, &hit)).collect()
    };
    texts(case).iter().flat_map(|(_, text)| in_text(text)).collect()
}

fn corrected(case: &Case, text: &Text, hit: &Hit) -> Finding {
    let (found, expected) = (brief(&hit.found), brief(&hit.expected));
    let note = hit.note.as_ref().map(|note| format!("({})", brief(note))).unwrap_or_default();
    let message = Words::new(
        format!("「{found}」は、辞書では「{expected}」です{note}。"),
        format!("The dictionary has {expected} for {found}{note}."),
    );
    let help = Words::new(format!("「{expected}」と書いてください。"), format!("Write {expected}."));
    let finding = at(case, Rule::WORDING, text, hit.range.clone(), message, help);
    let span = finding.span;
    let as_typed = case.source.slice(span) == &text.text[hit.range.clone()];
    if as_typed { finding.mended_by(span, hit.expected.clone()) } else { finding }
}

/// A word of a sheet: the sheet's place, the field as it is written, and where the word stands.
type Spot<'a> = (usize, &'a str, Span);

/// Words that the sheets of a folder spell in two ways, by the sheets' places: each place of the
/// spelling that is not kept.
pub(super) fn mixed(siblings: &[(usize, &Detail)], pairs: &Pairs) -> Vec<(usize, Finding)> {
    let mut all: Vec<(Spot, &Spelled)> = Vec::new();
    for &(place, detail) in siblings {
        for text in &detail.spellings {
            all.extend(text.words.iter().map(|(span, word)| ((place, &*text.field, *span), word)));
        }
    }
    let tell = |mixed: &Mixed<Spot>, place: &Place<Spot>| (place.key.0, two_ways(mixed, place));
    let told = pairs.mixed(&all);
    told.iter().flat_map(|mixed| mixed.places.iter().map(|place| tell(mixed, place))).collect()
}

fn two_ways(mixed: &Mixed<Spot>, place: &Place<Spot>) -> Finding {
    // The spelling to keep may be none of those that the ward uses.
    let used: Vec<_> =
        std::iter::once(&mixed.kept).chain(&mixed.others).filter(|spelling| spelling.count > 0).collect();
    let spellings: Vec<String> = used.iter().map(|it| format!("「{}」{}回", it.name, it.count)).collect();
    let spellings_en: Vec<String> = used.iter().map(|it| format!("{} ({})", it.name, it.count)).collect();
    let message = Words::new(
        format!("この区のシートに{}が混ざっています。", spellings.join("、")),
        format!("The ward's sheets mix {}.", spellings_en.join(" and ")),
    );
    let why = mixed.why;
    let help = Words::new(
        format!("「{}」とそろえてください({why})。", place.expected),
        format!("Write {} throughout ({why}).", place.expected),
    );
    let (_, field, span) = place.key;
    Finding::new(Rule::MIXED_WORDING, span, message, help).in_field(field.parse().unwrap_or_default())
}

fn at(case: &Case, rule: Rule, text: &Text, range: Range<usize>, message: Words, help: Words) -> Finding {
    Finding::new(rule, text.place(case.source.text(), range), message, help)
}

/// Every text of a sheet but its form's name, with its field.
pub(super) fn texts(case: &Case) -> Vec<(Field, Text)> {
    let form = Field::default().key("様式");
    let mut texts = Vec::new();
    read::walk(case.tree, &Field::default(), &mut |field, node| {
        if let Some(text) = node.scalar().filter(|_| *field != form) {
            texts.push((field.clone(), Text { text: text.to_owned(), span: node.span }));
        }
    });
    texts
}
