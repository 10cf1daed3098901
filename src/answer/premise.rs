//! What a question takes for granted about a thing it names, held against the
//! facts: "does Sony make the Aria", "is Etymotic from the 70s".

use super::card::{brand_of, country_in_sentence, model_of, unconfirmed};
use super::gear;
use super::understanding::Question;
use crate::knowledge::Knowledge;
use crate::knowledge::entry::{Brand, BrandTag, Entry, Kind, Model};
use crate::search::Library;
use std::ops::RangeInclusive;

/// Words that a question to be answered by yes or no starts with.
const YES_OR_NO: [&str; 12] =
    ["is", "isnt", "was", "wasnt", "are", "arent", "were", "does", "doesnt", "did", "didnt", "do"];
/// Words that join a thing and its maker.
const MAKING: [&str; 28] = [
    "by",
    "from",
    "make",
    "makes",
    "made",
    "maker",
    "brand",
    "company",
    "manufacturer",
    "manufactures",
    "product",
    "produce",
    "produces",
    "produced",
    "release",
    "released",
    "sell",
    "sells",
    "build",
    "builds",
    "built",
    "design",
    "designed",
    "behind",
    "belong",
    "belongs",
    "same",
    "whose",
];
/// Words that set two things against each other.
const COMPARING: [&str; 10] =
    ["vs", "versus", "better", "compare", "compared", "comparison", "difference", "differ", "than", "against"];
/// Words that ask whether a thing is made to this day.
const LASTING: [&str; 4] = ["still", "anymore", "discontinued", "available"];

/// A model, and makers that the question names with it.
pub struct MakerPremise<'l> {
    /// The model.
    pub model: &'l Entry,
    /// Brands named that do not make it.
    others: Vec<&'l Entry>,
    maker: &'l Entry,
    asked: Asked,
}

/// How a question speaks of a maker.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// "Does Sony make the Aria?"
    WhetherIt,
    /// "Is the Aria by Sony or Moondrop?"
    Which,
    /// "Sony Aria".
    InPassing,
}

/// The premise about the maker of the one model among the things named.
pub fn maker<'l>(library: &'l Library, question: &Question, things: &[&'l Entry]) -> Option<MakerPremise<'l>> {
    let mut models = things.iter().filter(|entry| entry.kind == Kind::Model);
    let (Some(model), None) = (models.next(), models.next()) else { return None };
    if question.has_word(&COMPARING) || question.has_word(&LASTING) {
        return None;
    }
    let maker = library.knowledge.entry(&model_of(model)?.brand)?;
    if !gear::rivals(library, question).is_empty() {
        return None;
    }
    let others: Vec<&Entry> = things.iter().copied().filter(|entry| entry.kind == Kind::Brand).collect();
    if others.iter().any(|other| has_part_in(other, model, maker)) {
        return None;
    }
    let asked = asked(library, question, model, maker, &others)?;
    Some(MakerPremise { model, others, maker, asked })
}

fn asked(library: &Library, question: &Question, model: &Entry, maker: &Entry, others: &[&Entry]) -> Option<Asked> {
    let joined = question.has_word(&MAKING);
    let whether = question.tokens.first().is_some_and(|first| YES_OR_NO.contains(&first.text.as_str()));
    if others.is_empty() {
        // "Is the Moondrop Aria good" names the maker only in passing.
        let named_apart = place(library, question, maker).is_some();
        return (whether && joined && named_apart).then_some(Asked::WhetherIt);
    }
    if joined || question.has_word(&YES_OR_NO) {
        let of_several = question.has_word(&["or", "which", "who", "whose"]);
        return Some(if of_several { Asked::Which } else { Asked::WhetherIt });
    }
    let model = place(library, question, model)?;
    let before = |other: &&Entry| place(library, question, other).is_some_and(|(_, end)| end == model.0);
    others.iter().any(before).then_some(Asked::InPassing)
}

/// Where a thing is named in the question: its first word, and the one after it.
fn place(library: &Library, question: &Question, thing: &Entry) -> Option<(usize, usize)> {
    let position = library.knowledge.position(&thing.id)?;
    let link = question.links.iter().find(|link| link.entries.contains(&position))?;
    Some((link.start, link.start + link.length))
}

/// Whether a brand has to do with a model that it does not make alone: one of
/// two that made it together, or the firm that owns the maker.
fn has_part_in(other: &Entry, model: &Entry, maker: &Entry) -> bool {
    let named_in = |text: &str| other.names.iter().any(|name| text.contains(name.value.as_str()));
    let parent = brand_of(maker).and_then(|brand| brand.parent.as_deref());
    named_in(&model.title) || parent.is_some_and(named_in)
}

impl MakerPremise<'_> {
    /// "No, the Aria is by Moondrop (China), not by Sony."
    pub fn correction(&self) -> String {
        let name = &self.model.title;
        let maker = &self.maker.title;
        let country = brand_of(self.maker).and_then(|brand| brand.country.as_deref());
        let country = country.map(|country| format!(" ({country})")).unwrap_or_default();
        let others: Vec<&str> = self.others.iter().map(|other| other.title.as_str()).collect();
        let others = others.join(" or ");
        match self.asked {
            _ if others.is_empty() => format!("Yes, the {name} is by {maker}{country}."),
            Asked::WhetherIt => format!("No, the {name} is by {maker}{country}, not by {others}."),
            Asked::Which => format!("The {name} is by {maker}{country}, not by {others}."),
            Asked::InPassing => {
                format!("The knowledge base has no such model by {others}; the {name} is by {maker}{country}.")
            }
        }
    }
}

