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

/// Every setting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The folder with the knowledge, if the file names one.
    pub knowledge_dir: Option<PathBuf>,
    /// Where the index is kept; in memory if nowhere.
    pub index_dir: Option<PathBuf>,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Which log lines are written.
    pub log_level: LogLevel,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogLevel {
    /// What failed.
    Error,
    /// What is odd.
    #[default]
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
        knowledge.finish();
    }
    if let Some(mut index) = fields.table("index", "[index] section") {
        settings.index_dir = path(index.text_or_empty("dir", LONGEST_VALUE));
        index.finish();
    }
    if let Some(mut log) = fields.table("log", "[log] section") {
        let formats = [("text", LogFormat::Text), ("json", LogFormat::Json)];
        settings.log_format = log.optional_choice("format", &formats).unwrap_or_default();
        settings.log_level = log.optional_choice("level", &LogLevel::ALL).unwrap_or_default();
        log.finish();
    }
    fields.finish();
    settings
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
