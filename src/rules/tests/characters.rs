//! Characters that do not print, or not as they should.

use super::*;

#[test]
fn characters() {
    let purpose = |text: &str| with("目的です", text);
    let at = |rule: &str, column: usize| vec![format!("{rule} 9:{column} 組織の目的")];
    assert_eq!(purpose("目的😀です😀"), at("missing-glyph", 10));
    assert_eq!(purpose("𠮷田さんと𡈽屋さん"), none());
    assert_eq!(purpose("葛\u{E0101}飾"), at("unsupported-variant", 8));
    assert_eq!(purpose("葛\u{E0100}飾"), none());
    assert_eq!(purpose("神社の\u{FA19}"), at("compatibility-character", 11));
    assert_eq!(purpose("宮﨑さんと髙橋さん"), none());
    assert_eq!(purpose("\u{2F00}つ"), at("compatibility-character", 8));
    assert_eq!(purpose("都\u{2EA0}の"), at("compatibility-character", 9));
    assert_eq!(purpose("濃度\u{FE13}年"), at("compatibility-character", 10));
    assert_eq!(purpose("か\u{3099}く"), at("not-nfc", 8));
    assert_eq!(purpose("がく"), none());
    assert_eq!(purpose("防災ﾊﾟﾄﾛｰﾙ隊"), at("halfwidth-katakana", 10));
    assert_eq!(purpose("4月～6月"), at("wave-dash", 10));
    assert_eq!(purpose("10~20回"), at("wave-dash", 10));
    assert_eq!(purpose("H29 ~ R1"), at("wave-dash", 12));
    assert_eq!(purpose("http://a/~b と file~1"), none());
    assert_eq!(purpose("4月〜6月"), none());
    assert_eq!(purpose("年\u{A0}2回"), at("irregular-space", 9));
    assert_eq!(purpose("\"年\\_2回\""), at("irregular-space", 10));
    assert_eq!(purpose("\u{3000}目的"), at("paragraph-indent", 8));
    assert_eq!(purpose("\u{3000}・目的"), none());
    assert_eq!(purpose("訂正\u{336}"), at("missing-glyph", 10));
    assert_eq!(purpose("CO₂と☑️"), at("unsupported-variant", 13));
    assert_eq!(purpose("目\u{200B}的"), at("control-character", 9));
    assert_eq!(purpose("目\u{8}的"), at("control-character", 9));
    assert_eq!(purpose("\"目\\u202e的\""), at("control-character", 10));
    assert_eq!(purpose("\"目\\u0001\\ufeff的\""), at("control-character", 10));
    assert_eq!(purpose("一つ 二つ"), none());
    assert_eq!(purpose("一つ\u{3000}二つ"), none());
    assert_eq!(purpose(">\n  一つ\n  二つ"), ["folded-space 10:5 組織の目的"]);
    assert_eq!(purpose("一つ 二つ\n  三つ"), ["folded-space 9:13 組織の目的"]);
}

#[test]
fn one_kind_in_one_value_is_one_finding() {
    let reported = |text: &str| {
        let sheet = SHEET.replacen("目的です", text, 1);
        let disk = MemoryDisk::with([("/s/a.yaml", sheet.as_str()), ("/s/ward.yaml", WARD)]);
        let checked = CheckedCollection::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")])
            .expect("readable");
        let findings = checked.sheets.iter().flat_map(|sheet| sheet.findings.clone());
        findings
            .map(|finding| {
                (finding.counted_message().ja, finding.others.len(), finding.certain_edits().len())
            })
            .collect::<Vec<_>>()
    };
    let all = reported("|\n  4月～6月\n  7月～9月、１０～１２月");
    assert_eq!(all, [("「～」(U+FF5E)は波ダッシュではありません。(この値に3か所)".to_owned(), 2, 3)]);
    let all = reported("笑顔😀の🚲😀");
    let words =
        "文字「😀」(U+1F600)、「🚲」(U+1F6B2)は印刷できません。同梱のフォントにありません。(この値に3か所)";
    assert_eq!(all, [(words.to_owned(), 2, 0)]);
    let all = reported("⺠と\u{FE13}と\u{2F63}と⻑");
    assert_eq!(
        all.iter().map(|(_, others, edits)| (*others, *edits)).collect::<Vec<_>>(),
        [(3, 4)],
        "{all:?}"
    );
    let all = reported("目\u{200B}\u{200C}的\u{FEFF}です");
    assert_eq!(
        all,
        [("見えない制御文字(U+200B、U+200C、U+FEFF)があります。(この値に2か所)".to_owned(), 1, 2)]
    );
}

#[test]
fn forms_of_names_are_reported_and_left() {
    let certain = |text: &str| {
        let source = crate::source::Source::new("a.yaml", SHEET.replacen("目的です", text, 1));
        let reading = Reader::new().sheet("a.yaml", source.text().as_bytes());
        let found = Rules::new().check(&reading, &Settings::default());
        found
            .iter()
            .map(|finding| (finding.rule.name, finding.mend.as_ref().map(Mend::kind)))
            .collect::<Vec<_>>()
    };
    for name in ["\u{FA10}", "\u{FA19}", "\u{F9DC}"] {
        assert_eq!(certain(name), [("compatibility-character", Some("proposed"))]);
    }
    assert_eq!(certain("\u{2F63}"), [("compatibility-character", Some("certain"))]);
    assert_eq!(certain("葛\u{E0101}"), [("unsupported-variant", Some("proposed"))]);
    // A compatibility form that no font has is no ordinary kanji with another look.
    assert_eq!(certain("\u{2F801}"), [("missing-glyph", Some("proposed"))]);
}

#[test]
fn what_settings_print_is_checked_however_it_is_written() {
    let reader = Reader::new();
    let rules = Rules::new();
    let reported = |settings: &str| -> Vec<String> {
        let disk = MemoryDisk::with([("/s/a.yaml", SHEET), ("/s/mokuhyo.yaml", settings)]);
        let checked =
            CheckedCollection::of(&disk, &reader, &rules, &[PathBuf::from("/s")]).expect("readable");
        let findings = checked.settings.iter().flat_map(|file| file.findings.clone());
        findings.map(|finding| format!("{} {}", finding.rule.name, finding.field)).collect()
    };
    let places = [
        ("発行者: \"市{}役所\"\n", "発行者"),
        ("評価区分:\n  達成状況:\n    \"○{}\": { 意味: 達成 }\n", "達成状況"),
        ("評価区分:\n  評価:\n    ○: { 意味: \"達{}成\" }\n", "意味"),
    ];
    for (settings, place) in places {
        for code in [0x1, 0x7F, 0x9B, 0xAD, 0x200B, 0x202E, 0x2066, 0x3164, 0xFEFF, 0xFFF9, 0xFFFE, 0xE0001] {
            let found = reported(&settings.replace("{}", &format!("\\U{code:08X}")));
            assert!(
                matches!(&found[..], [finding] if finding.starts_with("control-character")),
                "{place} {code:x} {found:?}"
            );
        }
        for code in [0xE000, 0xFFFC, 0x2800, 0x1F600, 0xF0000] {
            for written in [format!("\\U{code:08X}"), char::from_u32(code).expect("a character").to_string()]
            {
                let found = reported(&settings.replace("{}", &written));
                assert!(
                    matches!(&found[..], [finding] if finding.starts_with("missing-glyph")),
                    "{place} {written} {found:?}"
                );
            }
        }
        assert_eq!(reported(&settings.replace("{}", "")), none(), "{place}");
    }
}
