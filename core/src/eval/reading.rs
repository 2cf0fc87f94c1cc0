//! A profile in the plan's terms: what each slot may still be, and which atoms are certain.

use super::{
    aggregate,
    known::{Held, Known, MAYBE, SURE, general, linear},
};
use crate::{
    compile::{Extent, Literal, Look, Node, NodeId, Plan, Slot, SlotId, SlotKey, Values},
    model::{CriterionId, Model, SchemeId},
    profile::{FactState, Profile},
    value::{Ratio, Region, Truth},
};

/// What a slot may still be: values, and absent states.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct State {
    /// Values still possible; empty when the slot is surely absent.
    pub(crate) values: Region,
    pub(crate) none: bool,
    pub(crate) not_applicable: bool,
    /// Nothing was said: the whole domain.
    pub(crate) unknown: bool,
}

impl State {
    /// One value, surely.
    pub(crate) fn of(value: i64) -> State {
        State { values: Region::point(value), ..State::default() }
    }

    pub(crate) fn may_be_absent(&self) -> bool {
        self.none || self.not_applicable
    }

    /// The one value, when nothing else is possible.
    pub(crate) fn point(&self) -> Option<i64> {
        if self.may_be_absent() { None } else { self.values.single() }
    }

    /// One value, or one absent state.
    pub(crate) fn is_known(&self) -> bool {
        let absent = usize::from(self.none) + usize::from(self.not_applicable);
        match self.values.single() {
            Some(_) => absent == 0,
            None => self.values.is_empty() && absent <= 1,
        }
    }
}

/// A profile read against a plan.
#[derive(Debug, Clone)]
pub(crate) struct Reading<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) states: Vec<State>,
    /// Two planes for each word of atoms: certainly true and not certainly false; then the same of their opposites.
    planes: Vec<[u64; 2]>,
}

/// A slot as it was, with the truths of its atoms.
#[derive(Debug)]
pub(crate) struct Before {
    pub(crate) slot: SlotId,
    state: State,
    planes: Box<[[u64; 2]]>,
}

/// Planes of atoms of which nothing is known.
const OPEN: [u64; 2] = [0, u64::MAX];

/// Reads a profile.
pub(crate) fn read<'p>(plan: &'p Plan, model: &Model, profile: &Profile) -> Reading<'p> {
    let declared = |scheme: u32, criterion: u32| {
        let asked = (SchemeId(scheme), CriterionId(criterion));
        profile.declared.iter().find(|(s, c, _)| (*s, *c) == asked).map(|(.., answer)| *answer)
    };
    let state = |slot: &Slot| match &slot.key {
        SlotKey::Declared(s, c) => declared(*s, *c).map_or_else(|| whole(slot), |b| State::of(i64::from(b))),
        key => {
            let told = key.fact().and_then(|f| profile.facts.get(f.index()));
            stated(slot, model, told.unwrap_or(&FactState::Unknown))
        }
    };
    of_states(plan, plan.slots.iter().map(state).collect())
}

/// A reading of what each slot may be.
pub(crate) fn of_states(plan: &Plan, states: Vec<State>) -> Reading<'_> {
    let mut reading = Reading { plan, states, planes: vec![OPEN; plan.words * 2] };
    for i in 0..plan.slots.len() as u32 {
        reading.settle(SlotId(i));
    }
    reading
}

/// What a slot may be when nobody told anything.
pub(crate) fn whole(slot: &Slot) -> State {
    State {
        values: Region::range(slot.low, slot.high),
        none: slot.can_be_none,
        not_applicable: slot.can_be_not_applicable,
        unknown: true,
    }
}

/// What a slot may be when this was told of its fact.
pub(crate) fn stated(slot: &Slot, model: &Model, told: &FactState) -> State {
    let whole = || whole(slot);
    let absent = |s: &FactState| match s {
        FactState::None => Some(State { none: true, ..State::default() }),
        FactState::NotApplicable => Some(State { not_applicable: true, ..State::default() }),
        _ => None,
    };
    match &slot.key {
        SlotKey::Fact(_) | SlotKey::Declared(..) => match told {
            FactState::Values(region) => State { values: region.clone(), ..State::default() },
            other => absent(other).unwrap_or_else(whole),
        },
        SlotKey::Member(_, m) => match told {
            FactState::Members(held) => State::of(i64::from(held.get(*m as usize).copied().unwrap_or(false))),
            FactState::None | FactState::NotApplicable => State::of(0),
            _ => whole(),
        },
        SlotKey::Presence(_) => match told {
            FactState::Unknown | FactState::Declined => whole(),
            other => absent(other).unwrap_or_else(|| State::of(1)),
        },
        SlotKey::Aggregate(a) => match told {
            FactState::Unknown | FactState::Declined => whole(),
            other => absent(other).unwrap_or_else(|| aggregated(a, other, slot, model)),
        },
    }
}

