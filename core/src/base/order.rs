//! Sorting by one routine. The standard sorts are fast and are compiled anew for every type; in a browser's engine those
//! copies weighed a fifth of the whole. Here the order is found on indices, and only moving the items is per type.

use std::cmp::Ordering;

/// Stable sorting of lists that are short or sorted once.
pub(crate) trait Order<T> {
    /// Sorts by a comparison.
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// Sorts by the items' own order.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }

    /// Sorts by a key.
    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }
}

impl<T> Order<T> for Vec<T> {
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let order = permutation(self.len(), &|a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        let mut items: Vec<Option<T>> = std::mem::take(self).into_iter().map(Some).collect();
        self.extend(order.into_iter().filter_map(|i| items.get_mut(i).and_then(Option::take)));
    }
}

/// Indices in order.
fn permutation(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    if order.windows(2).any(|pair| matches!(pair, [a, b] if compare(*a, *b) == Ordering::Greater)) {
        order.sort_by(|a, b| compare(*a, *b));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::Order;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in proptest::collection::vec((0_u8..6, 0_u8..6), 0..40)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            ours.order_by_key(|x| x.0);
            theirs.sort_by_key(|x| x.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}
