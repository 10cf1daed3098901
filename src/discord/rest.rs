//! Calls to Discord, over serenity's routes.
//!
//! serenity's own client cannot be pointed at another host with its rate
//! limiter on, and repeats nothing with it off. This one waits as it is told
//! to, repeats what failed on the way, and gives up at a deadline.

mod gates;

use super::to_discord;
use super::view::{File, Message};
use crate::metrics;
use gates::Gates;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value as Json;
use serenity::all::{ApplicationId, ChannelId, GuildId, InteractionId, LightMethod, Route};
use serenity::http::{Multipart, MultipartUpload, Request};
use std::num::NonZeroU64;
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout_at};

/// The least that one attempt may take before another is made.
const SHORTEST_ATTEMPT: Duration = Duration::from_millis(300);
/// The most: a proxy may hold a call back before it passes it on.
const LONGEST_ATTEMPT: Duration = Duration::from_secs(10);
/// The wait before the second attempt; it doubles with each.
const FIRST_PAUSE: Duration = Duration::from_millis(60);
/// The longest wait between attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Discord's code for an interaction that was answered already.
const ALREADY_ACKNOWLEDGED: u64 = 40_060;

/// Why a call came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// The token is wrong.
    #[error("Discord refuses the token")]
    Unauthorised,
    /// Discord refuses the call.
    #[error("Discord refuses the call with {status} (code {code}): {message}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's own code.
        code: u64,
        /// What Discord says.
        message: String,
    },
    /// Discord asks to wait for longer than there is time.
    #[error("Discord asks to wait until after the deadline")]
    RateLimited,
    /// Discord could not be reached, or failed, until the deadline.
    #[error("Discord cannot be reached: {0}")]
    Unreachable(String),
    /// The call could not be written.
    #[error("the call cannot be made: {0}")]
    Unwritable(String),
}

/// The way to Discord.
#[derive(Debug)]
pub struct Rest {
    client: reqwest::Client,
    /// With `Bot ` before it, as the header has it.
    token: SecretString,
    base: Option<String>,
    gates: Gates,
}

/// One call.
struct Call<'c> {
    route: Route<'c>,
    method: LightMethod,
    query: &'static [(&'static str, &'static str)],
    body: Option<String>,
    file: Option<&'c File>,
}

impl<'c> Call<'c> {
    fn new(method: LightMethod, route: Route<'c>) -> Self {
        Self { route, method, query: &[], body: None, file: None }
    }

    fn with_body(self, body: String) -> Self {
        Self { body: Some(body), ..self }
    }

    fn request(&self) -> Request<'c> {
        let request = Request::new(self.route, self.method);
        let body = self.body.clone();
        match self.file {
            Some(file) => request.multipart(Some(Multipart {
                upload: MultipartUpload::Attachments(vec![to_discord::attachment(file)]),
                fields: Vec::new(),
                payload_json: body,
            })),
            None => request.body(body.map(String::into_bytes)),
        }
    }
}

fn unwritable(error: &impl std::fmt::Display) -> RestError {
    RestError::Unwritable(error.to_string())
}

/// Where the gateway is.
#[derive(Debug, Deserialize)]
pub struct GatewayAddress {
    /// Its address.
    pub url: String,
    /// How many shards Discord advises.
    #[serde(default = "one")]
    pub shards: u32,
}

fn one() -> u32 {
    1
}

/// What Discord says with a status that is no success.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Complaint {
    code: u64,
    message: String,
    errors: Json,
    retry_after: Option<f64>,
    global: bool,
}

/// What one attempt led to.
enum Attempt {
    Done(Json),
    Failed(RestError),
    Again(RestError),
    Wait(Duration),
}

impl Rest {
    /// A way to Discord with this token, or to another host that speaks for it.
    pub fn new(token: &SecretString, base: Option<&str>) -> Result<Self, RestError> {
        let mut builder = reqwest::Client::builder().pool_idle_timeout(Duration::from_secs(60)).tcp_nodelay(true);
        if base.is_some() {
            // The operator has said where to go.
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|error| unwritable(&error))?;
        let token = SecretString::new(format!("Bot {}", token.expose_secret()));
        Ok(Self { client, token, base: base.map(str::to_owned), gates: Gates::default() })
    }

