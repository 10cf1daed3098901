//! Reading the keys of a TOML table, strictly: every problem is noted with its
//! place, and reading goes on, so that one run finds them all.

use super::diagnostic::{Diagnostic, Rule};
use super::hidden;
use super::schema::{self, Description, Shape};
use super::source_file::{Located, Place, SourceFile};
use crate::text::distance::nearest;
use serde_json::Value;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Longest id of one's own, in characters, all of them ASCII.
const LONGEST_SLUG: usize = 64;
/// Longest name that is one of a few, in characters.
const LONGEST_CHOICE: usize = 40;

/// Where problems are collected while reading.
#[derive(Debug, Default)]
pub struct Problems(RefCell<Vec<Diagnostic>>);

impl Problems {
    /// Notes one.
    pub fn add(&self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }

    /// All that were noted, in the order of reading.
    pub fn into_inner(self) -> Vec<Diagnostic> {
        self.0.into_inner()
    }
}

/// Parses `text`, which stands in `file` from byte `offset` on, as TOML.
pub fn parse_table<'t>(
    file: &Arc<SourceFile>,
    text: &'t str,
    offset: usize,
    problems: &Problems,
) -> Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        problems.add(Diagnostic::new(
            Rule::Syntax,
            Place::new(file, span.start + offset..span.end + offset),
            format!("not valid TOML: {}", error.message().lines().next().unwrap_or_default()),
            "here",
            "see https://toml.io for the syntax; texts stand in quotes, long ones between \"\"\"",
        ));
    }
    table
}

/// One table, and which of its keys were asked for.
pub struct Fields<'r> {
    file: &'r Arc<SourceFile>,
    problems: &'r Problems,
    table: &'r DeTable<'r>,
    /// The whole table, for pointing at when a key is missing.
    span: Range<usize>,
    offset: usize,
    /// What the table is, for messages: "FAQ entry".
    what: &'static str,
    asked: Vec<&'static str>,
    /// Where the keys are described that are asked for, if they are.
    description: Option<Rc<Description>>,
}

impl<'r> Fields<'r> {
    /// Fields of a parsed table. `what` names it in messages: "FAQ entry".
    pub fn new(
        file: &'r Arc<SourceFile>,
        problems: &'r Problems,
        table: &'r Spanned<DeTable<'r>>,
        offset: usize,
        what: &'static str,
    ) -> Self {
        Self {
            file,
            problems,
            table: table.get_ref(),
            span: table.span(),
            offset,
            what,
            asked: Vec::new(),
            description: None,
        }
    }

