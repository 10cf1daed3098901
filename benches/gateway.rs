//! How long an answer takes from Discord's gateway back to Discord, beside a
//! bare serenity bot that answers a constant: both as programs of their own, in
//! front of the same stand-in on loopback, one after the other, in turns.
//!
//! `cargo bench --bench gateway`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark that cannot go on may end there"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use hdrhistogram::Histogram;
use serenity::all::{
    ClientBuilder, Context, CreateAllowedMentions, CreateEmbed, CreateInteractionResponse,
    CreateInteractionResponseMessage, EventHandler, GatewayIntents, HttpBuilder, Interaction,
};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use support::discord::Discord;
use support::people::MEMBER;
use support::request::InteractionRequest;
use support::settings::Settings;

/// Asked before anything is measured.
const WARM_UP: usize = 200;
/// Measured in each round.
const MEASURED: usize = 1_000;
/// Rounds, so that a busy moment hits both.
const ROUNDS: usize = 3;
/// What makes this program the bare bot.
const BARE: &str = "IEM_BOT_BENCH_BARE";

/// What is asked, and what for.
const ASKED: [(&str, &str, &str, &str); 3] = [
    ("a name looked up", "brand", "name", "moondrop"),
    ("a question", "iem", "question", "why is one side of my iems quiet"),
    ("a list", "iem", "question", "which brands use mmcx"),
];

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if let Ok(address) = std::env::var(BARE) {
        runtime.block_on(bare(&address));
    } else {
        runtime.block_on(compare());
    }
}

/// Answers everything with one embed that never changes.
struct Constant;

#[serenity::async_trait]
impl EventHandler for Constant {
    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let Interaction::Command(command) = interaction else { return };
        let message = CreateInteractionResponseMessage::new()
            .embed(CreateEmbed::new().title("A constant").description("It never changes."))
            .allowed_mentions(CreateAllowedMentions::new());
        command.create_response(&context.http, CreateInteractionResponse::Message(message)).await.unwrap();
    }
}

async fn bare(address: &str) {
    let http = HttpBuilder::new(Discord::TOKEN).proxy(address).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    ClientBuilder::new_with_http(http, intents).event_handler(Constant).await.unwrap().start().await.unwrap();
}

/// A program that ends with the benchmark.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ended_already = self.0.kill();
        let _reaped = self.0.wait();
    }
}

fn start(command: &mut Command) -> Running {
    Running(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
}

async fn compare() {
    let settings = || Settings { identify_interval: Duration::ZERO, ..Settings::default() };
    let (for_bare, for_ours) = (Discord::with(settings()).await, Discord::with(settings()).await);
    let _bare = start(Command::new(std::env::current_exe().unwrap()).env(BARE, for_bare.api_url()));
    let unlimited = tempfile::NamedTempFile::new().unwrap();
    let most = 1_000_000;
    let limits =
        format!("user_burst = {most}\nuser_per_minute = {most}\nserver_burst = {most}\nserver_per_minute = {most}");
    std::fs::write(unlimited.path(), format!("[limits]\n{limits}\n[discord]\nregister = false\n")).unwrap();
    let _ours = start(
        Command::new(env!("CARGO_BIN_EXE_iem-bot"))
            .args(["run", "--config", unlimited.path().to_str().unwrap()])
            .env("DISCORD_TOKEN", Discord::TOKEN)
            .env("DISCORD_API_URL", for_ours.api_url()),
    );
    for_bare.connected().await;
    for_ours.connected().await;
    println!("dispatch to callback, microseconds   median     p99   ratio of medians");
    for (what, command, option, value) in ASKED {
        let ask = |discord: &Discord| discord.command(command).option(option, value).in_server(MEMBER);
        let (mut constant, mut ours) = (histogram(), histogram());
        for _ in 0..ROUNDS {
            measure(&for_bare, ask, &mut constant).await;
            measure(&for_ours, ask, &mut ours).await;
        }
        let ratio = as_float(ours.value_at_quantile(0.5)) / as_float(constant.value_at_quantile(0.5));
        print(&format!("{what}: bare"), &constant, "");
        print(&format!("{what}: iem-bot"), &ours, &format!("{ratio:.2}"));
    }
    for_ours.assert_clean();
}

async fn measure(discord: &Discord, ask: impl Fn(&Discord) -> InteractionRequest, times: &mut Histogram<u64>) {
    for number in 0..WARM_UP + MEASURED {
        let latency = ask(discord).send().await.travel();
        if number >= WARM_UP {
            times.record(u64::try_from(latency.as_micros()).unwrap()).unwrap();
        }
    }
}

fn histogram() -> Histogram<u64> {
    Histogram::new(3).unwrap()
}

fn as_float(value: u64) -> f64 {
    f64::from(u32::try_from(value).unwrap())
}

fn print(what: &str, times: &Histogram<u64>, ratio: &str) {
    let (median, late) = (times.value_at_quantile(0.5), times.value_at_quantile(0.99));
    println!("{what:<36} {median:>7} {late:>7}   {ratio}");
}
