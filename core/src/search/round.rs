//! Amounts in whole cents that keep every tie: floats end here.
#![expect(clippy::float_arithmetic, reason = "the search may use floats: what it finds is checked in integers")]

use super::problem::{Problem, Row, SHARE};

/// How often amounts are mended before they are given up.
const MAX_ROUNDS: usize = 200;

/// Whole cents near the amounts: nothing above a cap, below a floor, or against a tie.
pub(super) fn round(problem: &Problem, on: &[bool], amounts: &[f64]) -> Vec<i64> {
    let mut cents: Vec<i64> = problem
        .parts
        .iter()
        .zip(on)
        .zip(amounts)
        .map(|((part, on), amount)| {
            let near = amount.round();
            let whole = if (amount - near).abs() < 0.1 { near } else { amount.floor() };
            if *on { (whole as i64).max(part.floor).min(part.cap) } else { 0 }
        })
        .collect();
    for _ in 0..MAX_ROUNDS {
        let broken: Option<(Vec<(usize, i64)>, i128)> = problem
            .broken(on, &cents)
            .next()
            .map(|row: &Row| (row.terms.clone(), row.limit))
            .or_else(|| over_the_uses(problem, &cents));
        let Some((terms, limit)) = broken else { break };
        if !mend(problem, on, &mut cents, &terms, limit) {
            break;
        }
    }
    fill(problem, on, &mut cents);
    cents
}

/// Cents that rounding left without a payer go to the first part that may take them.
fn fill(problem: &Problem, on: &[bool], cents: &mut [i64]) {
    let lost = problem.gap(cents);
    if lost <= 0 || lost > 2 * problem.parts.len() as i64 {
        return;
    }
    for (j, part) in problem.parts.iter().enumerate().filter(|(j, p)| p.pays && on.get(*j) == Some(&true)) {
        let Some(before) = cents.get(j).copied().filter(|c| c + lost <= part.cap) else { continue };
        cents.iter_mut().skip(j).take(1).for_each(|c| *c = before + lost);
        if problem.broken(on, cents).next().is_none() {
            return;
        }
        cents.iter_mut().skip(j).take(1).for_each(|c| *c = before);
    }
}

/// Sources may not pay for more than there is.
fn over_the_uses(problem: &Problem, cents: &[i64]) -> Option<(Vec<(usize, i64)>, i128)> {
    let terms = || problem.parts.iter().enumerate().filter(|(_, p)| p.pays).map(|(j, _)| (j, SHARE));
    (problem.gap(cents) < 0).then(|| (terms().collect(), i128::from(problem.uses) * i128::from(SHARE)))
}

/// Takes what is too much from the parts that can give it, last ones first; only when that is not enough, gives to those that
/// make room. Amounts that go down keep the rows that are mended already, but for those that ask for other money.
fn mend(problem: &Problem, on: &[bool], cents: &mut [i64], terms: &[(usize, i64)], limit: i128) -> bool {
    let amount = |cents: &[i64], j: usize| i128::from(cents.get(j).copied().unwrap_or(0));
    let sum: i128 = terms.iter().map(|(j, c)| i128::from(*c) * amount(cents, *j)).sum();
    let mut excess = sum - limit;
    let mut moved = false;
    for down in [true, false] {
        for (j, c) in terms.iter().rev().filter(|(j, c)| (*c > 0) == down && on.get(*j) == Some(&true)) {
            let (Some(part), Some(place)) = (problem.parts.get(*j), cents.get_mut(*j)) else { continue };
            if excess <= 0 {
                return true;
            }
            let size = i128::from(c.unsigned_abs().max(1));
            let wanted = i64::try_from((excess + size - 1) / size).unwrap_or(i64::MAX);
            let room = if down { *place - part.floor } else { part.cap - *place };
            let step = wanted.min(room.max(0));
            *place += if down { -step } else { step };
            excess -= size * i128::from(step);
            moved |= step > 0;
        }
    }
    moved
}
