//! Which fact about a thing a question asks for.

use super::understanding::Question;
use crate::knowledge::entry::Kind;
use crate::search::Library;

/// A fact that the typed knowledge holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribute {
    /// Which maker a model is of.
    Maker,
    /// The maker's country.
    Country,
    /// Who founded a brand.
    Founder,
    /// The year: of founding, of release.
    Year,
    /// The firm that owns a brand.
    Parent,
    /// A brand's models.
    Models,
    /// The connector at the earpiece.
    Connector,
    /// Drivers, by number and type.
    Drivers,
    /// Impedance.
    Impedance,
    /// Whether it needs an amplifier.
    Driving,
    /// Sensitivity.
    Sensitivity,
    /// Price.
    Price,
    /// How it is said to sound.
    Sound,
    /// Universal or custom.
    Fit,
    /// Whether it is still made.
    Status,
    /// Anything: "tell me about", "review".
    Overview,
}

/// Words that ask for an attribute. A word may ask for several; the first
/// attribute of this table that applies to the kind wins.
const CUES: &[(Attribute, &[Kind], &[&str])] = &[
    (
        Attribute::Founder,
        &[Kind::Brand],
        &[
            "founder",
            "founders",
            "founded",
            "started",
            "founding",
            "established",
            "creator",
            "created",
            "behind",
            "owner",
        ],
    ),
    (
        Attribute::Year,
        &[Kind::Brand],
        &[
            "year",
            "founded",
            "established",
            "old",
            "older",
            "oldest",
            "age",
            "since",
            "started",
            "start",
            "begin",
            "began",
            "anniversary",
            "around",
        ],
    ),
    (
        Attribute::Year,
        &[Kind::Model],
        &["year", "release", "released", "launch", "launched", "date", "old", "older", "newer", "out", "came"],
    ),
    (
        Attribute::Parent,
        &[Kind::Brand],
        &["owns", "owned", "owner", "parent", "belongs", "belong", "bought", "acquired", "subsidiary"],
    ),
    (
        Attribute::Maker,
        &[Kind::Model],
        &[
            "maker",
            "brand",
            "company",
            "manufacturer",
            "belongs",
            "belong",
            "produces",
            "produced",
            "sells",
            "builds",
            "built",
            "house",
            "brands",
            "makers",
            "companies",
            "behind",
            "creator",
            "created",
            "creates",
            "manufactures",
            "manufactured",
            "whose",
            "product",
            "produce",
        ],
    ),
    (
        Attribute::Country,
        &[Kind::Brand, Kind::Model],
        &[
            "country",
            "nation",
            "nationality",
            "origin",
            "based",
            "located",
            "headquartered",
            "headquarters",
            "hq",
            "city",
            "home",
            "countries",
            "place",
            "hail",
            "hails",
        ],
    ),
    (
        Attribute::Models,
        &[Kind::Brand],
        &[
            "released",
            "release",
            "releases",
            "launched",
            "models",
            "model",
            "lineup",
            "line",
            "range",
            "products",
            "product",
            "catalogue",
            "catalog",
            "series",
            "flagship",
            "flagships",
            "offer",
            "offers",
            "offering",
            "portfolio",
            "list",
            "earphone",
            "names",
            "sets",
            "iem",
            "ciem",
            "sell",
            "sells",
            "top",
            "popular",
            "notable",
            "famous",
            "known",
        ],
    ),
    (Attribute::Status, &[Kind::Model], &["discontinued", "production"]),
    (Attribute::Fit, &[Kind::Model], &["custom", "customs", "universal", "universals", "ciem", "uiem"]),
    (
        Attribute::Connector,
        &[Kind::Brand, Kind::Model],
        &[
            "connector",
            "connectors",
            "connection",
            "cable",
            "cables",
            "socket",
            "sockets",
            "pin",
            "pins",
            "plug",
            "termination",
            "mmcx",
            "2pin",
            "fit",
            "fits",
            "compatible",
            "detachable",
            "recable",
        ],
    ),
    (
        Attribute::Drivers,
        &[Kind::Model],
        &[
            "driver",
            "drivers",
            "dynamic",
            "ba",
            "planar",
            "est",
            "hybrid",
            "tribrid",
            "quadbrid",
            "configuration",
            "config",
            "setup",
            "count",
            "singledriver",
            "multidriver",
            "armature",
            "armatures",
            "inside",
            "piezo",
            "bone",
            "conduction",
        ],
    ),
    (
        Attribute::Driving,
        &[Kind::Model],
        &[
            "amp",
            "amps",
            "amplifier",
            "amplifiers",
            "amplification",
            "dac",
            "dongle",
            "power",
            "drive",
            "drivable",
            "driveable",
        ],
    ),
    (Attribute::Impedance, &[Kind::Model], &["impedance", "ohm"]),
    (Attribute::Sensitivity, &[Kind::Model], &["sensitivity", "sensitive", "db", "efficient"]),
    (
        Attribute::Price,
        &[Kind::Model],
        &["price", "cost", "costs", "priced", "dollars", "usd", "expensive", "cheap", "money", "msrp", "$"],
    ),
    (
        Attribute::Sound,
        &[Kind::Model, Kind::Brand],
        &[
            "sound",
            "sounds",
            "tuning",
            "tuned",
            "signature",
            "tonality",
            "house",
            "bassy",
            "bright",
            "neutral",
            "warm",
            "vshaped",
            "dark",
        ],
    ),
    (
        Attribute::Overview,
        &[Kind::Brand, Kind::Model],
        &[
            "worth",
            "buy",
            "buying",
            "pros",
            "cons",
            "sold",
            "available",
            "reputable",
            "trustworthy",
            "reliable",
            "legit",
            "level",
            "entry",
            "review",
            "reviews",
            "about",
            "overview",
            "background",
            "story",
            "history",
            "reputation",
            "approach",
            "specialise",
            "specialize",
            "speciality",
            "specialty",
            "style",
            "famous",
            "known",
            "opinion",
            "opinions",
            "thoughts",
            "specs",
            "spec",
            "specification",
            "specifications",
            "iem",
            "earphone",
            "brand",
            "company",
            "maker",
            "model",
            "models",
            "set",
            "summary",
            "profile",
            "focus",
            "character",
            "manufacturer",
            "series",
            "pair",
            "driver",
            "drivers",
            "popular",
            "good",
            "firm",
            "product",
            "flagship",
        ],
    ),
];

