//! Load for `iem-bot serve`: signed interactions at a bounded rate and count,
//! the latencies of the answers, and how many there are a second.
//!
//! ```text
//! DISCORD_PUBLIC_KEY=$(cargo run --release --example load -- --public-key) iem-bot serve
//! cargo run --release --example load -- --url http://127.0.0.1:8080 --connections 1,16,128 --floor
//! ```
//!
//! With `--floor` each round is also sent to the least that could answer it: a
//! handler that checks the same signature and returns a constant. The ratio of
//! the two is what the bot's own work costs.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints its results")]

mod floor;
mod payload;
mod report;
mod requests;
mod round;

use anyhow::{Context, ensure};
use clap::Parser;
use ed25519_dalek::SigningKey;
use report::Report;
use requests::{Kind, Mix, hex, prepare};
use round::{Round, Target, run};
use std::net::SocketAddr;

/// The key that requests are signed with, unless another is given. No secret:
/// it is for copies that are started to be measured.
const KEY: &str = "6c6f61642074657374206b65792c206e6f20736563726574206174206f6e6365";

/// How old a signature may get before a copy refuses it, with some to spare.
const FRESH_SECONDS: u64 = 240;

/// Starts signed interactions against `iem-bot serve` and measures the answers.
#[derive(Debug, Parser)]
struct Options {
    /// The address of the copy, or of what stands in front of copies.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,

    /// The private key to sign with, as 64 hexadecimal digits.
    #[arg(long, default_value = KEY, hide_default_value = true)]
    key: String,

    /// Print the public key that the copy must be started with, and end.
    #[arg(long)]
    public_key: bool,

    /// How many connections; several numbers are measured one after the other.
    #[arg(long, value_delimiter = ',', default_value = "1,16,128")]
    connections: Vec<usize>,

    /// How many requests a round.
    #[arg(long, default_value_t = 20_000)]
    requests: usize,

    /// How many rounds for each number of connections.
    #[arg(long, default_value_t = 3)]
    rounds: usize,

    /// Requests a second; as many as are answered if 0.
    #[arg(long, default_value_t = 0)]
    rate: u64,

    /// How many people ask.
    #[arg(long, default_value_t = 100_000)]
    people: usize,

    /// What they do: everything, or one kind of request.
    #[arg(long, value_enum)]
    only: Option<Kind>,

    /// Measure the floor beside it.
    #[arg(long)]
    floor: bool,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let key = SigningKey::from_bytes(&requests::seed(&options.key).context("--key is not 64 hexadecimal digits")?);
    if options.public_key {
        println!("{}", hex(key.verifying_key().as_bytes()));
        return Ok(());
    }
    ensure!(options.people > 0 && options.requests > 0, "there must be people and requests");
    let lasts = (options.requests as u64).checked_div(options.rate).unwrap_or(0);
    ensure!(lasts <= FRESH_SECONDS, "a round of {lasts} s outlasts its signatures: ask for fewer requests a round");
    let mut targets = vec![Target { name: "iem-bot serve", address: address(&options.url)? }];
    if options.floor {
        targets.push(Target { name: "floor", address: floor::start(key.verifying_key())? });
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mix = Mix { people: options.people, only: options.only };
    println!("{}", report::HEADING);
    let mut sent = 0;
    for &connections in &options.connections {
        let mut reports = Vec::new();
        for target in &targets {
            reports.push((target, Report::new()?));
        }
        for _ in 0..options.rounds {
            // In turns, so that whatever else the machine does meets all.
            for (target, report) in &mut reports {
                let requests = prepare(options.requests, sent, &mix, &key)?;
                sent += options.requests;
                let round = Round { target, connections, rate: options.rate, requests };
                report.add(&runtime.block_on(run(round))?)?;
            }
        }
        tell(&reports, connections);
    }
    Ok(())
}

fn tell(reports: &[(&Target, Report)], connections: usize) {
    for (target, report) in reports {
        println!("{}", report.row(target.name, connections));
        for complaint in report.complaints() {
            eprintln!("{}: {complaint}", target.name);
        }
    }
    if let [(_, bot), (_, floor)] = reports {
        println!("| ratio | {connections} | | | {:.2} | | | | | |", bot.rate() / floor.rate());
    }
}

/// The address in `http://127.0.0.1:8080`.
fn address(url: &str) -> anyhow::Result<SocketAddr> {
    let host = url.strip_prefix("http://").context("--url starts with http://; TLS is the business of a proxy")?;
    let host = host.split('/').next().unwrap_or_default();
    host.parse().with_context(|| format!("`{host}` is not an address and a port, such as 127.0.0.1:8080"))
}
