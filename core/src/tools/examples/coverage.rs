//! What examples leave untried: criteria never seen met, failed or open, and verdicts that none reaches.

use super::{Coverage, Hint, place};
use crate::{
    Text, Truth, Verdict,
    base::{Sources, tell},
    model::{Model, Rule, Scheme, SchemeId},
};
use std::collections::BTreeSet;

/// What the examples of one scheme have shown.
#[derive(Debug, Clone, Default)]
struct Seen {
    examples: u32,
    verdicts: BTreeSet<Verdict>,
    /// For each criterion, whether it was seen met, failed and open.
    truths: Vec<[bool; 3]>,
}

/// What all examples have shown.
#[derive(Debug)]
pub(super) struct Tried {
    schemes: Vec<Seen>,
}

const TRUTHS: [Truth; 3] = [Truth::Yes, Truth::No, Truth::Unknown];

impl Tried {
    pub(super) fn new(model: &Model) -> Tried {
        let seen = |s: &Scheme| Seen { truths: vec![[false; 3]; s.criteria.len()], ..Seen::default() };
        Tried { schemes: model.schemes.iter().map(seen).collect() }
    }

    /// Notes what one example has shown.
    pub(super) fn saw(&mut self, scheme: SchemeId, verdict: Verdict, truths: &[Truth]) {
        let Some(seen) = self.schemes.get_mut(scheme.index()) else { return };
        seen.examples += 1;
        seen.verdicts.insert(verdict);
        for (row, truth) in seen.truths.iter_mut().zip(truths) {
            for (cell, t) in row.iter_mut().zip(TRUTHS) {
                *cell |= *truth == t;
            }
        }
    }

    /// One entry for each scheme, or for the one asked about.
    pub(super) fn told(&self, model: &Model, sources: &Sources, only: Option<&str>) -> Vec<Coverage> {
        let asked = model.schemes.iter().zip(&self.schemes).filter(|(s, _)| only.is_none_or(|o| o == s.id));
        asked.map(|(s, seen)| coverage(s, seen, sources)).collect()
    }
}

fn coverage(scheme: &Scheme, seen: &Seen, sources: &Sources) -> Coverage {
    let verdicts_unseen: Vec<Verdict> = reachable(scheme).into_iter().filter(|v| !seen.verdicts.contains(v)).collect();
    let mut hints = vec![];
    if !verdicts_unseen.is_empty() {
        let words = verdicts_unseen.iter().map(|v| super::case::verdict_word(*v)).collect::<Vec<_>>().join(", ");
        let message = tell!("aucun exemple n'arrive à : {words}", "no example reaches: {words}");
        hints.push(Hint { criterion: None, never: vec![], place: place(sources, scheme.span), message });
    }
    for (criterion, row) in scheme.criteria.iter().zip(&seen.truths) {
        let never: Vec<Truth> = row.iter().zip(TRUTHS).filter(|(seen, _)| !**seen).map(|(_, t)| t).collect();
        if !never.is_empty() {
            let message = untried(&criterion.id, &never);
            hints.push(Hint {
                criterion: Some(criterion.id.clone()),
                never,
                place: place(sources, criterion.span),
                message,
            });
        }
    }
    Coverage {
        scheme: scheme.id.clone(),
        examples: seen.examples,
        criteria_tried: seen.truths.iter().filter(|row| row.iter().all(|s| *s)).count() as u32,
        criteria: scheme.criteria.len() as u32,
        verdicts_unseen,
        hints,
    }
}

/// Verdicts that the scheme can give at all: without criteria all are eligible, without declared ones none is conditional.
fn reachable(scheme: &Scheme) -> Vec<Verdict> {
    let declared = |all: bool| {
        let mut rules = scheme.criteria.iter().map(|c| matches!(c.rule, Rule::Declared(_)));
        if all { rules.all(|d| d) } else { rules.any(|d| d) }
    };
    let mut found = vec![Verdict::Eligible];
    if declared(false) {
        found.push(Verdict::Conditional);
    }
    if !declared(true) {
        found.push(Verdict::Undetermined);
    }
    if !scheme.criteria.is_empty() {
        found.push(Verdict::Ineligible);
    }
    found
}

fn untried(id: &str, never: &[Truth]) -> Text {
    let word = |t: &Truth| match t {
        Truth::Yes => ("rempli", "met"),
        Truth::No => ("non rempli", "failed"),
        Truth::Unknown => ("ouvert", "open"),
    };
    let (fr, en): (Vec<&str>, Vec<&str>) = never.iter().map(word).unzip();
    let (fr, en) = (fr.join(", "), en.join(", "));
    tell!("`{id}` n'est jamais vu : {fr}", "`{id}` is never seen: {en}")
}
