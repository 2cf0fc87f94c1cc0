//! Amounts as intervals: exact when completions reach both ends, an outer bound that says so otherwise.

use crate::{
    base::Order,
    compile::{AmountPlan, Capped, Extent, NodeId, SlotId, extent, grows, point},
    eval::{self, Known, Reading, State, Witness},
    value::{Ratio, Region},
};

/// What a scheme would give, in cents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Aid {
    pub(crate) low: i64,
    pub(crate) high: i64,
    /// Both ends are reached by a completion of what is known.
    pub(crate) exact: bool,
    /// It may also not apply.
    pub(crate) maybe_absent: bool,
    /// No rule caps it: the highest is only as high as a fact that was not told may be.
    pub(crate) uncapped: bool,
    /// Completions that reach the ends, where some fact is open.
    pub(crate) at_low: Option<Witness>,
    pub(crate) at_high: Option<Witness>,
}

/// Points tried for each end.
const MAX_POINTS: usize = 4_096;
/// A slot with fewer values is a choice, not a quantity.
const WIDE: i64 = 1_000;
/// Cuts of one slot that are all tried.
const MAX_CUTS: usize = 12;
/// Parts the open slots are cut into to tighten what interval arithmetic says.
const MAX_PARTS: usize = 256;

/// The aid of a scheme; `None` when the amount does not apply to this profile.
pub(crate) fn aid(reading: &mut Reading<'_>, plan: &AmountPlan, constraints: &[NodeId]) -> Option<Aid> {
    let nums = &reading.plan.nums;
    let open: Vec<SlotId> = plan.slots.iter().copied().filter(|s| reading.is_open(*s)).collect();
    if open.is_empty() {
        let value = cents(point(nums, plan.formula, reading)?)?;
        let aid = Aid {
            low: value,
            high: value,
            exact: true,
            maybe_absent: false,
            uncapped: false,
            at_low: None,
            at_high: None,
        };
        return Some(aid);
    }
    let outer = bounds(reading, plan, &open, MAX_PARTS)?;
    let (low, high) = (cents(outer.low)?, cents(outer.high)?);
    let (at_low, at_high) = reach(reading, plan, &open, constraints, (outer.low, outer.high));
    let exact = at_low.is_some() && at_high.is_some();
    let uncapped = uncapped(reading, plan, &open, outer.high);
    Some(Aid { low, high, exact, maybe_absent: outer.maybe_absent, uncapped, at_low, at_high })
}

/// No rule caps the amount of this profile.
#[cfg(feature = "batch")]
pub(crate) fn is_uncapped(reading: &mut Reading<'_>, plan: &AmountPlan) -> bool {
    let open: Vec<SlotId> = plan.slots.iter().copied().filter(|s| reading.is_open(*s)).collect();
    bounds(reading, plan, &open, MAX_PARTS).is_some_and(|outer| uncapped(reading, plan, &open, outer.high))
}

/// Half of what some fact that was not told may be would lower the highest.
fn uncapped(reading: &mut Reading<'_>, plan: &AmountPlan, open: &[SlotId], high: Ratio) -> bool {
    open.iter().any(|id| {
        let (Some(slot), Some(state)) = (reading.plan.slot(*id), reading.state(*id)) else { return false };
        if !state.unknown || slot.high - slot.low < WIDE {
            return false;
        }
        let lower = Region::range(slot.low, slot.low + (slot.high - slot.low) / 2);
        let Some(before) = reading.swap(*id, State { values: lower, ..State::default() }) else { return false };
        let found = extent(&reading.plan.nums, plan.formula, reading);
        reading.put_back(before);
        found.is_none_or(|e| e.high < high)
    })
}

/// The interval of the usual amount.
#[inline(always)]
pub(crate) fn share(known: &impl Known, capped: &Capped) -> Option<(i64, i64, bool)> {
    let (low, high, maybe_absent) = known.ends(capped.slot)?;
    let least = capped.cents(low);
    Some((least, if low == high { least } else { capped.cents(high) }, maybe_absent))
}

