//! Draws pages in a thread of its own. Only the latest text of a sheet is drawn.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use serde_json::{Value, json};

use super::display_mode::DisplayMode;
use super::{answer, boxes};
use crate::diff::{Read, Redline};
use crate::finding::Finding;
use crate::fonts::Coverage;
use crate::read::{Reader, Reading};
use crate::rules::with_configured_severity;
use crate::server::backend::{Part, Publisher, Topic};
use crate::server::drawing::Drawing;
use crate::session::{SessionError, SheetId, Snapshot};
use crate::sheet::{Model, Settings};
use crate::source::Digest;
use crate::typeset::{self, Engine, Found, Pages};
use crate::view::proof::{Against, Draft, Order, ProofView};

/// A text whose pages are to be drawn.
pub(super) struct PreviewJob {
    pub(super) snapshot: Snapshot,
    pub(super) shown: String,
    pub(super) settings: Settings,
    pub(super) mode: DisplayMode,
    /// The earlier text of a 見え消し.
    pub(super) against: Option<Result<String, SessionError>>,
}

/// Passes texts to the thread that draws.
pub(super) struct PreviewQueue(Arc<Queue>);

/// The latest job of each sheet, and whether the thread is to end.
#[derive(Default)]
struct Queue {
    jobs: Mutex<(BTreeMap<SheetId, PreviewJob>, bool)>,
    signal: Condvar,
}

impl PreviewQueue {
    /// Starts the thread. If the system has no thread to give, boxes are listed and pages are not drawn.
    pub(super) fn start(reader: Arc<Reader>, publisher: Publisher) -> Self {
        let queue = Arc::new(Queue::default());
        let its_queue = Arc::clone(&queue);
        let work = move || {
            let renderer =
                PreviewRenderer { engine: Engine::new(), coverage: Coverage::of_bundled_fonts(), reader };
            while let Some(job) = its_queue.next() {
                let (topic, parts) = (Topic::Sheet(job.snapshot.id.0), renderer.parts(&job));
                for (name, part) in parts {
                    publisher.put(topic, name, part);
                }
            }
        };
        let _ = thread::Builder::new().name("printer".to_owned()).spawn(work);
        Self(queue)
    }

    /// Has a text drawn, in place of one of the same sheet that still waits.
    pub(super) fn draw(&self, job: PreviewJob) {
        let mut jobs = self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.0.insert(job.snapshot.id, job);
        self.0.signal.notify_one();
    }
}

impl Drop for PreviewQueue {
    fn drop(&mut self) {
        self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.0.signal.notify_one();
    }
}

impl Queue {
    fn next(&self) -> Option<PreviewJob> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if jobs.1 {
                return None;
            }
            if let Some((_, job)) = jobs.0.pop_first() {
                return Some(job);
            }
            jobs = self.signal.wait(jobs).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Returns the lines, from 1, on which the values of boxes are; boxes without a value in the file are left out.
fn lines(reading: &Reading<Model>, snapshot: &Snapshot) -> Vec<Value> {
    let Some(tree) = &reading.tree else { return Vec::new() };
    let line = |value: &crate::edit::FieldValue| {
        let node = tree.at(value.at.field())?;
        Some(json!([value.at, reading.source.place(node.span.start).line]))
    };
    snapshot.values.iter().filter_map(line).collect()
}

fn undrawn() -> Value {
    json!({
        "ja": "紙面を描けません。mokuhyo の誤りです。PDF は「作る」で作れます。",
        "en": "The pages cannot be drawn, which is a fault of mokuhyo. The PDF can be built all the same.",
    })
}

/// Draws the pages of texts.
struct PreviewRenderer {
    engine: Engine,
    coverage: Coverage,
    reader: Arc<Reader>,
}

impl PreviewRenderer {
    /// Returns the parts that a job publishes: the pages, and their findings.
    fn parts(&self, job: &PreviewJob) -> Vec<(&'static str, Part)> {
        let revision = job.snapshot.revision.0;
        let reading = self.reader.sheet(&job.shown, job.snapshot.text.as_bytes());
        let lines = lines(&reading, &job.snapshot);
        let fit = |found: Vec<Value>, why: Option<Value>| {
            let fit = json!({ "revision": revision, "findings": found, "runError": why, "lines": lines });
            Part::Whole(fit.to_string())
        };
        match self.pages(job, &reading) {
            Ok((pages, found)) => {
                let boxes = boxes::boxes(&job.snapshot.values, &pages.places());
                match Drawing::new(revision, &pages.svgs(), boxes) {
                    Some(drawing) => vec![("drawing", Part::Drawing(drawing)), ("fit", fit(found, None))],
                    None => vec![("fit", fit(found, Some(undrawn())))],
                }
            }
            // The browser keeps the last good pages.
            Err(why) => vec![("fit", fit(Vec::new(), Some(why)))],
        }
    }

    fn pages(&self, job: &PreviewJob, reading: &Reading<Model>) -> Result<(Pages, Vec<Value>), Value> {
        let unreadable = || json!({ "ja": "このままでは組めません。", "en": "It cannot be set as it is." });
        let mut draft = Draft::new(reading, &job.settings, &self.coverage).ok_or_else(unreadable)?;
        if let Some(refusal) = draft.refusal() {
            return Err(json!(refusal.message));
        }
        let set = self.engine.typeset((&draft.page).into());
        typeset::forget();
        let pages = set.map_err(|found| json!(found.first().map(|first| &first.finding.message)))?;
        let in_place = |found: Found| {
            let finding = found.finding;
            let field = reading.field_at(finding.span);
            with_configured_severity(finding.in_field(field), &job.settings)
        };
        let found: Vec<Finding> = pages.overflows().into_iter().filter_map(in_place).collect();
        let shown = found.iter().map(|finding| answer::bare(finding, &job.snapshot)).collect();
        if job.mode == DisplayMode::Page {
            return Ok((pages, shown));
        }
        let redline = match &job.against {
            Some(Ok(text)) => {
                let old = self.reader.sheet(&job.shown, text.as_bytes());
                let old = Read { reading: &old, settings: &job.settings };
                Redline::new(old, Read { reading, settings: &job.settings }, &self.coverage)
            }
            Some(Err(refused)) => return Err(answer::refusal(refused)["refused"].clone()),
            None => None,
        };
        let order = order(job, redline.as_ref());
        let all: Vec<&Finding> = if job.mode == DisplayMode::Proof {
            job.snapshot.findings.iter().chain(&found).collect()
        } else {
            Vec::new()
        };
        let proof = ProofView::new(&mut draft, &all, &reading.source, &order, &self.coverage);
        if let Some(redline) = redline {
            redline.show(&mut draft);
        }
        let set = self.engine.proof((&draft.page).into(), &proof);
        typeset::forget();
        set.map(|pages| (pages, shown))
            .map_err(|found| json!(found.first().map(|first| &first.finding.message)))
    }
}

/// Returns the stamp of a proof or a redline.
fn order(job: &PreviewJob, redline: Option<&Redline>) -> Order {
    let name = match &job.mode {
        DisplayMode::Redline { against } if !against.is_empty() => against.clone(),
        _ => "HEAD".to_owned(),
    };
    Order {
        mark: "校正用".to_owned(),
        file: job.shown.clone(),
        hash: Digest::of(job.snapshot.text.as_bytes()).brief(),
        revision: None,
        wide: false,
        redline: job.against.is_some().then(|| Against { name, changes: redline.map(Redline::count) }),
    }
}
