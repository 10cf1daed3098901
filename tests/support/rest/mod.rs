//! Discord's REST API, version 10: who may ask, what fails on demand, what is answered.

pub(crate) mod body;
mod channels;
mod command_routes;
mod connection;
mod identity;
pub(crate) use identity::bot_user;
mod interaction_routes;
pub(crate) mod outcome;
pub(crate) mod route;

use super::discord::TOKEN;
use super::failures::Failure;
use super::rate_limits::{BucketState, Wait};
use super::state::{Call, Shared};
use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use body::Body;
use connection::{CuttableListener, Scissors};
use outcome::{Outcome, Refusal, Success};
use route::{NoRoute, Route};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// The largest request that Discord reads.
const LARGEST_BODY: usize = 25 * 1024 * 1024;

/// A request, read.
pub(crate) struct Incoming {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) body: Body,
}

/// Serves the API until the runtime ends.
pub(crate) async fn run(shared: Arc<Shared>, listener: TcpListener) {
    let router = Router::new().fallback(handle).with_state(shared);
    let service = router.into_make_service_with_connect_info::<Scissors>();
    axum::serve(CuttableListener(listener), service).await.unwrap();
}

async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
) -> Response {
    let at = Instant::now();
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_BODY).await else {
        shared.violation(format!("{} {}: a body over {LARGEST_BODY} bytes", parts.method, parts.uri.path()));
        return answer(413, &HeaderMap::new(), Some(&json!({"code": 40_005, "message": "Request entity too large"})));
    };
    let path = parts.uri.path().strip_prefix("/api/v10").unwrap_or_default().to_owned();
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let content_type = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let read = Body::read(content_type, &bytes);
    let call = record(&shared, &parts, &path, &query, read.as_ref().ok(), at);
    let reply = reply(&shared, &scissors, &parts, (path, query), read, &bytes).await;
    shared.change(|state| state.calls[call].status = reply.as_ref().map_or(0, |reply| reply.status().as_u16()));
    reply.unwrap_or_else(|| StatusCode::NO_CONTENT.into_response())
}

/// The answer, or none where the connection was cut.
async fn reply(
    shared: &Arc<Shared>,
    scissors: &Scissors,
    parts: &Parts,
    (path, query): (String, String),
    body: Result<Body, String>,
    bytes: &Bytes,
) -> Option<Response> {
    let described = format!("{} {}", parts.method, parts.uri.path());
    let route = match Route::find(&parts.method, &path) {
        Ok(route) => route,
        Err(error) => return Some(no_route(shared, &described, error)),
    };
    let mut lose_answer = false;
    let failure = shared.change(|state| state.failures.take(route.kind()));
    match failure {
        Some(Failure::CutConnection) => {
            scissors.cut();
            return None;
        }
        Some(Failure::Status(status)) => {
            return Some(answer(status, &HeaderMap::new(), Some(&json!({"code": 0, "message": "as asked for"}))));
        }
        Some(Failure::RateLimited { retry_after, global }) => {
            return Some(rate_limited(shared, &route, &parts.method, retry_after, global));
        }
        Some(Failure::Delay(delay)) => tokio::time::sleep(delay).await,
        Some(Failure::LoseAnswer) => lose_answer = true,
        None => {}
    }
    let bucket = match count(shared, &route, parts, &described) {
        Ok(bucket) => bucket,
        Err(response) => return Some(*response),
    };
    let incoming = Authorised { shared, parts, route: &route, bytes };
    let outcome = incoming.check(body).and_then(|body| {
        let incoming = Incoming { method: parts.method.clone(), path, query, body };
        perform(shared, &route, &incoming)
    });
    if lose_answer {
        scissors.cut();
        return None;
    }
    Some(respond(shared, &described, outcome, &headers_of(&bucket)))
}

/// What is looked at before the route itself.
struct Authorised<'a> {
    shared: &'a Shared,
    parts: &'a Parts,
    route: &'a Route,
    bytes: &'a Bytes,
}

impl Authorised<'_> {
    fn check(&self, body: Result<Body, String>) -> Result<Body, Refusal> {
        let header = |name| self.parts.headers.get(name).and_then(|value| value.to_str().ok());
        let expected = format!("Bot {TOKEN}");
        if self.route.needs_authorisation() && header(AUTHORIZATION) != Some(&expected) {
            return Err(Refusal::new(401, 0, "401: Unauthorized"));
        }
        if !header(USER_AGENT).is_some_and(|agent| agent.starts_with("DiscordBot (")) {
            self.shared.violation(format!(
                "{}: User-Agent must begin with \"DiscordBot (url, version)\", is {:?}",
                self.parts.uri.path(),
                header(USER_AGENT)
            ));
        }
        if matches!(self.parts.method, Method::GET | Method::DELETE) && !self.bytes.is_empty() {
            return Err(Refusal::new(400, 50_109, "a request of this method has no body"));
        }
        body.map_err(|error| Refusal::new(400, 50_109, format!("The request body contains invalid JSON. {error}")))
    }
}

