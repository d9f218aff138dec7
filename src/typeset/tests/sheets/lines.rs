//! Line ends: numbers and words are kept whole, and no last line is a single character.

use std::collections::BTreeMap;
use std::fmt::Write;

use typst::layout::Point;

use super::{all, extreme, set, sizing};
use crate::typeset::tests::{each_text, text_sizes};
use crate::typeset::{Engine, Pages};
use crate::view::{DepartmentView, Lines};

/// A line of text on a page, by the first mark of its text, its page and its baseline in tenths of a point.
type LinePosition = (usize, usize, i64);

/// Returns the lines of each text from the YAML, as they are on the pages.
#[expect(clippy::cast_possible_truncation, reason = "tenths of a point on a page")]
fn lines(pages: &Pages) -> BTreeMap<LinePosition, String> {
    let mut runs: Vec<(LinePosition, f64, String)> = Vec::new();
    for (number, page) in pages.document.pages().iter().enumerate() {
        each_text(&page.frame, Point::zero(), &mut |at, text| {
            let mark = text.glyphs.first().and_then(|glyph| pages.marks.of_glyph(glyph.span.0));
            let mark = mark.and_then(|mark| pages.marks.get(mark));
            runs.extend(mark.map(|mark| {
                let place = (mark.text, number, (at.y.to_pt() * 10.0).round() as i64);
                (place, at.x.to_pt(), text.text.to_string())
            }));
        });
    }
    runs.sort_by(|left, right| left.0.cmp(&right.0).then(left.1.total_cmp(&right.1)));
    let mut lines = BTreeMap::<LinePosition, String>::new();
    for (place, _, text) in runs {
        *lines.entry(place).or_default() += &text;
    }
    lines
}

/// A typed line with the lines that it becomes on the page.
struct Wrapped {
    line: String,
    shown: Vec<String>,
    is_cell: bool,
}

/// Returns all texts of a department's sheet, each line as typed and as laid out.
fn wrapped(pages: &Pages, view: &DepartmentView) -> Vec<Wrapped> {
    let mut typed: BTreeMap<crate::source::Span, Vec<String>> = BTreeMap::new();
    let mut take = |lines: &Lines| {
        if let Some(source) = lines.source {
            let typed_lines = lines.bullets().into_iter().zip(lines.bulleted());
            let all = typed_lines.flat_map(|(_, item)| item.lines).filter(|line| !line.trim().is_empty());
            typed.insert(source, all.collect());
        }
    };
    for goal in &view.goals {
        [&goal.text, &goal.status, &goal.evaluation].into_iter().for_each(&mut take);
        for action in &goal.actions {
            action.items.iter().for_each(&mut take);
            for indicator in &action.indicators {
                indicator
                    .actuals
                    .iter()
                    .chain([&indicator.item, &indicator.target, &indicator.result, &indicator.status])
                    .for_each(&mut take);
                indicator.notes.iter().for_each(&mut take);
            }
        }
    }
    view.narratives.iter().for_each(|narrative| take(&narrative.value));
    let mut texts: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for ((text, ..), line) in lines(pages) {
        texts.entry(text).or_default().push(line);
    }
    let of_text = |(text, shown): (usize, Vec<String>)| {
        let mark = pages.marks.get(text).expect("a mark");
        let typed = typed.get(&mark.source)?;
        Some(matched(typed, &shown, mark.row.is_some()))
    };
    texts.into_iter().filter_map(of_text).flatten().collect()
}

/// Assigns the lines on the page to the typed lines.
fn matched(typed: &[String], shown: &[String], is_cell: bool) -> Vec<Wrapped> {
    let bare = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
    let (mut all, mut next) = (Vec::new(), 0);
    for line in typed {
        let (mut said, from, wanted) = (String::new(), next, bare(line));
        while next < shown.len() && said != wanted && wanted.starts_with(&said) {
            said += &bare(&shown[next]);
            next += 1;
        }
        // A text that continues on the next page has a suffix, or is on each page in part.
        if said == wanted {
            let shown = shown[from..next].iter().map(|line| bare(line)).collect();
            all.push(Wrapped { line: wanted, shown, is_cell });
        } else {
            next = from;
        }
    }
    all
}

/// Returns the ends of the lines of a text, in bytes.
fn ends(wrapped: &Wrapped) -> Vec<usize> {
    let mut at = 0;
    let ends = wrapped.shown.iter().map(|line| {
        at += line.len();
        at
    });
    ends.filter(|at| *at < wrapped.line.len()).collect()
}

/// Characters that must not begin a line after a digit: those of the number, and counters.
const OF_NUMBER: [char; 24] = [
    ',', '.', '%', '，', '．', '％', '回', '件', '人', '日', '年', '月', '円', '千', '万', '億', '次', '歳',
    '校', '台', '戸', '名', '頭', '点',
];

#[test]
fn no_number_is_broken_and_no_last_line_is_one_character() {
    let engine = Engine::new();
    let (mut checked, mut wraps) = (0, String::new());
    for sheet in all() {
        let Some(view) = sheet.department() else { continue };
        for text in wrapped(&set(&engine, &sheet), view) {
            checked += 1;
            let ends = ends(&text);
            for &at in &ends {
                let (before, after) = text.line.split_at(at);
                let digit = before.ends_with(|c: char| c.is_numeric());
                let broken = digit && after.starts_with(|c: char| c.is_numeric() || OF_NUMBER.contains(&c));
                let signed =
                    before.ends_with([',', '.', '▲', '△', '第']) && after.starts_with(char::is_numeric);
                let address = text.line.contains(['@', '＠', '/']);
                assert!(address || !broken && !signed, "{}: {before}|{after}", sheet.name);
            }
            let last = text.shown.last().map_or(0, |line| line.chars().count());
            assert!(ends.is_empty() || last > 1, "{}: {:?}", sheet.name, text.shown);
            if text.is_cell {
                let ends: Vec<String> =
                    ends.iter().map(|at| text.line[..*at].chars().count().to_string()).collect();
                writeln!(wraps, "{}\t{}", text.line, ends.join(",")).expect("a string");
            }
        }
    }
    assert!(checked > 500, "{checked}");
    keep("cells.tsv", &wraps);
}

/// Writes the file that the program for wraps reads.
#[expect(clippy::disallowed_methods, reason = "a test's own file")]
fn keep(name: &str, text: &str) {
    let target = std::env::current_exe().expect("a path");
    let target = target.ancestors().nth(3).expect("the target folder").join("tmp/wraps");
    std::fs::create_dir_all(&target).expect("a folder");
    std::fs::write(target.join(name), text).expect("a file");
}

#[test]
fn a_word_wider_than_its_box_is_broken_alone() {
    let engine = Engine::new();
    let sheets = extreme();
    let sheet = sheets.iter().find(|sheet| sheet.name == "words wider than their boxes").expect("a sheet");
    let pages = set(&engine, sheet);
    assert!(pages.overflows().is_empty());
    let texts = wrapped(&pages, sheet.department().expect("a department"));
    let shown =
        |line: &str| texts.iter().find(|text| text.line.starts_with(line)).expect("a text").shown.clone();
    assert_eq!(shown("hisho@"), ["hisho@", "city.", "example.", "tokyo.jp"]);
    let item = shown("Supercali");
    assert!(item.last().is_some_and(|last| last.contains("開催")), "{item:?}");
    // A word that cannot be kept whole is not set smaller.
    let size = sizing(&engine, sheet).size;
    let sizes = text_sizes(&pages, |text| text.contains("Super"));
    assert!(sizes.iter().all(|printed| (printed - size).abs() < 0.01), "{size}: {sizes:?}");
}
