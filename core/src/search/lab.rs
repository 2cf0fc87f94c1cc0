//! Problems drawn at random and their answers, for those who measure the search against other solvers. Not a part of the
//! product: the feature `lab` opens it to benches and to the comparison with solvers of other languages.

use super::{Ask, Cash, Part, Problem, Proof, Row, SHARE, Wait, solve};
use serde::Serialize;

/// One amount: nothing, or from `floor` to `cap`, in cents.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Amount {
    /// Least, where there is any.
    pub floor: i64,
    /// Most.
    pub cap: i64,
    /// It pays for the uses.
    pub pays: bool,
    /// Millionths of a cent for each cent of it.
    pub cost: i64,
    /// Cents for having it at all.
    pub fixed: i64,
    /// Files to put together.
    pub files: u32,
}

/// `Σ coefficient × amount ≤ limit`, in millionths; in force always or where an amount is there.
#[derive(Debug, Clone, Serialize)]
pub struct Limit {
    /// Place of the amount and its coefficient.
    pub terms: Vec<(usize, i64)>,
    /// Its most.
    pub limit: i64,
    /// The amount that brings it into force.
    pub when: Option<usize>,
}

/// A share that is paid only after others have been.
#[derive(Debug, Clone, Serialize)]
pub struct Late {
    /// Place of the amount.
    pub part: usize,
    /// Millionths of it.
    pub share: i64,
    /// Its month when nobody is waited for.
    pub soonest: usize,
    /// Months after the others.
    pub delay: usize,
    /// The others, each with the month of its last payment.
    pub after: Vec<(usize, usize)>,
}

/// A problem of the shape that plans have.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Instance {
    /// What may be had.
    pub amounts: Vec<Amount>,
    /// What is to be paid for, in cents.
    pub uses: i64,
    /// Ties between amounts.
    pub limits: Vec<Limit>,
    /// Either of the two.
    pub excludes: Vec<(usize, usize)>,
    /// The first only with the second.
    pub requires: Vec<(usize, usize)>,
    /// Balance at the end of each month without any amount, in cents.
    pub balance: Vec<i64>,
    /// For each amount, millionths of it that have come by the end of each month.
    pub brought: Vec<Vec<i64>>,
    /// Sums paid once where an amount is there: its place, the month, cents.
    pub fees: Vec<(usize, usize, i64)>,
    /// Shares that wait.
    pub waits: Vec<Late>,
}

/// What one compares plans by, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Uses that nothing pays for.
    Gap,
    /// How far the balance falls below zero.
    Trough,
    /// Net cost.
    Cost,
    /// Files to put together.
    Files,
}

/// Every measure, the most important first.
pub const MEASURES: [Measure; 4] = [Measure::Gap, Measure::Trough, Measure::Cost, Measure::Files];

/// What the search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// In cents.
    pub amounts: Vec<i64>,
    /// Cents that nothing pays for.
    pub gap: i64,
    /// Cents below zero.
    pub trough: i64,
    /// Net cost, in millionths of a cent.
    pub cost: i64,
    /// Files.
    pub files: u32,
    /// Every branch that was left was checked in integers.
    pub proved: bool,
}

impl Instance {
    /// What the search finds; `None` never happens, since having nothing is always possible.
    pub fn solve(&self) -> Option<Answer> {
        let problem = self.problem();
        let found = solve(&problem, &Ask::default())?;
        Some(Answer {
            gap: problem.gap(&found.amounts),
            trough: problem.trough(&found.on, &found.amounts),
            cost: i64::try_from(problem.cost(&found.on, &found.amounts)).unwrap_or(i64::MAX),
            files: problem.files(&found.on),
            proved: found.proof == Proof::Proved,
            amounts: found.amounts,
        })
    }

    /// What an amount has brought by each month when these are there.
    pub fn brought(&self, part: usize, on: &dyn Fn(usize) -> bool) -> Vec<i64> {
        let problem = self.problem();
        let late = problem.late(on, on);
        (0..self.balance.len()).map(|month| problem.brought(part, month, &late)).collect()
    }

