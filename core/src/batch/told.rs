//! What each profile of a table tells of a slot: states are looked into once, numbers are cut into cells one by one.

use super::column::{Cell, Column, Table};
use crate::{
    compile::{Plan, Slot, SlotKey},
    eval::{State, stated, whole},
    model::{CriterionId, Model, SchemeId},
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
    /// What it may be when nothing is told.
    whole: (State, Option<usize>),
    /// For each state of the column, what it makes of the slot and the cell it lies in.
    states: Vec<(State, Option<usize>)>,
    /// For each value of a small domain, its cell.
    cells: Vec<u16>,
}

/// Domains up to this size have the cell of each value written down.
const SMALL: i64 = 1 << 14;

impl<'t> Told<'t> {
    /// Every slot of the plan.
    pub(super) fn all(plan: &'t Plan, model: &Model, table: &'t Table) -> Vec<Told<'t>> {
        plan.slots.iter().map(|slot| Told::new(slot, model, column(slot, table))).collect()
    }

    fn new(slot: &'t Slot, model: &Model, column: Option<&'t Column>) -> Told<'t> {
        let state = |told| {
            let state = stated(slot, model, told);
            let cell = state.point().map(|value| slot.cell(value));
            (state, cell)
        };
        let states = column.map_or(&[][..], Column::states).iter().map(state).collect();
        let size = slot.high.checked_sub(slot.low).filter(|size| *size < SMALL && column.is_some());
        let values = size.map_or(0..0, |size| 0..size + 1);
        let cells = values.map(|v| u16::try_from(slot.cell(slot.low + v)).unwrap_or(u16::MAX)).collect();
        Told { slot, column, whole: (whole(slot), None), states, cells }
    }

    fn cell(&self, row: usize) -> Cell {
        self.column.map_or(Cell::Unknown, |c| c.cell(row))
    }

    fn known(&self, index: u32) -> &(State, Option<usize>) {
        self.states.get(index as usize).unwrap_or(&self.whole)
    }

    /// Nobody told anything of it.
    pub(super) fn is_untold(&self) -> bool {
        self.column.is_none()
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

    #[inline]
    fn cell_of(&self, value: i64) -> usize {
        let written = usize::try_from(value - self.slot.low).ok().and_then(|i| self.cells.get(i));
        written.map_or_else(|| self.slot.cell(value), |c| usize::from(*c))
    }

    /// Lowest and highest integer, and whether it may be absent; `None` when it surely is.
    #[inline]
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
            Cell::State(i) => self.known(i).0.point().map_or(Mark::State(i), number),
        }
    }
}

/// What [`Told::mark`] tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    Unknown,
    Cell(usize),
    Value(i64),
    State(u32),
}

fn column<'t>(slot: &Slot, table: &'t Table) -> Option<&'t Column> {
    match &slot.key {
        SlotKey::Declared(scheme, criterion) => {
            let own = (SchemeId(*scheme), CriterionId(*criterion));
            table.declared.iter().find(|(s, c, _)| (*s, *c) == own).map(|(.., column)| column)
        }
        key => table.facts.get(key.fact()?.index())?.as_ref(),
    }
}
