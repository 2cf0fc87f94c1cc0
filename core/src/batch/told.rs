//! What each profile of a table tells of a slot: states are looked into once, numbers are cut into cells one by one.

use super::{
    column::{Cell, Column, Kinds, Table},
    lanes::{ALL, Block, NONE, Plane, packed},
};
use crate::{
    base::bits::ones,
    compile::{Plan, Slot, SlotKey},
    eval::{State, stated, whole},
    model::{CriterionId, FactId, Model, SchemeId},
};

/// What a profile says of a slot's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen<'t> {
    /// Surely this cell.
    Cell(usize),
    Absent,
    Unknown,
    /// One of several.
    Some(&'t State),
}

/// One slot of all profiles of a table.
#[derive(Debug)]
pub(super) struct Told<'t> {
    slot: &'t Slot,
    column: Option<&'t Column>,
    /// Place of the column among all.
    pub(super) place: usize,
    /// What it may be when nothing is told.
    whole: (State, Option<usize>),
    /// For each state of the column, what it makes of the slot and the cell it lies in.
    states: Vec<(State, Option<usize>)>,
    /// For each value of a small domain, its cell.
    cells: &'t [u16],
}

/// Domains up to this size have the cell of each value written down.
const SMALL: i64 = 1 << 14;

/// For each slot with a small domain, the cell of each of its values.
pub(super) fn written(plan: &Plan) -> Vec<Box<[u16]>> {
    let cells = |slot: &Slot| {
        let small = slot.high.checked_sub(slot.low).is_some_and(|size| size < SMALL);
        let count = if small { slot.cells() } else { 0 };
        let width = |(low, high): (i64, i64)| usize::try_from(high - low + 1).unwrap_or(0);
        (0..count as u16).flat_map(|cell| vec![cell; width(slot.cell_range(usize::from(cell)))]).collect()
    };
    plan.slots.iter().map(cells).collect()
}

