//! Runs on disks that fail: losses are reported, recorded files exist, and the next run completes the work.

mod outputs;
mod records;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::disk::{Disk, DiskError, Kind, Lock, MemoryDisk, WritableDisk};

const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
組織目標:
  - 目標: 防災意識の向上
    取組:
      - 主な取組: 講座の開催
        指標:
          - 項目: 開催数
";

/// A disk in memory with faults that a test sets.
struct Faulty {
    disk: MemoryDisk,
    /// Returns whether writing to a path fails.
    refuses: fn(&str) -> bool,
    /// Returns whether reading a path fails.
    unreadable: fn(&str) -> bool,
    /// Sheets that change after they have been read once.
    swapped: Mutex<Vec<PathBuf>>,
}

impl Faulty {
    fn new(refuses: fn(&str) -> bool, swapped: &[&str]) -> Self {
        let second = SHEET.replace("総務課", "地域課");
        let settings = "規則:\n  ward-missing: off\n".to_owned();
        let files =
            [("/s/mokuhyo.yaml", settings), ("/s/r2/a.yaml", SHEET.to_owned()), ("/s/r2/b.yaml", second)];
        let swapped = Mutex::new(swapped.iter().map(PathBuf::from).collect());
        Self { disk: MemoryDisk::with(files), refuses, unreadable: |_| false, swapped }
    }

    fn has(&self, path: &str) -> bool {
        self.disk.kind(Path::new(path)).is_ok()
    }
}

impl Disk for Faulty {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.disk.kind(path)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.canonical(path)
    }

    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>> {
        self.disk.files(folder)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if (self.unreadable)(&path.to_string_lossy()) {
            return Err(io::Error::other("an I/O error"));
        }
        let bytes = self.disk.read(path)?;
        let mut swapped = self.swapped.lock().expect("whole");
        if let Some(place) = swapped.iter().position(|swapped_path| swapped_path == path) {
            swapped.remove(place);
            self.disk.write(path, &[&bytes, "問合せ先: 025-250-2710\n".as_bytes()].concat())?;
        }
        Ok(bytes)
    }
}

impl WritableDisk for Faulty {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if (self.refuses)(&path.to_string_lossy()) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.disk.write(path, bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.disk.remove(path)
    }

    fn lock(&self, out: &Path) -> io::Result<Option<Lock>> {
        self.disk.lock(out)
    }
}

fn run(disk: &Faulty, helper: Option<Helper>) -> Run {
    run_of(disk, helper, Some(Part::Sheets), false)
}

fn run_of(disk: &Faulty, helper: Option<Helper>, only: Option<Part>, prune: bool) -> Run {
    outcome(disk, helper, only, prune, |_, _| {}).1
}

/// Returns a request for the PDFs of all sheets, typeset by threads.
fn request(paths: &[PathBuf]) -> Request<'_> {
    Request {
        drafts: false,
        paths,
        out: Path::new("/out"),
        deny_warnings: false,
        jobs: 2,
        only: Some(Part::Sheets),
        shard: Shard::WHOLE,
        force: false,
        prune: false,
        overwrite: false,
        undated: None,
        helper: None,
    }
}

/// Returns the results of a run, which `on_event` may end.
fn outcome(
    disk: &Faulty,
    helper: Option<Helper>,
    only: Option<Part>,
    prune: bool,
    on_event: fn(Event, &AtomicBool),
) -> (CheckedCollection, Run) {
    let stop = AtomicBool::new(false);
    let run = |request: Request, tools: Tools| {
        let request = Request { only, prune, helper, ..request };
        build(&request, tools, |event| on_event(event, &stop)).expect("a collection")
    };
    with_tools(disk, &stop, run)
}

/// Calls `work` with the request of all PDFs and the environment of a run.
fn with_tools<R>(disk: &Faulty, stop: &AtomicBool, work: impl FnOnce(Request, Tools) -> R) -> R {
    let paths = [PathBuf::from("/s")];
    let (reader, rules) = (Reader::new(), Rules::new());
    work(request(&paths), Tools { disk, reader: &reader, rules: &rules, stop })
}

fn states(run: &Run) -> Vec<State> {
    run.sheets.values().flat_map(|sheet| sheet.outputs.iter().map(|(_, state)| *state)).collect()
}
