//! The proof: the page of the publication edition, and what is said beside it.

use super::pdf::{self, Placed};
use super::support::{Output, Project, Runs, SHEETS, bare, keep};

/// How large a proof prints its sheet on paper of the sheet's own size.
pub const SCALE: f64 = 0.94;

/// From the corner of an A3 to that of the A4 in its middle, in points.
const SHIFT: (f64, f64) = (61.5 * 72.0 / 25.4, 43.5 * 72.0 / 25.4);

/// How large a sheet is printed in its proof, and how far from the corner of the paper.
#[derive(Clone, Copy)]
struct Printed {
    scale: f64,
    shift: (f64, f64),
}

/// An A4 sheet on A3.
const WIDE: Printed = Printed { scale: 1.0, shift: SHIFT };

/// On paper of its own size, with room around it.
fn boxed(width: f64, height: f64) -> Printed {
    let room = |millimetres: f64| millimetres * 72.0 / 25.4 * (1.0 - SCALE) / 2.0;
    Printed { scale: SCALE, shift: (room(width), room(height)) }
}

/// 健康福祉課 with its evaluation begun.
pub fn evaluated_in_part(project: &Project) {
    let path = "sheets/r2/higashi/kenkou-fukushi.yaml";
    project.edit(path, "評価日:", "評価日: R3.3.31");
    project.edit(path, "            結果:", "            結果: 対象全世帯への訪問");
    project.edit(path, "    達成状況:", "    達成状況: ◎");
}

/// 総務課 with errors: a key that is missing, one that is unknown, a day that there is none of, characters
/// that no font has, a list in a text's place, a bare dash.
pub fn faulty(project: &Project) {
    let path = "sheets/r2/higashi/soumu.yaml";
    project.edit(path, "課: 総務課\n", "");
    project.edit(path, "作成日: R2.4.1", "作成日: R2.4.31");
    project.edit(path, "目標: 地域と連携", "目標: 😀地域と葛\u{E0101}連携");
    project.edit(path, "目標: 35自治会等で実施", "目標:\n              - 35自治会\n              - 36自治会");
    project.edit(path, "          - 項目: 異動者研修\n            単位:", "          - 単位2: x");
    project.edit(path, "H30: 295", "H30: -");
}

pub fn proofs(project: &Project, args: &[&str]) -> Output {
    project.run(&[&["proof"], args].concat())
}

pub fn proof_of(project: &Project, name: &str) -> Vec<u8> {
    project.read(&format!("out/proof/r2/higashi/{name}.pdf"))
}

/// The sheet's own text on a page. What only the structure sees, white space, is no text.
fn own(page: Vec<Placed>) -> Vec<Placed> {
    page.into_iter().filter(|run| run.own && !bare(&run.text).is_empty()).collect()
}

/// Fails unless every run of text on every page of `sheet` stands in `proof` where it does there.
fn same_places(name: &str, sheet: &[u8], proof: &[u8], printed: Printed) {
    let (sheet, proof) = (pdf::placed(sheet), pdf::placed(proof));
    assert!(!sheet.is_empty() && proof.len() >= sheet.len(), "{name}");
    let mut seen = 0;
    for (number, (sheet, proof)) in sheet.into_iter().zip(proof).enumerate() {
        let (sheet, proof) = (own(sheet), own(proof));
        assert_eq!(sheet.len(), proof.len(), "{name}, page {}", number + 1);
        for (one, other) in sheet.iter().zip(&proof) {
            let at = |place: f64, shift: f64| place * printed.scale + shift;
            let moved = (other.x - at(one.x, printed.shift.0)).abs();
            let moved = moved.max((other.y - at(one.y, printed.shift.1)).abs());
            assert!(moved < 0.01 && one.text == other.text, "{name}: {one:?} is {other:?} in the proof");
            assert!((one.size - other.size).abs() < 0.001);
            seen += 1;
        }
    }
    assert!(seen > 10, "{name}: no text was found");
}

/// Proves that the proof of a sheet that was built, on its own paper and on larger, has its lines and
/// pages; keeps the proof for the judges.
pub fn stands_as_published(project: &Project, sheet: &str, name: &str) {
    let published = project.read(&format!("out/{sheet}.pdf"));
    let file = format!("out/proof/{sheet}.pdf");
    assert_eq!(proofs(project, &[]).status, 0);
    keep(&format!("proof-{name}"), &project.read(&file));
    same_places(name, &published, &project.read(&file), boxed(297.0, 210.0));
    assert_eq!(proofs(project, &["--paper", "a3"]).status, 0);
    let wide = project.read(&file);
    assert_eq!(pdf::millimetres(&wide), (420, 297));
    same_places(name, &published, &wide, WIDE);
}

