//! What both carriers share around the pure centre: limits on how much is
//! asked, panics caught, logs written, effects carried out.

use super::dispatch::{Effect, Outcome, Response, dispatch};
use super::heard::{self, Heard, Said};
use super::interaction::{Interaction, Request};
use super::permissions::Policy;
use super::present::{notice, reindexed};
use super::rest::{Rest, RestError};
use super::throttle::{Throttle, TooMuch};
use crate::metrics;
use crate::search::Library;
use crate::settings::Settings;
use crate::snapshot::{Live, ReindexError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long an interaction's token answers: Discord gives 15 minutes.
const TOKEN_LASTS: Duration = Duration::from_secs(14 * 60);

/// The wait for another reindex to end.
const BEFORE_NEXT_REINDEX: Duration = Duration::from_millis(200);

/// The bot, whichever way it is reached.
#[derive(Debug)]
pub struct Service {
    live: Arc<Live>,
    policy: Policy,
    throttle: Throttle,
    rest: Arc<Rest>,
    log_questions: bool,
}

/// What makes answers: [`dispatch`], or what a test has in its place.
type Centre = fn(&Library, &Policy, &Interaction) -> Outcome;

/// The way an event came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// Discord's gateway.
    Gateway,
    /// The HTTP endpoint.
    Http,
}

impl Carrier {
    /// Its name in logs and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Http => "http",
        }
    }
}

impl Service {
    /// The bot with these settings.
    pub fn new(live: Arc<Live>, rest: Arc<Rest>, settings: &Settings) -> Self {
        let discord = &settings.discord;
        let policy = Policy {
            moderator_roles: discord.moderator_roles.clone(),
            moderator_users: discord.moderator_users.clone(),
            owners: discord.owners.clone(),
        };
        let throttle = Throttle::new(&settings.limits);
        Self { live, policy, throttle, rest, log_questions: settings.log_questions }
    }

    /// The way to Discord.
    pub fn rest(&self) -> &Arc<Rest> {
        &self.rest
    }

    /// Answers an interaction. Takes a millisecond or so and waits for nothing.
    pub fn answer(&self, interaction: &Interaction, carrier: Carrier) -> Outcome {
        self.answer_by(dispatch, interaction, carrier)
    }

    fn answer_by(&self, centre: Centre, interaction: &Interaction, carrier: Carrier) -> Outcome {
        let started = Instant::now();
        let outcome = match self.too_much(interaction) {
            Some(too_much) => Outcome::say(slow_down(too_much), "limited", true),
            None => self.caught(centre, interaction),
        };
        self.note(&Noted { carrier, what: what(&interaction.request), outcome: &outcome, interaction, started });
        outcome
    }

    fn too_much(&self, interaction: &Interaction) -> Option<TooMuch> {
        // Completions are many by nature, and Discord limits them itself.
        if matches!(interaction.request, Request::Ping | Request::Completion { .. }) {
            return None;
        }
        self.throttle.take(interaction.asker.id, interaction.asker.server).err()
    }

    /// A mistake of ours costs one answer, not the bot.
    fn caught(&self, centre: Centre, interaction: &Interaction) -> Outcome {
        let library = self.live.current();
        let answered = catch_unwind(AssertUnwindSafe(|| centre(&library, &self.policy, interaction)));
        answered.unwrap_or_else(|_| {
            tracing::error!(interaction = interaction.id, "answering failed; please report this");
            match interaction.request {
                Request::Completion { .. } => Outcome::failed(Response::Choices(Vec::new())),
                _ => Outcome::failed(Response::Say(notice::failed())),
            }
        })
    }

    fn note(&self, noted: &Noted<'_>) {
        let latency = noted.started.elapsed();
        let (command, result) = (noted.what, noted.outcome.result);
        metrics::answered(noted.carrier.name(), command, result, latency);
        if matches!(noted.interaction.request, Request::Completion { .. } | Request::Ping) {
            tracing::debug!(command, result, latency_us = micros(latency), "completed");
            return;
        }
        tracing::info!(
            carrier = noted.carrier.name(),
            command,
            result,
            latency_us = micros(latency),
            question = self.log_questions.then(|| question(&noted.interaction.request)),
            "answered"
        );
    }

    /// Does what an answer has promised.
    pub async fn carry_out(&self, effect: Effect, interaction: &Interaction) {
        let done = match effect {
            Effect::Remove => self.remove(interaction).await,
            Effect::Reindex => self.reindex(interaction).await,
        };
        if let Err(error) = done {
            tracing::warn!(?effect, interaction = interaction.id, %error, "not carried out");
        }
    }

    async fn remove(&self, interaction: &Interaction) -> Result<(), RestError> {
        let deadline = Instant::now() + TOKEN_LASTS;
        self.rest.delete_original(interaction.application_id, &interaction.token.0, deadline).await
    }

    async fn reindex(&self, interaction: &Interaction) -> Result<(), RestError> {
        let deadline = Instant::now() + TOKEN_LASTS;
        tracing::info!(user = interaction.asker.id, server = interaction.asker.server, "reindex asked for");
        let result = self.renew().await;
        let message = reindexed::message(&self.live.current(), &result);
        self.rest.edit_original(interaction.application_id, &interaction.token.0, &message, deadline).await
    }

    /// Reads the knowledge anew because something other than a moderator said
    /// so, and logs what is wrong with it. Waits for another reindex to end:
    /// that one may have read the files before they were changed.
    pub async fn renew_by_itself(&self, reason: &str) {
        tracing::info!(reason, "reindex asked for");
        let mut renewed = self.renew().await;
        while matches!(renewed, Err(ReindexError::Running)) {
            sleep(BEFORE_NEXT_REINDEX).await;
            renewed = self.renew().await;
        }
        let Err(error) = renewed else { return };
        if let ReindexError::Invalid(problems) = &error {
            for problem in problems.iter().filter(|problem| problem.is_error()) {
                tracing::error!("{}", problem.one_line());
            }
        }
        tracing::error!(reason, %error, "the knowledge from before stays");
    }

