//! Many questions on one day, answered without texts: what services that rank, filter or store ask for.

#[cfg(test)]
pub(super) mod tests;

use crate::{
    base::{Code, Problems, tell},
    compile::SlotKey,
    contract::Options,
    eligibility::{self, Swift, Verdict},
    eval::{self, Reading},
    explanation, finance,
    model::Rule,
    profile::{self, ProfileInput},
    ranking::{Group, Placed, Ranking},
    rule_set::{Dated, Weighting},
    value::Truth,
};
use serde_json::Value;

/// What one project told, read once against the rules of a day and asked as often as one likes.
#[derive(Debug, Clone)]
pub struct Answers<'d> {
    dated: &'d Dated,
    pub(super) reading: Reading<'d>,
}

/// From one number to another, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between<T> {
    /// The lowest it can be.
    pub low: T,
    /// The highest it can be.
    pub high: T,
}

/// A scheme and what ranks it; the same as in the full report, without texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked<'d> {
    /// Id of the scheme.
    pub scheme: &'d str,
    /// Place of the scheme in the rule set, ids in order.
    pub index: usize,
    /// Where it stands in the list.
    pub group: Group,
    /// What is certain of it.
    pub verdict: Verdict,
    /// What it would give, in cents; `None` when it gives no money or the amount does not apply.
    pub amount: Option<Between<i64>>,
    /// The amount may turn out not to apply.
    pub may_not_apply: bool,
    /// Thousandths of a point.
    pub score: Between<u32>,
}

/// The truth of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CriterionTruth<'d> {
    /// Id of the criterion; of an inner one, its path.
    pub id: &'d str,
    /// What is certain of it; criteria that are declared and not answered are unknown.
    pub truth: Truth,
    /// How deep it lies: the parts of a criterion follow it, one deeper.
    pub depth: u32,
}

/// All criteria of a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truths<'d> {
    /// Id of the scheme.
    pub scheme: &'d str,
    /// Each criterion, then its parts.
    pub criteria: Vec<CriterionTruth<'d>>,
}

/// One fact that a verdict needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed<'d> {
    /// Key of the fact.
    pub fact: &'d str,
    /// For a set, the member that must be held, or must not.
    pub member: Option<&'d str>,
    /// Every value that would have done, in the fact's own integers: cents, days since 1970-01-01, places of members in
    /// the order of their names, 0 and 1.
    pub values: Vec<(i64, i64)>,
    /// Having no value would have done, too.
    pub absent: bool,
}

/// The fewest facts that force a verdict, as widely as possible; none for a verdict that is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasons<'d> {
    /// Id of the scheme.
    pub scheme: &'d str,
    /// None of these can be left out.
    pub needed: Vec<Needed<'d>>,
}

impl<'d> Ranked<'d> {
    /// `amount` says the lowest and the highest in cents, and whether it may not apply.
    pub(super) fn of(scheme: &'d str, placed: &Placed, amount: Option<(i64, i64, bool)>) -> Ranked<'d> {
        Ranked {
            scheme,
            index: placed.index,
            group: placed.group,
            verdict: placed.verdict,
            amount: amount.map(|(low, high, _)| Between { low, high }),
            may_not_apply: amount.is_some_and(|(.., maybe)| maybe),
            score: Between { low: placed.low, high: placed.high },
        }
    }
}

impl Dated {
    /// Reads a profile: the JSON object that [`crate::RuleSet::recommend`] takes. Its own `as_of` does not count.
    ///
    /// # Errors
    /// Every problem of the profile, also when its answers contradict one another. Schemes already applied for (`filed`) have
    /// a day of their own and need [`crate::RuleSet::recommend`].
    pub fn read(&self, profile: &Value) -> Result<Answers<'_>, Problems> {
        let input = ProfileInput { json: profile, as_of: Some(self.plan.as_of), places: self.places() };
        let profile = profile::read(self.model(), input).map_err(Problems)?;
        if !profile.filed.is_empty() {
            return Err(filed_elsewhere());
        }
        let mut reading = eval::read(&self.plan, self.model(), &profile);
        explanation::contradictions(self, &mut reading)?;
        Ok(Answers { dated: self, reading })
    }

    /// The weights that options ask for, ready to rank with.
    ///
    /// # Errors
    /// When there is no such preset or line, or the weights do not sum to 1,000.
    pub fn weigh(&self, options: &Options) -> Result<Weighting, Problems> {
        crate::rule_set::weighting(self.model(), options)
    }
}

