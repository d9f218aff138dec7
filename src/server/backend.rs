//! Who answers commands: one at a time, on a thread of its own, so that no edit meets another.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{oneshot, watch};

/// How often the backend looks after what is due: saving, and what other programs changed.
const BEAT: Duration = Duration::from_millis(50);

/// How many commands may wait.
const QUEUE: usize = 256;

/// What the backend says to a command: JSON, or the bytes of a file.
#[derive(Debug)]
pub enum Answer {
    /// What was asked for.
    Data(Value),
    /// A file, and its type.
    File(Vec<u8>, &'static str),
    /// The command is not one that can be obeyed: it names what is not there, or not any more.
    Unknown,
}

/// Answers commands.
pub trait Backend {
    /// Answers a command, whose `do` names it.
    fn answer(&mut self, command: &Value) -> Answer;

    /// Looks after what is due.
    fn beat(&mut self);

    /// Returns whether a text is not saved, and cannot be: the session lives on for it.
    fn is_unsaved(&self) -> bool;

    /// Saves what is due before the session ends.
    fn close(&mut self);
}

/// What is on a topic now: what a page that looks at it shows. Each part is sent again when it changes.
#[derive(Debug, Clone, Default)]
pub struct TopicState {
    /// The parts, by name, whole: what a page that comes later gets first.
    pub parts: Vec<(&'static str, Arc<Part>)>,
}

/// A part of the state.
#[derive(Debug)]
pub enum Part {
    /// Sent whole.
    Whole(String),
    /// Pages of a sheet, sent as the difference to those that were sent before.
    Drawing(super::drawing::Drawing),
}

/// What states are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// The list of sheets.
    List,
    /// How far a build is.
    Builds,
    /// A sheet, by its number in the list.
    Sheet(u32),
}

/// Where the backend and its printer leave their state.
#[derive(Debug, Clone, Default)]
pub struct Publisher(Arc<Mutex<HashMap<Topic, watch::Sender<TopicState>>>>);

impl Publisher {
    /// Publishes a part of a topic's state. What nobody had time to send is dropped.
    pub fn put(&self, topic: Topic, name: &'static str, part: Part) {
        let part = Arc::new(part);
        self.sender(topic).send_modify(|state| match state.parts.iter_mut().find(|(it, _)| *it == name) {
            Some((_, old)) => *old = part,
            None => state.parts.push((name, part)),
        });
    }

    /// Returns the state of a topic, now and later.
    pub(super) fn read(&self, topic: Topic) -> watch::Receiver<TopicState> {
        self.sender(topic).subscribe()
    }

    /// Returns whether a page looks at a topic.
    pub fn is_read(&self, topic: Topic) -> bool {
        self.sender(topic).receiver_count() > 0
    }

    /// Lets go of the state of a topic that nobody reads.
    pub fn forget(&self, topic: Topic) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&topic);
    }

    fn sender(&self, topic: Topic) -> watch::Sender<TopicState> {
        let mut senders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        senders.entry(topic).or_default().clone()
    }
}

type Asked = (Value, oneshot::Sender<Answer>);

/// The way to the backend.
#[derive(Debug, Clone)]
pub(super) struct Commands {
    queue: SyncSender<Asked>,
    pub(super) publisher: Publisher,
    unsaved: Arc<AtomicBool>,
}

impl Commands {
    /// Has a command answered; `None` if the backend is closed or overrun.
    pub(super) async fn ask(&self, command: Value) -> Option<Answer> {
        let (reply, answer) = oneshot::channel();
        self.queue.try_send((command, reply)).ok()?;
        answer.await.ok()
    }

    pub(super) fn is_unsaved(&self) -> bool {
        self.unsaved.load(Ordering::Relaxed)
    }
}

/// Starts the backend's thread. It closes when no command can come any more.
pub(super) fn start<D: Backend>(
    backend: impl FnOnce(Publisher) -> D + Send + 'static,
) -> io::Result<(Commands, JoinHandle<()>)> {
    let (commands, taken) = mpsc::sync_channel::<Asked>(QUEUE);
    let (publisher, unsaved) = (Publisher::default(), Arc::new(AtomicBool::new(false)));
    let (its_publisher, its_unsaved) = (publisher.clone(), Arc::clone(&unsaved));
    let work = move || {
        let mut backend = backend(its_publisher);
        loop {
            match taken.recv_timeout(BEAT) {
                Ok((command, reply)) => {
                    // Whoever asked may have left.
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
