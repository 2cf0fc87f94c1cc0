//! A linear program with bounds, from a start at which every cost already points the right way: the dual simplex. Dense, for a
//! few dozen amounts; a row enters the table when it is first broken, for most of them never are.
#![expect(clippy::float_arithmetic, reason = "the search may use floats: what it finds is checked in integers")]

/// `minimise cost·x` with `rows·x ≤ limits` and `0 ≤ lower ≤ x ≤ upper`.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    pub(super) cost: Vec<f64>,
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
    /// Column and coefficient, row after row.
    pub(super) terms: Vec<(usize, f64)>,
    /// Where each row ends.
    pub(super) ends: Vec<usize>,
    pub(super) limits: Vec<f64>,
}

impl Program {
    fn row(&self, i: usize) -> &[(usize, f64)] {
        let start = i.checked_sub(1).map_or(0, |before| at(&self.ends, before, 0));
        self.terms.get(start..at(&self.ends, i, start)).unwrap_or(&[])
    }
}

/// What came out. The multipliers, one a row and none below zero, prove it.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    Best {
        x: Vec<f64>,
        value: f64,
        multipliers: Vec<f64>,
    },
    Infeasible {
        multipliers: Vec<f64>,
    },
    /// It took too many steps.
    Lost,
}

/// Below this a number is taken for zero.
const TINY: f64 = 1e-9;
/// Rows that a table is given room for; it grows where more are broken.
const ROOM: usize = 32;
/// A bound may be missed by this much.
const SLACK: f64 = 1e-9;

/// `basic[i] + Σ table[i][k] × nonbasic[k] = constant`, kept as current values.
struct Tableau<'p> {
    program: &'p Program,
    /// Columns of the table: one for each amount.
    columns: usize,
    table: Vec<f64>,
    /// Variables: amounts first, then one slack for each row of the program.
    basic: Vec<usize>,
    value: Vec<f64>,
    nonbasic: Vec<usize>,
    at_upper: Vec<bool>,
    reduced: Vec<f64>,
    /// Where each amount stands.
    stands: Vec<Stand>,
    /// Rows of the program that are in the table.
    entered: Vec<bool>,
    /// The row of a pivot.
    scaled: Vec<f64>,
}

#[derive(Debug, Clone, Copy)]
enum Stand {
    Column(usize),
    Row(usize),
}

pub(super) fn solve(program: &Program) -> Outcome {
    let mut t = Tableau::new(program);
    let most = 50 * (program.limits.len() + t.columns) + 200;
    for _ in 0..most {
        match t.worst() {
            Some((row, missed)) => match t.entering(row, missed) {
                Some(column) => t.pivot(row, column, missed),
                None => return t.infeasible(row, missed),
            },
            None => {
                let x = t.amounts();
                if !t.enter_broken(&x) {
                    return t.best(x);
                }
            }
        }
    }
    Outcome::Lost
}

fn at<T: Copy>(list: &[T], i: usize, otherwise: T) -> T {
    list.get(i).copied().unwrap_or(otherwise)
}

