//! Paperwork and roadmap on cases that one reckons by hand. All are asked on 2026-11-23; the project starts in May 2027.

use super::village::{plan, plan_with, project, scheme, village};
use serde_json::{Value, json};
use terreau::Source;

const CRITERIA: &str = "criteria: [{id: costs, if: \"count(p.budget) > 0\"}]";
const NOT_STARTED: &str = "criteria: [{id: costs, if: \"count(p.budget) > 0\"}, {id: not-started, if: \"!has(p.committed) || p.committed > application_date\"}]";

/// The same scheme, which aids nothing that was ordered before one applied.
pub(crate) fn not_started(source: &Source) -> Source {
    assert!(source.text.contains(CRITERIA));
    Source::new(source.path.clone(), source.text.replace(CRITERIA, NOT_STARTED))
}

/// A grant of half of the equipment.
fn grant(id: &str, decision: &str, more: &str) -> Source {
    let rest = format!(
        "amount: {{form: cash, of: {{budget: [equipment]}}, rate: 50%}}\npayment: [{{share: 100%, when: notification}}]\nburden: {{decision: {decision}, committees: 1, hours: {{from: 10, to: 20}}, documents: [plan, extract], quotes: [{{above: 1000, count: 2}}, {{above: 10000, count: 3}}]}}\ncumulation: {{regime: other}}\n{more}"
    );
    scheme("grant", id, "state", &rest)
}

fn step<'p>(plan: &'p Value, id: &str) -> &'p Value {
    let all = plan["roadmap"]["steps"].as_array().unwrap();
    all.iter().find(|s| s["id"] == id).unwrap_or(&Value::Null)
}

/// Earliest, by, latest.
fn days(plan: &Value, id: &str) -> [String; 3] {
    let step = step(plan, id);
    ["earliest", "by", "latest"].map(|key| step[key].as_str().unwrap_or("none").to_owned())
}

/// What a step waits for.
fn waits(plan: &Value, id: &str) -> Vec<(String, String)> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    step(plan, id)["waits"].as_array().unwrap().iter().map(|w| (text(&w["step"]), text(&w["because"]))).collect()
}

fn wait(on: &str, because: &str) -> (String, String) {
    (on.to_owned(), because.to_owned())
}

fn critical(plan: &Value) -> Vec<&str> {
    let all = plan["roadmap"]["steps"].as_array().unwrap();
    all.iter().filter(|s| s["critical"] == true).map(|s| s["id"].as_str().unwrap()).collect()
}

