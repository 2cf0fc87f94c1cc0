//! Where every scheme stands while facts are missing, and whether a later answer can still change the first of the list.

use crate::{
    base::Order,
    compile::{Part, Plan, SchemePlan, SlotId, WindowState},
    eval::{Decision, Reading, decide},
    model::{By, Model, Rule},
    ranking::Scorer,
    value::Truth,
};

/// A scheme that is possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) index: usize,
    /// Whatever the answers are, the scheme is possible.
    pub(crate) certain: bool,
    /// What it is ranked by, lowest and highest: open schemes before those that open later, then the score.
    pub(crate) low: u32,
    pub(crate) high: u32,
}

/// Added for a scheme that one can apply to now: scores stay below it.
const NOW: u32 = 2_000_000;

/// Whose declarations are taken as yes while nobody has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Granted {
    /// Those of funders, which are never asked.
    Funders,
    /// Those of applicants too.
    Everybody,
}

/// The profile with open declarations taken as yes.
pub(crate) fn granted<'p>(reading: &Reading<'p>, model: &Model, whose: Granted) -> Reading<'p> {
    let mut granted = reading.clone();
    for (scheme, plan) in model.schemes.iter().zip(&reading.plan.schemes) {
        let by = |criterion: u32| scheme.criteria.get(criterion as usize).map(|c| &c.rule);
        let taken = |c: u32| whose == Granted::Everybody || by(c) == Some(&Rule::Declared(By::Funder));
        granted.grant(plan.declared.iter().filter(|(c, _)| taken(*c)).map(|(_, slot)| *slot));
    }
    granted
}

/// Whether the scheme is surely had, surely not, or open (`None`).
#[inline(never)]
pub(crate) fn settled(reading: &mut Reading<'_>, scheme: &SchemePlan, index: usize) -> Option<bool> {
    match reading.root(index) {
        0 => Some(false),
        crate::eval::SURE => Some(true),
        _ if scheme.exact => None,
        _ => {
            // parts share no fact: the whole is surely had where each of them is, surely not where one is not
            let mut all = Some(true);
            for part in &scheme.parts {
                match part_settled(reading, part) {
                    Some(true) => {}
                    Some(false) => return Some(false),
                    None => all = None,
                }
            }
            all
        }
    }
}

fn part_settled(reading: &mut Reading<'_>, part: &Part) -> Option<bool> {
    match reading.truth(part.root) {
        Truth::Yes => Some(true),
        Truth::No => Some(false),
        Truth::Unknown if part.exact => None,
        Truth::Unknown => match decide(reading, part.root, &part.constraints) {
            Decision::Always => Some(true),
            Decision::Never | Decision::Contradiction => Some(false),
            Decision::Depends { .. } => None,
        },
    }
}

/// Where one scheme stands, whatever its calendar; nothing when it is surely not possible.
pub(crate) fn standing(reading: &mut Reading<'_>, scorer: &Scorer, weights: &[u32], index: usize) -> Option<Standing> {
    let plan: &Plan = reading.plan;
    let scheme = plan.schemes.get(index)?;
    let certain = match settled(reading, scheme, index) {
        Some(false) => return None,
        Some(true) => true,
        None => false,
    };
    let score = scorer.score(reading, index, weights, false);
    let base = if scheme.window.state == WindowState::Upcoming { 0 } else { NOW };
    Some(Standing { index, certain, low: base + score.low, high: base + score.high })
}

/// All schemes that are possible and not closed to everyone.
#[inline(never)]
pub(crate) fn standings(reading: &mut Reading<'_>, scorer: &Scorer, weights: &[u32]) -> Vec<Standing> {
    let plan: &Plan = reading.plan;
    let current = plan.schemes.iter().enumerate().filter(|(_, s)| s.window.state != WindowState::Closed);
    current.filter_map(|(index, _)| standing(reading, scorer, weights, index)).collect()
}

/// What is ranked before what: the value, then the id, whose order is that of the indices.
type Key = (u32, std::cmp::Reverse<usize>);

impl Standing {
    fn least(&self) -> Key {
        (self.low, std::cmp::Reverse(self.index))
    }

    fn most(&self) -> Key {
        (self.high, std::cmp::Reverse(self.index))
    }
}

/// The schemes whose answer may still change which ones are the first `top`; empty when that is settled, and `first` tells which.
pub(crate) fn contenders(all: &[Standing], top: usize) -> Vec<Standing> {
    let mut sure: Vec<Key> = all.iter().filter(|s| s.certain).map(Standing::least).collect();
    sure.order();
    sure.reverse();
    // what surely has its place is at least this good
    let bar = top.checked_sub(1).and_then(|n| sure.get(n)).copied();
    let may: Vec<Standing> = all.iter().filter(|s| bar.is_none_or(|b| s.most() >= b)).copied().collect();
    if may.len() <= top && may.iter().all(|s| s.certain) {
        return vec![];
    }
    let mut best: Vec<Key> = may.iter().map(Standing::most).collect();
    best.order();
    best.reverse();
    // a certain one that fewer than `top` others can pass is in for good
    let is_in = |s: &Standing| {
        let above = best.partition_point(|key| *key > s.least());
        s.certain && above - usize::from(s.most() > s.least()) < top
    };
    may.iter().filter(|s| !is_in(s)).copied().collect()
}

/// The first ones where all are certain.
pub(crate) fn first(all: &[Standing], top: usize) -> Vec<Standing> {
    let mut sorted = all.to_vec();
    sorted.order_by(|a, b| b.least().cmp(&a.least()));
    sorted.truncate(top);
    sorted
}

/// Slots that a scheme's place depends on.
pub(crate) fn slots(plan: &Plan, scheme: &SchemePlan) -> Vec<SlotId> {
    let mut found = scheme.slots.clone();
    found.extend(scheme.amount.iter().flat_map(|a| a.slots.iter().copied()));
    found.extend(plan.own_cash);
    found.order();
    found.dedup();
    found
}
