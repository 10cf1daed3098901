//! Buttons and menus: what they do, for whom, and for how long.

use crate::bot::{Bot, program, run};
use crate::commands::snapshot;
use crate::support::discord::Discord;
use crate::support::people::{ADMIN, MEMBER, NEWCOMER};
use crate::support::sent_message::SentMessage;
use crate::support::settings::Settings;
use std::time::Duration;

async fn ask(discord: &Discord, question: &str) -> SentMessage {
    discord.command("iem").option("question", question).in_server(MEMBER).send().await.message()
}

#[tokio::test]
async fn related_entries_open_privately_for_whoever_picks_one() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let reply = ask(&discord, "what does IEM stand for").await;
    let menu = reply.menu().unwrap();
    let (id, value) = (menu["custom_id"].as_str().unwrap(), menu["options"][0]["value"].as_str().unwrap());
    let picked = discord.choose(&reply, id, &[value]).by(NEWCOMER).await;
    assert!(picked.is_ephemeral());
    assert_eq!(discord.current(&reply)["embeds"][0]["title"], "What is an in-ear monitor?");
    snapshot("related", &picked.callback());

    // On the private message the next pick changes it in place.
    let menu = picked.message().menu().unwrap().clone();
    let value = menu["options"][0]["value"].as_str().unwrap().to_owned();
    let again = discord.choose(&picked.message(), menu["custom_id"].as_str().unwrap(), &[&value]).by(NEWCOMER).await;
    assert_eq!(again.callback()["type"], 7);
    discord.assert_clean();
}

#[tokio::test]
async fn an_answer_can_be_explained() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    for (name, question) in [
        ("why-wording", "what does IEM stand for"),
        ("why-list", "which brands use mmcx"),
        ("why-likeness", "difference earbuds iem seal"),
    ] {
        let reply = ask(&discord, question).await;
        let why = discord.press(&reply, reply.button("Why this answer")).by(NEWCOMER).await;
        assert!(why.is_ephemeral());
        snapshot(name, &why.callback());
    }
    discord.assert_clean();
}

#[tokio::test]
async fn who_asked_and_moderators_can_remove_a_reply() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    for remover in [MEMBER, ADMIN] {
        let reply = ask(&discord, "what does IEM stand for").await;
        let removed = discord.press(&reply, reply.button("Remove")).by(remover).await;
        removed.edited(1).await;
        assert!(discord.sent_messages().iter().all(|message| message.id() != reply.id()));
    }
    let reply = ask(&discord, "what does IEM stand for").await;
    let refused = discord.press(&reply, reply.button("Remove")).by(NEWCOMER).await;
    assert!(refused.is_ephemeral());
    assert!(refused.message().text().contains("Only the person who asked"));
    assert!(discord.sent_messages().iter().any(|message| message.id() == reply.id()));
    discord.assert_clean();
}

#[tokio::test]
async fn suggestions_are_buttons() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let reply = discord.command("brand").option("name", "shur moon").in_server(MEMBER).send().await;
    assert!(reply.is_ephemeral());
    let message = reply.message();
    let pressed = discord.press(&message, message.button("Shure")).by(MEMBER).await;
    assert_eq!(pressed.message().embed()["title"], "Shure");
    discord.assert_clean();
}

#[tokio::test]
async fn long_answers_are_read_page_by_page() {
    let discord = Discord::start().await;
    let _bot = program(&["run", "--knowledge", "knowledge"]).discord(&discord).token(Discord::TOKEN).start();
    discord.connected().await;
    let first = discord.command("iem").option("question", "which iems are hybrids").in_server(MEMBER).send().await;
    let first = first.message();
    let second = discord.press(&first, first.button("Read more")).by(NEWCOMER).await;
    assert!(second.is_ephemeral());
    let footer = second.message().embed()["footer"]["text"].as_str().unwrap().to_owned();
    assert!(footer.starts_with("Page 2 of "), "{footer}");
    let back = discord.press(&second.message(), second.message().button("Back")).by(NEWCOMER).await;
    assert_eq!(back.callback()["type"], 7);
    assert_eq!(back.message().embed()["description"], first.embed()["description"]);
    discord.assert_clean();
}

#[tokio::test]
async fn buttons_outlive_the_program() {
    let discord = Discord::with(Settings { identify_interval: Duration::ZERO, ..Settings::default() }).await;
    let mut bot = Bot::connected(&discord).await;
    let reply = ask(&discord, "what does IEM stand for").await;
    bot.signal("TERM");
    assert!(bot.ended().await.success());
    discord.disconnected().await;
    let _next = run(&discord).start();
    discord.connected().await;
    let why = discord.press(&reply, reply.button("Why this answer")).by(MEMBER).await;
    assert_eq!(why.message().embed()["title"], "Why this answer");
    discord.assert_clean();
}

#[tokio::test]
async fn stale_and_forged_components_get_a_friendly_answer() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let reply = ask(&discord, "what does IEM stand for").await;
    for custom_id in ["0e.brand/shure", "1e0.brand/gone-since", "1x", "\u{202e}1p", "1a0.<@1>", "drop table"] {
        let answer = discord.forge_press(&reply, custom_id).by(NEWCOMER).await;
        assert!(answer.is_ephemeral(), "{custom_id}");
    }
    discord.assert_clean();
}
