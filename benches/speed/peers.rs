//! The same questions asked of this bot and of bots made of other libraries,
//! each in a process of its own, in turns: how fast they are, what they need,
//! and how good their answers are.

use crate::contestant::{Came, SHOWN};
use crate::interactions::asked;
use crate::program::Running;
use crate::questions;
use crate::resources::{Memory, mebibytes};
use crate::stages::library;
use crate::times::{Repeated, Times, print, ratio, shown};
use iem_bot::answer::card::card;
use iem_bot::answer::reply::{Outcome, Reply};
use iem_bot::evaluation::plain_search::PlainSearch;
use iem_bot::evaluation::questions::Question;
use iem_bot::evaluation::score::{Tally, score, score_replies};
use iem_bot::evaluation::unseen::unseen;
use iem_bot::knowledge::entry::EntryId;
use iem_bot::knowledge::{load, read};
use iem_bot::search::Library;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// Every so many questions one is timed, once all were asked to warm up.
const TIMED: usize = 6;
/// How often.
const ROUNDS: u32 = 5;
/// How often each is started.
const STARTS: u32 = 5;

/// A program that answers interactions.
struct Peer {
    name: &'static str,
    command: fn(&Path) -> Command,
}

const PEERS: [Peer; 4] = [
    Peer { name: "iem-bot", command: |entries| ourselves("iem-bot", entries) },
    Peer { name: "serenity + tantivy", command: |entries| ourselves("tantivy", entries) },
    Peer { name: "discord.js + MiniSearch", command: |entries| peer("node", "minisearch/bot.mjs", entries) },
    Peer {
        name: "discord.py + bm25s",
        command: |entries| peer(folder().join("bm25s/venv/bin/python"), "bm25s/bot.py", entries),
    },
];

/// What is put in place by `benches/peers/run`.
const INSTALLED: [&str; 2] = ["minisearch/node_modules", "bm25s/venv"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers")
}

fn ourselves(which: &str, entries: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["contestant", which]).arg(entries);
    command
}

fn peer(program: impl AsRef<std::ffi::OsStr>, file: &str, entries: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg(folder().join(file)).arg(entries);
    command
}

/// A peer that runs.
struct Talk {
    running: Running,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Talk {
    fn start(peer: &Peer, entries: &Path) -> Self {
        let mut running = Running(
            (peer.command)(entries)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .expect("a peer does not start"),
        );
        let input = running.0.stdin.take().unwrap();
        let output = BufReader::new(running.0.stdout.take().unwrap());
        Self { running, input, output }
    }

    fn ask(&mut self, question: &str) -> Came {
        writeln!(self.input, "{}", asked(question, 0)).unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).expect("a peer did not answer")
    }
}

/// What was found for each question, best first: ids and scores.
type Found = Vec<Vec<(String, f64)>>;

/// What was seen of a peer.
struct Seen {
    start: Times,
    search: Repeated,
    response: Repeated,
    memory: Option<Memory>,
    found: Found,
}

/// Measures and prints.
pub(crate) fn run() {
    if !INSTALLED.iter().all(|installed| folder().join(installed).exists()) {
        println!("## Peers\n\nSkipped: `benches/peers/run` puts them in place and measures them.\n");
        return;
    }
    let (library, questions) = (library(), questions::all());
    let entries = tempfile::NamedTempFile::new().unwrap();
    let export = Command::new(env!("CARGO_BIN_EXE_iem-bot")).arg("export").current_dir(std::env::temp_dir()).output();
    std::fs::write(entries.path(), export.unwrap().stdout).unwrap();
    let seen = measure(entries.path(), &questions);
    let times: Vec<[Times; 2]> = seen.iter().map(|seen| [seen.search.times(), seen.response.times()]).collect();
    let ([our_search, our_response], our_start) = (&times[0], &seen[0].start);
    let with_ratio = |of: Duration, to: Duration| format!("{} ({})", shown(of), ratio(of, to));
    print(
        "Peers: speed and memory (in brackets: how many times ours)",
        ["", "search, median", "p99", "interaction to response, median", "p99", "start to first answer", "memory"],
        PEERS.iter().zip(&seen).zip(&times).map(|((peer, seen), [search, response])| {
            [
                peer.name.to_owned(),
                with_ratio(search.median(), our_search.median()),
                with_ratio(search.p99(), our_search.p99()),
                with_ratio(response.median(), our_response.median()),
                with_ratio(response.p99(), our_response.p99()),
                with_ratio(seen.start.median(), our_start.median()),
                seen.memory.map_or_else(|| "?".to_owned(), |memory| mebibytes(memory.now)),
            ]
        }),
    );
    let found: Vec<Found> = seen.into_iter().map(|seen| seen.found).collect();
    tell_answers("Peers: answers to the same questions", &library, &questions, &found);
    let stranger = unseen(|| load(&read::built_in().0).0, &questions).unwrap();
    let found = find_as_strangers(&stranger, &questions, entries.path());
    tell_answers("Peers: the same, without phrasings like the questions", &stranger, &questions, &found);
}

