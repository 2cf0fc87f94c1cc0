//! A population at a time: what many profiles tell becomes cells, cells become bits, and the conditions that schemes share are
//! worked out once for 512 profiles. What bits leave open goes the way of a single profile.

mod cells;
mod column;
#[cfg(feature = "lab")]
mod count;
mod judged;
mod lanes;
mod lists;
mod memo;
mod offer;
mod program;
mod questions;
mod rank;
mod row;
mod survey;
mod told;
mod wide;
mod worker;

#[cfg(test)]
pub(crate) use column::Cell;
pub(crate) use column::{Column, Table};
pub(crate) use lanes::{NONE, Plane, both};
pub(crate) use survey::{Standings, Survey};

use crate::{
    base::Order,
    compile::Plan,
    eval::State,
    model::Model,
    ranking::{Placed, Scorer},
};
use lanes::{Block, ROWS};
use offer::Offer;
use program::Program;
use questions::Questions;
use rank::Rank;
use std::sync::atomic::{AtomicUsize, Ordering};
use told::{Told, written};
use worker::Worker;

/// A plan made ready for many profiles.
#[derive(Debug)]
pub(crate) struct Batch<'p> {
    plan: &'p Plan,
    model: &'p Model,
    scorer: &'p Scorer,
    weights: Vec<u32>,
    /// Schemes told for each profile, at most.
    room: usize,
    rank: Rank,
    /// Entries say whether a rule caps their amount.
    tells_caps: bool,
    program: Program,
    offers: Vec<Offer>,
    /// Scores look at the cost of the project.
    reads_cost: bool,
    /// For each slot with a small domain, the cell of each value.
    cells: Vec<Box<[u16]>>,
    questions: Questions,
}

/// One of the best schemes of one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Place of the profile in the table.
    pub(crate) row: usize,
    pub(crate) placed: Placed,
    /// Lowest and highest in cents, and whether it may not apply.
    pub(crate) amount: Option<(i64, i64, bool)>,
    /// No rule caps the amount: the highest is only as high as a fact that was not told may be. Told where it was asked for.
    pub(crate) uncapped: bool,
}

/// How many profiles have each verdict of a scheme, in the order of [`crate::Verdict`].
pub(crate) type Tally = [u64; 4];

/// What came out of a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Scored {
    /// In the order of profiles, and of the list of each.
    pub(crate) entries: Vec<Entry>,
    /// For each scheme, how many profiles have each verdict.
    pub(crate) tallies: Vec<Tally>,
    /// Profiles whose answers contradict one another; nothing is told of them.
    pub(crate) contradictory: Vec<usize>,
    /// For each profile, how many schemes it is eligible for.
    #[cfg(feature = "lab")]
    pub(crate) eligible: Vec<u32>,
}

/// What one thread did: blocks with their place, and its tallies.
type Share = (Vec<(usize, worker::Done)>, Vec<Tally>);

impl<'p> Batch<'p> {
    pub(crate) fn new(plan: &'p Plan, model: &'p Model, scorer: &'p Scorer, weights: &[u32], room: usize) -> Batch<'p> {
        let program = Program::new(plan);
        let mut questions = Questions::of_constraints(plan);
        let offers = Offer::all(plan, &program, &mut questions, (scorer, weights));
        let reads_cost = offers.iter().any(|o| !o.parts.rest.is_empty());
        Batch {
            plan,
            model,
            scorer,
            weights: weights.to_vec(),
            room,
            rank: Rank::Usual,
            tells_caps: false,
            program,
            offers,
            reads_cost,
            cells: written(plan),
            questions,
        }
    }

    /// The same with lists by verdict, score and amount, for at most 16,384 schemes, and with the number of schemes that each
    /// profile is eligible for.
    #[cfg(feature = "lab")]
    pub(crate) fn by_amount(self) -> Batch<'p> {
        Batch { rank: Rank::ByAmount, ..self }
    }

    /// The same with entries that say whether a rule caps their amount.
    #[cfg(feature = "arrow")]
    pub(crate) fn telling_caps(self) -> Batch<'p> {
        Batch { tells_caps: true, ..self }
    }

    /// Scores every profile of a table that is not wrong, on so many threads.
    pub(crate) fn score(&self, table: &Table, threads: usize) -> Scored {
        let told = Told::all(self.plan, self.model, &self.cells, table);
        let results = shared(table.rows, threads, |next| {
            let mut worker = Worker::new(self, table, &told);
            let mut done = vec![];
            while let Some((place, block)) = next() {
                done.push((place, worker.block(block)));
            }
            (done, worker.tallies())
        });
        self.together(results)
    }

    /// What every slot may be, for some profiles.
    pub(crate) fn states<'t>(
        &'t self,
        table: &'t Table,
        rows: &'t [usize],
    ) -> impl Iterator<Item = (usize, Vec<State>)> + 't {
        let told = Told::all(self.plan, self.model, &self.cells, table);
        rows.iter().map(move |row| (*row, told.iter().map(|t| t.state(*row)).collect()))
    }

    fn together(&self, results: Vec<Share>) -> Scored {
        let mut scored = Scored { tallies: vec![Tally::default(); self.plan.schemes.len()], ..Scored::default() };
        let mut all = vec![];
        for (done, tallies) in results {
            all.extend(done);
            add(&mut scored.tallies, tallies);
        }
        all.order_by(|a, b| a.0.cmp(&b.0));
        scored.entries.reserve_exact(all.iter().map(|(_, done)| done.entries.len()).sum());
        for (_, done) in all {
            scored.entries.extend(done.entries);
            scored.contradictory.extend(done.contradictory);
            #[cfg(feature = "lab")]
            scored.eligible.extend(done.eligible);
        }
        scored
    }
}

fn add(sums: &mut [Tally], tallies: Vec<Tally>) {
    for (sum, tally) in sums.iter_mut().zip(tallies) {
        sum.iter_mut().zip(tally).for_each(|(a, b)| *a += b);
    }
}

/// Shares the blocks of a table out: each thread takes the next one, with its place, until none is left.
fn shared<R: Send>(
    rows: usize,
    threads: usize,
    work: impl Fn(&dyn Fn() -> Option<(usize, Block)>) -> R + Sync,
) -> Vec<R> {
    let blocks = rows.div_ceil(ROWS);
    let taken = AtomicUsize::new(0);
    let next = || {
        let place = taken.fetch_add(1, Ordering::Relaxed);
        let first = place * ROWS;
        (place < blocks).then(|| (place, Block { first, rows: ROWS.min(rows - first) }))
    };
    match threads.min(blocks) {
        0 | 1 => vec![work(&next)],
        n => std::thread::scope(|scope| {
            let others: Vec<_> = (1..n).map(|_| scope.spawn(|| work(&next))).collect();
            let own = work(&next);
            // nothing here panics; if it ever does, no share may be lost silently
            let others = others.into_iter().map(|o| o.join().unwrap_or_else(|e| std::panic::resume_unwind(e)));
            others.chain([own]).collect()
        }),
    }
}