/// The attributes a question asks for of a thing of this kind, and which of
/// its words say so.
pub fn asked(library: &Library, question: &Question, kind: Kind) -> (Vec<Attribute>, Vec<bool>) {
    let mut attributes = Vec::new();
    let mut cue_words = vec![false; question.tokens.len()];
    for (attribute, kinds, cues) in CUES {
        if !kinds.contains(&kind) {
            continue;
        }
        for (index, token) in question.tokens.iter().enumerate() {
            let linked_to_gear = question.links.iter().any(|link| {
                link.covers(index) && link.length > 1 && link.entries.iter().any(|position| is_gear(library, *position))
            });
            if linked_to_gear || !cues.contains(&token.text.as_str()) {
                continue;
            }
            if let Some(slot) = cue_words.get_mut(index) {
                *slot = true;
            }
            if !attributes.contains(attribute) {
                attributes.push(*attribute);
            }
        }
    }
    if kind == Kind::Brand && attributes.contains(&Attribute::Founder) && attributes.contains(&Attribute::Year) {
        let unwanted = if question.has_word(&["who", "founder", "founders", "whom"]) {
            Attribute::Year
        } else {
            Attribute::Founder
        };
        attributes.retain(|attribute| *attribute != unwanted);
    }
    (attributes, cue_words)
}

/// Whether a word asks for a fact: then it is one of ours, whatever the texts
/// use.
pub fn is_cue(word: &str) -> bool {
    CUES.iter().any(|(_, _, cues)| cues.contains(&word))
}

fn is_gear(library: &Library, position: usize) -> bool {
    let entry = library.knowledge.entries().get(position);
    entry.is_some_and(|entry| matches!(entry.kind, Kind::Brand | Kind::Model))
}
