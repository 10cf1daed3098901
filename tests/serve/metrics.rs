//! What operators can see.

use crate::endpoint::{Endpoint, get};
use crate::knowledge_edits::{edit, knowledge_of_its_own, spoil};
use crate::support::failures::Failure;
use crate::support::people::{MEMBER, MODERATOR};
use crate::support::rest::route::RouteKind;
use nix::sys::signal::Signal;
use reqwest::StatusCode;
use std::collections::BTreeMap;

/// Every sample: its name with labels, and its value.
fn samples(text: &str) -> BTreeMap<&str, &str> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.rsplit_once(' ').unwrap_or_else(|| panic!("no sample: {line}"))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_is_counted() {
    let knowledge = knowledge_of_its_own();
    let mut bot = Endpoint::with(|setup| setup.knowledge(knowledge.path())).await;
    for _ in 0..3 {
        bot.ask(bot.discord.command("brand").option("name", "shure")).await;
    }
    bot.ask(bot.discord.command("iem").option("question", "best pizza in naples")).await;
    bot.ask(bot.discord.autocomplete("brand").focused("name", "s")).await;
    bot.ask(bot.discord.command("retired \"x\"\n").forged()).await;
    bot.ask(bot.discord.command("reindex").by(MEMBER)).await;
    edit(knowledge.path(), 1);
    bot.discord.fail_next(RouteKind::Answer, Failure::RateLimited { retry_after: 0.1, global: false }, 1);
    bot.ask(bot.discord.command("reindex").by(MODERATOR)).await.settled().await;
    spoil(knowledge.path());
    bot.program.signal(Signal::SIGHUP);
    bot.program.says("the knowledge from before stays", 1);

    let (_, text) = bot.get("/metrics").await;
    let samples = samples(&text);
    let count = |name: &str| samples.get(name).copied().unwrap_or_else(|| panic!("no {name} in {text}"));
    let answered = |command: &str, result: &str| {
        count(&format!("iem_bot_requests_total{{carrier=\"http\",command=\"{command}\",result=\"{result}\"}}"))
    };
    assert_eq!(answered("brand", "answer"), "3");
    assert_eq!(answered("iem", "unknown"), "1");
    assert_eq!(answered("completion", "completed"), "1");
    assert_eq!(answered("unknown", "out of date"), "1");
    assert_eq!(answered("reindex", "refused"), "1");
    assert_eq!(answered("reindex", "started"), "1");
    let brand = "carrier=\"http\",command=\"brand\"";
    assert_eq!(count(&format!("iem_bot_request_duration_seconds_count{{{brand}}}")), "3");
    assert!(count(&format!("iem_bot_request_duration_seconds_sum{{{brand}}}")).parse::<f64>().unwrap() > 0.0);
    assert_eq!(count(&format!("iem_bot_request_duration_seconds_bucket{{{brand},le=\"+Inf\"}}")), "3");
    assert_eq!(count("iem_bot_reindexes_total{result=\"ok\"}"), "1");
    assert_eq!(count("iem_bot_reindexes_total{result=\"invalid\"}"), "1");
    assert_eq!(count("iem_bot_discord_rate_limited_total{scope=\"route\"}"), "1");
    assert_eq!(count("iem_bot_entries"), "18");
    assert_eq!(count(&format!("iem_bot_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"))), "1");
    let infos = samples.iter().filter(|(name, _)| name.starts_with("iem_bot_knowledge_info{"));
    let mut editions: Vec<&str> = infos.map(|(_, value)| *value).collect();
    editions.sort_unstable();
    assert_eq!(editions, ["0", "1"], "{text}");
    bot.assert_well().await;
}

/// Every metric is described, and every one that is described is named as the rest is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_told_is_explained() {
    let bot = Endpoint::start().await;
    bot.ask(bot.discord.command("help")).await;
    let (status, text) = bot.get("/metrics").await;
    assert_eq!(status, StatusCode::OK);
    for line in text.lines().filter(|line| line.starts_with("# TYPE ")) {
        let name = line.split(' ').nth(2).unwrap();
        assert!(name.starts_with("iem_bot_"), "{line}");
        assert!(text.contains(&format!("# HELP {name} ")), "{name} is not described");
    }
    assert!(!text.contains(crate::support::discord::TOKEN));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_and_metrics_can_have_an_address_of_their_own() {
    let mut bot = Endpoint::with(|setup| setup.arguments(&["--metrics-listen", "127.0.0.1:0"])).await;
    let beside = bot.program.nth_address(2);
    assert_eq!(get(&bot.client, beside, "/healthz").await, (StatusCode::OK, "ok\n".to_owned()));
    assert!(get(&bot.client, beside, "/metrics").await.1.contains("iem_bot_entries"));
    for path in ["/healthz", "/metrics"] {
        assert_eq!(bot.get(path).await.0, StatusCode::NOT_FOUND, "{path} is public");
    }
    assert_eq!(get(&bot.client, beside, "/interactions").await.0, StatusCode::NOT_FOUND);
    bot.ask(bot.discord.command("help")).await;
    bot.program.signal(Signal::SIGTERM);
    bot.program.says("\"stopping\"", 1);
    assert_eq!(get(&bot.client, beside, "/healthz").await.0, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(bot.program.ends(), Some(0));
    bot.discord.assert_clean();
}

/// Nothing that is secret or private is written down.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_and_no_question_is_logged() {
    let bot = Endpoint::with(|setup| setup.arguments(&["-v"])).await;
    let asked = bot.ask(bot.discord.command("iem").option("question", "a private matter of earwax")).await;
    bot.discord.fail_next(RouteKind::Answer, Failure::CutConnection, 2);
    let reindexed = bot.ask(bot.discord.command("reindex").by(MODERATOR)).await;
    reindexed.settled().await;
    let log = bot.program.log().join("\n");
    assert!(log.contains("\"answered\""), "{log}");
    for answer in [asked, reindexed] {
        assert!(!log.contains(answer.interaction()["token"].as_str().unwrap()), "an interaction's token is in the log");
    }
    assert!(!log.contains(crate::support::discord::TOKEN) && !log.contains("private matter"), "{log}");
}
