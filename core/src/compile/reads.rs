//! What a condition or a number reads.

use super::{
    build::Builder,
    number::{Num, NumId},
    plan::{Node, NodeId, SlotId},
};
use crate::{base::Order, value::Region};

/// Values of a slot, absence among them or not.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    slot: SlotId,
    absent: bool,
    values: Region,
}

impl Side {
    fn within(&self, other: &Side) -> bool {
        self.absent <= other.absent && self.values.is_subset(&other.values)
    }
}

impl Builder<'_> {
    /// Kleene's truth is exact: of two comparisons of one slot, one holds wherever the other does, and slots that are compared with
    /// one another, in a sum, feed nothing else. Then some completion meets all open comparisons at once, and another fails them.
    #[inline(never)]
    pub(super) fn is_exact(&self, root: NodeId) -> bool {
        let (mut found, mut compared) = (vec![], vec![]);
        if !self.sides(root, true, &mut found, &mut compared) {
            return false;
        }
        found.order();
        found.dedup();
        compared.order();
        let twice = compared.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
        let both = found.iter().any(|side| compared.binary_search(&side.slot).is_ok());
        let nested = |group: &[Side]| {
            group.iter().enumerate().all(|(i, a)| group.iter().skip(i + 1).all(|b| a.within(b) || b.within(a)))
        };
        found.chunk_by(|a, b| a.slot == b.slot).all(nested) && !twice && !both
    }

    /// For each comparison below a condition, where the slot may lie for it to help, or to hinder where it is negated; and slots of
    /// sums. False where some comparison is of another kind.
    fn sides(&self, id: NodeId, helps: bool, found: &mut Vec<Side>, compared: &mut Vec<SlotId>) -> bool {
        match self.nodes.get(id.0) {
            Some(Node::Atom(a)) => {
                let Some(atom) = self.atoms.get(*a) else { return false };
                let Some(slot) = self.slots.get(atom.slot.0 as usize) else { return false };
                let values = if helps { atom.region.clone() } else { atom.region.complement(slot.low, slot.high) };
                found.push(Side { slot: atom.slot, absent: !helps && slot.may_be_absent(), values });
                true
            }
            Some(Node::Linear(l)) => {
                compared.extend(self.linears.get(*l).iter().flat_map(|l| l.terms.iter().map(|t| t.0)));
                true
            }
            Some(Node::Not(a)) => self.sides(*a, !helps, found, compared),
            Some(Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts)) => {
                parts.iter().all(|p| self.sides(*p, helps, found, compared))
            }
            Some(Node::General(_)) => false,
            Some(Node::Constant(_)) | None => true,
        }
    }

    /// Slots that a condition reads, sorted.
    #[inline(never)]
    pub(super) fn slots_of(&self, root: NodeId) -> Vec<SlotId> {
        let mut found = vec![];
        self.collect_node(root, &mut found);
        found.order();
        found.dedup();
        found
    }

    pub(super) fn slots_of_pair(&self, a: NumId, b: NumId) -> Vec<SlotId> {
        let mut found = vec![];
        self.collect_num(a, &mut found);
        self.collect_num(b, &mut found);
        found.order();
        found.dedup();
        found
    }

    fn collect_node(&self, id: NodeId, found: &mut Vec<SlotId>) {
        match self.nodes.get(id.0) {
            Some(Node::Atom(a)) => found.extend(self.atoms.get(*a).map(|a| a.slot)),
            Some(Node::Linear(l)) => {
                found.extend(self.linears.get(*l).iter().flat_map(|l| l.terms.iter().map(|t| t.0)))
            }
            Some(Node::General(g)) => {
                found.extend(self.generals.get(*g as usize).iter().flat_map(|g| g.slots.iter().copied()))
            }
            Some(Node::Not(a)) => self.collect_node(*a, found),
            Some(Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts)) => {
                parts.iter().for_each(|p| self.collect_node(*p, found))
            }
            Some(Node::Constant(_)) | None => {}
        }
    }

    fn collect_num(&self, id: NumId, found: &mut Vec<SlotId>) {
        match self.nums.get(id.0) {
            Some(Num::Slot(s)) => found.push(*s),
            Some(Num::If(c, a, b)) => {
                self.collect_node(*c, found);
                self.collect_num(*a, found);
                self.collect_num(*b, found);
            }
            Some(Num::Arith(_, a, b) | Num::Shift(_, a, b) | Num::Between(_, a, b) | Num::AgeOn(a, b)) => {
                self.collect_num(*a, found);
                self.collect_num(*b, found);
            }
            Some(Num::Round(_, a) | Num::Step(_, a) | Num::Marginal(_, a)) => self.collect_num(*a, found),
            Some(Num::Constant(_) | Num::Absent) | None => {}
        }
    }

    /// For each slot, the first values after a change of some condition below a number.
    pub(super) fn cuts(&self, id: NumId, slots: &[SlotId]) -> Vec<Vec<i64>> {
        let mut atoms = vec![];
        self.atoms_below(id, &mut atoms);
        let mut cuts = vec![];
        for slot in slots {
            let regions =
                atoms.iter().filter_map(|a| self.atoms.get(*a)).filter(|a| a.slot == *slot).map(|a| &a.region);
            let mut at: Vec<i64> = regions
                .flat_map(|r| r.intervals().iter().flat_map(|(low, high)| [*low, high.saturating_add(1)]))
                .collect();
            at.order();
            at.dedup();
            cuts.push(at);
        }
        cuts
    }

    fn atoms_below(&self, id: NumId, found: &mut Vec<u32>) {
        match self.nums.get(id.0) {
            Some(Num::If(c, a, b)) => {
                self.atoms_of(*c, found);
                self.atoms_below(*a, found);
                self.atoms_below(*b, found);
            }
            Some(Num::Arith(_, a, b) | Num::Shift(_, a, b) | Num::Between(_, a, b) | Num::AgeOn(a, b)) => {
                self.atoms_below(*a, found);
                self.atoms_below(*b, found);
            }
            Some(Num::Round(_, a) | Num::Step(_, a) | Num::Marginal(_, a)) => self.atoms_below(*a, found),
            Some(Num::Constant(_) | Num::Absent | Num::Slot(_)) | None => {}
        }
    }

    fn atoms_of(&self, id: NodeId, found: &mut Vec<u32>) {
        match self.nodes.get(id.0) {
            Some(Node::Atom(a)) => found.push(*a),
            Some(Node::Not(a)) => self.atoms_of(*a, found),
            Some(Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts)) => {
                parts.iter().for_each(|p| self.atoms_of(*p, found))
            }
            Some(Node::Constant(_) | Node::Linear(_) | Node::General(_)) | None => {}
        }
    }

    /// No condition inside: bisection over one slot decides it.
    pub(super) fn is_plain(&self, id: NumId) -> bool {
        match self.nums.get(id.0) {
            Some(Num::If(..)) => false,
            Some(Num::Arith(_, a, b) | Num::Shift(_, a, b) | Num::Between(_, a, b) | Num::AgeOn(a, b)) => {
                self.is_plain(*a) && self.is_plain(*b)
            }
            Some(Num::Round(_, a) | Num::Step(_, a) | Num::Marginal(_, a)) => self.is_plain(*a),
            Some(Num::Constant(_) | Num::Absent | Num::Slot(_)) | None => true,
        }
    }
}
