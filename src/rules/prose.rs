//! `wording` and `mixed-wording`: spellings that a dictionary corrects, and words that a ward spells in
//! two ways.

use std::collections::HashMap;

use super::TakesOf;
use super::case::{Case, texts};
use super::characters::is_clean;
use super::facts::Peer;
use super::wording::{Budget, Dictionary, Hit, MixedPlace, MixedWord, Pairs, Spelled};
use crate::finding::{Finding, Mend, Message, Rule, brief};
use crate::fonts::Coverage;
use crate::sheet::{Quantity, Takes};
use crate::source::{Edit, Span, Text};

/// Returns the spellings of a sheet that its dictionaries correct: each spelling of a value once.
pub(super) fn wording(
    case: &Case,
    takes: TakesOf,
    dictionaries: &[&Dictionary],
    coverage: &Coverage,
) -> Vec<Finding> {
    if dictionaries.is_empty() {
        return Vec::new();
    }
    let mut budget = Budget::default();
    let mut is_reported = false;
    let mut in_text = |text: &Text, is_name: bool| -> Vec<Finding> {
        let hits: Vec<Hit> =
            dictionaries.iter().flat_map(|dictionary| dictionary.hits(&text.text, &mut budget)).collect();
        let is_stable = !hits.is_empty() && is_stable(&text.text, dictionaries, &mut budget);
        let is_new = budget.is_spent() && !std::mem::replace(&mut is_reported, budget.is_spent());
        let reported = |hits: &Vec<Hit>| {
            let certain =
                !is_name && is_stable && fits(&hits[0].expected) && is_clean(&hits[0].expected, coverage);
            corrected(case, text, hits, certain)
        };
        alike(hits).iter().map(reported).chain(is_new.then(|| costly(text))).collect()
    };
    texts(case)
        .iter()
        .filter(|(field, text)| is_prose(takes(field), &text.text))
        .flat_map(|(field, text)| {
            let is_name = takes(field).is_some_and(Takes::is_name);
            in_text(text, is_name).into_iter().map(|finding| finding.in_field(field.clone()))
        })
        .collect()
}

/// Returns whether a dictionary may correct a value: not dates, numbers, symbols and telephone numbers.
fn is_prose(takes: Option<Takes>, text: &str) -> bool {
    match takes {
        None => true,
        Some(Takes::Measure) => Quantity::of(text).is_none(),
        Some(Takes::Telephone) => false,
        Some(kind) => !kind.is_exact(),
    }
}

/// Returns the value from which on expressions that turn back are not tried any more.
fn costly(text: &Text) -> Finding {
    Finding::new(
        Rule::WORDING,
        text.span,
        Message::new(
            "辞書の正規表現が重すぎるので、この値から後は一部の規則で調べていません。",
            "From this value on some rules of the dictionaries were not tried: their regular expressions cost too much.",
        ),
        Message::new(
            "辞書の「(?=…)」「(?!…)」や「\\1」を使う正規表現を、簡単にしてください。",
            "Simplify the dictionaries' expressions with look-arounds and references.",
        ),
    )
}

/// The most times that a text is corrected until no dictionary corrects it further.
const ROUNDS: usize = 4;

/// Returns whether repeated corrections of a text end. Two dictionaries that contradict each other correct it
/// for ever, and then neither is certainly right.
fn is_stable(text: &str, dictionaries: &[&Dictionary], budget: &mut Budget) -> bool {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let mended =
            dictionaries.iter().fold(text.clone(), |text, dictionary| dictionary.mended(&text, budget));
        if mended == text {
            return true;
        }
        text = mended;
    }
    false
}

/// Returns whether a text can be in a value however that is written.
fn fits(expected: &str) -> bool {
    !expected.contains([
        ':', '#', '"', '\'', '\\', '\n', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '%', '@', '`', '~',
    ])
}

/// Hits of one spelling with one correction, in the order in which they are met.
fn alike(hits: Vec<Hit>) -> Vec<Vec<Hit>> {
    let mut groups: Vec<Vec<Hit>> = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for hit in hits {
        let place = *places.entry((hit.found.clone(), hit.expected.clone())).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(hit),
            None => groups.push(vec![hit]),
        }
    }
    groups
}

