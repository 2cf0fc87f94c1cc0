//! Which criteria keep projects out, and which changes would let them in.

use super::{
    Census, Target,
    segments::{Segment, count},
};
use crate::{
    base::Order,
    batch::{NONE, Tally},
    compile::{Change, Variant},
};

/// A variant of a scheme, and for how many of the projects that lack the target it would do.
#[derive(Debug, Clone)]
pub(crate) struct Opens<'c> {
    pub(crate) variant: &'c Variant,
    pub(crate) opens: u64,
}

/// A criterion, how many of these projects it refuses, and how many it alone.
#[derive(Debug, Clone)]
pub(crate) struct Refuses<'c> {
    pub(crate) variant: &'c Variant,
    pub(crate) refuses: u64,
    pub(crate) alone: u64,
}

impl Census {
    fn tallies(&self, schemes: usize) -> impl Iterator<Item = (&Variant, &Tally)> {
        self.variants.iter().zip(self.counts.tallies.iter().skip(schemes))
    }

    fn opens(&self, [eligible, conditional, undetermined, _]: Tally) -> u64 {
        let open = if self.asked.target == Target::Sure { 0 } else { undetermined };
        eligible + conditional + open
    }

    /// Criteria by how many projects they refuse; `schemes` is how many the set has.
    pub(crate) fn refusing(&self, schemes: usize) -> Vec<Refuses<'_>> {
        let mut found: Vec<Refuses<'_>> = vec![];
        for (variant, tally) in self.tallies(schemes) {
            let [.., ineligible] = *tally;
            match &variant.change {
                Change::Only => found.push(Refuses { variant, refuses: ineligible, alone: 0 }),
                Change::Without => found.iter_mut().rev().take(1).for_each(|r| r.alone = self.opens(*tally)),
                Change::Moved { .. } => {}
            }
        }
        found.retain(|r| r.refuses > 0 && r.refuses >= self.asked.minimum);
        found.order_by_key(|r| u64::MAX - r.refuses);
        found.truncate(self.asked.top);
        found
    }

    /// Changes by how many projects they would let in.
    pub(crate) fn openings(&self, schemes: usize) -> Vec<Opens<'_>> {
        let all = self.tallies(schemes).filter(|(v, _)| v.change != Change::Only);
        let mut found: Vec<Opens<'_>> = all.map(|(variant, t)| Opens { variant, opens: self.opens(*t) }).collect();
        found.retain(|o| o.opens > 0 && o.opens >= self.asked.minimum);
        found.order_by_key(|o| u64::MAX - o.opens);
        found.truncate(self.asked.top);
        found
    }

    /// The criterion that refuses most projects of a segment, how many, and of how many that were looked at.
    pub(crate) fn most_refusing(&self, segment: &Segment) -> Option<(&Variant, u64, u64)> {
        let criteria = self.variants.iter().filter(|v| v.change == Change::Only);
        let mut sums = vec![0_u64; criteria.clone().count()];
        let mut of = 0;
        for (first, planes) in &self.refused.blocks {
            let own = self.within(segment, *first);
            of += count(&own, &own);
            for (sum, plane) in sums.iter_mut().zip(planes) {
                *sum += count(plane, &own);
            }
        }
        let most = sums.iter().copied().max().filter(|n| *n > 0 && *n >= self.asked.minimum)?;
        let variant = criteria.zip(&sums).find(|(_, n)| **n == most).map(|(v, _)| v)?;
        Some((variant, most, of))
    }

    /// Projects of a segment that lack the target, in the block that begins here.
    fn within(&self, segment: &Segment, first: usize) -> Vec<u64> {
        let mut own: Vec<u64> = self.lacking.iter().skip(first).take(NONE.len()).copied().collect();
        for plane in segment.selectors.iter().filter_map(|s| self.planes.get(*s)) {
            own.iter_mut().zip(plane.iter().skip(first)).for_each(|(a, b)| *a &= b);
        }
        own
    }
}
