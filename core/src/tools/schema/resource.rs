//! Sheets: what others did, guides, technical sheets.

use super::parts::{count, date, id, interval, list, localized, map, named, number, text, unknown, url, word};
use crate::{
    check::keys,
    model::{Brake, Confidence, ResourceKind},
};
use serde_json::{Value, json};

pub(super) fn resource() -> Value {
    map(keys::RESOURCE, &["id", "kind", "title", "summary", "references", "confidence"], |key| match key {
        "id" => id(),
        "kind" => word(ResourceKind::WORDS),
        "title" | "summary" | "elsewhere" | "tried" | "result" => localized(),
        "place" => text(),
        "years" => interval(&count()),
        // values in the types of the set's own facts
        "facts" => named(json!({})),
        "brakes" => list(word(Brake::WORDS)),
        "needs" => list(id()),
        "schemes" | "actors" | "lessons" => list(localized()),
        "cost" => list(map(keys::COST, &["label", "amount"], |key| match key {
            "label" => localized(),
            "amount" => number(),
            "year" => count(),
            _ => unknown(),
        })),
        "contacts" => list(map(keys::CONTACT, &["name"], |key| match key {
            "name" => localized(),
            "url" => url(),
            _ => unknown(),
        })),
        "references" => sources(),
        "confidence" => word(Confidence::WORDS),
        _ => unknown(),
    })
}

/// At least one source, that can be opened and was read.
fn sources() -> Value {
    let source = map(keys::REFERENCE, keys::REFERENCE, |key| match key {
        "title" => text(),
        "url" => url(),
        "read_on" => date(),
        _ => unknown(),
    });
    json!({ "type": "array", "items": source, "minItems": 1 })
}
