//! What is shown: a message with an embed and components, free of any
//! library's types. Texts are cut to Discord's limits when a message is
//! finished, so that no command has to think of them.

use super::action::Action;
use super::limits::{self, fit, fit_markdown, length};

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// The coloured box.
    pub embed: Embed,
    /// Buttons and menus, top to bottom.
    pub rows: Vec<Row>,
    /// Whether only the person who asked sees it.
    pub private: bool,
    /// A text file sent along: its name, and what it says.
    pub file: Option<File>,
}

/// A text file beside a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub text: String,
}

/// The coloured box of a message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Embed {
    /// The bar at its side, as 0xRRGGBB.
    pub colour: u32,
    /// The small line on top: an icon and what kind of thing this is.
    pub author: String,
    /// The heading.
    pub title: String,
    /// Where the heading leads.
    pub url: Option<String>,
    /// Markdown.
    pub description: String,
    /// Facts.
    pub fields: Vec<Field>,
    /// The small line below.
    pub footer: String,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What it is about.
    pub name: String,
    /// Markdown.
    pub value: String,
    /// Whether others may stand beside it.
    pub inline: bool,
}

/// One row of components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Up to five buttons.
    Buttons(Vec<Button>),
    /// A menu to pick one thing from.
    Menu(Menu),
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it does.
    pub action: Action,
    /// What it says.
    pub label: String,
    /// The picture before the label.
    pub emoji: Option<&'static str>,
    /// How much it catches the eye.
    pub style: Style,
    /// Whether it can be pressed.
    pub enabled: bool,
}

impl Button {
    /// A quiet button.
    pub fn new(action: Action, label: impl Into<String>) -> Self {
        Self { action, label: label.into(), emoji: None, style: Style::Quiet, enabled: true }
    }

    /// With a picture.
    #[must_use]
    pub fn with_emoji(mut self, emoji: &'static str) -> Self {
        self.emoji = Some(emoji);
        self
    }

    /// One that catches the eye.
    #[must_use]
    pub fn loud(mut self) -> Self {
        self.style = Style::Loud;
        self
    }
}

/// How much a button catches the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Grey.
    Quiet,
    /// Blue.
    Loud,
}

/// A menu to pick one thing from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// What picking does.
    pub action: Action,
    /// What stands there before anything is picked.
    pub placeholder: String,
    /// What can be picked.
    pub options: Vec<MenuOption>,
}

/// One line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuOption {
    /// What it says.
    pub label: String,
    /// What it means; an entry's id.
    pub value: String,
    /// The smaller line below the label.
    pub description: String,
    /// The picture before the label.
    pub emoji: &'static str,
}

/// One choice of an autocompletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What is sent when it is picked.
    pub value: String,
}

impl Message {
    /// A message for one person, who can dismiss it without our help.
    #[must_use]
    pub fn in_private(mut self) -> Self {
        self.private = true;
        for row in &mut self.rows {
            if let Row::Buttons(buttons) = row {
                buttons.retain(|button| !matches!(button.action, Action::Remove { .. }));
            }
        }
        self
    }

    /// The message with every text, list and total within Discord's limits.
    #[must_use]
    pub fn within_limits(mut self) -> Self {
        self.embed = self.embed.within_limits();
        self.rows.retain_mut(Row::keep_within_limits);
        self.rows.truncate(limits::ROWS);
        self
    }
}

impl Embed {
    fn within_limits(mut self) -> Self {
        self.author = fit(&self.author, limits::AUTHOR);
        self.title = fit(&self.title, limits::TITLE);
        self.footer = fit(&self.footer, limits::FOOTER);
        self.description = fit_markdown(&self.description, limits::DESCRIPTION);
        self.fields.truncate(limits::FIELDS);
        let outside = [&self.author, &self.title, &self.footer, &self.description];
        let mut room = limits::EMBED_TOTAL.saturating_sub(outside.into_iter().map(|text| length(text)).sum());
        self.fields.retain_mut(|field| {
            field.name = fit(&field.name, limits::FIELD_NAME);
            let left = room.saturating_sub(length(&field.name));
            // A value of a few letters tells nothing.
            if field.name.is_empty() || field.value.trim().is_empty() || left < SHORTEST_VALUE {
                return false;
            }
            field.value = fit_markdown(&field.value, limits::FIELD_VALUE.min(left));
            room = left.saturating_sub(length(&field.value));
            true
        });
        self
    }
}

/// The least room worth starting a field's value in.
const SHORTEST_VALUE: usize = 24;

impl Row {
    /// Cuts what is too long; false if nothing is left.
    fn keep_within_limits(&mut self) -> bool {
        match self {
            Row::Buttons(buttons) => {
                buttons.truncate(limits::BUTTONS);
                for button in buttons.iter_mut() {
                    button.label = fit(&button.label, limits::BUTTON_LABEL);
                }
                !buttons.is_empty()
            }
            Row::Menu(menu) => {
                menu.placeholder = fit(&menu.placeholder, limits::PLACEHOLDER);
                menu.options.truncate(limits::CHOICES);
                for option in &mut menu.options {
                    option.label = fit(&option.label, limits::CHOICE_TEXT);
                    option.description = fit(&option.description, limits::CHOICE_TEXT);
                }
                !menu.options.is_empty()
            }
        }
    }
}
