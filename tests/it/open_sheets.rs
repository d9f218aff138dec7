//! `mokuhyo open` as a process on real sheets: lists, opens, edits, saves, draws, builds; by its commands and events.

use std::io::Read;

use serde_json::{Value, json};

use super::opened::Opened;
use super::support::Project;

const SOUMU: &str = "sheets/r2/higashi/soumu.yaml";

fn value<'a>(state: &'a Value, at: &str) -> &'a Value {
    let values = state["values"].as_array().unwrap();
    values.iter().find(|value| value["at"] == at).unwrap_or_else(|| panic!("no {at} in {state}"))
}

#[test]
fn every_box_of_a_sheet_is_there_in_the_words_of_the_paper() {
    let project = Project::published();
    let opened = Opened::new(&project.path("."), &[]);
    let (_, state) = opened.open("higashi/soumu");
    assert_eq!(value(&state, "課")["text"], "総務課");
    assert_eq!(value(&state, "組織目標/0/取組/0/指標/0/目標")["label"], "No.1 取組1 指標1 目標");
    assert_eq!(value(&state, "組織目標/0/評価")["text"], "");
    assert_eq!(state["saving"]["state"], "saved");
}

#[test]
fn an_edit_is_saved_and_touches_nothing_else() {
    let project = Project::published();
    let before = String::from_utf8(project.read(SOUMU)).unwrap();
    let opened = Opened::new(&project.path("."), &[]);
    let (id, state) = opened.open("higashi/soumu");
    let state = opened.set(&id, &state, "組織目標/0/評価", "A");
    assert_eq!(value(&state, "組織目標/0/評価")["text"], "A");
    opened.saved(&id);
    let after = String::from_utf8(project.read(SOUMU)).unwrap();
    let changed: Vec<_> = before.lines().zip(after.lines()).filter(|(old, new)| old != new).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert!(changed[0].1.trim_end().ends_with('A') || changed[0].1.contains("\"A\""), "{changed:?}");
    opened.ask(&json!({ "do": "undo" }));
    opened.saved(&id);
    assert_eq!(String::from_utf8(project.read(SOUMU)).unwrap(), before);
}

#[test]
fn pages_come_whole_and_then_as_differences() {
    let project = Project::published();
    let opened = Opened::new(&project.path("."), &[]);
    let (id, state) = opened.open("higashi/soumu");
    let mut events = opened.events(&id);
    let whole = events.next("drawing");
    let elements = whole["pages"][0]["elements"].as_array().unwrap().len();
    assert!(elements > 100, "{elements}");
    opened.set(&id, &state, "組織目標/0/評価", "A");
    let difference = events.next("drawing");
    assert!(difference["revision"].as_u64() > whole["revision"].as_u64(), "a text is drawn once");
    let size = difference.to_string().len();
    assert!(size < 60_000 && size * 8 < whole.to_string().len(), "{size} of {}", whole.to_string().len());
}

#[test]
fn findings_stand_at_their_boxes_and_are_mended_by_number() {
    let project = Project::published();
    let opened = Opened::new(&project.path("."), &[]);
    let (id, state) = opened.open("higashi/soumu");
    let state = opened.set(&id, &state, "作成日", "R2.4.31");
    let mut events = opened.events(&id);
    let mut found = state["findings"].clone();
    while found.as_array().unwrap().is_empty() {
        found = events.next("sheet")["findings"].clone();
    }
    assert_eq!(found[0]["at"], "作成日", "{found}");
    assert_eq!(found[0]["label"], "作成日");
    assert!(found[0]["help"]["ja"].as_str().is_some_and(|it| !it.is_empty()));
}

#[test]
fn what_another_program_saves_is_shown() {
    let project = Project::published();
    let opened = Opened::new(&project.path("."), &[]);
    let (id, state) = opened.open("higashi/soumu");
    let mut events = opened.events(&id);
    project.edit(SOUMU, "総務課", "総務企画課");
    loop {
        let now = events.next("sheet");
        if now["revision"].as_u64() > state["revision"].as_u64() {
            assert_eq!(value(&now, "課")["text"], "総務企画課");
            break;
        }
    }
}

