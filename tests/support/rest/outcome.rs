//! How a request ends: with something, with nothing, or refused in Discord's words.

use crate::support::limits::problems::{Problem, errors_object};
use serde_json::{Value, json};

/// What a request gets.
pub(crate) type Outcome = Result<Success, Refusal>;

/// A request that did what it asked for.
#[derive(Clone, Debug)]
pub(crate) enum Success {
    /// 200 or 201, with a body.
    Json(u16, Value),
    /// 204.
    Nothing,
}

/// A request that Discord refuses.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) message: String,
    pub(crate) problems: Vec<Problem>,
}

impl Refusal {
    /// A refusal with one of Discord's codes:
    /// <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>.
    pub(crate) fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), problems: Vec::new() }
    }

    pub(crate) fn unknown_interaction() -> Self {
        Self::new(404, 10_062, "Unknown interaction")
    }

    pub(crate) fn already_acknowledged() -> Self {
        Self::new(400, 40_060, "Interaction has already been acknowledged.")
    }

    pub(crate) fn unknown_webhook() -> Self {
        Self::new(404, 10_015, "Unknown Webhook")
    }

    pub(crate) fn invalid_webhook_token() -> Self {
        Self::new(401, 50_027, "Invalid Webhook Token")
    }

    pub(crate) fn unknown_message() -> Self {
        Self::new(404, 10_008, "Unknown Message")
    }

    pub(crate) fn empty_message() -> Self {
        Self::new(400, 50_006, "Cannot send an empty message")
    }

    pub(crate) fn unknown_command() -> Self {
        Self::new(404, 10_063, "Unknown application command")
    }

    /// The body of the answer.
    pub(crate) fn json(&self) -> Value {
        let mut body = json!({"code": self.code, "message": self.message});
        if !self.problems.is_empty() {
            body["errors"] = errors_object(&self.problems);
        }
        body
    }

    /// What is written down about it.
    pub(crate) fn text(&self) -> String {
        let problems: Vec<String> = self.problems.iter().map(Problem::to_string).collect();
        format!("{} {} {}", self.status, self.message, problems.join("; ")).trim_end().to_owned()
    }
}

/// Goes on where nothing is wrong.
pub(crate) fn accept(problems: Vec<Problem>) -> Result<(), Refusal> {
    if problems.is_empty() {
        return Ok(());
    }
    Err(Refusal { status: 400, code: 50_035, message: "Invalid Form Body".to_owned(), problems })
}
