//! Three copies behind a real nginx: one is killed, one is told to end, both
//! come back, and nobody who asks meanwhile notices.

use crate::endpoint::{client, get, post};
use crate::nginx::{Nginx, free_address, is_installed};
use crate::program::{PATIENCE, Program, Setup};
use crate::support::discord::Discord;
use crate::support::people::{MEMBER, NEWCOMER};
use nix::sys::signal::Signal;
use reqwest::StatusCode;
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const CONNECTIONS: usize = 16;
/// At least so many requests are made, and so many go by between two events.
const REQUESTS: usize = 2_000;
const BETWEEN: usize = 300;
/// The most that are made, should something never happen.
const MOST_REQUESTS: usize = 60_000;
/// The pause of each connection between two requests.
const PAUSE: Duration = Duration::from_millis(4);
const UNLIMITED: &str = "[limits]\nuser_burst = 1000000\nserver_burst = 1000000\n";

/// Requests that are made all the time, and what became of them.
struct Load {
    made: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    askers: JoinSet<Vec<String>>,
}

impl Load {
    /// Starts asking; each request is answered like its fellow here.
    fn start(address: SocketAddr, asked: &[(String, String)]) -> Self {
        let (made, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let mut askers = JoinSet::new();
        for _ in 0..CONNECTIONS {
            let (made, stop, asked) = (Arc::clone(&made), Arc::clone(&stop), asked.to_vec());
            askers.spawn(async move {
                let (client, mut failures) = (client(), Vec::new());
                while !stop.load(Ordering::Relaxed) {
                    let number = made.fetch_add(1, Ordering::Relaxed);
                    let (body, expected) = &asked[number % asked.len()];
                    let failure = match post(&client, address, body.clone()).await {
                        Ok(answer) => {
                            let (status, text) = (answer.status(), answer.text().await.unwrap_or_default());
                            (status != StatusCode::OK || text != *expected).then(|| format!("{status}: {text:.200}"))
                        }
                        Err(error) => Some(format!("{error:?}")),
                    };
                    failures.extend(failure.map(|failure| format!("request {number}: {failure}")));
                    if number > MOST_REQUESTS {
                        break;
                    }
                    tokio::time::sleep(PAUSE).await;
                }
                failures
            });
        }
        Self { made, stop, askers }
    }

    /// Waits until so many more requests were made.
    async fn goes_on(&self, requests: usize) {
        let (goal, end) = (self.made.load(Ordering::Relaxed) + requests, Instant::now() + PATIENCE);
        while self.made.load(Ordering::Relaxed) < goal {
            assert!(Instant::now() < end, "the load does not go on");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Stops asking: how many requests were made, and what failed.
    async fn stop(self) -> (usize, Vec<String>) {
        self.stop.store(true, Ordering::Relaxed);
        let failures = self.askers.join_all().await.into_iter().flatten().collect();
        (self.made.load(Ordering::Relaxed), failures)
    }
}

/// A few interactions, and the answers that a copy gives to them.
async fn asked(discord: &Discord, copy: &Program) -> Vec<(String, String)> {
    let mut asked = Vec::new();
    for request in [
        discord.command("brand").option("name", "moondrop").by(MEMBER),
        discord.command("iem").option("question", "iem vs earbuds").by(NEWCOMER),
        discord.autocomplete("connector").focused("name", "mm"),
        discord.command("compare").option("first", "mmcx").option("second", "2-pin"),
    ] {
        let (json, answer) = request.by_http();
        let text = post(&client(), copy.address(), json.to_string()).await.unwrap().text().await.unwrap();
        let callback: Value = serde_json::from_str(&text).unwrap();
        discord.take_http_answer(&answer, &callback);
        asked.push((json.to_string(), text));
    }
    asked
}

/// Waits until a copy that has just started is asked.
async fn is_asked(copy: &Program) {
    let end = Instant::now() + PATIENCE;
    while !get(&client(), copy.address(), "/metrics").await.1.contains("iem_bot_requests_total{") {
        assert!(Instant::now() < end, "a copy that came back is not asked");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_notices_that_a_copy_is_killed_or_ends() {
    if !is_installed() {
        eprintln!("nginx is not installed: what happens behind it is not tested");
        return;
    }
    let discord = Discord::start().await;
    let addresses = [free_address(), free_address(), free_address()];
    let start = |address: SocketAddr| Setup::serve_at(&discord, &address.to_string()).config(UNLIMITED).start();
    let mut copies = addresses.map(start);
    for copy in &copies {
        copy.address();
    }
    let nginx = Nginx::start(addresses);
    let load = Load::start(nginx.address, &asked(&discord, &copies[0]).await);

    load.goes_on(BETWEEN).await;
    copies[0].signal(Signal::SIGKILL);
    assert_eq!(copies[0].ends(), None);
    load.goes_on(BETWEEN).await;
    copies[1].signal(Signal::SIGTERM);
    assert_eq!(copies[1].ends(), Some(0));
    // One copy is left.
    load.goes_on(BETWEEN).await;
    for number in [0, 1] {
        copies[number] = start(addresses[number]);
        copies[number].address();
    }
    // nginx comes back to them only once their time out is over: whoever takes
    // the last one away before leaves it with nobody to ask.
    for copy in &copies[..2] {
        is_asked(copy).await;
    }
    // Now the one that has done all the work may go.
    copies[2].signal(Signal::SIGTERM);
    assert_eq!(copies[2].ends(), Some(0));
    load.goes_on(REQUESTS).await;

    let (made, failures) = load.stop().await;
    assert!(failures.is_empty(), "{} of {made} failed: {failures:#?}; {}", failures.len(), nginx.log());
    assert!((REQUESTS..MOST_REQUESTS).contains(&made), "{made}");
    for copy in &mut copies[..2] {
        copy.assert_well();
    }
    discord.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nginx_lets_nothing_else_through() {
    if !is_installed() {
        eprintln!("nginx is not installed: what happens behind it is not tested");
        return;
    }
    let discord = Discord::start().await;
    let copy = Setup::serve(&discord).start();
    let nginx = Nginx::start([copy.address(); 3]);
    let client = client();
    for path in ["/", "/healthz", "/metrics", "/interactions/", "/interactions/x"] {
        assert_eq!(get(&client, nginx.address, path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(get(&client, nginx.address, "/interactions").await.0, StatusCode::FORBIDDEN);
    let too_large = " ".repeat(1024 * 1024 + 1);
    assert_eq!(post(&client, nginx.address, too_large).await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
    let url = format!("http://{}/interactions", nginx.address);
    let unsigned = client.post(url).body(r#"{"type":1}"#).send().await.unwrap();
    assert_eq!(unsigned.status(), StatusCode::UNAUTHORIZED);
}
