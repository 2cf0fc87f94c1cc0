//! Kinds of projects that lack something more often than the rest: conjunctions of at most a few selectors, found by a search that
//! passes over nothing that could be among the best.

use crate::base::{Order, bits::ones_in};
use std::cmp::Reverse;

/// Conjunctions looked at; past it the answer says so.
const MAX_LOOKS: u32 = 2_000_000;

/// Projects side by side in bits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    /// All of them.
    pub(crate) all: &'a [u64],
    /// Those that lack.
    pub(crate) lacking: &'a [u64],
    /// For each selector, those for which it holds.
    pub(crate) planes: &'a [Vec<u64>],
}

/// How far to look, and what is small.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) depth: usize,
    pub(crate) top: usize,
    pub(crate) minimum: u64,
}

/// A kind of projects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Indices of selectors, ascending.
    pub(crate) selectors: Vec<usize>,
    pub(crate) size: u64,
    pub(crate) lacking: u64,
}

/// Segments, the best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segments {
    pub(crate) found: Vec<Segment>,
    /// There were more conjunctions than the search looks at.
    pub(crate) truncated: bool,
}

/// The segments with the largest shortfall: how many of their projects lack, beyond what the share of all projects makes one
/// expect. None is told that a more general one explains (one of its conditions less, and a shortfall as large), none of the same
/// projects as another, and none that leaves fewer than the minimum in or out.
pub(crate) fn segments(field: Field<'_>, bounds: Bounds) -> Segments {
    let (size, lacking) = (ones_in(field.all), count(field.all, field.lacking));
    let mut search = Search { field, bounds, size, lacking, order: vec![], best: vec![], looks: 0, buffers: vec![] };
    search.order = search.promising();
    search.buffers = vec![vec![0; field.all.len()]; bounds.depth];
    search.go(0, &mut vec![], field.all);
    let truncated = search.looks > MAX_LOOKS;
    Segments { found: search.best.into_iter().map(|b| b.segment).collect(), truncated }
}

/// One of the best, with its projects.
struct Best {
    segment: Segment,
    plane: Vec<u64>,
}

struct Search<'a> {
    field: Field<'a>,
    bounds: Bounds,
    size: u64,
    lacking: u64,
    /// Selectors, the most promising first: the sooner good segments are found, the more is passed over.
    order: Vec<usize>,
    best: Vec<Best>,
    looks: u32,
    /// One plane for each depth.
    buffers: Vec<Vec<u64>>,
}

/// Shortfall times the number of projects, so that it is whole.
type Quality = i128;

/// What segments are compared by: the largest shortfall, the fewest conditions, the first selectors.
type Key = (Reverse<Quality>, usize, Vec<usize>);

impl Search<'_> {
    fn quality(&self, size: u64, lacking: u64) -> Quality {
        i128::from(lacking) * i128::from(self.size) - i128::from(size) * i128::from(self.lacking)
    }

    fn key(&self, s: &Segment) -> Key {
        (Reverse(self.quality(s.size, s.lacking)), s.selectors.len(), s.selectors.clone())
    }

    fn promising(&self) -> Vec<usize> {
        let measured = self.field.planes.iter().map(|plane| self.measure(self.field.all, plane));
        let mut order: Vec<(Reverse<Quality>, usize)> =
            measured.enumerate().map(|(i, (size, lacking))| (Reverse(self.quality(size, lacking)), i)).collect();
        order.order();
        order.into_iter().map(|(_, i)| i).collect()
    }

    /// How many projects lie in both, and how many of these lack.
    fn measure(&self, a: &[u64], b: &[u64]) -> (u64, u64) {
        let (mut size, mut lacking) = (0, 0);
        for ((a, b), lack) in a.iter().zip(b).zip(self.field.lacking) {
            let both = a & b;
            size += u64::from(both.count_ones());
            lacking += u64::from((both & lack).count_ones());
        }
        (size, lacking)
    }

    /// Adds each selector from a place of the order on to what is chosen.
    fn go(&mut self, from: usize, chosen: &mut Vec<usize>, plane: &[u64]) {
        let depth = chosen.len();
        for place in from..self.order.len() {
            let Some(selector) = self.order.get(place).copied() else { return };
            let Some(own) = self.field.planes.get(selector) else { continue };
            self.looks = self.looks.saturating_add(1);
            if self.looks > MAX_LOOKS {
                return;
            }
            let (size, lacking) = self.measure(plane, own);
            if lacking < self.bounds.minimum || !self.may_enter(self.quality(lacking, lacking)) {
                continue;
            }
            let mut inner = self.buffers.get_mut(depth).map(std::mem::take).unwrap_or_default();
            inner.clear();
            inner.extend(plane.iter().zip(own).map(|(a, b)| a & b));
            chosen.push(selector);
            self.offer(chosen, (size, lacking), &inner);
            if chosen.len() < self.bounds.depth {
                self.go(place + 1, chosen, &inner);
            }
            chosen.pop();
            self.buffers.iter_mut().skip(depth).take(1).for_each(|b| *b = std::mem::take(&mut inner));
        }
    }

    /// Whether a segment of this quality could be told; no part of a segment is better than its lacking projects alone.
    fn may_enter(&self, quality: Quality) -> bool {
        let last = self.best.last().filter(|_| self.best.len() >= self.bounds.top);
        quality > 0 && last.is_none_or(|l| quality >= self.quality(l.segment.size, l.segment.lacking))
    }

    fn offer(&mut self, chosen: &[usize], (size, lacking): (u64, u64), plane: &[u64]) {
        let mut selectors = chosen.to_vec();
        selectors.order();
        let segment = Segment { selectors, size, lacking };
        let outside = self.size - size;
        if outside < self.bounds.minimum || !self.may_enter(self.quality(size, lacking)) || self.is_explained(&segment)
        {
            return;
        }
        let key = self.key(&segment);
        if let Some(same) = self.best.iter().position(|b| b.plane == plane) {
            if self.best.get(same).is_some_and(|b| self.key(&b.segment) <= key) {
                return;
            }
            self.best.remove(same);
        }
        let at = self.best.partition_point(|b| self.key(&b.segment) < key);
        self.best.insert(at, Best { segment, plane: plane.to_vec() });
        self.best.truncate(self.bounds.top);
    }

    /// With some of its conditions only, the shortfall is as large.
    fn is_explained(&self, segment: &Segment) -> bool {
        let quality = self.quality(segment.size, segment.lacking);
        let whole = (1_u32 << segment.selectors.len()) - 1;
        (1..whole).any(|part| {
            let kept = segment.selectors.iter().enumerate().filter(|(i, _)| part >> i & 1 == 1).map(|(_, s)| *s);
            let (size, lacking) = self.measure(self.field.all, &self.together(kept));
            self.quality(size, lacking) >= quality
        })
    }

    fn together(&self, selectors: impl Iterator<Item = usize>) -> Vec<u64> {
        let mut plane = self.field.all.to_vec();
        for own in selectors.filter_map(|s| self.field.planes.get(s)) {
            plane.iter_mut().zip(own).for_each(|(a, b)| *a &= b);
        }
        plane
    }
}

