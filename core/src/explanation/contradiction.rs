//! Answers that cannot all be true: which, and the relation that they break.

use super::{label::Words, phrase};
use crate::{
    base::{Code, Lang, Problem, Problems, Text, tell},
    compile::{SlotId, SlotKey},
    eval::{self, Reading},
    model::{Constraint, FactId, Model},
    rule_set::Dated,
    value::Truth,
};

/// A profile that no completion makes consistent is refused: every verdict about it would be void.
pub(crate) fn contradictions(dated: &Dated, reading: &mut Reading<'_>) -> Result<(), Problems> {
    let nodes = dated.plan.constraints.clone();
    let mut found = vec![];
    for (node, constraint) in nodes.iter().zip(&dated.model().constraints) {
        if reading.truth(*node) == Truth::No {
            found.push(broken(dated.model(), reading, constraint));
        }
    }
    if found.is_empty() && eval::contradicts(reading, &nodes) {
        return Err(Problems::one(
            Code::ProfileContradiction,
            "facts",
            tell!("ces réponses se contredisent", "these answers contradict one another"),
        ));
    }
    if found.is_empty() { Ok(()) } else { Err(Problems(found)) }
}

fn broken(model: &Model, reading: &Reading<'_>, constraint: &Constraint) -> Problem {
    let text = |lang| match &constraint.label {
        Some(label) => label.get(lang).to_owned(),
        None => Words { model, lang }.condition(&constraint.rule),
    };
    let (fr, en) = (text(Lang::Fr), text(Lang::En));
    let told: Vec<(FactId, SlotId)> =
        constraint.rule.facts().into_iter().filter_map(|f| Some((f, told(reading, f)?))).collect();
    let first = told.first().and_then(|(f, _)| model.fact(*f));
    Problem {
        code: Code::ProfileContradiction.id().to_owned(),
        path: first.map_or_else(|| "facts".to_owned(), |f| format!("facts.{}", f.key)),
        message: tell!("ces réponses se contredisent : {fr}", "these answers contradict one another: {en}"),
        help: (!told.is_empty()).then(|| said(model, reading, &told)),
    }
}

/// Where a fact stands, if something was told of it.
fn told(reading: &Reading<'_>, fact: FactId) -> Option<SlotId> {
    let place = reading.plan.slots.iter().position(|s| s.key == SlotKey::Fact(fact))?;
    let slot = SlotId(place as u32);
    reading.state(slot).filter(|s| !s.unknown).map(|_| slot)
}

/// `what was answered: applicant: commune; legal form: SARL`.
fn said(model: &Model, reading: &Reading<'_>, told: &[(FactId, SlotId)]) -> Text {
    let list = |lang: Lang| -> String {
        let words = Words { model, lang };
        let one = |(fact, slot): &(FactId, SlotId)| {
            let (def, state) = (model.fact(*fact)?, reading.state(*slot)?);
            let colon = words.pick(" : ", ": ");
            Some(format!("{}{colon}{}", phrase::told(&def.label, lang), words.state(*fact, state)))
        };
        told.iter().filter_map(one).collect::<Vec<_>>().join(words.pick(" ; ", "; "))
    };
    let (fr, en) = (list(Lang::Fr), list(Lang::En));
    tell!("réponses données : {fr}", "answers given: {en}")
}
