//! What has been read so far, before it is checked as a whole.

use super::entry::{Entry, EntryId, Kind, Source};
use super::vocabulary::Vocabulary;
use super::warnings::Warning;
use crate::document::diagnostic::Rule;
use crate::document::fields::Fields;
use crate::document::source_file::Located;
use std::collections::BTreeSet;

/// Everything read from the files, and what the checks must look at.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) entries: Vec<Entry>,
    pub(super) sources: Vec<Source>,
    pub(super) vocabulary: Vocabulary,
    pub(super) warnings: Vec<Warning>,
    /// Ids of entries and sources that are written down, readable or not: a
    /// reference to one that must be mended is itself in order.
    pub(super) written: BTreeSet<String>,
    /// References to entries.
    pub(super) references: Vec<Located<EntryId>>,
    /// References to sources.
    pub(super) citations: Vec<Located<String>>,
    /// Names of countries that brands gave.
    pub(super) countries: Vec<Located<String>>,
    /// Texts to be shown, to be checked as Markdown.
    pub(super) markdown: Vec<Located<String>>,
}

impl Read {
    /// Adds what was read from further files.
    pub(super) fn append(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.sources.extend(other.sources);
        self.warnings.extend(other.warnings);
        self.written.extend(other.written);
        self.references.extend(other.references);
        self.citations.extend(other.citations);
        self.countries.extend(other.countries);
        self.markdown.extend(other.markdown);
        // It is one file.
        if other.vocabulary != Vocabulary::default() {
            self.vocabulary = other.vocabulary;
        }
    }

    /// Notes that there is an entry of this id.
    pub(super) fn written(&mut self, kind: Kind, slug: Option<&Located<String>>) {
        self.written.extend(slug.map(|slug| EntryId::new(kind, &slug.value).to_string()));
    }

    /// Notes the references of an entry, to be resolved when all is read.
    pub(super) fn reference(
        &mut self,
        about: &[Located<EntryId>],
        related: &[Located<EntryId>],
        sources: &[Located<String>],
    ) {
        self.references.extend(about.iter().cloned());
        self.references.extend(related.iter().cloned());
        self.citations.extend(sources.iter().cloned());
    }
}

/// The ids without their places.
pub(super) fn ids(located: Vec<Located<EntryId>>) -> Vec<EntryId> {
    located.into_iter().map(|reference| reference.value).collect()
}

/// A list of whole ids, such as `term/seal`.
pub(super) fn references(fields: &mut Fields<'_>, key: &'static str) -> Vec<Located<EntryId>> {
    let help = "write the whole id, such as \"faq/tip-size\" or \"term/seal\"";
    fields.parsed(key, 150, &EntryId::pattern(), EntryId::parse, (Rule::UnknownEntry, "an entry's id", help))
}
