//! `iem-bot init`: the built-in knowledge and configuration as files to edit.

use super::failure::Failure;
use super::terminal::Terminal;
use crate::knowledge::read::built_in_files;
use crate::settings::SHIPPED;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn run(folder: &Path, terminal: &mut Terminal) -> Result<(), Failure> {
    // All or nothing: nobody's file is ever written over, and no knowledge is
    // mixed with other knowledge.
    if let Some(taken) = anything_in(folder) {
        let message = format!("`{}` is there already, and init writes into empty folders only", taken.display());
        return Err(Failure::problem(message, "name a folder that is empty or not there yet"));
    }
    let files = files(folder);
    for (path, content) in &files {
        write(path, content)?;
    }
    terminal.line(&format!(
        "Wrote {} files into {}. Edit {}, then run: iem-bot check --knowledge {}",
        files.len(),
        folder.display(),
        folder.join("knowledge").display(),
        folder.join("knowledge").display(),
    ))?;
    Ok(())
}

/// What stands in the folder, or in its place.
fn anything_in(folder: &Path) -> Option<PathBuf> {
    match fs::read_dir(folder) {
        Ok(mut children) => children.find_map(|child| Some(child.ok()?.path())),
        Err(_) => folder.exists().then(|| folder.to_owned()),
    }
}

fn files(folder: &Path) -> Vec<(PathBuf, &'static [u8])> {
    let knowledge = built_in_files().into_iter().map(|(path, content)| (folder.join("knowledge").join(path), content));
    let config = (folder.join("config").join("iem-bot.toml"), SHIPPED.as_bytes());
    knowledge.chain([config]).collect()
}

fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let parent = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).and_then(|()| fs::write(path, content)).map_err(|error| {
        Failure::problem(format!("cannot write `{}`: {error}", path.display()), "name a folder that can be written")
    })
}
