//! The one question behind verdicts, reasons and checks: over all completions of what is known, is a condition always
//! true, never true, or does it depend?

use super::{
    reading::{Reading, State},
    search::{Found, Witness, find},
};
use crate::{
    base::Order,
    compile::{NodeId, SlotId, SlotKey},
    value::{Region, Truth},
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
            let why = if same_list(reading, &yes) || same_list(reading, &no) { Open::Coupled } else { Open::Missing };
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

/// A witness chose two quantities of one list that was not told: no records may have both.
fn same_list(reading: &Reading<'_>, witness: &Witness) -> bool {
    let mut lists: Vec<_> = witness
        .iter()
        .filter(|(s, _)| reading.is_open(*s))
        .filter_map(|(s, _)| reading.plan.slot(*s))
        .filter_map(|s| if let SlotKey::Aggregate(a) = &s.key { Some(a.list) } else { None })
        .collect();
    lists.order();
    lists.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

/// Decides with unanswered declared criteria taken as yes; then says which of them are open, if the answer rests on them.
pub(crate) fn decide_declared(
    reading: &mut Reading<'_>,
    root: NodeId,
    constraints: &[NodeId],
    declared: &[(u32, SlotId)],
) -> (Decision, Vec<u32>) {
    let open: Vec<(u32, SlotId, State)> = declared
        .iter()
        .filter_map(|(c, slot)| reading.state(*slot).filter(|s| !s.is_known()).map(|s| (*c, *slot, s.clone())))
        .collect();
    for (_, slot, _) in &open {
        reading.set(*slot, State { values: Region::point(1), ..State::default() });
    }
    let decision = decide(reading, root, constraints);
    for (_, slot, state) in &open {
        reading.set(*slot, state.clone());
    }
    if decision != Decision::Always || open.is_empty() {
        return (decision, open.into_iter().map(|(c, _, _)| c).collect());
    }
    // without those answers, could it still fail?
    let rests = decide(reading, root, constraints) != Decision::Always;
    (decision, if rests { open.into_iter().map(|(c, _, _)| c).collect() } else { vec![] })
}
