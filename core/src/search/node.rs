//! One node of the search: the linear program of what is still open, in integers first, and what its multipliers prove.
#![expect(clippy::float_arithmetic, reason = "the search may use floats: what it finds is checked in integers")]

use super::{
    problem::{Late, Level, Problem, SHARE, State},
    rows::{Rows, Term, times},
    simplex::{self, Outcome, Program},
};

/// The integers of a node: a column for each part that may be on, then one for the trough.
pub(super) struct Node {
    /// The part of each column.
    parts: Vec<usize>,
    /// Cost of each column, in millionths.
    cost: Vec<i128>,
    /// What is paid whatever the columns are.
    constant: i128,
    bounds: Vec<(i64, i64)>,
    rows: Rows,
    /// Rows keep cents to spare.
    tight: bool,
    unit: f64,
}

/// What a node can reach at best.
pub(super) enum Bound {
    /// Amounts of all parts that reach it, its value in millionths of a cent, and the multipliers that prove it.
    Reached {
        amounts: Vec<f64>,
        value: f64,
        multipliers: Vec<f64>,
    },
    /// Nothing fits, and whether integers prove that.
    Nothing {
        proved: bool,
    },
    Lost,
}

/// What earlier levels have fixed: each level's most, in millionths.
pub(super) type Kept = Vec<(Level, i128)>;

