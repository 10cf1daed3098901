//! Words with the vocabulary applied: the same for questions and knowledge, so
//! that both meet.

use crate::knowledge::vocabulary::{Country, Vocabulary};
use crate::text::tokens::{Cutter, Token, Word, stem, tokenise, words};
use foldhash::{HashMap, HashSet};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Words, and the words that take their place.
type Replacement = (Vec<String>, Vec<Arc<Word>>);

/// Cuts text into words and puts slang, abbreviations and variant spellings
/// into the form that the knowledge uses.
#[derive(Debug, Default)]
pub struct Analyser {
    /// By first word: the words to replace, longest first, and what with.
    rewrites: HashMap<String, Vec<Replacement>>,
    synonyms: HashMap<String, Vec<String>>,
    filler: HashSet<String>,
    off_topic: HashMap<String, Vec<Vec<String>>>,
    topic_words: HashSet<String>,
    /// Names of countries with what else they are called, all cut into words.
    countries: Vec<(String, Vec<Vec<String>>)>,
}

impl Analyser {
    /// An analyser for a vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut analyser = Self::default();
        for rewrite in &vocabulary.rewrites {
            let to: Vec<Arc<Word>> = words(&rewrite.to).into_iter().map(|word| Arc::new(Word::new(word))).collect();
            for from in &rewrite.from {
                analyser.add_rewrite(words(from), to.clone());
            }
        }
        for variants in analyser.rewrites.values_mut() {
            variants.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        for group in &vocabulary.synonyms {
            analyser.add_synonyms(group);
        }
        analyser.filler = vocabulary.filler.iter().flat_map(|word| words(word)).collect();
        analyser.topic_words =
            vocabulary.topic_words.iter().flat_map(|word| words(word)).map(|word| stem(&word)).collect();
        analyser.countries = vocabulary.countries.iter().map(names_of).collect();
        for phrase in &vocabulary.off_topic {
            let stems: Vec<String> = words(phrase).iter().map(|word| stem(word)).collect();
            if let Some(first) = stems.first() {
                analyser.off_topic.entry(first.clone()).or_default().push(stems);
            }
        }
        analyser
    }

    fn add_rewrite(&mut self, from: Vec<String>, to: Vec<Arc<Word>>) {
        if let Some(first) = from.first() {
            self.rewrites.entry(first.clone()).or_default().push((from, to));
        }
    }

    fn add_synonyms(&mut self, group: &[String]) {
        let stems: BTreeSet<String> =
            group.iter().flat_map(|word| self.rewritten(&tokenise(word))).map(|token| token.stem.clone()).collect();
        for one in &stems {
            let others = stems.iter().filter(|other| *other != one).cloned();
            self.synonyms.entry(one.clone()).or_default().extend(others);
        }
    }

