//! "Cheaper", "the oldest", "more drivers", "easier to drive": which fact a
//! comparative or superlative weighs, and which end of it is wanted.

use super::attribute::Attribute;
use super::card::{brand_of, model_of};
use super::driving::{loudness_at_one_volt, ohms};
use super::understanding::Question;
use crate::knowledge::entry::Entry;

/// Which end of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The highest number.
    Most,
    /// The lowest.
    Least,
}

/// What a question wants the most or the least of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Degree {
    /// The fact that is weighed.
    pub attribute: Attribute,
    /// The end that is wanted.
    pub end: End,
}

/// Words that say it all by themselves.
const WHOLE: &[(&[&str], Attribute, End)] = &[
    (&["cheaper", "cheapest"], Attribute::Price, End::Least),
    (&["pricier", "priciest", "dearer", "dearest", "costlier", "costliest"], Attribute::Price, End::Most),
    (&["older", "oldest", "earlier", "earliest"], Attribute::Year, End::Least),
    (&["newer", "newest", "younger", "youngest", "later", "latest"], Attribute::Year, End::Most),
    (&["louder", "loudest"], Attribute::Sensitivity, End::Most),
    (&["quieter", "quietest"], Attribute::Sensitivity, End::Least),
];
/// Words that need another to say of what; an end of the number itself.
const ENDS: [(&[&str], End); 2] = [
    (&["more", "most", "higher", "highest", "greater", "greatest", "bigger", "biggest"], End::Most),
    (&["less", "least", "fewer", "fewest", "lower", "lowest", "smaller", "smallest"], End::Least),
];
/// Of what.
const SCALES: &[(&[&str], Attribute)] = &[
    (&["driver", "drivers", "armatures"], Attribute::Drivers),
    (&["impedance", "ohm"], Attribute::Impedance),
    (&["sensitivity", "sensitive", "efficient", "efficiency"], Attribute::Sensitivity),
    (&["expensive", "pricey", "costly", "cost", "costs", "price", "money", "dollars"], Attribute::Price),
    (&["recent", "modern"], Attribute::Year),
];
/// How many words away: "most balanced armatures".
const SCALE_WITHIN: usize = 2;
/// How hard to drive: the harder, the less sensitive.
const EFFORT: [(&[&str], End); 2] =
    [(&["easier", "easiest"], End::Most), (&["harder", "hardest", "tougher", "toughest"], End::Least)];
/// What takes the effort.
const DRIVING: [&str; 4] = ["drive", "driving", "power", "run"];
/// Beside these "first", "before" and "after" ask for the earlier or later.
const BEGINNING: [&str; 9] =
    ["came", "come", "out", "released", "launched", "founded", "started", "established", "existed"];

/// The comparative or superlative in a question.
pub fn asked(question: &Question) -> Option<Degree> {
    let has = |words: &[&str]| question.has_word(words);
    if let Some((_, attribute, end)) = WHOLE.iter().find(|(words, ..)| has(words)) {
        return Some(Degree { attribute: *attribute, end: *end });
    }
    if has(&DRIVING) {
        let effort = EFFORT.iter().find(|(words, _)| has(words)).map(|(_, end)| *end);
        // What needs more power is the less sensitive.
        let needed = if has(&["more", "most"]) { Some(End::Least) } else { None };
        let needed = needed.filter(|_| has(&["power"]));
        return effort.or(needed).map(|end| Degree { attribute: Attribute::Sensitivity, end });
    }
    if has(&BEGINNING) {
        let sooner = has(&["first", "before"]).then_some(End::Least);
        let end = sooner.or_else(|| has(&["after"]).then_some(End::Most));
        if let Some(end) = end {
            return Some(Degree { attribute: Attribute::Year, end });
        }
    }
    end_of_scale(question)
}

/// Whether it is a superlative: one out of many is wanted.
pub fn is_superlative(question: &Question) -> bool {
    let is_highest = |word: &str| word.ends_with("est") && is_degree_word(word) || matches!(word, "most" | "least");
    asked(question).is_some() && question.tokens.iter().any(|token| is_highest(&token.text))
}

