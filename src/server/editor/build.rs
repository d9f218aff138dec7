//! Builds outputs for pages, one run at a time, and publishes its progress.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde::Deserialize;
use serde_json::json;

use crate::disk::{Disk, RealDisk, error_words, to_slash};
use crate::finding::{Message, Severity};
use crate::pipeline::{self, Event, Helper, Part, Request, Shard, Tools};
use crate::read::{Reader, RunError};
use crate::rules::Rules;
use crate::server::backend::{Answer, Part as NewsPart, Publisher, Topic};
use crate::session::{Session, SessionError, SheetId};

/// The folder for outputs.
const OUT: &str = "out";

/// The folder for the outputs of folders that are not published.
const DRAFTS: &str = "out-drafts";

/// The outputs that a page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
pub(super) enum BuildTarget {
    /// The PDF of a sheet.
    Sheet { id: SheetId },
    /// Everything of a sheet's folder.
    Ward { id: SheetId },
    /// The booklet of a sheet's folder.
    Booklet { id: SheetId },
    /// Everything.
    All,
}

/// The runs of a session, and their outputs.
pub(super) struct Builds {
    publisher: Publisher,
    /// `true` if outputs are opened in the system's viewer.
    opens_files: bool,
    helper: Option<Helper>,
    shared: Arc<Mutex<BuildState>>,
}

#[derive(Default)]
struct BuildState {
    runs: bool,
    outputs: Vec<PathBuf>,
}

/// Returns the sources of what is wanted.
pub(super) fn paths(wanted: BuildTarget, root: &Path, session: Option<&Session>) -> Vec<PathBuf> {
    let shown = |id: SheetId| Some(session?.sheet(id).ok()?.shown);
    let path = match wanted {
        BuildTarget::Sheet { id } => shown(id).map(PathBuf::from),
        BuildTarget::Ward { id } | BuildTarget::Booklet { id } => {
            shown(id).map(|shown| Path::new(&shown).parent().unwrap_or(Path::new(".")).to_owned())
        }
        BuildTarget::All => Some(root.to_owned()),
    };
    path.into_iter().collect()
}

impl Builds {
    pub(super) fn new(publisher: Publisher, opens_files: bool, helper: Option<Helper>) -> Self {
        Self { publisher, opens_files, helper, shared: Arc::default() }
    }

    /// Starts a run, unless one is in progress. Folders that are published are built to `out/`, the others to a folder
    /// of their own, with a mark on each page.
    pub(super) fn start(&self, paths: Vec<PathBuf>, wanted: BuildTarget) {
        {
            let mut made = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            if made.runs || paths.is_empty() {
                return;
            }
            made.runs = true;
        }
        let (publisher, shared, helper) =
            (self.publisher.clone(), Arc::clone(&self.shared), self.helper.clone());
        let only = match wanted {
            BuildTarget::Sheet { .. } => Some(Part::Sheets),
            BuildTarget::Booklet { .. } => Some(Part::Booklet),
            BuildTarget::Ward { .. } | BuildTarget::All => None,
        };
        let work = move || {
            let run = BuildRun { publisher, shared, helper, paths, only };
            run.go();
        };
        if thread::Builder::new().name("build".to_owned()).spawn(work).is_err() {
            self.shared.lock().unwrap_or_else(PoisonError::into_inner).runs = false;
        }
    }

    /// Returns the bytes of an output.
    pub(super) fn output(&self, output: usize) -> Answer {
        match self.path(output).map(|path| (RealDisk.read(&path), path)) {
            Some((Ok(bytes), path)) => Answer::File(bytes, kind(&path)),
            _ => Answer::Unknown,
        }
    }

    /// Opens an output in the system's viewer. Returns `false` if that is not wanted, so that the browser shows it.
    ///
    /// # Errors
    /// Where the output is not there, or the system cannot open it.
    pub(super) fn show(&self, output: usize) -> Result<bool, SessionError> {
        let path = self.path(output).ok_or(SessionError::NoSheet)?;
        // Windows takes a slash before a folder for the beginning of an option.
        let path = RealDisk.canonical(&path).unwrap_or(path);
        if !self.opens_files {
            return Ok(false);
        }
        open::that_detached(&path).map(|()| true).map_err(|error| SessionError::Failed {
            why: Message::new(
                format!("「{}」を開けません({})。", to_slash(&path), error_words(&error).ja),
                format!("{} cannot be opened: {}.", to_slash(&path), error_words(&error).en),
            ),
        })
    }