    /// Reads the knowledge anew, off the async threads.
    async fn renew(&self) -> reindexed::Renewed {
        let live = Arc::clone(&self.live);
        let renewed = tokio::task::spawn_blocking(move || live.reindex()).await.unwrap_or_else(|failed| {
            tracing::error!(%failed, "reindexing failed; please report this");
            Err(ReindexError::Failed)
        });
        metrics::reindexed(&renewed);
        metrics::serving(&self.live.current());
        renewed
    }

    /// What to say to a message; nothing where the bot stays silent.
    pub fn hear(&self, heard: &Heard) -> Option<Said> {
        let started = Instant::now();
        let library = self.live.current();
        let said = catch_unwind(AssertUnwindSafe(|| heard::reply(&library, &self.policy, heard)));
        let said = said.unwrap_or_else(|_| {
            tracing::error!("answering a message failed; please report this");
            None
        })?;
        // Only what is answered counts: talk that the bot ignores is free.
        if self.throttle.take(heard.asker.id, heard.asker.server).is_err() {
            metrics::answered(Carrier::Gateway.name(), "message", "limited", started.elapsed());
            return None;
        }
        let (result, latency) = (said.result, started.elapsed());
        metrics::answered(Carrier::Gateway.name(), "message", result, latency);
        let question = self.log_questions.then_some(&heard.content);
        tracing::info!(command = "message", result, latency_us = micros(latency), question, "answered");
        Some(said)
    }
}

/// As a number that JSON logs can carry.
fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

/// What is written down of an answer.
struct Noted<'n> {
    carrier: Carrier,
    what: &'static str,
    outcome: &'n Outcome,
    interaction: &'n Interaction,
    started: Instant,
}

/// A request's name in logs and metrics: never what somebody typed.
fn what(request: &Request) -> &'static str {
    use super::commands::{ALL, Place};
    let known = |name: &str, place| ALL.into_iter().find(|command| command.name == name && command.place == place);
    match request {
        Request::Ping => "ping",
        Request::Command { name, .. } => known(name, Place::Slash).map_or("unknown", |command| command.name),
        Request::MessageMenu { name, .. } => known(name, Place::MessageMenu).map_or("unknown", |command| command.name),
        Request::Completion { .. } => "completion",
        Request::Press { .. } => "component",
        Request::Unknown => "unknown",
    }
}

/// What somebody asked, for logs that may have it.
fn question(request: &Request) -> String {
    match request {
        Request::Command { options, .. } => options.values().cloned().collect::<Vec<_>>().join(" | "),
        Request::MessageMenu { content, .. } => content.clone(),
        _ => String::new(),
    }
}

fn slow_down(too_much: TooMuch) -> super::view::Message {
    let (whose, wait) = match too_much {
        TooMuch::Person(wait) => ("You have", wait),
        TooMuch::Server(wait) => ("This server has", wait),
    };
    let seconds = wait.as_secs() + 1;
    let text = format!("{whose} asked me a lot just now. I can answer again in about {seconds} s.");
    notice::plain("One moment, please", &text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Origin;
    use metrics_exporter_prometheus::PrometheusBuilder;
    use secrecy::SecretString;
    use serde_json::json;
    use tracing_subscriber::fmt::MakeWriter;

    /// What was logged.
    #[derive(Clone, Default)]
    struct Log(Arc<std::sync::Mutex<Vec<u8>>>);

    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl MakeWriter<'_> for Log {
        type Writer = Self;

        fn make_writer(&self) -> Self {
            self.clone()
        }
    }

    fn service() -> Service {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/knowledge");
        let live = Live::open(Origin::Folder(folder), None).unwrap();
        let rest = Rest::new(&SecretString::new("token".to_owned()), Some("http://127.0.0.1:1")).unwrap();
        Service::new(Arc::new(live), Arc::new(rest), &Settings::default())
    }

    fn interaction(kind: u8) -> Interaction {
        let option = json!({"name": "question", "type": 3, "value": "what is mmcx", "focused": kind == 4});
        let data = json!({"name": "iem", "type": 1, "options": [option]});
        let payload = json!({"id": "11", "type": kind, "token": "t", "user": {"id": "44"}, "data": data});
        Interaction::from_value(payload).unwrap()
    }

    #[test]
    fn a_panic_is_caught_answered_counted_and_logged() {
        let (service, log) = (service(), Log::default());
        let recorder = PrometheusBuilder::new().build_recorder();
        let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).finish();
        let panics: Centre = |_, _, _| panic!("a mistake of ours");
        ::metrics::with_local_recorder(&recorder, || {
            tracing::subscriber::with_default(subscriber, || {
                let said = service.answer_by(panics, &interaction(2), Carrier::Http);
                assert_eq!(said, Outcome::failed(Response::Say(notice::failed())));
                let completed = service.answer_by(panics, &interaction(4), Carrier::Gateway);
                assert_eq!(completed, Outcome::failed(Response::Choices(Vec::new())));
                // The next one is answered as if nothing had been.
                assert_eq!(service.answer(&interaction(2), Carrier::Http).result, "answer");
            });
        });
        let counted = recorder.handle().render();
        assert!(counted.lines().any(|line| line.contains("result=\"failed\"") && line.ends_with(" 1")), "{counted}");
        let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert_eq!(log.matches("answering failed; please report this").count(), 2, "{log}");
    }
}
