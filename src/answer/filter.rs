//! Properties that brands and models are asked for by: "from Japan", "with
//! MMCX", "under $100", "not chi-fi".

use super::card::{brand_of, configuration, country_in_sentence, model_of};
use super::price_limit::{PriceLimit, price_limit};
use super::understanding::Question;
use crate::knowledge::Knowledge;
use crate::knowledge::entry::{BrandTag, Entry, EntryId, Fit, Kind};
use crate::search::Library;

/// One property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Property {
    /// The maker's country.
    Country(String),
    /// A connector at the ear.
    Connector(EntryId),
    /// A driver type inside.
    Driver(EntryId),
    /// A driver layout: "hybrid".
    Configuration(String),
    /// The maker's group.
    Tag(BrandTag),
    /// Made by this brand.
    Brand(EntryId),
    /// Costs so much.
    Price(PriceLimit),
    /// Comes as a custom.
    Custom,
}

/// A property, wanted or not wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The property.
    pub property: Property,
    /// Whether it must not be there: "without MMCX".
    pub negated: bool,
}

/// Layouts that people ask for by name.
const CONFIGURATIONS: [&str; 5] = ["hybrid", "tribrid", "quadbrid", "singledriver", "multidriver"];

/// Words that turn the next property round.
const NEGATIONS: [&str; 6] = ["not", "without", "no", "non", "arent", "isnt"];
/// Words that ask for others than the thing named next.
pub const EXCLUDING: [&str; 4] = ["besides", "except", "excluding", "beside"];

/// Words that name a group of brands.
const TAG_WORDS: [(&str, BrandTag); 14] = [
    ("chifi", BrandTag::ChiFi),
    ("newer", BrandTag::NewWave),
    ("new", BrandTag::NewWave),
    ("newest", BrandTag::NewWave),
    ("newcomer", BrandTag::NewWave),
    ("newcomers", BrandTag::NewWave),
    ("wave", BrandTag::NewWave),
    ("established", BrandTag::Established),
    ("oldest", BrandTag::Established),
    ("customs", BrandTag::Customs),
    ("ciem", BrandTag::Customs),
    ("stage", BrandTag::Stage),
    ("musicians", BrandTag::Stage),
    ("professional", BrandTag::Stage),
];

/// The filters in a question, and which words they are made of.
pub fn filters(library: &Library, question: &Question) -> (Vec<Filter>, Vec<bool>) {
    let mut found = Vec::new();
    let mut used = vec![false; question.tokens.len()];
    let mut add = |property: Property, at: usize, length: usize| {
        let negated = question
            .tokens
            .iter()
            .skip(at.saturating_sub(2))
            .take(at.min(2))
            .any(|token| NEGATIONS.contains(&token.text.as_str()) || EXCLUDING.contains(&token.text.as_str()));
        let filter = Filter { property, negated };
        if !found.contains(&filter) {
            found.push(filter);
        }
        used.iter_mut().skip(at).take(length).for_each(|used| *used = true);
    };
    for link in &question.links {
        for entry in link.entries.iter().filter_map(|position| library.knowledge.entries().get(*position)) {
            let property = match entry.kind {
                Kind::Brand => Property::Brand(entry.id.clone()),
                Kind::Connector => Property::Connector(entry.id.clone()),
                Kind::Driver => Property::Driver(entry.id.clone()),
                _ => continue,
            };
            add(property, link.start, link.length);
        }
    }
    for (at, token) in question.tokens.iter().enumerate() {
        let word = token.text.as_str();
        if let Some((_, tag)) = TAG_WORDS.iter().find(|(name, _)| *name == word) {
            add(if word == "ciem" { Property::Custom } else { Property::Tag(*tag) }, at, 1);
        } else if let Some(layout) = CONFIGURATIONS.iter().find(|layout| word.trim_end_matches('s') == **layout) {
            add(Property::Configuration((*layout).to_owned()), at, 1);
        } else {
            for country in library.analyser.countries(std::slice::from_ref(&token.text)) {
                add(Property::Country(country), at, 1);
            }
        }
    }
    if let Some(found) = price_limit(question) {
        add(Property::Price(found.limit), found.start, found.length);
    }
    for country in two_word_countries(library, question) {
        add(country.1, country.0, 2);
    }
    (found, used)
}

