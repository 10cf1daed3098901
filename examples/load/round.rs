//! One round: a number of requests over a number of connections, timed.

use crate::requests::Signed;
use anyhow::{Context, ensure};
use axum::body::Bytes;
use hdrhistogram::Histogram;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

/// What a throttled reply says; such answers are cheap and must not be counted.
const THROTTLED: &[u8] = b"One moment, please";

/// What answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    /// What the table calls it.
    pub(crate) name: &'static str,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

/// What is to be done.
pub(crate) struct Round<'t> {
    /// What answers.
    pub(crate) target: &'t Target,
    /// How many connections.
    pub(crate) connections: usize,
    /// Requests a second; as many as are answered if 0.
    pub(crate) rate: u64,
    /// What is sent.
    pub(crate) requests: Vec<Signed>,
}

/// How it went.
pub(crate) struct Measured {
    /// From when a request was due to its whole answer.
    pub(crate) latencies_us: Histogram<u64>,
    /// From the first request to the last answer.
    pub(crate) took: Duration,
    /// What went wrong, and how often.
    pub(crate) errors: BTreeMap<String, u64>,
}

/// What the connections share.
struct Work {
    address: SocketAddr,
    requests: Vec<Signed>,
    next: AtomicUsize,
    started: Instant,
    rate: u64,
}

/// Sends it all.
pub(crate) async fn run(round: Round<'_>) -> anyhow::Result<Measured> {
    let (address, requests) = (round.target.address, round.requests);
    let started = Instant::now();
    let work = Arc::new(Work { address, requests, next: AtomicUsize::new(0), started, rate: round.rate });
    let mut connections = JoinSet::new();
    for _ in 0..round.connections {
        connections.spawn(connection(Arc::clone(&work)));
    }
    let mut all = Measured { latencies_us: Histogram::new(3)?, took: Duration::ZERO, errors: BTreeMap::new() };
    while let Some(one) = connections.join_next().await {
        let one = one??;
        all.latencies_us.add(&one.latencies_us)?;
        for (error, count) in one.errors {
            *all.errors.entry(error).or_default() += count;
        }
    }
    all.took = started.elapsed();
    Ok(all)
}

/// Sends one request after the other, as long as there are any.
async fn connection(work: Arc<Work>) -> anyhow::Result<Measured> {
    let mut measured = Measured { latencies_us: Histogram::new(3)?, took: Duration::ZERO, errors: BTreeMap::new() };
    let mut open = None;
    while let Some((request, due)) = work.take().await {
        let mut sender = match open.take() {
            Some(sender) => sender,
            None => connect(work.address).await?,
        };
        match send(&mut sender, request).await {
            Ok(()) => {
                let latency = u64::try_from(due.elapsed().as_micros()).unwrap_or(u64::MAX);
                measured.latencies_us.record(latency)?;
                open = sender.ready().await.is_ok().then_some(sender);
            }
            Err(error) => *measured.errors.entry(format!("{error:#}")).or_default() += 1,
        }
    }
    Ok(measured)
}

impl Work {
    /// The next request, when it is due, and since when. With a rate, a late
    /// answer does not make those behind it look early.
    async fn take(&self) -> Option<(&Signed, Instant)> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let request = self.requests.get(number)?;
        let due = Duration::from_secs(number as u64).as_nanos().checked_div(u128::from(self.rate));
        let Some(nanoseconds) = due else {
            // No timer, whose ticks of a millisecond would be measured too.
            return Some((request, Instant::now()));
        };
        let due = self.started + Duration::from_nanos(u64::try_from(nanoseconds).ok()?);
        sleep_until(due).await;
        Some((request, due))
    }
}

async fn connect(address: SocketAddr) -> anyhow::Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await.with_context(|| format!("nobody listens at {address}"))?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    // How it ends shows in the requests.
    tokio::spawn(async move { drop(connection.await) });
    Ok(sender)
}

async fn send(sender: &mut SendRequest<Full<Bytes>>, signed: &Signed) -> anyhow::Result<()> {
    let request = Request::post("/interactions")
        .header(header::HOST, "load")
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-signature-ed25519", &signed.signature)
        .header("x-signature-timestamp", &signed.timestamp)
        .body(Full::new(signed.body.clone()))?;
    let response = sender.send_request(request).await?;
    let status = response.status();
    let body = response.into_body().collect().await?.to_bytes();
    ensure!(status == StatusCode::OK, "status {status}");
    let throttled = body.windows(THROTTLED.len()).any(|part| part == THROTTLED);
    ensure!(!throttled, "the answer was put off by the limits on how much may be asked");
    Ok(())
}
