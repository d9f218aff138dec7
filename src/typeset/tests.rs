//! Tests that the pages show what `check` passes: every character has a glyph of its own on them, or is reported.
//! Text that is copied from a page is what was typed: no character stands on it twice.

mod canaries;
mod sheets;

use std::collections::BTreeMap;
use std::fmt::Write;

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use typst::layout::{Frame, FrameItem, Point};
use typst::text::TextItem;

use super::{Engine, PageView, Pages};
use crate::read::Reader;
use crate::rules::Rules;
use crate::sheet::{Model, Settings};
use crate::view;

const SHEET: &str = "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n問合せ先: 025-250-2710\n\
                     作成日: R2.4.1\n組織目標:\n  - 目標: 目標\n取り組みについて: |\n";

/// Returns for each line of a narrative whether nothing is reported of it.
fn unreported(lines: &[String]) -> Vec<bool> {
    let (reader, rules) = (Reader::new(), Rules::new());
    let mut unreported = Vec::with_capacity(lines.len());
    // A sheet may have 4 MB.
    for lines in lines.chunks(50_000) {
        let (mut text, mut ends) = (SHEET.to_owned(), Vec::new());
        for line in lines {
            writeln!(text, "  {line}").expect("a string");
            ends.push(text.len());
        }
        let start = unreported.len();
        unreported.resize(start + lines.len(), true);
        let reading = reader.sheet("a.yaml", text.as_bytes());
        let judged = rules.check(&reading, &Settings::default());
        for span in
            judged.iter().chain(&reading.findings).flat_map(|finding| finding.spans().collect::<Vec<_>>())
        {
            let line = ends.partition_point(|end| *end <= span.start);
            unreported.get_mut(start + line).into_iter().for_each(|entry| *entry = false);
        }
    }
    unreported
}

/// Returns how often each character stands on the finished pages of a narrative; each has a glyph, which shows
/// something where it is no space.
fn printed(lines: &[String]) -> BTreeMap<char, usize> {
    let mut text = SHEET.to_owned();
    for line in lines {
        writeln!(text, "  {line}").expect("a string");
    }
    let reading = Reader::new().sheet("a.yaml", text.as_bytes());
    let Some(Model::Department(sheet)) = reading.model else { panic!("{:?}", reading.findings) };
    let view = view::department(&sheet, &Settings::default(), None);
    let pages = Engine::new().typeset(PageView::Department(&view)).expect("pages");
    let mut printed = BTreeMap::new();
    for page in pages.document.pages() {
        each_text(&page.frame, Point::zero(), &mut |_, text| glyphs(text, &mut printed));
    }
    printed
}

/// Calls `take` with each text of a frame and its position on the page.
fn each_text(frame: &Frame, origin: Point, take: &mut impl FnMut(Point, &TextItem)) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => {
                each_text(&group.frame, at + Point::new(group.transform.tx, group.transform.ty), take);
            }
            FrameItem::Text(text) => take(at, text),
            _ => {}
        }
    }
}

/// Returns the sizes of texts in points.
fn text_sizes(pages: &Pages, is: impl Fn(&str) -> bool) -> Vec<f64> {
    let mut sizes = Vec::new();
    for page in pages.document.pages() {
        each_text(&page.frame, Point::zero(), &mut |_, text| {
            sizes.extend(is(&text.text).then(|| text.size.to_pt()));
        });
    }
    sizes
}

fn glyphs(text: &TextItem, printed: &mut BTreeMap<char, usize>) {
    let font = skrifa::FontRef::new(text.font.data()).expect("a font");
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    for glyph in &text.glyphs {
        let shown = &text.text[glyph.range()];
        assert_ne!(glyph.id, 0, "{shown:?} has no glyph");
        let shows =
            metrics.bounds(u32::from(glyph.id).into()).is_some_and(|bounds| bounds.x_max > bounds.x_min);
        assert!(shows || shown.starts_with(char::is_whitespace), "{} shows nothing", shown.escape_unicode());
    }
    // Returns the text that is copied from the PDF: that of each run once.
    for character in text.text.chars() {
        *printed.entry(character).or_default() += 1;
    }
}

