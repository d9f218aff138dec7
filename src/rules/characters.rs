//! `missing-glyph`, `unsupported-variant`, `compatibility-character`, `not-nfc`, `halfwidth-katakana`,
//! `wave-dash` and `control-character`: characters that do not print, or not as they should.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use super::case::Case;
use crate::finding::{Field, Finding, Rule, Severity, Step, Words, brief};
use crate::fonts::Coverage;
use crate::read::{self, Reading};
use crate::sheet::Settings;
use crate::source::{Source, Span, Text};
use crate::yaml::{Data, Entry};

/// What is wrong with the characters of a sheet's values, and of the file.
pub(super) fn judge(case: &Case, settings: &Settings, coverage: &Coverage) -> Vec<Finding> {
    let mut findings: Vec<Finding> = controls(case.source);
    read::walk(case.tree, &Field::default(), &mut |field, node| {
        let Some(text) = node.scalar() else { return };
        // A symbol prints as the settings spell it.
        if !is_symbol(field, text, settings) {
            let text = Text { text: text.to_owned(), span: node.span };
            let told = of_text(case.source, &text, coverage);
            findings.extend(told.into_iter().map(|finding| finding.in_field(field.clone())));
        }
    });
    findings
}

fn of_text(source: &Source, text: &Text, coverage: &Coverage) -> Vec<Finding> {
    spots(&text.text, coverage).into_iter().map(|spot| finding(source, text, spot)).collect()
}

fn is_symbol(field: &Field, text: &str, settings: &Settings) -> bool {
    let scales = settings.scales.as_ref();
    let scale = match field.0.last() {
        Some(Step::Key(key)) if key == "達成状況" => scales.map(|scales| &scales.status),
        Some(Step::Key(key)) if key == "評価" => scales.map(|scales| &scales.evaluation),
        _ => None,
    };
    scale.is_some_and(|scale| scale.named(text).is_some())
}

/// What of a settings file's legend does not print.
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
    let found = ["達成状況", "評価"].into_iter().flat_map(scale);
    found.filter(|finding| finding.severity == Severity::Error).collect()
}

/// A symbol, which is a key, and its 意味.
fn of_grade(entry: &Entry, scale: &Field, reading: &Reading<Settings>, coverage: &Coverage) -> Vec<Finding> {
    let field = scale.key(&entry.key);
    let symbol = Text { text: entry.key.clone(), span: entry.key_span };
    let meaning = entry.value.get("意味").and_then(|node| Some((node.scalar()?, node.span)));
    let meaning = meaning.map(|(text, span)| (Text { text: text.to_owned(), span }, field.key("意味")));
    let texts = [(symbol, field)].into_iter().chain(meaning);
    let told = |(text, field): (Text, Field)| {
        of_text(&reading.source, &text, coverage).into_iter().map(move |it| it.in_field(field.clone()))
    };
    texts.flat_map(told).collect()
}

/// A place in a text, what is wrong there, and what stands there when it is mended.
struct Spot {
    range: Range<usize>,
    rule: Rule,
    mend: Option<String>,
}

fn spots(text: &str, coverage: &Coverage) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut missing = BTreeSet::new();
    let mut clusters = clusters(text).into_iter().peekable();
    while let Some(range) = clusters.next() {
        let cluster = &text[range.clone()];
        let Some(character) = cluster.chars().next() else { continue };
        let spot = |rule, mend: Option<String>| Spot { range: range.clone(), rule, mend };
        if is_halfwidth_katakana(character) {
            // A whole word is told at once, and its marks join it.
            let mut end = range.end;
            while let Some(next) =
                clusters.next_if(|next| text[next.clone()].chars().all(is_halfwidth_katakana))
            {
                end = next.end;
            }
            let mend = text[range.start..end].nfkc().collect();
            spots.push(Spot { range: range.start..end, rule: Rule::HALFWIDTH_KATAKANA, mend: Some(mend) });
        } else if character == '\u{FF5E}' {
            spots.push(spot(Rule::WAVE_DASH, Some("〜".to_owned())));
        } else if is_compatibility(character) {
            spots.push(spot(Rule::COMPATIBILITY_CHARACTER, Some(cluster.nfkc().collect())));
        } else if cluster.chars().nth(1).is_some_and(is_combining_mark)
            && cluster.nfc().collect::<String>() != cluster
        {
            spots.push(spot(Rule::NOT_NFC, Some(cluster.nfc().collect())));
        } else if let Some(selector) = cluster.chars().nth(1).filter(|it| is_selector(*it)) {
            if !coverage.has_variant(character, selector) {
                spots.push(spot(Rule::UNSUPPORTED_VARIANT, None));
            }
        } else if !is_control(character) && !coverage.has(character) && missing.insert(character) {
            spots.push(spot(Rule::MISSING_GLYPH, None));
        }
    }
    spots
}

