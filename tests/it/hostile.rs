//! Whatever the bytes: findings or nothing, never a panic. The properties run on the library, so that a
//! panic fails the test; inputs that once broke the tool are kept below.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::LazyLock;

use mokuhyo::disk::MemoryDisk;
use mokuhyo::finding::Lang;
use mokuhyo::read::Reader;
use mokuhyo::report::{Report, human, json};
use mokuhyo::rules::{CheckedCollection, Rules};
use proptest::prelude::*;

use super::cases::cases;
use super::pdf;
use super::support::{Project, REAL, bare, root};

/// Made once: they are the same for every input.
static MADE: LazyLock<(Reader, Rules)> = LazyLock::new(|| (Reader::new(), Rules::new()));

/// Judges a file and tells it in two formats; how many findings there are.
fn judge(bytes: &[u8]) -> usize {
    let disk = MemoryDisk::with([("/s/a.yaml", bytes)]);
    let checked = CheckedCollection::of(&disk, &MADE.0, &MADE.1, &[PathBuf::from("/s")]).unwrap();
    let report = Report::of_survey(&checked);
    human(&report, Lang::Ja, true);
    for (source, finding) in report.findings() {
        let text = source.text();
        let (start, end) = (finding.span.start, finding.span.end);
        assert!(start <= end && end <= text.len(), "{finding:?}");
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{finding:?}");
    }
    json(&report, Lang::En).matches("\"rule\"").count()
}

/// A real sheet.
fn real() -> impl Strategy<Value = String> {
    (1..REAL.len()).prop_map(|index| std::fs::read_to_string(root().join(REAL[index])).unwrap())
}

/// What a hand may leave in a sheet.
fn slip() -> impl Strategy<Value = String> {
    let signs = "[ -~\n\t]{1,4}|[：、。「」　ー〜ｱ-ﾝ]{1,3}|\u{0}|\u{8}|\u{1b}|\r|\u{2028}|\u{FEFF}|\u{3099}|\u{E0101}|😀|&a |\\*a|: |- |#|\\|\n|>|\"|'|\\{|\\[|%|@|!";
    proptest::string::string_regex(signs).unwrap()
}

/// The text with slips at these characters, in the place of some others.
fn slipped(text: &str, slips: &[(prop::sample::Index, usize, String)]) -> String {
    slips.iter().fold(text.to_owned(), |text, (index, length, slip)| {
        let characters: Vec<char> = text.chars().collect();
        let at = index.index(characters.len().max(1));
        let end = (at + length).min(characters.len());
        let (head, tail) = (&characters[..at.min(characters.len())], &characters[end..]);
        head.iter().collect::<String>() + slip + &tail.iter().collect::<String>()
    })
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_bytes_end_in_findings(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        judge(&bytes);
    }

    #[test]
    fn any_text_ends_in_findings(text in "(様式: 組織目標管理シート\n)?[ -~\n：「あ-ん一-龥]{0,300}") {
        judge(text.as_bytes());
    }

    #[test]
    fn a_real_sheet_with_slips_ends_in_findings(
        text in real(),
        slips in prop::collection::vec((any::<prop::sample::Index>(), 0usize..6, slip()), 1..6),
    ) {
        judge(slipped(&text, &slips).as_bytes());
    }
}

#[test]
fn what_once_broke_it_stays_told() {
    let form = "様式: 区組織目標\n";
    let aliases: String = (0..38).fold(form.to_owned(), |mut yaml, level| {
        let inner = if level == 0 { "x".to_owned() } else { format!("*a{}", level - 1) };
        writeln!(yaml, "k{level}: &a{level} {}{inner}{}", "[".repeat(240), "]".repeat(240)).unwrap();
        yaml
    });
    assert!(judge(aliases.as_bytes()) > 0);
    assert!(judge(format!("{form}a: {}", "[".repeat(100_000)).as_bytes()) > 0);
    assert!(judge(format!("{form}a: &a [*a]\n").as_bytes()) > 0);
    let double = |level: usize| format!("k{}: &a{} [*a{level}, *a{level}]\n", level + 1, level + 1);
    let bomb = (0..60).map(double).collect::<Vec<_>>().concat();
    assert!(judge(format!("{form}k0: &a0 [x, x]\n{bomb}").as_bytes()) > 0);
    assert!(judge(format!("{form}組織名: {}😀\n", "あ".repeat(40_000)).as_bytes()) > 0);
    assert!(judge("様式: 組織目標管理シート\n組織目標:\n  - 取組:\n      - 指標:\n          - 実績:\n              007: [1]\n              \"\": [1]\n".as_bytes()) > 0);
}

#[test]
fn a_file_of_fifty_megabytes_is_refused_at_once() {
    let project = Project::empty();
    project
        .write("sheets/a.yaml", format!("様式: 区組織目標\n組織名: {}\n", "あ".repeat(17 << 20)).as_bytes());
    project
        .mokuhyo(&["check"])
        .status(1)
        .stdout(
            "\
sheets/a.yaml:1:1 エラー [yaml-syntax]
  × ファイルが大きすぎます(4MBまで)。

  直し方: シートのファイルか、確かめてください。

",
        )
        .stderr("シート 1枚: エラー 1件、警告 0件\n")
        .check();
}

/// A sheet that can be printed, and what comes behind it.
fn begun(rest: &str) -> Project {
    let head = "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n問合せ先: 025-250-2710\n作成日: R2.4.1\n";
    Project::with(&[("sheets/a.yaml", &format!("{head}{rest}"))])
}

#[test]
fn a_proof_numbers_the_first_of_many_findings_and_counts_the_rest() {
    let keys = (0..900).fold(String::new(), |keys, number| keys + &format!("キー{number}: x\n"));
    let project = begun(&keys);
    assert_eq!(project.run(&["proof"]).status, 1);
    let text = bare(&pdf::pages(&project.read("out/proof/a.pdf")).concat());
    assert!(text.contains("エラー90") && text.contains("同じ指摘がほかに700件あります"), "{text}");
    assert!(text.contains("キー199") && !text.contains("キー200"));
}

#[test]
fn a_proof_of_what_is_too_large_is_refused_with_its_size() {
    for (rest, size) in [
        (format!("取り組みについて: {}\n", "あ".repeat(90_000)), "文字、50000文字まで"),
        (format!("取り組みについて: |\n{}", "  あ\n".repeat(5_000)), "改行、2500改行まで"),
        (format!("組織目標:\n{}", "  - 目標: あ\n".repeat(3_000)), "欄、4000欄まで"),
        (format!("組織目標: [{}]\n", "a,".repeat(100_000)), "欄、4000欄まで"),
    ] {
        let project = begun(&rest);
        let output = project.run(&["proof"]);
        assert_eq!(output.status, 1, "{output:?}");
        assert!(
            output.stdout.contains(size),
            "{size}: {}",
            &output.stdout[output.stdout.len().saturating_sub(900)..]
        );
        assert!(!project.path("out/proof/a.pdf").exists());
    }
}