#[test]
fn a_proof_has_the_lines_and_pages_of_the_publication_edition() {
    let project = Project::published();
    for paper in ["A3", "A4"] {
        project.write("sheets/mokuhyo.yaml", format!("発行者: 新潟市東区役所\n用紙: {paper}\n").as_bytes());
        assert_eq!(project.run(&["build"]).status, 0);
        assert_eq!(proofs(&project, &[]).status, 0);
        for name in SHEETS {
            let published = project.read(&format!("out/r2/higashi/{name}.pdf"));
            let paper = if paper == "A3" { boxed(420.0, 297.0) } else { boxed(297.0, 210.0) };
            same_places(name, &published, &proof_of(&project, name), paper);
        }
    }
    for name in SHEETS {
        stands_as_published(&project, &format!("r2/higashi/{name}"), name);
    }
}

#[test]
fn a_sheet_on_a3_has_room_around_it_as_well() {
    let project = Project::published();
    project.write("sheets/mokuhyo.yaml", "用紙: A3\n".as_bytes());
    assert_eq!(project.run(&["build"]).status, 0);
    assert_eq!(proofs(&project, &["--paper", "a3"]).status, 0);
    let (sheet, proof) = (project.read("out/r2/higashi/soumu.pdf"), proof_of(&project, "soumu"));
    same_places("soumu", &sheet, &proof, boxed(420.0, 297.0));
}

#[test]
fn a_text_that_moves_is_seen() {
    let project = Project::published();
    assert_eq!(project.run(&["build"]).status, 0);
    project.edit("sheets/r2/higashi/soumu.yaml", "職員研修等を通じて", "職員の研修等を通じて");
    assert_eq!(proofs(&project, &[]).status, 0);
    let (sheet, proof) = (project.read("out/r2/higashi/soumu.pdf"), proof_of(&project, "soumu"));
    assert!(std::panic::catch_unwind(|| same_places("soumu", &sheet, &proof, boxed(297.0, 210.0))).is_err());
}

#[test]
fn nothing_of_a_proof_reaches_the_publication_edition() {
    let project = Project::published();
    let publication = |project: &Project| {
        assert_eq!(project.run(&["build"]).status, 0);
        SHEETS.map(|name| project.read(&format!("out/r2/higashi/{name}.pdf")))
    };
    let before = publication(&project);
    assert_eq!(proofs(&project, &["--mark", "未定稿"]).status, 0);
    assert!(publication(&project) == before);
    for (sheet, name) in before.iter().zip(SHEETS) {
        let (sheet, proof) = (pdf::pages(sheet).concat(), pdf::pages(&proof_of(&project, name)).concat());
        for words in ["未定稿", "校正用", "指摘", "原稿", "yaml", "L1", "L8", "ページ"] {
            assert!(!sheet.contains(words), "{name} has {words}");
            assert_eq!(proof.contains(words), words != "校正用", "{words} in the proof of {name}");
        }
    }
    let mut runs = Runs::default();
    project.mokuhyo(&["build", "--quiet"]).record(&mut runs);
    runs.compare("nothing_of_a_proof_reaches_the_publication_edition");
}

/// The lines of the left margin from the top down: the height of each, and its words.
fn margin(page: &[Placed]) -> Vec<(f64, String)> {
    let mut lines: Vec<(f64, String)> = Vec::new();
    for run in page.iter().filter(|run| !run.own && run.x < 46.0 && run.size < 7.0) {
        match lines.iter_mut().find(|(y, _)| (*y - run.y).abs() < 0.5) {
            Some((_, words)) => *words += &run.text,
            None => lines.push((run.y, run.text.clone())),
        }
    }
    lines.sort_by(|one, other| other.0.total_cmp(&one.0));
    lines
}

/// The rows of a real sheet as its text has them: address, line, the first words of 項目.
fn rows(yaml: &str) -> Vec<(String, String, String)> {
    let (mut goal, mut action, mut indicator) = (0, 0, 0);
    let mut rows = Vec::new();
    for (number, line) in yaml.lines().enumerate() {
        if line.starts_with("  - 部区組織目標:") {
            (goal, action) = (goal + 1, 0);
        } else if line.starts_with("      - 主な取組:") {
            (action, indicator) = (action + 1, 0);
        } else if let Some(item) = line.strip_prefix("          - 項目: ") {
            indicator += 1;
            let first = item.chars().take(5).collect();
            rows.push((format!("{goal}-{action}-{indicator}"), format!("L{}", number + 1), first));
        }
    }
    rows
}

