//! Which of the possible answers to give, and whether to give one at all.

use super::candidate::{Candidate, candidates};
use super::card::{card, model_of};
use super::gear::{is_gear, rivals};
use super::related::{RELATED_SHOWN, related};
use super::reply::{Answer, Citation, Outcome, Reply, cite};
use super::understanding::Question;
use super::weights::Weights;
use super::{comparison, computation, degree, facts, list};
use crate::knowledge::entry::{Entry, EntryId, Kind};
use crate::search::Library;

/// From here on the bot answers.
pub const ANSWER_FROM: f32 = 0.70;
/// From here on it suggests; below, it says that it does not know.
pub const SUGGEST_FROM: f32 = 0.15;
/// An entry with a phrasing this like the question beats an answer made of
/// facts: a person wrote it for this very question.
const WRITTEN_FOR_IT: f32 = 0.93;
/// How sure an answer made of facts can be.
const SUREST_FACT: f32 = 0.97;
/// How much one sentence of a message is trusted beside the whole.
const ONE_SENTENCE: f32 = 0.95;
/// The same for a clause.
const ONE_CLAUSE: f32 = 0.85;
/// How much a part that asks nothing is trusted beside one that does.
const ASKS_NOTHING: f32 = 0.9;
/// From this confidence on a second sentence is answered too.
const SECOND_FROM: f32 = 0.8;
/// How much surer a text must be to beat an answer made of facts.
const AS_SURE: f32 = 0.03;
/// How much a text is trusted, beside facts, that is not about the gear that is asked about.
const NOT_ABOUT_GEAR: f32 = 0.85;
/// How many suggestions are shown.
const SUGGESTIONS: usize = 4;

/// A reply, and how it came about.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The reply.
    pub reply: Reply,
    /// The question, or the sentence of it that was answered.
    pub question: Question,
    /// The ranked entries.
    pub candidates: Vec<Candidate>,
    /// How sure the bot is of the first answer.
    pub confidence: f32,
    /// Where the answer comes from.
    pub route: Route,
}

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// An entry's own text.
    Entry,
    /// The typed facts about named things.
    Facts,
    /// A list made from the typed facts.
    List,
    /// Two things side by side.
    Comparison,
}

/// What makes an answer of something else than an entry's text, and where that
/// answer comes from.
pub type MakeAnswer<'a> = &'a dyn Fn(&Library, &Question) -> Option<(Route, Answer)>;

/// One possible answer to a question or a part of it.
struct Attempt {
    part: Part,
    question: Question,
    candidates: Vec<Candidate>,
    made: Option<(Route, Answer)>,
    confidence: f32,
}

/// How much of a message was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Sentence,
    Clause,
}

/// Answers a question and says how.
pub fn decide(library: &Library, text: &str) -> Decision {
    decide_with(library, text, &Weights::shipped(), &from_facts)
}

/// The same with other weights, or with another way to make answers of facts.
pub fn decide_with(library: &Library, text: &str, weights: &Weights, made: MakeAnswer<'_>) -> Decision {
    let whole = Question::new(library, text);
    let warnings = warnings(library, &whole);
    let mut attempts = attempts(library, whole, weights, made);
    let best = surest(&attempts, |_| true).unwrap_or_default();
    let second = second_question(library, &attempts, best);
    let mut decision = attempts.swap_remove(best).decide(library, text);
    if let Some(second) = second {
        decision.reply = decision.reply.with_second(second);
    }
    decision.reply = decision.reply.with_warnings(&warnings);
    decision
}

/// The whole message, its sentences and, in a long one, its clauses.
fn attempts(library: &Library, whole: Question, weights: &Weights, made: MakeAnswer<'_>) -> Vec<Attempt> {
    let sentences = whole.sentences(library).into_iter().map(|part| (Part::Sentence, part));
    let clauses = whole.clauses(library).into_iter().map(|part| (Part::Clause, part));
    let parts: Vec<(Part, Question)> = sentences.chain(clauses).filter(|(_, part)| part.says_enough(library)).collect();
    let all = std::iter::once((Part::Whole, whole)).chain(parts);
    all.map(|(part, question)| attempt(library, part, question, weights, made)).collect()
}

/// The attempt that the bot is surest of; of equals, the first.
fn surest(attempts: &[Attempt], wanted: impl Fn(&Attempt) -> bool) -> Option<usize> {
    let wanted = attempts.iter().enumerate().filter(|(_, attempt)| wanted(attempt));
    let surest = wanted.reduce(|best, other| if other.1.confidence > best.1.confidence { other } else { best });
    surest.map(|(index, _)| index)
}