fn two_word_countries(library: &Library, question: &Question) -> Vec<(usize, Property)> {
    let texts: Vec<String> = question.tokens.iter().map(|token| token.text.clone()).collect();
    let pairs = texts.windows(2).enumerate();
    pairs
        .filter_map(|(at, pair)| {
            let alone: Vec<String> =
                pair.iter().flat_map(|word| library.analyser.countries(std::slice::from_ref(word))).collect();
            let together = library.analyser.countries(pair);
            together
                .into_iter()
                .find(|country| !alone.contains(country))
                .map(|country| (at, Property::Country(country)))
        })
        .collect()
}

impl Filter {
    /// Whether a brand passes.
    pub fn brand_passes(&self, knowledge: &Knowledge, entry: &Entry) -> bool {
        let Some(brand) = brand_of(entry) else { return false };
        let models = || brand.models.iter().filter_map(|id| knowledge.entry(id));
        let has = match &self.property {
            Property::Country(country) => brand.country.as_ref() == Some(country),
            Property::Connector(connector) => brand.connectors.contains(connector),
            Property::Tag(tag) => brand.tags.contains(tag),
            Property::Brand(id) => entry.id == *id,
            Property::Custom => brand.tags.contains(&BrandTag::Customs),
            Property::Driver(_) | Property::Configuration(_) | Property::Price(_) => {
                models().any(|model| self.property.model_has(knowledge, model))
            }
        };
        has != self.negated
    }

    /// Whether a model passes.
    pub fn model_passes(&self, knowledge: &Knowledge, entry: &Entry) -> bool {
        self.property.model_has(knowledge, entry) != self.negated
    }

    /// In words: "from Japan", "not using MMCX".
    pub fn describe(&self, knowledge: &Knowledge) -> String {
        let title =
            |id: &EntryId| knowledge.entry(id).map_or_else(|| id.slug().to_owned(), |entry| entry.title.clone());
        let text = match &self.property {
            Property::Country(country) => format!("from {}", country_in_sentence(knowledge, country)),
            Property::Connector(id) => format!("with {}", title(id)),
            Property::Driver(id) => format!("with {} drivers", title(id).to_lowercase().trim_end_matches(" driver")),
            Property::Configuration(name) => format!("of {} layout", layout_name(name)),
            Property::Tag(BrandTag::ChiFi) => "of the Chinese hi-fi scene (chi-fi)".to_owned(),
            Property::Tag(BrandTag::NewWave) => "of the newer wave".to_owned(),
            Property::Tag(BrandTag::Established) => "long established".to_owned(),
            Property::Tag(BrandTag::Customs) | Property::Custom => "that come as customs".to_owned(),
            Property::Tag(BrandTag::Stage) => "for the stage".to_owned(),
            Property::Brand(id) => format!("by {}", title(id)),
            Property::Price(limit) => limit.describe(),
        };
        if self.negated { format!("not {text}") } else { text }
    }
}

/// The layout as people write it.
fn layout_name(word: &str) -> &str {
    match word {
        "singledriver" => "single-driver",
        "multidriver" => "multi-driver",
        other => other,
    }
}

impl Property {
    fn model_has(&self, knowledge: &Knowledge, entry: &Entry) -> bool {
        let Some(model) = model_of(entry) else { return false };
        let brand = || knowledge.entry(&model.brand).and_then(brand_of);
        match self {
            Property::Country(country) => brand().is_some_and(|brand| brand.country.as_ref() == Some(country)),
            Property::Connector(id) => model.connector.as_ref() == Some(id),
            Property::Driver(id) => model.drivers.iter().any(|(driver, _)| driver == id),
            Property::Configuration(name) => {
                let layout = configuration(model);
                let several = name == "multidriver" && model.drivers.iter().map(|(_, count)| count).sum::<u16>() > 1;
                several || layout.as_deref() == Some(layout_name(name))
            }
            Property::Tag(tag) => brand().is_some_and(|brand| brand.tags.contains(tag)),
            Property::Brand(id) => model.brand == *id,
            Property::Price(limit) => model.price.as_ref().is_some_and(|price| limit.holds(price.usd)),
            Property::Custom => model.fit != Fit::Universal,
        }
    }
}
