//! Minimal sufficient reasons: the fewest facts, as widely as possible, that already force the verdict.

use crate::{
    base::Order,
    compile::{Atom, Node, NodeId, Plan, SchemePlan, SlotId},
    eval::{Decision, Reading, State, decide},
    value::{Region, Truth},
};

/// A slot that the verdict needs, with every value of it that would have done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) slot: SlotId,
    pub(crate) state: State,
}

/// A set of slots with ranges such that the verdict holds whatever the others are, and none can be left out. Declared criteria
/// stand as they were answered; where the verdict rests on open ones, they count as met. `order` says which to try to free first.
pub(crate) fn sufficient(reading: &mut Reading<'_>, plan: &SchemePlan, order: impl Fn(SlotId) -> u32) -> Vec<Kept> {
    if settled(reading, plan) == Some(Decision::Always) {
        return minimal(reading, plan, order, &Decision::Always);
    }
    let open = reading.grant(plan.declared.iter().map(|(_, slot)| *slot));
    let kept = match settled(reading, plan) {
        Some(wanted) => minimal(reading, plan, order, &wanted),
        None => vec![],
    };
    open.into_iter().for_each(|before| reading.put_back(before));
    kept
}

/// What every completion agrees on, where they do.
fn settled(reading: &mut Reading<'_>, plan: &SchemePlan) -> Option<Decision> {
    let decision = match reading.truth(plan.root) {
        Truth::Yes => Decision::Always,
        Truth::No => Decision::Never,
        // Kleene's truth is exact, and it depends
        Truth::Unknown if plan.exact => return None,
        Truth::Unknown => decide(reading, plan.root, &plan.constraints),
    };
    matches!(decision, Decision::Always | Decision::Never).then_some(decision)
}

fn minimal(
    reading: &mut Reading<'_>,
    plan: &SchemePlan,
    order: impl Fn(SlotId) -> u32,
    wanted: &Decision,
) -> Vec<Kept> {
    let declared = |s: &SlotId| plan.declared.iter().any(|(_, d)| d == s);
    let told = |s: &SlotId| reading.state(*s).is_some_and(|x| !x.unknown);
    let mut slots: Vec<(u32, SlotId)> =
        plan.slots.iter().filter(|s| told(s) && !declared(s)).map(|s| (order(*s), *s)).collect();
    slots.order();
    let mut changed = vec![];
    let mut kept = vec![];
    for (_, slot) in slots {
        let Some(before) = reading.swap(slot, whole(reading, slot)) else { continue };
        if settled(reading, plan).as_ref() == Some(wanted) {
            changed.push(before);
        } else {
            reading.put_back(before);
            kept.push(slot);
        }
    }
    let mut widened = vec![];
    for slot in kept {
        let Some(state) = reading.state(slot).cloned() else { continue };
        changed.extend(reading.swap(slot, state));
        widened.push(Kept { state: widen(reading, plan, slot, wanted), slot });
    }
    changed.into_iter().for_each(|before| reading.put_back(before));
    widened
}

/// The comparison of a slot, where it feeds only one of a scheme's.
fn atom(plan: &Plan, root: NodeId, slot: SlotId) -> Option<&Atom> {
    let mut atoms = plan.leaves([root]).into_iter().filter_map(|leaf| match plan.node(leaf) {
        Node::Atom(a) => plan.atoms.get(*a as usize).filter(|a| a.slot == slot),
        _ => None,
    });
    atoms.next().filter(|_| atoms.next().is_none())
}

/// Where the slot feeds one comparison, the verdict keeps as long as that keeps its truth.
fn widen_once(reading: &mut Reading<'_>, plan: &SchemePlan, slot: SlotId) -> Option<State> {
    let s = reading.plan.slot(slot)?;
    let region = &atom(reading.plan, plan.root, slot)?.region;
    let state = reading.state(slot)?;
    let wider = if state.values.is_empty() || !state.values.is_subset(region) {
        let absent = s.may_be_absent() && !state.may_be_absent();
        State {
            values: region.complement(s.low, s.high),
            none: state.none || (absent && s.can_be_none),
            not_applicable: state.not_applicable || (absent && s.can_be_not_applicable),
            unknown: false,
        }
    } else {
        State { values: region.clone(), unknown: false, ..state.clone() }
    };
    reading.set(slot, wider.clone());
    Some(wider)
}

fn whole(reading: &Reading<'_>, slot: SlotId) -> State {
    reading.plan.slot(slot).map_or_else(State::default, |s| State {
        values: Region::range(s.low, s.high),
        none: s.can_be_none,
        not_applicable: s.can_be_not_applicable,
        unknown: true,
    })
}

/// Adds every cell of the slot that keeps the verdict, one after another, and leaves the slot so widened.
fn widen(reading: &mut Reading<'_>, plan: &SchemePlan, slot: SlotId, wanted: &Decision) -> State {
    if plan.exact
        && let Some(state) = widen_once(reading, plan, slot)
    {
        return state;
    }
    let Some(s) = reading.plan.slot(slot) else { return State::default() };
    let mut state = reading.state(slot).cloned().unwrap_or_default();
    for cell in 0..s.cells() {
        let (low, high) = s.cell_range(cell);
        let wider = Region::of(state.values.intervals().iter().copied().chain([(low, high)]));
        let tried = State { values: wider, unknown: false, ..state.clone() };
        reading.set(slot, tried.clone());
        if settled(reading, plan).as_ref() == Some(wanted) {
            state = tried;
        }
    }
    if s.may_be_absent() && !state.may_be_absent() {
        let tried = State { none: s.can_be_none, not_applicable: s.can_be_not_applicable, ..state.clone() };
        reading.set(slot, tried.clone());
        if settled(reading, plan).as_ref() == Some(wanted) {
            state = tried;
        }
    }
    reading.set(slot, state.clone());
    state
}
