//! Can a few linear conditions hold together? Exact, over integers in a box, for the handful of slots that rules couple.
//! Its steps are functions of their own (`inline(never)`), for the reason given at `bundle::read`.

use crate::compile::SlotId;

/// `Σ coefficient × slot ≤ limit`, each slot once, in order.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) terms: Vec<(SlotId, i128)>,
    pub(super) limit: i128,
}

/// One value for each slot.
pub(super) type Point = Vec<(SlotId, i64)>;

/// The answer: integers that satisfy every row, the proof that there are none, or neither in reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Feasible {
    At(Point),
    No,
    Unsure,
}

/// Elimination stops at this many rows.
const MAX_ROWS: usize = 256;

/// The value that a slot has in a list of few.
pub(super) fn of<T: Copy>(list: &[(SlotId, T)], slot: SlotId) -> Option<T> {
    list.iter().find(|(s, _)| *s == slot).map(|(_, value)| *value)
}

/// Looks for integers within `bounds`, which name each slot once, that satisfy every row.
pub(super) fn solve(rows: &[Row], bounds: &[(SlotId, (i64, i64))]) -> Feasible {
    let mut levels: Vec<(SlotId, Vec<Row>)> = vec![];
    let mut point: Point = bounds.iter().filter(|(_, b)| b.0 == b.1).map(|(s, b)| (*s, b.0)).collect();
    let mut current = vec![];
    for row in rows {
        match settle(row, &point) {
            Some(row) => current.push(row),
            None => return Feasible::Unsure,
        }
    }
    let free = || bounds.iter().filter(|(_, b)| b.0 != b.1);
    for (slot, (low, high)) in free() {
        current.push(Row { terms: vec![(*slot, 1)], limit: i128::from(*high) });
        current.push(Row { terms: vec![(*slot, -1)], limit: -i128::from(*low) });
    }
    for (slot, _) in free() {
        let Some(next) = eliminate(&current, *slot) else { return Feasible::Unsure };
        levels.push((*slot, std::mem::replace(&mut current, next)));
    }
    if current.iter().any(|r| r.terms.is_empty() && r.limit < 0) {
        return Feasible::No;
    }
    for (slot, rows) in levels.iter().rev() {
        match choose(*slot, rows, &point) {
            Some(value) => point.push((*slot, value)),
            // a rational point exists, but no whole one was found on this path
            None => return Feasible::Unsure,
        };
    }
    Feasible::At(point)
}

/// The row once known slots have their value: what is left may hold no whole number at all, which only shows in lowest terms.
fn settle(row: &Row, fixed: &Point) -> Option<Row> {
    let mut rest = Row { terms: vec![], limit: row.limit };
    for (slot, c) in &row.terms {
        match of(fixed, *slot) {
            Some(v) => rest.limit = rest.limit.checked_sub(c.checked_mul(i128::from(v))?)?,
            None => rest.terms.push((*slot, *c)),
        }
    }
    Some(lowest(rest))
}

/// Over integers the limit of a reduced row rounds down.
#[inline(never)]
fn lowest(mut row: Row) -> Row {
    let g = row.terms.iter().fold(0, |g, (_, c)| if g == 1 { 1 } else { gcd(g, *c) });
    if g > 1 {
        row.terms.iter_mut().for_each(|(_, c)| *c /= g);
        row.limit = row.limit.div_euclid(g);
    }
    row
}

/// Fourier and Motzkin: every lower bound of the slot against every upper bound.
#[inline(never)]
fn eliminate(rows: &[Row], slot: SlotId) -> Option<Vec<Row>> {
    let side = |positive: bool| rows.iter().filter(move |r| of(&r.terms, slot).is_some_and(|c| (c > 0) == positive));
    let mut next: Vec<Row> = rows.iter().filter(|r| of(&r.terms, slot).is_none()).cloned().collect();
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

#[inline(never)]
fn combine(up: &Row, down: &Row, slot: SlotId) -> Option<Row> {
    let a = of(&up.terms, slot)?;
    let b = of(&down.terms, slot)?.checked_neg()?;
    let mut terms: Vec<(SlotId, i128)> = vec![];
    for (row, factor) in [(up, b), (down, a)] {
        for (s, c) in &row.terms {
            let add = c.checked_mul(factor)?;
            match terms.iter_mut().find(|(t, _)| t == s) {
                Some((_, sum)) => *sum = sum.checked_add(add)?,
                None => terms.push((*s, add)),
            }
        }
    }
    terms.retain(|(_, c)| *c != 0);
    let limit = up.limit.checked_mul(b)?.checked_add(down.limit.checked_mul(a)?)?;
    Some(lowest(Row { terms, limit }))
}

fn gcd(a: i128, b: i128) -> i128 {
    // a browser has no remainder of 128 bits and goes through a long routine for it
    match (i64::try_from(a), i64::try_from(b)) {
        (_, Ok(0)) => a.abs(),
        (Ok(a), Ok(b)) => gcd(i128::from(b), i128::from(a.wrapping_rem(b))),
        _ => gcd(b, a % b),
    }
}

/// A whole value of the slot between its bounds, once the later slots are fixed.
#[inline(never)]
fn choose(slot: SlotId, rows: &[Row], fixed: &Point) -> Option<i64> {
    let (mut low, mut high) = (i128::MIN, i128::MAX);
    for row in rows {
        let Some(c) = of(&row.terms, slot) else { continue };
        let mut rest = row.limit;
        for (s, k) in row.terms.iter().filter(|(s, _)| *s != slot) {
            rest = rest.checked_sub(k.checked_mul(i128::from(of(fixed, *s)?))?)?;
        }
        if c > 0 {
            high = high.min(rest.div_euclid(c));
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
        let bounds = [(SlotId(0), (0, 9)), (SlotId(1), (5_000, 5_000))];
        assert_eq!(solve(&half, &bounds), Feasible::No);
    }

    proptest! {
        #[test]
        fn agrees_with_trying_every_point(rows in proptest::collection::vec((-4_i128..5, -4_i128..5, -20_i128..20), 0..4), x in 0_i64..6, y in 0_i64..6) {
            let rows: Vec<Row> = rows.into_iter().map(|(a, b, l)| row(a, b, l)).collect();
            let bounds = [(SlotId(0), (0, x)), (SlotId(1), (0, y))];
            let holds = |p: i64, q: i64| rows.iter().all(|r| {
                let at = |i: u32, v: i64| of(&r.terms, SlotId(i)).unwrap_or(0) * i128::from(v);
                at(0, p) + at(1, q) <= r.limit
            });
            let exists = (0..=x).any(|p| (0..=y).any(|q| holds(p, q)));
            match solve(&rows, &bounds) {
                Feasible::At(point) => prop_assert!(holds(of(&point, SlotId(0)).unwrap(), of(&point, SlotId(1)).unwrap())),
                Feasible::No => prop_assert!(!exists),
                Feasible::Unsure => {}
            }
        }
    }
}
