//! The questions of `tests/questions/`.

use iem_bot::evaluation::questions::{Question, parse};
use std::path::Path;

/// All of them, in the order of their files' names.
pub(crate) fn all() -> Vec<Question> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|suffix| suffix == "jsonl")).collect();
    files.sort();
    files.iter().flat_map(|file| parse(&std::fs::read_to_string(file).unwrap(), false).unwrap()).collect()
}
