//! A bare client on the gateway, with every accident that may befall it.

use crate::support::discord::{Discord, TOKEN};
use crate::support::people::{ADMIN, MEMBER, MODERATOR, NEWCOMER};
use crate::support::session::GatewayEvent;
use crate::support::settings::Settings;
use serenity::all::{
    Client, ClientBuilder, Context, CreateActionRow, CreateAllowedMentions, CreateButton, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateMessage, EventHandler, GatewayIntents, HttpBuilder, Interaction, Message,
    ShardManager,
};
use std::sync::Arc;
use std::time::Duration;

/// Answers everything with one sentence and one button.
struct Constant;

#[serenity::async_trait]
impl EventHandler for Constant {
    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let message = CreateInteractionResponseMessage::new()
            .content("A constant.")
            .allowed_mentions(CreateAllowedMentions::new())
            .components(vec![CreateActionRow::Buttons(vec![CreateButton::new("again").label("Again")])]);
        match interaction {
            Interaction::Command(command) => {
                command.create_response(&context.http, CreateInteractionResponse::Message(message)).await.unwrap();
            }
            Interaction::Component(component) => {
                let update = CreateInteractionResponse::UpdateMessage(message.content("Once more."));
                component.create_response(&context.http, update).await.unwrap();
            }
            _ => {}
        }
    }

    async fn message(&self, context: Context, message: Message) {
        if message.author.bot || message.content.is_empty() {
            return;
        }
        let reply = CreateMessage::new()
            .content("A reply.")
            .allowed_mentions(CreateAllowedMentions::new())
            .reference_message(&message);
        message.channel_id.send_message(&context.http, reply).await.unwrap();
    }
}

const INTENTS: GatewayIntents =
    GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::DIRECT_MESSAGES);

async fn client(discord: &Discord, intents: GatewayIntents) -> Client {
    let http = HttpBuilder::new(TOKEN).proxy(discord.api_url()).ratelimiter_disabled(true).build();
    ClientBuilder::new_with_http(http, intents).event_handler(Constant).await.unwrap()
}

/// Starts the bare client and waits until it is connected.
async fn start(discord: &Discord) -> Arc<ShardManager> {
    let mut client = client(discord, INTENTS).await;
    let shards = Arc::clone(&client.shard_manager);
    tokio::spawn(async move { client.start().await });
    discord.connected().await;
    shards
}

#[tokio::test]
async fn a_command_is_answered_and_its_button_pressed() {
    let discord = Discord::start().await;
    let shards = start(&discord).await;
    let answer = discord.command("brand").option("name", "moondrop").in_server(MODERATOR).send().await;
    assert_eq!(answer.message().content(), "A constant.");
    let button = answer.message().button("Again").to_owned();
    let pressed = discord.press(&answer.message(), &button).by(NEWCOMER).await;
    assert_eq!(pressed.message().content(), "Once more.");
    assert_eq!(answer.message().id(), pressed.message().id());
    for request in [
        discord.command("brand").in_direct_message(MEMBER),
        discord.command("brand").in_foreign_server(ADMIN),
        discord.command("brand").in_private_channel(MEMBER),
        discord.command("brand").with_unknown_keys(),
        discord.message_menu("Answer this", &discord.message("what is mmcx").in_server(MEMBER).post()),
    ] {
        assert_eq!(request.await.message().content(), "A constant.");
    }
    shards.shutdown_all().await;
    discord.disconnected().await;
    discord.saw(1, |event| matches!(event, GatewayEvent::ClosedByClient(Some(1000)))).await;
    discord.assert_clean();
}

