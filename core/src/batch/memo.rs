//! Answers that only the search can give, told once for all profiles that are alike in what a question looks at.

use super::told::{Mark, Told};
use crate::{
    base::Order,
    compile::{NodeId, Plan, SlotId},
    eligibility::Verdict,
};
use std::collections::HashMap;

/// A question with at most so many cases has a place for the answer to each.
const MAX_CASES: usize = 1 << 16;
/// Answers of the others kept at most; then it starts anew.
const MAX_KEPT: usize = 1 << 16;

/// What a question looks at.
#[derive(Debug, Clone)]
pub(super) struct Looks {
    slots: Vec<Slot>,
    /// How many cases there are, where they are few.
    cases: Option<usize>,
}

#[derive(Debug, Clone)]
struct Slot {
    id: SlotId,
    /// For each cell, and then for absence, a number that is the same where all comparisons of the question are; empty where the
    /// slot is compared with another one, so that its value counts.
    classes: Box<[usize]>,
    /// How many there are, and one more where nothing is told.
    cases: usize,
}

impl Slot {
    fn new(plan: &Plan, leaves: &[NodeId], (id, by_value): (SlotId, bool)) -> Slot {
        let Some(slot) = plan.slot(id).filter(|_| !by_value) else {
            return Slot { id, classes: Box::default(), cases: 2 };
        };
        let mask = plan.mask(leaves, id);
        let mut known: Vec<Vec<u64>> = vec![];
        let class = |cell| {
            let row: Vec<u64> = slot.row(cell).iter().zip(&mask).map(|(row, mask)| row & mask).collect();
            known.iter().position(|k| *k == row).unwrap_or_else(|| {
                known.push(row);
                known.len() - 1
            })
        };
        let classes = (0..=slot.cells()).map(class).collect();
        Slot { id, classes, cases: known.len() + 1 }
    }

    /// What a profile tells, as far as the question can tell it apart.
    #[inline]
    fn mark(&self, told: &[Told<'_>], row: usize) -> Mark {
        let Some(told) = told.get(self.id.0 as usize) else { return Mark::Unknown };
        let class = |cell: usize| self.classes.get(cell).copied();
        match told.mark(row, self.classes.is_empty()) {
            Mark::Cell(cell) => class(cell).map_or(Mark::Cell(cell), Mark::Cell),
            // absence is a class too, where values do not count
            Mark::Absent => self.classes.last().map_or(Mark::Absent, |class| Mark::Cell(*class)),
            Mark::Cells(low, high) => {
                let between = self.classes.get(low..=high).unwrap_or(&[]);
                match between {
                    [first, rest @ ..] if rest.iter().all(|c| c == first) => Mark::Cell(*first),
                    _ => Mark::Cells(low, high),
                }
            }
            mark => mark,
        }
    }
}

impl Looks {
    pub(super) fn new(plan: &Plan, roots: impl IntoIterator<Item = NodeId>, declared: &[SlotId]) -> Looks {
        let mut slots: Vec<(SlotId, bool)> = declared.iter().map(|s| (*s, false)).collect();
        let leaves = plan.leaves(roots);
        for leaf in &leaves {
            let compared = !plan.compared(*leaf).is_empty();
            slots.extend(plan.slots_of_leaf(*leaf).into_iter().map(|s| (s, compared)));
        }
        // where both occur, the value counts
        slots.order();
        slots.reverse();
        slots.dedup_by_key(|(slot, _)| *slot);
        let slots: Vec<Slot> = slots.into_iter().map(|slot| Slot::new(plan, &leaves, slot)).collect();
        let cases = slots.iter().try_fold(1_usize, |cases, s| cases.checked_mul(s.cases));
        Looks { slots, cases: cases.filter(|cases| *cases <= MAX_CASES) }
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = SlotId> + '_ {
        self.slots.iter().map(|slot| slot.id)
    }

    /// Which of the cases a profile is, if it is one of few.
    #[inline]
    fn case(&self, told: &[Told<'_>], row: usize) -> Option<usize> {
        self.cases?;
        self.slots.iter().try_fold(0, |case, slot| {
            let place = match slot.mark(told, row) {
                Mark::Unknown => 0,
                Mark::Cell(class) => class + 1,
                Mark::Absent => 1,
                Mark::Value(_) | Mark::Cells(..) | Mark::State(_) => return None,
            };
            Some(case * slot.cases + place)
        })
    }

    fn marks(&self, told: &[Told<'_>], row: usize) -> Box<[Mark]> {
        self.slots.iter().map(|slot| slot.mark(told, row)).collect()
    }
}

/// Answers by question.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// Of questions with few cases, case by case.
    by_case: Vec<Vec<Option<Verdict>>>,
    by_marks: HashMap<(usize, Box<[Mark]>), Verdict>,
}

impl Memo {
    pub(super) fn verdict(
        &mut self,
        question: usize,
        looks: &Looks,
        told: &[Told<'_>],
        row: usize,
        search: impl FnOnce() -> Verdict,
    ) -> Verdict {
        if let Some(case) = looks.case(told, row) {
            if self.by_case.len() <= question {
                self.by_case.resize_with(question + 1, Vec::new);
            }
            let Some(answers) = self.by_case.get_mut(question) else { return search() };
            if answers.is_empty() {
                answers.resize(looks.cases.unwrap_or(0), None);
            }
            return answers.get_mut(case).map_or(Verdict::Undetermined, |answer| *answer.get_or_insert_with(search));
        }
        let key = (question, looks.marks(told, row));
        if let Some(known) = self.by_marks.get(&key) {
            return *known;
        }
        if self.by_marks.len() >= MAX_KEPT {
            self.by_marks.clear();
        }
        let found = search();
        self.by_marks.insert(key, found);
        found
    }
}
