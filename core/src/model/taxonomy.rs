//! Trees of codes compared by "is within". A value is a leaf; a wider code means one of the leaves under it.

#[cfg(feature = "yaml")]
use crate::base::Order;
use crate::{
    base::{Text, did_you_mean},
    value::Region,
};

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
    /// The node that holds all of this one.
    pub(crate) parent: Option<u32>,
    /// Leaves under this node, first and last; one pair, or several where it lies across the tree, in order.
    pub(crate) leaves: Vec<(i64, i64)>,
    /// The leaves that stand for what is right here and not listed below: the last of each pair.
    pub(crate) own: Vec<i64>,
}

/// A line of a tree to be. A code that lies across the tree (an intercommunal body in two departments) has one for each of
/// its parts.
#[cfg(feature = "yaml")]
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) code: String,
    pub(crate) label: Text,
    /// The line above, by its place in the list.
    pub(crate) parent: Option<usize>,
}

impl TaxonomyNode {
    /// Whether these values hold all of this node.
    pub(crate) fn is_inside(&self, set: &[(i64, i64)]) -> bool {
        self.leaves.iter().all(|n| set.iter().any(|(l, h)| *l <= n.0 && n.1 <= *h))
    }

    /// Whether nothing is listed below.
    pub(crate) fn is_single(&self) -> bool {
        self.leaves.iter().all(|(first, last)| first == last)
    }
}

impl Taxonomy {
    pub(crate) fn find(&self, code: &str) -> Option<&TaxonomyNode> {
        let i = self.nodes.binary_search_by(|n| n.code.as_str().cmp(code)).ok()?;
        self.nodes.get(i)
    }

    /// The code that was probably meant. One that differs in digits alone, as many of them, is another place.
    pub(crate) fn near(&self, code: &str) -> Option<&str> {
        let letters = |c: &char| !c.is_ascii_digit();
        let is_another =
            |near: &&str| code.len() == near.len() && code.chars().filter(letters).eq(near.chars().filter(letters));
        did_you_mean(code, self.nodes.iter().map(|n| n.code.as_str())).filter(|near| !is_another(near))
    }

    /// The leaves that a code in a profile may mean.
    pub(crate) fn leaves_of(&self, code: &str) -> Option<Region> {
        if let Some(node) = self.find(code) {
            return Some(Region::of(node.leaves.iter().copied()));
        }
        if !self.by_prefix {
            return None;
        }
        let prefixes = (1..code.len()).rev().filter_map(|n| code.get(..n));
        let node = prefixes.map(|p| p.trim_end_matches('.')).find_map(|p| self.find(p))?;
        Some(Region::of(node.own.iter().map(|own| (*own, *own))))
    }

    pub(crate) fn leaf_node(&self, leaf: i64) -> Option<&TaxonomyNode> {
        let node = *self.leaves.get(usize::try_from(leaf).ok()?)?;
        self.nodes.get(node as usize)
    }

    pub(crate) fn count(&self) -> i64 {
        self.leaves.len() as i64
    }

    /// Builds the tree; lines that loop are left out by the checker before.
    #[cfg(feature = "yaml")]
    pub(crate) fn build(id: String, title: Text, by_prefix: bool, rows: &[Row]) -> Taxonomy {
        let mut children: Vec<Vec<usize>> = vec![vec![]; rows.len()];
        let mut roots = vec![];
        for (i, row) in rows.iter().enumerate() {
            row.parent.and_then(|p| children.get_mut(p)).unwrap_or(&mut roots).push(i);
        }
        // the order of lines in a file never matters
        let code = |i: &usize| rows.get(*i).map(|r| r.code.as_str());
        children.iter_mut().chain([&mut roots]).for_each(|list| list.order_by(|a, b| code(a).cmp(&code(b))));
        let (mut order, mut parts) = (vec![], vec![(0, -1); rows.len()]);
        roots.iter().for_each(|root| number(*root, &children, &mut parts, &mut order));
        let mut by_code: Vec<usize> = (0..rows.len()).collect();
        by_code.order_by(|a, b| (code(a), parts.get(*a)).cmp(&(code(b), parts.get(*b))));
        let groups: Vec<&[usize]> = by_code.chunk_by(|a, b| code(a) == code(b)).collect();
        let mut node_of = vec![0_u32; rows.len()];
        for (node, group) in groups.iter().enumerate() {
            for i in *group {
                node_of.iter_mut().skip(*i).take(1).for_each(|n| *n = node as u32);
            }
        }
        let node = |group: &&[usize]| {
            let first = group.first().and_then(|i| rows.get(*i))?;
            let leaves: Vec<(i64, i64)> = group.iter().filter_map(|i| parts.get(*i).copied()).collect();
            let own = leaves.iter().map(|(_, last)| *last).collect();
            let parent = meet(group, rows, &node_of);
            Some(TaxonomyNode { code: first.code.clone(), label: first.label.clone(), parent, leaves, own })
        };
        let nodes = groups.iter().filter_map(node).collect();
        let leaves = order.iter().filter_map(|i| node_of.get(*i).copied()).collect();
        Taxonomy { id, title, by_prefix, nodes, leaves }
    }
}

