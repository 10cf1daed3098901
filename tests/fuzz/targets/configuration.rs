//! Any text as a configuration: every problem can be shown, and what is valid
//! can be started with.

use super::diagnostics::assert_shown;
use iem_bot::discord::throttle::Throttle;
use iem_bot::document::diagnostic::Diagnostic;
use iem_bot::document::source_file::SourceFile;
use iem_bot::settings;
use std::sync::Arc;

/// Runs the target.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let name = "config/iem-bot.toml".to_owned();
    let (settings, problems) =
        settings::read(&Arc::new(SourceFile { path: name.clone(), name, text: text.to_owned() }));
    problems.iter().for_each(assert_shown);
    if !problems.iter().any(Diagnostic::is_error) {
        let throttle = Throttle::new(&settings.limits);
        assert!(throttle.take(1, Some(2)).is_ok(), "the first question of all is refused: {:?}", settings.limits);
        assert!(settings.discord.owners.iter().all(|id| *id > 0));
    }
}
