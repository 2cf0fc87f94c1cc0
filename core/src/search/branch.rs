//! Depth first over what is on and what is off, one level after the other. A branch is left where its bound shows that nothing
//! better lies there; each such bound is checked in integers, and the answer says whether all of them were.
#![expect(clippy::float_arithmetic, reason = "the search may use floats: what it finds is checked in integers")]

use super::{
    node::{Bound, Frame, Kept, Node},
    problem::{Level, Part, Problem, SHARE, State},
    round::{keeps, round},
};

/// Nodes looked at for one plan; past it the answer says so.
pub(crate) const MAX_NODES: u32 = 50_000;
/// Choices that cost the same, kept to be told apart by files and amounts.
const MAX_EQUAL: usize = 64;
/// What a comparison of plans may be off, in millionths of a cent.
pub(super) const EURO: f64 = 100_000_000.0;
/// Two values of a level nearer than this are the same: a fiftieth of a cent, in millionths.
const SAME: f64 = 20_000.0;

/// The best that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Solution {
    pub(crate) on: Vec<bool>,
    /// In cents; zero where a part is off.
    pub(crate) amounts: Vec<i64>,
    pub(crate) proof: Proof,
    pub(crate) nodes: u32,
}

/// How sure it is that nothing is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// Every branch that was left was checked in integers; whole cents may cost less than a euro.
    Proved,
    /// The level at which something better might still be, and by how much at most, in millionths of a cent.
    Within { level: Level, most: i128 },
}

/// What a caller wants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask<'a> {
    /// Settled before the search.
    pub(crate) fixed: &'a [(usize, bool)],
    /// What is minimised, one after the other.
    pub(crate) levels: &'a [Level],
    /// Files to put together, at most.
    pub(crate) max_files: Option<u32>,
    /// Amounts as large as they can be, one after the other, so that the choice is unique; else any that reach each level to the
    /// euro.
    pub(crate) sized: bool,
    /// A choice that may be near the best.
    pub(crate) hint: Option<&'a [bool]>,
}

impl Default for Ask<'_> {
    fn default() -> Self {
        Ask { fixed: &[], levels: &[Level::Gap, Level::Trough, Level::Cost], max_files: None, sized: true, hint: None }
    }
}

/// A choice with its amounts as the search has them.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) on: Vec<bool>,
    pub(super) amounts: Vec<f64>,
    pub(super) value: f64,
}

/// What a node can reach at best, and the choice that it points at.
struct Reached {
    node: Node,
    on: Vec<bool>,
    amounts: Vec<f64>,
    value: f64,
    multipliers: Vec<f64>,
}

impl Reached {
    /// The bound stays when so much more is settled: what is off has nothing, and what is on has all that it can have.
    fn keeps(&self, before: &[State], now: &[State], problem: &Problem) -> bool {
        let kept = |((before, now), (part, amount)): ((&State, &State), (&Part, &f64))| match now {
            _ if before == now => true,
            State::Off => *amount == 0.0,
            State::On => *amount >= part.cap as f64,
            State::Open => true,
        };
        before.iter().zip(now).zip(problem.parts.iter().zip(&self.amounts)).all(kept)
    }
}

pub(super) struct Search<'p> {
    pub(super) problem: &'p Problem,
    pub(super) frame: Frame<'p>,
    sized: bool,
    pub(super) level: Level,
    pub(super) kept: Kept,
    pub(super) best: Option<Found>,
    /// At the level of cost: other choices that cost the same.
    pub(super) equal: Vec<Found>,
    /// Months in which the balance has mattered so far.
    months: Vec<usize>,
    pub(super) nodes: u32,
    /// Lowest bound of what was left without a proof.
    unproved: Option<f64>,
}