    pub(super) fn problem(&self) -> Problem {
        let part = |a: &Amount| Part {
            floor: a.floor.max(1).min(a.cap),
            cap: a.cap,
            pays: a.pays,
            cost: a.cost,
            fixed: a.fixed,
            files: a.files,
        };
        let row = |l: &Limit| Row { terms: l.terms.clone(), limit: i128::from(l.limit), when: l.when };
        let wait = |l: &Late| Wait {
            part: l.part,
            share: l.share,
            soonest: l.soonest,
            delay: l.delay,
            after: l.after.clone(),
            latest: None,
        };
        Problem {
            parts: self.amounts.iter().map(part).collect(),
            uses: self.uses,
            rows: self.limits.iter().map(row).collect(),
            excludes: self.excludes.clone(),
            requires: self.requires.clone(),
            cash: Cash {
                balance: self.balance.clone(),
                brought: self.brought.clone(),
                fees: self.fees.clone(),
                waits: self.waits.iter().map(wait).collect(),
            },
        }
    }
}

/// Numbers that look random and are the same everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n.max(1)
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as u64) as i64
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

const MONTHS: usize = 25;

fn euros(n: i64) -> i64 {
    n * 100
}

/// Grants and loans, ceilings, a matching rule, an own share, months: the same on every platform.
pub fn drawn(seed: u64, n: usize, waits: bool) -> Instance {
    let mut d = Draw(seed.wrapping_mul(0x9E37_79B9).wrapping_add(17));
    let uses = euros(d.between(30_000, 200_000));
    let mut p = Instance { uses, ..Instance::default() };
    p.balance = spent(uses, &mut d);
    // own funds: no file, no floor
    p.amounts.push(Amount { cap: euros(d.between(0, 20_000)), pays: true, ..Amount::default() });
    p.brought.push(vec![0; MONTHS]);
    for j in 1..n {
        add_part(&mut p, j, waits, &mut d);
    }
    // a ceiling on all grants, and one amount that follows others four to one
    let grants: Vec<usize> = (1..n).filter(|j| p.amounts.get(*j).is_some_and(|a| a.cost == 0)).collect();
    let terms = grants.iter().map(|j| (*j, SHARE)).collect();
    p.limits.push(Limit { terms, limit: uses * SHARE / 10 * 8, when: None });
    if let [first, rest @ ..] = grants.as_slice() {
        let terms = rest.iter().map(|j| (*j, -4 * SHARE)).chain([(*first, SHARE)]).collect();
        p.limits.push(Limit { terms, limit: 0, when: Some(*first) });
    }
    for _ in 0..n / 4 {
        let (a, b) = (d.between(1, n as i64 - 1) as usize, d.between(1, n as i64 - 1) as usize);
        if a != b {
            if d.one_in(3) { p.requires.push((a, b)) } else { p.excludes.push((a, b)) }
        }
    }
    p
}

/// Balance by month when the uses are paid in four goes.
fn spent(uses: i64, d: &mut Draw) -> Vec<i64> {
    let mut spending = [0; MONTHS];
    for _ in 0..4 {
        let month = d.between(1, 12) as usize;
        spending.iter_mut().skip(month).take(1).for_each(|s| *s += uses / 4);
    }
    let mut balance = euros(d.between(0, 30_000));
    let after = |s: &i64| {
        balance -= s;
        balance
    };
    spending.iter().map(after).collect()
}

fn add_part(p: &mut Instance, j: usize, waits: bool, d: &mut Draw) {
    let loan = d.one_in(4);
    let cap = euros(d.between(2_000, 60_000));
    let floor = if d.one_in(3) { cap / 4 } else { 0 };
    let comes = d.between(1, 20) as usize;
    let advance = if d.one_in(3) { d.between(1, 9) * SHARE / 10 } else { 0 };
    let early = d.between(0, comes as i64) as usize;
    let brought = |t: usize| {
        let there = if t >= comes { SHARE } else { advance * i64::from(t >= early) };
        if loan && t > comes { there - SHARE * (t - comes) as i64 / 60 } else { there }
    };
    p.brought.push((0..MONTHS).map(brought).collect());
    let cost = if loan { SHARE + d.between(0, 90_000) } else { 0 };
    p.amounts.push(Amount { floor, cap, pays: true, cost, fixed: euros(20 * d.between(1, 60)), files: 1 });
    if d.one_in(6) {
        p.fees.push((j, comes, euros(d.between(10, 300))));
    }
    if d.one_in(4) {
        let limit = -(p.uses / 10) * SHARE;
        p.limits.push(Limit { terms: vec![(0, -SHARE)], limit, when: Some(j) });
    }
    if waits && d.one_in(4) && j > 2 && advance < SHARE {
        let after = (1..j).filter(|k| k % 2 == 1).map(|k| (k, d.between(3, 20) as usize)).collect();
        p.waits.push(Late { part: j, share: SHARE - advance, soonest: comes, delay: 2, after });
    }
}
