//! Every command, as somebody types it, with the whole of what is sent back.

use crate::bot::Bot;
use crate::support::discord::Discord;
use crate::support::people::{MEMBER, MODERATOR};
use serde_json::Value;

/// Compares what was sent with the snapshot `snapshots/replies/NAME.snap`. The
/// fingerprint of the knowledge stays out of it.
pub(crate) fn snapshot(name: &str, json: &Value) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/replies");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter("Knowledge [0-9a-f]{8}", "Knowledge [fingerprint]");
    settings.add_filter(r"after \d+ ms", "after [time] ms");
    settings.bind(|| insta::assert_snapshot!(name, format!("{json:#}")));
}

#[tokio::test]
async fn every_command_is_answered() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    discord.called(crate::support::rest::route::RouteKind::Commands, 2).await;
    for (name, request) in [
        ("iem-answer", discord.command("iem").option("question", "what does IEM stand for")),
        ("iem-corrected", discord.command("iem").option("question", "is shrue from the usa")),
        ("iem-list", discord.command("iem").option("question", "which brands use mmcx")),
        ("iem-suggest", discord.command("iem").option("question", "cable braids and cold storms")),
        ("iem-unknown", discord.command("iem").option("question", "how do i bake bread")),
        ("brand", discord.command("brand").option("name", "moondrop")),
        ("brand-private", discord.command("brand").option("name", "moon drop").option("private", true)),
        ("brand-corrected", discord.command("brand").option("name", "mondrop")),
        ("brand-unknown", discord.command("brand").option("name", "<@1> [x](https://example.invalid)")),
        ("model", discord.command("model").option("name", "blessing 3")),
        ("connector", discord.command("connector").option("name", "mmcx")),
        ("driver", discord.command("driver").option("name", "balanced armature")),
        ("glossary", discord.command("glossary").option("term", "seal")),
        ("compare", discord.command("compare").option("first", "mmcx").option("second", "2-pin")),
        ("compare-near", discord.command("compare").option("first", "mmcx").option("second", "3-pin")),
        ("help", discord.command("help")),
    ] {
        let answer = request.in_server(MEMBER).send().await;
        snapshot(name, &answer.callback());
    }
    discord.assert_clean();
}

#[tokio::test]
async fn commands_work_everywhere_and_in_any_language() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let brand = || discord.command("brand").option("name", "Shure");
    for request in [
        brand().in_direct_message(MEMBER),
        brand().in_foreign_server(MEMBER),
        brand().in_private_channel(MEMBER),
        brand().in_server(MODERATOR).in_language("ja"),
    ] {
        assert_eq!(request.send().await.message().embed()["title"], "Shure");
    }
    discord.assert_clean();
}

#[tokio::test]
async fn names_are_completed_while_they_are_typed() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    for (command, option, typed, expected) in [
        ("brand", "name", "Moondrop", "✓ Moondrop"),
        ("brand", "name", "moo", "› Moondrop"),
        ("brand", "name", "moon d", "› Moondrop"),
        ("brand", "name", "mondrop", "≈ Moondrop"),
        ("model", "name", "bless", "› Moondrop Blessing 3"),
        ("model", "name", "b3", "› Moondrop Blessing 3 (B3)"),
        ("connector", "name", "mmc", "› MMCX"),
        ("driver", "name", "arma", "› balanced armature (armature driver)"),
        ("glossary", "term", "se", "› seal"),
        ("compare", "second", "2", "› 🔌 2-pin"),
        ("iem", "question", "what does iem stand for", "💬 What is an in-ear monitor?"),
    ] {
        let choices = discord.autocomplete(command).focused(option, typed).in_server(MEMBER).send().await.choices();
        let first = choices.first().map_or("nothing", |(name, _)| name.as_str());
        assert!(first.eq_ignore_ascii_case(expected) || first.starts_with(expected), "{typed}: {choices:?}");
    }
    for (command, option) in [("brand", "name"), ("iem", "question"), ("compare", "first")] {
        let choices = discord.autocomplete(command).focused(option, "").in_server(MEMBER).send().await.choices();
        assert!(choices.iter().all(|(name, _)| name.starts_with('★')) && !choices.is_empty(), "{choices:?}");
    }
    discord.assert_clean();
}

#[tokio::test]
async fn what_is_completed_finds_its_entry() {
    let discord = Discord::start().await;
    let _bot = Bot::connected(&discord).await;
    let typed = discord.autocomplete("iem").focused("question", "earbuds").in_server(MEMBER).send().await.choices();
    let (_, value) = typed.first().unwrap();
    let answer = discord.command("iem").option("question", value.as_str()).in_server(MEMBER).send().await;
    assert_eq!(answer.message().embed()["title"], "What is the difference between IEMs and earbuds?");
    let choices = discord.autocomplete("brand").focused("name", "shu").in_server(MEMBER).send().await.choices();
    let answer = discord.command("brand").option("name", choices[0].1.as_str()).in_server(MEMBER).send().await;
    assert_eq!(answer.message().embed()["title"], "Shure");
    discord.assert_clean();
}
