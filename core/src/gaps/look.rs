//! One block of profiles: what each may have, what it lacks, and which criteria keep it out.

use super::{census::Asked, selector::Selector, target::Target};
use crate::{
    base::bits::{clear, get, ones, set},
    batch::{NONE, Plane, Standings, Survey, both},
    compile::{Change, Plan, Variant, WindowState},
    eligibility::Verdict,
    model::{Kind, Model, SchemeId},
    ranking::{self, Standing, carries_itself, group},
};

/// What blocks are looked at with.
pub(super) struct Look<'a> {
    pub(super) model: &'a Model,
    pub(super) plan: &'a Plan,
    pub(super) asked: &'a Asked,
    pub(super) targets: &'a [Target],
    pub(super) variants: &'a [Variant],
    pub(super) watched: &'a [Selector],
}

/// What was seen in a block.
pub(super) struct Seen {
    pub(super) judged: Plane,
    pub(super) set_aside: u64,
    /// For each target, profiles that lack it.
    pub(super) lacks: Vec<Plane>,
    /// For each selector, profiles for which it holds.
    pub(super) holds: Vec<Plane>,
    /// For each kind, profiles that may have one, and surely.
    pub(super) kinds: Vec<[Plane; 2]>,
    /// For each need, profiles that surely have it, and those whom nobody helps.
    pub(super) needs: Vec<[Plane; 2]>,
    /// For each variant that is a criterion alone, profiles that lack the target and that it refuses.
    pub(super) refused: Vec<Plane>,
}

fn or(a: &Plane, b: &Plane) -> Plane {
    both(a, b, |a, b| a | b)
}

fn without(a: &Plane, b: &Plane) -> Plane {
    both(a, b, |a, b| a & !b)
}

impl Look<'_> {
    pub(super) fn at(&self, survey: &mut Survey<'_>) -> Seen {
        let judged = *survey.usable();
        let standings: Vec<Standings> = (0..self.model.schemes.len()).map(|i| survey.judge(i, &judged)).collect();
        let needs = self.needs(survey, &standings);
        let lacks: Vec<Plane> = self.targets.iter().map(|t| self.lacks(survey, *t, &standings, &needs)).collect();
        Seen {
            judged,
            set_aside: survey.set_aside(),
            holds: self.holds(survey),
            kinds: self.kinds(&standings),
            refused: self.refused(survey, &standings, &lacks, &needs),
            lacks,
            needs,
        }
    }

    /// Schemes that one can apply for, now or later.
    fn current(&self, scheme: usize) -> bool {
        self.plan.schemes.get(scheme).is_some_and(|s| s.window.state != WindowState::Closed)
    }

    fn lacks(&self, survey: &Survey<'_>, target: Target, standings: &[Standings], needs: &[[Plane; 2]]) -> Plane {
        let judged = *survey.usable();
        if target == Target::Engineering {
            return needs.iter().fold(NONE, |lacks, [_, alone]| or(&lacks, alone));
        }
        let mut lacks = judged;
        for (i, (scheme, s)) in self.model.schemes.iter().zip(standings).enumerate() {
            if self.current(i) && target.met_by(self.model, scheme, self.asked.limits) {
                lacks = without(&lacks, given(target, s));
            }
        }
        if target == Target::Cash {
            let carried: Vec<usize> = ones(&lacks).filter(|at| carries_itself(&survey.known(*at))).collect();
            carried.into_iter().for_each(|at| clear(&mut lacks, at));
        }
        lacks
    }

    /// Needs as a single profile has them.
    fn needs(&self, survey: &mut Survey<'_>, standings: &[Standings]) -> Vec<[Plane; 2]> {
        let mut found = vec![[NONE; 2]; self.model.needs.len()];
        if found.is_empty() {
            return found;
        }
        let judged = *survey.usable();
        for at in ones(&judged) {
            let list: Vec<Standing> =
                standings.iter().enumerate().filter_map(|(i, s)| self.standing(i, s, at)).collect();
            let (_, needs) = ranking::needs(self.model, &mut survey.reading(at), &list);
            for need in needs.iter().filter(|n| n.sure) {
                if let Some([sure, alone]) = found.get_mut(need.need) {
                    set(sure, at);
                    if need.helpers.is_empty() {
                        set(alone, at);
                    }
                }
            }
        }
        found
    }

    fn standing(&self, scheme: usize, standings: &Standings, at: usize) -> Option<Standing> {
        let is = |plane: &Plane| get(plane, at);
        // whether a declaration is still open changes nothing here
        let verdict = match () {
            () if is(&standings.sure) => Verdict::Eligible,
            () if is(&standings.possible) => Verdict::Undetermined,
            () => Verdict::Ineligible,
        };
        let state = self.plan.schemes.get(scheme)?.window.state;
        Some(Standing { scheme: SchemeId(scheme as u32), verdict, group: group(verdict, state) })
    }

    fn kinds(&self, standings: &[Standings]) -> Vec<[Plane; 2]> {
        let mut found = vec![[NONE; 2]; Kind::WORDS.len()];
        for (i, (scheme, s)) in self.model.schemes.iter().zip(standings).enumerate() {
            if let (true, Some([possible, sure])) = (self.current(i), found.get_mut(scheme.kind as usize)) {
                *possible = or(possible, &s.possible);
                *sure = or(sure, &s.sure);
            }
        }
        found
    }

    fn holds(&self, survey: &Survey<'_>) -> Vec<Plane> {
        let mut found = Vec::with_capacity(self.watched.len());
        for run in self.watched.chunk_by(|a, b| a.slot == b.slot) {
            let mut planes = vec![NONE; run.len()];
            for at in ones(survey.usable()) {
                let Some(state) = run.first().map(|s| survey.state(s.slot, at)) else { continue };
                for (selector, plane) in run.iter().zip(&mut planes) {
                    if selector.test.holds(&state) {
                        set(plane, at);
                    }
                }
            }
            found.extend(planes);
        }
        found
    }

    /// Judges the variants for the profiles that they are about.
    fn refused(
        &self,
        survey: &mut Survey<'_>,
        standings: &[Standings],
        lacks: &[Plane],
        needs: &[[Plane; 2]],
    ) -> Vec<Plane> {
        let target = self.asked.target;
        let lacking = self.targets.iter().zip(lacks).find(|(t, _)| **t == target).map_or(NONE, |(_, plane)| *plane);
        let mut found = vec![];
        for (i, variant) in self.variants.iter().enumerate() {
            let scheme = variant.scheme.index();
            let Some(own) = standings.get(scheme) else { continue };
            let wanting = if target == Target::Engineering { self.unhelped(scheme, needs) } else { lacking };
            let among = without(&wanting, given(target, own));
            let judged = if among == NONE {
                Standings { possible: NONE, sure: NONE }
            } else {
                survey.judge(self.model.schemes.len() + i, &among)
            };
            if variant.change == Change::Only {
                found.push(without(&among, &judged.possible));
            }
        }
        found
    }

    /// Profiles with a need that nobody covers and that the scheme would.
    fn unhelped(&self, scheme: usize, needs: &[[Plane; 2]]) -> Plane {
        let covers = |id: &String| self.model.schemes.get(scheme).is_some_and(|s| s.covers.contains(id));
        let own = self.model.needs.iter().zip(needs).filter(|(n, _)| covers(&n.id));
        own.fold(NONE, |all, (_, [_, alone])| or(&all, alone))
    }
}

/// Profiles for which a scheme is what the target asks.
fn given(target: Target, standings: &Standings) -> &Plane {
    if target == Target::Sure { &standings.sure } else { &standings.possible }
}
