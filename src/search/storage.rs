//! The index on disk: named by what is in it, built beside and moved into
//! place in one step, and never trusted blindly.

use super::index::{Index, IndexError, VERSION};
use super::words::Words;
use crate::knowledge::Knowledge;
use std::fs;
use std::path::{Path, PathBuf};

/// What a folder of ours starts with, so that nothing else is ever deleted.
const PREFIX: &str = "iem-bot-index-";

/// The file that says which knowledge an index is of, whatever its folder is
/// called by now.
const EDITION: &str = "edition";

/// Opens the index of this knowledge in `folder`; builds it where it is not
/// there, or not whole. Indexes of other knowledge are cleared away.
pub fn open_or_build(folder: &Path, knowledge: &Knowledge, words: &Words) -> Result<Index, IndexError> {
    fs::create_dir_all(folder)?;
    let place = folder.join(format!("{PREFIX}v{VERSION}-{}", knowledge.fingerprint()));
    if place.exists() {
        match open(&place, knowledge) {
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
    open(&place, knowledge)
}

fn open(place: &Path, knowledge: &Knowledge) -> Result<Index, IndexError> {
    let edition = fs::read(place.join(EDITION)).unwrap_or_default();
    if edition != knowledge.fingerprint().as_bytes() {
        return Err(IndexError::Foreign("it is of other knowledge"));
    }
    Index::open_in(place, knowledge)
}

/// Builds in a folder beside, then moves it: whoever finds `place` finds it whole.
fn build(place: &Path, knowledge: &Knowledge, words: &Words) -> Result<(), IndexError> {
    let beside = place.with_extension(format!("building-{}", std::process::id()));
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

/// Old indexes are only a waste of space, so failing to delete one is no error.
fn clear_others(folder: &Path, place: &Path) {
    let Ok(children) = fs::read_dir(folder) else { return };
    let ours = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with(PREFIX) && !name.contains(".building-") && path != place
    };
    for old in children.filter_map(|child| Some(child.ok()?.path())).filter(ours) {
        if let Err(error) = fs::remove_dir_all(&old) {
            tracing::debug!(path = %old.display(), %error, "an old index could not be deleted");
        }
    }
}
