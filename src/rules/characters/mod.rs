//! `missing-glyph`, `unsupported-variant`, `compatibility-character`, `not-nfc`, `halfwidth-katakana`,
//! `wave-dash`, `irregular-space`, `paragraph-indent` and `control-character`: characters that do not print,
//! or not as they should.
//!
//! Characters are checked in decoded values, however they are written. Those of one kind in one value are one
//! finding with all its places.

mod controls;
mod doubles;
mod spots;
mod words;

pub(crate) use self::controls::{is_control, is_selector};
use self::spots::{CharacterFault, CharacterSpot, indents, spots};
use self::words::{named, words};
use super::TakesOf;
use super::case::Case;
use crate::finding::{Field, Finding, Mend, Severity};
use crate::fonts::Coverage;
use crate::read::{self, Reading};
use crate::sheet::{Settings, Takes};
use crate::source::{Edit, Source, Span, Text};
use crate::yaml::{Data, Entry};

/// Checks the characters of a sheet's values, and of the file around them.
pub(super) fn check(case: &Case, takes: TakesOf, settings: &Settings, coverage: &Coverage) -> Vec<Finding> {
    let (mut findings, mut values) = (Vec::new(), Vec::new());
    read::walk(case.tree, &Field::default(), &mut |field, node| {
        let Some(text) = node.scalar() else { return };
        values.push(node.span);
        let text = Text { text: text.to_owned(), span: node.span };
        let mut reported: Vec<Finding> = controls::of_value(case.source, &text).into_iter().collect();
        // A symbol prints as the settings spell it.
        let narrative = || takes(field) == Some(Takes::Paragraphs);
        let found = of_text(case.source, &text, &narrative, coverage);
        if !found.is_empty() && !is_symbol(takes(field), &text.text, settings) {
            reported.extend(found);
        }
        findings.extend(reported.into_iter().map(|finding| finding.in_field(field.clone())));
    });
    values.sort_unstable();
    findings.extend(controls::outside(case.source, &values));
    findings
}

fn of_text(
    source: &Source,
    text: &Text,
    is_narrative: &dyn Fn() -> bool,
    coverage: &Coverage,
) -> Vec<Finding> {
    let mut spots = spots(&text.text, coverage);
    if text.text.contains('\u{3000}') {
        spots.extend(indents(&text.text, is_narrative()));
    }
    grouped(&spots).iter().map(|(kind, spots)| finding(source, text, *kind, spots)).collect()
}

/// Returns the places of each cause, the causes in the order in which they are met.
fn grouped(spots: &[CharacterSpot]) -> Vec<(CharacterFault, Vec<&CharacterSpot>)> {
    let mut kinds: Vec<(CharacterFault, Vec<&CharacterSpot>)> = Vec::new();
    for spot in spots {
        let joined = kinds.iter_mut().find_map(|known| Some((known.0.with(spot.kind)?, known)));
        match joined {
            Some((kind, known)) => {
                known.0 = kind;
                known.1.push(spot);
            }
            None => kinds.push((spot.kind, vec![spot])),
        }
    }
    kinds
}

fn finding(source: &Source, text: &Text, kind: CharacterFault, spots: &[&CharacterSpot]) -> Finding {
    let ranges: Vec<_> = spots.iter().map(|spot| spot.range()).collect();
    let spans = text.places(source.text(), &ranges);
    let is_whole = matches!(ranges.as_slice(), [only] if *only == (0..text.text.len()));
    // A text may have 500,000 places, so no list of them is kept longer than needed.
    drop(ranges);
    let (message, help) = words(kind, &text.text, spots);
    let first = spans.first().copied().unwrap_or(text.span);
    // A character that is not found in the source is reported at the whole value, once, and has no edit.
    let is_found = |span: &Span| *span != text.span || is_whole;
    let mut others = Vec::with_capacity(spans.len());
    others.extend(spans.iter().skip(1).filter(|span| is_found(span)));
    let mends = spans.iter().zip(spots).filter(|(span, _)| is_found(span));
    let edits = run_edits(mends.filter_map(|(span, spot)| Some((*span, spot.mend.as_deref()?))));
    let mut finding = Finding::new(kind.rule(), first, message, help).and_at(others);
    if !edits.is_empty() {
        let mend = if kind.is_certain() { Mend::Certain } else { Mend::Proposed };
        finding.mend = Some(mend(edits));
    }
    finding
}

