//! What must hold of every roadmap and every checklist, on drawn rule sets and projects.

use super::{
    laws::{Case, Drawn, case, cases, source},
    roadmap::not_started,
    village::{cents, plan_with, village},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use terreau::Source;

/// Documents that a drawn scheme asks for.
fn papers(d: &Drawn) -> Vec<&'static str> {
    let bit = |n: i64| d.rate >> n & 1 == 1;
    let all = [("plan", bit(0)), ("extract", bit(1)), ("invoices", bit(2))];
    all.into_iter().filter(|(_, asked)| *asked).map(|(id, _)| id).collect()
}

/// From which sum on a scheme asks for quotes, and how many.
fn quotes(d: &Drawn) -> [(i64, i64); 2] {
    [(d.rate * 20, d.hours % 3), (d.rate * 100, d.hours % 5)]
}

/// A drawn scheme with paperwork, steps, a calendar and a rule about the first commitment.
fn with_paper(n: usize, d: &Drawn, all: &[Drawn]) -> Source {
    let source = source(n, d, all);
    let asked: Vec<String> =
        quotes(d).iter().map(|(above, count)| format!("{{above: {above}, count: {count}}}")).collect();
    let burden = format!(
        "burden: {{documents: [{}], committees: {}, quotes: [{}], decision",
        papers(d).join(", "),
        d.hours % 2,
        asked.join(", ")
    );
    let mut text = source.text.replace("burden: {decision", &burden);
    if d.rate % 3 == 0 {
        text.push_str("\nsteps: [{id: meet, before: application}, {id: visit, before: notification}, {id: lease, before: start}, {id: claim, before: payment}]");
    }
    if d.hours % 4 == 1 {
        text.push_str("\nwindows: [{opens: 2026-12-10, closes: 2027-01-20, decided: 2027-04-05}]");
    }
    let source = Source::new(source.path, text);
    if d.provider.is_multiple_of(2) { not_started(&source) } else { source }
}

fn told(case: &Case) -> Value {
    let sources = case.schemes.iter().enumerate().map(|(n, d)| with_paper(n, d, &case.schemes)).collect();
    plan_with(&village(sources), &case.profile, &case.options)
}

/// Days since 1970, by the rule of leap years alone.
fn number(year: i64, month: i64, day: i64) -> i64 {
    let leap = |y: i64| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    let years: i64 = (1970..year).map(|y| if leap(y) { 366 } else { 365 }).sum();
    let months: i64 = (1..month).map(|m| length(year, m)).sum();
    years + months + day - 1
}

