//! Which lines of the YAML the margins of a proof tell: all of them, and those of the texts.

use super::diff::{HEALTH, edited};
use super::pdf;
use super::proof::{proof_of, proofs};
use super::support::{Project, bare};

/// What a proof says beside the first page of a sheet, from the PDF's text.
fn said(project: &Project, name: &str, args: &[&str]) -> String {
    let run = proofs(project, args);
    assert!(run.status < 2, "{run:?}");
    let page = pdf::placed(&proof_of(project, name)).remove(0);
    page.into_iter().filter(|run| !run.own).map(|run| run.text + "\n").collect()
}

/// The L-numbers in some words, in order.
fn numbers(words: &str) -> Vec<usize> {
    let behind = words.split('L').skip(1);
    let digits = |it: &str| it.chars().take_while(char::is_ascii_digit).collect::<String>();
    let mut numbers: Vec<usize> = behind.filter_map(|it| digits(it).parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}

/// The line at which a sheet has some words, from 1.
fn line(project: &Project, path: &str, words: &str) -> usize {
    let yaml = String::from_utf8(project.read(path)).unwrap();
    yaml.lines().position(|line| line.contains(words)).unwrap() + 1
}

#[test]
fn no_paper_leaves_a_line_untold() {
    let project = Project::published();
    for name in ["chiiki", "soumu", "kenkou-fukushi"] {
        let small = numbers(&said(&project, name, &[]));
        let wide = numbers(&said(&project, name, &["--paper", "a3"]));
        assert_eq!(small, wide, "{name}");
        let path = format!("sheets/r2/higashi/{name}.yaml");
        let yaml = String::from_utf8(project.read(&path)).unwrap();
        for (number, line) in yaml.lines().enumerate() {
            let begins = line.starts_with("    目標:") || line.starts_with("      - 主な取組:");
            assert!(!begins || small.contains(&(number + 1)), "{name}: L{} is not in {small:?}", number + 1);
        }
    }
}

#[test]
fn the_lines_of_a_text_are_in_the_nearer_margin_however_wide_the_binding_is() {
    let project = Project::published();
    let own = line(&project, "sheets/r2/higashi/soumu.yaml", "また、人材育成の面では");
    for settings in ["", "とじしろ: 10mm\n", "とじしろ: 30mm\n"] {
        project.write("sheets/mokuhyo.yaml", settings.as_bytes());
        assert!(proofs(&project, &["--paper", "a3"]).status < 2);
        let page = pdf::placed(&proof_of(&project, "soumu")).remove(0);
        let x = |words: &str| page.iter().find(|run| run.text.contains(words)).map(|run| run.x);
        assert!(x(&format!("L{own}")) < x("また、人材育成"), "{settings}");
    }
}

#[test]
fn a_goal_is_told_at_the_line_of_its_text() {
    let project = Project::published();
    let path = "sheets/r2/higashi/soumu.yaml";
    let own = line(&project, path, "目標: 地域と連携");
    assert!(bare(&said(&project, "soumu", &[])).contains(&format!("目標L{own}")));
    // Behind a comment the text stands on a line of its own.
    project.edit(path, "目標: 地域と連携", "目標: # 課長の案\n      地域と連携");
    let own = own + 1;
    let words = bare(&said(&project, "soumu", &[]));
    assert!(words.contains(&format!("目標L{own}")), "{words}");
    // The list tells the same line of the finding in it.
    let pages = pdf::pages(&proof_of(&project, "soumu"));
    assert!(pages.last().unwrap().contains(&format!("L{own}")), "{pages:?}");
}

#[test]
fn a_block_of_one_line_is_told_at_its_text() {
    let project = Project::published();
    let path = "sheets/r2/higashi/soumu.yaml";
    project.edit(path, "取り組みの結果について:", "取り組みの結果について: |\n  一行だけの結果です。");
    let own = line(&project, path, "一行だけの結果");
    let told = numbers(&said(&project, "soumu", &[]));
    assert!(told.contains(&own) && !told.contains(&(own - 1)), "L{own} in {told:?}");
}

#[test]
fn a_goal_that_went_is_told_with_its_old_address_and_lines() {
    let project = edited(&[]);
    let old = String::from_utf8(project.read("old.yaml")).unwrap();
    let goals: Vec<usize> = (0..)
        .zip(old.lines())
        .filter(|(_, it)| it.starts_with("  - 部区組織目標:"))
        .map(|(at, _)| at)
        .collect();
    let lines: Vec<&str> = old.lines().collect();
    let new = [&lines[..goals[2]], &lines[goals[3]..]].concat().join("\n") + "\n";
    project.write(HEALTH, new.as_bytes());
    let words = said(&project, "kenkou-fukushi", &["--against", "old.yaml", HEALTH]);
    for expected in ["旧3-1-1".to_owned(), format!("旧目標L{}", goals[2] + 1)] {
        assert!(bare(&words).contains(&expected), "{expected}: {words}");
    }
    project
        .mokuhyo(&["diff", "old.yaml", HEALTH])
        .stdout(
            "\
sheets/r2/higashi/kenkou-fukushi.yaml
  - 削除 No.3 (旧L86)
      [-子育ての不安感・孤立感を解消させ、地域で安心して子育てができるようにサポートを強化します。-]

",
        )
        .stderr("シート 1枚に違い 1か所(比べたシート 1枚)\n")
        .check();
}

#[test]
fn a_unit_that_was_refused_stands_behind_its_item() {
    let project = Project::published();
    project.edit("sheets/r2/higashi/soumu.yaml", "            単位:\n", "            単位: {a: b}\n");
    assert!(proofs(&project, &[]).status < 2);
    let page = &pdf::pages(&proof_of(&project, "soumu"))[0];
    assert!(page.contains("({a:b})"), "{page}");
}