    /// The words of a text.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        self.rewritten(&tokenise(text))
    }

    /// The same for one of many texts.
    pub fn tokens_of_one(&self, text: &str, cutter: &mut Cutter) -> Vec<Token> {
        self.rewritten(&cutter.tokenise(text))
    }

    /// The words with rewrites applied once, longest first, never across
    /// sentences.
    pub fn rewritten(&self, tokens: &[Token]) -> Vec<Token> {
        let mut out = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some((length, to)) = self.rewrite_at(tokens, at) {
                out.extend(to.iter().map(|word| token.replaced(Arc::clone(word))));
                at += length;
            } else {
                out.push(token.clone());
                at += 1;
            }
        }
        out
    }

    fn rewrite_at(&self, tokens: &[Token], at: usize) -> Option<(usize, &[Arc<Word>])> {
        let first = tokens.get(at)?;
        let fits = |from: &[String]| {
            let there = tokens.get(at..at + from.len());
            there.is_some_and(|there| {
                there.iter().zip(from).all(|(token, word)| token.text == *word && token.sentence == first.sentence)
            })
        };
        let variants = self.rewrites.get(&first.text)?;
        variants.iter().find(|(from, _)| fits(from)).map(|(from, to)| (from.len(), to.as_slice()))
    }

    /// Words that mean nearly the same as a stem.
    pub fn synonyms(&self, stem: &str) -> &[String] {
        self.synonyms.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Every stem that has synonyms, with them.
    pub fn all_synonyms(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.synonyms.iter().map(|(stem, others)| (stem.as_str(), others.as_slice()))
    }

    /// Whether a word says nothing about the topic: "please", "what", "my".
    pub fn is_filler(&self, word: &str) -> bool {
        self.filler.contains(word)
    }

    /// Whether a word places a question within the hobby: "iem", "earphone".
    pub fn is_topic_word(&self, stem: &str) -> bool {
        self.topic_words.contains(stem)
    }

    /// The countries that words name, as nouns or adjectives.
    pub fn countries(&self, text: &[String]) -> Vec<String> {
        let is_named = |names: &[Vec<String>]| {
            names.iter().any(|name| !name.is_empty() && text.windows(name.len()).any(|window| window == name))
        };
        self.countries.iter().filter(|(_, names)| is_named(names)).map(|(country, _)| country.clone()).collect()
    }

    /// Which words belong to a phrase of another topic, such as "guitar amp".
    pub fn off_topic(&self, tokens: &[Token]) -> Vec<bool> {
        let mut marked = vec![false; tokens.len()];
        for at in 0..tokens.len() {
            let Some(phrases) = tokens.get(at).and_then(|token| self.off_topic.get(&token.stem)) else { continue };
            for phrase in phrases {
                let there = tokens.get(at..at + phrase.len());
                if there.is_some_and(|there| there.iter().zip(phrase).all(|(token, stem)| token.stem == *stem)) {
                    marked.iter_mut().skip(at).take(phrase.len()).for_each(|mark| *mark = true);
                }
            }
        }
        marked
    }

    /// Every word the vocabulary speaks of, so that none of them is
    /// "corrected" into something else.
    pub fn own_words(&self) -> BTreeSet<&str> {
        let rewrites = self.rewrites.values().flatten();
        let own = rewrites.flat_map(|(from, to)| from.iter().chain(to.iter().map(|word| &word.text)));
        own.chain(&self.filler).map(String::as_str).collect()
    }
}

fn names_of(country: &Country) -> (String, Vec<Vec<String>>) {
    let names = [&country.name, &country.adjective].into_iter().chain(&country.aliases);
    (country.name.clone(), names.map(|name| words(name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::vocabulary::Rewrite;

    fn analyser() -> Analyser {
        let rewrite = |from: &[&str], to: &str| Rewrite {
            from: from.iter().map(|text| (*text).to_owned()).collect(),
            to: to.to_owned(),
        };
        Analyser::new(&Vocabulary {
            rewrites: vec![rewrite(&["2 pin", "two pin"], "2pin"), rewrite(&["in ear", "in ear monitor"], "iem")],
            synonyms: vec![vec!["cable".into(), "wire".into()]],
            off_topic: vec!["guitar amp".into()],
            ..Vocabulary::default()
        })
    }

    fn text(analyser: &Analyser, text: &str) -> String {
        analyser.tokens(text).into_iter().map(|token| token.text.clone()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_longest_rewrite_wins_and_none_crosses_a_sentence() {
        let analyser = analyser();
        assert_eq!(text(&analyser, "In-ear monitor with Two-Pin"), "iem with 2pin");
        assert_eq!(text(&analyser, "I like two. Pin it"), "i like two pin it");
    }

    #[test]
    fn synonyms_go_both_ways() {
        let analyser = analyser();
        assert_eq!(analyser.synonyms("cabl"), ["wire"]);
        assert_eq!(analyser.synonyms("wire"), ["cabl"]);
    }

    #[test]
    fn phrases_of_other_topics_are_marked() {
        let analyser = analyser();
        let tokens = analyser.tokens("best guitar amps 50 watts");
        assert_eq!(analyser.off_topic(&tokens), [false, true, true, false, false]);
    }
}
