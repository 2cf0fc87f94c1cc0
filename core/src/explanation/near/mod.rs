//! Near misses told: what each change brings over the whole catalogue, and which changes bring most.

mod effect;
mod words;

use super::label::Words;
use crate::{
    base::Order,
    compile::WindowState,
    contract::{self, Decimal},
    eligibility::{Moves, Near, Verdict, cost, missing, movers, near},
    eval::Reading,
    profile::Profile,
    rule_set::Dated,
};
use effect::{Effect, Effects};

/// Changes told of the whole catalogue.
const MAX_CHANGES: usize = 20;

/// Adds near misses to refused schemes, and the changes that unlock most to the report.
pub(super) fn add(
    dated: &Dated,
    profile: &Profile,
    reading: &Reading<'_>,
    words: &Words<'_>,
    report: &mut contract::Report,
) {
    let movers = movers(dated.model(), profile, reading);
    let mut scratch = reading.clone();
    let mut telling = Telling { dated, reading, words, effects: Effects::new(dated, reading), told: vec![] };
    for (index, (scheme, plan)) in dated.model().schemes.iter().zip(&dated.plan.schemes).enumerate() {
        // a door that is closed to all opens by no change of the project
        if telling.effects.before(index) != Verdict::Ineligible || plan.window.state == WindowState::Closed {
            continue;
        }
        let Some(found) = near(&mut scratch, &movers, scheme, plan) else { continue };
        let near_miss = telling.near_miss(index, found);
        if let Some(s) = report.schemes.iter_mut().find(|s| s.scheme == scheme.id) {
            s.near_miss = Some(near_miss);
        }
    }
    report.changes = Some(telling.ranked());
}

/// What changes are told with.
struct Telling<'t, 'd> {
    dated: &'d Dated,
    reading: &'t Reading<'d>,
    words: &'t Words<'t>,
    effects: Effects<'t, 'd>,
    /// Changes that stand in some near miss, by their place among the effects.
    told: Vec<usize>,
}

impl Telling<'_, '_> {
    fn near_miss(&mut self, index: usize, found: Near) -> contract::NearMiss {
        let mut told = |all: Vec<Moves>| {
            let mut all: Vec<_> = all.into_iter().filter_map(|m| self.alternative(index, m)).collect();
            // equal for this scheme: what they bring elsewhere tells them apart
            all.order_by_key(|a| a.change.losses.len() as i64 - a.change.gains.len() as i64);
            all
        };
        contract::NearMiss {
            best: told(found.best),
            others: told(found.others),
            proved: found.proved,
            truncated: found.truncated,
        }
    }

    /// A change is told only once the changed project was judged.
    fn alternative(&mut self, index: usize, moves: Moves) -> Option<contract::Alternative> {
        let at = self.effects.of(moves);
        let effect = self.effects.all.get(at)?;
        let verdict = *effect.verdicts.get(index)?;
        if !effect.keeps || verdict == Verdict::Ineligible {
            return None;
        }
        let waits = match verdict {
            Verdict::Undetermined => {
                let plan = self.dated.plan.schemes.get(index)?;
                missing(self.dated.model(), &effect.changed(self.reading), plan)
            }
            Verdict::Eligible | Verdict::Conditional | Verdict::Ineligible => vec![],
        };
        let change = self.change(effect);
        if !self.told.contains(&at) {
            self.told.push(at);
        }
        Some(contract::Alternative { verdict, missing: waits, change })
    }

    fn change(&self, effect: &Effect) -> contract::ProjectChange {
        let id = |i: &usize| self.dated.model().schemes.get(*i).map(|s| s.id.clone());
        let (_, effort, lead_months) = cost(&effect.moves);
        let gained = effect.gains.iter().filter_map(|g| {
            let up_to = g.most.filter(|_| !g.uncapped).map(Decimal::cents);
            Some(contract::Gained { scheme: id(&g.scheme)?, verdict: *effect.verdicts.get(g.scheme)?, up_to })
        });
        contract::ProjectChange {
            label: self.words.change(self.reading, &effect.moves),
            moves: effect.moves.iter().filter_map(|m| words::told(self.dated, m)).collect(),
            effort,
            lead_months,
            gains: gained.collect(),
            opens: effect.opens.iter().filter_map(id).collect(),
            losses: effect.losses.iter().filter_map(id).collect(),
            given: Decimal::cents(effect.given),
            lent: Decimal::cents(effect.lent),
            uncapped: effect.gains.iter().filter(|g| g.uncapped).count() as u32,
        }
    }

    /// Single changes first; then those that bring most schemes, most euros, and take least.
    fn ranked(&self) -> Vec<contract::ProjectChange> {
        let mut all: Vec<&Effect> = self.told.iter().filter_map(|i| self.effects.all.get(*i)).collect();
        let rank = |e: &Effect| {
            let euros = e.given.saturating_add(e.lent);
            (
                e.moves.len() > 1,
                -(e.gains.len() as i64),
                -(e.opens.len() as i64),
                -euros,
                cost(&e.moves),
                e.moves.clone(),
            )
        };
        all.order_by_key(|e| rank(e));
        all.into_iter().take(MAX_CHANGES).map(|e| self.change(e)).collect()
    }
}
