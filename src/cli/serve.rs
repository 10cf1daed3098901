//! `iem-bot serve`: the bot as an HTTP endpoint for Discord's interactions.

use super::failure::Failure;
use super::options::{Options, Serve};
use super::{logging, operations, secrets, signals, start, watch};
use crate::discord::http::{Endpoint, router, server};
use crate::discord::registration::at_start;
use crate::discord::rest::RestError;
use crate::discord::service::Service;
use crate::metrics;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

/// How long promised work has to be finished at the end.
const FINISHING: Duration = Duration::from_millis(1_500);

pub(super) fn run(options: &Options, serve: &Serve) -> Result<(), Failure> {
    let settings = start::settings(options)?;
    logging::start(options, &settings);
    let (token, key) = (secrets::token()?, secrets::public_key()?);
    let rest = Arc::new(start::rest(&token, &settings)?);
    let collected = operations::collect()?;
    let live = Arc::new(start::open(options, &settings)?);
    metrics::serving(&live.current());
    let service = Arc::new(Service::new(Arc::clone(&live), rest, &settings));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let stop = signals::listen(&service)?;
        let listener = operations::bind(serve.listen.as_ref().unwrap_or(&settings.http.listen)).await?;
        let tasks = TaskTracker::new();
        let mut app = router(Endpoint { service: Arc::clone(&service), key, tasks: tasks.clone() });
        if let Some(within) = operations::beside(&settings, &serve.beside, collected, &stop).await? {
            app = app.merge(within);
        }
        watch::start(&settings, &live, &service);
        tokio::select! {
            () = server::serve(listener, app, stop) => {}
            error = refused(&service, &settings) => return Err(start::refused(&error)),
        }
        tasks.close();
        if timeout(FINISHING, tasks.wait()).await.is_err() {
            tracing::warn!("work that was promised was not finished in time");
        }
        Ok(())
    });
    // A reindex under way would hold the end up.
    runtime.shutdown_background();
    result
}

/// Brings the commands up to date; ends only if Discord refuses the token.
async fn refused(service: &Service, settings: &crate::settings::Settings) -> RestError {
    let servers = settings.discord.register.then_some(settings.discord.guild_ids.as_slice());
    match at_start(service.rest(), servers).await {
        Err(error) => error,
        Ok(()) => std::future::pending().await,
    }
}
