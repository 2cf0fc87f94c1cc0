//! A population judged scheme by scheme for whoever asks, block after block, without lists or amounts.

use super::{
    Batch, Tally,
    column::Table,
    judged::Judged,
    lanes::{Block, Plane},
    shared,
    told::Told,
    worker::Worker,
};
use crate::{
    base::{Order, bits::ones_in},
    compile::SlotId,
    eval::{Known, Reading, State},
};

/// One block of a population.
pub(crate) struct Survey<'b> {
    worker: Worker<'b>,
    block: Block,
    usable: Plane,
}

/// How profiles of a block stand with a scheme.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standings {
    /// It is not refused.
    pub(crate) possible: Plane,
    /// It is met whatever is not told; declared criteria may be open.
    pub(crate) sure: Plane,
}

impl Batch<'_> {
    /// Looks at every block of a table on so many threads. What it saw comes in the order of blocks; then, for each scheme, how
    /// many of the profiles that it was judged for have each verdict.
    pub(crate) fn survey<T: Send>(
        &self,
        table: &Table,
        threads: usize,
        look: impl Fn(&mut Survey<'_>) -> T + Sync,
    ) -> (Vec<T>, Vec<Tally>) {
        let told = Told::all(self.plan, self.model, &self.cells, table);
        let results = shared(table.rows, threads, |next| {
            let worker = Worker::new(self, table, &told);
            let nothing = Block { first: 0, rows: 0 };
            let mut survey = Survey { worker, block: nothing, usable: super::NONE };
            let mut seen = vec![];
            while let Some((place, block)) = next() {
                let (usable, _) = survey.worker.open(block);
                survey = Survey { usable, block, ..survey };
                seen.push((place, look(&mut survey)));
            }
            (seen, survey.worker.tallies())
        });
        let mut tallies = vec![Tally::default(); self.plan.schemes.len()];
        let mut all = vec![];
        for (seen, own) in results {
            all.extend(seen);
            super::add(&mut tallies, own);
        }
        all.order_by(|a, b| a.0.cmp(&b.0));
        (all.into_iter().map(|(_, seen)| seen).collect(), tallies)
    }
}

impl<'b> Survey<'b> {
    /// Profiles that can be judged.
    pub(crate) fn usable(&self) -> &Plane {
        &self.usable
    }

    /// How many profiles cannot, because something told of them is wrong or contradicts the rest.
    pub(crate) fn set_aside(&self) -> u64 {
        (self.block.rows as u64).saturating_sub(ones_in(&self.usable))
    }

    /// Judges a scheme for some of the profiles.
    pub(crate) fn judge(&mut self, scheme: usize, among: &Plane) -> Standings {
        let judged = match self.worker.batch.offers.get(scheme) {
            Some(offer) => self.worker.judge(self.block, offer, among),
            None => Judged::NOBODY,
        };
        Standings { possible: judged.possible(), sure: judged.sure() }
    }

    /// What a profile of the block tells of a slot.
    pub(crate) fn state(&self, slot: SlotId, at: usize) -> State {
        self.worker.told(slot).map_or_else(State::default, |t| t.state(self.block.first + at))
    }

    /// A profile of the block, for what amounts are computed from.
    pub(crate) fn known(&self, at: usize) -> impl Known {
        self.worker.row(self.block, at)
    }

    /// A profile of the block on its own.
    pub(crate) fn reading(&self, at: usize) -> Reading<'b> {
        self.worker.read(self.block.first + at)
    }
}
