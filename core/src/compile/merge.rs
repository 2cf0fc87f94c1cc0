//! Comparisons of one slot joined into one set of values, so that Kleene's truth loses nothing between them.

use super::{
    build::{Builder, each_once},
    plan::{Atom, Node, NodeId, SlotId},
};
use crate::value::Region;

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
        // as written, whatever other schemes made of the same parts
        each_once(&mut flat);
        let slot = |this: &Self, p: &NodeId| this.atom_of(*p).map(|a| a.slot);
        let mut found: Vec<NodeId> = vec![];
        let mut met: Vec<SlotId> = vec![];
        for part in &flat {
            match slot(self, part) {
                Some(s) if met.contains(&s) => {}
                Some(s) => {
                    met.push(s);
                    let same: Vec<NodeId> = flat.iter().copied().filter(|p| slot(self, p) == Some(s)).collect();
                    found.push(if same.len() > 1 { self.one_set(s, &same, any) } else { *part });
                }
                None => found.push(*part),
            }
        }
        found
    }

    /// Comparisons of one slot as one.
    fn one_set(&mut self, slot: SlotId, parts: &[NodeId], any: bool) -> NodeId {
        let regions: Vec<Region> = parts.iter().filter_map(|p| self.atom_of(*p)).map(|a| a.region.clone()).collect();
        let region = if any {
            Region::of(regions.iter().flat_map(|r| r.intervals().iter().copied()))
        } else {
            regions.into_iter().reduce(|a, b| a.intersect(&b)).unwrap_or_default()
        };
        self.atom_on(slot, region)
    }

    fn atom_of(&self, id: NodeId) -> Option<&Atom> {
        match self.nodes.get(id.0)? {
            Node::Atom(a) => self.atoms.get(*a),
            _ => None,
        }
    }
}
