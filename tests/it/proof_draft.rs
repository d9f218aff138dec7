//! Proofs of drafts: errors, empty boxes, findings, the stamp; and the command line.

use super::pdf;
use super::pictures::decode;
use super::proof::{SCALE, evaluated_in_part, faulty, proof_of, proofs};
use super::support::{Project, Runs, SHEETS, keep};

/// A yellow box and a red one, as `templates/proof.typ` has them.
const WANTED: [u8; 3] = [0xff, 0xe9, 0xa3];
const UNREAD: [u8; 3] = [0xff, 0xb8, 0xa8];

#[test]
fn a_draft_with_errors_gets_its_proof() {
    let project = Project::published();
    faulty(&project);
    let path = "sheets/r2/higashi/soumu.yaml";
    let mut runs = Runs::default();
    project.mokuhyo(&["proof", path, "--format", "json"]).record(&mut runs);
    runs.compare("a_draft_with_errors_gets_its_proof");
    let proof = proof_of(&project, "soumu");
    keep("proof-faulty", &proof);
    let pages = pdf::pages(&proof);
    assert!(pages[0].contains("〓地域と葛連携しながら"), "{}", pages[0]);
    assert!(pages[0].contains("-35自治会-36自治会") && pages[0].contains("R2.4.31"), "{}", pages[0]);
    // Two characters and a value; a section that is missing. An item behind a misspelt key is read.
    assert_eq!(pdf::fills(&proof, 1, UNREAD), 3);
    assert_eq!(pdf::fills(&proof, 1, WANTED), 1);
    for words in ["1エラー課L1「課」がありません。", "No.1取組1指標1目標L29", "文字「〓」(U+1F600)は"]
    {
        assert!(pages[1].contains(words), "{words} is not in {}", pages[1]);
    }
    let aloud = pdf::read_aloud(&proof);
    assert!(aloud.contains("指摘一覧") && !aloud.contains("校正用"), "{aloud}");
}

#[test]
fn a_draft_without_year_or_goals_gets_its_proof() {
    let project = Project::published();
    project.edit("sheets/r2/higashi/soumu.yaml", "年度: 令和2年度", "年度: あ");
    project.edit("sheets/r2/higashi/soumu.yaml", "作成日: R2.4.1", "作成日:");
    project.edit(
        "sheets/r2/higashi/chiiki.yaml",
        "組織目標:\n",
        "組織目標: まだ決まっていません\n古い目標:\n",
    );
    let output = proofs(&project, &[]);
    assert_eq!(output.status, 1, "{output:?}");
    let soumu = pdf::pages(&proof_of(&project, "soumu")).concat();
    assert!(soumu.contains("31自治会等で実施") && soumu.contains("230"), "{soumu}");
    let chiiki = proof_of(&project, "chiiki");
    keep("proof-without-goals", &chiiki);
    assert!(pdf::pages(&chiiki)[0].contains("まだ決まっていません"));
    assert_eq!(pdf::fills(&chiiki, 1, UNREAD), 1);
}

#[test]
fn what_cannot_be_read_has_no_proof() {
    let project = Project::with(&[("sheets/a.yaml", "組織目標管理シート\n令和2年度\n")]);
    let mut runs = Runs::default();
    project.mokuhyo(&["proof"]).record(&mut runs);
    runs.compare("what_cannot_be_read_has_no_proof");
    assert!(!project.path("out/proof/a.pdf").is_file());
}

#[test]
fn boxes_that_the_stage_wants_are_tinted() {
    let project = Project::published();
    assert_eq!(proofs(&project, &[]).status, 0);
    for name in SHEETS {
        assert_eq!(pdf::fills(&proof_of(&project, name), 1, WANTED), 0, "{name} is as April has it");
    }
    evaluated_in_part(&project);
    let output = proofs(&project, &[]);
    assert_eq!(output.status, 0, "{output:?}");
    let proof = proof_of(&project, "kenkou-fukushi");
    keep("proof-evaluated", &proof);
    assert_eq!(pdf::fills(&proof, 1, WANTED), output.stdout.matches("[stage-incomplete]").count());
    assert_eq!(pdf::fills(&proof, 1, WANTED), 7 + 4 + 5 + 1);
}

#[test]
fn findings_are_numbered_at_their_cells() {
    let project = Project::published();
    evaluated_in_part(&project);
    let found = proofs(&project, &["sheets/r2/higashi/kenkou-fukushi.yaml"]).stdout.matches("警告 [").count();
    let page = pdf::placed(&proof_of(&project, "kenkou-fukushi")).remove(0);
    let numbers: Vec<usize> = page
        .iter()
        .filter(|run| !run.own && (run.size * SCALE - 5.0).abs() < 0.01)
        .filter_map(|run| run.text.parse().ok())
        .collect();
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, (1..=found).collect::<Vec<_>>(), "{numbers:?}");
}

#[test]
fn what_does_not_fit_its_cell_is_numbered_as_well() {
    let project = Project::published();
    let path = "sheets/r2/higashi/soumu.yaml";
    project.edit(path, "目標: 35自治会等で実施", &format!("目標: {}", "/".repeat(30)));
    let output = proofs(&project, &[path]);
    assert_eq!(output.status, 1, "{output:?}");
    let pages = pdf::pages(&proof_of(&project, "soumu"));
    assert!(pages[1].contains("No.1取組1指標1目標L29文章が欄に収まりません。"), "{}", pages[1]);
}

