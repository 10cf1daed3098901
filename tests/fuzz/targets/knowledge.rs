//! Any text as a file of the knowledge: every problem can be shown, and what is
//! valid can be asked for and shown on Discord.
//!
//! The first line of an input names the file of the small knowledge that it
//! takes the place of, or a new one.

use super::diagnostics::assert_shown;
use super::shown::assert_taken;
use iem_bot::cli::terminal;
use iem_bot::discord::dispatch::dispatch;
use iem_bot::discord::interaction::Interaction;
use iem_bot::discord::permissions::Policy;
use iem_bot::document::diagnostic::Diagnostic;
use iem_bot::document::source_file::SourceFile;
use iem_bot::knowledge::{load, read};
use iem_bot::search::Library;
use serde_json::json;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The small knowledge.
static FILES: LazyLock<Vec<Arc<SourceFile>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folder = root.map(|root| root.join("tests/it/fixtures/knowledge")).find(|folder| folder.is_dir());
    let (files, problems) = read::folder(&folder.unwrap());
    assert!(problems.is_empty());
    files
});

/// Runs the target.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(input) = std::str::from_utf8(bytes) else { return };
    let (name, text) = input.split_once('\n').unwrap_or((input, ""));
    let file = SourceFile { path: format!("knowledge/{name}"), name: name.to_owned(), text: text.to_owned() };
    let others = FILES.iter().filter(|file| file.name != name).cloned();
    let mut files: Vec<Arc<SourceFile>> = others.chain([Arc::new(file)]).collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let (knowledge, problems) = load(&files);
    problems.iter().for_each(assert_shown);
    if !problems.iter().any(Diagnostic::is_error) {
        served(&Library::new(knowledge, None).unwrap());
    }
}

/// Asks for every entry by its title and by its id.
fn served(library: &Library) {
    for entry in library.knowledge.entries() {
        terminal::markdown(&entry.text, 60);
        let press = json!({"custom_id": format!("1e0.{}", entry.id), "component_type": 2});
        asked(library, 3, &press);
        let option = json!({"name": "question", "type": 3, "value": entry.title});
        asked(library, 2, &json!({"name": "iem", "type": 1, "options": [option]}));
    }
}

fn asked(library: &Library, kind: u8, data: &serde_json::Value) {
    let interaction = json!({
        "id": "11", "application_id": "22", "type": kind, "token": "t", "user": {"id": "44"}, "data": data,
    });
    let read = Interaction::from_value(interaction.clone()).unwrap();
    let outcome = dispatch(library, &Policy::default(), &read);
    assert_taken(&interaction, &outcome);
}
