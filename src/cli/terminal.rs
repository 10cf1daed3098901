//! How things look in a terminal: colours where it has them, wrapped to its
//! width, plain text when piped.

use crate::answer::reply::{Answer, Outcome, Reply};
use crate::knowledge::entry::Kind;
use anstyle::{AnsiColor, Reset, Style};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Headings and names.
pub(super) const STRONG: Style = Style::new().bold();
/// What is beside the point.
pub(super) const FAINT: Style = Style::new().dimmed();
/// What went wrong.
pub(super) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// How to mend it.
pub(super) const HELP: Style = AnsiColor::Cyan.on_default().bold();

/// Lines longer than this are hard to read, however wide the window is.
const WIDEST: usize = 92;
/// The width where there is no window.
const PIPED: usize = 80;
/// How many sources a reply shows.
const SOURCES_SHOWN: usize = 6;

/// Standard output.
pub(super) struct Terminal {
    out: anstream::AutoStream<io::StdoutLock<'static>>,
    width: usize,
}

impl Terminal {
    /// Standard output as it is: colours only where they are wanted.
    pub(super) fn new() -> Self {
        let width = terminal_size::terminal_size().map_or(PIPED, |(width, _)| usize::from(width.0));
        Self { out: anstream::AutoStream::auto(io::stdout().lock()), width: width.clamp(24, WIDEST) }
    }

    /// Prints a line and passes it on at once.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")?;
        self.out.flush()
    }

    /// Prints a reply.
    pub(super) fn reply(&mut self, reply: &Reply) -> io::Result<()> {
        let text = render(reply, self.width);
        self.line(&text)
    }

    /// Prints Markdown.
    pub(super) fn markdown(&mut self, text: &str) -> io::Result<()> {
        let text = markdown(text, self.width);
        self.line(&text)
    }
}

/// A whole reply.
pub fn render(reply: &Reply, width: usize) -> String {
    let mut out = String::new();
    if !reply.corrections.is_empty() {
        let read: Vec<String> = reply
            .corrections
            .iter()
            .map(|correction| format!("{} as {}", correction.typed, correction.read_as))
            .collect();
        out.push_str(&wrap(&format!("{FAINT}(I read {}.){Reset}", read.join(", ")), width, ""));
        out.push_str("\n\n");
    }
    match (reply.outcome, reply.answers.split_first()) {
        (Outcome::Answer, Some((first, related))) => {
            answer(&mut out, first, width);
            if !related.is_empty() {
                let titles: Vec<&str> = related.iter().map(|answer| answer.title.as_str()).collect();
                let line = format!("{FAINT}Related:{Reset} {}", titles.join(" · "));
                out.push_str(&wrap(&line, width, "  "));
                out.push('\n');
            }
        }
        (Outcome::Suggest, Some(_)) => {
            cautions(&mut out, reply, width);
            out.push_str("I am not sure what you mean. Perhaps one of these?\n\n");
            for answer in &reply.answers {
                let line = format!("- {STRONG}{}{Reset} {FAINT}({}){Reset}", answer.title, kind_name(answer.kind));
                out.push_str(&wrap(&line, width, "  "));
                out.push('\n');
            }
        }
        _ => {
            cautions(&mut out, reply, width);
            let text = "I don't know that one. I know in-ear monitors: what they are, brands and models, connectors and cables, drivers, fit and tips, care, faults, power, sound, buying, stage use and hearing safety.";
            out.push_str(&wrap(text, width, ""));
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Warnings, where no answer's text opens with them.
fn cautions(out: &mut String, reply: &Reply, width: usize) {
    for warning in &reply.warnings {
        out.push_str(&wrap(&format!("{STRONG}Take care:{Reset} {warning}"), width, ""));
        out.push_str("\n\n");
    }
}

fn answer(out: &mut String, answer: &Answer, width: usize) {
    let heading = format!("{STRONG}{}{Reset} {FAINT}({}){Reset}", answer.title, kind_name(answer.kind));
    out.push_str(&wrap(&heading, width, ""));
    out.push_str("\n\n");
    out.push_str(&markdown(&answer.text, width));
    out.push_str("\n\n");
    for fact in &answer.facts {
        let line = format!("{STRONG}{}:{Reset} {}", fact.name, fact.value);
        out.push_str(&wrap(&line, width, "    "));
        out.push('\n');
    }
    if !answer.facts.is_empty() {
        out.push('\n');
    }
    if !answer.sources.is_empty() {
        let _infallible = writeln!(out, "{FAINT}Sources:{Reset}");
        for source in answer.sources.iter().take(SOURCES_SHOWN) {
            let url = source.url.as_deref().map(|url| format!(" <{url}>")).unwrap_or_default();
            out.push_str(&wrap(&format!("{FAINT}- {}{url}{Reset}", source.title), width, "  "));
            out.push('\n');
        }
        out.push('\n');
    }
}

/// A kind as people would call it.
pub(super) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Faq => "question",
        Kind::Term => "glossary",
        other => other.name(),
    }
}

/// Wraps a line; the lines after the first start with `indent`. Colour codes
/// have no width, and nothing is parted at a hyphen: addresses stay whole.
pub(super) fn wrap(text: &str, width: usize, indent: &str) -> String {
    let options = textwrap::Options::new(width).subsequent_indent(indent).break_words(false);
    textwrap::fill(text, options.word_splitter(textwrap::WordSplitter::NoHyphenation))
}

/// Paragraphs and lists of Markdown, wrapped.
pub fn markdown(text: &str, width: usize) -> String {
    let mut blocks = Blocks { width, ..Blocks::default() };
    for event in Parser::new(text) {
        blocks.event(event);
    }
    blocks.flush();
    blocks.out.trim_end().to_owned()
}

/// Text blocks in the making.
#[derive(Default)]
struct Blocks {
    width: usize,
    out: String,
    line: String,
    /// For each open list, the next number, if it is numbered.
    lists: Vec<Option<u64>>,
}

impl Blocks {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::List(first)) => {
                self.flush();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            Event::Start(Tag::Item) => {
                self.flush();
                self.line = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
            }
            Event::Start(Tag::Strong | Tag::Emphasis) => self.line.push_str(&STRONG.to_string()),
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => self.line.push_str(&Reset.to_string()),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
                self.flush();
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            Event::Text(text) | Event::Code(text) => self.line.push_str(&text),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak => self.flush(),
            _ => {}
        }
    }

    fn flush(&mut self) {
        if !self.line.trim().is_empty() {
            let indent = if self.lists.is_empty() { "" } else { "  " };
            self.out.push_str(&wrap(self.line.trim_end(), self.width, indent));
            self.out.push('\n');
        }
        self.line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_wrapped_and_lists_are_indented() {
        let text = "One two three four.\n\n- first point that is long\n- second\n\n1. a\n2. b\n\nEnd.";
        let plain = anstream::adapter::strip_str(&markdown(text, 20)).to_string();
        assert_eq!(plain, "One two three four.\n\n- first point that\n  is long\n- second\n\n1. a\n2. b\n\nEnd.");
    }
}
