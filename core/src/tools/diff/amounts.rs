//! Whether those who may have an aid under both versions get more or less of it: the same formula, or projects tried where either
//! formula breaks.

use super::{
    joint::{Joint, Side},
    rights::{Shown, Sought, Way, goals, granted},
};
use crate::{
    base::{Lang, Order},
    compile::{AmountPlan, Slot, SlotId, SlotKey, point},
    contract::{AmountState, Decimal, Recommendation},
    eval::{Reading, State, Witness, whole},
    value::{Ratio, Truth},
};
use std::cmp::Ordering;

/// Values tried together, for each scheme.
const MAX_TRIES: usize = 4_096;
/// Values of one fact that are tried.
const MAX_VALUES: usize = 24;
/// Differences looked into, each way, until a project shows one.
const MAX_LOOKS: usize = 12;
/// A fact with fewer values is a choice, not a quantity.
const WIDE: i64 = 1_000;

/// What is known of the amounts of a scheme.
#[derive(Debug)]
pub(super) enum Amounts {
    /// The same formula with the same values.
    Equal,
    /// No difference in so many values of the facts that they read.
    Tried(usize),
    /// Projects that get less now, and that get more.
    Differ { less: Option<Box<Shown>>, more: Option<Box<Shown>>, tried: usize },
    /// Formulas differ on values that no project was found for.
    Unsettled(usize),
}

/// How the amounts of a scheme differ. Nothing when one version has none.
pub(super) fn amounts(joint: &Joint<'_>, pair: usize, lang: Lang) -> Option<Amounts> {
    let ((scheme, old), (_, new)) = (joint.scheme(pair, Side::Old)?, joint.scheme(pair, Side::New)?);
    let (was, is) = (old.amount.as_ref()?, new.amount.as_ref()?);
    if was.formula == is.formula {
        return Some(Amounts::Equal);
    }
    let mut reading = granted(joint, [old, new]);
    let both = goals(vec![(old.root, Truth::Yes), (new.root, Truth::Yes)], [old, new]);
    let (found, tried) = differences(&mut reading, was, is);
    let mut shown: [Option<Box<Shown>>; 2] = [None, None];
    let mut looks = [0_usize; 2];
    for (way, values) in &found {
        let at = usize::from(*way == Ordering::Greater);
        let (Some(place), Some(look)) = (shown.get_mut(at), looks.get_mut(at)) else { continue };
        if place.is_some() || *look >= MAX_LOOKS {
            continue;
        }
        *look += 1;
        let mut here = reading.clone();
        values.iter().for_each(|(slot, state)| here.set(*slot, state.clone()));
        let should = |s: &Shown| compared(s) == Some(*way);
        let (goals, fixed) = (both.clone(), values.clone());
        let sought = Sought { goals, fixed, scheme: &scheme.id, lang, should: &should };
        if let Way::Shown(project) = sought.project(joint, &mut here) {
            *place = Some(project);
        }
    }
    let [less, more] = shown;
    Some(match (less.is_some() || more.is_some(), found.is_empty()) {
        (true, _) => Amounts::Differ { less, more, tried },
        (false, true) => Amounts::Tried(tried),
        (false, false) => Amounts::Unsettled(tried),
    })
}

/// The new amount against the old one, where the project settles both; one that does not apply is less than any.
fn compared(shown: &Shown) -> Option<Ordering> {
    let [old, new] = &shown.told;
    let end = |d: Option<Decimal>| d.map(|d| Ratio::scaled(d.mantissa, d.scale));
    let settled = |r: &Recommendation| {
        let amount = r.amount.as_ref()?;
        let (low, high) = (end(amount.low), end(amount.high));
        (low == high && amount.state != AmountState::MaybeNotApplicable).then_some(low)
    };
    Some(settled(new)?.cmp(&settled(old)?))
}

/// Values of the facts that either formula reads for which they differ, and how many were tried.
fn differences(reading: &mut Reading<'_>, was: &AmountPlan, is: &AmountPlan) -> (Vec<(Ordering, Witness)>, usize) {
    let mut slots: Vec<SlotId> = was.slots.iter().chain(&is.slots).copied().collect();
    slots.order();
    slots.dedup();
    let choices: Vec<(SlotId, Vec<State>)> =
        slots.iter().map(|s| (*s, candidates(reading, *s, [was, is]))).filter(|(_, c)| !c.is_empty()).collect();
    let total = choices.iter().fold(1_usize, |n, (_, c)| n.saturating_mul(c.len()));
    let tries = total.min(MAX_TRIES);
    let mut found = vec![];
    for n in 0..tries {
        // where there are too many, steps of one stride meet every value of every fact
        let mut rest = if total > tries { (n as u128 * total as u128 / tries as u128) as usize } else { n };
        let mut values: Witness = vec![];
        for (slot, states) in &choices {
            values.extend(states.get(rest % states.len()).map(|s| (*slot, s.clone())));
            rest /= states.len();
        }
        values.iter().for_each(|(slot, state)| reading.set(*slot, state.clone()));
        let at = |plan: &AmountPlan| point(&reading.plan.nums, plan.formula, reading);
        let way = at(is).cmp(&at(was));
        if way != Ordering::Equal {
            found.push((way, values));
        }
    }
    for (id, _) in choices {
        if let Some(slot) = reading.plan.slot(id) {
            reading.set(id, whole(slot));
        }
    }
    (found, tries)
}

/// Values worth trying: round ones, both sides of everything that either formula or any condition tells apart, and absence.
fn candidates(reading: &Reading<'_>, id: SlotId, plans: [&AmountPlan; 2]) -> Vec<State> {
    let Some(slot) = reading.plan.slot(id) else { return vec![] };
    if matches!(slot.key, SlotKey::Declared(..)) {
        return vec![State::of(1)];
    }
    let cuts = plans.into_iter().flat_map(|p| {
        let at = p.slots.iter().position(|s| *s == id);
        at.and_then(|i| p.cuts.get(i)).map_or(&[][..], Vec::as_slice)
    });
    let mut values: Vec<i64> = round(slot);
    let named = plans.into_iter().flat_map(|p| reading.plan.constants(p.formula));
    let named: Vec<i64> = named.filter_map(|n| n.mantissa(slot.scale, true)).collect();
    values.extend(cuts.chain(&named).chain(&slot.starts).flat_map(|c| [*c, c.saturating_sub(1)]));
    values.extend([slot.low, slot.high]);
    let mut met: Vec<i64> = vec![];
    values.retain(|v| {
        (slot.low..=slot.high).contains(v) && !met.contains(v) && {
            met.push(*v);
            true
        }
    });
    values.truncate(MAX_VALUES);
    let absent = slot.may_be_absent().then(|| State {
        none: slot.can_be_none,
        not_applicable: !slot.can_be_none && slot.can_be_not_applicable,
        ..State::default()
    });
    values.into_iter().map(State::of).chain(absent).collect()
}

/// A ladder of round numbers over a wide range; all of a narrow one.
fn round(slot: &Slot) -> Vec<i64> {
    if slot.high.saturating_sub(slot.low) < WIDE {
        return (slot.low..=slot.high).collect();
    }
    let unit = 10_i64.checked_pow(slot.scale).unwrap_or(1);
    let steps = [20_000, 1_000, 100_000, 5_000, 50_000, 200_000, 100, 10, 500_000, 2_000_000, 1];
    steps.into_iter().filter_map(|s: i64| s.checked_mul(unit)).collect()
}