#[test]
fn the_stamp_says_which_text_it_is() {
    let project = Project::published();
    let first = |project: &Project| pdf::pages(&proof_of(project, "soumu")).remove(0);
    assert_eq!(proofs(&project, &[]).status, 0);
    let page = first(&project);
    assert!(
        page.contains("校正用sheets/r2/higashi/soumu.yaml原稿982be62b指摘エラー0件、警告2件ページ1/1"),
        "{page}"
    );
    project.edit("sheets/r2/higashi/soumu.yaml", "R2.4.1", "R2.4.2");
    assert_eq!(proofs(&project, &["--mark", "案"]).status, 0);
    let page = first(&project);
    assert!(page.contains("案sheets/r2/higashi/soumu.yaml原稿") && !page.contains("982be62b"), "{page}");
    // A proof goes round: it tells nobody's own folders.
    let whole = project.path("sheets/r2/higashi/soumu.yaml");
    assert_eq!(proofs(&project, &[whole.to_str().unwrap()]).status, 0);
    assert!(first(&project).contains("校正用r2/higashi/soumu.yaml原稿"), "{}", first(&project));
}

#[test]
fn the_stamp_says_which_revision_it_is() {
    let project = Project::published();
    let git = |args: &[&str]| project.git(args);
    if git(&["init", "--quiet"]).is_none() {
        return;
    }
    git(&["add", "sheets"]).unwrap();
    git(&["commit", "--quiet", "-m", "x"]).unwrap();
    let head = git(&["rev-parse", "--short=8", "HEAD"]).unwrap().trim().to_owned();
    let first = || {
        assert_eq!(proofs(&project, &[]).status, 0);
        pdf::pages(&proof_of(&project, "soumu")).remove(0)
    };
    assert!(first().contains(&format!("Git{head}指摘")), "{}", first());
    project.edit("sheets/r2/higashi/soumu.yaml", "R2.4.1", "R2.4.2");
    assert!(first().contains(&format!("Git{head}+指摘")), "{}", first());
    // One that git does not read is not passed over in silence.
    project.write(".git/config", b"[");
    assert!(first().contains("Git不明指摘"), "{}", first());
}

#[test]
fn pictures_of_every_page() {
    let project = Project::published();
    let mut runs = Runs::default();
    let pictures = ["proof", "--as", "png", "--ppi", "36", "--out", "b", "sheets/r2/higashi/soumu.yaml"];
    project.mokuhyo(&pictures).record(&mut runs);
    runs.compare("pictures_of_every_page");
    for page in 1..=2 {
        let picture = decode(&project.read(&format!("b/proof/r2/higashi/soumu-{page}.png")));
        assert_eq!((picture.width, picture.height), (421, 298));
    }
    assert!(!project.path("out").exists());
}

#[test]
fn pages_of_an_earlier_longer_proof_go() {
    let project = Project::published();
    // A page of ours, by its mark.
    let first = proofs(&project, &["--as", "png", "--ppi", "36", "sheets/r2/higashi/soumu.yaml"]);
    assert_eq!(first.status, 0, "{first:?}");
    let page = project.read("out/proof/r2/higashi/soumu-2.png");
    for name in ["soumu-3.png", "soumu-4.png", "soumu-6.png", "soumu-a.png", "soumu-3.pdf", "soumu-ka-3.png"]
    {
        project.write(&format!("out/proof/r2/higashi/{name}"), &page);
    }
    let output = proofs(&project, &["--as", "png", "--ppi", "36", "sheets/r2/higashi/soumu.yaml"]);
    assert_eq!(output.status, 0, "{output:?}");
    let there = |name: &str| project.path(&format!("out/proof/r2/higashi/{name}")).exists();
    assert!(there("soumu-2.png") && !there("soumu-3.png") && !there("soumu-4.png"));
    // What no proof of the sheet can have left behind stays.
    assert!(["soumu-6.png", "soumu-a.png", "soumu-3.pdf", "soumu-ka-3.png"].map(there).iter().all(|it| *it));
}

#[test]
fn a_mark_may_be_long() {
    let project = Project::published();
    let mark = "未定稿につき関係者以外の閲覧を禁じます。".repeat(2);
    let output = proofs(&project, &["--mark", &mark, "sheets/r2/higashi/soumu.yaml"]);
    assert_eq!(output.status, 0, "{output:?}");
    keep("proof-long-mark", &project.read("out/proof/r2/higashi/soumu.pdf"));
}

#[test]
fn a_mark_that_cannot_be_printed_is_refused() {
    let project = Project::published();
    let mut runs = Runs::default();
    for mark in [
        "",
        " \u{3000}",
        "😀",
        // A lone mark has no width: it was a division by zero.
        "\u{3099}",
        "\u{301} \u{309A}",
        "\u{FE0F}",
        "案\n版",
        "案\u{1b}[2J",
        "案\u{202E}版",
        "\u{200B}",
        "עברית",
        &"案".repeat(201),
    ] {
        runs.add(&format!("mokuhyo proof --mark {mark:?}"), &project, &proofs(&project, &["--mark", mark]));
    }
    runs.add("mokuhyo proof --ppi 9999", &project, &proofs(&project, &["--ppi", "9999"]));
    assert!(!project.path("out").exists());
    runs.compare("a_mark_that_cannot_be_printed_is_refused");
    for mark in ["か\u{3099}", "\u{3099}か", &"案".repeat(200), "<b>*_#$\\", "\"'`"] {
        let output = proofs(&project, &["--mark", mark, "sheets/r2/higashi/soumu.yaml"]);
        assert_eq!(output.status, 0, "{mark}: {output:?}");
    }
}
