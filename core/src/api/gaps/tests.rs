//! The table of coverage against reports, one project after the other.
#![cfg(feature = "yaml")]

use crate::{
    Dated, Group, Lang, Options, RuleSet, Verdict, Weighting,
    api::many::tests::{
        common::{
            catalogue::{self, Predicate, Rule, Scheme, Test},
            draw,
        },
        rural, thinned,
    },
    compile::SlotKey,
    contract::{Count, Coverage, GapOptions, Recommendation, Report},
    gaps::{Selector, Test as Asks, selectors, uncovered},
    value::{Quantity, Type},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const DAY: &str = "2026-11-23";

/// The rural personas, whole and with gaps.
fn projects() -> (RuleSet, Vec<Value>) {
    let (rules, personas) = rural();
    let all = personas.iter().flat_map(|p| [100, 80, 60, 20].map(|keep| thinned(p, keep))).collect();
    (rules, all)
}

fn coverage(rules: &RuleSet, projects: &[Value], options: &GapOptions, slice: usize) -> Coverage {
    let dated = rules.on_day(DAY).unwrap();
    let mut gaps = dated.gaps(options).unwrap();
    for some in projects.chunks(slice) {
        gaps.add(&dated.lay(some), 2).unwrap();
    }
    gaps.finish(Lang::En)
}

fn plain() -> GapOptions {
    GapOptions { minimum: Some(1), ..GapOptions::default() }
}

fn exact(n: u64) -> Count {
    Count { low: n, high: n }
}

fn report(rules: &RuleSet, project: &Value) -> Option<Report> {
    rules.recommend(project, &Options { as_of: Some(DAY.to_owned()), ..Options::default() }).ok()
}

fn possible(s: &Recommendation) -> bool {
    matches!(s.group, Group::Now | Group::Later)
}

fn form(s: &Recommendation) -> &str {
    s.amount.as_ref().map_or("", |a| a.form)
}

fn money(s: &Recommendation) -> bool {
    !matches!(form(s), "" | "guarantee" | "in_kind")
}

fn ahead(s: &Recommendation) -> bool {
    let early = ["application", "notification", "start", "campaign_end", "monthly"];
    money(s) && s.payment.iter().any(|p| early.contains(&p.when) && p.share.mantissa > 0)
}

/// Under 40 hours, and decided in under 120 days; rights of the law are decided at once.
fn light(s: &Recommendation) -> bool {
    let Some(burden) = &s.burden else { return false };
    let right = matches!(form(s), "relief" | "tax_credit" | "income") && burden.committees.is_none_or(|n| n == 0);
    burden.hours.as_ref().is_some_and(|h| h.to < 40) && burden.decision_days.as_ref().map_or(right, |d| d.to < 120)
}

/// One's own cash is as much as the whole budget.
fn carries(project: &Value) -> bool {
    let euros = |v: &Value| v.as_str().map_or_else(|| v.as_f64(), |s| s.parse().ok());
    let facts = project.get("facts").unwrap();
    let (Some(cash), Some(budget)) = (facts.get("finance.opening_cash"), facts.get("finance.budget")) else {
        return false;
    };
    let lines = budget.as_array().unwrap();
    let cost: Option<f64> =
        lines.iter().map(|l| l.get("amount").and_then(euros)).try_fold(0.0, |sum, n| Some(add(sum, n?)));
    euros(cash).zip(cost).is_some_and(|(cash, cost)| cash >= cost)
}

#[expect(clippy::float_arithmetic, reason = "another way to the same sum")]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

fn lacks(target: &str, report: &Report, project: &Value) -> bool {
    let mut open = report.schemes.iter().filter(|s| possible(s));
    match target {
        "any" => open.next().is_none(),
        "sure" => !open.any(|s| s.verdict != Verdict::Undetermined),
        "money" => !open.any(money),
        "cash" => !open.any(ahead) && !carries(project),
        "burden" => !open.any(light),
        "engineering" => report.needs.iter().any(|n| n.sure && n.helpers.is_empty()),
        kind => !open.any(|s| s.kind == kind),
    }
}

#[test]
fn the_table_is_its_projects() {
    let (rules, projects) = projects();
    let grants = GapOptions { target: Some("grant".to_owned()), ..plain() };
    let told = coverage(&rules, &projects, &grants, 40);
    let read: Vec<(&Value, Report)> = projects.iter().filter_map(|p| Some((p, report(&rules, p)?))).collect();
    assert_eq!(told.projects, read.len() as u64);
    assert_eq!(told.set_aside, (projects.len() - read.len()) as u64);
    let count = |is: &dyn Fn(&Value, &Report) -> bool| exact(read.iter().filter(|(p, r)| is(p, r)).count() as u64);
    let words: Vec<&str> = told.lacks.iter().map(|l| l.target).collect();
    assert_eq!(words, ["any", "sure", "money", "cash", "burden", "engineering", "grant"]);
    for lack in &told.lacks {
        assert_eq!(lack.projects, count(&|p, r| lacks(lack.target, r, p)), "{}", lack.target);
    }
    for s in &told.schemes {
        let of = |verdict| count(&|_, r| r.schemes.iter().any(|x| x.scheme == s.scheme && x.verdict == verdict));
        let verdicts = [Verdict::Eligible, Verdict::Conditional, Verdict::Undetermined, Verdict::Ineligible].map(of);
        assert_eq!([s.eligible, s.conditional, s.undetermined, s.ineligible], verdicts, "{}", s.scheme);
    }
    for k in &told.kinds {
        let own = |s: &&Recommendation| s.kind == k.kind && possible(s);
        assert_eq!(k.possible, count(&|_, r| r.schemes.iter().any(|s| own(&s))), "{}", k.kind);
        let sure = |s: &&Recommendation| own(s) && s.verdict != Verdict::Undetermined;
        assert_eq!(k.sure, count(&|_, r| r.schemes.iter().any(|s| sure(&s))), "{}", k.kind);
    }
    for n in &told.needs {
        let met = |r: &Report, alone: bool| {
            r.needs.iter().any(|x| x.need == n.need && x.sure && (!alone || x.helpers.is_empty()))
        };
        assert_eq!((n.projects, n.alone), (count(&|_, r| met(r, false)), count(&|_, r| met(r, true))), "{}", n.need);
    }
}

#[test]
fn a_table_sets_them_side_by_side() {
    let (rules, projects) = projects();
    let by = GapOptions { by: vec!["applicant.kind".to_owned()], ..plain() };
    let told = coverage(&rules, &projects, &by, 1_000);
    let mut kinds: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for project in &projects {
        let Some(report) = report(&rules, project) else { continue };
        let kind = project["facts"].get("applicant.kind").and_then(Value::as_str).unwrap_or("not told").to_owned();
        let entry = kinds.entry(kind).or_default();
        entry.0 += 1;
        entry.1 += u64::from(lacks("cash", &report, project));
    }
    let [table] = told.tables.as_slice() else { panic!("one table") };
    let mut rows: Vec<(Count, Count)> = table.rows.iter().map(|r| (r.projects, r.lacks[3])).collect();
    let mut alone: Vec<(Count, Count)> = kinds.values().map(|(n, cash)| (exact(*n), exact(*cash))).collect();
    rows.sort_by_key(|r| (r.0.low, r.1.low));
    alone.sort_by_key(|r| (r.0.low, r.1.low));
    assert_eq!(rows, alone);
    assert!(table.rows.iter().any(|r| r.label == "association"), "{:?}", table.rows);
}

#[test]
fn slices_and_threads_change_nothing() {
    let (rules, projects) = projects();
    // slices of one block each: what differs is how many threads share them
    let many: Vec<Value> = projects.iter().cycle().take(1_300).cloned().collect();
    let loans = GapOptions { target: Some("honour_loan".to_owned()), ..GapOptions::default() };
    let whole = coverage(&rules, &many, &loans, usize::MAX);
    assert_eq!(whole, coverage(&rules, &many, &loans, 512));
    assert!(!whole.segments.is_empty() && !whole.blocking.is_empty() && !whole.openings.is_empty());
}

#[test]
fn few_projects_are_not_told_of() {
    let (rules, projects) = projects();
    let told = coverage(&rules, &projects, &GapOptions::default(), usize::MAX);
    let few = |c: &Count| c.low == c.high && (1..11).contains(&c.low);
    let tallies = told.schemes.iter().flat_map(|s| [s.eligible, s.conditional, s.undetermined, s.ineligible]);
    let cells = told.tables.iter().flat_map(|t| &t.rows).flat_map(|r| r.lacks.iter().chain([&r.projects])).copied();
    let kinds = told.kinds.iter().flat_map(|k| [k.possible, k.sure]);
    let all: Vec<Count> = tallies.chain(cells).chain(kinds).chain(told.lacks.iter().map(|l| l.projects)).collect();
    assert!(all.iter().any(|c| c.low < c.high) && !all.iter().any(few), "{all:?}");
    assert!(told.segments.iter().all(|s| s.projects >= 11 && s.lacking.high >= 11));
    assert!(told.openings.iter().all(|o| o.opens >= 11));
}

#[test]
fn options_are_read_whole() {
    let wrong = r#"{"target": 3, "minimum": "ten", "bye": [], "top": -1}"#;
    let paths: Vec<String> = GapOptions::from_json(wrong).unwrap_err().0.into_iter().map(|p| p.path).collect();
    assert_eq!(paths, ["bye", "minimum", "target", "top"]);
    let (rules, _) = rural();
    let dated = rules.on_day(DAY).unwrap();
    let text = r#"{"target": "grants", "by": ["applicant.kinds", "applicant.is_woman"], "depth": 9, "minimum": 0}"#;
    let problems = dated.gaps(&GapOptions::from_json(text).unwrap()).unwrap_err();
    let told: Vec<(&str, Option<&str>)> =
        problems.0.iter().map(|p| (p.path.as_str(), p.help.as_ref().map(|h| h.en.as_str()))).collect();
    let expected = [
        ("minimum", None),
        ("depth", None),
        ("target", Some("did you mean `grant`?")),
        ("by", Some("did you mean `applicant.kind`?")),
        ("by", Some("give a fact that it is computed from")),
    ];
    assert_eq!(told, expected);
}

#[test]
fn another_day_is_another_population() {
    let (rules, projects) = projects();
    let (today, tomorrow) = (rules.on_day(DAY).unwrap(), rules.on_day("2026-11-24").unwrap());
    let mut gaps = today.gaps(&GapOptions::default()).unwrap();
    assert!(gaps.add(&tomorrow.lay(&projects), 1).is_err());
    assert!(gaps.add(&today.lay(&projects), 1).is_ok());
}

/// Verdict of one scheme for each of some profiles.
fn verdicts(rules: &RuleSet, id: &str, profiles: &[Value]) -> Vec<Verdict> {
    let dated = rules.on_day(DAY).unwrap();
    let weighting = dated.weigh(&Options::default()).unwrap();
    let of = |p: &Value| {
        let all = dated.read(p).unwrap().top(&weighting, usize::MAX);
        all.into_iter().find(|r| r.scheme == id).unwrap().verdict
    };
    profiles.iter().map(of).collect()
}

fn gets_nothing(dated: &Dated, weighting: &Weighting, profile: &Value) -> bool {
    dated.read(profile).unwrap().possible(weighting).is_empty()
}

/// The set with the rule of one scheme written otherwise.
fn rewritten(schemes: &[Scheme], at: usize, rule: Vec<Rule>) -> RuleSet {
    let mut other = schemes.to_vec();
    other[at].rule = rule;
    catalogue::load(catalogue::sources(&other)).unwrap()
}

/// Thresholds that the set compares a fact with: the first value after each, of facts in whole numbers.
fn cuts(schemes: &[Scheme], fact: &str) -> Vec<i64> {
    fn leaves<'r>(rule: &'r Rule, found: &mut Vec<&'r Predicate>) {
        match rule {
            Rule::Leaf(p) => found.push(p),
            Rule::Not(part) => leaves(part, found),
            Rule::All(parts) | Rule::Any(parts) => parts.iter().for_each(|p| leaves(p, found)),
        }
    }
    let mut all = vec![];
    for s in schemes {
        s.rule.iter().for_each(|r| leaves(r, &mut all));
        all.extend(s.soft.iter().map(|(_, p)| p));
    }
    let own = all.into_iter().filter(|p| p.fact == fact);
    let mut cuts: Vec<i64> = own
        .filter_map(|p| match p.test {
            Test::AtMost(n) => Some(n + 1),
            Test::AtLeast(n) => Some(n),
            _ => None,
        })
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The same comparison one threshold farther; `None` where no value is beyond it.
fn farther(schemes: &[Scheme], p: &Predicate) -> Option<Option<Predicate>> {
    let cuts = cuts(schemes, &p.fact);
    let test = match p.test {
        Test::AtMost(n) => cuts.iter().find(|c| **c > n + 1).map(|c| Test::AtMost(c - 1)),
        Test::AtLeast(n) => cuts.iter().rev().find(|c| **c < n).map(|c| Test::AtLeast(*c)),
        _ => return None,
    };
    Some(test.map(|test| Predicate { fact: p.fact.clone(), test }))
}

#[test]
fn criteria_and_openings_are_those_of_rules_written_otherwise() {
    let schemes = draw::schemes(7, 5);
    let rules = catalogue::load(catalogue::sources(&schemes)).unwrap();
    let profiles: Vec<Value> = [0, 30, 70].into_iter().flat_map(|gaps| draw::profiles(50, 9, gaps)).collect();
    let (dated, all) = (rules.on_day(DAY).unwrap(), GapOptions { top: Some(200), ..plain() });
    let weighting = dated.weigh(&Options::default()).unwrap();
    let told = coverage(&rules, &profiles, &all, usize::MAX);
    let nothing: Vec<Value> = profiles.into_iter().filter(|p| gets_nothing(&dated, &weighting, p)).collect();
    assert!(nothing.len() > 20 && told.lacks[0].projects == exact(nothing.len() as u64));
    let mut moved = 0;
    for (at, scheme) in schemes.iter().enumerate() {
        let counted = |rule: Vec<Rule>, is: fn(Verdict) -> bool| {
            let verdicts = verdicts(&rewritten(&schemes, at, rule), &scheme.id, &nothing);
            verdicts.into_iter().filter(|v| is(*v)).count() as u64
        };
        let (possible, refused) = (|v| v != Verdict::Ineligible, |v| v == Verdict::Ineligible);
        for (i, part) in scheme.rule.iter().enumerate() {
            let with = |other: Option<Rule>| {
                let rest = scheme.rule.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, r)| r.clone());
                rest.chain(other).collect::<Vec<Rule>>()
            };
            let criterion = format!("c{i}");
            let of = |change: &str| {
                let own = told.openings.iter().filter(|o| (&o.scheme, &o.criterion) == (&scheme.id, &criterion));
                own.filter(|o| o.change == change).map(|o| o.opens).collect::<Vec<u64>>()
            };
            let some = |n: u64| if n > 0 { vec![n] } else { vec![] };
            let alone = counted(with(None), possible);
            assert_eq!(of("dropped"), some(alone), "{} {criterion}", scheme.id);
            let blocking = told.blocking.iter().find(|b| (&b.scheme, &b.criterion) == (&scheme.id, &criterion));
            let refuses = counted(vec![part.clone()], refused);
            assert_eq!(
                blocking.map_or((0, 0), |b| (b.refuses.low, b.alone.low)).0,
                refuses,
                "{} {criterion}",
                scheme.id
            );
            assert!(blocking.is_none_or(|b| b.alone == exact(alone)));
            let Rule::Leaf(p) = part else { continue };
            let Some(next) = farther(&schemes, p) else { continue };
            let opens = counted(with(next.map(Rule::Leaf)), possible);
            assert_eq!(of("moved"), some(opens), "{} {criterion} {p:?}", scheme.id);
            moved += usize::from(opens > 0);
        }
    }
    assert!(moved > 0, "some threshold opens something");
}

