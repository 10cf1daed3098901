//! How an answer was found, for writers.

use super::terminal::{FAINT, STRONG};
use crate::answer::decision::{ANSWER_FROM, Decision, Route, SUGGEST_FROM};
use crate::search::Library;
use anstyle::Reset;
use std::fmt::Write as _;

/// How many candidates are shown.
const CANDIDATES_SHOWN: usize = 8;

pub(super) fn render(library: &Library, decision: &Decision) -> String {
    let mut out = String::new();
    heading(&mut out, "Words (weight)");
    for token in &decision.question.tokens {
        let weight = library.lexicon.weight(token, &library.analyser);
        let _infallible = write!(out, "{} {FAINT}{weight:.2}{Reset}  ", token.text);
    }
    out.push('\n');
    for correction in &decision.reply.corrections {
        let _infallible = writeln!(out, "read as: {} -> {}", correction.typed, correction.read_as);
    }
    heading(&mut out, "Names");
    for link in &decision.question.links {
        let words: Vec<&str> = decision
            .question
            .tokens
            .iter()
            .skip(link.start)
            .take(link.length)
            .map(|token| token.text.as_str())
            .collect();
        let entries = link.entries.iter().filter_map(|position| library.knowledge.entries().get(*position));
        let ids: Vec<&str> = entries.map(|entry| entry.id.as_str()).collect();
        let doubt = if link.ambiguous { " (also an ordinary word)" } else { "" };
        let _infallible = writeln!(out, "{} = {}{doubt}", words.join(" "), ids.join(" or "));
    }
    heading(&mut out, "Decision");
    let route = match decision.route {
        Route::Entry => "an entry's own text",
        Route::Facts => "typed facts",
        Route::List => "a list of typed facts",
        Route::Comparison => "a comparison",
    };
    let _infallible = writeln!(
        out,
        "{} from {route}, confidence {:.3} (answers from {ANSWER_FROM}, suggests from {SUGGEST_FROM})",
        decision.reply.outcome.name(),
        decision.confidence,
    );
    heading(&mut out, "Candidates");
    let header = format!(
        "{:>6} {:>9} {:>8} {:>9} {:>6} {:>8}  entry",
        "sure", "phrasing", "covered", "anywhere", "words", "foreign"
    );
    let _infallible = writeln!(out, "{FAINT}{header}{Reset}");
    for candidate in decision.candidates.iter().take(CANDIDATES_SHOWN) {
        let Some(entry) = library.knowledge.entries().get(candidate.position) else { continue };
        let features = candidate.features;
        let nearest = entry.names.iter().chain(&entry.phrasings).nth(candidate.nearest);
        let _infallible = writeln!(
            out,
            "{:>6.3} {:>9.3} {:>8.3} {:>9.3} {:>6.3} {:>8.3}  {STRONG}{}{Reset} {FAINT}\"{}\"{Reset}",
            candidate.confidence,
            features.phrasing,
            features.covered,
            features.anywhere,
            features.words,
            features.foreign,
            entry.id,
            nearest.map_or("", |phrasing| phrasing.value.as_str()),
        );
    }
    out.truncate(out.trim_end().len());
    out
}

fn heading(out: &mut String, title: &str) {
    let _infallible = writeln!(out, "\n{STRONG}{title}{Reset}");
}
