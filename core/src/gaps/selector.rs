//! What segments are made of: a fact that surely lies among some values, is absent, or was not told.

use crate::{
    base::Order,
    compile::{Node, Plan, Slot, SlotId, SlotKey, WindowState},
    eval::State,
    model::{FactId, Model, Taxonomy},
    ranking,
    value::{Region, Type},
};

/// Facts that segments are made of, those that most schemes look at first.
const MAX_FACTS: usize = 24;
/// Thresholds of a number that segments know, those that most schemes compare it with first.
const MAX_CUTS: usize = 6;
/// Nodes of a tree of codes that segments know: whole levels from the top, as far as there is room.
const MAX_NODES: usize = 64;
/// Selectors at most: a bit of each is kept for each profile.
const MAX_SELECTORS: usize = 256;

/// Something that surely holds for a profile, or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selector {
    pub(crate) slot: SlotId,
    pub(crate) test: Test,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    /// The value lies in here.
    Within(Region),
    /// There is none, or it does not apply.
    Absent,
    /// Nothing was told.
    Untold,
}

impl Test {
    pub(crate) fn holds(&self, state: &State) -> bool {
        match self {
            Test::Within(region) => {
                !state.may_be_absent() && !state.values.is_empty() && state.values.is_subset(region)
            }
            Test::Absent => state.values.is_empty() && state.may_be_absent(),
            Test::Untold => state.unknown,
        }
    }
}

/// The selectors of a plan: of the facts that most of its schemes look at, and of those asked for. A sensitive fact makes none
/// unless it is asked for.
pub(crate) fn selectors(model: &Model, plan: &Plan, asked: &[FactId]) -> Vec<Selector> {
    let usual = looked_at(model, plan).into_iter().map(|(fact, _)| fact).filter(|f| !is_sensitive(model, *f));
    let mut facts: Vec<FactId> = asked.to_vec();
    facts.extend(usual.filter(|f| !asked.contains(f)).take(MAX_FACTS));
    let mut found = vec![];
    for fact in facts {
        let own = of_fact(model, plan, fact);
        if found.len() + own.len() <= MAX_SELECTORS {
            found.extend(own);
        }
    }
    found
}

fn is_sensitive(model: &Model, fact: FactId) -> bool {
    model.fact(fact).is_none_or(|f| f.sensitive)
}

/// Facts with how many schemes look at each, the most looked at first; closed schemes aside.
pub(crate) fn looked_at(model: &Model, plan: &Plan) -> Vec<(FactId, usize)> {
    let mut counts = vec![0_usize; model.facts.len()];
    for scheme in current(model, plan) {
        let mut facts: Vec<FactId> =
            scheme.slots.iter().filter_map(|s| plan.slot(*s)).filter_map(|s| s.key.fact()).collect();
        facts.order();
        facts.dedup();
        for fact in facts {
            counts.iter_mut().skip(fact.index()).take(1).for_each(|n| *n += 1);
        }
    }
    let mut found: Vec<(FactId, usize)> =
        counts.into_iter().enumerate().filter(|(_, n)| *n > 0).map(|(f, n)| (FactId(f as u32), n)).collect();
    found.order_by_key(|(fact, n)| (usize::MAX - n, *fact));
    found
}

/// Plans of the set's own schemes that are not closed.
fn current<'p>(model: &Model, plan: &'p Plan) -> impl Iterator<Item = &'p crate::compile::SchemePlan> {
    plan.schemes.iter().take(model.schemes.len()).filter(|s| s.window.state != WindowState::Closed)
}

fn of_fact(model: &Model, plan: &Plan, fact: FactId) -> Vec<Selector> {
    let mut found = vec![];
    let mut whole = true;
    for (id, slot) in slots_of(plan, fact) {
        let tests = tests(model, plan, id, slot);
        let told = !tests.is_empty() || matches!(slot.key, SlotKey::Presence(_));
        found.extend(tests.into_iter().map(|test| Selector { slot: id, test }));
        // what is not told is not told of the whole fact: once is enough
        if told && std::mem::take(&mut whole) {
            let absent = slot.may_be_absent().then_some(Test::Absent);
            found.extend(absent.into_iter().chain([Test::Untold]).map(|test| Selector { slot: id, test }));
        }
    }
    found
}

