//! The search against two other ways to the same answer: every choice tried with a linear solver of others, and a
//! mixed-integer solver of others, level after level.
#![expect(clippy::float_arithmetic, reason = "other solvers speak floats")]

#[path = "../../benches/common/mixed.rs"]
mod mixed;

use super::{
    Ask, Problem, Proof, SHARE,
    lab::{Instance, MEASURES, Measure, drawn},
    solve,
};
use microlp::SolveOutcome;
use mixed::{K, theirs};

/// A level's value of our own answer, in cents.
fn ours(p: &Problem, level: Measure, on: &[bool], amounts: &[i64]) -> f64 {
    match level {
        Measure::Gap => p.gap(amounts) as f64,
        Measure::Trough => p.trough(on, amounts) as f64,
        Measure::Cost => p.cost(on, amounts) as f64 / SHARE as f64,
        Measure::Files => f64::from(p.files(on)),
    }
}

/// A level's least value by trying every choice with a linear program, in cents; earlier levels held at what we found.
fn by_trying_all(p: &Instance, level: Measure, kept: &[(Measure, f64)]) -> f64 {
    let n = p.amounts.len();
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
            let fixed: i64 = p.amounts.iter().zip(&on).filter(|(_, on)| **on).map(|(p, _)| p.fixed).sum();
            let value = match level {
                Measure::Gap => p.uses as f64 + solution.objective() * K,
                Measure::Trough => solution.objective() * K,
                Measure::Cost => solution.objective() * K + fixed as f64,
                Measure::Files => f64::from(p.problem().files(&on)),
            };
            least = least.min(value);
        }
    }
    least
}

/// Whole cents lose a cent or two for each amount; a later level may turn a cent that an earlier one gave way into more.
fn near(p: &Problem, level: Measure, value: f64) -> f64 {
    let cents = 3.0 * p.parts.len() as f64 + 2.0;
    match level {
        Measure::Files => 0.1,
        Measure::Cost => cents + value.abs() * 1e-4,
        Measure::Gap | Measure::Trough => cents,
    }
}

fn compare(i: &Instance, seed: u64, oracle: impl Fn(&Instance, Measure, &[(Measure, f64)]) -> Option<f64>) {
    let p = &i.problem();
    let found = solve(p, &Ask::default()).unwrap();
    assert_eq!(found.proof, Proof::Proved, "seed {seed}");
    assert_eq!(p.broken(&found.on, &found.amounts).count(), 0, "seed {seed}");
    assert!(p.gap(&found.amounts) >= 0);
    let mut kept = vec![];
    for level in MEASURES {
        let us = ours(p, level, &found.on, &found.amounts);
        let them = oracle(i, level, &kept).unwrap();
        assert!((us - them).abs() <= near(p, level, us), "seed {seed} {level:?}: ours {us}, theirs {them}");
        kept.push((level, us.max(them)));
    }
}

#[test]
fn no_choice_is_better() {
    for seed in 0..72 {
        let n = 3 + (seed % 8) as usize;
        let p = drawn(seed, n, seed % 2 == 0);
        compare(&p, seed, |p, level, kept| Some(by_trying_all(p, level, kept)));
    }
}

#[test]
fn another_solver_finds_the_same() {
    for seed in 1_000..1_300 {
        let p = drawn(seed, 8 + (seed % 13) as usize, seed % 3 == 0);
        compare(&p, seed, mixed::solved);
    }
}

#[test]
fn what_is_fixed_stays_so_and_what_cannot_be_is_refused() {
    for seed in 0..20 {
        let p = drawn(seed, 9, false).problem();
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
fn few_files_are_the_best_so_few() {
    for seed in 0..30 {
        let i = drawn(seed, 8, false);
        let p = i.problem();
        let free = solve(&p, &Ask::default()).unwrap();
        let Some(most) = p.files(&free.on).checked_sub(1) else { continue };
        let found = solve(&p, &Ask { max_files: Some(most), ..Ask::default() }).unwrap();
        assert!(p.files(&found.on) <= most, "seed {seed}");
        let least = (0..1_u32 << 8)
            .map(|mask| (0..8).map(|j| mask >> j & 1 == 1).collect::<Vec<bool>>())
            .filter(|on| p.files(on) <= most)
            .filter_map(|on| {
                let fixed: Vec<(usize, bool)> = on.into_iter().enumerate().collect();
                solve(&p, &Ask { fixed: &fixed, levels: &[super::Level::Gap], ..Ask::default() })
            })
            .map(|s| p.gap(&s.amounts))
            .min();
        assert!((p.gap(&found.amounts) - least.unwrap()).abs() <= 20, "seed {seed}");
    }
}

#[test]
fn the_same_problem_gives_the_same_plan() {
    let p = drawn(11, 14, true).problem();
    assert_eq!(solve(&p, &Ask::default()), solve(&p, &Ask::default()));
}
