//! Discord's own description of its API, where the environment variable
//! `DISCORD_OPENAPI` names a copy of it.

use super::limits::problems::Problem;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

/// The description, and validators for what was used of it.
struct Description {
    document: Value,
    validators: Mutex<BTreeMap<String, Arc<Validator>>>,
}

/// Checks the body of a request such as `POST /channels/1/messages` against the description.
/// Finds nothing where no description is at hand.
pub(crate) fn check_request(method: &str, path: &str, body: &Value) -> Vec<Problem> {
    let Some(description) = description() else { return Vec::new() };
    let method = method.to_lowercase();
    let Some((template, operation)) = description.operation(&method, path) else {
        return vec![problem(Vec::new(), format!("{method} {path} is not described"))];
    };
    let Some(schema) = operation.pointer("/requestBody/content/application~1json/schema") else { return Vec::new() };
    description.check(&format!("{method} {template}"), schema, body)
}

/// Checks a value against a schema of the description, by its name.
pub(crate) fn check_schema(name: &str, value: &Value) -> Vec<Problem> {
    let Some(description) = description() else { return Vec::new() };
    let schema = json!({"$ref": format!("#/components/schemas/{name}")});
    description.check(name, &schema, value)
}

/// The description, read once; without it the limits alone are checked.
fn description() -> Option<&'static Description> {
    static DESCRIPTION: OnceLock<Option<Description>> = OnceLock::new();
    DESCRIPTION
        .get_or_init(|| {
            let Some(path) = std::env::var_os("DISCORD_OPENAPI") else {
                eprintln!("DISCORD_OPENAPI names no file: requests are checked against the documented limits alone");
                return None;
            };
            let text = std::fs::read_to_string(&path).expect("DISCORD_OPENAPI names a readable file");
            let mut document: Value = serde_json::from_str(&text).expect("DISCORD_OPENAPI names a JSON file");
            mend(&mut document);
            Some(Description { document, validators: Mutex::default() })
        })
        .as_ref()
}

/// Mends two places where the description is narrower than Discord and its documentation:
/// permissions are a string of digits, and new files may be numbered by numbers.
fn mend(document: &mut Value) {
    let file_id = document.pointer_mut("/components/schemas/MessageAttachmentRequest/properties/id").unwrap();
    *file_id = json!({"oneOf": [file_id.clone(), {"type": "integer", "minimum": 0}]});
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut).unwrap();
    for schema in schemas.values_mut() {
        if let Some(permissions) = schema.pointer_mut("/properties/default_member_permissions") {
            *permissions = json!({"type": ["string", "null"], "pattern": "^[0-9]+$"});
        }
    }
}

impl Description {
    /// The operation that a path belongs to, with the template of the path. A template with
    /// fewer variables wins: `@original` is not an id.
    fn operation(&self, method: &str, path: &str) -> Option<(&str, &Value)> {
        let paths = self.document["paths"].as_object()?;
        let fitting = paths.iter().filter(|(template, item)| fits(template, path) && item.get(method).is_some());
        let (template, item) = fitting.min_by_key(|(template, _)| template.matches('{').count())?;
        Some((template, &item[method]))
    }

    fn check(&self, name: &str, schema: &Value, value: &Value) -> Vec<Problem> {
        let validator = self.validator(name, schema);
        validator.iter_errors(value).flat_map(|error| explain(&error)).collect()
    }

    fn validator(&self, name: &str, schema: &Value) -> Arc<Validator> {
        let mut validators = self.validators.lock().unwrap();
        let validator = validators.entry(name.to_owned()).or_insert_with(|| {
            let mut root = schema.clone();
            root["components"] = self.document["components"].clone();
            let options = jsonschema::draft202012::options().should_validate_formats(true);
            Arc::new(options.should_ignore_unknown_formats(true).build(&root).unwrap())
        });
        Arc::clone(validator)
    }
}

/// Whether a path is an instance of a template such as `/channels/{channel_id}/messages`.
fn fits(template: &str, path: &str) -> bool {
    template.split('/').count() == path.split('/').count()
        && template.split('/').zip(path.split('/')).all(|(pattern, part)| pattern == part || pattern.starts_with('{'))
}

/// An error in words. Of alternatives, only the one that was meant is spoken of.
fn explain(error: &ValidationError<'_>) -> Vec<Problem> {
    let (ValidationErrorKind::AnyOf { context: alternatives }
    | ValidationErrorKind::OneOfNotValid { context: alternatives }) = error.kind()
    else {
        return vec![problem(location(error), error.to_string())];
    };
    let is_other_kind = |errors: &Vec<ValidationError<'_>>| {
        errors.iter().any(|error| {
            let path = error.instance_path().to_string();
            path.ends_with("/type") || matches!(error.kind(), ValidationErrorKind::Type { .. })
        })
    };
    let meant = alternatives.iter().filter(|errors| !is_other_kind(errors)).min_by_key(|errors| errors.len());
    match meant {
        Some(errors) => errors.iter().flat_map(explain).collect(),
        None => vec![problem(location(error), "fits none of the kinds that are described".to_owned())],
    }
}

fn location(error: &ValidationError<'_>) -> Vec<String> {
    error.instance_path().to_string().split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn problem(path: Vec<String>, message: String) -> Problem {
    Problem { path, code: "OPENAPI", message }
}
