//! The types of what the bot knows.

use crate::document::fields::is_slug;
use crate::document::schema::SLUG;
use crate::document::source_file::{Located, Place};
use serde::Serialize;
use std::fmt;

/// What sort of thing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A question that people ask, and its answer.
    Faq,
    /// A section of an article.
    Article,
    /// A maker.
    Brand,
    /// An earphone.
    Model,
    /// A plug or socket, at the ear or at the player.
    Connector,
    /// A way to make sound.
    Driver,
    /// A word of the hobby.
    Term,
    /// Two things side by side; made for a question, not stored.
    Comparison,
    /// Several things that share a property; made for a question, not stored.
    List,
}

impl Kind {
    /// The kinds that are stored as entries.
    pub const STORED: [Kind; 7] =
        [Kind::Faq, Kind::Article, Kind::Brand, Kind::Model, Kind::Connector, Kind::Driver, Kind::Term];

    /// Its name, as in ids and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Faq => "faq",
            Kind::Article => "article",
            Kind::Brand => "brand",
            Kind::Model => "model",
            Kind::Connector => "connector",
            Kind::Driver => "driver",
            Kind::Term => "term",
            Kind::Comparison => "comparison",
            Kind::List => "list",
        }
    }
}

/// An entry's id: `kind/slug`, `brand/moondrop`; a section of an article is
/// `article/slug#section`. Never changed once published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct EntryId(String);

impl EntryId {
    /// The id of a stored entry.
    pub fn new(kind: Kind, slug: &str) -> Self {
        Self(format!("{}/{slug}", kind.name()))
    }

    /// Reads a whole id; `None` if it is not of the form `kind/slug`.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, slug) = text.split_once('/')?;
        let known = Kind::STORED.iter().any(|stored| stored.name() == kind);
        (known && is_slug_path(slug)).then(|| Self(text.to_owned()))
    }

    /// What [`Self::parse`] reads, as a regular expression, for editors.
    pub fn pattern() -> String {
        let kinds: Vec<&str> = Kind::STORED.iter().map(|kind| kind.name()).collect();
        format!("^({})/{SLUG}(#{SLUG})?$", kinds.join("|"))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the kind.
    pub fn slug(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, slug)| slug)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn is_slug_path(text: &str) -> bool {
    let mut parts = text.split('#');
    parts.next().is_some_and(is_slug) && parts.next().is_none_or(is_slug) && parts.next().is_none()
}

/// One thing the bot can answer with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Its kind.
    pub kind: Kind,
    /// Where its id stands.
    pub place: Place,
    /// Its heading: the question, the name, or article and section.
    pub title: String,
    /// What it is called, if it is a thing with a name: the name, then aliases.
    pub names: Vec<Located<String>>,
    /// Questions it answers, its own `question` first.
    pub phrasings: Vec<Located<String>>,
    /// Its own words, as Markdown.
    pub text: String,
    /// Theme words.
    pub tags: Vec<String>,
    /// The entities it is about.
    pub about: Vec<EntryId>,
    /// Where to go next.
    pub related: Vec<EntryId>,
    /// The sources, by id.
    pub sources: Vec<String>,
    /// Typed facts, by kind.
    pub details: Details,
}

impl Entry {
    /// Whether it says the same as another, wherever either is written.
    pub fn says_the_same(&self, other: &Entry) -> bool {
        let same_texts = |a: &[Located<String>], b: &[Located<String>]| {
            a.iter().map(|text| &text.value).eq(b.iter().map(|text| &text.value))
        };
        self.id == other.id
            && self.title == other.title
            && self.text == other.text
            && same_texts(&self.names, &other.names)
            && same_texts(&self.phrasings, &other.phrasings)
            && (&self.tags, &self.about, &self.related, &self.sources, &self.details)
                == (&other.tags, &other.about, &other.related, &other.sources, &other.details)
    }
}

/// What is particular to a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Details {
    /// A FAQ entry or an article's section: its text is all there is.
    Text,
    /// A maker.
    Brand(Brand),
    /// An earphone.
    Model(Model),
    /// A connector.
    Connector(Connector),
    /// A driver type.
    Driver(Driver),
    /// A word: the one-sentence definition.
    Term {
        /// One sentence that starts with the word.
        definition: String,
    },
}

/// A maker of earphones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brand {
    /// One sentence: who and what.
    pub summary: String,
    /// Country, by the name that the vocabulary has.
    pub country: Option<String>,
    /// City or region.
    pub city: Option<String>,
    /// Year.
    pub founded: Option<u16>,
    /// People.
    pub founders: Vec<String>,
    /// The firm it belongs to.
    pub parent: Option<String>,
    /// What it is known for, as short phrases.
    pub known_for: Vec<String>,
    /// Somebody's view of how its earphones tend to sound.
    pub house_sound: Option<String>,
    /// Its groups.
    pub tags: Vec<BrandTag>,
    /// Connectors, the most used first.
    pub connectors: Vec<EntryId>,
    /// Which models have which connector.
    pub connector_note: Option<String>,
    /// Home page.
    pub website: Option<String>,
    /// Keys of fields that rest on common knowledge only.
    pub unconfirmed: Vec<String>,
    /// Its models.
    pub models: Vec<EntryId>,
}