fn aggregated(a: &crate::model::Aggregate, state: &FactState, slot: &Slot, model: &Model) -> State {
    let Some(fact) = model.fact(a.list) else { return State::default() };
    let found = aggregate::evaluate(a, state, &fact.ty, slot.scale, (slot.low, slot.high));
    State { values: found.values, none: found.maybe_absent, ..State::default() }
}

impl Reading<'_> {
    pub(crate) fn state(&self, slot: SlotId) -> Option<&State> {
        self.states.get(slot.0 as usize)
    }

    /// Replaces what is known of a slot.
    pub(crate) fn set(&mut self, slot: SlotId, state: State) {
        if let Some(s) = self.states.get_mut(slot.0 as usize) {
            *s = state;
        }
        self.settle(slot);
    }

    /// Replaces what is known of a slot, and gives what was, to be put back without working it out again.
    pub(crate) fn swap(&mut self, slot: SlotId, state: State) -> Option<Before> {
        let planes = self.planes.get(self.planes_of(slot)?)?.into();
        let before = std::mem::replace(self.states.get_mut(slot.0 as usize)?, state);
        self.settle(slot);
        Some(Before { slot, state: before, planes })
    }

    /// Takes declared criteria that nobody has answered as yes, and gives what was, to be put back.
    pub(crate) fn grant(&mut self, declared: impl IntoIterator<Item = SlotId>) -> Vec<Before> {
        let mut before = vec![];
        for slot in declared {
            if self.is_open(slot) {
                before.extend(self.swap(slot, State::of(1)));
            }
        }
        before
    }

    /// Puts back what a swap took away.
    pub(crate) fn put_back(&mut self, before: Before) {
        let Some(range) = self.planes_of(before.slot) else { return };
        if let Some(planes) = self.planes.get_mut(range) {
            planes.copy_from_slice(&before.planes);
        }
        if let Some(state) = self.states.get_mut(before.slot.0 as usize) {
            *state = before.state;
        }
    }

    fn planes_of(&self, slot: SlotId) -> Option<std::ops::Range<usize>> {
        let slot = self.plan.slot(slot)?;
        Some(slot.first_word * 2..(slot.first_word + slot.words) * 2)
    }

    /// Works out the truths of a slot's atoms.
    fn settle(&mut self, id: SlotId) {
        let (Some(slot), Some(state)) = (self.plan.slot(id), self.states.get(id.0 as usize)) else { return };
        let range = slot.first_word * 2..(slot.first_word + slot.words) * 2;
        let Some(planes) = self.planes.get_mut(range) else { return };
        for (i, pair) in planes.chunks_exact_mut(2).enumerate() {
            let (yes, no) = certain(slot, state, i);
            pair.copy_from_slice(&[[yes, !no], [no, !yes]]);
        }
    }

    fn atom(&self, atom: u32) -> Truth {
        let bit = self.plan.bits.get(atom as usize).copied().unwrap_or(0);
        match self.bit(bit as usize / 64 * 2, bit % 64) {
            SURE => Truth::Yes,
            MAYBE => Truth::Unknown,
            _ => Truth::No,
        }
    }

    #[inline]
    fn bit(&self, plane: usize, bit: u32) -> Held {
        let [sure, maybe] = self.planes.get(plane).copied().unwrap_or([0, 0]);
        ((sure >> bit) & 1) | (((maybe >> bit) & 1) << 1)
    }

    /// What is certain of all criteria of a scheme together.
    #[inline]
    pub(crate) fn root(&self, scheme: usize) -> Held {
        let mut all = SURE;
        for clause in self.plan.quick.clauses(scheme) {
            all &= clause.iter().fold(0, |any, l| any | self.held(*l));
            if all == 0 {
                return 0;
            }
        }
        all
    }

    /// One bit for each scheme that is not closed and that no single comparison refuses. What is left may still be refused.
    pub(crate) fn alive(&self) -> Vec<u64> {
        let quick = &self.plan.quick;
        let mut alive = quick.current.clone();
        for refusals in &quick.refusals {
            let (Some(slot), Some(state)) = (self.plan.slot(refusals.slot), self.state(refusals.slot)) else {
                continue;
            };
            if state.unknown {
                continue;
            }
            if let Some(value) = state.point() {
                let row = refusals.row(slot.cell(value), quick.words);
                alive.iter_mut().zip(row).for_each(|(a, r)| *a &= !r);
                continue;
            }
            let mut refused = vec![u64::MAX; quick.words];
            let mut see = |row: &[u64]| refused.iter_mut().zip(row).for_each(|(a, r)| *a &= r);
            for (low, high) in state.values.intervals() {
                (slot.cell(*low)..=slot.cell(*high)).for_each(|c| see(refusals.row(c, quick.words)));
            }
            if state.may_be_absent() {
                see(refusals.absent(quick.words));
            }
            alive.iter_mut().zip(&refused).for_each(|(a, r)| *a &= !r);
        }
        alive
    }

    /// Kleene's truth of a condition: never wrong, sometimes less than could be known.
    pub(crate) fn truth(&self, id: NodeId) -> Truth {
        match self.plan.node(id) {
            Node::Constant(b) => Truth::from(*b),
            Node::Atom(a) => self.atom(*a),
            Node::Not(a) => self.truth(*a).not(),
            Node::All(parts) => Truth::all(parts.iter().map(|p| self.truth(*p))),
            Node::Any(parts) => Truth::any(parts.iter().map(|p| self.truth(*p))),
            Node::AtLeast(n, parts) => Truth::at_least(*n as usize, parts.iter().map(|p| self.truth(*p))),
            Node::Linear(l) => linear(self, *l),
            Node::General(g) => general(self, *g),
        }
    }

    /// Slots that a condition still waits for: what is decided is not looked into.
    pub(crate) fn open_slots(&self, id: NodeId, found: &mut Vec<SlotId>) {
        if self.truth(id) != Truth::Unknown {
            return;
        }
        match self.plan.node(id) {
            Node::Constant(_) => {}
            Node::Atom(a) => found.extend(self.plan.atoms.get(*a as usize).map(|a| a.slot)),
            Node::Not(a) => self.open_slots(*a, found),
            Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => {
                parts.iter().for_each(|p| self.open_slots(*p, found))
            }
            Node::Linear(l) => found.extend(
                self.plan
                    .linears
                    .get(*l as usize)
                    .iter()
                    .flat_map(|l| l.terms.iter().map(|t| t.0))
                    .filter(|s| self.is_open(*s)),
            ),
            Node::General(g) => found.extend(
                self.plan
                    .generals
                    .get(*g as usize)
                    .iter()
                    .flat_map(|g| g.slots.iter().copied())
                    .filter(|s| self.is_open(*s)),
            ),
        }
    }

    pub(crate) fn is_open(&self, slot: SlotId) -> bool {
        self.state(slot).is_some_and(|s| !s.is_known())
    }
}

