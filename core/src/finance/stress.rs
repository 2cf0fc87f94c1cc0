//! What becomes of a plan when one thing goes wrong: grants paid later, a last payment refused, everything dearer.

use super::{
    curve::{Trial, Trough, balance, band, brought, needs, trough},
    financing::Financing,
    flow::Pace,
    piece::Way,
};

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// Grants come this many months later.
    Later(i64),
    /// The last payment of a grant is refused, by place: the one that hurts most.
    Refused(usize),
    /// Spending is this many hundredths higher.
    Dearer(i64),
}

/// How deep the balance falls then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stress {
    pub(crate) mishap: Mishap,
    pub(crate) trough: Trough,
    /// The last balance of the curve, in cents.
    pub(crate) end: i64,
}

/// Each mishap alone; those that cannot happen are left out.
pub(crate) fn stress(plan: &Financing) -> Vec<Stress> {
    let grants: Vec<usize> =
        plan.taken().each().filter(|(_, p, _)| p.way == Way::Grant && !p.dues.is_empty()).map(|(k, ..)| k).collect();
    let mut all = vec![];
    if !grants.is_empty() {
        all.extend([3, 6].map(|later| tried(plan, Mishap::Later(later))));
    }
    let refused = grants.into_iter().map(|k| tried(plan, Mishap::Refused(k)));
    all.extend(refused.max_by_key(|s| (s.trough.depth, -s.end)));
    all.push(tried(plan, Mishap::Dearer(10)));
    all
}

fn tried(plan: &Financing, mishap: Mishap) -> Stress {
    let trial = match mishap {
        Mishap::Later(later) => Trial { later, ..Trial::default() },
        Mishap::Refused(grant) => Trial { refused: Some(grant), ..Trial::default() },
        Mishap::Dearer(more) => Trial { more, ..Trial::default() },
    };
    let curve = curve(plan, Pace::Late, &trial);
    Stress { mishap, trough: trough(&curve), end: curve.last().copied().unwrap_or(0) }
}

/// The balance of a plan at the end of each month, in cents.
pub(crate) fn curve(plan: &Financing, pace: Pace, trial: &Trial) -> Vec<i64> {
    let p = &plan.prepared;
    let mut all = needs(&p.project, p.rent, pace, trial);
    all.extend(brought(plan.taken(), pace, trial, p.counts_income));
    balance(p.project.opening, &all, p.project.timeline.months)
}

/// The lowest and the highest balance at the end of each month, whatever the delays turn out to be.
pub(crate) fn range(plan: &Financing) -> (Vec<i64>, Vec<i64>) {
    let p = &plan.prepared;
    band(&p.project, plan.taken(), p.rent, p.counts_income)
}
