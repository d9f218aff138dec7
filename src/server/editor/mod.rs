//! The editor: a session of sheets, served to pages as JSON, and their pages, drawn by a thread of their own.

mod answer;
mod begin;
mod boxes;
mod build;
mod look;
mod printer;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use self::answer::{Context, snapshot};
use self::begin::Begun;
use self::build::{Builds, Wanted};
use self::look::{Look, Looks};
use self::printer::{Job, Printer};
use super::backend::{Answer, Backend, Part, Publisher, Topic};
use crate::disk::RealDisk;
use crate::edit::Wish;
use crate::finding::Message;
use crate::pipeline::Helper;
use crate::read::{Reader, RunError};
use crate::session::{
    Choice, Event, Refused, Revision, Session, SheetId, Snapshot, SystemClock, proposed_name,
};
use crate::sheet::Form;

/// What a page asks for.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
enum Command {
    List,
    Begin {
        year: String,
        ward: String,
        name: String,
        section: String,
    },
    Open {
        id: SheetId,
    },
    State {
        id: SheetId,
    },
    Edit {
        id: SheetId,
        base: Revision,
        wish: Wish,
    },
    Mend {
        id: SheetId,
        base: Revision,
        finding: usize,
    },
    Compose {
        id: SheetId,
        on: bool,
    },
    Save {
        id: SheetId,
    },
    Undo,
    Redo,
    Conflict {
        id: SheetId,
    },
    Choose {
        id: SheetId,
        choice: Choice,
    },
    Propose {
        folder: String,
        section: String,
    },
    New {
        folder: String,
        name: String,
        section: String,
        #[serde(default)]
        is_ward: bool,
    },
    Look {
        id: SheetId,
        look: Look,
    },
    Booklet {
        id: SheetId,
    },
    Build {
        wanted: Wanted,
    },
    Output {
        output: usize,
    },
    Show {
        output: usize,
    },
}

/// Sheets in the hands of a person.
pub struct Editor {
    path: PathBuf,
    session: Result<Session, Message>,
    reader: Arc<Reader>,
    publisher: Publisher,
    printer: Printer,
    looks: Looks,
    builds: Builds,
    /// How many states were published: an answer and an event of one revision come in any order.
    published: u64,
    /// Since when no page shows an open sheet.
    unread: BTreeMap<SheetId, Instant>,
    /// Whether the list that is published is not the one of now.
    is_list_old: bool,
}

/// An input method that composes goes on only as long as a page shows the sheet; it may load again meanwhile.
const COMPOSES: Duration = Duration::from_secs(3);

/// A sheet that no page shows is closed after so long.
const CLOSES: Duration = Duration::from_secs(30);