/// The interval alone, without witnesses, and whether it may not apply: what ranking needs.
pub(crate) fn interval(known: &impl Known, plan: &AmountPlan) -> Option<(i64, i64, bool)> {
    if let Some(capped) = &plan.capped {
        return share(known, capped);
    }
    let found = extent(&known.plan().nums, plan.formula, known)?;
    Some((cents(found.low)?, cents(found.high)?, found.maybe_absent))
}

/// Both ends of the aid, as tight as [`aid`] gives them, without witnesses.
pub(crate) fn ends(reading: &mut Reading<'_>, plan: &AmountPlan) -> Option<(i64, i64, bool)> {
    let is_open = |s: &SlotId| reading.is_open(*s);
    if plan.capped.is_some() || !plan.slots.iter().any(is_open) {
        return interval(reading, plan);
    }
    let open: Vec<SlotId> = plan.slots.iter().copied().filter(is_open).collect();
    let outer = bounds(reading, plan, &open, MAX_PARTS)?;
    Some((cents(outer.low)?, cents(outer.high)?, outer.maybe_absent))
}

fn cents(r: Ratio) -> Option<i64> {
    r.mantissa(2, false)
}

/// Interval arithmetic over parts of the box: cutting where conditions change removes what it cannot see.
fn bounds(reading: &mut Reading<'_>, plan: &AmountPlan, open: &[SlotId], budget: usize) -> Option<Extent> {
    let cut = open
        .iter()
        .copied()
        .find_map(|slot| parts(reading, plan, slot).filter(|p| p.len() > 1 && p.len() <= budget).map(|p| (slot, p)));
    let Some((slot, pieces)) = cut else { return tight(reading, plan, open) };
    let before = reading.state(slot)?.clone();
    let rest = budget / pieces.len();
    let others: Vec<SlotId> = open.iter().copied().filter(|s| *s != slot).collect();
    let mut hull: Option<Extent> = None;
    let mut absent = false;
    for piece in pieces {
        reading.set(slot, piece);
        match bounds(reading, plan, &others, rest) {
            Some(e) => {
                hull = Some(hull.map_or(e, |h| Extent {
                    low: h.low.min(e.low),
                    high: h.high.max(e.high),
                    maybe_absent: h.maybe_absent || e.maybe_absent,
                }));
            }
            None => absent = true,
        }
    }
    reading.set(slot, before);
    hull.map(|h| Extent { maybe_absent: h.maybe_absent || absent, ..h })
}

/// Interval arithmetic with every slot that moves the formula one way only at the end that counts.
fn tight(reading: &mut Reading<'_>, plan: &AmountPlan, open: &[SlotId]) -> Option<Extent> {
    let here = extent(&reading.plan.nums, plan.formula, reading)?;
    let mut ends: Vec<(SlotId, State, i64, i64)> = vec![];
    for slot in open {
        let Some(state) = reading.state(*slot).filter(|s| !s.may_be_absent()) else { continue };
        let (Some(low), Some(high)) = (state.values.low(), state.values.high()) else { continue };
        match grows(&reading.plan.nums, plan.formula, *slot, reading) {
            Some(true) => ends.push((*slot, state.clone(), low, high)),
            Some(false) => ends.push((*slot, state.clone(), high, low)),
            None => {}
        }
    }
    for (slot, _, first, _) in &ends {
        reading.set(*slot, State::of(*first));
    }
    let low = extent(&reading.plan.nums, plan.formula, reading);
    for (slot, _, _, last) in &ends {
        reading.set(*slot, State::of(*last));
    }
    let high = extent(&reading.plan.nums, plan.formula, reading);
    for (slot, state, _, _) in ends {
        reading.set(slot, state);
    }
    match (low, high) {
        (Some(low), Some(high)) => Some(Extent { low: low.low, high: high.high, ..here }),
        _ => Some(here),
    }
}

