//! `iem-bot run`: the bot on Discord's gateway.

use super::failure::Failure;
use super::options::{Options, Run};
use super::{logging, operations, secrets, signals, start, watch};
use crate::discord::gateway::{Gateway, RunError, Shards};
use crate::discord::rest::RestError;
use crate::discord::service::Service;
use crate::metrics;
use std::sync::Arc;

pub(super) fn run(options: &Options, run: &Run) -> Result<(), Failure> {
    let settings = start::settings(options)?;
    logging::start(options, &settings);
    let token = secrets::token()?;
    let rest = Arc::new(start::rest(&token, &settings)?);
    let collected = operations::collect()?;
    let live = Arc::new(start::open(options, &settings)?);
    metrics::serving(&live.current());
    let service = Arc::new(Service::new(Arc::clone(&live), rest, &settings));
    let gateway = Gateway {
        service: Arc::clone(&service),
        token,
        shards: run.shards.unwrap_or(Shards::Advised),
        register: settings.discord.register.then(|| settings.discord.guild_ids.clone()),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let stop = signals::listen(&service)?;
        let _without_address = operations::beside(&settings, &run.beside, collected, &stop).await?;
        watch::start(&settings, &live, &service);
        gateway.run(stop).await.map_err(|error| failure(&error))
    });
    // A reindex under way would hold the end up.
    runtime.shutdown_background();
    result
}

fn failure(error: &RunError) -> Failure {
    let help = match error {
        RunError::Token => return start::refused(&RestError::Unauthorised),
        RunError::Intents => "the bot asks for GUILD_MESSAGES and DIRECT_MESSAGES only, which need no approval",
        RunError::Rest(_) | RunError::Ended(_) => {
            "start it again later; https://discordstatus.com tells how Discord is"
        }
    };
    Failure::problem(error.to_string(), help)
}
