//! Near misses reckoned by hand: what would change a refusal, what that brings and takes, and what never changes.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod common;

use common::SCORE;
use serde_json::{Value, json};
use terreau::{RuleSet, Source, check_sources};

const SET: &str = r#"
id: near
version: "1"
title: {fr: Aides, en: Aid}
"#;

const FACTS: &str = r#"
facts:
  carrier:
    type: enum
    values: {person: {fr: particulier, en: individual}, association: {fr: association, en: association}, firm: {fr: société, en: company}}
    label: {fr: porteur du projet, en: applicant}
    question: {fr: "Qui ?", en: "Who?"}
    changeable: {by: applicant, direction: any, effort: 4, lead: 2 months}
  help:
    type: set
    values: {network: {fr: un réseau, en: a network}, chamber: {fr: une chambre, en: a chamber}}
    label: {fr: accompagnement, en: support}
    question: {fr: "Qui ?", en: "Who?"}
    changeable: {by: partner, direction: up, effort: 1, lead: 1 month}
  own: {type: money, from: 0, to: 1000000, label: {fr: apport, en: own funds}, question: {fr: "Combien ?", en: "How much?"}, changeable: {by: applicant, direction: up, effort: 2, lead: 3 months}}
  share: {type: rate, from: 0%, to: 100%, label: {fr: votre part, en: your share}, question: {fr: "Combien ?", en: "How much?"}, changeable: {by: applicant, direction: any, effort: 3, lead: 1 month}}
  family: {type: rate, from: 0%, to: 100%, label: {fr: part de la famille, en: family share}, question: {fr: "Combien ?", en: "How much?"}, changeable: {by: applicant, direction: any, effort: 3, lead: 1 month}}
  start: {type: date, from: 2020-01-01, to: 2045-12-31, label: {fr: démarrage, en: start}, question: {fr: "Quand ?", en: "When?"}, changeable: {by: applicant, direction: any, effort: 1, lead: 0 months}}
  age: {type: int, from: 0, to: 120, label: {fr: âge, en: age}, question: {fr: "Âge ?", en: "Age?"}}
  ill: {type: bool, label: {fr: malade, en: ill}, question: {fr: "Malade ?", en: "Ill?"}, sensitive: yes, changeable: {by: applicant, direction: any, effort: 1, lead: 0 months}}
  room: {type: bool, label: {fr: local, en: premises}, question: {fr: "Local ?", en: "Premises?"}}
  double: {type: money, label: {fr: double, en: double}, formula: p.own * 2}
constraints:
  - {id: within, if: p.share <= p.family, label: {fr: "votre part est dans celle de la famille", en: "your share is part of the family's"}}
"#;

fn scheme(kind: &str, id: &str, rest: &str) -> Source {
    let head = format!("id: {id}\nkind: {kind}\ntitle: {{fr: {id}, en: {id}}}\nprovider: town\nconfidence: high\n");
    let reference = "references: [{title: \"Invented for a test\", read_on: 2026-11-20}]\n";
    Source::new(format!("schemes/{kind}/{id}.yaml"), format!("{head}{reference}{rest}\n"))
}

fn rules(schemes: Vec<Source>) -> RuleSet {
    let providers = "providers: {town: {title: {fr: Mairie, en: Town}}}";
    let mut files = vec![
        Source::new("set.yaml", format!("{SET}{SCORE}")),
        Source::new("facts/p.yaml", FACTS),
        Source::new("providers.yaml", providers),
    ];
    files.extend(schemes);
    let checked = check_sources(vec![files], false);
    let told: Vec<String> = checked.diagnostics.iter().map(|d| format!("{}: {}", d.code.id(), d.message.en)).collect();
    assert!(checked.rule_set.is_some(), "{}", told.join("\n"));
    checked.rule_set.unwrap()
}

fn facts() -> Value {
    json!({
        "p.carrier": "person", "p.help": [], "p.own": 5000, "p.share": 0.5, "p.family": 0.5, "p.start": "2027-03-01",
        "p.age": 60, "p.ill": false,
    })
}

