//! Kinds of projects that every scheme refuses, found in the rules alone: from the general to the special, for what is refused stays
//! refused when more is known.

use super::selector::{Selector, Test};
use crate::{
    base::{
        Order,
        bits::{get, ones, set},
    },
    compile::{Plan, SchemePlan, SlotId, SlotKey},
    eligibility::{Verdict, judge},
    eval::{Reading, State, contradicts, of_states, whole},
    value::Truth,
};

/// Conjunctions looked at, and those that the search must decide; past either the answer says so.
const MAX_LOOKS: u32 = 3_000_000;
const MAX_DECIDED: u32 = 50_000;
/// Conjunctions found, before those that another holds are taken out.
const MAX_FOUND: usize = 4_000;

/// Conjunctions of selectors, by index, that leave a project nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Uncovered {
    /// The fewest conditions first, then in the order of selectors.
    pub(crate) found: Vec<Vec<usize>>,
    /// There was more to look at.
    pub(crate) truncated: bool,
}

/// The most general conjunctions of at most `depth` selectors that all of these schemes refuse whatever else holds. A conjunction
/// that no project can meet is none.
pub(crate) fn uncovered(plan: &Plan, schemes: &[usize], selectors: &[Selector], depth: usize) -> Uncovered {
    let nothing = Uncovered { found: vec![], truncated: false };
    let schemes: Vec<&SchemePlan> = schemes.iter().filter_map(|s| plan.schemes.get(*s)).collect();
    if schemes.is_empty() {
        return nothing;
    }
    let mut search = Search::new(plan, schemes, selectors);
    if (0..search.schemes.len()).all(|s| search.refuses(s, &[])) {
        return Uncovered { found: vec![vec![]], ..nothing };
    }
    for size in 1..=depth {
        search.level(size, 0, &mut vec![]);
    }
    let found = search.most_general();
    Uncovered { found, truncated: search.truncated }
}

struct Search<'a> {
    schemes: Vec<&'a SchemePlan>,
    selectors: &'a [Selector],
    /// A project of which nothing is known.
    reading: Reading<'a>,
    all: Vec<u64>,
    /// For each selector, the schemes that it makes refuse, and those that look at what it tells.
    refused: Vec<Vec<u64>>,
    looking: Vec<Vec<u64>>,
    /// For each selector, those up to it with which it is a gap.
    partners: Vec<Vec<u64>>,
    found: Vec<Vec<usize>>,
    looks: u32,
    decided: u32,
    truncated: bool,
}

