//! What answers promise: a reindex told of afterwards, a message taken away.

use crate::endpoint::Endpoint;
use crate::knowledge_edits::{edit, knowledge_of_its_own, spoil};
use crate::support::callback::callback_type;
use crate::support::failures::Failure;
use crate::support::people::{ADMIN, MEMBER, MODERATOR, NEWCOMER};
use crate::support::rest::route::RouteKind;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reindex_is_told_of_once_it_is_done() {
    let knowledge = knowledge_of_its_own();
    let mut bot = Endpoint::with(|setup| setup.knowledge(knowledge.path())).await;
    edit(knowledge.path(), 1);
    let answer = bot.ask(bot.discord.command("reindex").by(MODERATOR)).await;
    assert_eq!(answer.callback()["type"], callback_type::DEFERRED_MESSAGE);
    let told = answer.settled().await;
    assert!(told.is_ephemeral());
    assert_eq!(told.embed()["title"], "The knowledge was read anew");
    assert!(told.field("Changed").unwrap().contains("faq/what-is-an-iem"), "{}", told.text());
    let asked = bot.ask(bot.discord.command("iem").option("question", "what is an in-ear monitor?")).await;
    assert!(asked.message().text().contains("Edition 1."), "{}", asked.message().text());
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reindex_of_spoilt_knowledge_shows_the_problems() {
    let knowledge = knowledge_of_its_own();
    let mut bot = Endpoint::with(|setup| setup.knowledge(knowledge.path())).await;
    spoil(knowledge.path());
    let told = bot.ask(bot.discord.command("reindex").by(ADMIN)).await.settled().await;
    assert_eq!(told.embed()["title"], "The knowledge was not changed");
    assert!(told.text().contains("basics.toml"), "{}", told.text());
    assert_eq!(told.file_names(), ["problems.txt"]);
    let asked = bot.ask(bot.discord.command("iem").option("question", "what is an in-ear monitor?")).await;
    assert!(asked.message().text().contains("seals the ear canal"), "{}", asked.message().text());
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reindex_is_told_of_although_discord_fails_at_first() {
    let mut bot = Endpoint::start().await;
    bot.discord.fail_next(RouteKind::Answer, Failure::Status(503), 1);
    bot.discord.fail_next(RouteKind::Answer, Failure::CutConnection, 1);
    bot.discord.fail_next(RouteKind::Answer, Failure::RateLimited { retry_after: 0.1, global: false }, 1);
    let told = bot.ask(bot.discord.command("reindex").by(MODERATOR)).await.settled().await;
    assert_eq!(told.embed()["title"], "The knowledge was read anew");
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_moderators_reindex() {
    let mut bot = Endpoint::start().await;
    for person in [MEMBER, NEWCOMER] {
        let refused = bot.ask(bot.discord.command("reindex").by(person)).await;
        assert_eq!(refused.callback()["type"], callback_type::MESSAGE);
        assert!(refused.is_ephemeral());
    }
    assert!(bot.program.log().iter().all(|line| !line.contains("reindex asked for")));
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asked_takes_the_answer_away() {
    let mut bot = Endpoint::start().await;
    let asked = bot.ask(bot.discord.command("brand").option("name", "shure").by(MEMBER)).await;
    let message = asked.message();
    let remove = message.button("Remove").to_owned();
    let refused = bot.ask(bot.discord.press(&message, &remove).by(NEWCOMER)).await;
    assert!(refused.is_ephemeral());
    let removed = bot.ask(bot.discord.press(&message, &remove).by(MEMBER)).await;
    assert_eq!(removed.callback()["type"], callback_type::DEFERRED_UPDATE);
    assert!(removed.edited(1).await.is_none());
    bot.assert_well().await;
}
