//! The commands of a page, and what the editor does for each.

use serde::Deserialize;
use serde_json::{Value, json};

use super::begin::{self, NewCollection};
use super::build::{self, BuildTarget};
use super::display_mode::DisplayMode;
use super::{Editor, opened};
use crate::edit::Wish;
use crate::server::backend::Answer;
use crate::session::{Choice, Revision, Session, SessionError, SheetId, Snapshot, proposed_name};
use crate::sheet::Form;

/// A command of a page. Its name is in `do`.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum Command {
    List,
    Begin(NewCollection),
    Build {
        wanted: BuildTarget,
    },
    Output {
        output: usize,
    },
    Show {
        output: usize,
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
    Compose {
        id: SheetId,
        on: bool,
    },
    Save {
        id: SheetId,
    },
    Conflict {
        id: SheetId,
    },
    Revisions {
        id: SheetId,
    },
    #[serde(untagged)]
    OfSheet(SheetCommand),
}

/// A command whose answer is the state of a sheet.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum SheetCommand {
    Open { id: SheetId },
    State { id: SheetId },
    Edit { id: SheetId, base: Revision, wish: Wish },
    Mend { id: SheetId, base: Revision, finding: usize },
    Choose { id: SheetId, choice: Choice },
    Look { id: SheetId, look: DisplayMode },
    Undo,
    Redo,
}

impl Editor {
    /// Obeys a command.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn execute(&mut self, command: Command) -> Result<Answer, SessionError> {
        let answer = match command {
            Command::List => self.list(),
            Command::Begin(begun) => return self.begin(&begun),
            Command::Build { wanted } => {
                self.save_all();
                let paths = build::paths(wanted, &self.path, self.session.as_ref().ok());
                self.builds.start(paths, wanted);
                json!({})
            }
            Command::Output { output } => return Ok(self.builds.output(output)),
            Command::Show { output } => json!({ "isShown": self.builds.show(output)? }),
            Command::Propose { folder, section } => {
                let proposed = self.session.as_ref().map(|session| session.propose(&folder, &section));
                json!({ "name": proposed.unwrap_or_else(|_| proposed_name(&section)) })
            }
            Command::New { folder, name, section, is_ward } => {
                let form = if is_ward { Form::Ward } else { Form::Department };
                let id = self.session()?.new_sheet(&folder, &name, form, &section)?;
                self.publish_list();
                json!({ "id": id })
            }
            Command::Compose { id, on } => {
                self.session()?.compose(id, on);
                json!({})
            }
            Command::Save { id } => json!({ "saving": self.session()?.save(id) }),
            Command::Conflict { id } => json!({ "conflict": self.session()?.conflict(id) }),
            Command::Revisions { id } => json!({ "revisions": self.session()?.revisions(id)? }),
            Command::OfSheet(command) => match self.snapshot(command)? {
                Some(snapshot) => self.publish(&snapshot)?,
                None => json!({ "closed": true }),
            },
        };
        Ok(Answer::Data(answer))
    }

    fn session(&mut self) -> Result<&mut Session, SessionError> {
        self.session.as_mut().map_err(|_| SessionError::NoSheet)
    }

    /// Returns the state of a sheet after a command; `None` if the command closed it, or there was nothing to do.
    fn snapshot(&mut self, command: SheetCommand) -> Result<Option<Snapshot>, SessionError> {
        let session = self.session.as_mut().map_err(|_| SessionError::NoSheet)?;
        let snapshot = match command {
            SheetCommand::Open { id } => {
                session.sheet(id)?;
                self.display_modes.open(id);
                session.open_sheet(id)?
            }
            SheetCommand::State { id } => session.open_sheet(id)?,
            SheetCommand::Edit { id, base, wish } => session.edit(id, base, &wish)?,
            SheetCommand::Mend { id, base, finding } => session.mend(id, base, finding)?,
            SheetCommand::Choose { id, choice } => {
                let snapshot = session.choose(id, choice)?;
                if snapshot.is_none() {
                    self.publish_list();
                }
                return Ok(snapshot);
            }
            SheetCommand::Look { id, look } => {
                self.display_modes.set(id, look);
                session.open_sheet(id)?
            }
            SheetCommand::Undo => return session.undo(),
            SheetCommand::Redo => return session.redo(),
        };
        Ok(Some(snapshot))
    }

    fn begin(&mut self, begun: &NewCollection) -> Result<Answer, SessionError> {
        let name = begin::begin(&self.path, begun, &self.reader)?;
        self.session = opened(&self.path);
        self.publish_list();
        let sheets = self.session()?.list();
        let id = sheets.into_iter().find(|sheet| sheet.name == name).map(|sheet| sheet.id);
        Ok(Answer::Data(json!({ "id": id.ok_or(SessionError::NoSheet)? })))
    }

    /// Returns everything that the list of sheets shows.
    pub(super) fn list(&self) -> Value {
        let begins = begin::may_begin(&self.path);
        match &self.session {
            Ok(session) => json!({
                "sheets": session.list(),
                "folders": session.folders(),
                "named": session.named(),
                "unsaved": session.unsaved(),
                "unreadable": session.unreadable(),
                "begins": begins,
            }),
            Err(why) => json!({
                "sheets": [],
                "folders": [],
                "runError": if begins { begin::invitation(&self.path) } else { why.clone() },
                "begins": begins,
            }),
        }
    }

    /// Saves what is not saved yet in every open sheet.
    pub(super) fn save_all(&mut self) {
        let Ok(session) = &mut self.session else { return };
        for id in self.display_modes.opened() {
            session.compose(id, false);
            session.save(id);
        }
    }
}
