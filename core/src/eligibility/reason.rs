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
    (0..plan.criteria.len()).map(|index| truth_at(reading, plan, index)).collect()
}

/// Truth of one criterion: Kleene's where it settles the matter or is exact already; the search only for what is left.
pub(crate) fn truth_at(reading: &mut Reading<'_>, plan: &SchemePlan, index: usize) -> Truth {
    let Some(node) = plan.criteria.get(index).copied() else { return Truth::Unknown };
    match reading.truth(node) {
        Truth::Unknown if plan.plain.get(index) != Some(&true) => exact_truth(reading, node, &plan.constraints),
        settled => settled,
    }
}

/// Top criteria that no completion satisfies; when each alone can hold, a minimal set that cannot hold together.
pub(crate) fn failing(reading: &mut Reading<'_>, plan: &SchemePlan, scheme: &Scheme) -> Vec<CriterionId> {
    let alone: Vec<CriterionId> =
        scheme.top.iter().filter(|c| truth_at(reading, plan, c.index()) == Truth::No).copied().collect();
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
