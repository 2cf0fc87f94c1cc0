//! The foreign catalogue as schemes of ours.

use super::{
    Outcome,
    common::catalogue::{Predicate, Rule, Scheme, Test},
};
use serde_json::Value;

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or("").to_lowercase()
}

pub(crate) fn catalogue(value: &Value) -> Outcome<Vec<Scheme>> {
    let options = value.get("options").map(list).ok_or("the catalogue has no `options`")?;
    options.iter().map(|o| scheme(o).ok_or_else(|| format!("not understood: {o}").into())).collect()
}

fn scheme(o: &Value) -> Option<Scheme> {
    let soft =
        list(o.get("soft")?).iter().map(|s| Some((s.get("weight")?.as_u64()? as u32, predicate(s.get("when")?)?)));
    Some(Scheme {
        id: text(o.get("id")?),
        rule: list(o.get("rule")?.get("all")?).iter().map(rule).collect::<Option<_>>()?,
        cap: o.get("amount")?.get("cap")?.as_i64()?,
        rate: o.get("amount")?.get("rate_pct")?.as_i64()?,
        soft: soft.collect::<Option<_>>()?,
    })
}

fn rule(value: &Value) -> Option<Rule> {
    let parts = |v: &Value| list(v).iter().map(rule).collect::<Option<Vec<Rule>>>();
    if let Some(v) = value.get("all") {
        return parts(v).map(Rule::All);
    }
    if let Some(v) = value.get("any") {
        return parts(v).map(Rule::Any);
    }
    if let Some(v) = value.get("not") {
        return rule(v).map(|r| Rule::Not(Box::new(r)));
    }
    predicate(value).map(Rule::Leaf)
}

fn predicate(value: &Value) -> Option<Predicate> {
    let constant = value.get("value")?;
    let test = match value.get("op")?.as_str()? {
        "le" => Test::AtMost(constant.as_i64()?),
        "ge" => Test::AtLeast(constant.as_i64()?),
        "is" => Test::Is(constant.as_bool()?),
        "in" => Test::In(list(constant).iter().map(text).collect()),
        "has" => Test::Has(text(constant)),
        "within" => match list(constant) {
            [from, to] => Test::Within(text(from), text(to)),
            _ => return None,
        },
        _ => return None,
    };
    Some(Predicate { fact: text(value.get("fact")?), test })
}
