//! Log lines on stderr.

use super::options::Options;
use crate::settings::{LogFormat, LogLevel, Settings};
use tracing::Metadata;
use tracing_subscriber::filter::{FilterExt, FilterFn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

/// Starts logging: `RUST_LOG` beats -v and -q, which beat the configuration,
/// which beats what suits the subcommand.
pub(super) fn start(options: &Options, settings: &Settings) {
    let steps = i16::from(options.verbose) - i16::from(options.quiet);
    let usual = if options.command.stays() { LogLevel::Info } else { LogLevel::Warn };
    let level = settings.log_level.unwrap_or(usual).shifted(steps).name();
    let usual = format!("{level},tantivy=warn");
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let format = options.log_format.map_or(settings.log_format, LogFormat::from);
    let colour = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false).with_ansi(colour);
    let lines = match format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    let lines = lines.with_filter(filter.and(FilterFn::new(tells_no_secret)));
    // Only fails when logging was started already, as in tests.
    let _started = tracing_subscriber::registry().with(lines).try_init();
}

/// The libraries that carry tokens log requests and payloads with them, some
/// as warnings. What of theirs concerns an operator we say ourselves.
const CARRIERS: [&str; 8] =
    ["serenity", "tungstenite", "tokio_tungstenite", "reqwest", "hyper", "hyper_util", "rustls", "h2"];

fn tells_no_secret(metadata: &Metadata<'_>) -> bool {
    let module = metadata.target().split("::").next().unwrap_or_default();
    !CARRIERS.contains(&module)
}
