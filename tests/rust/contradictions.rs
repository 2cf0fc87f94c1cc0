//! Answers that cannot all be true: those that are named contradict one another, and there is none too many.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test stops where it fails")]

mod common;

use common::SCORE;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use terreau::{Options, Problem, RuleSet, Source, check_sources};

const SET: &str = "id: five\nversion: \"1\"\ntitle: {fr: Cinq, en: Five}\n";

const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

/// Five numbers, and relations between two of them each: no more than the other and so much.
fn rules(relations: &[(usize, usize, i64)]) -> RuleSet {
    let mut facts = "facts:\n".to_owned();
    for n in NAMES {
        facts += &format!(
            "  {n}: {{type: int, from: 0, to: 9, label: {{fr: {n}, en: {n}}}, question: {{fr: {n}, en: {n}}}}}\n"
        );
    }
    facts += "constraints:\n";
    for (i, (x, y, more)) in relations.iter().enumerate() {
        let (x, y) = (NAMES[*x], NAMES[*y]);
        facts += &format!("  - {{id: r{i}, if: p.{x} <= p.{y} + {more}, label: {{fr: r{i}, en: r{i}}}}}\n");
    }
    let sources = vec![Source::new("set.yaml", format!("{SET}{SCORE}")), Source::new("facts/p.yaml", facts)];
    let checked = check_sources(vec![sources], false);
    assert!(checked.rule_set.is_some(), "{:?}", checked.diagnostics);
    checked.rule_set.unwrap()
}

fn refused(rules: &RuleSet, told: &Map<String, Value>) -> Vec<Problem> {
    let profile = json!({"as_of": "2026-11-23", "facts": told});
    rules.recommend(&profile, &Options::default()).err().map_or(vec![], |problems| problems.0)
}

/// The rules with those relations alone that a problem names.
fn alone(problem: &Problem, relations: &[(usize, usize, i64)]) -> RuleSet {
    let (_, named) = problem.message.en.split_once(": ").unwrap();
    let of = |name: &str| relations[name[1..].parse::<usize>().unwrap()];
    rules(&named.split("; ").map(of).collect::<Vec<_>>())
}

/// The answers that a problem names, of those that were told.
fn named(problem: &Problem, told: &Map<String, Value>) -> Map<String, Value> {
    let help = &problem.help.as_ref().unwrap().en;
    let answers = help.trim_start_matches("answers given: ").split("; ");
    let keys: Vec<String> = answers.map(|a| format!("p.{}", &a[..1])).collect();
    told.iter().filter(|(key, _)| keys.contains(key)).map(|(k, v)| (k.clone(), v.clone())).collect()
}

#[test]
fn answers_that_only_several_relations_rule_out_are_named_with_these_and_no_others() {
    let rules = rules(&[(0, 1, 0), (1, 2, 0), (3, 4, 0)]);
    let told = json!({"p.a": 7, "p.c": 2, "p.d": 1, "p.e": 1});
    let problems = refused(&rules, told.as_object().unwrap());
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].code.as_str(), problems[0].path.as_str()), ("P0010", "facts.p.a"));
    assert_eq!(problems[0].message.en, "these answers contradict one another: r0; r1");
    assert_eq!(problems[0].message.fr, "ces réponses se contredisent : r0 ; r1");
    assert_eq!(problems[0].help.as_ref().map(|h| h.en.as_str()), Some("answers given: a: 7; c: 2"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// The answers and the relations that a problem names are a contradiction by themselves; without any of the answers they are not.
    #[test]
    fn what_is_named_is_enough_and_no_more(
        relations in prop::collection::vec((0..5_usize, 0..5_usize, -2..3_i64), 1..6),
        told in prop::collection::btree_map(0..5_usize, 0..10_u8, 1..6),
    ) {
        let rules = rules(&relations);
        let told: Map<String, Value> = told.iter().map(|(i, v)| (format!("p.{}", NAMES[*i]), json!(v))).collect();
        for problem in refused(&rules, &told) {
            let Some(_) = &problem.help else { continue }; // relations that nothing can keep
            let answers = named(&problem, &told);
            let rules = alone(&problem, &relations);
            prop_assert!(!refused(&rules, &answers).is_empty(), "{problem:?}");
            for key in answers.keys() {
                let mut fewer = answers.clone();
                fewer.remove(key);
                prop_assert_eq!(refused(&rules, &fewer), vec![], "without {}", key);
            }
        }
    }
}