/// Slots of a fact that tell something of its values.
pub(crate) fn slots_of(plan: &Plan, fact: FactId) -> impl Iterator<Item = (SlotId, &Slot)> {
    let all = plan.slots.iter().enumerate().map(|(i, slot)| (SlotId(i as u32), slot));
    all.filter(move |(_, slot)| slot.key.fact() == Some(fact))
}

fn tests(model: &Model, plan: &Plan, id: SlotId, slot: &Slot) -> Vec<Test> {
    let Some(fact) = slot.key.fact().and_then(|f| model.fact(f)) else { return vec![] };
    let point = |v: i64| Test::Within(Region::point(v));
    match (&slot.key, &fact.ty) {
        (SlotKey::Member(..), _) => vec![point(1)],
        (SlotKey::Fact(_), Type::Bool | Type::Enum(_)) => (slot.low..=slot.high).map(point).collect(),
        (SlotKey::Fact(f), Type::Code(_)) => {
            let nodes = ranking::taxonomy(model, *f).map_or_else(Vec::new, |t| top_nodes(t, MAX_NODES));
            nodes.into_iter().map(Test::Within).collect()
        }
        _ if is_ordered(model, slot) => {
            let cuts = cuts(model, plan, id, slot);
            let sides = cuts.iter().flat_map(|cut| [(slot.low, cut - 1), (*cut, slot.high)]);
            sides.map(|(low, high)| Test::Within(Region::range(low, high))).collect()
        }
        _ => vec![],
    }
}

/// Its values have an order that people read: numbers, dates, durations, and what is taken of lists.
pub(crate) fn is_ordered(model: &Model, slot: &Slot) -> bool {
    use crate::model::Fold;
    match &slot.key {
        SlotKey::Fact(f) => {
            model.fact(*f).is_some_and(|f| matches!(f.ty, Type::Number(_) | Type::Date | Type::Duration(_)))
        }
        SlotKey::Aggregate(a) => a.fold != Fold::Exists,
        SlotKey::Member(..) | SlotKey::Presence(_) | SlotKey::Declared(..) => false,
    }
}

/// First values after the thresholds that most schemes compare a slot with, in order.
pub(crate) fn cuts(model: &Model, plan: &Plan, id: SlotId, slot: &Slot) -> Vec<i64> {
    let mut counts: Vec<(i64, usize)> = slot.starts.iter().skip(1).map(|start| (*start, 0)).collect();
    for scheme in current(model, plan) {
        let mut met: Vec<i64> = vec![];
        for leaf in plan.leaves([scheme.root]) {
            let Node::Atom(a) = plan.node(leaf) else { continue };
            let Some(atom) = plan.atoms.get(*a as usize).filter(|a| a.slot == id) else { continue };
            met.extend(atom.region.intervals().iter().flat_map(|(low, high)| [*low, high.saturating_add(1)]));
        }
        met.order();
        met.dedup();
        counts.iter_mut().filter(|(start, _)| met.contains(start)).for_each(|(_, n)| *n += 1);
    }
    counts.retain(|(_, n)| *n > 0);
    counts.order_by_key(|(start, n)| (usize::MAX - n, *start));
    let mut found: Vec<i64> = counts.into_iter().take(MAX_CUTS).map(|(start, _)| start).collect();
    found.order();
    found
}

/// Levels of a tree from the top, each with the nodes that lie on it in one piece and hold less than the whole.
pub(crate) fn levels(tree: &Taxonomy) -> Vec<Vec<Region>> {
    let up = |node: u32| tree.nodes.get(node as usize).and_then(|n| n.parent);
    let mut found: Vec<Vec<Region>> = vec![];
    for (i, node) in tree.nodes.iter().enumerate() {
        // a tree is never deeper than it has nodes
        let depth = std::iter::successors(up(i as u32), |n| up(*n)).take(tree.nodes.len()).count();
        if found.len() <= depth {
            found.resize(depth + 1, vec![]);
        }
        if let ([(first, last)], Some(level)) = (node.leaves.as_slice(), found.get_mut(depth)) {
            level.push(Region::range(*first, *last));
        }
    }
    found.iter_mut().for_each(|level| level.order_by_key(Region::low));
    found.retain(|level| level.len() > 1);
    found
}

fn top_nodes(tree: &Taxonomy, room: usize) -> Vec<Region> {
    let mut found: Vec<Region> = vec![];
    for level in levels(tree) {
        if found.len() + level.len() > room {
            break;
        }
        found.extend(level);
    }
    found
}
