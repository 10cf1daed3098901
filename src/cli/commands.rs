//! `iem-bot commands`: shows the slash commands, or registers them.

use super::failure::Failure;
use super::options::{Commands, Options};
use super::terminal::Terminal;
use super::{logging, secrets, start};
use crate::discord::commands::{ALL, Command, Place, Value};
use crate::discord::registration::{self, Done};
use std::time::Duration;
use tokio::time::Instant;

/// How long Discord may take.
const REGISTERING: Duration = Duration::from_secs(10);

pub(super) fn run(options: &Options, commands: &Commands, terminal: &mut Terminal) -> Result<(), Failure> {
    if commands.register {
        return register(options, commands, terminal);
    }
    if commands.json {
        let json = registration::json().map_err(|error| start::refused(&error))?;
        terminal.line(&format!("{json:#}"))?;
        return Ok(());
    }
    let lines: Vec<String> = ALL.into_iter().map(line).collect();
    terminal.markdown(&lines.join("\n"))?;
    Ok(())
}

fn line(command: &Command) -> String {
    match command.place {
        Place::Slash => {
            let options = command.options.iter().map(|option| shown(option.name, option.value));
            let words: Vec<String> = std::iter::once(format!("**/{}**", command.name)).chain(options).collect();
            format!("- {}: {}", words.join(" "), command.description)
        }
        Place::MessageMenu => format!("- **{}**: in the menu of a message, under Apps", command.name),
    }
}

fn shown(name: &str, value: Value) -> String {
    match value {
        Value::Text { .. } => name.to_uppercase(),
        Value::Flag => format!("[{name}]"),
    }
}

fn register(options: &Options, commands: &Commands, terminal: &mut Terminal) -> Result<(), Failure> {
    let settings = start::settings(options)?;
    logging::start(options, &settings);
    let rest = start::rest(&secrets::token()?, &settings)?;
    let servers = commands.guild.map_or(settings.discord.guild_ids, |server| vec![server.get()]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        let deadline = Instant::now() + REGISTERING;
        let application = rest.application_id(deadline).await?;
        registration::bring_up_to_date(&rest, application, &servers, deadline).await
    });
    for (server, done) in done.map_err(|error| start::refused(&error))? {
        let place = server.map_or_else(|| "everywhere".to_owned(), |server| format!("in server {server}"));
        terminal.line(&match done {
            Done::Registered => format!("Registered {} commands {place}.", ALL.len()),
            Done::UpToDate => format!("The {} commands {place} are up to date.", ALL.len()),
        })?;
    }
    Ok(())
}
