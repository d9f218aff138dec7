//! The editor: a session of sheets, served to pages as JSON. A thread of its own draws the printed pages.
//!
//! [`command`] executes the commands of a page, [`answer`] turns states into JSON, [`preview`] draws, [`build`] makes
//! outputs.

mod answer;
mod begin;
mod boxes;
mod build;
mod command;
mod display_mode;
mod preview;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use self::answer::{Context, snapshot_json};
use self::build::Builds;
use self::command::Command;
use self::display_mode::DisplayModes;
use self::preview::{PreviewJob, PreviewQueue};
use super::backend::{Answer, Backend, Part, Publisher, Topic};
use crate::disk::RealDisk;
use crate::finding::Message;
use crate::pipeline::Helper;
use crate::read::Reader;
use crate::session::{Event, Session, SessionError, SheetId, Snapshot, SystemClock, Threads, joined};

/// The sheets of a collection, as pages show and edit them.
pub struct Editor {
    path: PathBuf,
    session: Result<Session, Message>,
    reader: Arc<Reader>,
    publisher: Publisher,
    preview: PreviewQueue,
    display_modes: DisplayModes,
    builds: Builds,
    /// The number of published states. An answer and an event of one revision arrive in any order.
    published: u64,
    /// The time since which no page shows an open sheet.
    unread: BTreeMap<SheetId, Instant>,
    /// `true` if the list has changed since it was published.
    is_list_old: bool,
    listed: Instant,
}

/// The time for which an input method keeps a text from being saved after its page is gone. The page may be reloading.
const COMPOSES: Duration = Duration::from_secs(3);

/// The time for which a sheet stays open that no page shows.
const CLOSES: Duration = Duration::from_secs(30);

/// The interval between lists that are published: while 1,000 sheets are checked, their states change all the time.
const LISTS: Duration = Duration::from_millis(300);

impl fmt::Debug for Editor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Editor").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Editor {
    /// Opens the collection at `path`. If no collection exists there, the page offers to begin one.
    pub fn new(path: PathBuf, publisher: Publisher, opens_files: bool, helper: Option<Helper>) -> Self {
        let reader = Arc::new(Reader::new());
        let session = opened(&path);
        let preview = PreviewQueue::start(Arc::clone(&reader), publisher.clone());
        let builds = Builds::new(publisher.clone(), opens_files, helper);
        let mut editor = Self {
            path,
            session,
            reader,
            publisher,
            preview,
            display_modes: DisplayModes::default(),
            builds,
            published: 0,
            unread: BTreeMap::new(),
            is_list_old: false,
            listed: Instant::now(),
        };
        editor.publish_list();
        editor
    }

    fn publish_list(&mut self) {
        self.is_list_old = false;
        self.listed = Instant::now();
        self.publisher.put(Topic::List, "list", Part::Whole(self.list().to_string()));
    }

    /// Publishes the state of a sheet, and has its pages drawn if they are to change. Returns the state.
    fn publish(&mut self, snapshot: &Snapshot) -> Result<Value, SessionError> {
        let session = self.session.as_ref().map_err(|_| SessionError::NoSheet)?;
        let sheet = session.sheet(snapshot.id)?;
        let settings = session.settings(snapshot.id)?.clone();
        let context = Context { sheet: &sheet, settings: &settings, history: session.history() };
        let mut state = snapshot_json(snapshot, &context);
        self.published += 1;
        state["serial"] = json!(self.published);
        self.publisher.put(Topic::Sheet(snapshot.id.0), "sheet", Part::Whole(state.to_string()));
        if self.display_modes.is_to_be_drawn(snapshot.id, snapshot.revision) {
            let (mode, against) = self.display_modes.of(snapshot.id, session);
            self.preview.draw(PreviewJob {
                snapshot: snapshot.clone(),
                shown: sheet.shown,
                settings,
                mode,
                against,
            });
        }
        Ok(state)
    }

    /// Publishes the state of a sheet that changed without a command.
    fn renew(&mut self, id: SheetId) {
        let snapshot = match &mut self.session {
            Ok(session) if self.display_modes.is_open(id) => session.open_sheet(id),
            _ => return,
        };
        let state = snapshot.and_then(|snapshot| self.publish(&snapshot));
        if let Err(refused) = state {
            let gone = answer::refusal(&refused).to_string();
            self.publisher.put(Topic::Sheet(id.0), "gone", Part::Whole(gone));
        }
    }

    /// Closes the sheets that no page has shown for a while.
    fn close_unread(&mut self) {
        let Ok(session) = &mut self.session else { return };
        let (now, ids) = (Instant::now(), self.display_modes.opened().collect::<Vec<_>>());
        for id in ids {
            let topic = Topic::Sheet(id.0);
            if self.publisher.is_read(topic) {
                self.unread.remove(&id);
                continue;
            }
            let away = now.duration_since(*self.unread.entry(id).or_insert(now));
            if away >= COMPOSES {
                session.compose(id, false);
            }
            if away >= CLOSES && session.close_sheet(id) {
                self.display_modes.close(id);
                self.unread.remove(&id);
                self.publisher.forget(topic);
            }
        }
    }
}

/// Returns the session of the collection at a path, or why it cannot be opened.
fn opened(path: &Path) -> Result<Session, Message> {
    let (clock, background) = (Arc::new(SystemClock::default()), Arc::new(Threads));
    Session::open(Arc::new(RealDisk), path, clock, background).map_err(|run_errors| joined(&run_errors))
}

impl Backend for Editor {
    fn answer(&mut self, command: &Value) -> Answer {
        let Ok(command) = Command::deserialize(command) else { return Answer::Unknown };
        match self.execute(command) {
            Ok(answer) => answer,
            Err(refused) => Answer::Data(answer::refusal(&refused)),
        }
    }

    fn beat(&mut self) {
        let Ok(session) = &mut self.session else { return };
        let mut changed: Vec<SheetId> = Vec::new();
        for event in session.tick() {
            match event {
                Event::Changed { id, .. } | Event::Checked { id, .. } | Event::Saving { id, .. } => {
                    changed.push(id);
                }
                Event::Listed => {}
            }
            self.is_list_old = true;
        }
        changed.sort_unstable();
        changed.dedup();
        for id in changed {
            self.renew(id);
        }
        if self.is_list_old && self.listed.elapsed() >= LISTS && self.publisher.is_read(Topic::List) {
            self.publish_list();
        }
        self.close_unread();
    }

    fn is_unsaved(&self) -> bool {
        self.session.as_ref().is_ok_and(|session| session.unsaved().is_some())
    }

    fn close(&mut self) {
        self.save_all();
    }
}