/// A group of brands that people ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BrandTag {
    /// Long in the trade.
    Established,
    /// Chinese hi-fi.
    ChiFi,
    /// Came up with the newer wave of Chinese makers.
    NewWave,
    /// Makes custom-moulded earphones.
    Customs,
    /// Makes for the stage.
    Stage,
}

impl BrandTag {
    /// Every tag, with its name in files.
    pub const ALL: [(&'static str, BrandTag); 5] = [
        ("established", BrandTag::Established),
        ("chi-fi", BrandTag::ChiFi),
        ("new-wave", BrandTag::NewWave),
        ("customs", BrandTag::Customs),
        ("stage", BrandTag::Stage),
    ];
}

/// An earphone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Its maker.
    pub brand: EntryId,
    /// Its name without the maker's.
    pub name: String,
    /// Year of release.
    pub year: Option<u16>,
    /// Drivers a side, by type.
    pub drivers: Vec<(EntryId, u16)>,
    /// "hybrid" and the like, where the drivers are not known.
    pub configuration: Option<String>,
    /// Impedance in ohms, as published.
    pub impedance_ohm: Option<String>,
    /// Sensitivity, as published.
    pub sensitivity: Option<Sensitivity>,
    /// Connector at the ear.
    pub connector: Option<EntryId>,
    /// Universal, custom or both.
    pub fit: Fit,
    /// A price once seen.
    pub price: Option<Price>,
    /// Whether it is out of production.
    pub discontinued: bool,
    /// One listener's label for its sound.
    pub signature: Option<String>,
    /// One sentence worth knowing.
    pub note: Option<String>,
    /// Keys of fields that rest on common knowledge only.
    pub unconfirmed: Vec<String>,
}

/// How loud for how much: the number as published, and its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sensitivity {
    /// The number.
    pub value: String,
    /// `dB/mW`, `dB/V`, or `dB` where the maker gave no unit.
    pub unit: String,
}

/// How a model is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fit {
    /// One shape for everybody.
    #[default]
    Universal,
    /// Made to measure.
    Custom,
    /// Sold in both forms.
    Both,
}

/// A price in US dollars and when it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// US dollars.
    pub usd: u32,
    /// `launch`, a year, or a year and month.
    pub as_of: String,
}

/// Which end of the cable a connector is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// At the earpiece.
    Ear,
    /// At the player.
    Source,
}

/// A connector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connector {
    /// Which end.
    pub side: Side,
    /// One sentence: what it is.
    pub summary: String,
    /// Whether it carries balanced signals (source side).
    pub balanced: Option<bool>,
    /// How many contacts.
    pub contacts: Option<u16>,
    /// Diameter in millimetres, as written.
    pub diameter_mm: Option<String>,
    /// What speaks for it.
    pub pros: Vec<String>,
    /// What speaks against it.
    pub cons: Vec<String>,
}

/// A driver type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Driver {
    /// One sentence: what it is.
    pub summary: String,
    /// Short form, such as `DD`.
    pub abbreviation: Option<String>,
    /// Tendencies that speak for it.
    pub strengths: Vec<String>,
    /// Tendencies that speak against it.
    pub weaknesses: Vec<String>,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address, where it has one.
    pub url: Option<String>,
    /// What kind of page it is.
    pub trust: Trust,
    /// Where it is written down.
    pub place: Place,
}

/// What kind of page a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// A public body.
    Official,
    /// The people concerned, or the study itself.
    Primary,
    /// An encyclopaedia or textbook.
    Reference,
    /// A manufacturer.
    Maker,
    /// A magazine or newspaper.
    Press,
    /// A site of the hobby with a name to lose.
    Specialist,
    /// A shop.
    Retailer,
    /// A forum.
    Forum,
    /// A private page.
    Hobby,
    /// Anonymous or secondary: to be checked.
    Low,
    /// One of the overview texts that the knowledge began with.
    Seed,
}

impl Trust {
    /// Every kind, with its name in files.
    pub const ALL: [(&'static str, Trust); 11] = [
        ("official", Trust::Official),
        ("primary", Trust::Primary),
        ("reference", Trust::Reference),
        ("maker", Trust::Maker),
        ("press", Trust::Press),
        ("specialist", Trust::Specialist),
        ("retailer", Trust::Retailer),
        ("forum", Trust::Forum),
        ("hobby", Trust::Hobby),
        ("low", Trust::Low),
        ("seed", Trust::Seed),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        let pattern = fancy_regex::Regex::new(&EntryId::pattern()).unwrap();
        for good in ["faq/a", "model/7hz-timeless", "article/reading-graphs#the-axes"] {
            assert_eq!(EntryId::parse(good).unwrap().as_str(), good);
            assert!(pattern.is_match(good).unwrap(), "{good}");
        }
        for bad in ["", "faq", "faq/", "faq/A", "faq/a--b", "list/x", "article/a#b#c", "faq/a b"] {
            assert_eq!(EntryId::parse(bad), None, "{bad}");
            assert!(!pattern.is_match(bad).unwrap(), "{bad}");
        }
    }
}
