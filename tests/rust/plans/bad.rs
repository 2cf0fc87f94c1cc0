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
    let why = |p: &Value| p["left"].as_array().unwrap().iter().map(|l| l["label"].clone()).collect::<Vec<_>>();
    assert_eq!(why(&full), why(&brief));
    assert_eq!((brief["others"].as_array().unwrap().len(), brief["stress"].as_array().unwrap().len()), (0, 0));
}

#[test]
fn aids_of_which_something_is_not_known_are_told() {
    let rules = village(vec![]);
    let facts = json!({
        "p.history": [{"amount": 10, "regime": "minimis"}, {"amount": 10, "regime": "other", "granted_on": "2026-01-01"}],
        "p.notified": [{"scheme": "old", "notified_on": "2026-01-01"}]
    });
    let p = plan(&rules, &project(1_000, &facts));
    let told = |key: &str| {
        let all = p["assumptions"].as_array().unwrap();
        all.iter().find(|a| a["key"] == key).unwrap()["label"].as_str().unwrap().to_owned()
    };
    assert!(told("p.history").contains("1 counts as much as it may"), "{}", told("p.history"));
    assert!(told("p.notified").contains("1 without a known amount"), "{}", told("p.notified"));
    let p = plan(&rules, &project(1_000, &json!({"p.notified": null})));
    assert!(p["assumptions"].as_array().unwrap().iter().any(|a| a["key"] == "p.notified"));
}

#[test]
fn more_help_in_kind_than_is_tried_is_said() {
    let help = |id: &str| {
        scheme(
            "bridge",
            id,
            "town",
            "amount: {form: in_kind, of: {budget: [works]}, removes: [works]}\ncumulation: {regime: other}",
        )
    };
    let state = |n: usize| {
        let rules = village(["a", "b", "c", "d"].iter().take(n).map(|id| help(id)).collect());
        plan(&rules, &project(1_000, &json!({})))["proof"]["state"].clone()
    };
    assert_eq!((state(3), state(4)), (json!("proved"), json!("best_found")));
}
