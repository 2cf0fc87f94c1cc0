//! Numbers as the plan computes them: everything dated is a constant, everything else is a slot.

use super::{
    ground::{apply, between, shifted},
    plan::{NodeId, SlotId},
};
use crate::{
    model::{Arith, Compare},
    value::{Ratio, Rounding, TimeUnit, Truth, age_on},
};

/// A number in the plan. Equal numbers stand once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NumId(pub(crate) u32);

/// The forms of a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Num {
    Constant(Ratio),
    Absent,
    Slot(SlotId),
    If(NodeId, NumId, NumId),
    Arith(Arith, NumId, NumId),
    Round(Rounding, NumId),
    Shift(TimeUnit, NumId, NumId),
    Between(TimeUnit, NumId, NumId),
    AgeOn(NumId, NumId),
    /// Brackets: the value of the one a number falls in, or the rates of the slices summed.
    Step(Box<[(Ratio, Ratio)]>, NumId),
    Marginal(Box<[(Ratio, Ratio)]>, NumId),
}

/// What a number is read against: one value per slot, or all that a slot may still be.
pub(crate) trait Values {
    /// Lowest and highest value of the slot in its integers, `None` when it surely has none.
    fn slot(&self, slot: SlotId) -> Option<Extent>;
    /// Truth of a condition.
    fn node(&self, node: NodeId) -> Truth;
}

/// What a slot or a number may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) low: Ratio,
    pub(crate) high: Ratio,
    /// It may also be absent.
    pub(crate) maybe_absent: bool,
}

impl Extent {
    pub(crate) fn point(value: Ratio) -> Extent {
        Extent { low: value, high: value, maybe_absent: false }
    }

    fn hull(self, other: Extent) -> Extent {
        Extent {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            maybe_absent: self.maybe_absent || other.maybe_absent,
        }
    }

    fn or_absent(self, maybe: bool) -> Extent {
        Extent { maybe_absent: self.maybe_absent || maybe, ..self }
    }
}

/// Everything a number may be, by interval arithmetic: never too narrow. `None` when it is surely absent.
pub(crate) fn extent(nums: &[Num], id: NumId, values: &impl Values) -> Option<Extent> {
    let go = |x: NumId| extent(nums, x, values);
    match nums.get(id.0 as usize)? {
        Num::Constant(n) => Some(Extent::point(*n)),
        Num::Absent => None,
        Num::Slot(s) => values.slot(*s),
        Num::If(c, a, b) => match values.node(*c) {
            Truth::Yes => go(*a),
            Truth::No => go(*b),
            Truth::Unknown => match (go(*a), go(*b)) {
                (Some(a), Some(b)) => Some(a.hull(b)),
                (Some(x), None) | (None, Some(x)) => Some(x.or_absent(true)),
                (None, None) => None,
            },
        },
        Num::Arith(op, a, b) => {
            let (a, b) = (go(*a)?, go(*b)?);
            arith(*op, a, b).map(|e| e.or_absent(a.maybe_absent || b.maybe_absent))
        }
        Num::Round(how, a) => {
            let a = go(*a)?;
            let round = |r: Ratio| r.round(*how).map(|cents| Ratio::scaled(cents, 2));
            Some(Extent { low: round(a.low)?, high: round(a.high)?, maybe_absent: a.maybe_absent })
        }
        Num::Shift(unit, a, b) => two(go(*a)?, go(*b)?, false, |a, b| Some(Ratio::int(shifted(*unit, day(a), b)))),
        Num::Between(unit, a, b) => {
            two(go(*a)?, go(*b)?, true, |a, b| Some(Ratio::int(between(*unit, day(a), day(b)))))
        }
        Num::AgeOn(a, b) => two(go(*a)?, go(*b)?, true, |a, b| Some(Ratio::int(age_on(day(a), day(b))))),
        Num::Step(rows, x) => step(rows, go(*x)?),
        Num::Marginal(rows, x) => {
            let x = go(*x)?;
            marginal_extent(rows, x).map(|e| e.or_absent(x.maybe_absent))
        }
    }
}

/// The number where every slot has one value. `None` when it is absent.
pub(crate) fn point(nums: &[Num], id: NumId, values: &impl Values) -> Option<Ratio> {
    let go = |x: NumId| point(nums, x, values);
    match nums.get(id.0 as usize)? {
        Num::Constant(n) => Some(*n),
        Num::Absent => None,
        Num::Slot(s) => values.slot(*s).map(|e| e.low),
        Num::If(c, a, b) => go(if values.node(*c) == Truth::Yes { *a } else { *b }),
        Num::Arith(op, a, b) => apply(*op, go(*a)?, go(*b)?),
        Num::Round(how, a) => go(*a)?.round(*how).map(|cents| Ratio::scaled(cents, 2)),
        Num::Shift(unit, a, b) => Some(Ratio::int(shifted(*unit, day(go(*a)?), go(*b)?))),
        Num::Between(unit, a, b) => Some(Ratio::int(between(*unit, day(go(*a)?), day(go(*b)?)))),
        Num::AgeOn(a, b) => Some(Ratio::int(age_on(day(go(*a)?), day(go(*b)?)))),
        Num::Step(rows, x) => bracket(rows, go(*x)?),
        Num::Marginal(rows, x) => marginal(rows, go(*x)?),
    }
}

