//! What a question says: its words, repaired; the things it names; and whether
//! it is about our topic at all.

use super::attribute::is_cue;
use super::degree::is_degree_word;
use super::reply::Correction;
use super::run_together;
use crate::knowledge::entry::Kind;
use crate::search::Library;
use crate::search::names::Link;
use crate::search::wording::Wording;
use crate::text::english::is_english;
use crate::text::tokens::{Token, Word, tokenise};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most words of a question that are looked at. Discord allows 6,000
/// characters; nobody's question needs more than this.
const MOST_WORDS: usize = 160;
/// A message with this many words is a story with a question in it.
const LONG_MESSAGE: usize = 15;
/// A word lighter than this is one that our texts use all the time.
const EVERYDAY: f32 = 0.4;

/// A question, or one sentence of it, understood.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its words, corrected and rewritten.
    pub tokens: Vec<Token>,
    /// The names in it.
    pub links: Vec<Link>,
    /// Which words belong to phrases of other topics.
    pub off_topic: Vec<bool>,
    /// Its words, weighed.
    pub wording: Wording,
    /// Words that were read as others.
    pub corrections: Vec<Correction>,
}

impl Question {
    /// Understands a whole text.
    pub fn new(library: &Library, text: &str) -> Self {
        let mut tokens = tokenise(text);
        tokens.truncate(MOST_WORDS);
        let corrections = correct(library, &mut tokens);
        let tokens: Vec<Token> = tokens.into_iter().flat_map(|token| apart(library, token)).collect();
        Self::of_tokens(library, library.analyser.rewritten(&tokens), corrections)
    }

    fn of_tokens(library: &Library, tokens: Vec<Token>, corrections: Vec<Correction>) -> Self {
        let off_topic = library.analyser.off_topic(&tokens);
        let found = library.names.find(&tokens);
        let links: Vec<Link> =
            found.iter().filter(|link| is_supported(library, &tokens, &off_topic, &found, link)).cloned().collect();
        let wording = Wording::new(&tokens, &links, &library.lexicon, &library.analyser);
        Self { tokens, links, off_topic, wording, corrections }
    }

    /// Its sentences, each understood by itself, where it has several.
    pub fn sentences(&self, library: &Library) -> Vec<Question> {
        self.parted(library, |token| token.sentence)
    }

    /// The same for its clauses, in a message so long that the question may be
    /// one of them, or where one of them alone speaks of our topic: "sorry if
    /// this is dumb, but ...".
    pub fn clauses(&self, library: &Library) -> Vec<Question> {
        let clauses = self.parted(library, |token| token.clause);
        if self.tokens.len() >= LONG_MESSAGE {
            return clauses;
        }
        let mut topical: Vec<Question> = clauses.into_iter().filter(|clause| clause.is_topical(library)).collect();
        let alone = topical.len() == 1 && !self.off_topic.contains(&true);
        if !alone {
            topical.clear();
        }
        topical
    }

    fn parted(&self, library: &Library, part: impl Fn(&Token) -> usize) -> Vec<Question> {
        let numbers: BTreeSet<usize> = self.tokens.iter().map(&part).collect();
        if numbers.len() < 2 {
            return Vec::new();
        }
        numbers
            .into_iter()
            .map(|number| self.tokens.iter().filter(|token| part(token) == number).cloned().collect())
            .map(|tokens| Self::of_tokens(library, tokens, self.corrections.clone()))
            .collect()
    }

    /// Whether it has one of these words.
    pub fn has_word(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|token| words.contains(&token.text.as_str()))
    }

    /// Whether nothing in it says anything: no word, no name, no phrasing.
    pub fn is_empty(&self, library: &Library) -> bool {
        let known = !self.links.is_empty() || library.profiles.verbatim(&self.tokens).is_some();
        !known && self.tokens.iter().all(|token| library.analyser.is_filler(&token.text))
    }

    /// Whether it says enough to be a question by itself: two words that are
    /// not mere filling, or a name.
    pub fn says_enough(&self, library: &Library) -> bool {
        let words = self.tokens.iter().filter(|token| !library.analyser.is_filler(&token.text)).count();
        words >= 2 || self.links.iter().any(|link| !link.ambiguous)
    }

    /// The share of its weight that falls to a property of its words, given
    /// for each as a number from 0 to 1.
    pub fn share(&self, library: &Library, of_word: impl Fn(usize, &Token) -> f32) -> f32 {
        let weighed = self.tokens.iter().enumerate().map(|(index, token)| {
            let weight = library.lexicon.weight(token, &library.analyser);
            (weight, of_word(index, token))
        });
        weighed_share(weighed)
    }

    /// The share of its weight that lies on words that no entry is asked by,
    /// or that belong to another topic: from 0 to 1.
    pub fn foreign_share(&self, library: &Library) -> f32 {
        self.share(library, |index, _| f32::from(u8::from(is_foreign(library, &self.tokens, &self.off_topic, index))))
    }
}

impl Question {
    /// How many of its words no entry is asked by, or belong to another topic.
    pub fn foreign_words(&self, library: &Library) -> u8 {
        let foreign = (0..self.tokens.len()).filter(|index| is_foreign(library, &self.tokens, &self.off_topic, *index));
        u8::try_from(foreign.count()).unwrap_or(u8::MAX)
    }

