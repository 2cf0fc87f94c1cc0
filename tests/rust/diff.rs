//! Two versions of the small sample set, one line apart: what the comparison must say was reckoned by hand.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod common;

use common::rule_set;
use serde_json::{Value, json};
use std::path::Path;
use terreau::{
    DiffOptions, Options, RuleSet, Verdict,
    contract::{Access, AmountWay, Change, DiffWitness, RuleSetDiff, SchemeDiff, SchemeStatus},
};

const DAY: &str = "2026-11-23";
const LEADER: &str = "schemes/grant/leader.yaml";
const YOUNG: &str = "schemes/grant/young-founder.yaml";
const GUARANTEE: &str = "schemes/guarantee/loan-guarantee.yaml";

/// The sample set with texts of some files replaced: file, what stood there, what stands there now.
fn edited(edits: &[(&str, &str, &str)]) -> RuleSet {
    let mut files = rule_set(&Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/sets/trio"));
    for (path, from, to) in edits {
        let file = files.iter_mut().find(|f| f.path == *path).unwrap();
        assert!(file.text.contains(from), "{path} does not say `{from}`");
        file.text = file.text.replace(from, to);
    }
    RuleSet::parse(vec![files]).unwrap_or_else(|p| panic!("{p}"))
}

fn options() -> DiffOptions {
    DiffOptions { as_of: Some(DAY.to_owned()), lang: terreau::Lang::En, only: None }
}

/// The sample set against itself with these edits.
fn diff(edits: &[(&str, &str, &str)]) -> RuleSetDiff {
    edited(&[]).diff(&edited(edits), &options()).unwrap()
}

fn scheme<'d>(told: &'d RuleSetDiff, id: &str) -> &'d SchemeDiff {
    told.schemes.iter().find(|s| s.scheme == id).unwrap_or_else(|| panic!("{id} is not told: {told:#?}"))
}

/// What a set says of a scheme for a profile.
fn verdict(rules: &RuleSet, profile: &Value, scheme: &str) -> Verdict {
    let report = rules.recommend(profile, &Options::default()).unwrap_or_else(|p| panic!("{profile}: {p}"));
    report.schemes.iter().find(|s| s.scheme == scheme).unwrap().verdict
}

/// The witness asked again of both sets.
fn asked(edits: &[(&str, &str, &str)], scheme: &str, w: &DiffWitness) -> (Verdict, Verdict) {
    let old = w.old_profile.as_ref().unwrap_or(&w.profile);
    let told = (verdict(&edited(&[]), old, scheme), verdict(&edited(edits), &w.profile, scheme));
    assert_eq!(told, (w.old, w.new));
    told
}

fn change<'c>(all: &'c [Change], what: &str) -> &'c Change {
    all.iter().find(|c| c.what == what).unwrap_or_else(|| panic!("{what} is not told: {all:#?}"))
}

#[test]
fn a_set_does_not_differ_from_itself() {
    let told = diff(&[]);
    assert!(!told.differs() && !told.narrows() && !told.widens(), "{told:#?}");
    assert_eq!((told.same, told.summary.as_str()), (3, "no difference"));
}

#[test]
fn explore() {
    let told = diff(&[(GUARANTEE, "headcount < 50", "headcount < 20")]);
    println!("{}", serde_json::to_string_pretty(&told).unwrap());
    let told = diff(&[(LEADER, "0.2 * sum", "0.3 * sum")]);
    println!("{}", serde_json::to_string_pretty(&told).unwrap());
    let told = diff(&[(LEADER, "64%", "60%")]);
    println!("{}", serde_json::to_string_pretty(&told).unwrap());
}
