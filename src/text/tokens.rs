//! Cutting text into words.

use super::normalise::normalise;
use super::numbers::with_digits;
use foldhash::HashMap;
use frostem::{Algorithm, Stemmer};
use std::ops::Deref;
use std::sync::Arc;

/// A word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// The word, folded: lower case, no accents.
    pub text: String,
    /// Its stem, the form in which words are compared: `cables` is `cabl`.
    /// Anything with a digit is its own stem.
    pub stem: String,
}

impl Word {
    /// A folded word.
    pub fn new(text: String) -> Self {
        let stem = stem(&text);
        Self { text, stem }
    }
}

/// A word where it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// Texts say the same words over and over; they share them.
    word: Arc<Word>,
    /// Which sentence of the text it stands in, from 0.
    pub sentence: usize,
    /// Which clause of the text, from 0: sentences are parted at commas too.
    pub clause: usize,
}

impl Deref for Token {
    type Target = Word;

    fn deref(&self) -> &Word {
        &self.word
    }
}

impl Token {
    /// Another word in its place.
    #[must_use]
    pub fn replaced(&self, word: Arc<Word>) -> Self {
        Self { word, ..*self }
    }
}

/// Cuts many texts into words, each word of which is stemmed and kept once.
#[derive(Debug, Default)]
pub struct Cutter {
    met: HashMap<String, Arc<Word>>,
}

impl Cutter {
    /// As [`tokenise`].
    pub fn tokenise(&mut self, text: &str) -> Vec<Token> {
        tokens_of(text, |word| self.word(word))
    }

    fn word(&mut self, text: String) -> Arc<Word> {
        if let Some(word) = self.met.get(&text) {
            return Arc::clone(word);
        }
        let word = Arc::new(Word::new(text.clone()));
        self.met.insert(text, Arc::clone(&word));
        word
    }
}

/// Cuts a text into words, after [`normalise`].
///
/// Numbers keep their decimal point and their millimetres (`3,5 mm` is
/// `3.5mm`); possessives lose their `'s`; everything else that is not a letter
/// or digit parts words.
///
/// ```
/// # use iem_bot::text::tokens::words;
/// assert_eq!(words("Does the SE-215's plug fit 3,5 mm?"), ["does", "the", "se", "215", "plug", "fit", "3.5mm"]);
/// ```
pub fn tokenise(text: &str) -> Vec<Token> {
    tokens_of(text, |word| Arc::new(Word::new(word)))
}

fn tokens_of(text: &str, mut known: impl FnMut(String) -> Arc<Word>) -> Vec<Token> {
    let folded = normalise(text);
    let mut tokens = Vec::new();
    let mut clause = 0;
    for (sentence, part) in sentences(&folded).enumerate() {
        for part in clauses(part) {
            let words = join_units(with_digits(cut(part)));
            tokens.extend(words.into_iter().map(|word| Token { word: known(word), sentence, clause }));
            clause += 1;
        }
    }
    tokens
}

/// The words of a text, without stems.
pub fn words(text: &str) -> Vec<String> {
    let folded = normalise(text);
    sentences(&folded).flat_map(clauses).flat_map(|clause| join_units(with_digits(cut(clause)))).collect()
}

/// The letters and digits of a name and nothing else, so that spellings meet:
/// `SE-215`, `SE 215` and `se215` are one.
///
/// Digits stay: `SE535` and `SE846` are different earphones. A plus sign
/// stays too (`5+2`, `MP145+`), as it tells models apart.
///
/// ```
/// # use iem_bot::text::tokens::fold_name;
/// assert_eq!(fold_name("KZ ZS10-Pro"), "kzzs10pro");
/// ```
pub fn fold_name(name: &str) -> String {
    words(name).concat()
}

/// The form in which two inflections of a word are the same.
pub fn stem(word: &str) -> String {
    if word.len() <= 3 || !word.chars().all(|c| c.is_ascii_alphabetic()) {
        return word.to_owned();
    }
    Stemmer::new(Algorithm::English).stem(word).into_owned()
}

/// Sentences and clauses: what stands between full stops, question marks and
/// line ends. A point inside a number or name does not end one.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let ends_at = |at: usize, c: char| match c {
        '?' | '!' | '\n' | ';' => true,
        '.' => text.as_bytes().get(at + 1).is_none_or(u8::is_ascii_whitespace),
        _ => false,
    };
    parted_at(text, ends_at)
}

/// What stands between commas, colons, brackets and dashes with a space after.
fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    // Each of the signs is one byte long.
    let before_space = |at: usize| sentence.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let after_space = |at: usize| sentence.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
    let parts_at = move |at: usize, c: char| match c {
        '(' => true,
        ',' | ':' | ')' => before_space(at),
        '-' => before_space(at) && after_space(at),
        _ => false,
    };
    parted_at(sentence, parts_at)
}

