//! What each answer to a question would do: which contenders it would open for good, and which it would close.

use super::{Asking, Candidate, Topic, chance::cells, standing::settled};
use crate::{
    compile::{SlotId, SlotKey},
    eval::State,
    value::Type,
};

/// Answers that do the same to every contender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) slot: SlotId,
    pub(crate) state: State,
    /// Schemes that are then surely possible, and surely not.
    pub(crate) opens: Vec<usize>,
    pub(crate) closes: Vec<usize>,
}

/// Answers told apart, at most.
const MAX_OUTCOMES: usize = 12;

/// What the answers would do, in the order of values. Nothing where answers are too many to tell one by one.
pub(crate) fn outcomes(asking: &mut Asking<'_, '_>, asked: &Candidate) -> Vec<Outcome> {
    let plan = asking.reading.plan;
    let told_by_value = |slot: &SlotId| match plan.slot(*slot).map(|s| &s.key) {
        Some(SlotKey::Fact(f)) => !matches!(asking.model.fact(*f).map(|f| &f.ty), Some(Type::Code(_)) | None),
        Some(SlotKey::Declared(..)) => true,
        Some(SlotKey::Member(..) | SlotKey::Presence(_) | SlotKey::Aggregate(_)) | None => false,
    };
    let member = |slot: &SlotId| matches!(plan.slot(*slot).map(|s| &s.key), Some(SlotKey::Member(..)));
    let mut found = match (asked.topic, asked.slots.as_slice()) {
        (Topic::Declared(..) | Topic::Fact(_), [only]) if told_by_value(only) => by_value(asking, asked, *only),
        _ => asked.slots.iter().filter(|s| member(s)).filter_map(|s| held(asking, asked, *s)).collect(),
    };
    found.truncate(MAX_OUTCOMES);
    found
}

/// A member of a set, when it does something.
fn held(asking: &mut Asking<'_, '_>, asked: &Candidate, slot: SlotId) -> Option<Outcome> {
    let state = State::of(1);
    let outcome = outcome(asking, asked, slot, state);
    (!outcome.opens.is_empty() || !outcome.closes.is_empty()).then_some(outcome)
}

/// One outcome for each run of cells that do the same, absence last.
#[inline(never)]
fn by_value(asking: &mut Asking<'_, '_>, asked: &Candidate, slot: SlotId) -> Vec<Outcome> {
    let Some((def, whole)) = asking.reading.plan.slot(slot).zip(asking.reading.state(slot).cloned()) else {
        return vec![];
    };
    let mut found: Vec<(Vec<usize>, Outcome)> = vec![];
    for cell in cells(asking.reading.plan, slot, &whole) {
        let state = if cell == def.cells() {
            State { none: whole.none, not_applicable: whole.not_applicable, ..State::default() }
        } else {
            asking.narrowed(slot, &[cell])
        };
        let next = outcome(asking, asked, slot, state);
        let run = found
            .last_mut()
            .filter(|(_, o)| cell != def.cells() && (&o.opens, &o.closes) == (&next.opens, &next.closes));
        match run {
            Some((run, o)) => {
                run.push(cell);
                o.state = asking.narrowed(slot, run);
            }
            None => found.push((vec![cell], next)),
        }
    }
    found.into_iter().map(|(_, o)| o).collect()
}

#[inline(never)]
fn outcome(asking: &mut Asking<'_, '_>, asked: &Candidate, slot: SlotId, state: State) -> Outcome {
    let mut found = Outcome { slot, state: state.clone(), opens: vec![], closes: vec![] };
    let Some(before) = asking.reading.swap(slot, state) else { return found };
    for index in &asked.bears_on {
        let open = asking.contenders.iter().any(|c| c.index == *index && !c.certain);
        let Some(scheme) = asking.reading.plan.schemes.get(*index).filter(|_| open) else { continue };
        match settled(&mut asking.reading, scheme, *index) {
            Some(true) => found.opens.push(*index),
            Some(false) => found.closes.push(*index),
            None => {}
        }
    }
    asking.reading.put_back(before);
    found
}
