//! Comparisons of one slot joined into one set of values, so that Kleene's truth loses nothing between them.

use super::{
    build::Builder,
    plan::{Atom, Node, NodeId, SlotId},
};
use crate::{base::Order, value::Region};

impl Builder<'_> {
    /// The opposite of a comparison, as a comparison: only where the slot cannot be absent, for both are false there.
    pub(super) fn opposite(&self, atom: u32) -> Option<Atom> {
        let Atom { slot, region } = self.atoms.get(atom)?;
        let s = self.slots.get(slot.0 as usize).filter(|s| !s.may_be_absent())?;
        Some(Atom { slot: *slot, region: region.complement(s.low, s.high) })
    }

    /// Parts of an `all` or an `any` with nested parts taken up and comparisons of one slot joined.
    pub(super) fn joined(&mut self, parts: Vec<NodeId>, any: bool) -> Vec<NodeId> {
        let mut flat: Vec<NodeId> = vec![];
        for part in parts {
            match self.nodes.get(part.0) {
                Some(Node::All(inner)) if !any => flat.extend(inner.iter().copied()),
                Some(Node::Any(inner)) if any => flat.extend(inner.iter().copied()),
                _ => flat.push(part),
            }
        }
        flat.order();
        flat.dedup();
        let mut slots: Vec<SlotId> = flat.iter().filter_map(|p| self.atom_of(*p)).map(|a| a.slot).collect();
        slots.order();
        let mut shared: Vec<SlotId> =
            slots.windows(2).filter_map(|w| if let [a, b] = w { (a == b).then_some(*a) } else { None }).collect();
        shared.dedup();
        for slot in shared {
            let of_slot = |p: &NodeId| self.atom_of(*p).filter(|a| a.slot == slot).map(|a| a.region.clone());
            let regions: Vec<Region> = flat.iter().filter_map(of_slot).collect();
            flat.retain(|p| self.atom_of(*p).is_none_or(|a| a.slot != slot));
            let region = if any {
                Region::of(regions.iter().flat_map(|r| r.intervals().iter().copied()))
            } else {
                regions.into_iter().reduce(|a, b| a.intersect(&b)).unwrap_or_default()
            };
            let node = self.atom_on(slot, region);
            flat.push(node);
        }
        flat
    }

    fn atom_of(&self, id: NodeId) -> Option<&Atom> {
        match self.nodes.get(id.0)? {
            Node::Atom(a) => self.atoms.get(*a),
            _ => None,
        }
    }
}
