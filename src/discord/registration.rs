//! Keeping the commands that Discord has up to date with ours.

use super::commands::{payload, same_as_registered};
use super::rest::{Rest, RestError};
use serde_json::Value as Json;
use std::time::Duration;
use tokio::time::Instant;

/// How long all of it may take at start.
const AT_START: Duration = Duration::from_secs(60);

/// Our commands as the JSON that registers them.
pub fn json() -> Result<Json, RestError> {
    let mut commands = serde_json::to_value(payload()).map_err(|error| RestError::Unwritable(error.to_string()))?;
    leave_out_empty(&mut commands);
    Ok(commands)
}

/// serenity writes every key that an option of any type may have.
fn leave_out_empty(value: &mut Json) {
    match value {
        Json::Object(keys) => {
            keys.retain(|_, value| {
                !matches!(value, Json::Null) && value.as_array().is_none_or(|items| !items.is_empty())
            });
            keys.values_mut().for_each(leave_out_empty);
        }
        Json::Array(items) => items.iter_mut().for_each(leave_out_empty),
        _ => {}
    }
}

/// What was done for a server, or for everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// They were registered.
    Registered,
    /// They were up to date.
    UpToDate,
}

/// Registers the commands in these servers, or everywhere if none is named,
/// wherever what is registered differs.
pub async fn bring_up_to_date(
    rest: &Rest,
    application: u64,
    servers: &[u64],
    deadline: Instant,
) -> Result<Vec<(Option<u64>, Done)>, RestError> {
    let everywhere = [None];
    let some: Vec<Option<u64>> = servers.iter().copied().map(Some).collect();
    let wanted = if some.is_empty() { &everywhere[..] } else { &some };
    let ours = json()?;
    let mut all = Vec::with_capacity(wanted.len());
    for server in wanted {
        let registered = rest.commands(application, *server, deadline).await?;
        let done = if same_as_registered(&ours, &registered) {
            Done::UpToDate
        } else {
            rest.set_commands(application, *server, &ours, deadline).await?;
            Done::Registered
        };
        tracing::info!(server, commands = ours.as_array().map_or(0, Vec::len), ?done, "commands checked");
        all.push((*server, done));
    }
    Ok(all)
}

/// What a bot does as it starts: brings the commands up to date in these
/// servers, if any are given. Only a refused token is an error; anything else
/// is logged, since the commands of the last time still work.
pub async fn at_start(rest: &Rest, servers: Option<&[u64]>) -> Result<(), RestError> {
    let deadline = Instant::now() + AT_START;
    let registered = async {
        let application = rest.application_id(deadline).await?;
        match servers {
            Some(servers) => bring_up_to_date(rest, application, servers, deadline).await.map(drop),
            None => Ok(()),
        }
    };
    match registered.await {
        Err(RestError::Unauthorised) => Err(RestError::Unauthorised),
        Err(error) => {
            tracing::error!(%error, "the commands could not be registered; `iem-bot commands --register` tries again");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}
