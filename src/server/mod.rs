//! The server of `mokuhyo open`, for this machine, this user and this page only. No other module uses HTTP.
//!
//! [`guard`] refuses requests that are not from the session's own page. [`shell`] serves the page, which holds no data.
//! [`api`] passes commands to the [`Backend`], which answers them one at a time in a thread of its own. [`events`]
//! streams changes. The server ends after its last page was closed ([`life`]).

mod api;
mod backend;
mod drawing;
mod editor;
mod events;
mod guard;
mod life;
mod shell;
mod token;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::runtime;
use tokio::sync::Semaphore;

use self::guard::{Guard, LONGEST_BODY};
use self::life::OpenPages;
use self::token::Token;

pub use self::backend::{Answer, Backend, Part, Publisher, Topic, TopicState};
pub use self::drawing::Drawing;
pub use self::editor::Editor;
pub use self::token::HEADER;

/// The time from the closing of the last page to the end of the server. A page that is reloaded is closed for a moment.
pub const LINGER: Duration = Duration::from_mins(1);

/// The most connections at once. A browser opens six.
const MOST_CONNECTIONS: usize = 64;

/// The time limit for the head of a request, and for the pause before the next request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// The most headers of a request, and the most bytes of its head.
const MOST_HEADERS: usize = 64;
const LONGEST_HEAD: usize = 32 << 10;

/// A server that listens but does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    port: u16,
    token: Token,
}

impl Server {
    /// Listens on 127.0.0.1, at a port of the system's choice where none is named.
    ///
    /// # Errors
    /// Where the port is taken, or the system has no random numbers.
    pub fn bind(port: Option<u16>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port.unwrap_or(0)))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port, token: Token::new()? })
    }

    /// Returns the address of the page. The token is in its fragment, which browsers do not send.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/#{}", self.port, self.token.text())
    }

    /// Serves until `stop` is set, or `linger` after the last page was closed. `backend` is made on the thread that it
    /// answers on.
    ///
    /// # Errors
    /// Where the system gives no thread or socket.
    pub fn run<D: Backend>(
        self,
        backend: impl FnOnce(Publisher) -> D + Send + 'static,
        stop: &AtomicBool,
        linger: Duration,
    ) -> io::Result<()> {
        let (commands, thread) = backend::start(backend)?;
        let pages = OpenPages::default();
        let routes = routes(Guard::new(self.port, self.token), commands.clone(), pages.clone());
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let is_unsaved = || commands.is_unsaved();
            tokio::select! {
                () = accept(listener, routes) => {}
                () = pages.over(stop, linger, is_unsaved) => {}
            }
            io::Result::Ok(())
        })?;
        // Streams hold senders of commands. They end with the runtime, and so does the backend.
        runtime.shutdown_background();
        drop(commands);
        // A panic of the backend ended the process already.
        let _ = thread.join();
        Ok(())
    }
}

fn routes(guard: Guard, commands: backend::Commands, pages: OpenPages) -> Router {
    api::routes(commands, pages)
        .merge(shell::routes())
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(middleware::from_fn_with_state(Arc::new(guard), guard::watch))
}

/// Accepts connections until it is dropped. If there are too many, the next one waits until another ends.
async fn accept(listener: tokio::net::TcpListener, routes: Router) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let routes = routes.clone();
                tokio::spawn(async move {
                    connection(stream, routes).await;
                    drop(place);
                });
            }
            // Too many files are open, or the peer is gone.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

async fn connection(stream: TcpStream, routes: Router) {
    // Answers are small, and the page waits for them.
    let _ = stream.set_nodelay(true);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_headers(MOST_HEADERS)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes));
    // A peer that is gone is not an error.
    let _ = served.await;
}
