//! What is certain of one profile, however it is kept: a reading of its own, or a row of many.

use crate::{
    compile::{Extent, Literal, Plan, SlotId, Values, compare, extent},
    value::{Ratio, Truth},
};

/// What is certain of a condition as two bits: it surely holds, it may hold.
pub(crate) type Held = u64;
/// It may hold.
pub(crate) const MAYBE: Held = 2;
/// It surely holds.
pub(crate) const SURE: Held = 3;

/// What amounts and scores are computed from.
pub(crate) trait Known: Values {
    fn plan(&self) -> &Plan;

    /// What is certain of a literal.
    fn held(&self, literal: Literal) -> Held;

    /// Lowest and highest integer of a slot, and whether it may be absent; `None` when it surely is.
    fn ends(&self, slot: SlotId) -> Option<(i64, i64, bool)>;

    /// The project's cost, above zero.
    fn project_cost(&self) -> Option<Extent>
    where
        Self: Sized,
    {
        let plan = self.plan();
        extent(&plan.nums, plan.project_cost?, self).filter(|c| c.high > Ratio::ZERO)
    }
}

/// `Σ c·x ≤ limit` at the ends of what each slot may be.
pub(crate) fn linear(known: &impl Known, index: u32) -> Truth {
    let Some(linear) = known.plan().linears.get(index as usize) else { return Truth::No };
    let (mut low, mut high) = (0_i128, 0_i128);
    let mut absent = false;
    for (slot, c) in &linear.terms {
        let Some((l, h, maybe)) = known.ends(*slot) else { return Truth::No };
        absent |= maybe;
        let (l, h) = (c * i128::from(l), c * i128::from(h));
        low += l.min(h);
        high += l.max(h);
    }
    if low > linear.limit {
        Truth::No
    } else if high <= linear.limit && !absent {
        Truth::Yes
    } else {
        Truth::Unknown
    }
}

/// A comparison by interval arithmetic.
pub(crate) fn general(known: &impl Known, index: u32) -> Truth {
    let plan = known.plan();
    let Some(g) = plan.generals.get(index as usize) else { return Truth::No };
    compare(g.op, extent(&plan.nums, g.left, known), extent(&plan.nums, g.right, known))
}
