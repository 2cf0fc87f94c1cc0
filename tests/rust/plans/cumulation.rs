//! Which aids go together, and how much of each: every rule on a case that one reckons by hand.

use super::village::{cents, plan, plan_with, project, scheme, taken, village};
use serde_json::{Value, json};
use terreau::{RuleSet, Source};

/// A grant of a share of equipment.
fn grant(id: &str, provider: &str, rate: &str, more: &str) -> Source {
    let rest = format!(
        "amount: {{form: cash, of: {{budget: [equipment]}}, rate: {rate}}}\npayment: [{{share: 100%, when: invoices_paid, delay: 2 months}}]\n{more}"
    );
    scheme("grant", id, provider, &rest)
}

fn ids(plan: &Value) -> Vec<&str> {
    plan["sources"].as_array().unwrap().iter().filter_map(|s| s["id"].as_str()).collect()
}

#[test]
fn of_two_that_exclude_one_another_the_larger_is_taken_and_the_other_stays_visible() {
    let rules = village(vec![
        grant("small", "state", "20%", "cumulation: {regime: other, excludes: [large]}"),
        grant("large", "state", "30%", "cumulation: {regime: other}"),
    ]);
    let p = plan(&rules, &project(10_000, &json!({})));
    assert_eq!((taken(&p, "large"), taken(&p, "small")), (300_000, 0));
    let left = &p["left"][0];
    assert_eq!((&left["id"], &left["why"]), (&json!("small"), &json!("excluded")));
    // forcing it costs the difference
    assert_eq!(cents(&left["forced"]["gap"]) - cents(&p["gap"]), 100_000);
    let fallback = &p["sources"][0]["fallback"];
    assert_eq!(fallback["adds"], json!(["small"]));
    assert_eq!(cents(&fallback["gap"]), 800_000);
    assert_eq!(p["blockers"][0]["rule"], "excludes");
    assert_eq!(cents(&p["blockers"][0]["gap"]), 500_000);
}

#[test]
fn what_requires_another_comes_with_it_or_after_it() {
    let rules = village(vec![
        grant("first", "state", "10%", "cumulation: {regime: other}"),
        grant("second", "state", "20%", "cumulation: {regime: other, requires: [first]}"),
    ]);
    let both = plan(&rules, &project(10_000, &json!({})));
    assert_eq!((taken(&both, "first"), taken(&both, "second")), (100_000, 200_000));
    let without = plan_with(&rules, &project(10_000, &json!({})), &json!({"without": ["first"]}));
    assert_eq!((taken(&without, "first"), taken(&without, "second")), (0, 0));
    assert!(without["left"].as_array().unwrap().iter().any(|l| l["id"] == "second" && l["why"] == "requires"));
    // had before, by the aid history
    let history =
        json!({"p.history": [{"scheme": "first", "amount": 1, "granted_on": "2025-01-01", "regime": "other"}]});
    let after = plan_with(&rules, &project(10_000, &history), &json!({"without": ["first"]}));
    assert_eq!(taken(&after, "second"), 200_000);
}

#[test]
fn a_group_caps_public_aid_over_the_eligible_cost() {
    let rules = village(vec![
        grant("a", "state", "60%", "cumulation: {regime: other, groups: [eighty]}"),
        grant("b", "town", "50%", "cumulation: {regime: other}"),
        grant("c", "people", "20%", "cumulation: {regime: other}"),
    ]);
    let p = plan(&rules, &project(10_000, &json!({})));
    // 80 % of 10,000 from public bodies; the foundation's money does not count
    assert_eq!(taken(&p, "a") + taken(&p, "b"), 800_000);
    assert_eq!(taken(&p, "c"), 200_000);
    assert_eq!(cents(&p["gap"]), 0);
}

#[test]
fn a_group_that_counts_its_members_alone_leaves_others_free() {
    let rules = village(vec![
        grant("a", "state", "60%", "cumulation: {regime: other, groups: [members]}"),
        grant("b", "town", "40%", "cumulation: {regime: other}"),
    ]);
    let p = plan(&rules, &project(10_000, &json!({})));
    assert_eq!((taken(&p, "a"), taken(&p, "b")), (500_000, 400_000));
}