/// A project of which a selector says all that is known.
fn partial(dated: &Dated, selectors: &[&Selector]) -> Option<Value> {
    let mut facts = serde_json::Map::new();
    for s in selectors {
        let slot = dated.plan.slot(s.slot)?;
        let SlotKey::Fact(f) = &slot.key else { return None };
        let fact = dated.model().fact(*f)?;
        let Asks::Within(region) = &s.test else { return None };
        let (low, high) = (region.low()?, region.high()?);
        let cents = |v: i64| format!("{}.{:02}", v / 100, v % 100);
        let value = match &fact.ty {
            Type::Bool => json!(low == 1),
            Type::Enum(_) => json!(fact.members[usize::try_from(low).unwrap()].name),
            Type::Number(n) if n.quantity == Quantity::Money => json!({"from": cents(low), "to": cents(high)}),
            Type::Number(n) if n.quantity == Quantity::Int => json!({"from": low, "to": high}),
            _ => return None,
        };
        facts.insert(fact.key.clone(), value);
    }
    Some(json!({ "as_of": DAY, "facts": facts }))
}

#[test]
fn segments_without_a_table_are_those_that_every_scheme_refuses() {
    let (mut gaps, mut pairs) = (0, 0);
    for seed in 1..6 {
        let rules = catalogue::load(catalogue::sources(&draw::schemes(2, seed))).unwrap();
        let dated = rules.on_day(DAY).unwrap();
        let weighting = dated.weigh(&Options::default()).unwrap();
        let all = selectors(dated.model(), &dated.plan, &[]);
        // those that a profile can tell, by themselves
        let told: Vec<Selector> = all.into_iter().filter(|s| partial(&dated, &[s]).is_some()).take(60).collect();
        let found = uncovered(&dated.plan, &[0, 1], &told, 2);
        assert!(!found.truncated);
        let refused = |chosen: &[usize]| {
            let own: Vec<&Selector> = chosen.iter().map(|i| &told[*i]).collect();
            let apart = own.windows(2).all(|pair| pair[0].slot != pair[1].slot);
            // two conditions on one fact are one narrower condition, or none that any project meets
            apart && gets_nothing(&dated, &weighting, &partial(&dated, &own).unwrap())
        };
        let singles = (0..told.len()).map(|i| vec![i]);
        let doubles = (0..told.len()).flat_map(|i| (i + 1..told.len()).map(move |j| vec![i, j]));
        let all: Vec<Vec<usize>> = singles.chain(doubles).filter(|c| refused(c)).collect();
        let within = |i: usize, j: usize| match (&told[i].test, &told[j].test) {
            (Asks::Within(a), Asks::Within(b)) => told[i].slot == told[j].slot && a.is_subset(b),
            _ => false,
        };
        let holds = |wide: &[usize], narrow: &[usize]| wide.iter().all(|w| narrow.iter().any(|n| within(*n, *w)));
        let general = all.iter().filter(|c| !all.iter().any(|other| other != *c && holds(other, c)));
        let expected: Vec<Vec<usize>> = general.cloned().collect();
        let apart =
            |c: &&Vec<usize>| c.iter().map(|i| told[*i].slot).collect::<Vec<_>>().windows(2).all(|p| p[0] != p[1]);
        let own: Vec<Vec<usize>> = found.found.iter().filter(apart).cloned().collect();
        assert_eq!(own, expected, "seed {seed}");
        gaps += expected.len();
        pairs += expected.iter().filter(|c| c.len() == 2).count();
    }
    assert!(gaps > 0 && pairs > 0, "{gaps} gaps, {pairs} of them of two conditions");
}

#[test]
fn what_the_rural_rules_leave_out() {
    let (rules, _) = rural();
    let dated = rules.on_day(DAY).unwrap();
    let options = GapOptions::from_json(r#"{"target": "honour_loan", "lang": "en", "depth": 2}"#).unwrap();
    let told = dated.uncovered(&options).unwrap();
    assert!(told.schemes > 0 && !told.segments.is_empty());
    // every honour loan goes to people and firms: none to a commune
    assert!(told.segments.iter().any(|s| s.label == "applicant: commune"), "{:?}", told.segments);
}
