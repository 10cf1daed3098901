//! `iem-bot init`: the built-in knowledge and configuration as files to edit.

use super::failure::Failure;
use super::terminal::Terminal;
use crate::knowledge::read::built_in_files;
use crate::settings::SHIPPED;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn run(folder: &Path, terminal: &mut Terminal) -> Result<(), Failure> {
    let files = files(folder);
    // All or nothing: nobody's file is ever written over.
    if let Some((taken, _)) = files.iter().find(|(path, _)| path.exists()) {
        let message = format!("`{}` is there already, and init writes over nothing", taken.display());
        return Err(Failure::problem(message, "name a folder that is empty or not there yet"));
    }
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