#[test]
fn a_group_may_cap_public_aid_over_all_public_financing() {
    let rules = village(vec![grant("a", "state", "90%", "cumulation: {regime: other, groups: [financing]}")]);
    let p = plan(&rules, &project(10_000, &json!({"p.own": 3_000, "p.cash": 3_000})));
    // 70 of 100 euros, the applicant's own being the other 30
    assert_eq!((taken(&p, "a"), taken(&p, "own_funds")), (700_000, 300_000));
}

#[test]
fn aids_never_pay_an_expense_twice() {
    let rules = village(vec![
        grant("a", "state", "70%", "cumulation: {regime: other}"),
        grant("b", "town", "60%", "cumulation: {regime: other}"),
    ]);
    let two = json!({"p.budget": [
        {"kind": "equipment", "amount": 10_000, "month": 0},
        {"kind": "stock", "amount": 10_000, "month": 0}
    ]});
    let p = plan(&rules, &project(0, &two));
    assert_eq!(taken(&p, "a") + taken(&p, "b"), 1_000_000);
    assert_eq!(cents(&p["gap"]), 1_000_000);
    assert_eq!(p["blockers"][0]["rule"], "expense");
}

#[test]
fn alone_means_no_other_aid_of_that_origin_on_the_same_expenses() {
    let works = |id: &str| {
        scheme(
            "grant",
            id,
            "union",
            "amount: {form: cash, of: {budget: [works]}, rate: 40%}\npayment: [{share: 100%, when: invoices_paid, delay: 2 months}]\ncumulation: {regime: other}",
        )
    };
    let rules = village(vec![
        grant("a", "union", "30%", "cumulation: {regime: other, alone: eu}"),
        grant("b", "union", "20%", "cumulation: {regime: other}"),
        works("c"),
    ]);
    let two = json!({"p.budget": [
        {"kind": "equipment", "amount": 10_000, "month": 0},
        {"kind": "works", "amount": 10_000, "month": 0}
    ]});
    let p = plan(&rules, &project(0, &two));
    assert_eq!((taken(&p, "a"), taken(&p, "b"), taken(&p, "c")), (300_000, 0, 400_000));
}

#[test]
fn own_contribution_and_cofinancing_size_a_grant() {
    let rules = village(vec![grant(
        "a",
        "state",
        "80%",
        "own_contribution: {at_least: 20%, of: eligible_cost}\ncumulation: {regime: other}",
    )]);
    // 1,000 of one's own carry a cost of 5,000, of which the grant pays 4,000
    let p = plan(&rules, &project(10_000, &json!({"p.own": 1_000, "p.cash": 1_000})));
    assert_eq!((taken(&p, "a"), taken(&p, "own_funds")), (400_000, 100_000));
    assert_eq!(p["blockers"][0]["rule"], "own_contribution");
    let rules = village(vec![grant(
        "b",
        "state",
        "40%",
        "cofinancing: [{from: local, at_least: 10%, of: eligible_cost}]\ncumulation: {regime: other}",
    )]);
    let p = plan(&rules, &project(10_000, &json!({"p.partners": 500})));
    assert_eq!(taken(&p, "b"), 200_000);
    let p = plan(&rules, &project(10_000, &json!({"p.partners": 2_000})));
    assert_eq!(taken(&p, "b"), 400_000);
}

#[test]
fn matching_money_gives_so_many_euros_for_one() {
    let fund = scheme(
        "crowdfunding",
        "double",
        "town",
        "amount: {form: cash, of: p.crowd, rate: 100%, cap: 3000, follows: [{from: citizens, ratio: 1}]}\npayment: [{share: 100%, when: campaign_end}]\ncumulation: {regime: other}",
    );
    let crowd = scheme(
        "crowdfunding",
        "crowd",
        "people",
        "amount: {form: donation, value: p.crowd}\npayment: [{share: 100%, when: campaign_end}]\nburden: {decision: 2 months}\ncumulation: {regime: other}",
    );
    let rules = village(vec![fund, crowd]);
    let p = plan(&rules, &project(10_000, &json!({"p.crowd": 2_000})));
    assert_eq!((taken(&p, "crowd"), taken(&p, "double")), (200_000, 200_000));
    let alone = plan_with(&rules, &project(10_000, &json!({"p.crowd": 2_000})), &json!({"without": ["crowd"]}));
    assert_eq!(taken(&alone, "double"), 0);
}

