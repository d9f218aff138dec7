//! The list of sheets, new ones, and whole sheets by boxes and buttons.

use super::*;

#[test]
fn the_list_says_how_every_sheet_is() {
    let mut bench = Bench::new();
    let list = bench.session.list();
    assert_eq!(
        list.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(),
        ["r2/higashi/soumu", "r2/higashi/zeimu"]
    );
    let sheet = &list[0];
    assert_eq!((sheet.year.as_str(), sheet.organization.as_str()), ("令和2年度", "東区役所"));
    assert_eq!((sheet.errors, sheet.is_stale, sheet.missing), (0, true, 0), "{list:?}");
    let id = bench.id("総務課");
    bench.set(id, "問合せ先", "").expect("edited");
    let shown = bench.set(id, "作成日", "R2.13.1").expect("edited");
    assert!(shown.findings.iter().any(|finding| finding.rule == Rule::INVALID_DATE), "{shown:?}");
    assert_eq!((bench.session.list()[0].missing, bench.session.list()[0].errors), (1, 1));
    bench.pass(1000);
    let shown = bench.session.open_sheet(id).expect("open");
    assert!(shown.is_checked);
}

#[test]
fn a_new_sheet_is_what_new_writes_with_its_department() {
    let mut bench = Bench::new();
    assert_eq!(bench.session.folders(), ["r2/higashi"]);
    assert_eq!(bench.session.propose("r2/higashi", "総務課"), "soumu-2");
    assert_eq!(bench.session.propose("r2/higashi", "健康福祉課"), "kenkou-fukushi");
    for (folder, name) in [
        ("r2/higashi", "../x"),
        ("r2/nishi", "x"),
        ("r2/higashi", "総務"),
        ("r2/higashi", "index"),
        ("r2/higashi", "soumu"),
    ] {
        assert!(bench.session.new_sheet(folder, name, Form::Department, "課").is_err(), "{folder} {name}");
    }
    let id = bench.session.new_sheet("r2/higashi", "kensetsu", Form::Department, "建設課").expect("written");
    let text = bench.file("/s/r2/higashi/kensetsu.yaml");
    for line in ["\n年度: 令和2年度\n", "\n部: 東区役所\n", "\n課: 建設課\n", "              H29:\n"]
    {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    assert_eq!(bench.session.open_sheet(id).expect("open").text, text);
}

#[test]
fn a_mend_is_applied_by_its_number() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    let shown = bench.set(id, "組織の目的", "10～20").expect("edited");
    let place = shown.findings.iter().position(|finding| finding.rule == Rule::WAVE_DASH).expect("told");
    let mended = bench.session.mend(id, shown.revision, place).expect("mended");
    assert!(mended.text.contains("10〜20"), "{}", mended.text);
    assert!(matches!(bench.session.mend(id, shown.revision, place), Err(SessionError::Outdated { .. })));
}

/// Writes a whole sheet of April by the wishes that boxes and buttons send.
#[test]
fn a_sheet_for_april_is_written_by_boxes_and_buttons_alone() {
    let mut bench = Bench::new();
    let before = "\n作成日: R2.4.1\n";
    let id = bench.session.new_sheet("r2/higashi", "kensetsu", Form::Department, "建設課").expect("written");
    let begun = bench.file("/s/r2/higashi/kensetsu.yaml");
    let mut wish = |wish: Wish| {
        let base = bench.session.open_sheet(id).expect("open").revision;
        let done = bench.session.edit(id, base, &wish);
        done.unwrap_or_else(|refused| panic!("{wish:?}: {refused:?}"));
    };
    let at = |text: &str| text.parse().expect("an address");
    for (place, text) in [
        ("問合せ先", "025-250-2720"),
        ("作成日", "R2.4.1"),
        ("組織の目的", "道路を守ります。\n公園も守ります。"),
    ] {
        wish(set(place, text));
    }
    for goal in 0..4 {
        if goal > 0 {
            wish(Wish::Insert { list: at("組織目標"), index: goal });
        }
        let goal = format!("組織目標/{goal}");
        wish(set(&format!("{goal}/目標"), "道路を直します"));
        wish(set(&format!("{goal}/取組/0/主な取組/0"), "道路の点検"));
        wish(set(&format!("{goal}/取組/0/主な取組/1"), "- 道路の補修: 2か所"));
    }
    for indicator in [("組織目標/0", 1), ("組織目標/3", 1)] {
        wish(Wish::Insert { list: at(&format!("{}/取組/0/指標", indicator.0)), index: indicator.1 });
    }
    wish(set("組織目標/1/部区組織目標", "1"));
    for (goal, number) in [(0, 0), (0, 1), (1, 0), (2, 0), (3, 0), (3, 1)] {
        let row = format!("組織目標/{goal}/取組/0/指標/{number}");
        for (key, text) in [
            ("項目", "点検した道路"),
            ("単位", "km"),
            ("目標", "40"),
            ("実績/H29", "-"),
            ("実績/H30", "31"),
            ("実績/R1", "35"),
        ] {
            wish(set(&format!("{row}/{key}"), text));
        }
    }
    wish(set("取り組みについて", "今年度は、道路を直します。\n来年度も続けます。"));
    bench.pass(1000);
    let text = bench.file("/s/r2/higashi/kensetsu.yaml");
    let state = bench.session.list().into_iter().find(|sheet| sheet.id == id).expect("listed");
    let findings = bench.session.open_sheet(id).expect("open").findings;
    let of_others = |rule: Rule| rule == Rule::WARD_MISSING;
    let findings: Vec<_> = findings.into_iter().filter(|finding| !of_others(finding.rule)).collect();
    assert!(findings.is_empty() && state.missing == 0, "{findings:?}\n{text}");
    assert!(text.contains(before) && text.contains("H29: \"-\"\n"), "{text}");
    let notes = |text: &str| text.matches('#').count();
    assert_eq!(notes(&begun), notes(&text), "{text}");
}
