//! `iem-bot chat`: the bot in the terminal, with the commands it has on Discord.

use super::failure::Failure;
use super::options::Options;
use super::start;
use super::terminal::Terminal;
use crate::answer::lookup::{COMPARED, compare, look_up};
use crate::answer::{answer, reply::Reply};
use crate::knowledge::entry::Kind;
use crate::search::Library;
use crate::snapshot::{Live, ReindexError, Report};
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Context, Editor, Helper, Highlighter, Hinter, Validator};
use std::path::PathBuf;
use std::sync::Arc;

/// How many completions are offered.
const COMPLETIONS: usize = 25;

const HELP: &str = "\
**Ask anything** in your own words, or use a command:

- **/iem** QUESTION: the same as just asking
- **/brand** NAME, **/model** NAME, **/connector** NAME, **/driver** NAME, **/glossary** TERM: look a name up
- **/compare** FIRST vs SECOND: two things side by side
- **/reindex**: read the knowledge anew
- **/help**: this page
- **/quit**: leave (so does Ctrl-D)

The Tab key completes commands and names.";

/// Commands that look a name up, and the kind they look in.
const LOOK_UPS: [(&str, Kind); 5] = [
    ("/brand", Kind::Brand),
    ("/model", Kind::Model),
    ("/connector", Kind::Connector),
    ("/driver", Kind::Driver),
    ("/glossary", Kind::Term),
];

/// Commands without names to complete.
const OTHERS: [&str; 6] = ["/iem", "/compare", "/reindex", "/help", "/quit", "/exit"];

pub(super) fn run(options: &Options, terminal: &mut Terminal) -> Result<(), Failure> {
    let live = Arc::new(start::live(options)?);
    let mut editor = editor(&live)?;
    let history = history_file();
    if let Some(file) = &history {
        // The first chat has no history to load.
        let _none_yet = editor.load_history(file);
    }
    terminal.markdown("Ask me about in-ear monitors. **/help** shows the commands, **/quit** leaves.")?;
    loop {
        match editor.readline("> ") {
            Ok(typed) if typed.trim().is_empty() => {}
            Ok(typed) => {
                editor.add_history_entry(typed.trim()).map_err(|error| reading_failed(&error))?;
                if !said(&live, typed.trim(), terminal)? {
                    break;
                }
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(reading_failed(&error)),
        }
    }
    if let Some(file) = history {
        save(&mut editor, &file);
    }
    Ok(())
}

/// Answers one line; false when the conversation is over.
fn said(live: &Live, typed: &str, terminal: &mut Terminal) -> Result<bool, Failure> {
    let library = live.current();
    let (command, rest) = match typed.split_once(char::is_whitespace) {
        Some((command, rest)) => (command, rest.trim()),
        None => (typed, ""),
    };
    if !command.starts_with('/') {
        show(terminal, &answer(&library, typed))?;
        return Ok(true);
    }
    match command {
        "/quit" | "/exit" => return Ok(false),
        "/help" => terminal.markdown(HELP)?,
        "/reindex" => terminal.line(&reindexed(live.reindex()))?,
        "/iem" if rest.is_empty() => terminal.markdown("Ask something: **/iem** QUESTION")?,
        "/iem" => show(terminal, &answer(&library, rest))?,
        "/compare" => match halves(rest) {
            Some((first, second)) => show(terminal, &compare(&library, first, second))?,
            None => terminal.markdown("Name two things: **/compare** mmcx vs 2-pin")?,
        },
        _ => match LOOK_UPS.iter().find(|(name, _)| *name == command) {
            Some((_, kind)) if !rest.is_empty() => show(terminal, &look_up(&library, *kind, rest))?,
            Some(_) => terminal.markdown(&format!("Name what you look for: **{command}** NAME"))?,
            None => terminal.markdown(&format!("There is no command {command}. **/help** shows what there is."))?,
        },
    }
    Ok(true)
}

fn show(terminal: &mut Terminal, reply: &Reply) -> Result<(), Failure> {
    terminal.reply(reply)?;
    terminal.line("")?;
    Ok(())
}

/// The two sides of "a vs b", "a versus b", "a, b" or "a | b".
fn halves(text: &str) -> Option<(&str, &str)> {
    let separators = [" vs. ", " vs ", " versus ", "|", ","];
    let (first, second) = separators.iter().find_map(|separator| text.split_once(separator))?;
    let (first, second) = (first.trim(), second.trim());
    (!first.is_empty() && !second.is_empty()).then_some((first, second))
}

/// What a reindex did, or why not.
fn reindexed(result: Result<Report, ReindexError>) -> String {
    match result {
        Ok(report) => format!(
            "{} entries: {} added, {} changed, {} removed, in {} ms. Now serving edition {}.",
            report.entries,
            report.added.len(),
            report.changed.len(),
            report.removed.len(),
            report.duration.as_millis(),
            report.fingerprint,
        ),
        Err(ReindexError::Invalid(problems)) => {
            let mut text: Vec<String> = problems.iter().map(|problem| problem.render(false)).collect();
            text.push(format!("{}. The knowledge from before stays.", start::counted(&problems)));
            text.join("\n\n")
        }
        Err(error) => format!("Not done: {error}. The knowledge from before stays."),
    }
}

fn editor(live: &Arc<Live>) -> Result<Editor<Names, DefaultHistory>, Failure> {
    let config = rustyline::Config::builder().auto_add_history(false).build();
    let mut editor = Editor::with_config(config).map_err(|error| reading_failed(&error))?;
    editor.set_helper(Some(Names { live: Arc::clone(live) }));
    Ok(editor)
}

fn reading_failed(error: &ReadlineError) -> Failure {
    Failure::problem(
        format!("the terminal cannot be read: {error}"),
        "use `iem-bot ask --stdin` where there is no terminal",
    )
}

/// Where lines typed are remembered, as the XDG base directories have it.
fn history_file() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"));
    Some(state.or_else(home)?.join("iem-bot").join("history"))
}

