//! `articles/*.md`: longer texts, each section of which is found on its own.

use super::entry::{Details, Entry, EntryId, Kind};
use super::limits;
use super::reading::{Read, ids, references};
use super::vocabulary::values;
use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::fields::{Fields, Problems, parse_table};
use crate::document::hidden;
use crate::document::source_file::{Located, Place, SourceFile};
use crate::text::tokens::words;
use std::ops::Range;
use std::sync::Arc;

/// The line before and after the front matter.
const FENCE: &str = "+++";

pub(super) fn read(file: &Arc<SourceFile>, problems: &Problems, read: &mut Read) {
    let Some((front, body)) = split(&file.text) else {
        let first_line = file.text.lines().next().unwrap_or_default();
        let (message, label) = if first_line.trim_end() == FENCE {
            ("the front matter of this article is not closed", "opened here")
        } else {
            ("this article has no front matter", "expected `+++`")
        };
        let help = "start the file with a line `+++`, then TOML, then another line `+++`";
        problems.add(Diagnostic::new(Rule::Syntax, Place::new(file, 0..first_line.len()), message, label, help));
        return;
    };
    let front_text = file.text.get(front.clone()).unwrap_or_default();
    let table = parse_table(file, front_text, front.start, problems);
    let fields = Fields::new(file, problems, &table, front.start, "article");
    let Some(front) = read_front(fields, read) else { return };
    let FrontMatter { slug, title, summary, phrasings, tags, related, sources } = front;
    let sections = sections(file, body);
    let article = EntryId::new(Kind::Article, &slug.value);
    let section_ids: Vec<EntryId> = sections.iter().filter_map(|section| section.id(&slug.value)).collect();
    for (index, section) in sections.into_iter().enumerate() {
        let intro = index == 0;
        let heading = section.heading.clone().unwrap_or_else(|| title.clone());
        let Some(id) = section.id(&slug.value) else {
            section.bad_heading(problems);
            continue;
        };
        let Some(text) = section.checked_text(problems) else { continue };
        read.markdown.push(text.clone());
        let mut next =
            if intro { section_ids.iter().skip(1).take(3).cloned().collect() } else { vec![article.clone()] };
        next.extend(related.iter().cloned());
        read.entries.push(Entry {
            id,
            kind: Kind::Article,
            place: if intro { slug.place.clone() } else { heading.place.clone() },
            title: if intro { title.value.clone() } else { format!("{}: {}", title.value, heading.value) },
            names: Vec::new(),
            phrasings: if intro { phrasings.clone() } else { vec![heading] },
            text: if intro { format!("{}\n\n{}", summary.value, text.value) } else { text.value },
            tags: tags.clone(),
            about: Vec::new(),
            related: next,
            sources: sources.clone(),
            details: Details::Text,
        });
    }
}

/// What stands above an article.
pub(super) struct FrontMatter {
    slug: Located<String>,
    title: Located<String>,
    summary: Located<String>,
    /// The title first.
    phrasings: Vec<Located<String>>,
    tags: Vec<String>,
    related: Vec<EntryId>,
    sources: Vec<String>,
}

pub(super) fn read_front(mut fields: Fields<'_>, read: &mut Read) -> Option<FrontMatter> {
    let slug = fields.slug("id");
    let title = fields.text("title", limits::TITLE);
    let summary = fields.text("summary", limits::SUMMARY);
    let mut phrasings = fields.some_texts("phrasings", 2, limits::PHRASING);
    let tags = values(fields.some_texts("tags", 1, limits::NAME));
    let related = references(&mut fields, "related");
    let sources = fields.some_texts("sources", 1, limits::NAME);
    fields.finish();
    read.written(Kind::Article, slug.as_ref());
    read.reference(&[], &related, &sources);
    let (slug, title, summary) = (slug?, title?, summary?);
    phrasings.insert(0, title.clone());
    Some(FrontMatter { slug, title, summary, phrasings, tags, related: ids(related), sources: values(sources) })
}

/// Byte ranges of the front matter and the body.
fn split(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut lines = text.split_inclusive('\n');
    let start = lines.next().filter(|line| line.trim_end() == FENCE)?.len();
    let mut end = start;
    for line in lines {
        if line.trim_end() == FENCE {
            return Some((start..end, end + line.len()..text.len()));
        }
        end += line.len();
    }
    None
}

/// A stretch of the body under one heading; the first has none.
struct Section {
    heading: Option<Located<String>>,
    text: Located<String>,
}

impl Section {
    fn id(&self, article: &str) -> Option<EntryId> {
        let Some(heading) = &self.heading else { return Some(EntryId::new(Kind::Article, article)) };
        let slug = words(&heading.value).join("-").replace(['.', '/'], "-");
        EntryId::parse(&format!("article/{article}#{slug}"))
    }

    fn bad_heading(&self, problems: &Problems) {
        if let Some(heading) = &self.heading {
            problems.add(Diagnostic::new(
                Rule::BadId,
                heading.place.clone(),
                format!("no id can be made of the heading `{}`", heading.value),
                "heading",
                "use plain words, 64 letters at most",
            ));
        }
    }

    fn checked_text(&self, problems: &Problems) -> Option<Located<String>> {
        for text in self.heading.iter().chain([&self.text]) {
            check_hidden(text, problems);
        }
        let text = self.text.value.as_str();
        let length = text.chars().count();
        let (rule, message, help) = if text.is_empty() {
            (Rule::Empty, "this section is empty".to_owned(), "write the section, or take the heading out")
        } else if length > limits::TEXT {
            let message = format!("this section has {length} characters, {} are allowed", limits::TEXT);
            (Rule::TooLong, message, "split it under a second heading")
        } else {
            return Some(Located { value: text.to_owned(), place: self.text.place.clone() });
        };
        let place = self.heading.as_ref().map_or(&self.text.place, |heading| &heading.place);
        problems.add(Diagnostic::new(rule, place.clone(), message, "this section", help));
        None
    }
}

fn check_hidden(text: &Located<String>, problems: &Problems) {
    let Some((at, c)) = hidden::find(&text.value) else { return };
    let within = text.place.file.text.get(text.place.span.clone()).and_then(|written| written.find(&text.value));
    let start = text.place.span.start + within.unwrap_or_default() + at;
    let place = Place::new(&text.place.file, start..start + c.len_utf8());
    problems.add(Diagnostic::new(
        Rule::Hidden,
        place,
        hidden::complaint("this section", c),
        "hidden here",
        hidden::HELP,
    ));
}

fn sections(file: &Arc<SourceFile>, body: Range<usize>) -> Vec<Section> {
    let text = file.text.get(body.clone()).unwrap_or_default();
    let mut sections = Vec::new();
    let mut heading = None;
    let mut start = body.start;
    let mut at = body.start;
    for line in text.split_inclusive('\n') {
        if let Some(title) = line.strip_prefix("## ") {
            sections.push(section(file, heading.take(), start..at));
            let place = Place::new(file, at..at + line.trim_end().len());
            heading = Some(Located { value: title.trim().to_owned(), place });
            start = at + line.len();
        }
        at += line.len();
    }
    sections.push(section(file, heading, start..body.end));
    sections
}

fn section(file: &Arc<SourceFile>, heading: Option<Located<String>>, span: Range<usize>) -> Section {
    let text = file.text.get(span.clone()).unwrap_or_default();
    let start = span.start + text.len() - text.trim_start().len();
    let text = text.trim();
    let place = Place::new(file, start..start + text.len());
    Section { heading, text: Located { value: text.to_owned(), place } }
}
