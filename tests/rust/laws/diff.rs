//! Laws of comparing two rule sets: who gains and who loses is what trying every project says, and every project told is a proof.

use super::bench::{Outcome, law, load};
use super::generator::{DAYS, Draw, amount, constraint, params, rule, world};
use super::number::{day, iso};
use super::oracle::{Reading, amount_reads, calendar, declared_paths, verdict_reads};
use super::print::files;
use super::profiles::{Profile, completions, domain, unknown};
use super::words::{CODES, GIVEN, KEYS, KINDS, LINES, Line, Scheme, TRADES, Ty, Value, World, ty};
use serde_json::Value as Json;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use terreau::contract::{Access, AmountWay, DiffWitness, Paid, RuleSetDiff, SchemeDiff};
use terreau::{DiffOptions, Verdict};

/// A rule set, the same after one change, and what the comparison says of them.
struct Pair {
    old: World,
    new: World,
    /// Every fact unknown, as both can describe it.
    open: Profile,
    told: RuleSetDiff,
}

/// One change, as an author makes one.
fn changed(d: &mut Draw<'_>, old: &World) -> World {
    let mut new = old.clone();
    let i = d.below(new.schemes.len());
    let scheme = &mut new.schemes[i];
    let at = d.below(scheme.criteria.len());
    match d.below(10) {
        0 if !scheme.criteria.is_empty() => drop(scheme.criteria.remove(at)),
        1 | 2 if !scheme.criteria.is_empty() => scheme.criteria[at] = rule(d, 2, true),
        3 | 4 => scheme.criteria.push(rule(d, 2, true)),
        5 => scheme.territory = d.some(CODES.len()),
        6 => new.params = params(d),
        7 => scheme.amount = Some(amount(d)),
        8 => new.can_be = (0..GIVEN).map(|_| (d.rarely(4), d.rarely(6))).collect(),
        _ => new.constraints.push(constraint(d)),
    }
    new
}

fn pair(d: &mut Draw<'_>) -> Option<Pair> {
    let old = world(d);
    let new = changed(d, &old);
    let (before, after) = (load(&old)?, load(&new)?);
    let (y, m, dom) = d.pick(&DAYS);
    let as_of = day(y, m, dom);
    let options = DiffOptions { as_of: Some(iso(as_of)), ..DiffOptions::default() };
    let told = before.diff(&after, &options).unwrap();
    let both = old.can_be.iter().zip(&new.can_be).map(|(a, b)| (a.0 && b.0, a.1 && b.1)).collect();
    let shared = World { can_be: both, ..old.clone() };
    let states = (0..GIVEN).map(|f| unknown(&shared, f, None)).collect();
    let open = Profile { as_of, states, declared: BTreeMap::new(), filed: BTreeMap::new() };
    Some(Pair { old, new, open, told })
}

impl Pair {
    fn broken<T>(&self, told: impl AsRef<str>) -> Result<T, String> {
        let mut text = format!("{}\n", told.as_ref());
        let fixed = |path: &str| path.starts_with("taxonomies") || path == "set.yaml" || path == "providers.yaml";
        for (name, world) in [("old", &self.old), ("new", &self.new)] {
            for f in files(world).iter().filter(|f| !fixed(&f.path)) {
                text.push_str(&format!("--- {name} {}\n{}", f.path, f.text));
            }
        }
        Err(format!("{text}--- told\n{}\n", serde_json::to_string_pretty(&self.told).unwrap()))
    }

    fn read<'a>(&self, world: &'a World, values: &'a [Value], s: &Scheme) -> Reading<'a> {
        Reading { world, values, day: calendar(s, self.open.as_of, None).1 }
    }

    fn accepts(&self, world: &World, values: &[Value], s: &Scheme) -> bool {
        let granted = declared_paths(s).into_iter().map(|p| (p, true)).collect();
        self.read(world, values, s).accepts(s, &granted)
    }

    /// Projects that both think possible, as far as the scheme's versions look at them; and whether these are all.
    fn projects(&self, d: &mut Draw<'_>, facts: &BTreeSet<usize>) -> (Vec<Vec<Value>>, bool) {
        let mut facts = facts.clone();
        for e in &self.new.constraints {
            facts.extend(super::oracle::reads(&self.new, e));
        }
        let (mut all, every) = completions(d, &self.old, &self.open, &facts);
        let holds = |values: &Vec<Value>| {
            let reading = Reading { world: &self.new, values, day: self.open.as_of };
            self.new.constraints.iter().all(|c| reading.holds(c))
        };
        all.retain(holds);
        (all, every)
    }

