//! A message of the bot's, as people see it.

use super::limits::message::EPHEMERAL;
use super::snowflake::Snowflake;
use serde_json::Value;

/// A message at the moment it was looked at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SentMessage {
    /// What Discord shows.
    pub(crate) json: Value,
}

impl SentMessage {
    /// The message's id.
    pub(crate) fn id(&self) -> Snowflake {
        self.json["id"].as_str().unwrap().parse().unwrap()
    }

    /// The text outside the embeds.
    pub(crate) fn content(&self) -> &str {
        self.json["content"].as_str().unwrap()
    }

    /// The embeds.
    pub(crate) fn embeds(&self) -> &[Value] {
        self.json["embeds"].as_array().unwrap()
    }

    /// The only embed.
    pub(crate) fn embed(&self) -> &Value {
        assert_eq!(self.embeds().len(), 1, "one embed: {:#}", self.json);
        &self.embeds()[0]
    }

    /// The value of a field of the only embed.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.embed()["fields"].as_array()?.iter();
        fields.find(|field| field["name"] == name)?["value"].as_str()
    }

    /// Everything that can be read, line by line.
    pub(crate) fn text(&self) -> String {
        let mut lines = vec![self.content()];
        for embed in self.embeds() {
            lines.extend([&embed["author"]["name"], &embed["title"], &embed["description"]].map(text));
            for field in embed["fields"].as_array().into_iter().flatten() {
                lines.extend([text(&field["name"]), text(&field["value"])]);
            }
            lines.push(text(&embed["footer"]["text"]));
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// The buttons and menus.
    pub(crate) fn components(&self) -> Vec<&Value> {
        let rows = self.json["components"].as_array().into_iter().flatten();
        rows.filter_map(|row| row["components"].as_array()).flatten().collect()
    }

    /// The custom ids of all buttons and menus.
    pub(crate) fn custom_ids(&self) -> Vec<&str> {
        self.components().iter().filter_map(|component| component["custom_id"].as_str()).collect()
    }

    /// The custom id of the button with a label.
    pub(crate) fn button(&self, label: &str) -> &str {
        let components = self.components();
        let button = components.iter().find(|component| component["label"] == label);
        let button = button.unwrap_or_else(|| panic!("no button \"{label}\": {:#}", self.json["components"]));
        button["custom_id"].as_str().expect("a button that is no link")
    }

    /// The first menu.
    pub(crate) fn menu(&self) -> Option<&Value> {
        self.components().into_iter().find(|component| component["type"] == 3)
    }

    /// The names of the attached files.
    pub(crate) fn file_names(&self) -> Vec<&str> {
        let files = self.json["attachments"].as_array().into_iter().flatten();
        files.filter_map(|file| file["filename"].as_str()).collect()
    }

    /// The id of the message that it answers.
    pub(crate) fn answers(&self) -> Option<Snowflake> {
        self.json["message_reference"]["message_id"].as_str()?.parse().ok()
    }

    /// Whether only one person sees it.
    pub(crate) fn is_ephemeral(&self) -> bool {
        self.json["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
