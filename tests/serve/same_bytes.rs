//! One answer, whichever way it is carried: the pure core, HTTP and the
//! gateway give the same to the byte.

use crate::endpoint::Endpoint;
use crate::program::{Setup, small_knowledge};
use crate::support::discord::Discord;
use crate::support::people::{BOT, MEMBER, MODERATOR, NEWCOMER};
use crate::support::request::{InteractionRequest, forged_press};
use iem_bot::discord::dispatch::dispatch;
use iem_bot::discord::interaction::Interaction;
use iem_bot::discord::permissions::Policy;
use iem_bot::discord::to_discord;
use iem_bot::knowledge::{load, read};
use iem_bot::search::Library;
use serde_json::{Value, json};

/// One of each kind of interaction, and the odd ones.
fn interactions(discord: &Discord, message: &Value) -> Vec<InteractionRequest> {
    let ask = |question: &str| discord.command("iem").option("question", question);
    let mut own = message.clone();
    own["flags"] = json!(64);
    let press = |message: &Value, state: &str| forged_press(message, state).on(discord);
    vec![
        ask("what is an in-ear monitor?"),
        ask("iem vs earbuds").option("private", true),
        ask("which brands use mmcx?").in_direct_message(NEWCOMER),
        ask("waht is mmxc").in_foreign_server(MEMBER),
        ask("best pizza in naples").in_private_channel(MEMBER),
        ask("@everyone <@1> `code` \u{202e}rtl 🎧🎧🎧"),
        ask(&"why ".repeat(240)),
        ask("faq/clean-tips"),
        ask(" "),
        discord.command("brand").option("name", "moondrop"),
        discord.command("brand").option("name", "mondrop"),
        discord.command("model").option("name", "blessing 3"),
        discord.command("connector").option("name", "mmcx"),
        discord.command("driver").option("name", "BA"),
        discord.command("glossary").option("term", "seal"),
        discord.command("compare").option("first", "mmcx").option("second", "2-pin"),
        discord.command("compare").option("first", "shure").option("second", "nothing"),
        discord.command("help"),
        discord.command("reindex").by(MEMBER).forged(),
        discord.command("retired").forged(),
        discord.autocomplete("iem").focused("question", "earbuds"),
        discord.autocomplete("iem").focused("question", ""),
        discord.autocomplete("brand").focused("name", "sh"),
        discord.autocomplete("compare").option("first", "mmcx").focused("second", "2"),
        discord.message_menu("Answer this", message),
        press(message, "1e0.brand/shure"),
        press(&own, "1e0.connector/mmcx"),
        press(message, "1e0.brand/gone"),
        press(&own, "1a0.iem vs earbuds"),
        press(message, "1wl.97.mmcx cable"),
        press(message, "1x1"),
        press(message, "stale"),
        // Last, since it does something.
        discord.command("reindex").by(MODERATOR),
    ]
}

/// A message of the bot's on which something is pressed.
fn message(discord: &Discord) -> Value {
    let mut message = discord.message("how do i clean ear tips").by_itself().json();
    message["application_id"] = json!(BOT.id.to_string());
    message
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_core_http_and_the_gateway_answer_the_same_to_the_byte() {
    let (files, _) = read::folder(&small_knowledge());
    let library = Library::new(load(&files).0, None).unwrap();
    let mut http = Endpoint::start().await;
    let by_gateway = Discord::start().await;
    let mut gateway = Setup::run(&by_gateway).start();
    by_gateway.connected().await;

    let message = message(&http.discord);
    let both = interactions(&http.discord, &message).into_iter().zip(interactions(&by_gateway, &message));
    for (to_http, to_gateway) in both {
        let (answer, over_http) = http.ask_for_text(to_http).await;
        let json = answer.interaction();
        let interaction = Interaction::from_json(json.to_string().as_bytes()).unwrap();
        let outcome = dispatch(&library, &Policy::default(), &interaction);
        let by_core = to_discord::callback(&outcome.response).unwrap();
        assert_eq!(over_http, by_core, "{json}");
        let over_gateway = to_gateway.send().await.callback_text();
        assert_eq!(over_http, over_gateway, "{json}");
    }
    http.assert_well().await;
    gateway.assert_well();
    by_gateway.assert_clean();
}