    fn entry(&self, s: &Scheme) -> Option<&SchemeDiff> {
        self.told.schemes.iter().find(|x| x.scheme == s.id)
    }

    /// A project as it was told, in the laws' own values; what was not told is what it may be first.
    fn values(&self, profile: &Json) -> Option<Vec<Value>> {
        let first = |f: usize| domain(&self.old, f).0[0].clone();
        (0..GIVEN).map(|f| profile["facts"].get(KEYS[f]).map_or_else(|| Some(first(f)), |j| value(f, j))).collect()
    }
}

/// A value as a profile writes it, read anew.
fn value(fact: usize, json: &Json) -> Option<Value> {
    match json.get("state").and_then(Json::as_str) {
        Some("none") => return Some(Value::None),
        Some(_) => return Some(Value::NotApplicable),
        None => {}
    }
    let place = |all: &[&str], j: &Json| all.iter().position(|x| Some(*x) == j.as_str()).map(|i| i as i64);
    let codes = CODES.map(|c| c.0);
    match ty(fact) {
        Ty::Enum => place(&KINDS, json).map(Value::Int),
        Ty::Bool => json.as_bool().map(|b| Value::Int(i64::from(b))),
        Ty::Number(_, _, _, scale) => scaled(json, scale).map(Value::Int),
        Ty::Duration(..) => json.as_i64().map(Value::Int),
        Ty::Date(low, high) => (low..=high).find(|d| Some(iso(*d).as_str()) == json.as_str()).map(Value::Int),
        Ty::Set => json.as_array()?.iter().map(|j| place(&TRADES, j)).sum::<Option<i64>>().and({
            let held = json.as_array()?.iter().filter_map(|j| place(&TRADES, j)).fold(0, |h, m| h | 1 << m);
            Some(Value::Held(held))
        }),
        Ty::Code => place(&codes, json.get("elsewhere_in").unwrap_or(json)).map(Value::Int),
        Ty::List => json.as_array()?.iter().map(line).collect::<Option<_>>().map(Value::Lines),
        Ty::Series => json.as_array()?.iter().map(|j| scaled(j, 2)).collect::<Option<_>>().map(Value::Months),
        Ty::Text => Some(Value::Text),
    }
}

/// A field that was left open matters to nothing, so it may be anything.
fn line(json: &Json) -> Option<Line> {
    let kind = json.get("kind").map_or(Some(0), |k| LINES.iter().position(|x| Some(*x) == k.as_str()));
    let amount = json.get("amount").map_or(Some(0), |a| scaled(a, 2));
    let month = json.get("month").map_or(Some(0), Json::as_i64);
    Some(Line { kind: Some(kind? as i64), amount: Some(amount?), month: Some(month?) })
}

/// A decimal in its own integers.
fn scaled(json: &Json, scale: u32) -> Option<i64> {
    let text = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part = format!("{part:0<width$}", width = scale as usize);
    format!("{whole}{part}").parse().ok()
}

fn each(d: &mut Draw<'_>, holds: impl Fn(&mut Draw<'_>, &Pair, &Scheme, &Scheme) -> Outcome) -> Outcome {
    let Some(p) = pair(d) else { return Ok(()) };
    p.old.schemes.iter().zip(&p.new.schemes).try_for_each(|(was, is)| holds(d, &p, was, is))
}

thread_local! {
    /// Ways in which a scheme differs for some project, and those that were not settled.
    static WAYS: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
}

/// Where some project gains or loses a right, the comparison shows one or says that it could not settle it; and what it calls the
/// same for everyone is the same for every project that can be tried. It rarely leaves a difference unsettled.
#[test]
fn who_gains_and_who_loses_is_what_trying_every_project_says() {
    WAYS.set((0, 0));
    law(800, 500, |d| {
        each(d, |d, p, was, is| {
            let facts = &verdict_reads(&p.old, was) | &verdict_reads(&p.new, is);
            let (projects, every) = p.projects(d, &facts);
            let both: Vec<(bool, bool)> =
                projects.iter().map(|v| (p.accepts(&p.old, v, was), p.accepts(&p.new, v, is))).collect();
            let told = p.entry(is);
            let unsettled = |word| told.is_some_and(|t| t.unsettled.contains(&word));
            let access = told.and_then(|t| t.access).unwrap_or(Access::Equivalent);
            let shown = |a: Access| access == a || access == Access::Both;
            for (word, way, case) in
                [("wider", Access::Wider, (false, true)), ("narrower", Access::Narrower, (true, false))]
            {
                let found = both.iter().position(|b| *b == case);
                let (ways, open) = WAYS.get();
                WAYS.set((ways + u32::from(found.is_some()), open + u32::from(found.is_some() && !shown(way))));
                match found {
                    Some(i) if !shown(way) && !unsettled(word) => {
                        return p.broken(format!("{} is {word} for {:?}", is.id, projects[i]));
                    }
                    None if every && shown(way) => return p.broken(format!("{} is {word} for nobody", is.id)),
                    _ => {}
                }
            }
            Ok(())
        })
    });
    let (ways, open) = WAYS.get();
    println!("{ways} differences, {open} of them not settled");
    assert!(open * 20 <= ways, "{open} of {ways} differences are not settled");
}

