//! How likely a condition is when what was not told is any of the cells that rules tell apart, each as likely as another and
//! none tied to another. Good enough to choose a question by; never to answer one.

use crate::{
    compile::{Node, NodeId, Plan, SlotId, SlotKey},
    eval::{Reading, State},
    value::Truth,
};

/// A chance that is certain: chances are counted in parts of it.
pub(super) const SURE: u64 = 1 << 20;

/// The chances of every comparison for one reading.
#[derive(Debug, Clone)]
pub(super) struct Chances {
    atoms: Vec<u32>,
    /// Comparisons of each slot.
    of_slot: Vec<Vec<u32>>,
}

/// The cells that a state may still be in, absence last.
pub(super) fn cells(plan: &Plan, slot: SlotId, state: &State) -> Vec<usize> {
    let Some(slot) = plan.slot(slot) else { return vec![] };
    let mut found: Vec<usize> = vec![];
    for (low, high) in state.values.intervals() {
        let first = found.last().map_or(0, |last| last + 1);
        found.extend(slot.cell(*low).max(first)..=slot.cell(*high));
    }
    if state.may_be_absent() {
        found.push(slot.cells());
    }
    found
}

impl Chances {
    pub(super) fn new(reading: &Reading<'_>) -> Chances {
        let plan = reading.plan;
        let mut of_slot = vec![vec![]; plan.slots.len()];
        for (i, atom) in plan.atoms.iter().enumerate() {
            if let Some(list) = of_slot.get_mut(atom.slot.0 as usize) {
                list.push(i as u32);
            }
        }
        let mut chances = Chances { atoms: vec![0; plan.atoms.len()], of_slot };
        for slot in 0..plan.slots.len() as u32 {
            chances.settle(reading, SlotId(slot));
        }
        chances
    }

    /// Works out the comparisons of one slot again.
    pub(super) fn settle(&mut self, reading: &Reading<'_>, slot: SlotId) {
        let plan = reading.plan;
        let (Some(def), Some(state)) = (plan.slot(slot), reading.state(slot)) else { return };
        let cells = cells(plan, slot, state);
        let declared = matches!(def.key, SlotKey::Declared(..)) && !state.is_known();
        let all = (cells.len() as u64).max(1);
        for atom in self.of_slot.get(slot.0 as usize).into_iter().flatten() {
            let bit = plan.bits.get(*atom as usize).copied().unwrap_or(0) as usize;
            let holds = |cell: &usize| {
                let word = (bit / 64).checked_sub(def.first_word).and_then(|w| def.row(*cell).get(w));
                word.is_some_and(|w| w >> (bit % 64) & 1 == 1)
            };
            let held = cells.iter().filter(|c| holds(c)).count() as u64;
            if let Some(place) = self.atoms.get_mut(*atom as usize) {
                // what one is asked to declare is what most can declare
                *place = if declared { (SURE - SURE / 8) as u32 } else { (held * SURE / all) as u32 };
            }
        }
    }

    /// The chance of a condition.
    pub(super) fn of(&self, reading: &Reading<'_>, id: NodeId) -> u64 {
        match reading.plan.node(id) {
            Node::Constant(holds) => u64::from(*holds) * SURE,
            Node::Atom(a) => self.atoms.get(*a as usize).map_or(0, |c| u64::from(*c)),
            Node::Linear(_) | Node::General(_) => match reading.truth(id) {
                Truth::Yes => SURE,
                Truth::Unknown => SURE / 2,
                Truth::No => 0,
            },
            Node::Not(a) => SURE - self.of(reading, *a),
            Node::All(parts) => parts.iter().fold(SURE, |all, p| all * self.of(reading, *p) / SURE),
            Node::Any(parts) => SURE - parts.iter().fold(SURE, |none, p| none * (SURE - self.of(reading, *p)) / SURE),
            Node::AtLeast(n, parts) => self.at_least(reading, *n as usize, parts),
        }
    }

    /// One part after the other: the chance that so many of them hold.
    fn at_least(&self, reading: &Reading<'_>, wanted: usize, parts: &[NodeId]) -> u64 {
        let mut held = vec![SURE];
        for part in parts {
            let chance = self.of(reading, *part);
            let mut next = vec![0; held.len() + 1];
            for (n, before) in held.iter().enumerate() {
                for (count, share) in [(n, SURE - chance), (n + 1, chance)] {
                    if let Some(place) = next.get_mut(count) {
                        *place += before * share / SURE;
                    }
                }
            }
            held = next;
        }
        held.iter().skip(wanted).sum::<u64>().min(SURE)
    }
}
