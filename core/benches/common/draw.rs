//! Seeded draws: few usual predicates for most uses, a long tail of rare ones; profiles with all facts, or with gaps.

use super::{
    catalogue::{Predicate, Rule, Scheme, Test},
    schema::{BOOLS, DATES, ENUMS, NUMBERS, SETS, WEIGHTS, iso, members},
};
use serde_json::{Map, Value, json};

/// SplitMix64: small, good enough, the same everywhere.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `n`, which is small.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n.max(1) as u128) >> 64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut at = self.below(weights.iter().sum::<u64>() as usize) as u64;
        for (i, w) in weights.iter().enumerate() {
            if at < *w {
                return i;
            }
            at -= w;
        }
        0
    }

    /// The first are drawn most: the i-th with weight 1 / (i + 1).
    fn skewed(&mut self, n: usize) -> usize {
        let weights: Vec<u64> = (1..=n as u64).map(|i| 100_000 / i).collect();
        self.weighted(&weights)
    }

    /// Some of them, in order.
    fn some_of(&mut self, all: &[String], low: usize, high: usize) -> Vec<String> {
        let percent = low + self.below(high - low);
        let wanted = (all.len() * percent / 100).max(1);
        let mut left = all.to_vec();
        while left.len() > wanted {
            let i = self.below(left.len());
            left.remove(i);
        }
        left
    }
}

/// Usual predicates of each fact, most used first.
struct Pool {
    facts: Vec<(String, u64, usize, Vec<Test>)>,
}

impl Pool {
    fn new(random: &mut Random) -> Pool {
        let mut facts: Vec<(String, u64, usize, Vec<Test>)> = vec![];
        let weight = |n: &str| WEIGHTS.iter().find(|(w, _)| *w == n).map_or(1, |(_, k)| *k);
        for (name, list, prefix, count) in ENUMS {
            let all = members(list, prefix, count);
            let groups = (0..14).map(|_| Test::In(random.some_of(&all, 15, 70)));
            let tests = groups.chain(all.iter().map(|m| Test::In(vec![m.clone()]))).collect();
            facts.push((name.to_owned(), weight(name), 8, tests));
        }
        for (name, .., limits) in NUMBERS {
            let tests = limits.iter().map(|(up, v)| if *up { Test::AtMost(*v) } else { Test::AtLeast(*v) });
            facts.push((name.to_owned(), weight(name), 12, tests.collect()));
        }
        for (name, yes) in BOOLS {
            facts.push((name.to_owned(), weight(name), 0, vec![Test::Is(yes >= 30), Test::Is(yes < 30)]));
        }
        for (name, prefix, count, _) in SETS {
            facts.push((
                name.to_owned(),
                weight(name),
                0,
                members(&[], prefix, count).into_iter().map(Test::Has).collect(),
            ));
        }
        for (name, first, last) in DATES {
            let tests = (0..10).map(|_| window(random, first, last)).collect();
            facts.push((name.to_owned(), weight(name), 30, tests));
        }
        Pool { facts }
    }

    fn draw(&self, random: &mut Random) -> Option<Predicate> {
        let weights: Vec<u64> = self.facts.iter().map(|f| f.1).collect();
        let (name, _, fresh, pool) = self.facts.get(random.weighted(&weights))?;
        let usual = pool.get(random.skewed(pool.len()))?.clone();
        let test = if random.chance(*fresh) { rare(random, name, usual) } else { usual };
        Some(Predicate { fact: name.clone(), test })
    }

    /// Predicates on different facts; a regional scheme begins with its region.
    fn some(&self, random: &mut Random, n: usize, regional: bool) -> Vec<Predicate> {
        let mut found: Vec<Predicate> = vec![];
        if regional {
            let region = format!("r{:02}", random.below(16));
            found.push(Predicate { fact: "region".into(), test: Test::In(vec![region]) });
        }
        while found.len() < n {
            let Some(p) = self.draw(random) else { continue };
            if found.iter().all(|f| f.fact != p.fact) {
                found.push(p);
            }
        }
        found
    }
}

fn window(random: &mut Random, first: i64, last: i64) -> Test {
    let length = (last - first) * random.between(25, 80) / 100;
    let start = random.between(first, last - length - 1);
    Test::Within(iso(start), iso(start + length))
}

/// A constant that nobody else uses.
fn rare(random: &mut Random, name: &str, usual: Test) -> Test {
    let near = |random: &mut Random, v: i64| (v * random.between(60, 160) / 100).max(1);
    match usual {
        Test::AtMost(v) => Test::AtMost(near(random, v)),
        Test::AtLeast(v) => Test::AtLeast(near(random, v)),
        Test::In(_) => match ENUMS.iter().find(|e| e.0 == name) {
            Some((_, list, prefix, count)) => Test::In(random.some_of(&members(list, prefix, *count), 15, 70)),
            None => usual,
        },
        Test::Within(..) => match DATES.iter().find(|d| d.0 == name) {
            Some((_, first, last)) => window(random, *first, *last),
            None => usual,
        },
        Test::Is(_) | Test::Has(_) => usual,
    }
}

