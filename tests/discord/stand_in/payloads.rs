//! What the stand-in sends can be read by the library, and by Discord's own description.

use crate::support::callback::validate_callback;
use crate::support::limits::command::check_commands;
use crate::support::limits::problems::Problems;
use crate::support::messages::from_body;
use crate::support::openapi::check_schema;
use crate::support::payloads::events::guild_create;
use crate::support::people::{ADMIN, MEMBER, MODERATOR};
use crate::support::places::CHANNEL;
use crate::support::{request, talk};
use serde_json::{Value, json};
use serenity::all::{
    CommandOptionType, CommandType, CreateActionRow, CreateAllowedMentions, CreateAutocompleteResponse, CreateButton,
    CreateCommand, CreateCommandOption, CreateEmbed, CreateInteractionResponse, CreateInteractionResponseMessage,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, Guild, InstallationContext, Interaction,
    InteractionContext, Message, Permissions,
};

fn message() -> Value {
    let mut message = talk::message("hello").in_server(MEMBER).json();
    message["components"] = json!([{"type": 1, "id": 1, "components": [
        {"type": 2, "id": 2, "style": 1, "label": "More", "custom_id": "more"},
    ]}, {"type": 1, "id": 3, "components": [
        {"type": 3, "id": 4, "custom_id": "menu", "options": [{"label": "a", "value": "a"}]},
    ]}]);
    message
}

#[test]
fn interactions_can_be_read() {
    let requests = [
        request::ping(),
        request::command("brand").option("name", "moondrop").option("private", true).in_server(MODERATOR),
        request::command("brand").in_direct_message(MEMBER),
        request::command("brand").in_foreign_server(ADMIN).with_unknown_keys(),
        request::command("brand").in_private_channel(MEMBER).in_language("de"),
        request::autocomplete("compare").option("first", "se215").focused("second", "ie"),
        request::press(&message(), "more").in_server(MEMBER),
        request::choose(&message(), "menu", &["a"]).in_direct_message(MEMBER),
        request::message_menu("Answer this", &message()),
        request::submit("form", &[("text", "hello")]),
    ];
    for request in requests {
        let json = request.json();
        let read: Result<Interaction, _> = serde_json::from_value(json.clone());
        assert!(read.is_ok(), "{read:?}\n{json:#}");
    }
}

#[test]
fn messages_and_servers_can_be_read() {
    let question = talk::message("what is mmcx").in_server(MEMBER).json();
    for json in [
        question.clone(),
        talk::message("and here?").in_direct_message(MEMBER).mentioning_bot().json(),
        talk::message("that").replying_to(&question).json(),
        talk::message("edited").editing(&question).json(),
        talk::message("news").by_webhook().json(),
        talk::message("beep").by_other_bot().json(),
    ] {
        let read: Result<Message, _> = serde_json::from_value(json.clone());
        assert!(read.is_ok(), "{read:?}\n{json:#}");
    }
    let read: Result<Guild, _> = serde_json::from_value(guild_create());
    assert!(read.is_ok(), "{read:?}");
}

#[test]
fn what_is_kept_is_as_described() {
    let kept = from_body(&message(), &[], CHANNEL);
    assert_eq!(check_schema("MessageResponse", &kept), []);
}

#[test]
fn what_the_library_builds_is_taken() {
    let embed = || CreateEmbed::new().title("MMCX").field("Kind", "Connector", true).colour(0x33_66_99);
    let button = CreateButton::new("more").label("More").emoji('🎧');
    let options = vec![CreateSelectMenuOption::new("MMCX", "mmcx"), CreateSelectMenuOption::new("2-pin", "2-pin")];
    let menu = CreateSelectMenu::new("related", CreateSelectMenuKind::String { options }).placeholder("Related");
    let rows = vec![CreateActionRow::Buttons(vec![button]), CreateActionRow::SelectMenu(menu)];
    let reply = CreateInteractionResponseMessage::new()
        .embed(embed())
        .components(rows.clone())
        .ephemeral(true)
        .allowed_mentions(CreateAllowedMentions::new());
    let update = CreateInteractionResponseMessage::new()
        .embed(embed())
        .components(rows)
        .allowed_mentions(CreateAllowedMentions::new());
    let choices = CreateAutocompleteResponse::new().add_string_choice("MMCX", "mmcx");
    let deferral = CreateInteractionResponseMessage::new().ephemeral(true);
    for (request, response) in [
        (request::command("help"), CreateInteractionResponse::Message(reply)),
        (request::command("reindex"), CreateInteractionResponse::Defer(deferral)),
        (request::press(&message(), "more"), CreateInteractionResponse::UpdateMessage(update)),
        (request::press(&message(), "more"), CreateInteractionResponse::Acknowledge),
        (request::autocomplete("connector").focused("name", "m"), CreateInteractionResponse::Autocomplete(choices)),
        (request::ping(), CreateInteractionResponse::Pong),
    ] {
        let callback = serde_json::to_value(response).unwrap();
        assert_eq!(validate_callback(&request.json(), &callback), [""; 0], "{callback:#}");
    }
    let name = CreateCommandOption::new(CommandOptionType::String, "name", "Its name").required(true).max_length(100);
    let command = CreateCommand::new("brand")
        .description("What is known about a brand")
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm])
        .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
        .add_option(name.set_autocomplete(true));
    let entry = CreateCommand::new("Answer this").kind(CommandType::Message);
    let mut problems = Problems::default();
    check_commands(&serde_json::to_value([command, entry]).unwrap(), &mut problems);
    assert_eq!(problems.into_vec(), []);
}
