//! The list while the collection is being checked in the background.

use super::*;

/// Keeps work until the test runs it.
#[derive(Default)]
struct QueuedWork(Mutex<Vec<Work>>);

impl QueuedWork {
    /// Runs the work that is kept; returns whether there was some.
    fn run(&self) -> bool {
        let work = std::mem::take(&mut *self.0.lock().expect("work"));
        let any = !work.is_empty();
        for task in work {
            task();
        }
        any
    }
}

impl Background for QueuedWork {
    fn run(&self, work: Work) {
        self.0.lock().expect("work").push(work);
    }
}

/// Opens a collection of two wards whose checks wait.
fn waiting() -> (Bench, Arc<QueuedWork>) {
    let mut bench = Bench::new();
    bench.write(
        "/s/r2/nishi/soumu.yaml",
        &SHEET.replace("東区役所", "西区役所").replace("評価日:", "評価日: 昨日"),
    );
    let held = Arc::new(QueuedWork::default());
    let (disk, clock) = (Arc::clone(&bench.disk) as SharedDisk, Arc::clone(&bench.clock) as Arc<dyn Clock>);
    bench.session =
        Session::open(disk, Path::new("/s"), clock, Arc::clone(&held) as _).expect("a collection");
    (bench, held)
}

fn checked(bench: &Bench) -> Vec<bool> {
    bench.session.list().iter().map(|sheet| sheet.is_checked).collect()
}

#[test]
fn the_list_is_there_before_any_sheet_is_read_and_states_follow() {
    let (mut bench, held) = waiting();
    let names: Vec<String> = bench.session.list().into_iter().map(|sheet| sheet.name).collect();
    assert_eq!(names, ["r2/higashi/soumu", "r2/higashi/zeimu", "r2/nishi/soumu"]);
    assert_eq!((checked(&bench), bench.session.folders().len()), (vec![false; 3], 2));
    assert!(held.run());
    assert!(bench.pass(50).contains(&Event::Listed));
    assert_eq!(checked(&bench), [true; 3]);
    assert!(bench.session.list()[2].errors > 0);
}

#[test]
fn an_opened_sheet_does_not_wait_for_the_check_of_the_others() {
    let (mut bench, held) = waiting();
    let id = bench.session.list()[2].id;
    let shown = bench.session.open_sheet(id).expect("open");
    assert!(shown.findings.iter().any(|finding| finding.rule == Rule::INVALID_DATE), "{shown:?}");
    assert_eq!((checked(&bench), shown.is_checked), (vec![false, false, true], false));
    // The check of the text before the edit does not replace the findings since.
    bench.set(id, "評価日", "").expect("edited");
    held.run();
    bench.pass(50);
    assert_eq!((checked(&bench), bench.session.list()[2].errors), (vec![true; 3], 0));
    bench.pass(500);
    assert!(held.run());
    bench.pass(50);
    assert!(bench.session.open_sheet(id).expect("open").is_checked);
}

#[test]
fn a_sheet_that_is_written_during_a_check_stays_in_the_list() {
    let (mut bench, held) = waiting();
    let id = bench.session.new_sheet("r2/nishi", "zeimu", Form::Department, "税務課").expect("written");
    held.run();
    bench.pass(50);
    assert!(bench.session.list().iter().any(|sheet| sheet.id == id));
    bench.pass(6000);
    while held.run() {
        bench.pass(50);
    }
    assert!(bench.session.list().iter().any(|sheet| sheet.id == id && sheet.is_checked));
}

#[test]
fn a_check_that_cannot_be_started_is_tried_again() {
    let (mut bench, held) = waiting();
    held.0.lock().expect("work").clear();
    bench.pass(50);
    assert!(held.run(), "started again");
    bench.pass(50);
    assert_eq!(checked(&bench), [true; 3]);
}
