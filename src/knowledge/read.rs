//! Getting the files: from a folder, or from the copy inside the program.
//!
//! The one place in this layer that touches the disk.

use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::source_file::{Place, SourceFile};
use include_dir::{Dir, DirEntry, include_dir};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

/// The shipped knowledge, compiled in.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/knowledge");

/// Files larger than this are no knowledge, but a mistake.
const LARGEST_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// Every file of the shipped knowledge, the writers' guide included: relative
/// path and content.
pub fn built_in_files() -> Vec<(&'static Path, &'static [u8])> {
    let mut files = Vec::new();
    collect(&BUILT_IN, &mut files);
    files
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(&'static Path, &'static [u8])>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) => files.push((file.path(), file.contents())),
        }
    }
}

/// The shipped knowledge.
pub fn built_in() -> (Vec<Arc<SourceFile>>, Vec<Diagnostic>) {
    let mut reading = Reading::default();
    for (path, bytes) in built_in_files() {
        let name = slashed(path);
        if is_knowledge(&name) {
            reading.add(format!("built-in:{name}"), name, bytes.to_vec());
        }
    }
    reading.finish()
}

/// The knowledge in a folder: every `.toml` and `.md` file in it and below,
/// except the guides called `README.md`, hidden files and links.
pub fn folder(path: &Path) -> (Vec<Arc<SourceFile>>, Vec<Diagnostic>) {
    let mut reading = Reading::default();
    if path.is_dir() {
        reading.folder(path, path);
    } else {
        reading.missing(
            path,
            "there is no such folder",
            "name the folder that holds the knowledge, or run `iem-bot init DIR` to make one",
        );
    }
    reading.finish()
}

#[derive(Default)]
struct Reading {
    files: Vec<Arc<SourceFile>>,
    problems: Vec<Diagnostic>,
}

impl Reading {
    fn folder(&mut self, root: &Path, path: &Path) {
        match list(path) {
            Ok(children) => {
                for child in children {
                    self.child(root, &child);
                }
            }
            Err(error) => self.missing(path, &error.to_string(), "make the folder readable"),
        }
    }

    fn child(&mut self, root: &Path, path: &Path) {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let Ok(metadata) = fs::symlink_metadata(path) else {
            return self.missing(path, "the file cannot be read", "make the file readable");
        };
        if hidden || metadata.is_symlink() {
            return;
        }
        if metadata.is_dir() {
            return self.folder(root, path);
        }
        let name = slashed(path.strip_prefix(root).unwrap_or(path));
        if !is_knowledge(&name) {
            return;
        }
        if metadata.len() > LARGEST_FILE_BYTES {
            let message = format!("the file has {} bytes, {LARGEST_FILE_BYTES} are allowed", metadata.len());
            return self.missing(path, &message, "split it");
        }
        match fs::read(path) {
            Ok(bytes) => self.add(slashed(path), name, bytes),
            Err(error) => self.missing(path, &error.to_string(), "make the file readable"),
        }
    }

    fn add(&mut self, path: String, name: String, bytes: Vec<u8>) {
        match String::from_utf8(bytes) {
            Ok(text) => self.files.push(Arc::new(SourceFile { path, name, text: without_mark(text) })),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = Arc::new(SourceFile { path, name, text });
                self.problems.push(Diagnostic::new(
                    Rule::NotText,
                    Place::new(&file, valid..valid + 1),
                    "the file is not UTF-8 text",
                    "the first byte that is not",
                    "save the file as UTF-8",
                ));
            }
        }
    }

    fn missing(&mut self, path: &Path, message: &str, help: &str) {
        let path = slashed(path);
        let file = Arc::new(SourceFile { path: path.clone(), name: path.clone(), text: String::new() });
        self.problems.push(Diagnostic::new(
            Rule::Missing,
            Place::new(&file, 0..0),
            format!("cannot read `{path}`: {message}"),
            "",
            help,
        ));
    }

    /// Files in the order of their names, so that everything after is equal on
    /// every machine.
    fn finish(mut self) -> (Vec<Arc<SourceFile>>, Vec<Diagnostic>) {
        self.files.sort_by(|a, b| a.name.cmp(&b.name));
        (self.files, self.problems)
    }
}

fn list(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut children = fs::read_dir(path)?.map(|child| Ok(child?.path())).collect::<io::Result<Vec<_>>>()?;
    children.sort();
    Ok(children)
}

fn is_knowledge(name: &str) -> bool {
    let guide = name == "README.md" || name.ends_with("/README.md");
    let suffix = Path::new(name).extension().and_then(|suffix| suffix.to_str());
    !guide && matches!(suffix, Some("toml" | "md"))
}

/// Some editors put a byte order mark at the start; TOML refuses it.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
