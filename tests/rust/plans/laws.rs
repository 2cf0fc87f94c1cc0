//! What must hold of every plan, on drawn rule sets and projects.

use super::village::{cents, plan_with, project, scheme, village};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use terreau::Source;

/// A drawn scheme.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub(crate) kind: usize,
    pub(crate) provider: usize,
    pub(crate) rate: i64,
    cap: i64,
    pays: usize,
    rule: usize,
    regime: bool,
    pub(crate) delay: (i64, i64),
    pub(crate) hours: i64,
    excludes: Option<usize>,
    requires: Option<usize>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (
        (0_usize..6, 0_usize..4, 5_i64..95, 1_i64..40),
        (0_usize..7, 0_usize..9, any::<bool>(), (0_i64..4, 0_i64..6), 0_i64..40),
        (prop::option::weighted(0.25, 0_usize..5), prop::option::weighted(0.2, 0_usize..5)),
    )
        .prop_map(|((kind, provider, rate, cap), (pays, rule, regime, delay, hours), (excludes, requires))| {
            Drawn { kind, provider, rate, cap, pays, rule, regime, delay, hours, excludes, requires }
        })
}

const PAYS: [&str; 7] = [
    "[{share: 100%, when: notification}]",
    "[{share: 33%, when: application}, {share: 33%, when: start, delay: 1 months}, {share: 34%, when: plan_end}]",
    "[{share: 100%, when: invoices_paid, delay: {from: 1 months, to: 4 months}}]",
    "[{share: 30%, when: notification}, {share: 50%, when: spent, spent: 40%, delay: 1 months}, {share: 20%, when: invoices_paid}]",
    "[{share: 100%, when: other_funders_paid, delay: {from: 2 months, to: 6 months}}]",
    "[{share: 100%, when: tax_year_end}]",
    "[{share: 100%, when: monthly}]",
];

const RULES: [&str; 9] = [
    "",
    "",
    "",
    "own_contribution: {at_least: 20%, of: eligible_cost}",
    "own_contribution: {at_least: 30%, of: public_financing}",
    "cofinancing: [{from: public, at_least: 15%, of: eligible_cost}]",
    "cofinancing: [{from: local, at_least: 5%, of: cost}]",
    "GROUP eighty",
    "GROUP members",
];

pub(crate) fn source(n: usize, d: &Drawn, all: &[Drawn]) -> Source {
    let provider = ["town", "state", "union", "people"][d.provider];
    let (kind, amount) = match d.kind {
        0 => ("loan", format!("{{form: loan, value: {}, loan: {{months: {{from: 6 months, to: {} months}}, deferral: {} months, interest: {}%}}}}", d.cap * 500, 12 + d.cap, d.hours % 5, d.rate % 9)),
        1 => ("crowdfunding", format!("{{form: donation, value: {}}}", d.cap * 100)),
        2 => ("grant", format!("{{form: cash, of: {{budget: [equipment, works]}}, rate: {}%, cap: {}, floor: {}}}", d.rate, d.cap * 1_000, d.cap * 50)),
        3 => ("grant", format!("{{form: cash, value: {}}}", d.cap * 300)),
        4 => ("bridge", "{form: loan, of: notified_grant, rate: 80%, loan: {months: {from: 1 months, to: 11 months}, interest: 5%}}".to_owned()),
        _ => ("grant", format!("{{form: cash, of: {{budget: [works, stock]}}, rate: {}%}}", d.rate)),
    };
    let pays = if d.kind == 4 { PAYS[0] } else { PAYS[d.pays] };
    let group = RULES[d.rule].strip_prefix("GROUP ");
    let rule = if group.is_some() || d.kind < 2 || d.kind == 4 { "" } else { RULES[d.rule] };
    let name = |other: Option<usize>| {
        other.filter(|o| *o < n && all[*o].kind != 4 && d.kind != 4).map_or(String::new(), |o| format!("s{o}"))
    };
    let (excludes, requires) = (name(d.excludes), name(d.requires));
    // nothing may require what something excludes: the checker refuses that
    let apart = |k: usize| all.iter().enumerate().any(|(j, x)| x.excludes.is_some_and(|o| j == k || o == k));
    let requires = if apart(n) || d.requires.is_some_and(apart) { String::new() } else { requires };
    let regime = if d.regime { "minimis" } else { "other" };
    let groups = group.filter(|_| d.kind > 1 && d.kind != 4).unwrap_or("");
    let rest = format!(
        "amount: {amount}\npayment: {pays}\n{rule}\nburden: {{decision: {{from: {} months, to: {} months}}, hours: {}}}\ncumulation: {{regime: {regime}, excludes: [{excludes}], requires: [{requires}], groups: [{groups}]}}",
        d.delay.0,
        d.delay.0 + d.delay.1,
        d.hours,
    );
    scheme(kind, &format!("s{n}"), provider, &rest)
}

#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) schemes: Vec<Drawn>,
    pub(crate) profile: Value,
    pub(crate) options: Value,
}

