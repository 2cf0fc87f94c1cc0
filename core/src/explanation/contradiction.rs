//! Answers that cannot all be true: which, and the relation that they break.

use super::{label::Words, phrase};
use crate::{
    base::{Code, Lang, Problem, Problems, Text, tell},
    compile::{NodeId, SlotId, SlotKey},
    eval::{self, Reading},
    model::{Constraint, FactId, Model},
    rule_set::Dated,
    value::Truth,
};

/// A profile that no completion makes consistent is refused: every verdict about it would be void.
pub(crate) fn contradictions(dated: &Dated, reading: &mut Reading<'_>) -> Result<(), Problems> {
    let model = dated.model();
    let relations: Vec<Relation<'_>> = dated.plan.constraints.iter().copied().zip(&model.constraints).collect();
    let mut broken: Vec<Vec<Relation<'_>>> =
        relations.iter().filter(|(node, _)| reading.truth(*node) == Truth::No).map(|one| vec![*one]).collect();
    if broken.is_empty() && contradict(reading, &relations) {
        broken.push(fewest(reading, relations));
    }
    let told: Vec<Problem> = broken.iter().map(|relations| problem(model, reading, relations)).collect();
    if told.is_empty() { Ok(()) } else { Err(Problems(told)) }
}

/// A constraint, with its condition in the plan.
type Relation<'m> = (NodeId, &'m Constraint);

/// What was told of a fact.
type Answer = (FactId, SlotId);

fn contradict(reading: &mut Reading<'_>, relations: &[Relation<'_>]) -> bool {
    let nodes: Vec<NodeId> = relations.iter().map(|(node, _)| *node).collect();
    eval::contradicts(reading, &nodes)
}

/// Relations that contradict the answers together, of which none could be left out.
fn fewest<'m>(reading: &mut Reading<'_>, mut relations: Vec<Relation<'m>>) -> Vec<Relation<'m>> {
    for i in (0..relations.len()).rev() {
        let mut fewer = relations.clone();
        fewer.remove(i);
        if contradict(reading, &fewer) {
            relations = fewer;
        }
    }
    relations
}

/// Answers that these relations rule out together, of which none could be taken back without ending that.
fn needed(reading: &mut Reading<'_>, relations: &[Relation<'_>]) -> Vec<Answer> {
    let mut freed = vec![];
    let mut needed = vec![];
    for (fact, slot) in answers(reading, relations) {
        let Some(before) = reading.plan.slot(slot).map(eval::whole).and_then(|open| reading.swap(slot, open)) else {
            continue;
        };
        if contradict(reading, relations) {
            freed.push(before);
        } else {
            reading.put_back(before);
            needed.push((fact, slot));
        }
    }
    freed.into_iter().rev().for_each(|before| reading.put_back(before));
    needed
}

/// What was told of the facts that these relations are about, each once.
fn answers(reading: &Reading<'_>, relations: &[Relation<'_>]) -> Vec<Answer> {
    let mut facts: Vec<FactId> = vec![];
    for fact in relations.iter().flat_map(|(_, constraint)| constraint.rule.facts()) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    facts.into_iter().filter_map(|f| Some((f, told(reading, f)?))).collect()
}

fn problem(model: &Model, reading: &mut Reading<'_>, relations: &[Relation<'_>]) -> Problem {
    let answers = needed(reading, relations);
    let text = |lang| {
        let one = |(_, constraint): &Relation<'_>| match &constraint.label {
            Some(label) => label.get(lang).to_owned(),
            None => Words { model, lang }.condition(&constraint.rule),
        };
        relations.iter().map(one).collect::<Vec<_>>().join(Words { model, lang }.pick(" ; ", "; "))
    };
    let (fr, en) = (text(Lang::Fr), text(Lang::En));
    let first = answers.first().and_then(|(f, _)| model.fact(*f));
    Problem {
        code: Code::ProfileContradiction.id().to_owned(),
        path: first.map_or_else(|| "facts".to_owned(), |f| format!("facts.{}", f.key)),
        message: tell!("ces réponses se contredisent : {fr}", "these answers contradict one another: {en}"),
        help: (!answers.is_empty()).then(|| said(model, reading, &answers)),
    }
}

/// Where a fact stands, if something was told of it.
fn told(reading: &Reading<'_>, fact: FactId) -> Option<SlotId> {
    let place = reading.plan.slots.iter().position(|s| s.key == SlotKey::Fact(fact))?;
    let slot = SlotId(place as u32);
    reading.state(slot).filter(|s| !s.unknown).map(|_| slot)
}

/// `what was answered: applicant: commune; legal form: SARL`.
fn said(model: &Model, reading: &Reading<'_>, answers: &[Answer]) -> Text {
    let list = |lang: Lang| -> String {
        let words = Words { model, lang };
        let one = |(fact, slot): &Answer| {
            let (def, state) = (model.fact(*fact)?, reading.state(*slot)?);
            let colon = words.pick(" : ", ": ");
            Some(format!("{}{colon}{}", phrase::told(&def.label, lang), words.state(*fact, state)))
        };
        answers.iter().filter_map(one).collect::<Vec<_>>().join(words.pick(" ; ", "; "))
    };
    let (fr, en) = (list(Lang::Fr), list(Lang::En));
    tell!("réponses données : {fr}", "answers given: {en}")
}