/// The nearest node that holds all the parts.
#[cfg(feature = "yaml")]
fn meet(group: &[usize], rows: &[Row], node_of: &[u32]) -> Option<u32> {
    let above = |i: &usize| -> Vec<u32> {
        let up = |i: &usize| rows.get(*i).and_then(|r| r.parent);
        std::iter::successors(up(i), up).filter_map(|i| node_of.get(i).copied()).collect()
    };
    let (first, rest) = group.split_first()?;
    let rest: Vec<Vec<u32>> = rest.iter().map(above).collect();
    above(first).into_iter().find(|n| rest.iter().all(|r| r.contains(n)))
}

/// Numbers the leaves under a line, depth first, its own last: who looks for an example finds a place with a name first.
/// Every line has a leaf of its own: a tree lists the places that rules name, not all there are, so "somewhere in Creuse" is
/// not the one village of Creuse that is listed.
#[cfg(feature = "yaml")]
fn number(at: usize, children: &[Vec<usize>], parts: &mut [(i64, i64)], order: &mut Vec<usize>) {
    let first = order.len() as i64;
    for child in children.get(at).map_or(&[][..], Vec::as_slice) {
        number(*child, children, parts, order);
    }
    let own = order.len() as i64;
    order.push(at);
    parts.iter_mut().skip(at).take(1).for_each(|p| *p = (first, own));
}

#[cfg(test)]
#[cfg(feature = "yaml")]
mod tests {
    use super::*;

    fn tree(by_prefix: bool, lines: &[(&str, Option<usize>)]) -> Taxonomy {
        let row = |(code, parent): &(&str, Option<usize>)| Row {
            code: (*code).to_owned(),
            label: Text::same(*code),
            parent: *parent,
        };
        let rows: Vec<Row> = lines.iter().map(row).collect();
        Taxonomy::build("tree".into(), Text::default(), by_prefix, &rows)
    }

    fn naf() -> Taxonomy {
        tree(true, &[("C", None), ("10", Some(0)), ("10.7", Some(1)), ("11", Some(0))])
    }

    #[test]
    fn an_unlisted_code_counts_under_its_longest_prefix() {
        let t = naf();
        let bakery = t.leaves_of("10.71C").unwrap();
        assert_eq!(t.leaf_node(bakery.single().unwrap()).unwrap().code, "10.7");
        assert!(bakery.is_subset(&t.leaves_of("10").unwrap()));
        assert_eq!(t.leaves_of("99.9"), None);
    }

    #[test]
    fn a_wider_place_is_not_the_one_place_listed_in_it() {
        let t = tree(false, &[("dep", None), ("village", Some(0))]);
        assert_ne!(t.leaves_of("dep"), t.leaves_of("village"));
    }

    #[test]
    fn a_wider_code_means_one_of_its_leaves() {
        let t = naf();
        assert_eq!(t.leaves_of("C"), Some(Region::range(0, t.count() - 1)));
    }

    #[test]
    fn what_lies_across_the_tree_is_one_node_of_several_parts() {
        // body in both departments, with a village of it in the second
        let lines = [
            ("region", None),
            ("east", Some(0)),
            ("west", Some(0)),
            ("body", Some(2)),
            ("body", Some(1)),
            ("v", Some(3)),
        ];
        let t = tree(false, &lines);
        let of = |code: &str| t.leaves_of(code).unwrap();
        let body = t.find("body").unwrap();
        assert_eq!((body.leaves.len(), body.own.len()), (2, 2));
        assert_eq!(t.nodes[body.parent.unwrap() as usize].code, "region");
        assert!(of("v").is_subset(&of("body")) && of("v").is_subset(&of("west")));
        assert!(!of("body").is_subset(&of("west")) && !of("body").is_subset(&of("east")));
        assert!(of("body").is_subset(&of("region")));
        assert!(of("v").intersect(&of("east")).low().is_none());
        // as many leaves as lines
        assert_eq!(t.count(), 6);
    }
}
