//! Looks for changes, one more at a time: any change that does must touch every condition that fails, so nothing is missed.

use super::{MAX_LOOKS, MAX_MOVES, Move, Mover, Moves, targets};
use crate::{
    base::Order,
    compile::{Node, NodeId, SchemePlan, SlotId},
    eval::{Before, Decision, Open, Reading, State, contradicts, decide},
    model::Scheme,
    value::{Region, Truth},
};

/// What a change must bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Every criterion is met, whatever is unknown; declared ones count as met.
    Certain,
    /// It depends on facts that are unknown already.
    Possible,
}

/// What a search found.
pub(super) struct Found {
    /// Changes that do, none of which does more than it must.
    pub(super) hits: Vec<Moves>,
    /// The cheapest of them is the cheapest there is.
    pub(super) proved: bool,
    pub(super) truncated: bool,
}

/// One search: the reading is changed on the way down and put back on the way up.
pub(super) struct Search<'r, 'p> {
    reading: &'r mut Reading<'p>,
    /// The same with all that may still change left open: what fails here cannot be mended.
    free: Reading<'p>,
    movers: Vec<Mover>,
    top: Vec<NodeId>,
    plan: &'r SchemePlan,
    /// Comparisons of the criteria, and of constraints around them.
    leaves: Vec<NodeId>,
    wanted: Wanted,
    moved: Moves,
    /// Slots that stay as they are: changes of them were all looked at.
    barred: Vec<SlotId>,
    hits: Vec<Moves>,
    looks: u32,
    /// How many changes were being made when the limit was met.
    stopped: Option<usize>,
}

impl<'r, 'p> Search<'r, 'p> {
    /// Nothing when no change of what may change can do.
    pub(super) fn new(
        reading: &'r mut Reading<'p>,
        movers: &[Mover],
        scheme: &Scheme,
        plan: &'r SchemePlan,
        wanted: Wanted,
    ) -> Option<Search<'r, 'p>> {
        let leaves = reading.plan.leaves([plan.root].into_iter().chain(plan.constraints.iter().copied()));
        let read: Vec<SlotId> = leaves.iter().flat_map(|l| reading.plan.slots_of_leaf(*l)).collect();
        let movers: Vec<Mover> = movers.iter().filter(|m| read.contains(&m.slot)).cloned().collect();
        if movers.is_empty() {
            return None;
        }
        let mut free = reading.clone();
        movers.iter().for_each(|m| free.set(m.slot, opened(reading, m)));
        let top: Vec<NodeId> = scheme.top.iter().filter_map(|c| plan.criteria.get(c.index()).copied()).collect();
        let stuck = wanted == Wanted::Certain && stays_open(reading, &movers, &top, plan);
        let mended = !stuck && free.truth(plan.root) != Truth::No;
        let (moved, barred, hits) = (vec![], vec![], vec![]);
        let search =
            Search { reading, free, movers, top, plan, leaves, wanted, moved, barred, hits, looks: 0, stopped: None };
        mended.then_some(search)
    }

    /// Looks at single changes, then at two together, and so on until one more than the least that does.
    pub(super) fn run(&mut self) {
        for level in 1..=MAX_MOVES {
            self.go(level);
            let least = self.hits.iter().map(Vec::len).min();
            if self.stopped.is_some() || least.is_some_and(|n| level > n) {
                break;
            }
        }
    }

    pub(super) fn found(self) -> Found {
        let least = self.hits.iter().map(Vec::len).min().unwrap_or(usize::MAX);
        let proved = self.exact() && self.stopped.is_none_or(|level| level > least);
        Found { truncated: self.stopped.is_some(), proved, hits: self.hits }
    }

    /// One value of each class stands for the others: not so of two slots in one comparison, or where interval arithmetic
    /// compares, unless every value was tried.
    fn exact(&self) -> bool {
        self.leaves.iter().all(|leaf| {
            let compared = self.reading.plan.compared(*leaf);
            let moving: Vec<SlotId> =
                compared.into_iter().filter(|s| self.movers.iter().any(|m| m.slot == *s)).collect();
            let small = |s: &SlotId| self.reading.plan.slot(*s).is_some_and(|s| s.high - s.low < targets::SMALL);
            let sums = !matches!(self.reading.plan.node(*leaf), Node::General(_));
            (sums && moving.len() < 2) || moving.iter().all(small)
        })
    }

