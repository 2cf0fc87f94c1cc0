//! A linear program with bounds, from a start at which every cost already points the right way: the dual simplex. Dense, for a
//! few dozen amounts and rows.
#![expect(clippy::float_arithmetic, reason = "the search may use floats: what it finds is checked in integers")]

/// `minimise cost·x` with `rows·x ≤ limits` and `0 ≤ lower ≤ x ≤ upper`.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    pub(super) cost: Vec<f64>,
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
    /// Row by row.
    pub(super) rows: Vec<f64>,
    pub(super) limits: Vec<f64>,
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
/// A bound may be missed by this much.
const SLACK: f64 = 1e-9;

/// `basic[i] + Σ table[i][k] × nonbasic[k] = constant`, kept as current values.
struct Tableau {
    /// Columns of the table: one for each amount.
    columns: usize,
    table: Vec<f64>,
    /// Variables: amounts first, then one slack a row.
    basic: Vec<usize>,
    value: Vec<f64>,
    nonbasic: Vec<usize>,
    at_upper: Vec<bool>,
    reduced: Vec<f64>,
    lower: Vec<f64>,
    upper: Vec<f64>,
}

pub(super) fn solve(program: &Program) -> Outcome {
    let mut t = Tableau::new(program);
    let most = 50 * (t.basic.len() + t.columns) + 200;
    for _ in 0..most {
        let Some((row, missed)) = t.worst() else { return t.best(program) };
        match t.entering(row, missed) {
            Some(column) => t.pivot(row, column, missed),
            None => return t.infeasible(row, missed),
        }
    }
    Outcome::Lost
}

fn at<T: Copy>(list: &[T], i: usize, otherwise: T) -> T {
    list.get(i).copied().unwrap_or(otherwise)
}

impl Tableau {
    fn new(p: &Program) -> Tableau {
        let (columns, rows) = (p.cost.len(), p.limits.len());
        let at_upper: Vec<bool> = p.cost.iter().map(|c| *c < 0.0).collect();
        let start = |k: usize| if at(&at_upper, k, false) { at(&p.upper, k, 0.0) } else { at(&p.lower, k, 0.0) };
        let x: Vec<f64> = (0..columns).map(start).collect();
        let value = p
            .rows
            .chunks_exact(columns.max(1))
            .zip(&p.limits)
            .map(|(row, limit)| limit - row.iter().zip(&x).map(|(a, v)| a * v).sum::<f64>())
            .collect();
        let slack = |first: f64| std::iter::repeat_n(first, rows);
        Tableau {
            columns,
            table: p.rows.clone(),
            basic: (columns..columns + rows).collect(),
            value,
            nonbasic: (0..columns).collect(),
            at_upper,
            reduced: p.cost.clone(),
            lower: p.lower.iter().copied().chain(slack(0.0)).collect(),
            upper: p.upper.iter().copied().chain(slack(f64::INFINITY)).collect(),
        }
    }

    fn row(&self, i: usize) -> &[f64] {
        self.table.get(i * self.columns..(i + 1) * self.columns).unwrap_or(&[])
    }

    /// The basic variable farthest outside its bounds, and how far: below zero under the lower one.
    fn worst(&self) -> Option<(usize, f64)> {
        let mut worst: Option<(usize, f64)> = None;
        for (i, (variable, value)) in self.basic.iter().zip(&self.value).enumerate() {
            let (low, high) = (at(&self.lower, *variable, 0.0), at(&self.upper, *variable, f64::INFINITY));
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
            let variable = at(&self.nonbasic, k, 0);
            let fixed = at(&self.upper, variable, 0.0) - at(&self.lower, variable, 0.0) <= 0.0;
            // to raise the basic variable, a column at its lower bound must have a negative entry, and so on
            let helps = (missed < 0.0) == ((*a < 0.0) != at(&self.at_upper, k, false));
            if fixed || !helps || a.abs() < TINY {
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
        let from = if at(&self.at_upper, column, false) { &self.upper } else { &self.lower };
        let entered = at(from, entering, 0.0) + step;
        let mut scaled: Vec<f64> = self.row(row).iter().map(|a| a / pivot).collect();
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
        put(&mut self.basic, row, entering);
        put(&mut self.nonbasic, column, leaving);
        put(&mut self.at_upper, column, missed > 0.0);
    }

    fn best(&self, p: &Program) -> Outcome {
        let mut x = vec![0.0; self.columns];
        for (k, variable) in self.nonbasic.iter().enumerate() {
            let from = if at(&self.at_upper, k, false) { &self.upper } else { &self.lower };
            put(&mut x, *variable, at(from, *variable, 0.0));
        }
        for (variable, value) in self.basic.iter().zip(&self.value) {
            put(&mut x, *variable, *value);
        }
        let value = p.cost.iter().zip(&x).map(|(c, v)| c * v).sum();
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
        let mut found = vec![0.0; self.basic.len()];
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
