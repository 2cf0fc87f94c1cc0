//! Which lines of the budget a scheme pays on.

use super::candidates::Scene;
use crate::{
    compile::{AmountPlan, SlotKey, Values},
    eval::{self, Reading},
    model::{Amount, Base},
    profile::FactState,
    value::Ratio,
};

/// The budget seen line by line: what rules take from it when there is no other.
pub(crate) struct BudgetLines<'a> {
    alone: Vec<Reading<'a>>,
}

impl<'a> BudgetLines<'a> {
    pub(crate) fn new(scene: &Scene<'a>) -> BudgetLines<'a> {
        let Some(role) = scene.model.roles.budget else { return BudgetLines { alone: vec![] } };
        let Some(FactState::Records(records)) = scene.profile.facts.get(role.index()) else {
            return BudgetLines { alone: vec![] };
        };
        let mut profile = scene.profile.clone();
        let mut alone = Vec::with_capacity(records.len());
        for record in records {
            if let Some(state) = profile.facts.get_mut(role.index()) {
                *state = FactState::Records(vec![record.clone()]);
            }
            alone.push(eval::read(scene.plan, scene.model, &profile));
        }
        BudgetLines { alone }
    }

    /// The lines of the kinds that it names; else those that its formula takes something from; none when it reads no budget.
    pub(crate) fn of(&self, scene: &Scene<'_>, amount: &Amount, plan: &AmountPlan) -> Vec<usize> {
        if let Base::Budget(kinds) = &amount.base {
            let lines = scene.project.lines.iter().enumerate();
            return lines.filter(|(_, l)| l.kind.is_some_and(|k| kinds.contains(&k))).map(|(i, _)| i).collect();
        }
        let taken = |reading: &Reading<'_>| {
            plan.slots.iter().any(|slot| {
                let key = scene.plan.slot(*slot).map(|s| &s.key);
                let of_budget = matches!(key, Some(SlotKey::Aggregate(a)) if Some(a.list) == scene.model.roles.budget);
                of_budget && reading.slot(*slot).is_some_and(|e| e.high > Ratio::ZERO)
            })
        };
        let lines = self.alone.iter().enumerate();
        lines.filter(|(i, r)| *i < scene.project.lines.len() && taken(r)).map(|(i, _)| i).collect()
    }
}