/// Whether a word helps to name a maker.
pub fn is_making_word(word: &str) -> bool {
    MAKING.contains(&word)
}

/// "Yes, ..." or "No, ..." where a question suggests a country.
pub fn country_check(knowledge: &Knowledge, entry: &Entry, brand: &Brand, named: &[String]) -> Option<String> {
    let country = brand.country.as_ref()?;
    let name = &entry.title;
    let in_sentence = country_in_sentence(knowledge, country).to_owned();
    let country_text = unconfirmed(&brand.unconfirmed, "country", in_sentence);
    Some(match named {
        [one] if one == country => format!("Yes, {name} is from {country_text}."),
        [_] => format!("No, {name} comes from another country: {country_text}."),
        _ => format!("{name} is from {country_text}."),
    })
}

/// Whether a maker belongs to the Chinese hi-fi scene.
pub fn chifi_check(maker: &Entry) -> Option<String> {
    let brand = brand_of(maker)?;
    let name = &maker.title;
    if brand.tags.contains(&BrandTag::ChiFi) {
        return Some(format!("Yes, {name} belongs to the Chinese hi-fi scene (chi-fi)."));
    }
    let country = brand.country.as_ref()?;
    if country == "China" {
        return Some(format!("Yes, if every maker from China counts as chi-fi: {name} is from there."));
    }
    Some(format!("No, chi-fi is hi-fi from China, and {name} is from another country: {country}."))
}

/// "Yes: " or "No: " where a question suggests a year or a decade.
pub fn year_check(question: &Question, year: u16) -> Option<&'static str> {
    let suggested = years(question)?;
    Some(if suggested.contains(&year) { "Yes: " } else { "No: " })
}

/// The years that a question to be answered by yes or no suggests.
pub fn years(question: &Question) -> Option<RangeInclusive<u16>> {
    let whether = question.tokens.first().is_some_and(|first| YES_OR_NO.contains(&first.text.as_str()));
    if !whether {
        return None;
    }
    question.tokens.iter().enumerate().find_map(|(at, token)| {
        let named = question.links.iter().any(|link| link.covers(at) && link.length > 1);
        let money = question.tokens.get(at + 1).is_some_and(|next| next.text == "dollars");
        let years = years_of(&token.text).filter(|_| !named && !money)?;
        let before = at.checked_sub(1).and_then(|before| question.tokens.get(before));
        Some(match before.map_or("", |before| before.text.as_str()) {
            "before" => u16::MIN..=years.start() - 1,
            "after" => years.end() + 1..=u16::MAX,
            _ => years,
        })
    })
}

/// "1995", "70s", "1990s".
pub fn years_of(word: &str) -> Option<RangeInclusive<u16>> {
    let decade = word.strip_suffix('s');
    let digits = decade.unwrap_or(word);
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let number: u16 = digits.parse().ok()?;
    match (digits.len(), decade) {
        (4, None) => (1900..2100).contains(&number).then_some(number..=number),
        (4, Some(_)) if number.is_multiple_of(10) => (1900..2100).contains(&number).then_some(number..=number + 9),
        (2, Some(_)) if number.is_multiple_of(10) => {
            let century = if number < 30 { 2000 } else { 1900 };
            Some(century + number..=century + number + 9)
        }
        _ => None,
    }
}

/// "Yes, " or "No, " where a question suggests a driver type.
pub fn driver_check(knowledge: &Knowledge, question: &Question, model: &Model) -> Option<String> {
    let counting = question.has_word(&["how", "which", "what", "many"]);
    let named =
        question.links.iter().flat_map(|link| &link.entries).filter_map(|position| knowledge.entries().get(*position));
    let driver = named.rev().find(|entry| entry.kind == Kind::Driver)?;
    if counting {
        return None;
    }
    let has = model.drivers.iter().any(|(id, _)| *id == driver.id);
    Some(if has { "Yes: " } else { "No: " }.to_owned())
}

/// "Yes: " or "No: " where a question suggests a connector, as in "does an MMCX
/// cable fit".
pub fn connector_check(knowledge: &Knowledge, question: &Question, connector: &Entry) -> Option<String> {
    if question.has_word(&["which", "what", "whats", "or"]) {
        return None;
    }
    let mut named =
        question.links.iter().flat_map(|link| &link.entries).filter_map(|position| knowledge.entries().get(*position));
    let suggested = named.find(|entry| entry.kind == Kind::Connector)?;
    Some(if suggested.id == connector.id { "Yes: " } else { "No: " }.to_owned())
}