/// The slot's possible values, cut where the formula's conditions change, and absence.
fn parts(reading: &Reading<'_>, plan: &AmountPlan, id: SlotId) -> Option<Vec<State>> {
    let state = reading.state(id)?;
    let mut pieces = vec![];
    for (low, high) in state.values.intervals() {
        let mut first = *low;
        for cut in cuts(plan, id).iter().copied().filter(|c| (*low + 1..=*high).contains(c)) {
            pieces.push(Region::range(first, cut - 1));
            first = cut;
        }
        pieces.push(Region::range(first, *high));
    }
    let mut pieces: Vec<State> = pieces.into_iter().map(|values| State { values, ..State::default() }).collect();
    if state.may_be_absent() {
        pieces.push(State {
            values: Region::empty(),
            none: state.none,
            not_applicable: state.not_applicable,
            unknown: false,
        });
    }
    Some(pieces)
}

/// Where the formula's conditions on a slot change.
fn cuts(plan: &AmountPlan, id: SlotId) -> &[i64] {
    let at = plan.slots.iter().position(|s| *s == id);
    at.and_then(|i| plan.cuts.get(i)).map_or(&[], Vec::as_slice)
}

/// Completions at which the formula takes its lowest and highest value.
fn reach(
    reading: &mut Reading<'_>,
    plan: &AmountPlan,
    open: &[SlotId],
    constraints: &[NodeId],
    ends: (Ratio, Ratio),
) -> (Option<Witness>, Option<Witness>) {
    let mut points = Points::new(open.iter().map(|s| (*s, candidates(reading, plan, *s))).collect());
    let before: Witness = open.iter().filter_map(|s| reading.state(*s).map(|x| (*s, x.clone()))).collect();
    let (mut at_low, mut at_high) = (None, None);
    points.first(reading);
    for _ in 0..MAX_POINTS {
        let value = point(&reading.plan.nums, plan.formula, reading);
        let is_low = at_low.is_none() && value == Some(ends.0);
        let is_high = at_high.is_none() && value == Some(ends.1);
        if (is_low || is_high) && eval::keeps(reading, constraints) {
            if is_low {
                at_low = Some(points.here());
            }
            if is_high {
                at_high = Some(points.here());
            }
        }
        if at_low.is_some() && at_high.is_some() || !points.next(reading) {
            break;
        }
    }
    for (slot, state) in before {
        reading.set(slot, state);
    }
    let sure = |w: &Witness| !eval::unsure(reading, w);
    (at_low.filter(sure), at_high.filter(sure))
}

/// Values worth trying: the ends of what is possible, and both sides of every cut while they are few.
fn candidates(reading: &Reading<'_>, plan: &AmountPlan, id: SlotId) -> Vec<i64> {
    let Some(state) = reading.state(id) else { return vec![] };
    let mut values: Vec<i64> = state.values.low().into_iter().chain(state.values.high()).collect();
    let cuts = cuts(plan, id);
    if cuts.len() <= MAX_CUTS {
        let sides = cuts.iter().flat_map(|c| [*c - 1, *c]);
        values.extend(sides.filter(|v| state.values.contains(*v)));
    }
    values.order();
    values.dedup();
    values
}

/// Points of a grid, one after the other: the first slot changes fastest.
struct Points {
    choices: Vec<(SlotId, Vec<i64>)>,
    /// Which of its values each slot has.
    places: Vec<usize>,
}

impl Points {
    fn new(choices: Vec<(SlotId, Vec<i64>)>) -> Points {
        Points { places: vec![0; choices.len()], choices }
    }

    fn first(&self, reading: &mut Reading<'_>) {
        self.here().into_iter().for_each(|(slot, state)| reading.set(slot, state));
    }

    /// Goes on to the next point; false after the last.
    fn next(&mut self, reading: &mut Reading<'_>) -> bool {
        for ((slot, values), place) in self.choices.iter().zip(&mut self.places) {
            let next = *place + 1;
            *place = if next < values.len() { next } else { 0 };
            if values.len() > 1 {
                reading.set(*slot, State::of(values.get(*place).copied().unwrap_or(0)));
            }
            if next < values.len() {
                return true;
            }
        }
        false
    }

    fn here(&self) -> Witness {
        let value = |values: &[i64], place: &usize| values.get(*place).copied().unwrap_or(0);
        self.choices.iter().zip(&self.places).map(|((slot, v), place)| (*slot, State::of(value(v, place)))).collect()
    }
}
