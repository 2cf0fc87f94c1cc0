//! Which facts may change, and where to: what the dictionary of facts allows, never what is unknown, personal, computed or past.

use crate::{
    compile::{Slot, SlotId, SlotKey},
    eval::{Reading, State},
    model::{Change, Direction, Fact, FactId, Model},
    profile::{FactState, Profile},
    value::{Region, Type},
};

/// A slot that may change.
#[derive(Debug, Clone)]
pub(crate) struct Mover {
    pub(crate) slot: SlotId,
    pub(crate) fact: FactId,
    /// Values that it may change to.
    pub(super) reach: Region,
    /// It may change to having none.
    pub(super) none: bool,
    /// Nearer values come first; otherwise values are a choice.
    pub(super) ordered: bool,
    pub(super) effort: u32,
    pub(super) lead_months: u32,
}

/// Every slot that may change for this profile. What is not known stays so, and a list says too little of what it would become.
pub(crate) fn movers(model: &Model, profile: &Profile, reading: &Reading<'_>) -> Vec<Mover> {
    let ids = (0..reading.plan.slots.len() as u32).map(SlotId);
    ids.filter_map(|id| mover(model, profile, reading, id)).collect()
}

fn mover(model: &Model, profile: &Profile, reading: &Reading<'_>, id: SlotId) -> Option<Mover> {
    let (slot, state) = (reading.plan.slot(id)?, reading.state(id)?);
    let f = slot.key.fact()?;
    let fact = model.fact(f)?;
    let change = fact.change.as_ref().filter(|_| may_change(model, f, fact))?;
    let (reach, none) = match (&slot.key, profile.facts.get(f.index())?) {
        (SlotKey::Member(..), FactState::Members(_)) => (further(slot, state, change.direction), false),
        (SlotKey::Fact(_), FactState::Values(_) | FactState::None) => {
            (values(fact, slot, state, change, reading.plan.as_of)?, to_none(slot, state, change))
        }
        _ => return None,
    };
    (none || !reach.is_empty()).then(|| Mover {
        slot: id,
        fact: f,
        reach,
        none,
        ordered: matches!(fact.ty, Type::Number(_) | Type::Duration(_) | Type::Date),
        effort: u32::from(change.effort),
        lead_months: change.lead_months,
    })
}

/// A project does not move elsewhere, a person does not change, and what is computed follows from the rest.
fn may_change(model: &Model, id: FactId, fact: &Fact) -> bool {
    !fact.sensitive && fact.formula.is_none() && model.roles.place != Some(id)
}

fn to_none(slot: &Slot, state: &State, change: &Change) -> bool {
    slot.can_be_none && !state.none && change.direction != Direction::Up
}

/// Values that a fact may change to.
fn values(fact: &Fact, slot: &Slot, state: &State, change: &Change, today: i64) -> Option<Region> {
    match (&fact.ty, change.direction) {
        (Type::Date, direction) => {
            // what has happened stays, and nothing begins before today
            let past = state.values.low().is_some_and(|low| low < today);
            (!past).then(|| further(slot, state, direction).intersect(&Region::range(today, slot.high)))
        }
        (Type::Enum(_), Direction::Up | Direction::Down) => Some(along(fact, slot, state, change.direction)),
        (Type::Code(_), Direction::Up | Direction::Down) => None,
        (_, direction) => Some(further(slot, state, direction)),
    }
}

/// Values that lie beyond what the slot may be, the way that it may go.
fn further(slot: &Slot, state: &State, direction: Direction) -> Region {
    let ends = state.values.low().zip(state.values.high());
    match (ends, direction) {
        (None, Direction::Down) => Region::empty(),
        (None, Direction::Up | Direction::Any) => Region::range(slot.low, slot.high),
        (Some((_, high)), Direction::Up) => Region::range(high + 1, slot.high),
        (Some((low, _)), Direction::Down) => Region::range(slot.low, low - 1),
        (Some(_), Direction::Any) => state.values.complement(slot.low, slot.high),
    }
}

/// Members that come after, or before, in the order in which their author wrote them.
fn along(fact: &Fact, slot: &Slot, state: &State, direction: Direction) -> Region {
    let all = (slot.low..=slot.high).zip(fact.members.iter().map(|m| m.order));
    let now: Vec<u32> = all.clone().filter(|(v, _)| state.values.contains(*v)).map(|(_, order)| order).collect();
    let beyond = |order: u32| match direction {
        Direction::Up => now.iter().all(|n| order > *n),
        Direction::Down => !now.is_empty() && now.iter().all(|n| order < *n),
        Direction::Any => !now.contains(&order),
    };
    Region::of(all.filter(|(_, order)| beyond(*order)).map(|(v, _)| (v, v)))
}