fn ask(rules: &RuleSet, facts: &Value, lang: &str) -> Value {
    let mut profile = json!({"as_of": "2026-11-23", "facts": facts});
    if rules.describe(terreau::Lang::En).schemes.iter().any(|s| s.scheme == "sworn") {
        profile["declared"] = json!({"sworn/oath": false});
    }
    let options = json!({"lang": lang, "near": true});
    serde_json::from_str(&rules.recommend_json(&profile.to_string(), &options.to_string()).unwrap()).unwrap()
}

fn near(report: &Value, id: &str) -> Value {
    let all = report["schemes"].as_array().unwrap();
    all.iter().find(|s| s["scheme"] == id).unwrap()["near_miss"].clone()
}

fn labels(near: &Value, list: &str) -> Vec<String> {
    near[list].as_array().unwrap().iter().map(|a| a["change"]["label"].as_str().unwrap().to_owned()).collect()
}

const WAITS: &str = "criteria: [{id: with, if: '\"network\" in p.help'}, {id: room, if: p.room}]";

fn catalogue() -> RuleSet {
    rules(vec![
        scheme(
            "grant",
            "club",
            "criteria: [{id: who, if: p.carrier == \"association\"}]\namount: {form: cash, value: 3000}",
        ),
        scheme(
            "grant",
            "match",
            "criteria: [{id: own, if: p.double >= 13600}, {id: with, if: '\"network\" in p.help'}]\namount: {form: cash, value: 2000}",
        ),
        scheme(
            "loan",
            "personal",
            "criteria: [{id: who, if: p.carrier == \"person\"}]\namount: {form: loan, value: 9000}",
        ),
        scheme("grant", "young", "criteria: [{id: age, if: p.age < 40}]"),
        scheme("grant", "health", "criteria: [{id: ill, if: p.ill}]"),
        scheme("grant", "waits", WAITS),
        scheme("grant", "over", "in_force: {to: 2025-12-31}\ncriteria: [{id: who, if: p.carrier == \"association\"}]"),
        scheme(
            "grant",
            "sworn",
            "criteria: [{id: oath, declared: applicant, label: {fr: serment, en: oath}}, {id: who, if: p.carrier == \"firm\"}]",
        ),
    ])
}

#[test]
fn a_choice_that_opens_one_scheme_and_closes_another() {
    let report = ask(&catalogue(), &facts(), "en");
    let club = near(&report, "club");
    assert_eq!(labels(&club, "best"), ["if “applicant” became “association” (today “individual”)"]);
    let best = &club["best"][0];
    assert_eq!(best["verdict"], "eligible");
    let change = &best["change"];
    assert_eq!((&change["effort"], &change["lead_months"]), (&json!(4), &json!(2)));
    assert_eq!(
        change["moves"],
        json!([{"fact": "p.carrier", "to": "association", "by": "applicant", "effort": 4, "lead_months": 2}])
    );
    assert_eq!(change["gains"], json!([{"scheme": "club", "verdict": "eligible", "up_to": 3000}]));
    assert_eq!(change["losses"], json!(["personal"]));
    assert_eq!((&change["given"], &change["lent"], &change["uncapped"]), (&json!(3000), &json!(0), &json!(0)));
    assert_eq!((&club["proved"], &club["truncated"], &club["others"]), (&json!(true), &json!(false), &json!([])));
}

#[test]
fn numbers_move_to_the_nearest_value_and_computed_facts_through_what_they_read() {
    let report = ask(&catalogue(), &facts(), "en");
    let matched = near(&report, "match");
    // half of 13,600 € is 6,800 €: 1,800 € more than 5,000 €
    let both =
        "with “a network” in “support” and if “own funds” rose by 1,800\u{a0}€ (from 5,000\u{a0}€ to 6,800\u{a0}€)";
    assert_eq!(labels(&matched, "best"), [both]);
    let change = &matched["best"][0]["change"];
    // efforts add up, waits run side by side
    assert_eq!((&change["effort"], &change["lead_months"]), (&json!(3), &json!(3)));
    let french = near(&ask(&catalogue(), &facts(), "fr"), "match");
    let both = "avec «\u{a0}un réseau\u{a0}» dans «\u{a0}accompagnement\u{a0}» et si «\u{a0}apport\u{a0}» augmentait de 1\u{202f}800\u{a0}€ \
                (de 5\u{202f}000\u{a0}€ à 6\u{202f}800\u{a0}€)";
    assert_eq!(labels(&french, "best"), [both]);
}

