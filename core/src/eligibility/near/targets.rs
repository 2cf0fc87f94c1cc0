//! Where a slot may go: one value for each class of values that the conditions at hand tell apart.

use super::{Move, Mover};
use crate::{
    base::Order,
    compile::{Node, NodeId, Plan, Slot, SlotId},
    eval::{Reading, State},
    value::Region,
};

/// A slot that a comparison with others reads is tried value by value up to this many.
pub(super) const SMALL: i64 = 64;

/// What conditions see of some values, and these values.
pub(super) type Class = (Vec<u64>, Vec<(i64, i64)>);

/// Changes of one slot that the comparisons `leaves` can tell from what it is now, in order of values.
pub(super) fn targets(reading: &Reading<'_>, mover: &Mover, leaves: &[NodeId]) -> Vec<Move> {
    let (Some(slot), Some(state)) = (reading.plan.slot(mover.slot), reading.state(mover.slot)) else { return vec![] };
    let mask = reading.plan.mask(leaves, mover.slot);
    let key = |row: &[u64]| row.iter().zip(&mask).map(|(r, m)| r & m).collect::<Vec<u64>>();
    let coupled = couples(reading.plan, leaves, mover.slot);
    let cuts = if coupled { cuts(reading, mover, slot, leaves) } else { vec![] };
    let now = seen(slot, state, &key);
    let same_as_now = |k: &Vec<u64>| !coupled && now.as_ref() == Some(k);
    let mut classes: Vec<Class> = vec![];
    for piece in mover.reach.intervals().iter().flat_map(|i| pieces(slot, *i, &cuts)) {
        let k = key(slot.row(slot.cell(piece.0)));
        match classes.iter_mut().find(|(other, _)| !coupled && *other == k) {
            Some((_, pieces)) => pieces.push(piece),
            None => classes.push((k, vec![piece])),
        }
    }
    let to = |to: Option<i64>, same: Vec<(i64, i64)>, step: Option<i64>| Move {
        slot: mover.slot,
        fact: mover.fact,
        to,
        same,
        step,
        effort: mover.effort,
        lead_months: mover.lead_months,
    };
    let mut found: Vec<Move> = vec![];
    for (_, pieces) in classes.into_iter().filter(|(k, _)| !same_as_now(k)) {
        match mover.ordered {
            true => found.extend(nearest(slot, state, &pieces).map(|(v, step)| to(Some(v), vec![(v, v)], Some(step)))),
            false => found.push(to(pieces.first().map(|p| p.0), Region::of(pieces).intervals().to_vec(), None)),
        }
    }
    if mover.none && !same_as_now(&key(slot.row(slot.cells()))) {
        found.push(to(None, vec![], None));
    }
    found
}

/// A comparison between slots reads this one.
pub(super) fn couples(plan: &Plan, leaves: &[NodeId], slot: SlotId) -> bool {
    leaves.iter().any(|l| plan.compared(*l).contains(&slot))
}

/// What the conditions see of the slot as it is, where they see one thing.
fn seen(slot: &Slot, state: &State, key: &dyn Fn(&[u64]) -> Vec<u64>) -> Option<Vec<u64>> {
    let cells = state.values.intervals().iter().flat_map(|(low, high)| slot.cell(*low)..=slot.cell(*high));
    let absent = state.may_be_absent().then(|| slot.cells());
    let mut keys: Vec<Vec<u64>> = cells.chain(absent).map(|c| key(slot.row(c))).collect();
    keys.order();
    keys.dedup();
    if keys.len() == 1 { keys.pop() } else { None }
}

/// An interval cut where cells begin, and where comparisons with other slots may turn.
fn pieces(slot: &Slot, (low, high): (i64, i64), cuts: &[i64]) -> Vec<(i64, i64)> {
    let cells = slot.cell(low) + 1..=slot.cell(high);
    let mut starts: Vec<i64> = cells.map(|c| slot.cell_range(c).0).chain(cuts.iter().copied()).collect();
    starts.push(low);
    starts.retain(|s| (low..=high).contains(s));
    starts.order();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|s| s - 1).chain([high]);
    starts.iter().copied().zip(ends).collect()
}

/// First values of the parts on which sums over slots keep their truth, as the other slots are now.
fn cuts(reading: &Reading<'_>, mover: &Mover, slot: &Slot, leaves: &[NodeId]) -> Vec<i64> {
    if slot.high - slot.low < SMALL {
        return (slot.low..=slot.high).collect();
    }
    let mut found = vec![];
    for leaf in leaves {
        let Node::Linear(l) = reading.plan.node(*leaf) else { continue };
        let Some(linear) = reading.plan.linears.get(*l as usize) else { continue };
        let Some((_, own)) = linear.terms.iter().find(|(s, _)| *s == mover.slot) else { continue };
        let (mut low, mut high) = (0_i128, 0_i128);
        for (other, c) in linear.terms.iter().filter(|(s, _)| *s != mover.slot) {
            let ends = reading.state(*other).and_then(|s| s.values.low().zip(s.values.high()));
            let (a, b) = ends.map_or((0, 0), |(a, b)| (c * i128::from(a), c * i128::from(b)));
            (low, high) = (low + a.min(b), high + a.max(b));
        }
        for rest in [low, high] {
            // own × value ≤ limit − rest turns where the two are level
            let level = (linear.limit - rest).div_euclid(*own);
            found.extend([level, level + 1].into_iter().filter_map(|v| i64::try_from(v).ok()));
        }
    }
    found
}

/// The value that lies nearest to what the slot may be now, and how far that is; the lowest when it has none, or when two lie
/// as near.
fn nearest(slot: &Slot, state: &State, pieces: &[(i64, i64)]) -> Option<(i64, i64)> {
    let now = state.values.intervals();
    if now.is_empty() {
        return pieces.iter().map(|p| (p.0, p.0 - slot.low + 1)).min();
    }
    let near = pieces.iter().flat_map(|(a, b)| {
        now.iter().filter_map(move |(low, high)| match () {
            () if b < low => Some((low - b, *b, b - low)),
            () if a > high => Some((a - high, *a, a - high)),
            () => None,
        })
    });
    near.min().map(|(_, v, step)| (v, step))
}
