//! What is known of a scheme before any profile is: where its conditions are, its group, and the parts of its score.

use super::{
    lanes::{Lanes, ROWS, WORDS},
    program::{Program, Register, View},
    questions::Questions,
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
    pub(super) criteria: Box<[Criteria]>,
    /// Where it stands for those who may have it; closed schemes are judged and offered to nobody.
    pub(super) group: Option<Group>,
    pub(super) parts: Parts,
    preferences: Box<[Preference]>,
}

/// A part of the criteria: with declared ones left open and taken as yes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Criteria {
    pub(super) told: Register,
    pub(super) granted: Register,
    /// What to ask where bits do not tell the verdict; nothing where they always do.
    pub(super) question: Option<usize>,
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
    pub(super) fn all(
        plan: &Plan,
        program: &Program,
        questions: &mut Questions,
        (scorer, weights): (&Scorer, &[u32]),
    ) -> Vec<Offer> {
        let mut offer = |(index, scheme): (usize, &SchemePlan)| {
            let criteria = scheme.parts.iter().enumerate().map(|(place, part)| Criteria {
                told: program.of(part.root, View::Told),
                granted: program.of(part.root, View::Granted),
                question: if part.exact { None } else { questions.of_part(plan, (index, place)) },
            });
            let criteria = criteria.collect();
            let parts = scorer.parts(index, weights);
            let counted = if parts.fit.is_empty() { &[] } else { plan.quick.soft(index) };
            let preference = |(literal, weight): &(Literal, u32)| {
                let (register, negated) = program.literal(*literal);
                Preference { register, negated, weight: *weight }
            };
            let state = scheme.window.state;
            Offer {
                index,
                criteria,
                group: (state != WindowState::Closed).then(|| group(Verdict::Eligible, state)),
                parts,
                preferences: counted.iter().map(preference).collect(),
            }
        };
        plan.schemes.iter().enumerate().map(&mut offer).collect()
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
