//! What is known of a scheme before any profile is: where its conditions are, its group, and the parts of its score.

use super::{
    lanes::{Lanes, ROWS, WORDS},
    program::{Program, Register, View},
    rank::Candidate,
};
use crate::{
    compile::{Literal, Plan, SchemePlan, WindowState},
    eligibility::Verdict,
    ranking::{Group, Parts, Scorer, group},
};

/// One scheme as it is offered to profiles.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) index: usize,
    /// All criteria, with declared ones left open and taken as yes.
    pub(super) told: Register,
    pub(super) granted: Register,
    /// Bits alone tell the verdict.
    pub(super) read_once: bool,
    /// Where it stands for those who may have it; closed schemes are judged and offered to nobody.
    pub(super) group: Option<Group>,
    pub(super) parts: Parts,
    preferences: Box<[Preference]>,
}

/// One preference: its register, whether it is negated, its weight.
#[derive(Debug, Clone, Copy)]
struct Preference {
    register: Register,
    negated: bool,
    weight: u32,
}

/// For each preference of a scheme, which of 64 profiles it is met for, and its weight.
pub(super) type Wishes = Vec<(u64, u32)>;

impl Offer {
    pub(super) fn all(plan: &Plan, program: &Program, scorer: &Scorer, weights: &[u32]) -> Vec<Offer> {
        let offer = |(index, scheme): (usize, &SchemePlan)| {
            let parts = scorer.parts(index, weights);
            let counted = if parts.fit.is_empty() { &[] } else { plan.quick.soft(index) };
            let preference = |(literal, weight): &(Literal, u32)| {
                let (register, negated) = program.literal(*literal);
                Preference { register, negated, weight: *weight }
            };
            let state = scheme.window.state;
            Offer {
                index,
                told: program.of(scheme.root, View::Told),
                granted: program.of(scheme.root, View::Granted),
                read_once: scheme.read_once,
                group: (state != WindowState::Closed).then(|| group(Verdict::Eligible, state)),
                parts,
                preferences: counted.iter().map(preference).collect(),
            }
        };
        plan.schemes.iter().enumerate().map(offer).collect()
    }

    /// The preferences that are surely met, for 64 profiles.
    #[inline]
    pub(super) fn wishes(&self, lanes: &Lanes, word: usize, wishes: &mut Wishes) {
        wishes.clear();
        wishes.extend(self.preferences.iter().map(|p| (p.held(lanes, word, true), p.weight)));
    }

    /// The low end of the score of one of these profiles, as far as the rest adds nothing.
    #[inline]
    pub(super) fn low(&self, wishes: &Wishes, bit: usize) -> u32 {
        let met =
            wishes.iter().fold(0_u32, |met, (held, weight)| if held >> bit & 1 == 1 { met + weight } else { met });
        self.parts.fixed.0 + self.points(met)
    }

    /// The high end of the score of one profile of the block, likewise.
    pub(super) fn high(&self, lanes: &Lanes, at: usize) -> u32 {
        let may = |p: &&Preference| p.held(lanes, at / 64, false) >> (at % 64) & 1 == 1;
        let possible = self.preferences.iter().filter(may).map(|p| p.weight).sum();
        self.parts.fixed.1 + self.points(possible)
    }

    /// About the score that the profiles of a block have, if the rest adds all it can.
    pub(super) fn usual(&self, lanes: &Lanes) -> u32 {
        let met = |p: &Preference| {
            let profiles: u32 = (0..WORDS).map(|word| p.held(lanes, word, true).count_ones()).sum();
            u64::from(p.weight) * u64::from(profiles)
        };
        let met = self.preferences.iter().map(met).sum::<u64>() / ROWS as u64;
        self.parts.fixed.0 + self.points(met as u32) + self.parts.rest_most
    }

    /// This scheme with such a score.
    #[inline]
    pub(super) fn with(&self, low: u32, verdict: Verdict) -> Candidate {
        Candidate { group: self.group.unwrap_or(Group::Closed), low, index: self.index, verdict }
    }

    fn points(&self, met: u32) -> u32 {
        self.parts.fit.get(met as usize).copied().unwrap_or(0)
    }
}

impl Preference {
    /// For which of 64 profiles it surely holds, or may hold.
    #[inline]
    fn held(&self, lanes: &Lanes, word: usize, surely: bool) -> u64 {
        let lane = lanes.at(self.register);
        let plane = if surely == self.negated { &lane.maybe } else { &lane.sure };
        let held = plane.get(word).copied().unwrap_or(0);
        if self.negated { !held } else { held }
    }
}
