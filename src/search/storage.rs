//! The index on disk: named by what is in it, built beside and moved into
//! place in one step, and never trusted blindly.

use super::index::{Index, IndexError, VERSION};
use super::lexicon::Lexicon;
use super::words::Words;
use crate::knowledge::Knowledge;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a folder of ours starts with, so that nothing else is ever deleted.
const PREFIX: &str = "iem-bot-index-";

/// The file that says which knowledge an index is of, whatever its folder is
/// called by now.
const EDITION: &str = "edition";

/// What stands between the name of an index and the process that builds it.
const BUILDING: &str = ".building-";

/// A build takes seconds; a folder that nobody touched for this long is left
/// over from a crash.
const LONGEST_BUILD: Duration = Duration::from_secs(60 * 60);

/// Opens the index of this knowledge in `folder`; builds it where it is not
/// there, or not whole. Indexes of other knowledge are cleared away.
pub fn open_or_build(
    folder: &Path,
    knowledge: &Knowledge,
    words: &Words,
    lexicon: &Lexicon,
) -> Result<Index, IndexError> {
    fs::create_dir_all(folder)?;
    let place = folder.join(format!("{PREFIX}v{VERSION}-{}", knowledge.fingerprint()));
    if place.exists() {
        match open(&place, knowledge, lexicon) {
            Ok(index) => {
                tracing::debug!(path = %place.display(), "index reused");
                return Ok(index);
            }
            Err(error) => {
                tracing::warn!(path = %place.display(), %error, "the index on disk is rebuilt");
                fs::remove_dir_all(&place)?;
            }
        }
    }
    build(&place, knowledge, words)?;
    clear_others(folder, &place);
    open(&place, knowledge, lexicon)
}

fn open(place: &Path, knowledge: &Knowledge, lexicon: &Lexicon) -> Result<Index, IndexError> {
    let edition = fs::read(place.join(EDITION)).unwrap_or_default();
    if edition != knowledge.fingerprint().as_bytes() {
        return Err(IndexError::Foreign("it is of other knowledge"));
    }
    Index::open_in(place, knowledge, lexicon)
}

/// Builds in a folder beside, then moves it: whoever finds `place` finds it whole.
fn build(place: &Path, knowledge: &Knowledge, words: &Words) -> Result<(), IndexError> {
    let mut beside = place.as_os_str().to_owned();
    beside.push(format!("{BUILDING}{}", std::process::id()));
    let beside = PathBuf::from(beside);
    if beside.exists() {
        fs::remove_dir_all(&beside)?;
    }
    fs::create_dir_all(&beside)?;
    Index::build_in(&beside, words)?;
    fs::write(beside.join(EDITION), knowledge.fingerprint())?;
    match fs::rename(&beside, place) {
        // Another process was faster with the same index.
        Err(_) if place.exists() => Ok(fs::remove_dir_all(&beside)?),
        moved => Ok(moved?),
    }
}

/// Indexes of other knowledge, and what a crash left half built. They are only
/// a waste of space, so failing to delete one is no error.
fn clear_others(folder: &Path, place: &Path) {
    let Ok(children) = fs::read_dir(folder) else { return };
    for old in children.filter_map(|child| Some(child.ok()?.path())).filter(|path| path != place && is_over(path)) {
        if let Err(error) = fs::remove_dir_all(&old) {
            tracing::debug!(path = %old.display(), %error, "an old index could not be deleted");
        }
    }
}

/// Whether a folder is an index of ours that nobody builds any more.
fn is_over(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    match name.split_once(BUILDING) {
        Some((edition, process)) => is_edition(edition) && is_number(process) && is_abandoned(path),
        None => is_edition(&name),
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

/// Another process may be building there at this moment.
fn is_abandoned(path: &Path) -> bool {
    let touched = fs::metadata(path).and_then(|metadata| metadata.modified());
    touched.is_ok_and(|touched| touched.elapsed().is_ok_and(|age| age > LONGEST_BUILD))
}
