//! Pages: they are filled, and continued pages repeat what a reader needs.

use std::collections::BTreeSet;

use typst::layout::Point;

use super::{all, collection, lengths, set, sizing};
use crate::sheet::Settings;
use crate::typeset::ink_extent::PageGeometry;
use crate::typeset::line::LineCache;
use crate::typeset::sizing::Sizing;
use crate::typeset::tests::each_text;
use crate::typeset::typst_values::CONTINUED;
use crate::typeset::{Engine, PageView, Pages, fit, forget};
use crate::view;

/// Returns the share of the last page that is filled.
fn last_filled(pages: &Pages) -> f64 {
    let page = pages.document.pages().last().expect("a page");
    let geometry = PageGeometry::new(page, &pages.marks);
    let marked = geometry.inks.iter().filter(|ink| ink.mark.is_some());
    marked.map(|ink| ink.area.bottom).fold(0.0, f64::max) / page.frame.size().y.to_pt()
}

#[test]
fn no_page_holds_a_remainder_that_tightening_avoids() {
    let engine = Engine::new();
    for sheet in all() {
        let (Some(view), pages) = (sheet.department(), set(&engine, &sheet)) else { continue };
        if pages.count() > 1 && last_filled(&pages) < 0.25 {
            let cache = LineCache::new(engine.widths());
            let tight = Sizing::tight_pages(&engine, &cache, view);
            assert!(tight >= pages.count(), "{}: {} of {tight}", sheet.name, last_filled(&pages));
        }
    }
}

/// Returns the text of each page.
pub(super) fn page_texts(pages: &Pages) -> Vec<String> {
    let text = |page: &typst_layout::Page| {
        let mut all = String::new();
        each_text(&page.frame, Point::zero(), &mut |_, text| all += &text.text);
        all
    };
    pages.document.pages().iter().map(text).collect()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Returns the goals with rows on each page.
fn goals_by_page(pages: &Pages) -> Vec<BTreeSet<usize>> {
    let goal = |mark: usize| pages.marks.get(mark)?.row.map(|row| row.goal.goal);
    let goals = |page: &Vec<usize>| page.iter().copied().filter_map(goal).collect();
    pages.inspection.marks_by_page.iter().map(goals).collect()
}

#[test]
fn every_page_from_the_second_on_says_what_goes_on() {
    let engine = Engine::new();
    let (mut turned, mut going_on, mut cut) = (0, 0, 0);
    for sheet in all() {
        let Some(view) = sheet.department() else { continue };
        let (pages, hints) = fit::typeset(&engine, sheet.page()).expect("pages");
        let (texts, goals) = (page_texts(&pages), goals_by_page(&pages));
        let running = without_spaces(&view.document.running.lines.concat());
        for page in 1..texts.len() {
            turned += 1;
            let text = without_spaces(&texts[page]);
            assert!(text.contains(&running), "{} {page}: {running}", sheet.name);
            for &goal in goals[page].intersection(&goals[page - 1]) {
                let is_cut = hints.tall_rows.iter().any(|row| row.goal.goal == goal);
                assert!(
                    is_cut || hints.sizes[&0].plan.splits.iter().any(|split| split.0 == goal),
                    "{}",
                    sheet.name
                );
                // A text that fills pages by itself is not said again.
                if is_cut && view.goals[goal].text.lines.concat().chars().count() > 600 {
                    continue;
                }
                cut += usize::from(is_cut);
                going_on += 1;
                let goal = &view.goals[goal];
                let actions =
                    goal.actions.iter().flat_map(|action| &action.items).filter_map(|item| item.lines.last());
                let own = goal.text.lines.last().map(|line| without_spaces(line) + CONTINUED);
                assert!(own.is_none_or(|own| text.contains(&own)), "{} {page}: {text}", sheet.name);
                let all = [&goal.number, &goal.ward_goal].map(|lines| lines.lines.concat());
                assert!(
                    all.iter().all(|label| text.contains(label.as_str())),
                    "{} {page}: {text}",
                    sheet.name
                );
                let items: Vec<String> = actions.map(|item| without_spaces(item)).collect();
                assert!(
                    items.is_empty() || items.iter().any(|item| text.contains(item)),
                    "{} {page}",
                    sheet.name
                );
            }
        }
    }
    assert!(turned > 5 && going_on > 0 && cut > 0, "{turned} {going_on} {cut}");
}

/// The maximum percentage of sheets whose last page is less than a quarter full, among sheets of all lengths.
const MOST_REMAINDERS: usize = 5;

#[test]
fn sheets_of_every_length_end_with_no_remainder() {
    let engine = Engine::new();
    let (mut several, mut remainders) = (0, Vec::new());
    let mut counts = BTreeSet::new();
    for sheet in lengths() {
        let pages = set(&engine, &sheet);
        counts.insert(pages.count());
        several += usize::from(pages.count() > 1);
        if pages.count() > 1 && last_filled(&pages) < 0.25 {
            let cache = LineCache::new(engine.widths());
            let tight = sheet.department().map(|view| Sizing::tight_pages(&engine, &cache, view));
            assert!(tight >= Some(pages.count()), "{}: {tight:?}", sheet.name);
            remainders.push(format!("{}: {:.2}", sheet.name, last_filled(&pages)));
        }
    }
    assert!(counts.contains(&1) && counts.contains(&3), "{counts:?}");
    assert!(remainders.len() * 100 <= MOST_REMAINDERS * several, "{several}: {remainders:?}");
}

#[test]
fn the_real_sheets_fill_one_page_each() {
    let engine = Engine::new();
    for sheet in collection("sheets") {
        let (sizing, pages) = (sizing(&engine, &sheet), set(&engine, &sheet));
        assert_eq!(pages.count(), 1, "{}", sheet.name);
        if sheet.name.ends_with("soumu") {
            assert!(sizing.size >= 8.0, "{}", sizing.size);
        }
        // The lowest rule is that of a box that ends at the foot.
        let page = &pages.document.pages()[0];
        let rules = PageGeometry::new(page, &pages.marks).rules;
        let lowest = rules.iter().map(|rule| rule.bottom).fold(0.0, f64::max);
        let foot = page.frame.size().y.to_pt() - 10.0 * 72.0 / 25.4;
        assert!((lowest - foot).abs() < 0.5, "{}: {lowest} of {foot}", sheet.name);
    }
}

/// Returns the heights at which horizontal rules are, from the top.
fn levels(pages: &Pages, page: usize) -> Vec<f64> {
    let rules = PageGeometry::new(&pages.document.pages()[page], &pages.marks).rules;
    let flat = rules.into_iter().filter(|rule| rule.right - rule.left > rule.bottom - rule.top);
    let mut levels: Vec<f64> = flat.map(|rule| rule.bottom).collect();
    levels.sort_by(f64::total_cmp);
    levels.dedup_by(|level, previous| (*level - *previous).abs() < 1.0);
    levels
}

#[test]
fn the_narratives_of_a_form_for_the_pen_have_room_however_many_goals_it_has() {
    let engine = Engine::new();
    for goals in 1..=24 {
        let view = view::blank(goals, None, None, &Settings::default());
        forget();
        let pages = engine.typeset(PageView::Department(&view)).expect("pages");
        let levels = levels(&pages, pages.count() - 1);
        let [.., head, foot] = levels.as_slice() else { panic!("{goals}: {levels:?}") };
        let bottom = view.document.paper.height() - 10.0;
        assert!(foot - head > 25.0 * 72.0 / 25.4, "{goals}: {levels:?}");
        assert!((foot - bottom * 72.0 / 25.4).abs() < 1.0, "{goals}: {foot}");
    }
}