impl std::fmt::Debug for Editor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Editor").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Editor {
    /// Opens the collection at `path`. Where there is none the page says so, and offers to begin one.
    pub fn new(path: PathBuf, publisher: Publisher, opens_files: bool, helper: Option<Helper>) -> Self {
        let reader = Arc::new(Reader::new());
        let session = opened(&path);
        let printer = Printer::start(Arc::clone(&reader), publisher.clone());
        let builds = Builds::new(publisher.clone(), opens_files, helper);
        let (looks, unread) = (Looks::default(), BTreeMap::new());
        let mut editor = Self {
            path,
            session,
            reader,
            publisher,
            printer,
            looks,
            builds,
            published: 0,
            unread,
            is_list_old: false,
        };
        editor.publish_list();
        editor
    }

    /// Saves what waits in every open sheet.
    fn save_all(&mut self) {
        let Ok(session) = &mut self.session else { return };
        for id in self.looks.opened() {
            session.compose(id, false);
            session.save(id);
        }
    }

    fn publish_list(&mut self) {
        self.is_list_old = false;
        self.publisher.put(Topic::List, "list", Part::Whole(self.list().to_string()));
    }

    fn list(&self) -> Value {
        match &self.session {
            Ok(session) => json!({
                "sheets": session.list(),
                "folders": session.folders(),
                "named": session.named(),
                "unsaved": session.unsaved(),
                "unreadable": session.unreadable(),
                "begins": begin::may_begin(&self.path),
            }),
            Err(why) => {
                json!({ "sheets": [], "folders": [], "runError": why, "begins": begin::may_begin(&self.path) })
            }
        }
    }

    fn command(&mut self, command: Command) -> Result<Answer, Refused> {
        let done = Ok(Answer::Data(json!({})));
        match command {
            Command::List => return Ok(Answer::Data(self.list())),
            Command::Begin { year, ward, name, section } => {
                return self.begin(&Begun { year, ward, name, section });
            }
            Command::Propose { ref section, .. } if self.session.is_err() => {
                return Ok(Answer::Data(json!({ "name": proposed_name(section) })));
            }
            Command::Build { wanted } => {
                self.save_all();
                let paths = self.builds.paths(&wanted, &self.path, self.session.as_ref().ok());
                self.builds.start(paths, &wanted);
                return done;
            }
            Command::Output { output } => return Ok(self.builds.output(output)),
            Command::Show { output } => {
                return self.builds.show(output).map(|is_shown| Answer::Data(json!({ "isShown": is_shown })));
            }
            _ => {}
        }
        let Ok(session) = &mut self.session else { return Err(Refused::NoSheet) };
        let taken = match command {
            Command::Open { id } => {
                let id = known(session, id)?;
                self.looks.open(id);
                session.open_sheet(id)?
            }
            Command::State { id } => session.open_sheet(id)?,
            Command::Edit { id, base, wish } => session.edit(id, base, &wish)?,
            Command::Mend { id, base, finding } => session.mend(id, base, finding)?,
            Command::Choose { id, choice } => match session.choose(id, choice)? {
                Some(snapshot) => snapshot,
                None => {
                    self.publish_list();
                    return Ok(Answer::Data(json!({ "closed": true })));
                }
            },
            Command::Undo => match session.undo()? {
                Some(snapshot) => snapshot,
                None => return done,
            },
            Command::Redo => match session.redo()? {
                Some(snapshot) => snapshot,
                None => return done,
            },
            Command::Compose { id, on } => {
                session.compose(id, on);
                return done;
            }
            Command::Save { id } => return Ok(Answer::Data(json!({ "saving": session.save(id) }))),
            Command::Conflict { id } => return Ok(Answer::Data(json!({ "conflict": session.conflict(id) }))),
            Command::Propose { folder, section } => {
                return Ok(Answer::Data(json!({ "name": session.propose(&folder, &section) })));
            }
            Command::New { folder, name, section, is_ward } => {
                let form = if is_ward { Form::Ward } else { Form::Department };
                let id = session.new_sheet(&folder, &name, form, &section)?;
                self.publish_list();
                return Ok(Answer::Data(json!({ "id": id })));
            }
            Command::Look { id, look } => {
                self.looks.set(id, look);
                session.open_sheet(id)?
            }
            Command::Booklet { id } => return self.booklet(id),
            Command::List
            | Command::Begin { .. }
            | Command::Build { .. }
            | Command::Output { .. }
            | Command::Show { .. } => return done,
        };
        Ok(Answer::Data(self.publish(&taken)))
    }

    /// Publishes a sheet's state, and has its pages drawn. Returns the state.
    fn publish(&mut self, taken: &Snapshot) -> Value {
        let Ok(session) = &self.session else { return json!({}) };
        let Ok(sheet) = session.sheet(taken.id) else { return json!({}) };
        let Ok(settings) = session.settings(taken.id).cloned() else { return json!({}) };
        let context = Context { sheet: &sheet, settings: &settings, history: session.history() };
        let mut told = snapshot(taken, &context);
        self.published += 1;
        told["serial"] = json!(self.published);
        self.publisher.put(Topic::Sheet(taken.id.0), "sheet", Part::Whole(told.to_string()));
        if !self.looks.is_to_be_drawn(taken.id, taken.revision) {
            return told;
        }
        let (look, against) = self.looks.of(taken.id, session);
        self.printer.draw(Job { taken: taken.clone(), shown: sheet.shown.clone(), settings, look, against });
        told
    }

    fn booklet(&mut self, id: SheetId) -> Result<Answer, Refused> {
        let Ok(session) = &self.session else { return Err(Refused::NoSheet) };
        let sheet = session.sheet(id)?;
        let folder = Path::new(&sheet.shown).parent().unwrap_or(Path::new(".")).to_owned();
        self.builds.start(vec![folder], &Wanted::Booklet { id });
        Ok(Answer::Data(json!({})))
    }

    fn begin(&mut self, begun: &Begun) -> Result<Answer, Refused> {
        let name = begin::begin(&self.path, begun, &self.reader)?;
        self.session = opened(&self.path);
        self.publish_list();
        let sheets = self.session.as_ref().map(Session::list).unwrap_or_default();
        let id = sheets.into_iter().find(|sheet| sheet.name == name).map(|sheet| sheet.id);
        Ok(Answer::Data(json!({ "id": id.ok_or(Refused::NoSheet)? })))
    }

    /// Closes what no page shows any more.
    fn let_go(&mut self) {
        let Ok(session) = &mut self.session else { return };
        let (now, ids) = (Instant::now(), self.looks.opened().collect::<Vec<_>>());
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
                self.looks.close(id);
                self.unread.remove(&id);
                self.publisher.forget(topic);
            }
        }
    }
}

