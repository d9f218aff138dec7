//! Saves of other programs.

use super::*;

#[test]
fn what_another_program_saves_is_shown_and_both_changes_are_made() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    bench.session.open_sheet(id).expect("open");
    let theirs = SHEET.replace("目標: 一", "目標: 二");
    bench.write(A, &theirs);
    let events = bench.pass(250);
    assert!(events.iter().any(|event| matches!(event, Event::Changed { .. })), "{events:?}");
    assert_eq!(bench.session.open_sheet(id).expect("open").text, theirs);
    // While a change of ours is not saved.
    bench.set(id, "組織の目的", "私").expect("edited");
    let theirs = theirs.replace("甲", "乙");
    bench.write(A, &theirs);
    bench.pass(250);
    bench.pass(400);
    assert_eq!(bench.file(A), theirs.replace("目的: 目的", "目的: 私"));
    // Undo takes back ours alone.
    bench.session.undo().expect("apart").expect("something");
    bench.pass(500);
    assert_eq!(bench.file(A), theirs);
}

#[test]
fn what_is_saved_between_two_looks_is_shown_though_the_collection_is_listed_first() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    bench.session.open_sheet(id).expect("open");
    bench.pass(4_900);
    let theirs = SHEET.replace("目標: 一", "目標: 二");
    bench.write(A, &theirs);
    // The collection is listed every five seconds, here before the next look at the open sheets.
    let mut events = bench.pass(110);
    events.extend(bench.pass(250));
    assert!(events.iter().any(|event| matches!(event, Event::Changed { .. })), "{events:?}");
    assert_eq!(bench.session.open_sheet(id).expect("open").text, theirs);
}

#[test]
fn half_of_a_save_is_not_taken_for_the_whole() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    bench.set(id, "組織の目的", "私").expect("edited");
    bench.session.compose(id, true);
    let theirs = SHEET.replace("課: 総務課", "課: 総務企画課");
    // A program that saves empties the file, writes a part, then the rest; another one removes it first.
    for half in
        [Some(""), theirs.split_inclusive("総務").next(), None, SHEET.split_inclusive("東区役所").next()]
    {
        match half {
            Some(half) => bench.write(A, half),
            None => bench.disk.remove(Path::new(A)).expect("there"),
        }
        let events = bench.pass(250);
        let is_taken = |event: &Event| matches!(event, Event::Changed { .. } | Event::Saving { .. });
        assert!(!events.iter().any(is_taken), "{half:?}: {events:?}");
        bench.write(A, &theirs);
        bench.pass(250);
        let shown = bench.session.open_sheet(id).expect("open");
        assert_eq!((shown.saving, shown.text), (Saving::Waiting, theirs.replace("目的: 目的", "目的: 私")));
        bench.write(A, SHEET);
        bench.pass(250);
    }
    // One that stays so is what is there.
    bench.write(A, "様式: [");
    bench.pass(250);
    assert!(bench.pass(250).contains(&Event::Saving { id, saving: Saving::Conflict }));
}

#[test]
fn a_change_of_the_same_box_keeps_both_texts_until_somebody_chooses() {
    for choice in [Choice::Mine, Choice::Theirs] {
        let mut bench = Bench::new();
        let id = bench.id("総務課");
        bench.set(id, "組織の目的", "私").expect("edited");
        let theirs = SHEET.replace("目的: 目的", "目的: 別");
        bench.write(A, &theirs);
        let events = bench.pass(400);
        assert!(events.contains(&Event::Saving { id, saving: Saving::Conflict }), "{events:?}");
        let mine = SHEET.replace("目的: 目的", "目的: 私");
        let conflict = bench.session.conflict(id).expect("a conflict");
        assert!(!conflict.is_whole);
        let [Difference { label, mine: own, theirs: foreign, .. }] = conflict.differences.as_slice() else {
            panic!("{conflict:?}")
        };
        assert_eq!([label.as_str(), own, foreign], ["組織の目的", "私", "別"]);
        assert!(matches!(bench.set(id, "部", "x"), Err(SessionError::Failed { .. })));
        bench.pass(10_000);
        assert_eq!(bench.file(A), theirs);
        assert!(bench.session.unsaved().is_some());
        let shown = bench.session.choose(id, choice).expect("chosen").expect("open");
        assert_eq!(shown.saving, Saving::Saved);
        assert_eq!(bench.file(A), if choice == Choice::Mine { mine.clone() } else { theirs });
        if choice == Choice::Theirs {
            bench.session.undo().expect("apart").expect("something");
            bench.pass(400);
            assert_eq!(bench.file(A), mine);
        }
    }
}

