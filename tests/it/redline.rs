//! 見え消し: a proof shows what changed since an earlier state, that and no more.

use std::fs;
use std::io::Cursor;

use mokuhyo::diff::{Read, Redline};
use mokuhyo::fonts::Coverage;
use mokuhyo::read::{Reader, Reading};
use mokuhyo::sheet::{Model, Settings};
use mokuhyo::view::Lines;
use mokuhyo::view::proof::{Draft, PartKind};

use super::diff::{EDITS, HEALTH, committed, edited, reorder};
use super::pdf;
use super::support::{Project, bare, keep, root};

fn read(bytes: &[u8]) -> Reading<Model> {
    Reader::new().sheet("a.yaml", bytes)
}

/// Every text with marks of the redline: `[-…-]` went, `{+…+}` came, `<…>` is a word of its own.
fn marked(old: &[u8], new: &[u8]) -> Vec<String> {
    let (old, new, settings) = (read(old), read(new), Settings::default());
    let coverage = Coverage::of_bundled_fonts();
    let state = |reading| Read { reading, settings: &settings };
    let mut draft = Draft::new(&new, &settings, &coverage).unwrap();
    Redline::new(state(&old), state(&new), &coverage).unwrap().show(&mut draft);
    let mut marked = Vec::new();
    draft.each(&mut |lines| marked.extend(marks(lines)));
    marked
}

fn marks(lines: &Lines) -> Option<String> {
    let slot = lines.slot.as_ref()?;
    let signs = |kind: &PartKind| match kind {
        PartKind::Removed => Some(("[-", "-]")),
        PartKind::Added => Some(("{+", "+}")),
        PartKind::Tag => Some(("<", ">")),
        PartKind::Line(_) | PartKind::Found(..) | PartKind::Unprintable => None,
    };
    let line = |(number, text): (usize, &String)| {
        let mut cuts = Vec::new();
        for part in slot.parts.iter().filter(|part| part.line == number) {
            if let Some((open, close)) = signs(&part.kind) {
                cuts.extend([(part.range.start, 1, open), (part.range.end, 0, close)]);
            }
        }
        cuts.sort_unstable();
        let mut told = text.clone();
        for (at, _, sign) in cuts.into_iter().rev() {
            told.insert_str(at, sign);
        }
        told
    };
    let told = lines.lines.iter().enumerate().map(line).collect::<Vec<_>>().join("/");
    let field = slot.field.to_string();
    (told != lines.lines.join("/"))
        .then(|| format!("{}: {told}", if field.is_empty() { "-" } else { &field }))
}

#[test]
fn ten_edits_are_marked_and_nothing_else() {
    let project = edited(&EDITS);
    reorder(&project, &[0, 1, 2, 4, 3]);
    insta::assert_snapshot!(marked(&project.read("old.yaml"), &project.read(HEALTH)).join("\n"));
    let same = project.read(HEALTH);
    assert_eq!(marked(&same, &same), [""; 0]);
}

#[test]
fn swapped_goals_are_moved_and_not_rewritten() {
    let project = edited(&[]);
    reorder(&project, &[1, 0, 2, 3, 4]);
    let marks = marked(&project.read("old.yaml"), &project.read(HEALTH));
    assert_eq!(marks.len(), 1, "{marks:?}");
    assert!(marks[0].contains("<移動>/<旧"), "{marks:?}");
}

#[test]
fn items_that_went_stand_where_they_stood() {
    let old = fs::read_to_string(root().join(HEALTH)).unwrap();
    let without = |parts: &[&str]| {
        parts.iter().fold(old.clone(), |text, part| {
            assert!(text.contains(part), "{part}");
            text.replacen(part, "", 1)
        })
    };
    let new = without(&[
        "          - 高齢者の生活実態把握とニーズ調査の実施\n",
        "              - 新潟市生涯歯科保健計画\n",
        "          - 項目: 住民主体の訪問型生活支援を実施した地域\n            単位:\n            実績:\n              H29: \"-\"\n              H30: \"-\"\n              R1: 2\n            目標: 2\n            結果:\n            補足:\n              - 区ビジョンまちづくり計画(第3次実施計画)\n",
    ]);
    insta::assert_snapshot!(marked(old.as_bytes(), new.as_bytes()).join("\n"));
}

