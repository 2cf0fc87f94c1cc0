//! What differs beside the schemes: facts, parameters on the day, and the rules that hold for all schemes.

use super::{
    facts::before,
    joint::{Joint, Side},
    parts::Parts,
};
use crate::{
    RuleSet,
    base::{Lang, Text, tell},
    contract::Change,
    explanation::quantity,
    model::{Fact, FactId, LineKind, Model, Parameter, ParameterId, Shape, SourceOfMoney},
    profile::shown,
    value::{Day, Type},
};

/// Facts added, removed, renamed, or with another type, other values or other texts.
pub(super) fn facts(joint: &Joint<'_>, lang: Lang) -> Vec<Change> {
    let [old, new] = joint.sets.map(RuleSet::model);
    let mut parts = Parts { lang, found: vec![] };
    let mut met: Vec<FactId> = vec![];
    for (i, fact) in new.facts.iter().enumerate() {
        match before(old, new, fact).and_then(|id| Some((id, old.fact(id)?))) {
            Some((id, was)) => {
                met.push(id);
                one_fact(&mut parts, (was, fact), same_formula(joint, id, FactId(i as u32)));
            }
            None => parts.found.push(alone(&fact.key, "added", fact.label.get(lang))),
        }
    }
    for (i, fact) in old.facts.iter().enumerate() {
        if !met.contains(&FactId(i as u32)) {
            parts.found.push(alone(&fact.key, "removed", fact.label.get(lang)));
        }
    }
    parts.found
}

fn alone(what: &str, change: &'static str, label: &str) -> Change {
    Change { what: what.to_owned(), change, label: label.to_owned(), old: None, new: None }
}

fn one_fact(parts: &mut Parts, (was, is): (&Fact, &Fact), same_formula: bool) {
    let lang = parts.lang;
    if was.key != is.key {
        let (old, new) = (Some(was.key.clone()), Some(is.key.clone()));
        let label = is.label.get(lang).to_owned();
        parts.found.push(Change { what: is.key.clone(), change: "renamed", label, old, new });
    }
    let label = |of: Text| {
        let (name, Text { fr, en }) = (&is.label, of);
        let (fr_name, en_name) = (&name.fr, &name.en);
        tell!("{fr_name} : {fr}", "{en_name}: {en}")
    };
    let key = is.key.as_str();
    let kind = |f: &Fact| std::mem::discriminant(&f.ty);
    let name = |f: &Fact| {
        let (fr, en) = f.ty.name();
        if lang == Lang::Fr { fr } else { en }
    };
    if kind(was) != kind(is) {
        parts.part(key, label(tell!("type", "type")), (name(was), name(is)), |n| (*n).to_owned());
        return;
    }
    members(parts, (was, is), label(tell!("valeurs possibles", "possible values")));
    if was.ty != is.ty && !matches!(is.ty, Type::Enum(_) | Type::Set(_)) {
        parts.part(key, label(tell!("type", "type")), (&was.ty, &is.ty), |_| String::new());
    }
    if matches!(is.ty, Type::Number(_) | Type::Date | Type::Duration(_) | Type::Series(_)) {
        let bounds = ((was.low, was.high), (is.low, is.high));
        parts.part(key, label(tell!("bornes", "bounds")), bounds, |(low, high)| {
            format!("{} – {}", shown(&is.ty, *low), shown(&is.ty, *high))
        });
    }
    let absent = |f: &Fact| (f.can_be_none, f.can_be_not_applicable);
    parts.part(key, label(tell!("peut ne pas exister", "may not exist")), (absent(was), absent(is)), |_| String::new());
    parts.part(key, label(tell!("formule", "formula")), (true, same_formula), |_| String::new());
    let texts = |f: &Fact| (f.label.clone(), f.question.clone(), f.help.clone());
    parts.part(key, label(tell!("textes", "texts")), (texts(was), texts(is)), |_| String::new());
    let asked = |f: &Fact| (f.answered_by, f.effort, f.change.clone(), f.sensitive);
    parts.part(key, label(tell!("façon de demander", "how it is asked")), (asked(was), asked(is)), |_| String::new());
}