/// A character with the marks and selectors that belong to it.
fn clusters(text: &str) -> Vec<Range<usize>> {
    let mut clusters: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let joins = canonical_combining_class(character) != 0 || is_selector(character);
        match clusters.last_mut().filter(|_| joins) {
            Some(last) => last.end = end,
            None => clusters.push(at..end),
        }
    }
    clusters
}

fn finding(source: &Source, text: &Text, spot: Spot) -> Finding {
    let span = text.place(source.text(), spot.range.clone());
    let found = &text.text[spot.range];
    let (message, help) = words(spot.rule, found, spot.mend.as_deref());
    let finding = Finding::new(spot.rule, span, message, help);
    match spot.mend {
        // Only what stands in the source as it is read can be put right there.
        Some(mend) if source.slice(span) == found => finding.mended_by(span, mend),
        _ => finding,
    }
}

/// A table: each rule's message and help.
fn words(rule: Rule, found: &str, mend: Option<&str>) -> (Words, Words) {
    let shown = brief(found);
    let code = found.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect::<Vec<_>>().join(" ");
    let mended = mend.unwrap_or_default();
    let instead = Words::new(format!("「{mended}」と書いてください。"), format!("Write {mended}."));
    let other = Words::new("別の文字で書いてください。", "Write it with another character.");
    match rule.name {
        "missing-glyph" => (
            Words::new(
                format!("文字「{shown}」({code})は印刷できません。同梱のフォントにありません。"),
                format!("The character {shown} ({code}) cannot be printed: no bundled font has it."),
            ),
            other,
        ),
        "unsupported-variant" => (
            Words::new(
                format!("異体字({code})は印刷できません。別の字形になります。"),
                format!("The variant {code} cannot be printed: another form of it would be."),
            ),
            Words::new(
                "字形を指定しない普通の字にするか、別の文字で書いてください。",
                "Write the plain character, or another one.",
            ),
        ),
        "compatibility-character" => (
            Words::new(
                format!("「{shown}」({code})は互換用の文字です。検索や読み上げで別の字になります。"),
                format!("{shown} ({code}) is a compatibility character, another one to search and speech."),
            ),
            instead,
        ),
        "not-nfc" => (
            Words::new(
                format!("「{shown}」が文字と濁点などの2文字になっています({code})。"),
                format!("{shown} is a letter and a mark apart ({code})."),
            ),
            instead,
        ),
        "halfwidth-katakana" => (
            Words::new(
                format!("半角のカタカナ「{shown}」があります。"),
                format!("{shown} is katakana of half width."),
            ),
            instead,
        ),
        _ => (
            Words::new(
                format!("「{shown}」({code})は波ダッシュではありません。"),
                format!("{shown} ({code}) is no wave dash."),
            ),
            Words::new("「〜」(U+301C)と書いてください。", "Write 〜 (U+301C)."),
        ),
    }
}

/// Controls stand in the file, wherever in it: what YAML reads has none.
fn controls(source: &Source) -> Vec<Finding> {
    let told = |(at, character): (usize, char)| {
        let span = Span::new(at, at + character.len_utf8());
        let code = u32::from(character);
        let message = Words::new(
            format!("見えない制御文字(U+{code:04X})があります。"),
            format!("A control character (U+{code:04X}) stands here."),
        );
        let help = Words::new("その文字を消してください。", "Take it out.");
        Finding::new(Rule::CONTROL_CHARACTER, span, message, help).mended_by(span, "")
    };
    source.text().char_indices().filter(|(_, character)| is_control(*character)).map(told).collect()
}

/// Controls but line ends and tabs, invisible breaks and joiners, marks of direction.
pub(crate) fn is_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\r' | '\t')
        || matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

fn is_halfwidth_katakana(character: char) -> bool {
    matches!(character, '\u{FF61}'..='\u{FF9F}')
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// CJK Compatibility Ideographs but the twelve that are ordinary kanji all the same, their supplement,
/// and the Kangxi radicals that copying from a PDF leaves.
fn is_compatibility(character: char) -> bool {
    match character {
        '\u{FA0E}' | '\u{FA0F}' | '\u{FA11}' | '\u{FA13}' | '\u{FA14}' | '\u{FA1F}' | '\u{FA21}'
        | '\u{FA23}' | '\u{FA24}' | '\u{FA27}' | '\u{FA28}' | '\u{FA29}' => false,
        '\u{F900}'..='\u{FAFF}' | '\u{2F00}'..='\u{2FD5}' | '\u{2F800}'..='\u{2FA1F}' => true,
        _ => false,
    }
}
