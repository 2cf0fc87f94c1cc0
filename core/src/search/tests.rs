//! The search against two other ways to the same answer: every choice tried with a linear solver of others, and a
//! mixed-integer solver of others, level after level.
#![expect(clippy::float_arithmetic, reason = "other solvers speak floats")]

use super::{Ask, Level, Part, Problem, Proof, Row, SHARE, Wait, solve};
use microlp::{ComparisonOp, OptimizationDirection, Problem as Program, SolveOutcome, Variable};

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

/// A problem of the shape that plans have: grants and loans, ceilings, a matching rule, an own share, months.
pub(super) fn drawn(seed: u64, n: usize, waits: bool) -> Problem {
    let mut d = Draw(seed.wrapping_mul(0x9E37_79B9).wrapping_add(17));
    let uses = euros(d.between(30_000, 200_000));
    let mut p = Problem { uses, ..Problem::default() };
    p.cash.balance = spent(uses, &mut d);
    // own funds: no file, no floor
    p.parts.push(Part { cap: euros(d.between(0, 20_000)), pays: true, ..Part::default() });
    p.cash.brought.push(vec![0; MONTHS]);
    for j in 1..n {
        add_part(&mut p, j, waits, &mut d);
    }
    // a ceiling on all grants, and one amount that follows others four to one
    let grants: Vec<usize> = (1..n).filter(|j| p.parts[*j].cost == 0).collect();
    let terms = grants.iter().map(|j| (*j, SHARE)).collect();
    p.rows.push(Row { terms, limit: i128::from(uses) * i128::from(SHARE) * 8 / 10, when: None });
    if let [first, rest @ ..] = grants.as_slice() {
        let terms = rest.iter().map(|j| (*j, -4 * SHARE)).chain([(*first, SHARE)]).collect();
        p.rows.push(Row { terms, limit: 0, when: Some(*first) });
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
        spending[d.between(1, 12) as usize] += uses / 4;
    }
    let mut balance = euros(d.between(0, 30_000));
    let after = |s: &i64| {
        balance -= s;
        balance
    };
    spending.iter().map(after).collect()
}

fn add_part(p: &mut Problem, j: usize, waits: bool, d: &mut Draw) {
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
    p.cash.brought.push((0..MONTHS).map(brought).collect());
    let cost = if loan { SHARE + d.between(0, 90_000) } else { 0 };
    p.parts.push(Part { floor, cap, pays: true, cost, fixed: euros(20 * d.between(1, 60)), files: 1 });
    if d.one_in(6) {
        p.cash.fees.push((j, comes, euros(d.between(10, 300))));
    }
    if d.one_in(4) {
        let limit = -i128::from(p.uses / 10) * i128::from(SHARE);
        p.rows.push(Row { terms: vec![(0, -SHARE)], limit, when: Some(j) });
    }
    if waits && d.one_in(4) && j > 2 && advance < SHARE {
        let after = (1..j).filter(|k| k % 2 == 1).map(|k| (k, d.between(3, 20) as usize)).collect();
        p.cash.waits.push(Wait { part: j, share: SHARE - advance, soonest: comes, delay: 2, after, latest: None });
    }
}

const LEVELS: [Level; 4] = [Level::Gap, Level::Trough, Level::Cost, Level::Files];

/// A level's value of our own answer, in cents.
fn ours(p: &Problem, level: Level, on: &[bool], amounts: &[i64]) -> f64 {
    match level {
        Level::Gap => p.gap(amounts) as f64,
        Level::Trough => p.trough(on, amounts) as f64,
        Level::Cost => p.cost(on, amounts) as f64 / SHARE as f64,
        Level::Files => f64::from(p.files(on)),
        Level::Amount(j) => -amounts[j] as f64,
    }
}

/// The problem as others take it: a variable for each amount, one for the trough, and one for being there, fixed or not.
struct Theirs {
    program: Program,
    amounts: Vec<Variable>,
    there: Vec<Option<Variable>>,
    trough: Variable,
}

