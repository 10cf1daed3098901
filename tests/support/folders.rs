//! Folders, copied to be spoilt.

use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A copy of a folder.
pub(crate) fn copy_of(folder: &Path) -> TempDir {
    let copy = TempDir::new().unwrap();
    copy_into(folder, copy.path());
    copy
}

/// Copies what a folder holds into another one.
pub(crate) fn copy_into(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for child in fs::read_dir(from).unwrap() {
        let child = child.unwrap();
        let target = to.join(child.file_name());
        if child.path().is_dir() {
            copy_into(&child.path(), &target);
        } else {
            fs::copy(child.path(), target).unwrap();
        }
    }
}
