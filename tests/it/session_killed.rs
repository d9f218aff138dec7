//! A session that is killed while it saves leaves a whole text, and nothing that it said is saved is lost.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mokuhyo::disk::RealDisk;
use mokuhyo::edit::Wish;
use mokuhyo::session::{Saving, Session, SystemClock, Threads};

use super::support::Project;

const SHEET: &str = "sheets/r2/higashi/soumu.yaml";

/// The folder that a child of these tests works in.
const FOLDER: &str = "MOKUHYO_SESSION_FOLDER";

/// How often a session is killed; `MOKUHYO_KILLS=200` kills as many.
fn kills() -> u64 {
    std::env::var("MOKUHYO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(4)
}

fn text(number: usize) -> String {
    let lines = format!("      - 第{number}回の取組\n").repeat(300);
    format!(
        "様式: 組織目標管理シート # 覚え\n年度: 令和2年度\n部: 東区役所\n組織の目的: 第{number}回\n組織目標:\n  - 目標: 一\n    取組:\n    - 主な取組:\n{}",
        lines.replace(&format!("第{number}回"), "同じ")
    )
}

/// Not a test of its own: the child that is killed. It saves one text after the other and says which.
#[test]
fn child_that_saves_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let path = Path::new(&folder).join(SHEET);
    let (clock, background) = (Arc::new(SystemClock::default()), Arc::new(Threads));
    let mut session = Session::open(Arc::new(RealDisk), &path, clock, background).unwrap();
    let id = session.named().unwrap();
    let mut base = session.open_sheet(id).unwrap().revision;
    // It ends by itself where the parent did not come to kill it.
    for number in 1..=20_000 {
        let wish = Wish::Set { at: "組織の目的".parse().unwrap(), text: format!("第{number}回") };
        base = session.edit(id, base, &wish).unwrap().revision;
        assert_eq!(session.save(id), Saving::Saved);
        // Whole or not at all, as the parent reads it at any moment.
        fs::write(Path::new(&folder).join("saved.tmp"), number.to_string()).unwrap();
        fs::rename(Path::new(&folder).join("saved.tmp"), Path::new(&folder).join("saved")).unwrap();
    }
}

#[test]
fn a_killed_session_leaves_no_torn_text() {
    let project = Project::with(&[(SHEET, text(0).as_str()), ("sheets/mokuhyo.yaml", "")]);
    let folder = project.path("");
    let mut saved_in_all = 0;
    for kill in 0..kills() {
        let _ = fs::remove_file(folder.join("saved"));
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["session_killed::child_that_saves_until_it_is_killed", "--exact", "--nocapture"])
            .env(FOLDER, &folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // It has begun when the first text is saved.
        let _ = BufReader::new(child.stdout.take().unwrap()).lines().next();
        let start = Instant::now();
        while !folder.join("saved").exists() && start.elapsed() < Duration::from_mins(1) {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_micros(kill.wrapping_mul(7919) % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let said: usize = fs::read_to_string(folder.join("saved")).unwrap().parse().unwrap();
        let file = fs::read_to_string(folder.join(SHEET)).unwrap();
        let is_whole = [said, said + 1].into_iter().any(|number| file == text(number));
        assert!(is_whole, "{said} was saved, and the file says\n{}", &file[..file.len().min(300)]);
        saved_in_all += said;
    }
    assert!(saved_in_all as u64 >= kills());
}
