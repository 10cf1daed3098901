//! What a program takes at a moment, as a line of the table.

use super::traffic::Counts;
use crate::program::Program;
use std::fmt;
use std::fs;
use std::time::Duration;

/// The table's first two lines.
pub(super) const HEADING: &str = "\
| after | program | memory | threads | open files | answered | late or lost | slowest |
|---:|---|---:|---:|---:|---:|---:|---:|";

/// What a program takes at a moment.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) name: &'static str,
    after: Duration,
    pub(super) memory_kib: u32,
    pub(super) threads: u32,
    pub(super) files: usize,
    answered: usize,
    lost: usize,
    slowest: Duration,
}

impl Sample {
    /// Now.
    pub(super) fn of(name: &'static str, after: Duration, program: &Program, counts: &Counts) -> Self {
        let process = format!("/proc/{}", program.id());
        let status = fs::read_to_string(format!("{process}/status")).unwrap_or_default();
        let number = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key));
            line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
        };
        let files = fs::read_dir(format!("{process}/fd")).map_or(0, Iterator::count);
        let (answered, lost, slowest) = (counts.answered(), counts.lost(), counts.slowest());
        Self { name, after, memory_kib: number("VmRSS:"), threads: number("Threads:"), files, answered, lost, slowest }
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "| {} s | {} | {} MB | {} | {} | {} | {} | {} ms |",
            self.after.as_secs(),
            self.name,
            self.memory_kib / 1024,
            self.threads,
            self.files,
            self.answered,
            self.lost,
            self.slowest.as_millis()
        )
    }
}
