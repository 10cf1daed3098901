//! Starting: what is missing or wrong is said in one block, and the program ends.

use crate::endpoint::{client, get};
use crate::program::Setup;
use crate::support::discord::Discord;
use crate::support::failures::Failure;
use crate::support::rest::route::RouteKind;
use reqwest::StatusCode;
use std::net::TcpListener;
use tempfile::TempDir;

/// Asserts that it ends with 1 and says one thing that is wrong, and how to mend it.
fn assert_refuses(setup: Setup, complaint: &str) {
    let mut program = setup.start();
    assert_eq!(program.ends(), Some(1), "{complaint}");
    program.says("help:", 1);
    let log = program.log();
    let errors: Vec<&String> = log.iter().filter(|line| line.starts_with("error")).collect();
    assert_eq!(errors.len(), 1, "{log:#?}");
    assert!(errors[0].contains(complaint), "`{complaint}` is not in {}", errors[0]);
    let told = log.join("\n");
    assert!(!told.contains("panicked") && !told.contains(Discord::TOKEN), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_or_wrong_is_said() {
    let discord = Discord::start().await;
    let serve = || Setup::serve(&discord);
    assert_refuses(serve().variable("DISCORD_TOKEN", ""), "DISCORD_TOKEN is not set");
    assert_refuses(serve().variable("DISCORD_TOKEN", "two words"), "DISCORD_TOKEN is not a token");
    assert_refuses(serve().variable("DISCORD_PUBLIC_KEY", ""), "DISCORD_PUBLIC_KEY is not set");
    assert_refuses(serve().variable("DISCORD_PUBLIC_KEY", "abc"), "DISCORD_PUBLIC_KEY is not a public key");
    assert_refuses(serve().variable("DISCORD_PUBLIC_KEY", &"g".repeat(64)), "DISCORD_PUBLIC_KEY is not a public key");
    assert_refuses(serve().variable("DISCORD_API_URL", "no address"), "no address");
    assert!(discord.calls().is_empty(), "{:?}", discord.calls());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_token_ends_it_with_one_clear_error() {
    for register in [true, false] {
        let discord = Discord::start().await;
        discord.fail_next(RouteKind::Identity, Failure::Status(401), 1);
        discord.fail_next(RouteKind::Commands, Failure::Status(401), 2);
        let config = format!("[discord]\nregister = {register}\n");
        assert_refuses(Setup::serve(&discord).config(&config), "Discord refuses the token");
    }
    let discord = Discord::start().await;
    let other = "MTA5MDAwMDAwMDAwMDAwMDAwMg.Other.token-that-discord-does-not-know";
    assert_refuses(Setup::serve(&discord).variable("DISCORD_TOKEN", other), "Discord refuses the token");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_in_use_or_wrong_is_said() {
    let discord = Discord::start().await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert_refuses(Setup::serve_at(&discord, &address), &format!("cannot listen on `{address}`"));
    assert_refuses(Setup::serve(&discord).arguments(&["--metrics-listen", &address]), &format!("`{address}`"));
    assert_refuses(Setup::serve_at(&discord, "nowhere"), "cannot listen on `nowhere`");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spoilt_or_missing_knowledge_is_never_served() {
    let discord = Discord::start().await;
    let knowledge = crate::knowledge_edits::knowledge_of_its_own();
    crate::knowledge_edits::spoil(knowledge.path());
    let mut program = Setup::serve(&discord).knowledge(knowledge.path()).start();
    assert_eq!(program.ends(), Some(1));
    program.says("basics.toml", 1);
    let empty = TempDir::new().unwrap();
    let mut program = Setup::serve(&discord).knowledge(&empty.path().join("nothing")).start();
    assert_eq!(program.ends(), Some(1));
    assert!(program.log().iter().all(|line| !line.contains("\"listening\"")));
}

/// Discord's absence does not keep it from answering.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_are_registered_once_discord_is_back() {
    let discord = Discord::start().await;
    discord.fail_next(RouteKind::Identity, Failure::Status(503), 2);
    discord.fail_next(RouteKind::Commands, Failure::CutConnection, 2);
    let program = Setup::serve(&discord).start();
    assert_eq!(get(&client(), program.address(), "/healthz").await.0, StatusCode::OK);
    program.says("\"commands checked\"", 1);
    assert_eq!(discord.commands().len(), 10);
    discord.assert_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_copies_register_the_commands_once() {
    let discord = Discord::start().await;
    let first = Setup::serve(&discord).start();
    first.says("\"commands checked\"", 1);
    let writes = discord.command_writes();
    let others = [Setup::serve(&discord).start(), Setup::serve(&discord).start()];
    for other in &others {
        other.says("\"commands checked\"", 1);
    }
    assert_eq!(discord.command_writes(), writes);
    let unregistered = Setup::serve(&discord).config("[discord]\nregister = false\n").start();
    unregistered.address();
    discord.assert_clean();
}
