//! Official places that rules name: only those enter the model, so that a bundle carries none of the others.

use super::{Role, Tree, role};
use crate::{base::Order, syntax::node::Node};

/// Codes of the list of places that stand in rules; examples and personas do not count.
pub(super) fn named(tree: &Tree) -> Vec<String> {
    let Some(places) = &tree.places else { return vec![] };
    let mut found = vec![];
    let mut open: Vec<&Node> = tree.files.iter().filter(|f| role(&f.path) != Role::Taxonomy).map(|f| &f.node).collect();
    while let Some(node) = open.pop() {
        if let Some(scalar) = node.scalar() {
            let words = scalar.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            found.extend(words.filter(|w| w.contains('-') && places.lists(w)).map(str::to_owned));
        }
        open.extend(node.list().into_iter().flatten());
        open.extend(node.map().into_iter().flat_map(|m| m.entries.iter().map(|(_, n)| n)));
    }
    found.order();
    found.dedup();
    found
}