fn save(editor: &mut Editor<Names, DefaultHistory>, file: &std::path::Path) {
    let saved = file.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(ReadlineError::from);
    if let Err(error) = saved.and_then(|()| editor.save_history(file)) {
        tracing::warn!(path = %file.display(), %error, "the history could not be saved");
    }
}

/// Completes commands, and names after commands that take them.
#[derive(Helper, Highlighter, Hinter, Validator)]
struct Names {
    live: Arc<Live>,
}

impl Completer for Names {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let typed = line.get(..at).unwrap_or(line);
        let Some((command, name)) = typed.split_once(' ') else {
            let commands = LOOK_UPS.iter().map(|(name, _)| *name).chain(OTHERS);
            return Ok((0, pairs(commands.filter(|command| command.starts_with(typed)))));
        };
        let kind = LOOK_UPS.iter().find(|(known, _)| *known == command).map(|(_, kind)| *kind);
        let start = at - name.len();
        let library = self.live.current();
        let titles = completions(&library, kind, name);
        Ok((start, pairs(titles.into_iter())))
    }
}

/// Titles that fit what was typed.
fn completions<'l>(library: &'l Library, kind: Option<Kind>, typed: &str) -> Vec<&'l str> {
    let kinds = kind.as_ref().map_or(&COMPARED[..], std::slice::from_ref);
    let found = library.completions.find(&library.knowledge, kinds, typed, COMPLETIONS);
    found.into_iter().map(|found| found.entry.title.as_str()).collect()
}

fn pairs<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Pair> {
    texts.map(|text| Pair { display: text.to_owned(), replacement: text.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_are_parted() {
        assert_eq!(halves("mmcx vs 2-pin"), Some(("mmcx", "2-pin")));
        assert_eq!(halves("Shure | Westone"), Some(("Shure", "Westone")));
        assert_eq!(halves("mmcx vs "), None);
        assert_eq!(halves("mmcx"), None);
    }
}
