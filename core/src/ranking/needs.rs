//! The three brakes that a project meets, the help that it needs, and who gives it here.

use super::{Group, score::advance};
use crate::{
    base::Order,
    compile::{SchemePlan, extent},
    eligibility::{Verdict, failing, truth_at},
    eval::{Known, Reading},
    model::{Brake, CriterionId, Form, Model, Scheme, SchemeId},
    value::{Ratio, Truth},
};

/// A file of this many hours weighs on a small project.
pub(crate) const HEAVY_HOURS: i64 = 40;
/// So does a decision that takes this many days.
pub(crate) const LONG_DAYS: i64 = 120;

/// Where a scheme stands for the project.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    pub(crate) scheme: SchemeId,
    pub(crate) verdict: Verdict,
    pub(crate) group: Group,
}

impl Standing {
    /// It may be had, now or later.
    pub(crate) fn possible(self) -> bool {
        matches!(self.group, Group::Now | Group::Later)
    }

    /// It may be had whatever is not told.
    pub(crate) fn sure(self) -> bool {
        self.possible() && self.verdict != Verdict::Undetermined
    }
}

/// A brake, and the schemes that it comes with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BrakeFound {
    pub(crate) brake: Brake,
    /// It is there whatever is not told.
    pub(crate) sure: bool,
    pub(crate) schemes: Vec<SchemeId>,
}

/// Why help is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cause {
    /// A criterion that fails, or that nothing settles.
    Criterion(SchemeId, CriterionId, Truth),
    /// The condition that the rule set gives for it.
    Condition(Truth),
    Brake(Brake),
}

/// Help that is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NeedFound {
    /// Index into the needs of the rule set.
    pub(crate) need: usize,
    pub(crate) sure: bool,
    pub(crate) causes: Vec<Cause>,
    /// Schemes that give it and may be had here, in the order of the list.
    pub(crate) helpers: Vec<SchemeId>,
}

/// Brakes in their order, needs by how sure and how often they show. `list` is in the order of the answer.
pub(crate) fn needs(model: &Model, reading: &mut Reading<'_>, list: &[Standing]) -> (Vec<BrakeFound>, Vec<NeedFound>) {
    let mut brakes = vec![];
    brakes.extend(brake(model, list, Brake::Cash, late).filter(|_| !carries_itself(reading)));
    brakes.extend(brake(model, list, Brake::Burden, heavy));
    let criteria = revealed(model, reading, list);
    let mut found = vec![];
    for (index, need) in model.needs.iter().enumerate() {
        let of_need = criteria.iter().filter(|(id, _)| *id == need.id);
        let mut causes: Vec<(Cause, bool)> = of_need.map(|(_, c)| (c.clone(), is_sure(c))).collect();
        let rule = reading.plan.needs.get(index).copied().flatten().map(|node| reading.truth(node));
        if let Some(truth) = rule.filter(|t| *t != Truth::No) {
            causes.push((Cause::Condition(truth), truth == Truth::Yes));
        }
        let met = brakes.iter().find(|b: &&BrakeFound| Some(b.brake) == need.brake);
        causes.extend(met.map(|b| (Cause::Brake(b.brake), b.sure)));
        if causes.is_empty() {
            continue;
        }
        let sure = causes.iter().any(|(_, sure)| *sure);
        let causes = causes.into_iter().map(|(c, _)| c).collect();
        found.push(NeedFound { need: index, sure, causes, helpers: helpers(model, list, &need.id) });
    }
    brakes.extend(engineering(model, &found));
    found.order_by_key(|n| (!n.sure, usize::MAX - n.causes.len(), n.need));
    (brakes, found)
}

fn is_sure(cause: &Cause) -> bool {
    matches!(cause, Cause::Criterion(_, _, Truth::No))
}

fn brake(model: &Model, list: &[Standing], brake: Brake, meets: impl Fn(&Scheme) -> bool) -> Option<BrakeFound> {
    let met = list.iter().filter(|s| s.possible() && model.scheme(s.scheme).is_some_and(&meets));
    let met: Vec<&Standing> = met.collect();
    let sure = met.iter().any(|s| s.sure());
    (!met.is_empty()).then(|| BrakeFound { brake, sure, schemes: met.iter().map(|s| s.scheme).collect() })
}