/// Groups some of the predicates: any of two or three, any of a pair and one, not.
fn parts(random: &mut Random, predicates: Vec<Predicate>, regional: bool) -> Vec<Rule> {
    let mut left: std::collections::VecDeque<Rule> = predicates.into_iter().map(Rule::Leaf).collect();
    let mut found = vec![];
    if regional {
        found.extend(left.pop_front());
    }
    while let Some(first) = left.pop_front() {
        let draw = random.below(100);
        let mut take = |n: usize| left.drain(..n.min(left.len())).collect::<Vec<_>>();
        found.push(match draw {
            0..12 => {
                let mut rest = take(2);
                match (rest.pop(), rest.pop()) {
                    (Some(c), Some(b)) => Rule::Any(vec![Rule::All(vec![first, b]), c]),
                    (Some(c), None) => Rule::Any(vec![first, c]),
                    _ => first,
                }
            }
            12..34 => {
                let n = if random.chance(60) { 1 } else { 2 };
                let rest = take(n);
                if rest.is_empty() { first } else { Rule::Any([first].into_iter().chain(rest).collect()) }
            }
            34..42 if !matches!(&first, Rule::Leaf(p) if matches!(p.test, Test::Is(_))) => Rule::Not(Box::new(first)),
            _ => first,
        });
    }
    found
}

/// `n` schemes; a smaller catalogue of the same seed is a prefix of a larger one.
pub(crate) fn schemes(n: usize, seed: u64) -> Vec<Scheme> {
    const CAPS: [i64; 9] = [10, 25, 50, 100, 200, 300, 500, 1000, 2000];
    const RATES: [i64; 11] = [20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 100];
    let mut random = Random::new(seed);
    let pool = Pool::new(&mut random);
    let mut found = vec![];
    for i in 0..n {
        let regional = random.chance(50);
        let count = 4 + random.below(7);
        let hard = pool.some(&mut random, count, regional);
        let soft = pool.some(&mut random, 6, false);
        found.push(Scheme {
            id: format!("opt-{i:05}"),
            rule: parts(&mut random, hard, regional),
            cap: CAPS.get(random.below(9)).copied().unwrap_or(10) * 1000,
            rate: RATES.get(random.below(11)).copied().unwrap_or(50),
            soft: soft.into_iter().map(|p| (1 + random.below(5) as u32, p)).collect(),
        });
    }
    found
}

/// Profiles as they arrive. `gaps` is how many facts in a hundred are missing.
pub(crate) fn profiles(m: usize, seed: u64, gaps: usize) -> Vec<Value> {
    let mut random = Random::new(seed);
    let mut holes = Random::new(seed ^ 0x55);
    let mut found = vec![];
    for _ in 0..m {
        let mut facts = Map::new();
        let mut put = |name: &str, v: Value| {
            if !holes.chance(gaps) {
                facts.insert(format!("project.{name}"), v);
            }
        };
        for (name, list, prefix, count) in ENUMS {
            let all = members(list, prefix, count);
            put(name, all.get(random.skewed(count)).cloned().into());
        }
        for (name, median, spread, low, high, step, _) in NUMBERS {
            let v = number(&mut random, median, spread).clamp(low, high);
            put(name, (v - v % step).into());
        }
        for (name, yes) in BOOLS {
            put(name, random.chance(yes as usize).into());
        }
        for (name, prefix, count, most) in SETS {
            let all = members(&[], prefix, count);
            let mut held: Vec<&String> =
                (0..=random.below(most as usize)).filter_map(|_| all.get(random.skewed(count))).collect();
            held.sort();
            held.dedup();
            put(name, json!(held));
        }
        for (name, first, last) in DATES {
            put(name, iso(random.between(first, last - 1)).into());
        }
        found.push(json!({ "as_of": "2026-11-23", "facts": facts }));
    }
    found
}

/// Around the median, spread by a factor: each of eight coins multiplies or divides by the spread's sixth part.
fn number(random: &mut Random, median: i64, spread: i64) -> i64 {
    let (mut num, mut den) = (i128::from(median) * 1000, 1000_i128);
    for _ in 0..4 {
        let factor = 1000 + i128::from(random.between(0, spread - 1000)) / 2;
        if random.chance(50) {
            num = num * factor / 1000;
        } else {
            den = den * factor / 1000;
        }
    }
    i64::try_from(num / den.max(1)).unwrap_or(median)
}