fn corrected(case: &Case, text: &Text, hits: &[Hit], certain: bool) -> Finding {
    let first = &hits[0];
    let (found, expected) = (brief(&first.found), brief(&first.expected));
    let note = first.note.as_ref().map(|note| format!("({})", brief(note))).unwrap_or_default();
    let message = Message::new(
        format!("「{found}」は、辞書では「{expected}」です{note}。"),
        format!("The dictionary has {expected} for {found}{note}."),
    );
    let help = Message::new(format!("「{expected}」と書いてください。"), format!("Write {expected}."));
    let ranges: Vec<_> = hits.iter().map(|hit| hit.range.clone()).collect();
    let spans = text.places(case.source.text(), &ranges);
    let finding = Finding::new(Rule::WORDING, spans[0], message, help).and_at(spans[1..].to_vec());
    let as_typed = spans.iter().filter(|span| case.source.slice(**span) == first.found);
    let edits: Vec<Edit> = as_typed.map(|span| Edit::new(*span, first.expected.clone())).collect();
    match edits {
        edits if edits.is_empty() => finding,
        edits if certain => Finding { mend: Some(Mend::Certain(edits)), ..finding },
        edits => finding.proposing(edits),
    }
}

/// A word of a sheet: the sheet's position, the field as it is written, and the position of the word.
type WordPosition<'a> = (usize, &'a str, Span);

/// Finds words that the sheets of a folder spell in two ways: per sheet, each place of the spelling that is not kept.
pub(super) fn mixed(siblings: &[Peer], pairs: &Pairs) -> Vec<(usize, Finding)> {
    let mut all: Vec<(WordPosition, &Spelled)> = Vec::new();
    for sheet in siblings {
        for text in &sheet.detail.spellings {
            all.extend(text.words.iter().map(|(span, word)| ((sheet.place, &*text.field, *span), word)));
        }
    }
    let report = |mixed: &MixedWord<WordPosition>, places: &[&MixedPlace<WordPosition>]| {
        (places[0].key.0, two_ways(mixed, places))
    };
    let reported = pairs.mixed(&all);
    reported
        .iter()
        .flat_map(|mixed| in_values(&mixed.places).into_iter().map(|places| report(mixed, &places)))
        .collect()
}

/// Places of one spelling in one value, in the order in which they are met.
fn in_values<'m, 'a, 'p>(
    all: &'m [MixedPlace<'p, WordPosition<'a>>],
) -> Vec<Vec<&'m MixedPlace<'p, WordPosition<'a>>>> {
    let mut values: Vec<Vec<&MixedPlace<WordPosition>>> = Vec::new();
    let mut known: HashMap<(usize, &str, &str), usize> = HashMap::new();
    for place in all {
        let (sheet, field, _) = place.key;
        let value = *known.entry((sheet, field, &place.found)).or_insert(values.len());
        match values.get_mut(value) {
            Some(value) => value.push(place),
            None => values.push(vec![place]),
        }
    }
    values
}

fn two_ways(mixed: &MixedWord<WordPosition>, places: &[&MixedPlace<WordPosition>]) -> Finding {
    let place = places[0];
    // The spelling to keep may be one that the ward does not use.
    let used: Vec<_> =
        std::iter::once(&mixed.kept).chain(&mixed.others).filter(|spelling| spelling.count > 0).collect();
    let spellings: Vec<String> =
        used.iter().map(|spelling| format!("「{}」{}回", spelling.name, spelling.count)).collect();
    let spellings_en: Vec<String> =
        used.iter().map(|spelling| format!("{} ({})", spelling.name, spelling.count)).collect();
    let message = Message::new(
        format!("この区のシートに{}が混ざっています。", spellings.join("、")),
        format!("The ward's sheets mix {}.", spellings_en.join(" and ")),
    );
    let why = mixed.why;
    let help = Message::new(
        format!("「{}」とそろえてください({why})。", place.expected),
        format!("Write {} throughout ({why}).", place.expected),
    );
    let (_, field, span) = place.key;
    let others = places[1..].iter().map(|place| place.key.2).collect();
    let finding = Finding::new(Rule::MIXED_WORDING, span, message, help).and_at(others);
    let Ok(field) = field.parse();
    finding.in_field(field)
}
