//! For one slot and one block: which profiles lie in which of its cells.

use super::{
    column::Kinds,
    lanes::{Block, NONE, Plane, both},
    told::{Seen, Told},
};
use crate::{base::bits::ones, base::bits::set, compile::Slot, eval::State};

/// Profiles of a block by cell.
#[derive(Debug)]
pub(super) struct Cells<'t> {
    /// For each cell, the profiles that surely lie in it or before it.
    upto: Vec<Plane>,
    /// Profiles that told nothing.
    pub(super) unknown: Plane,
    /// Profiles of which several cells, or absence beside a cell, are possible.
    pub(super) several: Vec<(usize, &'t State)>,
}

impl<'t> Cells<'t> {
    /// Looks at what the profiles of a block tell of a slot. `upto` is room to work in.
    #[inline(always)]
    pub(super) fn new(
        slot: &Slot,
        told: &'t Told<'_>,
        block: Block,
        Kinds { numbers, unknown, states }: Kinds,
        mut upto: Vec<Plane>,
    ) -> Cells<'t> {
        upto.clear();
        upto.resize(slot.cells(), NONE);
        let mut cells = Cells { upto, unknown, several: vec![] };
        match told.bits(block) {
            Some(held) => {
                cells.join(slot.cell(1), &both(&numbers, &held, |n, h| n & h));
                cells.join(slot.cell(0), &both(&numbers, &held, |n, h| n & !h));
            }
            None => told.each_cell(block, &numbers, |at, cell| cells.put(cell, at)),
        }
        for at in ones(&states) {
            match told.seen(block.first + at) {
                Seen::Cell(cell) => cells.put(cell, at),
                Seen::Absent => {}
                Seen::Unknown => set(&mut cells.unknown, at),
                Seen::Some(state) => cells.several.push((at, state)),
            }
        }
        let mut before = NONE;
        for plane in &mut cells.upto {
            *plane = both(plane, &before, |a, b| a | b);
            before = *plane;
        }
        cells
    }

    #[inline(always)]
    fn put(&mut self, cell: usize, at: usize) {
        if let Some(plane) = self.upto.get_mut(cell) {
            set(plane, at);
        }
    }

    #[inline(always)]
    fn join(&mut self, cell: usize, profiles: &Plane) {
        if let Some(plane) = self.upto.get_mut(cell) {
            *plane = both(plane, profiles, |a, b| a | b);
        }
    }

    /// Profiles that surely lie in one of these runs of cells: first, and past the last.
    #[inline(always)]
    pub(super) fn inside(&self, runs: &[(usize, usize)]) -> Plane {
        let before = |cell: usize| cell.checked_sub(1).and_then(|i| self.upto.get(i)).unwrap_or(&NONE);
        runs.iter().fold(NONE, |found, (from, to)| {
            let run = both(before(*to), before(*from), |a, b| a & !b);
            both(&found, &run, |a, b| a | b)
        })
    }

    /// The room that was worked in.
    #[inline(always)]
    pub(super) fn give_back(self) -> Vec<Plane> {
        self.upto
    }
}
