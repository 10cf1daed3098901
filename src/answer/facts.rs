//! Answers from the typed facts about the brands and models that a question
//! names: one thing, or several side by side on one point.

use super::attribute::{Attribute, asked};
use super::card::{self, model_of};
use super::degree::{self, is_degree_word};
use super::filter::EXCLUDING;
use super::gear::{gear, is_gear};
use super::lead::{Lead, lead};
use super::premise::{self, is_making_word};
use super::reply::Answer;
use super::several::{KINSHIP, about_several};
use super::understanding::{Question, weighed_share};
use crate::knowledge::entry::{Entry, Kind};
use crate::search::Library;
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// How much a word counts as explained that only stands in the thing's text.
const IN_TEXT: f32 = 0.8;
/// What a question about a named thing must have explained to be answered so.
const LEAST_EXPLAINED: f32 = 0.5;

/// How much an answer is trusted that says the fact is not known: a text may
/// say it.
const FACT_MISSING: f32 = 0.85;

/// The gear a question names, and what it wants of it.
pub fn answers(library: &Library, question: &Question) -> Option<Answer> {
    if excludes_gear(library, question) {
        return None;
    }
    let things = gear(library, question);
    let first = things.first()?;
    let explained = explained(library, question, &things);
    if explained < LEAST_EXPLAINED {
        return None;
    }
    if let Some(answer) = premise_about_maker(library, question, &things, explained) {
        return Some(answer);
    }
    let (attributes, _) = asked(library, question, first.kind);
    let attribute = attributes.into_iter().next().unwrap_or(Attribute::Overview);
    match things.as_slice() {
        [only] => Some(about_one(library, question, only, attribute, explained)),
        several => about_several(library, question, several, attribute, explained),
    }
}

/// Whether the question asks one thing of all that it names: which is older,
/// who the maker is. Then no comparison of everything answers it.
pub fn is_pointed(library: &Library, question: &Question) -> bool {
    let things = gear(library, question);
    things.len() > 1
        && (degree::asked(question).is_some() || premise_about_maker(library, question, &things, 1.0).is_some())
}

/// The card of a model, where the question takes its maker for granted and
/// asks nothing else.
fn premise_about_maker(library: &Library, question: &Question, things: &[&Entry], score: f32) -> Option<Answer> {
    let premise = premise::maker(library, question, things)?;
    let (attributes, _) = asked(library, question, Kind::Model);
    let about_maker = attributes.first().is_none_or(|first| matches!(first, Attribute::Maker | Attribute::Overview));
    if !about_maker || premise::years(question).is_some() {
        return None;
    }
    let mut answer = card::card(&library.knowledge, premise.model, score);
    answer.text = format!("{}\n\n{}", premise.correction(), answer.text);
    Some(answer)
}

/// Whether the question asks for others than a thing it names: "besides
/// Moondrop".
fn excludes_gear(library: &Library, question: &Question) -> bool {
    let excluded = |start: usize| {
        let before = start.checked_sub(1).and_then(|before| question.tokens.get(before));
        before.is_some_and(|before| EXCLUDING.contains(&before.text.as_str()))
    };
    let gear = |position: &usize| is_named_gear(library, *position);
    question.links.iter().any(|link| excluded(link.start) && link.entries.iter().any(gear))
}

/// The share of the question's weight that the named things, the fact asked
/// for and plain talk account for.
fn explained(library: &Library, question: &Question, things: &[&Entry]) -> f32 {
    let kind = things.first().map_or(Kind::Brand, |entry| entry.kind);
    let (_, cues) = asked(library, question, kind);
    let said = said(library, things);
    weighed_share(question.tokens.iter().enumerate().map(|(index, token)| {
        let named = question
            .links
            .iter()
            .any(|link| link.covers(index) && link.entries.iter().any(|position| is_named_gear(library, *position)));
        let weight = if named { 1.0 } else { library.lexicon.weight(token, &library.analyser) };
        let filler = library.analyser.is_filler(&token.text);
        let off_topic = question.off_topic.get(index).copied().unwrap_or(false);
        let cue = cues.get(index).copied().unwrap_or(false)
            || is_country_word(library, &token.text)
            || COMMON_CUES.contains(&token.text.as_str())
            || is_one_more_cue(question, things, &token.text);
        let share = if off_topic && !named {
            0.0
        } else if named || filler || cue {
            1.0
        } else if said.holds(&token.stem)
            || library.analyser.synonyms(&token.stem).iter().any(|synonym| said.holds(synonym))
        {
            IN_TEXT
        } else {
            0.0
        };
        (weight, share)
    }))
}

