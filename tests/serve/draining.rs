//! The end: told to load balancers first, then what is in flight is finished.

use crate::endpoint::{Endpoint, post};
use crate::program::Setup;
use crate::signing::Signer;
use crate::support::discord::Discord;
use crate::support::failures::Failure;
use crate::support::people::MODERATOR;
use crate::support::rest::route::RouteKind;
use crate::wire::{connect, exchange, head, read};
use nix::sys::signal::Signal;
use reqwest::StatusCode;
use serde_json::json;
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;
use tokio::task::JoinSet;

fn ping() -> Vec<u8> {
    json!({"id": "1", "application_id": "1", "type": 1, "token": "t", "version": 1}).to_string().into_bytes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_turns_and_what_is_in_flight_is_finished() {
    let mut bot = Endpoint::start().await;
    let (address, body) = (bot.address(), ping());
    assert_eq!(bot.get("/healthz").await, (StatusCode::OK, "ok\n".to_owned()));
    // Half of it is there when the end is announced.
    let mut in_flight = connect(address);
    let head = head(&Signer::discord().sign(&body), body.len());
    in_flight.write_all(&[head.as_bytes(), &body[..10]].concat()).unwrap();
    // Until its first byte is read, a request is not in flight.
    assert_eq!(bot.get("/healthz").await.0, StatusCode::OK);
    bot.program.signal(Signal::SIGTERM);
    bot.program.says("\"stopping\"", 1);
    assert_eq!(bot.get("/healthz").await, (StatusCode::SERVICE_UNAVAILABLE, "stopping\n".to_owned()));
    // Until the balancer has noticed, requests are still answered.
    let late = [head_of(&body).as_bytes(), &body].concat();
    assert_eq!(exchange(address, &late).status, 200);
    in_flight.write_all(&body[10..]).unwrap();
    assert_eq!(read(in_flight).status, 200);
    assert_eq!(bot.program.ends(), Some(0));
    assert!(TcpStream::connect(address).is_err(), "somebody still listens");
    bot.discord.assert_clean();
}

fn head_of(body: &[u8]) -> String {
    head(&Signer::discord().sign(body), body.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_signals_end_it() {
    for signal in [Signal::SIGTERM, Signal::SIGINT] {
        let mut bot = Endpoint::start().await;
        bot.program.address();
        bot.program.signal(signal);
        assert_eq!(bot.program.ends(), Some(0), "{signal}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_while_discord_is_away() {
    let discord = Discord::start().await;
    // Nobody listens on a port that was just given back.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut program = Setup::serve(&discord).variable("DISCORD_API_URL", &format!("http://{nobody}")).start();
    let body = ping();
    assert_eq!(exchange(program.address(), &[head_of(&body).as_bytes(), &body].concat()).status, 200);
    program.signal(Signal::SIGTERM);
    assert_eq!(program.ends(), Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_although_somebody_holds_a_request_open() {
    let mut bot = Endpoint::start().await;
    let body = ping();
    let mut held = connect(bot.address());
    held.write_all(&[head_of(&body).as_bytes(), &body[..10]].concat()).unwrap();
    let mut silent = connect(bot.address());
    silent.flush().unwrap();
    bot.program.signal(Signal::SIGTERM);
    assert_eq!(bot.program.ends(), Some(0));
}

/// What was promised is done before the end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deferred_answer_is_given_before_the_end() {
    let mut bot = Endpoint::start().await;
    bot.discord.fail_next(RouteKind::Answer, Failure::Delay(Duration::from_millis(300)), 1);
    let answer = bot.ask(bot.discord.command("reindex").by(MODERATOR)).await;
    bot.program.signal(Signal::SIGTERM);
    assert_eq!(answer.settled().await.embed()["title"], "The knowledge was read anew");
    assert_eq!(bot.program.ends(), Some(0));
    bot.discord.assert_clean();
}

/// Under load every request that found somebody listening is answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_under_load_and_breaks_no_answer_off() {
    let mut bot = Endpoint::start().await;
    let address = bot.address();
    let mut askers = JoinSet::new();
    for _ in 0..16 {
        let client = bot.client.clone();
        askers.spawn(async move {
            let mut answered = 0_usize;
            loop {
                let body = String::from_utf8(ping()).unwrap();
                match post(&client, address, body).await {
                    Ok(response) => {
                        assert_eq!(response.status(), StatusCode::OK);
                        assert_eq!(response.text().await.unwrap(), r#"{"type":1}"#);
                        answered += 1;
                    }
                    // Nobody listens any more, or a kept connection has just been closed.
                    Err(_) => return answered,
                }
            }
        });
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    bot.program.signal(Signal::SIGTERM);
    let answered: usize = askers.join_all().await.into_iter().sum();
    assert!(answered > 100, "{answered}");
    assert_eq!(bot.program.ends(), Some(0));
    bot.discord.assert_clean();
}
