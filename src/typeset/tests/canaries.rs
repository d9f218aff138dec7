//! One test for each way around Typst. It fails when a new Typst no longer needs that way: then the module that is
//! named in the message can go, with its test.

use std::cell::Cell;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use typst::diag::SourceResult;
use typst::engine::{Engine as TypstEngine, Sink};
use typst::foundations::{Array, Content, Dict, IntoValue, NativeElement, Packed, StyleChain, dict};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{Abs, BlockElem, Fragment, Frame, Point, Regions, Size};
use typst::syntax::Source;
use typst::text::TextItem;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::super::compile::LAYOUTS;
use super::super::line::LineCache;
use super::super::{Engine, compile, frames, reading};
use super::each_text;

/// Lays out the body of a function of `view`, without anything that is done to finished pages here.
fn laid_out(engine: &Engine, body: &str, view: Dict) -> PagedDocument {
    let text = format!("#let main(view) = {{\n{STYLE}{body}\n}}");
    let laid_out = compile::laid_out(engine, &Source::detached(text), view, None, &mut Sink::new());
    laid_out.expect("pages")
}

/// The type of the forms: 10 pt, so that an em is 10 pt wide.
const STYLE: &str = "set text(lang: \"ja\", font: \"BIZ UDPGothic\", size: 10pt)\n\
                     set page(width: 400pt, height: 400pt)\n";

/// Returns the texts of a document with their heights on the page, line by line.
fn texts(document: &PagedDocument) -> Vec<(Abs, TextItem)> {
    let mut texts = Vec::new();
    for page in document.pages() {
        each_text(&page.frame, Point::zero(), &mut |at, text| texts.push((at.y, text.clone())));
    }
    texts
}

/// Returns the width of a line in em.
fn width(engine: &Engine, line: &str) -> f64 {
    let texts = texts(&laid_out(engine, "view.line", dict! { "line" => line }));
    texts.iter().flat_map(|(_, text)| &text.glyphs).map(|glyph| glyph.x_advance.get()).sum()
}

#[test]
fn typst_narrows_punctuation_of_a_proportional_face() {
    let engine = Engine::new();
    let cache = LineCache::new(engine.widths());
    for line in ["地域」、「支援", "。」と", "「地域"] {
        let (set, measured) = (width(&engine, line), cache.width(line));
        assert!(
            set < measured - 0.1,
            "{line}: the boxes of `typst_values::text` are no longer needed (typst#7643)"
        );
    }
    assert!((width(&engine, "地域支援") - cache.width("地域支援")).abs() < 0.01);
}

