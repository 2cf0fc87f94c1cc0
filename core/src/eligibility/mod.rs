//! Verdicts: what is certain of each scheme for one profile, and why.

mod near;
mod reason;
mod sufficient;
mod swift;

pub(crate) use near::{Move, Moves, Near, cost, movers, near};
pub(crate) use reason::{failing, truth_at, truth_of};
pub(crate) use sufficient::{Kept, sufficient};
pub(crate) use swift::{First, Swift};

use crate::{
    base::Order,
    compile::{NodeId, Part, SchemePlan, SlotId},
    eval::{Decision, Open, Reading, Witness, decide_declared},
    model::{FactId, Model},
    value::Truth,
};
use serde::{Deserialize, Serialize};

/// What can be said of a scheme for a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Whatever the facts not told may be, every criterion is met.
    Eligible,
    /// Every computed criterion is met; declared ones are still open.
    Conditional,
    /// It depends on facts that were not told.
    Undetermined,
    /// Whatever the facts not told may be, a criterion fails.
    Ineligible,
}

/// A verdict with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) why: Option<Open>,
    /// Declared criteria, by index, that the verdict waits for.
    pub(crate) declared: Vec<u32>,
    pub(crate) yes: Option<Witness>,
    pub(crate) no: Option<Witness>,
}

impl Judgement {
    pub(crate) fn plain(verdict: Verdict) -> Judgement {
        Judgement { verdict, why: None, declared: vec![], yes: None, no: None }
    }
}

/// The verdict with its witnesses and open declared criteria.
pub(crate) fn judge(reading: &mut Reading<'_>, scheme: &SchemePlan) -> Judgement {
    told(decide_declared(reading, scheme.root, &scheme.constraints, &scheme.declared))
}

/// The verdict alone. Parts of a scheme share no fact, so that the worst of theirs is that of the whole.
pub(crate) fn verdict(reading: &mut Reading<'_>, scheme: &SchemePlan) -> Verdict {
    let mut worst = Verdict::Eligible;
    for part in &scheme.parts {
        worst = worst.max(judge_part(reading, scheme, part));
        if worst == Verdict::Ineligible {
            break;
        }
    }
    worst
}

/// The verdict of a part of a scheme.
pub(crate) fn judge_part(reading: &mut Reading<'_>, scheme: &SchemePlan, part: &Part) -> Verdict {
    if part.exact {
        return kleene(reading, scheme, part.root);
    }
    told(decide_declared(reading, part.root, &part.constraints, &scheme.declared)).verdict
}

/// The verdict of what Kleene's truth is exact for.
fn kleene(reading: &mut Reading<'_>, scheme: &SchemePlan, root: NodeId) -> Verdict {
    match reading.truth(root) {
        Truth::Yes => return Verdict::Eligible,
        Truth::No => return Verdict::Ineligible,
        Truth::Unknown => {}
    }
    let before = reading.grant(scheme.declared.iter().map(|(_, slot)| *slot));
    let granted = reading.truth(root);
    before.into_iter().for_each(|b| reading.put_back(b));
    match granted {
        Truth::Yes => Verdict::Conditional,
        Truth::No => Verdict::Ineligible,
        Truth::Unknown => Verdict::Undetermined,
    }
}

fn told((decision, declared): (Decision, Vec<u32>)) -> Judgement {
    match decision {
        Decision::Always if declared.is_empty() => Judgement::plain(Verdict::Eligible),
        Decision::Always => Judgement { declared, ..Judgement::plain(Verdict::Conditional) },
        // a contradictory profile is refused before it is judged
        Decision::Never | Decision::Contradiction => Judgement::plain(Verdict::Ineligible),
        Decision::Depends { why, yes, no } => {
            Judgement { verdict: Verdict::Undetermined, why: Some(why), declared, yes, no }
        }
    }
}

/// Slots that the verdict still waits for; declared criteria aside.
pub(crate) fn open_slots(reading: &Reading<'_>, scheme: &SchemePlan) -> Vec<SlotId> {
    let mut open = vec![];
    reading.open_slots(scheme.root, &mut open);
    let declared = |s: &SlotId| scheme.declared.iter().any(|(_, d)| d == s);
    open.retain(|s| reading.is_open(*s) && !declared(s));
    open.order();
    open.dedup();
    open
}

/// Facts that an undetermined verdict waits for, by key.
pub(crate) fn missing(model: &Model, reading: &Reading<'_>, scheme: &SchemePlan) -> Vec<String> {
    let slots = open_slots(reading, scheme).into_iter().filter_map(|s| reading.plan.slot(s));
    let mut facts: Vec<FactId> = slots.filter_map(|s| s.key.fact()).collect();
    facts.order();
    facts.dedup();
    facts.into_iter().filter_map(|f| model.fact(f)).map(|f| f.key.clone()).collect()
}

/// Truth of one condition of the scheme, exact where that is possible.
pub(crate) fn exact_truth(reading: &mut Reading<'_>, node: NodeId, constraints: &[NodeId]) -> Truth {
    match crate::eval::decide(reading, node, constraints) {
        Decision::Always => Truth::Yes,
        Decision::Never | Decision::Contradiction => Truth::No,
        Decision::Depends { .. } => Truth::Unknown,
    }
}
