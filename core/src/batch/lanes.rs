//! A block of profiles side by side in bits: two planes for each condition, "surely" and "maybe".

use super::{
    program::{Comparison, Program, Register, SlotPart, Step, View},
    row::Row,
    told::{Seen, Told},
};
use crate::{
    base::bits::{get, set},
    compile::Plan,
    eval::{certain, general, linear},
    value::Truth,
};

/// Words of a plane.
pub(super) const WORDS: usize = 8;
/// Profiles of a block.
pub(super) const ROWS: usize = WORDS * 64;

/// One bit for each profile of a block.
pub(crate) type Plane = [u64; WORDS];

pub(crate) const NONE: Plane = [0; WORDS];
pub(super) const ALL: Plane = [u64::MAX; WORDS];

/// A condition for all profiles of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lane {
    /// It surely holds.
    pub(super) sure: Plane,
    /// It may hold.
    pub(super) maybe: Plane,
}

impl Lane {
    const NEVER: Lane = Lane { sure: NONE, maybe: NONE };
    const ALWAYS: Lane = Lane { sure: ALL, maybe: ALL };

    fn and(&mut self, other: &Lane) {
        self.sure = both(&self.sure, &other.sure, |a, b| a & b);
        self.maybe = both(&self.maybe, &other.maybe, |a, b| a & b);
    }

    fn or(&mut self, other: &Lane) {
        self.sure = both(&self.sure, &other.sure, |a, b| a | b);
        self.maybe = both(&self.maybe, &other.maybe, |a, b| a | b);
    }

    fn not(&self) -> Lane {
        Lane { sure: self.maybe.map(|w| !w), maybe: self.sure.map(|w| !w) }
    }

    fn put(&mut self, at: usize, truth: Truth) {
        if truth == Truth::Yes {
            set(&mut self.sure, at);
        }
        if truth != Truth::No {
            set(&mut self.maybe, at);
        }
    }

    /// What is certain for one profile.
    #[inline]
    pub(super) fn truth(&self, at: usize) -> Truth {
        if get(&self.sure, at) {
            Truth::Yes
        } else if get(&self.maybe, at) {
            Truth::Unknown
        } else {
            Truth::No
        }
    }
}

#[inline]
pub(crate) fn both(a: &Plane, b: &Plane, f: impl Fn(u64, u64) -> u64) -> Plane {
    let mut out = *a;
    out.iter_mut().zip(b).for_each(|(x, y)| *x = f(*x, *y));
    out
}

/// Profiles of a table that are looked at together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) first: usize,
    pub(super) rows: usize,
}

/// The registers of one block.
#[derive(Debug)]
pub(super) struct Lanes {
    registers: Vec<Lane>,
    /// For the slot at hand: profiles that lie in a cell or before it.
    upto: Vec<Plane>,
}

impl Lanes {
    pub(super) fn new(program: &Program) -> Lanes {
        Lanes { registers: vec![Lane::NEVER; program.registers], upto: vec![] }
    }

    #[inline]
    pub(super) fn at(&self, register: Register) -> &Lane {
        self.registers.get(register as usize).unwrap_or(&Lane::NEVER)
    }