    fn go(&mut self, left: usize) {
        if self.stopped.is_some() || self.contains_a_hit() {
            return;
        }
        self.looks += 1;
        if self.looks > MAX_LOOKS {
            self.stopped = Some(self.moved.len() + left);
            return;
        }
        if left == 0 {
            if self.is_hit() {
                let mut moves = self.moved.clone();
                moves.order();
                self.hits.push(moves);
            }
            return;
        }
        if self.free.truth(self.plan.root) == Truth::No {
            return;
        }
        let barred = self.barred.len();
        let mut closed = vec![];
        for slot in self.focus() {
            let Some(mover) = self.movers.iter().find(|m| m.slot == slot).cloned() else { continue };
            for step in targets::targets(self.reading, &mover, &self.leaves) {
                self.with(step, left - 1);
            }
            // how a slot stands to others depends on where they are: it may move after them too
            if !targets::couples(self.reading.plan, &self.leaves, slot) {
                self.barred.push(slot);
                closed.extend(self.stay(slot));
            }
        }
        self.barred.truncate(barred);
        closed.into_iter().rev().for_each(|before| self.free.put_back(before));
    }

    fn with(&mut self, step: Move, left: usize) {
        let (Some(here), Some(free)) =
            (self.reading.swap(step.slot, step.state()), self.free.swap(step.slot, step.state()))
        else {
            return;
        };
        self.moved.push(step);
        self.go(left);
        self.moved.pop();
        self.reading.put_back(here);
        self.free.put_back(free);
    }

    /// The slot is no longer open to change.
    fn stay(&mut self, slot: SlotId) -> Option<Before> {
        let state = self.reading.state(slot)?.clone();
        self.free.swap(slot, state)
    }

    /// Some of these changes were enough.
    fn contains_a_hit(&self) -> bool {
        let among = |m: &Move| self.moved.iter().any(|x| x.slot == m.slot && x.to == m.to);
        self.hits.iter().any(|hit| hit.iter().all(among))
    }

    fn is_hit(&mut self) -> bool {
        let decision = decide(self.reading, self.plan.root, &self.plan.constraints);
        let wanted = match self.wanted {
            Wanted::Certain => decision == Decision::Always,
            Wanted::Possible => matches!(decision, Decision::Depends { why: Open::Missing, .. }),
        };
        let constraints = &self.reading.plan.constraints;
        wanted && !contradicts(self.reading, constraints)
    }

    /// Slots one of which every change that does must touch; not those that have changed or stay.
    fn focus(&mut self) -> Vec<SlotId> {
        let leaves = self.failing().unwrap_or_else(|| self.leaves.clone());
        let mut slots: Vec<SlotId> = leaves.iter().flat_map(|l| self.reading.plan.slots_of_leaf(*l)).collect();
        slots.order();
        slots.dedup();
        slots.retain(|s| !self.barred.contains(s) && self.moved.iter().all(|m| m.slot != *s));
        slots
    }

    /// Comparisons of a condition that fails; nothing when each may hold and only together they cannot.
    fn failing(&mut self) -> Option<Vec<NodeId>> {
        let goals = self.top.iter().chain(&self.plan.constraints).copied();
        let mut refused = goals.filter(|g| self.reading.truth(*g) == Truth::No);
        if let Some(goal) = refused.next() {
            return Some(self.reading.plan.leaves([self.narrowed(goal)]));
        }
        if self.wanted == Wanted::Possible {
            return None;
        }
        let constraints = &self.plan.constraints;
        let open = self.top.iter().find(|c| decide(self.reading, **c, constraints) != Decision::Always)?;
        Some(self.reading.plan.leaves([*open].into_iter().chain(constraints.iter().copied())))
    }

    /// The part of a conjunction that fails by itself.
    fn narrowed(&self, goal: NodeId) -> NodeId {
        match self.reading.plan.node(goal) {
            Node::All(parts) => match parts.iter().find(|p| self.reading.truth(**p) == Truth::No) {
                Some(part) => self.narrowed(*part),
                None => goal,
            },
            _ => goal,
        }
    }
}

/// Some criterion waits for what is unknown, and nothing in it or in the constraints may change.
fn stays_open(reading: &mut Reading<'_>, movers: &[Mover], top: &[NodeId], plan: &SchemePlan) -> bool {
    let moves = |reading: &Reading<'_>, roots: &[NodeId]| {
        let leaves = reading.plan.leaves(roots.iter().copied());
        leaves.iter().flat_map(|l| reading.plan.slots_of_leaf(*l)).any(|s| movers.iter().any(|m| m.slot == s))
    };
    if moves(reading, &plan.constraints) {
        return false;
    }
    top.iter().any(|c| {
        reading.truth(*c) == Truth::Unknown
            && !moves(reading, &[*c])
            && decide(reading, *c, &plan.constraints) != Decision::Always
    })
}

/// All that a slot is, and all that it may change to.
fn opened(reading: &Reading<'_>, mover: &Mover) -> State {
    let now = reading.state(mover.slot).cloned().unwrap_or_default();
    let both = now.values.intervals().iter().chain(mover.reach.intervals()).copied();
    State { values: Region::of(both), none: now.none || mover.none, ..now }
}
