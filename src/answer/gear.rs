//! The brands and models that a question names.

use super::card::model_of;
use super::understanding::Question;
use crate::knowledge::entry::{Entry, EntryId, Kind};
use crate::search::Library;
use crate::search::names::Link;
use std::collections::BTreeSet;

/// The brands and models named, in the order of the question. A maker named
/// together with its own model is left out; a name that several makers use is
/// the one whose maker is named too.
pub fn gear<'l>(library: &'l Library, question: &Question) -> Vec<&'l Entry> {
    let entries = library.knowledge.entries();
    let named: Vec<Vec<&Entry>> = question
        .links
        .iter()
        .map(|link| link.entries.iter().filter_map(|position| entries.get(*position)).collect::<Vec<_>>())
        .map(|named: Vec<&Entry>| named.into_iter().filter(|entry| is_gear(entry)).collect())
        .collect();
    let brands: Vec<&EntryId> =
        named.iter().flatten().filter(|entry| entry.kind == Kind::Brand).map(|entry| &entry.id).collect();
    let mut things: Vec<&Entry> = Vec::new();
    for group in &named {
        let of_named_brand =
            group.iter().find(|entry| model_of(entry).is_some_and(|model| brands.contains(&&model.brand)));
        if let Some(thing) = of_named_brand.or(group.first())
            && !things.iter().any(|known| known.id == thing.id)
        {
            things.push(thing);
        }
    }
    let makers: Vec<EntryId> =
        things.iter().filter_map(|entry| model_of(entry)).map(|model| model.brand.clone()).collect();
    if things.iter().any(|entry| entry.kind == Kind::Model) {
        things.retain(|entry| entry.kind != Kind::Brand || !makers.contains(&entry.id));
    }
    things
}

/// Models of different makers that share a name in the question, where no
/// maker is named to tell which is meant; empty if all is clear.
pub fn rivals<'l>(library: &'l Library, question: &Question) -> Vec<&'l Entry> {
    let entries = library.knowledge.entries();
    let named =
        |link: &Link| -> Vec<&'l Entry> { link.entries.iter().filter_map(|position| entries.get(*position)).collect() };
    let brands: Vec<&EntryId> = question
        .links
        .iter()
        .flat_map(named)
        .filter(|entry| entry.kind == Kind::Brand)
        .map(|entry| &entry.id)
        .collect();
    let unclear = |group: &Vec<&Entry>| {
        let makers: BTreeSet<&EntryId> = group.iter().filter_map(|entry| Some(&model_of(entry)?.brand)).collect();
        makers.len() > 1 && !makers.iter().any(|maker| brands.contains(maker))
    };
    let models =
        |link: &Link| -> Vec<&'l Entry> { named(link).into_iter().filter(|entry| entry.kind == Kind::Model).collect() };
    question.links.iter().map(models).find(unclear).unwrap_or_default()
}

/// Whether an entry is a brand or a model.
pub fn is_gear(entry: &Entry) -> bool {
    matches!(entry.kind, Kind::Brand | Kind::Model)
}
