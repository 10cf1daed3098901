//! Free text: mentions, direct messages, the menu of a message, and silence.

use crate::bot::Bot;
use crate::commands::snapshot;
use crate::support::discord::Discord;
use crate::support::people::{BOT, MEMBER, NEWCOMER};
use crate::support::rest::route::RouteKind;
use std::time::Duration;

const QUESTION: &str = "what does IEM stand for?";
const SILENCE: Duration = Duration::from_millis(700);

#[tokio::test]
async fn a_mention_is_answered_as_a_reply() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let reply = discord.message(QUESTION).mentioning_bot().in_server(MEMBER).send().await.unwrap();
    assert!(reply.answers().is_some());
    assert_eq!(reply.embed()["title"], "What is an in-ear monitor?");
    snapshot("mention", &discord.calls_to(RouteKind::Send)[0].body.clone().without_ids());
    discord.assert_clean();
}

#[tokio::test]
async fn a_direct_message_is_answered_without_a_mention() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    for (text, expected) in [
        (QUESTION, "What is an in-ear monitor?"),
        ("how do i bake bread", "I don't know that one"),
        ("", "Ask me about in-ear monitors"),
    ] {
        let reply = discord.message(text).in_direct_message(MEMBER).send().await.unwrap();
        assert_eq!(reply.embed()["title"], expected, "{text}");
    }
    discord.assert_clean();
}

#[tokio::test]
async fn what_is_asked_directly_is_always_answered() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    for (text, expected) in
        [("how do i bake bread", "I don't know that one"), ("", "Ask me about in-ear monitors"), ("  \u{200b} ", "")]
    {
        let reply = discord.message(text).mentioning_bot().in_server(MEMBER).send().await.unwrap();
        assert!(reply.embed()["title"].as_str().unwrap().starts_with(expected), "{text}: {}", reply.text());
    }
    discord.assert_clean();
}

#[tokio::test]
async fn the_bot_stays_silent_where_it_was_not_asked() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let passing = format!("yesterday <@{}> told me nothing about bread baking", BOT.id);
    for silent in [
        discord.message(QUESTION).in_server(MEMBER),
        discord.message(QUESTION).mentioning_bot().by_other_bot(),
        discord.message(QUESTION).mentioning_bot().by_webhook(),
        discord.message(QUESTION).mentioning_bot().by_itself(),
        discord.message(&passing).naming_bot().in_server(MEMBER),
    ] {
        assert!(silent.patience(SILENCE).send().await.is_none());
    }
    discord.assert_clean();
}

#[tokio::test]
async fn an_edited_question_is_not_answered_twice() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let asked = discord.message(QUESTION).mentioning_bot().in_server(MEMBER).post();
    discord.called(RouteKind::Send, 1).await;
    discord.message("what is mmcx").mentioning_bot().editing(&asked).patience(SILENCE).send().await;
    assert_eq!(discord.calls_to(RouteKind::Send).len(), 1);
    discord.assert_clean();
}

#[tokio::test]
async fn a_mention_under_a_question_answers_that_question() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    // Discord shows the bot only messages that mention it, so that the
    // question below is hidden from it and it says what to do.
    let hidden = discord.message(QUESTION).in_server(NEWCOMER).post();
    let mut blank = hidden.clone();
    blank["content"] = serde_json::json!("");
    let reply = discord.message("").mentioning_bot().replying_to(&blank).in_server(MEMBER).send().await.unwrap();
    assert!(reply.text().contains("Answer this"), "{}", reply.text());
    // Where it can be read, it is answered.
    let reply = discord.message("").mentioning_bot().replying_to(&hidden).in_server(MEMBER).send().await.unwrap();
    assert_eq!(reply.embed()["title"], "What is an in-ear monitor?");
    let reply = discord.message("can you help").mentioning_bot().replying_to(&hidden).in_server(MEMBER).send().await;
    assert_eq!(reply.unwrap().embed()["title"], "What is an in-ear monitor?");
    discord.assert_clean();
}

#[tokio::test]
async fn thanks_under_an_answer_are_not_a_question() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let reply = discord.message(QUESTION).mentioning_bot().in_server(MEMBER).send().await.unwrap();
    let thanks = discord.message("thanks a lot").replying_to(&reply.json).in_server(MEMBER).patience(SILENCE);
    assert!(thanks.send().await.is_none());
    let follow_up = discord.message("and what is mmcx?").replying_to(&reply.json).in_server(MEMBER).send().await;
    assert_eq!(follow_up.unwrap().embed()["title"], "MMCX");
    discord.assert_clean();
}

#[tokio::test]
async fn the_menu_of_a_message_answers_it() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let asked = discord.message(QUESTION).in_server(NEWCOMER).post();
    let answer = discord.message_menu("Answer this", &asked).in_server(MEMBER).send().await;
    assert_eq!(answer.message().embed()["title"], "What is an in-ear monitor?");
    let empty = discord.message("").in_server(NEWCOMER).post();
    let answer = discord.message_menu("Answer this", &empty).in_server(MEMBER).send().await;
    assert!(answer.is_ephemeral());
    assert_eq!(answer.message().embed()["title"], "There is no question in that");
    discord.assert_clean();
}

/// A message's JSON without what differs from run to run.
trait WithoutIds {
    fn without_ids(self) -> serde_json::Value;
}

impl WithoutIds for serde_json::Value {
    fn without_ids(mut self) -> serde_json::Value {
        self["nonce"] = serde_json::json!("[id]");
        self["message_reference"]["message_id"] = serde_json::json!("[id]");
        self
    }
}
