//! Booklets: they are laid out twice, and their contents fill their pages.

use std::collections::BTreeMap;
use std::path::Path;

use super::generator;
use super::pages::page_texts;
use crate::read::Reader;
use crate::sheet::{Model, Settings};
use crate::typeset::compile::LAYOUTS;
use crate::typeset::line::LineCache;
use crate::typeset::sizing::Contents;
use crate::typeset::typst_values::CONTINUED;
use crate::typeset::{Engine, PageView, Pages, fit, forget};
use crate::view;

/// Returns the booklets of generated wards.
fn booklets(count: usize) -> Vec<view::BookletView> {
    let reader = Reader::new();
    let (mut wards, mut departments) = (Vec::new(), BTreeMap::<String, Vec<_>>::new());
    for (path, text) in generator::collection(count) {
        let folder = Path::new(&path).parent().expect("a folder").display().to_string();
        match reader.sheet(&path, text.as_bytes()).model {
            Some(Model::Ward(ward)) => wards.push((folder, ward)),
            Some(Model::Department(sheet)) => departments.entry(folder).or_default().push(sheet),
            None => {}
        }
    }
    let of = |(folder, ward): (String, _)| {
        let sheets: Vec<_> = departments[&folder].iter().collect();
        view::booklet(&ward, &sheets, &Settings::default(), None)
    };
    wards.into_iter().map(of).collect()
}

#[test]
fn a_booklet_is_laid_out_twice() {
    let engine = Engine::new();
    for view in booklets(30) {
        forget();
        let before = LAYOUTS.with(std::cell::Cell::get);
        let (pages, hints) = fit::typeset(&engine, PageView::Booklet(&view)).expect("pages");
        // Some sheets and the contents go on over pages, which is predicted with the numbers of these pages.
        assert!(!hints.continued.is_empty() && pages.count() > 25);
        // The numbers of pages in the contents are known behind the first time.
        assert_eq!(LAYOUTS.with(std::cell::Cell::get) - before, 2);
    }
}

/// Returns the text of the pages of a booklet that are its contents.
fn contents_of(view: &view::BookletView, pages: &Pages) -> Vec<String> {
    let cache = LineCache::new(Engine::new().widths());
    let contents = Contents::of(&Engine::new(), &cache, view);
    page_texts(pages)[1..=contents.pages].to_vec()
}

#[test]
fn the_contents_leave_no_page_for_a_remainder_and_name_each_further_page() {
    let engine = Engine::new();
    for view in booklets(30) {
        forget();
        let pages = engine.typeset(PageView::Booklet(&view)).expect("pages");
        let contents = contents_of(&view, &pages);
        assert!(contents.len() > 1 && contents[0].contains("目次"));
        for page in &contents[1..] {
            assert!(page.contains(&format!("目次{CONTINUED}")), "{page}");
            assert!(page.matches("No.").count() > 10, "{page}");
        }
        assert!(contents.last().is_some_and(|last| last.contains("重点目標と各課の組織目標")));
    }
}
