//! Reindexing: who may, what it tells, and that nobody waits for it.

use crate::bot::{Bot, copy_of_small_knowledge, program};
use crate::commands::snapshot;
use crate::support::discord::Discord;
use crate::support::people::{ADMIN, MEMBER, MODERATOR, NEWCOMER};
use std::path::Path;
use tempfile::TempDir;

fn start(discord: &Discord, knowledge: &Path) -> Bot {
    let knowledge = knowledge.to_str().unwrap();
    program(&["run", "--knowledge", knowledge]).discord(discord).token(Discord::TOKEN).start()
}

const NEW_ENTRY: &str = r#"
[[entry]]
id = "how-to-store"
question = "How do I store my earphones?"
phrasings = ["where to keep iems", "best case for earphones", "storing in-ears", "keep earphones safe"]
answer = "Keep them in a hard case, dry and away from heat."
tags = ["care"]
sources = ["handbook"]
"#;

fn add_entry(knowledge: &Path) {
    let file = knowledge.join("faq/care.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(file, format!("{text}\n{NEW_ENTRY}")).unwrap();
}

#[tokio::test]
async fn moderators_reindex_and_are_told_what_changed() {
    let (discord, knowledge) = (Discord::start().await, copy_of_small_knowledge());
    let bot = start(&discord, knowledge.path());
    discord.connected().await;
    let before = discord.command("iem").option("question", "where to keep iems").in_server(MEMBER).send().await;
    assert_ne!(before.message().embed()["title"], "How do I store my earphones?");
    add_entry(knowledge.path());
    for moderator in [MODERATOR, ADMIN] {
        let answer = discord.command("reindex").in_server(moderator).send().await;
        assert_eq!(answer.callback()["type"], 5);
        let message = answer.settled().await;
        assert!(message.is_ephemeral());
        assert_eq!(message.embed()["title"], "The knowledge was read anew");
        let added = if moderator == MODERATOR { "**1**\nfaq/how-to-store" } else { "none" };
        assert_eq!(message.field("Added"), Some(added));
    }
    let after = discord.command("iem").option("question", "where to keep iems").in_server(MEMBER).send().await;
    assert_eq!(after.message().embed()["title"], "How do I store my earphones?");
    bot.logged(&format!("user={}", MODERATOR.id)).await;
    discord.assert_clean();
}

#[tokio::test]
async fn others_may_not_and_owners_may_anywhere() {
    let (discord, folder) = (Discord::start().await, TempDir::new().unwrap());
    let settings = format!("[discord]\nowners = [\"{}\"]\nmoderator_users = [{}]\n", NEWCOMER.id, MEMBER.id);
    let _bot = crate::bot::run(&discord).configured(folder.path(), &settings).start();
    discord.connected().await;
    let refused = "That is for moderators";
    let done = "The knowledge was read anew";
    for (request, expected) in [
        (discord.command("reindex").in_server(MEMBER), done),
        (discord.command("reindex").in_direct_message(MEMBER), refused),
        (discord.command("reindex").in_direct_message(MODERATOR), refused),
        (discord.command("reindex").in_server(NEWCOMER), done),
        (discord.command("reindex").in_direct_message(NEWCOMER), done),
    ] {
        let answer = request.send().await;
        assert_eq!(answer.settled().await.embed()["title"], expected);
        assert!(answer.is_ephemeral());
    }
    discord.assert_clean();
}

#[tokio::test]
async fn a_member_is_refused_by_the_bot_itself() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let answer = discord.command("reindex").in_server(MEMBER).send().await;
    snapshot("reindex-refused", &answer.callback());
    discord.assert_clean();
}

#[tokio::test]
async fn broken_knowledge_changes_nothing_and_is_shown_with_its_place() {
    let (discord, knowledge) = (Discord::start().await, copy_of_small_knowledge());
    let _bot = start(&discord, knowledge.path());
    discord.connected().await;
    std::fs::write(knowledge.path().join("faq/broken.toml"), "[[entry]]\nid = \"x\"\nanswr = \"```\"\n").unwrap();
    let answer = discord.command("reindex").in_server(MODERATOR).send().await;
    let message = answer.settled().await;
    assert_eq!(message.embed()["title"], "The knowledge was not changed");
    assert!(message.text().contains("faq/broken.toml:3:1: error[K004]"), "{}", message.text());
    assert_eq!(message.file_names(), ["problems.txt"]);
    let still = discord.command("brand").option("name", "shure").in_server(MEMBER).send().await;
    assert_eq!(still.message().embed()["title"], "Shure");
    discord.assert_clean();
}

#[tokio::test]
async fn two_hundred_questions_in_flight_are_answered_by_the_old_or_the_new() {
    let (discord, knowledge) = (Discord::start().await, copy_of_small_knowledge());
    let _bot = start(&discord, knowledge.path());
    discord.connected().await;
    add_entry(knowledge.path());
    let mut answers = Vec::new();
    let mut reindex = None;
    for number in 0..200 {
        let request = discord.command("iem").option("question", "what does IEM stand for").in_server(MEMBER);
        answers.push(request.dispatch());
        if number == 50 {
            reindex = Some(discord.command("reindex").in_server(MODERATOR).dispatch());
        }
    }
    for answer in &answers {
        assert!(answer.has_callback().await);
        assert_eq!(answer.message().embed()["title"], "What is an in-ear monitor?");
    }
    assert_eq!(reindex.unwrap().settled().await.embed()["title"], "The knowledge was read anew");
    discord.assert_clean();
}

#[tokio::test]
async fn sighup_reindexes_too() {
    let (discord, knowledge) = (Discord::start().await, copy_of_small_knowledge());
    let bot = start(&discord, knowledge.path());
    discord.connected().await;
    add_entry(knowledge.path());
    bot.signal("HUP");
    bot.logged("knowledge renewed").await;
    let after = discord.command("iem").option("question", "where to keep iems").in_server(MEMBER).send().await;
    assert_eq!(after.message().embed()["title"], "How do I store my earphones?");
    discord.assert_clean();
}
