//! Which criteria decide: truth of each, and a minimal set of failing ones.

use super::exact_truth;
use crate::{
    compile::SchemePlan,
    eval::{Reading, contradicts},
    model::{CriterionId, Scheme},
    value::Truth,
};

/// Truth of every criterion of a scheme, in the model's order; unanswered declared ones stay unknown.
pub(crate) fn truth_of(reading: &mut Reading<'_>, plan: &SchemePlan) -> Vec<Truth> {
    let mut truths = Vec::with_capacity(plan.criteria.len());
    for (node, plain) in plan.criteria.iter().zip(&plan.plain) {
        truths.push(if *plain { reading.truth(*node) } else { exact_truth(reading, *node, &plan.constraints) });
    }
    truths
}

/// Top criteria that no completion satisfies; when each alone can hold, a minimal set that cannot hold together.
pub(crate) fn failing(reading: &mut Reading<'_>, plan: &SchemePlan, scheme: &Scheme) -> Vec<CriterionId> {
    let node = |c: &CriterionId| plan.criteria.get(c.index()).copied();
    let alone: Vec<CriterionId> = scheme
        .top
        .iter()
        .filter(|c| node(c).is_some_and(|n| exact_truth(reading, n, &plan.constraints) == Truth::No))
        .copied()
        .collect();
    if !alone.is_empty() {
        return alone;
    }
    // drop criteria one by one as long as the rest still cannot hold
    let mut kept = scheme.top.clone();
    for candidate in scheme.top.clone() {
        let rest: Vec<CriterionId> = kept.iter().filter(|c| **c != candidate).copied().collect();
        if !can_hold(reading, plan, &rest) {
            kept = rest;
        }
    }
    kept
}

/// May these criteria hold together? Declared ones still open count as met.
fn can_hold(reading: &mut Reading<'_>, plan: &SchemePlan, criteria: &[CriterionId]) -> bool {
    let open = reading.grant(plan.declared.iter().map(|(_, slot)| *slot));
    let nodes = criteria.iter().filter_map(|c| plan.criteria.get(c.index())).chain(&plan.constraints);
    let never = contradicts(reading, &nodes.copied().collect::<Vec<_>>());
    open.into_iter().for_each(|before| reading.put_back(before));
    !never
}
