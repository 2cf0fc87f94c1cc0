//! Amounts of a choice: each as large as it can be, and with cents to spare where whole cents break a tie.
#![expect(clippy::float_arithmetic, reason = "the search may use floats: what it finds is checked in integers")]

use super::{
    branch::{EURO, Found, Proof, Search, settled},
    node::Bound,
    problem::{Level, SHARE, State},
};

impl Search<'_> {
    /// Of the choices that cost the same, those with the fewest files; of these the one with the largest amounts, part by part. With
    /// these amounts.
    pub(super) fn least_files(&mut self) -> Option<(Found, Vec<f64>)> {
        let mut all = std::mem::take(&mut self.equal);
        all.extend(self.best.take());
        let least = all.iter().map(|f| self.problem.files(&f.on)).min()?;
        all.retain(|f| self.problem.files(&f.on) == least);
        let mut sized: Vec<(Found, Vec<f64>)> = vec![];
        for found in all {
            let amounts = self.largest(found.clone());
            sized.push((found, amounts));
        }
        let larger = |a: &[f64], b: &[f64]| {
            let cents = |list: &[f64]| list.iter().map(|v| v.round() as i64).collect::<Vec<_>>();
            cents(a).cmp(&cents(b))
        };
        sized.into_iter().max_by(|a, b| larger(&a.1, &b.1).then_with(|| a.0.on.cmp(&b.0.on)))
    }

    /// The best amounts of a choice that keep cents from every tie: whole cents near them keep the ties.
    pub(super) fn inside(&mut self, on: &[bool], levels: &[Level]) -> Option<Vec<f64>> {
        let kept = std::mem::take(&mut self.kept);
        self.frame.tight = true;
        let states = settled(on);
        let mut found = None;
        for level in levels.iter().copied() {
            self.level = level;
            let Bound::Reached { amounts, value, .. } = self.bound(&states).1 else { break };
            self.keep(level, value);
            found = Some(Found { on: on.to_vec(), amounts, value });
        }
        let amounts = found.map(|f| self.largest(f));
        self.frame.tight = false;
        self.kept = kept;
        amounts
    }

    /// What whole cents have lost of a level that fractions reached, when it is more than a euro.
    pub(super) fn lost(&self, on: &[bool], cents: &[i64]) -> Option<Proof> {
        let amounts: Vec<f64> = cents.iter().map(|a| *a as f64).collect();
        self.kept.iter().find_map(|(level, least)| {
            let most = self.value_of(*level, on, &amounts) - *least as f64;
            (most > EURO).then_some(Proof::Within { level: *level, most: most.ceil() as i128 })
        })
    }

    /// Amounts of a choice, each as large as it can be, one after the other.
    pub(super) fn largest(&mut self, found: Found) -> Vec<f64> {
        let states = settled(&found.on);
        let mut amounts = found.amounts;
        let kept = self.kept.len();
        for part in (0..states.len()).filter(|j| states.get(*j) == Some(&State::On)) {
            let (cap, has) =
                (self.problem.parts.get(part).map_or(0, |p| p.cap), amounts.get(part).copied().unwrap_or(0.0));
            if has >= cap as f64 {
                // as large as it may be already
                self.keep(Level::Amount(part), -(cap as f64) * SHARE as f64);
                continue;
            }
            self.level = Level::Amount(part);
            self.nodes += 1;
            if let (_, Bound::Reached { amounts: sized, value, .. }) = self.bound(&states) {
                amounts = sized;
                self.keep(Level::Amount(part), value);
            }
        }
        self.kept.truncate(kept);
        amounts
    }
}
