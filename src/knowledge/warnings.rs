//! `warnings.toml`: what must be said on top of an answer when a question
//! touches on danger.

use super::reading::Read;
use super::vocabulary::values;
use crate::document::fields::Fields;
use crate::knowledge::limits;

/// A reviewed warning, and which questions call for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Its id.
    pub id: String,
    /// What is said: one or two sentences.
    pub text: String,
    /// Any of these calls for it.
    pub triggers: Vec<Trigger>,
    /// The sources, by id.
    pub sources: Vec<String>,
}

/// Words that must all occur in a question: of each group, one.
pub type Trigger = Vec<Vec<String>>;

pub(super) fn read(mut fields: Fields<'_>, read: &mut Read) {
    for mut warning in fields.tables("warning", "warning") {
        read_warning(&mut warning, read);
        warning.finish();
    }
    fields.finish();
}

fn read_warning(fields: &mut Fields<'_>, read: &mut Read) {
    let slug = fields.slug("id");
    let text = fields.text("text", limits::SUMMARY);
    let sources = fields.some_texts("sources", 1, limits::NAME);
    let triggers = fields.tables("trigger", "trigger").into_iter().map(read_trigger).collect();
    let (Some(slug), Some(text)) = (slug, text) else { return };
    read.citations.extend(sources.iter().cloned());
    read.markdown.push(text.clone());
    read.warnings.push(Warning { id: slug.value, text: text.value, triggers, sources: values(sources) });
}

/// `all = ["needle|toothpick", "clean|mesh"]`: one of each.
fn read_trigger(mut fields: Fields<'_>) -> Trigger {
    let groups = values(fields.some_texts("all", 1, limits::SUMMARY));
    fields.finish();
    groups.iter().map(|group| group.split('|').map(|phrase| phrase.trim().to_owned()).collect()).collect()
}
