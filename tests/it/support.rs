//! What several tests need: the program, the fixtures, snapshots by name.

use iem_bot::document::diagnostic::Diagnostic;
use iem_bot::knowledge::{Knowledge, load, read};
use iem_bot::search::Library;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The folder of the crate.
pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The small knowledge, as named on the command line.
pub(crate) const SMALL: &str = "tests/it/fixtures/knowledge";

/// The shipped knowledge, made searchable once.
pub(crate) fn shipped() -> &'static Library {
    static SHIPPED: LazyLock<Library> = LazyLock::new(|| {
        let (files, _) = read::built_in();
        Library::new(load(&files).0, None).unwrap()
    });
    &SHIPPED
}

/// A file of the fixtures.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(ROOT).join("tests/it/fixtures").join(name)
}

/// Compares a text with the snapshot `snapshots/GROUP/NAME.snap`.
pub(crate) fn snapshot(group: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("snapshots/{group}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Every file below a folder: its path within, and its content.
pub(crate) fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files);
    files.sort();
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for child in fs::read_dir(folder).unwrap() {
        let path = child.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.push((name, fs::read(&path).unwrap()));
        }
    }
}

/// Reads a folder of knowledge as the program does.
pub(crate) fn read_folder(folder: &Path) -> (Knowledge, Vec<Diagnostic>) {
    let (files, mut problems) = read::folder(folder);
    let (knowledge, found) = load(&files);
    problems.extend(found);
    (knowledge, problems)
}
