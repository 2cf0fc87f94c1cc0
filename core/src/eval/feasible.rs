//! Can a few linear conditions hold together? Exact, over integers in a box, for the handful of slots that rules couple.

use crate::compile::SlotId;
use std::collections::BTreeMap;

/// `Σ coefficient × slot ≤ limit`.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) terms: BTreeMap<SlotId, i128>,
    pub(super) limit: i128,
}

/// The answer: integers that satisfy every row, the proof that there are none, or neither in reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Feasible {
    At(BTreeMap<SlotId, i64>),
    No,
    Unsure,
}

/// Elimination stops at this many rows.
const MAX_ROWS: usize = 256;

/// Looks for integers within `bounds` that satisfy every row.
pub(super) fn solve(rows: &[Row], bounds: &BTreeMap<SlotId, (i64, i64)>) -> Feasible {
    let mut levels: Vec<(SlotId, Vec<Row>)> = vec![];
    let fixed: BTreeMap<SlotId, i64> = bounds.iter().filter(|(_, b)| b.0 == b.1).map(|(s, b)| (*s, b.0)).collect();
    let Some(mut current) = rows.iter().map(|r| settle(r, &fixed)).collect::<Option<Vec<Row>>>() else {
        return Feasible::Unsure;
    };
    let free = || bounds.iter().filter(|(s, _)| !fixed.contains_key(s));
    for (slot, (low, high)) in free() {
        current.push(Row { terms: BTreeMap::from([(*slot, 1)]), limit: i128::from(*high) });
        current.push(Row { terms: BTreeMap::from([(*slot, -1)]), limit: -i128::from(*low) });
    }
    for (slot, _) in free() {
        let Some(next) = eliminate(&current, *slot) else { return Feasible::Unsure };
        levels.push((*slot, std::mem::replace(&mut current, next)));
    }
    if current.iter().any(|r| r.terms.is_empty() && r.limit < 0) {
        return Feasible::No;
    }
    let mut point = fixed.clone();
    for (slot, rows) in levels.iter().rev() {
        match choose(*slot, rows, &point) {
            Some(value) => point.insert(*slot, value),
            // a rational point exists, but no whole one was found on this path
            None => return Feasible::Unsure,
        };
    }
    Feasible::At(point)
}

/// The row once known slots have their value: what is left may hold no whole number at all, which only shows in lowest terms.
fn settle(row: &Row, fixed: &BTreeMap<SlotId, i64>) -> Option<Row> {
    let mut rest = Row { terms: BTreeMap::new(), limit: row.limit };
    for (slot, c) in &row.terms {
        match fixed.get(slot) {
            Some(v) => rest.limit = rest.limit.checked_sub(c.checked_mul(i128::from(*v))?)?,
            None => {
                rest.terms.insert(*slot, *c);
            }
        }
    }
    Some(lowest(rest))
}

/// Over integers the limit of a reduced row rounds down.
fn lowest(mut row: Row) -> Row {
    let g = row.terms.values().fold(0, |g, c| gcd(g, *c));
    if g > 1 {
        row.terms.values_mut().for_each(|c| *c /= g);
        row.limit = row.limit.div_euclid(g);
    }
    row
}

/// Fourier and Motzkin: every lower bound of the slot against every upper bound.
fn eliminate(rows: &[Row], slot: SlotId) -> Option<Vec<Row>> {
    let side = |positive: bool| rows.iter().filter(move |r| r.terms.get(&slot).is_some_and(|c| (*c > 0) == positive));
    let mut next: Vec<Row> = rows.iter().filter(|r| !r.terms.contains_key(&slot)).cloned().collect();
    for up in side(true) {
        for down in side(false) {
            next.push(combine(up, down, slot)?);
            if next.len() > MAX_ROWS {
                return None;
            }
        }
    }
    Some(next)
}

fn combine(up: &Row, down: &Row, slot: SlotId) -> Option<Row> {
    let a = *up.terms.get(&slot)?;
    let b = down.terms.get(&slot)?.checked_neg()?;
    let mut terms = BTreeMap::new();
    for (row, factor) in [(up, b), (down, a)] {
        for (s, c) in &row.terms {
            let add = c.checked_mul(factor)?;
            let entry = terms.entry(*s).or_insert(0_i128);
            *entry = entry.checked_add(add)?;
        }
    }
    terms.retain(|_, c| *c != 0);
    let limit = up.limit.checked_mul(b)?.checked_add(down.limit.checked_mul(a)?)?;
    Some(lowest(Row { terms, limit }))
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

/// A whole value of the slot between its bounds, once the later slots are fixed.
fn choose(slot: SlotId, rows: &[Row], fixed: &BTreeMap<SlotId, i64>) -> Option<i64> {
    let (mut low, mut high) = (i128::MIN, i128::MAX);
    for row in rows {
        let Some(c) = row.terms.get(&slot) else { continue };
        let mut rest = row.limit;
        for (s, k) in row.terms.iter().filter(|(s, _)| **s != slot) {
            rest = rest.checked_sub(k.checked_mul(i128::from(*fixed.get(s)?))?)?;
        }
        if *c > 0 {
            high = high.min(rest.div_euclid(*c));
        } else {
            low = low.max(-rest.div_euclid(c.checked_neg()?));
        }
    }
    (low <= high).then(|| i64::try_from(low).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(a: i128, b: i128, limit: i128) -> Row {
        let terms = [(SlotId(0), a), (SlotId(1), b)].into_iter().filter(|(_, c)| *c != 0).collect();
        Row { terms, limit }
    }

    #[test]
    fn a_half_is_no_whole_number() {
        let half = [row(10_000, -1, 0), row(-10_000, 1, 0)];
        let bounds = BTreeMap::from([(SlotId(0), (0, 9)), (SlotId(1), (5_000, 5_000))]);
        assert_eq!(solve(&half, &bounds), Feasible::No);
    }

    proptest! {
        #[test]
        fn agrees_with_trying_every_point(rows in proptest::collection::vec((-4_i128..5, -4_i128..5, -20_i128..20), 0..4), x in 0_i64..6, y in 0_i64..6) {
            let rows: Vec<Row> = rows.into_iter().map(|(a, b, l)| row(a, b, l)).collect();
            let bounds = BTreeMap::from([(SlotId(0), (0, x)), (SlotId(1), (0, y))]);
            let holds = |p: i64, q: i64| rows.iter().all(|r| {
                let at = |i: u32, v: i64| r.terms.get(&SlotId(i)).copied().unwrap_or(0) * i128::from(v);
                at(0, p) + at(1, q) <= r.limit
            });
            let exists = (0..=x).any(|p| (0..=y).any(|q| holds(p, q)));
            match solve(&rows, &bounds) {
                Feasible::At(point) => prop_assert!(holds(point[&SlotId(0)], point[&SlotId(1)])),
                Feasible::No => prop_assert!(!exists),
                Feasible::Unsure => {}
            }
        }
    }
}
