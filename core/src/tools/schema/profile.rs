//! The profiles of one rule set: its facts, their types, and what people call them.

use super::parts::{boolean, count, date, duration, either, list, map, number, text};
use crate::{
    Lang,
    model::{Fact, Member, Model, Places, Rule},
    profile::KEYS,
    value::{Field, NumberType, Quantity, Type},
};
use serde_json::{Map, Value, json};

pub(super) fn profile(model: &Model, places: Option<&Places>, lang: Lang) -> Value {
    map(KEYS, &["facts"], |key| match key {
        "as_of" => date(),
        "facts" => facts((model, places), lang),
        "declared" => declared(model, lang),
        "filed" => {
            let schemes: Map<String, Value> =
                model.schemes.iter().map(|s| (s.id.clone(), titled(date(), s.title.get(lang), None))).collect();
            json!({ "type": "object", "properties": schemes, "additionalProperties": false })
        }
        // what a persona holds beside its profile
        _ => json!({}),
    })
}

/// A rule set, and the places that profiles may name beside those of its taxonomies.
type Known<'a> = (&'a Model, Option<&'a Places>);

fn facts((model, places): Known<'_>, lang: Lang) -> Value {
    let asked = model.facts.iter().filter(|f| f.formula.is_none());
    let all: Map<String, Value> = asked
        .map(|f| {
            let question = f.question.as_ref().map(|q| q.get(lang));
            (f.key.clone(), titled(answer(f, (model, places), lang), f.label.get(lang), question))
        })
        .collect();
    json!({ "type": "object", "properties": all, "additionalProperties": false })
}

fn declared(model: &Model, lang: Lang) -> Value {
    let mut all = Map::new();
    for scheme in &model.schemes {
        for criterion in scheme.criteria.iter().filter(|c| matches!(c.rule, Rule::Declared(_))) {
            let label = criterion.label.as_ref().map_or("", |l| l.get(lang));
            let (scheme_id, id) = (&scheme.id, &criterion.id);
            all.insert(format!("{scheme_id}/{id}"), titled(boolean(), label, Some(scheme.title.get(lang))));
        }
    }
    json!({ "type": "object", "properties": all, "additionalProperties": false })
}

fn titled(mut schema: Value, title: &str, description: Option<&str>) -> Value {
    if let Some(map) = schema.as_object_mut() {
        map.insert("title".to_owned(), json!(title));
        if let Some(description) = description {
            map.insert("description".to_owned(), json!(description));
        }
    }
    schema
}

/// A value, one of several, a range, or a state; empty is unknown.
fn answer(fact: &Fact, known: Known<'_>, lang: Lang) -> Value {
    let mut states = vec!["declined", "unknown"];
    states.extend(fact.can_be_none.then_some("none"));
    states.extend(fact.can_be_not_applicable.then_some("not_applicable"));
    let state = map(&["state"], &["state"], |_| json!({ "enum": states }));
    let mut ways = vec![json!({ "enum": [null, ""] }), state];
    match &fact.ty {
        Type::Set(_) => ways.push(list(members(&fact.members, lang))),
        Type::List(fields) => ways.push(list(record(fields))),
        Type::Series(n) => ways.push(list(quantity(n, fact.low, fact.high))),
        ty => {
            let one = single(ty, fact, known, lang);
            ways.push(map(&["one_of"], &["one_of"], |_| list(one.clone())));
            if matches!(ty, Type::Number(_) | Type::Duration(_) | Type::Date) {
                ways.push(map(&["from", "to"], &[], |_| one.clone()));
            }
            if matches!(ty, Type::Code(_)) {
                ways.push(map(&["elsewhere_in"], &["elsewhere_in"], |_| one.clone()));
            }
            if *ty == Type::Date {
                ways.extend(["age", "years_ago", "months_ago"].map(|key| map(&[key], &[key], |_| count())));
            }
            ways.push(one);
        }
    }
    either(ways)
}

fn members(all: &[Member], lang: Lang) -> Value {
    let mut shown: Vec<&Member> = all.iter().collect();
    shown.sort_by_key(|m| m.order);
    either(shown.iter().map(|m| json!({ "const": m.name, "title": m.label.get(lang) })).collect())
}

fn single(ty: &Type, fact: &Fact, (model, places): Known<'_>, lang: Lang) -> Value {
    match ty {
        Type::Bool => boolean(),
        Type::Enum(_) => members(&fact.members, lang),
        Type::Number(n) => quantity(n, fact.low, fact.high),
        Type::Duration(_) => either(vec![count(), duration()]),
        Type::Date => day_or_month(),
        Type::Code(id) => match model.taxonomy(id) {
            Some(t) if !t.by_prefix => {
                let listed = t.nodes.iter().map(|n| json!({ "const": n.code, "title": n.label.get(lang) }));
                // far too many to be listed one by one
                let official = places.filter(|p| p.is_for(t)).map(|_| text());
                either(listed.chain(official).collect())
            }
            Some(_) | None => text(),
        },
        Type::Set(_) | Type::List(_) | Type::Series(_) | Type::Text | Type::Wrong => text(),
    }
}

/// A month stands for some day in it.
fn day_or_month() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$" })
}

/// A number; its bounds hold for numbers, not for those written as texts.
fn quantity(n: &NumberType, low: i64, high: i64) -> Value {
    let mut schema = if n.quantity == Quantity::Int { whole() } else { number() };
    let scale = 10_i64.pow(n.quantity.scale());
    if let Some(map) = schema.as_object_mut() {
        map.insert("minimum".to_owned(), json!(low.div_euclid(scale)));
        map.insert("maximum".to_owned(), json!(high.div_euclid(scale)));
    }
    schema
}

fn whole() -> Value {
    json!({ "type": ["string", "integer"], "pattern": "^-?[0-9]+$" })
}

fn record(fields: &[Field]) -> Value {
    let all: Map<String, Value> = fields.iter().map(|f| (f.name.clone(), field(f))).collect();
    json!({ "type": "object", "properties": all, "additionalProperties": false })
}

fn field(f: &Field) -> Value {
    let one = match &f.ty {
        Type::Enum(words) => json!({ "enum": words }),
        Type::Number(n) => quantity(n, f.low, f.high),
        Type::Bool => boolean(),
        Type::Date => day_or_month(),
        Type::Duration(_) => either(vec![count(), duration()]),
        Type::Set(_) | Type::List(_) | Type::Series(_) | Type::Code(_) | Type::Text | Type::Wrong => text(),
    };
    either(vec![json!({ "enum": [null, ""] }), one])
}
