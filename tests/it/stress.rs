//! Sheets that no page was made for: no character is lost, nothing overlaps, no goal is cut that fits.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::support::{Project, Runs, bare, keep};
use super::{pdf, proof};

/// Text of the sheets' own vocabulary. Every text is another, and the same on every run.
pub struct Writer(pub u64);

const PHRASES: [&str; 12] = [
    "地域の",
    "健康課題に",
    "応じた",
    "「区民」、",
    "子どもから",
    "高齢者までの",
    "サポートを",
    "強化します。",
    "SNSで",
    "賑わいづくりと",
    "防災・減災の",
    "(第3次)",
];

impl Writer {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    pub fn text(&mut self, length: usize) -> String {
        let mut text = String::new();
        while text.chars().count() < length {
            text += PHRASES[usize::try_from(self.next()).unwrap() % PHRASES.len()];
        }
        text.chars().take(length).collect()
    }

    fn indicator(&mut self, notes: usize, target: &str) -> String {
        let mut yaml =
            format!("          - 項目: {}\n            単位: 回\n            実績:\n", self.text(25));
        for year in ["H29", "H30", "R1"] {
            writeln!(yaml, "              {year}: {}", self.next() % 1000).unwrap();
        }
        writeln!(yaml, "            目標: {target}\n            補足:").unwrap();
        for _ in 0..notes {
            writeln!(yaml, "              - {}", self.text(20)).unwrap();
        }
        yaml
    }

    pub fn goal(&mut self, number: usize, indicators: usize, notes: usize, target: &str) -> String {
        let mut yaml =
            format!("  - 部区組織目標: 1\n    目標: 目標{number}番。{}\n    取組:\n", self.text(60));
        writeln!(yaml, "      - 主な取組:\n          - {}\n        指標:", self.text(30)).unwrap();
        for _ in 0..indicators {
            yaml += &self.indicator(notes, target);
        }
        yaml
    }
}

pub fn sheet(section: &str, goals: &str, plan: &str) -> String {
    format!(
        "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: {section}\n問合せ先: 025-250-2710\n作成日: R2.4.1\n組織目標:\n{goals}取り組みについて: |\n  {plan}\n"
    )
}

/// Builds a sheet and keeps its PDF under a name; the text of its pages.
fn pages(name: &str, yaml: &str) -> Vec<String> {
    let project = Project::with(&[("sheets/a.yaml", yaml)]);
    let output = project.run(&["build"]);
    // A text that crosses a rule or another text is the finding `overflow`, and fails the build.
    assert_eq!(output.status, 0, "{output:?}");
    let pdf = project.read("out/a.pdf");
    keep(name, &pdf);
    proof::stands_as_published(&project, "a", name);
    pdf::pages(&pdf)
}

fn counts(text: &str) -> BTreeMap<char, usize> {
    text.chars().fold(BTreeMap::new(), |mut counts, character| {
        *counts.entry(character).or_default() += 1;
        counts
    })
}

/// Every character of the values stands on the pages, at least as often as in the YAML.
fn nothing_is_lost(yaml: &str, pages: &[String]) {
    let value = |line: &str| {
        bare(line.split_once(": ").map_or(line.trim_start().trim_start_matches("- "), |it| it.1))
    };
    let values: String = yaml.lines().skip(1).filter(|line| !line.ends_with([':', '|'])).map(value).collect();
    let printed = counts(&pages.concat());
    for (character, times) in counts(&values) {
        let found = printed.get(&character).copied().unwrap_or_default();
        assert!(found >= times, "「{character}」 is printed {found} times of {times}");
    }
}

fn pages_with<'a>(pages: &'a [String], text: &'a str) -> impl Iterator<Item = usize> + 'a {
    pages.iter().enumerate().filter(move |(_, page)| page.contains(text)).map(|(index, _)| index + 1)
}

#[test]
fn forty_goals_of_six_indicators() {
    let mut writer = Writer(1);
    let goals: Vec<String> =
        (1..=40).map(|number| writer.goal(number, 6, 2, &format!("目{number}"))).collect();
    let yaml = sheet("総務課", &goals.concat(), &writer.text(500));
    let pages = pages("forty-goals", &yaml);
    nothing_is_lost(&yaml, &pages);
    for (index, page) in pages.iter().enumerate() {
        assert!(page.ends_with(&format!("東区役所総務課{}/{}", index + 1, pages.len())), "{page}");
        assert!(
            page.contains("項目(単位)H29実績H30実績R1実績R2目標"),
            "page {} has no header rows",
            index + 1
        );
    }
    for number in 1..=40 {
        // Its text stands on one page, and so do its six targets.
        assert_eq!(pages_with(&pages, &format!("目標{number}番。")).count(), 1, "goal {number}");
        let on = pages_with(&pages, &format!("目標{number}番。")).next().unwrap();
        assert!(pages[on - 1].matches(&format!("目{number}・")).count() == 6, "goal {number} is cut");
    }
}

#[test]
fn a_goal_taller_than_a_page_is_cut_between_its_rows() {
    let mut writer = Writer(2);
    let goals = writer.goal(1, 2, 2, "短い") + &writer.goal(2, 30, 2, "長い") + &writer.goal(3, 2, 2, "次の");
    let yaml = sheet("総務課", &goals, &writer.text(300));
    let pages = pages("tall-goal", &yaml);
    nothing_is_lost(&yaml, &pages);
    assert_eq!(pages.concat().matches("長い・").count(), 30);
    // Its cells say that it goes on, each time with the goal's own words.
    let continued: Vec<usize> =
        pages_with(&pages, "目標2番。").filter(|page| pages[page - 1].contains("(続き)")).collect();
    assert!(continued.len() >= 2 && continued[0] == 2, "{continued:?}");
    for page in continued {
        assert!(pages[page - 1].contains("令和2年度東区役所総務課"), "{}", pages[page - 1]);
    }
}

