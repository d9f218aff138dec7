//! Every page of the real sheets, of the evaluated example, and of proofs, against a small reference picture.
//!
//! A page may differ from its reference in [`PIXELS`] of a thousand pixels by more than [`LEVELS`] of
//! 255: less than a word that moves. References are written only on request, by
//! `MOKUHYO_UPDATE_PICTURES=1 cargo test pictures`; a reference that no page has fails. A page that
//! differs leaves its picture and the difference in the target folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use mokuhyo::read::Reader;
use mokuhyo::sheet::{Model, Settings};
use mokuhyo::typeset::{Engine, PageView, Pages};
use mokuhyo::view;

use super::proof::{evaluated_in_part, faulty};
use super::support::{EVALUATED, Project, SHEETS, root};

/// Small, but a word is legible to who knows it.
const PIXELS_PER_INCH: f64 = 48.0;

/// Difference of a grey level that is not seen.
const LEVELS: u8 = 40;

/// Pixels of a thousand that may differ by more.
const PIXELS: usize = 1;

/// A picture in grey.
#[derive(PartialEq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    /// Line by line, 0 is black.
    pub levels: Vec<u8>,
}

fn folder() -> PathBuf {
    root().join("tests/pictures")
}

fn pages(collection: &str, name: &str, settings: &Settings) -> Pages {
    let path = root().join(collection).join(format!("r2/higashi/{name}.yaml"));
    let reading = Reader::new().sheet(name, &fs::read(path).unwrap());
    let engine = Engine::new();
    match reading.model.unwrap() {
        Model::Department(sheet) => {
            engine.typeset(PageView::Department(&view::department(&sheet, settings, None)))
        }
        Model::Ward(ward) => engine.typeset(PageView::Ward(&view::ward(&ward, settings, None))),
    }
    .unwrap()
}

/// A picture as a printer without colours has it.
pub fn decode(png: &[u8]) -> Picture {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let channels = info.color_type.samples();
    let level = |pixel: &[u8]| {
        if channels < 3 {
            pixel[0]
        } else {
            u8::try_from(pixel[..3].iter().map(|&it| u32::from(it)).sum::<u32>() / 3).unwrap()
        }
    };
    Picture { width: info.width, height: info.height, levels: bytes.chunks(channels).map(level).collect() }
}

fn write(path: &Path, picture: &Picture) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut encoder = png::Encoder::new(fs::File::create(path).unwrap(), picture.width, picture.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&picture.levels).unwrap();
}

/// Where two pictures differ: white where they agree, the darker the more they differ.
fn difference(one: &Picture, other: &Picture) -> Option<Picture> {
    let same_size = (one.width, one.height) == (other.width, other.height);
    let levels = one.levels.iter().zip(&other.levels).map(|(a, b)| 255 - a.abs_diff(*b)).collect();
    same_size.then_some(Picture { width: one.width, height: one.height, levels })
}

fn agrees(difference: &Picture) -> bool {
    let seen = difference.levels.iter().filter(|&&level| 255 - level > LEVELS).count();
    seen * 1000 <= PIXELS * difference.levels.len()
}

/// Compares a page; what is wrong with it.
fn fault(name: &str, page: &Picture, update: bool) -> Option<String> {
    let reference = folder().join(format!("{name}.png"));
    if update {
        write(&reference, page);
        return None;
    }
    let left = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    let Ok(wanted) = fs::read(&reference) else { return Some(format!("{name} has no reference picture")) };
    match difference(page, &decode(&wanted)) {
        Some(difference) if agrees(&difference) => None,
        differs => {
            write(&left.join(format!("{name}.png")), page);
            if let Some(difference) = differs {
                write(&left.join(format!("{name}-difference.png")), &difference);
            }
            Some(format!("{name} differs from its reference: see {}", left.display()))
        }
    }
}

