//! Everything that people can do, over HTTP.

use crate::endpoint::{Endpoint, post};
use crate::support::callback::callback_type;
use crate::support::people::{MEMBER, NEWCOMER};
use crate::support::request;
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ping_is_answered() {
    let mut bot = Endpoint::start().await;
    let (_, text) = bot.ask_for_text(request::ping().on(&bot.discord)).await;
    assert_eq!(text, r#"{"type":1}"#);
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_command_is_answered() {
    let mut bot = Endpoint::start().await;
    for (command, options, title) in [
        ("iem", &[("question", "what is an in-ear monitor?")][..], "What is an in-ear monitor?"),
        ("brand", &[("name", "moondrop")], "Moondrop"),
        ("model", &[("name", "se215")], "Shure SE215"),
        ("connector", &[("name", "mmcx")], "MMCX"),
        ("driver", &[("name", "dynamic")], "dynamic driver"),
        ("glossary", &[("term", "seal")], "seal"),
        ("compare", &[("first", "mmcx"), ("second", "2-pin")], "MMCX and 2-pin"),
        ("help", &[], ""),
    ] {
        let asked =
            options.iter().fold(bot.discord.command(command), |asked, (name, value)| asked.option(name, *value));
        let message = bot.ask(asked).await.message();
        let found = message.embed()["title"].as_str().unwrap();
        assert!(found.to_lowercase().contains(&title.to_lowercase()), "{command}: {found}");
        assert!(!message.is_ephemeral() || command == "help", "{command}");
    }
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn places_people_and_options_are_heeded() {
    let mut bot = Endpoint::start().await;
    let asked = || bot.discord.command("brand").option("name", "shure");
    for asked in [
        asked().in_server(MEMBER),
        asked().in_direct_message(NEWCOMER),
        asked().in_foreign_server(MEMBER),
        asked().in_private_channel(NEWCOMER),
        asked().with_unknown_keys(),
        asked().without_attachment_size_limit(),
        asked().in_language("de"),
    ] {
        assert_eq!(bot.ask(asked).await.message().embed()["title"], "Shure");
    }
    assert!(bot.ask(asked().option("private", true)).await.is_ephemeral());
    assert!(bot.ask(bot.discord.command("brand").option("name", "no such maker")).await.is_ephemeral());
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_option_is_completed() {
    let mut bot = Endpoint::start().await;
    for (command, option, typed, expected) in [
        ("iem", "question", "earbuds", "faq/iem-vs-earbuds"),
        ("iem", "question", "", "faq/what-is-an-iem"),
        ("brand", "name", "moon", "brand/moondrop"),
        ("model", "name", "se2", "model/shure-se215"),
        ("connector", "name", "mm", "connector/mmcx"),
        ("driver", "name", "arm", "driver/balanced-armature"),
        ("glossary", "term", "se", "term/seal"),
        ("compare", "first", "mmc", "connector/mmcx"),
        ("compare", "second", "2-p", "connector/2-pin"),
    ] {
        let answer = bot.ask(bot.discord.autocomplete(command).focused(option, typed)).await;
        let choices = answer.choices();
        assert!(choices.iter().any(|(_, value)| value == expected), "{command} {option} `{typed}`: {choices:?}");
    }
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_button_and_menu_of_an_answer_works() {
    let mut bot = Endpoint::start().await;
    let asked = bot.discord.command("iem").option("question", "what is an in-ear monitor?");
    let message = bot.ask(asked).await.message();
    let menu = message.menu().expect("related entries are offered");
    let (menu_id, value) = (menu["custom_id"].as_str().unwrap(), menu["options"][0]["value"].as_str().unwrap());
    let picked = bot.ask(bot.discord.choose(&message, menu_id, &[value])).await;
    assert_eq!(picked.callback()["type"], callback_type::MESSAGE);
    assert!(picked.is_ephemeral());
    let why = bot.ask(bot.discord.press(&message, message.button("Why this answer"))).await;
    assert!(why.is_ephemeral());
    // On the presser's own message the answer takes its place.
    let own = picked.message();
    let menu = own.menu().expect("related entries are offered there too");
    let (menu_id, value) = (menu["custom_id"].as_str().unwrap(), menu["options"][0]["value"].as_str().unwrap());
    let turned = bot.ask(bot.discord.choose(&own, menu_id, &[value])).await;
    assert_eq!(turned.callback()["type"], callback_type::UPDATE);
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_answered_from_its_menu() {
    let mut bot = Endpoint::start().await;
    let message = bot.discord.message("why is one side of my iem silent").json();
    let answer = bot.ask(bot.discord.message_menu("Answer this", &message)).await;
    assert_eq!(answer.message().embed()["title"], "Why is one side of my IEM silent?");
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_stale_forged_or_newer_gets_a_friendly_private_answer() {
    let mut bot = Endpoint::start().await;
    let message = bot.ask(bot.discord.command("help")).await.message();
    for state in ["", "0e0.brand/shure", "1e0.brand/gone", "1x", "%00", "1a0.", "💥"] {
        let answer = bot.ask(bot.discord.forge_press(&message, state)).await;
        assert!(answer.is_ephemeral(), "{state}");
    }
    for asked in [
        bot.discord.command("retired").forged(),
        bot.discord.command("iem").forged(),
        bot.discord.command("brand").option("name", 7).forged(),
        bot.discord.submit("form", &[("field", "text")]).forged(),
    ] {
        assert!(bot.ask(asked).await.is_ephemeral());
    }
    bot.assert_well().await;
}

/// Nothing can be answered that Discord would take, but nothing breaks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interaction_of_a_type_to_come_is_answered_with_200() {
    let mut bot = Endpoint::start().await;
    let (json, _) = bot.discord.command("help").of_type(77).by_http();
    let response = post(&bot.client, bot.address(), json.to_string()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_asks_without_end_is_told_to_wait() {
    let limits = "[limits]\nuser_burst = 2\nuser_per_minute = 1\n";
    let mut bot = Endpoint::with(|setup| setup.config(limits)).await;
    for expected in [false, false, true] {
        let answer = bot.ask(bot.discord.command("brand").option("name", "shure")).await;
        assert_eq!(answer.is_ephemeral(), expected);
    }
    let other = bot.ask(bot.discord.command("brand").option("name", "shure").by(NEWCOMER)).await;
    assert!(!other.is_ephemeral());
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_proxy_says_of_the_sender_changes_nothing() {
    let bot = Endpoint::start().await;
    let mut bodies = Vec::new();
    for forwarded in ["", "203.0.113.9", "127.0.0.1", "\"><script>"] {
        let body = json!({"type": 1, "id": "1", "application_id": "1", "token": "t", "version": 1}).to_string();
        let signed = crate::signing::Signer::discord().sign(body.as_bytes());
        let request = bot.client.post(format!("http://{}/interactions", bot.address()));
        let request = request.header("x-signature-ed25519", signed.signature);
        let request = request.header("x-signature-timestamp", signed.timestamp);
        let request = request.header("x-forwarded-for", forwarded).header("x-forwarded-host", forwarded);
        let response = request.header("forwarded", forwarded).body(body).send().await.unwrap();
        bodies.push((response.status(), response.text().await.unwrap()));
    }
    assert!(bodies.iter().all(|body| *body == (StatusCode::OK, json!({"type": 1}).to_string())), "{bodies:?}");
}
