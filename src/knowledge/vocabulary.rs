//! `vocabulary.toml`: what people's words mean.

use super::limits;
use crate::document::fields::Fields;
use crate::document::source_file::Located;

/// The words of the hobby and of everyday chat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    /// Other ways to write a word: abbreviations, slang, joined or parted
    /// spellings. The left side is replaced before anything else happens, in
    /// questions and in the knowledge alike.
    pub rewrites: Vec<Rewrite>,
    /// Groups of words that mean nearly the same.
    pub synonyms: Vec<Vec<String>>,
    /// Words that say nothing about the topic.
    pub filler: Vec<String>,
    /// Words and phrases that belong to other topics, although some of them
    /// occur in ours.
    pub off_topic: Vec<String>,
    /// Words that announce a name: "something called ara".
    pub topic_words: Vec<String>,
    /// Countries of makers.
    pub countries: Vec<Country>,
}

/// Several spellings of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// As typed, one or several words each.
    pub from: Vec<String>,
    /// As compared.
    pub to: String,
}

/// A country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// Its name, as brands give it.
    pub name: String,
    /// The adjective: "Japanese".
    pub adjective: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// How it stands in a sentence: "the USA"; the name, if nothing else.
    pub in_sentence: String,
}

pub(super) fn read(mut fields: Fields<'_>) -> Vocabulary {
    let vocabulary = Vocabulary {
        filler: values(fields.texts("filler", limits::NAME)),
        off_topic: values(fields.texts("off_topic", limits::NAME)),
        topic_words: values(fields.texts("topic_words", limits::NAME)),
        rewrites: fields.tables("rewrite", "rewrite").into_iter().filter_map(read_rewrite).collect(),
        synonyms: fields.tables("synonym", "synonym").into_iter().map(read_synonym).collect(),
        countries: fields.tables("country", "country").into_iter().filter_map(read_country).collect(),
    };
    fields.finish();
    vocabulary
}

fn read_rewrite(mut fields: Fields<'_>) -> Option<Rewrite> {
    let from = values(fields.some_texts("from", 1, limits::NAME));
    let to = fields.text("to", limits::NAME);
    fields.finish();
    Some(Rewrite { from, to: to?.value })
}

fn read_synonym(mut fields: Fields<'_>) -> Vec<String> {
    let words = values(fields.some_texts("words", 2, limits::NAME));
    fields.finish();
    words
}

fn read_country(mut fields: Fields<'_>) -> Option<Country> {
    let name = fields.text("name", limits::NAME);
    let adjective = fields.text("adjective", limits::NAME);
    let aliases = values(fields.texts("aliases", limits::NAME));
    let in_sentence = fields.optional_text("in_sentence", limits::NAME);
    fields.finish();
    let name = name?.value;
    let in_sentence = in_sentence.map_or_else(|| name.clone(), |text| text.value);
    Some(Country { name, adjective: adjective?.value, aliases, in_sentence })
}

/// The texts without their places.
pub(super) fn values(located: Vec<Located<String>>) -> Vec<String> {
    located.into_iter().map(|text| text.value).collect()
}
