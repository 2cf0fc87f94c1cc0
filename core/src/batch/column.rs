//! What many profiles tell, fact by fact: a number each, or one of a few states that are told once.

use super::lanes::{Block, NONE, Plane, both, packed};
use crate::{
    model::{CriterionId, SchemeId},
    profile::FactState,
};

/// Nothing was told.
const UNKNOWN: u32 = u32::MAX;
/// A number of its own.
const NUMBER: u32 = u32::MAX - 1;
/// Sets of up to so many members are numbers: a bit for each member that is held.
const MAX_MEMBERS: usize = 63;

/// One fact, or one declared criterion, of many profiles.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    codes: Vec<u32>,
    /// As long as the column where some profile tells a number: in the fact's own integers, or the members of a set as bits.
    numbers: Vec<i64>,
    states: Vec<FactState>,
}

/// What one profile tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    Unknown,
    Number(i64),
    /// Index of a state of the column.
    State(u32),
}

/// Profiles of a block by what they tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds {
    pub(super) numbers: Plane,
    pub(super) unknown: Plane,
    pub(super) states: Plane,
}

/// The number that stands for what is told, if one can.
fn number(state: &FactState) -> Option<i64> {
    match state {
        FactState::Values(region) => region.single(),
        FactState::Members(held) if held.len() <= MAX_MEMBERS => {
            Some(held.iter().rev().fold(0, |bits, held| bits << 1 | i64::from(*held)))
        }
        _ => None,
    }
}

impl Column {
    /// A column of which nothing is told yet.
    pub(crate) fn unknown(rows: usize) -> Column {
        Column { codes: vec![UNKNOWN; rows], ..Column::default() }
    }

    /// A number for one profile.
    pub(crate) fn tell_number(&mut self, row: usize, number: i64) {
        if self.numbers.is_empty() {
            self.numbers = vec![0; self.codes.len()];
        }
        if let (Some(code), Some(place)) = (self.codes.get_mut(row), self.numbers.get_mut(row)) {
            *code = NUMBER;
            *place = number;
        }
    }

    /// A state for one profile.
    fn tell(&mut self, row: usize, state: FactState) {
        if let (Some(code), Ok(index)) = (self.codes.get_mut(row), u32::try_from(self.states.len())) {
            *code = index;
            self.states.push(state);
        }
    }

    /// Whatever one profile tells.
    pub(crate) fn put(&mut self, row: usize, state: &FactState) {
        match number(state) {
            Some(number) => self.tell_number(row, number),
            None => self.tell(row, state.clone()),
        }
    }

    #[inline(always)]
    pub(crate) fn cell(&self, row: usize) -> Cell {
        match self.codes.get(row).copied() {
            None | Some(UNKNOWN) => Cell::Unknown,
            Some(NUMBER) => self.numbers.get(row).map_or(Cell::Unknown, |n| Cell::Number(*n)),
            Some(state) => Cell::State(state),
        }
    }

    pub(crate) fn states(&self) -> &[FactState] {
        &self.states
    }

    /// Which profiles of a block tell a number, a state, nothing.
    #[inline(always)]
    pub(super) fn kinds(&self, block: Block) -> Kinds {
        let codes = self.codes.get(block.first..block.first + block.rows).unwrap_or(&[]);
        let numbers = if self.numbers.is_empty() { NONE } else { packed(codes, |code| *code == NUMBER) };
        let states = if self.states.is_empty() { NONE } else { packed(codes, |code| *code < NUMBER) };
        let told = both(&numbers, &states, |a, b| a | b);
        Kinds { numbers, unknown: told.map(|w| !w), states }
    }

    /// The numbers of a block; none where no profile tells one.
    #[inline(always)]
    pub(super) fn numbers(&self, block: Block) -> &[i64] {
        self.numbers.get(block.first..block.first + block.rows).unwrap_or(&[])
    }
}

/// Many profiles.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) rows: usize,
    /// For each fact of the model, its column if there is one.
    pub(crate) facts: Vec<Option<Column>>,
    pub(crate) declared: Vec<(SchemeId, CriterionId, Column)>,
    /// Profiles that cannot be judged, in order: something told of them is wrong.
    pub(crate) wrong: Vec<usize>,
}