impl<'p> Tableau<'p> {
    fn new(p: &'p Program) -> Tableau<'p> {
        let columns = p.cost.len();
        Tableau {
            program: p,
            columns,
            table: Vec::with_capacity(columns * ROOM),
            basic: Vec::with_capacity(ROOM),
            value: Vec::with_capacity(ROOM),
            nonbasic: (0..columns).collect(),
            at_upper: p.cost.iter().map(|c| *c < 0.0).collect(),
            reduced: p.cost.clone(),
            stands: (0..columns).map(Stand::Column).collect(),
            entered: vec![false; p.limits.len()],
            scaled: vec![],
        }
    }

    fn low(&self, variable: usize) -> f64 {
        at(&self.program.lower, variable, 0.0)
    }

    fn high(&self, variable: usize) -> f64 {
        at(&self.program.upper, variable, f64::INFINITY)
    }

    /// The bound that a column stands at.
    fn bound(&self, column: usize) -> f64 {
        let variable = at(&self.nonbasic, column, 0);
        if at(&self.at_upper, column, false) { self.high(variable) } else { self.low(variable) }
    }

    /// Every amount as it now is.
    fn amounts(&self) -> Vec<f64> {
        let one = |stand: &Stand| match *stand {
            Stand::Column(k) => self.bound(k),
            Stand::Row(i) => at(&self.value, i, 0.0),
        };
        self.stands.iter().map(one).collect()
    }

    /// Takes in the rows that these amounts break; false when there are none.
    fn enter_broken(&mut self, x: &[f64]) -> bool {
        let before = self.basic.len();
        let program = self.program;
        for (i, limit) in program.limits.iter().enumerate() {
            if at(&self.entered, i, true) {
                continue;
            }
            let room = limit - program.row(i).iter().map(|(j, a)| a * at(x, *j, 0.0)).sum::<f64>();
            if room < -SLACK {
                self.enter(i, room);
            }
        }
        self.basic.len() > before
    }

    /// A row of the program in terms of the columns of today.
    fn enter(&mut self, row: usize, room: f64) {
        let before = self.table.len();
        self.table.resize(before + self.columns, 0.0);
        let (known, new) = self.table.split_at_mut(before);
        for (j, a) in self.program.row(row) {
            match at(&self.stands, *j, Stand::Column(usize::MAX)) {
                Stand::Column(k) => new.iter_mut().skip(k).take(1).for_each(|sum| *sum += a),
                Stand::Row(i) => {
                    let terms = known.get(i * self.columns..(i + 1) * self.columns).unwrap_or(&[]);
                    new.iter_mut().zip(terms).for_each(|(sum, t)| *sum -= a * t);
                }
            }
        }
        self.basic.push(self.columns + row);
        self.value.push(room);
        put(&mut self.entered, row, true);
    }

    fn row(&self, i: usize) -> &[f64] {
        self.table.get(i * self.columns..(i + 1) * self.columns).unwrap_or(&[])
    }

    /// The basic variable farthest outside its bounds, and how far: below zero under the lower one.
    fn worst(&self) -> Option<(usize, f64)> {
        let mut worst: Option<(usize, f64)> = None;
        for (i, (variable, value)) in self.basic.iter().zip(&self.value).enumerate() {
            let (low, high) = (self.low(*variable), self.high(*variable));
            let missed = if *value < low { value - low } else { (value - high).max(0.0) };
            if missed.abs() > SLACK && worst.is_none_or(|(_, m)| missed.abs() > m.abs()) {
                worst = Some((i, missed));
            }
        }
        worst
    }

    /// The column whose cost reaches zero first when the row is mended.
    fn entering(&self, row: usize, missed: f64) -> Option<usize> {
        let mut found: Option<(usize, f64, f64)> = None;
        for (k, a) in self.row(row).iter().enumerate() {
            if a.abs() < TINY {
                continue;
            }
            // to raise the basic variable, a column at its lower bound must have a negative entry, and so on
            let helps = (missed < 0.0) == ((*a < 0.0) != at(&self.at_upper, k, false));
            let variable = at(&self.nonbasic, k, 0);
            if !helps || self.high(variable) <= self.low(variable) {
                continue;
            }
            let ratio = at(&self.reduced, k, 0.0).abs() / a.abs();
            let nearer = found.is_none_or(|(_, r, size)| ratio < r - TINY || (ratio <= r + TINY && a.abs() > size));
            if nearer {
                found = Some((k, ratio, a.abs()));
            }
        }
        found.map(|(k, _, _)| k)
    }

    fn pivot(&mut self, row: usize, column: usize, missed: f64) {
        let pivot = at(self.row(row), column, 1.0);
        let step = missed / pivot;
        let entering = at(&self.nonbasic, column, 0);
        let leaving = at(&self.basic, row, 0);
        let entered = self.bound(column) + step;
        let mut scaled = std::mem::take(&mut self.scaled);
        scaled.clear();
        scaled.extend(self.row(row).iter().map(|a| a / pivot));
        put(&mut scaled, column, 1.0 / pivot);
        for (i, (values, value)) in self.table.chunks_exact_mut(self.columns).zip(&mut self.value).enumerate() {
            let factor = at(values, column, 0.0);
            if i == row {
                values.copy_from_slice(&scaled);
                *value = entered;
            } else if factor != 0.0 {
                *value -= factor * step;
                put(values, column, 0.0);
                values.iter_mut().zip(&scaled).for_each(|(a, s)| *a -= factor * s);
            }
        }
        let factor = at(&self.reduced, column, 0.0);
        put(&mut self.reduced, column, 0.0);
        self.reduced.iter_mut().zip(&scaled).for_each(|(d, s)| *d -= factor * s);
        self.scaled = scaled;
        put(&mut self.basic, row, entering);
        put(&mut self.nonbasic, column, leaving);
        put(&mut self.stands, entering, Stand::Row(row));
        put(&mut self.stands, leaving, Stand::Column(column));
        put(&mut self.at_upper, column, missed > 0.0);
    }

    fn best(&self, x: Vec<f64>) -> Outcome {
        let value = self.program.cost.iter().zip(&x).map(|(c, v)| c * v).sum();
        Outcome::Best { x, value, multipliers: self.multipliers(|k| at(&self.reduced, k, 0.0)) }
    }

    /// The rows that together leave no room: the row that cannot be mended tells them.
    fn infeasible(&self, row: usize, missed: f64) -> Outcome {
        let sign = if missed < 0.0 { 1.0 } else { -1.0 };
        let mut multipliers = self.multipliers(|k| sign * at(self.row(row), k, 0.0));
        let own = at(&self.basic, row, 0);
        if let Some(slack) = own.checked_sub(self.columns) {
            put(&mut multipliers, slack, sign);
        }
        // any multiple of them proves as much, and large ones do not fit in integers
        let largest = multipliers.iter().copied().fold(1.0, f64::max);
        multipliers.iter_mut().for_each(|m| *m /= largest);
        Outcome::Infeasible { multipliers }
    }

    /// A number for each row whose slack is not basic.
    fn multipliers(&self, of: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut found = vec![0.0; self.program.limits.len()];
        for (k, variable) in self.nonbasic.iter().enumerate() {
            if let Some(slack) = variable.checked_sub(self.columns) {
                put(&mut found, slack, of(k).max(0.0));
            }
        }
        found
    }
}

fn put<T>(list: &mut [T], i: usize, value: T) {
    if let Some(place) = list.get_mut(i) {
        *place = value;
    }
}