fn under_minimis(rate: &str) -> RuleSet {
    village(vec![grant("a", "state", rate, "burden: {decision: 2 months}\ncumulation: {regime: minimis}")])
}

/// Regulation (EU) 2023/2831, article 3: 300,000 euros over any period of three years, counted on the day of the grant.
#[test]
fn headroom_rolls_over_three_years_to_the_day() {
    let rules = under_minimis("50%");
    let room = |granted: &str| {
        let history = json!({"p.history": [{"granted_on": granted, "amount": 280_000, "regime": "minimis"}]});
        taken(&plan(&rules, &project(100_000, &history)), "a")
    };
    // the decision comes on 2027-01-23: what was granted three years before that day, to the day, no longer counts
    assert_eq!(room("2024-01-23"), 5_000_000);
    assert_eq!(room("2024-01-24"), 2_000_000);
    assert_eq!(room("2026-11-01"), 2_000_000);
}

#[test]
fn doubt_about_past_aid_never_makes_room() {
    let rules = under_minimis("50%");
    let with = |record: Value| plan(&rules, &project(100_000, &json!({"p.history": [record]})));
    // an unknown day may lie in the window, an unknown regime may be this one, an unknown amount may be all there is
    assert_eq!(taken(&with(json!({"amount": 280_000, "regime": "minimis"})), "a"), 2_000_000);
    assert_eq!(taken(&with(json!({"amount": 280_000, "granted_on": "2026-01-01"})), "a"), 2_000_000);
    assert_eq!(taken(&with(json!({"regime": "minimis", "granted_on": "2026-01-01"})), "a"), 0);
    // another regime does not count here
    assert_eq!(taken(&with(json!({"amount": 280_000, "regime": "other", "granted_on": "2026-01-01"})), "a"), 5_000_000);
    // no history told: the whole ceiling, and the plan says so
    let p = plan(&rules, &project(100_000, &json!({"p.history": null})));
    assert_eq!(taken(&p, "a"), 5_000_000);
    assert!(p["assumptions"].as_array().unwrap().iter().any(|a| a["key"] == "p.history"));
}

#[test]
fn aids_under_one_regime_share_its_headroom() {
    let rules = village(vec![
        grant("a", "state", "50%", "cumulation: {regime: minimis}"),
        grant("b", "town", "50%", "cumulation: {regime: minimis}"),
    ]);
    let history = json!({"p.history": [{"granted_on": "2026-01-01", "amount": 250_000, "regime": "minimis"}]});
    let p = plan(&rules, &project(100_000, &history));
    assert_eq!(taken(&p, "a") + taken(&p, "b"), 5_000_000);
    assert!(p["blockers"].as_array().unwrap().iter().any(|b| b["rule"] == "headroom"));
}

#[test]
fn a_loan_counts_by_its_grant_equivalent() {
    let loan = |months: i64| {
        let rest = format!(
            "amount: {{form: loan, value: 50000, loan: {{months: {months} months, interest: 0%}}}}\npayment: [{{share: 100%, when: notification}}]\ncumulation: {{regime: minimis}}"
        );
        village(vec![scheme("loan", "lent", "people", &rest)])
    };
    let history = json!({"p.history": [{"granted_on": "2026-01-01", "amount": 296_000, "regime": "minimis"}]});
    // 4,000 of room: 40,000 lent for two years at a tenth, 20,000 for longer at a fifth
    for (months, wanted) in [(24, 4_000_000), (25, 2_000_000)] {
        let p = plan(&loan(months), &project(100_000, &history));
        assert_eq!(taken(&p, "lent"), wanted);
        assert_eq!(cents(&p["sources"][0]["aid"]["equivalent"]), 400_000);
        assert_eq!((cents(&p["headroom"][0]["room"]), cents(&p["headroom"][0]["taken"])), (400_000, 400_000));
    }
}

