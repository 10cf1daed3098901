//! The same questions asked of more and more knowledge, each size in a process
//! of its own.

use crate::completion::{complete, typed};
use crate::made_up;
use crate::questions;
use crate::resources::{Memory, mebibytes, size_of};
use crate::times::{Repeated, Times, print, ratio, shown};
use iem_bot::answer::answer;
use iem_bot::discord::commands::{Place, find};
use iem_bot::knowledge::load;
use iem_bot::search::Library;
use iem_bot::search::storage::open_or_build;
use iem_bot::search::words::Words;
use serde::{Deserialize, Serialize};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long questions are asked of one size, at most; each is asked once at
/// the least.
const ASKING: Duration = Duration::from_secs(20);
/// Asked before anything is measured.
const WARM_UP: usize = 200;

/// Every so many starts of what people type one is completed.
const TYPED: usize = 10;
/// How often.
const ROUNDS: usize = 3;

/// What was seen at one size.
#[derive(Debug, Serialize, Deserialize)]
struct Measured {
    entries: usize,
    /// From files to knowledge.
    load: Duration,
    /// From knowledge to a library.
    index: Duration,
    /// The full-text index, on disk.
    index_bytes: u64,
    /// Memory once loaded, and the most until then.
    memory: Option<[u64; 2]>,
    answer: Quantiles,
    complete_name: Quantiles,
    complete_question: Quantiles,
}

/// A figure of a size.
type Of = fn(&Measured) -> Quantiles;

/// What is told of times.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Quantiles {
    median: Duration,
    late: Duration,
}

impl From<&Times> for Quantiles {
    fn from(times: &Times) -> Self {
        Self { median: times.median(), late: times.p99() }
    }
}

/// Measures every size and prints.
pub(crate) fn run(sizes: &[usize]) {
    let measured: Vec<Measured> = sizes.iter().map(|entries| in_a_process(*entries)).collect();
    let Some(first) = measured.first() else { return };
    print(
        "Other sizes: load and index",
        ["entries", "load", "index", "both, a thousand entries", "index on disk", "memory then", "most until then"],
        measured.iter().map(|size| {
            let each = (size.load + size.index) / u32::try_from(size.entries / 1_000).unwrap().max(1);
            let [now, most] = size.memory.map_or(["?".to_owned(), "?".to_owned()], |memory| memory.map(mebibytes));
            let (load, index, bytes) = (shown(size.load), shown(size.index), mebibytes(size.index_bytes));
            [size.entries.to_string(), load, index, shown(each), bytes, now, most]
        }),
    );
    let what: [(&str, Of); 3] = [
        ("an answer", |size| size.answer),
        ("completion of a name", |size| size.complete_name),
        ("completion of a question", |size| size.complete_question),
    ];
    for (name, of) in what {
        print(
            &format!("Other sizes: {name}"),
            ["entries", "median", "p99", "median / first", "p99 / first"],
            measured.iter().map(|size| {
                let (here, shipped) = (of(size), of(first));
                let ratios = [ratio(here.median, shipped.median), ratio(here.late, shipped.late)];
                let [median, late] = ratios;
                [size.entries.to_string(), shown(here.median), shown(here.late), median, late]
            }),
        );
    }
}

fn in_a_process(entries: usize) -> Measured {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.args(["size", &entries.to_string()]).stderr(Stdio::inherit()).output().unwrap();
    serde_json::from_slice(&output.stdout).expect("the measuring of one size told nothing")
}

/// Measures one size and prints it as JSON.
pub(crate) fn measure(entries: usize) {
    let files = made_up::files(entries);
    let started = Instant::now();
    // A part of the knowledge lacks what it refers to, and copies are not all
    // good knowledge. It is complete all the same.
    let (knowledge, problems) = load(&files);
    let load = started.elapsed();
    drop((files, problems));
    let started = Instant::now();
    let library = Library::new(knowledge, None).unwrap();
    let index = started.elapsed();
    let memory = Memory::of(std::process::id()).map(|memory| [memory.now, memory.most]);
    let measured = Measured {
        entries: library.knowledge.entries().len(),
        load,
        index,
        memory,
        answer: ask(&library),
        complete_name: completed(&library, "brand", "name"),
        complete_question: completed(&library, "iem", "question"),
        index_bytes: on_disk(&library),
    };
    println!("{}", serde_json::to_string(&measured).unwrap());
}

fn ask(library: &Library) -> Quantiles {
    let questions = questions::all();
    questions.iter().take(WARM_UP).for_each(|asked| drop(answer(library, &asked.text)));
    let (started, mut times) = (Instant::now(), Repeated::new(questions.len()));
    let again = questions.iter().enumerate().cycle().take_while(|_| started.elapsed() < ASKING);
    for (number, asked) in questions.iter().enumerate().chain(again) {
        times.of(number, || answer(library, &asked.text));
    }
    Quantiles::from(&times.times())
}

fn completed(library: &Library, command: &str, option: &str) -> Quantiles {
    let command = find(command, Place::Slash).unwrap();
    let option = command.options.iter().find(|known| known.name == option).unwrap();
    let typed: Vec<String> = typed(library, option).unwrap().into_iter().step_by(TYPED).collect();
    Quantiles::from(&complete(library, command, option, &typed, ROUNDS))
}

fn on_disk(library: &Library) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let words = Words::new(&library.knowledge, &library.analyser);
    open_or_build(folder.path(), &library.knowledge, &words, &library.lexicon).unwrap();
    size_of(folder.path())
}
