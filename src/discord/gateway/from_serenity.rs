//! serenity's events as ours.

use crate::discord::heard::{Answered, Heard};
use crate::discord::interaction::{Asker, Interaction, Unreadable};
use serenity::all::{Message, MessageType, Permissions, UserId};

/// An interaction. By way of its JSON, so that there is one reader of it,
/// whichever way it came.
pub fn interaction(interaction: &serenity::all::Interaction) -> Result<Interaction, Unreadable> {
    let mut json = serde_json::to_value(interaction)?;
    // serenity reads the type and does not write it.
    json.as_object_mut().map(|keys| keys.insert("type".to_owned(), u8::from(interaction.kind()).into()));
    Interaction::from_value(json)
}

/// A message.
pub fn heard(message: &Message, bot: UserId) -> Heard {
    let written = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    Heard {
        asker: Asker {
            id: message.author.id.get(),
            server: message.guild_id.map(serenity::all::GuildId::get),
            permissions: Permissions::empty(),
            roles: Vec::new(),
        },
        by_program: message.author.bot || message.webhook_id.is_some() || !written,
        content: message.content.clone(),
        mentions_bot: message.mentions.iter().any(|user| user.id == bot),
        bot: bot.get(),
        answers: message
            .referenced_message
            .as_ref()
            .map(|answered| Answered { by_bot: answered.author.id == bot, content: answered.content.clone() }),
    }
}