impl Node {
    /// Without months: each that is looked at is added, and leaving some out keeps the bound a bound.
    pub(super) fn new<'p>(frame: &Frame<'p>, states: &'p [State], kept: &Kept, level: Level) -> (Node, Place<'p>) {
        let problem = frame.problem;
        let mut columns = vec![None; problem.parts.len()];
        let mut parts = vec![];
        let mut bounds = vec![];
        for (j, (part, state)) in problem.parts.iter().zip(states).enumerate() {
            let (low, high) = match state {
                State::Off => continue,
                State::On => (part.floor, part.cap),
                State::Open => (0, part.cap),
            };
            if let Some(place) = columns.get_mut(j) {
                *place = Some(parts.len());
            }
            parts.push(j);
            bounds.push((low, high));
        }
        bounds.push((0, frame.most_trough));
        let unit = problem.uses.max(100) as f64;
        let rows = Rows::with_room(ROOM * bounds.len());
        let mut node = Node { parts, cost: vec![], constant: 0, bounds, rows, unit, tight: frame.tight };
        let place = Place::new(problem, states, columns);
        node.ties(&place);
        if let Some(most) = frame.max_files {
            node.files(&place, most);
        }
        for (kept, value) in kept {
            let (cost, constant) = place.objective(*kept, node.bounds.len());
            let from = node.rows.begin();
            cost.into_iter().enumerate().for_each(|(k, c)| node.rows.term(k, c));
            node.rows.end(from, value - constant, &node.bounds);
        }
        (node.cost, node.constant) = place.objective(level, node.bounds.len());
        (node, place)
    }

    /// Ties between parts: rows in force, rows that may be, pairs of which one at most is on.
    fn ties(&mut self, place: &Place<'_>) {
        let problem = place.problem;
        let pays = self.parts.iter().enumerate().filter(|(_, j)| problem.parts.get(**j).is_some_and(|p| p.pays));
        let from = self.rows.begin();
        pays.for_each(|(k, _)| self.rows.term(k, i128::from(SHARE)));
        self.end_tie(from, i128::from(problem.uses) * i128::from(SHARE));
        for row in &problem.rows {
            let from = self.rows.begin();
            let state = row.when.map_or(State::On, |j| place.state(j));
            if state == State::Off {
                continue;
            }
            for (j, c) in &row.terms {
                place.column(*j).into_iter().for_each(|k| self.rows.term(k, i128::from(*c)));
            }
            let limit = match row.when.and_then(|j| place.column(j)).filter(|_| state == State::Open) {
                Some(part) => self.with_a_fraction(from, row.limit, part),
                None => row.limit,
            };
            self.end_tie(from, limit);
        }
        for (a, b) in &problem.excludes {
            let (Some(a), Some(b)) = (place.column(*a), place.column(*b)) else { continue };
            let (x, y) = (self.cap(a), self.cap(b));
            if x > 0 && y > 0 {
                // a/cap + b/cap ≤ 1, by both caps
                let from = self.rows.begin();
                self.rows.term(a, y);
                self.rows.term(b, x);
                self.end_tie(from, x * y);
            }
        }
    }

    /// With a fraction of the part, a fraction of the tie: the limit of the row that began at `from`.
    fn with_a_fraction(&mut self, from: usize, limit: i128, part: usize) -> i128 {
        let terms = self.rows.begun(from);
        let most: i128 = terms.iter().map(|(k, c)| if *c > 0 { times(*c, self.most(*k)) } else { 0 }).sum();
        let (excess, cap) = (most - limit, self.cap(part));
        if excess > 0 && cap > 0 {
            self.rows.add(from, part, excess / cap);
            return most;
        }
        limit.max(most)
    }

    /// Ends a tie, with a cent to spare for each amount that may be rounded where that is asked for.
    fn end_tie(&mut self, from: usize, limit: i128) {
        let rounded = |k: usize| self.bounds.get(k).is_some_and(|(low, high)| low < high);
        let terms = self.rows.begun(from).iter();
        let spare: i128 = if self.tight { terms.filter(|(k, _)| rounded(*k)).map(|(_, c)| c.abs()).sum() } else { 0 };
        self.rows.end(from, limit - spare, &self.bounds);
    }

    /// No more files than this: what is open counts a fraction, rounded down so that it stays a bound.
    fn files(&mut self, place: &Place<'_>, most: u32) {
        const WHOLE: i128 = 1_000_000_000_000;
        let mut left = i128::from(most) * WHOLE;
        let from = self.rows.begin();
        for (k, j) in self.parts.iter().enumerate() {
            let Some(part) = place.problem.parts.get(*j) else { continue };
            let files = i128::from(part.files) * WHOLE;
            if place.state(*j) == State::On {
                left -= files;
            } else if part.cap > 0 {
                self.rows.term(k, files / i128::from(part.cap));
            }
        }
        self.rows.end(from, left, &self.bounds);
    }

    fn most(&self, column: usize) -> i64 {
        self.bounds.get(column).map_or(0, |b| b.1)
    }

    fn cap(&self, column: usize) -> i128 {
        i128::from(self.most(column))
    }

    /// At the end of this month the balance and the trough together stay above zero.
    pub(super) fn month(&mut self, place: &Place<'_>, month: usize) {
        let (problem, trough) = (place.problem, self.parts.len());
        let Some(balance) = problem.cash.balance.get(month) else { return };
        let fees = problem.cash.fees.iter().filter(|(j, from, _)| place.state(*j) == State::On && *from <= month);
        let paid: i64 = fees.map(|(.., cents)| cents).sum();
        let from = self.rows.begin();
        for (k, j) in self.parts.iter().enumerate() {
            self.rows.term(k, -i128::from(problem.brought(*j, month, &place.late)));
        }
        self.rows.term(trough, -i128::from(SHARE));
        self.rows.end(from, i128::from(balance - paid) * i128::from(SHARE), &self.bounds);
    }

    /// Solves it.
    pub(super) fn bound(&self, problem: &Problem) -> Bound {
        match simplex::solve(&self.program()) {
            Outcome::Lost => Bound::Lost,
            Outcome::Infeasible { multipliers } => {
                let zero = vec![0; self.cost.len()];
                Bound::Nothing { proved: self.prove(&zero, &multipliers).is_some_and(|least| least > 0) }
            }
            Outcome::Best { x, value, multipliers } => {
                let mut amounts = vec![0.0; problem.parts.len()];
                for (j, v) in self.parts.iter().zip(&x) {
                    if let Some(place) = amounts.get_mut(*j) {
                        *place = v * self.unit;
                    }
                }
                let value = value * self.unit * SHARE as f64 + self.constant as f64;
                Bound::Reached { amounts, value, multipliers }
            }
        }
    }

    /// What integers prove of the bound that these multipliers gave.
    pub(super) fn proved(&self, multipliers: &[f64]) -> Option<i128> {
        self.prove(&self.cost, multipliers).map(|least| least + self.constant)
    }

    fn program(&self) -> Program {
        let money = |cents: i64| cents as f64 / self.unit;
        let (mut terms, mut ends) = (Vec::with_capacity(self.rows.terms()), Vec::with_capacity(self.rows.len()));
        let mut limits = Vec::with_capacity(self.rows.len());
        for (row, limit) in self.rows.iter() {
            // each row by its largest coefficient, so that one tolerance suits all
            let size = size(row);
            terms.extend(row.iter().map(|(j, c)| (*j, float(*c) / size)));
            ends.push(terms.len());
            limits.push(float(limit) / size / self.unit);
        }
        Program {
            cost: self.cost.iter().map(|c| float(*c) / SHARE as f64).collect(),
            lower: self.bounds.iter().map(|b| money(b.0)).collect(),
            upper: self.bounds.iter().map(|b| money(b.1)).collect(),
            terms,
            ends,
            limits,
        }
    }

    /// The least that the cost can be by these multipliers, in millionths of a cent, whatever floats say: any multipliers that
    /// are not below zero give a true bound, for every column lies between two numbers.
    fn prove(&self, cost: &[i128], multipliers: &[f64]) -> Option<i128> {
        let mut sum: Vec<i128> = cost.iter().map(|c| c.checked_mul(ONE)).collect::<Option<_>>()?;
        let mut least = 0_i128;
        for ((row, limit), multiplier) in self.rows.iter().zip(multipliers).filter(|(_, m)| **m != 0.0) {
            let times = (*multiplier * SHARE as f64 * ONE as f64 / size(row)).round();
            if !(0.0..1e28).contains(&times) {
                return None;
            }
            let times = times as i128;
            for (j, c) in row {
                let place = sum.get_mut(*j)?;
                *place = place.checked_add(c.checked_mul(times)?)?;
            }
            least = least.checked_sub(limit.checked_mul(times)?)?;
        }
        for (slope, (low, high)) in sum.iter().zip(&self.bounds) {
            let at = if *slope < 0 { *high } else { *low };
            least = least.checked_add(slope.checked_mul(i128::from(at))?)?;
        }
        Some(least.div_euclid(ONE))
    }
}

