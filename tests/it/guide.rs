//! The officers' guide: what it has them type is right.

use std::fs;

use crate::support::{Project, root};

fn guide() -> String {
    fs::read_to_string(root().join("docs/guide.ja.md")).unwrap()
}

/// The fenced blocks of a language.
fn blocks(language: &str) -> Vec<String> {
    let guide = guide();
    let mut parts = guide.split("\n```");
    let mut blocks = Vec::new();
    parts.next();
    while let (Some(block), closing) = (parts.next(), parts.next()) {
        let (head, body) = block.split_once('\n').unwrap();
        if head == language {
            blocks.push(format!("{body}\n"));
        }
        assert!(closing.is_some(), "a block is not closed: {block}");
    }
    blocks
}

#[test]
fn every_command_is_one() {
    let project = Project::empty();
    let commands: Vec<String> =
        blocks("").iter().flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let commands = commands.iter().filter(|line| line.starts_with("mokuhyo "));
    let mut count = 0;
    for command in commands {
        let mut args: Vec<&str> = command.split(' ').skip(1).collect();
        args.push("--help");
        let output = project.run(&args);
        assert_eq!(output.status, 0, "{command} {output:?}");
        count += 1;
    }
    assert!(count > 12, "{count}");
}

#[test]
fn the_settings_and_the_dictionary_are_accepted() {
    let yaml = blocks("yaml");
    let named =
        |name: &str| yaml.iter().find(|block| block.starts_with(&format!("# sheets/{name}"))).unwrap();
    let project = Project::evaluated();
    project.write("sheets/mokuhyo.yaml", named("mokuhyo.yaml").as_bytes());
    project.write("sheets/wording.yaml", named("wording.yaml").as_bytes());
    let checked = project.run(&["check", "sheets/mokuhyo.yaml"]);
    assert_eq!((checked.status, checked.stdout.as_str()), (0, ""), "{checked:?}");
    let sheets = project.run(&["check"]);
    assert_eq!(sheets.status, 0, "{sheets:?}");
    // Every key of the settings is in it.
    let schema: serde_json::Value =
        serde_json::from_str(&project.run(&["schema", "--form", "settings"]).stdout).unwrap();
    for key in schema["properties"].as_object().unwrap().keys() {
        assert!(named("mokuhyo.yaml").contains(&format!("\n{key}:")), "{key}");
    }
}

#[test]
fn what_it_says_of_a_first_sheet_comes_true() {
    let project = Project::empty();
    for (command, made) in [
        ("mokuhyo new sheets/r3/higashi/soumu", "sheets/r3/higashi/soumu.yaml"),
        ("mokuhyo new sheets/r3/higashi/ward --form ward", "sheets/r3/higashi/ward.yaml"),
        ("mokuhyo new sheets/mokuhyo --form settings", "sheets/mokuhyo.yaml"),
    ] {
        assert!(guide().contains(&format!("\n{command}\n")), "{command}");
        let args: Vec<&str> = command.split(' ').skip(1).collect();
        assert_eq!(project.run(&args).status, 0, "{command}");
        assert!(project.path(made).exists(), "{made}");
    }
    assert!(project.path("sheets/r3/higashi/mokuhyo.yaml").exists());
}

#[test]
fn every_link_within_it_leads_somewhere() {
    let guide = guide();
    let anchor = |heading: &str| {
        let kept = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>();
        kept.replace(' ', "-")
    };
    let anchors: Vec<String> = guide.lines().filter(|line| line.starts_with('#')).map(anchor).collect();
    for link in guide.split("](#").skip(1) {
        let target = link.split(')').next().unwrap();
        assert!(anchors.iter().any(|anchor| anchor == target), "{target}");
    }
}

/// What an officer writes instead of what is right in a sheet, and the words of the guide's table for it.
const SLIPS: [(&str, &str, &str); 18] = [
    ("課: 総務課", "課：総務課", "コロンが全角(：)です。"),
    ("課: 総務課", "課:総務課", "コロンの後に半角の空白がありません。"),
    ("- 防災", "-防災", "「-」の後に空白がありません。"),
    ("- 防災", "・防災", "行が「・」で始まっています。"),
    ("    目標: 防災意識の向上", "\t目標: 防災意識の向上", "タブ文字で字下げされています。"),
    ("    目標: 防災意識の向上", "　　目標: 防災意識の向上", "行の初めに全角の空白があります。"),
    ("    目標: 防災意識の向上", "     目標: 防災意識の向上", "の字下げが、半角の空白1個多すぎます。"),
    (
        "取り組みについて: 計画です。",
        "取り組みについて: |\n計画です。",
        "の文章の続きなら、字下げが足りません。",
    ),
    ("目標: 4", "目標: @250", "値が「@」で始まっています。"),
    ("目標: 4", "目標: 会場: 南口", "1行に「: 」が2回あります。"),
    ("- 防災", "- 会場: 南口", "値の中に「: 」(コロンと空白)があります。"),
    ("            補足:", "            補足・参考指標:", "という項目はありません。"),
    ("目標: 4", "目標: 4# 今年度", "「#」の前に空白がないので、「#」から後も印刷されます。"),
    ("R2: 3", "R2: “-”", "「“-”」は、引用符も印刷されます。"),
    ("目標: 4", "目標: 2,6OO", "数として扱えません。"),
    ("修正日:", "修正日: なし", "「修正日」に、日付ではなく「なし」と書かれています。"),
    ("令和3年度", "令和4年度", "ですが、実績はどの指標も "),
    (
        "取り組みについて: 計画です。",
        "取り組みについて: |\n  　計画です。",
        "文章が全角の空白で始まっています。",
    ),
];

const SHEET: &str = "様式: 組織目標管理シート
年度: 令和3年度
部: 東区役所
課: 総務課
問合せ先: 025-250-2710
作成日: R3.4.1
修正日:
評価日:
組織の目的: 目的
組織目標:
  - 部区組織目標:
    目標: 防災意識の向上
    取組:
      - 主な取組:
          - 防災
        指標:
          - 項目: 開催
            実績:
              H30: 1
              R1: 2
              R2: 3
            目標: 4
            結果:
            補足:
    達成状況:
    評価:
取り組みについて: 計画です。
取り組みの結果について:
";

#[test]
fn the_words_of_common_slips_are_those_that_are_printed() {
    let (guide, project) = (guide(), Project::empty());
    let check = |text: &str| {
        project.write("sheets/r3/higashi/soumu.yaml", text.as_bytes());
        project.run(&["check"])
    };
    assert_eq!(check(SHEET).stdout, "");
    for (right, slip, words) in SLIPS {
        assert!(guide.contains(words), "the guide has no {words}");
        // The guide has a part of each message.
        let checked = check(&SHEET.replacen(right, slip, 1));
        assert!(checked.stdout.contains(words), "{slip}: {checked:?}");
    }
}

#[test]
fn the_numbers_of_the_guide_are_read_so() {
    let guide = guide();
    let section = guide.split("## 数の書き方").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut count = 0;
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let typed: Vec<&str> = row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2).collect();
        let told = row.split('|').nth(2).unwrap().trim().replace('−', "-");
        let numbers: Vec<&str> = told.split('、').collect();
        for (place, value) in typed.iter().enumerate() {
            let read = mokuhyo::sheet::Quantity::of(value).map(|it| it.value.normalize().to_string());
            let number = numbers.get(place).or(numbers.first()).filter(|it| !it.starts_with("その数"));
            assert!(
                read.is_some() && number.is_none_or(|it| read.as_deref() == Some(it)),
                "{value} {read:?}"
            );
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
}