/// The parts of a text between certain characters, without those that have no
/// word.
fn parted_at(text: &str, parts_at: impl Fn(usize, char) -> bool) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        if parts_at(at, c) {
            parts.extend(text.get(start..at));
            start = at + c.len_utf8();
        }
    }
    parts.extend(text.get(start..));
    parts.into_iter().filter(|part| part.chars().any(char::is_alphanumeric))
}

fn cut(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let mut ahead = rest.clone();
        let mut next = || ahead.next().unwrap_or(' ');
        if c.is_alphanumeric() {
            word.push(c);
        } else if matches!(c, '.' | ',' | '/' | '\'') {
            let (after, after_that) = (next(), next());
            let in_number = before.is_ascii_digit() && after.is_ascii_digit();
            match c {
                '/' if in_number => word.push('/'),
                '.' | ',' if in_number => word.push('.'),
                '.' if after.is_ascii_digit() && word.is_empty() => word.push_str("0."),
                '\'' if after == 's' && !after_that.is_alphanumeric() => {
                    // Moondrop's is moondrop
                    rest.next();
                    flush(&mut word, &mut words);
                }
                // don't is one word, dont
                '\'' if !word.is_empty() && after.is_alphanumeric() => {}
                _ => flush(&mut word, &mut words),
            }
        } else {
            flush(&mut word, &mut words);
        }
        before = c;
    }
    flush(&mut word, &mut words);
    words
}

fn flush(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// Plug and pin sizes as the trade writes them, so that `4.4`, `4.4 mm` and
/// `4.4mm` are one word, and inches the millimetres that everybody says.
const SIZES: [(&str, &str); 10] = [
    ("0.75", "0.75mm"),
    ("0.78", "0.78mm"),
    ("2.5", "2.5mm"),
    ("3.5", "3.5mm"),
    ("4.4", "4.4mm"),
    ("6.35", "6.35mm"),
    ("6.3", "6.35mm"),
    ("6.3mm", "6.35mm"),
    ("1/4", "6.35mm"),
    ("1/8", "3.5mm"),
];

/// Puts numbers and their units together.
fn join_units(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if word == "mm" && joined.last().is_some_and(|last| is_number(last)) {
            if let Some(last) = joined.last_mut() {
                last.push_str("mm");
            }
        } else if word == "mm" && joined.last().is_some_and(|last| last.ends_with("mm")) {
        } else if !word.starts_with(|c: char| c.is_ascii_digit()) {
            joined.push(word);
        } else if let Some((number, unit)) = parted(&word) {
            joined.extend([number.to_owned(), unit.to_owned()]);
        } else if let Some((_, size)) = SIZES.iter().find(|(typed, _)| *typed == word) {
            joined.push((*size).to_owned());
        } else {
            joined.push(word);
        }
    }
    joined
}

/// Units that people write without a space, and that no name ends in.
const UNITS: [&str; 9] = ["db", "ohm", "ohms", "mw", "mv", "vrms", "kbps", "khz", "ω"];

/// `16ohm` as number and unit.
fn parted(word: &str) -> Option<(&str, &str)> {
    let (number, unit) = word.split_at_checked(word.find(|c: char| !c.is_ascii_digit() && c != '.')?)?;
    (!number.is_empty() && UNITS.contains(&unit)).then_some((number, unit))
}

fn is_number(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        for (typed, expected) in [
            ("2-pin 0.78", "2 pin 0.78mm"),
            ("0,78?", "0.78mm"),
            (".78 mm", "0.78mm"),
            ("3.5mm vs 4.4 mm", "3.5mm vs 4.4mm"),
            ("1/8\" jack", "3.5mm jack"),
            ("a 1/4 inch plug", "a 6.35mm inch plug"),
            ("Performer 5+2", "performer 5 2"),
            ("dB/mW", "db mw"),
            ("105dB/mW 16ohm 7Hz", "105 db mw 16 ohm 7hz"),
            ("Moondrop's don't", "moondrop dont"),
            ("14.2 mm planar", "14.2mm planar"),
            ("nanna 2.0", "nanna 2.0"),
            ("!!!", ""),
        ] {
            assert_eq!(words(typed).join(" "), expected, "{typed:?}");
        }
    }

    #[test]
    fn sentences_are_counted() {
        let tokens = tokenise("Hi! New here. Which is 4.4?\nThanks");
        let numbers: Vec<usize> = tokens.iter().map(|token| token.sentence).collect();
        assert_eq!(numbers, [0, 1, 1, 2, 2, 2, 3]);
    }

    #[test]
    fn clauses_are_counted_through() {
        let tokens = tokenise("Hi, new here. My uncle - a drummer - says 3,5 mm, right?");
        let clauses: Vec<usize> = tokens.iter().map(|token| token.clause).collect();
        assert_eq!(clauses, [0, 1, 1, 2, 2, 3, 3, 4, 4, 5]);
    }
}
