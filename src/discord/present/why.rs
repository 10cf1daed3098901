//! "Why this answer?", in plain words.

use super::kinds::{BRAND_COLOUR, footer};
use crate::answer::decision::{ANSWER_FROM, Decision, Route};
use crate::discord::action::{Way, Why};
use crate::discord::escape::plain;
use crate::discord::view::{Embed, Message};
use crate::search::Library;

/// How many words are named.
const WORDS: usize = 5;
/// Words lighter than this tell nothing: "what", "is".
const TELLING: f32 = 0.1;
/// How many characters of a word are shown.
const LONGEST_WORD: usize = 40;

/// What led to a decision.
pub(super) fn of_decision(library: &Library, decision: &Decision) -> Why {
    let way = match decision.route {
        Route::Facts => Way::Facts,
        Route::List => Way::List,
        Route::Comparison => Way::Comparison,
        Route::Entry if decision.candidates.first().is_some_and(|first| first.features.phrasing >= VERBATIM) => {
            Way::Wording
        }
        Route::Entry => Way::Likeness,
    };
    let mut words: Vec<(f32, &str)> = decision
        .question
        .tokens
        .iter()
        .map(|token| (library.lexicon.weight(token, &library.analyser), token.text.as_str()))
        .filter(|(weight, _)| *weight >= TELLING)
        .collect();
    words.sort_by(|a, b| b.0.total_cmp(&a.0));
    let percent = percent(decision.confidence);
    Why::new(way, percent, words.into_iter().take(WORDS).map(|(_, word)| word.to_owned()))
}

/// From this likeness on a wording is as good as the same.
const VERBATIM: f32 = 0.97;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100")]
fn percent(share: f32) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}

/// The explanation.
pub fn message(library: &Library, why: &Why) -> Message {
    let entries = library.knowledge.entries().len();
    let way = match why.way {
        Way::Wording => "A person wrote this answer for a question worded just like yours.".to_owned(),
        Way::Likeness => format!("Of my {entries} entries, this one is the most like what you asked."),
        Way::Facts => "You named something I hold facts about, and asked for one of them.".to_owned(),
        Way::List => "You asked for things with a property, so I listed all that I hold with it.".to_owned(),
        Way::Comparison => "You named two things, so I put what I hold about them side by side.".to_owned(),
        Way::Name => "You called it by its name.".to_owned(),
    };
    let words: Vec<String> = why.words.iter().map(|word| format!("**{}**", plain(word, LONGEST_WORD))).collect();
    let words = if words.is_empty() { String::new() } else { format!("\n\nWhat told most: {}.", words.join(", ")) };
    let sure = if why.way == Way::Name {
        String::new()
    } else {
        let from = percent(ANSWER_FROM);
        format!(
            "\n\nI was {} % sure; I answer from {from} % on, and otherwise ask or say that I do not know.",
            why.percent
        )
    };
    Message {
        embed: Embed {
            colour: BRAND_COLOUR,
            title: "Why this answer".to_owned(),
            description: format!("{way}{words}{sure}\n\nEvery answer was written by a person; I make none up."),
            footer: footer(library),
            ..Embed::default()
        },
        private: true,
        ..Message::default()
    }
}
