//! What is wrong with the knowledge, in words and with the place.

use super::source_file::Place;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The knowledge is not loaded with this in it.
    Error,
    /// Worth mending; the bot works.
    Warning,
}

/// The rule that was broken. Its code is stable: people search for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The folder, or a part of it that must be there, is missing.
    Missing,
    /// A file is not UTF-8 text.
    NotText,
    /// A file is not valid TOML, or an article's front matter is not closed.
    Syntax,
    /// A key that the schema does not have.
    UnknownKey,
    /// A key that must be there is not.
    MissingKey,
    /// A value of the wrong type.
    WrongType,
    /// A text that is empty or blank.
    Empty,
    /// A text, or a list, over its limit.
    TooLong,
    /// A list with fewer items than it must have.
    TooFew,
    /// A value that is none of those allowed.
    NotAllowed,
    /// An id that is not lower-case words joined by hyphens.
    BadId,
    /// Two entries of one id.
    DuplicateId,
    /// Two entries with the same phrasing.
    DuplicatePhrasing,
    /// Two sources with the same address.
    DuplicateSource,
    /// A reference to an entry that is not there.
    UnknownEntry,
    /// A reference to a source that is not there.
    UnknownSource,
    /// Markdown that answers may not hold.
    Markup,
    /// An entry that cites no source, or too few.
    Unsourced,
    /// A file in a place or of a name that means nothing.
    UnknownFile,
    /// A phrasing that finds another entry first.
    Stolen,
    /// A first sentence that is too long to be an answer.
    LongFirstSentence,
    /// A source that nothing cites.
    UnusedSource,
    /// Two entries whose questions can hardly be told apart.
    NearDuplicate,
    /// An entry that refers to no other, and that no other refers to.
    Orphan,
    /// A character that nobody sees, or that turns text around.
    Hidden,
}

impl Rule {
    /// The code, such as `K004`.
    pub fn code(self) -> &'static str {
        match self {
            Rule::Missing => "K001",
            Rule::NotText => "K002",
            Rule::Syntax => "K003",
            Rule::UnknownKey => "K004",
            Rule::MissingKey => "K005",
            Rule::WrongType => "K006",
            Rule::Empty => "K007",
            Rule::TooLong => "K008",
            Rule::TooFew => "K009",
            Rule::NotAllowed => "K010",
            Rule::BadId => "K011",
            Rule::DuplicateId => "K012",
            Rule::DuplicatePhrasing => "K013",
            Rule::DuplicateSource => "K014",
            Rule::UnknownEntry => "K015",
            Rule::UnknownSource => "K016",
            Rule::Markup => "K017",
            Rule::Unsourced => "K018",
            Rule::UnknownFile => "K019",
            Rule::Stolen => "K020",
            Rule::LongFirstSentence => "K021",
            Rule::UnusedSource => "K022",
            Rule::NearDuplicate => "K023",
            Rule::Orphan => "K024",
            Rule::Hidden => "K025",
        }
    }

    /// Errors keep the knowledge from loading; warnings do not.
    pub fn severity(self) -> Severity {
        match self {
            Rule::LongFirstSentence | Rule::UnusedSource | Rule::NearDuplicate | Rule::Orphan => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule.
    pub rule: Rule,
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words beside the place.
    pub label: String,
    /// A second place that has to do with it, and words beside it.
    pub also: Option<(Place, String)>,
    /// How to mend it.
    pub help: String,
}

impl Diagnostic {
    /// A diagnostic without a second place.
    pub fn new(
        rule: Rule,
        place: Place,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { rule, place, message: message.into(), label: label.into(), also: None, help: help.into() }
    }

    /// Points at a second place too.
    #[must_use]
    pub fn with_also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also = Some((place, label.into()));
        self
    }

    /// Whether it keeps the knowledge from loading.
    pub fn is_error(&self) -> bool {
        self.rule.severity() == Severity::Error
    }

    /// The message with its place, in one line: for logs and short lists.
    pub fn one_line(&self) -> String {
        format!("{}: {}[{}]: {}", self.place.describe(), self.severity_name(), self.rule.code(), self.message)
    }

    fn severity_name(&self) -> &'static str {
        match self.rule.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    /// The whole block: message, code frame, help.
    pub fn render(&self, colour: bool) -> String {
        let level = match self.rule.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(self.message.as_str()).id(self.rule.code());
        let mut group: Group<'_> =
            title.element(snippet(&self.place, AnnotationKind::Primary, &self.label, self.also_here()));
        if let Some((place, label)) = self.also_elsewhere() {
            group = group.element(snippet(place, AnnotationKind::Context, label, None));
        }
        group = group.element(Level::HELP.message(self.help.as_str()));
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).render(&[group])
    }

    fn also_here(&self) -> Option<&(Place, String)> {
        self.also.as_ref().filter(|(place, _)| place.file == self.place.file)
    }

    fn also_elsewhere(&self) -> Option<&(Place, String)> {
        self.also.as_ref().filter(|(place, _)| place.file != self.place.file)
    }
}

fn snippet<'a>(
    place: &'a Place,
    kind: AnnotationKind,
    label: &'a str,
    also: Option<&'a (Place, String)>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let mut snippet = Snippet::source(place.file.text.as_str())
        .path(place.file.path.as_str())
        .annotation(kind.span(place.span.clone()).label(label));
    if let Some((second, label)) = also {
        snippet = snippet.annotation(AnnotationKind::Context.span(second.span.clone()).label(label.as_str()));
    }
    snippet
}

/// Puts diagnostics in the order in which a writer goes through them: by file
/// and line, then by rule.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        (&a.place.file.path, a.place.span.start, a.rule).cmp(&(&b.place.file.path, b.place.span.start, b.rule))
    });
}
