//! Together as one by one: the same lists, amounts and verdicts.
#![cfg(feature = "yaml")]

use crate::{
    Dated, Group, Options, Ranked, Verdict, Weighting,
    api::many::tests::common::{catalogue, draw},
};
use serde_json::{Value, json};

/// Scores a population, and every profile of it alone.
fn compare(dated: &Dated, weighting: &Weighting, profiles: &[Value], room: usize) {
    let population = dated.lay(profiles);
    let scores = dated.score(&population, weighting, room, 2);
    assert_eq!(scores, dated.score(&population, weighting, room, 1), "however many threads");
    let mut tallies = vec![[0_u64; 4]; scores.tallies.len()];
    for (row, profile) in profiles.iter().enumerate() {
        let own = scores.best.iter().filter(|s| s.row == row).map(|s| s.ranked.clone()).collect::<Vec<_>>();
        let problems = scores.problems.iter().find(|(r, _)| *r == row).map(|(_, p)| p);
        match dated.read(profile) {
            Err(alone) => assert_eq!((problems, own.len()), (Some(&alone), 0)),
            Ok(answers) => {
                let possible = |r: &Ranked<'_>| matches!(r.group, Group::Now | Group::Later);
                let alone: Vec<_> = answers.top(weighting, room).into_iter().filter(possible).collect();
                assert_eq!((own, problems), (alone, None), "profile {row}");
                for r in answers.top(weighting, usize::MAX) {
                    let place = match r.verdict {
                        Verdict::Eligible => 0,
                        Verdict::Conditional => 1,
                        Verdict::Undetermined => 2,
                        Verdict::Ineligible => 3,
                    };
                    tallies[r.index][place] += 1;
                }
            }
        }
    }
    let told: Vec<[u64; 4]> =
        scores.tallies.iter().map(|t| [t.eligible, t.conditional, t.undetermined, t.ineligible]).collect();
    assert_eq!(told, tallies);
}

#[test]
fn generated_sets() {
    let rules = catalogue::load(catalogue::sources(&draw::schemes(200, 7))).unwrap();
    let dated = rules.on_day("2026-11-23").unwrap();
    for preset in ["fit", "balanced"] {
        let weights = crate::contract::WeightsAsked::Preset(preset.to_owned());
        let weighting = dated.weigh(&Options { weights: Some(weights), ..Options::default() }).unwrap();
        let mut profiles: Vec<Value> = vec![];
        for gaps in [0, 15, 60, 100] {
            profiles.extend(draw::profiles(150, 5, gaps));
        }
        profiles.insert(17, json!({"facts": {"no.such": 1}}));
        profiles.insert(550, json!([]));
        compare(&dated, &weighting, &profiles, 10);
    }
}

#[test]
fn nobody() {
    let rules = catalogue::load(catalogue::sources(&draw::schemes(3, 7))).unwrap();
    let dated = rules.on_day("2026-11-23").unwrap();
    let weighting = dated.weigh(&Options::default()).unwrap();
    let population = dated.lay(&[]);
    assert!(population.is_empty());
    let scores = dated.score(&population, &weighting, 10, 4);
    assert!(scores.best.is_empty() && scores.problems.is_empty());
}
