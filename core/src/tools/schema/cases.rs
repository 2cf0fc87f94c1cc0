//! Examples and personas. Facts are free here: the schema of a set's profiles knows them.

use super::parts::{date, either, id, list, localized, map, named, number, text, unknown, word};
use crate::check::keys;
use serde_json::{Value, json};

const VERDICTS: &[&str] = &["eligible", "conditional", "undetermined", "ineligible"];

pub(super) fn examples() -> Value {
    map(keys::EXAMPLES, &["examples"], |key| match key {
        "base" => given(),
        "examples" => list(map(keys::EXAMPLE, &["id", "expect"], |key| match key {
            "id" => id(),
            "reference" => text(),
            "given" => given(),
            "unset" => list(text()),
            "expect" => expect(),
            _ => unknown(),
        })),
        _ => unknown(),
    })
}

fn given() -> Value {
    map(keys::GIVEN, &[], case)
}

/// Keys that examples and personas share with a profile.
fn case(key: &str) -> Value {
    match key {
        "as_of" => date(),
        "facts" => json!({ "type": "object" }),
        "declared" => named(text()),
        "filed" => named(date()),
        _ => unknown(),
    }
}

fn expect() -> Value {
    map(keys::EXPECT, &[], |key| match key {
        "verdict" => word(VERDICTS),
        "failing" | "missing" => list(text()),
        "amount" => amount(),
        "window" => word(&["open", "upcoming", "closed", "undated"]),
        _ => unknown(),
    })
}

fn amount() -> Value {
    either(vec![number(), word(&["none"]), map(&["from", "to"], &[], |_| number())])
}

pub(super) fn persona() -> Value {
    map(keys::PERSONA, &["id", "title", "facts", "expect"], |key| match key {
        "id" => id(),
        "title" | "story" => localized(),
        "expect" => map(keys::PERSONA_EXPECT, &[], |key| match key {
            "head" => list(id()),
            "verdicts" => named(word(VERDICTS)),
            "never" => list(map(keys::NEVER, keys::NEVER, |key| if key == "scheme" { id() } else { localized() })),
            "not_together" => list(list(id())),
            "plan" => map(keys::PLAN_EXPECT, &[], |key| if key == "gap" { amount() } else { list(id()) }),
            "roadmap" => map(keys::ROADMAP_EXPECT, &[], |key| match key {
                "order" => list(list(text())),
                "by" => named(text()),
                _ => text(),
            }),
            _ => unknown(),
        }),
        other => case(other),
    })
}