#[test]
fn a_wish_that_cannot_be_fulfilled_is_refused_in_words() {
    let project = Project::published();
    let before = project.read(SOUMU);
    let opened = Opened::new(&project.path("."), &[]);
    let (id, state) = opened.open("higashi/soumu");
    let refused = opened.set(&id, &state, "組織目標/99/目標", "無い");
    assert!(refused["refused"]["ja"].as_str().is_some_and(|it| !it.is_empty()), "{refused}");
    let nobody = opened.ask(&json!({ "do": "open", "id": 999 }));
    assert!(nobody["refused"]["ja"].is_string(), "{nobody}");
    assert_eq!(project.read(SOUMU), before);
}

#[test]
fn outputs_are_built_with_progress_and_fetched_by_number() {
    let project = Project::published();
    let opened = Opened::new(&project.path("."), &[]);
    let id = opened.number("higashi/soumu");
    let mut events = opened.events(&json!("builds"));
    opened.ask(&json!({ "do": "build", "wanted": { "what": "sheet", "id": id } }));
    let over = loop {
        let told = events.next("build");
        if told["over"] == true {
            break told;
        }
    };
    assert_eq!(over["outputs"][0]["shown"], "out/r2/higashi/soumu.pdf", "{over}");
    let command = json!({ "do": "output", "output": over["outputs"][0]["output"] }).to_string();
    let mut bytes = Vec::new();
    opened.connect("POST /api/command", &command).read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("application/pdf") && text.contains("%PDF-"));
}

#[test]
fn without_a_collection_one_is_begun() {
    let project = Project::empty();
    let opened = Opened::new(&project.path("."), &[]);
    let listed = opened.ask(&json!({ "do": "list" }));
    assert!(listed["runError"]["ja"].as_str().is_some_and(|it| !it.is_empty()), "{listed}");
    assert_eq!(listed["begins"], true);
    assert_eq!(opened.ask(&json!({ "do": "propose", "folder": "", "section": "総務課" }))["name"], "soumu");
    let begin = |year: &str| {
        let begun =
            json!({ "do": "begin", "year": year, "ward": "ku", "name": "soumu", "section": "総務課" });
        opened.ask(&begun)
    };
    assert!(begin("../r8")["refused"]["ja"].is_string());
    let begun = begin("r8");
    let state = opened.ask(&json!({ "do": "open", "id": begun["id"] }));
    assert_eq!((&state["name"], &state["title"]), (&json!("r8/ku/soumu"), &json!("総務課")), "{begun}");
    assert_eq!(value(&state, "年度")["text"], "令和8年度");
    assert!(project.path("sheets/r8/ku/soumu.yaml").exists());
    assert!(String::from_utf8(project.read("sheets/r8/ku/mokuhyo.yaml")).unwrap().contains("公開: しない"));
}

#[test]
fn nothing_is_begun_where_a_sheet_was_meant() {
    let project = Project::published();
    for path in ["sheets/r2/higashi/nobody.yaml", "nobody.yml", "Cargo.toml"] {
        let opened = Opened::new(&project.path("."), &[path]);
        let listed = opened.ask(&json!({ "do": "list" }));
        assert!(listed["runError"]["ja"].is_string() && listed["begins"] == false, "{path}: {listed}");
        let begun = json!({ "do": "begin", "year": "r8", "ward": "ku", "name": "a", "section": "b" });
        assert!(opened.ask(&begun)["refused"]["ja"].is_string(), "{path}");
    }
}

