//! How long an answer takes, by type of question, and what the library needs:
//! at the shipped knowledge, and at ten and a hundred times its entries.
//!
//! `cargo bench --bench answers` prints both as Markdown tables. Nothing here
//! asserts a time: machines differ.

use anyhow::Context as _;
use hdrhistogram::Histogram;
use iem_bot::answer::answer;
use iem_bot::document::source_file::SourceFile;
use iem_bot::evaluation::questions::{Question, parse};
use iem_bot::knowledge::{load, read};
use iem_bot::search::Library;
use iem_bot::search::analysis::Analyser;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many times the shipped entries, and how often every question is asked.
const SIZES: [(u32, u32); 3] = [(1, 20), (10, 5), (100, 2)];
/// Keys whose texts are sentences: half of their words are replaced.
const SENTENCES: [&str; 16] = [
    "question",
    "phrasings",
    "answer",
    "text",
    "definition",
    "summary",
    "note",
    "known_for",
    "house_sound",
    "connector_note",
    "signature",
    "title",
    "strengths",
    "weaknesses",
    "pros",
    "cons",
];
/// Keys whose texts are names: all of their words are replaced, since no two
/// things are called the same.
const NAMES: [&str; 4] = ["name", "aliases", "term", "abbreviation"];
/// Shorter words mostly hold sentences together.
const SHORTEST_CONTENT_WORD: usize = 4;

/// Times by type of question, in nanoseconds.
type Times = BTreeMap<String, Histogram<u64>>;

/// What was seen at one size.
struct Measured {
    times: u32,
    entries: usize,
    ready: Duration,
    memory: Option<(String, String)>,
    asked: Times,
}

fn main() -> anyhow::Result<()> {
    // `cargo test --all-targets` runs this too, but has no use for times.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let questions = questions()?;
    let shipped = read::built_in().0;
    let measured = SIZES
        .iter()
        .map(|(times, rounds)| measure(&shipped, &questions, *times, *rounds))
        .collect::<anyhow::Result<Vec<_>>>()?;
    writeln!(std::io::stdout(), "{}\n{}", sizes(&measured), answers(&measured))?;
    Ok(())
}

fn questions() -> anyhow::Result<Vec<Question>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let files = std::fs::read_dir(&folder)?.map(|file| Ok(file?.path())).collect::<std::io::Result<Vec<_>>>()?;
    let mut files: Vec<_> =
        files.into_iter().filter(|file| file.extension().is_some_and(|suffix| suffix == "jsonl")).collect();
    files.sort();
    let mut questions = Vec::new();
    for file in files {
        questions.extend(parse(&std::fs::read_to_string(&file)?, false).context("a question file is broken")?);
    }
    Ok(questions)
}

fn measure(shipped: &[Arc<SourceFile>], questions: &[Question], times: u32, rounds: u32) -> anyhow::Result<Measured> {
    let files = multiplied(shipped, times);
    let started = Instant::now();
    // Copies break rules, such as that no two entries share a phrasing. The
    // knowledge is complete all the same.
    let (knowledge, _) = load(&files);
    let library = Library::new(knowledge, None)?;
    let ready = started.elapsed();
    let memory = memory();
    let mut asked = Times::new();
    for round in 0..=rounds {
        for question in questions {
            let started = Instant::now();
            black_box(answer(&library, black_box(&question.text)));
            let taken = started.elapsed();
            // The first round warms up.
            if round > 0 {
                let times = match asked.entry(question.sort.clone()) {
                    std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                    std::collections::btree_map::Entry::Vacant(new) => new.insert(Histogram::new(3)?),
                };
                times.record(u64::try_from(taken.as_nanos())?)?;
            }
        }
    }
    Ok(Measured { times, entries: library.knowledge.entries().len(), ready, memory, asked })
}

/// Resident memory now, and the most there ever was, where the system tells.
fn memory() -> Option<(String, String)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let mebibytes = |key: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(key))?;
        let kibibytes: u64 = line.trim_start_matches(':').trim().trim_end_matches(" kB").parse().ok()?;
        Some(format!("{} MiB", kibibytes / 1024))
    };
    Some((mebibytes("VmRSS")?, mebibytes("VmHWM")?))
}

/// The files and copies of them, until there are `times` as many entries.
fn multiplied(shipped: &[Arc<SourceFile>], times: u32) -> Vec<Arc<SourceFile>> {
    let analyser = Analyser::new(load(shipped).0.vocabulary());
    let one_of_a_kind = ["sources.toml", "vocabulary.toml", "warnings.toml"];
    let other: Vec<_> = shipped.iter().filter(|file| !one_of_a_kind.contains(&file.name.as_str())).collect();
    let copies = (1..times).flat_map(|number| {
        let edition = Edition { number, analyser: &analyser };
        other.iter().map(move |file| edition.of(file)).collect::<Vec<_>>()
    });
    shipped.iter().cloned().chain(copies).collect()
}

/// One copy of the knowledge, the same every time.
#[derive(Clone, Copy)]
struct Edition<'a> {
    number: u32,
    analyser: &'a Analyser,
}