    /// The address of the gateway and how many shards Discord advises.
    pub async fn gateway(&self, deadline: Instant) -> Result<GatewayAddress, RestError> {
        let told = self.call(&Call::new(LightMethod::Get, Route::GatewayBot), deadline).await?;
        serde_json::from_value(told).map_err(|error| RestError::Unreachable(format!("it told no gateway: {error}")))
    }

    /// Our application's number, as Discord knows it by our token.
    pub async fn application_id(&self, deadline: Instant) -> Result<u64, RestError> {
        #[derive(Deserialize)]
        struct Application {
            id: ApplicationId,
        }
        let told = self.call(&Call::new(LightMethod::Get, Route::Oauth2ApplicationCurrent), deadline).await?;
        let application: Result<Application, _> = serde_json::from_value(told);
        application
            .map(|application| application.id.get())
            .map_err(|error| RestError::Unreachable(format!("it named no application: {error}")))
    }

    /// The commands registered everywhere, or in a server.
    pub async fn commands(&self, application: u64, server: Option<u64>, deadline: Instant) -> Result<Json, RestError> {
        let mut call = Call::new(LightMethod::Get, commands_route(application, server));
        call.query = &[("with_localizations", "true")];
        self.call(&call, deadline).await
    }

    /// Registers all commands in place of those that are there.
    pub async fn set_commands(
        &self,
        application: u64,
        server: Option<u64>,
        commands: &Json,
        deadline: Instant,
    ) -> Result<(), RestError> {
        let call = Call::new(LightMethod::Put, commands_route(application, server)).with_body(commands.to_string());
        self.call(&call, deadline).await.map(drop)
    }