/// "More drivers", "costs less": an end with its scale beside it.
fn end_of_scale(question: &Question) -> Option<Degree> {
    let word = |at: usize| question.tokens.get(at).map_or("", |token| token.text.as_str());
    (0..question.tokens.len()).find_map(|at| {
        let (_, end) = ENDS.iter().find(|(words, _)| words.contains(&word(at)))?;
        let near = at.saturating_sub(SCALE_WITHIN)..=at + SCALE_WITHIN;
        let scale = |near: usize| SCALES.iter().find(|(words, _)| words.contains(&word(near)));
        let (_, attribute) = near.into_iter().find_map(scale)?;
        Some(Degree { attribute: *attribute, end: *end })
    })
}

/// Whether a word helps to say a degree.
pub fn is_degree_word(word: &str) -> bool {
    let whole = WHOLE.iter().map(|(words, ..)| *words);
    let scales = SCALES.iter().map(|(words, _)| *words);
    let ends = ENDS.iter().chain(&EFFORT).map(|(words, _)| *words);
    whole.chain(scales).chain(ends).chain([DRIVING.as_slice(), &BEGINNING]).any(|words| words.contains(&word))
        || matches!(word, "first" | "before" | "after")
}

impl Degree {
    /// Things in the order that is asked for, each with its number; those
    /// without one are left out.
    pub fn ranked<'e>(self, things: impl IntoIterator<Item = &'e Entry>) -> Vec<(&'e Entry, f64)> {
        let numbered = things.into_iter().filter_map(|entry| Some((entry, number(entry, self.attribute)?)));
        let mut ranked: Vec<(&Entry, f64)> = numbered.collect();
        ranked.sort_by(|(_, one), (_, other)| match self.end {
            End::Most => other.total_cmp(one),
            End::Least => one.total_cmp(other),
        });
        ranked
    }

    /// Of two: "is cheaper".
    pub fn comparative(self) -> &'static str {
        self.words().0
    }

    /// Of more: "is the cheapest".
    pub fn superlative(self) -> String {
        let (_, verb, superlative) = self.words();
        format!("{verb} the {superlative}")
    }

    /// How a list in this order is headed: "the cheapest first".
    pub fn heading(self) -> String {
        format!("the {} first", self.words().2)
    }

    /// What is weighed, as it is called where it is missing.
    pub fn figure(self) -> &'static str {
        match self.attribute {
            Attribute::Price => "price",
            Attribute::Drivers => "number of drivers",
            Attribute::Impedance => "impedance",
            Attribute::Sensitivity => "sensitivity",
            _ => "year",
        }
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match (self.attribute, self.end) {
            (Attribute::Price, End::Most) => ("is more expensive", "is", "most expensive"),
            (Attribute::Price, End::Least) => ("is cheaper", "is", "cheapest"),
            (Attribute::Drivers, End::Most) => ("has more drivers", "has", "most drivers"),
            (Attribute::Drivers, End::Least) => ("has fewer drivers", "has", "fewest drivers"),
            (Attribute::Impedance, End::Most) => ("has the higher impedance", "has", "highest impedance"),
            (Attribute::Impedance, End::Least) => ("has the lower impedance", "has", "lowest impedance"),
            (Attribute::Sensitivity, End::Most) => ("plays louder from the same source", "is", "easiest to drive"),
            (Attribute::Sensitivity, End::Least) => ("needs more from the source", "is", "hardest to drive"),
            (_, End::Most) => ("is newer", "is", "newest"),
            (_, End::Least) => ("is older", "is", "oldest"),
        }
    }
}

/// A fact as a number that others of its kind can be weighed against.
fn number(entry: &Entry, attribute: Attribute) -> Option<f64> {
    match (attribute, model_of(entry)) {
        (Attribute::Year, Some(model)) => model.year.map(f64::from),
        (Attribute::Year, None) => brand_of(entry)?.founded.map(f64::from),
        (Attribute::Price, Some(model)) => model.price.as_ref().map(|price| f64::from(price.usd)),
        (Attribute::Drivers, Some(model)) if !model.drivers.is_empty() => {
            Some(model.drivers.iter().map(|(_, count)| f64::from(*count)).sum())
        }
        (Attribute::Impedance, Some(model)) => ohms(model),
        (Attribute::Sensitivity, Some(model)) => loudness_at_one_volt(model),
        _ => None,
    }
}