/// Compares pages by name with all references of their kind.
fn compare(kind: fn(&str) -> bool, pages: Vec<(String, Vec<u8>)>) {
    let update = std::env::var_os("MOKUHYO_UPDATE_PICTURES").is_some();
    let (mut faults, mut drawn) = (Vec::new(), BTreeSet::new());
    for (name, png) in pages {
        assert!(kind(&name));
        faults.extend(fault(&name, &decode(&png), update));
        drawn.insert(format!("{name}.png"));
    }
    let kept = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let kept = kept.filter(|name| kind(name) && !drawn.contains(name));
    faults.extend(kept.map(|name| format!("{name} is a reference of no page")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Leaves pages at 144 pixels an inch for the judge of `open`, which holds against them what a browser shows.
fn leave_for_open(name: &str, pages: &Pages) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("open");
    fs::create_dir_all(&folder).unwrap();
    for page in 0..pages.count() {
        fs::write(folder.join(format!("{name}-{}.png", page + 1)), pages.png(page, 144.0).unwrap()).unwrap();
    }
}

#[test]
fn pages_look_as_they_did() {
    let a3: Settings = Reader::new().settings("mokuhyo.yaml", "用紙: A3".as_bytes()).model.unwrap();
    let scales = fs::read(root().join(EVALUATED).join("mokuhyo.yaml")).unwrap();
    let scales: Settings = Reader::new().settings("mokuhyo.yaml", &scales).model.unwrap();
    let papers = SHEETS.iter().map(|name| ("sheets", *name, "", Settings::default()));
    let papers = papers.chain([("sheets", "soumu", "-a3", a3)]);
    let papers = papers.chain(SHEETS.iter().map(|name| (EVALUATED, *name, "-example", scales.clone())));
    let mut drawn = Vec::new();
    for (collection, name, kind, settings) in papers {
        let pages = pages(collection, name, &settings);
        if collection == "sheets" && kind.is_empty() {
            leave_for_open(name, &pages);
        }
        drawn.extend(
            (0..pages.count()).map(|page| {
                (format!("{name}{kind}-{}", page + 1), pages.png(page, PIXELS_PER_INCH).unwrap())
            }),
        );
    }
    compare(|name| !name.starts_with("proof-"), drawn);
}

/// A state of the real sheets: its name, the change that leads to it, the sheets that show it.
type State = (&'static str, fn(&Project), &'static [&'static str]);

/// Of each real sheet in a state with findings: as transcribed, evaluated in part, with errors.
#[test]
fn proofs_look_as_they_did() {
    let states: [State; 4] = [
        ("", |_| {}, &["ward", "soumu", "kenkou-fukushi", "chiiki"]),
        ("-evaluated", evaluated_in_part, &["kenkou-fukushi"]),
        ("-faulty", faulty, &["soumu"]),
        ("-a3", |_| {}, &["chiiki"]),
    ];
    let mut drawn = Vec::new();
    for (state, change, names) in states {
        let project = Project::published();
        change(&project);
        let mut args = vec!["proof", "--as", "png", "--ppi", "48"];
        if state == "-a3" {
            args.extend(["--paper", "a3"]);
        }
        project.run(&args);
        for name in names {
            drawn.extend((1..=2).map(|page| {
                let png = project.read(&format!("out/proof/r2/higashi/{name}-{page}.png"));
                (format!("proof-{name}{state}-{page}"), png)
            }));
        }
    }
    compare(|name| name.starts_with("proof-"), drawn);
}

#[test]
fn a_word_that_moves_is_seen() {
    let page = decode(&pages("sheets", "soumu", &Settings::default()).png(0, PIXELS_PER_INCH).unwrap());
    let mut moved = Picture { width: page.width, height: page.height, levels: page.levels.clone() };
    // The heading, down by two pixels.
    let (width, rows) = (usize::try_from(page.width).unwrap(), 10..30);
    for row in rows.rev() {
        let (from, to) = (row * width, (row + 2) * width);
        moved.levels.copy_within(from..from + width / 3, to);
    }
    assert!(!agrees(&difference(&page, &moved).unwrap()));
    assert!(agrees(&difference(&page, &page).unwrap()));
}
