//! Populations as columns of integers, and lists in an order that is not ours: for those who compare engines on one workload.
//! Not a part of the product: the feature `lab` opens it to the adapter of that comparison.

use crate::{
    batch::{Batch, Column, Table},
    model::FactId,
    rule_set::{Dated, Weighting},
};

/// Many profiles, fact by fact.
#[derive(Debug, Clone)]
pub struct Columns<'d> {
    dated: &'d Dated,
    table: Table,
}

/// A scheme in the list of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Place of the profile.
    pub row: usize,
    /// Place of the scheme, ids in order.
    pub scheme: usize,
    /// Eligible, else undetermined.
    pub eligible: bool,
    /// Thousandths of a point.
    pub score: u32,
    /// Cents, where they are known.
    pub cents: Option<i64>,
}

/// What columns come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    /// The best of each profile: by verdict, score, amount, id.
    pub best: Vec<Listed>,
    /// For each profile, how many schemes it is eligible for.
    pub eligible: Vec<u32>,
    /// For each scheme, how many profiles are eligible.
    pub by_scheme: Vec<u64>,
}

impl Dated {
    /// Room for so many profiles of which nothing is told yet.
    pub fn integer_columns(&self, rows: usize) -> Columns<'_> {
        let facts = vec![None; self.model().facts.len()];
        Columns { dated: self, table: Table { rows, facts, ..Table::default() } }
    }
}

impl Columns<'_> {
    /// Tells one fact of every profile in its own integers: cents, days since 1970-01-01, places of members in the order of
    /// their names, 0 and 1, and of a set a bit for each member. False when there is no such fact.
    pub fn tell(&mut self, fact: &str, numbers: impl Iterator<Item = Option<i64>>) -> bool {
        let id = self.dated.model().fact_id(fact);
        let Some(place) = id.and_then(|id: FactId| self.table.facts.get_mut(id.index())) else { return false };
        let column = place.insert(Column::unknown(self.table.rows));
        numbers.enumerate().for_each(|(row, number)| {
            if let Some(number) = number {
                column.tell_number(row, number);
            }
        });
        true
    }

    /// The best of each profile, at most `room`, on so many threads.
    pub fn score(&self, weighting: &Weighting, room: usize, threads: usize) -> Lists {
        let (dated, weights) = (self.dated, weighting.weights());
        let batch = Batch::new(&dated.plan, dated.model(), dated.scorer(), weights, room).by_amount();
        let scored = batch.score(&self.table, threads);
        let listed = |e: crate::batch::Entry| Listed {
            row: e.row,
            scheme: e.placed.index,
            eligible: e.placed.verdict == crate::Verdict::Eligible,
            score: e.placed.low,
            cents: e.amount.filter(|(low, high, _)| low == high).map(|(cents, ..)| cents),
        };
        Lists {
            best: scored.entries.into_iter().map(listed).collect(),
            eligible: scored.eligible,
            by_scheme: scored.tallies.iter().map(|[eligible, ..]| *eligible).collect(),
        }
    }
}
