//! Configuration: `config/iem-bot.toml`, read once and strictly.

use crate::document::diagnostic::{self, Diagnostic};
use crate::document::fields::{Fields, Problems, parse_table};
use crate::document::source_file::{Located, SourceFile};
use std::path::PathBuf;
use std::sync::Arc;

/// The shipped configuration file, which holds every key with its default.
pub const SHIPPED: &str = include_str!("../config/iem-bot.toml");

/// Longest path or word in the file, in characters.
const LONGEST_VALUE: usize = 4_096;

/// How many questions a limit may allow.
const ALLOWANCE: std::ops::Range<i64> = 1..1_000_001;

/// Every setting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The folder with the knowledge, if the file names one.
    pub knowledge_dir: Option<PathBuf>,
    /// Where the index is kept; in memory if nowhere.
    pub index_dir: Option<PathBuf>,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Which log lines are written; if unset, what suits the subcommand.
    pub log_level: Option<LogLevel>,
    /// Whether questions may be logged.
    pub log_questions: bool,
    /// Whether edits of the knowledge are taken in by themselves.
    pub watch: bool,
    /// How the bot shows itself on Discord.
    pub discord: DiscordSettings,
    /// How much one person or server may ask.
    pub limits: LimitSettings,
    /// Where the HTTP endpoint listens.
    pub http: HttpSettings,
}

/// How the bot shows itself on Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscordSettings {
    /// Another host for every call, such as a rate-limiting proxy.
    pub api_url: Option<String>,
    /// Whether the commands are brought up to date at start.
    pub register: bool,
    /// The servers to register them in; everywhere if none.
    pub guild_ids: Vec<u64>,
    /// Roles that may reindex.
    pub moderator_roles: Vec<u64>,
    /// Users that may reindex in servers.
    pub moderator_users: Vec<u64>,
    /// Users that may reindex anywhere.
    pub owners: Vec<u64>,
}

impl Default for DiscordSettings {
    fn default() -> Self {
        Self {
            api_url: None,
            register: true,
            guild_ids: Vec::new(),
            moderator_roles: Vec::new(),
            moderator_users: Vec::new(),
            owners: Vec::new(),
        }
    }
}

/// How much one person or server may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitSettings {
    /// A person's questions in one go.
    pub user_burst: u32,
    /// A person's questions a minute, over time.
    pub user_per_minute: u32,
    /// A server's questions in one go.
    pub server_burst: u32,
    /// A server's questions a minute, over time.
    pub server_per_minute: u32,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self { user_burst: 240, user_per_minute: 120, server_burst: 1_200, server_per_minute: 1_200 }
    }
}

/// Where the HTTP endpoint listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpSettings {
    /// For Discord's interactions.
    pub listen: String,
    /// For health and metrics; on the same address if empty.
    pub metrics_listen: Option<String>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8080".to_owned(), metrics_listen: None }
    }
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Which log lines are written: this level and graver ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLevel {
    /// What failed.
    Error,
    /// What is odd.
    Warn,
    /// What happens.
    Info,
    /// Why it happens.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    const ALL: [(&'static str, LogLevel); 5] = [
        ("error", LogLevel::Error),
        ("warn", LogLevel::Warn),
        ("info", LogLevel::Info),
        ("debug", LogLevel::Debug),
        ("trace", LogLevel::Trace),
    ];

    /// The name, as filters have it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, level)| *level == self).map_or("warn", |(name, _)| name)
    }

    /// The level this many steps more or less talkative.
    #[must_use]
    pub fn shifted(self, steps: i16) -> Self {
        let last = Self::ALL.len() - 1;
        let at = Self::ALL.iter().position(|(_, level)| *level == self).unwrap_or(1);
        let moved = at.saturating_add_signed(isize::from(steps)).min(last);
        Self::ALL.get(moved).map_or(self, |(_, level)| *level)
    }
}

/// Reads a configuration file; with an error among the diagnostics it must not
/// be used.
pub fn read(file: &Arc<SourceFile>) -> (Settings, Vec<Diagnostic>) {
    let problems = Problems::default();
    let settings = read_table(file, &problems);
    let mut diagnostics = problems.into_inner();
    diagnostic::sort(&mut diagnostics);
    (settings, diagnostics)
}

