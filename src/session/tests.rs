//! Sessions on a disk in memory, with a clock that the tests move.

mod background;
mod others;
mod saving;
mod sheets;

use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::disk::{DiskError, Kind, Lock, MemoryDisk, ReplaceError, WritableDisk};
use crate::edit::Wish;
use crate::finding::Rule;
use crate::sheet::Form;
use crate::source::Digest;

#[derive(Default)]
struct ManualClock(Mutex<Duration>);

impl ManualClock {
    fn pass(&self, milliseconds: u64) {
        *self.0.lock().expect("a time") += Duration::from_millis(milliseconds);
    }
}

impl Clock for ManualClock {
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
}

impl WritableDisk for TestDisk {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.files.write(path, bytes)
    }

    fn replace(&self, path: &Path, within: &Path, old: Digest, bytes: &[u8]) -> Result<(), ReplaceError> {
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
    clock: Arc<ManualClock>,
    session: Session,
}

impl Bench {
    fn new() -> Self {
        let disk = Arc::new(TestDisk::default());
        disk.write(Path::new("/s/mokuhyo.yaml"), b"").expect("written");
        disk.write(Path::new(A), SHEET.as_bytes()).expect("written");
        let second = SHEET.replace("総務課", "税務課");
        disk.write(Path::new(B), format!("\u{FEFF}{}", second.replace('\n', "\r\n")).as_bytes())
            .expect("written");
        let clock = Arc::new(ManualClock::default());
        let session = open(&disk, &clock);
        Self { disk, clock, session }
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

    fn set(&mut self, id: SheetId, at: &str, text: &str) -> Result<Snapshot, SessionError> {
        let base = self.session.open_sheet(id).expect("open").revision;
        self.session.edit(id, base, &set(at, text))
    }

    fn pass(&mut self, milliseconds: u64) -> Vec<Event> {
        self.clock.pass(milliseconds);
        self.session.tick()
    }
}

fn open(disk: &Arc<TestDisk>, clock: &Arc<ManualClock>) -> Session {
    let disk: SharedDisk = Arc::clone(disk) as SharedDisk;
    let clock = Arc::clone(clock) as Arc<dyn Clock>;
    Session::open(disk, Path::new("/s"), clock, Arc::new(Immediate)).expect("a collection")
}

/// Runs work at once, so that its results are there when the session looks for them.
struct Immediate;

impl Background for Immediate {
    fn run(&self, work: Work) {
        work();
    }
}

fn set(at: &str, text: &str) -> Wish {
    Wish::Set { at: at.parse().expect("an address"), text: text.to_owned() }
}
