//! The routes of Discord's API that a bot like ours needs. Any other is a violation.

use crate::support::snowflake::Snowflake;
use axum::http::Method;

/// Which message of a webhook is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The answer itself.
    Original,
    /// A message by its id.
    Id(Snowflake),
}

/// A place in the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Gateway,
    GatewayBot,
    CurrentApplication,
    CurrentUser,
    Commands { application: Snowflake, server: Option<Snowflake> },
    Command { application: Snowflake, server: Option<Snowflake>, id: Snowflake },
    Callback { id: Snowflake, token: String },
    Webhook { application: Snowflake, token: String },
    WebhookMessage { application: Snowflake, token: String, message: Named },
    Messages { channel: Snowflake },
    Message { channel: Snowflake, id: Snowflake },
    Typing { channel: Snowflake },
}

/// A kind of route, to plan failures and limits by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RouteKind {
    /// All of them.
    Any,
    /// Where the gateway is.
    Gateway,
    /// Who the bot is.
    Identity,
    /// The register of commands.
    Commands,
    /// The answer to an interaction.
    Callback,
    /// A further message after the answer.
    FollowUp,
    /// A message of an interaction: read, edited or deleted.
    Answer,
    /// A message to a channel.
    Send,
    /// A message of a channel: read, edited or deleted.
    Message,
    /// The sign that the bot is writing.
    Typing,
}

/// Why there is no such route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoRoute {
    /// The path is unknown.
    Path,
    /// The path does not know the method.
    Method,
}

impl Route {
    /// The route of a path below `/api/v10`.
    pub(crate) fn find(method: &Method, path: &str) -> Result<Self, NoRoute> {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let route = Self::of_segments(&segments).ok_or(NoRoute::Path)?;
        if route.methods().contains(&method.as_str()) { Ok(route) } else { Err(NoRoute::Method) }
    }

    fn of_segments(segments: &[&str]) -> Option<Self> {
        let text = |token: &str| (!token.is_empty()).then(|| token.to_owned());
        Some(match segments {
            ["gateway"] => Self::Gateway,
            ["gateway", "bot"] => Self::GatewayBot,
            ["applications", "@me"] | ["oauth2", "applications", "@me"] => Self::CurrentApplication,
            ["users", "@me"] => Self::CurrentUser,
            ["applications", app, "commands"] => Self::Commands { application: id(app)?, server: None },
            ["applications", app, "commands", command] => {
                Self::Command { application: id(app)?, server: None, id: id(command)? }
            }
            ["applications", app, "guilds", server, "commands"] => {
                Self::Commands { application: id(app)?, server: Some(id(server)?) }
            }
            ["applications", app, "guilds", server, "commands", command] => {
                Self::Command { application: id(app)?, server: Some(id(server)?), id: id(command)? }
            }
            ["interactions", interaction, token, "callback"] => {
                Self::Callback { id: id(interaction)?, token: text(token)? }
            }
            ["webhooks", app, token] => Self::Webhook { application: id(app)?, token: text(token)? },
            ["webhooks", app, token, "messages", message] => {
                let message = if *message == "@original" { Named::Original } else { Named::Id(id(message)?) };
                Self::WebhookMessage { application: id(app)?, token: text(token)?, message }
            }
            ["channels", channel, "messages"] => Self::Messages { channel: id(channel)? },
            ["channels", channel, "messages", message] => Self::Message { channel: id(channel)?, id: id(message)? },
            ["channels", channel, "typing"] => Self::Typing { channel: id(channel)? },
            _ => return None,
        })
    }

    fn methods(&self) -> &'static [&'static str] {
        match self {
            Self::Gateway | Self::GatewayBot | Self::CurrentApplication | Self::CurrentUser => &["GET"],
            Self::Commands { .. } => &["GET", "PUT", "POST"],
            Self::Command { .. } | Self::WebhookMessage { .. } | Self::Message { .. } => &["GET", "PATCH", "DELETE"],
            Self::Callback { .. } | Self::Webhook { .. } | Self::Messages { .. } | Self::Typing { .. } => &["POST"],
        }
    }

    /// The kind of the route.
    pub(crate) fn kind(&self) -> RouteKind {
        match self {
            Self::Gateway | Self::GatewayBot => RouteKind::Gateway,
            Self::CurrentApplication | Self::CurrentUser => RouteKind::Identity,
            Self::Commands { .. } | Self::Command { .. } => RouteKind::Commands,
            Self::Callback { .. } => RouteKind::Callback,
            Self::Webhook { .. } => RouteKind::FollowUp,
            Self::WebhookMessage { .. } => RouteKind::Answer,
            Self::Messages { .. } => RouteKind::Send,
            Self::Message { .. } => RouteKind::Message,
            Self::Typing { .. } => RouteKind::Typing,
        }
    }

    /// Whether the bot must say who it is. Interactions are known by their token.
    pub(crate) fn needs_authorisation(&self) -> bool {
        let is_open = matches!(self, Self::Gateway | Self::Callback { .. });
        !is_open && !matches!(self, Self::Webhook { .. } | Self::WebhookMessage { .. })
    }

    /// The bucket that counts the route's requests: by kind, method and channel or token.
    pub(crate) fn bucket(&self, method: &Method) -> String {
        let major = match self {
            Self::Callback { token, .. } | Self::Webhook { token, .. } | Self::WebhookMessage { token, .. } => {
                token.clone()
            }
            Self::Messages { channel } | Self::Message { channel, .. } | Self::Typing { channel } => {
                channel.to_string()
            }
            _ => String::new(),
        };
        format!("{method}:{:?}:{major}", self.kind())
    }
}

impl RouteKind {
    /// Whether the bot's global limit does not count here.
    pub(crate) fn is_outside_global_limit(self) -> bool {
        matches!(self, Self::Callback | Self::FollowUp | Self::Answer)
    }
}

fn id(segment: &str) -> Option<Snowflake> {
    let id: Snowflake = segment.parse().ok()?;
    (id.to_string() == segment).then_some(id)
}