/// The answer to another sentence of the message, where two of them are
/// questions by themselves.
fn second_question(library: &Library, attempts: &[Attempt], best: usize) -> Option<Answer> {
    let first = attempts.get(best).filter(|attempt| attempt.part == Part::Sentence)?;
    let first_id = first.first_id(library)?;
    let wanted = |attempt: &Attempt| {
        attempt.part == Part::Sentence
            && attempt.confidence >= SECOND_FROM
            && attempt.first_id(library).is_some_and(|id| id != first_id)
    };
    let second = attempts.get(surest(attempts, wanted)?)?;
    second.answers(library).into_iter().next()
}

fn attempt(library: &Library, part: Part, question: Question, weights: &Weights, made: MakeAnswer<'_>) -> Attempt {
    if question.is_empty(library) {
        return Attempt { part, question, candidates: Vec::new(), made: None, confidence: 0.0 };
    }
    let candidates = candidates(library, &question, weights);
    let found = candidates.first().map_or(0.0, |candidate| candidate.confidence);
    let passes_over = candidates.first().is_some_and(|first| passes_over_gear(library, &question, first));
    let beatable = if passes_over { found * NOT_ABOUT_GEAR } else { found - AS_SURE };
    let written_for_it = candidates.first().is_some_and(|first| is_written_for_it(library, first));
    let made = made(library, &question).filter(|(_, answer)| !written_for_it && answer.score >= beatable);
    let trust = match part {
        Part::Whole => 1.0,
        Part::Sentence => ONE_SENTENCE,
        Part::Clause => ONE_CLAUSE,
    };
    let asks = part == Part::Whole || question.wording.intent().is_some();
    let trust = if asks { trust } else { trust * ASKS_NOTHING };
    let confidence = made.as_ref().map_or(found, |(_, answer)| answer.score) * trust;
    Attempt { part, question, candidates, made, confidence }
}

/// Whether the question names a brand or model beyond doubt, and the entry is
/// about others: a mention in passing answers nothing about it.
fn passes_over_gear(library: &Library, question: &Question, candidate: &Candidate) -> bool {
    let Some(entry) = library.knowledge.entries().get(candidate.position) else { return false };
    let named: Vec<&Entry> = question
        .links
        .iter()
        .filter(|link| !link.ambiguous)
        .filter_map(|link| library.knowledge.entries().get(*link.entries.first()?))
        .filter(|thing| is_gear(thing))
        .collect();
    let asked_by = || std::iter::once(&entry.title).chain(entry.phrasings.iter().map(|phrasing| &phrasing.value));
    let speaks_of = |thing: &&Entry| {
        let is_it = thing.id == entry.id || entry.about.contains(&thing.id);
        let maker = model_of(thing).map(|model| &model.brand);
        is_it
            || maker.is_some_and(|maker| *maker == entry.id || entry.about.contains(maker))
            || asked_by().any(|text| names_in(library, text).contains(&&thing.id))
    };
    !is_gear(entry) && !named.is_empty() && !named.iter().any(speaks_of)
}

/// What a text names.
fn names_in<'l>(library: &'l Library, text: &str) -> Vec<&'l EntryId> {
    let links = library.names.find(&library.analyser.tokens(text));
    let positions = links.into_iter().flat_map(|link| link.entries);
    positions.filter_map(|position| Some(&library.knowledge.entries().get(position)?.id)).collect()
}

/// What must be said first, with its sources: judged by the whole message,
/// whichever part of it is answered.
fn warnings(library: &Library, question: &Question) -> Vec<(String, Vec<Citation>)> {
    let warnings = library.knowledge.warnings();
    let called_for = library.safety.called_for(&question.tokens).into_iter().filter_map(|number| warnings.get(number));
    called_for.map(|warning| (warning.text.clone(), cite(&library.knowledge, &warning.sources))).collect()
}

/// Whether an entry was written for this very question. A maker's or a model's
/// card never was: the facts know better which of its lines is asked for.
fn is_written_for_it(library: &Library, candidate: &Candidate) -> bool {
    let entry = library.knowledge.entries().get(candidate.position);
    let written = entry.is_some_and(|entry| !matches!(entry.kind, Kind::Brand | Kind::Model));
    written && candidate.features.phrasing >= WRITTEN_FOR_IT
}

