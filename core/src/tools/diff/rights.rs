//! Who gains a right and who loses one: a search for a project that one version of a scheme grants and the other refuses. Whatever is
//! found is asked of both rule sets, as anyone would, before it is told.

use super::{
    case::{Case, Goals},
    joint::{Joint, Side},
    records,
};
use crate::{
    Options, Verdict,
    base::{Lang, Order},
    compile::{Node, NodeId, SchemePlan, Slot, SlotId, SlotKey},
    contract::Recommendation,
    eval::{Found, Reading, State, Witness, find},
    model::FactId,
    profile::FactState,
    value::{Truth, format_day},
};
use serde_json::Value;

/// Lists that are tried for one condition, when the first that was found does not do.
const MAX_LISTS: usize = 64;

/// What is known of one way in which a scheme may differ.
#[derive(Debug)]
pub(super) enum Way {
    /// A project shows it.
    Shown(Box<Shown>),
    /// No project does.
    Never,
    /// The search met its limit, or what it found is no project that both rule sets judge so.
    Unsettled,
}

/// A project as each rule set reads it, and what each says.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) profiles: [Value; 2],
    pub(super) told: [Recommendation; 2],
}

/// Whether a project can be granted a scheme by one side and refused by the other, taking all that people declare as so.
pub(super) fn lost(joint: &Joint<'_>, pair: usize, lang: Lang, refuses: Side) -> Way {
    let (Some((scheme, from)), Some((_, to))) = (joint.scheme(pair, refuses), joint.scheme(pair, refuses.other()))
    else {
        return Way::Unsettled;
    };
    let mut reading = granted(joint, [from, to]);
    let mut unsettled = false;
    let granting = tops(joint, pair, refuses.other());
    for node in tops(joint, pair, refuses) {
        if granting.contains(&node) || joint.plan.node(node) == &Node::Constant(true) {
            continue;
        }
        let should = |shown: &Shown| {
            let [old, new] = &shown.told;
            let (no, yes) = if refuses == Side::New { (new, old) } else { (old, new) };
            no.verdict == Verdict::Ineligible && matches!(yes.verdict, Verdict::Eligible | Verdict::Conditional)
        };
        let sought = Sought {
            goals: goals(vec![(node, Truth::No), (to.root, Truth::Yes)], [from, to]),
            fixed: vec![],
            scheme: &scheme.id,
            lang,
            should: &should,
        };
        match sought.project(joint, &mut reading) {
            Way::Never => {}
            Way::Unsettled => unsettled = true,
            shown => return shown,
        }
    }
    if unsettled { Way::Unsettled } else { Way::Never }
}

/// Nodes of the top criteria.
fn tops(joint: &Joint<'_>, pair: usize, side: Side) -> Vec<NodeId> {
    let Some((scheme, plan)) = joint.scheme(pair, side) else { return vec![] };
    scheme.top.iter().filter_map(|c| plan.criteria.get(c.index())).copied().collect()
}

/// A project of which nothing is known, but that all that people declare is so.
pub(super) fn granted<'j>(joint: &'j Joint<'_>, schemes: [&SchemePlan; 2]) -> Reading<'j> {
    let mut reading = joint.reading();
    reading.grant(schemes.into_iter().flat_map(|s| s.declared.iter().map(|(_, slot)| *slot)));
    reading
}

/// These conditions, in a project that either set thinks possible.
pub(super) fn goals(mut first: Goals, schemes: [&SchemePlan; 2]) -> Goals {
    for constraint in schemes.into_iter().flat_map(|s| &s.constraints) {
        if first.iter().all(|(node, _)| node != constraint) {
            first.push((*constraint, Truth::Yes));
        }
    }
    first
}

/// The project that is looked for: conditions that it brings out as wanted, quantities that are given, and what both rule sets should
/// say of it.
pub(super) struct Sought<'a> {
    pub(super) goals: Goals,
    pub(super) fixed: Witness,
    pub(super) scheme: &'a str,
    pub(super) lang: Lang,
    pub(super) should: &'a dyn Fn(&Shown) -> bool,
}

