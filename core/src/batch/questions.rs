//! What bits may leave open, so that only the search can tell: parts of schemes, and constraints that hang together.

use super::memo::Looks;
use crate::{
    compile::{NodeId, Part, Plan, SchemePlan, SlotId},
    eligibility::{Verdict, judge_part},
    eval::{Reading, contradicts},
};
use std::collections::HashMap;

/// All questions of a plan; a part that several schemes have is asked about once.
#[derive(Debug, Default)]
pub(super) struct Questions {
    all: Vec<Question>,
    /// Of each part, by its root, its question.
    parts: HashMap<NodeId, usize>,
    /// Of each group of constraints, its question, if bits do not tell.
    pub(super) constraints: Vec<Option<usize>>,
}

#[derive(Debug)]
struct Question {
    asks: Asks,
    looks: Looks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// A part of a scheme: places of both.
    Part(usize, usize),
    Constraints(usize),
}

impl Questions {
    pub(super) fn of_constraints(plan: &Plan) -> Questions {
        let mut questions = Questions::default();
        for (place, group) in plan.constraint_parts.iter().enumerate() {
            questions.constraints.push((!group.exact).then_some(questions.all.len()));
            if !group.exact {
                let looks = Looks::new(plan, [group.root], &[]);
                questions.all.push(Question { asks: Asks::Constraints(place), looks });
            }
        }
        questions
    }

    /// The place of the question about a part of a scheme.
    pub(super) fn of_part(&mut self, plan: &Plan, (scheme, part): (usize, usize)) -> Option<usize> {
        let own = plan.schemes.get(scheme)?;
        let asked = own.parts.get(part)?;
        let all = &mut self.all;
        Some(*self.parts.entry(asked.root).or_insert_with(|| {
            all.push(Question { asks: Asks::Part(scheme, part), looks: looks(plan, own, asked) });
            all.len() - 1
        }))
    }

    pub(super) fn looks(&self, question: usize) -> Option<&Looks> {
        self.all.get(question).map(|q| &q.looks)
    }

    /// The verdict of a part; of constraints, whether they can be kept.
    pub(super) fn answer(&self, question: usize, plan: &Plan, reading: &mut Reading<'_>) -> Verdict {
        match self.all.get(question).map(|q| q.asks) {
            Some(Asks::Part(scheme, part)) => {
                let scheme = plan.schemes.get(scheme);
                let found = scheme.and_then(|s| Some((s, s.parts.get(part)?)));
                found.map_or(Verdict::Undetermined, |(scheme, part)| judge_part(reading, scheme, part))
            }
            Some(Asks::Constraints(group)) => match plan.constraint_parts.get(group) {
                Some(group) if contradicts(reading, &[group.root]) => Verdict::Ineligible,
                _ => Verdict::Eligible,
            },
            None => Verdict::Undetermined,
        }
    }
}

fn looks(plan: &Plan, scheme: &SchemePlan, part: &Part) -> Looks {
    let leaves = plan.leaves([part.root]);
    let own = |slot: &SlotId| leaves.iter().any(|leaf| plan.slots_of_leaf(*leaf).contains(slot));
    let declared: Vec<SlotId> = scheme.declared.iter().map(|(_, slot)| *slot).filter(own).collect();
    Looks::new(plan, [part.root].into_iter().chain(part.constraints.iter().copied()), &declared)
}
