//! How a reindex went, for the moderator who asked for it.

use super::kinds::{DONE_COLOUR, PROBLEM_COLOUR, footer};
use crate::discord::limits::fit;
use crate::discord::view::{Embed, Field, File, Message};
use crate::document::diagnostic::Diagnostic;
use crate::search::Library;
use crate::snapshot::{ReindexError, Report};

/// What a reindex came to.
pub type Renewed = Result<Report, ReindexError>;

/// How many ids of a kind of change are named.
const IDS_SHOWN: usize = 12;
/// How many problems are shown; the file beside the message has all.
const PROBLEMS_SHOWN: usize = 8;
/// The most that is shown of one problem, in UTF-16 units.
const LONGEST_PROBLEM: usize = 300;

/// The message.
pub fn message(library: &Library, result: &Renewed) -> Message {
    let message = match result {
        Ok(report) => done(report),
        Err(error) => failed(error),
    };
    let embed = Embed { footer: footer(library), ..message.embed };
    Message { embed, private: true, ..message }.within_limits()
}

fn done(report: &Report) -> Message {
    let changes = [("Added", &report.added), ("Changed", &report.changed), ("Removed", &report.removed)];
    let fields = changes.map(|(name, ids)| Field { name: name.to_owned(), value: counted(ids), inline: true });
    let problems = &report.warnings;
    let warnings = if problems.is_empty() { String::new() } else { format!("\n\n{}", listed(problems)) };
    Message {
        embed: Embed {
            colour: DONE_COLOUR,
            title: "The knowledge was read anew".to_owned(),
            description: format!(
                "{} entries are live, after {} ms.{warnings}",
                report.entries,
                report.duration.as_millis()
            ),
            fields: fields.into(),
            ..Embed::default()
        },
        file: in_full(problems),
        ..Message::default()
    }
}

fn failed(error: &ReindexError) -> Message {
    let (description, file) = match error {
        ReindexError::Invalid(problems) => {
            let text = format!("The knowledge has problems, so the one from before stays.\n\n{}", listed(problems));
            (text, in_full(problems))
        }
        other => (format!("Not done: {other}. The knowledge from before stays."), None),
    };
    let title = "The knowledge was not changed".to_owned();
    Message {
        embed: Embed { colour: PROBLEM_COLOUR, title, description, ..Embed::default() },
        file,
        ..Message::default()
    }
}

/// "3: faq/a, faq/b and faq/c".
fn counted(ids: &[String]) -> String {
    if ids.is_empty() {
        return "none".to_owned();
    }
    let named: Vec<&str> = ids.iter().take(IDS_SHOWN).map(String::as_str).collect();
    let more = ids.len() - named.len();
    let more = if more > 0 { format!("\nand {more} more") } else { String::new() };
    format!("**{}**\n{}{more}", ids.len(), named.join("\n"))
}

/// The first problems, as `check` prints them, each in a line.
fn listed(problems: &[Diagnostic]) -> String {
    let lines: Vec<String> = problems
        .iter()
        .take(PROBLEMS_SHOWN)
        // A fence inside would end ours.
        .map(|problem| fit(&problem.one_line().replace("```", "'''"), LONGEST_PROBLEM))
        .collect();
    let more = problems.len() - lines.len();
    let more = if more > 0 { format!("\nand {more} more, in the file below") } else { String::new() };
    format!("```\n{}\n```{more}", lines.join("\n"))
}

/// Every problem with its place and how to mend it.
fn in_full(problems: &[Diagnostic]) -> Option<File> {
    let text: Vec<String> = problems.iter().map(|problem| problem.render(false)).collect();
    (!text.is_empty()).then(|| File { name: "problems.txt", text: text.join("\n\n") })
}