    /// Its words that are not mere filling, with their places; each once.
    pub fn telling_words<'q>(&'q self, library: &'q Library) -> impl Iterator<Item = (usize, &'q Token)> {
        let said_before = |index: usize, stem: &str| self.tokens.iter().take(index).any(|token| token.stem == stem);
        let telling = self.tokens.iter().enumerate().filter(|(_, token)| !library.analyser.is_filler(&token.text));
        telling.filter(move |(index, token)| !said_before(*index, &token.stem))
    }

    /// How rare its words are in the knowledge, on the mean: from 0 to 1.
    pub fn rarity(&self, library: &Library) -> f32 {
        let is_name = |index: usize| self.links.iter().any(|link| link.covers(index));
        weighed_share(self.telling_words(library).map(|(index, token)| {
            let rarity = if is_name(index) { 0.0 } else { library.lexicon.weight(token, &library.analyser) };
            (1.0, rarity)
        }))
    }

    /// The share of its words that are neither ours nor English.
    pub fn strange_share(&self, library: &Library) -> f32 {
        let telling = self.telling_words(library);
        weighed_share(telling.map(|(_, token)| (1.0, f32::from(u8::from(is_strange(library, token))))))
    }

    /// Whether it has a word that places it within the hobby, or a name that
    /// is nothing else.
    pub fn is_topical(&self, library: &Library) -> bool {
        let topic_word = |token: &Token| library.analyser.is_topic_word(&token.stem);
        self.tokens.iter().any(topic_word) || self.links.iter().any(|link| !link.ambiguous)
    }
}

fn is_foreign(library: &Library, tokens: &[Token], off_topic: &[bool], index: usize) -> bool {
    let Some(token) = tokens.get(index) else { return false };
    off_topic.get(index).copied().unwrap_or(false)
        || !(library.analyser.is_filler(&token.text) || library.lexicon.is_asked_by(token, &library.analyser))
}

/// The mean of shares, each with a weight; nought where nothing has weight.
pub fn weighed_share(parts: impl Iterator<Item = (f32, f32)>) -> f32 {
    let (total, sum) = parts.fold((0.0, 0.0), |(total, sum), (weight, share)| (total + weight, sum + weight * share));
    if total > 0.0 { sum / total } else { 0.0 }
}

/// Repairs misspelt words in place.
fn correct(library: &Library, tokens: &mut [Token]) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for token in tokens {
        if is_cue(&token.text) {
            continue;
        }
        let word = library.lexicon.correct(&token.text).map(str::to_owned);
        let Some(read_as) = word.or_else(|| correct_numbered(library, &token.text)) else { continue };
        corrections.push(Correction { typed: token.text.clone(), read_as: read_as.clone() });
        *token = token.replaced(Arc::new(Word::new(read_as)));
    }
    corrections
}

/// The words that a token is made of, where they were written without spaces.
fn apart(library: &Library, token: Token) -> Vec<Token> {
    match run_together::parts(library, &token.text) {
        _ if is_cue(&token.text) => vec![token],
        Some(parts) => parts.into_iter().map(|part| token.replaced(Arc::new(Word::new(part)))).collect(),
        None => vec![token],
    }
}

/// Repairs the letters of a name that ends in digits, if that makes a name:
/// `blesing3` is `blessing3`.
fn correct_numbered(library: &Library, word: &str) -> Option<String> {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = word.get(letters.len()..).filter(|digits| !digits.is_empty())?;
    let repaired = format!("{}{digits}", library.lexicon.correct(letters)?);
    library.names.get(&repaired).is_some().then_some(repaired)
}

/// Whether a name is meant as a name. One that is an ordinary word needs
/// company: its maker, or words that are all of our topic. "Aria hotel las
/// vegas parking" is not about the Aria.
fn is_supported(library: &Library, tokens: &[Token], off_topic: &[bool], all: &[Link], link: &Link) -> bool {
    if !link.ambiguous {
        return true;
    }
    let kin = |other: &&Link| {
        *other != link && !other.ambiguous && other.entries.iter().any(|position| is_gear(library, *position))
    };
    if all.iter().any(|other| kin(&other)) {
        return true;
    }
    if !may_stand_alone(library, tokens, link) {
        return false;
    }
    let mut others = 0;
    let mut foreign = 0;
    for (index, token) in tokens.iter().enumerate() {
        if link.covers(index) || library.analyser.is_filler(&token.text) {
            continue;
        }
        if is_strange(library, token) {
            return false;
        }
        others += 1;
        let asks = is_cue(&token.text)
            || is_degree_word(&token.text)
            || (is_country(library, &token.text) && link.entries.iter().any(|position| is_brand(library, *position)));
        foreign += usize::from(!asks && is_foreign(library, tokens, off_topic, index));
    }
    foreign * 3 <= others
}

fn is_country(library: &Library, word: &str) -> bool {
    !library.analyser.countries(&[word.to_owned()]).is_empty()
}

fn is_brand(library: &Library, position: usize) -> bool {
    library.knowledge.entries().get(position).is_some_and(|entry| entry.kind == Kind::Brand)
}

/// Whether a plain word can be a name without its maker's beside it. A word
/// that our texts use all the time ("volume") cannot, nor can a number ("2000"),
/// unless nothing else is asked.
fn may_stand_alone(library: &Library, tokens: &[Token], link: &Link) -> bool {
    let mut named = tokens.iter().skip(link.start).take(link.length);
    let is_all = link.length == tokens.len();
    is_all
        || !named.all(|token| {
            token.text.chars().all(|c| c.is_ascii_digit())
                || library.lexicon.weight(token, &library.analyser) < EVERYDAY
        })
}

/// Whether a word is neither ours nor English: most likely a name that we do
/// not know, and then what stands beside it is not what we think.
fn is_strange(library: &Library, token: &Token) -> bool {
    let letters = token.text.len() >= 4 && token.text.chars().all(char::is_alphabetic);
    letters && !library.lexicon.knows(token) && !is_english(&token.text)
}

fn is_gear(library: &Library, position: usize) -> bool {
    library.knowledge.entries().get(position).is_some_and(|entry| matches!(entry.kind, Kind::Brand | Kind::Model))
}
