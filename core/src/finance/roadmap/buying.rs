//! What is to be bought, and which files it waits for.

use super::super::{
    candidates::with_commitment,
    files::File,
    financing::{Financing, Request},
    piece::{Piece, Way},
};
use crate::{
    compile::SchemePlan,
    eligibility::{Verdict, judge},
    eval,
    model::{FactId, Kind},
    profile::FactState,
    value::{Day, add_days},
};

/// Lines of the budget that are ordered in one month and wait for the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Buying {
    /// By place.
    pub(crate) lines: Vec<usize>,
    pub(crate) month: i64,
    /// Files that must be in before anything of this is ordered, by place, and the days from there.
    pub(crate) ruled: Vec<(usize, i64)>,
    /// Files whose answer one would wait for to be sure of the money.
    pub(crate) paid: Vec<usize>,
    /// Loans that a bank has not agreed to, by place.
    pub(crate) lent: Vec<usize>,
}

/// Orders in the order of lines, and the lines that wait for nothing.
pub(super) fn orders(request: Request<'_>, plan: &Financing, files: &[File]) -> (Vec<Buying>, Vec<usize>) {
    let project = &plan.prepared.project;
    let piece = |f: &File| f.piece.and_then(|k| plan.prepared.pieces.get(k));
    let on = |f: &File, line: usize| piece(f).is_some_and(|p| p.lines.is_empty() || p.lines.contains(&line));
    let rules: Vec<Option<i64>> = files.iter().map(|f| days_after_applying(request, f)).collect();
    let lent: Vec<usize> = unsure_loans(plan).collect();
    let (mut orders, mut free): (Vec<Buying>, Vec<usize>) = (vec![], vec![]);
    for (line, told) in project.lines.iter().enumerate() {
        if project.past.contains(&line) {
            continue;
        }
        let with = || files.iter().enumerate().filter(|(_, f)| on(f, line));
        let ruled: Vec<(usize, i64)> =
            with().filter_map(|(n, _)| rules.get(n).copied().flatten().map(|days| (n, days))).collect();
        let paid: Vec<usize> = with().filter(|(_, f)| piece(f).is_some_and(waited_for)).map(|(n, _)| n).collect();
        if ruled.is_empty() && paid.is_empty() && lent.is_empty() {
            free.push(line);
            continue;
        }
        match orders.iter_mut().find(|o| o.month == told.month && o.ruled == ruled && o.paid == paid) {
            Some(order) => order.lines.push(line),
            None => orders.push(Buying { lines: vec![line], month: told.month, ruled, paid, lent: lent.clone() }),
        }
    }
    (orders, free)
}

/// Loans of the plan that a bank has still to agree to, by place.
pub(super) fn unsure_loans(plan: &Financing) -> impl Iterator<Item = usize> {
    plan.taken().each().filter(|(_, p, _)| p.is_bank_loan() && !p.sure).map(|(k, ..)| k)
}

/// Its money pays for what is ordered. What is paid to the person for their own situation is a right, which starting opens.
fn waited_for(piece: &Piece) -> bool {
    piece.way.pays() && piece.way != Way::Own && piece.kind != Some(Kind::SocialRelief)
}

/// Days from applying to the first commitment that a scheme's criteria ask for; none where they do not look at it, or where
/// something is committed already. Tried, not read: what would the verdict be had one committed on that day?
fn days_after_applying(request: Request<'_>, file: &File) -> Option<i64> {
    let fact = request.model.roles.first_commitment?;
    let plan = request.plan.schemes.get(file.scheme.index()).filter(|_| file.over.is_none())?;
    let reads = plan.slots.iter().any(|s| request.plan.slot(*s).is_some_and(|s| s.key.fact() == Some(fact)));
    if !reads || committed(request, fact).is_some_and(|day| day <= request.profile.as_of) {
        return None;
    }
    let refused = |day: Day| refused(request, plan, fact, day);
    if !refused(add_days(plan.application_date, -1)) {
        return None;
    }
    Some(i64::from(refused(plan.application_date)))
}

/// The first day on which something is or will be committed, where it was told.
pub(super) fn committed(request: Request<'_>, fact: FactId) -> Option<Day> {
    match request.profile.facts.get(fact.index()) {
        Some(FactState::Values(days)) => days.low(),
        _ => None,
    }
}

fn refused(request: Request<'_>, plan: &SchemePlan, fact: FactId, day: Day) -> bool {
    let profile = with_commitment(request.profile, fact, day);
    let mut reading = eval::read(request.plan, request.model, &profile);
    judge(&mut reading, plan).verdict == Verdict::Ineligible
}
