//! What is wrong with a request, and where.

use serde_json::{Map, Value, json};
use std::fmt::{self, Display};
use std::ops::RangeInclusive;

/// One thing wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The keys that lead to the place.
    pub(crate) path: Vec<String>,
    /// Discord's name for it.
    pub(crate) code: &'static str,
    /// What is wrong, in words.
    pub(crate) message: String,
}

impl Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(formatter, "{} ({})", self.message, self.code)
        } else {
            write!(formatter, "{}: {} ({})", self.path.join("."), self.message, self.code)
        }
    }
}

/// Collects problems while a request is walked.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<Problem>,
    path: Vec<String>,
}

impl Problems {
    /// Everything found.
    pub(crate) fn into_vec(self) -> Vec<Problem> {
        self.found
    }

    /// Notes a problem at the present place.
    pub(crate) fn add(&mut self, code: &'static str, message: impl Into<String>) {
        self.found.push(Problem { path: self.path.clone(), code, message: message.into() });
    }

    /// Notes a problem at a key of the present place.
    pub(crate) fn add_at(&mut self, key: &str, code: &'static str, message: impl Into<String>) {
        self.at(key, |problems| problems.add(code, message));
    }

    /// Does something one step deeper, at a key or position.
    pub(crate) fn at<T>(&mut self, key: impl Display, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(key.to_string());
        let result = inside(self);
        self.path.pop();
        result
    }

    /// Refuses keys that Discord does not document here: a misspelt key would silently do nothing.
    pub(crate) fn only_keys(&mut self, object: &Value, known: &[&str]) {
        let Some(object) = object.as_object() else {
            self.add("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a model type");
            return;
        };
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            self.add_at(key, "UNKNOWN_KEY", "not a documented key here");
        }
    }

    /// A text that may be left out, of a length within the range. Blank counts as empty.
    pub(crate) fn text<'a>(&mut self, object: &'a Value, key: &str, lengths: RangeInclusive<usize>) -> Option<&'a str> {
        let value = present(object, key)?;
        let Some(text) = value.as_str() else {
            self.add_at(key, "BASE_TYPE_STRING", "Could not interpret as string.");
            return None;
        };
        let length = utf16_length(text);
        if *lengths.start() > 0 && is_blank(text) {
            self.add_at(key, "BASE_TYPE_REQUIRED", "This field is required");
        } else if !lengths.contains(&length) {
            let message = format!("Must be between {} and {} in length, is {length}.", lengths.start(), lengths.end());
            self.add_at(key, "BASE_TYPE_BAD_LENGTH", message);
        }
        Some(text)
    }

    /// A text that must be there, of a length within the range.
    pub(crate) fn required_text<'a>(
        &mut self,
        object: &'a Value,
        key: &str,
        lengths: RangeInclusive<usize>,
    ) -> Option<&'a str> {
        if present(object, key).is_none() {
            self.add_at(key, "BASE_TYPE_REQUIRED", "This field is required");
        }
        self.text(object, key, lengths)
    }

    /// A whole number that may be left out, within the range.
    pub(crate) fn number(&mut self, object: &Value, key: &str, range: RangeInclusive<u64>) -> Option<u64> {
        let value = present(object, key)?;
        let number = value.as_u64().filter(|number| range.contains(number));
        if number.is_none() {
            let message = format!("int value should be between {} and {}, is {value}.", range.start(), range.end());
            self.add_at(key, "NUMBER_TYPE_RANGE", message);
        }
        number
    }

    /// Yes or no, that may be left out.
    pub(crate) fn yes_or_no(&mut self, object: &Value, key: &str) -> bool {
        match present(object, key) {
            None => false,
            Some(Value::Bool(value)) => *value,
            Some(_) => {
                self.add_at(key, "BASE_TYPE_BOOLEAN", "Must be either true or false.");
                false
            }
        }
    }

    /// A list that may be left out, of a length within the range.
    pub(crate) fn list<'a>(&mut self, object: &'a Value, key: &str, lengths: RangeInclusive<usize>) -> &'a [Value] {
        let Some(value) = present(object, key) else { return &[] };
        let Some(list) = value.as_array() else {
            self.add_at(key, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return &[];
        };
        if !lengths.contains(&list.len()) {
            let message =
                format!("Must be between {} and {} in length, is {}.", lengths.start(), lengths.end(), list.len());
            self.add_at(key, "BASE_TYPE_BAD_LENGTH", message);
        }
        list
    }

    /// An address that may be left out: http or https, or an attached file where `files` are given.
    pub(crate) fn url(&mut self, object: &Value, key: &str, longest: usize, files: Option<&[String]>) {
        let Some(url) = self.text(object, key, 1..=longest) else { return };
        if let (Some(name), Some(files)) = (url.strip_prefix("attachment://"), files) {
            if !files.iter().any(|file| file == name) {
                self.add_at(key, "ATTACHMENT_NOT_FOUND", format!("no attached file is called \"{name}\""));
            }
            return;
        }
        match reqwest::Url::parse(url) {
            Ok(parsed) if matches!(parsed.scheme(), "http" | "https") => {
                if url.chars().any(|character| character.is_whitespace() || character.is_control()) {
                    self.add_at(key, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
                }
                if parsed.host_str().is_none_or(|host| !host.contains('.')) {
                    self.add_at(key, "URL_TYPE_INVALID_URL", "Not a well formed URL: no public host.");
                }
            }
            Ok(parsed) => {
                let message =
                    format!("Scheme \"{}\" is not supported. Must be one of ('http', 'https').", parsed.scheme());
                self.add_at(key, "URL_TYPE_INVALID_SCHEME", message);
            }
            Err(_) => self.add_at(key, "URL_TYPE_INVALID_URL", "Not a well formed URL."),
        }
    }
}

/// What stands at the key; null counts as absent.
pub(crate) fn present<'a>(object: &'a Value, key: &str) -> Option<&'a Value> {
    object.get(key).filter(|value| !value.is_null())
}

/// The length of a text in UTF-16 units.
pub(crate) fn utf16_length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Whether a text shows nothing. Discord trims white space before it looks.
pub(crate) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The `errors` object of Discord's answer.
pub(crate) fn errors_object(problems: &[Problem]) -> Value {
    let mut errors = json!({});
    for problem in problems {
        let mut place = &mut errors;
        for key in &problem.path {
            let object = place.as_object_mut().unwrap();
            place = object.entry(key.clone()).or_insert_with(|| Value::Object(Map::new()));
        }
        let list = place.as_object_mut().unwrap().entry("_errors").or_insert_with(|| json!([]));
        list.as_array_mut().unwrap().push(json!({"code": problem.code, "message": problem.message}));
    }
    errors
}
