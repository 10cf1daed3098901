//! The least that could answer: the same signature checked, a constant returned.

use crate::requests::hex;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::serve::ListenerExt;
use ed25519_dalek::VerifyingKey;
use iem_bot::discord::http::PublicKey;
use std::net::SocketAddr;
use std::time::SystemTime;
use tokio::net::TcpListener;

/// Starts it on threads of its own, as a copy of the bot has them.
pub(crate) fn start(key: VerifyingKey) -> anyhow::Result<SocketAddr> {
    let key = PublicKey::parse(&hex(key.as_bytes()))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let address = listener.local_addr()?;
    let listener = listener.tap_io(|stream| {
        // Where it cannot be set, the floor is only slower.
        let _set = stream.set_nodelay(true);
    });
    let app = Router::new().route("/interactions", post(constant)).with_state(key);
    std::thread::spawn(move || runtime.block_on(axum::serve(listener, app).into_future()));
    Ok(address)
}

async fn constant(State(key): State<PublicKey>, headers: HeaderMap, body: Bytes) -> impl IntoResponse {
    let status = match key.check(&headers, &body, SystemTime::now()) {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::UNAUTHORIZED,
    };
    (status, [(header::CONTENT_TYPE, "application/json")], r#"{"type":1}"#)
}
