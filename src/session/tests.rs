//! Sessions on a disk in memory, with a clock that the tests move.

use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::disk::{DiskError, Kind, Lock, MemoryDisk, Unreplaced};
use crate::edit::Wish;
use crate::finding::Rule;
use crate::sheet::Form;
use crate::source::Digest;

#[derive(Default)]
struct Hand(Mutex<Duration>);

impl Hand {
    fn pass(&self, milliseconds: u64) {
        *self.0.lock().expect("a time") += Duration::from_millis(milliseconds);
    }
}

impl Clock for Hand {
    fn now(&self) -> Duration {
        *self.0.lock().expect("a time")
    }
}

/// A disk in memory that may be full.
#[derive(Default)]
struct TestDisk {
    files: MemoryDisk,
    is_full: AtomicBool,
}

impl Disk for TestDisk {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.files.kind(path)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.files.canonical(path)
    }

    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>> {
        self.files.files(folder)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.read(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.files.write(path, bytes)
    }

    fn note(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.files.note(path, bytes)
    }

    fn replace(&self, path: &Path, within: &Path, old: Digest, bytes: &[u8]) -> Result<(), Unreplaced> {
        if self.is_full.load(Ordering::Relaxed) {
            return Err(io::Error::from(io::ErrorKind::StorageFull).into());
        }
        self.files.replace(path, within, old, bytes)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.files.create(path, bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.files.remove(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        self.files.lock(path)
    }
}

const A: &str = "/s/r2/higashi/soumu.yaml";
const B: &str = "/s/r2/higashi/zeimu.yaml";

const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課 # 覚え
問合せ先: 025-250-2710
作成日: R2.4.1
修正日:
評価日:
組織の目的: 目的
組織目標:
  - 部区組織目標:
    目標: 一
    取組:
      - 主な取組:
          - 甲
    達成状況:
    評価:
取り組みについて: 計画
取り組みの結果について:
";

struct Bench {
    disk: Arc<TestDisk>,
    hand: Arc<Hand>,
    session: Session,
}

impl Bench {
    fn new() -> Self {
        let disk = Arc::new(TestDisk::default());
        disk.write(Path::new("/s/mokuhyo.yaml"), b"").expect("written");
        disk.write(Path::new(A), SHEET.as_bytes()).expect("written");
        let other = SHEET.replace("総務課", "税務課");
        disk.write(Path::new(B), format!("\u{FEFF}{}", other.replace('\n', "\r\n")).as_bytes())
            .expect("written");
        let hand = Arc::new(Hand::default());
        let session = open(&disk, &hand);
        Self { disk, hand, session }
    }

    fn id(&self, section: &str) -> SheetId {
        let sheet = self.session.list().into_iter().find(|sheet| sheet.section == section);
        sheet.unwrap_or_else(|| panic!("{section}")).id
    }

    fn file(&self, path: &str) -> String {
        String::from_utf8(self.disk.read(Path::new(path)).expect("there")).expect("text")
    }

    fn write(&self, path: &str, text: &str) {
        self.disk.write(Path::new(path), text.as_bytes()).expect("written");
    }

    fn set(&mut self, id: SheetId, at: &str, text: &str) -> Result<Snapshot, Refused> {
        let base = self.session.open_sheet(id).expect("open").revision;
        self.session.edit(id, base, &set(at, text))
    }

    fn pass(&mut self, milliseconds: u64) -> Vec<Event> {
        self.hand.pass(milliseconds);
        self.session.tick()
    }
}

fn open(disk: &Arc<TestDisk>, hand: &Arc<Hand>) -> Session {
    let disk: SharedDisk = Arc::clone(disk) as SharedDisk;
    Session::open(disk, Path::new("/s"), Arc::clone(hand) as Arc<dyn Clock>).expect("a collection")
}

fn set(at: &str, text: &str) -> Wish {
    Wish::Set { at: at.parse().expect("an address"), text: text.to_owned() }
}

#[test]
fn the_list_says_how_every_sheet_is() {
    let mut bench = Bench::new();
    let list = bench.session.list();
    assert_eq!(
        list.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(),
        ["r2/higashi/soumu", "r2/higashi/zeimu"]
    );
    let sheet = &list[0];
    assert_eq!((sheet.year.as_str(), sheet.organization.as_str()), ("令和2年度", "東区役所"));
    assert_eq!((sheet.errors, sheet.is_stale, sheet.missing), (0, true, 0), "{list:?}");
    let id = bench.id("総務課");
    bench.set(id, "問合せ先", "").expect("edited");
    let shown = bench.set(id, "作成日", "R2.13.1").expect("edited");
    assert!(shown.findings.iter().any(|it| it.rule == Rule::INVALID_DATE), "{shown:?}");
    assert_eq!((bench.session.list()[0].missing, bench.session.list()[0].errors), (1, 1));
    bench.pass(1000);
    let shown = bench.session.open_sheet(id).expect("open");
    assert!(shown.is_judged);
}

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
    let (one, other) = (bench.id("総務課"), bench.id("税務課"));
    let before = [bench.file(A), bench.file(B)];
    bench.set(one, "組織目標/0/目標", "二\n行").expect("edited");
    bench.set(other, "組織の目的", "- 三").expect("edited");
    bench.pass(500);
    bench.set(one, "組織目標/0/取組/0/主な取組/1", "乙").expect("edited");
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
fn what_another_program_saves_is_shown_and_both_changes_are_made() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    bench.session.open_sheet(id).expect("open");
    let theirs = SHEET.replace("目標: 一", "目標: 二");
    bench.write(A, &theirs);
    let events = bench.pass(250);
    assert!(events.iter().any(|it| matches!(it, Event::Changed { .. })), "{events:?}");
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
        assert_eq!(
            bench.session.conflict(id),
            Some(Conflict { mine: mine.clone(), theirs: Some(theirs.clone()) })
        );
        assert!(matches!(bench.set(id, "部", "x"), Err(Refused::Failed { .. })));
        bench.pass(10_000);
        assert_eq!(bench.file(A), theirs);
        assert!(bench.session.unsaved().is_some());
        let shown = bench.session.choose(id, choice).expect("chosen");
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
fn a_full_disk_loses_nothing_and_is_tried_again() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    bench.disk.is_full.store(true, Ordering::Relaxed);
    bench.set(id, "組織の目的", "一").expect("edited");
    let events = bench.pass(400);
    let is_told = |it: &Event| matches!(it, Event::Saving { saving: Saving::Failed { why }, .. } if why.ja.contains("いっぱい"));
    assert!(events.iter().any(is_told), "{events:?}");
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
    assert!(events.contains(&Event::Saving { id, saving: Saving::Conflict }), "{events:?}");
    assert_eq!(bench.session.conflict(id).map(|it| it.theirs), Some(None));
    bench.pass(6000);
    bench.session.choose(id, Choice::Mine).expect("written");
    assert!(bench.file(A).contains("目的: 一\n"));
    bench.pass(6000);
    assert_eq!(bench.session.list().len(), 2);
}

#[test]
fn a_text_that_another_program_broke_keeps_the_boxes_of_the_last_good_one() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    let before = bench.session.open_sheet(id).expect("open");
    let broken = SHEET.replace("部: 東区役所", "部: \"東区役所");
    bench.write(A, &broken);
    bench.pass(250);
    let shown = bench.session.open_sheet(id).expect("open");
    assert!(!shown.is_readable && shown.text == broken && shown.values == before.values);
    assert!(shown.findings.iter().any(|it| it.rule == Rule::YAML_SYNTAX), "{:?}", shown.findings);
    assert!(matches!(bench.set(id, "課", "x"), Err(Refused::Wish { .. })));
    bench.write(A, SHEET);
    bench.pass(250);
    assert!(bench.session.open_sheet(id).expect("open").is_readable);
    // Bytes that are no text are shown, and never written.
    bench.disk.write(Path::new(A), b"\x82\xA0\x82\xA2: \x82\xA4\n").expect("written");
    bench.pass(250);
    assert!(matches!(bench.set(id, "課", "x"), Err(Refused::Wish { .. })));
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
    assert!(matches!(refused, Err(Refused::Outdated { .. })), "{refused:?}");
}