/// The atoms of a word of a slot that hold whatever it is, and those that never do.
pub(crate) fn certain(slot: &Slot, state: &State, word: usize) -> (u64, u64) {
    if state.unknown {
        // atoms that all or no values satisfy were folded into constants
        return (0, 0);
    }
    let (mut yes, mut no) = (u64::MAX, u64::MAX);
    let mut see = |cell: usize| {
        let row = slot.row(cell).get(word).copied().unwrap_or(0);
        yes &= row;
        no &= !row;
    };
    for (low, high) in state.values.intervals() {
        (slot.cell(*low)..=slot.cell(*high)).for_each(&mut see);
    }
    if state.may_be_absent() {
        see(slot.cells());
    }
    (yes, no)
}

impl Known for Reading<'_> {
    fn plan(&self) -> &Plan {
        self.plan
    }

    #[inline]
    fn held(&self, literal: Literal) -> Held {
        match literal.look() {
            Look::Bit { plane, bit } => self.bit(plane, bit),
            Look::Node { id, negated } => {
                let truth = self.truth(id);
                match if negated { truth.not() } else { truth } {
                    Truth::Yes => SURE,
                    Truth::Unknown => MAYBE,
                    Truth::No => 0,
                }
            }
        }
    }

    #[inline]
    fn ends(&self, slot: SlotId) -> Option<(i64, i64, bool)> {
        let state = self.state(slot)?;
        Some((state.values.low()?, state.values.high()?, state.may_be_absent()))
    }
}

impl Values for Reading<'_> {
    fn slot(&self, slot: SlotId) -> Option<Extent> {
        let (s, state) = (self.plan.slot(slot)?, self.state(slot)?);
        Some(Extent {
            low: Ratio::scaled(state.values.low()?, s.scale),
            high: Ratio::scaled(state.values.high()?, s.scale),
            maybe_absent: state.may_be_absent(),
        })
    }

    fn node(&self, node: NodeId) -> Truth {
        self.truth(node)
    }
}
