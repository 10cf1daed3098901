//! `iem-bot export`: every entry as one JSON object a line.

use super::failure::Failure;
use super::options::Options;
use super::start;
use super::terminal::Terminal;
use crate::answer::card::card;

pub(super) fn run(options: &Options, terminal: &mut Terminal) -> Result<(), Failure> {
    let library = start::live(options)?.current();
    for entry in library.knowledge.entries() {
        let answer = card(&library.knowledge, entry, 0.0);
        let phrasings: Vec<&str> =
            entry.names.iter().chain(&entry.phrasings).map(|asked| asked.value.as_str()).collect();
        let object = serde_json::json!({
            "id": entry.id,
            "kind": entry.kind,
            "title": entry.title,
            "phrasings": phrasings,
            "text": answer.full_text(),
            "sources": answer.sources,
        });
        terminal.line(&object.to_string())?;
    }
    Ok(())
}
