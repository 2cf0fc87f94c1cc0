//! The usual amount, a rate of one fact up to a cap, in plain integers.

use super::{
    number::{Num, NumId},
    plan::{Slot, SlotId},
};
use crate::{
    model::Arith,
    value::{Ratio, Rounding},
};

/// `round(max(0, min(cap, rate × slot)))`, which never falls when the slot grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Capped {
    pub(crate) slot: SlotId,
    /// Cents are `unit` times the floor of `(times × value + plus) / by`.
    times: i64,
    plus: i64,
    by: i64,
    unit: i64,
    /// Cents of the cap, rounded.
    cap: i64,
}

impl Capped {
    pub(super) fn of(nums: &[Num], slots: &[Slot], formula: NumId) -> Option<Capped> {
        let num = |id: NumId| nums.get(id.0 as usize);
        let Num::Round(how, inside) = num(formula)? else { return None };
        let constant = |id: NumId| if let Some(Num::Constant(c)) = num(id) { Some(*c) } else { None };
        let inside = match num(*inside)? {
            Num::Arith(Arith::Max, a, b) if constant(*b) == Some(Ratio::ZERO) => a,
            _ => return None,
        };
        let (product, cap) = match num(*inside)? {
            Num::Arith(Arith::Min, a, b) => match (constant(*a), constant(*b)) {
                (None, Some(cap)) => (*a, Some(cap)),
                (Some(cap), None) => (*b, Some(cap)),
                _ => return None,
            },
            _ => (*inside, None),
        };
        let (rate, slot) = match num(product)? {
            Num::Slot(s) => (Ratio::ONE, *s),
            Num::Arith(Arith::Multiply, a, b) => match (num(*a)?, num(*b)?) {
                (Num::Constant(c), Num::Slot(s)) | (Num::Slot(s), Num::Constant(c)) => (*c, *s),
                _ => return None,
            },
            _ => return None,
        };
        let cap = match cap {
            Some(c) => c.round(*how)?,
            None => i64::MAX,
        };
        Capped::new(rate.reduced(), slot, slots.get(slot.0 as usize)?, *how, cap)
    }

    fn new(rate: Ratio, slot: SlotId, s: &Slot, how: Rounding, cap: i64) -> Option<Capped> {
        let (n, d) = (i64::try_from(rate.num()).ok()?, i64::try_from(rate.den()).ok()?);
        let d = d.checked_mul(10_i64.checked_pow(s.scale)?)?;
        let (times, plus, by, unit) = match how {
            Rounding::Cent => (n.checked_mul(200)?, d, d.checked_mul(2)?, 1),
            Rounding::Euro => (n.checked_mul(2)?, d, d.checked_mul(2)?, 100),
            Rounding::EuroDown => (n, 0, d, 100),
            Rounding::EuroUp => (n, d - 1, d, 100),
        };
        // whatever the value, nothing leaves 63 bits
        let most = i128::from(s.low).abs().max(i128::from(s.high).abs());
        let fits = |x: i128| x.abs() < 1 << 62;
        let top = i128::from(times) * most + i128::from(plus);
        (n >= 0 && fits(top) && fits(top / i128::from(by) * i128::from(unit) + 100)).then_some(Capped {
            slot,
            times,
            plus,
            by,
            unit,
            cap,
        })
    }

    /// Cents where the slot has this value.
    #[inline(always)]
    pub(crate) fn cents(&self, value: i64) -> i64 {
        ((self.times * value + self.plus).div_euclid(self.by) * self.unit).min(self.cap).max(0)
    }
}