#[test]
fn what_requires_another_is_decided_after_it() {
    let paid_at_once = |id: &str, more: &str| {
        let rest = format!(
            "amount: {{form: cash, of: {{budget: [equipment]}}, rate: 10%}}\npayment: [{{share: 100%, when: notification}}]\nburden: {{decision: {{from: 1 months, to: 2 months}}}}\ncumulation: {{regime: other, {more}}}"
        );
        scheme("grant", id, "state", &rest)
    };
    let rules = village(vec![paid_at_once("a-second", "requires: [b-first]"), paid_at_once("b-first", "")]);
    let p = plan(&rules, &project(10_000, &json!({})));
    let month = |n: usize, key: &str| p["sources"][n]["payments"][0][key].as_str().unwrap().to_owned();
    assert_eq!(ids(&p), ["a-second", "b-first"]);
    assert_eq!((month(1, "early"), month(1, "late")), ("2026-12".to_owned(), "2027-01".to_owned()));
    assert_eq!((month(0, "early"), month(0, "late")), ("2027-01".to_owned(), "2027-03".to_owned()));
}

#[test]
fn what_cannot_go_together_is_refused_when_asked_for() {
    let rules = village(vec![
        grant("a", "state", "20%", "cumulation: {regime: other, excludes: [b]}"),
        grant("b", "state", "30%", "cumulation: {regime: other}"),
    ]);
    let options = r#"{"take": ["a", "b"]}"#;
    let problems = rules.plan_json(&project(10_000, &json!({})).to_string(), options).unwrap_err();
    assert_eq!((problems.0[0].code.as_str(), problems.0[0].path.as_str()), ("P0012", "take"));
    let p = plan_with(&rules, &project(10_000, &json!({})), &json!({"take": ["a"]}));
    assert_eq!(ids(&p), ["a"]);
}

/// Where two rules meet, amounts that keep both are fractions of a cent: whole ones beside them are found, and no aid is lost.
#[test]
fn a_fraction_of_a_cent_costs_no_aid() {
    let grant = |id: &str, provider: &str, amount: &str, more: &str| {
        let rest = format!(
            "amount: {{form: cash, {amount}}}\npayment: [{{share: 100%, when: notification}}]\n{more}\ncumulation: {{regime: other}}"
        );
        scheme("grant", id, provider, &rest)
    };
    let plan_of = |names: [&str; 4]| {
        let [state, town, matched, loan] = names;
        let lent = "amount: {form: loan, value: 500, loan: {months: {from: 6 months, to: 13 months}, interest: 5%}}\npayment: [{share: 100%, when: notification}]\ncumulation: {regime: other}";
        let rules = village(vec![
            grant(state, "state", "of: {budget: [works, stock]}, rate: 5%", ""),
            grant(town, "town", "of: {budget: [equipment, works]}, rate: 18%, cap: 10000, floor: 50", ""),
            grant(
                matched,
                "town",
                "of: {budget: [works, stock]}, rate: 77%",
                "cofinancing: [{from: local, at_least: 5%, of: cost}]",
            ),
            scheme("loan", loan, "town", lent),
        ]);
        let line = |kind: &str, amount: i64| json!({"kind": kind, "amount": amount, "month": 0});
        let more = json!({"p.partners": 454, "p.budget": [
            line("equipment", 26_670), line("stock", 11_352), line("equipment", 4_293), line("works", 24_602), line("stock", 25_349)
        ]});
        plan_with(&rules, &project(1, &more), &json!({"brief": true, "assume": ["*"]}))
    };
    let (forth, back) = (plan_of(["a", "b", "c", "d"]), plan_of(["d", "c", "b", "a"]));
    for p in [&forth, &back] {
        assert_eq!(p["proof"]["state"], "proved");
        // all four, to the cent: the same whatever they are called
        assert_eq!(p["sources"].as_array().unwrap().len(), 5);
    }
    assert!((cents(&forth["gap"]) - cents(&back["gap"])).abs() <= 30);
    assert!(taken(&forth, "c") > 4_000_000);
}
