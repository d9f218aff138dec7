//! The routes that hold data: commands to the backend, and events.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;

use super::backend::{Answer, Commands, Topic};
use super::events;
use super::life::OpenPages;

/// The state that the routes share.
#[derive(Debug, Clone)]
struct AppState {
    commands: Commands,
    pages: OpenPages,
}

/// Returns the routes. Commands are posted; a GET reads events and changes nothing. A sheet is named by its number in
/// the session's list, so no path comes from a page.
pub(super) fn routes(commands: Commands, pages: OpenPages) -> Router {
    Router::new()
        .route("/api/command", post(command))
        .route("/api/events/{topic}", get(stream))
        .with_state(AppState { commands, pages })
}

/// The type of commands and of most answers.
const JSON: &str = "application/json";

async fn command(State(app): State<AppState>, body: Bytes) -> Response {
    let Ok(command) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match app.commands.ask(command).await {
        Some(Answer::Data(data)) => ([(CONTENT_TYPE, JSON)], data.to_string()).into_response(),
        Some(Answer::File(bytes, kind)) => ([(CONTENT_TYPE, kind)], bytes).into_response(),
        Some(Answer::Unknown) => StatusCode::NOT_FOUND.into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn stream(State(app): State<AppState>, Path(topic): Path<String>) -> Response {
    let topic = match (topic.as_str(), topic.parse()) {
        ("list", _) => Topic::List,
        ("builds", _) => Topic::Builds,
        (_, Ok(sheet)) => Topic::Sheet(sheet),
        (_, Err(_)) => return StatusCode::NOT_FOUND.into_response(),
    };
    let state = app.commands.publisher.read(topic);
    let body = events::body(state, app.pages.enter());
    ([(CONTENT_TYPE, "text/event-stream")], body).into_response()
}