#[test]
fn what_went_stands_before_what_came_in_lists_as_in_texts() {
    let old = fs::read_to_string(root().join(HEALTH)).unwrap();
    let items = "          - 高齢者の生活実態把握とニーズ調査の実施\n";
    assert!(old.contains(items));
    let new = old.replacen(items, "          - 窓口の混雑を減らす\n", 1);
    let marks = marked(old.as_bytes(), new.as_bytes()).join("\n");
    let (went, came) = (marks.find("[-高齢者の生活").unwrap(), marks.find("{+窓口の混雑").unwrap());
    assert!(went < came, "{marks}");
}

#[test]
fn a_gap_parts_what_went_from_what_came() {
    let project = edited(&[]);
    project.edit(HEALTH, "目標: 10\n", "目標: 12\n");
    assert_eq!(project.run(&["proof", HEALTH, "--against", "old.yaml"]).status, 0);
    let page = pdf::placed(&project.read("out/proof/r2/higashi/kenkou-fukushi.pdf")).remove(0);
    let next = page.windows(2).find(|runs| runs[0].text == "10" && runs[1].text == "12").unwrap();
    // Two digits of this face are 1.2 em wide at the least.
    let gap = (next[1].x - next[0].x) / next[0].size;
    assert!((1.3..1.7).contains(&gap), "{gap} em from 10 to 12");
}

/// A text edited, an indicator added, a goal removed, two swapped, results filled in.
fn revised() -> Project {
    let project = edited(&EDITS);
    reorder(&project, &[0, 1, 4, 2]);
    project
}

#[test]
fn a_redline_prints_for_everybody() {
    let project = revised();
    assert_eq!(project.run(&["proof", HEALTH, "--against", "old.yaml"]).status, 0);
    let pdf = project.read("out/proof/r2/higashi/kenkou-fukushi.pdf");
    let said = pdf::read_aloud(&pdf);
    for words in [
        "孤立せず孤立することなく",
        "【新設】食生活改善推進委員",
        "児童虐待防止にかかわる",
        "生涯歯科保健計画",
    ] {
        assert!(said.contains(&bare(words)), "{words}");
    }
    assert!(pdf::pages(&pdf)[0].contains(&bare("見え消し: old.yaml からの変更")));
    keep("redline", &pdf);
    let wide = project.run(&["proof", HEALTH, "--against", "old.yaml", "--paper", "a3", "--out", "wide"]);
    assert_eq!(wide.status, 0, "{wide:?}");
    keep("redline-wide", &project.read("wide/proof/r2/higashi/kenkou-fukushi.pdf"));
}

#[test]
fn a_ward_page_and_a_new_sheet_are_redlined_too() {
    let project = Project::published();
    let ward = "sheets/r2/higashi/ward.yaml";
    project.write("before/r2/higashi/ward.yaml", &project.read(ward));
    project.edit(ward, "  - 地域と連携しながら", "  - 窓口サービスの質を高めます。\n  - 地域と協働しながら");
    project.edit(ward, "  - 歴史・文化の普及啓発や活用、憩いの空間づくりを通じて、地域を誇りに思う意識の醸成や活性化を進めます。\n", "");
    let run = project.run(&["proof", "--against", "before", "--quiet"]);
    assert_eq!(run.status, 0, "{run:?}");
    let first = |name: &str| {
        let pdf = project.read(&format!("out/proof/r2/higashi/{name}.pdf"));
        keep(&format!("redline-{name}"), &pdf);
        pdf::pages(&pdf)[0].clone()
    };
    let page = first("ward");
    for words in ["【新設】窓口サービス", "連携し協働しながら", "－【削除】歴史・文化", "変更3か所"]
    {
        assert!(page.contains(&bare(words)), "{words}: {page}");
    }
    assert!(first("soumu").contains(&bare("見え消し: before にはないシート")));
}

#[test]
fn an_earlier_state_that_is_none_is_refused() {
    let project = Project::published();
    project.mokuhyo(&["proof", "--against", "nowhere"]).status(2).stderr("エラー: 「nowhere」というファイルもフォルダもありません。「sheets」は git のリポジトリの中にないので、版を指せません。\n").check();
    assert!(!project.path("out").exists());
}