/// A project told as a proof is one: both sets think it possible, one accepts it and the other does not.
#[test]
fn every_project_told_is_a_proof() {
    law(800, 500, |d| {
        each(d, |_, p, was, is| {
            let Some(told) = p.entry(is) else { return Ok(()) };
            let proofs = [(&told.gained, false), (&told.lost, true)];
            proofs.into_iter().try_for_each(|(w, before)| w.as_ref().map_or(Ok(()), |w| proof(p, (was, is), w, before)))
        })
    });
}

fn proof(p: &Pair, (was, is): (&Scheme, &Scheme), w: &DiffWitness, before: bool) -> Outcome {
    let old = w.old_profile.as_ref().unwrap_or(&w.profile);
    let (Some(then), Some(now)) = (p.values(old), p.values(&w.profile)) else {
        return p.broken(format!("{w:?} is no profile of the laws"));
    };
    let accepted = (p.accepts(&p.old, &then, was), p.accepts(&p.new, &now, is));
    let may = |v: Verdict| v != Verdict::Ineligible && v != Verdict::Undetermined;
    if accepted != (before, !before) || (may(w.old), may(w.new)) != accepted || w.criteria.is_empty() {
        return p.broken(format!("{} is accepted {accepted:?} for {w:?}", is.id));
    }
    Ok(())
}

/// Amounts told of a project are those of the formulas; formulas that are called equal give the same to everyone.
#[test]
fn amounts_differ_as_they_are_told() {
    law(800, 500, |d| {
        each(d, |d, p, was, is| {
            let (Some(before), Some(after)) = (&was.amount, &is.amount) else { return Ok(()) };
            let told = p.entry(is).and_then(|t| t.amount.as_ref());
            if let Some(told) = told {
                for (paid, more) in [(&told.more, true), (&told.less, false)] {
                    paid.as_ref().map_or(Ok(()), |paid| paid_as_told(p, (was, is), paid, more))?;
                }
                let shown = told.more.is_some() || told.less.is_some();
                let open = matches!(told.way, AmountWay::SameOnAllTried | AmountWay::Unsettled);
                return if shown == open { p.broken("a way without a project") } else { Ok(()) };
            }
            let facts = &amount_reads(&p.old, before) | &amount_reads(&p.new, after);
            let (projects, _) = p.projects(d, &facts);
            let gives = |v: &Vec<Value>| (p.read(&p.old, v, was).amount(before), p.read(&p.new, v, is).amount(after));
            match projects.iter().find(|v| gives(v).0 != gives(v).1) {
                Some(v) => p.broken(format!("{} gives {:?} to {v:?}", is.id, gives(v))),
                None => Ok(()),
            }
        })
    });
}

fn paid_as_told(p: &Pair, (was, is): (&Scheme, &Scheme), paid: &Paid, more: bool) -> Outcome {
    let old = paid.old_profile.as_ref().unwrap_or(&paid.profile);
    let (Some(then), Some(now)) = (p.values(old), p.values(&paid.profile)) else {
        return p.broken(format!("{paid:?} is no profile of the laws"));
    };
    let amounts = (
        was.amount.as_ref().and_then(|a| p.read(&p.old, &then, was).amount(a)),
        is.amount.as_ref().and_then(|a| p.read(&p.new, &now, is).amount(a)),
    );
    let cents = |ends: &[Option<terreau::contract::Decimal>; 2]| ends.map(|d| d.map(|d| d.mantissa));
    let granted = p.accepts(&p.old, &then, was) && p.accepts(&p.new, &now, is);
    let same = cents(&paid.old) == [amounts.0; 2] && cents(&paid.new) == [amounts.1; 2];
    if !granted || !same || (amounts.1 > amounts.0) != more {
        return p.broken(format!("{} gives {amounts:?}, granted: {granted}, for {paid:?}", is.id));
    }
    Ok(())
}