/// Returns the characters that pages have another number of times than the lines on them. Those of what is on every page,
/// and spaces, at which lines break, are not counted.
fn differing(lines: &[String]) -> Vec<(char, usize, usize)> {
    let mut typed: BTreeMap<char, usize> = BTreeMap::new();
    for character in lines.iter().flat_map(|line| line.chars()) {
        *typed.entry(character).or_default() += 1;
    }
    let of_pages = printed(&vec!["あ".repeat(40); 200]);
    let printed = printed(lines);
    let counted = typed
        .into_iter()
        .map(|(character, count)| (character, count, printed.get(&character).copied().unwrap_or_default()));
    let is_other = |(character, typed, printed): &(char, usize, usize)| {
        if character.is_ascii_digit() || of_pages.contains_key(character) {
            printed < typed
        } else {
            printed != typed
        }
    };
    counted.filter(|entry| !entry.0.is_whitespace() && is_other(entry)).collect()
}

/// Joins pieces, each after 「あ」, to lines of about forty characters.
fn filled(pieces: &[String]) -> Vec<String> {
    pieces.chunks(20).map(<[String]>::concat).collect()
}

#[test]
fn every_character_is_reported_or_printed() {
    // The planes that have characters.
    let codes = (0x20..0x4_0000).chain(0xE_0000..0xE_1000);
    let characters: Vec<char> = codes.filter_map(char::from_u32).collect();
    let lines: Vec<String> = characters.iter().map(|character| format!("あ{character}あ")).collect();
    let passed: Vec<char> = characters
        .into_iter()
        .zip(unreported(&lines))
        .filter_map(|(character, unreported)| unreported.then_some(character))
        .collect();
    assert!(passed.len() > 15_000, "{}", passed.len());
    let pieces: Vec<String> = passed.iter().map(|character| format!("あ{character}")).collect();
    let differing = differing(&filled(&pieces));
    assert!(differing.is_empty(), "{differing:?}");
}

/// Returns the number of tested sequences, which `MOKUHYO_CASES` sets.
fn cases() -> usize {
    std::env::var("MOKUHYO_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_000)
}

#[test]
fn every_sequence_of_marks_is_reported_or_printed() {
    let is_mark = unicode_normalization::char::is_combining_mark;
    let marks: Vec<char> = ('\u{300}'..'\u{1F000}')
        .filter(|character| is_mark(*character))
        .chain(['\u{FE0F}', '\u{E0100}'])
        .collect();
    let likely: Vec<char> =
        "\u{302}\u{3099}\u{309A}\u{20DD}\u{20DE}\u{302A}\u{302C}\u{302E}\u{E0100}".chars().collect();
    let bases: Vec<char> = "あがハカ東葛辻神aéAα①☑→℃1０、「 〜".chars().collect();
    let mut state = 7_u64;
    let mut next = |count: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % count
    };
    let mut cluster = || {
        let base = bases[next(bases.len())];
        // Half of them have the marks that fonts are likely to have.
        let marks: &[char] = if next(2) == 0 { &likely } else { &marks };
        let count = 1 + next(3);
        std::iter::once(base).chain((0..count).map(|_| marks[next(marks.len())])).collect::<String>()
    };
    let clusters: Vec<String> = (0..cases()).map(|_| cluster()).collect();
    let lines: Vec<String> = clusters.iter().map(|cluster| format!("あ{cluster}あ")).collect();
    let passed = clusters
        .into_iter()
        .zip(unreported(&lines))
        .filter_map(|(cluster, unreported)| unreported.then_some(cluster));
    let pieces: Vec<String> = passed.map(|cluster| format!("あ{cluster}")).collect();
    assert!(pieces.len() > cases() / 20, "{}", pieces.len());
    let differing = differing(&filled(&pieces));
    assert!(differing.is_empty(), "{differing:?}");
}
