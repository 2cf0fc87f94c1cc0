//! One scheme file, for any set or with the names of one.

use super::{
    base::origin,
    parts::{
        count, date, dates, duration, either, expression, id, interval, list, localized, map, number, reference, text,
        unknown, url, word,
    },
};
use crate::{
    check::{amount, calls, keys, overlay, scheme as checker},
    model::{Confidence, Kind, Model, Moment, Origin, Trigger},
};
use serde_json::{Value, json};

/// What a scheme may name: any id, or those of a set.
#[derive(Default)]
pub(super) struct Names<'m>(pub(super) Option<&'m Model>);

impl<'m> Names<'m> {
    fn one(&self, all: impl Fn(&'m Model) -> Vec<&'m str>) -> Value {
        self.0.map_or_else(id, |m| word(&all(m)))
    }

    fn provider(&self) -> Value {
        self.one(|m| m.providers.iter().map(|p| p.id.as_str()).collect())
    }

    fn document(&self) -> Value {
        self.one(|m| m.documents.iter().map(|d| d.id.as_str()).collect())
    }

    fn need(&self) -> Value {
        self.one(|m| m.needs.iter().map(|n| n.id.as_str()).collect())
    }

    fn regime(&self) -> Value {
        self.one(|m| m.regimes.iter().map(|r| r.id.as_str()).collect())
    }

    fn group(&self) -> Value {
        self.one(|m| m.groups.iter().map(|g| g.id.as_str()).collect())
    }
}

/// A scheme, or an overlay of one: an overlay needs nothing but what it changes.
pub(super) fn scheme(names: &Names<'_>) -> Value {
    const REQUIRED: &[&str] = &["id", "kind", "title", "provider", "confidence", "references", "criteria"];
    json!({
        "definitions": { "criterion": criterion(names) },
        "anyOf": [
            map(&plain(), REQUIRED, |key| property(key, names)),
            map(overlay::NARROW, &["overlay"], |key| if key == "amount" { lower_cap() } else { property(key, names) }),
            map(overlay::CLOSE, &["overlay", "closed"], |key| property(key, names)),
        ],
    })
}

/// All that an overlay may say of an amount.
fn lower_cap() -> Value {
    map(overlay::NARROW_AMOUNT, overlay::NARROW_AMOUNT, |_| expression())
}

/// Keys of a scheme that is no overlay.
fn plain() -> Vec<&'static str> {
    keys::SCHEME.iter().copied().filter(|k| !matches!(*k, "overlay" | "closed")).collect()
}

fn property(key: &str, names: &Names<'_>) -> Value {
    match key {
        "id" => id(),
        "kind" => word(Kind::WORDS),
        "title" | "summary" | "support" => localized(),
        "provider" => names.provider(),
        "origin" => word(Origin::WORDS),
        "territory" => either(vec![text(), list(text())]),
        "in_force" => dates(),
        "windows" => either(vec![word(&["always"]), list(map(keys::WINDOW, &[], |_| date()))]),
        "confidence" => word(Confidence::WORDS),
        "unconfirmed" => list(text()),
        "references" => list(reference()),
        "openness" => word(&["open", "listed"]),
        "criteria" => list(json!({ "$ref": "#/definitions/criterion" })),
        "prefers" => list(prefer()),
        "amount" => amount_of(),
        "own_contribution" => share(keys::OWN),
        "cofinancing" => list(share(keys::COFINANCING)),
        "payment" => list(payment()),
        "burden" => burden(names),
        "cumulation" => cumulation(names),
        "covers" => list(names.need()),
        "steps" => list(step()),
        "commitments" => list(map(keys::COMMITMENT, &["label"], |key| match key {
            "label" => localized(),
            "months" => count(),
            _ => unknown(),
        })),
        "apply" => map(keys::APPLY, &[], |key| match key {
            "from" => word(&["start"]),
            "url" => url(),
            "label" => localized(),
            _ => unknown(),
        }),
        "overlay" => word(&["narrow", "close"]),
        "closed" => map(keys::CLOSED, keys::CLOSED, |key| match key {
            "on" => date(),
            "because" => localized(),
            _ => unknown(),
        }),
        _ => unknown(),
    }
}

