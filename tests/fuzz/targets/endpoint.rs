//! Any bytes at the HTTP endpoint: parsed by the server, checked, answered or
//! refused. The connection is in memory.
//!
//! The first byte of an input says how much of the request is in order: `r` is
//! the raw request, `h` only its headers and body, `s` is a body that Discord
//! has signed.

use super::payloads;
use crate::support::callback::validate_callback;
use ed25519_dalek::{Signer, SigningKey};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use iem_bot::discord::http::{Endpoint, PublicKey, router};
use iem_bot::discord::rest::Rest;
use iem_bot::discord::service::Service;
use iem_bot::settings::{LimitSettings, Settings};
use iem_bot::snapshot::{Live, Origin};
use secrecy::SecretString;
use serde_json::Value;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio_util::task::TaskTracker;

/// Every status of the endpoint's.
const STATUSES: [u16; 8] = [200, 400, 401, 404, 405, 408, 413, 431];
/// As much as the two sides of a connection may hold.
const BUFFER: usize = 256 * 1024;

static SERVICE: LazyLock<Arc<Service>> = LazyLock::new(|| {
    let live = Live::open(Origin::BuiltIn, None).unwrap();
    let rest = Rest::new(&SecretString::new("token".to_owned()), Some("http://127.0.0.1:1")).unwrap();
    let much = 1_000_000;
    let limits = LimitSettings { user_burst: much, user_per_minute: much, server_burst: much, server_per_minute: much };
    Arc::new(Service::new(Arc::new(live), Arc::new(rest), &Settings { limits, ..Settings::default() }))
});

/// Runs the target.
pub(crate) fn run(bytes: &[u8]) {
    let Some((way, bytes)) = bytes.split_first() else { return };
    match way {
        b'r' => any_request(bytes),
        b'h' => forged_request(bytes),
        b's' => signed_request(bytes),
        _ => {}
    }
}

fn any_request(bytes: &[u8]) {
    let reply = exchange(bytes);
    if let Some(status) = status(&reply) {
        assert!(STATUSES.contains(&status), "{reply}");
    }
}

/// Any headers and body, in a request that is otherwise in order. Nobody but
/// Discord gets an answer.
fn forged_request(bytes: &[u8]) {
    let mut request = b"POST /interactions HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n".to_vec();
    request.extend_from_slice(bytes);
    let status = status(&exchange(&request));
    assert_ne!(status, Some(200));
    assert!(status.is_none_or(|status| STATUSES.contains(&status)), "{status:?}");
}

/// A body of Discord's own: answered if it can be read.
fn signed_request(bytes: &[u8]) {
    let payload = std::str::from_utf8(bytes).ok().and_then(payloads::interaction);
    let body = payload.as_ref().map_or_else(|| bytes.to_vec(), |payload| payload.to_string().into_bytes());
    let reply = exchange(&signed(&body));
    let status = status(&reply).unwrap();
    assert!(matches!(status, 200 | 400), "{reply}");
    let known = payload.filter(|payload| payload["type"].as_u64().is_some_and(|kind| (1..=5).contains(&kind)));
    if let (200, Some(payload)) = (status, known) {
        let (_, callback) = reply.split_once("\r\n\r\n").unwrap();
        assert!(!callback.contains("Something went wrong"), "{callback}");
        let callback: Value = serde_json::from_str(callback).unwrap();
        assert_eq!(validate_callback(&payload, &callback), Vec::<String>::new(), "{payload}\n{callback:#}");
    }
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

fn signed(body: &[u8]) -> Vec<u8> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().to_string();
    let signature = hex(&key().sign(&[now.as_bytes(), body].concat()).to_bytes());
    let head = format!(
        "POST /interactions HTTP/1.1\r\nHost: bot\r\nConnection: close\r\nContent-Length: {}\r\n\
         X-Signature-Ed25519: {signature}\r\nX-Signature-Timestamp: {now}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Sends everything, then nothing more, and gives what comes back.
fn exchange(request: &[u8]) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let public = PublicKey::parse(&hex(key().verifying_key().as_bytes())).unwrap();
    let endpoint = Endpoint { service: Arc::clone(&SERVICE), key: public, tasks: TaskTracker::new() };
    let (mut ours, theirs) = duplex(BUFFER);
    runtime.block_on(async {
        let service = TowerToHyperService::new(router(endpoint));
        let mut server = http1::Builder::new();
        // The end of what is sent is no reason to leave without the answer.
        server.timer(TokioTimer::new()).half_close(true);
        let talk = async {
            // The server may have ended the connection by now.
            let _sent = ours.write_all(request).await;
            let _ended = ours.shutdown().await;
            let mut reply = Vec::new();
            ours.read_to_end(&mut reply).await.unwrap();
            reply
        };
        let (_ended, reply) = tokio::join!(server.serve_connection(TokioIo::new(theirs), service), talk);
        String::from_utf8_lossy(&reply).into_owned()
    })
}

/// The status of the last whole answer; none if the connection just ended.
fn status(reply: &str) -> Option<u16> {
    reply.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()
}
