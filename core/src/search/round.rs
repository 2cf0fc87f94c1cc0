//! Amounts in whole cents that keep every tie: floats end here.
#![expect(clippy::float_arithmetic, reason = "the search may use floats: what it finds is checked in integers")]

use super::problem::Problem;

/// Whole cents near the amounts, nothing above a cap or below a floor. What keeps a cent from a tie
/// keeps it.
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
        put(cents, j, before + lost);
        if keeps(problem, on, cents) {
            return;
        }
        put(cents, j, before);
    }
}

/// Every tie holds, and sources pay for no more than there is.
pub(super) fn keeps(problem: &Problem, on: &[bool], cents: &[i64]) -> bool {
    problem.gap(cents) >= 0 && problem.broken(on, cents).next().is_none()
}

fn put(cents: &mut [i64], j: usize, amount: i64) {
    if let Some(place) = cents.get_mut(j) {
        *place = amount;
    }
}