/// An answer made of typed facts, if the question asks for one.
pub fn from_facts(library: &Library, question: &Question) -> Option<(Route, Answer)> {
    let lists = list::answer(library, question).map(|answer| (Route::List, answer));
    let compared = comparison::answer(library, question).filter(|_| !facts::is_pointed(library, question));
    let compared = compared.map(|answer| (Route::Comparison, answer));
    // "Moondrop's cheapest" asks for the first of a list, not for the maker.
    let ranks = lists.is_some() && degree::is_superlative(question);
    let known = facts::answers(library, question).filter(|_| !ranks).map(|answer| (Route::Facts, answer));
    let mut best: Option<(Route, Answer)> = None;
    for (route, mut answer) in [compared, known, lists].into_iter().flatten() {
        answer.score *= SUREST_FACT;
        if best.as_ref().is_none_or(|(_, other)| answer.score > other.score) {
            best = Some((route, answer));
        }
    }
    best
}

impl Attempt {
    /// The id of the answer that it comes to.
    fn first_id(&self, library: &Library) -> Option<String> {
        let entry = || library.knowledge.entries().get(self.candidates.first()?.position);
        self.made.as_ref().map(|(_, answer)| answer.id.clone()).or_else(|| Some(entry()?.id.to_string()))
    }

    fn decide(self, library: &Library, text: &str) -> Decision {
        let route = self.made.as_ref().map_or(Route::Entry, |(route, _)| *route);
        let (outcome, answers) = self.outcome(library);
        let reply = Reply::new(text, outcome, answers, self.question.corrections.clone());
        Decision { reply, question: self.question, candidates: self.candidates, confidence: self.confidence, route }
    }

    fn outcome(&self, library: &Library) -> (Outcome, Vec<Answer>) {
        if self.confidence < SUGGEST_FROM {
            return (Outcome::Unknown, Vec::new());
        }
        let rivals = if self.is_about_gear(library) { rivals(library, &self.question) } else { Vec::new() };
        if !rivals.is_empty() {
            let answers =
                rivals.into_iter().take(SUGGESTIONS).map(|entry| card(&library.knowledge, entry, self.confidence));
            return (Outcome::Suggest, answers.collect());
        }
        if self.confidence < ANSWER_FROM {
            return (Outcome::Suggest, self.suggestions(library));
        }
        (Outcome::Answer, self.answers(library))
    }

    /// Whether it answers with a brand or a model.
    fn is_about_gear(&self, library: &Library) -> bool {
        let first = self.candidates.first().and_then(|first| library.knowledge.entries().get(first.position));
        match &self.made {
            Some((route, _)) => *route == Route::Facts,
            None => first.is_some_and(is_gear),
        }
    }

    fn answers(&self, library: &Library) -> Vec<Answer> {
        let also: Vec<usize> =
            self.candidates.iter().take(RELATED_SHOWN + 1).map(|candidate| candidate.position).collect();
        let entries = library.knowledge.entries();
        if let Some((_, answer)) = &self.made {
            let mut answers = vec![answer.clone()];
            let others = also
                .iter()
                .filter_map(|position| entries.get(*position))
                .filter(|entry| entry.id.as_str() != answer.id);
            answers.extend(others.take(RELATED_SHOWN).map(|entry| card(&library.knowledge, entry, 0.0)));
            return answers;
        }
        let Some((candidate, entry)) =
            self.candidates.first().and_then(|first| Some((first, entries.get(first.position)?)))
        else {
            return Vec::new();
        };
        let mut answers = vec![card(&library.knowledge, entry, candidate.confidence)];
        if let (Some(first), Some(result)) = (answers.first_mut(), computation::result(&self.question)) {
            first.text = format!("{result}\n\n{}", first.text);
        }
        answers.extend(related(library, entry, also.get(1..).unwrap_or_default()));
        answers
    }

    fn suggestions(&self, library: &Library) -> Vec<Answer> {
        let entries = library.knowledge.entries();
        let found = self.candidates.iter().filter_map(|candidate| Some((candidate, entries.get(candidate.position)?)));
        let made = self.made.as_ref().map_or("", |(_, answer)| answer.id.as_str());
        let found = found.filter(|(_, entry)| entry.id.as_str() != made);
        let found = found.map(|(candidate, entry)| card(&library.knowledge, entry, candidate.confidence));
        self.made.iter().map(|(_, answer)| answer.clone()).chain(found).take(SUGGESTIONS).collect()
    }
}
