//! Together as one by one: who gains and who loses between the rural set and an edited copy of it.
#![cfg(feature = "yaml")]

use super::TableDiffOptions;
use crate::{
    Group, Lang, Options, Problems, RuleSet, Source,
    api::{
        many::tests::{common::catalogue::load, rural, rural_files, thinned},
        table::slices,
    },
    contract::{AmountState, Recommendation, TableDiff},
};
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use serde_json::{Map, Value};
use std::{collections::BTreeMap, sync::Arc};

const DAY: &str = "2026-11-23";

/// One more scheme, for villages.
fn village(id: &str, euros: u32) -> Source {
    let text = format!(
        "id: {id}\nkind: grant\ntitle: {{fr: village, en: village}}\nprovider: gal\nconfidence: high\n\
         references: [{{title: décision, read_on: 2026-11-20}}]\n\
         criteria: [{{id: small, if: territory.commune_population < 3500}}]\namount: {{form: cash, value: {euros}}}\n"
    );
    Source::new(format!("schemes/grant/{id}.yaml"), text)
}

/// The rural set with one more scheme; and with another one, fewer carriers and a lower rate for LEADER, more carriers for a grocery, and
/// a fact that has another name.
fn versions() -> [RuleSet; 2] {
    let mut old = rural_files();
    let mut new = rural_files();
    old.push(village("village-before", 1_000));
    new.push(village("village-after", 1_500));
    let edits = [
        ("schemes/grant/leader-aura.yaml", "[\"association\", \"commune\", \"epci\",", "[\"commune\", \"epci\","),
        ("parameters/public_aid.yaml", "value: 64%", "value: 50%"),
        ("facts/finance.yaml", "  own_funds:\n", "  own_cash:\n    formerly: [finance.own_money]\n"),
    ];
    for (path, from, to) in edits {
        edit(&mut new, path, from, to);
    }
    edit(&mut old, "schemes/grant/bouge-ton-coq-epicerie.yaml", "\"individual\", \"collective\"]", "\"collective\"]");
    for file in &mut new {
        file.text = file
            .text
            .replace("finance.own_funds", "finance.own_cash")
            .replace("finance.own_money", "finance.own_funds");
    }
    [load(old).unwrap(), load(new).unwrap()]
}

fn edit(files: &mut [Source], path: &str, from: &str, to: &str) {
    let file = files.iter_mut().find(|f| f.path == path).unwrap();
    assert!(file.text.contains(from), "{path} is no longer as this test knows it");
    file.text = file.text.replace(from, to);
}

/// What a column of texts can say of a fact: a value, a list, or the parts of a state in columns of their own.
fn cells(key: &str, value: &Value) -> Option<Vec<(String, String)>> {
    match value {
        Value::String(text) => Some(vec![(key.to_owned(), text.clone())]),
        Value::Array(_) => Some(vec![(key.to_owned(), value.to_string())]),
        Value::Object(parts) => {
            let part = |(name, v): (&String, &Value)| {
                let known = matches!(name.as_str(), "state" | "from" | "to");
                Some((format!("{key}.{name}"), v.as_str().filter(|_| known)?.to_owned()))
            };
            parts.iter().map(part).collect()
        }
        _ => None,
    }
}

/// The rural personas, whole and with gaps, without what no cell of text can say.
fn projects() -> Vec<Value> {
    let (_, personas) = rural();
    let mut all: Vec<Value> = personas.iter().flat_map(|p| [100, 80, 60, 20].map(|keep| thinned(p, keep))).collect();
    for project in &mut all {
        project["facts"].as_object_mut().unwrap().retain(|key, value| cells(key, value).is_some());
    }
    all
}

fn object(project: &Value, key: &str) -> Map<String, Value> {
    project.get(key).and_then(Value::as_object).cloned().unwrap_or_default()
}

