//! The first of the list without the list: schemes that cannot get there are not scored, let alone told of.

use super::{Group, Score, Scorer, group};
use crate::{
    base::bits::{clear, ones, set},
    compile::WindowState,
    eligibility::{First, Swift, Verdict},
};

/// A scheme with what ranks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) index: usize,
    pub(crate) group: Group,
    pub(crate) verdict: Verdict,
    pub(crate) low: u32,
    pub(crate) high: u32,
}

/// The best so far, at most `room` of them, in order.
#[derive(Debug, Clone)]
struct Best {
    room: usize,
    found: Vec<Placed>,
}

impl Best {
    fn is_full(&self) -> bool {
        self.found.len() >= self.room
    }

    /// Would a scheme of this group and score get in?
    fn takes(&self, group: Group, low: u32, index: usize) -> bool {
        let last = if self.is_full() { self.found.last() } else { None };
        self.room > 0 && last.is_none_or(|l| (group, l.low, index) < (l.group, low, l.index))
    }

    fn put(&mut self, placed: Placed) {
        let after = |p: &Placed| (p.group, placed.low, p.index) <= (placed.group, p.low, placed.index);
        let at = self.found.partition_point(after);
        self.found.insert(at, placed);
        self.found.truncate(self.room);
    }
}

/// What a list is made from.
#[derive(Debug)]
pub(crate) struct Ranking<'a, 'p> {
    pub(crate) swift: Swift<'a, 'p>,
    pub(crate) scorer: &'a Scorer,
    pub(crate) weights: &'a [u32],
}

impl Ranking<'_, '_> {
    /// The first `room` schemes of the list.
    pub(crate) fn top(&mut self, room: usize) -> Vec<Placed> {
        let plan = self.swift.told.plan;
        let mut best = Best { room: room.min(plan.schemes.len()), found: vec![] };
        // refused schemes come after all that are possible: they are looked at when there is room left
        let mut refused = plan.quick.current.clone();
        for index in ones(&self.swift.told.alive()) {
            let Some(scheme) = plan.quick.program(index) else { continue };
            let first = self.swift.first(index);
            if first == First::Certain(Verdict::Ineligible) {
                continue;
            }
            clear(&mut refused, index);
            let place = group(Verdict::Eligible, scheme.state);
            let score = self.score(index);
            if !best.takes(place, score.low, index) {
                continue;
            }
            match self.swift.verdict(index) {
                Verdict::Ineligible => set(&mut refused, index),
                verdict => best.put(placed(index, place, verdict, &score)),
            }
        }
        if !best.is_full() {
            self.offer(&mut best, &refused, Group::Not);
        }
        if !best.is_full() {
            let closed: Vec<u64> = plan.quick.current.iter().map(|w| !w).collect();
            self.offer(&mut best, &closed, Group::Closed);
        }
        best.found
    }

    /// Offers schemes of the groups that come last.
    fn offer(&mut self, best: &mut Best, schemes: &[u64], place: Group) {
        let plan = self.swift.told.plan;
        for index in ones(schemes) {
            let Some(scheme) = plan.quick.program(index) else { continue };
            let score = self.score(index);
            if best.takes(place, score.low, index) {
                let closed = scheme.state == WindowState::Closed;
                let verdict = if closed { self.swift.verdict(index) } else { Verdict::Ineligible };
                best.put(placed(index, place, verdict, &score));
            }
        }
    }

    /// Every scheme that is possible, in the order of ids.
    pub(crate) fn possible(&mut self) -> Vec<Placed> {
        let plan = self.swift.told.plan;
        let alive = self.swift.told.alive();
        let mut found = Vec::with_capacity(alive.iter().map(|w| w.count_ones() as usize).sum());
        for index in ones(&alive) {
            let Some(scheme) = plan.quick.program(index) else { continue };
            let verdict = self.swift.verdict(index);
            if verdict != Verdict::Ineligible {
                let score = self.score(index);
                found.push(placed(index, group(verdict, scheme.state), verdict, &score));
            }
        }
        found
    }

    #[inline]
    fn score(&self, index: usize) -> Score {
        self.scorer.score(self.swift.told, index, self.weights, false)
    }
}

fn placed(index: usize, group: Group, verdict: Verdict, score: &Score) -> Placed {
    Placed { index, group, verdict, low: score.low, high: score.high }
}