    /// Gives `reader` the fields of an empty table and notes what it asks for:
    /// which keys it knows, and what their values may be.
    pub fn describing(what: &'static str, reader: impl FnOnce(Fields<'_>, &Problems)) -> Rc<Description> {
        let file = Arc::new(SourceFile { path: String::new(), name: String::new(), text: String::new() });
        // That everything is missing is no news.
        let problems = Problems::default();
        let table = parse_table(&file, "", 0, &problems);
        let description = Rc::new(Description::default());
        let mut fields = Fields::new(&file, &problems, &table, 0, what);
        fields.description = Some(Rc::clone(&description));
        reader(fields, &problems);
        description
    }

    fn describe(&self, key: &'static str, required: bool, value: impl FnOnce() -> Value) {
        if let Some(description) = &self.description {
            description.note(key, required, Shape::Value(value()));
        }
    }

    /// While describing: a table that is there, for its keys to be asked for.
    fn described_inner(
        &self,
        key: &'static str,
        what: &'static str,
        shape: fn(Rc<Description>) -> Shape,
    ) -> Option<Fields<'r>> {
        let description = self.description.as_ref()?;
        let inner = Rc::new(Description::default());
        description.note(key, false, shape(Rc::clone(&inner)));
        Some(Fields { description: Some(inner), ..self.within(self.table, self.span.clone(), what) })
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place::new(self.file, span.start + self.offset..span.end + self.offset)
    }

    fn find(&mut self, key: &'static str) -> Option<&'r Spanned<DeValue<'r>>> {
        self.asked.push(key);
        self.table.get(key)
    }

    fn problem(&self, rule: Rule, span: Range<usize>, message: String, label: &str, help: String) {
        self.problems.add(Diagnostic::new(rule, self.place(span), message, label, help));
    }

    fn missing(&self, key: &str) {
        let first_line = self.span.start..self.span.start.saturating_add(1).min(self.span.end);
        self.problem(
            Rule::MissingKey,
            first_line,
            format!("this {} has no `{key}`", self.what),
            &format!("`{key}` is missing"),
            format!("add `{key} = ...`; knowledge/README.md shows a whole {}", self.what),
        );
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        self.wrong_type_of(&format!("`{key}`"), value, expected);
    }

    fn wrong_type_of(&self, what: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        self.problem(
            Rule::WrongType,
            value.span(),
            format!("{what} must be {expected}, but is {}", type_name(value.get_ref())),
            &format!("expected {expected}"),
            format!("write {what} as {expected}"),
        );
    }

    /// The text of `value`, if it is one, not blank and within `limit` characters.
    /// `what` names it: "`tags`", "an item of `tags`".
    fn checked_text(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        what: &str,
        limit: usize,
    ) -> Option<Located<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type_of(what, value, "a text");
            return None;
        };
        let text = text.trim();
        if text.is_empty() {
            let help = format!("write something, or leave `{key}` out if it is optional");
            self.problem(Rule::Empty, value.span(), format!("{what} is empty"), "nothing here", help);
            return None;
        }
        let length = text.chars().count();
        if length > limit {
            let message = format!("{what} has {length} characters, {limit} are allowed");
            self.problem(Rule::TooLong, value.span(), message, "too long", "shorten it, or split the entry".into());
            return None;
        }
        if let Some((_, c)) = hidden::find(text) {
            self.problem(Rule::Hidden, value.span(), hidden::complaint(what, c), "hidden in here", hidden::HELP.into());
            return None;
        }
        Some(Located { value: text.to_owned(), place: self.place(value.span()) })
    }

    /// A text that may be left out.
    pub fn optional_text(&mut self, key: &'static str, limit: usize) -> Option<Located<String>> {
        self.describe(key, false, || schema::text(limit));
        let value = self.find(key)?;
        self.checked_text(key, value, &format!("`{key}`"), limit)
    }

    /// A text that may be left out or empty, which mean the same.
    pub fn text_or_empty(&mut self, key: &'static str, limit: usize) -> Option<Located<String>> {
        self.describe(key, false, || schema::text_or_empty(limit));
        let empty = self.table.get(key).is_some_and(|value| value.get_ref().as_str() == Some(""));
        if empty {
            self.asked.push(key);
            return None;
        }
        self.optional_text(key, limit)
    }

    /// A text that must be there.
    pub fn text(&mut self, key: &'static str, limit: usize) -> Option<Located<String>> {
        self.describe(key, true, || schema::text(limit));
        if self.find(key).is_none() {
            self.missing(key);
        }
        self.optional_text(key, limit)
    }

    /// A list of texts; empty where the key is left out.
    pub fn texts(&mut self, key: &'static str, limit: usize) -> Vec<Located<String>> {
        self.describe(key, false, || schema::list(0, &schema::text(limit)));
        let Some(value) = self.find(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of texts");
            return Vec::new();
        };
        let what = format!("an item of `{key}`");
        items.iter().filter_map(|item| self.checked_text(key, item, &what, limit)).collect()
    }

    /// A list of texts with `at_least` that many.
    pub fn some_texts(&mut self, key: &'static str, at_least: usize, limit: usize) -> Vec<Located<String>> {
        self.describe(key, true, || schema::list(at_least, &schema::text(limit)));
        let texts = self.texts(key, limit);
        match self.table.get(key) {
            None => self.missing(key),
            Some(value) => {
                let count = value.get_ref().as_array().map_or(at_least, |items| items.len());
                if count < at_least {
                    let message = format!("`{key}` has {count} of the {at_least} or more that it needs");
                    let help = format!("add {} more", at_least - count);
                    self.problem(Rule::TooFew, value.span(), message, "too few", help);
                }
            }
        }
        texts
    }

    /// An id of one's own, without the kind.
    pub fn slug(&mut self, key: &'static str) -> Option<Located<String>> {
        self.describe(key, true, || schema::slug(LONGEST_SLUG));
        let id = self.text(key, LONGEST_SLUG)?;
        if is_slug(&id.value) {
            return Some(id);
        }
        let message = format!("`{}` is no id", id.value);
        let help = "use lower-case words and numbers joined by hyphens, such as \"tip-size\"";
        self.problems.add(Diagnostic::new(Rule::BadId, id.place, message, "not an id", help));
        None
    }

    /// A list of texts that must each be read as something more; `pattern` is a
    /// regular expression for what can be.
    pub fn parsed<T>(
        &mut self,
        key: &'static str,
        limit: usize,
        pattern: &str,
        parse: impl Fn(&str) -> Option<T>,
        problem: (Rule, &str, &str),
    ) -> Vec<Located<T>> {
        self.describe(key, false, || schema::list(0, &schema::matching(pattern, limit)));
        let (rule, what, help) = problem;
        let mut parsed = Vec::new();
        for text in self.texts(key, limit) {
            if let Some(value) = parse(&text.value) {
                parsed.push(Located { value, place: text.place });
            } else {
                let message = format!("`{}` is not {what}", text.value);
                self.problems.add(Diagnostic::new(rule, text.place, message, format!("not {what}"), help));
            }
        }
        parsed
    }

    /// A whole number from `range`.
    pub fn integer<T: TryFrom<i64>>(&mut self, key: &'static str, range: Range<i64>) -> Option<T> {
        self.describe(key, false, || schema::integer(&range));
        let value = self.find(key)?;
        let Some(written) = value.get_ref().as_integer() else {
            self.wrong_type(key, value, "a whole number");
            return None;
        };
        // What is too large to be read is out of every range.
        let number = i64::from_str_radix(written.as_str(), written.radix()).unwrap_or(i64::MAX);
        if !range.contains(&number) {
            let (least, most) = (range.start, range.end - 1);
            let message = format!("`{key}` is {}, which is not from {least} to {most}", written.as_str());
            self.problem(Rule::NotAllowed, value.span(), message, "out of range", "check the figure".into());
            return None;
        }
        T::try_from(number).ok()
    }

    /// A list of Discord's numbers for servers, users and roles: whole numbers,
    /// bare or as text.
    pub fn snowflakes(&mut self, key: &'static str) -> Vec<u64> {
        let Some(value) = self.find(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of numbers");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.snowflake(key, item)).collect()
    }

    fn snowflake(&self, key: &str, item: &Spanned<DeValue<'_>>) -> Option<u64> {
        let written = match item.get_ref() {
            DeValue::Integer(number) => number.as_str(),
            DeValue::String(text) => text.as_ref(),
            _ => "",
        };
        let number = written.parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            let message = format!("an item of `{key}` is not one of Discord's numbers");
            let help = "in Discord, switch on developer mode and use \"Copy ID\"; it is a number such as \"123456789012345678\"";
            self.problem(Rule::NotAllowed, item.span(), message, "not a number", help.into());
        }
        number
    }

    /// A number above nought, as it was written.
    pub fn number(&mut self, key: &'static str) -> Option<String> {
        self.describe(key, false, schema::number);
        let value = self.find(key)?;
        let written = match value.get_ref() {
            DeValue::Integer(text) => text.as_str(),
            DeValue::Float(text) => text.as_str(),
            _ => {
                self.wrong_type(key, value, "a number");
                return None;
            }
        };
        if written.parse::<f64>().is_ok_and(|number| number > 0.0 && number.is_finite()) {
            return Some(written.to_owned());
        }
        let message = format!("`{key}` is {written}, which cannot be");
        self.problem(Rule::NotAllowed, value.span(), message, "must be above 0", "check the figure".into());
        None
    }

    /// `true` or `false`.
    pub fn optional_flag(&mut self, key: &'static str) -> Option<bool> {
        self.describe(key, false, schema::flag);
        let value = self.find(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, value, "true or false");
        }
        flag
    }

    /// `true` or `false`, false where left out.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.optional_flag(key).unwrap_or(false)
    }

    /// One of a few names, if there.
    pub fn optional_choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        self.describe(key, false, || schema::choice(choices));
        let text = self.optional_text(key, LONGEST_CHOICE)?;
        self.chosen(key, &text, choices)
    }

    /// One of a few names.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        self.describe(key, true, || schema::choice(choices));
        let text = self.text(key, LONGEST_CHOICE)?;
        self.chosen(key, &text, choices)
    }

    /// Several of a few names.
    pub fn choices<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Vec<T> {
        self.describe(key, false, || schema::list(0, &schema::choice(choices)));
        self.texts(key, LONGEST_CHOICE).iter().filter_map(|text| self.chosen(key, text, choices)).collect()
    }

    fn chosen<T: Copy>(&self, key: &str, text: &Located<String>, choices: &[(&str, T)]) -> Option<T> {
        let found = choices.iter().find(|(name, _)| *name == text.value);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.not_one_of(key, text, &names);
        }
        found.map(|(_, value)| *value)
    }

    /// Notes that a text is none of the allowed names.
    pub fn not_one_of(&self, key: &str, text: &Located<String>, names: &[&str]) {
        let help = match nearest(&text.value, names.iter().copied()) {
            Some(name) => format!("did you mean \"{name}\"?"),
            None => format!("use one of: {}", names.join(", ")),
        };
        let message = format!("`{}` is no value of `{key}`", text.value);
        self.problems.add(Diagnostic::new(Rule::NotAllowed, text.place.clone(), message, "not known", help));
    }

    /// A table inside this one.
    pub fn table(&mut self, key: &'static str, what: &'static str) -> Option<Fields<'r>> {
        if let Some(inner) = self.described_inner(key, what, Shape::Table) {
            return Some(inner);
        }
        let value = self.find(key)?;
        self.inner(key, value, what)
    }

    /// A list of tables inside this one.
    pub fn tables(&mut self, key: &'static str, what: &'static str) -> Vec<Fields<'r>> {
        if let Some(inner) = self.described_inner(key, what, Shape::Tables) {
            return vec![inner];
        }
        let Some(value) = self.find(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            let message = format!("`{key}` must be a list of tables, but is {}", type_name(value.get_ref()));
            let help = format!("write `[[{key}]]` above each, with two brackets");
            self.problem(Rule::WrongType, value.span(), message, "expected a list of tables", help);
            return Vec::new();
        };
        items.iter().filter_map(|item| self.inner(key, item, what)).collect()
    }

    fn inner(&self, key: &str, value: &'r Spanned<DeValue<'r>>, what: &'static str) -> Option<Fields<'r>> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, value, "a table");
            return None;
        };
        Some(self.within(table, value.span(), what))
    }

    /// Fields of another table of the same file.
    fn within(&self, table: &'r DeTable<'r>, span: Range<usize>, what: &'static str) -> Fields<'r> {
        let (file, problems, offset) = (self.file, self.problems, self.offset);
        Fields { file, problems, table, span, offset, what, asked: Vec::new(), description: None }
    }

    /// Notes every key that nobody asked for.
    pub fn finish(self) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let help = match nearest(name, self.asked.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("{} has: {}", with_article(self.what), distinct(&self.asked).join(", ")),
            };
            let message = format!("{} has no key `{name}`", with_article(self.what));
            self.problem(Rule::UnknownKey, key.span(), message, "unknown key", help);
        }
    }
}

fn with_article(what: &str) -> String {
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {what}")
}

fn distinct(names: &[&'static str]) -> Vec<&'static str> {
    let mut seen = Vec::new();
    for name in names {
        if !seen.contains(name) {
            seen.push(*name);
        }
    }
    seen
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Lower-case ASCII words and numbers joined by single hyphens, 64 bytes at
/// most, so that an id fits a Discord component with room to spare.
pub fn is_slug(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.len() <= LONGEST_SLUG && text.split('-').all(word)
}
