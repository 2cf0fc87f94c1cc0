//! Comparisons as sets of values: by a threshold, by bisection, or as a sum of slots.

use super::{
    number::{Extent, Num, NumId, Values, compare, extent},
    plan::{NodeId, Slot, SlotId},
};
use crate::{
    base::Order,
    model::{Arith, Compare},
    value::{Ratio, Region, Truth},
};

/// Bisection gives up past this many looks; the comparison is then kept whole.
const MAX_LOOKS: usize = 4_096;

/// Values of a slot that compare with a constant. `left` says on which side the slot stands.
pub(super) fn against(op: Compare, scale: u32, low: i64, high: i64, c: Ratio, left: bool) -> Option<Region> {
    let scaled = c.mul(Ratio::scaled(10_i64.checked_pow(scale)?, 0))?;
    let (floor, ceil) = (clamp(scaled.floor()), clamp(scaled.ceil()));
    Some(match (op, left) {
        (Compare::LessEqual, true) => Region::range(low, floor),
        (Compare::Less, true) => Region::range(low, ceil - 1),
        (Compare::LessEqual, false) => Region::range(ceil, high),
        (Compare::Less, false) => Region::range(floor + 1, high),
        (Compare::Equal, _) if floor == ceil => Region::range(floor.max(low), floor.min(high)),
        (Compare::Equal, _) => Region::empty(),
    })
}

fn clamp(n: i128) -> i64 {
    let most = i128::from(i64::MAX / 4);
    i64::try_from(n.clamp(-most, most)).unwrap_or(0)
}

/// One slot over a range of values, and no conditions.
struct OneSlot {
    slot: SlotId,
    low: Ratio,
    high: Ratio,
}

impl Values for OneSlot {
    fn slot(&self, slot: SlotId) -> Option<Extent> {
        (slot == self.slot).then_some(Extent { low: self.low, high: self.high, maybe_absent: false })
    }

    fn node(&self, _: NodeId) -> Truth {
        Truth::Unknown
    }
}

/// Values of the only slot for which a comparison holds, found by halving what is not decided.
pub(super) fn region(nums: &[Num], op: Compare, a: NumId, b: NumId, slot: SlotId, slots: &[Slot]) -> Option<Region> {
    let s = slots.get(slot.0 as usize)?;
    let mut accepted = vec![];
    let mut open = vec![(s.low, s.high)];
    let mut looks = 0;
    while let Some((low, high)) = open.pop() {
        looks += 1;
        if looks > MAX_LOOKS {
            return None;
        }
        let values = OneSlot { slot, low: Ratio::scaled(low, s.scale), high: Ratio::scaled(high, s.scale) };
        match compare(op, extent(nums, a, &values), extent(nums, b, &values)) {
            Truth::Yes => accepted.push((low, high)),
            Truth::No => {}
            Truth::Unknown if low == high => return None,
            Truth::Unknown => {
                let middle = low + (high - low) / 2;
                open.push((low, middle));
                open.push((middle + 1, high));
            }
        }
    }
    Some(Region::of(accepted))
}

/// `Σ coefficient × slot + constant`, in the slots' own integers.
pub(super) struct Form {
    terms: Vec<(SlotId, Ratio)>,
    constant: Ratio,
}

impl Form {
    fn add(mut self, other: Form, sign: Ratio) -> Option<Form> {
        for (slot, c) in other.terms {
            let c = c.mul(sign)?;
            match self.terms.iter_mut().find(|(s, _)| *s == slot) {
                Some(term) => term.1 = term.1.add(c)?,
                None => self.terms.push((slot, c)),
            }
        }
        self.constant = self.constant.add(other.constant.mul(sign)?)?;
        Some(self)
    }

    fn scale(mut self, by: Ratio) -> Option<Form> {
        for term in &mut self.terms {
            term.1 = term.1.mul(by)?;
        }
        self.constant = self.constant.mul(by)?;
        Some(self)
    }
}

/// A number as a sum of slots, when it is one.
pub(super) fn form(nums: &[Num], slots: &[Slot], id: NumId) -> Option<Form> {
    match nums.get(id.0 as usize)? {
        Num::Constant(n) => Some(Form { terms: vec![], constant: *n }),
        Num::Slot(s) => {
            let unit = Ratio::scaled(1, slots.get(s.0 as usize)?.scale);
            Some(Form { terms: vec![(*s, unit)], constant: Ratio::ZERO })
        }
        Num::Arith(op, a, b) => {
            let (x, y) = (form(nums, slots, *a)?, form(nums, slots, *b)?);
            match op {
                Arith::Add => x.add(y, Ratio::ONE),
                Arith::Subtract => x.add(y, Ratio::ONE.neg()),
                Arith::Multiply if y.terms.is_empty() => x.scale(y.constant),
                Arith::Multiply if x.terms.is_empty() => y.scale(x.constant),
                Arith::Divide if y.terms.is_empty() => x.scale(Ratio::ONE.div(y.constant)?),
                Arith::Multiply | Arith::Divide | Arith::Min | Arith::Max => None,
            }
        }
        Num::Absent | Num::If(..) | Num::Round(..) | Num::Shift(..) | Num::Between(..) | Num::AgeOn(..) => None,
        Num::Step(..) | Num::Marginal(..) => None,
    }
}

/// `left <= right` (or `<`) over integers, as `Σ coefficient × slot <= limit`.
pub(super) fn at_most(left: &Form, right: &Form, strict: bool) -> Option<(Vec<(SlotId, i128)>, i128)> {
    let empty = Form { terms: vec![], constant: Ratio::ZERO };
    let sum = empty.add(Form { terms: left.terms.clone(), constant: left.constant }, Ratio::ONE)?;
    let mut sum = sum.add(Form { terms: right.terms.clone(), constant: right.constant }, Ratio::ONE.neg())?;
    sum.terms.retain(|(_, c)| *c != Ratio::ZERO);
    sum.terms.order_by_key(|(s, _)| *s);
    let mut common = 1_i128;
    for r in sum.terms.iter().map(|(_, c)| c).chain([&sum.constant]) {
        let den = r.reduced().den();
        let g = gcd(common, den);
        common = (common / g).checked_mul(den)?;
    }
    let whole = |r: Ratio| -> Option<i128> {
        let r = r.reduced();
        r.num().checked_mul(common / r.den())
    };
    let mut terms = vec![];
    for (slot, c) in &sum.terms {
        terms.push((*slot, whole(*c)?));
    }
    let constant = whole(sum.constant)?;
    // coefficients times values must stay far from the edge of i128
    let fits = terms.iter().all(|(_, c)| c.unsigned_abs() < 1 << 60);
    fits.then_some((terms, -constant - i128::from(strict)))
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_fall_on_the_right_side() {
        let half = Ratio::parse("9.5").unwrap();
        let values = |r: Region| r.intervals().to_vec();
        assert_eq!(values(against(Compare::LessEqual, 0, 0, 100, half, true).unwrap()), [(0, 9)]);
        assert_eq!(values(against(Compare::Less, 0, 0, 100, Ratio::int(10), true).unwrap()), [(0, 9)]);
        assert_eq!(values(against(Compare::Less, 0, 0, 100, Ratio::int(10), false).unwrap()), [(11, 100)]);
        assert_eq!(values(against(Compare::LessEqual, 2, 0, 100_000, half, false).unwrap()), [(950, 100_000)]);
        assert!(against(Compare::Equal, 0, 0, 100, half, true).unwrap().is_empty());
    }
}