fn read_table(file: &Arc<SourceFile>, problems: &Problems) -> Settings {
    let table = parse_table(file, &file.text, 0, problems);
    let mut fields = Fields::new(file, problems, &table, 0, "configuration");
    let mut settings = Settings::default();
    if let Some(mut knowledge) = fields.table("knowledge", "[knowledge] section") {
        settings.knowledge_dir = path(knowledge.text_or_empty("dir", LONGEST_VALUE));
        settings.watch = knowledge.flag("watch");
        knowledge.finish();
    }
    if let Some(mut index) = fields.table("index", "[index] section") {
        settings.index_dir = path(index.text_or_empty("dir", LONGEST_VALUE));
        index.finish();
    }
    if let Some(mut log) = fields.table("log", "[log] section") {
        let formats = [("text", LogFormat::Text), ("json", LogFormat::Json)];
        settings.log_format = log.optional_choice("format", &formats).unwrap_or_default();
        let levels = LogLevel::ALL.map(|(name, level)| (name, Some(level)));
        settings.log_level = log.optional_choice("level", &[&levels[..], &[("auto", None)]].concat()).flatten();
        settings.log_questions = log.flag("questions");
        log.finish();
    }
    if let Some(section) = fields.table("discord", "[discord] section") {
        settings.discord = read_discord(section);
    }
    if let Some(section) = fields.table("limits", "[limits] section") {
        settings.limits = read_limits(section);
    }
    if let Some(mut section) = fields.table("http", "[http] section") {
        let listen = section.text_or_empty("listen", LONGEST_VALUE);
        settings.http.listen = listen.map_or(settings.http.listen, |text| text.value);
        settings.http.metrics_listen = section.text_or_empty("metrics_listen", LONGEST_VALUE).map(|text| text.value);
        section.finish();
    }
    fields.finish();
    settings
}

fn read_discord(mut section: Fields<'_>) -> DiscordSettings {
    let discord = DiscordSettings {
        api_url: section.text_or_empty("api_url", LONGEST_VALUE).map(|text| text.value),
        register: section.optional_flag("register").unwrap_or(true),
        guild_ids: section.snowflakes("guild_ids"),
        moderator_roles: section.snowflakes("moderator_roles"),
        moderator_users: section.snowflakes("moderator_users"),
        owners: section.snowflakes("owners"),
    };
    section.finish();
    discord
}

fn read_limits(mut section: Fields<'_>) -> LimitSettings {
    let usual = LimitSettings::default();
    let mut limit = |key, usual| section.integer(key, ALLOWANCE).unwrap_or(usual);
    let limits = LimitSettings {
        user_burst: limit("user_burst", usual.user_burst),
        user_per_minute: limit("user_per_minute", usual.user_per_minute),
        server_burst: limit("server_burst", usual.server_burst),
        server_per_minute: limit("server_per_minute", usual.server_per_minute),
    };
    section.finish();
    limits
}

fn path(text: Option<Located<String>>) -> Option<PathBuf> {
    text.map(|text| PathBuf::from(text.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Settings, Vec<String>) {
        let file = SourceFile { path: "config.toml".into(), name: "config.toml".into(), text: text.into() };
        let (settings, diagnostics) = read(&Arc::new(file));
        let lines = diagnostics.iter().map(|diagnostic| format!("{} ({})", diagnostic.one_line(), diagnostic.help));
        (settings, lines.collect())
    }

    #[test]
    fn the_shipped_file_holds_the_defaults() {
        assert_eq!(read_text(SHIPPED), (Settings::default(), Vec::new()));
        assert_eq!(read_text(""), (Settings::default(), Vec::new()));
    }

    #[test]
    fn unknown_keys_name_the_nearest() {
        let (_, problems) = read_text("[log]\nformt = \"json\"\n");
        assert_eq!(
            problems,
            ["config.toml:2:1: error[K004]: a [log] section has no key `formt` (did you mean `format`?)"]
        );
    }

    #[test]
    fn levels_shift_and_stop_at_the_ends() {
        assert_eq!(LogLevel::Warn.shifted(1), LogLevel::Info);
        assert_eq!(LogLevel::Warn.shifted(9), LogLevel::Trace);
        assert_eq!(LogLevel::Warn.shifted(-9), LogLevel::Error);
    }
}