#[test]
fn every_row_has_its_address_and_its_line_beside_it() {
    let project = Project::published();
    assert_eq!(proofs(&project, &[]).status, 0);
    let mut seen = 0;
    for name in ["soumu", "kenkou-fukushi", "chiiki"] {
        let yaml = String::from_utf8(project.read(&format!("sheets/r2/higashi/{name}.yaml"))).unwrap();
        let page = pdf::placed(&proof_of(&project, name)).remove(0);
        let margin = margin(&page);
        for (address, line, item) in rows(&yaml) {
            let at = margin.iter().position(|(_, words)| *words == address);
            let at = at.unwrap_or_else(|| panic!("{name}: {address} is not in {margin:?}"));
            assert_eq!(margin[at + 1].1, line, "{name}, {address}");
            // On the height of the row's first line.
            let level = page.iter().filter(|run| run.own && (run.y - margin[at].0).abs() < 6.0);
            let level: String = level.map(|run| run.text.as_str()).collect();
            assert!(level.contains(&item), "{name}: {address} is level with {level}, not with {item}");
            seen += 1;
        }
    }
    assert_eq!(seen, 18);
}

#[test]
fn every_key_of_a_sheet_is_told_with_its_line() {
    let project = Project::published();
    assert_eq!(proofs(&project, &[]).status, 0);
    for name in SHEETS {
        let yaml = String::from_utf8(project.read(&format!("sheets/r2/higashi/{name}.yaml"))).unwrap();
        let said = pdf::placed(&proof_of(&project, name)).remove(0);
        let said: Vec<String> = said.into_iter().filter(|run| !run.own).map(|run| run.text).collect();
        let told = |line: usize| {
            let label = format!("L{}", line + 1);
            said.iter().any(|words| words.split_whitespace().any(|word| word == label))
        };
        for (number, line) in yaml.lines().enumerate() {
            let Some((key, value)) = line.split_once(':') else { continue };
            let outside = !key.starts_with(' ') && !["組織目標", "重点目標", "評価"].contains(&key);
            let is_ward_year = name == "ward" && key == "年度";
            // The paragraphs of a block are told each at its own line.
            let line = if value.trim() == "|" { number + 1 } else { number };
            assert!(!outside || is_ward_year || told(line), "{name}: {key} is not told: {said:?}");
        }
        for (number, line) in yaml.lines().enumerate() {
            let goal = line.starts_with("  - ") && name == "ward";
            let box_of_ward = line.starts_with("  ") && line.ends_with(':') && name == "ward";
            assert!(!(goal || box_of_ward) || told(number), "{name}: line {} is not told", number + 1);
        }
    }
}

#[test]
fn the_lines_of_a_goal_and_its_actions_are_told_too() {
    let project = Project::published();
    assert_eq!(proofs(&project, &[]).status, 0);
    let words: Vec<String> =
        margin(&pdf::placed(&proof_of(&project, "soumu"))[0]).into_iter().map(|(_, words)| words).collect();
    let first = words.iter().position(|words| words == "1-1-1").unwrap();
    assert_eq!(words[first..first + 4], ["1-1-1", "L23", "目標L15", "取組L17"]);
}

#[test]
fn a_goal_that_goes_on_says_its_address_again() {
    let project = Project::published();
    let path = "sheets/r2/higashi/soumu.yaml";
    let notes = "              - 補足のひとつ\n".repeat(90);
    project.edit(path, "            補足:\n", &format!("            補足:\n{notes}"));
    assert_eq!(proofs(&project, &[]).status, 0);
    let pages = pdf::placed(&proof_of(&project, "soumu"));
    for page in &pages[..2] {
        assert!(margin(page).iter().any(|(_, words)| words == "1-1-1"), "{:?}", margin(page));
    }
    let text = pdf::pages(&proof_of(&project, "soumu"));
    assert!(text.len() == 4 && text[1].contains("ページ2/3") && text[3].contains("指摘一覧1/1"), "{text:?}");
    assert!(text[2].contains("3/3"), "{}", text[2]);
}
