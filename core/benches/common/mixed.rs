//! A drawn problem as a mixed-integer solver of others takes it: for the tests that compare answers and for the bench that compares times.
#![allow(
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::allow_attributes,
    reason = "other solvers speak floats; every place is one of the problem's own"
)]

use microlp::{ComparisonOp, OptimizationDirection, Problem as Program, SolveOutcome, Variable};
use terreau::lab::{Instance, Measure};

/// Shares are in millionths.
const SHARE: i64 = 1_000_000;

/// The problem as others take it: a variable for each amount, one for the trough, and one for being there, fixed or not.
pub(crate) struct Theirs {
    pub(crate) program: Program,
    amounts: Vec<Variable>,
    there: Vec<Option<Variable>>,
    trough: Variable,
}

pub(crate) const K: f64 = 100_000.0;

/// Money in thousands of euros. `choice` fixes what is on; `None` leaves it to the solver.
pub(crate) fn theirs(p: &Instance, level: Measure, choice: Option<&[bool]>) -> Theirs {
    let mut program = Program::new(OptimizationDirection::Minimize);
    let share = |c: i64| c as f64 / SHARE as f64;
    let mut amounts = vec![];
    let mut there = vec![];
    for (j, part) in p.amounts.iter().enumerate() {
        let is_on = choice.map(|c| c[j]);
        let (low, high) = match is_on {
            Some(true) => (part.floor as f64 / K, part.cap as f64 / K),
            Some(false) => (0.0, 0.0),
            None => (0.0, part.cap as f64 / K),
        };
        let cost = match level {
            Measure::Gap => -f64::from(part.pays),
            Measure::Cost => share(part.cost),
            Measure::Trough | Measure::Files => 0.0,
        };
        let y = program.add_var(cost, (low, high));
        amounts.push(y);
        there.push(is_on.is_none().then(|| {
            let cost = match level {
                Measure::Cost => part.fixed as f64 / K,
                Measure::Files => f64::from(part.files),
                Measure::Gap | Measure::Trough => 0.0,
            };
            let x = program.add_binary_var(cost);
            program.add_constraint([(y, 1.0), (x, -part.cap as f64 / K)], ComparisonOp::Le, 0.0);
            program.add_constraint([(y, -1.0), (x, part.floor as f64 / K)], ComparisonOp::Le, 0.0);
            x
        }));
    }
    let trough = program.add_var(f64::from(level == Measure::Trough), (0.0, 1e6));
    let mut t = Theirs { program, amounts, there, trough };
    t.ties(p, choice);
    t.months(p, choice);
    t
}

impl Theirs {
    fn ties(&mut self, p: &Instance, choice: Option<&[bool]>) {
        let share = |c: i64| c as f64 / SHARE as f64;
        let pays: Vec<_> =
            p.amounts.iter().zip(&self.amounts).filter(|(p, _)| p.pays).map(|(_, y)| (*y, 1.0)).collect();
        self.program.add_constraint(pays, ComparisonOp::Le, p.uses as f64 / K);
        for row in &p.limits {
            let limit = row.limit as f64 / SHARE as f64 / K;
            let mut terms: Vec<_> = row.terms.iter().map(|(j, c)| (self.amounts[*j], share(*c))).collect();
            match (row.when, choice) {
                (None, _) => {}
                (Some(j), Some(c)) if c[j] => {}
                (Some(_), Some(_)) => continue,
                (Some(j), None) => {
                    let most: f64 =
                        row.terms.iter().map(|(k, c)| (share(*c) * p.amounts[*k].cap as f64 / K).max(0.0)).sum();
                    let big = (most - limit).max(0.0) + 1.0;
                    terms.push((self.there[j].unwrap(), big));
                    self.program.add_constraint(terms, ComparisonOp::Le, limit + big);
                    continue;
                }
            }
            self.program.add_constraint(terms, ComparisonOp::Le, limit);
        }
        if choice.is_none() {
            for (a, b) in &p.excludes {
                let terms = [(self.there[*a].unwrap(), 1.0), (self.there[*b].unwrap(), 1.0)];
                self.program.add_constraint(terms, ComparisonOp::Le, 1.0);
            }
            for (a, b) in &p.requires {
                let terms = [(self.there[*a].unwrap(), 1.0), (self.there[*b].unwrap(), -1.0)];
                self.program.add_constraint(terms, ComparisonOp::Le, 0.0);
            }
        }
    }

