//! Refuses every request that is not from the session's own page.
//!
//! A browser runs pages of strangers beside ours, and each can send requests to 127.0.0.1. What they can forge
//! is limited, and all of it is checked here: `Host` (DNS rebinding), `Origin`, `Sec-Fetch-Site` and
//! `Sec-Fetch-Dest` (frames, scripts), the token with everything that holds data, and the type and size of
//! bodies.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::token::{HEADER, Token};

/// The most bytes of a body.
pub(super) const LONGEST_BODY: usize = 256 << 10;

/// The time limit for a request and its answer. A stream of events is answered at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// The beginning of all paths that hold data.
pub(super) const DATA: &str = "/api/";

/// Allows only what this server sends: no other script, style, picture or connection, and no frame around the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The values that a request must carry.
#[derive(Debug)]
pub(super) struct Guard {
    /// `127.0.0.1:PORT`.
    host: String,
    token: Token,
}

/// A refusal: its status, and a line for the console of the browser.
type Rejection = (StatusCode, &'static str);

impl Guard {
    pub(super) fn new(port: u16, token: Token) -> Self {
        Self { host: format!("127.0.0.1:{port}"), token }
    }

    /// Returns why a request is refused.
    fn refuses(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Rejection> {
        self.host(uri, headers)?;
        self.origin(uri, headers)?;
        if uri.path().starts_with(DATA) {
            self.token(headers)?;
            body(method, headers)?;
        }
        Ok(())
    }

    /// Returns a name that resolves to 127.0.0.1 is not ours: another site may own it.
    fn host(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Rejection> {
        let is_own = only(headers, &HOST) == Some(self.host.as_bytes());
        let is_named = uri.authority().is_none_or(|authority| authority.as_str() == self.host);
        if is_own && is_named { Ok(()) } else { Err((StatusCode::MISDIRECTED_REQUEST, "foreign Host")) }
    }

    fn origin(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Rejection> {
        let own =
            |origin: &HeaderValue| origin.as_bytes().strip_prefix(b"http://") == Some(self.host.as_bytes());
        if !headers.get_all(ORIGIN).iter().all(own) {
            return Err((StatusCode::FORBIDDEN, "foreign Origin"));
        }
        let is_shell = uri.path() == "/";
        let is_near = |site: &HeaderValue| site == "same-origin" || is_shell && site == "none";
        if !headers.get_all(FETCH_SITE).iter().all(is_near) {
            return Err((StatusCode::FORBIDDEN, "foreign site"));
        }
        let may_be = |destination: &HeaderValue| match destination.as_bytes() {
            b"document" => is_shell,
            b"empty" => true,
            b"script" | b"style" | b"image" | b"font" => uri.path().starts_with("/assets/"),
            _ => false,
        };
        if !headers.get_all(FETCH_DEST).iter().all(may_be) {
            return Err((StatusCode::FORBIDDEN, "neither a page nor a fetch of ours"));
        }
        Ok(())
    }

    fn token(&self, headers: &HeaderMap) -> Result<(), Rejection> {
        let given = only(headers, &HeaderName::from_static(HEADER));
        let is_right = given.is_some_and(|guess| self.token.is(guess));
        if is_right { Ok(()) } else { Err((StatusCode::UNAUTHORIZED, "no token of this session")) }
    }
}

/// Refuses a body that is too long or not JSON: a form of another site can send text/plain without a preflight, but
/// not JSON.
fn body(method: &Method, headers: &HeaderMap) -> Result<(), Rejection> {
    if method == Method::GET {
        return Ok(());
    }
    let length =
        only(headers, &CONTENT_LENGTH).and_then(|value| std::str::from_utf8(value).ok()?.parse().ok());
    if length.is_some_and(|length: u64| length > LONGEST_BODY as u64) {
        return Err((StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"));
    }
    match only(headers, &CONTENT_TYPE) {
        Some(b"application/json") => Ok(()),
        _ => Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is not JSON")),
    }
}

/// Returns the value of a header that is sent once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a [u8]> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none()).map(HeaderValue::as_bytes)
}

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Answers a request, or refuses it.
pub(super) async fn watch(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = match guard.refuses(request.method(), request.uri(), request.headers()) {
        Ok(()) => match tokio::time::timeout(PATIENCE, next.run(request)).await {
            Ok(response) => response,
            Err(_) => refusal((StatusCode::REQUEST_TIMEOUT, "too slow")),
        },
        Err(refused) => refusal(refused),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Returns the response of a refusal. It closes the connection, so that the rest of the body is not read.
fn refusal(refused: Rejection) -> Response {
    let mut response = refused.into_response();
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
