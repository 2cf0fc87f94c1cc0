//! What many profiles tell, fact by fact: a number each, or one of a few states that are told once.

use crate::{
    model::{CriterionId, SchemeId},
    profile::FactState,
};

/// Nothing was told.
const UNKNOWN: u32 = u32::MAX;
/// A number of its own.
const NUMBER: u32 = u32::MAX - 1;

/// One fact, or one declared criterion, of many profiles.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    codes: Vec<u32>,
    /// As long as the column where some profile tells a number, in the fact's own integers.
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
        let number = if let FactState::Values(region) = state { region.single() } else { None };
        match number {
            Some(number) => self.tell_number(row, number),
            None => self.tell(row, state.clone()),
        }
    }

    #[inline]
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