    fn months(&mut self, p: &Instance, choice: Option<&[bool]>) {
        let is_on = |j: usize| choice.is_some_and(|c| c[j]);
        for (t, balance) in p.balance.iter().enumerate() {
            let mut terms = vec![(self.trough, -1.0)];
            let mut limit = *balance as f64 / K;
            for (j, y) in self.amounts.iter().enumerate() {
                terms.push((*y, -(p.brought(j, &is_on)[t] as f64) / SHARE as f64));
            }
            for (j, month, cents) in p.fees.iter().filter(|(_, month, _)| *month <= t) {
                match self.there[*j] {
                    Some(x) => terms.push((x, *cents as f64 / K)),
                    None if is_on(*j) => limit -= *cents as f64 / K,
                    None => {}
                }
                let _ = month;
            }
            if choice.is_none() {
                for wait in &p.waits {
                    let late: Vec<usize> = wait
                        .after
                        .iter()
                        .filter(|(_, m)| t >= wait.soonest && m + wait.delay > t)
                        .map(|(k, _)| *k)
                        .collect();
                    if late.is_empty() {
                        continue;
                    }
                    // what has not come yet, because one of the late ones is there
                    let cap = p.amounts[wait.part].cap as f64 / K;
                    let missing = self.program.add_var(0.0, (0.0, cap));
                    for k in late {
                        let x = self.there[k].unwrap();
                        let y = self.amounts[wait.part];
                        self.program.add_constraint([(missing, -1.0), (y, 1.0), (x, cap)], ComparisonOp::Le, cap);
                    }
                    terms.push((missing, wait.share as f64 / SHARE as f64));
                }
            }
            self.program.add_constraint(terms, ComparisonOp::Le, limit);
        }
    }

    /// Holds an earlier level at its value, in cents.
    pub(crate) fn keep(&mut self, p: &Instance, level: Measure, cents: f64, choice: Option<&[bool]>) {
        let room = 0.4;
        let share = |c: i64| c as f64 / SHARE as f64;
        match level {
            Measure::Gap => {
                let pays: Vec<_> =
                    p.amounts.iter().zip(&self.amounts).filter(|(p, _)| p.pays).map(|(_, y)| (*y, 1.0)).collect();
                self.program.add_constraint(pays, ComparisonOp::Ge, (p.uses as f64 - cents - room) / K);
            }
            Measure::Trough => {
                self.program.add_constraint([(self.trough, 1.0)], ComparisonOp::Le, (cents + room) / K);
            }
            Measure::Cost => {
                let mut limit = (cents + room) / K;
                let mut terms: Vec<_> =
                    p.amounts.iter().zip(&self.amounts).map(|(part, y)| (*y, share(part.cost))).collect();
                for (j, part) in p.amounts.iter().enumerate() {
                    match self.there[j] {
                        Some(x) => terms.push((x, part.fixed as f64 / K)),
                        None if choice.is_some_and(|c| c[j]) => limit -= part.fixed as f64 / K,
                        None => {}
                    }
                }
                self.program.add_constraint(terms, ComparisonOp::Le, limit);
            }
            Measure::Files => {}
        }
    }
}

/// A measure's least value by the mixed-integer solver, in cents; earlier ones held.
pub(crate) fn solved(p: &Instance, level: Measure, kept: &[(Measure, f64)]) -> Option<f64> {
    let mut t = theirs(p, level, None);
    kept.iter().for_each(|(l, v)| t.keep(p, *l, *v, None));
    let Ok(SolveOutcome::Solution(solution)) = t.program.solve() else { return None };
    let value = solution.objective();
    Some(match level {
        Measure::Gap => p.uses as f64 + value * K,
        Measure::Trough | Measure::Cost => value * K,
        Measure::Files => value.round(),
    })
}