fn perform(shared: &Shared, route: &Route, incoming: &Incoming) -> Outcome {
    match route {
        Route::Gateway | Route::GatewayBot | Route::CurrentApplication | Route::CurrentUser => {
            Ok(identity::perform(shared, route))
        }
        Route::Commands { .. } | Route::Command { .. } => command_routes::perform(shared, route, incoming),
        Route::Callback { .. } | Route::Webhook { .. } | Route::WebhookMessage { .. } => {
            interaction_routes::perform(shared, route, incoming)
        }
        Route::Messages { .. } | Route::Message { .. } | Route::Typing { .. } => {
            channels::perform(shared, route, incoming)
        }
    }
}

fn record(shared: &Shared, parts: &Parts, path: &str, query: &str, body: Option<&Body>, at: Instant) -> usize {
    let call = Call {
        method: parts.method.to_string(),
        kind: Route::find(&parts.method, path).ok().map(|route| route.kind()),
        path: path.to_owned(),
        query: query.to_owned(),
        body: body.map_or(Value::Null, |body| body.json.clone()),
        files: body.map_or_else(Vec::new, Body::file_names),
        status: 0,
        at,
    };
    shared.change(|state| {
        state.calls.push(call);
        state.calls.len() - 1
    })
}

fn no_route(shared: &Shared, described: &str, error: NoRoute) -> Response {
    let (status, text) = match error {
        NoRoute::Path => (404, "404: Not Found"),
        NoRoute::Method => (405, "405: Method Not Allowed"),
    };
    respond(shared, described, Err(Refusal::new(status, 0, text)), &HeaderMap::new())
}

/// Counts the request in its bucket; a request that came too early is answered here.
fn count(shared: &Shared, route: &Route, parts: &Parts, described: &str) -> Result<BucketState, Box<Response>> {
    let bucket = route.bucket(&parts.method);
    let counted = shared.change(|state| {
        let now = state.now();
        state.rate_limits.count(route.kind(), &bucket, now)
    });
    counted.map_err(|Wait { left, global, was_told }| {
        if was_told {
            shared.violation(format!("{described}: did not honour Retry-After, {left:?} too early"));
        }
        Box::new(rate_limited(shared, route, &parts.method, left.as_secs_f64(), global))
    })
}

/// A 429, and the memory that the bot was told.
fn rate_limited(shared: &Shared, route: &Route, method: &Method, retry_after: f64, global: bool) -> Response {
    let bucket = route.bucket(method);
    shared.change(|state| {
        let until = state.now() + Duration::from_secs_f64(retry_after);
        state.rate_limits.tell(&bucket, global, until);
    });
    let reset_after = Duration::from_secs_f64(retry_after);
    let mut headers = headers_of(&BucketState { bucket, limit: 5, remaining: 0, reset_after });
    set(&mut headers, "retry-after", &retry_after.ceil().to_string());
    set(&mut headers, "x-ratelimit-scope", if global { "global" } else { "user" });
    if global {
        set(&mut headers, "x-ratelimit-global", "true");
    }
    let body = json!({"message": "You are being rate limited.", "retry_after": retry_after, "global": global});
    answer(429, &headers, Some(&body))
}

fn headers_of(state: &BucketState) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let reset = std::time::SystemTime::now() + state.reset_after;
    let reset = reset.duration_since(std::time::UNIX_EPOCH).unwrap();
    let name: u64 = state.bucket.bytes().fold(7, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)));
    set(&mut headers, "x-ratelimit-bucket", &format!("{name:016x}"));
    set(&mut headers, "x-ratelimit-limit", &state.limit.to_string());
    set(&mut headers, "x-ratelimit-remaining", &state.remaining.to_string());
    set(&mut headers, "x-ratelimit-reset", &format!("{:.3}", reset.as_secs_f64()));
    set(&mut headers, "x-ratelimit-reset-after", &format!("{:.3}", state.reset_after.as_secs_f64()));
    headers
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    headers.insert(name, value.parse().unwrap());
}

/// Writes the outcome, and remembers a refusal.
fn respond(shared: &Shared, described: &str, outcome: Outcome, headers: &HeaderMap) -> Response {
    match outcome {
        Ok(Success::Json(status, body)) => answer(status, headers, Some(&body)),
        Ok(Success::Nothing) => answer(204, headers, None),
        Err(refusal) => {
            shared.violation(format!("{described}: {}", refusal.text()));
            answer(refusal.status, headers, Some(&refusal.json()))
        }
    }
}

fn answer(status: u16, headers: &HeaderMap, body: Option<&Value>) -> Response {
    let mut response = Response::new(body.map(Value::to_string).unwrap_or_default().into());
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response.headers_mut().extend(headers.clone());
    if body.is_some() {
        set(response.headers_mut(), "content-type", "application/json");
    }
    response
}
