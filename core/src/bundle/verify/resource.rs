//! Needs, what projects are compared by, and sheets: facts that exist, told in their own type; links that lead to the web.

use super::{
    Found, expr, hold,
    tables::{cited, is_link},
};
use crate::{
    model::{FactId, MAX_SHARE, Model, Resource, Told},
    value::Type,
};

pub(super) fn needs(model: &Model) -> Found {
    for need in &model.needs {
        let ok = need.rule.as_ref().is_none_or(|e| expr::condition(model, e, None));
        hold(ok, || format!("needs/{}", need.id))?;
    }
    let compared = model.likeness.iter().all(|l| model.fact(l.fact).is_some() && l.weight <= MAX_SHARE);
    hold(compared && in_order(model.likeness.iter().map(|l| l.fact)), || "similarity".to_owned())
}

pub(super) fn resource(model: &Model, r: &Resource) -> Found {
    let at = |part: &str| format!("resources/{}/{part}", r.id);
    hold(in_order(r.facts.iter().map(|(f, _)| *f)), || at("facts"))?;
    hold(r.facts.iter().all(|(f, told)| suits(model, *f, told)), || at("facts"))?;
    let links = r.contacts.iter().flat_map(|c| &c.url).all(|u| is_link(u));
    hold(links && !r.references.is_empty() && r.references.iter().all(|x| cited(Some(x))), || at("references"))
}

fn in_order(facts: impl Iterator<Item = FactId>) -> bool {
    let facts: Vec<FactId> = facts.collect();
    facts.windows(2).all(|pair| matches!(pair, [a, b] if a < b))
}

/// What is told is of the fact's type.
fn suits(model: &Model, id: FactId, told: &Told) -> bool {
    let Some(fact) = model.fact(id) else { return false };
    match (told, &fact.ty) {
        (Told::Value(n), Type::Bool | Type::Enum(_) | Type::Number(_)) => (fact.low..=fact.high).contains(n),
        (Told::Members(held), Type::Set(members)) => {
            held.iter().all(|m| (*m as usize) < members.len())
                && held.windows(2).all(|pair| matches!(pair, [a, b] if a < b))
        }
        (Told::Code(node), Type::Code(taxonomy)) => {
            model.taxonomy(taxonomy).is_some_and(|t| (*node as usize) < t.nodes.len())
        }
        (Told::Value(_) | Told::Members(_) | Told::Code(_), _) => false,
    }
}