/// Schemes already applied for are judged on other days than the rest.
pub(super) fn filed_elsewhere() -> Problems {
    let message = tell!(
        "un dossier déjà déposé a sa propre date : utilisez `recommend`",
        "an application already filed has a day of its own: use `recommend`"
    );
    Problems::one(Code::ProfileKey, "filed", message)
}

impl<'d> Answers<'d> {
    /// The first `room` schemes of the list: the same schemes, verdicts, scores and order as the full report.
    pub fn top(&self, weighting: &Weighting, room: usize) -> Vec<Ranked<'d>> {
        self.ranked(weighting, |ranking| ranking.top(room))
    }

    /// Every scheme that is not refused and not closed, in the order of ids.
    pub fn possible(&self, weighting: &Weighting) -> Vec<Ranked<'d>> {
        self.ranked(weighting, |ranking| ranking.possible())
    }

    fn ranked(&self, weighting: &Weighting, list: impl FnOnce(&mut Ranking<'_, 'd>) -> Vec<Placed>) -> Vec<Ranked<'d>> {
        let swift = Swift::new(&self.reading);
        let mut ranking = Ranking { swift, scorer: self.dated.scorer(), weights: weighting.weights() };
        let placed = list(&mut ranking);
        placed.into_iter().filter_map(|p| self.tell(&p, &mut ranking.swift)).collect()
    }

    fn tell(&self, placed: &Placed, swift: &mut Swift<'_, 'd>) -> Option<Ranked<'d>> {
        let plan = &self.dated.plan;
        let amount = match &plan.quick.program(placed.index)?.capped {
            Some(capped) => finance::share(&self.reading, capped),
            None => plan.schemes.get(placed.index)?.amount.as_ref().and_then(|a| finance::ends(swift.scratch(), a)),
        };
        Some(Ranked::of(self.dated.scorer().id(placed.index)?, placed, amount))
    }

    /// The truth of every criterion of every scheme.
    pub fn truths(&self) -> Vec<Truths<'d>> {
        let mut reading = self.reading.clone();
        let schemes = self.dated.model().schemes.iter().zip(&self.dated.plan.schemes);
        schemes
            .map(|(scheme, plan)| {
                let truths = eligibility::truth_of(&mut reading, plan);
                // criteria are listed with each one before its parts
                let mut criteria: Vec<CriterionTruth<'d>> = Vec::with_capacity(truths.len());
                let mut stack: Vec<(u32, u32)> = scheme.top.iter().rev().map(|c| (c.0, 0)).collect();
                while let Some((at, depth)) = stack.pop() {
                    let (Some(c), Some(truth)) = (scheme.criteria.get(at as usize), truths.get(at as usize)) else {
                        continue;
                    };
                    criteria.push(CriterionTruth { id: &c.id, truth: *truth, depth });
                    match &c.rule {
                        Rule::All(parts) | Rule::Any(parts) | Rule::AtLeast(_, parts) => {
                            stack.extend(parts.iter().rev().map(|p| (p.0, depth + 1)));
                        }
                        Rule::Not(part) => stack.push((part.0, depth + 1)),
                        Rule::If(_) | Rule::Declared(_) => {}
                    }
                }
                Truths { scheme: &scheme.id, criteria }
            })
            .collect()
    }

    /// A minimal reason for the verdict of every scheme; facts that can change are left out first, where one has the choice.
    pub fn reasons(&self) -> Vec<Reasons<'d>> {
        let mut reading = self.reading.clone();
        let schemes = self.dated.model().schemes.iter().zip(&self.dated.plan.schemes);
        schemes
            .map(|(scheme, plan)| {
                let kept = eligibility::sufficient(&mut reading, plan, |slot| explanation::order(self.dated, slot));
                Reasons { scheme: &scheme.id, needed: kept.into_iter().filter_map(|k| self.needed(k)).collect() }
            })
            .collect()
    }

    fn needed(&self, kept: eligibility::Kept) -> Option<Needed<'d>> {
        let slot = self.dated.plan.slot(kept.slot)?;
        let fact = self.dated.model().fact(slot.key.fact()?)?;
        let member = match &slot.key {
            SlotKey::Member(_, m) => fact.members.get(*m as usize).map(|m| m.name.as_str()),
            SlotKey::Fact(_) | SlotKey::Presence(_) | SlotKey::Aggregate(_) | SlotKey::Declared(..) => None,
        };
        Some(Needed {
            fact: &fact.key,
            member,
            values: kept.state.values.intervals().to_vec(),
            absent: kept.state.may_be_absent(),
        })
    }
}
