//! What every subcommand needs: settings, logging, the library.

use super::failure::Failure;
use super::options::Options;
use super::secrets;
use crate::discord::rest::{Rest, RestError};
use crate::document::diagnostic::Diagnostic;
use crate::document::source_file::SourceFile;
use crate::settings::{self, Settings};
use crate::snapshot::{Live, Origin, ReindexError};
use secrecy::SecretString;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the configuration is looked for, if nothing says otherwise.
const USUAL_CONFIG: &str = "config/iem-bot.toml";
/// Where the knowledge is looked for, if nothing says otherwise.
const USUAL_KNOWLEDGE: &str = "knowledge";

/// Discord refuses a call that the program cannot do without.
pub(super) fn refused(error: &RestError) -> Failure {
    let help = match error {
        RestError::Unauthorised => {
            "copy DISCORD_TOKEN anew from the Bot page of your application; it changes when it is reset"
        }
        RestError::Refused { .. } => {
            "check that the application is in the server, with the scope applications.commands"
        }
        _ => "check the network and DISCORD_API_URL, and try again",
    };
    Failure::problem(error.to_string(), help)
}

/// The way to Discord, or to the host that speaks for it.
pub(super) fn rest(token: &SecretString, settings: &Settings) -> Result<Rest, Failure> {
    let address = secrets::api_url(settings);
    let is_address = |url: &String| {
        let url = reqwest::Url::parse(url);
        url.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
    };
    if let Some(address) = address.as_ref().filter(|address| !is_address(address)) {
        let help = "write it like http://127.0.0.1:8080, or leave it empty for Discord itself";
        return Err(Failure::problem(format!("DISCORD_API_URL or `discord.api_url` is no address: `{address}`"), help));
    }
    Rest::new(token, address.as_deref())
        .map_err(|error| Failure::problem(error.to_string(), "check the system's TLS and network settings"))
}

/// Reads the configuration, starts logging and loads the knowledge.
pub(super) fn live(options: &Options) -> Result<Live, Failure> {
    let settings = settings(options)?;
    super::logging::start(options, &settings);
    open(options, &settings)
}

/// Loads the knowledge.
pub(super) fn open(options: &Options, settings: &Settings) -> Result<Live, Failure> {
    let origin = origin(options, settings);
    Live::open(origin, settings.index_dir.clone()).map_err(|error| match error {
        ReindexError::Invalid(problems) => {
            tell(&problems);
            Failure::Told
        }
        other => Failure::problem(other.to_string(), "please report this, with the knowledge that it is about"),
    })
}

/// Reads the configuration; a problem in it ends the program.
pub(super) fn settings(options: &Options) -> Result<Settings, Failure> {
    let (settings, problems) = read_settings(options)?;
    if problems.iter().any(Diagnostic::is_error) {
        tell(&problems);
        return Err(Failure::Told);
    }
    Ok(settings)
}

/// Reads the configuration, with what is wrong with it.
pub(super) fn read_settings(options: &Options) -> Result<(Settings, Vec<Diagnostic>), Failure> {
    let usual = Path::new(USUAL_CONFIG);
    let path = match &options.config {
        Some(path) => path,
        None if usual.is_file() => usual,
        None => return Ok((Settings::default(), Vec::new())),
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read the configuration `{}`: {error}", path.display());
        Failure::problem(message, "name a file that is there with --config or IEM_BOT_CONFIG, or leave both out")
    })?;
    let shown = path.display().to_string();
    Ok(settings::read(&Arc::new(SourceFile { path: shown.clone(), name: shown, text })))
}

/// A flag beats the file; `./knowledge` beats the built-in copy.
pub(super) fn origin(options: &Options, settings: &Settings) -> Origin {
    let named = options.knowledge.clone().or_else(|| settings.knowledge_dir.clone());
    let usual = || Some(PathBuf::from(USUAL_KNOWLEDGE)).filter(|path| path.is_dir());
    named.or_else(usual).map_or(Origin::BuiltIn, Origin::Folder)
}

/// Prints problems on stderr, with their places, and how many there are.
pub(super) fn tell(problems: &[Diagnostic]) {
    let colour = std::io::stderr().is_terminal();
    let mut stderr = anstream::stderr();
    for problem in problems {
        let _closed = writeln!(stderr, "{}\n", problem.render(colour));
    }
    let _closed = writeln!(stderr, "{}", counted(problems));
}

/// "2 errors, 1 warning".
pub(super) fn counted(problems: &[Diagnostic]) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = problems.len() - errors;
    let plural = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
}