const K: f64 = 100_000.0;

/// Money in thousands of euros. `choice` fixes what is on; `None` leaves it to the solver.
fn theirs(p: &Problem, level: Level, choice: Option<&[bool]>) -> Theirs {
    let mut program = Program::new(OptimizationDirection::Minimize);
    let share = |c: i64| c as f64 / SHARE as f64;
    let mut amounts = vec![];
    let mut there = vec![];
    for (j, part) in p.parts.iter().enumerate() {
        let is_on = choice.map(|c| c[j]);
        let (low, high) = match is_on {
            Some(true) => (part.floor as f64 / K, part.cap as f64 / K),
            Some(false) => (0.0, 0.0),
            None => (0.0, part.cap as f64 / K),
        };
        let cost = match level {
            Level::Gap => -f64::from(part.pays),
            Level::Cost => share(part.cost),
            Level::Amount(k) => {
                if k == j {
                    -1.0
                } else {
                    0.0
                }
            }
            Level::Trough | Level::Files => 0.0,
        };
        let y = program.add_var(cost, (low, high));
        amounts.push(y);
        there.push(is_on.is_none().then(|| {
            let cost = match level {
                Level::Cost => part.fixed as f64 / K,
                Level::Files => f64::from(part.files),
                Level::Gap | Level::Trough | Level::Amount(_) => 0.0,
            };
            let x = program.add_binary_var(cost);
            program.add_constraint([(y, 1.0), (x, -part.cap as f64 / K)], ComparisonOp::Le, 0.0);
            program.add_constraint([(y, -1.0), (x, part.floor as f64 / K)], ComparisonOp::Le, 0.0);
            x
        }));
    }
    let trough = program.add_var(f64::from(level == Level::Trough), (0.0, 1e6));
    let mut t = Theirs { program, amounts, there, trough };
    t.ties(p, choice);
    t.months(p, choice);
    t
}

impl Theirs {
    fn ties(&mut self, p: &Problem, choice: Option<&[bool]>) {
        let share = |c: i64| c as f64 / SHARE as f64;
        let pays: Vec<_> = p.parts.iter().zip(&self.amounts).filter(|(p, _)| p.pays).map(|(_, y)| (*y, 1.0)).collect();
        self.program.add_constraint(pays, ComparisonOp::Le, p.uses as f64 / K);
        for row in &p.rows {
            let limit = row.limit as f64 / SHARE as f64 / K;
            let mut terms: Vec<_> = row.terms.iter().map(|(j, c)| (self.amounts[*j], share(*c))).collect();
            match (row.when, choice) {
                (None, _) => {}
                (Some(j), Some(c)) if c[j] => {}
                (Some(_), Some(_)) => continue,
                (Some(j), None) => {
                    let most: f64 =
                        row.terms.iter().map(|(k, c)| (share(*c) * p.parts[*k].cap as f64 / K).max(0.0)).sum();
                    let big = (most - limit).max(0.0) + 1.0;
                    terms.push((self.there[j].unwrap(), big));
                    self.program.add_constraint(terms, ComparisonOp::Le, limit + big);
                    continue;
                }
            }
            self.program.add_constraint(terms, ComparisonOp::Le, limit);
        }
        if choice.is_none() {
            for (a, b) in &p.excludes {
                let terms = [(self.there[*a].unwrap(), 1.0), (self.there[*b].unwrap(), 1.0)];
                self.program.add_constraint(terms, ComparisonOp::Le, 1.0);
            }
            for (a, b) in &p.requires {
                let terms = [(self.there[*a].unwrap(), 1.0), (self.there[*b].unwrap(), -1.0)];
                self.program.add_constraint(terms, ComparisonOp::Le, 0.0);
            }
        }
    }