/// Returns the session of the collection at a path, or why there is none.
fn opened(path: &Path) -> Result<Session, Message> {
    let session = Session::open(Arc::new(RealDisk), path, Arc::new(SystemClock::default()));
    session.map_err(|run_errors| {
        let words: Vec<Message> = run_errors.iter().map(RunError::words).collect();
        let joined = |text: fn(&Message) -> &str| words.iter().map(text).collect::<Vec<_>>().join("\n");
        Message::new(joined(|it| &it.ja), joined(|it| &it.en))
    })
}

fn known(session: &Session, id: SheetId) -> Result<SheetId, Refused> {
    if session.list().iter().any(|sheet| sheet.id == id) { Ok(id) } else { Err(Refused::NoSheet) }
}

impl Backend for Editor {
    fn answer(&mut self, command: &Value) -> Answer {
        let Ok(command) = Command::deserialize(command) else { return Answer::Unknown };
        match self.command(command) {
            Ok(answer) => answer,
            Err(refused) => Answer::Data(answer::refusal(&refused)),
        }
    }

    fn beat(&mut self) {
        let Ok(session) = &mut self.session else { return };
        let events = session.tick();
        let mut changed: Vec<SheetId> = Vec::new();
        let mut listed = false;
        for event in &events {
            match event {
                Event::Changed { id, .. } | Event::Judged { id, .. } | Event::Saving { id, .. } => {
                    changed.push(*id);
                    listed = true;
                }
                Event::Listed => listed = true,
            }
        }
        changed.sort_unstable();
        changed.dedup();
        for id in changed {
            let taken = match &mut self.session {
                Ok(session) if self.looks.is_open(id) => session.open_sheet(id),
                _ => continue,
            };
            match taken {
                Ok(taken) => {
                    self.publish(&taken);
                }
                Err(refused) => {
                    let told = answer::refusal(&refused).to_string();
                    self.publisher.put(Topic::Sheet(id.0), "gone", Part::Whole(told));
                }
            }
        }
        self.is_list_old |= listed;
        // Who types into a sheet does not wait for a list of thousands.
        if self.is_list_old && self.publisher.is_read(Topic::List) {
            self.publish_list();
        }
        self.let_go();
    }

    fn is_unsaved(&self) -> bool {
        self.session.as_ref().is_ok_and(|session| session.unsaved().is_some())
    }

    fn close(&mut self) {
        self.save_all();
    }
}
