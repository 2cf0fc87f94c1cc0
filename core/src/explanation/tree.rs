//! The tree of criteria of one scheme, with truths, what each used, and where it comes from.

use super::{label::Words, phrase};
use crate::{
    base::Order,
    compile::{SchemePlan, SlotKey},
    contract,
    eval::{Reading, State, Witness},
    model::{Criterion, CriterionId, Expr, FactId, Model, Parameter, Reference, Rule, Scheme, Shape},
    profile::{FactState, Profile},
    value::{Day, Ratio, Truth, Type, format_day},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a tree is told from.
pub(super) struct Telling<'a> {
    pub(super) words: Words<'a>,
    pub(super) profile: &'a Profile,
    pub(super) scheme: &'a Scheme,
    pub(super) plan: &'a SchemePlan,
    pub(super) truths: &'a [Truth],
}

impl Telling<'_> {
    pub(super) fn tree(&self) -> Vec<contract::Criterion> {
        self.scheme.top.iter().filter_map(|c| self.criterion(*c)).collect()
    }

    fn criterion(&self, id: CriterionId) -> Option<contract::Criterion> {
        let c: &Criterion = self.scheme.criteria.get(id.index())?;
        let (form, parts): (&'static str, Vec<CriterionId>) = match &c.rule {
            Rule::All(parts) => ("all", parts.clone()),
            Rule::Any(parts) => ("any", parts.clone()),
            Rule::Not(part) => ("not", vec![*part]),
            Rule::AtLeast(_, parts) => ("at_least", parts.clone()),
            Rule::If(_) => ("if", vec![]),
            Rule::Declared(_) => ("declared", vec![]),
        };
        let expr = if let Rule::If(e) = &c.rule { Some(e) } else { None };
        Some(contract::Criterion {
            id: c.id.clone(),
            label: self.label(id),
            form,
            rule: c.source_text.clone(),
            truth: self.truths.get(id.index()).copied().unwrap_or(Truth::Unknown),
            used: expr.map_or_else(Vec::new, |e| self.used(e)),
            parameters: expr.map_or_else(Vec::new, |e| self.parameters(e)),
            need: c.need.clone(),
            reference: c.reference.as_ref().map(reference),
            parts: parts.into_iter().filter_map(|p| self.criterion(p)).collect(),
        })
    }

    /// What a criterion says: the author's words, or the condition's own.
    pub(crate) fn label(&self, id: CriterionId) -> String {
        label(&self.words, self.scheme, id)
    }

    fn used(&self, e: &Expr) -> Vec<contract::Used> {
        let mut facts = given(e, self.words.model);
        facts.dedup();
        facts.into_iter().filter_map(|f| used(&self.words, self.profile, f)).collect()
    }

    fn parameters(&self, e: &Expr) -> Vec<contract::Parameter> {
        let mut found = vec![];
        e.walk(&mut |x| {
            if let Expr::Parameter(p, _) | Expr::Entry(p, _, _) | Expr::Step(p, _, _) | Expr::Marginal(p, _, _) = x
                && !found.contains(p)
            {
                found.push(*p);
            }
        });
        found.order();
        found
            .into_iter()
            .filter_map(|p| self.words.model.parameter(p))
            .map(|p| parameter(&self.words, p, self.plan.application_date))
            .collect()
    }
}

/// A parameter as it is on a day.
pub(super) fn parameter(words: &Words<'_>, p: &Parameter, day: Day) -> contract::Parameter {
    let told = |n: &Ratio| phrase::quantity(*n, &p.ty, words.lang);
    let version = p.on(day);
    let value = match version.map(|v| &v.shape) {
        Some(Shape::Single(n)) => told(n),
        Some(Shape::Table(all)) => all.iter().map(told).collect::<Vec<_>>().join(" · "),
        Some(Shape::Brackets(rows)) => rows.iter().map(|(_, n)| told(n)).collect::<Vec<_>>().join(" · "),
        None => String::new(),
    };
    contract::Parameter {
        name: p.name.clone(),
        label: phrase::told(&p.label, words.lang),
        value,
        reference: version.and_then(|v| v.reference.as_ref()).map(reference),
    }
}

/// The criterion of this name.
pub(super) fn named(scheme: &Scheme, id: &str) -> Option<CriterionId> {
    scheme.criteria.iter().position(|c| c.id == id).map(|c| CriterionId(c as u32))
}

/// What a criterion says.
pub(crate) fn label(words: &Words<'_>, scheme: &Scheme, id: CriterionId) -> String {
    let Some(c) = scheme.criteria.get(id.index()) else { return String::new() };
    if let Some(text) = &c.label {
        return text.get(words.lang).to_owned();
    }
    let (all, any, not) = match words.lang {
        crate::Lang::Fr => ("toutes ces conditions", "une de ces conditions", "pas cette condition"),
        crate::Lang::En => ("all of these", "one of these", "not this"),
    };
    match &c.rule {
        Rule::All(_) => all.to_owned(),
        Rule::Any(_) => any.to_owned(),
        Rule::Not(_) => not.to_owned(),
        Rule::AtLeast(n, _) if words.lang == crate::Lang::Fr => format!("au moins {n} de ces conditions"),
        Rule::AtLeast(n, _) => format!("at least {n} of these"),
        Rule::If(e) => words.condition(e),
        Rule::Declared(_) => String::new(),
    }
}

/// Facts of the profile that a condition rests on, derived facts opened.
fn given(e: &Expr, model: &Model) -> Vec<FactId> {
    let mut found = vec![];
    for f in e.facts() {
        match model.fact(f).and_then(|d| d.formula.as_ref()) {
            Some(formula) => found.extend(given(formula, model)),
            None => found.push(f),
        }
    }
    found.order();
    found
}

