//! What operators and load balancers look at: `/healthz` and `/metrics`.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;

/// What is told.
#[derive(Debug, Clone)]
pub struct Operations {
    /// The metrics collected.
    pub metrics: PrometheusHandle,
    /// Set once the program was told to stop.
    pub stopping: CancellationToken,
}

/// `/healthz` and `/metrics`.
pub fn router(operations: Operations) -> Router {
    Router::new().route("/healthz", get(health)).route("/metrics", get(metrics)).with_state(operations)
}

/// 200 from the first index on, 503 once the program was told to stop: a load
/// balancer then sends no more.
async fn health(State(operations): State<Operations>) -> Response {
    if operations.stopping.is_cancelled() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response()
    } else {
        (StatusCode::OK, "ok\n").into_response()
    }
}

async fn metrics(State(operations): State<Operations>) -> Response {
    let content_type = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, content_type)], operations.metrics.render()).into_response()
}
