//! Verdicts that only the search can tell, told once for all profiles that are alike in what a scheme looks at.

use super::told::{Mark, Told};
use crate::{
    base::Order,
    compile::{NodeId, Plan, SlotId},
    eligibility::Verdict,
};
use std::collections::HashMap;

/// Answers kept at most; then it starts anew.
const MAX_KEPT: usize = 1 << 16;

/// What a question looks at: slots, and whether their values count or only their cells.
#[derive(Debug, Clone)]
pub(super) struct Looks {
    slots: Vec<(SlotId, bool)>,
}

impl Looks {
    pub(super) fn new(plan: &Plan, roots: impl IntoIterator<Item = NodeId>, declared: &[SlotId]) -> Looks {
        let mut slots: Vec<(SlotId, bool)> = declared.iter().map(|s| (*s, false)).collect();
        for leaf in plan.leaves(roots) {
            let compared = !plan.compared(leaf).is_empty();
            slots.extend(plan.slots_of_leaf(leaf).into_iter().map(|s| (s, compared)));
        }
        // where both occur, the value counts
        slots.order();
        slots.reverse();
        slots.dedup_by_key(|(slot, _)| *slot);
        Looks { slots }
    }

    fn marks(&self, told: &[Told<'_>], row: usize) -> Box<[Mark]> {
        let mark = |(slot, by_value): &(SlotId, bool)| {
            told.get(slot.0 as usize).map_or(Mark::Unknown, |t| t.mark(row, *by_value))
        };
        self.slots.iter().map(mark).collect()
    }
}

/// Answers by question and marks.
#[derive(Debug, Default)]
pub(super) struct Memo {
    known: HashMap<(u32, Box<[Mark]>), Verdict>,
}

impl Memo {
    pub(super) fn verdict(
        &mut self,
        question: u32,
        looks: &Looks,
        told: &[Told<'_>],
        row: usize,
        search: impl FnOnce() -> Verdict,
    ) -> Verdict {
        let key = (question, looks.marks(told, row));
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        if self.known.len() >= MAX_KEPT {
            self.known.clear();
        }
        let found = search();
        self.known.insert(key, found);
        found
    }
}
