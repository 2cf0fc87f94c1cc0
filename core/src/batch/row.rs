//! One profile of a block as amounts and scores see it.

use super::{
    lanes::{Lanes, Plane},
    program::{Program, View},
    told::Told,
};
use crate::{
    base::bits::get,
    compile::{Extent, Literal, NodeId, Plan, SlotId, Values, extent},
    eval::Known,
    value::{Ratio, Truth},
};

#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'b> {
    pub(super) plan: &'b Plan,
    pub(super) program: &'b Program,
    pub(super) lanes: &'b Lanes,
    pub(super) told: &'b [Told<'b>],
    pub(super) view: View,
    /// Its place in the table, and in the block.
    pub(super) row: usize,
    pub(super) at: usize,
    /// The project's cost, where it was worked out before.
    pub(super) cost: Option<Option<Extent>>,
}

impl Row<'_> {
    pub(super) fn is_open(&self, slot: SlotId) -> bool {
        self.told.get(slot.0 as usize).is_some_and(|t| t.is_open(self.row))
    }
}

impl Known for Row<'_> {
    fn plan(&self) -> &Plan {
        self.plan
    }

    #[inline]
    fn held(&self, literal: Literal) -> u64 {
        let (register, negated) = self.program.literal(literal);
        let lane = self.lanes.at(register);
        let bit = |plane: &Plane| u64::from(get(plane, self.at));
        let (sure, maybe) = (bit(&lane.sure), bit(&lane.maybe));
        if negated { (1 - maybe) | ((1 - sure) << 1) } else { sure | (maybe << 1) }
    }

    #[inline(always)]
    fn ends(&self, slot: SlotId) -> Option<(i64, i64, bool)> {
        self.told.get(slot.0 as usize)?.ends(self.row)
    }

    fn project_cost(&self) -> Option<Extent> {
        if let Some(cost) = self.cost {
            return cost;
        }
        extent(&self.plan.nums, self.plan.project_cost?, self).filter(|c| c.high > Ratio::ZERO)
    }
}

impl Values for Row<'_> {
    fn slot(&self, slot: SlotId) -> Option<Extent> {
        let (low, high, maybe_absent) = self.ends(slot)?;
        let scale = self.plan.slot(slot)?.scale;
        Some(Extent { low: Ratio::scaled(low, scale), high: Ratio::scaled(high, scale), maybe_absent })
    }

    fn node(&self, node: NodeId) -> Truth {
        self.lanes.at(self.program.of(node, self.view)).truth(self.at)
    }
}
