//! The evaluation plan: slots, the cells that rules can tell apart, atoms as sets of cells, and a graph of conditions in
//! which equal parts stand once.

use super::{
    capped::Capped,
    number::{Num, NumId},
    quick::Quick,
};
use crate::{
    model::{Aggregate, FactId},
    value::{Day, Region},
};

/// One quantity of a profile that rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SlotId(pub(crate) u32);

/// A condition in the graph. Parts come before what is made of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(crate) u32);

/// Where a slot's value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum SlotKey {
    /// A fact with one value: a number, a date, a choice, a code, yes/no.
    Fact(FactId),
    /// Whether a set fact holds a member, if there is a set.
    Member(FactId, u32),
    /// Whether a set, a list, a series or a text exists.
    Presence(FactId),
    /// What is taken from a list.
    Aggregate(Aggregate),
    /// A declared criterion: scheme and criterion.
    Declared(u32, u32),
}

impl SlotKey {
    /// The fact that would have to be told.
    pub(crate) fn fact(&self) -> Option<FactId> {
        match self {
            SlotKey::Fact(f) | SlotKey::Member(f, _) | SlotKey::Presence(f) => Some(*f),
            SlotKey::Aggregate(a) => Some(a.list),
            SlotKey::Declared(..) => None,
        }
    }
}

/// A slot: its values are the integers `low..=high` (cents, days, indices), or an absent state where it may have one.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) key: SlotKey,
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) scale: u32,
    pub(crate) can_be_none: bool,
    pub(crate) can_be_not_applicable: bool,
    /// First value of each cell; a cell ends where the next begins.
    pub(crate) starts: Vec<i64>,
    /// Atoms on this slot are bits `first_bit..first_bit + atoms` of the truth words, from a word's start.
    pub(crate) first_word: usize,
    pub(crate) words: usize,
    /// For each cell, and then for absence, the truth of the slot's atoms: `words` words a row.
    pub(crate) rows: Vec<u64>,
}

impl Slot {
    /// The cell that holds a value.
    pub(crate) fn cell(&self, value: i64) -> usize {
        self.starts.partition_point(|s| *s <= value).saturating_sub(1)
    }

    pub(crate) fn cells(&self) -> usize {
        self.starts.len()
    }

    /// First and last value of a cell.
    pub(crate) fn cell_range(&self, cell: usize) -> (i64, i64) {
        let low = self.starts.get(cell).copied().unwrap_or(self.low);
        let high = self.starts.get(cell + 1).map_or(self.high, |next| next - 1);
        (low, high)
    }

    /// The truth words of a cell; of absence at index `cells()`.
    pub(crate) fn row(&self, cell: usize) -> &[u64] {
        self.rows.get(cell * self.words..(cell + 1) * self.words).unwrap_or(&[])
    }

    pub(crate) fn may_be_absent(&self) -> bool {
        self.can_be_none || self.can_be_not_applicable
    }
}

/// The slot's value lies in a region; false when the slot is absent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Atom {
    pub(crate) slot: SlotId,
    pub(crate) region: Region,
}

/// `Σ coefficient × slot ≤ limit` in the slots' own integers; false when one is absent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Linear {
    pub(crate) terms: Vec<(SlotId, i128)>,
    pub(crate) limit: i128,
}

/// A comparison of another kind: `left < right`, `left <= right` or equality, by interval arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct General {
    pub(crate) op: crate::model::Compare,
    pub(crate) left: NumId,
    pub(crate) right: NumId,
    pub(crate) slots: Vec<SlotId>,
}

/// The forms of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    Constant(bool),
    /// Index into `Plan::atoms`.
    Atom(u32),
    Linear(u32),
    General(u32),
    Not(NodeId),
    All(Box<[NodeId]>),
    Any(Box<[NodeId]>),
    AtLeast(u32, Box<[NodeId]>),
}

/// Where a scheme stands in its calendar on the as-of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WindowState {
    Open,
    Upcoming,
    Closed,
    Undated,
}

