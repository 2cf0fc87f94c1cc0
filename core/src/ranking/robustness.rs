//! How far each weight may move, the others rescaled in proportion, before the first places change.
//!
//! A score is linear in a weight moved so. Two schemes therefore swap at one weight, and the range of a line is where no pair of
//! neighbours swaps (weight stability interval: `Triantaphyllou` and `Sánchez`, Decision Sciences 28, 1997).

use super::Group;

/// The weights sum to this.
const WHOLE: i64 = 1_000;

/// One scheme of the list, with what its score is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) group: Group,
    pub(crate) id: &'a str,
    /// Lowest points of each line.
    pub(crate) points: &'a [u32],
}

/// Where the order stands when one weight alone is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Steady {
    /// The least and the largest weight, in whole thousandths, with which the first places stay as they are.
    pub(crate) from: u32,
    pub(crate) to: u32,
    /// With less than `from`, the second of these rows passes before the first; absent when it may fall to zero.
    pub(crate) below: Option<(usize, usize)>,
    /// The same with more than `to`; absent when it may be all that counts.
    pub(crate) above: Option<(usize, usize)>,
}

/// The range of each weight for the first `top` rows of a list in its order. A weight that is all there is has nothing to be
/// rescaled against, and does not move.
pub(crate) fn robustness(rows: &[Row<'_>], weights: &[u32], top: usize) -> Vec<Steady> {
    (0..weights.len()).map(|line| steady(rows, weights, line, top)).collect()
}

fn steady(rows: &[Row<'_>], weights: &[u32], line: usize, top: usize) -> Steady {
    let weight = weights.get(line).copied().unwrap_or(0);
    let mut found = Steady { from: 0, to: WHOLE as u32, below: None, above: None };
    if i64::from(weight) >= WHOLE {
        return Steady { from: weight, ..found };
    }
    for (ahead, behind) in neighbours(rows, top) {
        let Some((a, b)) = rows.get(ahead).zip(rows.get(behind)) else { continue };
        let (from, to) = stands(a, b, weights, line);
        if from > found.from {
            (found.from, found.below) = (from, Some((ahead, behind)));
        }
        if to < found.to {
            (found.to, found.above) = (to, Some((ahead, behind)));
        }
    }
    found
}

/// Pairs that decide the order of the first places: neighbours among them, and the last of them with all that follow. Groups
/// never mix, whatever the weights.
fn neighbours(rows: &[Row<'_>], top: usize) -> impl Iterator<Item = (usize, usize)> {
    let top = top.min(rows.len());
    let within = (1..top).map(|i| (i - 1, i));
    let last = top.saturating_sub(1);
    let beyond = (top.max(1)..rows.len()).map(move |i| (last, i));
    let group = |i: usize| rows.get(i).map(|r| r.group);
    within.chain(beyond).filter(move |(a, b)| group(*a) == group(*b))
}

/// The weights of a line with which one row stays ahead of another.
///
/// With the difference of their points on this line, d, and on the others as weighted, R, the difference of their scores at a
/// weight w is w·d + (1000 − w)·R / (1000 − w₀): multiplied by 1000 − w₀, it is slope·w + 1000·R.
fn stands(a: &Row<'_>, b: &Row<'_>, weights: &[u32], line: usize) -> (u32, u32) {
    let differences = a.points.iter().zip(b.points).map(|(x, y)| i64::from(*x) - i64::from(*y));
    let (mut own, mut others, mut weight) = (0, 0, 0);
    for (i, (difference, w)) in differences.zip(weights).enumerate() {
        if i == line {
            (own, weight) = (difference, i64::from(*w));
        } else {
            others += difference * i64::from(*w);
        }
    }
    let slope = own * (WHOLE - weight) - others;
    let at_zero = WHOLE * others;
    // equal scores stand in the order of their ids
    let least = i64::from(a.id > b.id);
    let to_weight = |w: i64| w.clamp(0, WHOLE) as u32;
    match slope.signum() {
        // slope·w ≥ least − at_zero
        1 => (
            to_weight((least - at_zero).div_euclid(slope) + i64::from((least - at_zero).rem_euclid(slope) > 0)),
            WHOLE as u32,
        ),
        -1 => (0, to_weight((at_zero - least).div_euclid(-slope))),
        _ => (0, WHOLE as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, WHOLE, robustness};
    use crate::ranking::Group;
    use proptest::prelude::*;

    /// The order of the first rows when a weight is moved, in fractions: score × (1000 − w₀).
    fn order(rows: &[Row<'_>], weights: &[u32], line: usize, moved: i64, top: usize) -> Vec<String> {
        let score = |r: &Row<'_>| -> i64 {
            let part = |(i, (w, p)): (usize, (&u32, &u32))| {
                let (w, p) = (i64::from(*w), i64::from(*p));
                if i == line { moved * (WHOLE - w) * p } else { w * (WHOLE - moved) * p }
            };
            // the line's own weight, which the others are rescaled against
            weights.iter().zip(r.points).enumerate().map(part).sum()
        };
        let mut sorted: Vec<&Row<'_>> = rows.iter().collect();
        sorted.sort_by(|a, b| (a.group, score(b), a.id).cmp(&(b.group, score(a), b.id)));
        sorted.iter().take(top).map(|r| r.id.to_owned()).collect()
    }

    proptest! {
        /// The first places are the same for every whole weight of the range, and others just outside of it.
        #[test]
        fn the_order_stands_within_and_falls_outside(
            points in prop::collection::vec(prop::collection::vec(0_u32..=20, 3), 1..9),
            groups in prop::collection::vec(any::<bool>(), 9),
            cuts in (0_u32..=100, 0_u32..=100),
            top in 1_usize..6,
        ) {
            let (low, high) = (cuts.0.min(cuts.1) * 10, cuts.0.max(cuts.1) * 10);
            let weights = [low, high - low, 1_000 - high];
            let ids: Vec<String> = (0..points.len()).map(|i| format!("s{i}")).collect();
            let mut rows: Vec<Row<'_>> = points
                .iter()
                .zip(&ids)
                .zip(&groups)
                .map(|((p, id), now)| Row { group: if *now { Group::Now } else { Group::Later }, id, points: p })
                .collect();
            let score = |r: &Row<'_>| -> u32 { weights.iter().zip(r.points).map(|(w, p)| w * p).sum() };
            rows.sort_by(|a, b| (a.group, score(b), a.id).cmp(&(b.group, score(a), b.id)));
            let now: Vec<String> = rows.iter().take(top).map(|r| r.id.to_owned()).collect();
            for (line, found) in robustness(&rows, &weights, top).into_iter().enumerate() {
                if weights[line] == 1_000 {
                    prop_assert_eq!((found.from, found.to), (1_000, 1_000));
                    continue;
                }
                prop_assert!(found.from <= weights[line] && weights[line] <= found.to);
                for w in 0..=1_000_u32 {
                    let same = order(&rows, &weights, line, i64::from(w), top) == now;
                    prop_assert_eq!(same, (found.from..=found.to).contains(&w), "line {} at {}", line, w);
                }
                // the pair that is named is one that swaps there
                for (end, pair) in [(found.from.checked_sub(1), found.below), (Some(found.to + 1).filter(|w| *w <= 1_000), found.above)] {
                    let (Some(w), Some((ahead, behind))) = (end, pair) else {
                        prop_assert!(end.is_none() && pair.is_none());
                        continue;
                    };
                    let whole = order(&rows, &weights, line, i64::from(w), rows.len());
                    let place = |i: usize| whole.iter().position(|id| id == rows[i].id);
                    prop_assert!(place(behind) < place(ahead));
                }
            }
        }
    }
}