fn day(r: Ratio) -> i64 {
    i64::try_from(r.floor()).unwrap_or(0)
}

/// One step of interval arithmetic.
pub(crate) fn arith(op: Arith, a: Extent, b: Extent) -> Option<Extent> {
    let plain = |low, high| Some(Extent { low, high, maybe_absent: false });
    match op {
        Arith::Add => plain(a.low.add(b.low)?, a.high.add(b.high)?),
        Arith::Subtract => plain(a.low.sub(b.high)?, a.high.sub(b.low)?),
        Arith::Min => plain(a.low.min(b.low), a.high.min(b.high)),
        Arith::Max => plain(a.low.max(b.low), a.high.max(b.high)),
        Arith::Multiply | Arith::Divide => {
            let f = |x, y| apply(op, x, y);
            let all = [f(a.low, b.low)?, f(a.low, b.high)?, f(a.high, b.low)?, f(a.high, b.high)?];
            let low = all.iter().copied().reduce(Ratio::min)?;
            plain(low, all.iter().copied().reduce(Ratio::max)?)
        }
    }
}

/// A function that grows with its second argument and grows, or falls, with its first.
fn two(a: Extent, b: Extent, falls: bool, f: impl Fn(Ratio, Ratio) -> Option<Ratio>) -> Option<Extent> {
    let (first, last) = if falls { (a.high, a.low) } else { (a.low, a.high) };
    Some(Extent { low: f(first, b.low)?, high: f(last, b.high)?, maybe_absent: a.maybe_absent || b.maybe_absent })
}

/// The value of the bracket that `x` falls in; absent below the first.
fn bracket(rows: &[(Ratio, Ratio)], x: Ratio) -> Option<Ratio> {
    rows.iter().take_while(|(bound, _)| *bound <= x).last().map(|(_, v)| *v)
}

fn step(rows: &[(Ratio, Ratio)], x: Extent) -> Option<Extent> {
    let first = bracket(rows, x.low);
    let inside = rows.iter().filter(|(bound, _)| *bound > x.low && *bound <= x.high).map(|(_, v)| *v);
    let all: Vec<Ratio> = first.into_iter().chain(inside).collect();
    let low = all.iter().copied().reduce(Ratio::min)?;
    let high = all.iter().copied().reduce(Ratio::max)?;
    Some(Extent { low, high, maybe_absent: x.maybe_absent || first.is_none() })
}

/// The rate of each slice times what lies in it.
fn marginal(rows: &[(Ratio, Ratio)], x: Ratio) -> Option<Ratio> {
    let mut total = Ratio::ZERO;
    for (i, (bound, rate)) in rows.iter().enumerate() {
        let end = rows.get(i + 1).map_or(x, |(next, _)| x.min(*next));
        if end > *bound {
            total = total.add(end.sub(*bound)?.mul(*rate)?)?;
        }
    }
    Some(total)
}

/// Piecewise linear: the ends and the bounds between them tell the extremes.
fn marginal_extent(rows: &[(Ratio, Ratio)], x: Extent) -> Option<Extent> {
    let kinks = rows.iter().map(|(b, _)| *b).filter(|b| *b > x.low && *b < x.high);
    let mut low = marginal(rows, x.low)?;
    let mut high = low;
    for at in kinks.chain([x.high]) {
        let value = marginal(rows, at)?;
        (low, high) = (low.min(value), high.max(value));
    }
    Some(Extent { low, high, maybe_absent: false })
}

/// Truth of a comparison between two numbers that may be anything in their extents. Absent makes it false.
pub(crate) fn compare(op: Compare, a: Option<Extent>, b: Option<Extent>) -> Truth {
    let (Some(a), Some(b)) = (a, b) else { return Truth::No };
    let (always, never) = match op {
        Compare::Less => (a.high < b.low, a.low >= b.high),
        Compare::LessEqual => (a.high <= b.low, a.low > b.high),
        Compare::Equal => (a.low == a.high && a.low == b.low && a.high == b.high, a.high < b.low || b.high < a.low),
    };
    let absent = a.maybe_absent || b.maybe_absent;
    match (always, never) {
        (_, true) => Truth::No,
        (true, _) if !absent => Truth::Yes,
        _ => Truth::Unknown,
    }
}
