//! Tables: together as one by one, however the cells are kept and however the rows are cut.
#![cfg(feature = "yaml")]

use super::{ScoreOptions, TableScores, slices};
use crate::{Options, api::many::tests::rural, batch::Cell};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, NullArray, RecordBatch,
    RecordBatchIterator, RecordBatchReader, StringArray, cast::AsArray,
};
use serde_json::{Value, json};
use std::sync::Arc;

fn options(keep: &[&str]) -> ScoreOptions {
    let keep = keep.iter().map(|k| (*k).to_owned()).collect();
    ScoreOptions { as_of: Some("2026-11-23".to_owned()), keep, top: Some(5), ..ScoreOptions::default() }
}

fn table(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true))).unwrap()
}

fn scored(table: &RecordBatch, keep: &[&str]) -> TableScores {
    let (rules, _) = rural();
    let mut scoring = rules.scoring(&table.schema(), &options(keep)).unwrap();
    let mut scores = scoring.begin();
    for slice in slices(table) {
        scores.put(scoring.slice(&slice).unwrap());
    }
    scores
}

/// Place, rank and scheme of each line.
fn lines(batch: &RecordBatch) -> Vec<(i64, i32, String)> {
    let rows = batch.column_by_name("row").unwrap().as_primitive::<arrow_array::types::Int64Type>();
    let ranks = batch.column_by_name("rank").unwrap().as_primitive::<arrow_array::types::Int32Type>();
    let schemes = batch.column_by_name("scheme").unwrap().as_string::<i32>();
    (0..batch.num_rows()).map(|i| (rows.value(i), ranks.value(i), schemes.value(i).to_owned())).collect()
}

fn alone(profile: &Value) -> Vec<String> {
    let (rules, _) = rural();
    let dated = rules.on_day("2026-11-23").unwrap();
    let weighting = dated.weigh(&Options::default()).unwrap();
    let possible = |g| matches!(g, crate::Group::Now | crate::Group::Later);
    let top = dated.read(profile).unwrap().top(&weighting, 5);
    top.into_iter().filter(|r| possible(r.group)).map(|r| r.scheme.to_owned()).collect()
}

#[test]
fn cells_of_every_kind_say_what_a_profile_says() {
    let batch = table(vec![
        ("applicant.kind", Arc::new(StringArray::from(vec![Some("company"), None, Some("farmer")]))),
        ("applicant.is_manager", Arc::new(BooleanArray::from(vec![Some(true), Some(false), None]))),
        ("applicant.are_monthly", Arc::new(Float64Array::from(vec![Some(1600.5), Some(900.0), None]))),
        ("territory.commune_population", Arc::new(Int64Array::from(vec![Some(310), None, Some(12_000)]))),
        ("finance.own_funds", {
            let cents = Decimal128Array::from(vec![Some(500_000_i128), None, Some(1)]);
            Arc::new(cents.with_precision_and_scale(20, 2).unwrap())
        }),
        // 2027-05-01 is 20,939 days after 1970-01-01
        ("project.start", Arc::new(Date32Array::from(vec![Some(20_939), None, None]))),
        ("project.stage", Arc::new(NullArray::new(3))),
    ]);
    let profiles = [
        json!({"facts": {"applicant.kind": "company", "applicant.is_manager": true, "applicant.are_monthly": "1600.5",
            "territory.commune_population": 310, "finance.own_funds": 5000, "project.start": "2027-05-01"}}),
        json!({"facts": {"applicant.is_manager": false, "applicant.are_monthly": 900}}),
        json!({"facts": {"applicant.kind": "farmer", "territory.commune_population": 12_000, "finance.own_funds": "0.01"}}),
    ];
    let told = lines(&scored(&batch, &[]).record_batch(0).unwrap().unwrap());
    let expected: Vec<(i64, i32, String)> = (0_i64..)
        .zip(&profiles)
        .flat_map(|(row, p)| (1_i32..).zip(alone(p)).map(move |(rank, scheme)| (row, rank, scheme)))
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn what_is_kept_stands_beside_its_lines() {
    let ids: Vec<i64> = (0..70_000).map(|n| n * 3).collect();
    let kinds = StringArray::from_iter_values(ids.iter().map(|n| if n % 2 == 0 { "company" } else { "association" }));
    let batch = table(vec![("id", Arc::new(Int64Array::from(ids))), ("applicant.kind", Arc::new(kinds))]);
    let scores = scored(&batch, &["id"]);
    assert_eq!((scores.len(), scores.profiles(), scores.without_any()), (2, 70_000, 0));
    for place in 0..scores.len() {
        let part = scores.record_batch(place).unwrap().unwrap();
        let ids = part.column_by_name("id").unwrap().as_primitive::<arrow_array::types::Int64Type>();
        for (line, (row, ..)) in lines(&part).into_iter().enumerate() {
            assert_eq!(ids.value(line), row * 3);
        }
    }
}

#[test]
fn a_stream_ends_with_its_error() {
    let batch = |kinds: Vec<&str>| table(vec![("applicant.kind", Arc::new(StringArray::from(kinds)))]);
    let (good, bad) = (batch(vec!["company", "farmer"]), batch(vec!["compagny"]));
    let schema = good.schema();
    let (rules, _) = rural();
    let reader = RecordBatchIterator::new([Ok(good.clone()), Ok(bad), Ok(good)], schema.clone());
    let mut stream = rules.scoring(&schema, &options(&[])).unwrap().read(reader);
    assert_eq!(stream.schema().field(0).name(), "row");
    assert_eq!(lines(&stream.next().unwrap().unwrap()).len(), 10);
    let error = stream.next().unwrap().unwrap_err().to_string();
    assert!(error.contains("rows[2].applicant.kind") && error.contains("`company`"), "{error}");
    assert!(stream.next().is_none(), "nothing follows an error");
}

/// A whole float is its integer; any other number goes by its decimals, and none is rounded on the way.
#[test]
fn numbers_are_read_exactly() {
    let (rules, _) = rural();
    let dated = rules.on_day("2026-11-23").unwrap();
    let cents: Vec<i64> =
        (0_i64..4_000).map(|n| (n * n * 613) % 100_000_000).chain([0, 1, 100, 10_000_000_001]).collect();
    let texts: Vec<String> = cents.iter().map(|c| format!("{}.{:02}", c / 100, c % 100)).collect();
    let floats: Vec<f64> = texts.iter().map(|t| t.parse().unwrap()).collect();
    let decimals = |places: u32| {
        let values = cents.iter().map(|c| i128::from(*c) * 10_i128.pow(places - 2));
        Decimal128Array::from_iter_values(values).with_precision_and_scale(38, places as i8).unwrap()
    };
    let columns: [ArrayRef; 4] = [
        Arc::new(Float64Array::from(floats)),
        Arc::new(decimals(2)),
        Arc::new(decimals(18)),
        Arc::new(StringArray::from(texts)),
    ];
    for array in columns {
        let kind = array.data_type().clone();
        let batch = table(vec![("finance.own_funds", array)]);
        let columns = dated.columns(&batch.schema(), &[], false).unwrap();
        let (read, wrong) = columns.columns.read(dated.against(), &batch);
        // the highest is above the fact's bound, whatever it is kept in
        assert_eq!(wrong.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [cents.len() - 1], "{kind}");
        let column = read.facts.iter().flatten().next().unwrap();
        for (row, cents) in cents.iter().enumerate().take(cents.len() - 1) {
            assert_eq!(column.cell(row), Cell::Number(*cents), "{kind}, row {row}");
        }
    }
}
