//! When money arrives and what has to be carried until then, month by month, on cases that one reckons by hand.

use super::village::{balance, cents, plan, plan_with, project, scheme, taken, village};
use serde_json::{Value, json};
use terreau::Source;

fn grant(payment: &str, more: &str) -> Source {
    let rest = format!(
        "amount: {{form: cash, of: {{budget: [equipment]}}, rate: 50%}}\npayment: {payment}\ncumulation: {{regime: other}}\n{more}"
    );
    scheme("grant", "grant", "state", &rest)
}

/// Sums and latest months of a source's payments.
fn payments(plan: &Value, id: &str) -> Vec<(i64, String, String)> {
    let sources = plan["sources"].as_array().unwrap().iter().chain(plan["helps"].as_array().unwrap());
    let source = { sources }.find(|s| s["id"] == id).unwrap();
    let one = |p: &Value| {
        let month = |key: &str| p[key].as_str().unwrap().to_owned();
        (cents(&p["amount"]), month("early"), month("late"))
    };
    source["payments"].as_array().unwrap().iter().map(one).collect()
}

fn due(sum: i64, early: &str, late: &str) -> (i64, String, String) {
    (sum, early.to_owned(), late.to_owned())
}

#[test]
fn each_trigger_pays_in_its_month() {
    // asked on 2026-11-23, decided after 2 to 3 months, spent in May 2027
    let when = |payment: &str| {
        let rules = village(vec![grant(payment, "burden: {decision: {from: 2 months, to: 3 months}}")]);
        payments(&plan(&rules, &project(10_000, &json!({}))), "grant")
    };
    assert_eq!(when("[{share: 100%, when: application, delay: 1 months}]"), [due(500_000, "2026-12", "2026-12")]);
    assert_eq!(when("[{share: 100%, when: notification}]"), [due(500_000, "2027-01", "2027-02")]);
    assert_eq!(when("[{share: 100%, when: start, delay: 6 months}]"), [due(500_000, "2027-11", "2027-11")]);
    assert_eq!(
        when("[{share: 100%, when: invoices_paid, delay: {from: 2 months, to: 4 months}}]"),
        [due(500_000, "2027-07", "2027-09")]
    );
    // nobody says how long: the rule set's own doubt, never at once
    assert_eq!(when("[{share: 100%, when: invoices_paid}]"), [due(500_000, "2027-05", "2027-11")]);
    assert_eq!(when("[{share: 100%, when: tax_year_end}]"), [due(500_000, "2027-12", "2027-12")]);
}

#[test]
fn instalments_follow_proven_spending() {
    let rules = village(vec![grant(
        "[{share: 30%, when: notification}, {share: 50%, when: spent, spent: 50%, delay: 1 months}, {share: 20%, when: invoices_paid, delay: 2 months}]",
        "burden: {decision: 1 months}",
    )]);
    let lines = json!({"p.budget": [
        {"kind": "equipment", "amount": 4_000, "month": 0},
        {"kind": "equipment", "amount": 4_000, "month": 1},
        {"kind": "equipment", "amount": 2_000, "month": 4}
    ]});
    let p = plan(&rules, &project(0, &lines));
    // half of 10,000 is spent with the second line, in June; the last invoice is paid in September
    let wanted =
        [due(150_000, "2026-12", "2026-12"), due(250_000, "2027-07", "2027-07"), due(100_000, "2027-11", "2027-11")];
    assert_eq!(payments(&p, "grant"), wanted);
    assert_eq!(balance(&p, "2027-06"), 150_000 - 800_000);
    assert_eq!(balance(&p, "2027-11"), 500_000 - 1_000_000);
}

#[test]
fn a_grant_that_waits_comes_after_the_others_of_the_plan() {
    let other = scheme(
        "grant",
        "slow",
        "town",
        "amount: {form: cash, of: {budget: [equipment]}, rate: 20%}\npayment: [{share: 100%, when: invoices_paid, delay: 5 months}]\ncumulation: {regime: other}\nburden: {decision: 1 months}",
    );
    let waits = grant(
        "[{share: 100%, when: other_funders_paid, delay: {from: 2 months, to: 3 months}}]",
        "burden: {decision: 1 months}",
    );
    let rules = village(vec![waits, other]);
    let p = plan(&rules, &project(10_000, &json!({})));
    assert_eq!(payments(&p, "slow"), [due(200_000, "2027-10", "2027-10")]);
    assert_eq!(payments(&p, "grant"), [due(500_000, "2027-12", "2028-01")]);
    // alone it waits for nobody
    let alone = plan_with(&rules, &project(10_000, &json!({})), &json!({"without": ["slow"]}));
    assert_eq!(payments(&alone, "grant"), [due(500_000, "2027-07", "2027-08")]);
}

