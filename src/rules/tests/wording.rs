//! Comments, allows, settings and dictionaries.

use super::*;

#[test]
fn comments_that_cut_a_text() {
    assert_eq!(with("目的です", "SNS #東区の発信"), ["comment-in-value 9:12 組織の目的"]);
    assert_eq!(with("目的です", "#250"), ["comment-in-value 9:8 組織の目的"]);
    assert_eq!(with("目的です", "目的です # 覚え書き"), none());
    assert_eq!(with("目的です", "\"SNS #東区の発信\""), none());
    assert_eq!(with("目的です", "|\n  SNS #東区の発信"), none());
}

#[test]
fn allows_silence_on_their_line_or_the_next() {
    assert_eq!(with("目的です", "一つ\n  二つ # mokuhyo: allow folded-space"), none());
    assert_eq!(
        with("組織の目的: 目的です", "# mokuhyo: allow folded-space\n組織の目的: 一つ\n  二つ"),
        none()
    );
    assert_eq!(
        with("目的です", "> # mokuhyo: allow folded-space, wave-dash\n  一つ\n  二つ\n  4月～6月"),
        none()
    );
    assert_eq!(with("目的です", "目的です # mokuhyo: allow folded-space"), ["unused-allow 9:30 "]);
    assert_eq!(with("目的です", "一つ\n  二つ # mokuhyo: allow wave-dash").len(), 2);
    assert_eq!(with("目的です", "目的です # mokuhyo: allow no-such-rule"), ["unused-allow 9:30 "]);
    assert_eq!(with("目的です", "目的です # mokuhyo: allow overflow"), none());
    // Inside a text it is text.
    assert_eq!(
        with("目的です", ">\n  # mokuhyo: allow folded-space\n  一つ\n  二つ"),
        ["folded-space 11:5 組織の目的"]
    );
}

#[test]
fn settings_set_the_severity_of_rules() {
    let sheet = SHEET.replace("R2.4.1", "R2.4.31");
    let reported =
        |settings: &str| found(&[("mokuhyo.yaml", settings), ("a.yaml", &sheet), ("ward.yaml", WARD)]).len();
    assert_eq!([reported("規則:\n  invalid-date: off\n"), reported("規則:\n  year-window: off\n")], [0, 1]);
}

#[test]
fn dictionaries_and_spellings() {
    let dictionary = "version: 1\nrules:\n  - expected: ください\n    pattern: 下さい\n";
    let reported = |text: &str| {
        let sheet = SHEET.replace("目的です", text);
        let files = [
            ("mokuhyo.yaml", "辞書: [wording.yaml]\n"),
            ("wording.yaml", dictionary),
            ("a.yaml", &sheet),
            ("ward.yaml", WARD),
        ];
        found(&files)
            .into_iter()
            .map(|(path, rule, line, column, _)| format!("{path} {rule} {line}:{column}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(reported("ご覧下さい"), ["a wording 9:10"]);
    assert_eq!(reported("ご覧ください"), none());
    assert_eq!(reported("特色を活かす取組"), none());
    assert_eq!(reported("特色を活かし、自然を生かす"), ["a mixed-wording 9:11"]);
    // Across the ward's sheets, and not in the name of a programme.
    let ward = WARD.replace("防災", "自然を生かす");
    assert_eq!(beside(&ward, &SHEET.replace("目的です", "特色を活かす")), ["mixed-wording 9:11 組織の目的"]);
    assert_eq!(beside(&ward, &SHEET.replace("目的です", "「特色を活かす事業」です")), none());
}

#[test]
fn names_are_reported_and_left() {
    let dictionary = "version: 1\nrules:\n  - expected: 東区役所\n    pattern: 北区役所\n";
    let sheet = SHEET.replace("部: 東区役所", "部: 北区役所").replace("目的です", "北区役所です");
    let files = [
        ("/s/mokuhyo.yaml", "辞書: [wording.yaml]\n"),
        ("/s/wording.yaml", dictionary),
        ("/s/a.yaml", sheet.as_str()),
    ];
    let disk = MemoryDisk::with(files);
    let checked = CheckedCollection::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")])
        .expect("readable");
    let found = checked
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.findings)
        .filter(|finding| finding.rule == Rule::WORDING);
    let found: Vec<_> =
        found.map(|finding| (finding.field.to_string(), finding.certain_edits().len())).collect();
    assert_eq!(found, [("部".to_owned(), 0), ("組織の目的".to_owned(), 1)]);
}
