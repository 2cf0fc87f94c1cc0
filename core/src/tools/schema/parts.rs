//! The pieces that schemas are made of. Every scalar of a rule file is a text; editors may take it for a number or a yes/no,
//! so those are let in too.

use serde_json::{Map, Value, json};

/// A map with these keys and no others. What `property` gives for a key that it does not know, a test refuses.
pub(super) fn map(keys: &[&str], required: &[&str], property: impl Fn(&str) -> Value) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|k| ((*k).to_owned(), property(k))).collect();
    let mut found = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty()
        && let Some(map) = found.as_object_mut()
    {
        map.insert("required".to_owned(), json!(required));
    }
    found
}

/// A key that no schema was written for.
pub(super) fn unknown() -> Value {
    json!({ "$comment": "no schema for this key" })
}

/// Any keys, all of one kind.
pub(super) fn named(of: Value) -> Value {
    json!({ "type": "object", "additionalProperties": of })
}

pub(super) fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

pub(super) fn either(all: Vec<Value>) -> Value {
    json!({ "anyOf": all })
}

pub(super) fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

pub(super) fn word(words: &[&str]) -> Value {
    json!({ "enum": words })
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": ["string", "number"], "pattern": pattern })
}

pub(super) fn id() -> Value {
    pattern("^[a-z0-9][a-z0-9_-]*$")
}

pub(super) fn url() -> Value {
    pattern(r"^https?://\S+$")
}

pub(super) fn date() -> Value {
    pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
}

pub(super) fn number() -> Value {
    pattern(r"^-?[0-9]+(\.[0-9]+)? ?%?$")
}

pub(super) fn count() -> Value {
    pattern("^[0-9]+$")
}

pub(super) fn duration() -> Value {
    pattern("^[0-9]+ +(days?|weeks?|months?|years?)$")
}

pub(super) fn boolean() -> Value {
    json!({ "enum": ["yes", "no", "true", "false", "oui", "non", true, false] })
}

/// An expression; what it may say only `check` knows.
pub(super) fn expression() -> Value {
    json!({ "type": ["string", "number", "boolean"], "description": "expression" })
}

/// `{fr: …, en: …}`, or one text for both.
pub(super) fn localized() -> Value {
    either(vec![text(), map(&["fr", "en"], &["fr", "en"], |_| text())])
}

/// One value, or `{from: …, to: …}`.
pub(super) fn interval(of: &Value) -> Value {
    either(vec![of.clone(), map(&["from", "to"], &["from", "to"], |_| of.clone())])
}

pub(super) fn dates() -> Value {
    map(&["from", "to"], &[], |_| date())
}

pub(super) fn reference() -> Value {
    map(crate::check::keys::REFERENCE, &["title"], |key| match key {
        "title" => text(),
        "url" => url(),
        "read_on" => date(),
        _ => unknown(),
    })
}
