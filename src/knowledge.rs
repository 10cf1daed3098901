//! What the bot knows: the types, how the files become them, and what can be
//! wrong with the files.
//!
//! [`load`] takes files as text and gives the knowledge together with every
//! problem found; [`read`] gets the files. Knows no search and no Discord.

mod article;
mod brand;
mod checks;
mod connector;
mod driver;
pub mod entry;
mod faq;
mod glossary;
pub mod limits;
pub mod read;
mod reading;
pub mod schemas;
mod source;
pub mod vocabulary;
pub mod warnings;

use crate::document::diagnostic::{self, Diagnostic, Rule};
use crate::document::fields::{Fields, Problems, parse_table};
use crate::document::source_file::{Place, SourceFile};
use crate::parallel::by_shares;
use entry::{Details, Entry, EntryId, Kind, Source};
use reading::Read;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vocabulary::Vocabulary;
use warnings::Warning;

/// Everything the bot knows, complete and checked.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// The entries, in the order of their ids.
    entries: Vec<Entry>,
    /// Positions of the brands that use a connector, and of the models that
    /// have a driver.
    users: BTreeMap<EntryId, Vec<usize>>,
    sources: BTreeMap<String, Source>,
    vocabulary: Vocabulary,
    warnings: Vec<Warning>,
    fingerprint: String,
}

impl Knowledge {
    /// The entries, in the order of their ids.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this id.
    pub fn entry(&self, id: &EntryId) -> Option<&Entry> {
        self.position(id).and_then(|position| self.entries.get(position))
    }

    /// Where in [`Self::entries`] the entry with this id stands.
    pub fn position(&self, id: &EntryId) -> Option<usize> {
        self.entries.binary_search_by(|entry| entry.id.cmp(id)).ok()
    }

    /// The brands that use this connector, or the models that have this driver.
    pub fn users(&self, id: &EntryId) -> impl Iterator<Item = &Entry> {
        self.users.get(id).into_iter().flatten().filter_map(|position| self.entries.get(*position))
    }

    /// The entries of one kind, in the order of their ids.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.get(id)
    }

    /// The words of the hobby.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What must be said on top of answers that touch on danger.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Leaves out phrasings, to see whether their entries are found without
    /// them. The question that an entry opens with stays.
    pub fn retain_phrasings(&mut self, mut keep: impl FnMut(&str) -> bool) {
        for entry in &mut self.entries {
            let mut first = true;
            entry.phrasings.retain(|phrasing| std::mem::take(&mut first) || keep(&phrasing.value));
        }
    }

    /// Leaves out phrases of other topics, for the same end.
    pub fn retain_off_topic(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.vocabulary.off_topic.retain(|phrase| keep(phrase));
    }

    /// Sixteen hexadecimal digits that differ whenever a file's name or
    /// content does.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// Reads the knowledge from its files. It is complete only if no diagnostic is
/// an error; with errors it must not be served.
pub fn load(files: &[Arc<SourceFile>]) -> (Knowledge, Vec<Diagnostic>) {
    let problems = Problems::default();
    let mut read = Read::default();
    for (share, found) in by_shares(files, read_files) {
        read.append(share);
        for problem in found {
            problems.add(problem);
        }
    }
    check_parts(files, &problems);
    checks::run(&read, &problems);
    let mut diagnostics = without_consequences(problems.into_inner());
    diagnostic::sort(&mut diagnostics);
    (assemble(read, files), diagnostics)
}

/// Leaves out what only follows from a file that is missing or cannot be
/// parsed: one forgotten quote must not look like a hundred mistakes.
fn without_consequences(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let unread = diagnostics.iter().filter(|problem| matches!(problem.rule, Rule::Missing | Rule::Syntax));
    let unread: BTreeSet<String> = unread.map(|problem| problem.place.file.name.clone()).collect();
    diagnostics.retain(|problem| match problem.rule {
        Rule::MissingKey | Rule::WrongType | Rule::UnknownKey => !unread.contains(&problem.place.file.name),
        Rule::UnknownSource => !unread.contains("sources.toml"),
        // What cites or refers to it may stand in the file.
        Rule::UnusedSource | Rule::Orphan => unread.is_empty(),
        _ => true,
    });
    diagnostics
}

