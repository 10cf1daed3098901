//! Question files: JSON lines, or TOML tables of the same.

use fancy_regex::{Regex, RegexBuilder};
use serde::Deserialize;

/// A question and what a right answer is.
#[derive(Debug)]
pub struct Question {
    /// The question as asked.
    pub text: String,
    /// Its group, "seed"; "all" where the file gives none.
    pub tier: String,
    /// Its sort, "definition"; "any" where the file gives none.
    pub sort: String,
    /// Whether it is to be answered.
    pub expect: Expect,
    /// At least one pattern of each group must be found in the answer.
    must: Vec<Vec<Regex>>,
    /// None of these may be.
    must_not: Vec<Regex>,
}

/// What is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    /// An answer.
    Answer,
    /// That the bot does not answer.
    Refuse,
}

/// One record, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    q: String,
    #[serde(default = "expect_answer")]
    expect: Expect,
    #[serde(default)]
    must: Vec<Vec<String>>,
    #[serde(default)]
    must_not: Vec<String>,
    #[serde(default)]
    tier: Option<String>,
    #[serde(default, rename = "type")]
    sort: Option<String>,
    #[serde(default, rename = "id")]
    _id: Option<String>,
    #[serde(default, rename = "source")]
    _source: Option<String>,
}

fn expect_answer() -> Expect {
    Expect::Answer
}

/// A TOML file of questions: `[[question]]` tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlFile {
    question: Vec<Record>,
}

/// What is wrong with a question file.
#[derive(Debug, thiserror::Error)]
pub enum QuestionFileError {
    /// A line is no record.
    #[error("line {line}: not a question: {message}")]
    Line {
        /// Line, from 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// The TOML cannot be read.
    #[error("not a table of questions: {0}")]
    Toml(String),
    /// A pattern cannot be read.
    #[error("question {number} (`{question}`): `{pattern}` is no regular expression: {message}")]
    Pattern {
        /// Which question, from 1.
        number: usize,
        /// Its text.
        question: String,
        /// The pattern.
        pattern: String,
        /// What the parser says.
        message: String,
    },
    /// There are none.
    #[error("the file holds no questions")]
    Empty,
}

/// Reads a question file: TOML if its name says so, JSON lines otherwise.
pub fn parse(text: &str, is_toml: bool) -> Result<Vec<Question>, QuestionFileError> {
    let records = if is_toml { toml_records(text)? } else { json_records(text)? };
    if records.is_empty() {
        return Err(QuestionFileError::Empty);
    }
    records.into_iter().enumerate().map(|(index, record)| question(index + 1, record)).collect()
}

fn json_records(text: &str) -> Result<Vec<Record>, QuestionFileError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            serde_json::from_str(line)
                .map_err(|error| QuestionFileError::Line { line: index + 1, message: error.to_string() })
        })
        .collect()
}

fn toml_records(text: &str) -> Result<Vec<Record>, QuestionFileError> {
    let file: TomlFile = toml::from_str(text).map_err(|error| QuestionFileError::Toml(error.to_string()))?;
    Ok(file.question)
}

fn question(number: usize, record: Record) -> Result<Question, QuestionFileError> {
    let compile = |pattern: &String| {
        RegexBuilder::new(pattern).case_insensitive(true).build().map_err(|error| QuestionFileError::Pattern {
            number,
            question: record.q.clone(),
            pattern: pattern.clone(),
            message: error.to_string(),
        })
    };
    let group = |patterns: &Vec<String>| patterns.iter().map(compile).collect::<Result<Vec<_>, _>>();
    let must = record.must.iter().map(group).collect::<Result<Vec<_>, _>>()?;
    let must_not = group(&record.must_not)?;
    Ok(Question {
        text: record.q,
        tier: record.tier.unwrap_or_else(|| "all".to_owned()),
        sort: record.sort.unwrap_or_else(|| "any".to_owned()),
        expect: record.expect,
        must,
        must_not,
    })
}

impl Question {
    /// Whether a text is a right answer. A pattern too costly to try counts as
    /// not found.
    pub fn accepts(&self, text: &str) -> bool {
        let found = |pattern: &Regex| pattern.is_match(text).unwrap_or(false);
        self.must.iter().all(|group| group.iter().any(found)) && !self.must_not.iter().any(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_read_alike() {
        let json = r#"{"q": "mmcx?", "must": [["(?<![a-z])mmcx"]], "tier": "seed", "type": "connector"}"#;
        let toml =
            "[[question]]\nq = \"mmcx?\"\nmust = [[\"(?<![a-z])mmcx\"]]\ntier = \"seed\"\ntype = \"connector\"\n";
        for question in [parse(json, false).unwrap().remove(0), parse(toml, true).unwrap().remove(0)] {
            assert!(question.accepts("MMCX is round"));
            assert!(!question.accepts("2-pin"));
            assert_eq!(
                (question.tier.as_str(), question.sort.as_str(), question.expect),
                ("seed", "connector", Expect::Answer)
            );
        }
    }

    #[test]
    fn errors_say_where() {
        let error = parse("{\"q\": \"a\"}\n{\"qq\": 1}", false).unwrap_err();
        assert!(error.to_string().starts_with("line 2: not a question"), "{error}");
        let error = parse(r#"{"q": "a", "must": [["("]]}"#, false).unwrap_err();
        assert!(error.to_string().contains("question 1 (`a`): `(`"), "{error}");
        assert!(matches!(parse("\n", false), Err(QuestionFileError::Empty)));
    }
}
