//! Constants that a number is made of: where a formula may break.

use super::{
    number::{Num, NumId},
    plan::Plan,
};
use crate::{base::Order, value::Ratio};

/// Sums over rates that are looked at.
const MAX_QUOTIENTS: usize = 64;

impl Plan {
    /// Sums, rates and bounds of brackets that a number is made of, and each over another: a cap over a rate is where the cap begins.
    pub(crate) fn constants(&self, id: NumId) -> Vec<Ratio> {
        let mut found = vec![];
        self.collect_constants(id, &mut found);
        found.order();
        found.dedup();
        let quotients = found.iter().flat_map(|a| found.iter().filter_map(|b| a.div(*b)));
        let quotients: Vec<Ratio> = quotients.take(MAX_QUOTIENTS).collect();
        found.extend(quotients);
        found
    }

    fn collect_constants(&self, id: NumId, found: &mut Vec<Ratio>) {
        match self.nums.get(id.0 as usize) {
            Some(Num::Constant(n)) => found.push(*n),
            Some(Num::If(_, a, b) | Num::Arith(_, a, b) | Num::Shift(_, a, b)) => {
                [a, b].into_iter().for_each(|part| self.collect_constants(*part, found));
            }
            Some(Num::Between(_, a, b) | Num::AgeOn(a, b)) => {
                [a, b].into_iter().for_each(|part| self.collect_constants(*part, found));
            }
            Some(Num::Round(_, a)) => self.collect_constants(*a, found),
            Some(Num::Step(rows, a) | Num::Marginal(rows, a)) => {
                found.extend(rows.iter().map(|(bound, _)| *bound));
                self.collect_constants(*a, found);
            }
            Some(Num::Absent | Num::Slot(_)) | None => {}
        }
    }

    /// The value of a number that reads nothing.
    pub(crate) fn constant(&self, id: NumId) -> Option<Ratio> {
        if let Some(Num::Constant(n)) = self.nums.get(id.0 as usize) { Some(*n) } else { None }
    }
}