fn criterion(names: &Names<'_>) -> Value {
    let inner = || json!({ "$ref": "#/definitions/criterion" });
    let mut found = map(keys::CRITERION, &[], |key| match key {
        "id" => id(),
        "label" => localized(),
        "reference" => reference(),
        "need" => names.need(),
        "all" | "any" => list(inner()),
        "not" => inner(),
        "at_least" => map(&["n", "of"], &["n", "of"], |key| if key == "n" { count() } else { list(inner()) }),
        "if" => expression(),
        "declared" => word(&["applicant", "funder"]),
        _ => unknown(),
    });
    let forms = ["all", "any", "not", "at_least", "if", "declared"];
    if let Some(map) = found.as_object_mut() {
        map.insert("oneOf".to_owned(), forms.iter().map(|f| json!({ "required": [f] })).collect());
    }
    found
}

fn prefer() -> Value {
    map(keys::PREFER, &["if"], |key| match key {
        "if" => expression(),
        "weight" => count(),
        "label" => localized(),
        _ => unknown(),
    })
}

fn amount_of() -> Value {
    map(keys::AMOUNT, &["form"], |key| match key {
        "form" => word(amount::FORMS),
        "of" => either(vec![
            expression(),
            map(keys::BASE, &["budget"], |key| match key {
                "budget" => list(id()),
                "less" => expression(),
                _ => unknown(),
            }),
        ]),
        "rate" | "value" | "monthly" | "until_total" | "floor" | "cap" | "rent" => expression(),
        "plus" => list(map(keys::BONUS, &["if", "value"], |key| match key {
            "if" | "value" => expression(),
            "label" => localized(),
            _ => unknown(),
        })),
        "by_year" => list(number()),
        "for" => interval(&duration()),
        "round" => word(calls::ROUNDINGS),
        "follows" => list(map(keys::FOLLOWS, keys::FOLLOWS, |key| match key {
            "from" => origin(),
            "ratio" => number(),
            _ => unknown(),
        })),
        "fees" => map(keys::FEES, &[], |_| number()),
        "loan" => loan(),
        "unlocks" => word(&["bank_loan"]),
        "removes" => list(id()),
        _ => unknown(),
    })
}

fn share(keys: &[&str]) -> Value {
    map(keys, keys, |key| match key {
        "from" => origin(),
        "at_least" => number(),
        "of" => word(checker::BASES),
        _ => unknown(),
    })
}

fn payment() -> Value {
    map(keys::PAYMENT, &["share", "when"], |key| match key {
        "share" | "spent" => number(),
        "when" => word(Trigger::WORDS),
        "delay" => interval(&duration()),
        _ => unknown(),
    })
}

fn burden(names: &Names<'_>) -> Value {
    map(keys::BURDEN, &[], |key| match key {
        "documents" => list(names.document()),
        "quotes" => list(map(keys::QUOTE, keys::QUOTE, |key| if key == "above" { number() } else { count() })),
        "committees" => count(),
        "decision" => interval(&duration()),
        "hours" => interval(&count()),
        _ => unknown(),
    })
}

fn cumulation(names: &Names<'_>) -> Value {
    map(keys::CUMULATION, &[], |key| match key {
        "regime" => names.regime(),
        "excludes" | "requires" => list(id()),
        "groups" => list(names.group()),
        "alone" => word(Origin::WORDS),
        "note" => localized(),
        _ => unknown(),
    })
}

fn step() -> Value {
    map(keys::STEP, &["id"], |key| match key {
        "id" => id(),
        "label" => localized(),
        "before" => word(Moment::WORDS),
        "hours" => count(),
        _ => unknown(),
    })
}

/// Terms of a loan.
pub(super) fn loan() -> Value {
    map(keys::LOAN, &["months"], |key| match key {
        "months" | "deferral" => interval(&duration()),
        "interest" => number(),
        _ => unknown(),
    })
}
