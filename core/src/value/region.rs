//! Sets of integers as disjoint intervals: the values of a fact that a comparison accepts, or that are still possible.

use crate::base::Order;

/// Sorted, disjoint, non-adjacent inclusive intervals. Most sets are one interval, which takes no allocation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Region(Parts);

/// Equal sets have equal parts: `Many` holds at least two intervals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
enum Parts {
    #[default]
    Empty,
    One((i64, i64)),
    Many(Vec<(i64, i64)>),
}

impl Region {
    pub(crate) fn empty() -> Region {
        Region(Parts::Empty)
    }

    pub(crate) fn point(value: i64) -> Region {
        Region(Parts::One((value, value)))
    }

    pub(crate) fn range(lo: i64, hi: i64) -> Region {
        Region(if lo <= hi { Parts::One((lo, hi)) } else { Parts::Empty })
    }

    /// From any intervals, in any order.
    pub(crate) fn of(intervals: impl IntoIterator<Item = (i64, i64)>) -> Region {
        let mut all: Vec<_> = intervals.into_iter().filter(|(lo, hi)| lo <= hi).collect();
        all.order();
        let mut merged: Vec<(i64, i64)> = vec![];
        for (lo, hi) in all {
            match merged.last_mut() {
                Some(last) if lo <= last.1.saturating_add(1) => last.1 = last.1.max(hi),
                _ => merged.push((lo, hi)),
            }
        }
        Region(match merged.as_slice() {
            [] => Parts::Empty,
            [only] => Parts::One(*only),
            _ => Parts::Many(merged),
        })
    }

    pub(crate) fn intervals(&self) -> &[(i64, i64)] {
        match &self.0 {
            Parts::Empty => &[],
            Parts::One(only) => std::slice::from_ref(only),
            Parts::Many(all) => all,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0 == Parts::Empty
    }

    pub(crate) fn contains(&self, value: i64) -> bool {
        self.intervals().iter().any(|(lo, hi)| (*lo..=*hi).contains(&value))
    }

    pub(crate) fn intersect(&self, other: &Region) -> Region {
        if let (Parts::One(a), Parts::One(b)) = (&self.0, &other.0) {
            return Region::range(a.0.max(b.0), a.1.min(b.1));
        }
        let others = other.intervals();
        Region::of(self.intervals().iter().flat_map(|a| others.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1)))))
    }

    pub(crate) fn is_subset(&self, other: &Region) -> bool {
        self.intervals().iter().all(|a| other.intervals().iter().any(|b| b.0 <= a.0 && a.1 <= b.1))
    }

    /// Everything in `lo..=hi` that is not in here.
    pub(crate) fn complement(&self, lo: i64, hi: i64) -> Region {
        let mut rest = vec![];
        let mut next = lo;
        for (a, b) in self.intervals() {
            rest.push((next, a.saturating_sub(1).min(hi)));
            next = next.max(b.saturating_add(1));
        }
        rest.push((next, hi));
        Region::of(rest)
    }

    pub(crate) fn low(&self) -> Option<i64> {
        self.intervals().first().map(|i| i.0)
    }

    pub(crate) fn high(&self) -> Option<i64> {
        self.intervals().last().map(|i| i.1)
    }

    /// The one value, when there is just one.
    pub(crate) fn single(&self) -> Option<i64> {
        if let Parts::One((lo, hi)) = self.0 { (lo == hi).then_some(lo) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn set_laws(a in proptest::collection::vec((0_i64..40, 0_i64..8), 0..5), b in proptest::collection::vec((0_i64..40, 0_i64..8), 0..5)) {
            let region = |v: &Vec<(i64, i64)>| Region::of(v.iter().map(|(lo, n)| (*lo, lo + n)));
            let (a, b) = (region(&a), region(&b));
            for x in 0..50 {
                prop_assert_eq!(a.intersect(&b).contains(x), a.contains(x) && b.contains(x));
                prop_assert_eq!(a.complement(0, 60).contains(x), !a.contains(x));
            }
            prop_assert_eq!(a.is_subset(&b), (0..50).all(|x| !a.contains(x) || b.contains(x)));
        }
    }
}