#[test]
fn a_redline_against_a_revision_names_it() {
    let project = Project::published();
    let Some(()) = committed(&project) else { return };
    project.edit(HEALTH, "目標: 10\n", "目標: 12\n");
    let output = project.run(&["proof", "sheets/r2/higashi", "--against", "HEAD"]);
    assert_eq!(output.status, 0, "{output:?}");
    let head = |name: &str| pdf::pages(&project.read(&format!("out/proof/r2/higashi/{name}.pdf")))[0].clone();
    let page = head("kenkou-fukushi");
    let at = page.find("見え消し:HEAD(").unwrap() + "見え消し:HEAD(".len();
    assert!(page[at..].chars().take(8).all(|it| it.is_ascii_hexdigit()), "{}", &page[at..at + 9]);
    assert!(page[at + 8..].starts_with(")からの変更1か所"), "{page}");
    assert!(head("soumu").contains(")からの変更なし"));
}

/// A picture as a black and white printer has it: its rows, dark or not.
fn dark(png: &[u8]) -> Vec<Vec<bool>> {
    let mut reader = png::Decoder::new(Cursor::new(png)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let channels = info.color_type.samples();
    // As a black and white printer has it.
    let grey = |pixel: &[u8]| {
        (u32::from(pixel[0]) * 299 + u32::from(pixel[1]) * 587 + u32::from(pixel[2]) * 114) / 1000
    };
    let dark: Vec<bool> = bytes.chunks(channels).map(|pixel| grey(pixel) < 128).collect();
    dark.chunks(usize::try_from(info.width).unwrap()).map(<[bool]>::to_vec).collect()
}

/// Rows in which a dark stroke is so many pixels long, each with where it begins.
fn strokes(dark: &[Vec<bool>], lengths: std::ops::RangeInclusive<usize>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (row, pixels) in dark.iter().enumerate() {
        let mut column = 0;
        for run in pixels.chunk_by(|one, other| one == other) {
            if run[0] && lengths.contains(&run.len()) {
                found.push((row, column));
            }
            column += run.len();
        }
    }
    // A stroke is a few rows thick.
    found.dedup_by(|next, first| next.0 - first.0 <= 2 && next.1.abs_diff(first.1) <= 4);
    found
}

#[test]
fn black_and_white_tells_what_went_from_what_came() {
    let sheet = |text: &str| {
        let real = fs::read_to_string(root().join("sheets/r2/higashi/soumu.yaml")).unwrap();
        let (head, rest) = real.split_once("取り組みについて: |\n").unwrap();
        let (_, tail) = rest.split_once("取り組みの結果について").unwrap();
        format!("{head}取り組みについて: {text}\n取り組みの結果について{tail}")
    };
    let project =
        Project::with(&[("old.yaml", &sheet(&"ぬ".repeat(20))), ("new.yaml", &sheet(&"ね".repeat(20)))]);
    let print = |more: &[&str]| {
        project.run(&[&["proof", "new.yaml", "--as", "png", "--ppi", "288"], more].concat());
        dark(&project.read("out/proof/new-1.png"))
    };
    let plain = print(&[]);
    let redline = print(&["--against", "old.yaml"]);
    // The bar stands between what the margin says and the sheet, beside the one line that changed.
    let bar = |picture: &[Vec<bool>]| (0..picture.len()).filter(|row| picture[*row][175]).collect::<Vec<_>>();
    assert_eq!(bar(&plain), [0usize; 0]);
    let beside = bar(&redline);
    assert!((16..50).contains(&beside.len()), "{beside:?}");
    let mut strokes = strokes(&redline, 560..=720);
    strokes.sort_unstable();
    let [higher, lower, under] = strokes.as_slice() else { panic!("{strokes:?}") };
    // Twenty kana of 9 points, printed at 94 %, are about 640 pixels: two strokes through the first twenty, and one
    // under those behind them.
    assert!(higher.1.abs_diff(lower.1) <= 2 && (4..9).contains(&(lower.0 - higher.0)), "{strokes:?}");
    assert!(beside.contains(&higher.0) && beside.contains(&lower.0), "{beside:?}");
    assert!(under.0 > lower.0 + 6 && (600..=690).contains(&(under.1 - lower.1)), "{strokes:?}");
}