/// Members that came and went.
fn members(parts: &mut Parts, (was, is): (&Fact, &Fact), label: Text) {
    let without = |a: &Fact, b: &Fact| {
        let gone = a.members.iter().filter(|m| b.members.iter().all(|x| x.name != m.name));
        gone.map(|m| m.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    parts.part(&is.key, label, (without(was, is), without(is, was)), String::clone);
}

/// Whether two derived facts have one formula in terms of both; facts that are asked have none.
fn same_formula(joint: &Joint<'_>, old: FactId, new: FactId) -> bool {
    let at = |side: Side, id: FactId| {
        let place = joint.origins.iter().position(|o| o.get(side.index()).copied().flatten() == Some(id));
        place.and_then(|i| joint.model.facts.get(i)).and_then(|f| f.formula.as_ref())
    };
    at(Side::Old, old) == at(Side::New, new)
}

/// Parameters whose value on the day differs.
pub(super) fn parameters(joint: &Joint<'_>, lang: Lang) -> Vec<Change> {
    let [old, new] = joint.sets.map(RuleSet::model);
    let day = joint.plan.as_of;
    let mut parts = Parts { lang, found: vec![] };
    for p in &new.parameters {
        match old.parameters.iter().find(|o| o.name == p.name) {
            Some(was) => {
                let value = (value(old, was, day, lang), value(new, p, day, lang));
                parts.part(&p.name, p.label.clone(), value, String::clone);
            }
            None => parts
                .found
                .push(Change { new: Some(value(new, p, day, lang)), ..alone(&p.name, "added", p.label.get(lang)) }),
        }
    }
    let gone = old.parameters.iter().filter(|p| new.parameters.iter().all(|n| n.name != p.name));
    parts.found.extend(
        gone.map(|p| Change { old: Some(value(old, p, day, lang)), ..alone(&p.name, "removed", p.label.get(lang)) }),
    );
    parts.found
}

/// A parameter on a day, in words.
fn value(model: &Model, p: &Parameter, day: Day, lang: Lang) -> String {
    let Some(version) = p.on(day) else { return String::new() };
    let number = |n| quantity(n, &p.ty, lang);
    let over = |i: usize| p.over.and_then(|f| model.fact(f)).and_then(|f| f.members.get(i)).map_or("", |m| &m.name);
    match &version.shape {
        Shape::Single(n) => number(*n),
        Shape::Table(values) => {
            values.iter().enumerate().map(|(i, n)| format!("{} {}", over(i), number(*n))).collect::<Vec<_>>().join(", ")
        }
        Shape::Brackets(rows) => {
            let by = |n| p.by.as_ref().map_or_else(|| number(n), |ty| quantity(n, ty, lang));
            rows.iter().map(|(low, n)| format!("≥ {} : {}", by(*low), number(*n))).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Constraints, score, money beside the schemes, ceilings, and what plans are reckoned with.
pub(super) fn rules(joint: &Joint<'_>, lang: Lang) -> Vec<Change> {
    let [old, new] = joint.sets.map(RuleSet::model);
    let mut parts = Parts { lang, found: vec![] };
    let own = joint.model.constraints.split_at_checked(old.constraints.len());
    let of = |all: &[crate::model::Constraint]| all.iter().map(|c| (c.id.clone(), c.rule.clone())).collect::<Vec<_>>();
    if let Some((was, is)) = own {
        listed(&mut parts, ("constraints", &tell!("contrainte", "constraint")), of(was), of(is));
    }
    weights(&mut parts, old, new);
    let lines = |m: &Model| m.score.lines.iter().map(|l| (l.kind.word().to_owned(), l.clone())).collect::<Vec<_>>();
    listed(&mut parts, ("score.lines", &tell!("ligne du score", "line of the score")), lines(old), lines(new));
    let sources = |m: &Model| m.sources.iter().map(|s| (s.id.clone(), source(m, s))).collect::<Vec<_>>();
    listed(&mut parts, ("sources", &tell!("source d'argent", "source of money")), sources(old), sources(new));
    let regimes = |m: &Model| m.regimes.iter().map(|r| (r.id.clone(), regime(m, r))).collect::<Vec<_>>();
    listed(&mut parts, ("regimes", &tell!("régime d'aide", "aid regime")), regimes(old), regimes(new));
    let groups = |m: &Model| m.groups.iter().map(|g| (g.id.clone(), g.clone())).collect::<Vec<_>>();
    listed(&mut parts, ("groups", &tell!("plafond commun", "shared ceiling")), groups(old), groups(new));
    let providers = |m: &Model| m.providers.iter().map(|x| (x.id.clone(), x.clone())).collect::<Vec<_>>();
    listed(&mut parts, ("providers", &tell!("organisme", "provider")), providers(old), providers(new));
    let documents = |m: &Model| m.documents.iter().map(|x| (x.id.clone(), x.clone())).collect::<Vec<_>>();
    listed(&mut parts, ("documents", &tell!("pièce", "document")), documents(old), documents(new));
    let roles = |m: &Model| m.roles.each().map(|(word, f)| (word.to_owned(), key(m, f))).to_vec();
    listed(&mut parts, ("roles", &tell!("rôle d'un fait", "part of a fact")), roles(old), roles(new));
    parts.part(
        "plan",
        tell!("réglages du plan", "what plans are reckoned with"),
        (planning(old), planning(new)),
        |_| String::new(),
    );
    parts.found
}

/// Things with an id, matched by it.
fn listed<T: PartialEq>(parts: &mut Parts, (what, label): (&str, &Text), old: Vec<(String, T)>, new: Vec<(String, T)>) {
    let name = |id: &str| format!("{what}.{id}");
    let mut add = |id: &str, change| {
        let said = format!("{} `{id}`", label.get(parts.lang));
        parts.found.push(alone(&name(id), change, &said));
    };
    for (id, is) in &new {
        match old.iter().find(|(o, _)| o == id) {
            Some((_, was)) if was != is => add(id, "changed"),
            Some(_) => {}
            None => add(id, "added"),
        }
    }
    for (id, _) in old.iter().filter(|(id, _)| new.iter().all(|(n, _)| n != id)) {
        add(id, "removed");
    }
}

/// Weights of presets, line by line.
fn weights(parts: &mut Parts, old: &Model, new: &Model) {
    for preset in &new.score.presets {
        let Some(was) = old.score.presets.iter().find(|p| p.name == preset.name) else { continue };
        for ((word, before), after) in LineKind::WORDS.iter().zip(&was.weights).zip(&preset.weights) {
            let title = new.score.lines.iter().find(|l| l.kind.word() == *word).map(|l| &l.title);
            let (fr, en) = title.map_or((*word, *word), |t| (t.fr.as_str(), t.en.as_str()));
            let (name_fr, name_en) = (&preset.title.fr, &preset.title.en);
            let label = tell!("poids « {fr} » ({name_fr})", "weight of {en} ({name_en})");
            let what = format!("score.presets.{}.{word}", preset.name);
            parts.part(&what, label, (before, after), |n| n.to_string());
        }
    }
    let presets = |m: &Model| m.score.presets.iter().map(|p| (p.name.clone(), ())).collect::<Vec<_>>();
    listed(parts, ("score.presets", &tell!("jeu de poids", "set of weights")), presets(old), presets(new));
}

fn key(m: &Model, f: Option<FactId>) -> Option<String> {
    f.and_then(|f| m.fact(f)).map(|f| f.key.clone())
}

fn name(m: &Model, p: Option<ParameterId>) -> Option<String> {
    p.and_then(|p| m.parameter(p)).map(|p| p.name.clone())
}

/// A source by names alone: numbers of facts are each set's own.
fn source(m: &Model, s: &SourceOfMoney) -> impl PartialEq + use<> {
    let keys = (key(m, s.fact), key(m, s.agreed));
    (SourceOfMoney { fact: None, agreed: None, ..s.clone() }, keys)
}

fn regime(m: &Model, r: &crate::model::Regime) -> impl PartialEq + use<> {
    let names = [r.ceiling, r.loan_equivalent, r.guarantee_equivalent].map(|p| name(m, p));
    (r.title.clone(), r.window_months, r.beside.clone(), names)
}

fn planning(m: &Model) -> impl PartialEq + use<> {
    let p = &m.planning;
    let vat = p.vat.as_ref().map(|v| (name(m, Some(v.rate)), v.exempt.clone(), v.refund));
    (p.months, p.hour, p.own, p.principal, p.unknown_delay, vat)
}
