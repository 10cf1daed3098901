//! What programs that stay share: metrics, and the addresses they listen on.

use super::failure::Failure;
use super::options::Listen;
use crate::discord::http::operations::{Operations, router};
use crate::discord::http::server::serve;
use crate::metrics;
use crate::settings::Settings;
use axum::Router;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// Upper bounds of the buckets that times are counted in, in seconds: from a
/// name looked up to Discord's deadline.
const BUCKETS: [f64; 12] = [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.25, 1.0, 3.0];
/// How often what was measured is sorted into buckets.
const UPKEEP: Duration = Duration::from_secs(5);

/// Starts collecting metrics.
pub(super) fn collect() -> Result<PrometheusHandle, Failure> {
    let not_started = |error: &dyn std::fmt::Display| {
        Failure::problem(format!("metrics cannot be collected: {error}"), "please report this")
    };
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)
        .map_err(|error| not_started(&error))?;
    let handle = builder.install_recorder().map_err(|error| not_started(&error))?;
    metrics::describe();
    Ok(handle)
}

/// Puts `/healthz` and `/metrics` on the address they are to have of their
/// own; gives them back where they have none.
pub(super) async fn beside(
    settings: &Settings,
    listen: &Listen,
    metrics: PrometheusHandle,
    stop: &CancellationToken,
) -> Result<Option<Router>, Failure> {
    let upkeep = metrics.clone();
    tokio::spawn(async move {
        loop {
            sleep(UPKEEP).await;
            upkeep.run_upkeep();
        }
    });
    let router = router(Operations { metrics, stopping: stop.clone() });
    let Some(address) = listen.metrics_listen.as_ref().or(settings.http.metrics_listen.as_ref()) else {
        return Ok(Some(router));
    };
    tokio::spawn(serve(bind(address).await?, router, stop.clone()));
    Ok(None)
}

/// Listens on an address.
pub(super) async fn bind(address: &str) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(address).await.map_err(|error| {
        let help = "give a free address such as 127.0.0.1:8080 with --listen or --metrics-listen, or in [http] of the \
                    configuration";
        Failure::problem(format!("cannot listen on `{address}`: {error}"), help)
    })?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    Ok(listener)
}