#[test]
fn nothing_that_cannot_or_must_not_change_is_changed() {
    let report = ask(&catalogue(), &facts(), "en");
    for id in ["young", "health", "over", "sworn", "personal"] {
        assert_eq!(near(&report, id), Value::Null, "{id}");
    }
}

#[test]
fn what_is_unknown_stays_unknown_and_is_named() {
    let report = ask(&catalogue(), &facts(), "en");
    let waits = near(&report, "waits");
    assert_eq!(waits["best"][0]["verdict"], "undetermined");
    assert_eq!(waits["best"][0]["missing"], json!(["p.room"]));
    assert_eq!(waits["best"][0]["change"]["opens"], json!(["waits"]));
    assert_eq!(waits["best"][0]["change"]["gains"], json!([]));
}

#[test]
fn changes_are_ranked_by_what_they_unlock() {
    let report = ask(&catalogue(), &facts(), "en");
    let told: Vec<&str> = report["changes"].as_array().unwrap().iter().map(|c| c["label"].as_str().unwrap()).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(told[0], "if “applicant” became “association” (today “individual”)");
    assert_eq!(told[1], "with “a network” in “support”");
    assert!(told[2].contains(" and "), "single changes first: {told:?}");
}

#[test]
fn a_constraint_that_breaks_is_mended_by_one_change_more() {
    let rules = rules(vec![scheme("grant", "majority", "criteria: [{id: share, if: p.share > 0.5}]")]);
    let found = near(&ask(&rules, &facts(), "en"), "majority");
    // more than half for the applicant takes more than half for the family
    let moves = found["best"][0]["change"]["moves"].as_array().unwrap();
    let facts_moved: Vec<&Value> = moves.iter().map(|m| &m["fact"]).collect();
    assert_eq!((facts_moved, labels(&found, "best").len()), (vec![&json!("p.family"), &json!("p.share")], 1));
    // the least more than a half that the family can have is what the applicant has
    assert_eq!(moves[0]["to"], moves[1]["to"]);
    let mut roomy = facts();
    roomy["p.family"] = json!(0.8);
    let wide = near(&ask(&rules, &roomy, "en"), "majority");
    assert_eq!(wide["best"][0]["change"]["moves"].as_array().unwrap().len(), 1);
}

#[test]
fn what_has_begun_does_not_begin_again() {
    let rules = rules(vec![scheme("grant", "later", "criteria: [{id: when, if: 'p.start >= date(\"2027-05-01\")'}]")]);
    let told = near(&ask(&rules, &facts(), "en"), "later");
    assert_eq!(labels(&told, "best"), ["if “start” moved from 2027-03-01 to 2027-05-01 (61 days later)"]);
    let mut begun = facts();
    begun["p.start"] = json!("2026-10-01");
    assert_eq!(near(&ask(&rules, &begun, "en"), "later"), Value::Null);
}

#[test]
fn near_misses_come_on_request() {
    let profile = json!({"as_of": "2026-11-23", "facts": facts()}).to_string();
    let told = catalogue().recommend_json(&profile, "{}").unwrap();
    assert!(!told.contains("near_miss") && !told.contains("\"changes\""));
    let wrong = catalogue().recommend_json(&profile, "{\"near\": \"yes\"}").unwrap_err();
    assert!(wrong.to_json(terreau::Lang::En).contains("true, false"));
}

#[test]
fn answers_that_contradict_one_another_are_named() {
    let rules = rules(vec![scheme("grant", "a", "criteria: [{id: own, if: p.own > 0}]")]);
    let mut facts = facts();
    facts["p.share"] = json!(0.9);
    let told = rules.recommend(&json!({"as_of": "2026-11-23", "facts": facts}), &terreau::Options::default());
    let problems = told.unwrap_err().0;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!((problems[0].code.as_str(), problems[0].path.as_str()), ("P0010", "facts.p.family"));
    assert_eq!(problems[0].message.en, "these answers contradict one another: your share is part of the family's");
    assert_eq!(problems[0].help.as_ref().unwrap().en, "answers given: family share: 50%; your share: 90%");
    assert_eq!(
        problems[0].help.as_ref().unwrap().fr,
        "réponses données : part de la famille : 50\u{a0}% ; votre part : 90\u{a0}%"
    );
}