fn table(projects: &[Value]) -> RecordBatch {
    let rows: Vec<BTreeMap<String, String>> = projects
        .iter()
        .map(|p| {
            let told = object(p, "facts").into_iter().chain(object(p, "declared"));
            told.flat_map(|(key, value)| cells(&key, &value).unwrap()).collect()
        })
        .collect();
    let mut names: Vec<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
    names.sort();
    names.dedup();
    let column = |name: &&String| {
        let cells = rows.iter().map(|row| row.get(*name).map(String::as_str));
        ((*name).clone(), Arc::new(StringArray::from(cells.collect::<Vec<_>>())) as ArrayRef, true)
    };
    RecordBatch::try_from_iter_with_nullable(names.iter().map(column)).unwrap()
}

fn options(report_errors: bool) -> TableDiffOptions {
    TableDiffOptions {
        as_of: Some(DAY.to_owned()),
        lang: Lang::En,
        report_errors,
        threads: Some(2),
        ..TableDiffOptions::default()
    }
}

fn compared([old, new]: [&RuleSet; 2], table: &RecordBatch) -> Result<TableDiff, Problems> {
    let mut compared = old.compare_tables(new, &table.schema(), &options(true))?;
    for slice in slices(table) {
        compared.slice(&slice)?;
    }
    Ok(compared.finish())
}

/// The least and the most of every scheme that a project may have, in cents, and whether no rule caps it (1); nothing when it cannot
/// be judged.
fn alone(rules: &RuleSet, project: &Value) -> Option<BTreeMap<String, [i64; 3]>> {
    let options = Options { as_of: Some(DAY.to_owned()), ..Options::default() };
    let report = rules.recommend(project, &options).ok()?;
    let brings = |s: &Recommendation| {
        let Some(a) = &s.amount else { return [0; 3] };
        let [low, high] = [a.low, a.high].map(|d| d.map_or(0, |d| d.mantissa));
        [if a.state == AmountState::Known { low } else { 0 }, high, i64::from(a.uncapped)]
    };
    let possible = report.schemes.iter().filter(|s| matches!(s.group, Group::Now | Group::Later));
    Some(possible.map(|s| (s.scheme.clone(), brings(s))).collect())
}

/// The same project as the new rules name its facts.
fn renamed(project: &Value) -> Value {
    serde_json::from_str(&project.to_string().replace("finance.own_funds", "finance.own_cash")).unwrap()
}

#[test]
fn the_comparison_is_its_projects() {
    let [old, new] = versions();
    let projects = projects();
    let told = compared([&old, &new], &table(&projects)).unwrap();
    let mut counts = [0_u64; 5];
    let mut schemes: BTreeMap<String, [i64; 10]> = BTreeMap::new();
    for project in &projects {
        let (Some(before), Some(after)) = (alone(&old, project), alone(&new, &renamed(project))) else { continue };
        let gains = after.keys().filter(|id| !before.contains_key(*id)).count();
        let loses = before.keys().filter(|id| !after.contains_key(*id)).count();
        let is = [
            true,
            gains > 0,
            loses > 0,
            before.is_empty() && !after.is_empty(),
            !before.is_empty() && after.is_empty(),
        ];
        counts.iter_mut().zip(is).for_each(|(n, is)| *n += u64::from(is));
        for id in before.keys().chain(after.keys().filter(|id| !before.contains_key(*id))) {
            let (was, now) = (before.get(id), after.get(id));
            let both = was.is_some() && now.is_some();
            let [low, high] = [0, 1].map(|end| now.map_or(0, |n| n[end]) - was.map_or(0, |w| w[end]));
            let uncapped = [was, now].into_iter().flatten().any(|n| n[2] == 1);
            let capped = if uncapped { 0 } else { high };
            let own = [
                i64::from(was.is_none()),
                i64::from(now.is_none()),
                i64::from(both),
                i64::from(both && low > 0),
                i64::from(both && low < 0),
                low.max(0),
                (-low).max(0),
                capped.max(0),
                (-capped).max(0),
                i64::from(uncapped && high != 0),
            ];
            let sums = schemes.entry(id.clone()).or_default();
            sums.iter_mut().zip(own).for_each(|(sum, n)| *sum += n);
        }
    }
    assert_eq!([told.projects, told.gain, told.lose, told.from_nothing, told.to_nothing], counts);
    assert_eq!(told.projects + told.set_aside, projects.len() as u64);
    schemes.retain(|_, n| n.iter().enumerate().any(|(i, n)| i != 2 && *n != 0));
    let cents = |d: Option<crate::contract::Decimal>| d.unwrap().mantissa;
    let read = told.schemes.iter().map(|s| {
        let counts = [s.gain, s.lose, s.keep, s.higher, s.lower].map(|n| i64::try_from(n).unwrap());
        let sums = [s.low.gained, s.low.lost, s.high.gained, s.high.lost].map(cents);
        (s.scheme.clone(), <[i64; 10]>::try_from([&counts[..], &sums, &[s.uncapped as i64]].concat()).unwrap())
    });
    assert_eq!(read.collect::<BTreeMap<_, _>>(), schemes);
    // each edit shows: who loses LEADER, who gets less of it, who gains the grocery's help, the schemes of one version alone
    let of = |id: &str| schemes[id];
    assert!(of("leader-aura")[1] > 0 && of("leader-aura")[8] > 0 && of("bouge-ton-coq-epicerie")[0] > 0);
    assert!(of("village-before")[1] > 0 && of("village-after")[0] > 0 && told.projects > 20);
    assert!(schemes.values().any(|n| n[9] > 0), "some amount that changes has no cap");
}