#[test]
fn a_text_that_another_program_broke_keeps_the_boxes_of_the_last_good_one() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    let before = bench.session.open_sheet(id).expect("open");
    let broken = SHEET.replace("部: 東区役所", "部: \"東区役所");
    bench.write(A, &broken);
    bench.pass(250);
    bench.pass(250);
    let shown = bench.session.open_sheet(id).expect("open");
    assert!(!shown.is_readable && shown.text == broken && shown.values == before.values);
    assert!(shown.findings.iter().any(|finding| finding.rule == Rule::YAML_SYNTAX), "{:?}", shown.findings);
    assert!(matches!(bench.set(id, "課", "x"), Err(SessionError::Wish { .. })));
    bench.write(A, SHEET);
    bench.pass(250);
    assert!(bench.session.open_sheet(id).expect("open").is_readable);
    // Bytes that are no text are shown, and never written.
    bench.disk.write(Path::new(A), b"\x82\xA0\x82\xA2: \x82\xA4\n").expect("written");
    bench.pass(250);
    bench.pass(250);
    assert!(matches!(bench.set(id, "課", "x"), Err(SessionError::Wish { .. })));
}

#[test]
fn a_wish_of_an_older_page_is_fulfilled_where_its_box_is_the_same() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    let base = bench.session.open_sheet(id).expect("open").revision;
    bench.write(A, &SHEET.replace("甲", "乙"));
    bench.pass(250);
    bench.session.edit(id, base, &set("組織の目的", "私")).expect("another box");
    let refused = bench.session.edit(id, base, &set("組織目標/0/取組/0/主な取組/0", "私"));
    assert!(matches!(refused, Err(SessionError::Outdated { .. })), "{refused:?}");
}

#[test]
fn a_wish_does_not_reach_the_item_that_came_into_the_place_of_its_own() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    let base = bench.session.open_sheet(id).expect("open").revision;
    let list = "組織目標".parse().expect("an address");
    bench.session.edit(id, base, &Wish::Insert { list, index: 0 }).expect("inserted");
    let refused = bench.session.edit(id, base, &set("組織目標/0/目標", "二"));
    assert!(matches!(refused, Err(SessionError::Outdated { .. })), "{refused:?}");
    // Text that is typed while an answer is on its way is accepted.
    let base = bench.session.open_sheet(id).expect("open").revision;
    for text in ["二", "二三"] {
        bench.session.edit(id, base, &set("組織目標/0/目標", text)).expect("taken");
    }
}

/// Runs two sessions and an editor on one collection: what each reported as saved is in the file, or was replaced by a
/// later change of the same box that saw it.
#[test]
fn two_sessions_lose_no_change_of_each_other() {
    let boxes = ["部", "組織の目的", "組織目標/0/目標", "取り組みについて", "組織目標/0/取組/0/主な取組/0"];
    for seed in 0..20_u64 {
        let bench = Bench::new();
        let clock = Arc::clone(&bench.clock);
        let mut sessions = [open(&bench.disk, &clock), open(&bench.disk, &clock)];
        let id = bench.id("総務課");
        let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut next = |count: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(random >> 33).unwrap_or_default() % count
        };
        // The number of texts that were typed, by which they differ.
        let mut typed = 0;
        for _ in 0..40 {
            let (who, at) = (next(2), boxes[next(boxes.len())]);
            let session = &mut sessions[who];
            let base = session.open_sheet(id).expect("open").revision;
            if next(3) > 0 {
                let text = format!("{at}の{typed}番");
                if session.edit(id, base, &set(at, &text)).is_ok() {
                    typed += 1;
                    assert_eq!(value(session, id, at), text);
                }
            }
            clock.pass(50 + next(400) as u64);
            for session in &mut sessions {
                let before: Vec<String> = boxes.iter().map(|at| value(session, id, at)).collect();
                let events = session.tick();
                let after: Vec<String> = boxes.iter().map(|at| value(session, id, at)).collect();
                let is_reported = events.iter().any(|event| matches!(event, Event::Changed { .. }));
                assert!(before == after || is_reported, "a box changed without a word: {before:?} {after:?}");
                if let Some(conflict) = session.conflict(id) {
                    for difference in &conflict.differences {
                        let at = difference.at.as_ref().map(ToString::to_string).expect("a choice of boxes");
                        assert_eq!(
                            difference.mine,
                            after[boxes.iter().position(|known| *known == at).expect("known")]
                        );
                    }
                    let choice = if next(2) == 0 { Choice::Mine } else { Choice::Theirs };
                    let _ = session.choose(id, choice);
                }
            }
        }
        for _ in 0..20 {
            clock.pass(1000);
            for session in &mut sessions {
                session.tick();
                if session.conflict(id).is_some() {
                    let _ = session.choose(id, Choice::Mine);
                }
            }
        }
        let file = bench.file(A);
        for session in &mut sessions {
            assert_eq!(session.open_sheet(id).expect("open").text, file);
            assert!(session.unsaved().is_none());
        }
    }
}

fn value(session: &mut Session, id: SheetId, at: &str) -> String {
    let address = at.parse().expect("an address");
    let values = session.open_sheet(id).expect("open").values;
    values.into_iter().find(|value| value.at == address).map(|value| value.text).unwrap_or_default()
}