    /// Works out every register for a block.
    pub(super) fn fill(&mut self, plan: &Plan, program: &Program, told: &[Told<'_>], block: Block) {
        for part in &program.slots {
            if let Some(told) = told.get(part.slot.0 as usize) {
                self.slot(plan, part, told, block);
            }
        }
        for (register, step) in &program.steps {
            let lane = self.step(plan, program, told, block, step);
            self.put(*register, lane);
        }
    }

    fn put(&mut self, register: Register, lane: Lane) {
        if let Some(place) = self.registers.get_mut(register as usize) {
            *place = lane;
        }
    }

    fn slot(&mut self, plan: &Plan, part: &SlotPart, told: &Told<'_>, block: Block) {
        let Some(slot) = plan.slot(part.slot) else { return };
        let mut unknown = NONE;
        let mut several = vec![];
        self.upto.clear();
        self.upto.resize(slot.cells(), NONE);
        if told.is_untold() {
            unknown = ALL;
        } else {
            for at in 0..block.rows {
                match told.seen(block.first + at) {
                    Seen::Cell(cell) => {
                        if let Some(plane) = self.upto.get_mut(cell) {
                            set(plane, at);
                        }
                    }
                    Seen::Absent => {}
                    Seen::Unknown => set(&mut unknown, at),
                    Seen::Some(state) => several.push((at, state)),
                }
            }
            let mut before = NONE;
            for plane in &mut self.upto {
                *plane = both(plane, &before, |a, b| a | b);
                before = *plane;
            }
        }
        for (comparisons, granted) in [(&part.comparisons, false), (&part.granted, true)] {
            for c in comparisons {
                let sure = self.inside(c);
                // a declared criterion that is granted is told as yes, the last of its values
                let yes = granted && c.runs.last().is_some_and(|(_, end)| *end == slot.cells());
                let mut lane = Lane { sure, maybe: both(&sure, &unknown, |a, b| a | b) };
                if granted {
                    lane =
                        Lane { sure: if yes { lane.maybe } else { sure }, maybe: if yes { lane.maybe } else { sure } };
                }
                for (at, state) in &several {
                    let bit = c.bit.saturating_sub(slot.first_word * 64);
                    let (holds, never) = certain(slot, state, bit / 64);
                    let is = |word: u64| word >> (bit % 64) & 1 == 1;
                    lane.put(
                        *at,
                        if is(holds) {
                            Truth::Yes
                        } else if is(never) {
                            Truth::No
                        } else {
                            Truth::Unknown
                        },
                    );
                }
                self.put(c.register, lane);
            }
        }
    }

    /// Profiles in the cells of a comparison.
    fn inside(&self, c: &Comparison) -> Plane {
        let mut found = NONE;
        let before = |cell: usize| cell.checked_sub(1).and_then(|i| self.upto.get(i)).unwrap_or(&NONE);
        for (from, to) in &c.runs {
            let run = both(before(*to), before(*from), |a, b| a & !b);
            found = both(&found, &run, |a, b| a | b);
        }
        found
    }

    fn step(&self, plan: &Plan, program: &Program, told: &[Told<'_>], block: Block, step: &Step) -> Lane {
        match step {
            Step::Constant(b) => {
                if *b {
                    Lane::ALWAYS
                } else {
                    Lane::NEVER
                }
            }
            Step::Not(a) => self.at(*a).not(),
            Step::All(parts) => parts.iter().fold(Lane::ALWAYS, |mut all, p| {
                all.and(self.at(*p));
                all
            }),
            Step::Any(parts) => parts.iter().fold(Lane::NEVER, |mut any, p| {
                any.or(self.at(*p));
                any
            }),
            Step::AtLeast(n, parts) => self.at_least(*n as usize, parts),
            Step::Linear(l) => self.by_row(plan, program, told, block, View::Told, |row| linear(row, *l)),
            Step::General(g, view) => self.by_row(plan, program, told, block, *view, |row| general(row, *g)),
        }
    }

    fn by_row(
        &self,
        plan: &Plan,
        program: &Program,
        told: &[Told<'_>],
        block: Block,
        view: View,
        truth: impl Fn(&Row<'_>) -> Truth,
    ) -> Lane {
        let mut lane = Lane::NEVER;
        for at in 0..block.rows {
            let row = Row { plan, program, lanes: self, told, view, row: block.first + at, at, cost: None };
            lane.put(at, truth(&row));
        }
        lane
    }

    /// `reached[k]` holds where `k` of the parts looked at do.
    fn at_least(&self, n: usize, parts: &[Register]) -> Lane {
        let mut reached = vec![Lane::NEVER; n + 1];
        if let Some(none) = reached.first_mut() {
            *none = Lane::ALWAYS;
        }
        for part in parts {
            let lane = self.at(*part);
            for k in (0..n).rev() {
                let Some(mut more) = reached.get(k).copied() else { continue };
                more.and(lane);
                if let Some(place) = reached.get_mut(k + 1) {
                    place.or(&more);
                }
            }
        }
        reached.last().copied().unwrap_or(Lane::ALWAYS)
    }
}