/// Words that ask about any thing.
const COMMON_CUES: [&str; 9] = ["chifi", "same", "maker", "sells", "brand", "iem", "earphone", "named", "company"];

/// What drives an earphone, and how hard that is.
const DRIVING_WORDS: [&str; 12] =
    ["phone", "phones", "smartphone", "iphone", "laptop", "pc", "hard", "easy", "drive", "enough", "powerful", "plain"];

/// Whether a word asks something that only some questions ask: of several
/// things which has more, of a thing whether it is of a year or of a maker,
/// or what drives it.
fn is_one_more_cue(question: &Question, things: &[&Entry], word: &str) -> bool {
    let several = things.len() > 1;
    let drives = question.has_word(&["amp", "amplifier", "drive", "power", "dongle"]);
    if drives && DRIVING_WORDS.contains(&word) {
        return true;
    }
    several && KINSHIP.contains(&word)
        || several && (is_degree_word(word) && degree::asked(question).is_some() || is_making_word(word))
        || premise::years_of(word).is_some() && premise::years(question).is_some()
}

fn is_named_gear(library: &Library, position: usize) -> bool {
    library.knowledge.entries().get(position).is_some_and(is_gear)
}

/// The words that stand in what is said about the things and their makers.
struct Said<'l, F> {
    library: &'l Library,
    positions: Vec<usize>,
    /// Stems of the typed facts. They are cut when a word is not found in the
    /// texts.
    facts: LazyCell<BTreeSet<String>, F>,
}

fn said<'l>(library: &'l Library, things: &'l [&'l Entry]) -> Said<'l, impl FnOnce() -> BTreeSet<String>> {
    let makers = things.iter().filter_map(|thing| Some(&model_of(thing)?.brand));
    let ids = things.iter().map(|thing| &thing.id).chain(makers);
    let stems = move || {
        let facts = things.iter().flat_map(|thing| card::facts(&library.knowledge, thing));
        let tokens = facts.flat_map(|fact| library.analyser.tokens(&fact.value));
        tokens.map(|token| token.stem.clone()).collect()
    };
    let positions = ids.filter_map(|id| library.knowledge.position(id)).collect();
    Said { library, positions, facts: LazyCell::new(stems) }
}

impl<F: FnOnce() -> BTreeSet<String>> Said<'_, F> {
    fn holds(&self, stem: &str) -> bool {
        let number = self.library.lexicon.number(stem);
        let in_texts = |number| self.positions.iter().any(|position| self.library.profiles.says(*position, number));
        number.is_some_and(in_texts) || self.facts.contains(stem)
    }
}

fn is_country_word(library: &Library, word: &str) -> bool {
    !library.analyser.countries(&[word.to_owned()]).is_empty()
}

fn about_one(library: &Library, question: &Question, entry: &Entry, attribute: Attribute, score: f32) -> Answer {
    let attribute = if premise::years(question).is_some()
        && matches!(attribute, Attribute::Overview | Attribute::Founder | Attribute::Models)
    {
        Attribute::Year
    } else {
        attribute
    };
    let mut answer = card::card(&library.knowledge, entry, score);
    let lead = lead(library, question, entry, attribute);
    if let Some(lead) = &lead {
        answer.text = format!("{}\n\n{}", lead.text(), answer.text);
    }
    if matches!(lead, Some(Lead::Missing(_))) {
        answer.score *= FACT_MISSING;
    }
    answer
}
