//! The register of commands, over REST.

use super::Incoming;
use super::outcome::{Outcome, Refusal, Success, accept};
use super::route::Route;
use crate::support::commands::shown;
use crate::support::limits::command::{check_command, check_commands};
use crate::support::limits::problems::Problems;
use crate::support::openapi;
use crate::support::people::BOT;
use crate::support::places::SERVER;
use crate::support::snowflake::Snowflake;
use crate::support::state::Shared;
use serde_json::{Value, json};

/// Reads or changes the register.
pub(super) fn perform(shared: &Shared, route: &Route, incoming: &Incoming) -> Outcome {
    match route {
        Route::Commands { application, server } => {
            check_place(*application, *server)?;
            list(shared, *server, incoming)
        }
        Route::Command { application, server, id } => {
            check_place(*application, *server)?;
            one(shared, *server, *id, incoming)
        }
        _ => Err(Refusal::new(404, 0, "404: Not Found")),
    }
}

fn check_place(application: Snowflake, server: Option<Snowflake>) -> Result<(), Refusal> {
    if application != BOT.id {
        return Err(Refusal::new(403, 20_012, "You are not authorized to perform this action on this application"));
    }
    if server.is_some_and(|server| server != SERVER) {
        return Err(Refusal::new(403, 50_001, "Missing Access"));
    }
    Ok(())
}

fn list(shared: &Shared, server: Option<Snowflake>, incoming: &Incoming) -> Outcome {
    let body = &incoming.body.json;
    let described = |state: &crate::support::state::State, with_localisations| -> Value {
        state.commands.list(server).iter().map(|command| shown(command, with_localisations)).collect()
    };
    match incoming.method.as_str() {
        "GET" => {
            let with_localisations = match incoming.query.as_str() {
                "with_localizations=true" => true,
                "" | "with_localizations=false" => false,
                query => return Err(Refusal::new(400, 50_035, format!("Invalid Form Body: query {query}"))),
            };
            Ok(Success::Json(200, described(&shared.lock(), with_localisations)))
        }
        "PUT" => {
            check(incoming, check_commands)?;
            shared.change(|state| {
                state.commands.overwrite(server, body.as_array().unwrap());
                Ok(Success::Json(200, described(state, true)))
            })
        }
        _ => {
            check(incoming, check_command)?;
            shared.change(|state| {
                let known = state.commands.list(server).len();
                let command = state.commands.insert(server, body);
                let status = if state.commands.list(server).len() > known { 201 } else { 200 };
                Ok(Success::Json(status, command))
            })
        }
    }
}

fn one(shared: &Shared, server: Option<Snowflake>, id: Snowflake, incoming: &Incoming) -> Outcome {
    let known = shared.lock().commands.by_id(server, id).cloned().ok_or_else(Refusal::unknown_command)?;
    match incoming.method.as_str() {
        "GET" => Ok(Success::Json(200, known)),
        "DELETE" => {
            shared.change(|state| state.commands.delete(server, id));
            Ok(Success::Nothing)
        }
        _ => {
            let mut merged = editable(&known);
            for (key, value) in incoming.body.json.as_object().into_iter().flatten() {
                merged[key] = value.clone();
            }
            let mut problems = Problems::default();
            check_command(&merged, &mut problems);
            accept(problems.into_vec())?;
            accept(openapi::check_request("PATCH", &incoming.path, &incoming.body.json))?;
            shared.change(|state| {
                if merged["name"] != known["name"] {
                    state.commands.delete(server, id);
                }
                Ok(Success::Json(200, state.commands.insert(server, &merged)))
            })
        }
    }
}

/// A registered command without what Discord added.
fn editable(command: &Value) -> Value {
    let mut command = command.clone();
    let object = command.as_object_mut().unwrap();
    for key in ["id", "application_id", "version", "guild_id", "dm_permission"] {
        object.remove(key);
    }
    json!(object)
}

fn check(incoming: &Incoming, limits: fn(&Value, &mut Problems)) -> Result<(), Refusal> {
    let body = &incoming.body.json;
    let mut problems = Problems::default();
    limits(body, &mut problems);
    let mut found = problems.into_vec();
    found.extend(openapi::check_request(incoming.method.as_str(), &incoming.path, body));
    accept(found)
}