#[test]
fn a_contested_box_is_chosen_and_other_changes_stay() {
    let project = Project::published();
    for (choice, text) in [("mine", "この画面の目的"), ("theirs", "別の目的")] {
        let opened = Opened::new(&project.path("."), &[]);
        let (id, state) = opened.open("higashi/soumu");
        opened.ask(&json!({ "do": "compose", "id": id, "on": true }));
        opened.set(&id, &state, "組織の目的", "この画面の目的");
        let before = String::from_utf8(project.read(SOUMU)).unwrap();
        let start = before.find("組織の目的: ").unwrap();
        let end = start + before[start..].find("\n\n").unwrap();
        let theirs = format!("{}組織の目的: 別の目的{}", &before[..start], &before[end..]);
        project.write(SOUMU, theirs.replace("総務課", "総務企画課").as_bytes());
        let mut events = opened.events(&id);
        while events.next("sheet")["saving"]["state"] != "conflict" {}
        let asked = opened.ask(&json!({ "do": "conflict", "id": id }))["conflict"].clone();
        assert_eq!(asked["isWhole"], false, "{asked}");
        assert_eq!(asked["differences"].as_array().unwrap().len(), 1, "{asked}");
        assert_eq!(asked["differences"][0]["label"], "組織の目的");
        let chosen = opened.ask(&json!({ "do": "choose", "id": id, "choice": choice }));
        assert_eq!(value(&chosen, "組織の目的")["text"], text);
        assert_eq!(value(&chosen, "課")["text"], "総務企画課");
        opened.ask(&json!({ "do": "compose", "id": id, "on": false }));
        opened.saved(&id);
        let after = String::from_utf8(project.read(SOUMU)).unwrap();
        assert!(after.contains(text) && after.contains("総務企画課"), "{choice}: {after}");
        project.write(SOUMU, before.as_bytes());
    }
}

#[test]
fn a_text_that_cannot_be_read_is_the_reason_why_a_box_is_not_saved() {
    let project = Project::published();
    let opened = Opened::new(&project.path("."), &[]);
    let (id, state) = opened.open("higashi/soumu");
    let mut events = opened.events(&id);
    project.edit(SOUMU, "部: 東区役所", "部: [東区役所");
    while events.next("sheet")["isReadable"] != false {}
    let refused = opened.set(&id, &state, "組織の目的", "新しい目的");
    assert_eq!(refused["kind"]["refused"], "wish", "{refused}");
    project.edit(SOUMU, "部: [東区役所", "部: 東区役所");
    while events.next("sheet")["isReadable"] != true {}
    // What was typed over a text of long ago is taken, since its box is the same.
    let taken = opened.set(&id, &state, "組織の目的", "新しい目的");
    assert_eq!(value(&taken, "組織の目的")["text"], "新しい目的");
}

#[test]
fn a_page_that_is_gone_while_an_input_method_composes_keeps_nothing_from_being_saved() {
    let project = Project::published();
    let opened = Opened::new(&project.path("."), &[]);
    let (id, state) = opened.open("higashi/soumu");
    opened.ask(&json!({ "do": "compose", "id": id, "on": true }));
    opened.set(&id, &state, "組織の目的", "途中で閉じた目的");
    let is_saved = || String::from_utf8(project.read(SOUMU)).unwrap().contains("途中で閉じた目的");
    let until = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while !is_saved() && std::time::Instant::now() < until {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(is_saved());
}

#[test]
fn a_file_that_is_gone_is_closed_or_written_again() {
    let project = Project::published();
    let opened = Opened::new(&project.path("."), &[]);
    let (id, _) = opened.open("higashi/soumu");
    let mut events = opened.events(&id);
    for choice in ["mine", "theirs"] {
        std::fs::remove_file(project.path(SOUMU)).unwrap();
        while events.next("sheet")["saving"]["state"] != "gone" {}
        let chosen = opened.ask(&json!({ "do": "choose", "id": id, "choice": choice }));
        assert_eq!(chosen["closed"] == true, choice == "theirs", "{chosen}");
        assert_eq!(project.path(SOUMU).exists(), choice == "mine");
    }
    let listed = opened.ask(&json!({ "do": "list" }));
    assert_eq!(listed["sheets"].as_array().unwrap().len(), 3);
}
