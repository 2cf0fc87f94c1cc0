//! The one question behind verdicts, reasons and checks: over all completions of what is known, is a condition always
//! true, never true, or does it depend?

use super::{
    reading::Reading,
    search::{Found, Witness, find},
};
use crate::{
    base::Order,
    compile::{NodeId, SlotId, SlotKey},
    model::{Aggregate, Expr, FactId},
    value::Truth,
};

/// Why a condition is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// It depends on facts that were not told; both ways have a witness.
    Missing,
    /// Comparisons hang together in a way that is not told apart exactly.
    Coupled,
    /// The search met its limit.
    Limit,
}

/// What is certain of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Decision {
    Always,
    Never,
    /// No completion keeps the constraints at all.
    Contradiction,
    Depends {
        why: Open,
        yes: Option<Witness>,
        no: Option<Witness>,
    },
}

/// Decides a condition over all completions that keep the constraints.
pub(crate) fn decide(reading: &mut Reading<'_>, root: NodeId, constraints: &[NodeId]) -> Decision {
    match reading.truth(root) {
        Truth::Yes => return Decision::Always,
        Truth::No => return Decision::Never,
        Truth::Unknown => {}
    }
    let goals = |wanted: Truth| {
        let kept = constraints.iter().map(|c| (*c, Truth::Yes));
        [(root, wanted)].into_iter().chain(kept).collect::<Vec<_>>()
    };
    let yes = find(reading, goals(Truth::Yes));
    let no = find(reading, goals(Truth::No));
    match (yes, no) {
        (Found::Yes(yes), Found::Yes(no)) => {
            let why = if unsure(reading, &yes) || unsure(reading, &no) { Open::Coupled } else { Open::Missing };
            Decision::Depends { why, yes: Some(yes), no: Some(no) }
        }
        (Found::No, Found::No) => Decision::Contradiction,
        (Found::Yes(_), Found::No) => Decision::Always,
        (Found::No, Found::Yes(_)) => Decision::Never,
        (yes, no) => {
            let limit = yes == Found::Limit || no == Found::Limit;
            let witness = |f: Found| if let Found::Yes(w) = f { Some(w) } else { None };
            Decision::Depends {
                why: if limit { Open::Limit } else { Open::Coupled },
                yes: witness(yes),
                no: witness(no),
            }
        }
    }
}

/// No completion keeps all of the constraints.
pub(crate) fn contradicts(reading: &mut Reading<'_>, constraints: &[NodeId]) -> bool {
    let goals = constraints.iter().map(|c| (*c, Truth::Yes)).collect();
    find(reading, goals) == Found::No
}

/// The constraints can hold together, and a completion shows it.
pub(crate) fn keeps(reading: &mut Reading<'_>, constraints: &[NodeId]) -> bool {
    let goals = constraints.iter().map(|c| (*c, Truth::Yes)).collect();
    matches!(find(reading, goals), Found::Yes(_))
}

/// A witness chose quantities of a list that no records may have: two of one list that was not told, one of a list that was told
/// in part, or one whose values depend on what is filtered.
pub(crate) fn unsure(reading: &Reading<'_>, witness: &Witness) -> bool {
    let mut lists: Vec<FactId> = vec![];
    for (slot, _) in witness.iter().filter(|(s, _)| reading.is_open(*s)) {
        match reading.plan.slot(*slot).map(|s| &s.key) {
            Some(SlotKey::Aggregate(a)) if !is_free(a) || reading.state(*slot).is_some_and(|s| !s.unknown) => {
                return true;
            }
            Some(SlotKey::Aggregate(a)) => lists.push(a.list),
            Some(SlotKey::Presence(f)) => lists.push(*f),
            Some(SlotKey::Fact(_) | SlotKey::Member(..) | SlotKey::Declared(..)) | None => {}
        }
    }
    lists.order();
    lists.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

/// Some records give every value that the slot may have.
fn is_free(a: &Aggregate) -> bool {
    let Some(taken) = a.map.as_deref() else { return true };
    let mut filtered = false;
    if let Some(filter) = &a.filter {
        filter.walk(&mut |e| filtered |= e == taken);
    }
    matches!(taken, Expr::Field(_)) && !filtered
}

/// Decides with unanswered declared criteria taken as yes; then says which of them are open, if the answer rests on them. One
/// beside a condition that settles the matter without it is not asked about.
pub(crate) fn decide_declared(
    reading: &mut Reading<'_>,
    root: NodeId,
    constraints: &[NodeId],
    declared: &[(u32, SlotId)],
) -> (Decision, Vec<u32>) {
    let mut waits = vec![];
    if declared.iter().any(|(_, slot)| reading.is_open(*slot)) {
        reading.open_slots(root, &mut waits);
    }
    let open: Vec<u32> = declared.iter().filter(|(_, slot)| waits.contains(slot)).map(|(c, _)| *c).collect();
    let before = reading.grant(declared.iter().map(|(_, slot)| *slot));
    let decision = decide(reading, root, constraints);
    before.into_iter().for_each(|b| reading.put_back(b));
    if decision != Decision::Always || open.is_empty() {
        return (decision, open);
    }
    // without those answers, could it still fail?
    let rests = decide(reading, root, constraints) != Decision::Always;
    (decision, if rests { open } else { vec![] })
}