#[test]
fn the_hole_before_a_grant_is_shown_and_what_carries_it_is_told() {
    let rules =
        village(vec![grant("[{share: 100%, when: invoices_paid, delay: 4 months}]", "burden: {decision: 1 months}")]);
    let p = plan(&rules, &project(10_000, &json!({"p.own": 5_000, "p.cash": 5_000})));
    assert_eq!((cents(&p["gap"]), cents(&p["trough"]["depth"])), (0, 500_000));
    assert_eq!(p["trough"]["month"], "2027-05");
    assert_eq!(balance(&p, "2027-08"), -500_000);
    assert_eq!(balance(&p, "2027-09"), 0);
    assert_eq!((&p["findings"][0]["kind"], &p["findings"][0]["about"]), (&json!("carry"), &json!(["grant"])));
}

fn bridge() -> Source {
    scheme(
        "bridge",
        "bridge",
        "people",
        "amount: {form: loan, of: notified_grant, rate: 80%, loan: {months: {from: 1 months, to: 11 months}, interest: 6%}}\npayment: [{share: 100%, when: notification}]\nburden: {decision: 1 months, hours: 10}\ncumulation: {regime: other}",
    )
}

#[test]
fn the_smallest_bridge_that_closes_the_hole_is_taken() {
    let grant = grant("[{share: 100%, when: invoices_paid, delay: 4 months}]", "burden: {decision: 1 months}");
    let rules = village(vec![grant, bridge()]);
    // 4,000 are missing from May to September; the bridge may lend up to 80 % of 5,000
    let p = plan(&rules, &project(10_000, &json!({"p.own": 5_000, "p.cash": 7_000})));
    assert_eq!(taken(&p, "bridge"), 300_000);
    assert_eq!(cents(&p["trough"]["depth"]), 0);
    assert!(p["findings"].as_array().unwrap().iter().any(|f| f["kind"] == "bridge"));
    // lent in January 2027 once the grant is notified, given back in September with interest of 8 months
    assert_eq!(balance(&p, "2027-01"), 700_000 + 300_000);
    assert_eq!(balance(&p, "2027-09"), 700_000 - 500_000 - 12_000);
    // it never lends more than its share of the grant
    let p = plan(&rules, &project(10_000, &json!({"p.own": 5_000, "p.cash": 5_000})));
    assert_eq!(taken(&p, "bridge"), 400_000);
    assert_eq!(cents(&p["trough"]["depth"]), 100_000);
}

#[test]
fn a_grant_notified_already_is_there_and_can_be_bridged() {
    let rules = village(vec![bridge()]);
    let notified = json!({
        "p.notified": [{"scheme": "old", "amount": 6_000, "notified_on": "2026-10-01", "paid": 1_000}],
        "p.own": 4_000, "p.cash": 5_000
    });
    let p = plan(&rules, &project(10_000, &notified));
    assert_eq!((taken(&p, "old"), cents(&p["gap"])), (600_000, 0));
    // a thousand is in the cash already; the rest comes after the invoices of May, within the six months that nobody announces
    assert_eq!(payments(&p, "old"), [due(500_000, "2027-05", "2027-11")]);
    assert_eq!(taken(&p, "bridge"), 400_000);
}

#[test]
fn loans_are_repaid_with_interest_and_a_guarantee_makes_them() {
    let guarantee = scheme(
        "guarantee",
        "surety",
        "people",
        "amount: {form: guarantee, of: bank_loan, rate: 50%, unlocks: bank_loan, fees: {rate: 2%}, loan: {months: 24 months}}\ncumulation: {regime: other}",
    );
    let rules = village(vec![guarantee]);
    let facts = json!({"p.loan": 8_000, "p.agreed": false});
    let p = plan(&rules, &project(10_000, &facts));
    assert_eq!((taken(&p, "bank_loan"), taken(&p, "surety")), (800_000, 400_000));
    // 8,000 € at 6 % over 24 months: 354.56 a month (the annuity formula gives 354.565)
    assert_eq!(cents(&p["sources"][0]["repayment"]["instalment"]), 35_456);
    let refused = plan_with(&rules, &project(10_000, &facts), &json!({"without": ["surety"]}));
    assert_eq!(taken(&refused, "bank_loan"), 0);
    assert!(refused["left"].as_array().unwrap().iter().any(|l| l["id"] == "bank_loan" && l["why"] == "not_agreed"));
    // agreed, it needs no guarantee, and no fee is paid for one
    let p = plan(&rules, &project(10_000, &json!({"p.loan": 8_000, "p.agreed": true})));
    assert_eq!((taken(&p, "bank_loan"), taken(&p, "surety")), (800_000, 0));
}

