//! What was measured, as rows of a table.

use crate::round::Measured;
use hdrhistogram::Histogram;
use std::collections::BTreeMap;
use std::time::Duration;

/// The table's first two lines.
pub(crate) const HEADING: &str = "\
| target | connections | answers | errors | answers/s | p50 | p90 | p99 | p99.9 | max |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|";

/// Several rounds against one target.
pub(crate) struct Report {
    latencies_us: Histogram<u64>,
    took: Duration,
    errors: BTreeMap<String, u64>,
}

impl Report {
    /// Nothing yet.
    pub(crate) fn new() -> anyhow::Result<Self> {
        Ok(Self { latencies_us: Histogram::new(3)?, took: Duration::ZERO, errors: BTreeMap::new() })
    }

    /// Adds a round.
    pub(crate) fn add(&mut self, measured: &Measured) -> anyhow::Result<()> {
        self.latencies_us.add(&measured.latencies_us)?;
        self.took += measured.took;
        for (error, count) in &measured.errors {
            *self.errors.entry(error.clone()).or_default() += count;
        }
        Ok(())
    }

    /// Answers a second.
    #[expect(clippy::cast_precision_loss, reason = "nobody waits for 2^52 answers")]
    pub(crate) fn rate(&self) -> f64 {
        self.latencies_us.len() as f64 / self.took.as_secs_f64()
    }

    /// A line of the table.
    pub(crate) fn row(&self, name: &str, connections: usize) -> String {
        let at = |quantile| milliseconds(self.latencies_us.value_at_quantile(quantile));
        let errors: u64 = self.errors.values().sum();
        format!(
            "| {name} | {connections} | {} | {errors} | {:.0} | {} | {} | {} | {} | {} |",
            self.latencies_us.len(),
            self.rate(),
            at(0.5),
            at(0.9),
            at(0.99),
            at(0.999),
            milliseconds(self.latencies_us.max()),
        )
    }

    /// What went wrong, and how often.
    pub(crate) fn complaints(&self) -> impl Iterator<Item = String> {
        self.errors.iter().map(|(error, count)| format!("{count} x {error}"))
    }
}

fn milliseconds(microseconds: u64) -> String {
    format!("{:.2} ms", Duration::from_micros(microseconds).as_secs_f64() * 1_000.0)
}
