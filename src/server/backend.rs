//! The thread that answers commands, one at a time, so that two edits never run at once.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{oneshot, watch};

/// The interval between two calls of [`Backend::beat`].
const BEAT: Duration = Duration::from_millis(50);

/// The most commands that wait.
const QUEUE: usize = 256;

/// The answer to a command.
#[derive(Debug)]
pub enum Answer {
    /// JSON.
    Data(Value),
    /// The bytes of a file, and its type.
    File(Vec<u8>, &'static str),
    /// The command is not known, or names something that does not exist any more.
    Unknown,
}

/// Answers commands.
pub trait Backend {
    /// Answers a command, whose `do` names it.
    fn answer(&mut self, command: &Value) -> Answer;

    /// Does what is due by time, such as saving.
    fn beat(&mut self);

    /// Returns whether a text is not saved. The server does not end by itself before it is.
    fn is_unsaved(&self) -> bool;

    /// Saves what is due before the session ends.
    fn close(&mut self);
}

/// The state of a topic now. A part is sent again when it changes.
#[derive(Debug, Clone, Default)]
pub struct TopicState {
    /// All parts, by name: a page that is opened later gets all of them.
    pub parts: Vec<(&'static str, Arc<Part>)>,
}

/// A part of the state.
#[derive(Debug)]
pub enum Part {
    /// Sent whole.
    Whole(String),
    /// The pages of a sheet, sent as the difference from those that were sent before.
    Drawing(super::drawing::Drawing),
}

/// A subject that pages subscribe to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// The list of sheets.
    List,
    /// The progress of a build.
    Builds,
    /// A sheet, by its number in the list.
    Sheet(u32),
}

/// Publishes the states of topics to the pages that subscribe to them.
#[derive(Debug, Clone, Default)]
pub struct Publisher(Arc<Mutex<HashMap<Topic, watch::Sender<TopicState>>>>);

impl Publisher {
    /// Publishes a part of a topic's state. A state that was not sent before the next one is dropped.
    pub fn put(&self, topic: Topic, name: &'static str, part: Part) {
        let part = Arc::new(part);
        self.sender(topic).send_modify(|state| {
            match state.parts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, old)) => *old = part,
                None => state.parts.push((name, part)),
            }
        });
    }

    /// Subscribes to a topic.
    pub(super) fn read(&self, topic: Topic) -> watch::Receiver<TopicState> {
        self.sender(topic).subscribe()
    }

    /// Returns whether a page subscribes to a topic.
    pub fn is_read(&self, topic: Topic) -> bool {
        self.sender(topic).receiver_count() > 0
    }

    /// Drops the state of a topic without subscribers.
    pub fn forget(&self, topic: Topic) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&topic);
    }

    fn sender(&self, topic: Topic) -> watch::Sender<TopicState> {
        let mut senders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        senders.entry(topic).or_default().clone()
    }
}

type QueuedCommand = (Value, oneshot::Sender<Answer>);

/// Sends commands to the backend.
#[derive(Debug, Clone)]
pub(super) struct Commands {
    queue: SyncSender<QueuedCommand>,
    pub(super) publisher: Publisher,
    unsaved: Arc<AtomicBool>,
}

impl Commands {
    /// Sends a command and returns its answer; `None` if the backend is closed or too many commands wait.
    pub(super) async fn ask(&self, command: Value) -> Option<Answer> {
        let (reply, answer) = oneshot::channel();
        self.queue.try_send((command, reply)).ok()?;
        answer.await.ok()
    }

    pub(super) fn is_unsaved(&self) -> bool {
        self.unsaved.load(Ordering::Relaxed)
    }
}

/// Starts the backend's thread. It ends when the last sender of commands is dropped.
pub(super) fn start<D: Backend>(
    backend: impl FnOnce(Publisher) -> D + Send + 'static,
) -> io::Result<(Commands, JoinHandle<()>)> {
    let (commands, taken) = mpsc::sync_channel::<QueuedCommand>(QUEUE);
    let (publisher, unsaved) = (Publisher::default(), Arc::new(AtomicBool::new(false)));
    let (its_publisher, its_unsaved) = (publisher.clone(), Arc::clone(&unsaved));
    let work = move || {
        let mut backend = backend(its_publisher);
        loop {
            match taken.recv_timeout(BEAT) {
                Ok((command, reply)) => {
                    // The connection may be closed by now.
                    let _ = reply.send(backend.answer(&command));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            backend.beat();
            its_unsaved.store(backend.is_unsaved(), Ordering::Relaxed);
        }
        backend.close();
    };
    let thread = thread::Builder::new().name("backend".to_owned()).spawn(work)?;
    Ok((Commands { queue: commands, publisher, unsaved }, thread))
}
