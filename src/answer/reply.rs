//! What the bot says: the same value for a terminal, JSON and Discord.

use crate::knowledge::Knowledge;
use crate::knowledge::entry::{Entry, Kind};
use serde::Serialize;

/// How sure the bot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The first answer is the reply; the others are related.
    Answer,
    /// The answers are what may have been meant.
    Suggest,
    /// There is none.
    Unknown,
}

impl Outcome {
    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Answer => "answer",
            Outcome::Suggest => "suggest",
            Outcome::Unknown => "unknown",
        }
    }
}

/// A reply to one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The question as it was asked.
    pub question: String,
    /// How sure the bot is.
    pub outcome: Outcome,
    /// Best first; empty if and only if the outcome is `Unknown`.
    pub answers: Vec<Answer>,
    /// Words that were read as others.
    pub corrections: Vec<Correction>,
    /// What must be said first, since the question touches on danger. It also
    /// opens the text of the first answer, if there is one.
    pub warnings: Vec<String>,
}

impl Reply {
    /// A reply without warnings.
    pub fn new(question: &str, outcome: Outcome, answers: Vec<Answer>, corrections: Vec<Correction>) -> Self {
        Self { question: question.to_owned(), outcome, answers, corrections, warnings: Vec::new() }
    }

    /// Adds the answer to a second question of the same message, in short.
    #[must_use]
    pub fn with_second(mut self, second: Answer) -> Self {
        if let Some(first) = self.answers.first_mut() {
            let short = second.text.split("\n\n").next().unwrap_or_default();
            first.text = format!("{}\n\n**{}** {short}", first.text, second.title);
        }
        let at = self.answers.len().min(1);
        self.answers.retain(|answer| answer.id != second.id);
        self.answers.insert(at, second);
        self
    }

    /// Puts warnings on top of the reply.
    #[must_use]
    pub fn with_warnings(mut self, warnings: &[(String, Vec<Citation>)]) -> Self {
        self.warnings = warnings.iter().map(|(text, _)| text.clone()).collect();
        if let (Some(first), false) = (self.answers.first_mut(), warnings.is_empty()) {
            let care: Vec<String> = self.warnings.iter().map(|text| format!("**Take care:** {text}")).collect();
            first.text = format!("{}\n\n{}", care.join("\n\n"), first.text);
            for citation in warnings.iter().flat_map(|(_, citations)| citations) {
                if !first.sources.contains(citation) {
                    first.sources.push(citation.clone());
                }
            }
        }
        self
    }

    /// A reply that says the bot does not know.
    pub fn unknown(question: &str) -> Self {
        Self::new(question, Outcome::Unknown, Vec::new(), Vec::new())
    }

    /// The answer, if there is one.
    pub fn answer(&self) -> Option<&Answer> {
        self.answers.first().filter(|_| self.outcome == Outcome::Answer)
    }

    /// The JSON object of `ask --json`.
    pub fn to_json(&self) -> serde_json::Value {
        let answers: Vec<_> = self.answers.iter().map(Answer::to_json).collect();
        serde_json::json!({ "question": self.question, "outcome": self.outcome, "answers": answers })
    }
}

/// A word that was taken for a misspelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// As typed, folded.
    pub typed: String,
    /// As read.
    pub read_as: String,
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The entry's id, or one made for a list or comparison.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its heading.
    pub title: String,
    /// Markdown: paragraphs, bold, lists.
    pub text: String,
    /// Short facts, to be shown beside the text.
    pub facts: Vec<Fact>,
    /// How well it fits, from 0 to 1.
    pub score: f32,
    /// Where it is from.
    pub sources: Vec<Citation>,
}

impl Answer {
    /// Text and facts in one Markdown text, for where there are no fields.
    pub fn full_text(&self) -> String {
        if self.facts.is_empty() {
            return self.text.clone();
        }
        let facts: Vec<String> = self.facts.iter().map(|fact| format!("- **{}:** {}", fact.name, fact.value)).collect();
        format!("{}\n\n{}", self.text, facts.join("\n"))
    }

    fn to_json(&self) -> serde_json::Value {
        let score = (f64::from(self.score) * 1000.0).round() / 1000.0;
        serde_json::json!({
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "text": self.full_text(),
            "score": score,
            "sources": self.sources,
        })
    }
}

/// One short fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// "Country".
    pub name: &'static str,
    /// "Japan".
    pub value: String,
}

/// A source as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Its title.
    pub title: String,
    /// Its address, where it has one.
    pub url: Option<String>,
}

/// The sources of several entries, each once.
pub(super) fn citations<'k>(knowledge: &Knowledge, entries: impl IntoIterator<Item = &'k Entry>) -> Vec<Citation> {
    cite(knowledge, entries.into_iter().flat_map(|entry| &entry.sources))
}

/// Sources by id, each once.
pub(super) fn cite<'k>(knowledge: &Knowledge, ids: impl IntoIterator<Item = &'k String>) -> Vec<Citation> {
    let mut citations: Vec<Citation> = Vec::new();
    for source in ids.into_iter().filter_map(|id| knowledge.source(id)) {
        let citation = Citation { title: source.title.clone(), url: source.url.clone() };
        if !citations.contains(&citation) {
            citations.push(citation);
        }
    }
    citations
}
