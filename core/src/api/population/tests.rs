//! Together as one by one: the same lists, amounts and verdicts.
#![cfg(feature = "yaml")]

use crate::{
    Dated, Group, Options, Ranked, Truth, Verdict, Weighting,
    api::many::tests::{
        common::{catalogue, draw},
        rural, thinned,
    },
    eligibility::{judge, judge_part},
    eval::{Decision, decide},
};
use serde_json::{Value, json};

/// Scores a population, and every profile of it alone.
fn together(dated: &Dated, weighting: &Weighting, profiles: &[Value], room: usize) {
    let population = dated.lay(profiles);
    let scores = population.score(weighting, room, 2);
    assert_eq!(scores, population.score(weighting, room, 1), "however many threads");
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
                    tallies[r.index][r.verdict as usize] += 1;
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
        together(&dated, &weighting, &profiles, 10);
    }
}

#[test]
fn rural_personas() {
    let (rules, personas) = rural();
    let mut profiles: Vec<Value> =
        personas.iter().flat_map(|p| [100, 80, 60, 20].map(|keep| thinned(p, keep))).collect();
    let contradictory = json!({"facts": {"applicant.kind": "commune", "structure.legal_form": "sarl"}});
    profiles.insert(3, contradictory);
    for as_of in ["2026-11-23", "2027-06-15", "2023-02-01"] {
        let dated = rules.on_day(as_of).unwrap();
        together(&dated, &dated.weigh(&Options::default()).unwrap(), &profiles, 10);
    }
}

/// The search, asked about each part of a scheme by itself, says what it says of the scheme as a whole; and of a part whose bits are
/// said to be exact, what bits say.
#[test]
fn parts_are_the_whole() {
    let (rules, personas) = rural();
    let dated = rules.on_day("2026-11-23").unwrap();
    let (mut exact, mut searched) = (0, 0);
    for profile in personas.iter().flat_map(|p| [80, 40, 0].map(|keep| thinned(p, keep))) {
        let Ok(answers) = dated.read(&profile) else { continue };
        let mut reading = answers.reading.clone();
        for scheme in &dated.plan.schemes {
            let parts = scheme.parts.iter().map(|part| judge_part(&mut reading, scheme, part));
            let worst = parts.max().unwrap_or(Verdict::Eligible);
            assert_eq!(worst, judge(&mut reading, scheme).verdict, "{profile}");
            for part in &scheme.parts {
                let truth = match decide(&mut reading, part.root, &part.constraints) {
                    Decision::Always => Truth::Yes,
                    Decision::Never | Decision::Contradiction => Truth::No,
                    Decision::Depends { .. } => Truth::Unknown,
                };
                let bits = reading.truth(part.root);
                assert!(truth == bits || !part.exact && bits == Truth::Unknown, "{profile}");
                *(if part.exact { &mut exact } else { &mut searched }) += usize::from(truth == Truth::Unknown);
            }
        }
    }
    // it means something only if both kinds were open
    assert!(exact > 1_000 && searched > 1_000, "{exact} {searched}");
}

#[test]
fn nobody() {
    let rules = catalogue::load(catalogue::sources(&draw::schemes(3, 7))).unwrap();
    let dated = rules.on_day("2026-11-23").unwrap();
    let weighting = dated.weigh(&Options::default()).unwrap();
    let population = dated.lay(&[]);
    assert!(population.is_empty());
    let scores = population.score(&weighting, 10, 4);
    assert!(scores.best.is_empty() && scores.problems.is_empty());
}
