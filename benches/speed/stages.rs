//! An answer, stage by stage and by type of question, at the shipped knowledge.

use crate::questions;
use crate::times::{Repeated, print, ratio, shown};
use iem_bot::answer::answer;
use iem_bot::answer::candidate::{candidates, proposals};
use iem_bot::answer::understanding::Question;
use iem_bot::answer::weights::Weights;
use iem_bot::knowledge::{load, read};
use iem_bot::search::Library;
use std::collections::BTreeSet;

/// How often each question is asked.
const ROUNDS: u32 = 20;
/// What an answer consists of, each with what comes before it done already;
/// the last is the whole, which may go through the others several times.
const STAGES: [&str; 6] = [
    "normalise: cut into words, stems",
    "link: names found",
    "understand: both, and spelling",
    "retrieve: entries that share words",
    "rank: retrieved, described, ordered",
    "answer: the whole",
];

/// Measures and prints.
pub(crate) fn run() {
    let (library, questions) = (library(), questions::all());
    let weights = Weights::shipped();
    let mut stages = STAGES.map(|_| Repeated::new(questions.len()));
    for (number, asked) in (0..ROUNDS).flat_map(|_| questions.iter().enumerate()) {
        let [normalise, link, understand, retrieve, rank, whole] = &mut stages;
        let tokens = normalise.of(number, || library.analyser.tokens(&asked.text));
        link.of(number, || library.names.find(&tokens));
        let question = understand.of(number, || Question::new(&library, &asked.text));
        retrieve.of(number, || proposals(&library, &question));
        rank.of(number, || candidates(&library, &question, &weights));
        whole.of(number, || answer(&library, &asked.text));
    }
    let times = stages.each_ref().map(Repeated::times);
    let [.., whole] = &stages;
    let median = whole.times().median();
    print(
        "An answer, stage by stage",
        ["stage", "median", "p99", "median / whole"],
        STAGES.iter().zip(&times).map(|(name, times)| {
            [(*name).to_owned(), shown(times.median()), shown(times.p99()), ratio(times.median(), median)]
        }),
    );
    print(
        "An answer, by type of question",
        ["type", "questions", "median", "p99"],
        questions.iter().map(|asked| &asked.sort).collect::<BTreeSet<_>>().into_iter().map(|sort| {
            let times = whole.times_of(|number| questions[number].sort == *sort);
            [sort.clone(), times.count().to_string(), shown(times.median()), shown(times.p99())]
        }),
    );
}

/// The shipped knowledge, made searchable.
pub(crate) fn library() -> Library {
    Library::new(load(&read::built_in().0).0, None).unwrap()
}
