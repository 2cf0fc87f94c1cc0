//! What is known of a scheme before any profile is: where its conditions are, its group, and the parts of its score.

use super::{
    lanes::{Lanes, ROWS, WORDS},
    program::{Program, Register, View},
    questions::Questions,
    rank::{Candidate, STEP},
};
use crate::{
    compile::{Capped, Literal, Plan, SchemePlan, WindowState},
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
    /// Its amount, where that is a capped share of one fact: looked at most often, so it lies at hand.
    pub(super) capped: Option<Capped>,
}

/// A part of the criteria: with declared ones left open and taken as yes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Criteria {
    pub(super) told: Register,
    pub(super) granted: Register,
    /// What to ask where bits do not tell the verdict; nothing where they always do.
    pub(super) question: Option<usize>,
}

/// One preference: its register, whether it is negated, its weight, and in steps of [`STEP`] the most that it adds.
#[derive(Debug, Clone, Copy)]
struct Preference {
    register: Register,
    negated: bool,
    weight: u32,
    step: u16,
}

/// One preference of a scheme, for 64 profiles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// Those for which it is surely met.
    pub(super) held: u64,
    pub(super) weight: u32,
    /// The most that it adds to a score, in steps of [`STEP`].
    pub(super) step: u16,
}

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
                Preference { register, negated, weight: *weight, step: step(&parts.fit, *weight) }
            };
            let preferences = counted.iter().map(preference).collect();
            let state = scheme.window.state;
            Offer {
                index,
                criteria,
                group: (state != WindowState::Closed).then(|| group(Verdict::Eligible, state)),
                parts,
                preferences,
                capped: scheme.amount.as_ref().and_then(|amount| amount.capped),
            }
        };
        plan.schemes.iter().enumerate().map(&mut offer).collect()
    }

    /// The preferences that are surely met, for 64 profiles.
    #[inline(always)]
    pub(super) fn wishes(&self, lanes: &Lanes, word: usize, wishes: &mut Vec<Wish>) {
        wishes.clear();
        let wish = |p: &Preference| Wish { held: p.held(lanes, word, true), weight: p.weight, step: p.step };
        wishes.extend(self.preferences.iter().map(wish));
    }

    /// The most that the low end of a score comes to where no preference is met.
    pub(super) fn without_wishes(&self) -> u32 {
        self.parts.fixed.0 + self.points(0) + self.parts.rest_most
    }

    /// The low end of the score of one of these profiles, as far as the rest adds nothing.
    #[inline(always)]
    pub(super) fn low(&self, wishes: &[Wish], bit: usize) -> u32 {
        // without a branch: who meets which preference is hard to guess
        let met = wishes.iter().fold(0, |met, w| met + u64::from(w.weight) * (w.held >> bit & 1));
        self.parts.fixed.0 + self.points(met as u32)
    }

    /// The high end of the score of one profile of the block, likewise.
    pub(super) fn high(&self, lanes: &Lanes, at: usize) -> u32 {
        let may = |p: &Preference| u64::from(p.weight) * (p.held(lanes, at / 64, false) >> (at % 64) & 1);
        let possible: u64 = self.preferences.iter().map(may).sum();
        self.parts.fixed.1 + self.points(possible as u32)
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
    #[inline(always)]
    pub(super) fn with(&self, low: u32, verdict: Verdict) -> Candidate {
        Candidate { group: self.group.unwrap_or(Group::Closed), low, index: self.index, verdict }
    }

    #[inline(always)]
    fn points(&self, met: u32) -> u32 {
        self.parts.fit.get(met as usize).copied().unwrap_or(0)
    }
}

impl Preference {
    /// For which of 64 profiles it surely holds, or may hold.
    #[inline(always)]
    fn held(&self, lanes: &Lanes, word: usize, surely: bool) -> u64 {
        let lane = lanes.at(self.register);
        let plane = if surely == self.negated { &lane.maybe } else { &lane.sure };
        let held = plane.get(word).copied().unwrap_or(0);
        if self.negated { !held } else { held }
    }
}

/// The most that one preference of such a weight adds to the points of fit, in steps: where points rise in proportion to what is met,
/// no more than that.
fn step(fit: &[u32], weight: u32) -> u16 {
    let none = fit.first().copied().unwrap_or(0);
    let most = |(met, points): (usize, &u32)| {
        let adds = u64::from(points.saturating_sub(none)) * u64::from(weight);
        adds.div_ceil(met as u64 * u64::from(STEP))
    };
    let most = fit.iter().enumerate().skip(1).map(most).max().unwrap_or(0);
    u16::try_from(most).unwrap_or(u16::MAX)
}