/// Prints how good answers are: ours, and what each peer found.
fn tell_answers(heading: &str, library: &Library, questions: &[Question], found: &[Found]) {
    let judged = PEERS.iter().zip(found).enumerate().flat_map(|(place, (peer, found))| match place {
        0 => vec![(peer.name.to_owned(), score(library, questions).total)],
        _ => vec![
            (peer.name.to_owned(), judge(library, questions, found, f64::MIN)),
            (format!("{}, best threshold", peer.name), best(library, questions, found)),
        ],
    });
    print(
        heading,
        ["", "hit@1", "hit@3", "refusals", "wrong and confident"],
        judged.map(|(name, tally)| {
            let share = |share: f64| format!("{share:.3}");
            [name, share(tally.hit_at_1()), share(tally.hit_at_3()), share(tally.refusal()), share(tally.wrong())]
        }),
    );
}

/// What each peer finds in knowledge that has no phrasings like the questions.
fn find_as_strangers(stranger: &Library, questions: &[Question], entries: &Path) -> Vec<Found> {
    let fewer = tempfile::NamedTempFile::new().unwrap();
    let lines = std::fs::read_to_string(entries).unwrap();
    let lines = lines.lines().map(|line| with_phrasings_of(stranger, serde_json::from_str(line).unwrap()).to_string());
    std::fs::write(fewer.path(), lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
    let plain = PlainSearch::new(&stranger.knowledge).unwrap();
    let id = |position: usize| stranger.knowledge.entries()[position].id.to_string();
    let by_tantivy = questions.iter().map(|question| {
        plain
            .search(&question.text, SHOWN)
            .into_iter()
            .map(|(position, score)| (id(position), f64::from(score)))
            .collect()
    });
    let [_, _, others @ ..] = &PEERS;
    let by_others = others.iter().map(|peer| {
        let mut talk = Talk::start(peer, fewer.path());
        questions.iter().map(|question| talk.ask(&question.text).found).collect()
    });
    // Ours are not found but answered.
    [Found::new(), by_tantivy.collect()].into_iter().chain(by_others).collect()
}

/// An exported entry with those of its phrasings that a library has.
fn with_phrasings_of(library: &Library, mut exported: Value) -> Value {
    let id = exported["id"].as_str().and_then(EntryId::parse).unwrap();
    let entry = library.knowledge.entry(&id).unwrap();
    let kept: Vec<&str> = entry.names.iter().chain(&entry.phrasings).map(|asked| asked.value.as_str()).collect();
    exported["phrasings"].as_array_mut().unwrap().retain(|phrasing| kept.contains(&phrasing.as_str().unwrap()));
    exported
}

fn measure(entries: &Path, questions: &[Question]) -> Vec<Seen> {
    let mut talks: Vec<Talk> = PEERS.iter().map(|peer| Talk::start(peer, entries)).collect();
    let mut seen: Vec<Seen> = talks
        .iter_mut()
        .map(|talk| Seen {
            start: Times::new(),
            search: Repeated::new(questions.len().div_ceil(TIMED)),
            response: Repeated::new(questions.len().div_ceil(TIMED)),
            memory: None,
            // This warms up.
            found: questions.iter().map(|question| talk.ask(&question.text).found).collect(),
        })
        .collect();
    for (number, question) in (0..ROUNDS).flat_map(|_| questions.iter().step_by(TIMED).enumerate()) {
        // In turns, so that whatever else the machine does meets all.
        for (talk, seen) in talks.iter_mut().zip(&mut seen) {
            let came = talk.ask(&question.text);
            seen.search.add(number, Duration::from_nanos(came.search_ns));
            seen.response.add(number, Duration::from_nanos(came.response_ns));
        }
    }
    for (talk, seen) in talks.iter().zip(&mut seen) {
        seen.memory = Memory::of(talk.running.0.id());
    }
    drop(talks);
    for _ in 0..STARTS {
        for (peer, seen) in PEERS.iter().zip(&mut seen) {
            seen.start.of(|| Talk::start(peer, entries).ask("what is an iem"));
        }
    }
    seen
}

/// The figures of what was found, where anything above a score is an answer.
fn judge(library: &Library, questions: &[Question], found: &Found, above: f64) -> Tally {
    let reply = |number: usize, text: &str| {
        let entries = found[number].iter().filter_map(|(id, _)| library.knowledge.entry(&EntryId::parse(id)?));
        let answers: Vec<_> = entries.map(|entry| card(&library.knowledge, entry, 0.0)).collect();
        let outcome = match found[number].first() {
            None => Outcome::Unknown,
            Some((_, score)) if *score > above => Outcome::Answer,
            Some(_) => Outcome::Suggest,
        };
        Reply::new(text, outcome, answers, Vec::new())
    };
    score_replies(questions, reply).total
}

/// The same with the threshold that is best for these very questions: most
/// answered rightly or refused rightly.
fn best(library: &Library, questions: &[Question], found: &Found) -> Tally {
    let mut scores: Vec<f64> = found.iter().filter_map(|found| Some(found.first()?.1)).collect();
    scores.sort_by(f64::total_cmp);
    let thresholds = (1..20).map(|part| scores[scores.len() * part / 20]);
    let tallies = thresholds.map(|above| judge(library, questions, found, above));
    tallies.max_by_key(|tally| tally.hits_at_1 + tally.refused).unwrap()
}
