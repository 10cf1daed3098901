//! Our messages in serenity's builders, and these as the JSON that is sent.

use super::dispatch::Response;
use super::view::{self, Button, Embed, File, Menu, Message, Row};
use serenity::all::{
    AutocompleteChoice, ButtonStyle, ChannelId, CreateActionRow, CreateAllowedMentions, CreateAttachment,
    CreateAutocompleteResponse, CreateButton, CreateEmbed, CreateEmbedAuthor, CreateEmbedFooter,
    CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, EditInteractionResponse, MessageId, MessageReference, MessageReferenceKind, Nonce,
    ReactionType,
};

/// The callback to an interaction.
pub fn callback(response: &Response) -> Result<String, serde_json::Error> {
    serde_json::to_string(&match response {
        Response::Pong => return Ok(without_data(PONG)),
        Response::Acknowledge => return Ok(without_data(ACKNOWLEDGE)),
        Response::Say(message) => CreateInteractionResponse::Message(body(message).ephemeral(message.private)),
        Response::Change(message) => CreateInteractionResponse::UpdateMessage(body(message)),
        Response::Later => CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true)),
        Response::Choices(choices) => {
            let choices =
                choices.iter().map(|choice| AutocompleteChoice::new(choice.name.clone(), choice.value.clone()));
            CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices.collect()))
        }
    })
}

/// Types of callbacks, from Discord's documentation.
const PONG: u8 = 1;
const ACKNOWLEDGE: u8 = 6;

/// A callback that says nothing: serenity writes `"data": null`, which Discord
/// does not know.
fn without_data(kind: u8) -> String {
    format!(r#"{{"type":{kind}}}"#)
}

fn body(message: &Message) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .embed(embed(&message.embed))
        .components(rows(&message.rows))
        .allowed_mentions(CreateAllowedMentions::new())
}

/// What takes the place of a deferred answer.
pub fn edit(message: &Message) -> Result<String, serde_json::Error> {
    serde_json::to_string(
        &EditInteractionResponse::new()
            .embed(embed(&message.embed))
            .components(rows(&message.rows))
            .allowed_mentions(CreateAllowedMentions::new()),
    )
}

/// A message in a channel, as a reply to another one. Discord takes it once
/// only, however often it is sent.
pub fn reply(message: &Message, channel: u64, to: u64) -> Result<String, serde_json::Error> {
    let reference = MessageReference::new(MessageReferenceKind::Default, ChannelId::new(channel))
        .message_id(MessageId::new(to))
        .fail_if_not_exists(false);
    serde_json::to_string(
        &CreateMessage::new()
            .embed(embed(&message.embed))
            .components(rows(&message.rows))
            .allowed_mentions(CreateAllowedMentions::new().replied_user(false))
            .reference_message(reference)
            .nonce(Nonce::String(to.to_string()))
            .enforce_nonce(true),
    )
}

/// A file as it is uploaded.
pub fn attachment(file: &File) -> CreateAttachment {
    CreateAttachment::bytes(file.text.as_bytes(), file.name)
}

fn embed(embed: &Embed) -> CreateEmbed {
    let mut built = CreateEmbed::new().colour(embed.colour).title(&embed.title).description(&embed.description);
    if !embed.author.is_empty() {
        built = built.author(CreateEmbedAuthor::new(&embed.author));
    }
    if let Some(url) = &embed.url {
        built = built.url(url);
    }
    if !embed.footer.is_empty() {
        built = built.footer(CreateEmbedFooter::new(&embed.footer));
    }
    built.fields(embed.fields.iter().map(|field| (&field.name, &field.value, field.inline)))
}

fn rows(rows: &[Row]) -> Vec<CreateActionRow> {
    rows.iter()
        .map(|row| match row {
            Row::Buttons(buttons) => CreateActionRow::Buttons(buttons.iter().map(button).collect()),
            Row::Menu(menu) => CreateActionRow::SelectMenu(select_menu(menu)),
        })
        .collect()
}

fn button(button: &Button) -> CreateButton {
    let built = CreateButton::new(button.action.to_string()).label(&button.label).disabled(!button.enabled);
    let built = built.style(match button.style {
        view::Style::Quiet => ButtonStyle::Secondary,
        view::Style::Loud => ButtonStyle::Primary,
    });
    match button.emoji {
        Some(emoji) => built.emoji(ReactionType::Unicode(emoji.to_owned())),
        None => built,
    }
}

fn select_menu(menu: &Menu) -> CreateSelectMenu {
    let options = menu.options.iter().map(|option| {
        CreateSelectMenuOption::new(&option.label, &option.value)
            .description(&option.description)
            .emoji(ReactionType::Unicode(option.emoji.to_owned()))
    });
    let kind = CreateSelectMenuKind::String { options: options.collect() };
    CreateSelectMenu::new(menu.action.to_string(), kind).placeholder(&menu.placeholder)
}
