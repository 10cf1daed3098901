//! Times, and how they are shown.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use hdrhistogram::Histogram;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long something took, many times over.
pub(crate) struct Times(Histogram<u64>);

impl Times {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self(Histogram::new(3).unwrap())
    }

    /// Does something and notes how long that took.
    pub(crate) fn of<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = black_box(work());
        self.add(started.elapsed());
        done
    }

    /// Notes a time.
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.record(u64::try_from(time.as_nanos()).unwrap()).unwrap();
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        self.0.len()
    }

    /// As long as half of them, at most.
    pub(crate) fn median(&self) -> Duration {
        self.at(0.5)
    }

    /// As long as 99 of 100, at most.
    pub(crate) fn p99(&self) -> Duration {
        self.at(0.99)
    }

    fn at(&self, quantile: f64) -> Duration {
        Duration::from_nanos(self.0.value_at_quantile(quantile))
    }
}

/// How long each of several things took, over and over. What counts of each is
/// its median: on a machine that does other work too, a single time may be
/// that of the other work.
pub(crate) struct Repeated(Vec<Vec<Duration>>);

impl Repeated {
    /// Of so many things, none done yet.
    pub(crate) fn new(things: usize) -> Self {
        Self(vec![Vec::new(); things])
    }

    /// Does one of the things and notes how long that took.
    pub(crate) fn of<T>(&mut self, thing: usize, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = black_box(work());
        self.add(thing, started.elapsed());
        done
    }

    /// Notes how long one of the things took.
    pub(crate) fn add(&mut self, thing: usize, time: Duration) {
        self.0[thing].push(time);
    }

    /// The medians of all things.
    pub(crate) fn times(&self) -> Times {
        self.times_of(|_| true)
    }

    /// The medians of some.
    pub(crate) fn times_of(&self, counts: impl Fn(usize) -> bool) -> Times {
        let mut times = Times::new();
        for (_, taken) in self.0.iter().enumerate().filter(|(thing, _)| counts(*thing)) {
            let mut taken = taken.clone();
            taken.sort();
            times.add(taken[taken.len() / 2]);
        }
        times
    }
}

/// A time, as a person reads it.
pub(crate) fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        0.0..1e-4 => format!("{:.1} µs", seconds * 1e6),
        1e-4..1e-2 => format!("{:.0} µs", seconds * 1e6),
        1e-2..1.0 => format!("{:.0} ms", seconds * 1e3),
        _ => format!("{seconds:.1} s"),
    }
}

/// How many times the first is the second.
pub(crate) fn ratio(of: Duration, to: Duration) -> String {
    format!("{:.2}", of.as_secs_f64() / to.as_secs_f64())
}

/// Prints a Markdown table below a heading; all but the first column are figures.
pub(crate) fn print<const N: usize>(heading: &str, head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled).set_header(head);
    table.add_rows(rows);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    println!("## {heading}\n\n{table}\n");
}
