//! What is wrong, or not known, is told; it never becomes a silent zero.

use super::village::{cents, plan, plan_with, project, scheme, taken, village};
use serde_json::{Value, json};
use terreau::RuleSet;

fn refusal(rules: &RuleSet, profile: &Value, options: &str) -> Vec<(String, String)> {
    let problems = rules.plan_json(&profile.to_string(), options).unwrap_err();
    problems.0.into_iter().map(|p| (p.code, p.path)).collect()
}

fn told(code: &str, path: &str) -> (String, String) {
    (code.to_owned(), path.to_owned())
}

#[test]
fn without_a_budget_or_a_start_there_is_no_plan() {
    let rules = village(vec![]);
    let nothing = json!({"as_of": "2026-11-23", "facts": {}});
    assert_eq!(refusal(&rules, &nothing, "{}"), [told("P0013", "facts.p.start"), told("P0013", "facts.p.budget")]);
    let open = json!({"p.budget": [{"kind": "works", "month": 0}, {"kind": "stock", "amount": 10, "month": 0}]});
    assert_eq!(refusal(&rules, &project(0, &open), "{}"), [told("P0013", "facts.p.budget[0].amount")]);
    let far = json!({"p.start": "2040-01"});
    assert_eq!(refusal(&rules, &project(10, &far), "{}"), [told("P0013", "facts.p.start")]);
}

#[test]
fn negative_amounts_are_refused() {
    let rules = village(vec![]);
    let negative = json!({"p.budget": [{"kind": "works", "amount": -5, "month": 0}]});
    assert_eq!(refusal(&rules, &project(0, &negative), "{}"), [told("P0005", "facts.p.budget[0].amount")]);
}

#[test]
fn options_that_cannot_be_are_told_all_at_once() {
    let rules = village(vec![]);
    let p = project(10, &json!({}));
    assert_eq!(refusal(&rules, &p, r#"{"moths": 3, "hour": true}"#), [told("P0012", "hour"), told("P0012", "moths")]);
    assert_eq!(refusal(&rules, &p, r#"{"months": 6}"#), [told("P0012", "months")]);
    assert_eq!(refusal(&rules, &p, r#"{"take": ["nothing"], "without": ["neither"]}"#).len(), 2);
}

#[test]
fn a_rule_that_nothing_can_meet_keeps_its_aid_out_and_is_named() {
    let grant = scheme(
        "grant",
        "grant",
        "state",
        "amount: {form: cash, of: {budget: [equipment]}, rate: 50%}\ncofinancing: [{from: eu, at_least: 10%, of: eligible_cost}]\npayment: [{share: 100%, when: notification}]\ncumulation: {regime: other}",
    );
    let rules = village(vec![grant]);
    let p = plan(&rules, &project(10_000, &json!({})));
    assert_eq!((taken(&p, "grant"), cents(&p["gap"])), (0, 1_000_000));
    assert_eq!(p["blockers"][0]["rule"], "cofinancing");
    assert_eq!(cents(&p["blockers"][0]["gap"]), 500_000);
    assert_eq!(p["left"][0]["id"], "grant");
}

#[test]
fn spending_before_today_is_told() {
    let rules = village(vec![]);
    let early =
        json!({"p.start": "2026-12", "p.budget": [{"label": "study", "kind": "works", "amount": 100, "month": -6}]});
    let p = plan(&rules, &project(0, &early));
    assert!(p["findings"].as_array().unwrap().iter().any(|f| f["kind"] == "past"));
    assert_eq!(p["cash"][0]["payments"], json!(100));
}

#[test]
fn what_is_not_told_is_left_out_with_its_question() {
    let rules = village(vec![scheme(
        "loan",
        "matched",
        "people",
        "amount: {form: loan, value: p.crowd, loan: {months: 12 months, interest: 0%}}\npayment: [{share: 100%, when: notification}]\ncumulation: {regime: other}",
    )]);
    let p = plan(&rules, &project(1_000, &json!({"p.own": null, "p.loan": null})));
    let left = p["left"].as_array().unwrap();
    let missing = |id: &str| left.iter().find(|l| l["id"] == id).unwrap()["missing"].clone();
    assert_eq!(missing("own_funds"), json!(["p.own"]));
    assert_eq!(missing("bank_loan"), json!(["p.loan"]));
    assert_eq!(missing("matched"), json!(["p.crowd"]));
    assert!(p["assumptions"].as_array().unwrap().iter().any(|a| a["key"] == "p.own"));
    // a range counts at its lowest, and says so
    let p = plan(&rules, &project(1_000, &json!({"p.own": {"from": 300, "to": 900}})));
    assert_eq!(taken(&p, "own_funds"), 30_000);
}

#[test]
fn a_plan_in_brief_is_the_same_plan() {
    let rules = village(vec![]);
    let profile = project(1_000, &json!({"p.own": 300, "p.cash": 300}));
    let (full, brief) = (plan(&rules, &profile), plan_with(&rules, &profile, &json!({"brief": true})));
    assert_eq!((&full["gap"], &full["cash"]), (&brief["gap"], &brief["cash"]));
    assert_eq!((brief["others"].as_array().unwrap().len(), brief["stress"].as_array().unwrap().len()), (0, 0));
}