#[tokio::test]
async fn messages_reach_the_bot_as_far_as_it_may_read_them() {
    let discord = Discord::start().await;
    start(&discord).await;
    let moment = Duration::from_millis(300);
    let reply = discord.message("what is mmcx").mentioning_bot().in_server(MEMBER).send().await.unwrap();
    assert_eq!(reply.content(), "A reply.");
    assert!(discord.message("what is mmcx").in_direct_message(MEMBER).send().await.is_some());
    assert!(discord.message("and 2-pin?").replying_to(&reply.json).in_server(MEMBER).send().await.is_some());
    assert!(discord.message("not for the bot").in_server(MEMBER).patience(moment).send().await.is_none());
    assert!(discord.message("beep").mentioning_bot().by_other_bot().patience(moment).send().await.is_none());
    assert!(discord.message("news").mentioning_bot().by_webhook().patience(moment).send().await.is_none());
    discord.assert_clean();
}

#[tokio::test]
async fn a_session_is_resumed_and_nothing_is_lost() {
    let discord = Discord::start().await;
    start(&discord).await;
    discord.send_unknown_event();
    discord.ask_to_reconnect();
    discord.saw(1, |event| matches!(event, GatewayEvent::Resumed { .. })).await;
    discord.command("help").in_server(MEMBER).send().await;
    discord.cut_connections();
    let answer = discord.command("help").in_server(MEMBER).send().await;
    assert_eq!(answer.message().content(), "A constant.");
    discord.close_connections(4000);
    discord.saw(3, |event| matches!(event, GatewayEvent::Resumed { .. })).await;
    assert_eq!(discord.identified(), 1);
    discord.assert_clean();
}

#[tokio::test]
async fn an_invalid_session_is_begun_anew() {
    let discord = Discord::start().await;
    start(&discord).await;
    discord.invalidate_sessions(false);
    discord.saw(2, |event| matches!(event, GatewayEvent::Identified { .. })).await;
    discord.command("help").in_server(MEMBER).send().await;
    discord.assert_clean();
}

#[tokio::test]
async fn missed_acknowledgements_are_noticed() {
    let heartbeat_interval = Duration::from_millis(400);
    let discord = Discord::with(Settings { heartbeat_interval, compression: true, ..Settings::default() }).await;
    start(&discord).await;
    discord.ask_for_heartbeat();
    discord.saw(2, |event| *event == GatewayEvent::Heartbeat).await;
    discord.ignore_heartbeats(true);
    discord.saw(1, |event| matches!(event, GatewayEvent::ClosedByClient(_) | GatewayEvent::Lost)).await;
    discord.ignore_heartbeats(false);
    discord.saw(2, |event| *event == GatewayEvent::Connected).await;
    discord.connected().await;
    discord.command("help").in_server(MEMBER).send().await;
}

#[tokio::test]
async fn a_gateway_that_is_away_is_tried_again() {
    let discord = Discord::start().await;
    start(&discord).await;
    discord.refuse_connections(true);
    discord.cut_connections();
    discord.saw(2, |event| *event == GatewayEvent::Refused).await;
    discord.refuse_connections(false);
    discord.connected().await;
    discord.command("help").in_server(MEMBER).send().await;
    discord.assert_clean();
}

#[tokio::test]
async fn privileged_intents_must_be_enabled() {
    let discord = Discord::start().await;
    let error = client(&discord, INTENTS | GatewayIntents::MESSAGE_CONTENT).await.start().await.unwrap_err();
    assert!(error.to_string().to_lowercase().contains("intent"), "{error}");
    let discord = Discord::with(Settings { privileged_intents: true, ..Settings::default() }).await;
    let mut client = client(&discord, INTENTS | GatewayIntents::MESSAGE_CONTENT).await;
    tokio::spawn(async move { client.start().await });
    discord.connected().await;
    assert!(discord.message("not for the bot").in_server(MEMBER).send().await.is_some());
}

#[tokio::test]
async fn a_wrong_token_ends_the_client() {
    let discord = Discord::start().await;
    let http = HttpBuilder::new("MTA.wrong.token").proxy(discord.api_url()).ratelimiter_disabled(true).build();
    let mut client = ClientBuilder::new_with_http(http, INTENTS).event_handler(Constant).await.unwrap();
    let error = client.start().await.unwrap_err();
    assert!(error.to_string().to_lowercase().contains("authentic"), "{error}");
    discord.saw(1, |event| *event == GatewayEvent::ClosedByGateway(4004)).await;
}