fn summary(plan: &Value) -> String {
    let all = plan["roadmap"]["summary"].as_array().unwrap();
    all.iter().map(|s| s.as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_grant_is_dated_forwards_and_backwards() {
    let own = "steps: [{id: meet, hours: 2, label: {fr: voir, en: see}}, {id: visit, before: notification}]";
    let rules = village(vec![not_started(&grant("g", "{from: 2 months, to: 4 months}", own))]);
    let p = plan(&rules, &project(10_000, &json!({})));
    // two to four months to the committee, which is wanted on the first of May
    assert_eq!(days(&p, "g/meet"), ["2026-11-23", "2026-11-23", "2027-01-01"]);
    assert_eq!(days(&p, "g:prepare"), ["2026-11-23", "2026-11-23", "2027-01-01"]);
    assert_eq!(days(&p, "g:apply"), ["2026-11-23", "2026-11-23", "2027-01-01"]);
    assert_eq!(days(&p, "g:committee"), ["2027-01-23", "2027-03-23", "2027-05-01"]);
    assert_eq!(days(&p, "g:notify"), ["2027-01-23", "2027-03-23", "2027-05-01"]);
    // the visit may be as late as the answer
    assert_eq!(days(&p, "g/visit"), ["2026-11-23", "2026-11-23", "2027-05-01"]);
    // the day after the acknowledgement, as far as the rule goes
    assert_eq!(days(&p, "g:acknowledge"), ["2026-11-23", "2026-11-23", "2027-04-30"]);
    assert_eq!(days(&p, "project:order-1"), ["2027-01-23", "2027-03-23", "2027-05-01"]);
    assert_eq!(step(&p, "project:order-1")["allowed"], "2026-11-24");
    // from 23 March to 1 May
    assert_eq!(step(&p, "project:order-1")["margin"], 39);
    assert_eq!(waits(&p, "project:order-1"), [wait("g:acknowledge", "rule"), wait("g:notify", "safe")]);
    assert_eq!(waits(&p, "project:start"), [wait("project:order-1", "order")]);
    assert_eq!(critical(&p), ["g/meet", "g:apply", "g:committee", "g:notify", "project:order-1", "project:start"]);
    assert_eq!(days(&p, "g:pay"), ["2027-01-23", "2027-03-31", "none"]);
    let starts = &p["roadmap"]["starts"];
    assert_eq!(
        (&starts["wanted"], &starts["safe"], &starts["safe_months"]),
        (&json!("2027-05"), &json!("2027-05"), &json!(0))
    );
    assert!(summary(&p).contains("The first application is “g”, by 2027-01-01 at the latest"), "{}", summary(&p));
}

#[test]
fn what_is_too_late_says_by_how_much_and_what_would_do() {
    let rules = village(vec![not_started(&grant("g", "{from: 4 months, to: 9 months}", ""))]);
    let p = plan(&rules, &project(10_000, &json!({})));
    // the answer may come on 23 August; 1 May is three months and some days before
    assert_eq!(days(&p, "g:notify"), ["2027-03-23", "2027-08-23", "2027-05-01"]);
    assert_eq!(days(&p, "g:apply")[2], "2026-08-01");
    assert_eq!(step(&p, "g:apply")["margin"], -114);
    let starts = &p["roadmap"]["starts"];
    assert_eq!((&starts["safe"], &starts["safe_months"]), (&json!("2027-09"), &json!(4)));
    assert_eq!((&starts["allowed"], &starts["allowed_months"]), (&json!("2027-05"), &json!(0)));
    let told = summary(&p);
    assert!(told.contains("Too late by 4 months"), "{told}");
    assert!(told.contains("start in September 2027, or order after the acknowledgement of receipt"), "{told}");
    assert!(told.contains("With the shortest delays it would be in time"), "{told}");
    // a month later there is still too little time, four months later there is enough
    for (start, late) in [("2027-08", 1), ("2027-09", 0)] {
        let p = plan(&rules, &project(10_000, &json!({"p.start": start})));
        assert_eq!(p["roadmap"]["starts"]["safe_months"], late, "{start}");
    }
}

#[test]
fn a_scheme_that_does_not_look_at_the_first_commitment_keeps_no_order_back() {
    let p = plan(&village(vec![grant("g", "1 months", "")]), &project(10_000, &json!({})));
    assert_eq!(waits(&p, "project:order-1"), [wait("g:notify", "safe")]);
    assert_eq!(step(&p, "g:acknowledge"), &Value::Null);
    assert_eq!(step(&p, "project:order-1")["allowed"], "2026-11-23");
    // once something is ordered, the rule is settled
    let rules = village(vec![not_started(&grant("g", "1 months", ""))]);
    let facts = json!({"p.committed": "2027-02-01"});
    let p = plan(&rules, &project(10_000, &facts));
    // applied for on the day before, at the latest
    assert_eq!(days(&p, "g:apply")[2], "2027-01-31");
}

#[test]
fn what_nothing_keeps_back_can_start_meanwhile() {
    let facts = json!({"p.budget": [
        {"label": "oven", "kind": "equipment", "amount": 10_000, "month": 0},
        {"label": "flour", "kind": "stock", "amount": 500, "month": 0}
    ]});
    let rules = village(vec![grant("g", "1 months", "steps: [{id: meet}]")]);
    let p = plan(&rules, &project(0, &facts));
    let meanwhile = &p["roadmap"]["meanwhile"];
    assert_eq!(meanwhile["lines"], json!([1]));
    assert_eq!(meanwhile["steps"], json!(["g/meet", "g:prepare"]));
    assert_eq!(meanwhile["documents"], json!(["plan", "extract"]));
    // a loan that is tied to no expense is for all of them
    let loan = scheme(
        "honour_loan",
        "h",
        "people",
        "amount: {form: loan, value: 5000, loan: {months: 24 months, interest: 0%}}\npayment: [{share: 100%, when: notification}]\nburden: {decision: 1 months}\ncumulation: {regime: other}",
    );
    let p = plan_with(&village(vec![loan]), &project(0, &facts), &json!({"take": ["h"]}));
    assert_eq!(p["roadmap"]["meanwhile"]["lines"], json!([]));
    assert_eq!(step(&p, "project:order-1")["lines"], json!([0, 1]));
}

#[test]
fn a_scheme_is_decided_after_what_it_requires() {
    let second = grant("a", "1 months", "").text.replace("{regime: other}", "{regime: other, requires: [b]}");
    let second = Source::new("schemes/grant/a.yaml", second.replace("committees: 1, ", ""));
    let rules = village(vec![second, grant("b", "{from: 1 months, to: 2 months}", "")]);
    let p = plan_with(&rules, &project(10_000, &json!({})), &json!({"take": ["a", "b"]}));
    assert_eq!(days(&p, "b:notify")[..2], ["2026-12-23", "2027-01-23"]);
    assert_eq!(days(&p, "a:notify")[..2], ["2027-01-23", "2027-02-23"]);
    assert_eq!(waits(&p, "a:notify"), [wait("a:apply", "order"), wait("b:notify", "order")]);
    // wanted on 1 May, so the first one is to be answered on 1 April
    assert_eq!(
        (&days(&p, "b:notify")[2], &days(&p, "b:apply")[2]),
        (&"2027-04-01".to_owned(), &"2027-02-01".to_owned())
    );
}

#[test]
fn windows_open_close_and_are_decided_on_their_days() {
    let calendar = "windows: [{opens: 2027-01-10, closes: 2027-02-10, decided: 2027-04-15}]";
    let p = plan(&village(vec![grant("g", "1 months", calendar)]), &project(10_000, &json!({})));
    assert_eq!(days(&p, "g:prepare"), ["2026-11-23", "2026-11-23", "2027-02-10"]);
    assert_eq!(days(&p, "g:apply"), ["2027-01-10", "2027-01-10", "2027-02-10"]);
    assert_eq!(days(&p, "g:committee"), ["2027-04-15", "2027-04-15", "2027-05-01"]);
    assert_eq!(critical(&p), ["g:committee", "g:notify", "project:order-1", "project:start"]);
}

#[test]
fn a_bridge_is_asked_for_once_its_grant_is_notified() {
    let late = grant("g", "{from: 1 months, to: 2 months}", "").text;
    let late = late.replace("when: notification", "when: invoices_paid, delay: 12 months");
    let bridge = scheme(
        "bridge",
        "b",
        "people",
        "amount: {form: loan, of: notified_grant, rate: 80%, loan: {months: {from: 1 months, to: 24 months}, interest: 5%}}\npayment: [{share: 100%, when: notification}]\nburden: {decision: 1 months}\ncumulation: {regime: other}\nsteps: [{id: letter}]",
    );
    let rules = village(vec![Source::new("schemes/grant/g.yaml", late), bridge]);
    let p = plan(&rules, &project(10_000, &json!({"p.own": 5_000, "p.cash": 5_000})));
    assert_eq!(days(&p, "b@g:apply"), ["2026-12-23", "2027-01-23", "none"]);
    assert_eq!(days(&p, "b@g:notify"), ["2027-01-23", "2027-02-23", "none"]);
    assert_eq!(waits(&p, "b@g/letter"), [wait("g:notify", "order")]);
    assert_eq!(waits(&p, "b@g:prepare"), [wait("g:notify", "order")]);
    // its papers cannot be gathered before; what it lends is not the plan's money
    assert_eq!(p["roadmap"]["meanwhile"]["steps"], json!(["g:prepare"]));
    assert_eq!(p["checklist"]["files"][0]["scheme"], "g");
    assert_eq!(p["checklist"]["files"][1]["per_hour"], Value::Null);
}

#[test]
fn a_guarantee_goes_with_its_loan() {
    let guarantee = scheme(
        "guarantee",
        "surety",
        "people",
        "amount: {form: guarantee, of: bank_loan, rate: 50%, unlocks: bank_loan, loan: {months: 24 months}}\nburden: {decision: {from: 1 months, to: 2 months}}\ncumulation: {regime: other}",
    );
    let p = plan(&village(vec![guarantee]), &project(8_000, &json!({"p.loan": 8_000})));
    assert_eq!(waits(&p, "surety:apply"), [wait("bank_loan:ask-bank", "order"), wait("surety:prepare", "order")]);
    assert_eq!(
        waits(&p, "bank_loan:bank-agrees"),
        [wait("bank_loan:ask-bank", "order"), wait("surety:notify", "order")]
    );
    // nobody says how long a bank takes: none to six months, and the guarantee takes one or two
    assert_eq!(days(&p, "bank_loan:bank-agrees"), ["2026-12-23", "2027-05-23", "2027-05-01"]);
    assert_eq!(p["roadmap"]["starts"]["safe"], "2027-06");
    assert!(summary(&p).contains("or order without waiting for the answers"), "{}", summary(&p));
}

#[test]
fn what_was_filed_lies_behind() {
    let rules = village(vec![not_started(&grant("g", "{from: 2 months, to: 4 months}", "steps: [{id: meet}]"))]);
    let mut profile = project(10_000, &json!({}));
    profile["filed"] = json!({"g": "2026-10-15"});
    let p = plan(&rules, &profile);
    assert_eq!(step(&p, "g:apply")["done"], true);
    assert_eq!(days(&p, "g:notify"), ["2026-12-15", "2027-02-15", "2027-05-01"]);
    assert_eq!((step(&p, "g/meet"), step(&p, "g:acknowledge")), (&Value::Null, &Value::Null));
    assert_eq!(waits(&p, "project:order-1"), [wait("g:apply", "rule"), wait("g:notify", "safe")]);
}

#[test]
fn each_document_stands_once_with_all_that_ask_for_it() {
    let other = grant("h", "1 months", "").text.replace("[plan, extract]", "[invoices, extract]");
    let other = other.replace("count: 3}", "count: 5}").replace("{from: 10, to: 20}", "30");
    let rules = village(vec![grant("g", "1 months", ""), Source::new("schemes/grant/h.yaml", other)]);
    let facts = json!({"p.budget": [
        {"label": "oven", "kind": "equipment", "amount": 12_000, "month": 0},
        {"label": "shelf", "kind": "equipment", "amount": 1_000, "month": 0},
        {"label": "till", "kind": "equipment", "amount": 1_001, "month": 0}
    ]});
    let p = plan_with(&rules, &project(0, &facts), &json!({"take": ["g", "h"]}));
    let list = &p["checklist"];
    let papers: Vec<(&Value, &Value, &Value)> =
        list["documents"].as_array().unwrap().iter().map(|d| (&d["id"], &d["for"], &d["schemes"])).collect();
    assert_eq!(
        papers,
        [
            (&json!("plan"), &json!("application"), &json!(["g"])),
            (&json!("extract"), &json!("application"), &json!(["g", "h"])),
            (&json!("invoices"), &json!("payment"), &json!(["h"])),
        ]
    );
    assert_eq!((&list["documents"][1]["validity"], &list["documents"][1]["issuer"]), (&json!(3), &json!("registry")));
    // both lie on the first of April at the latest, claims for payment on no day
    assert_eq!(
        (&list["documents"][1]["latest"], &list["documents"][2]["latest"]),
        (&json!("2027-04-01"), &Value::Null)
    );
    // above 10,000 the stricter of the two, above 1,000 both ask for two, 1,000 is not above
    let quotes: Vec<(&Value, &Value, &Value)> =
        list["quotes"].as_array().unwrap().iter().map(|q| (&q["line"], &q["count"], &q["schemes"])).collect();
    assert_eq!(quotes, [(&json!(0), &json!(5), &json!(["h"])), (&json!(2), &json!(2), &json!(["g", "h"]))]);
    assert_eq!((&list["hours"], &list["committees"]), (&json!({"from": 40, "to": 50}), &json!(2)));
    // 14,001 euros in all, half from each: 7,000.50 for 10 to 20 hours, 7,000.50 for 30
    assert_eq!(list["files"][0]["per_hour"], json!({"low": 350.02, "high": 700.05}));
    assert_eq!(list["files"][1]["per_hour"], json!({"low": 233.35, "high": 233.35}));
    assert_eq!(list["per_hour"], json!({"low": 280.02, "high": 350.02}));
}

#[test]
fn a_document_that_runs_out_between_two_files_is_asked_for_again() {
    let open = |id: &str, opens: &str, closes: &str| {
        grant(id, "1 months", &format!("windows: [{{opens: {opens}, closes: {closes}}}]"))
    };
    let again = |later: &str| {
        let rules = village(vec![open("g", "2026-11-01", "2026-12-31"), open("h", later, "2027-12-31")]);
        let p = plan_with(&rules, &project(10_000, &json!({"p.start": "2028-01"})), &json!({"take": ["g", "h"]}));
        p["checklist"]["documents"][1]["again"].clone()
    };
    // three months from 23 November
    assert_eq!((again("2027-02-23"), again("2027-02-24")), (json!(false), json!(true)));
}

#[test]
fn a_plan_of_own_money_waits_for_nothing() {
    let p = plan(&village(vec![]), &project(1_000, &json!({"p.own": 1_000, "p.cash": 1_000})));
    assert_eq!(p["checklist"]["documents"], json!([]));
    assert_eq!(p["roadmap"]["steps"].as_array().unwrap().len(), 1, "the start alone");
    assert_eq!(p["roadmap"]["meanwhile"]["lines"], json!([0]));
    assert_eq!(critical(&p), Vec::<&str>::new());
}

#[test]
fn what_only_the_start_allows_is_applied_for_then() {
    let own = "steps: [{id: compare, before: start}, {id: form, before: application}]\napply: {from: start}";
    let rules = village(vec![grant("g", "1 months", own)]);
    let p = plan(&rules, &project(10_000, &json!({})));
    assert_eq!(
        waits(&p, "g:apply"),
        [wait("project:start", "order"), wait("g/form", "order"), wait("g:prepare", "order")]
    );
    assert_eq!(waits(&p, "project:start"), [wait("project:order-1", "order"), wait("g/compare", "order")]);
    // nothing is ordered in the hope of it, and a month after the start of May it is granted and paid
    assert!(waits(&p, "project:order-1").is_empty());
    assert_eq!(days(&p, "g:apply")[..2], ["2027-05-01", "2027-05-01"]);
    assert_eq!(days(&p, "g:notify")[..2], ["2027-06-01", "2027-06-01"]);
    let paid = p["sources"].as_array().unwrap().iter().find(|s| s["id"] == "g").unwrap();
    assert_eq!(paid["payments"][0]["late"], "2027-06");
    assert_eq!(p["roadmap"]["starts"]["safe_months"], 0);

    // what has started already can be applied for today
    let p = plan(&rules, &project(10_000, &json!({"p.start": "2026-10"})));
    assert_eq!(days(&p, "g:apply")[..2], ["2026-11-23", "2026-11-23"]);
}