impl<'t> Told<'t> {
    /// Every slot of the plan; `cells` is what [`written`] gives.
    pub(super) fn all(plan: &'t Plan, model: &Model, cells: &'t [Box<[u16]>], table: &'t Table) -> Vec<Told<'t>> {
        let slots = plan.slots.iter().zip(cells);
        slots.map(|(slot, cells)| Told::new(slot, model, cells, table)).collect()
    }

    fn new(slot: &'t Slot, model: &Model, cells: &'t [u16], table: &'t Table) -> Told<'t> {
        let (place, column) = column(slot, table);
        let state = |told| {
            let state = stated(slot, model, told);
            let cell = state.point().map(|value| slot.cell(value));
            (state, cell)
        };
        let states = column.map_or(&[][..], Column::states).iter().map(state).collect();
        Told { slot, column, place, whole: (whole(slot), None), states, cells }
    }

    #[inline(always)]
    fn cell(&self, row: usize) -> Cell {
        match self.column.map_or(Cell::Unknown, |c| c.cell(row)) {
            Cell::Number(n) => Cell::Number(self.value(n)),
            other => other,
        }
    }

    /// What a number of the column makes of the slot: of a set, its members are bits.
    #[inline(always)]
    fn value(&self, number: i64) -> i64 {
        match self.slot.key {
            SlotKey::Member(_, member) => number >> member.min(63) & 1,
            SlotKey::Presence(_) => 1,
            SlotKey::Fact(_) | SlotKey::Aggregate(_) | SlotKey::Declared(..) => number,
        }
    }

    fn known(&self, index: u32) -> &(State, Option<usize>) {
        self.states.get(index as usize).unwrap_or(&self.whole)
    }

    /// Which profiles of a block tell a number, a state, nothing.
    #[inline(always)]
    pub(super) fn kinds(&self, block: Block) -> Kinds {
        self.column.map_or(Kinds { numbers: NONE, unknown: ALL, states: NONE }, |c| c.kinds(block))
    }

    #[inline(always)]
    fn numbers(&self, block: Block) -> &[i64] {
        self.column.map_or(&[], |c| c.numbers(block))
    }

    /// Where the slot is 0 or 1, the profiles of a block whose number says 1.
    #[inline(always)]
    pub(super) fn bits(&self, block: Block) -> Option<Plane> {
        let numbers = self.numbers(block);
        match self.slot.key {
            SlotKey::Member(_, member) => Some(packed(numbers, |n| n >> member.min(63) & 1 == 1)),
            SlotKey::Presence(_) => Some(ALL),
            _ if (self.slot.low, self.slot.high) == (0, 1) => Some(packed(numbers, |n| *n == 1)),
            _ => None,
        }
    }

    /// The cell of each of these profiles of a block, which tell a number.
    #[inline(always)]
    pub(super) fn each_cell(&self, block: Block, profiles: &Plane, mut see: impl FnMut(usize, usize)) {
        let numbers = self.numbers(block);
        for at in ones(profiles) {
            see(at, numbers.get(at).map_or(0, |n| self.cell_of(*n)));
        }
    }

    #[inline]
    pub(super) fn seen(&self, row: usize) -> Seen<'_> {
        match self.cell(row) {
            Cell::Unknown => Seen::Unknown,
            Cell::Number(n) => Seen::Cell(self.cell_of(n)),
            Cell::State(i) => match self.known(i) {
                (_, Some(cell)) => Seen::Cell(*cell),
                (state, None) if state.unknown => Seen::Unknown,
                (state, None) if state.values.is_empty() => Seen::Absent,
                (state, None) => Seen::Some(state),
            },
        }
    }

    #[inline(always)]
    fn cell_of(&self, value: i64) -> usize {
        let written = usize::try_from(value - self.slot.low).ok().and_then(|i| self.cells.get(i));
        written.map_or_else(|| self.slot.cell(value), |c| usize::from(*c))
    }

    /// Lowest and highest integer, and whether it may be absent; `None` when it surely is.
    #[inline(always)]
    pub(super) fn ends(&self, row: usize) -> Option<(i64, i64, bool)> {
        let of = |s: &State| Some((s.values.low()?, s.values.high()?, s.may_be_absent()));
        match self.cell(row) {
            Cell::Unknown => of(&self.whole.0),
            Cell::Number(n) => Some((n, n, false)),
            Cell::State(i) => of(&self.known(i).0),
        }
    }

    /// What the slot may be, as a reading has it.
    pub(super) fn state(&self, row: usize) -> State {
        match self.cell(row) {
            Cell::Unknown => self.whole.0.clone(),
            Cell::Number(n) => State::of(n),
            Cell::State(i) => self.known(i).0.clone(),
        }
    }

    /// More than one value, or absence beside a value, is possible.
    pub(super) fn is_open(&self, row: usize) -> bool {
        match self.cell(row) {
            Cell::Unknown => !self.whole.0.is_known(),
            Cell::Number(_) => false,
            Cell::State(i) => !self.known(i).0.is_known(),
        }
    }

    /// Equal only for profiles that tell the same of the slot: the same cell, or the same value where slots are compared with one
    /// another.
    pub(super) fn mark(&self, row: usize, by_value: bool) -> Mark {
        let number = |n: i64| if by_value { Mark::Value(n) } else { Mark::Cell(self.cell_of(n)) };
        match self.cell(row) {
            Cell::Unknown => Mark::Unknown,
            Cell::Number(n) => number(n),
            Cell::State(i) => {
                let state = &self.known(i).0;
                match (state.point(), state.values.intervals()) {
                    (Some(value), _) => number(value),
                    (None, []) => Mark::Absent,
                    (None, [(low, high)]) if !by_value && !state.unknown && !state.may_be_absent() => {
                        Mark::Cells(self.cell_of(*low), self.cell_of(*high))
                    }
                    _ if *state == self.whole.0 => Mark::Unknown,
                    _ => Mark::State(i),
                }
            }
        }
    }
}

/// What [`Told::mark`] tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    Unknown,
    Absent,
    Cell(usize),
    /// Any cell from one to another.
    Cells(usize, usize),
    Value(i64),
    State(u32),
}

/// The column that a slot is read from, and its place among all: slots of one column share it.
fn column<'t>(slot: &Slot, table: &'t Table) -> (usize, Option<&'t Column>) {
    let (facts, declared) = (&table.facts, &table.declared);
    match &slot.key {
        SlotKey::Declared(scheme, criterion) => {
            let own = (SchemeId(*scheme), CriterionId(*criterion));
            let place = declared.iter().position(|(s, c, _)| (*s, *c) == own).unwrap_or(declared.len());
            (facts.len() + place, declared.get(place).map(|(.., column)| column))
        }
        key => {
            let place = key.fact().map_or(usize::MAX, FactId::index);
            (place.min(facts.len()), facts.get(place).and_then(Option::as_ref))
        }
    }
}