#[test]
fn a_version_against_itself_changes_nothing() {
    let (rules, _) = rural();
    let told = compared([&rules, &rules], &table(&projects())).unwrap();
    assert!(told.schemes.is_empty() && told.projects > 20);
    assert_eq!([told.gain, told.lose, told.from_nothing, told.to_nothing], [0; 4]);
    assert_eq!(told.summary, format!("projects compared: {}; nothing changes for any of them", told.projects));
}

fn texts(columns: &[(&str, &str)]) -> RecordBatch {
    let of = |cell: &str| Arc::new(StringArray::from(vec![cell])) as ArrayRef;
    RecordBatch::try_from_iter(columns.iter().map(|(name, cell)| (*name, of(cell)))).unwrap()
}

#[test]
fn a_column_is_understood_when_either_knows_it() {
    let [old, new] = versions();
    let both = [&old, &new];
    for name in ["finance.own_funds", "finance.own_cash", "finance.own_cash.from"] {
        let told = compared(both, &texts(&[(name, "5000")])).unwrap();
        assert_eq!((told.projects, told.set_aside), (1, 0), "{name}");
    }
    let wrong = texts(&[("finance.own_fund", "1"), ("leader-aura/nothing", "yes"), ("applicant", "1")]);
    let problems = compared(both, &wrong).unwrap_err();
    let paths: Vec<&str> = problems.0.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["finance.own_fund", "leader-aura/nothing", "applicant"], "{problems}");
}

#[test]
fn a_bad_cell_is_told_once_with_whose_it_is() {
    let [old, new] = versions();
    let table = texts(&[("applicant.kind", "compagny")]);
    let mut strict = old.compare_tables(&new, &table.schema(), &options(false)).unwrap();
    let problems = strict.slice(&table).unwrap_err();
    assert_eq!(problems.0.len(), 1, "{problems}");
    assert!(problems.0[0].path == "rows[0].applicant.kind" && !problems.0[0].message.en.contains("old rules"));
    let table = texts(&[("finance.own_funds", "-1")]);
    let mut strict = old.compare_tables(&new, &table.schema(), &options(false)).unwrap();
    let problems = strict.slice(&table).unwrap_err();
    let paths: Vec<&str> = problems.0.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["rows[0].finance.own_funds", "rows[0].finance.own_cash"]);
    assert!(
        problems.0[0].message.en.ends_with("(old rules)") && problems.0[1].message.fr.ends_with("(nouvelles règles)")
    );
    assert_eq!(compared([&old, &new], &table).unwrap().set_aside, 1);
}

#[test]
fn options_are_read_strictly() {
    let read =
        TableDiffOptions::from_json(r#"{"as_of": "2026-11-23", "lang": "en", "on_error": "report", "threads": 2}"#);
    assert_eq!(read.unwrap(), options(true));
    let wrong = TableDiffOptions::from_json(r#"{"asof": "2026-11-23", "lang": "de"}"#).unwrap_err();
    assert_eq!(wrong.0.len(), 2, "{wrong}");
}