#[test]
fn a_wish_does_not_reach_the_item_that_came_into_the_place_of_its_own() {
    let mut bench = Bench::new();
    let id = bench.id("総務課");
    let base = bench.session.open_sheet(id).expect("open").revision;
    let list = "組織目標".parse().expect("an address");
    bench.session.edit(id, base, &Wish::Insert { list, index: 0 }).expect("inserted");
    let refused = bench.session.edit(id, base, &set("組織目標/0/目標", "二"));
    assert!(matches!(refused, Err(Refused::Outdated { .. })), "{refused:?}");
    // What is typed on while an answer is on its way is taken.
    let base = bench.session.open_sheet(id).expect("open").revision;
    for text in ["二", "二三"] {
        bench.session.edit(id, base, &set("組織目標/0/目標", text)).expect("taken");
    }
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
    let place = shown.findings.iter().position(|it| it.rule == Rule::WAVE_DASH).expect("told");
    let mended = bench.session.mend(id, shown.revision, place).expect("mended");
    assert!(mended.text.contains("10〜20"), "{}", mended.text);
    assert!(matches!(bench.session.mend(id, shown.revision, place), Err(Refused::Outdated { .. })));
}

/// Two sessions and an editor on one collection: what each was told is saved is in the file, or was replaced by a
/// later change of the same box that saw it.
#[test]
fn two_sessions_lose_no_change_of_each_other() {
    let boxes = ["部", "組織の目的", "組織目標/0/目標", "取り組みについて", "組織目標/0/取組/0/主な取組/0"];
    for seed in 0..20_u64 {
        let bench = Bench::new();
        let hand = Arc::clone(&bench.hand);
        let mut sessions = [open(&bench.disk, &hand), open(&bench.disk, &hand)];
        let id = bench.id("総務課");
        let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut next = |count: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(random >> 33).unwrap_or_default() % count
        };
        // What each session's person sees in each box, as far as nobody told them otherwise.
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
            hand.pass(50 + next(400) as u64);
            for session in &mut sessions {
                let before: Vec<String> = boxes.iter().map(|at| value(session, id, at)).collect();
                let events = session.tick();
                let after: Vec<String> = boxes.iter().map(|at| value(session, id, at)).collect();
                let is_told = events.iter().any(|it| matches!(it, Event::Changed { .. }));
                assert!(before == after || is_told, "a box changed without a word: {before:?} {after:?}");
                if let Some(conflict) = session.conflict(id) {
                    assert!(boxes.iter().zip(&after).all(|(_, text)| conflict.mine.contains(text.as_str())));
                    let choice = if next(2) == 0 { Choice::Mine } else { Choice::Theirs };
                    let _ = session.choose(id, choice);
                }
            }
        }
        for _ in 0..20 {
            hand.pass(1000);
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
    values.into_iter().find(|it| it.at == address).map(|it| it.text).unwrap_or_default()
}

/// A whole sheet of April, by the wishes that boxes and buttons make.
#[test]
fn a_sheet_for_april_is_written_by_boxes_and_buttons_alone() {
    let mut bench = Bench::new();
    let before = "\n作成日: R2.4.1\n";
    let id = bench.session.new_sheet("r2/higashi", "kensetsu", Form::Department, "建設課").expect("written");
    let begun = bench.file("/s/r2/higashi/kensetsu.yaml");
    let mut wish = |wish: Wish| {
        let base = bench.session.open_sheet(id).expect("open").revision;
        let done = bench.session.edit(id, base, &wish);
        done.unwrap_or_else(|it| panic!("{wish:?}: {it:?}"));
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
    let findings: Vec<_> = findings.into_iter().filter(|it| !of_others(it.rule)).collect();
    assert!(findings.is_empty() && state.missing == 0, "{findings:?}\n{text}");
    assert!(text.contains(before) && text.contains("H29: \"-\"\n"), "{text}");
    let notes = |text: &str| text.matches('#').count();
    assert_eq!(notes(&begun), notes(&text), "{text}");
}
