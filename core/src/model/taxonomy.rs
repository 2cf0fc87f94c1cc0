//! Trees of codes compared by "is within". A value is a leaf; a wider code means one of the leaves under it.

#[cfg(feature = "yaml")]
use crate::base::Order;
use crate::base::Text;

/// A tree of codes. Leaves are numbered so that those under a node are contiguous.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Taxonomy {
    pub(crate) id: String,
    pub(crate) title: Text,
    /// A code that is not listed counts under its longest listed prefix.
    pub(crate) by_prefix: bool,
    /// Sorted by code.
    pub(crate) nodes: Vec<TaxonomyNode>,
    /// For each leaf, the node whose code it answers to.
    pub(crate) leaves: Vec<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TaxonomyNode {
    pub(crate) code: String,
    pub(crate) label: Text,
    pub(crate) parent: Option<u32>,
    /// Leaves under this node, first and last.
    pub(crate) leaves: (i64, i64),
    /// The leaf that stands for what is right here and not listed below.
    pub(crate) own: i64,
}

impl Taxonomy {
    pub(crate) fn find(&self, code: &str) -> Option<&TaxonomyNode> {
        let i = self.nodes.binary_search_by(|n| n.code.as_str().cmp(code)).ok()?;
        self.nodes.get(i)
    }

    /// The leaves that a code in a profile may mean.
    pub(crate) fn leaves_of(&self, code: &str) -> Option<(i64, i64)> {
        if let Some(node) = self.find(code) {
            return Some(node.leaves);
        }
        if !self.by_prefix {
            return None;
        }
        let prefixes = (1..code.len()).rev().filter_map(|n| code.get(..n));
        let node = prefixes.map(|p| p.trim_end_matches('.')).find_map(|p| self.find(p))?;
        Some((node.own, node.own))
    }

    pub(crate) fn leaf_node(&self, leaf: i64) -> Option<&TaxonomyNode> {
        let node = *self.leaves.get(usize::try_from(leaf).ok()?)?;
        self.nodes.get(node as usize)
    }

    pub(crate) fn count(&self) -> i64 {
        self.leaves.len() as i64
    }

    #[cfg(feature = "yaml")]
    /// Builds the tree from `(code, label, parent)`; parents that do not exist or loop are left out by the checker before.
    pub(crate) fn build(
        id: String,
        title: Text,
        by_prefix: bool,
        mut rows: Vec<(String, Text, Option<String>)>,
    ) -> Taxonomy {
        rows.order_by(|a, b| a.0.cmp(&b.0));
        let index = |code: &str| rows.binary_search_by(|r| r.0.as_str().cmp(code)).ok().map(|i| i as u32);
        let parents: Vec<Option<u32>> = rows.iter().map(|r| r.2.as_deref().and_then(index)).collect();
        let mut nodes: Vec<TaxonomyNode> = rows
            .iter()
            .zip(&parents)
            .map(|((code, label, _), parent)| TaxonomyNode {
                code: code.clone(),
                label: label.clone(),
                parent: *parent,
                leaves: (0, -1),
                own: 0,
            })
            .collect();
        let mut children: Vec<Vec<u32>> = vec![vec![]; nodes.len()];
        let mut roots = vec![];
        for (i, parent) in parents.iter().enumerate() {
            match parent.and_then(|p| children.get_mut(p as usize)) {
                Some(list) => list.push(i as u32),
                None => roots.push(i as u32),
            }
        }
        let mut leaves = vec![];
        for root in roots {
            number(root, &children, &mut nodes, &mut leaves);
        }
        Taxonomy { id, title, by_prefix, nodes, leaves }
    }
}

#[cfg(feature = "yaml")]
/// Numbers the leaves under a node, depth first, its own last: who looks for an example finds a place with a name first. Every node has a leaf of its own: a tree lists the places that rules name,
/// not all there are, so "somewhere in Creuse" is not the one village of Creuse that is listed.
fn number(at: u32, children: &[Vec<u32>], nodes: &mut [TaxonomyNode], leaves: &mut Vec<u32>) {
    let first = leaves.len() as i64;
    for child in children.get(at as usize).map_or(&[][..], Vec::as_slice) {
        number(*child, children, nodes, leaves);
    }
    leaves.push(at);
    if let Some(node) = nodes.get_mut(at as usize) {
        let own = leaves.len() as i64 - 1;
        node.leaves = (first, own);
        node.own = own;
    }
}

#[cfg(test)]
#[cfg(feature = "yaml")]
mod tests {
    use super::*;

    fn naf() -> Taxonomy {
        let row = |c: &str, p: Option<&str>| (c.to_owned(), Text::same(c), p.map(str::to_owned));
        Taxonomy::build(
            "naf".into(),
            Text::default(),
            true,
            vec![row("C", None), row("10", Some("C")), row("10.7", Some("10")), row("11", Some("C"))],
        )
    }

    #[test]
    fn an_unlisted_code_counts_under_its_longest_prefix() {
        let t = naf();
        let bakery = t.leaves_of("10.71C").unwrap();
        assert_eq!(t.leaf_node(bakery.0).unwrap().code, "10.7");
        let food = t.find("10").unwrap().leaves;
        assert!(food.0 <= bakery.0 && bakery.1 <= food.1);
        assert_eq!(t.leaves_of("99.9"), None);
    }

    #[test]
    fn a_wider_place_is_not_the_one_place_listed_in_it() {
        let row = |c: &str, p: Option<&str>| (c.to_owned(), Text::same(c), p.map(str::to_owned));
        let rows = vec![row("dep", None), row("village", Some("dep"))];
        let t = Taxonomy::build("places".into(), Text::default(), false, rows);
        assert_ne!(t.leaves_of("dep"), t.leaves_of("village"));
    }

    #[test]
    fn a_wider_code_means_one_of_its_leaves() {
        let t = naf();
        assert_eq!(t.leaves_of("C"), Some((0, t.count() - 1)));
    }
}