/// Nearly all numbers fit in 64 bits, from where the way is short.
fn float(n: i128) -> f64 {
    i64::try_from(n).map_or_else(|_| n as f64, |n| n as f64)
}

/// Multipliers are kept in this fraction: fine enough for rows of coefficients up to 10¹⁵, and sums of a hundred rows stay below
/// 10³⁸.
const ONE: i128 = 1 << 60;

fn size(row: &[Term]) -> f64 {
    float(row.iter().map(|(_, c)| c.abs()).max().unwrap_or(1).max(1))
}

/// Terms for each column that rows are given room for.
const ROOM: usize = 8;

/// What all nodes of a search share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'p> {
    pub(super) problem: &'p Problem,
    pub(super) max_files: Option<u32>,
    most_trough: i64,
    /// Ties are kept with cents to spare.
    pub(super) tight: bool,
}

impl<'p> Frame<'p> {
    pub(super) fn new(problem: &'p Problem, max_files: Option<u32>) -> Frame<'p> {
        Frame { problem, max_files, most_trough: most_trough(problem), tight: false }
    }
}

/// No balance falls further: all that is taken and nothing that is given.
fn most_trough(problem: &Problem) -> i64 {
    let least = problem.cash.balance.iter().copied().min().unwrap_or(0).min(0);
    let share = |share: i64, cap: i64| i128::from(share) * i128::from(cap) / i128::from(SHARE);
    let taken: i128 = problem
        .parts
        .iter()
        .zip(&problem.cash.brought)
        .map(|(part, brought)| share(brought.iter().copied().min().unwrap_or(0).min(0), part.cap))
        .sum();
    let fees: i64 = problem.cash.fees.iter().map(|(.., cents)| cents).sum();
    // waits may take away what was counted
    let cap = |j: usize| problem.parts.get(j).map_or(0, |p| p.cap);
    let waits: i128 = problem.cash.waits.iter().map(|w| share(w.share.max(0), cap(w.part))).sum();
    i64::try_from(-(i128::from(least) + taken) + i128::from(fees) + waits + 1).unwrap_or(i64::MAX / 4)
}

/// Where parts stand in a node.
pub(super) struct Place<'p> {
    problem: &'p Problem,
    states: &'p [State],
    columns: Vec<Option<usize>>,
    /// Shares that come later than the problem says.
    late: Vec<Late>,
}

impl<'p> Place<'p> {
    fn new(problem: &'p Problem, states: &'p [State], columns: Vec<Option<usize>>) -> Place<'p> {
        let state = |j: usize| states.get(j).copied().unwrap_or(State::Off);
        let late = problem.late(&|j| state(j) == State::On, &|j| state(j) != State::Off);
        Place { problem, states, columns, late }
    }

    fn column(&self, part: usize) -> Option<usize> {
        self.columns.get(part).copied().flatten()
    }

    fn state(&self, part: usize) -> State {
        self.states.get(part).copied().unwrap_or(State::Off)
    }

    /// Cost of each column and what is paid anyway, in millionths: what is open is charged a fraction.
    fn objective(&self, level: Level, columns: usize) -> (Vec<i128>, i128) {
        let mut cost = vec![0_i128; columns];
        let mut constant = 0;
        let share = i128::from(SHARE);
        if level == Level::Gap {
            constant = i128::from(self.problem.uses) * share;
        }
        if level == Level::Trough {
            add(&mut cost, columns.saturating_sub(1), share);
        }
        for (j, part) in self.problem.parts.iter().enumerate() {
            let Some(column) = self.column(j) else { continue };
            let (each, whole) = match level {
                Level::Gap if part.pays => (-share, 0),
                Level::Cost => (i128::from(part.cost), i128::from(part.fixed) * share),
                Level::Amount(k) if k == j => (-share, 0),
                Level::Gap | Level::Trough | Level::Amount(_) => (0, 0),
            };
            add(&mut cost, column, each);
            if self.state(j) == State::On {
                constant += whole;
            } else if part.cap > 0 {
                // rounded towards what costs less, so that it stays a bound
                add(&mut cost, column, whole.div_euclid(i128::from(part.cap)));
            }
        }
        (cost, constant)
    }
}

fn add(cost: &mut [i128], column: usize, by: i128) {
    if let Some(place) = cost.get_mut(column) {
        *place += by;
    }
}