impl Sought<'_> {
    /// Looks for it in a reading that holds what is given.
    pub(super) fn project(&self, joint: &Joint<'_>, reading: &mut Reading<'_>) -> Way {
        let first = match find(reading, self.goals.clone()) {
            Found::No => return Way::Never,
            Found::Unsure | Found::Limit => None,
            Found::Yes(witness) => Some(self.completed(witness)),
        };
        let witness = first.as_deref().unwrap_or_default();
        let case = first.as_ref().and_then(|w| joint.case(reading, &self.goals, w));
        let mut found = case.and_then(|case| self.replayed(joint, &case));
        let quantities = self.quantities(joint, reading);
        let mut lists: Vec<FactId> = quantities.iter().filter_map(|s| many(joint, *s)).collect();
        lists.dedup();
        for list in lists {
            found = found.or_else(|| self.with_list(joint, reading, (&quantities, witness), list));
        }
        found.map_or(Way::Unsettled, |shown| Way::Shown(Box::new(shown)))
    }

    /// Quantities of lists that the conditions read or that are given, by list.
    fn quantities(&self, joint: &Joint<'_>, reading: &Reading<'_>) -> Vec<SlotId> {
        let mut slots: Vec<SlotId> = self.fixed.iter().map(|(s, _)| *s).collect();
        self.goals.iter().for_each(|(node, _)| reading.open_slots(*node, &mut slots));
        slots.retain(|s| many(joint, *s).is_some());
        slots.order_by_key(|s| (many(joint, *s), *s));
        slots.dedup();
        slots
    }

    /// A witness with what is given.
    fn completed(&self, mut witness: Witness) -> Witness {
        for (slot, state) in &self.fixed {
            if witness.iter().all(|(s, _)| s != slot) {
                witness.push((*slot, state.clone()));
            }
        }
        witness
    }

    /// Gives a list first, then looks for the rest.
    fn with_list(
        &self,
        joint: &Joint<'_>,
        reading: &Reading<'_>,
        (quantities, witness): (&[SlotId], &[(SlotId, State)]),
        list: FactId,
    ) -> Option<Shown> {
        let own = quantities.iter().filter(|s| many(joint, **s) == Some(list));
        let hinted = |id: &SlotId| {
            let found = witness.iter().chain(&self.fixed).filter(|(s, _)| s == id);
            joint.plan.slot(*id).map(|slot| (slot, found.map(|(_, state)| state.clone()).collect()))
        };
        let own: Vec<(&Slot, Vec<State>)> = own.filter_map(hinted).collect();
        lists(joint, &own, list).into_iter().find_map(|state| {
            let told: Case = vec![(list, state)];
            let mut narrowed = reading.clone();
            joint.tell(&mut narrowed, &told);
            let Found::Yes(witness) = find(&mut narrowed, self.goals.clone()) else { return None };
            let mut rest = self.completed(witness);
            rest.retain(|(s, _)| joint.plan.slot(*s).is_some_and(|s| s.key.fact() != Some(list)));
            let mut case = joint.case(&narrowed, &self.goals, &rest)?;
            case.extend(told);
            if joint.meets(reading, &self.goals, &case) { self.replayed(joint, &case) } else { None }
        })
    }

    fn replayed(&self, joint: &Joint<'_>, case: &Case) -> Option<Shown> {
        replay(joint, case, self.scheme, self.lang).filter(|shown| (self.should)(shown))
    }
}

/// The list or series that a slot is a quantity of.
fn many(joint: &Joint<'_>, slot: SlotId) -> Option<FactId> {
    match &joint.plan.slot(slot)?.key {
        SlotKey::Aggregate(a) => Some(a.list),
        SlotKey::Fact(_) | SlotKey::Member(..) | SlotKey::Presence(_) | SlotKey::Declared(..) => None,
    }
}

/// Lists that each bring one quantity, or two at once, to a value that was hinted at or that conditions tell apart.
fn lists(joint: &Joint<'_>, quantities: &[(&Slot, Vec<State>)], list: FactId) -> Vec<FactState> {
    let Some(fact) = joint.model.fact(list) else { return vec![] };
    let seen: Vec<&Slot> = quantities.iter().map(|(slot, _)| *slot).collect();
    let made = |asked: &[records::Asked<'_>]| records::list(&joint.model, fact, asked, &seen);
    let tried: Vec<(&Slot, Vec<State>)> =
        quantities.iter().map(|(slot, hints)| (*slot, hints.iter().cloned().chain(points(slot)).collect())).collect();
    let mut found = vec![made(&[])];
    found.extend(fact.can_be_none.then_some(FactState::None));
    found.extend(fact.can_be_not_applicable.then_some(FactState::NotApplicable));
    for (slot, states) in &tried {
        found.extend(states.iter().map(|state| made(&[(*slot, state)])));
    }
    for (i, (a, ours)) in tried.iter().enumerate() {
        for (b, theirs) in tried.iter().skip(i + 1) {
            let both = ours.iter().flat_map(|x| theirs.iter().map(move |y| (x, y)));
            found.extend(both.take(MAX_LISTS).map(|(x, y)| made(&[(*a, x), (*b, y)])));
        }
    }
    let mut met: Vec<FactState> = vec![];
    found.retain(|f| {
        let new = !met.contains(f);
        met.extend(new.then(|| f.clone()));
        new
    });
    found.truncate(MAX_LISTS);
    found
}

/// Values of a quantity worth trying: round ones, then those of each cell that lie at its ends or nearest to nothing.
fn points(slot: &Slot) -> Vec<State> {
    let unit = 10_i64.checked_pow(slot.scale).unwrap_or(1);
    let round = ROUND.into_iter().filter_map(|n| unit.checked_mul(n));
    let cells = (0..slot.cells()).map(|c| slot.cell_range(c));
    let ends = cells.flat_map(|(low, high)| [low, 0.clamp(low, high), high]);
    let mut met: Vec<i64> = vec![];
    let mut values: Vec<i64> = round.chain(ends).collect();
    values.retain(|v| {
        let inside = (slot.low..=slot.high).contains(v) && v.unsigned_abs() < FAR && !met.contains(v);
        met.extend(inside.then_some(*v));
        inside
    });
    values.into_iter().map(State::of).collect()
}

/// Round sums that people know.
const ROUND: [i64; 3] = [10_000, 1_000, 1];
/// Past this a sum is the end of its range rather than a sum of anything.
const FAR: u64 = 100_000_000_000;

/// What both rule sets say of a project, asked as anyone asks.
pub(super) fn replay(joint: &Joint<'_>, case: &Case, scheme: &str, lang: Lang) -> Option<Shown> {
    let ask = |side: Side| {
        let profile = joint.profile(case, side);
        let as_of = Some(format_day(joint.plan.as_of));
        let options = Options { as_of, lang, ..Options::default() };
        let report = joint.set(side).recommend(&profile, &options).ok()?;
        let told = report.schemes.into_iter().find(|s| s.scheme == scheme)?;
        Some((profile, told))
    };
    let ((old, was), (new, is)) = (ask(Side::Old)?, ask(Side::New)?);
    Some(Shown { profiles: [old, new], told: [was, is] })
}