    /// Answers an interaction.
    pub async fn callback(
        &self,
        interaction: u64,
        token: &str,
        callback: String,
        deadline: Instant,
    ) -> Result<(), RestError> {
        let interaction_id = InteractionId::from(named(interaction, "interaction")?);
        let route = Route::InteractionResponse { interaction_id, token };
        match self.call(&Call::new(LightMethod::Post, route).with_body(callback), deadline).await {
            // An earlier attempt had arrived after all.
            Err(RestError::Refused { code: ALREADY_ACKNOWLEDGED, .. }) | Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Puts a message in the place of a deferred answer.
    pub async fn edit_original(
        &self,
        application: u64,
        token: &str,
        message: &Message,
        deadline: Instant,
    ) -> Result<(), RestError> {
        let body = to_discord::edit(message).map_err(|error| unwritable(&error))?;
        let mut call = Call::new(LightMethod::Patch, original(application, token)?).with_body(body);
        call.file = message.file.as_ref();
        self.call(&call, deadline).await.map(drop)
    }

    /// Deletes the message whose component was pressed.
    pub async fn delete_original(&self, application: u64, token: &str, deadline: Instant) -> Result<(), RestError> {
        self.call(&Call::new(LightMethod::Delete, original(application, token)?), deadline).await.map(drop)
    }

    /// Answers a message in a channel.
    pub async fn reply(&self, message: &Message, channel: u64, to: u64, deadline: Instant) -> Result<(), RestError> {
        let body = to_discord::reply(message, channel, to).map_err(|error| unwritable(&error))?;
        let route = Route::ChannelMessages { channel_id: ChannelId::new(channel) };
        self.call(&Call::new(LightMethod::Post, route).with_body(body), deadline).await.map(drop)
    }

    /// Makes attempts until one counts or the time is up.
    async fn call(&self, call: &Call<'_>, deadline: Instant) -> Result<Json, RestError> {
        let mut pause = FIRST_PAUSE;
        loop {
            self.gates.pass(&call.route, deadline).await?;
            // Half of the time left, so that there is time for another.
            let left = deadline.saturating_duration_since(Instant::now());
            let attempt_ends = deadline.min(Instant::now() + (left / 2).clamp(SHORTEST_ATTEMPT, LONGEST_ATTEMPT));
            let attempt = timeout_at(attempt_ends, self.attempt(call)).await;
            let (wait, error) = match attempt {
                Ok(Ok(Attempt::Done(answer))) => return Ok(answer),
                Ok(Ok(Attempt::Failed(error)) | Err(error)) => return Err(error),
                Ok(Ok(Attempt::Wait(wait))) => (wait, RestError::RateLimited),
                Ok(Ok(Attempt::Again(error))) => (pause, error),
                Err(_) => (Duration::ZERO, RestError::Unreachable("no answer in time".to_owned())),
            };
            let next = Instant::now() + wait;
            if next >= deadline {
                return Err(error);
            }
            tracing::debug!(wait_ms = wait.as_millis(), %error, "calling Discord again");
            sleep_until(next).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn attempt(&self, call: &Call<'_>) -> Result<Attempt, RestError> {
        let request = call.request().build(&self.client, self.token.expose_secret(), self.base.as_deref());
        let request = request.map_err(|error| unwritable(&error))?;
        let response = match request.query(call.query).send().await {
            Ok(response) => response,
            // Its address would tell the interaction's token.
            Err(error) => return Ok(Attempt::Again(RestError::Unreachable(cause(&error.without_url())))),
        };
        let (status, headers) = (response.status(), response.headers().clone());
        self.gates.learn(&call.route, &headers);
        let body = match response.bytes().await {
            Ok(body) => body,
            Err(error) => return Ok(Attempt::Again(RestError::Unreachable(cause(&error.without_url())))),
        };
        Ok(if status.is_success() {
            Attempt::Done(serde_json::from_slice(&body).unwrap_or(Json::Null))
        } else {
            self.judge(call, status, &headers, serde_json::from_slice(&body).unwrap_or_default())
        })
    }

    /// What to do after a call that was no success.
    fn judge(&self, call: &Call<'_>, status: StatusCode, headers: &HeaderMap, complaint: Complaint) -> Attempt {
        match status {
            StatusCode::UNAUTHORIZED => Attempt::Failed(RestError::Unauthorised),
            StatusCode::TOO_MANY_REQUESTS => {
                let wait = gates::told_to_wait(headers, complaint.retry_after);
                let global = headers.contains_key("x-ratelimit-global") || complaint.global;
                tracing::warn!(wait_ms = wait.as_millis(), global, "Discord asks to slow down");
                metrics::rate_limited(global);
                self.gates.close(&call.route, wait, global);
                Attempt::Wait(wait)
            }
            status if status.is_server_error() => Attempt::Again(RestError::Unreachable(status.to_string())),
            status => Attempt::Failed(RestError::Refused {
                status: status.as_u16(),
                code: complaint.code,
                message: complaint.in_full(),
            }),
        }
    }
}

impl Complaint {
    /// With the fields that Discord names.
    fn in_full(self) -> String {
        match self.errors {
            Json::Null => self.message,
            errors => format!("{} {errors}", self.message),
        }
    }
}

/// The innermost reason of a failed attempt.
fn cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

fn commands_route(application: u64, server: Option<u64>) -> Route<'static> {
    let application_id = ApplicationId::new(application);
    match server {
        Some(server) => Route::GuildCommands { application_id, guild_id: GuildId::new(server) },
        None => Route::Commands { application_id },
    }
}

fn original(application: u64, token: &str) -> Result<Route<'_>, RestError> {
    let application_id = ApplicationId::from(named(application, "application")?);
    Ok(Route::WebhookOriginalInteractionResponse { application_id, token })
}

/// A number that a payload should have had.
fn named(number: u64, what: &str) -> Result<NonZeroU64, RestError> {
    NonZeroU64::new(number).ok_or_else(|| RestError::Unwritable(format!("the interaction did not name its {what}")))
}