#[test]
fn tax_on_purchases_is_paid_ahead_and_comes_back() {
    let rules = village(vec![]);
    let facts = json!({"p.vat": true, "p.own": 10_000, "p.cash": 10_000});
    let p = plan(&rules, &project(10_000, &facts));
    assert_eq!((cents(&p["gap"]), cents(&p["trough"]["depth"])), (0, 200_000));
    assert_eq!((balance(&p, "2027-07"), balance(&p, "2027-08")), (-200_000, 0));
    // stock bears none in this rule set
    let stock = json!({"p.vat": true, "p.own": 10_000, "p.cash": 10_000, "p.budget": [{"kind": "stock", "amount": 10_000, "month": 0}]});
    assert_eq!(cents(&plan(&rules, &project(0, &stock))["trough"]["depth"]), 0);
}

#[test]
fn help_in_kind_removes_a_line_and_adds_a_rent() {
    let carrier = scheme(
        "bridge",
        "carrier",
        "town",
        "amount: {form: in_kind, of: {budget: [works]}, removes: [works], rent: p.rent}\ncumulation: {regime: other}",
    );
    let rules = village(vec![carrier]);
    let facts = json!({"p.rent": 100, "p.own": 4_000, "p.cash": 4_000, "p.budget": [
        {"kind": "works", "amount": 30_000, "month": -2}, {"kind": "equipment", "amount": 4_000, "month": 0}
    ]});
    let p = plan(&rules, &project(0, &facts));
    assert_eq!((cents(&p["uses"]), cents(&p["gap"])), (400_000, 0));
    assert_eq!(balance(&p, "2027-06"), -20_000);
    // a rent that nobody knows is no rent of nothing
    let mut unknown = facts.clone();
    unknown["p.rent"] = Value::Null;
    let p = plan(&rules, &project(0, &unknown));
    assert_eq!(cents(&p["uses"]), 3_400_000);
    assert!(p["left"].as_array().unwrap().iter().any(|l| l["id"] == "carrier" && l["missing"] == json!(["p.rent"])));
}

#[test]
fn streams_and_reliefs_stand_beside_the_project() {
    let income = scheme(
        "social_relief",
        "income",
        "state",
        "amount: {form: income, monthly: 500, for: 10 months}\npayment: [{share: 100%, when: monthly}]\ncumulation: {regime: other}",
    );
    let credit = scheme(
        "tax_relief",
        "credit",
        "state",
        "amount: {form: tax_credit, value: 1200}\npayment: [{share: 100%, when: tax_year_end}]\ncumulation: {regime: other}",
    );
    let rules = village(vec![income, credit]);
    let facts = json!({"p.own": 1_000, "p.cash": 1_000, "p.household": 800});
    let p = plan(&rules, &project(1_000, &facts));
    assert_eq!((taken(&p, "income"), taken(&p, "credit")), (500_000, 120_000));
    // from May: 500 come in, 800 go to the household; in December the tax comes back
    assert_eq!(balance(&p, "2027-05"), -30_000);
    assert_eq!(balance(&p, "2027-12"), -8 * 30_000 + 120_000);
    // without the household's need the income is not in the curve
    let p = plan(&rules, &project(1_000, &json!({"p.own": 1_000, "p.cash": 1_000})));
    assert_eq!(balance(&p, "2027-06"), 0);
}

#[test]
fn a_window_that_opens_after_the_purchase_is_too_late() {
    let late = |committed: &str| {
        let rest = "windows: [{opens: 2027-09-01, closes: 2027-12-31}]\namount: {form: cash, of: {budget: [equipment]}, rate: 50%}\npayment: [{share: 100%, when: notification}]\nburden: {decision: 1 months}\ncumulation: {regime: other}";
        let text = scheme("grant", "late", "state", rest);
        Source::new(text.path.clone(), text.text.replace("if: \"count(p.budget) > 0\"", committed))
    };
    let strict = village(vec![late("if: \"!has(p.committed) || p.committed > application_date\"")]);
    let p = plan(&strict, &project(10_000, &json!({})));
    assert_eq!(taken(&p, "late"), 0);
    assert_eq!(p["left"][0]["why"], "too_soon");
    let lenient = village(vec![late("if: \"count(p.budget) > 0\"")]);
    assert_eq!(taken(&plan(&lenient, &project(10_000, &json!({}))), "late"), 500_000);
}