fn length(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn parts(iso: &str) -> (i64, i64, i64) {
    let all: Vec<i64> = iso.split('-').map(|p| p.parse().unwrap()).collect();
    (all[0], all[1], all.get(2).copied().unwrap_or(1))
}

fn day(value: &Value) -> i64 {
    let (y, m, d) = parts(value.as_str().unwrap());
    number(y, m, d)
}

/// The day after a delay: thirty days are a month, which ends where months end.
fn after(iso: &Value, days: &Value) -> i64 {
    let days = days.as_i64().unwrap();
    let (year, month, day) = parts(iso.as_str().unwrap());
    let total = year * 12 + month - 1 + days / 30;
    let (year, month) = (total / 12, total % 12 + 1);
    number(year, month, day.min(length(year, month))) + days % 30
}

fn steps(plan: &Value) -> BTreeMap<&str, &Value> {
    plan["roadmap"]["steps"].as_array().unwrap().iter().map(|s| (s["id"].as_str().unwrap(), s)).collect()
}

fn waits(step: &Value) -> &[Value] {
    step["waits"].as_array().unwrap()
}

fn is_goal(step: &Value) -> bool {
    step["kind"] == "order" || step["kind"] == "start"
}

/// The first of the month some months after November 2026.
fn month(n: i64) -> i64 {
    let total = 2026 * 12 + 10 + n;
    number(total / 12, total % 12 + 1, 1)
}

/// The month of what a goal is about, from November 2026: the start is in month 6.
fn goal_month(case: &Case, step: &Value) -> i64 {
    let of = |line: usize| case.profile["facts"]["p.budget"][line]["month"].as_i64().unwrap();
    step["lines"].get(0).map_or(6, |l| (6 + of(l.as_u64().unwrap() as usize)).max(0))
}

/// The day on which a goal is wanted once all is moved by some months; what is meant for this month has until its end.
fn wanted(case: &Case, step: &Value, moved: i64) -> i64 {
    match goal_month(case, step) + moved {
        0 => month(1) - 1,
        n => month(n),
    }
}

/// Schemes of the plan, each with what it was drawn as.
fn chosen<'c>(case: &'c Case, plan: &Value) -> BTreeMap<String, &'c Drawn> {
    let all = plan["sources"].as_array().unwrap().iter().chain(plan["helps"].as_array().unwrap());
    let ids = all.filter_map(|s| s["id"].as_str().map(str::to_owned));
    ids.filter_map(|id| Some((id.clone(), case.schemes.get(id.strip_prefix('s')?.parse::<usize>().ok()?)?))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn no_step_comes_before_what_it_waits_for(case in case()) {
        let p = told(&case);
        let steps = steps(&p);
        prop_assert_eq!(steps.len(), p["roadmap"]["steps"].as_array().unwrap().len(), "ids stand once");
        for (id, s) in &steps {
            prop_assert!(day(&s["earliest"]) <= day(&s["by"]), "{id}");
            for w in waits(s) {
                let on = steps[w["step"].as_str().unwrap()];
                prop_assert!(day(&s["earliest"]) >= after(&on["earliest"], &w["days"]["from"]), "{id} {w}");
                prop_assert!(day(&s["by"]) >= after(&on["by"], &w["days"]["to"]), "{id} {w}");
                if is_goal(s) && is_goal(on) {
                    prop_assert!(day(&s["allowed"]) >= day(&on["allowed"]));
                }
                if is_goal(s) && w["because"] == "rule" {
                    prop_assert!(day(&s["allowed"]) >= after(&on["by"], &w["days"]["to"]), "{id} {w}");
                }
            }
            // every step is told after what it waits for
            let place = |id: &str| p["roadmap"]["steps"].as_array().unwrap().iter().position(|s| s["id"] == id);
            prop_assert!(waits(s).iter().all(|w| place(w["step"].as_str().unwrap()) < place(id)));
        }
    }

    #[test]
    fn everything_at_its_latest_breaks_no_wait_and_meets_what_is_wanted(case in case()) {
        let p = told(&case);
        let steps = steps(&p);
        for (id, s) in &steps {
            if is_goal(s) {
                prop_assert!(day(&s["latest"]) <= wanted(&case, s, 0), "{id}");
            }
            if s["latest"].is_null() { continue }
            prop_assert_eq!(s["margin"].as_i64().unwrap(), day(&s["latest"]) - day(&s["by"]));
            for w in waits(s) {
                let on = steps[w["step"].as_str().unwrap()];
                prop_assert!(after(&on["latest"], &w["days"]["to"]) <= day(&s["latest"]), "{id} {w} {on}");
            }
        }
        // and a day more breaks one
        for (id, s) in steps.iter().filter(|(_, s)| !s["latest"].is_null() && !is_goal(s)) {
            let next = { let (y, m, d) = parts(s["latest"].as_str().unwrap());
                if d < length(y, m) { format!("{y}-{m}-{}", d + 1) } else if m < 12 { format!("{y}-{}-1", m + 1) } else { format!("{}-1-1", y + 1) } };
            let broken = steps.values().any(|t| !t["latest"].is_null() && waits(t).iter().any(|w|
                w["step"] == *id && after(&json!(next), &w["days"]["to"]) > day(&t["latest"])));
            let closes = s["kind"] == "apply" && s["latest"] == "2027-01-20";
            prop_assert!(broken || closes, "{id} could be later than {}", s["latest"]);
        }
    }

    #[test]
    fn the_deciding_chain_has_no_slack(case in case()) {
        let p = told(&case);
        let steps = steps(&p);
        let tight = |on: &Value, s: &Value| waits(s).iter().any(|w|
            w["step"] == on["id"] && after(&on["by"], &w["days"]["to"]) == day(&s["by"]));
        let critical: Vec<&Value> = steps.values().copied().filter(|s| s["critical"] == true).collect();
        let waiting = steps.values().any(|s| is_goal(s) && !waits(s).is_empty());
        prop_assert_eq!(!critical.is_empty(), waiting);
        let ends: Vec<&&Value> = critical.iter().filter(|s| !critical.iter().any(|t| tight(s, t))).collect();
        prop_assert_eq!(ends.len(), usize::from(waiting), "one end");
        for end in ends {
            prop_assert!(is_goal(end));
            // nothing has less room than the end of the chain
            let room = |s: &Value| wanted(&case, s, 0) - day(&s["by"]);
            prop_assert!(steps.values().filter(|s| is_goal(s) && !waits(s).is_empty()).all(|s| room(s) >= room(end)));
        }
    }

    #[test]
    fn the_start_that_is_told_works_and_none_before_it(case in case()) {
        let p = told(&case);
        for (key, by) in [("safe_months", "by"), ("allowed_months", "allowed")] {
            let months = p["roadmap"]["starts"][key].as_i64().unwrap();
            let goals: Vec<Value> = steps(&p).values().filter(|s| is_goal(s)).map(|s| (*s).clone()).collect();
            let works = |moved: i64| goals.iter().all(|s| {
                let first = month(goal_month(&case, s) + moved);
                day(&s[by]) <= if moved == 0 { wanted(&case, s, 0) } else { first }
            });
            prop_assert!(works(months), "{key} {months}");
            prop_assert!(months == 0 || !works(months - 1), "{key} {months}");
        }
    }

    #[test]
    fn every_document_of_every_scheme_stands_exactly_once(case in case()) {
        let p = told(&case);
        let chosen = chosen(&case, &p);
        let list = p["checklist"]["documents"].as_array().unwrap();
        let mut asked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (id, d) in &chosen {
            papers(d).into_iter().for_each(|paper| { asked.entry(paper).or_default().insert(id); });
        }
        prop_assert_eq!(list.len(), asked.len());
        for paper in list {
            let schemes: Vec<&str> = paper["schemes"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
            let once: BTreeSet<&str> = schemes.iter().copied().collect();
            prop_assert_eq!(once.len(), schemes.len());
            prop_assert_eq!(Some(&once), asked.get(paper["id"].as_str().unwrap()));
        }
    }

    #[test]
    fn quotes_and_hours_are_those_of_the_schemes_that_pay(case in case()) {
        let p = told(&case);
        let chosen = chosen(&case, &p);
        let sources = || p["sources"].as_array().unwrap().iter().chain(p["helps"].as_array().unwrap());
        let budget = case.profile["facts"]["p.budget"].as_array().unwrap();
        for (n, line) in budget.iter().enumerate() {
            let paid = sources().filter(|s| s["lines"].as_array().unwrap().contains(&json!(n)));
            let rules = paid.filter_map(|s| chosen.get(s["id"].as_str()?)).flat_map(|d| quotes(d));
            let most = rules.filter(|(above, _)| line["amount"].as_i64().unwrap() > *above).map(|(_, c)| c).max().unwrap_or(0);
            let told = p["checklist"]["quotes"].as_array().unwrap().iter().find(|q| q["line"] == n);
            prop_assert_eq!(told.map_or(0, |q| q["count"].as_i64().unwrap()), most);
        }
        // a bridge has a file for each grant
        let hours: i64 = sources().filter_map(|s| chosen.get(s["id"].as_str()?)).map(|d| d.hours).sum();
        prop_assert_eq!(&p["checklist"]["hours"], &json!({"from": hours, "to": hours}));
        let files: i64 = p["checklist"]["files"].as_array().unwrap().iter().map(|f| f["files"].as_i64().unwrap()).sum();
        prop_assert_eq!(files, p["files"].as_i64().unwrap());
        for f in p["checklist"]["files"].as_array().unwrap().iter().filter(|f| !f["per_hour"].is_null()) {
            let brings: i64 = sources().filter(|s| s["id"] == f["scheme"]).map(|s| cents(&s["amount"])).sum();
            let (low, hours) = (cents(&f["per_hour"]["low"]), f["hours"]["to"].as_i64().unwrap());
            prop_assert!(low * hours <= brings && brings < (low + 1) * hours, "{f} of {brings}");
        }
    }
}
