//! The editor: a session of sheets, served to pages as JSON, and their pages, drawn by a thread of their own.

mod answer;
mod begin;
mod boxes;
mod build;
mod look;
mod printer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use self::answer::{Context, snapshot};
use self::build::{Builds, Wanted};
use self::look::{Look, Looks};
use self::printer::{Job, Printer};
use super::backend::{Answer, Backend, Part, Publisher, Topic};
use crate::disk::RealDisk;
use crate::edit::Wish;
use crate::finding::Message;
use crate::pipeline::Helper;
use crate::read::{Reader, RunError};
use crate::session::{Choice, Event, Refused, Revision, Session, SheetId, Snapshot, SystemClock};
use crate::sheet::Form;

/// What a page asks for.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
enum Command {
    List,
    Begin {
        year: String,
        ward: String,
        section: String,
    },
    Open {
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
}

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
        let mut editor = Self { path, session, reader, publisher, printer, looks: Looks::default(), builds };
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
        self.publisher.put(Topic::List, "list", Part::Whole(self.list().to_string()));
    }

    fn list(&self) -> Value {
        match &self.session {
            Ok(session) => json!({
                "sheets": session.list(),
                "folders": session.folders(),
                "named": session.named(),
                "unsaved": session.unsaved(),
            }),
            Err(why) => json!({ "sheets": [], "folders": [], "run_error": why }),
        }
    }

    fn command(&mut self, command: Command) -> Result<Answer, Refused> {
        let done = Ok(Answer::Data(json!({})));
        match command {
            Command::List => return Ok(Answer::Data(self.list())),
            Command::Begin { year, ward, section } => return self.begin(&year, &ward, &section),
            Command::Build { wanted } => {
                self.save_all();
                let paths = self.builds.paths(&wanted, &self.path, self.session.as_ref().ok());
                self.builds.start(paths, &wanted);
                return done;
            }
            Command::Output { output } => return Ok(self.builds.output(output)),
            Command::Show { output } => return self.builds.show(output).map(|()| Answer::Data(json!({}))),
            _ => {}
        }
        let Ok(session) = &mut self.session else { return Err(Refused::NoSheet) };
        let taken = match command {
            Command::Open { id } => {
                let id = known(session, id)?;
                self.looks.open(id);
                session.open_sheet(id)?
            }
            Command::Edit { id, base, wish } => session.edit(id, base, &wish)?,
            Command::Mend { id, base, finding } => session.mend(id, base, finding)?,
            Command::Choose { id, choice } => session.choose(id, choice)?,
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
        let Some(sheet) = session.list().into_iter().find(|sheet| sheet.id == taken.id) else {
            return json!({});
        };
        let Ok(settings) = session.settings(taken.id).cloned() else { return json!({}) };
        let context = Context { sheet: &sheet, settings: &settings, history: session.history() };
        let told = snapshot(taken, &context);
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
        let sheet = session.list().into_iter().find(|sheet| sheet.id == id).ok_or(Refused::NoSheet)?;
        let folder = Path::new(&sheet.shown).parent().unwrap_or(Path::new(".")).to_owned();
        self.builds.start(vec![folder], &Wanted::Booklet { id });
        Ok(Answer::Data(json!({})))
    }

    fn begin(&mut self, year: &str, ward: &str, section: &str) -> Result<Answer, Refused> {
        begin::begin(&self.path, year, ward, section, &self.reader)?;
        self.session = opened(&self.path);
        self.publish_list();
        Ok(Answer::Data(self.list()))
    }
}

/// The session of the collection at a path, or why there is none.
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
        if listed {
            self.publish_list();
        }
    }

    fn is_unsaved(&self) -> bool {
        self.session.as_ref().is_ok_and(|session| session.unsaved().is_some())
    }

    fn close(&mut self) {
        self.save_all();
    }
}
