//! Criteria that hang together: a scheme in parts, each of which can be judged without the others.

use super::{
    build::Builder,
    plan::{Node, NodeId, SlotId},
};
use crate::{base::Order, model::FactId};

/// Criteria that look at the same facts, or at facts that constraints tie together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) root: NodeId,
    pub(crate) constraints: Vec<NodeId>,
    /// Kleene's truth is exact.
    pub(crate) exact: bool,
}

/// What conditions are tied together by: a fact, or a declared criterion.
type Tie = Result<FactId, SlotId>;

impl Builder<'_> {
    /// The parts of a condition. All are met where it is; those that are exact are one.
    #[inline(never)]
    pub(super) fn parts(&mut self, root: NodeId, constraints: &[NodeId]) -> Vec<Part> {
        let criteria = match self.nodes.get(root.0) {
            Some(Node::All(parts)) => parts.to_vec(),
            _ => vec![root],
        };
        let (mut exact, mut parts) = (vec![], vec![]);
        for (criteria, constraints) in self.together(&criteria, constraints) {
            let root = self.all(criteria.clone());
            if constraints.is_empty() && self.is_exact(root) {
                exact.extend(criteria);
            } else {
                parts.push(Part { root, constraints, exact: false });
            }
        }
        if !exact.is_empty() {
            parts.insert(0, Part { root: self.all(exact), constraints: vec![], exact: true });
        }
        parts
    }

    /// Constraints that hang together, each group as one.
    #[cfg(feature = "batch")]
    pub(super) fn constraint_parts(&mut self, constraints: &[NodeId]) -> Vec<Part> {
        let groups = self.together(constraints, &[]);
        let part = |(constraints, _)| {
            let root = self.all(constraints);
            Part { root, constraints: vec![], exact: self.is_exact(root) }
        };
        groups.into_iter().map(part).collect()
    }

    /// Groups of conditions that share no fact, each with the constraints that tie it together.
    #[inline(never)]
    fn together(&self, conditions: &[NodeId], constraints: &[NodeId]) -> Vec<(Vec<NodeId>, Vec<NodeId>)> {
        struct Group {
            ties: Vec<Tie>,
            conditions: Vec<NodeId>,
            constraints: Vec<NodeId>,
        }
        let single = conditions.iter().map(|c| (*c, true)).chain(constraints.iter().map(|c| (*c, false)));
        let mut groups: Vec<Group> = vec![];
        for (node, is_condition) in single {
            let ties = self.ties(node);
            let (joined, rest): (Vec<Group>, Vec<Group>) =
                groups.into_iter().partition(|g| g.ties.iter().any(|t| ties.binary_search(t).is_ok()));
            groups = rest;
            let mut group = Group { ties, conditions: vec![], constraints: vec![] };
            for other in joined {
                group.ties.extend(other.ties);
                group.conditions.extend(other.conditions);
                group.constraints.extend(other.constraints);
            }
            group.ties.order();
            group.ties.dedup();
            if is_condition {
                group.conditions.push(node)
            } else {
                group.constraints.push(node)
            }
            groups.push(group);
        }
        // constraints that no condition meets were asked of the profile as a whole
        let asked = groups.into_iter().filter(|g| !g.conditions.is_empty());
        asked.map(|g| (g.conditions, g.constraints)).collect()
    }

    /// What a condition looks at, in order.
    fn ties(&self, node: NodeId) -> Vec<Tie> {
        let fact = |s: &SlotId| self.slots.get(s.0 as usize)?.key.fact();
        let mut ties: Vec<Tie> = self.slots_of(node).iter().map(|s| fact(s).ok_or(*s)).collect();
        ties.order();
        ties.dedup();
        ties
    }
}
