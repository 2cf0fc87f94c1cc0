//! Laws of minimal sufficient reasons.

use super::bench::{Case, case, law};
use super::oracle::reads;
use super::profiles::{Profile, is_list, unknown};
use super::words::{GIVEN, KEYS, SECTORS};
use std::collections::BTreeSet;
use terreau::contract::Report;
use terreau::{Detail, Options, Verdict};

/// The verdict of a scheme once only some facts are told. Facts of constraints stay, since they bound the others.
fn with_only(c: &Case, kept: &BTreeSet<usize>, scheme: &str) -> Option<Verdict> {
    let bound: BTreeSet<usize> = c.world.constraints.iter().flat_map(|e| reads(&c.world, e)).collect();
    let states = (0..GIVEN).map(|f| {
        let keep = kept.contains(&f) || bound.contains(&f);
        if keep { c.profile.states[f].clone() } else { unknown(&c.world, f, None) }
    });
    let profile = Profile { states: states.collect(), ..c.profile.clone() };
    let report: Report = c.ask(&profile, &Options::default()).ok()?;
    report.schemes.iter().find(|s| s.scheme == scheme).map(|s| s.verdict)
}

/// The facts named are enough: with the rest unknown the verdict stays.
#[test]
fn the_facts_named_keep_the_verdict() {
    law(2_000, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let Ok(report) = c.ask(&c.profile, &Options { detail: Detail::Reasons, ..Options::default() }) else {
            return Ok(());
        };
        for s in report.schemes.iter().filter(|s| s.verdict != Verdict::Undetermined) {
            let named: BTreeSet<usize> =
                s.reasons.iter().flatten().filter_map(|r| KEYS.iter().position(|k| *k == r.fact)).collect();
            let now = with_only(&c, &named, &s.scheme);
            if now != Some(s.verdict) {
                return c.broken(format!("{} is {:?}, with {:?} alone {now:?}", s.scheme, s.verdict, s.reasons));
            }
        }
        Ok(())
    });
}

/// And none of them can go: without any one the verdict is another. (Lists and sets are told whole, so they may say more than the
/// part of them that is named; rule sets with constraints are left aside, since their facts stay.)
#[test]
fn no_fact_named_can_go() {
    law(3_000, 500, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        if !c.world.constraints.is_empty() {
            return Ok(());
        }
        let Ok(report) = c.ask(&c.profile, &Options { detail: Detail::Reasons, ..Options::default() }) else {
            return Ok(());
        };
        for s in report.schemes.iter().filter(|s| s.verdict != Verdict::Undetermined) {
            let named: BTreeSet<usize> =
                s.reasons.iter().flatten().filter_map(|r| KEYS.iter().position(|k| *k == r.fact)).collect();
            if named.iter().any(|f| is_list(*f) || *f == SECTORS) {
                continue;
            }
            for out in &named {
                let rest: BTreeSet<usize> = named.iter().filter(|f| *f != out).copied().collect();
                let now = with_only(&c, &rest, &s.scheme);
                if now == Some(s.verdict) {
                    return c.broken(format!("{} is {:?} without {}", s.scheme, s.verdict, KEYS[*out]));
                }
            }
        }
        Ok(())
    });
}
