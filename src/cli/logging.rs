//! Log lines on stderr.

use super::options::Options;
use crate::settings::{LogFormat, Settings};
use tracing_subscriber::EnvFilter;

/// Starts logging: `RUST_LOG` beats -v and -q, which beat the configuration.
pub(super) fn start(options: &Options, settings: &Settings) {
    let steps = i16::from(options.verbose) - i16::from(options.quiet);
    let level = settings.log_level.shifted(steps).name();
    let usual = format!("{level},tantivy=warn");
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let format = options.log_format.map_or(settings.log_format, LogFormat::from);
    let colour = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(colour);
    // Only fails when logging was started already, as in tests.
    let _started = match format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
}