pub(crate) fn case() -> impl Strategy<Value = Case> {
    let line = (0_usize..3, 1_i64..30_000, -4_i64..8);
    let money = (0_i64..20_000, 0_i64..20_000, 0_i64..20_000, 0_i64..5_000, any::<bool>());
    let more =
        (any::<bool>(), prop::collection::vec((0_i64..3_000, 0_i64..3_000), 0..20), prop::option::of(0_i64..1_500));
    let past = prop::collection::vec((0_i64..300_000, 0_i64..1_500), 0..3);
    let notified = prop::option::weighted(0.3, (100_i64..9_000, 0_i64..4_000));
    (prop::collection::vec(drawn(), 0..7), prop::collection::vec(line, 1..6), money, more, past, notified).prop_map(
        |(schemes, lines, (own, cash, loan, partners, agreed), (vat, months, household), past, notified)| {
            let kind = |k: usize| ["equipment", "works", "stock"][k];
            let budget: Vec<Value> = lines
                .into_iter()
                .map(|(k, amount, month)| json!({"kind": kind(k), "amount": amount, "month": month}))
                .collect();
            let mut facts = json!({
                "p.budget": budget, "p.own": own, "p.cash": cash, "p.loan": loan, "p.agreed": agreed, "p.partners": partners,
                "p.vat": vat, "p.household": household,
                "p.history": past.iter().map(|(amount, days)| json!({"amount": amount, "regime": "minimis",
                    "granted_on": format!("{}-{:02}-15", 2023 + days / 500, 1 + days % 12)})).collect::<Vec<_>>(),
            });
            if !months.is_empty() {
                facts["p.revenue"] = months.iter().map(|(r, _)| json!(r)).collect();
                facts["p.costs"] = months.iter().map(|(_, c)| json!(c)).collect();
            }
            if let Some((amount, paid)) = notified {
                facts["p.notified"] = json!([{"scheme": "old", "amount": amount, "paid": paid.min(amount), "notified_on": "2026-09-01"}]);
            }
            Case { schemes, profile: project(1, &facts), options: json!({"brief": true, "assume": ["*"]}) }
        },
    )
}

fn told(case: &Case) -> Value {
    let sources = case.schemes.iter().enumerate().map(|(n, d)| source(n, d, &case.schemes)).collect();
    plan_with(&village(sources), &case.profile, &case.options)
}

/// A table's rows by label and style.
fn rows<'p>(plan: &'p Value, table: &str) -> Vec<(&'p str, &'p str, Vec<i64>)> {
    let all = plan["tables"].as_array().unwrap();
    let table = all.iter().find(|t| t["key"] == table).unwrap();
    let row = |r: &'p Value| {
        let cells = r["cells"].as_array().unwrap().iter().map(cents).collect();
        (r["label"].as_str().unwrap(), r["style"].as_str().unwrap(), cells)
    };
    table["rows"].as_array().unwrap().iter().map(row).collect()
}

fn find(plan: &Value, table: &str, label: &str) -> Vec<i64> {
    rows(plan, table).into_iter().find(|(l, ..)| *l == label).unwrap().2
}

