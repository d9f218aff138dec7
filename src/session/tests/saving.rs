//! Saving, undo, and disks that refuse.

use super::*;

#[test]
fn a_text_is_saved_when_nobody_types() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    bench.set(id, "組織の目的", "一").expect("edited");
    assert!(bench.session.unsaved().is_some());
    bench.pass(399);
    assert_eq!(bench.file(A), SHEET);
    let events = bench.pass(1);
    assert!(events.contains(&Event::Saving { id, saving: Saving::Saved }), "{events:?}");
    assert_eq!(bench.file(A), SHEET.replace("目的: 目的", "目的: 一"));
    assert!(bench.session.unsaved().is_none());
}

#[test]
fn who_types_on_and_on_is_saved_in_between() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    for turn in 1..=4 {
        bench.set(id, "組織の目的", &"一".repeat(turn)).expect("edited");
        assert_eq!(bench.file(A), SHEET);
        bench.pass(200);
    }
    assert_eq!(bench.file(A), SHEET.replace("目的: 目的", "目的: 一一一一"));
}

#[test]
fn nothing_is_saved_while_an_input_method_composes() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    bench.set(id, "組織の目的", "k").expect("edited");
    bench.session.compose(id, true);
    bench.pass(5000);
    assert_eq!(bench.session.save(id), Saving::Waiting);
    assert_eq!(bench.file(A), SHEET);
    bench.session.compose(id, false);
    assert_eq!(bench.session.save(id), Saving::Saved);
    assert!(bench.file(A).contains("目的: k\n"));
}

#[test]
fn undo_goes_back_to_the_bytes_of_the_beginning_over_all_sheets() {
    let mut bench = Bench::new();
    let (first, second) = (bench.id("総務課"), bench.id("税務課"));
    let before = [bench.file(A), bench.file(B)];
    bench.set(first, "組織目標/0/目標", "二\n行").expect("edited");
    bench.set(second, "組織の目的", "- 三").expect("edited");
    bench.pass(500);
    bench.set(first, "組織目標/0/取組/0/主な取組/1", "乙").expect("edited");
    bench.pass(500);
    let after = [bench.file(A), bench.file(B)];
    for _ in 0..3 {
        bench.session.undo().expect("apart").expect("something");
    }
    assert_eq!((bench.session.undo(), bench.session.history()), (Ok(None), (false, true)));
    bench.pass(500);
    assert_eq!([bench.file(A), bench.file(B)], before);
    for _ in 0..3 {
        bench.session.redo().expect("apart").expect("something");
    }
    bench.pass(500);
    assert_eq!([bench.file(A), bench.file(B)], after);
}

#[test]
fn a_full_disk_loses_nothing_and_is_tried_again() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    bench.disk.is_full.store(true, Ordering::Relaxed);
    bench.set(id, "組織の目的", "一").expect("edited");
    let events = bench.pass(400);
    let is_reported = |event: &Event| matches!(event, Event::Saving { saving: Saving::Failed { why }, .. } if why.ja.contains("いっぱい"));
    assert!(events.iter().any(is_reported), "{events:?}");
    assert!(bench.session.unsaved().is_some());
    bench.disk.is_full.store(false, Ordering::Relaxed);
    bench.pass(1999);
    assert_eq!(bench.file(A), SHEET);
    bench.pass(1);
    assert!(bench.file(A).contains("目的: 一\n"));
}

#[test]
fn a_file_that_goes_away_is_told_and_can_be_written_again() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    bench.set(id, "組織の目的", "一").expect("edited");
    bench.disk.remove(Path::new(A)).expect("there");
    let events = bench.pass(400);
    assert!(events.contains(&Event::Saving { id, saving: Saving::Gone }), "{events:?}");
    assert_eq!(bench.session.conflict(id), None);
    bench.pass(6000);
    // It is in no list any more, and still open.
    assert_eq!(
        (bench.session.list().len(), bench.session.sheet(id).map(|sheet| sheet.saving)),
        (1, Ok(Saving::Gone))
    );
    bench.session.choose(id, Choice::Mine).expect("written");
    assert!(bench.file(A).contains("目的: 一\n"));
    bench.pass(6000);
    assert_eq!(bench.session.list().len(), 2);
}