    fn months(&mut self, p: &Problem, choice: Option<&[bool]>) {
        let is_on = |j: usize| choice.is_some_and(|c| c[j]);
        for (t, balance) in p.cash.balance.iter().enumerate() {
            let mut terms = vec![(self.trough, -1.0)];
            let mut limit = *balance as f64 / K;
            for (j, y) in self.amounts.iter().enumerate() {
                terms.push((*y, -(p.brought(j, &is_on, &is_on)[t] as f64) / SHARE as f64));
            }
            for (j, month, cents) in p.cash.fees.iter().filter(|(_, month, _)| *month <= t) {
                match self.there[*j] {
                    Some(x) => terms.push((x, *cents as f64 / K)),
                    None if is_on(*j) => limit -= *cents as f64 / K,
                    None => {}
                }
                let _ = month;
            }
            if choice.is_none() {
                for wait in &p.cash.waits {
                    let late: Vec<usize> = wait
                        .after
                        .iter()
                        .filter(|(_, m)| t >= wait.soonest && m + wait.delay > t)
                        .map(|(k, _)| *k)
                        .collect();
                    if late.is_empty() {
                        continue;
                    }
                    // what has not come yet, because one of the late ones is there
                    let cap = p.parts[wait.part].cap as f64 / K;
                    let missing = self.program.add_var(0.0, (0.0, cap));
                    for k in late {
                        let x = self.there[k].unwrap();
                        let y = self.amounts[wait.part];
                        self.program.add_constraint([(missing, -1.0), (y, 1.0), (x, cap)], ComparisonOp::Le, cap);
                    }
                    terms.push((missing, wait.share as f64 / SHARE as f64));
                }
            }
            self.program.add_constraint(terms, ComparisonOp::Le, limit);
        }
    }

    /// Holds an earlier level at its value, in cents.
    fn keep(&mut self, p: &Problem, level: Level, cents: f64, choice: Option<&[bool]>) {
        let room = 0.4;
        let share = |c: i64| c as f64 / SHARE as f64;
        match level {
            Level::Gap => {
                let pays: Vec<_> =
                    p.parts.iter().zip(&self.amounts).filter(|(p, _)| p.pays).map(|(_, y)| (*y, 1.0)).collect();
                self.program.add_constraint(pays, ComparisonOp::Ge, (p.uses as f64 - cents - room) / K);
            }
            Level::Trough => {
                self.program.add_constraint([(self.trough, 1.0)], ComparisonOp::Le, (cents + room) / K);
            }
            Level::Cost => {
                let mut limit = (cents + room) / K;
                let mut terms: Vec<_> =
                    p.parts.iter().zip(&self.amounts).map(|(part, y)| (*y, share(part.cost))).collect();
                for (j, part) in p.parts.iter().enumerate() {
                    match self.there[j] {
                        Some(x) => terms.push((x, part.fixed as f64 / K)),
                        None if choice.is_some_and(|c| c[j]) => limit -= part.fixed as f64 / K,
                        None => {}
                    }
                }
                self.program.add_constraint(terms, ComparisonOp::Le, limit);
            }
            Level::Files | Level::Amount(_) => {}
        }
    }
}

/// A level's least value by trying every choice with a linear program, in cents; earlier levels held at what we found.
fn by_trying_all(p: &Problem, level: Level, kept: &[(Level, f64)]) -> f64 {
    let n = p.parts.len();
    let mut least = f64::INFINITY;
    for mask in 0..1_u32 << n {
        let on: Vec<bool> = (0..n).map(|j| mask >> j & 1 == 1).collect();
        let fits =
            p.excludes.iter().all(|(a, b)| !(on[*a] && on[*b])) && p.requires.iter().all(|(a, b)| !on[*a] || on[*b]);
        if !fits {
            continue;
        }
        let mut t = theirs(p, level, Some(&on));
        kept.iter().for_each(|(l, v)| t.keep(p, *l, *v, Some(&on)));
        if let Ok(SolveOutcome::Solution(solution)) = t.program.solve() {
            let fixed: i64 = p.parts.iter().zip(&on).filter(|(_, on)| **on).map(|(p, _)| p.fixed).sum();
            let value = match level {
                Level::Gap => p.uses as f64 + solution.objective() * K,
                Level::Trough | Level::Amount(_) => solution.objective() * K,
                Level::Cost => solution.objective() * K + fixed as f64,
                Level::Files => f64::from(p.files(&on)),
            };
            least = least.min(value);
        }
    }
    least
}