/// `PLAN_CASES=4000` runs each law on so many cases.
#[expect(clippy::disallowed_methods, reason = "how long a law is tried changes no answer")]
pub(crate) fn cases() -> u32 {
    std::env::var("PLAN_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(120)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn money_in_is_money_out(case in case()) {
        let p = told(&case);
        prop_assert_eq!(&p["proof"]["state"], &json!("proved"));
        let sum = |key: &str| p[key].as_array().unwrap().iter().map(|s| cents(&s["amount"])).sum::<i64>();
        prop_assert_eq!(sum("sources") + cents(&p["gap"]), cents(&p["uses"]));
        prop_assert!(cents(&p["gap"]) >= 0);
        for table in ["initial", "project"] {
            prop_assert_eq!(find(&p, table, "Needs in all"), vec![cents(&p["uses"])]);
            prop_assert_eq!(find(&p, table, "Resources in all"), vec![cents(&p["uses"])]);
        }
    }

    #[test]
    fn every_source_pays_its_amount_and_none_before_its_rule_allows(case in case()) {
        let p = told(&case);
        let as_of = "2026-11";
        for s in p["sources"].as_array().unwrap().iter().chain(p["helps"].as_array().unwrap()) {
            let payments = s["payments"].as_array().unwrap();
            if payments.is_empty() || s["id"] == "old" { continue }
            let sum: i64 = payments.iter().map(|x| cents(&x["amount"])).sum();
            prop_assert_eq!(sum, cents(&s["amount"]), "{}", s);
            for x in payments {
                let (early, late) = (x["early"].as_str().unwrap(), x["late"].as_str().unwrap());
                prop_assert!(early <= late && early >= as_of, "{}", s);
            }
            // money that a funder decides on never comes before the decision, but for what is paid on application
            let n = s["id"].as_str().unwrap().strip_prefix('s').and_then(|n| n.parse::<usize>().ok());
            if let Some(d) = n.map(|n| &case.schemes[n]) {
                let first = month_after(d.delay.0);
                let on_application = d.kind != 4 && d.pays == 1;
                for x in payments.iter().skip(usize::from(on_application)) {
                    prop_assert!(x["early"].as_str().unwrap() >= first.as_str(), "{} before {first}", s);
                }
            }
        }
    }

    #[test]
    fn balances_follow_from_receipts_and_payments(case in case()) {
        let p = told(&case);
        let (opening, closing) = (find(&p, "cash", "Cash at the beginning"), find(&p, "cash", "Cash at the end"));
        let (received, paid) = (find(&p, "cash", "Receipts in all"), find(&p, "cash", "Payments in all"));
        for t in 0..closing.len() {
            prop_assert_eq!(opening[t] + received[t] - paid[t], closing[t]);
            prop_assert_eq!(closing[t], cents(&p["cash"][t]["balance"]));
            // whatever the delays turn out to be
            let (worst, best) = (cents(&p["cash"][t]["at_worst"]), cents(&p["cash"][t]["at_best"]));
            prop_assert!(worst <= closing[t] && closing[t] <= best, "{worst} {} {best}", closing[t]);
            if t > 0 { prop_assert_eq!(opening[t], closing[t - 1]) }
        }
        let lowest = closing.iter().min().copied().unwrap_or(0);
        prop_assert_eq!(cents(&p["trough"]["lowest"]), lowest);
        prop_assert_eq!(cents(&p["trough"]["depth"]), (-lowest).max(0));
        prop_assert!(cents(&p["worst"]["lowest"]) <= lowest);
        // lines of each side sum to its total
        let all = rows(&p, "cash");
        let mut sums: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        let mut heading = "";
        for (label, style, cells) in &all {
            match *style {
                "heading" => heading = label,
                "line" => {
                    let sum = sums.entry(heading).or_insert_with(|| vec![0; cells.len()]);
                    sum.iter_mut().zip(cells).for_each(|(s, c)| *s += c);
                }
                _ => {}
            }
        }
        let none = vec![0; closing.len()];
        prop_assert_eq!(sums.get("Receipts").unwrap_or(&none), &received);
        prop_assert_eq!(sums.get("Payments").unwrap_or(&none), &paid);
        // the years are the same months, cut otherwise
        let years = find(&p, "three_years", "Cash at the end");
        let start = 6;
        for (y, end) in years.iter().enumerate() {
            prop_assert_eq!(*end, closing[start + 12 * (y + 1) - 1]);
        }
    }

    #[test]
    fn headroom_is_never_exceeded(case in case()) {
        let p = told(&case);
        let taken: Vec<(&Drawn, i64)> = p["sources"].as_array().unwrap().iter().filter_map(|s| {
            let n: usize = s["id"].as_str()?.strip_prefix('s')?.parse().ok()?;
            Some((&case.schemes[n], counted(&case.schemes[n], cents(&s["amount"]))))
        }).filter(|(d, _)| d.regime).collect();
        let granted: i64 = taken.iter().map(|(_, amount)| amount).sum();
        // the window ends on the first day on which one of them may be granted; its month is as near as this looks
        let first = taken.iter().map(|(d, _)| d.delay.0).min().unwrap_or(0);
        let edge = month_after(first - 36);
        let past: i64 = case.profile["facts"]["p.history"].as_array().unwrap().iter()
            .filter(|h| h["granted_on"].as_str().unwrap() > format!("{edge}-31").as_str())
            .map(|h| cents(&h["amount"])).sum();
        prop_assert!(granted + past.min(30_000_000) <= 30_000_000, "{granted} beside {past}");
    }

    /// Names decide nothing but between plans that are equal.
    #[test]
    fn another_order_of_schemes_gives_as_good_a_plan(case in case()) {
        let forth = told(&case);
        let n = case.schemes.len();
        let turned: Vec<Source> = case.schemes.iter().enumerate().map(|(k, d)| {
            let s = source(k, d, &case.schemes);
            let renamed = (0..n).fold(s.text, |t, j| t.replace(&format!("s{j}"), &format!("z{}", n - j)));
            Source::new(s.path.replace(&format!("s{k}"), &format!("z{}", n - k)), renamed)
        }).collect();
        let back = plan_with(&village(turned), &case.profile, &case.options);
        prop_assert!((cents(&forth["gap"]) - cents(&back["gap"])).abs() <= 30, "{} and {}", forth["gap"], back["gap"]);
        let depth = |p: &Value| cents(&p["trough"]["depth"]);
        prop_assert!((depth(&forth) - depth(&back)).abs() <= 100, "{} and {}", depth(&forth), depth(&back));
    }
}

/// What of an amount counts as aid: of a loan, a tenth, or a fifth of a longer one.
fn counted(d: &Drawn, cents: i64) -> i64 {
    match d.kind {
        0 if 12 + d.cap < 25 => cents / 10,
        0 => cents / 5,
        _ => cents,
    }
}

/// The month some months after November 2026.
fn month_after(months: i64) -> String {
    let n = 2026 * 12 + 10 + months;
    format!("{}-{:02}", n.div_euclid(12), n.rem_euclid(12) + 1)
}