fn read_files(files: &[Arc<SourceFile>]) -> (Read, Vec<Diagnostic>) {
    let problems = Problems::default();
    let mut read = Read::default();
    for file in files {
        read_file(file, &problems, &mut read);
    }
    (read, problems.into_inner())
}

/// What a file holds follows from where it stands.
fn read_file(file: &Arc<SourceFile>, problems: &Problems, read: &mut Read) {
    let (folder, name) = file.name.rsplit_once('/').unwrap_or(("", &file.name));
    let (_, suffix) = name.rsplit_once('.').unwrap_or((name, ""));
    let place = if folder.is_empty() { name } else { suffix };
    match (folder, place) {
        ("articles", "md") => article::read(file, problems, read),
        ("faq", "toml") => {
            with_fields(file, problems, "FAQ file", |fields| faq::read(fields, problems, read));
        }
        ("brands", "toml") => {
            with_fields(file, problems, "brand", |fields| brand::read(fields, read));
        }
        ("connectors", "toml") => {
            with_fields(file, problems, "connector", |fields| connector::read(fields, read));
        }
        ("drivers", "toml") => {
            with_fields(file, problems, "driver", |fields| driver::read(fields, read));
        }
        ("", "glossary.toml") => with_fields(file, problems, "glossary", |fields| glossary::read(fields, read)),
        ("", "sources.toml") => with_fields(file, problems, "list of sources", |fields| source::read(fields, problems, read)),
        ("", "warnings.toml") => with_fields(file, problems, "list of warnings", |fields| warnings::read(fields, read)),
        ("", "vocabulary.toml") => with_fields(file, problems, "vocabulary", |fields| {
            read.vocabulary = vocabulary::read(fields);
        }),
        _ => problems.add(Diagnostic::new(
            Rule::UnknownFile,
            Place::new(file, 0..0),
            format!("`{}` is no file of the knowledge", file.name),
            "not read",
            "files stand in faq, articles, brands, connectors or drivers, or are glossary.toml, sources.toml, vocabulary.toml or warnings.toml",
        )),
    }
}

fn with_fields(file: &Arc<SourceFile>, problems: &Problems, what: &'static str, use_fields: impl FnOnce(Fields<'_>)) {
    let table = parse_table(file, &file.text, 0, problems);
    use_fields(Fields::new(file, problems, &table, 0, what));
}

/// The two files without which nothing else can be right.
fn check_parts(files: &[Arc<SourceFile>], problems: &Problems) {
    for name in ["sources.toml", "vocabulary.toml"] {
        if files.iter().any(|file| file.name == name) {
            continue;
        }
        let path = files.first().map_or_else(|| name.to_owned(), |file| file.path.replace(&file.name, name));
        let file = Arc::new(SourceFile { path, name: name.to_owned(), text: String::new() });
        let message = format!("`{name}` is missing");
        let help = "`iem-bot init DIR` writes a complete knowledge folder to start from";
        problems.add(Diagnostic::new(Rule::Missing, Place::new(&file, 0..0), message, "", help));
    }
}

fn assemble(read: Read, files: &[Arc<SourceFile>]) -> Knowledge {
    let mut entries = read.entries;
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let sources = read.sources.into_iter().map(|source| (source.id.clone(), source)).collect();
    Knowledge {
        users: users(&entries),
        entries,
        sources,
        vocabulary: read.vocabulary,
        warnings: read.warnings,
        fingerprint: fingerprint(files),
    }
}

fn users(entries: &[Entry]) -> BTreeMap<EntryId, Vec<usize>> {
    let mut users: BTreeMap<EntryId, Vec<usize>> = BTreeMap::new();
    for (position, entry) in entries.iter().enumerate() {
        let used: Vec<&EntryId> = match &entry.details {
            Details::Brand(brand) => brand.connectors.iter().collect(),
            Details::Model(model) => model.drivers.iter().map(|(driver, _)| driver).collect(),
            _ => Vec::new(),
        };
        for id in used {
            let users = users.entry(id.clone()).or_default();
            if users.last() != Some(&position) {
                users.push(position);
            }
        }
    }
    users
}

fn fingerprint(files: &[Arc<SourceFile>]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.name.as_bytes());
        hash.update([0]);
        hash.update(file.text.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let (first, _) = digest.split_at(8);
    format!("{:016x}", first.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)))
}