    fn path(&self, output: usize) -> Option<PathBuf> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).outputs.get(output).cloned()
    }
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("pdf") => "application/pdf",
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The result of a build to one folder.
struct BuildResult {
    /// The outputs that are up to date now.
    outputs: Vec<String>,
    errors: usize,
    run_errors: Vec<Message>,
    /// `true` if folders that are not published were left out.
    leaves_out: bool,
}

/// A run of builds.
struct BuildRun {
    publisher: Publisher,
    shared: Arc<Mutex<BuildState>>,
    helper: Option<Helper>,
    paths: Vec<PathBuf>,
    only: Option<Part>,
}

impl BuildRun {
    fn go(self) {
        let mut outputs = Vec::new();
        let mut failed: Vec<Message> = Vec::new();
        let mut errors = 0;
        // A build to `out/` leaves out the folders that are not published. Those are built to the other folder.
        let mut leaves_out = false;
        for (out, drafts) in [(OUT, false), (DRAFTS, true)] {
            if drafts && !leaves_out {
                continue;
            }
            match self.build(Path::new(out), drafts) {
                Ok(built) => {
                    outputs.extend(built.outputs);
                    errors = errors.max(built.errors);
                    failed.extend(built.run_errors);
                    leaves_out = built.leaves_out;
                }
                Err(run_errors) => failed.extend(run_errors),
            }
        }
        let first = {
            let mut made = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            let first = made.outputs.len();
            made.outputs.extend(outputs.iter().map(PathBuf::from));
            made.runs = false;
            first
        };
        let outputs: Vec<_> = outputs
            .iter()
            .enumerate()
            .map(|(n, shown)| json!({ "output": first + n, "shown": shown }))
            .collect();
        self.publish(&json!({ "over": true, "outputs": outputs, "errors": errors, "runErrors": failed }));
    }

    /// Builds to a folder.
    fn build(&self, out: &Path, drafts: bool) -> Result<BuildResult, Vec<Message>> {
        let (reader, rules, stop) = (Reader::new(), Rules::new(), AtomicBool::new(false));
        let request = Request {
            paths: &self.paths,
            out,
            deny_warnings: false,
            jobs: thread::available_parallelism().map_or(1, usize::from),
            only: self.only,
            shard: Shard::WHOLE,
            force: false,
            prune: false,
            drafts,
            overwrite: false,
            undated: None,
            helper: self.helper.clone(),
        };
        let tools = Tools { disk: &RealDisk, reader: &reader, rules: &rules, stop: &stop };
        let (mut planned, mut done) = (0, 0);
        let outcome = pipeline::build(&request, tools, |event| {
            match event {
                Event::Planned(count) => planned = count,
                Event::Made(..) => done += 1,
                _ => return,
            }
            self.publish(&json!({ "planned": planned, "done": done }));
        });
        let words = |run_errors: &[RunError]| run_errors.iter().map(RunError::words).collect::<Vec<_>>();
        let (checked, run) = outcome.map_err(|run_errors| words(&run_errors))?;
        let errors = checked.selected().flat_map(|sheet| &sheet.findings);
        let errors = errors.filter(|finding| finding.severity == Severity::Error).count();
        let outputs = run.sheets.into_values().flat_map(|sheet| sheet.outputs).chain(run.site);
        let outputs =
            outputs.filter(|(_, state)| matches!(state, pipeline::State::Built | pipeline::State::Unchanged));
        Ok(BuildResult {
            outputs: outputs.map(|(path, _)| path).collect(),
            errors,
            run_errors: words(&run.run_errors),
            leaves_out: !run.drafts.is_empty(),
        })
    }

    fn publish(&self, state: &serde_json::Value) {
        self.publisher.put(Topic::Builds, "build", NewsPart::Whole(state.to_string()));
    }
}