/// How many are in both.
pub(crate) fn count(a: &[u64], b: &[u64]) -> u64 {
    a.iter().zip(b).map(|(a, b)| u64::from((a & b).count_ones())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::bits::set;
    use proptest::prelude::*;

    fn plane(rows: &[bool]) -> Vec<u64> {
        let mut plane = vec![0; rows.len().div_ceil(64)];
        rows.iter().enumerate().filter(|(_, b)| **b).for_each(|(i, _)| set(&mut plane, i));
        plane
    }

    /// Every conjunction, tried row by row.
    fn brute(rows: usize, lacking: &[bool], holds: &[Vec<bool>], bounds: Bounds) -> Vec<Segment> {
        let inside = |s: &[usize]| (0..rows).filter(|r| s.iter().all(|i| holds[*i][*r])).collect::<Vec<usize>>();
        let lack = |rows: &[usize]| rows.iter().filter(|r| lacking[**r]).count();
        let total = lack(&(0..rows).collect::<Vec<_>>());
        let quality = |s: &[usize]| {
            let own = inside(s);
            (lack(&own) * rows) as i64 - (own.len() * total) as i64
        };
        let subsets = |s: &[usize]| -> Vec<Vec<usize>> {
            let bits =
                (1..(1_usize << s.len()) - 1).map(|b| (0..s.len()).filter(|i| b >> i & 1 == 1).map(|i| s[i]).collect());
            bits.collect()
        };
        let masks = (1_usize..1 << holds.len()).filter(|m| m.count_ones() as usize <= bounds.depth);
        let all = masks.map(|m| (0..holds.len()).filter(|i| m >> i & 1 == 1).collect::<Vec<usize>>());
        let few = |n: usize| (n as u64) < bounds.minimum;
        let told = all.filter(|s| {
            let own = inside(s);
            !few(lack(&own))
                && !few(rows - own.len())
                && quality(s) > 0
                && subsets(s).iter().all(|p| quality(p) < quality(s))
        });
        let mut told: Vec<Vec<usize>> = told.collect();
        told.sort_by_key(|s| (-quality(s), s.len(), s.clone()));
        let mut kept: Vec<Vec<usize>> = vec![];
        for s in told {
            if kept.iter().all(|k| inside(k) != inside(&s)) {
                kept.push(s);
            }
        }
        kept.truncate(bounds.top);
        let segment = |s: Vec<usize>| {
            let own = inside(&s);
            Segment { size: own.len() as u64, lacking: lack(&own) as u64, selectors: s }
        };
        kept.into_iter().map(segment).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_best_of_all_conjunctions(
            rows in proptest::collection::vec(any::<u16>(), 1..90),
            (depth, top, minimum) in (1_usize..4, 1_usize..7, 1_u64..5),
            selectors in 1_usize..8,
        ) {
            // each selector and what lacks is a bit of the row; some hold more often than others
            let bit = |i: usize| rows.iter().map(|r| if i.is_multiple_of(2) { r >> i & 1 == 1 } else { r >> i & 3 != 0 }).collect::<Vec<bool>>();
            let (lacking, holds) = (bit(12), (0..selectors).map(bit).collect::<Vec<_>>());
            let bounds = Bounds { depth, top, minimum };
            let (all, lack) = (plane(&vec![true; rows.len()]), plane(&lacking));
            let planes: Vec<Vec<u64>> = holds.iter().map(|h| plane(h)).collect();
            let found = segments(Field { all: &all, lacking: &lack, planes: &planes }, bounds);
            prop_assert!(!found.truncated);
            prop_assert_eq!(found.found, brute(rows.len(), &lacking, &holds, bounds));
        }
    }
}
