//! How long a financing plan takes, alone and with all that explains it, and how the search stands beside a mixed-integer
//! solver of others on the same problems in the same run. `cargo bench -p terreau --features lab --bench plan`.
#![expect(clippy::unwrap_used, reason = "a bench stops where its own rules are wrong")]

#[path = "common/mixed.rs"]
mod mixed;

use divan::{Bencher, black_box};
use serde_json::{Value, json};
use std::cell::Cell;
use terreau::{
    PlanOptions, RuleSet, Source, check_sources,
    lab::{Instance, MEASURES, drawn},
};

const SIZES: [usize; 3] = [10, 20, 60];
const INSTANCES: usize = 30;

fn main() {
    divan::main();
}

fn instances(n: usize) -> Vec<Instance> {
    (0..INSTANCES as u64).map(|seed| drawn(9_000 + seed, n, false)).collect()
}

/// Runs over the problems, one after another.
fn each<T>(bencher: Bencher<'_, '_>, all: &[Instance], ask: impl Fn(&Instance) -> T) {
    let next = Cell::new(0);
    bencher.bench_local(|| {
        let one = all.get(next.get() % INSTANCES);
        next.set(next.get() + 1);
        one.map(|i| black_box(ask(black_box(i))))
    });
}

/// The search alone: gap, trough, cost, files, amounts; proved.
#[divan::bench(args = SIZES, sample_count = 60)]
fn search(bencher: Bencher<'_, '_>, n: usize) {
    each(bencher, &instances(n), |i| i.solve().unwrap().gap);
}

/// `microlp`, the four measures one after the other; amounts are not made unique.
#[divan::bench(args = SIZES, sample_count = 30)]
fn search_by_microlp(bencher: Bencher<'_, '_>, n: usize) {
    each(bencher, &instances(n), |i| {
        let mut kept = vec![];
        for measure in MEASURES {
            let Some(value) = mixed::solved(i, measure, &kept) else { break };
            kept.push((measure, value));
        }
        kept.len()
    });
}

/// A rule set of grants and loans that all may be had.
fn rules(n: usize) -> RuleSet {
    let (set, facts) = (include_str!("common/plan-set.yaml"), include_str!("common/plan-facts.yaml"));
    let mut files = vec![
        Source::new("set.yaml", set),
        Source::new("facts/p.yaml", facts),
        Source::new(
            "providers.yaml",
            "providers: {town: {title: {fr: m, en: t}, origin: local}, state: {title: {fr: e, en: s}, origin: national}, union: {title: {fr: u, en: u}, origin: eu}}",
        ),
        Source::new(
            "regimes.yaml",
            "groups: {eighty: {title: {fr: q, en: e}, ceiling: 80%, of: eligible_cost, counts: public}}\nregimes: {free: {title: {fr: l, en: f}}}",
        ),
    ];
    files.extend((0..n).map(scheme));
    check_sources(vec![files], false).rule_set.unwrap()
}

fn scheme(n: usize) -> Source {
    let provider = ["town", "state", "union"].get(n % 3).copied().unwrap_or("town");
    let kind = if n.is_multiple_of(5) { "loan" } else { "grant" };
    let amount = match n % 5 {
        0 => format!(
            "{{form: loan, value: {}, loan: {{months: {} months, interest: {}%}}}}",
            2_000 + 500 * (n % 7),
            24 + n % 36,
            n % 6
        ),
        1 => format!(
            "{{form: cash, of: {{budget: [equipment]}}, rate: {}%, cap: {}}}",
            10 + n % 30,
            4_000 + 300 * (n % 11)
        ),
        2 => format!("{{form: cash, of: {{budget: [equipment, works]}}, rate: {}%, floor: 1000}}", 5 + n % 20),
        3 => format!(
            "{{form: cash, of: {{budget: [works]}}, rate: {}%, follows: [{{from: national_public, ratio: 4}}]}}",
            20 + n % 40
        ),
        _ => format!("{{form: cash, value: {}}}", 1_000 + 250 * (n % 9)),
    };
    let payment = match n % 4 {
        0 => "[{share: 100%, when: notification}]",
        1 => {
            "[{share: 40%, when: notification}, {share: 60%, when: invoices_paid, delay: {from: 1 months, to: 4 months}}]"
        }
        2 => "[{share: 100%, when: invoices_paid, delay: {from: 2 months, to: 6 months}}]",
        _ => "[{share: 100%, when: other_funders_paid, delay: {from: 2 months, to: 8 months}}]",
    };
    let rule = if n % 5 == 2 { "own_contribution: {at_least: 20%, of: eligible_cost}" } else { "" };
    let group = if n % 5 == 1 { "eighty" } else { "" };
    let excludes = if n > 6 && n.is_multiple_of(7) { format!("s{:02}", n - 5) } else { String::new() };
    let text = format!(
        "id: s{n:02}\nkind: {kind}\ntitle: {{fr: s{n}, en: s{n}}}\nprovider: {provider}\nconfidence: high\nreferences: [{{title: drawn, read_on: 2026-11-20}}]\ncriteria: [{{id: costs, if: \"count(p.budget) > 0\"}}]\namount: {amount}\npayment: {payment}\n{rule}\nburden: {{decision: {{from: 2 months, to: {} months}}, hours: {}}}\ncumulation: {{regime: free, groups: [{group}], excludes: [{excludes}]}}\n",
        3 + n % 5,
        5 + n % 40,
    );
    Source::new(format!("schemes/{kind}/s{n:02}.yaml"), text)
}

fn project() -> Value {
    json!({"as_of": "2026-11-23", "facts": {
        "p.start": "2027-05", "p.own": 20_000, "p.cash": 25_000,
        "p.budget": [
            {"kind": "works", "amount": 60_000, "month": -2}, {"kind": "equipment", "amount": 45_000, "month": -1},
            {"kind": "equipment", "amount": 20_000, "month": 1}, {"kind": "stock", "amount": 15_000, "month": 0}
        ]
    }})
}

fn planned(bencher: Bencher<'_, '_>, n: usize, brief: bool) {
    let (rules, profile) = (rules(n), project());
    let options = PlanOptions { months: Some(24), brief, ..PlanOptions::default() };
    bencher.bench_local(|| rules.plan(black_box(&profile), &options).unwrap().files);
}

/// Profile in, plan with tables out, without what explains it.
#[divan::bench(args = [20, 60], sample_count = 30)]
fn plan_alone(bencher: Bencher<'_, '_>, n: usize) {
    planned(bencher, n, true);
}

/// The same with fallbacks, forced schemes, blockers, other plans and what-ifs.
#[divan::bench(args = [20, 60], sample_count = 10)]
fn plan_explained(bencher: Bencher<'_, '_>, n: usize) {
    planned(bencher, n, false);
}
