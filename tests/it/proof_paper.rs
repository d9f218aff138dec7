//! A proof from a printer without colours.

use super::pdf::{self, Placed};
use super::pictures::{Picture, decode};
use super::proof::{SCALE, evaluated_in_part, faulty};
use super::support::Project;

/// 216 pixels an inch.
const PIXELS_PER_POINT: f64 = 3.0;

/// The first page of a faulty draft: its text, and its picture in grey.
fn page(name: &str, change: fn(&Project)) -> (Vec<Placed>, Picture) {
    let project = Project::real();
    change(&project);
    let path = format!("sheets/r2/higashi/{name}.yaml");
    project.run(&["proof", &path]);
    project.run(&["proof", &path, "--as", "png", "--ppi", "216"]);
    let runs = pdf::placed(&project.read(&format!("out/proof/r2/higashi/{name}.pdf"))).remove(0);
    (runs, decode(&project.read(&format!("out/proof/r2/higashi/{name}-1.png"))))
}

impl Picture {
    /// The level at a place of the page, in points from its lower left corner.
    fn at(&self, x: f64, y: f64) -> u8 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places on the page")]
        let (column, up) = ((x * PIXELS_PER_POINT) as usize, (y * PIXELS_PER_POINT) as usize);
        let (width, height) = (usize::try_from(self.width).unwrap(), usize::try_from(self.height).unwrap());
        self.levels[(height - 1 - up) * width + column]
    }

    /// The levels of an upright strip of the page, from its lower edge up to the stamp.
    fn strip(&self, left: f64, right: f64) -> impl Iterator<Item = u8> {
        let steps = |from: f64, to: f64| {
            std::iter::successors(Some(from), |it| Some(it + 1.0 / PIXELS_PER_POINT))
                .take_while(move |it| *it < to)
        };
        steps(left, right).flat_map(move |x| steps(1.0, 570.0).map(move |y| self.at(x, y)))
    }
}

/// The numbers of findings: an error's and a warning's.
fn numbers(runs: &[Placed]) -> Vec<(usize, &Placed)> {
    let small = runs.iter().filter(|run| !run.own && (run.size * SCALE - 5.0).abs() < 0.01);
    small.filter_map(|run| Some((run.text.parse().ok()?, run))).collect()
}

#[test]
fn errors_and_warnings_are_told_apart_without_colour() {
    let (runs, picture) = page("soumu", faulty);
    let numbers = numbers(&runs);
    assert_eq!(numbers.len(), 10);
    for (number, run) in numbers {
        // Beside the number, inside its mark.
        let ground = picture.at(run.x - 0.7, run.y + 1.8);
        let is_warning = [5, 10].contains(&number);
        assert!(if is_warning { ground > 230 } else { ground < 110 }, "{number}: {ground}");
    }
}

#[test]
fn tints_show_and_text_on_them_is_legible() {
    let (runs, picture) = page("soumu", faulty);
    // A value that was refused, in a red box.
    let refused = runs.iter().find(|run| run.own && run.text.contains("36")).unwrap();
    let ground = picture.at(refused.x - 2.0, refused.y + 2.0);
    assert!((150..=225).contains(&ground), "{ground}");
    let (runs, picture) = page("kenkou-fukushi", evaluated_in_part);
    // The last empty box of 評価, in yellow.
    let last = numbers(&runs).into_iter().rfind(|(_, run)| run.x < 789.0 && run.x > 767.0).unwrap().1;
    let ground = picture.at(last.x - 3.0, last.y - 8.0);
    assert!((190..=238).contains(&ground), "{ground}");
}

#[test]
fn numbers_cover_no_text() {
    let widths = mokuhyo::fonts::Widths::of_bundled_fonts();
    for (name, change) in [("soumu", faulty as fn(&Project)), ("kenkou-fukushi", evaluated_in_part)] {
        let (runs, _) = page(name, change);
        for (number, mark) in numbers(&runs) {
            let covers = |run: &&Placed| {
                let size = run.size * SCALE;
                let width = widths.of(&run.text) * size;
                let beside = mark.x + 5.0 < run.x || run.x + width < mark.x - 1.5;
                let apart = mark.y + 4.6 < run.y - 0.05 * size || run.y + 0.72 * size < mark.y - 1.0;
                run.own && !beside && !apart
            };
            let covered: Vec<_> = runs.iter().filter(covers).collect();
            assert!(covered.is_empty(), "{name}: {number} covers {covered:?}");
        }
    }
}

#[test]
fn the_watermark_is_pale() {
    let (runs, picture) = page("soumu", |_| {});
    let mark = runs.iter().find(|run| run.text.contains("校正用") && run.size > 50.0).unwrap();
    assert!(!mark.own);
    // Beside the white of the paper and the black of text, its grey is what there is most of.
    let mut levels = [0_usize; 256];
    for (x, y) in (150..450).flat_map(|y| (150..700).map(move |x| (f64::from(x), f64::from(y)))) {
        levels[usize::from(picture.at(x, y))] += 1;
    }
    let grey = (30..254).max_by_key(|level| levels[*level]).unwrap();
    assert!((225..250).contains(&grey) && levels[grey] > 1_000, "{grey}: {}", levels[grey]);
}

#[test]
fn addresses_touch_neither_the_table_nor_the_edge() {
    let millimetre = 72.0 / 25.4;
    for (name, change) in [("kenkou-fukushi", evaluated_in_part as fn(&Project)), ("ward", |_| {})] {
        let (_, picture) = page(name, change);
        for (left, right) in [(0.2, 4.9), (15.7, 16.2), (297.0 - 16.2, 297.0 - 15.7), (297.0 - 4.9, 296.8)] {
            let darkest = picture.strip(left * millimetre, right * millimetre).min().unwrap();
            assert!(darkest > 250, "{name}: something stands from {left} to {right} mm");
        }
        let said = picture.strip(5.0 * millimetre, 15.5 * millimetre).filter(|level| *level < 110).count();
        assert!(said > 500, "{name}: the addresses are not black enough: {said}");
    }
}

#[test]
fn nothing_is_smaller_than_five_points_or_nearer_than_five_millimetres() {
    let edge = 5.0 * 72.0 / 25.4;
    for args in [&[][..], &["--paper", "a3"]] {
        let project = Project::real();
        faulty(&project);
        project.run(&[&["proof"], args].concat());
        for name in super::support::SHEETS {
            let proof = project.read(&format!("out/proof/r2/higashi/{name}.pdf"));
            let (width, height) = pdf::millimetres(&proof);
            let is_wide = width > 300;
            let points = |millimetres: i64| f64::from(i32::try_from(millimetres).unwrap()) * 72.0 / 25.4;
            for run in pdf::placed(&proof).into_iter().flatten().filter(|run| !run.own) {
                let size = run.size * if is_wide { 1.0 } else { SCALE };
                assert!(size > 4.99, "{name}: {run:?}");
                let inside = run.x >= edge - 0.1 && run.x < points(width) - edge;
                assert!(inside && run.y > edge && run.y < points(height) - edge, "{name}: {run:?}");
            }
        }
    }
}

#[test]
fn a_proof_that_fits_its_own_paper_stays_on_it() {
    let (project, path) = (Project::real(), "sheets/r2/higashi/ward.yaml");
    let told = |project: &Project| {
        let run = project.run(&["proof", path]);
        assert!(run.status < 2, "{run:?}");
        let proof = project.read("out/proof/r2/higashi/ward.pdf");
        (pdf::millimetres(&proof), pdf::pages(&proof).remove(0).contains("余白に収まらないためA3"))
    };
    assert_eq!(told(&project), ((297, 210), false));
}