/// Chooses and sizes. `None` when what is fixed cannot be.
pub(crate) fn solve(problem: &Problem, ask: &Ask<'_>) -> Option<Solution> {
    let mut states = vec![State::Open; problem.parts.len()];
    for (part, on) in ask.fixed {
        set(&mut states, *part, if *on { State::On } else { State::Off });
    }
    for (state, part) in states.iter_mut().zip(&problem.parts) {
        if part.cap <= 0 && *state == State::Open {
            *state = State::Off;
        }
    }
    let mut search = Search {
        problem,
        frame: Frame::new(problem, ask.max_files),
        sized: ask.sized,
        level: Level::Gap,
        kept: vec![],
        best: None,
        equal: vec![],
        months: vec![],
        nodes: 0,
        unproved: None,
    };
    if let (Some(hint), Some(first)) = (ask.hint, ask.levels.first()) {
        let mut near = settled(hint);
        ask.fixed.iter().for_each(|(j, on)| set(&mut near, *j, if *on { State::On } else { State::Off }));
        search.level = *first;
        search.try_choice(&near);
    }
    let mut proof = Proof::Proved;
    for level in ask.levels.iter().copied() {
        search.run(level, &states);
        let value = search.best.as_ref()?.value;
        if let (Proof::Proved, Some(bound)) = (proof, search.unproved) {
            proof = Proof::Within { level, most: (value - bound).max(0.0).ceil() as i128 };
        }
        search.keep(level, value);
    }
    let (best, amounts) = if ask.sized {
        search.least_files()?
    } else {
        let best = search.best.take()?;
        let amounts = best.amounts.clone();
        (best, amounts)
    };
    let mut cents = round(problem, &best.on, &amounts);
    if !keeps(problem, &best.on, &cents)
        && let Some(inside) = search.inside(&best.on, ask.levels)
    {
        cents = round(problem, &best.on, &inside);
    }
    // a cent is a cent: where whole ones cannot keep a rule, its part goes
    if let Some(part) = problem.broken(&best.on, &cents).find_map(|row| row.when)
        && !ask.fixed.iter().any(|(j, _)| *j == part)
    {
        let fixed: Vec<(usize, bool)> = ask.fixed.iter().copied().chain([(part, false)]).collect();
        let found = solve(problem, &Ask { fixed: &fixed, ..*ask })?;
        return Some(Solution { proof: search.lost(&found.on, &found.amounts).unwrap_or(found.proof), ..found });
    }
    let proof = search.lost(&best.on, &cents).filter(|_| proof == Proof::Proved).unwrap_or(proof);
    Some(Solution { on: best.on, amounts: cents, proof, nodes: search.nodes })
}

fn set(states: &mut [State], part: usize, state: State) {
    if let Some(place) = states.get_mut(part) {
        *place = state;
    }
}

pub(super) fn settled(on: &[bool]) -> Vec<State> {
    on.iter().map(|on| if *on { State::On } else { State::Off }).collect()
}

