//! The law of populations: together as one by one.

use super::bench::{Case, case, law};
use super::generator::Draw;
use super::profiles::profile;
use serde_json::Value;
use terreau::{Dated, Group, Options, Ranked, Scores, Weighting};

/// Profiles of one population.
const MOST: usize = 12;

fn population(d: &mut Draw<'_>, c: &Case) -> Vec<Value> {
    let mut all = vec![c.profile.to_json()];
    for _ in 0..d.below(MOST) {
        // the same again now and then, so that what is remembered is used
        match all.first().filter(|_| d.rarely(5)) {
            Some(first) => all.push(first.clone()),
            None => all.push(profile(d, &c.world).to_json()),
        }
    }
    all
}

/// What is wrong with the lines of one profile.
fn wrong(dated: &Dated, weighting: &Weighting, scores: &Scores<'_>, (row, json): (usize, &Value), room: usize) -> bool {
    let own: Vec<&Ranked<'_>> = scores.best.iter().filter(|s| s.row == row).map(|s| &s.ranked).collect();
    let problems = scores.problems.iter().find(|(r, _)| *r == row).map(|(_, p)| p);
    match dated.read(json) {
        Err(alone) => problems != Some(&alone) || !own.is_empty(),
        Ok(answers) => {
            let top = answers.top(weighting, room);
            let alone: Vec<&Ranked<'_>> = top.iter().filter(|r| matches!(r.group, Group::Now | Group::Later)).collect();
            problems.is_some() || own != alone
        }
    }
}

#[test]
fn a_population_is_its_profiles() {
    law(2_000, 900, |d| {
        let Some(c) = case(d) else { return Ok(()) };
        let profiles = population(d, &c);
        let day = c.profile.to_json().get("as_of").and_then(Value::as_str).unwrap_or("2026-02-01").to_owned();
        let Ok(dated) = c.rules.on_day(&day) else { return Ok(()) };
        let weighting = dated.weigh(&Options::default()).expect("the set's own weights");
        let room = 1 + d.below(4);
        let scores = dated.lay(&profiles).score(&weighting, room, 1);
        if let Some(bad) = profiles.iter().enumerate().find(|p| wrong(&dated, &weighting, &scores, *p, room)) {
            return c.broken(format!("profile {} is scored otherwise: {}", bad.0, bad.1));
        }
        for tally in &scores.tallies {
            let verdicts = profiles.iter().filter_map(|p| {
                let answers = dated.read(p).ok()?;
                answers.top(&weighting, usize::MAX).into_iter().find(|r| r.scheme == tally.scheme).map(|r| r.verdict)
            });
            let mut told = [0_u64; 4];
            for verdict in verdicts {
                told[verdict as usize] += 1;
            }
            if told != [tally.eligible, tally.conditional, tally.undetermined, tally.ineligible] {
                return c.broken(format!("{tally:?} where one by one it is {told:?}"));
            }
        }
        Ok(())
    });
}
