//! The messages of the rules, in both languages.

use super::*;

/// A part of the sheet and what is in its place, for every rule that one sheet can fire.
const FIRING: &[(&str, &str)] = &[
    ("課: 総務課", "課: @"),
    ("H29: 1,", "H29: 1, H30: 2, R1: 3 }\n            目標: -\n            補足: { x: 1,"),
    ("課: 総務課", "課: 総務課\n課: 地域課"),
    ("課: 総務課\n", ""),
    ("課: 総務課", "課: [総務課]"),
    ("様式: 組織目標管理シート", "様式: 組織目標シート"),
    ("修正日:", "修正目:"),
    ("目的です", "SNS #東区"),
    ("目標: 4", "目標: ＂-＂"),
    ("R2.4.1", "R2.4.31"),
    ("R2.4.1", "R9.4.1"),
    ("修正日:", "修正日: R2.3.1"),
    ("R2.4.1", "R1.12.1"),
    ("令和2年度", "2年度"),
    (WINDOW, "{ H28: 1, H29: 2 }"),
    ("作成日: R2.4.1", "作成日:"),
    ("025-250-2710", "110"),
    ("\n          - 講座の開催", " []"),
    ("目標: 防災意識の向上", "目標:"),
    ("            結果:\n    達成状況:", "            結果:\n            達成状況: 〇\n    達成状況: 〇"),
    ("目標: 4", "目標: 2,6OO"),
    ("目標: 4", "目標: 45以上\n            良い方向: 低い"),
    ("目標: 4", "単位: 人\n            目標: 80%"),
    ("    達成状況:", "    達成状況: 空"),
    ("            結果:\n    達成状況:", "            結果: 4\n    達成状況: △"),
    ("評価日:", "評価日: R3.3.31"),
    ("            結果:", "            結果: 4"),
    ("部区組織目標: 1", "部区組織目標: 2"),
    ("部: 東区役所", "部: 西区役所"),
    ("目的です", "😀"),
    ("目的です", "葛\u{E0101}"),
    ("目的です", "神\u{FA19}"),
    ("目的です", "か\u{3099}"),
    ("目的です", "ﾊﾟ"),
    ("目的です", "～"),
    ("目的です", "目\u{8}的"),
    ("目的です", "目\n  的"),
    ("目的です", "目\u{A0}的"),
    ("目的です", "\u{3000}目的"),
    ("目的です", "下さい。特色を活かし、自然を生かす"),
    ("目的です", "目的です # mokuhyo: allow wording"),
];

#[test]
fn every_rule_has_messages_in_both_languages() {
    let settings = "評価区分:\n  達成状況:\n    〇: { 以上: 100, 達成: true }\n    △: {}\n辞書: [wording.yaml, nowhere.yaml]\n並び順: [総合課]\n文字の大きさ: 大\n";
    let dictionary = "version: 1\nrules:\n  - expected: ください\n    pattern: 下さい\n";
    let last = SHEET.replace("令和2年度", "令和元年度").replace(WINDOW, "{ H28: 0, H29: 1, H30: 2 }");
    let last = last.replace("R2.4.1", "H31.4.1").replace("            結果:", "            結果: 9");
    let ward = WARD.replace("令和2年度", "令和元年度");
    let mut collections: Vec<Vec<(&str, String)>> = FIRING
        .iter()
        .map(|(from, to)| {
            assert!(SHEET.contains(from), "{from}");
            vec![("a.yaml", SHEET.replacen(from, to, 1)), ("ward.yaml", WARD.to_owned())]
        })
        .collect();
    collections.push(vec![("a.yaml", SHEET.to_owned())]);
    collections.push(vec![
        ("a.yaml", SHEET.to_owned()),
        ("b.yaml", SHEET.to_owned()),
        ("ward.yaml", WARD.to_owned()),
    ]);
    collections.push(vec![
        ("r1/a.yaml", last),
        ("r1/ward.yaml", ward),
        ("r2/a.yaml", SHEET.to_owned()),
        ("r2/ward.yaml", WARD.to_owned()),
    ]);
    collections.push(vec![("a.yaml", SHEET.to_owned()), ("ward.yaml", WARD.replace("達成数:", "達成数: 9"))]);
    let reached = SHEET.replace("    達成状況:", "    達成状況: 〇");
    collections.push(vec![("a.yaml", reached), ("ward.yaml", WARD.replace("達成数:", "達成数: 0"))]);
    collections.push(vec![("a.yaml", "\u{FFFF}".to_owned())]);
    let mut by_rule = std::collections::BTreeMap::new();
    for files in collections {
        let all = files.iter().map(|(path, text)| (format!("/s/{path}"), text.clone().into_bytes()));
        // A file that is not UTF-8 is written here with one invalid character.
        let all = all.map(|(path, bytes)| {
            (path, if bytes == "\u{FFFF}".as_bytes() { vec![0xFF, 0xFE, 0x69, 0x98] } else { bytes })
        });
        let all = all.chain([
            ("/s/mokuhyo.yaml".to_owned(), settings.into()),
            ("/s/wording.yaml".to_owned(), dictionary.into()),
        ]);
        let disk = MemoryDisk::with(all);
        let checked = CheckedCollection::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")])
            .expect("readable");
        let of_settings = checked.settings.iter().flat_map(|file| &file.findings);
        for finding in checked.sheets.iter().flat_map(|sheet| &sheet.findings).chain(of_settings) {
            by_rule.entry(finding.rule.name).or_insert_with(|| finding.clone());
        }
    }
    let silent: Vec<&str> =
        Rule::ALL.iter().map(|rule| rule.name).filter(|name| !by_rule.contains_key(name)).collect();
    // These are the pages' to find.
    assert_eq!(silent, ["overflow", "template-error", "typesetting-timeout"]);
    let report = |finding: &Finding| {
        let Finding { rule, message, help, .. } = finding;
        format!("{}\n  {}\n  {}\n  {}\n  {}\n", rule.name, message.ja, help.ja, message.en, help.en)
    };
    insta::assert_snapshot!(by_rule.values().map(report).collect::<Vec<_>>().concat());
}