#[test]
fn mishaps_are_tried_one_by_one() {
    let rules = village(vec![grant(
        "[{share: 60%, when: notification}, {share: 40%, when: invoices_paid, delay: 2 months}]",
        "burden: {decision: 1 months}",
    )]);
    let p = plan(&rules, &project(10_000, &json!({"p.own": 5_000, "p.cash": 8_000})));
    let stress = |kind: &str| {
        let all = p["stress"].as_array().unwrap();
        let one = all.iter().find(|s| s["kind"] == kind).unwrap();
        (cents(&one["trough"]["lowest"]), cents(&one["end"]))
    };
    // 8,000 + 3,000 − 10,000 = 1,000 in May, 3,000 once the rest has come
    assert_eq!(cents(&p["trough"]["lowest"]), 100_000);
    assert_eq!(stress("later_3"), (100_000, 300_000));
    assert_eq!(stress("later_6"), (-200_000, 300_000));
    assert_eq!(stress("refused"), (100_000, 100_000));
    assert_eq!(stress("dearer"), (0, 200_000));
}

#[test]
fn a_loan_of_unknown_length_is_given_back_within_the_plan() {
    let rest = "amount: {form: loan, value: 2400}\npayment: [{share: 100%, when: start}]\ncumulation: {regime: other}";
    let rules = village(vec![scheme("loan", "friend", "people", rest)]);
    let p = plan(&rules, &project(2_400, &json!({})));
    assert_eq!(taken(&p, "friend"), 240_000);
    // 24 months of curve, and the 6 % of the set's bank loan: 2,400 × 0.005 ÷ (1 − 1.005⁻²⁴) = 106.37 € a month
    assert_eq!((balance(&p, "2027-05"), balance(&p, "2027-06")), (0, -10_637));
    let kinds: Vec<&str> = p["findings"].as_array().unwrap().iter().filter_map(|f| f["kind"].as_str()).collect();
    assert!(kinds.contains(&"length") && kinds.contains(&"rate"), "{kinds:?}");
}

#[test]
fn the_worst_of_all_delays_is_not_that_of_the_longest() {
    let lent = scheme(
        "loan",
        "lent",
        "people",
        "amount: {form: loan, value: 12000, loan: {months: 12 months, interest: 0%}}\npayment: [{share: 100%, when: notification}]\nburden: {decision: {from: 1 months, to: 6 months}}\ncumulation: {regime: other}",
    );
    let p = plan(&village(vec![lent]), &project(12_000, &json!({})));
    let month =
        |name: &str, key: &str| cents(&p["cash"].as_array().unwrap().iter().find(|m| m["month"] == name).unwrap()[key]);
    // lent in December or in May; spent in May; what is lent early has been given back for five months by then
    assert_eq!((month("2026-12", "at_best"), month("2026-12", "balance")), (1_200_000, 0));
    assert_eq!((month("2027-05", "balance"), month("2027-05", "at_worst")), (0, -500_000));
    assert_eq!(cents(&p["worst"]["depth"]), 1_200_000);
}

#[test]
fn each_loan_is_given_back_on_a_line_of_its_own() {
    let lent = |id: &str| {
        scheme(
            "loan",
            id,
            "people",
            "amount: {form: loan, value: 1200, loan: {months: 12 months, interest: 0%}}\npayment: [{share: 100%, when: start}]\ncumulation: {regime: other}",
        )
    };
    let p = plan(&village(vec![lent("one"), lent("two")]), &project(2_400, &json!({})));
    let tables = p["tables"].as_array().unwrap();
    let years = tables.iter().find(|t| t["key"] == "three_years").unwrap()["rows"].as_array().unwrap();
    for id in ["one", "two"] {
        let row = years.iter().find(|r| r["label"] == format!("Repayment: {id}")).unwrap();
        // eleven instalments in the year of the start, the last one after it
        assert_eq!(row["cells"], json!([1100, 100]));
    }
}