impl Search<'_> {
    pub(super) fn keep(&mut self, level: Level, value: f64) {
        self.kept.push((level, (value + SAME).ceil() as i128));
    }

    /// One level, from the best of the level before.
    fn run(&mut self, level: Level, states: &[State]) {
        self.level = level;
        self.unproved = None;
        if let Some(before) = self.best.take() {
            // the same choice, sized for this level
            self.try_choice(&settled(&before.on));
            if self.best.is_none() {
                let value = self.value(&before.on, &before.amounts);
                self.best = Some(Found { value, ..before });
            }
        }
        self.node(states.to_vec());
    }

    fn node(&mut self, mut states: Vec<State>) {
        self.nodes += 1;
        if !self.propagate(&mut states) {
            return;
        }
        if self.nodes > MAX_NODES {
            return self.remember(f64::NEG_INFINITY);
        }
        let Some(reached) = self.reach(&states) else { return };
        if self.closes(&reached) {
            return;
        }
        // settled as the bound has it, a branch keeps the bound; the other way waits for its turn
        let mut waiting = vec![];
        while let Some(part) = self.culprit(&states, &reached.on, &reached.amounts) {
            let (first, other) = match reached.on.get(part) {
                Some(true) => (State::On, State::Off),
                _ => (State::Off, State::On),
            };
            let before = states.clone();
            let mut next = states.clone();
            set(&mut next, part, other);
            waiting.push(next);
            set(&mut states, part, first);
            self.nodes += 1;
            if !self.propagate(&mut states) {
                return self.visit(waiting);
            }
            if !reached.keeps(&before, &states, self.problem) {
                self.node(states);
                return self.visit(waiting);
            }
        }
        // all is settled: the program says what can be had
        if waiting.is_empty() {
            self.leave(&reached);
        } else if let Some(last) = self.reach(&states)
            && !self.closes(&last)
        {
            self.leave(&last);
        }
        self.visit(waiting);
    }

    /// What waits, the last first.
    fn visit(&mut self, waiting: Vec<Vec<State>>) {
        waiting.into_iter().rev().for_each(|states| self.node(states));
    }

    /// What a node can reach at best; `None` when nothing fits, or the program cannot tell, which is remembered.
    fn reach(&mut self, states: &[State]) -> Option<Reached> {
        let (node, bound) = self.bound(states);
        match bound {
            Bound::Nothing { proved: true } => None,
            Bound::Nothing { proved: false } | Bound::Lost => {
                self.remember(f64::NEG_INFINITY);
                None
            }
            Bound::Reached { amounts, value, multipliers } => {
                let is_on =
                    |(state, amount): (&State, &f64)| *state == State::On || *state == State::Open && *amount > 1.0;
                let on = states.iter().zip(&amounts).map(is_on).collect();
                Some(Reached { node, on, amounts, value, multipliers })
            }
        }
    }

    /// Takes the choice that a bound points at, and leaves the branch when nothing better can lie there.
    fn closes(&mut self, reached: &Reached) -> bool {
        if !self.cannot_improve(reached.value) {
            self.consider(&reached.on, &reached.amounts);
        }
        let closed = self.cannot_improve(reached.value);
        if closed {
            self.leave(reached);
        }
        closed
    }

    /// The bound of a node, with every month that it breaks looked at.
    pub(super) fn bound(&mut self, states: &[State]) -> (Node, Bound) {
        let needs_cash = self.level == Level::Trough || self.kept.iter().any(|(l, _)| *l == Level::Trough);
        let (mut node, place) = Node::new(&self.frame, states, &self.kept, self.level);
        if needs_cash {
            self.months.iter().for_each(|month| node.month(&place, *month));
        }
        loop {
            let bound = node.bound(self.problem);
            let broken = match &bound {
                Bound::Reached { amounts, .. } if needs_cash => self.broken_month(states, amounts),
                _ => None,
            };
            let Some(month) = broken else { return (node, bound) };
            self.months.push(month);
            node.month(&place, month);
        }
    }

    /// A month not looked at yet in which the balance falls further than the months looked at show.
    fn broken_month(&self, states: &[State], amounts: &[f64]) -> Option<usize> {
        let balance =
            self.balance(&|j| states.get(j) == Some(&State::On), &|j| states.get(j) != Some(&State::Off), amounts);
        let depth = |t: usize| balance.get(t).map_or(0.0, |b| -b);
        let seen = self.months.iter().map(|t| depth(*t)).fold(0.0, f64::max);
        let kept = self.kept.iter().find(|(l, _)| *l == Level::Trough).map(|(_, v)| *v as f64 / SHARE as f64);
        let most = kept.map_or(seen, |k| k.max(seen)) + SAME / SHARE as f64;
        let worst =
            (0..balance.len()).filter(|t| !self.months.contains(t)).max_by(|a, b| depth(*a).total_cmp(&depth(*b)))?;
        (depth(worst) > most).then_some(worst)
    }

    /// Balance by month: waits are on those surely on, amounts count where they may be.
    fn balance(&self, on: &dyn Fn(usize) -> bool, counts: &dyn Fn(usize) -> bool, amounts: &[f64]) -> Vec<f64> {
        let cash = &self.problem.cash;
        let mut balance: Vec<f64> = cash.balance.iter().map(|b| *b as f64).collect();
        let late = self.problem.late(on, counts);
        for (j, amount) in amounts.iter().enumerate().filter(|(j, a)| **a != 0.0 && counts(*j)) {
            let each = amount / SHARE as f64;
            let brought = cash.brought.get(j).into_iter().flatten();
            balance.iter_mut().zip(brought).for_each(|(sum, share)| *sum += *share as f64 * each);
            for l in late.iter().filter(|l| l.part == j) {
                balance.iter_mut().take(l.to).skip(l.from).for_each(|sum| *sum -= l.share as f64 * each);
            }
        }
        for (_, month, cents) in cash.fees.iter().filter(|(j, ..)| on(*j)) {
            balance.iter_mut().skip(*month).for_each(|sum| *sum -= *cents as f64);
        }
        balance
    }

    /// Nothing in a branch with this bound is worth a look: at the level of cost what costs the same is.
    fn cannot_improve(&self, bound: f64) -> bool {
        let margin = match self.level {
            _ if !self.sized => -EURO,
            Level::Cost if self.equal.len() < MAX_EQUAL => SAME,
            Level::Gap | Level::Trough | Level::Cost | Level::Amount(_) => -SAME,
        };
        self.best.as_ref().is_some_and(|b| bound >= b.value + margin)
    }

    /// A branch is left; where integers do not prove that it may be, that is remembered.
    fn leave(&mut self, reached: &Reached) {
        let best = self.best.as_ref().map_or(f64::INFINITY, |b| b.value);
        // a cent at most may hide between floats and integers
        let proved = reached.node.proved(&reached.multipliers).map(|least| least as f64);
        if proved.is_none_or(|least| least < best.min(reached.value) - SHARE as f64) {
            self.remember(proved.unwrap_or(f64::NEG_INFINITY));
        }
    }

    fn remember(&mut self, bound: f64) {
        self.unproved = Some(self.unproved.map_or(bound, |u| u.min(bound)));
    }

    /// Exclusions and requirements carried on; false when they contradict one another.
    fn propagate(&self, states: &mut [State]) -> bool {
        let at = |states: &[State], j: usize| states.get(j).copied().unwrap_or(State::Off);
        loop {
            let mut moved = false;
            let mut change = |states: &mut [State], j: usize, state: State| {
                set(states, j, state);
                moved = true;
            };
            for (a, b) in &self.problem.excludes {
                match (at(states, *a), at(states, *b)) {
                    (State::On, State::On) => return false,
                    (State::On, State::Open) => change(states, *b, State::Off),
                    (State::Open, State::On) => change(states, *a, State::Off),
                    _ => {}
                }
            }
            for (a, b) in &self.problem.requires {
                match (at(states, *a), at(states, *b)) {
                    (State::On, State::Off) => return false,
                    (State::On, State::Open) => change(states, *b, State::On),
                    (State::Open, State::Off) => change(states, *a, State::Off),
                    _ => {}
                }
            }
            if !moved {
                let on = states.iter().zip(&self.problem.parts).filter(|(s, _)| **s == State::On);
                let files: u32 = on.map(|(_, p)| p.files).sum();
                return self.frame.max_files.is_none_or(|most| files <= most);
            }
        }
    }

    /// Takes a choice whose amounts the program gave, when it holds as it is; else sizes it anew.
    fn consider(&mut self, on: &[bool], amounts: &[f64]) {
        if self.holds(on, amounts) {
            let value = self.value(on, amounts);
            return self.take(Found { on: on.to_vec(), amounts: amounts.to_vec(), value });
        }
        self.try_choice(&settled(on));
    }

    fn try_choice(&mut self, states: &[State]) {
        let mut carried = states.to_vec();
        if !self.propagate(&mut carried) || carried != states {
            return;
        }
        self.nodes += 1;
        if let (_, Bound::Reached { amounts, value, .. }) = self.bound(states) {
            self.take(Found { on: states.iter().map(|s| *s == State::On).collect(), amounts, value });
        }
    }

    fn take(&mut self, found: Found) {
        let best = self.best.as_ref().map_or(f64::INFINITY, |b| b.value);
        if found.value < best - SAME {
            self.equal.clear();
            self.best = Some(found);
        } else if self.level == Level::Cost && found.value < best + SAME {
            let known = self.best.iter().chain(&self.equal).any(|f| f.on == found.on);
            if !known {
                self.equal.push(found);
            }
        }
    }

    /// Floors, pairs, ties and earlier levels hold for a choice as they would at the end.
    fn holds(&self, on: &[bool], amounts: &[f64]) -> bool {
        let is_on = |j: usize| on.get(j).copied().unwrap_or(false);
        let amount = |j: usize| amounts.get(j).copied().unwrap_or(0.0);
        let floors = self.problem.parts.iter().enumerate().all(|(j, p)| !is_on(j) || amount(j) >= p.floor as f64 - 0.1);
        let off = (0..on.len()).all(|j| is_on(j) || amount(j) < 0.1);
        let pairs = self.problem.excludes.iter().all(|(a, b)| !(is_on(*a) && is_on(*b)))
            && self.problem.requires.iter().all(|(a, b)| !is_on(*a) || is_on(*b));
        let tied = || {
            self.problem.rows.iter().filter(|r| r.when.is_none_or(is_on)).all(|row| {
                let sum: f64 = row.terms.iter().map(|(j, c)| *c as f64 * amount(*j)).sum();
                sum <= row.limit as f64 + row.slack()
            })
        };
        let earlier = || self.kept.iter().all(|(l, most)| self.value_of(*l, on, amounts) <= *most as f64 + SAME);
        let few = self.frame.max_files.is_none_or(|most| self.problem.files(on) <= most);
        floors && pairs && off && few && tied() && earlier()
    }

    fn value(&self, on: &[bool], amounts: &[f64]) -> f64 {
        self.value_of(self.level, on, amounts)
    }

    /// A level's value for a choice, in millionths of a cent.
    pub(super) fn value_of(&self, level: Level, on: &[bool], amounts: &[f64]) -> f64 {
        let problem = self.problem;
        let share = SHARE as f64;
        let parts = || problem.parts.iter().zip(on).zip(amounts);
        match level {
            Level::Gap => {
                let paid: f64 = parts().filter(|((p, _), _)| p.pays).map(|(_, a)| a).sum();
                (problem.uses as f64 - paid) * share
            }
            Level::Trough => {
                let is_on = |j: usize| on.get(j).copied().unwrap_or(false);
                let balance = self.balance(&is_on, &is_on, amounts);
                balance.into_iter().fold(0.0, |least, b| f64::max(least, -b)) * share
            }
            Level::Cost => {
                let one = |((p, on), a): ((&Part, &bool), &f64)| {
                    p.cost as f64 * a + if *on { p.fixed as f64 * share } else { 0.0 }
                };
                parts().map(one).sum()
            }
            Level::Amount(j) => -amounts.get(j).copied().unwrap_or(0.0) * share,
        }
    }

    /// The open part to settle next: one that breaks what must hold, or whose cost hides most in its fraction.
    fn culprit(&self, states: &[State], on: &[bool], amounts: &[f64]) -> Option<usize> {
        let is_open = |j: usize| states.get(j) == Some(&State::Open);
        let is_on = |j: usize| on.get(j).copied().unwrap_or(false);
        let amount = |j: usize| amounts.get(j).copied().unwrap_or(0.0);
        let pair = self.problem.excludes.iter().filter(|(a, b)| is_on(*a) && is_on(*b));
        let tied = self.problem.rows.iter().filter_map(|row| {
            let sum: f64 = row.terms.iter().map(|(j, c)| *c as f64 * amount(*j)).sum();
            row.when.filter(|j| is_on(*j) && sum > row.limit as f64 + row.slack())
        });
        let waited = self.problem.cash.waits.iter().filter(|w| is_on(w.part));
        let broken = pair
            .flat_map(|(a, b)| [*a, *b])
            .chain(tied)
            .chain(self.problem.requires.iter().filter(|(a, b)| is_on(*a) && !is_on(*b)).map(|(a, _)| *a))
            .find(|j| is_open(*j));
        let hidden = |j: usize| {
            let Some(part) = self.problem.parts.get(j) else { return 0.0 };
            let (cap, amount) = (part.cap.max(1) as f64, amount(j));
            let below = if is_on(j) { (part.floor as f64 - amount).max(0.0) / cap } else { 0.0 };
            let charge = if is_on(j) { (part.fixed as f64 + 1.0) * (1.0 - (amount / cap).min(1.0)) } else { 0.0 };
            below * 1e12 + charge
        };
        let widest = || {
            let open = (0..states.len()).filter(|j| is_open(*j));
            open.map(|j| (j, hidden(j))).filter(|(_, h)| *h > 0.0).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(j, _)| j)
        };
        let awaited = || waited.flat_map(|w| w.after.iter().map(|(j, _)| *j)).find(|j| is_open(*j) && is_on(*j));
        broken.or_else(awaited).or_else(widest).or_else(|| (0..states.len()).find(|j| is_open(*j)))
    }
}
