//! Streams of events: the changes of a topic, in the format of server-sent events.
//!
//! The page reads a stream by `fetch`, since an `EventSource` cannot send the token in a header. A stream keeps what it
//! sent last, and sends pages as differences from that. A page that falls behind gets the latest state only.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::Frame;
use tokio::sync::{mpsc, watch};

use super::backend::{Part, TopicState};
use super::drawing::Drawing;
use super::life::OpenPage;

/// The interval between signs of life on a stream without changes, by which a page that is gone is noticed.
const BEAT: Duration = Duration::from_secs(5);

/// Returns the body of a stream. The page counts as open as long as it reads.
pub(super) fn body(state: watch::Receiver<TopicState>, page: OpenPage) -> Body {
    let (events, taken) = mpsc::channel(1);
    tokio::spawn(send(state, events, page));
    Body::new(Stream(taken))
}

async fn send(mut state: watch::Receiver<TopicState>, events: mpsc::Sender<Bytes>, page: OpenPage) {
    let mut sent = SentParts::default();
    state.mark_changed();
    loop {
        let waited = tokio::select! {
            () = events.closed() => break,
            waited = tokio::time::timeout(BEAT, state.changed()) => waited,
        };
        let text = match waited {
            Ok(Ok(())) => sent.text(&state.borrow_and_update().clone()),
            Ok(Err(_)) => break,
            Err(_) => ":\n\n".to_owned(),
        };
        if !text.is_empty() && events.send(text.into()).await.is_err() {
            break;
        }
    }
    drop(page);
}

/// The parts that a stream sent last.
#[derive(Debug, Default)]
struct SentParts(Vec<(&'static str, Arc<Part>)>);

impl SentParts {
    /// Returns the events of all parts that have changed since they were sent.
    fn text(&mut self, state: &TopicState) -> String {
        let mut text = String::new();
        for (name, part) in &state.parts {
            let before = self.0.iter().position(|(known, _)| known == name);
            if before.is_some_and(|place| Arc::ptr_eq(&self.0[place].1, part)) {
                continue;
            }
            let data = match &**part {
                Part::Whole(data) => data.clone(),
                Part::Drawing(drawing) => drawing.since(before.and_then(|place| drawn(&self.0[place].1))),
            };
            // JSON is written on one line.
            for part in ["event: ", name, "\ndata: ", &data, "\n\n"] {
                text.push_str(part);
            }
            match before {
                Some(place) => self.0[place].1 = Arc::clone(part),
                None => self.0.push((name, Arc::clone(part))),
            }
        }
        text
    }
}

fn drawn(part: &Part) -> Option<&Drawing> {
    match part {
        Part::Drawing(drawing) => Some(drawing),
        Part::Whole(_) => None,
    }
}

/// A body that passes on what it receives.
struct Stream(mpsc::Receiver<Bytes>);

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}
