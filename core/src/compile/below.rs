//! What stands below a condition: the slots that it reads, and what it tells apart of each.

use super::plan::{Node, NodeId, Plan, SlotId};

impl Plan {
    /// Slots that a comparison between slots reads.
    pub(crate) fn compared(&self, leaf: NodeId) -> Vec<SlotId> {
        match self.node(leaf) {
            Node::Linear(l) => {
                self.linears.get(*l as usize).map_or_else(Vec::new, |l| l.terms.iter().map(|t| t.0).collect())
            }
            Node::General(g) => self.generals.get(*g as usize).map_or_else(Vec::new, |g| g.slots.clone()),
            Node::Constant(_) | Node::Atom(_) | Node::Not(_) | Node::All(_) | Node::Any(_) | Node::AtLeast(..) => {
                vec![]
            }
        }
    }

    /// Comparisons below some conditions, each as often as it stands there.
    pub(crate) fn leaves(&self, roots: impl IntoIterator<Item = NodeId>) -> Vec<NodeId> {
        let mut visit: Vec<NodeId> = roots.into_iter().collect();
        let mut found = vec![];
        while let Some(node) = visit.pop() {
            match self.node(node) {
                Node::Not(a) => visit.push(*a),
                Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => visit.extend(parts.iter().copied()),
                Node::Atom(_) | Node::Linear(_) | Node::General(_) => found.push(node),
                Node::Constant(_) => {}
            }
        }
        found
    }

    /// Slots that a comparison reads.
    pub(crate) fn slots_of_leaf(&self, leaf: NodeId) -> Vec<SlotId> {
        match self.node(leaf) {
            Node::Atom(a) => self.atoms.get(*a as usize).map(|a| a.slot).into_iter().collect(),
            _ => self.compared(leaf),
        }
    }

    /// Bits of a slot's atoms that stand among these comparisons.
    pub(crate) fn mask(&self, leaves: &[NodeId], id: SlotId) -> Vec<u64> {
        let Some(slot) = self.slot(id) else { return vec![] };
        let mut mask = vec![0; slot.words];
        for leaf in leaves {
            let Node::Atom(a) = self.node(*leaf) else { continue };
            if self.atoms.get(*a as usize).is_some_and(|x| x.slot == id) {
                let bit = self.bits.get(*a as usize).copied().unwrap_or(0) as usize - slot.first_word * 64;
                if let Some(word) = mask.get_mut(bit / 64) {
                    *word |= 1 << (bit % 64);
                }
            }
        }
        mask
    }
}
