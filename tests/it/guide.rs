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