/// The same by the mixed-integer solver.
fn by_another_solver(p: &Problem, level: Level, kept: &[(Level, f64)]) -> Option<f64> {
    let mut t = theirs(p, level, None);
    kept.iter().for_each(|(l, v)| t.keep(p, *l, *v, None));
    let Ok(SolveOutcome::Solution(solution)) = t.program.solve() else { return None };
    let value = solution.objective();
    Some(match level {
        Level::Gap => p.uses as f64 + value * K,
        Level::Trough | Level::Cost | Level::Amount(_) => value * K,
        Level::Files => value.round(),
    })
}

/// Whole cents lose a cent or two for each amount; a later level may turn a cent that an earlier one gave way into more.
fn near(p: &Problem, level: Level, value: f64) -> f64 {
    let cents = 3.0 * p.parts.len() as f64 + 2.0;
    match level {
        Level::Files => 0.1,
        Level::Cost => cents + value.abs() * 1e-4,
        Level::Gap | Level::Trough | Level::Amount(_) => cents,
    }
}

fn compare(p: &Problem, seed: u64, oracle: impl Fn(&Problem, Level, &[(Level, f64)]) -> Option<f64>) {
    let found = solve(p, &Ask::default()).unwrap();
    assert_eq!(found.proof, Proof::Proved, "seed {seed}");
    assert_eq!(p.broken(&found.on, &found.amounts).count(), 0, "seed {seed}");
    assert!(p.gap(&found.amounts) >= 0);
    let mut kept = vec![];
    for level in LEVELS {
        let us = ours(p, level, &found.on, &found.amounts);
        let them = oracle(p, level, &kept).unwrap();
        assert!((us - them).abs() <= near(p, level, us), "seed {seed} {level:?}: ours {us}, theirs {them}");
        kept.push((level, us.max(them)));
    }
}

#[test]
fn no_choice_is_better() {
    for seed in 0..80 {
        let n = 3 + (seed % 6) as usize;
        let p = drawn(seed, n, seed % 2 == 0);
        compare(&p, seed, |p, level, kept| Some(by_trying_all(p, level, kept)));
    }
}

#[test]
fn another_solver_finds_the_same() {
    for seed in 1_000..1_300 {
        let p = drawn(seed, 8 + (seed % 13) as usize, seed % 3 == 0);
        compare(&p, seed, by_another_solver);
    }
}

#[test]
fn what_is_fixed_stays_so_and_what_cannot_be_is_refused() {
    for seed in 0..20 {
        let p = drawn(seed, 9, false);
        let free = solve(&p, &Ask::default()).unwrap();
        for j in 1..9 {
            if let Some(found) = solve(&p, &Ask { fixed: &[(j, !free.on[j])], ..Ask::default() }) {
                assert_eq!(found.on[j], !free.on[j]);
                // what was forced is no better at the first level
                assert!(p.gap(&found.amounts) + 20 >= p.gap(&free.amounts), "seed {seed}, part {j}");
            }
        }
        for (a, b) in &p.excludes {
            assert!(solve(&p, &Ask { fixed: &[(*a, true), (*b, true)], ..Ask::default() }).is_none());
        }
    }
}

#[test]
fn the_same_problem_gives_the_same_plan() {
    let p = drawn(11, 14, true);
    assert_eq!(solve(&p, &Ask::default()), solve(&p, &Ask::default()));
}
