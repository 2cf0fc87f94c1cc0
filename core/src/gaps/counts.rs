//! Sums over a population, and what is kept of some of its blocks.

use super::look::Seen;
use crate::{
    base::bits::ones_in,
    batch::{Plane, Tally},
};

/// Sums over all profiles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) judged: u64,
    /// Profiles of which something is wrong.
    pub(crate) set_aside: u64,
    /// For each target, profiles that lack it.
    pub(crate) lacks: Vec<u64>,
    /// For each scheme, then for each variant, how many profiles have each verdict; of variants, among those that lack the
    /// target and that the scheme refuses.
    pub(crate) tallies: Vec<Tally>,
    /// For each kind of scheme in order, profiles that may have one, and those that may have one for sure.
    pub(crate) kinds: Vec<[u64; 2]>,
    /// For each need, profiles that surely have it, and those of them whom nobody helps.
    pub(crate) needs: Vec<[u64; 2]>,
    /// For each class of the groupings, its profiles, then those that lack each target.
    pub(crate) classes: Vec<Vec<u64>>,
}

impl Counts {
    /// Adds the verdicts of more profiles.
    pub(super) fn judge(&mut self, tallies: &[Tally]) {
        let some = self.tallies.len().max(tallies.len());
        self.tallies.resize(some, Tally::default());
        for (sum, tally) in self.tallies.iter_mut().zip(tallies) {
            sum.iter_mut().zip(tally).for_each(|(a, b)| *a += b);
        }
    }

    /// Adds one block; the classes come after so many selectors.
    pub(super) fn take(&mut self, seen: &Seen, selectors: usize) {
        self.judged += ones_in(&seen.judged);
        self.set_aside += seen.set_aside;
        add(&mut self.lacks, seen.lacks.iter().map(|p| ones_in(p)));
        for (sums, own) in [(&mut self.kinds, &seen.kinds), (&mut self.needs, &seen.needs)] {
            sums.resize(own.len(), [0; 2]);
            for (sum, pair) in sums.iter_mut().zip(own) {
                sum.iter_mut().zip(pair).for_each(|(n, plane)| *n += ones_in(plane));
            }
        }
        let classes = seen.holds.get(selectors..).unwrap_or(&[]);
        self.classes.resize(classes.len(), vec![]);
        for (sums, class) in self.classes.iter_mut().zip(classes) {
            let both = |lacks: &Plane| class.iter().zip(lacks).map(|(a, b)| u64::from((a & b).count_ones())).sum();
            add(sums, [ones_in(class)].into_iter().chain(seen.lacks.iter().map(both)));
        }
    }
}

fn add(sums: &mut Vec<u64>, numbers: impl Iterator<Item = u64>) {
    for (i, n) in numbers.enumerate() {
        match sums.get_mut(i) {
            Some(sum) => *sum += n,
            None => sums.push(n),
        }
    }
}

/// Planes that are kept at most: 64 MB of them.
const MAX_KEPT: usize = 1 << 20;

/// Which projects each criterion refuses, for some blocks of profiles: all of them, then every second one, every fourth, so that
/// memory stays bounded.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// Every how manieth block is kept.
    stride: usize,
    met: usize,
    /// Where each kept block begins in the planes of the census; one plane for each variant that is a criterion alone.
    pub(crate) blocks: Vec<(usize, Vec<Plane>)>,
}

impl Default for Kept {
    fn default() -> Kept {
        Kept { stride: 1, met: 0, blocks: vec![] }
    }
}

impl Kept {
    pub(super) fn take(&mut self, first_word: usize, refused: Vec<Plane>) {
        if self.met.is_multiple_of(self.stride) {
            let room = MAX_KEPT / refused.len().max(1);
            self.blocks.push((first_word, refused));
            if self.blocks.len() > room.max(1) {
                self.thin();
            }
        }
        self.met += 1;
    }

    fn thin(&mut self) {
        self.stride *= 2;
        let blocks = std::mem::take(&mut self.blocks);
        self.blocks = blocks.into_iter().step_by(2).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_nth_block_is_kept_whenever_it_was_thinned() {
        // room for four blocks of a quarter of what may be kept
        let planes = || vec![crate::batch::NONE; MAX_KEPT / 4];
        let mut kept = Kept::default();
        (0..5).for_each(|i| kept.take(i * 8, planes()));
        let first: Vec<usize> = kept.blocks.iter().map(|(word, _)| word / 8).collect();
        assert_eq!(first, [0, 2, 4]);
        (5..9).for_each(|i| kept.take(i * 8, planes()));
        let first: Vec<usize> = kept.blocks.iter().map(|(word, _)| word / 8).collect();
        assert_eq!(first, [0, 4, 8]);
    }
}
