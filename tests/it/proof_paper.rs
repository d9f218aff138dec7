//! A proof from a printer without colours.

use super::pdf::{self, Placed};
use super::pictures::{Picture, decode};
use super::proof::{SCALE, evaluated_in_part, faulty};
use super::support::Project;

/// 216 pixels an inch.
const PIXELS_PER_POINT: f64 = 3.0;

/// The first page of a faulty draft: its text, and its picture in grey.
fn page(name: &str, change: fn(&Project)) -> (Vec<Placed>, Picture) {
    let project = Project::published();
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
fn the_stamp_is_clear_of_what_heads_a_page_that_goes_on_and_of_the_papers_edge() {
    let project = super::booklet::long();
    project.run(&["proof", "sheets/r2/higashi/chiiki.yaml"]);
    let pages = pdf::placed(&project.read("out/proof/r2/higashi/chiiki.pdf"));
    let of =
        |words: &'static str| pages[1].iter().find(move |run| run.text.contains(words) && run.size < 20.0);
    let (stamp, head) = (of("校正用").unwrap(), of("東区役所 地域課").unwrap());
    assert!(stamp.y - 2.0 > head.y + 0.88 * head.size * SCALE, "{stamp:?} {head:?}");
    let edge = 210.0 * 72.0 / 25.4 - 5.0 * 72.0 / 25.4;
    assert!(stamp.y + 0.88 * stamp.size * SCALE < edge, "{stamp:?}");
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
        let project = Project::published();
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
    let (project, path) = (Project::published(), "sheets/r2/higashi/ward.yaml");
    let told = |project: &Project| {
        let run = project.run(&["proof", path]);
        assert!(run.status < 2, "{run:?}");
        let proof = project.read("out/proof/r2/higashi/ward.pdf");
        (pdf::millimetres(&proof), pdf::pages(&proof).remove(0).contains("余白に収まらないためA3"))
    };
    assert_eq!(told(&project), ((297, 210), false));
}

/// A sheet of low rows far down in its file: each goal has more lines to tell than the margin beside it holds on A4.
fn crowded(goals: usize) -> String {
    let goal = "  - 部区組織目標: 1\n    目標: 協働\n    取組:\n      - 主な取組:\n          - 講座\n        指標:\n          - 項目: 催し\n            実績:\n              H29: 1\n              H30: 2\n              R1: 3\n            目標: 4\n            結果: 4\n            補足:\n              - 計画\n    達成状況: ○\n    評価: A\n";
    let comments = "# 注\n".repeat(1100);
    format!(
        "{comments}様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n作成日: R2.4.1\n評価日: R3.3.31\n組織の目的: 試験\n組織目標:\n{}取り組みについて: 進めます。\n",
        goal.repeat(goals)
    )
}

#[test]
fn a_proof_whose_margins_are_too_narrow_goes_to_a3_by_itself_and_says_so() {
    let project = Project::with(&[("a.yaml", &crowded(20))]);
    assert!(project.run(&["proof", "a.yaml"]).status < 2);
    let proof = project.read("out/proof/a.pdf");
    assert_eq!(pdf::millimetres(&proof), (420, 297));
    assert!(pdf::pages(&proof).remove(0).contains("余白に収まらないためA3"));
    // Asked for, it is no news.
    assert!(project.run(&["proof", "a.yaml", "--paper", "a3"]).status < 2);
    assert!(!pdf::pages(&project.read("out/proof/a.pdf")).concat().contains("余白に収まらないため"));
    // What has room stays on A4.
    project.write("a.yaml", crowded(4).as_bytes());
    assert!(project.run(&["proof", "a.yaml"]).status < 2);
    assert_eq!(pdf::millimetres(&project.read("out/proof/a.pdf")), (297, 210));
}

/// Fails where something that a proof adds is smaller than 5 pt, nearer than 5 mm to the paper's edge, or on the sheet's
/// text; where lines of a margin touch each other; returns how many runs were looked at.
fn in_its_place(name: &str, proof: &[u8]) -> usize {
    let widths = mokuhyo::fonts::Widths::of_bundled_fonts();
    let (width, height) = pdf::millimetres(proof);
    let points = |millimetres: i64| f64::from(i32::try_from(millimetres).unwrap()) * 72.0 / 25.4;
    let (width, height, edge) = (points(width), points(height), 5.0 * 72.0 / 25.4);
    let mut seen = 0;
    for page in pdf::placed(proof) {
        // A page of the list of findings has no sheet on it.
        let (own, added): (Vec<Placed>, Vec<Placed>) = page.into_iter().partition(|run| run.own);
        if own.is_empty() {
            continue;
        }
        let scale = if width > 1000.0 { 1.0 } else { SCALE };
        let small: Vec<&Placed> = added.iter().filter(|run| run.size < 20.0).collect();
        for (place, run) in small.iter().enumerate() {
            seen += 1;
            assert!(run.size * scale > 4.99, "{name}: {run:?}");
            assert!(run.x >= edge - 0.1 && run.x < width - edge, "{name}: {run:?}");
            assert!(run.y > edge && run.y < height - edge, "{name}: {run:?}");
            let size = run.size * scale;
            let end = run.x + 0.7 * widths.of(&run.text) * size;
            let is_number = |run: &Placed| run.text.parse::<usize>().is_ok();
            let is_label = |run: &Placed| run.x < 48.0 || run.x > width - 48.0;
            let is_told = |run: &Placed| is_label(run) && !is_number(run) && run.y < height - 40.0;
            for other in small[place + 1..].iter().filter(|other| is_told(run) && is_told(other)) {
                let beside = (run.x - other.x).abs() > 40.0 || run.x > other.x && end < other.x;
                let same_line = (run.y - other.y).abs() < 0.5;
                let apart = (run.y - other.y).abs() > 0.95 * size.min(other.size * scale);
                assert!(beside || same_line || apart, "{name}: {run:?} touches {other:?}");
            }
            if is_number(run) && (size - 5.0).abs() < 0.01 {
                let covers = |text: &&Placed| {
                    let size = text.size * scale;
                    // The widths are without kerning; what selects a variant has none.
                    let shown: String = text.text.chars().filter(|it| *it < '\u{E0100}').collect();
                    let right = text.x + 0.97 * widths.of(&shown) * size;
                    let beside = run.x + 4.5 < text.x || right < run.x - 1.5;
                    let apart = run.y + 4.6 < text.y - 0.05 * size || text.y + 0.72 * size < run.y - 1.0;
                    !text.text.trim().is_empty() && !beside && !apart
                };
                let covered: Vec<&Placed> = own.iter().filter(covers).collect();
                assert!(covered.is_empty(), "{name}: {run:?} covers {covered:?}");
            }
        }
    }
    seen
}

/// Proves every sheet below a folder of the project.
fn proofs_in_their_places(project: &Project, names: &[&str]) -> usize {
    let paths: Vec<String> = names.iter().map(|name| format!("out/proof/{name}.pdf")).collect();
    paths.iter().map(|path| in_its_place(path, &project.read(path))).sum()
}

#[test]
fn marks_stand_in_their_places_on_real_evaluated_and_field_sheets() {
    let mut seen = 0;
    for project in [Project::published(), Project::evaluated()] {
        assert!(project.run(&["proof"]).status < 2);
        let names = super::support::SHEETS.map(|name| format!("r2/higashi/{name}"));
        seen += proofs_in_their_places(&project, &names.each_ref().map(String::as_str));
    }
    let field = super::support::root().join("tests/collections/field");
    for (folder, sheet) in [
        ("glyphs", "r3/kita/glyphs"),
        ("hamura", "h28/zaimu/keiei"),
        ("hirakata", "r2/kankyou/gesuidou"),
        ("osaka-taisho", "h29/taisho/kusei"),
        ("tokyo-env", "r4/kankyo/shizen"),
        ("tondabayashi", "r6/fukushi/kenkou"),
        ("yokote", "h20/taiyu/chiiki-shinkou"),
    ] {
        let project = Project::empty();
        for file in ["mokuhyo.yaml".to_owned(), format!("{sheet}.yaml")] {
            project.write(&format!("sheets/{file}"), &std::fs::read(field.join(folder).join(file)).unwrap());
        }
        assert!(project.run(&["proof"]).status < 2);
        seen += proofs_in_their_places(&project, &[sheet]);
    }
    assert!(seen > 600, "{seen}");
}

#[test]
fn marks_stand_in_their_places_on_generated_sheets() {
    let project = Project::empty();
    let count = std::env::var("MOKUHYO_PROOFS").map_or(6, |count| count.parse::<usize>().unwrap());
    for seed in 0..count {
        let words = [
            "協働",
            "防災出前講座の開催と、区民の皆さまへの周知",
            "区民から親しんでいただけるようなまちづくりを進めるための取り組み",
        ];
        let word = |place: usize| words[(seed * 7 + place * 5) % 3];
        let mut sheet = "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n作成日: R2.4.31\n評価日: R3.3.31\n組織の目的: 試験\n組織目標:\n".to_owned();
        for goal in 0..=seed % 5 {
            sheet.extend([format!("  - 部区組織目標: 1\n    目標: {}\n    取組:\n", word(goal))]);
            for action in 0..=seed % 3 {
                sheet.extend([format!("      - 主な取組:\n          - {}\n        指標:\n", word(action))]);
                for indicator in 0..=(seed + action) % 4 {
                    let item = word(indicator);
                    // Of each kind of finding some: a dash of its own, a year too many, a number without a result.
                    let value = ["-", "12", "～3", "1，200回"][(seed + indicator) % 4];
                    sheet.extend([format!(
                        "          - 項目: {item}\n            実績:\n              H30: {value}\n              R1: 3\n              H25: 2\n            目標: {value}\n            結果:\n"
                    )]);
                }
            }
        }
        sheet.extend([format!(
            "取り組みについて: |\n{}",
            format!("  {}します。\n", word(1)).repeat(seed % 9 + 1)
        )]);
        project.write(&format!("sheets/s{seed}.yaml"), sheet.as_bytes());
    }
    assert!(project.run(&["proof", "--quiet"]).status < 2);
    let names: Vec<String> = (0..count).map(|seed| format!("s{seed}")).collect();
    let seen = proofs_in_their_places(&project, &names.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(seen > count * 20, "{seen}");
}
