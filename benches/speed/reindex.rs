//! Reading the knowledge anew, and what those notice of it who ask meanwhile.

use crate::questions;
use crate::times::{Times, print, ratio, shown};
use iem_bot::answer::answer;
use iem_bot::snapshot::{Live, Origin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long questions are asked, without a reindex and with one after another.
const LASTS: Duration = Duration::from_secs(8);

/// Measures and prints.
pub(crate) fn run() {
    let live = Live::open(Origin::BuiltIn, None).unwrap();
    let questions: Vec<String> = questions::all().into_iter().map(|asked| asked.text).collect();
    ask(&live, &questions);
    let alone = ask(&live, &questions);
    let over = AtomicBool::new(false);
    let (meanwhile, reindexing) = std::thread::scope(|scope| {
        let (live, over) = (&live, &over);
        let reindexing = scope.spawn(move || {
            let mut times = Times::new();
            while !over.load(Ordering::Acquire) {
                times.of(|| live.reindex().unwrap());
            }
            times
        });
        let meanwhile = ask(live, &questions);
        over.store(true, Ordering::Release);
        (meanwhile, reindexing.join().unwrap())
    });
    let row = |name: &str, times: &Times, to: Option<&Times>| {
        let ratio = |of: Duration, to: Option<Duration>| to.map_or_else(String::new, |to| ratio(of, to));
        let (median, late) = (times.median(), times.p99());
        let ratios = [ratio(median, to.map(Times::median)), ratio(late, to.map(Times::p99))];
        let [median_ratio, late_ratio] = ratios;
        [name.to_owned(), times.count().to_string(), shown(median), shown(late), median_ratio, late_ratio]
    };
    print(
        "A reindex, and answers meanwhile",
        ["", "times", "median", "p99", "ratio of medians", "ratio of p99"],
        [
            row("an answer", &alone, None),
            row("an answer during a reindex", &meanwhile, Some(&alone)),
            row("a reindex", &reindexing, None),
        ],
    );
}

fn ask(live: &Live, questions: &[String]) -> Times {
    let (started, mut times) = (Instant::now(), Times::new());
    for question in questions.iter().cycle().take_while(|_| started.elapsed() < LASTS) {
        times.of(|| answer(&live.current(), question));
    }
    times
}