impl Edition<'_> {
    fn of(self, file: &SourceFile) -> Arc<SourceFile> {
        let text = match file.text.strip_prefix("+++").and_then(|rest| rest.split_once("\n+++\n")) {
            Some((front, body)) => format!("+++{}\n+++\n{}", self.toml(front), self.sentence(body)),
            None => self.toml(&file.text),
        };
        Arc::new(SourceFile { path: format!("copy-{}/{}", self.number, file.name), name: file.name.clone(), text })
    }

    /// The strings of a TOML text replaced, each as its key wants it.
    fn toml(self, text: &str) -> String {
        let text: String = text.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect();
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        let mut key = "";
        while let Some((before, from)) = rest.find('"').and_then(|start| rest.split_at_checked(start)) {
            key = before.rsplit_once('=').and_then(|(left, _)| left.split_whitespace().next_back()).unwrap_or(key);
            let fence = if from.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
            let (inside, after) = string(from.strip_prefix(fence).unwrap_or_default(), fence);
            let _infallible = write!(out, "{before}{fence}{}{fence}", self.value(key, inside));
            rest = after;
        }
        out + rest
    }

    fn value(self, key: &str, text: &str) -> String {
        match key {
            "id" => format!("{text}-x{}", self.number),
            _ if NAMES.contains(&key) => replaced(text, |word| Some(self.made_up(word))),
            _ if SENTENCES.contains(&key) => self.sentence(text),
            _ => text.to_owned(),
        }
    }

    fn sentence(self, text: &str) -> String {
        replaced(text, |word| {
            let lower = word.to_lowercase();
            let content = word.chars().count() >= SHORTEST_CONTENT_WORD && !self.analyser.is_filler(&lower);
            (content && self.number_of(&lower) & 1 == 0).then(|| self.made_up(&lower))
        })
    }

    /// A word of as many letters that can be spoken.
    fn made_up(self, word: &str) -> String {
        let letters = ["bcdfghjklmnprstvz", "aeiou"].map(|letters| letters.chars().collect::<Vec<_>>());
        let mut number = self.number_of(&word.to_lowercase());
        let letter = |letters: &Vec<char>| {
            // The upper bits of a linear congruential generator; constants by
            // Knuth.
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(number >> 40).unwrap_or_default() % letters.len();
            letters.get(at).copied().unwrap_or('a')
        };
        letters.iter().cycle().take(word.chars().count()).map(letter).collect()
    }

    /// A number for this word of this copy: FNV-1a.
    fn number_of(self, word: &str) -> u64 {
        let bytes = word.bytes().chain(self.number.to_le_bytes());
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)) >> 8
    }
}

/// A string up to its closing quotes, and what follows these.
fn string<'t>(text: &'t str, fence: &str) -> (&'t str, &'t str) {
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        if rest.starts_with('\\') {
            at += 1;
        } else if rest.starts_with(fence) {
            return (text.get(..at).unwrap_or_default(), rest.get(fence.len()..).unwrap_or_default());
        }
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    (text, "")
}

/// A text with other words; what is `None` stays.
fn replaced(text: &str, mut other: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (between, from) = rest.split_at(start);
        let length = from.find(|c: char| !c.is_alphanumeric()).unwrap_or(from.len());
        let (word, after) = from.split_at(length);
        out.push_str(between);
        out.push_str(&other(word).unwrap_or_else(|| word.to_owned()));
        rest = after;
    }
    out + rest
}

/// One line a size: entries, time until ready, memory.
fn sizes(measured: &[Measured]) -> String {
    let mut table = "| entries | load and index | ratio | memory then | most until then |\n".to_owned();
    table.push_str("|---:|---:|---:|---:|---:|\n");
    let shipped = measured.first().map_or(1.0, |first| first.ready.as_secs_f64());
    for size in measured {
        let ready = size.ready.as_secs_f64();
        let (now, most) = size.memory.clone().unwrap_or_else(|| ("?".to_owned(), "?".to_owned()));
        let ratio = ready / shipped;
        let _infallible =
            writeln!(table, "| {} ({}x) | {ready:.2} s | {ratio:.1} | {now} | {most} |", size.entries, size.times);
    }
    table
}

/// One line a type of question: median and 99th percentile at each size, the
/// larger ones also as ratios to the first.
fn answers(measured: &[Measured]) -> String {
    let mut table = "| type | asked |".to_owned();
    for size in measured {
        let _infallible = write!(table, " median {0}x | p99 {0}x |", size.times);
    }
    let _infallible = writeln!(table, "\n|---|---:|{}", "---:|---:|".repeat(measured.len()));
    let Some(first) = measured.first() else { return table };
    for sort in first.asked.keys() {
        table.push_str(&line(sort, measured, |size| size.asked.get(sort).cloned()));
    }
    table.push_str(&line("all", measured, |size| together(&size.asked)));
    table
}

fn together(asked: &Times) -> Option<Histogram<u64>> {
    let mut all = Histogram::new(3).ok()?;
    for times in asked.values() {
        all.add(times).ok()?;
    }
    Some(all)
}

fn line(name: &str, measured: &[Measured], times: impl Fn(&Measured) -> Option<Histogram<u64>>) -> String {
    let all: Vec<Histogram<u64>> = measured.iter().filter_map(times).collect();
    let Some(first) = all.first() else { return String::new() };
    let mut line = format!("| {name} | {} |", first.len());
    for (index, times) in all.iter().enumerate() {
        for quantile in [0.5, 0.99] {
            let (here, shipped) = (times.value_at_quantile(quantile), first.value_at_quantile(quantile));
            let ratio = if index == 0 { String::new() } else { format!(" ({:.1})", micros(here) / micros(shipped)) };
            let _infallible = write!(line, " {:.0} µs{ratio} |", micros(here));
        }
    }
    line + "\n"
}

fn micros(nanoseconds: u64) -> f64 {
    Duration::from_nanos(nanoseconds).as_secs_f64() * 1e6
}
