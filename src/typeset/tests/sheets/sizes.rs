//! Text sizes: as large as the number of pages allows, or as the settings fix them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use super::{NamedSheet, all, extreme, generated, set, sizing, viewed, written};
use crate::disk::{Disk, RealDisk};
use crate::read::Reader;
use crate::typeset::Engine;
use crate::typeset::compile::LAYOUTS;
use crate::typeset::tests::text_sizes;

#[test]
fn a_sheet_is_as_large_as_its_pages_allow() {
    let engine = Engine::new();
    let mut list = String::new();
    for sheet in all() {
        let sizing = sizing(&engine, &sheet);
        let pages = set(&engine, &sheet).count();
        writeln!(list, "{}: {} pt, {pages} pages", sheet.name, sizing.size).expect("a string");
        let fits = |size: f64| {
            let fixed = fixed(&sheet, size);
            let set = set(&engine, &fixed);
            set.count() <= pages && set.overflows().is_empty()
        };
        let (smallest, largest) = if sheet.name.ends_with("A3") { (9.0, 12.0) } else { (6.5, 9.0) };
        let at_smallest =
            if sizing.size > smallest { set(&engine, &fixed(&sheet, smallest)).count() } else { pages };
        assert!(pages <= at_smallest, "{}: {pages} pages, {at_smallest} at the smallest", sheet.name);
        let larger = sizing.size + 1.0;
        assert!(larger > largest || !fits(larger), "{} fits at {larger}, set at {}", sheet.name, sizing.size);
    }
    // The list includes the sheets that people wrote; the others are generated.
    let is_written = |line: &&str| !line.starts_with("sheets/r2/ward");
    insta::assert_snapshot!(list.lines().filter(is_written).collect::<Vec<_>>().join("\n"));
}

/// Returns the same sheet with a size that is fixed by its settings.
fn fixed(sheet: &NamedSheet, size: f64) -> NamedSheet {
    let mut view = sheet.view.clone();
    view.document_mut().size = Some(size);
    NamedSheet { name: sheet.name.clone(), view }
}

#[test]
fn a_number_wider_than_its_box_is_set_smaller_and_not_its_sheet() {
    let engine = Engine::new();
    let sheets = extreme();
    let named = |name: &str| sheets.iter().find(|sheet| sheet.name == name).expect("a sheet");
    // Of eight digits fit, of twelve do not: the larger unit is proposed.
    for (name, fits) in [("numbers of eight digits", true), ("numbers of twelve digits", false)] {
        let (sizing, pages) = (sizing(&engine, named(name)), set(&engine, named(name)));
        assert!(sizing.size >= 8.5, "{name}: {}", sizing.size);
        let overflows = pages.overflows();
        assert_eq!(overflows.is_empty(), fits, "{name}: {overflows:?}");
        assert!(
            overflows.iter().all(|overflow| overflow.finding.help.ja.contains("単位を千円に")),
            "{overflows:?}"
        );
        let smallest = text_sizes(&pages, |text| text.contains(",345,678円")).into_iter().fold(9.0, f64::min);
        assert!(smallest >= 5.19 && (!fits || smallest < 6.5), "{name}: {smallest}");
    }
}

#[test]
fn no_fixed_size_takes_more_pages_than_a_larger_one() {
    let engine = Engine::new();
    for sheet in written().into_iter().filter(|sheet| !sheet.name.ends_with("A3")).chain(generated()) {
        let sizes = [6.5, 7.0, 7.5, 8.0, 8.5, 9.0];
        let counts = sizes.map(|size| set(&engine, &fixed(&sheet, size)).count());
        assert!(counts.is_sorted(), "{}: {counts:?}", sheet.name);
    }
}

#[test]
fn settings_fix_the_size_of_every_sheet() {
    let engine = Engine::new();
    let settings =
        |text: &str| Reader::new().settings("mokuhyo.yaml", text.as_bytes()).model.expect("settings");
    let fixed = settings("文字の大きさ: 7pt\n");
    let reader = Reader::new();
    for name in ["soumu", "chiiki", "ward"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sheets/r2/higashi/{name}.yaml"));
        let bytes = RealDisk.read(&path).expect("a sheet");
        let sheet = viewed(name.to_owned(), reader.sheet(name, &bytes).model.expect("a model"), &fixed);
        let sizing = sizing(&engine, &sheet);
        assert!((sizing.size - 7.0).abs() < 0.01, "{name}: {}", sizing.size);
    }
    assert_eq!(settings("文字の大きさ: 自動\n").fixed_size(), None);
    assert_eq!(settings("文字の大きさ: 7\n用紙: A3\n").fixed_size(), Some(9.0));
}

#[test]
fn a_sheet_is_laid_out_once_behind_one_with_as_many_pages() {
    let engine = Engine::new();
    let sheets = generated();
    let departments: Vec<&NamedSheet> = sheets.iter().filter(|sheet| sheet.department().is_some()).collect();
    let layouts = || LAYOUTS.with(std::cell::Cell::get);
    let mut seen = BTreeSet::new();
    let mut again = 0;
    for sheet in &departments {
        let before = layouts();
        let count = set(&engine, sheet).count();
        again += usize::from(!seen.insert(count) && layouts() > before + 1);
    }
    // Those that go on over pages in another way are laid out again: 54 of 200 generated ones.
    assert!(departments.len() > 9 && again * 3 <= departments.len(), "{again} of {}", departments.len());
}
