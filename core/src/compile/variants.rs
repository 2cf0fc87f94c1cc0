//! Schemes with one criterion changed, compiled beside those of the set: what a criterion keeps out, and what would let it in.

use super::{
    build::Builder,
    plan::{Atom, Node, NodeId, SchemePlan},
};
use crate::{
    model::{CriterionId, Rule, Scheme, SchemeId},
    value::Region,
};

/// What becomes of one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is the only one.
    Only,
    /// It is dropped.
    Without,
    /// One of its comparisons takes in other values.
    Moved { from: Atom, to: Region },
}

/// A scheme of the set with one criterion changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) scheme: SchemeId,
    pub(crate) criterion: CriterionId,
    pub(crate) change: Change,
}

/// Criteria that must each hold, whatever the others do: those at the top, with every `all` opened.
pub(crate) fn conjuncts(scheme: &Scheme) -> Vec<CriterionId> {
    fn open(scheme: &Scheme, id: CriterionId, found: &mut Vec<CriterionId>) {
        match scheme.criteria.get(id.index()).map(|c| &c.rule) {
            Some(Rule::All(parts)) => parts.iter().for_each(|p| open(scheme, *p, found)),
            Some(Rule::Any(_) | Rule::Not(_) | Rule::AtLeast(..) | Rule::If(_) | Rule::Declared(_)) => found.push(id),
            None => {}
        }
    }
    let mut found = vec![];
    scheme.top.iter().for_each(|c| open(scheme, *c, &mut found));
    found
}

impl Builder<'_> {
    /// The plan of a variant of a scheme whose own plan is `base`: its verdict alone, without amount or preferences.
    pub(super) fn variant(
        &mut self,
        variant: &Variant,
        scheme: &Scheme,
        base: &SchemePlan,
        constraints: &[NodeId],
    ) -> SchemePlan {
        let node = |c: CriterionId| base.criteria.get(c.index()).copied().unwrap_or(base.root);
        let own = node(variant.criterion);
        let others = conjuncts(scheme).into_iter().filter(|c| *c != variant.criterion).map(node);
        let parts: Vec<NodeId> = match &variant.change {
            Change::Only => vec![own],
            Change::Without => others.collect(),
            Change::Moved { from, to } => [self.moved(own, from, to)].into_iter().chain(others).collect(),
        };
        let root = self.all(parts);
        let slots = self.slots_of(root);
        let constraints = self.connected(&slots, constraints);
        let exact = constraints.is_empty() && self.is_exact(root);
        let parts = self.parts(root, &constraints);
        SchemePlan {
            application_date: base.application_date,
            window: base.window,
            root,
            criteria: vec![],
            slots,
            declared: base.declared.clone(),
            exact,
            parts,
            plain: vec![],
            constraints,
            prefers: vec![],
            amount: None,
        }
    }

    /// The condition with one comparison put in the place of another.
    fn moved(&mut self, id: NodeId, from: &Atom, to: &Region) -> NodeId {
        let Some(node) = self.nodes.get(id.0).cloned() else { return id };
        let each = |b: &mut Self, parts: &[NodeId]| parts.iter().map(|p| b.moved(*p, from, to)).collect::<Vec<_>>();
        match node {
            Node::Atom(a) if self.atoms.get(a) == Some(from) => self.atom_on(from.slot, to.clone()),
            Node::Not(a) => {
                let inner = self.moved(a, from, to);
                self.not(inner)
            }
            Node::All(parts) => {
                let parts = each(self, &parts);
                self.all(parts)
            }
            Node::Any(parts) => {
                let parts = each(self, &parts);
                self.any(parts)
            }
            Node::AtLeast(n, parts) => {
                let parts = each(self, &parts);
                self.at_least(n, parts)
            }
            Node::Atom(_) | Node::Constant(_) | Node::Linear(_) | Node::General(_) => id,
        }
    }
}
