//! What a table may hold, as a JSON Schema for editors.
//!
//! Nothing here is written down a second time: a reader that is given
//! [`Fields::describing`](super::fields::Fields::describing) asks for its keys
//! as always, and each question is noted. What only the whole knowledge can
//! tell (whether an id exists, say) is left to `iem-bot check`.

use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// The dialect that editors know best.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The form of an id of one's own; the twin of [`super::fields::is_slug`].
pub const SLUG: &str = "[a-z0-9]+(-[a-z0-9]+)*";

/// The keys of one table, in the order in which they were asked for.
#[derive(Debug, Default)]
pub struct Description(RefCell<Vec<Key>>);

#[derive(Debug)]
struct Key {
    name: &'static str,
    required: bool,
    shape: Shape,
}

/// What the value of a key may be.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Whatever this schema allows.
    Value(Value),
    /// A table.
    Table(Rc<Description>),
    /// A list of tables.
    Tables(Rc<Description>),
}

impl Description {
    /// Notes a key. Only the first note of a key counts: a method that builds
    /// on another is called first, and knows more.
    pub(super) fn note(&self, name: &'static str, required: bool, shape: Shape) {
        let mut keys = self.0.borrow_mut();
        if keys.iter().all(|key| key.name != name) {
            keys.push(Key { name, required, shape });
        }
    }

    /// A whole schema: `title` says what the file is.
    pub fn schema(&self, title: &str) -> Value {
        let mut schema = self.table();
        schema.insert("$schema".into(), DIALECT.into());
        schema.insert("title".into(), title.into());
        Value::Object(schema)
    }

    fn table(&self) -> Map<String, Value> {
        let keys = self.0.borrow();
        let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), key.shape.schema())).collect();
        let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        let mut table = Map::new();
        table.insert("type".into(), "object".into());
        table.insert("properties".into(), properties.into());
        table.insert("required".into(), required.into());
        table.insert("additionalProperties".into(), false.into());
        table
    }
}

impl Shape {
    fn schema(&self) -> Value {
        match self {
            Shape::Value(value) => value.clone(),
            Shape::Table(table) => Value::Object(table.table()),
            Shape::Tables(table) => json!({ "type": "array", "items": table.table() }),
        }
    }
}

/// A text that is not blank, of `limit` characters at most. White space around
/// it counts here, although the readers leave it out.
pub(super) fn text(limit: usize) -> Value {
    json!({ "type": "string", "pattern": r"\S", "maxLength": limit })
}

/// The same, or empty.
pub(super) fn text_or_empty(limit: usize) -> Value {
    json!({ "type": "string", "maxLength": limit })
}

/// An id of one's own.
pub(super) fn slug(limit: usize) -> Value {
    matching(&format!("^{SLUG}$"), limit)
}

/// A text of a certain form, given as a regular expression.
pub(super) fn matching(pattern: &str, limit: usize) -> Value {
    json!({ "type": "string", "pattern": pattern, "maxLength": limit })
}

/// One of these names.
pub(super) fn choice<T>(choices: &[(&str, T)]) -> Value {
    json!({ "enum": choices.iter().map(|(name, _)| *name).collect::<Vec<_>>() })
}

/// A list of `at_least` or more.
pub(super) fn list(at_least: usize, item: &Value) -> Value {
    json!({ "type": "array", "items": item, "minItems": at_least })
}

/// A whole number from `range`.
pub(super) fn integer(range: &Range<i64>) -> Value {
    json!({ "type": "integer", "minimum": range.start, "maximum": range.end - 1 })
}

/// A number above nought.
pub(super) fn number() -> Value {
    json!({ "type": "number", "exclusiveMinimum": 0 })
}

/// `true` or `false`.
pub(super) fn flag() -> Value {
    json!({ "type": "boolean" })
}
