//! Knowledge of any size, the same every time: the shipped files, then copies
//! of them with other names and other words, until there are enough entries.
//!
//! A copy keeps what entries are like (their kinds, figures, lengths, and the
//! small words that make sentences); within an entry a word always becomes the
//! same other word, so that its phrasings go on fitting its text.

use crate::words::{Chance, Stock, float, is_content, spoken};
use iem_bot::document::source_file::SourceFile;
use iem_bot::knowledge::{load, read};
use iem_bot::search::analysis::Analyser;
use std::fmt::Write as _;
use std::sync::Arc;

/// What there is one of, however much there is to know.
const ONE_OF_A_KIND: [&str; 3] = ["sources.toml", "vocabulary.toml", "warnings.toml"];
/// Keys whose texts are sentences: their content words are replaced.
const SENTENCES: [&str; 16] = [
    "question",
    "phrasings",
    "answer",
    "text",
    "definition",
    "summary",
    "note",
    "known_for",
    "house_sound",
    "connector_note",
    "signature",
    "title",
    "strengths",
    "weaknesses",
    "pros",
    "cons",
];
/// Keys whose texts are names: no two things are called the same.
const NAMES: [&str; 4] = ["name", "aliases", "term", "abbreviation"];

/// Files with so many entries, or a few more; the shipped ones for 0.
pub(crate) fn files(entries: usize) -> Vec<Arc<SourceFile>> {
    let shipped = read::built_in().0;
    let (knowledge, _) = load(&shipped);
    let analyser = Analyser::new(knowledge.vocabulary());
    let entries = if entries == 0 { knowledge.entries().len() } else { entries };
    let times = float(entries) / float(knowledge.entries().len());
    let stock = Stock::new(&knowledge, &analyser, times);
    let is_alone = |file: &&Arc<SourceFile>| ONE_OF_A_KIND.contains(&file.name.as_str());
    let mut files: Vec<_> = shipped.iter().filter(is_alone).cloned().collect();
    let count = |file: &Arc<SourceFile>| load(std::slice::from_ref(file)).0.entries().len();
    let other = shipped.iter().filter(|file| !is_alone(file));
    let other: Vec<_> = other.map(|file| (file, count(file))).collect();
    let mut there = 0;
    for copy in 0.. {
        let copy = copy.to_string();
        let mut in_turn = other.clone();
        in_turn.sort_by_key(|(file, _)| Chance::of(&[&file.name, &copy]).order());
        for (file, count) in in_turn {
            if there >= entries {
                return files;
            }
            there += count;
            files.push(match copy.as_str() {
                "0" => Arc::clone(file),
                _ => Edition { copy: &copy, entry: String::new(), analyser: &analyser, stock: &stock }.of(file),
            });
        }
    }
    files
}

/// One copy of a file.
struct Edition<'a> {
    /// Which copy, in digits.
    copy: &'a str,
    /// The entry that is being copied.
    entry: String,
    analyser: &'a Analyser,
    stock: &'a Stock,
}

impl Edition<'_> {
    fn of(mut self, file: &SourceFile) -> Arc<SourceFile> {
        let text = match file.text.strip_prefix("+++").and_then(|rest| rest.split_once("\n+++\n")) {
            Some((front, body)) => format!("+++{}\n+++\n{}", self.toml(front), self.sentence(body)),
            None => self.toml(&file.text),
        };
        Arc::new(SourceFile { path: format!("copy-{}/{}", self.copy, file.name), name: file.name.clone(), text })
    }

    /// The strings of a TOML text replaced, each as its key wants it.
    fn toml(&mut self, text: &str) -> String {
        let text: String = text.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect();
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        let mut key = "";
        while let Some((before, from)) = rest.find('"').and_then(|start| rest.split_at_checked(start)) {
            key = before.rsplit_once('=').and_then(|(left, _)| left.split_whitespace().next_back()).unwrap_or(key);
            let fence = if from.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
            let (inside, after) = string(from.strip_prefix(fence).unwrap(), fence);
            let _infallible = write!(out, "{before}{fence}{}{fence}", self.value(key, inside));
            rest = after;
        }
        out + rest
    }

    fn value(&mut self, key: &str, text: &str) -> String {
        match key {
            "id" => {
                text.clone_into(&mut self.entry);
                format!("{text}-x{}", self.copy)
            }
            _ if NAMES.contains(&key) => self.name(text),
            _ if SENTENCES.contains(&key) => self.sentence(text),
            _ => text.to_owned(),
        }
    }

    /// Figures stay: `SE215` and `IE 600` are names as people give them.
    fn name(&self, text: &str) -> String {
        replaced(text, |word| word.chars().all(char::is_alphabetic).then(|| spoken(self.chance(word))))
    }

    fn sentence(&self, text: &str) -> String {
        replaced(text, |word| {
            let word = word.to_lowercase();
            is_content(&word, self.analyser).then(|| self.stock.word(self.chance(&word)))
        })
    }

    fn chance(&self, word: &str) -> Chance {
        Chance::of(&[word, &self.entry, self.copy])
    }
}

/// A string up to its closing quotes, and what follows these.
fn string<'t>(text: &'t str, fence: &str) -> (&'t str, &'t str) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.starts_with(fence)) {
        let escaped = usize::from(rest.starts_with('\\'));
        at += rest.chars().take(1 + escaped).map(char::len_utf8).sum::<usize>();
    }
    (&text[..at], &text[at + fence.len()..])
}

/// A text with other words; what is `None` stays.
fn replaced(text: &str, mut other: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (between, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|c: char| !c.is_alphanumeric()).unwrap_or(from.len()));
        out.push_str(between);
        out.push_str(&other(word).unwrap_or_else(|| word.to_owned()));
        rest = after;
    }
    out + rest
}