#[test]
fn typst_breaks_no_word_that_is_wider_than_its_box() {
    let engine = Engine::new();
    let document = laid_out(&engine, "block(width: 30pt, \"soumu_higashi_niigata\")", Dict::new());
    let texts = texts(&document);
    let lines = texts.iter().map(|(y, _)| y.to_pt().to_bits()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(lines.len(), 1, "`typst_values::text::breakable` is no longer needed (typst#674)");
}

#[test]
fn typst_breaks_japanese_inside_words_and_keeps_joiners() {
    let engine = Engine::new();
    let lines = |text: &str| {
        let texts = texts(&laid_out(&engine, "block(width: 35pt, view.text)", dict! { "text" => text }));
        texts.into_iter().map(|(_, text)| text.text.to_string()).collect::<Vec<_>>()
    };
    assert!(
        lines("東区情報発信").first().is_some_and(|line| line == "東区情"),
        "`joiners` is no longer needed"
    );
    let joined = lines("東区\u{2060}情報");
    assert!(joined.concat().contains('\u{2060}'), "`joiners::remove` is no longer needed: {joined:?}");
}

/// The number of times that the counted block was laid out.
static LAID_OUT: AtomicUsize = AtomicUsize::new(0);

#[expect(clippy::unnecessary_wraps, reason = "the signature of a layouter of Typst")]
fn count(
    _: &Packed<MetadataElem>,
    _: &mut TypstEngine,
    _: Locator,
    _: StyleChain,
    _: Regions,
) -> SourceResult<Fragment> {
    LAID_OUT.fetch_add(1, Ordering::SeqCst);
    Ok(Fragment::frame(Frame::soft(Size::splat(Abs::pt(10.0)))))
}

/// Returns how often a block is laid out by a body that takes it as `view.block`.
fn layouts(engine: &Engine, body: &str) -> usize {
    let before = LAID_OUT.load(Ordering::SeqCst);
    let marked = Packed::new(MetadataElem::new(typst::foundations::Value::None));
    let block: Content = BlockElem::multi_layouter(marked, count).pack();
    laid_out(engine, body, dict! { "block" => block });
    LAID_OUT.load(Ordering::SeqCst) - before
}

#[test]
fn typst_lays_table_cells_out_twice() {
    let engine = Engine::new();
    assert_eq!(layouts(&engine, "view.block"), 1);
    let in_table = layouts(&engine, "table(view.block)");
    assert!(in_table > 1, "`fixed_width_block` is no longer needed (typst#4560)");
}

/// The number of times that the blocks of [`counted_pages`] were laid out.
static PAGES_LAID_OUT: AtomicUsize = AtomicUsize::new(0);

#[expect(clippy::unnecessary_wraps, reason = "the signature of a layouter of Typst")]
fn count_page(
    _: &Packed<MetadataElem>,
    _: &mut TypstEngine,
    _: Locator,
    _: StyleChain,
    _: Regions,
) -> SourceResult<Fragment> {
    PAGES_LAID_OUT.fetch_add(1, Ordering::SeqCst);
    Ok(Fragment::frame(Frame::soft(Size::splat(Abs::pt(10.0)))))
}

/// Lays out a document of five pages, each with `body`, which takes one of five blocks as `it`. It is laid out twice.
fn counted_pages(body: &str) -> (usize, PagedDocument) {
    let block = |number: i64| {
        let marked = Packed::new(MetadataElem::new(number.into_value()));
        BlockElem::multi_layouter(marked, count_page).pack().into_value()
    };
    let blocks: Array = (0..5).map(block).collect();
    let body =
        format!("for it in view.blocks {{ {body}; pagebreak(weak: true) }}; context counter(page).final()");
    let before = PAGES_LAID_OUT.load(Ordering::SeqCst);
    let document = laid_out(&Engine::new(), &body, dict! { "blocks" => blocks });
    (PAGES_LAID_OUT.load(Ordering::SeqCst) - before, document)
}

#[test]
fn content_that_asks_for_nothing_is_laid_out_once_and_all_else_again() {
    let once = "(sys.inputs.laid-out-once)";
    let (count, document) = counted_pages(&format!("{once}(height: 1fr, it)"));
    assert_eq!((count, document.pages().len()), (5, 6));
    let (_, document) = counted_pages(&format!("{once}(it + context str(counter(page).final().first()))"));
    let said: Vec<String> = texts(&document).into_iter().map(|(_, text)| text.text.to_string()).collect();
    assert_eq!(said[..5], ["6"; 5]);
}

#[test]
fn typst_lays_out_again_for_the_targets_of_links() {
    let engine = Engine::new();
    let documents = |body: &str| {
        let before = LAYOUTS.with(Cell::get);
        laid_out(&engine, body, Dict::new());
        LAYOUTS.with(Cell::get) - before
    };
    assert_eq!(documents("[b]; pagebreak(); [c <a>]"), 1);
    let with_link = documents("link(<a>)[b]; pagebreak(); [c <a>]");
    assert!(with_link > 1, "`links` is no longer needed");
}

#[test]
fn typst_draws_cells_of_several_rows_behind_the_rest() {
    let table = "table(columns: 2, table.cell(rowspan: 2)[a], [b], [c])";
    let document = laid_out(&Engine::new(), table, Dict::new());
    let is_out_of_order =
        |document: &PagedDocument| document.pages().iter().any(|page| reading::has_spread(&page.frame));
    assert!(is_out_of_order(&document), "`reading` is no longer needed (typst#6232)");
    assert!(!is_out_of_order(&frames::with_frames(document, reading::order)));
}

#[test]
fn typst_has_readers_open_no_bookmarks() {
    let document = laid_out(&Engine::new(), "heading[a]", Dict::new());
    assert_eq!(document.pages().len(), NonZeroUsize::MIN.get());
    let pdf = typst_pdf::pdf(&document, &PdfOptions::default()).expect("a PDF");
    let has = |name: &[u8]| pdf.windows(name.len()).any(|bytes| bytes == name);
    assert!(has(b"/Outlines") && !has(b"/PageMode"), "`bookmarks` is no longer needed");
}

/// Shows that a template is evaluated again for every library, of which `sys.inputs` is a part.
#[test]
fn typst_evaluates_a_template_again_for_other_inputs() {
    let (first, same, third) = (Engine::new(), Engine::new(), Engine::with_inputs(dict! { "a" => 1 }));
    let source = Source::detached("#let a = 1");
    let module = |engine: &Engine| compile::module(engine, &source).expect("a module");
    assert!(module(&first) == module(&same));
    assert!(
        module(&first) != module(&third),
        "`compile` is no longer needed: sys.inputs serves (typst#7329)"
    );
}
