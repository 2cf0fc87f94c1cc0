//! What a condition or a number reads.

use super::{
    build::Builder,
    number::{Num, NumId},
    plan::{Node, NodeId, SlotId},
};
use crate::base::Order;

impl Builder<'_> {
    /// No slot feeds two comparisons, and none is compared with another.
    pub(super) fn is_read_once(&self, root: NodeId) -> bool {
        let mut found = vec![];
        self.collect_node(root, &mut found);
        let all = found.len();
        found.order();
        found.dedup();
        found.len() == all && !self.compares_slots(root)
    }

    fn compares_slots(&self, id: NodeId) -> bool {
        match self.nodes.get(id.0) {
            Some(Node::Linear(_) | Node::General(_)) => true,
            Some(Node::Not(a)) => self.compares_slots(*a),
            Some(Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts)) => {
                parts.iter().any(|p| self.compares_slots(*p))
            }
            Some(Node::Constant(_) | Node::Atom(_)) | None => false,
        }
    }

    /// Slots that a condition reads, sorted.
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