#[test]
fn a_row_taller_than_a_page_is_cut() {
    let mut writer = Writer(3);
    let goals = writer.goal(1, 1, 2, "短い") + &writer.goal(2, 1, 120, "長い");
    let yaml = sheet("総務課", &goals, &writer.text(300));
    let pages = pages("tall-row", &yaml);
    nothing_is_lost(&yaml, &pages);
    assert!(pages_with(&pages, "令和2年度東区役所総務課").count() >= 2);
}

#[test]
fn a_narrative_of_two_thousand_characters() {
    let mut writer = Writer(4);
    let goals: String = (1..=4).map(|number| writer.goal(number, 2, 2, "目標")).collect();
    let yaml = sheet("総務課", &goals, &writer.text(2000));
    let pages = pages("long-narrative", &yaml);
    nothing_is_lost(&yaml, &pages);
    let heading = "取り組みについて(今年度重点的に取り組む内容や目標設定の考え方など)";
    for page in &pages {
        // The heading stands over some lines of its text.
        if let Some((_, below)) = page.split_once(heading) {
            assert!(below.chars().count() > 150, "{below}");
        }
    }
}

#[test]
fn a_heading_never_stands_alone_wherever_the_goals_end() {
    for goals in 1..=9 {
        let mut writer = Writer(10 + goals);
        let yaml_goals: String =
            (1..=goals).map(|n| writer.goal(usize::try_from(n).unwrap(), 1, 3, "目標")).collect();
        let yaml = sheet("総務課", &yaml_goals, &writer.text(900));
        let heading = "取り組みの結果について(評価内容と評価結果を踏まえた今後の方針など)";
        for page in pages(&format!("heading-{goals}"), &yaml) {
            if let Some((_, below)) = page.split_once(heading) {
                assert!(below.chars().count() > 60, "{goals} goals: {below}");
            }
        }
    }
}

#[test]
fn names_and_words_wider_than_their_boxes() {
    let mut writer = Writer(5);
    let word = "Supercalifragilisticexpialidoc";
    assert_eq!(word.len(), 30);
    let name = writer.text(80);
    let goals =
        writer.goal(1, 2, 2, word).replace("単位: 回", "単位: Pneumonoultramicroscopicsilicovolcanoconiosis");
    let yaml = sheet(&name, &goals, &writer.text(300));
    let pages = pages("wide-words", &yaml);
    nothing_is_lost(&yaml, &pages);
    let text = pages.concat();
    assert_eq!(text.matches(word).count(), 2, "{text}");
    assert!(text.contains(&bare(&name)));
}

#[test]
fn a_long_word_spoils_no_neighbour() {
    let mut writer = Writer(6);
    let word = "x".repeat(30);
    let goals = writer.goal(1, 1, 1, &word).replacen(
        "            補足",
        "            結果: every evening\n            補足",
        1,
    );
    let pages = pages("neighbour", &sheet("総務課", &goals, "計画。"));
    // Drawn as two lines, each a word: a break inside a word would part its letters.
    assert!(pages[0].contains(&word) && pages[0].contains("everyevening"), "{}", pages[0]);
    let project = Project::with(&[(
        "sheets/a.yaml",
        &sheet("総務課", &goals.replace(&word, &"/".repeat(30)), "計画。"),
    )]);
    let mut runs = Runs::default();
    project.mokuhyo(&["build"]).record(&mut runs);
    // Whoever prints it all the same may.
    project.write("sheets/mokuhyo.yaml", "規則:\n  overflow: warn\n".as_bytes());
    project.mokuhyo(&["build"]).record(&mut runs);
    runs.compare("a_long_word_spoils_no_neighbour");
}

#[test]
fn the_foot_is_one_line_whatever_the_name() {
    let mut writer = Writer(7);
    let name = format!("|\n  総務課\n  企画係\n  {}", writer.text(300));
    let yaml = sheet(&name, &writer.goal(1, 1, 1, "目標"), "計画。");
    let pages = pages("long-name", &yaml);
    let (_, foot) = pages[0].rsplit_once("東区役所").unwrap();
    assert!(foot.starts_with("総務課企画係") && foot.contains('…') && foot.ends_with("1/1"), "{foot}");
    nothing_is_lost(&yaml, &pages);
}

#[test]
fn the_foot_counts_the_sheets_own_pages_whichever_were_set_before() {
    let mut writer = Writer(9);
    let goals = [1, 15, 1, 40, 15];
    let names = ["a", "b", "c", "d", "e"];
    let sheets: Vec<(String, String)> = names
        .iter()
        .zip(goals)
        .map(|(name, goals)| {
            let goals: String = (0..goals).map(|number| writer.goal(number, 1, 1, "目標")).collect();
            (format!("sheets/{name}.yaml"), sheet(&format!("{name}課"), &goals, "計画。"))
        })
        .collect();
    let files: Vec<(&str, &str)> = sheets.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let project = Project::with(&files);
    // One after the other in one process, which remembers the pages of the first.
    let output = project.run(&["build", "--only", "sheets", "--jobs", "1"]);
    assert_eq!(output.status, 0, "{output:?}");
    let mut counts = Vec::new();
    for name in names {
        let pages = pdf::pages(&project.read(&format!("out/{name}.pdf")));
        for (place, page) in pages.iter().enumerate() {
            let foot = format!("{}/{}", place + 1, pages.len());
            assert!(page.ends_with(&foot), "{name}: {foot}: {page}");
        }
        counts.push(pages.len());
    }
    assert!(counts[0] == 1 && counts[1] > 1 && counts[2] == 1 && counts[3] > counts[1], "{counts:?}");
}
