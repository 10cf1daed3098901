//! What can be said on the command line.

use crate::discord::gateway::Shards;
use crate::settings::LogFormat;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use std::num::NonZeroU64;
use std::path::PathBuf;

/// Answers questions about in-ear monitors from a curated, sourced knowledge
/// base.
#[derive(Debug, Parser)]
#[command(name = "iem-bot", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Options {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Configuration file [default: config/iem-bot.toml, if there].
    #[arg(long, global = true, value_name = "FILE", env = "IEM_BOT_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,

    /// Folder with the knowledge [default: knowledge, if there; else the copy inside the program].
    #[arg(long, global = true, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,

    /// Log more; twice for still more.
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,

    /// Log less.
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "verbose")]
    pub quiet: u8,

    /// How log lines look.
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    pub log_format: Option<LogFormatName>,
}

const EXAMPLES: &str = "Examples:
  iem-bot ask what is the difference between IEMs and earbuds
  iem-bot ask \"mmcx vs 2 pin\" --explain
  echo \"who makes the andromeda?\" | iem-bot ask --stdin --json
  iem-bot chat
  iem-bot check --knowledge my-knowledge

Exit codes: 0 done, 1 a problem in your files or questions, 2 wrong usage.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer one question, or one a line from standard input.
    Ask(Ask),
    /// Talk to the bot: the same commands as on Discord, and free text.
    Chat,
    /// Connect to Discord's gateway and answer there.
    ///
    /// Needs the bot's token in `DISCORD_TOKEN`. Brings the slash commands up to date first. Ends
    /// within 5 s of SIGTERM or Ctrl-C.
    Run(Run),
    /// Answer Discord's interactions over HTTP.
    ///
    /// Needs `DISCORD_TOKEN` and `DISCORD_PUBLIC_KEY`. Answers POST
    /// /interactions, GET /healthz and GET /metrics; TLS is left to the proxy
    /// in front. Ends within 5 s of SIGTERM or Ctrl-C.
    Serve(Serve),
    /// Show the slash commands, or register them with Discord.
    Commands(Commands),
    /// Look for mistakes in the configuration and the knowledge.
    ///
    /// Lists every problem with file, line and column, and every phrasing that
    /// finds another entry than its own. Exits with 1 if there is a problem.
    Check,
    /// Score the answers to a file of questions.
    Eval(Eval),
    /// Write the built-in knowledge and configuration into a new folder, to edit.
    Init {
        /// The folder; it is made if it is not there.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Print every entry as one JSON object a line.
    Export,
}

impl Command {
    /// Whether it stays until it is stopped.
    pub(super) fn stays(&self) -> bool {
        matches!(self, Command::Run(_) | Command::Serve(_))
    }
}

/// Connect to the gateway.
#[derive(Debug, Args)]
pub struct Run {
    /// Run only some of the shards, such as 0..3/16, the last one included.
    #[arg(long, value_name = "A..B/TOTAL", value_parser = shards)]
    pub shards: Option<Shards>,

    /// What listens beside.
    #[command(flatten)]
    pub beside: Listen,
}

/// Answer over HTTP.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,

    /// What listens beside.
    #[command(flatten)]
    pub beside: Listen,
}

/// What listens beside.
#[derive(Debug, Args)]
pub struct Listen {
    /// Put /healthz and /metrics on an address of their own.
    #[arg(long, value_name = "ADDR")]
    pub metrics_listen: Option<String>,
}

/// Show or register the slash commands.
#[derive(Debug, Args)]
pub struct Commands {
    /// Print what Discord is sent, as JSON.
    #[arg(long)]
    pub json: bool,

    /// Register them with Discord, where they differ. Needs `DISCORD_TOKEN`.
    #[arg(long, conflicts_with = "json")]
    pub register: bool,

    /// Register them in this server only, where they show at once.
    #[arg(long, value_name = "ID", requires = "register")]
    pub guild: Option<NonZeroU64>,
}

/// Reads "0..3/16".
fn shards(text: &str) -> Result<Shards, String> {
    let parts = || {
        let (range, total) = text.split_once('/')?;
        let (first, last) = range.split_once("..")?;
        Some((first.parse().ok()?, last.parse().ok()?, total.parse().ok()?))
    };
    match parts() {
        Some((first, last, total)) if first <= last && last < total => Ok(Shards::Fixed { first, last, total }),
        Some(_) => Err("the first is at most the last, and the last is less than the total".to_owned()),
        None => Err("write it like 0..3/16".to_owned()),
    }
}

/// Answer questions.
#[derive(Debug, Args)]
pub struct Ask {
    /// The question; several words need no quotes.
    #[arg(required_unless_present = "stdin", conflicts_with = "stdin", value_name = "QUESTION")]
    pub question: Vec<String>,

    /// Read one question a line from standard input.
    #[arg(long)]
    pub stdin: bool,

    /// Print one JSON object a question.
    #[arg(long)]
    pub json: bool,

    /// Show how the answer was found.
    #[arg(long, conflicts_with = "json")]
    pub explain: bool,
}

/// Score answers.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that people give or leave out")]
pub struct Eval {
    /// JSON lines with `q`, `expect`, `must`, `must_not`, `tier`, `type`; or TOML tables of the same.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Also list the questions that were not answered rightly.
    #[arg(long)]
    pub failures: bool,

    /// Print the figures as JSON.
    #[arg(long)]
    pub json: bool,

    /// Fit the ranking model to the files and the phrasings, and print its weights.
    ///
    /// They belong into src/answer/weights.rs. Takes a minute.
    #[arg(long, conflicts_with_all = ["failures", "json", "floor"])]
    pub fit: bool,

    /// Print the figures that answering would have if it ended sooner: plain
    /// full-text search first, then with one part after another.
    ///
    /// The last line is of weights that have not seen the questions. Takes
    /// minutes.
    #[arg(long, conflicts_with_all = ["failures", "json", "floor", "fit"])]
    pub stages: bool,

    /// Exit with 1 if a figure is below the one recorded in this file.
    #[arg(long, value_name = "FILE")]
    pub floor: Option<PathBuf>,
}

/// How log lines look, on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormatName {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl From<LogFormatName> for LogFormat {
    fn from(name: LogFormatName) -> Self {
        match name {
            LogFormatName::Text => LogFormat::Text,
            LogFormatName::Json => LogFormat::Json,
        }
    }
}
