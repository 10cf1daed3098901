//! Hours of ordinary life in one test: `serve` and `run` side by side, asked
//! at a steady rate, while the knowledge is edited and the gateway drops its
//! connections. Nothing may be lost, and nothing may pile up.
//!
//! An ordinary run lasts seconds. `IEM_BOT_SOAK_SECONDS=3600 cargo test
//! --release --test serve soak -- --nocapture` lasts an hour, with the shipped
//! knowledge, and prints a table.

mod sample;
mod traffic;

use crate::editions::Editions;
use crate::endpoint::client;
use crate::program::{Program, ROOT, Setup, small_knowledge};
use crate::support::discord::Discord;
use nix::sys::signal::Signal;
use sample::Sample;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, interval, sleep};
use traffic::{Counts, over_http, over_the_gateway, spoken};

/// How long an ordinary run lasts.
const SHORT: Duration = Duration::from_secs(4);
/// The time between two interactions on one way: 25 a second, and as many on the other.
const PACE: Duration = Duration::from_millis(40);
/// The time between two messages that mention the bot.
const TALK_PACE: Duration = Duration::from_millis(300);
/// What is answered late is waited for so long at the end.
const LAST_ANSWERS: Duration = Duration::from_secs(4);
/// Lines of the table.
const LINES: u32 = 12;
/// Edits of the knowledge: one a minute in an hour.
const EDITS: u32 = 60;
/// Connections lost: one in three minutes in an hour.
const DROPS: u32 = 20;
/// How much more memory the end may take than the middle.
const GROWTH: f64 = 1.25;

struct Bot {
    discord: Discord,
    program: Program,
    counts: Arc<Counts>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hours_of_traffic_lose_nothing_and_pile_nothing_up() {
    let seconds = std::env::var("IEM_BOT_SOAK_SECONDS").ok().map(|seconds| seconds.parse().unwrap());
    let lasts = seconds.map_or(SHORT, Duration::from_secs);
    let knowledge = if seconds.is_some() { Path::new(ROOT).join("knowledge") } else { small_knowledge() };
    let editions = Arc::new(Editions::of(&knowledge));
    let http = start(&editions, Setup::serve).await;
    let gateway = start(&editions, Setup::run).await;
    gateway.discord.connected().await;

    let until = Instant::now() + lasts;
    let address = http.program.address();
    let (client, discord, counts) = (client(), http.discord.clone(), Arc::clone(&http.counts));
    let asked = tokio::spawn(paced(PACE, until, move |n| over_http(&client, &discord, address, &counts, n)));
    let (discord, counts) = (gateway.discord.clone(), Arc::clone(&gateway.counts));
    let used = tokio::spawn(paced(PACE, until, move |n| over_the_gateway(&discord, &counts, n)));
    let (discord, counts) = (gateway.discord.clone(), Arc::clone(&gateway.counts));
    let talked = tokio::spawn(paced(TALK_PACE, until, move |n| spoken(&discord, &counts, n)));

    let samples = life(lasts, until, &editions, &http, &gateway).await;
    for traffic in [asked, used, talked] {
        traffic.await.unwrap();
    }
    sleep(LAST_ANSWERS).await;
    for mut bot in [http, gateway] {
        bot.program.assert_well();
        bot.discord.assert_clean();
        assert_eq!(bot.counts.lost(), 0, "lost; its log: {:#?}", warnings(&bot.program));
        assert!(bot.counts.answered() > 0);
    }
    assert_steady(&samples, seconds.is_some());
}

async fn start(editions: &Editions, subcommand: fn(&Discord) -> Setup) -> Bot {
    let discord = Discord::start().await;
    let config = "[limits]\nuser_burst = 1000000\nuser_per_minute = 1000000\nserver_burst = 1000000\n\
                  server_per_minute = 1000000\n";
    let program = subcommand(&discord).knowledge(editions.path()).config(config).start();
    discord.called(crate::support::rest::route::RouteKind::Commands, 2).await;
    Bot { discord, program, counts: Arc::default() }
}

/// Does something again and again at a steady pace, without waiting for it.
async fn paced<D: Future<Output = ()> + Send + 'static>(pace: Duration, until: Instant, act: impl Fn(usize) -> D) {
    let mut ticks = interval(pace);
    let mut number = 0;
    while Instant::now() < until {
        ticks.tick().await;
        tokio::spawn(act(number));
        number += 1;
    }
}

/// Edits the knowledge, drops connections, and writes down how the bots do.
async fn life(lasts: Duration, until: Instant, editions: &Editions, http: &Bot, gateway: &Bot) -> Vec<Sample> {
    eprintln!("{}", sample::HEADING);
    let (mut edit, mut drop, mut line, mut second) = (1, 1, 1, 1);
    let mut samples = Vec::new();
    let began = until - lasts;
    while Instant::now() < until {
        sleep(Duration::from_millis(50)).await;
        let passed = began.elapsed();
        if passed > lasts / EDITS * edit {
            edit += 1;
            editions.write(1 + edit as usize);
            http.program.signal(Signal::SIGHUP);
            gateway.program.signal(Signal::SIGHUP);
        }
        if passed > lasts / DROPS * drop {
            drop_connection(&gateway.discord, drop);
            drop += 1;
        }
        if passed > Duration::from_secs(second) {
            second += 1;
            http.discord.forget();
            gateway.discord.forget();
        }
        if passed > lasts / LINES * line {
            line += 1;
            for (name, bot) in [("serve", http), ("run", gateway)] {
                let sample = Sample::of(name, passed, &bot.program, &bot.counts);
                eprintln!("{sample}");
                samples.push(sample);
            }
        }
    }
    samples
}

/// One way after the other in which Discord lets go of a bot.
fn drop_connection(discord: &Discord, number: u32) {
    match number % 4 {
        0 => discord.ask_to_reconnect(),
        1 => discord.cut_connections(),
        2 => discord.invalidate_sessions(true),
        _ => discord.close_connections(4000),
    }
}

/// Memory, threads and files at the end are what they were in the middle.
fn assert_steady(samples: &[Sample], is_long: bool) {
    for name in ["serve", "run"] {
        let of_one: Vec<&Sample> = samples.iter().filter(|sample| sample.name == name).collect();
        let (middle, end) = (of_one[of_one.len() / 2], of_one[of_one.len() - 1]);
        assert!(end.files <= middle.files + 8, "{name}: files pile up");
        assert!(end.threads <= middle.threads + 8, "{name}: threads pile up");
        assert!(!is_long || f64::from(end.memory_kib) <= f64::from(middle.memory_kib) * GROWTH, "{name}: memory grows");
    }
}

fn warnings(program: &Program) -> Vec<String> {
    program.log().into_iter().filter(|line| !line.contains("\"INFO\"")).collect()
}
