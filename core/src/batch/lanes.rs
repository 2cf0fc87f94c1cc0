//! A block of profiles side by side in bits: two planes for each condition, "surely" and "maybe".

use super::{
    cells::Cells,
    column::Kinds,
    program::{Comparison, Program, Register, SlotPart, Step, View},
    row::Row,
    told::Told,
};
use crate::{
    base::bits::{get, set},
    compile::{Plan, Slot},
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

    #[inline(always)]
    fn and(&mut self, other: &Lane) {
        self.sure.iter_mut().zip(&other.sure).for_each(|(a, b)| *a &= b);
        self.maybe.iter_mut().zip(&other.maybe).for_each(|(a, b)| *a &= b);
    }

    #[inline(always)]
    fn or(&mut self, other: &Lane) {
        self.sure.iter_mut().zip(&other.sure).for_each(|(a, b)| *a |= b);
        self.maybe.iter_mut().zip(&other.maybe).for_each(|(a, b)| *a |= b);
    }

    #[inline(always)]
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

#[inline(always)]
pub(crate) fn both(a: &Plane, b: &Plane, f: impl Fn(u64, u64) -> u64) -> Plane {
    let mut out = *a;
    out.iter_mut().zip(b).for_each(|(x, y)| *x = f(*x, *y));
    out
}

/// The bits of up to 512 values for which something holds.
#[inline(always)]
pub(super) fn packed<T>(values: &[T], holds: impl Fn(&T) -> bool) -> Plane {
    let mut plane = NONE;
    for (word, values) in plane.iter_mut().zip(values.chunks(64)) {
        // eight at a time, so that the compiler knows every shift
        for (i, values) in values.chunks(8).enumerate() {
            let byte = values.iter().enumerate().fold(0, |bits, (i, value)| bits | u8::from(holds(value)) << i);
            *word |= u64::from(byte) << (8 * i);
        }
    }
    plane
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
    /// For each column that was looked at, what its profiles tell.
    kinds: Vec<Option<Kinds>>,
    /// Profiles that do not tell a number for each slot: more than one answer may be open for them.
    open: Plane,
    /// Room for the cells of the slot at hand.
    room: Vec<Plane>,
}

impl Lanes {
    pub(super) fn new(program: &Program) -> Lanes {
        Lanes { registers: vec![Lane::NEVER; program.registers], kinds: vec![], open: NONE, room: vec![] }
    }

    #[inline(always)]
    pub(super) fn at(&self, register: Register) -> &Lane {
        self.registers.get(register as usize).unwrap_or(&Lane::NEVER)
    }

    /// Everything that conditions look at is known of this profile.
    #[inline(always)]
    pub(super) fn is_known(&self, at: usize) -> bool {
        !get(&self.open, at)
    }

    /// Works out every register for a block.
    #[inline(always)]
    pub(super) fn fill(&mut self, plan: &Plan, program: &Program, told: &[Told<'_>], block: Block) {
        self.kinds.clear();
        self.open = NONE;
        for part in &program.slots {
            if let Some(told) = told.get(part.slot.0 as usize) {
                self.slot(plan, part, told, block);
            }
        }
        for told in program.by_row.iter().filter_map(|slot| told.get(slot.0 as usize)) {
            self.kinds(told, block);
        }
        for (register, step) in &program.steps {
            let lane = self.step(plan, program, told, block, step);
            self.put(*register, lane);
        }
    }

    #[inline(always)]
    fn put(&mut self, register: Register, lane: Lane) {
        if let Some(place) = self.registers.get_mut(register as usize) {
            *place = lane;
        }
    }

    #[inline(always)]
    fn slot(&mut self, plan: &Plan, part: &SlotPart, told: &Told<'_>, block: Block) {
        let Some(slot) = plan.slot(part.slot) else { return };
        let kinds = self.kinds(told, block);
        let cells = Cells::new(slot, told, block, kinds, std::mem::take(&mut self.room));
        for c in &part.comparisons {
            let sure = cells.inside(&c.runs);
            let lane = Lane { sure, maybe: both(&sure, &cells.unknown, |a, b| a | b) };
            self.put(c.register, with_several(slot, &cells, c, lane));
        }
        for c in &part.granted {
            // a declared criterion that is granted is told as yes, the last of its values
            let yes = c.runs.last().is_some_and(|(_, end)| *end == slot.cells());
            let inside = cells.inside(&c.runs);
            let sure = if yes { both(&inside, &cells.unknown, |a, b| a | b) } else { inside };
            self.put(c.register, with_several(slot, &cells, c, Lane { sure, maybe: sure }));
        }
        self.room = cells.give_back();
    }

    /// What profiles tell of a slot's column: looked at once, however many slots it has.
    #[inline(always)]
    fn kinds(&mut self, told: &Told<'_>, block: Block) -> Kinds {
        if self.kinds.len() <= told.place {
            self.kinds.resize(told.place + 1, None);
        }
        if let Some(Some(known)) = self.kinds.get(told.place) {
            return *known;
        }
        let kinds = told.kinds(block);
        self.open = both(&self.open, &kinds.numbers, |open, numbers| open | !numbers);
        if let Some(place) = self.kinds.get_mut(told.place) {
            *place = Some(kinds);
        }
        kinds
    }

    #[inline(always)]
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
            Step::All(parts) => self.joined(parts, Lane::ALWAYS, Lane::and),
            Step::Any(parts) => self.joined(parts, Lane::NEVER, Lane::or),
            Step::AtLeast(n, parts) => self.at_least(*n as usize, parts),
            Step::Linear(l) => self.by_row(plan, program, told, block, View::Told, |row| linear(row, *l)),
            Step::General(g, view) => self.by_row(plan, program, told, block, *view, |row| general(row, *g)),
        }
    }

    #[inline(always)]
    fn joined(&self, parts: &[Register], start: Lane, join: impl Fn(&mut Lane, &Lane)) -> Lane {
        let mut lane = start;
        parts.iter().for_each(|part| join(&mut lane, self.at(*part)));
        lane
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

/// A comparison with the profiles put in that told one of several.
fn with_several(slot: &Slot, cells: &Cells<'_>, comparison: &Comparison, mut lane: Lane) -> Lane {
    let bit = comparison.bit.saturating_sub(slot.first_word * 64);
    for (at, state) in &cells.several {
        let (holds, never) = certain(slot, state, bit / 64);
        let is = |word: u64| word >> (bit % 64) & 1 == 1;
        let truth = if is(holds) {
            Truth::Yes
        } else if is(never) {
            Truth::No
        } else {
            Truth::Unknown
        };
        lane.put(*at, truth);
    }
    lane
}