impl WindowState {
    /// As answers and examples write it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            WindowState::Open => "open",
            WindowState::Upcoming => "upcoming",
            WindowState::Closed => "closed",
            WindowState::Undated => "undated",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) state: WindowState,
    pub(crate) opens: Option<Day>,
    pub(crate) closes: Option<Day>,
    pub(crate) decided: Option<Day>,
}

#[derive(Debug, Clone)]
pub(crate) struct AmountPlan {
    pub(crate) formula: NumId,
    /// Parts shown in the trace, in order of computation.
    pub(crate) eligible: Option<NumId>,
    pub(crate) rate: Option<NumId>,
    pub(crate) core: NumId,
    pub(crate) bonuses: Vec<(NodeId, NumId)>,
    pub(crate) floor: Option<NumId>,
    pub(crate) cap: Option<NumId>,
    /// What help in kind costs each month.
    pub(crate) rent: Option<NumId>,
    pub(crate) rent_slots: Vec<SlotId>,
    /// Slots that the formula reads, conditions included.
    pub(crate) slots: Vec<SlotId>,
    /// For each of these slots, the values at which a condition of the formula changes.
    pub(crate) cuts: Vec<Vec<i64>>,
    /// The formula, where it is a rate of one fact up to a cap.
    pub(crate) capped: Option<Capped>,
}

/// One scheme on the as-of date.
#[derive(Debug, Clone)]
pub(crate) struct SchemePlan {
    pub(crate) application_date: Day,
    pub(crate) window: Window,
    /// All top criteria.
    pub(crate) root: NodeId,
    /// Of every criterion, in the model's order.
    pub(crate) criteria: Vec<NodeId>,
    /// Slots that the root reads.
    pub(crate) slots: Vec<SlotId>,
    /// Slots of declared criteria: criterion and slot.
    pub(crate) declared: Vec<(u32, SlotId)>,
    /// Kleene's truth is already exact.
    pub(crate) exact: bool,
    /// The root in parts that can be judged alone.
    pub(crate) parts: Vec<super::parts::Part>,
    /// For each criterion, whether Kleene's truth is exact.
    pub(crate) plain: Vec<bool>,
    /// Constraints that touch what the root reads, directly or through one another.
    pub(crate) constraints: Vec<NodeId>,
    pub(crate) prefers: Vec<(NodeId, u32)>,
    pub(crate) amount: Option<AmountPlan>,
}

/// Everything that one as-of date needs to answer for any profile.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) as_of: Day,
    pub(crate) slots: Vec<Slot>,
    pub(crate) atoms: Vec<Atom>,
    /// For each atom, its bit in the truth words.
    pub(crate) bits: Vec<u32>,
    pub(crate) linears: Vec<Linear>,
    pub(crate) generals: Vec<General>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) nums: Vec<Num>,
    pub(crate) schemes: Vec<SchemePlan>,
    /// Cost of the whole project: all lines of the budget.
    pub(crate) project_cost: Option<NumId>,
    /// Cash and own funds of the applicant, where the roles name them.
    pub(crate) own_cash: Option<SlotId>,
    /// Constraints, for profiles that break them.
    pub(crate) constraints: Vec<NodeId>,
    /// The same in groups that have no fact in common.
    #[cfg(feature = "batch")]
    pub(crate) constraint_parts: Vec<super::parts::Part>,
    /// For each need of the rule set, when it is there whatever criteria say.
    pub(crate) needs: Vec<Option<NodeId>>,
    /// Slots of declared criteria, of all schemes.
    pub(crate) declared: Vec<SlotId>,
    /// How many words of truth there are.
    pub(crate) words: usize,
    /// The same conditions in the form that many questions are answered from.
    pub(crate) quick: Quick,
}

impl Plan {
    pub(crate) fn slot(&self, id: SlotId) -> Option<&Slot> {
        self.slots.get(id.0 as usize)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id.0 as usize).unwrap_or(&Node::Constant(false))
    }
}
