//! The network at its worst: lost connections, refused calls, slow answers.

use crate::bot::Bot;
use crate::support::discord::Discord;
use crate::support::failures::Failure;
use crate::support::people::MEMBER;
use crate::support::rest::route::RouteKind;
use crate::support::session::GatewayEvent;
use crate::support::settings::Settings;
use std::time::Duration;

async fn answers(discord: &Discord) {
    let answer = discord.command("brand").option("name", "shure").in_server(MEMBER).send().await;
    assert_eq!(answer.message().embed()["title"], "Shure");
}

#[tokio::test]
async fn a_lost_connection_is_resumed_and_nothing_is_missed() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    answers(&discord).await;
    discord.ask_to_reconnect();
    discord.saw(1, |event| matches!(event, GatewayEvent::Resumed { .. })).await;
    answers(&discord).await;
    discord.cut_connections();
    let while_away = discord.command("brand").option("name", "moondrop").in_server(MEMBER).dispatch();
    assert!(while_away.has_callback().await);
    assert_eq!(discord.identified(), 1);
    discord.assert_clean();
}

#[tokio::test]
async fn a_session_that_is_gone_is_begun_anew() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    discord.invalidate_sessions(false);
    discord.saw(2, |event| matches!(event, GatewayEvent::Identified { .. })).await;
    discord.connected().await;
    answers(&discord).await;
    discord.assert_clean();
}

#[tokio::test]
async fn missed_heartbeats_are_noticed() {
    let settings = Settings { heartbeat_interval: Duration::from_millis(600), ..Settings::default() };
    let discord = Discord::with(settings).await;
    let _bot = Bot::connected(&discord).await;
    discord.ignore_heartbeats(true);
    discord.saw(2, |event| matches!(event, GatewayEvent::Connected)).await;
    discord.ignore_heartbeats(false);
    discord.saw(2, |event| matches!(event, GatewayEvent::Identified { .. } | GatewayEvent::Resumed { .. })).await;
    discord.connected().await;
    answers(&discord).await;
}

#[tokio::test]
async fn failed_callbacks_are_sent_again_within_the_deadline() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    for failure in [
        Failure::Status(500),
        Failure::Status(503),
        Failure::CutConnection,
        Failure::RateLimited { retry_after: 0.3, global: false },
        Failure::RateLimited { retry_after: 0.3, global: true },
    ] {
        discord.fail_next(RouteKind::Callback, failure, 1);
        answers(&discord).await;
        assert_eq!(discord.failures_left(), 0, "{failure:?}");
    }
    discord.assert_clean();
}

#[tokio::test]
async fn a_callback_whose_answer_was_lost_counts_as_delivered() {
    let discord = Discord::start().await;
    let bot = Bot::connected(&discord).await;
    discord.fail_next(RouteKind::Callback, Failure::LoseAnswer, 1);
    answers(&discord).await;
    discord.wait_for("the callback to be sent again", |state| state.violations.first().cloned()).await;
    answers(&discord).await;
    assert!(!bot.log().contains("not delivered"), "{}", bot.log());
    let violations = discord.take_violations();
    assert!(violations.iter().all(|violation| violation.contains("already been acknowledged")), "{violations:?}");
}

#[tokio::test]
async fn replies_to_messages_are_sent_once_however_the_network_is() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    for failure in
        [Failure::Status(502), Failure::CutConnection, Failure::RateLimited { retry_after: 0.2, global: true }]
    {
        discord.fail_next(RouteKind::Send, failure, 1);
        let reply = discord.message("what is mmcx").mentioning_bot().in_server(MEMBER).send().await.unwrap();
        assert_eq!(reply.embed()["title"], "MMCX", "{failure:?}");
    }
    discord.assert_clean();
}

#[tokio::test]
async fn a_call_that_is_refused_for_good_is_logged_and_nothing_stops() {
    let discord = Discord::start().await;
    let bot = Bot::connected(&discord).await;
    discord.fail_next(RouteKind::Callback, Failure::Status(403), 1);
    let lost = discord.command("help").in_server(MEMBER).dispatch();
    bot.logged("an answer was not delivered").await;
    assert!(!bot.log().contains(lost.interaction()["token"].as_str().unwrap()));
    answers(&discord).await;
}

#[tokio::test]
async fn the_bot_waits_for_a_discord_that_is_away() {
    let discord = Discord::start().await;
    discord.fail_next(RouteKind::Gateway, Failure::Status(503), 3);
    let _bot = Bot::connected(&discord).await;
    answers(&discord).await;
    discord.assert_clean();
}
