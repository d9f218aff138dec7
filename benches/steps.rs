//! Where the time of one sheet goes: reading, judging, putting into words, typesetting, writing the PDF.
//! `cargo bench --bench steps`.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

mod sheets;

use std::path::PathBuf;

use divan::Bencher;
use mokuhyo::disk::MemoryDisk;
use mokuhyo::read::Reader;
use mokuhyo::rules::{CheckedCollection, Rules};
use mokuhyo::sheet::{Department, Model, Settings};
use mokuhyo::typeset::{self, Engine, PageView};
use mokuhyo::view::{self, DepartmentView};

fn main() {
    divan::main();
}

/// Departments of the generator: as many as a bench may want.
fn departments() -> impl Iterator<Item = String> {
    let files = sheets::collection(400).into_iter().filter(|(path, _)| path.contains("section"));
    files.map(|(_, text)| text)
}

/// Hands out one sheet after the other, so that no two rounds set the same words.
fn models() -> impl FnMut() -> Department {
    let reader = Reader::new();
    let mut texts: Vec<String> = departments().collect();
    move || {
        let text = texts.pop().unwrap_or_default();
        match reader.sheet("a.yaml", text.as_bytes()).model {
            Some(Model::Department(sheet)) => sheet,
            _ => Department::default(),
        }
    }
}

fn words_of(sheet: &Department, settings: &Settings) -> DepartmentView {
    view::department(sheet, settings, sheet.latest_date())
}

#[divan::bench]
fn read(bencher: Bencher) {
    let reader = Reader::new();
    let text = departments().next().unwrap();
    bencher.bench(|| reader.sheet("a.yaml", text.as_bytes()));
}

/// A ward of fifteen.
#[divan::bench]
fn checked(bencher: Bencher) {
    let (reader, rules) = (Reader::new(), Rules::new());
    let files = sheets::collection(sheets::IN_A_WARD).into_iter();
    let disk = MemoryDisk::with(files.map(|(path, text)| (format!("/{path}"), text)));
    bencher.bench(|| CheckedCollection::of(&disk, &reader, &rules, &[PathBuf::from("/sheets")]));
}

#[divan::bench]
fn words(bencher: Bencher) {
    let settings = Settings::default();
    let sheet = models()();
    bencher.bench(|| view::department(&sheet, &settings, sheet.latest_date()));
}

#[divan::bench(sample_count = 100, sample_size = 1)]
fn typesetting(bencher: Bencher) {
    let (engine, settings) = (Engine::new(), Settings::default());
    let mut next = models();
    bencher.with_inputs(|| words_of(&next(), &settings)).bench_local_refs(|view| {
        let pages = engine.typeset(PageView::Department(view)).unwrap();
        typeset::forget();
        pages
    });
}

#[divan::bench(sample_count = 100, sample_size = 1)]
fn pdf(bencher: Bencher) {
    let (engine, settings) = (Engine::new(), Settings::default());
    let mut next = models();
    bencher
        .with_inputs(|| engine.typeset(PageView::Department(&words_of(&next(), &settings))).unwrap())
        .bench_local_refs(|pages| {
            let pdf = pages.pdf();
            typeset::forget();
            pdf
        });
}
