//! What a set rests on: manifest, facts, parameters, regimes, providers, taxonomies.

use super::parts::{
    boolean, count, date, duration, either, expression, id, interval, list, localized, map, named, number, reference,
    text, unknown, url, word,
};
use crate::{
    check::{amount, facts, keys, set::DOCUMENT_FOR, tables},
    model::{Brake, Common, Confidence, LineKind, Nature, Origin},
};
use serde_json::{Value, json};

pub(super) fn set() -> Value {
    map(keys::SET, &["id", "version", "title"], |key| match key {
        "id" => id(),
        "version" | "territory" | "currency" | "extends" => text(),
        "title" => localized(),
        "languages" => list(word(&["fr", "en"])),
        "maintainers" => list(text()),
        "roles" => map(keys::ROLES, &[], |_| text()),
        "sources" => list(source()),
        "needs" => named(map(keys::NEED, &["title"], |key| match key {
            "title" => localized(),
            "brake" => word(Brake::WORDS),
            "if" => expression(),
            _ => unknown(),
        })),
        "similarity" => named(map(keys::LIKENESS, &["weight"], |key| match key {
            "weight" => count(),
            "common" => word(Common::WORDS),
            _ => unknown(),
        })),
        "documents" => named(map(keys::DOCUMENT, &["title"], |key| match key {
            "title" | "issuer" => localized(),
            "validity" => duration(),
            "for" => word(DOCUMENT_FOR),
            _ => unknown(),
        })),
        "score" => score(),
        "plan" => plan(),
        _ => unknown(),
    })
}

fn source() -> Value {
    map(keys::SOURCE, &["id", "title", "nature", "origin"], |key| match key {
        "id" => id(),
        "title" => localized(),
        "nature" => word(Nature::WORDS),
        "origin" => word(Origin::WORDS),
        "fact" | "agreed" => text(),
        "loan" => super::scheme::loan(),
        _ => unknown(),
    })
}

fn plan() -> Value {
    map(keys::PLAN, &[], |key| match key {
        "months" => duration(),
        "hour" | "own" | "principal" => number(),
        "unknown_delay" => interval(&duration()),
        "vat" => map(keys::VAT, &["rate", "refund"], |key| match key {
            "rate" => text(),
            "exempt" => list(text()),
            "refund" => interval(&duration()),
            _ => unknown(),
        }),
        _ => unknown(),
    })
}

fn score() -> Value {
    map(keys::SCORE, &[], |key| match key {
        "default" => text(),
        "lines" => map(LineKind::WORDS, &[], |_| line()),
        "presets" => named(map(keys::PRESET, keys::PRESET, |key| match key {
            "title" => localized(),
            "weights" => map(LineKind::WORDS, &[], |_| count()),
            _ => unknown(),
        })),
        _ => unknown(),
    })
}

fn line() -> Value {
    map(keys::LINE, &["title"], |key| match key {
        "title" => localized(),
        "anchors" => list(json!({ "type": "array", "items": number(), "minItems": 2, "maxItems": 2 })),
        "otherwise" => count(),
        "levels" => map(Confidence::WORDS, Confidence::WORDS, |_| count()),
        "discretion" | "lent" | "lent_free" => number(),
        _ => unknown(),
    })
}

pub(super) fn facts() -> Value {
    map(keys::FACTS, &[], |key| match key {
        "title" => localized(),
        "facts" => named(fact()),
        "constraints" => list(map(keys::CONSTRAINT, &["id", "if"], |key| match key {
            "id" => id(),
            "if" => expression(),
            "label" => localized(),
            _ => unknown(),
        })),
        _ => unknown(),
    })
}

fn fact() -> Value {
    map(keys::FACT, &["type", "label"], |key| match key {
        "type" => word(facts::TYPES),
        "values" => members(),
        "taxonomy" | "unit" => text(),
        "record" => named(field()),
        "from" | "to" => bound(),
        "label" | "question" | "help" => localized(),
        "answered_by" => word(&["applicant", "adviser", "funder"]),
        "effort" => count(),
        "changeable" => either(vec![word(&["no"]), json!({ "const": false }), change()]),
        "sensitive" => boolean(),
        "can_be" => list(word(&["none", "not_applicable"])),
        "formula" => expression(),
        "formerly" => list(text()),
        _ => unknown(),
    })
}

fn members() -> Value {
    either(vec![list(id()), named(localized())])
}

fn bound() -> Value {
    either(vec![number(), date(), duration()])
}

fn field() -> Value {
    map(keys::FIELD, &["type"], |key| match key {
        "type" => word(facts::TYPES),
        "values" => members(),
        "unit" => text(),
        "from" | "to" => bound(),
        "label" => localized(),
        _ => unknown(),
    })
}

fn change() -> Value {
    map(keys::CHANGE, &["by"], |key| match key {
        "by" => word(&["applicant", "partner"]),
        "direction" => word(&["up", "down", "any"]),
        "effort" => count(),
        "lead" => duration(),
        _ => unknown(),
    })
}

pub(super) fn parameters() -> Value {
    map(keys::PARAMETERS, keys::PARAMETERS, |_| {
        named(map(keys::PARAMETER, &["type", "label", "values"], |key| match key {
            "type" => word(tables::VALUE_TYPES),
            "unit" | "over" | "by" => text(),
            "label" => localized(),
            "confidence" => word(Confidence::WORDS),
            "values" => list(version()),
            _ => unknown(),
        }))
    })
}

fn version() -> Value {
    map(keys::VERSION, &[], |key| match key {
        "from" | "to" => date(),
        "value" => either(vec![bound(), named(bound())]),
        "brackets" => list(json!({ "type": "array", "items": bound(), "minItems": 2, "maxItems": 2 })),
        "reference" => reference(),
        "confidence" => word(Confidence::WORDS),
        _ => unknown(),
    })
}

pub(super) fn regimes() -> Value {
    map(keys::REGIMES, &[], |key| match key {
        "regimes" => named(map(keys::REGIME, &["title"], |key| match key {
            "title" => localized(),
            "ceiling" => text(),
            "window" => duration(),
            "beside" => list(id()),
            "loan_equivalent" | "guarantee_equivalent" => text(),
            "reference" => reference(),
            "confidence" => word(Confidence::WORDS),
            _ => unknown(),
        })),
        "groups" => named(map(keys::GROUP, &["title", "ceiling", "of"], |key| match key {
            "title" => localized(),
            "ceiling" => text(),
            "of" => word(&["eligible_cost", "public_financing"]),
            "counts" => word(&["members", "public"]),
            "reference" => reference(),
            _ => unknown(),
        })),
        _ => unknown(),
    })
}

pub(super) fn providers() -> Value {
    map(keys::PROVIDERS, keys::PROVIDERS, |_| {
        named(map(keys::PROVIDER, &["title"], |key| match key {
            "title" | "kind" | "contact" => localized(),
            "origin" => word(Origin::WORDS),
            "url" => url(),
            _ => unknown(),
        }))
    })
}

pub(super) fn taxonomy() -> Value {
    map(keys::TAXONOMY, &["id", "nodes"], |key| match key {
        "id" => id(),
        "title" => localized(),
        "by" => word(&["list", "prefix"]),
        "nodes" => named(map(keys::TAXON, &["label"], |key| match key {
            "label" => localized(),
            "parent" => text(),
            _ => unknown(),
        })),
        _ => unknown(),
    })
}

/// Where other money comes from.
pub(super) fn origin() -> Value {
    word(amount::ORIGINS)
}
