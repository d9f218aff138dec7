//! Work that takes long, in a thread: the check of the whole collection, and the look at all its files.
//!
//! An edit never waits for either. A report is of the files as they were when its work began, so the session drops it
//! if its list of files has changed since.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::SharedDisk;
use super::checker::Checker;
use super::overlay::{KnownFiles, Overlay};
use crate::disk::{Disk, Listing, Stamp};
use crate::pipeline::{Built, verdicts};
use crate::rules::{CheckedCollection, Verdicts};

/// A piece of work.
pub type Work = Box<dyn FnOnce() + Send>;

/// Runs work while the session goes on.
pub trait Background: Send + Sync {
    /// Runs a piece of work, now or soon. Work that cannot be run is dropped, and the session tries again later.
    fn run(&self, work: Work);
}

/// Runs each piece of work in a thread of its own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Threads;

impl Background for Threads {
    fn run(&self, work: Work) {
        // An error drops the work, which reports that.
        let _ = thread::Builder::new().name("check".to_owned()).spawn(work);
    }
}

/// A result of work.
pub(super) enum Report {
    /// The sheets of one folder are checked, before those of the others.
    Folder(CheckedCollection),
    /// The whole collection is checked.
    Collection(CheckedCollection),
    /// The files of the collection, and its outputs.
    Files(ScannedFiles),
    /// Verdicts that were not known.
    Verdicts(Verdicts),
    /// The work has ended.
    Ended,
    /// The work was never run.
    Dropped,
}

/// The files of the collection.
pub(super) struct ScannedFiles {
    pub(super) known: KnownFiles,
    pub(super) stamps: BTreeMap<PathBuf, Option<Stamp>>,
    pub(super) built: Built,
}

/// The reports of the work of a session, and whether some is running.
pub(super) struct Reports {
    sender: Sender<(u64, Report)>,
    receiver: Receiver<(u64, Report)>,
    /// The number of the list of files: a report of an earlier list is dropped.
    list: u64,
    is_busy: bool,
}

impl Default for Reports {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver, list: 0, is_busy: false }
    }
}

impl Reports {
    /// Drops what runs now and what it reports later.
    pub(super) const fn renew(&mut self) {
        self.list += 1;
    }

    pub(super) const fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// Begins a piece of work. Returns where it reports.
    pub(super) fn begin(&mut self) -> Reporter {
        self.is_busy = true;
        Reporter { sender: self.sender.clone(), list: self.list, is_run: false }
    }

    /// Returns the next report, and whether it is of the list of files as it is now.
    pub(super) fn next(&mut self) -> Option<(Report, bool)> {
        let (list, report) = self.receiver.try_recv().ok()?;
        if matches!(report, Report::Ended | Report::Dropped) {
            self.is_busy = false;
        }
        Some((report, list == self.list))
    }
}

/// Where a piece of work reports. When it is dropped, the work has ended.
pub(super) struct Reporter {
    sender: Sender<(u64, Report)>,
    list: u64,
    is_run: bool,
}

impl Reporter {
    fn send(&self, report: Report) {
        // A session that has ended reads no reports.
        let _ = self.sender.send((self.list, report));
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        self.send(if self.is_run { Report::Ended } else { Report::Dropped });
    }
}

/// Lists the files of a collection. A folder that cannot be listed now keeps the files that it had.
pub(super) fn files(disk: &dyn Disk, root: &Path, before: &KnownFiles) -> KnownFiles {
    let Listing { mut files, errors } = disk.list(root);
    let known = before.files.iter().filter(|file| errors.iter().any(|error| file.starts_with(&error.path)));
    files.extend(known.cloned());
    files.sort();
    files.dedup();
    KnownFiles { files, links: disk.links(root) }
}

/// Returns the stamps of the sheets and settings among files.
pub(super) fn stamps(disk: &dyn Disk, known: &KnownFiles) -> BTreeMap<PathBuf, Option<Stamp>> {
    let is_yaml =
        |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let files = known.files.iter().filter(is_yaml);
    files.map(|path| (path.clone(), disk.stamp(path).ok())).collect()
}

/// A look at all files of a collection and at the manifest of its outputs.
pub(super) struct Scan {
    pub(super) disk: SharedDisk,
    pub(super) root: PathBuf,
    pub(super) out: PathBuf,
    pub(super) before: KnownFiles,
    pub(super) reporter: Reporter,
}

impl Scan {
    pub(super) fn work(mut self) -> Work {
        Box::new(move || {
            self.reporter.is_run = true;
            let known = files(&*self.disk, &self.root, &self.before);
            let stamps = stamps(&*self.disk, &known);
            let built = Built::load(&*self.disk, &self.out);
            self.reporter.send(Report::Files(ScannedFiles { known, stamps, built }));
        })
    }
}

/// A check of the whole collection.
pub(super) struct CollectionCheck {
    pub(super) checker: Checker,
    pub(super) disk: SharedDisk,
    pub(super) path: PathBuf,
    /// The texts of open sheets, by path.
    pub(super) texts: BTreeMap<PathBuf, Vec<u8>>,
    /// For the first check, so that the sheets of one folder need not wait for those of the others.
    pub(super) first: Option<FirstCheck>,
    pub(super) reporter: Reporter,
}

/// The inputs of the first check of a session.
pub(super) struct FirstCheck {
    /// The folder of outputs, which holds the verdicts of the last `build`.
    pub(super) out: PathBuf,
    pub(super) root: PathBuf,
    pub(super) known: KnownFiles,
    /// The folders of sheets, in the order of the list.
    pub(super) folders: Vec<PathBuf>,
}

impl CollectionCheck {
    pub(super) fn work(mut self) -> Work {
        Box::new(move || {
            self.reporter.is_run = true;
            if let Some(first) = self.first.take() {
                self.by_folder(&first);
            }
            let disk = Arc::clone(&self.disk);
            let disk = Overlay { disk: &*disk, texts: &self.texts, known: None };
            if let Ok((checked, new)) = self.checker.check(&disk, &self.path) {
                self.reporter.send(Report::Verdicts(new));
                self.reporter.send(Report::Collection(checked));
            }
        })
    }

    fn by_folder(&mut self, first: &FirstCheck) {
        let recalled = verdicts(&*self.disk, &first.out);
        self.checker.learn(recalled.clone());
        self.reporter.send(Report::Verdicts(recalled));
        for folder in first.folders.iter().filter(|_| first.folders.len() > 1) {
            let disk = Arc::clone(&self.disk);
            let disk = Overlay { disk: &*disk, texts: &self.texts, known: Some((&first.known, folder)) };
            if let Ok((checked, new)) = self.checker.check(&disk, &first.root) {
                self.reporter.send(Report::Verdicts(new));
                self.reporter.send(Report::Folder(checked));
            }
        }
    }
}
