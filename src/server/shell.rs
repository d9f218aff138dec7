//! The page itself: its frame, its stylesheet and its modules. They hold no data, so they need no token.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::fonts;

/// The frame of the page, which the modules fill.
#[derive(Template)]
#[template(path = "open/shell.html", whitespace = "minimize")]
struct Shell {
    version: &'static str,
}

/// The face of the forms, in which boxes show what is typed.
const FONT: &str = "paper.ttf";

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! module {
    ($name:literal) => {
        ($name, JAVASCRIPT, include_str!(concat!("page/", $name)))
    };
}

/// The files that the frame loads, by name.
const ASSETS: &[(&str, &str, &str)] = &[
    ("style.css", "text/css; charset=utf-8", include_str!("page/style.css")),
    ("icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
    module!("main.js"),
    module!("api.js"),
    module!("box.js"),
    module!("boxes.js"),
    module!("conflict.js"),
    module!("dom.js"),
    module!("findings.js"),
    module!("handle.js"),
    module!("keys.js"),
    module!("list.js"),
    module!("looks.js"),
    module!("outputs.js"),
    module!("pages.js"),
    module!("rows.js"),
    module!("saving.js"),
    module!("sheet.js"),
    module!("source.js"),
    module!("strip.js"),
];

pub(super) fn routes() -> Router {
    Router::new().route("/", get(shell)).route("/assets/{name}", get(asset))
}

async fn shell() -> Response {
    match (Shell { version: env!("CARGO_PKG_VERSION") }).render() {
        Ok(page) => Html(page).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(asset, _, _)| *asset == name) {
        Some((_, kind, text)) => ([(CONTENT_TYPE, *kind)], *text).into_response(),
        None if name == FONT => ([(CONTENT_TYPE, "font/ttf")], fonts::FILES[0]).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