/// Returns the replacements of places, those that touch as one.
fn run_edits<'a>(mends: impl Iterator<Item = (Span, &'a str)>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (span, mend) in mends {
        match edits.last_mut().filter(|last| last.span.end == span.start) {
            Some(last) => {
                last.span.end = span.end;
                last.text.push_str(mend);
            }
            None => edits.push(Edit::new(span, mend)),
        }
    }
    edits
}

/// Returns whether a text has nothing that a rule of this family reports.
pub(super) fn is_clean(text: &str, coverage: &Coverage) -> bool {
    spots(text, coverage).is_empty() && !text.contains(is_control)
}

fn is_symbol(takes: Option<Takes>, text: &str, settings: &Settings) -> bool {
    let scales = settings.scales.as_ref();
    let scale = match takes {
        Some(Takes::Status) => scales.map(|scales| &scales.status),
        Some(Takes::Evaluation) => scales.map(|scales| &scales.evaluation),
        _ => None,
    };
    scale.is_some_and(|scale| scale.named(text).is_some())
}

/// Returns what of a settings file is not printed: of its legend and its 発行者 every character, elsewhere those
/// that are invisible.
pub(super) fn of_settings(reading: &Reading<Settings>, coverage: &Coverage) -> Vec<Finding> {
    let scales = Field::default().key("評価区分");
    let scale = |key: &str| {
        let field = scales.key(key);
        let map = reading.tree.as_ref().and_then(|tree| tree.at(&field));
        let entries = match map.map(|map| &map.data) {
            Some(Data::Map(entries)) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().flat_map(|entry| of_grade(entry, &field, reading, coverage)).collect::<Vec<_>>()
    };
    let found = ["達成状況", "評価"].into_iter().flat_map(scale).chain(of_publisher(reading, coverage));
    let found = found.chain(controls::outside(&reading.source, &[])).chain(escapes_of(reading, &scales));
    found.filter(|finding| finding.severity == Severity::Error).collect()
}

/// Returns the invisible characters that values of settings have by escapes, but for those of the legend.
fn escapes_of(reading: &Reading<Settings>, legend: &Field) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(tree) = &reading.tree {
        read::walk(tree, &Field::default(), &mut |field, node| {
            if let Some(text) = node.scalar().filter(|_| !field.0.starts_with(&legend.0)) {
                let text = Text { text: text.to_owned(), span: node.span };
                found.extend(
                    controls::of_escapes(&reading.source, &text)
                        .map(|finding| finding.in_field(field.clone())),
                );
            }
        });
    }
    found
}

/// Returns the findings on 発行者, which is printed on the cover of a booklet.
fn of_publisher(reading: &Reading<Settings>, coverage: &Coverage) -> Vec<Finding> {
    let publisher = reading.model.as_ref().and_then(|settings| settings.publisher.as_ref());
    let found = publisher.map(|text| of_text(&reading.source, text, &|| false, coverage)).unwrap_or_default();
    found.into_iter().map(|finding| finding.in_field(Field::default().key("発行者"))).collect()
}

/// Returns a symbol, which is a key, and its 意味.
fn of_grade(entry: &Entry, scale: &Field, reading: &Reading<Settings>, coverage: &Coverage) -> Vec<Finding> {
    let field = scale.key(&entry.key);
    let symbol = Text { text: entry.key.clone(), span: entry.key_span };
    let meaning = entry.value.get("意味").and_then(|node| Some((node.scalar()?, node.span)));
    let meaning = meaning.map(|(text, span)| (Text { text: text.to_owned(), span }, field.key("意味")));
    let texts = [(symbol, field)].into_iter().chain(meaning);
    let reported = |(text, field): (Text, Field)| {
        let escapes = controls::of_escapes(&reading.source, &text);
        let found = of_text(&reading.source, &text, &|| false, coverage).into_iter().chain(escapes);
        found.map(move |finding| finding.in_field(field.clone()))
    };
    texts.flat_map(reported).collect()
}
