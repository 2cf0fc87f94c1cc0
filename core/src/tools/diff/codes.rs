//! Codes of taxonomies that both rule sets have: which leaf of one and which leaf of the other one place may be.

use super::joint::Side;
use crate::{
    RuleSet,
    base::Order,
    model::{Taxonomy, TaxonomyNode},
};

/// The codes of one taxonomy in both sets.
#[derive(Debug)]
pub(super) struct Codes {
    pub(super) taxonomy: String,
    /// Leaves that one value may be: the old one and the new one. Nothing when the trees are the same.
    pub(super) leaves: Option<Vec<[i64; 2]>>,
}

impl Codes {
    /// For each leaf of a set's own tree, the joint ones. Nothing when they are the same.
    pub(super) fn of(&self, side: Side, own: usize) -> Option<Vec<Vec<i64>>> {
        let mut all = vec![vec![]; own];
        for (i, pair) in self.leaves.as_ref()?.iter().enumerate() {
            let leaf = pair.get(side.index()).and_then(|l| usize::try_from(*l).ok());
            leaf.and_then(|l| all.get_mut(l)).into_iter().for_each(|list| list.push(i as i64));
        }
        Some(all)
    }

    /// The leaf of a set's own tree that a joint one is.
    pub(super) fn leaf(&self, side: Side, joint: i64) -> Option<i64> {
        let Some(leaves) = &self.leaves else { return Some(joint) };
        leaves.get(usize::try_from(joint).ok()?)?.get(side.index()).copied()
    }
}

/// Codes of every taxonomy that both sets have.
pub(super) fn codes(sets: [&RuleSet; 2]) -> Vec<Codes> {
    let [old, new] = sets;
    let both = |t: &Taxonomy| {
        let was = old.model().taxonomy(&t.id)?;
        let leaves = if same_tree(was, t) { None } else { Some(leaves([(old, was), (new, t)])) };
        Some(Codes { taxonomy: t.id.clone(), leaves })
    };
    new.model().taxonomies.iter().filter_map(both).collect()
}

/// The same codes in the same places, whatever they are called.
fn same_tree(a: &Taxonomy, b: &Taxonomy) -> bool {
    let same = |(x, y): (&TaxonomyNode, &TaxonomyNode)| x.code == y.code && x.leaves == y.leaves;
    a.by_prefix == b.by_prefix && a.nodes.len() == b.nodes.len() && a.nodes.iter().zip(&b.nodes).all(same)
}

/// Two leaves may be one place when they agree about every code that both trees list.
fn leaves(trees: [(&RuleSet, &Taxonomy); 2]) -> Vec<[i64; 2]> {
    let [(_, old), (_, new)] = trees;
    let common: Vec<(&TaxonomyNode, &TaxonomyNode)> =
        new.nodes.iter().filter_map(|n| Some((old.find(&n.code)?, n))).collect();
    let holds = |n: &TaxonomyNode, leaf: i64| n.leaves.iter().any(|(l, h)| (*l..=*h).contains(&leaf));
    let agree = |[a, b]: &[i64; 2]| common.iter().all(|(x, y)| holds(x, *a) == holds(y, *b));
    let mut found: Vec<[i64; 2]> = vec![];
    for leaf in 0..new.count() {
        found.extend(seen_by(trees, Side::Old, leaf).into_iter().map(|was| [was, leaf]));
    }
    for leaf in 0..old.count() {
        found.extend(seen_by(trees, Side::New, leaf).into_iter().map(|is| [leaf, is]));
    }
    found.retain(agree);
    found.order_by_key(|[a, b]| (*b, *a));
    found.dedup();
    found
}

/// Leaves of one set's tree that a leaf of the other's may be.
fn seen_by(trees: [(&RuleSet, &Taxonomy); 2], by: Side, leaf: i64) -> Vec<i64> {
    let [old, new] = trees;
    let ((set, tree), (_, from)) = if by == Side::Old { (old, new) } else { (new, old) };
    let Some(node) = from.leaf_node(leaf) else { return vec![] };
    if let Some(same) = tree.find(&node.code) {
        return same.own.clone();
    }
    let listed = || set.places().filter(|p| p.is_for(tree)).and_then(|p| p.region(tree, &node.code));
    if let Some(region) = tree.leaves_of(&node.code).or_else(listed) {
        return region.intervals().iter().flat_map(|(l, h)| *l..=*h).collect();
    }
    // elsewhere in the narrowest node that both list
    let size = |n: &TaxonomyNode| n.leaves.iter().map(|(l, h)| h - l + 1).sum::<i64>();
    let around = from.nodes.iter().filter(|n| n.leaves.iter().any(|(l, h)| (*l..=*h).contains(&leaf)));
    let narrowest = around.filter_map(|n| Some((size(n), tree.find(&n.code)?))).min_by_key(|(size, _)| *size);
    narrowest.map_or_else(Vec::new, |(_, same)| same.own.clone())
}
