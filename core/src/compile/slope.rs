//! Which way a number moves with one slot: where it only grows or only falls, its ends are at the ends of the slot, and
//! interval arithmetic that sees the slot twice (`x - 8% of x`) need not be believed.

use super::{
    number::{Extent, Num, NumId, Values, arith, extent},
    plan::SlotId,
};
use crate::{
    model::Arith,
    value::{Ratio, Truth},
};

/// Bounds of the slope of a number in a slot, everywhere in the box. `None` when it may jump, or is not looked into.
pub(crate) fn slope(nums: &[Num], id: NumId, slot: SlotId, values: &impl Values) -> Option<Extent> {
    let go = |x: NumId| slope(nums, x, slot, values);
    let flat = || Some(Extent::point(Ratio::ZERO));
    match nums.get(id.0 as usize)? {
        Num::Constant(_) => flat(),
        Num::Slot(s) if *s != slot => flat(),
        Num::Slot(_) => Some(Extent::point(Ratio::ONE)),
        Num::If(c, a, b) => match values.node(*c) {
            Truth::Yes => go(*a),
            Truth::No => go(*b),
            Truth::Unknown => None,
        },
        Num::Arith(op @ (Arith::Add | Arith::Subtract), a, b) => arith(*op, go(*a)?, go(*b)?),
        Num::Arith(Arith::Min | Arith::Max, a, b) => {
            let (a, b) = (go(*a)?, go(*b)?);
            Some(Extent { low: a.low.min(b.low), high: a.high.max(b.high), maybe_absent: false })
        }
        Num::Arith(Arith::Multiply, a, b) => {
            let (x, y) = (extent(nums, *a, values)?, extent(nums, *b, values)?);
            let left = arith(Arith::Multiply, go(*a)?, y)?;
            arith(Arith::Add, left, arith(Arith::Multiply, x, go(*b)?)?)
        }
        // by a number that the slot does not move
        Num::Arith(Arith::Divide, a, b) if go(*b)? == Extent::point(Ratio::ZERO) => {
            arith(Arith::Divide, go(*a)?, extent(nums, *b, values)?)
        }
        Num::Marginal(rows, x) => {
            let at = extent(nums, *x, values)?;
            let ends = rows.iter().skip(1).map(|(bound, _)| Some(*bound)).chain([None]);
            let met =
                rows.iter().zip(ends).filter(|((from, _), to)| *from <= at.high && to.is_none_or(|t| t >= at.low));
            let below = rows.first().filter(|(from, _)| at.low < *from).map(|_| Ratio::ZERO);
            let rates: Vec<Ratio> = met.map(|((_, rate), _)| *rate).chain(below).collect();
            let low = rates.iter().copied().reduce(Ratio::min)?;
            let high = rates.iter().copied().reduce(Ratio::max)?;
            arith(Arith::Multiply, Extent { low, high, maybe_absent: false }, go(*x)?)
        }
        // rounding keeps the direction, not the slope; here it is only let through as the last step
        Num::Round(..) | Num::Absent | Num::Arith(Arith::Divide, ..) | Num::Step(..) => None,
        Num::Shift(..) | Num::Between(..) | Num::AgeOn(..) => None,
    }
}

/// The direction of a whole formula: `Some(true)` when it never falls, `Some(false)` when it never grows.
pub(crate) fn grows(nums: &[Num], id: NumId, slot: SlotId, values: &impl Values) -> Option<bool> {
    if let Some(Num::Round(_, inner)) = nums.get(id.0 as usize) {
        return grows(nums, *inner, slot, values);
    }
    let found = slope(nums, id, slot, values)?;
    if found.low >= Ratio::ZERO {
        Some(true)
    } else if found.high <= Ratio::ZERO {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{compile::NodeId, value::Rounding};

    /// One slot from 5,000 to 10,000.
    struct Between;

    impl Values for Between {
        fn slot(&self, _: SlotId) -> Option<Extent> {
            Some(Extent { low: Ratio::int(5_000), high: Ratio::int(10_000), maybe_absent: false })
        }

        fn node(&self, _: NodeId) -> Truth {
            Truth::Unknown
        }
    }

    const X: SlotId = SlotId(0);

    fn less_a_share(percent: i64) -> Vec<Num> {
        let rows = Box::new([(Ratio::ZERO, Ratio::scaled(percent, 2))]);
        vec![
            Num::Slot(X),
            Num::Marginal(rows, NumId(0)),
            Num::Arith(Arith::Subtract, NumId(0), NumId(1)),
            Num::Round(Rounding::Cent, NumId(2)),
        ]
    }

    #[test]
    fn what_a_number_loses_of_itself_does_not_hide_its_direction() {
        assert_eq!(grows(&less_a_share(8), NumId(3), X, &Between), Some(true));
        assert_eq!(grows(&less_a_share(120), NumId(3), X, &Between), Some(false));
    }

    #[test]
    fn a_choice_that_is_open_may_jump() {
        let mut nums = less_a_share(8);
        nums.push(Num::Constant(Ratio::ZERO));
        nums.push(Num::If(NodeId(0), NumId(2), NumId(4)));
        assert_eq!(grows(&nums, NumId(5), X, &Between), None);
    }
}