/// Less than half of its money is there before it must be spent.
fn late(s: &Scheme) -> bool {
    let cash = s.amount.as_ref().is_some_and(|a| matches!(a.form, Form::Cash | Form::TaxCredit));
    cash && advance(s).is_some_and(|a| a.add(a).is_some_and(|twice| twice < Ratio::ONE))
}

/// The applicant's own cash covers the whole cost, and so no aid need come first.
pub(crate) fn carries_itself(known: &impl Known) -> bool {
    let plan = known.plan();
    let own = plan.own_cash.and_then(|s| known.slot(s));
    let cost = plan.project_cost.and_then(|c| extent(&plan.nums, c, known));
    matches!((own, cost), (Some(own), Some(cost)) if !own.maybe_absent && own.low >= cost.high)
}

fn heavy(s: &Scheme) -> bool {
    s.burden.hours.is_some_and(|h| h.to >= HEAVY_HOURS) || s.burden.decision.is_some_and(|d| d.to >= LONG_DAYS)
}

/// Support is missing where a need that the set counts as such is sure.
fn engineering(model: &Model, needs: &[NeedFound]) -> Option<BrakeFound> {
    let of = |n: &&NeedFound| model.needs.get(n.need).is_some_and(|d| d.brake == Some(Brake::Engineering));
    let met: Vec<&NeedFound> = needs.iter().filter(of).collect();
    let mut schemes = vec![];
    for cause in met.iter().flat_map(|n| &n.causes) {
        if let Cause::Criterion(scheme, ..) = cause
            && !schemes.contains(scheme)
        {
            schemes.push(*scheme);
        }
    }
    let sure = met.iter().any(|n| n.sure);
    (!met.is_empty()).then_some(BrakeFound { brake: Brake::Engineering, sure, schemes })
}

/// Needs that criteria name, with the criterion. A refused scheme counts where help alone stands between it and the project.
fn revealed(model: &Model, reading: &mut Reading<'_>, list: &[Standing]) -> Vec<(String, Cause)> {
    let mut found = vec![];
    for standing in list.iter().filter(|s| s.group != Group::Closed) {
        let plans = reading.plan;
        let (Some(s), Some(plan)) = (model.scheme(standing.scheme), plans.schemes.get(standing.scheme.index())) else {
            continue;
        };
        if s.criteria.iter().all(|c| c.need.is_none()) {
            continue;
        }
        let mut open: Vec<(CriterionId, Vec<(CriterionId, Truth)>)> = vec![];
        for top in &s.top {
            let mut inside = vec![];
            lacking(s, plan, reading, *top, &mut inside);
            if !inside.is_empty() {
                open.push((*top, inside));
            }
        }
        let helps = |c: &CriterionId| open.iter().any(|(top, _)| top == c);
        // what only help would change is found before what else fails is looked for
        if open.is_empty() || !standing.possible() && !failing(reading, plan, s).iter().all(helps) {
            continue;
        }
        for (c, truth) in open.into_iter().flat_map(|(_, inside)| inside) {
            let need = s.criteria.get(c.index()).and_then(|x| x.need.clone());
            found.extend(need.map(|need| (need, Cause::Criterion(standing.scheme, c, truth))));
        }
    }
    found
}

/// Criteria with a need that are not met, inside one that is not met. What names no need is not looked at.
fn lacking(
    s: &Scheme,
    plan: &SchemePlan,
    reading: &mut Reading<'_>,
    id: CriterionId,
    found: &mut Vec<(CriterionId, Truth)>,
) {
    let Some(c) = s.criteria.get(id.index()).filter(|_| names_need(s, id)) else { return };
    let truth = truth_at(reading, plan, id.index());
    if truth == Truth::Yes {
        return;
    }
    if c.need.is_some() {
        found.push((id, truth));
    }
    for part in c.rule.parts() {
        lacking(s, plan, reading, *part, found);
    }
}

fn names_need(s: &Scheme, id: CriterionId) -> bool {
    let Some(c) = s.criteria.get(id.index()) else { return false };
    c.need.is_some() || c.rule.parts().iter().any(|part| names_need(s, *part))
}

fn helpers(model: &Model, list: &[Standing], need: &str) -> Vec<SchemeId> {
    let covers = |s: &&Standing| model.scheme(s.scheme).is_some_and(|x| x.covers.iter().any(|c| c == need));
    list.iter().filter(|s| s.possible()).filter(covers).map(|s| s.scheme).collect()
}