/// A fact as the profile has it.
pub(super) fn used(words: &Words<'_>, profile: &Profile, f: FactId) -> Option<contract::Used> {
    let fact = words.model.fact(f)?;
    let (state, value) = match profile.facts.get(f.index())? {
        FactState::Unknown => ("unknown", None),
        FactState::Declined => ("declined", None),
        FactState::None => ("none", None),
        FactState::NotApplicable => ("not_applicable", None),
        FactState::Values(region) if region.single().is_some() => ("known", Some(words.values(f, region.intervals()))),
        FactState::Values(region) => {
            let finite = matches!(fact.ty, Type::Enum(_) | Type::Bool | Type::Code(_));
            (if finite { "one_of" } else { "range" }, Some(words.values(f, region.intervals())))
        }
        FactState::Members(held) => {
            let names: Vec<String> = fact
                .members
                .iter()
                .zip(held)
                .filter(|(_, h)| **h)
                .map(|(m, _)| m.label.get(words.lang).to_owned())
                .collect();
            ("known", Some(phrase::and_list(&names, words.lang)))
        }
        FactState::Records(records) => ("known", Some(lines(records.len(), words))),
        FactState::Series(months) => ("known", Some(lines(months.len(), words))),
        FactState::Text(t) => ("known", Some(t.clone())),
    };
    Some(contract::Used { fact: fact.key.clone(), label: phrase::told(&fact.label, words.lang), state, value })
}

fn lines(n: usize, words: &Words<'_>) -> String {
    match words.lang {
        crate::Lang::Fr => format!("{n} ligne{}", if n > 1 { "s" } else { "" }),
        crate::Lang::En => format!("{n} line{}", if n == 1 { "" } else { "s" }),
    }
}

pub(super) fn reference(r: &Reference) -> contract::Reference {
    contract::Reference { title: r.title.clone(), url: r.url.clone(), read_on: r.read_on.map(format_day) }
}

/// A completion as a profile would write it, for the slots that one can give as a fact.
pub(super) fn completion(model: &Model, reading: &Reading<'_>, witness: &Witness) -> BTreeMap<String, Value> {
    let mut facts: BTreeMap<String, Value> = BTreeMap::new();
    let mut present = vec![];
    for (slot, state) in witness {
        if !reading.is_open(*slot) {
            continue;
        }
        let Some(key) = reading.plan.slot(*slot).map(|s| &s.key) else { continue };
        match key {
            SlotKey::Fact(f) => {
                if let Some(fact) = model.fact(*f) {
                    facts.insert(fact.key.clone(), value(model, &fact.ty, state));
                }
            }
            SlotKey::Member(f, m) => {
                let Some(fact) = model.fact(*f) else { continue };
                let entry = facts.entry(fact.key.clone()).or_insert_with(|| Value::Array(vec![]));
                let held = state.values.contains(1) && !state.values.contains(0);
                if let (true, Value::Array(list), Some(member)) = (held, entry, fact.members.get(*m as usize)) {
                    list.push(Value::String(member.name.clone()));
                }
            }
            SlotKey::Aggregate(a) => {
                if let (Some(fact), Some(s)) = (model.fact(a.list), reading.plan.slot(*slot)) {
                    let told = state
                        .values
                        .low()
                        .map_or(Value::Null, |v| Value::String(Ratio::scaled(v, s.scale).to_text(s.scale)));
                    let key = format!("{}({})", fold_word(a.fold), fact.key);
                    facts.insert(key, told);
                }
            }
            SlotKey::Presence(f) => {
                if let Some(fact) = model.fact(*f) {
                    present.push((fact, state));
                }
            }
            SlotKey::Declared(..) => {}
        }
    }
    // a set, a list or a text that is absent is nothing else; of one that exists, something is told
    for (fact, state) in present {
        if state.may_be_absent() {
            facts.insert(fact.key.clone(), value(model, &fact.ty, state));
        } else if fact.ty == Type::Text {
            facts.insert(fact.key.clone(), Value::String("…".to_owned()));
        } else if !facts.keys().any(|k| k.contains(&fact.key)) {
            facts.insert(fact.key.clone(), Value::Array(vec![]));
        }
    }
    facts
}

fn fold_word(fold: crate::model::Fold) -> &'static str {
    match fold {
        crate::model::Fold::Exists => "exists",
        crate::model::Fold::Count => "count",
        crate::model::Fold::Sum => "sum",
        crate::model::Fold::Min => "min",
        crate::model::Fold::Max => "max",
    }
}

/// A value, or an absent state, as a profile writes it.
pub(super) fn value(model: &Model, ty: &Type, state: &State) -> Value {
    let Some(v) = state.values.low() else {
        let word = if state.none { "none" } else { "not_applicable" };
        return serde_json::json!({ "state": word });
    };
    match ty {
        Type::Bool => Value::Bool(v == 1),
        // a place that is not listed is none of those that are
        Type::Code(t) => match model.taxonomy(t).and_then(|t| t.leaf_node(v)) {
            Some(n) if !n.is_single() => serde_json::json!({ "elsewhere_in": n.code }),
            Some(n) => Value::String(n.code.clone()),
            None => Value::Null,
        },
        _ => {
            let text = crate::profile::shown(ty, v);
            match (ty, text.parse::<i64>()) {
                (Type::Number(_) | Type::Duration(_), Ok(whole)) => whole.into(),
                (Type::Number(_), Err(_)) => text.parse::<f64>().map_or(Value::Null, Value::from),
                _ => Value::String(text),
            }
        }
    }
}
