//! The index on disk: named by what is in it, built beside and moved into
//! place in one step, and never trusted blindly.
//!
//! It is there to save time only. Whatever is wrong with the disk, there is an
//! index: in memory, if nowhere else.

use super::index::{Index, IndexError, VERSION};
use super::lexicon::Lexicon;
use super::words::Words;
use crate::knowledge::Knowledge;
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tantivy::directory::{Directory, RamDirectory};

/// What a folder of ours starts with, so that nothing else is ever deleted.
const PREFIX: &str = "iem-bot-index-";

/// The file that says which knowledge an index is of, whatever its folder is
/// called by now, and what its files must hold.
const EDITION: &str = "edition";

/// What stands between the name of an index and the number of its build.
const BUILDING: &str = ".building-";

/// Where folders cannot be locked: a build takes seconds, and a folder that
/// nobody touched for this long is left over from a crash.
const LONGEST_BUILD: Duration = Duration::from_secs(60 * 60);

/// Opens the index of this knowledge in `folder`; builds it where it is not
/// there, or not whole. Indexes of other knowledge are cleared away.
pub fn open_or_build(
    folder: &Path,
    knowledge: &Knowledge,
    words: &Words,
    lexicon: &Lexicon,
) -> Result<Index, IndexError> {
    let place = folder.join(format!("{PREFIX}v{VERSION}-{}", knowledge.fingerprint()));
    kept(&place, knowledge, words, lexicon).inspect(|_| clear_others(folder, &place)).or_else(|error| {
        tracing::error!(path = %folder.display(), %error, "the index is in memory only: the disk cannot keep it");
        Index::in_memory(knowledge, words, lexicon)
    })
}

/// The index on disk.
fn kept(place: &Path, knowledge: &Knowledge, words: &Words, lexicon: &Lexicon) -> Result<Index, IndexError> {
    if place.exists() {
        match open(place, knowledge, lexicon) {
            Ok(index) => {
                tracing::debug!(path = %place.display(), "index reused");
                return Ok(index);
            }
            Err(error) => {
                tracing::warn!(path = %place.display(), %error, "the index on disk is rebuilt");
                fs::remove_dir_all(place)?;
            }
        }
    }
    build(place, knowledge, words)?;
    open(place, knowledge, lexicon)
}

/// Opens an index, if its files are those that were built for this knowledge.
fn open(place: &Path, knowledge: &Knowledge, lexicon: &Lexicon) -> Result<Index, IndexError> {
    let files = read(place)?;
    let edition = fs::read_to_string(place.join(EDITION))?;
    if edition != self::edition(knowledge, &files) {
        return Err(IndexError::Foreign("it is not what was built for this knowledge"));
    }
    // What is checked is what is used: nobody can change it in between, and a
    // disk that fails later does no harm.
    let in_memory = RamDirectory::create();
    for (name, content) in &files {
        in_memory.atomic_write(Path::new(name), content)?;
    }
    Index::open_in(in_memory, knowledge, lexicon)
}

/// Builds in a folder beside, then moves it: whoever finds `place` finds it whole.
fn build(place: &Path, knowledge: &Knowledge, words: &Words) -> Result<(), IndexError> {
    let (beside, lock) = folder_beside(place)?;
    let built = build_in(&beside, knowledge, words).and_then(|()| Ok(fs::rename(&beside, place)?));
    drop(lock);
    if built.is_err() {
        // Only a waste of space if it cannot be deleted.
        let _left_over = fs::remove_dir_all(&beside);
    }
    match built {
        // Another process was faster with the same index.
        Err(_) if place.exists() => Ok(()),
        built => built,
    }
}

fn build_in(beside: &Path, knowledge: &Knowledge, words: &Words) -> Result<(), IndexError> {
    Index::build_in(beside, words)?;
    let edition = edition(knowledge, &read(beside)?);
    Ok(fs::write(beside.join(EDITION), edition)?)
}

/// A new folder to build in, locked: the system unlocks it when the process
/// ends, in whatever way.
fn folder_beside(place: &Path) -> io::Result<(PathBuf, Option<File>)> {
    fs::create_dir_all(place.parent().unwrap_or(Path::new("")))?;
    let mut number = 0_u32;
    loop {
        let mut beside = place.as_os_str().to_owned();
        beside.push(format!("{BUILDING}{number}"));
        let beside = PathBuf::from(beside);
        match fs::create_dir(&beside) {
            Ok(()) => {
                // Where folders cannot be locked, the age tells that it is in use.
                let lock = File::open(&beside).and_then(|folder| folder.lock().map(|()| folder)).ok();
                // Whoever clears up may have been between the two steps.
                if beside.exists() {
                    return Ok((beside, lock));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        number += 1;
    }
}

/// An index's files but for [`EDITION`], by name.
fn read(place: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for child in fs::read_dir(place)? {
        let child = child?;
        let name = child.file_name().to_string_lossy().into_owned();
        if name != EDITION {
            files.push((name, fs::read(child.path())?));
        }
    }
    files.sort();
    Ok(files)
}

/// What stands in [`EDITION`]: the knowledge's fingerprint, and that of the files.
fn edition(knowledge: &Knowledge, files: &[(String, Vec<u8>)]) -> String {
    let mut hash = Sha256::new();
    for (name, content) in files {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    let digits = format!("{:x}", hash.finalize());
    format!("{}\n{digits}\n", knowledge.fingerprint())
}

/// Indexes of other knowledge, and what a crash left half built. They are only
/// a waste of space, so failing to delete one is no error.
fn clear_others(folder: &Path, place: &Path) {
    let Ok(children) = fs::read_dir(folder) else { return };
    for old in children.filter_map(|child| Some(child.ok()?.path())).filter(|path| path != place) {
        if let Err(error) = clear(&old) {
            tracing::debug!(path = %old.display(), %error, "an old index could not be deleted");
        }
    }
}

/// Deletes a folder, if it is an index of ours that nobody builds any more.
fn clear(path: &Path) -> io::Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    match name.split_once(BUILDING) {
        Some((edition, number)) if is_edition(edition) && is_number(number) => clear_abandoned(path),
        None if is_edition(&name) => fs::remove_dir_all(path),
        _ => Ok(()),
    }
}

/// Another process may be building there at this moment: then it holds a lock.
fn clear_abandoned(path: &Path) -> io::Result<()> {
    let folder = File::open(path)?;
    match folder.try_lock() {
        Ok(()) => fs::remove_dir_all(path),
        Err(TryLockError::WouldBlock) => Ok(()),
        Err(TryLockError::Error(_)) => {
            let touched = folder.metadata()?.modified()?;
            let abandoned = touched.elapsed().is_ok_and(|age| age > LONGEST_BUILD);
            if abandoned { fs::remove_dir_all(path) } else { Ok(()) }
        }
    }
}

/// Whether a folder's name is one that [`open_or_build`] gives: the prefix, a
/// version, a fingerprint.
fn is_edition(name: &str) -> bool {
    let parts = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix('v')?.split_once('-'));
    let is_fingerprint = |text: &str| text.len() == 16 && text.bytes().all(|c| c.is_ascii_hexdigit());
    parts.is_some_and(|(version, fingerprint)| is_number(version) && is_fingerprint(fingerprint))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())
}