impl<'a> Search<'a> {
    fn new(plan: &'a Plan, schemes: Vec<&'a SchemePlan>, selectors: &'a [Selector]) -> Search<'a> {
        let reading = of_states(plan, plan.slots.iter().map(whole).collect());
        let words = schemes.len().div_ceil(64);
        let mut all = vec![0; words];
        (0..schemes.len()).for_each(|i| set(&mut all, i));
        let mut search = Search {
            schemes,
            selectors,
            reading,
            all,
            refused: vec![],
            looking: vec![],
            partners: vec![vec![0; selectors.len().div_ceil(64)]; selectors.len()],
            found: vec![],
            looks: 0,
            decided: 0,
            truncated: false,
        };
        for (i, selector) in selectors.iter().enumerate() {
            search.looking.push(search.looking_at(selector));
            let refused = search.refused_by(&[i]);
            search.refused.push(refused);
        }
        search
    }

    /// Schemes whose verdict rests on the slot of a selector, or on what constraints tie to it.
    fn looking_at(&self, selector: &Selector) -> Vec<u64> {
        let mut found = vec![0; self.all.len()];
        let plan = self.reading.plan;
        let own = plan.slot(selector.slot).and_then(|s| s.key.fact());
        for (i, scheme) in self.schemes.iter().enumerate() {
            let leaves = plan.leaves([scheme.root].into_iter().chain(scheme.constraints.iter().copied()));
            let mut slots = leaves.into_iter().flat_map(|l| plan.slots_of_leaf(l));
            if slots.any(|s| plan.slot(s).and_then(|s| s.key.fact()) == own) {
                set(&mut found, i);
            }
        }
        found
    }

    fn refused_by(&mut self, chosen: &[usize]) -> Vec<u64> {
        let mut found = vec![0; self.all.len()];
        for i in 0..self.schemes.len() {
            if self.refuses(i, chosen) {
                set(&mut found, i);
            }
        }
        found
    }

    /// Whether a scheme refuses every project of a conjunction.
    fn refuses(&mut self, scheme: usize, chosen: &[usize]) -> bool {
        let Some(plan) = self.schemes.get(scheme).copied() else { return true };
        self.given(chosen, |search| match search.reading.truth(plan.root) {
            Truth::No => true,
            // bits are exact
            _ if plan.exact => false,
            _ if search.decided >= MAX_DECIDED => {
                search.truncated = true;
                false
            }
            _ => {
                search.decided += 1;
                judge(&mut search.reading, plan).verdict == Verdict::Ineligible
            }
        })
        .unwrap_or(false)
    }

    /// Something of the projects of a conjunction; nothing where its conditions exclude one another.
    fn given<T>(&mut self, chosen: &[usize], ask: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let mut before = vec![];
        let mut possible = true;
        for selector in chosen.iter().filter_map(|i| self.selectors.get(*i)) {
            let Some(now) = self.reading.state(selector.slot) else { continue };
            let state = narrowed(now, &selector.test);
            possible &= !state.values.is_empty() || state.may_be_absent();
            let presence = presence(self.reading.plan, selector).map(|id| (id, State::of(1)));
            for (slot, state) in presence.into_iter().chain([(selector.slot, state)]) {
                before.extend(self.reading.swap(slot, state));
            }
        }
        let found = possible.then(|| ask(self));
        before.into_iter().rev().for_each(|b| self.reading.put_back(b));
        found
    }

    /// Looks at the conjunctions of so many selectors, those that hold a smaller gap aside.
    fn level(&mut self, size: usize, from: usize, chosen: &mut Vec<usize>) {
        for i in from..self.selectors.len() {
            if self.looks >= MAX_LOOKS || self.found.len() >= MAX_FOUND {
                self.truncated = true;
                return;
            }
            self.looks += 1;
            chosen.push(i);
            if !self.holds_a_gap(chosen) {
                if chosen.len() < size {
                    self.level(size, i + 1, chosen);
                } else if self.is_gap(chosen) {
                    self.keep(chosen);
                }
            }
            chosen.pop();
        }
    }

    /// The last condition makes a gap, by itself or with one of the others.
    fn holds_a_gap(&self, chosen: &[usize]) -> bool {
        let partners = chosen.last().and_then(|last| self.partners.get(*last));
        partners.is_some_and(|p| chosen.iter().any(|i| get(p, *i)))
    }

    fn keep(&mut self, chosen: &[usize]) {
        if let ([first] | [first, _], Some(last)) = (chosen, chosen.last()) {
            self.partners.iter_mut().skip(*last).take(1).for_each(|p| set(p, *first));
        }
        self.found.push(chosen.to_vec());
    }

    /// Every scheme refuses, and some project is of this kind.
    fn is_gap(&mut self, chosen: &[usize]) -> bool {
        let left = self.left(chosen);
        // together conditions refuse more than each does only where a scheme looks at two of them
        let may = left.iter().enumerate().all(|(word, left)| left & !self.shared(chosen, word) == 0);
        if !may || (chosen.len() < 2 && left.iter().any(|w| *w != 0)) {
            return false;
        }
        let left: Vec<usize> = ones(&left).collect();
        left.into_iter().all(|scheme| self.refuses(scheme, chosen))
            && self.given(chosen, Self::keeps_constraints) == Some(true)
    }

    fn keeps_constraints(&mut self) -> bool {
        let constraints = &self.reading.plan.constraints;
        !contradicts(&mut self.reading, constraints)
    }

    /// Schemes that no condition alone makes refuse.
    fn left(&self, chosen: &[usize]) -> Vec<u64> {
        let mut left = self.all.clone();
        for refused in chosen.iter().filter_map(|i| self.refused.get(*i)) {
            left.iter_mut().zip(refused).for_each(|(a, b)| *a &= !b);
        }
        left
    }

    /// A word of the schemes that look at what two of the conditions tell.
    fn shared(&self, chosen: &[usize], word: usize) -> u64 {
        let looking = |i: &usize| self.looking.get(*i).and_then(|l| l.get(word)).copied().unwrap_or(0);
        let (_, shared) = chosen.iter().map(looking).fold((0, 0), |(one, two), own| (one | own, two | (one & own)));
        shared
    }

    /// What was found, without what another holds: each of its conditions allows all that one of these allows.
    fn most_general(&self) -> Vec<Vec<usize>> {
        let allows = |wide: &usize, narrow: &usize| match (self.selectors.get(*wide), self.selectors.get(*narrow)) {
            (Some(a), Some(b)) if a.slot == b.slot => match (&a.test, &b.test) {
                (Test::Within(a), Test::Within(b)) => b.is_subset(a),
                (a, b) => a == b,
            },
            _ => false,
        };
        let holds = |wide: &Vec<usize>, narrow: &Vec<usize>| wide.iter().all(|w| narrow.iter().any(|n| allows(w, n)));
        let special = |gap: &&Vec<usize>| self.found.iter().any(|other| other != *gap && holds(other, gap));
        let mut kept: Vec<Vec<usize>> = self.found.iter().filter(|gap| !special(gap)).cloned().collect();
        kept.order_by_key(|gap| (gap.len(), gap.clone()));
        kept
    }
}

/// The slot that tells whether a set or a list is there, where a selector tells something of what it holds.
fn presence(plan: &Plan, selector: &Selector) -> Option<SlotId> {
    let own = plan.slot(selector.slot).filter(|s| !matches!(s.key, SlotKey::Presence(_)))?;
    let key = SlotKey::Presence(own.key.fact()?);
    plan.slots.iter().position(|s| s.key == key).map(|i| SlotId(i as u32))
}

/// What a slot may still be.
fn narrowed(now: &State, test: &Test) -> State {
    match test {
        Test::Within(region) => State { values: now.values.intersect(region), ..State::default() },
        Test::Absent => State { none: now.none, not_applicable: now.not_applicable, ..State::default() },
        Test::Untold => now.clone(),
    }
}
