//! Starting, registering, stopping, and being refused.

use crate::bot::{Bot, program, run};
use crate::support::discord::Discord;
use crate::support::failures::Failure;
use crate::support::people::MEMBER;
use crate::support::places::SERVER;
use crate::support::rest::route::RouteKind;
use crate::support::session::{GatewayEvent, intent};
use std::time::Duration;
use tempfile::TempDir;

#[tokio::test]
async fn it_connects_registers_and_shows_what_it_does() {
    let discord = Discord::start().await;
    let bot = Bot::connected(&discord).await;
    bot.logged("commands checked").await;
    assert_eq!(discord.commands().len(), 10);
    let identified = discord.gateway_log().into_iter().find_map(|event| match event {
        GatewayEvent::Identified { intents, .. } => Some(intents),
        _ => None,
    });
    assert_eq!(identified, Some(intent::GUILD_MESSAGES | intent::DIRECT_MESSAGES));
    assert!(bot.log().contains(crate::bot::SMALL), "the log says which knowledge it is: {}", bot.log());
    discord.assert_clean();
}

#[tokio::test]
async fn commands_are_registered_only_where_they_differ() {
    let discord = Discord::start().await;
    let register = || program(&["commands", "--register"]).discord(&discord).token(Discord::TOKEN);
    let finish = |start: crate::bot::Start| tokio::task::spawn_blocking(move || start.finish());
    let first = finish(register()).await.unwrap();
    assert_eq!((first.0, first.1.as_str()), (Some(0), "Registered 10 commands everywhere.\n"));
    let writes = discord.command_writes();
    let second = finish(register()).await.unwrap();
    assert_eq!(second.1, "The 10 commands everywhere are up to date.\n");
    assert_eq!(discord.command_writes(), writes);
    let server = SERVER.to_string();
    let third = finish(register().arguments(&["--guild", &server])).await.unwrap();
    assert_eq!(third.1, format!("Registered 10 commands in server {server}.\n"));
    assert_eq!(discord.server_commands().len(), 10);
    discord.assert_clean();
}

#[tokio::test]
async fn the_configuration_decides_where_they_are_registered() {
    for (setting, everywhere, server) in
        [(format!("guild_ids = [\"{SERVER}\"]"), 0, 10), ("register = false".to_owned(), 0, 0)]
    {
        let (discord, folder) = (Discord::start().await, TempDir::new().unwrap());
        let bot = run(&discord).configured(folder.path(), &format!("[discord]\n{setting}\n")).start();
        discord.connected().await;
        if server > 0 {
            bot.logged("commands checked").await;
        } else {
            discord.message("what is mmcx").in_direct_message(MEMBER).send().await.unwrap();
        }
        assert_eq!((discord.commands().len(), discord.server_commands().len()), (everywhere, server));
        discord.assert_clean();
    }
}

#[tokio::test]
async fn a_failed_registration_does_not_stop_the_bot() {
    let discord = Discord::start().await;
    discord.fail_next(RouteKind::Commands, Failure::Status(403), 1);
    let bot = Bot::connected(&discord).await;
    bot.logged("the commands could not be registered").await;
    discord.message("what is mmcx").in_direct_message(MEMBER).send().await.unwrap();
}

#[tokio::test]
async fn a_wrong_token_ends_with_one_clear_block() {
    let discord = Discord::start().await;
    for arguments in [&["run"][..], &["commands", "--register"]] {
        let start = program(arguments).discord(&discord).token("wrong").arguments(&["-q"]);
        let (code, printed, said) = tokio::task::spawn_blocking(move || start.finish()).await.unwrap();
        assert_eq!((code, printed.as_str()), (Some(1), ""), "{said}");
        assert!(said.starts_with("error: Discord refuses the token\n help: "), "{said}");
        assert_eq!(said.lines().count(), 2, "{said}");
    }
}

#[tokio::test]
async fn without_a_token_nothing_starts() {
    for arguments in [&["run"][..], &["serve"], &["commands", "--register"]] {
        let (code, _, said) = program(arguments).finish();
        assert_eq!(code, Some(1));
        assert!(said.contains("DISCORD_TOKEN is not set"), "{said}");
    }
}

#[tokio::test]
async fn refused_by_the_gateway_it_ends() {
    for (code, expected) in [(4004, "Discord refuses the token"), (4014, "gateway intents")] {
        let discord = Discord::start().await;
        let mut bot = Bot::connected(&discord).await;
        discord.close_connections(code);
        assert_eq!(bot.ended().await.code(), Some(1), "{code}");
        bot.logged(expected).await;
    }
}

#[tokio::test]
async fn it_stops_cleanly_when_told_to() {
    for signal in ["TERM", "INT"] {
        let discord = Discord::start().await;
        let mut bot = Bot::connected(&discord).await;
        bot.signal(signal);
        assert_eq!(bot.ended().await.code(), Some(0));
        assert!(
            discord.gateway_log().contains(&GatewayEvent::ClosedByClient(Some(1000))),
            "{:?}",
            discord.gateway_log()
        );
        discord.assert_clean();
    }
}

#[tokio::test]
async fn answers_in_flight_are_finished_first() {
    let discord = Discord::start().await;
    let mut bot = Bot::connected(&discord).await;
    discord.called(RouteKind::Commands, 2).await;
    discord.fail_next(RouteKind::Callback, Failure::Delay(Duration::from_millis(600)), 20);
    let answers: Vec<_> =
        (0..20).map(|_| discord.command("brand").option("name", "shure").in_server(MEMBER).dispatch()).collect();
    discord
        .wait_for("the calls to begin", |state| {
            let begun = state.calls.iter().filter(|call| call.kind == Some(RouteKind::Callback)).count();
            (begun == 20).then_some(())
        })
        .await;
    bot.signal("TERM");
    assert_eq!(bot.ended().await.code(), Some(0));
    for answer in answers {
        assert_eq!(answer.message().embed()["title"], "Shure");
    }
    discord.assert_clean();
}

#[tokio::test]
async fn it_stops_while_discord_is_away() {
    let discord = Discord::start().await;
    discord.fail_next(RouteKind::Gateway, Failure::Status(503), 10_000);
    let mut bot = run(&discord).start();
    discord.called(RouteKind::Gateway, 2).await;
    bot.signal("TERM");
    assert_eq!(bot.ended().await.code(), Some(0));

    let discord = Discord::start().await;
    discord.refuse_connections(true);
    let mut bot = run(&discord).start();
    discord.saw(1, |event| matches!(event, GatewayEvent::Refused)).await;
    assert!(bot.is_running());
    bot.signal("TERM");
    assert_eq!(bot.ended().await.code(), Some(0));
}

#[tokio::test]
async fn some_shards_of_many_can_be_run() {
    let discord = Discord::start().await;
    let _bot = run(&discord).arguments(&["--shards", "1..1/3"]).start();
    discord.connected().await;
    let shards: Vec<(u64, u64)> = discord
        .gateway_log()
        .into_iter()
        .filter_map(|event| match event {
            GatewayEvent::Identified { shard, .. } => Some(shard),
            _ => None,
        })
        .collect();
    assert_eq!(shards, [(1, 3)]);
}

#[test]
fn the_payload_is_printed() {
    let (code, printed, _) = program(&["commands", "--json"]).finish();
    assert_eq!(code, Some(0));
    let payload = serde_json::from_str(&printed).unwrap();
    crate::commands::snapshot("registration", &payload);
}
