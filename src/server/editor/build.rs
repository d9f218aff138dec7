//! Builds outputs for a page, one run at a time, with its progress.

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
use crate::session::{Refused, Session, SheetId};

/// Where outputs go, and where those of folders that are not published do.
const OUT: &str = "out";
const DRAFTS: &str = "out-drafts";

/// What is to be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
pub(super) enum Wanted {
    /// The PDF of a sheet.
    Sheet { id: SheetId },
    /// Everything of a sheet's folder.
    Ward { id: SheetId },
    /// The booklet of a sheet's folder.
    Booklet { id: SheetId },
    /// Everything.
    All,
}

/// The runs of a session, and the outputs that they made.
pub(super) struct Builds {
    publisher: Publisher,
    /// Whether the system's viewer is opened.
    opens_files: bool,
    helper: Option<Helper>,
    shared: Arc<Mutex<Made>>,
}

#[derive(Default)]
struct Made {
    runs: bool,
    outputs: Vec<PathBuf>,
}

impl Builds {
    pub(super) fn new(publisher: Publisher, opens_files: bool, helper: Option<Helper>) -> Self {
        Self { publisher, opens_files, helper, shared: Arc::default() }
    }

    /// Returns the sources of what is wanted, and whether their folder is not published.
    pub(super) fn paths(&self, wanted: &Wanted, root: &Path, session: Option<&Session>) -> Vec<PathBuf> {
        let _ = self;
        let shown = |id: SheetId| session?.list().into_iter().find(|it| it.id == id).map(|it| it.shown);
        match *wanted {
            Wanted::Sheet { id } => shown(id).map(PathBuf::from).into_iter().collect(),
            Wanted::Ward { id } | Wanted::Booklet { id } => {
                let shown = shown(id).map(PathBuf::from);
                shown.and_then(|it| it.parent().map(Path::to_owned)).into_iter().collect()
            }
            Wanted::All => vec![root.to_owned()],
        }
    }

    /// Starts a run, unless one goes on. Published folders go to `out/`; what is not published goes to a folder of
    /// its own, marked on each page.
    pub(super) fn start(&mut self, paths: Vec<PathBuf>, wanted: &Wanted) {
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
            Wanted::Sheet { .. } => Some(Part::Sheets),
            Wanted::Booklet { .. } => Some(Part::Booklet),
            Wanted::Ward { .. } | Wanted::All => None,
        };
        let work = move || {
            let run = Run { publisher, shared, helper, paths, only };
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

    /// Opens an output in the system's viewer. Returns whether there is one: without it the browser shows the output.
    pub(super) fn show(&self, output: usize) -> Result<bool, Refused> {
        let path = self.path(output).ok_or(Refused::NoSheet)?;
        if !self.opens_files {
            return Ok(false);
        }
        open::that_detached(&path).map(|()| true).map_err(|error| Refused::Failed {
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
    match path.extension().and_then(|it| it.to_str()) {
        Some("pdf") => "application/pdf",
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// What a build came to.
struct Built {
    /// The outputs that are there now.
    outputs: Vec<String>,
    errors: usize,
    run_errors: Vec<Message>,
    /// Whether folders that are not published were left out.
    leaves_out: bool,
}

struct Run {
    publisher: Publisher,
    shared: Arc<Mutex<Made>>,
    helper: Option<Helper>,
    paths: Vec<PathBuf>,
    only: Option<Part>,
}

impl Run {
    fn go(self) {
        let mut outputs = Vec::new();
        let mut told: Vec<Message> = Vec::new();
        let mut errors = 0;
        // What is published goes first; where folders are left out of that, drafts go to a place of their own.
        let mut leaves_out = false;
        for (out, drafts) in [(OUT, false), (DRAFTS, true)] {
            if drafts && !leaves_out {
                continue;
            }
            match self.build(Path::new(out), drafts) {
                Ok(built) => {
                    outputs.extend(built.outputs);
                    errors = errors.max(built.errors);
                    told.extend(built.run_errors);
                    leaves_out = built.leaves_out;
                }
                Err(run_errors) => told.extend(run_errors),
            }
        }
        let first = {
            let mut made = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            let first = made.outputs.len();
            made.outputs.extend(outputs.iter().map(PathBuf::from));
            made.runs = false;
            first
        };
        let outputs: Vec<_> =
            outputs.iter().enumerate().map(|(n, it)| json!({ "output": first + n, "shown": it })).collect();
        self.tell(&json!({ "over": true, "outputs": outputs, "errors": errors, "runErrors": told }));
    }

    /// Builds to a folder.
    fn build(&self, out: &Path, drafts: bool) -> Result<Built, Vec<Message>> {
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
            self.tell(&json!({ "planned": planned, "done": done }));
        });
        let words = |run_errors: &[RunError]| run_errors.iter().map(RunError::words).collect::<Vec<_>>();
        let (checked, run) = outcome.map_err(|run_errors| words(&run_errors))?;
        let errors = checked.selected().flat_map(|sheet| &sheet.findings);
        let errors = errors.filter(|finding| finding.severity == Severity::Error).count();
        let outputs = run.sheets.into_values().flat_map(|sheet| sheet.outputs).chain(run.site);
        let outputs =
            outputs.filter(|(_, state)| matches!(state, pipeline::State::Built | pipeline::State::Unchanged));
        Ok(Built {
            outputs: outputs.map(|(path, _)| path).collect(),
            errors,
            run_errors: words(&run.run_errors),
            leaves_out: !run.drafts.is_empty(),
        })
    }

    fn tell(&self, told: &serde_json::Value) {
        self.publisher.put(Topic::Builds, "build", NewsPart::Whole(told.to_string()));
    }
}
