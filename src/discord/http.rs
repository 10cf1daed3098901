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
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
pub use signature::{PublicKey, WrongKey};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

/// The largest body that is read, in bytes.
const LARGEST_BODY: usize = 1024 * 1024;
/// How long a body may take to arrive.
const BODY_ARRIVES: Duration = Duration::from_secs(5);

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
        let body = read(body).await?;
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
            self.tasks.spawn(async move { service.carry_out(effect, &interaction).await });
        }
        Ok(([(header::CONTENT_TYPE, "application/json")], callback.to_string()).into_response())
    }
}

/// The whole body, if it is small and comes soon.
async fn read(body: Body) -> Result<axum::body::Bytes, Response> {
    match timeout(BODY_ARRIVES, to_bytes(body, LARGEST_BODY)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(error)) if is_too_large(&error) => Err(refuse(StatusCode::PAYLOAD_TOO_LARGE, "the body is over 1 MiB")),
        Ok(Err(_)) => Err(refuse(StatusCode::BAD_REQUEST, "the body broke off")),
        Err(_) => Err(refuse(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time")),
    }
}

fn is_too_large(error: &axum::Error) -> bool {
    std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>)
}

fn refuse(status: StatusCode, why: &str) -> Response {
    tracing::debug!(%status, why, "a request was refused");
    (status, why.to_owned()).into_response()
}
