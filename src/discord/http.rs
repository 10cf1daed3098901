//! The bot as an HTTP endpoint for Discord's interactions: what carries them
//! here is a POST, what carries the answer back is its response.
//!
//! Nothing is parsed before its signature is checked. TLS is the business of
//! the proxy in front, whose `X-Forwarded` headers are not believed, since
//! nothing here depends on where a request comes from.

pub mod operations;
pub mod server;
mod signature;

use super::interaction::Interaction;
use super::service::{Carrier, Service};
use super::to_discord;
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http_body_util::{BodyExt, LengthLimitError, Limited};
pub use signature::{PublicKey, WrongKey};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::time::{sleep, timeout};
use tokio_util::task::TaskTracker;

/// The largest body that is read, in bytes.
const LARGEST_BODY: usize = 1024 * 1024;
/// How long a body may take to arrive.
const BODY_ARRIVES: Duration = Duration::from_secs(5);
/// How much of a body that is too large is still taken, unread: whoever is cut
/// off while sending sees a broken connection, and not why.
const STILL_TAKEN: usize = 8 * LARGEST_BODY;
/// How long an answer may be under way to Discord, which knows nothing of the
/// message that it makes before it is there.
const ANSWER_ARRIVES: Duration = Duration::from_millis(500);

/// What answers.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// The bot.
    pub service: Arc<Service>,
    /// The key that Discord's signatures are checked with.
    pub key: PublicKey,
    /// What answers have promised and is being done.
    pub tasks: TaskTracker,
}

/// Where Discord sends interactions.
pub fn router(endpoint: Endpoint) -> Router {
    Router::new().route("/interactions", post(interactions)).with_state(endpoint)
}

/// Answers one interaction.
async fn interactions(State(endpoint): State<Endpoint>, request: Request) -> Response {
    match endpoint.answer(request).await {
        Ok(response) | Err(response) => response,
    }
}

impl Endpoint {
    async fn answer(&self, request: Request) -> Result<Response, Response> {
        let (head, body) = request.into_parts();
        let body = read(&head.headers, body).await?;
        let now = SystemTime::now();
        self.key
            .check(&head.headers, &body, now)
            .map_err(|error| refuse(StatusCode::UNAUTHORIZED, &error.to_string()))?;
        let interaction =
            Interaction::from_json(&body).map_err(|error| refuse(StatusCode::BAD_REQUEST, &error.to_string()))?;
        let outcome = self.service.answer(&interaction, Carrier::Http);
        let callback = to_discord::callback(&outcome.response).map_err(|error| {
            tracing::error!(interaction = interaction.id, %error, "an answer could not be written");
            refuse(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be written")
        })?;
        if let Some(effect) = outcome.effect {
            let service = Arc::clone(&self.service);
            self.tasks.spawn(async move {
                sleep(ANSWER_ARRIVES).await;
                service.carry_out(effect, &interaction).await;
            });
        }
        Ok(([(header::CONTENT_TYPE, "application/json")], callback).into_response())
    }
}

/// The whole body, if it is small and comes soon.
async fn read(headers: &HeaderMap, mut body: Body) -> Result<Bytes, Response> {
    let too_large = || refuse(StatusCode::PAYLOAD_TOO_LARGE, "the body is over 1 MiB");
    // Whoever asks before sending is told at once.
    if headers.contains_key(header::EXPECT) && body.size_hint().lower() > LARGEST_BODY as u64 {
        return Err(too_large());
    }
    match timeout(BODY_ARRIVES, Limited::new(&mut body, LARGEST_BODY).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            let _given_up = timeout(BODY_ARRIVES, let_pass(body)).await;
            Err(too_large())
        }
        Ok(Err(_)) => Err(refuse(StatusCode::BAD_REQUEST, "the body broke off")),
        Err(_) => Err(refuse(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time")),
    }
}

/// Takes what nobody looks at, up to a limit.
async fn let_pass(body: Body) {
    let mut rest = Limited::new(body, STILL_TAKEN);
    while let Some(Ok(_)) = rest.frame().await {}
}

fn refuse(status: StatusCode, why: &str) -> Response {
    tracing::debug!(%status, why, "a request was refused");
    (status, why.to_owned()).into_response()
}
