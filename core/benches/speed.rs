//! How long loading, ranking and explaining take. `cargo bench -p terreau --features batch --bench speed`; what was measured is in README.md beside this.
#![expect(clippy::unwrap_used, reason = "a bench stops where its own rules are wrong")]

mod common;

use common::{catalogue, draw};
use divan::{Bencher, black_box};
use serde_json::Value;
use std::cell::Cell;
use terreau::{Dated, Detail, Options, QuestionOptions, RuleSet};

const SIZES: [usize; 3] = [100, 1_000, 10_000];
const PROFILES: usize = 200;
/// Facts missing, in a hundred.
const MIXED: usize = 15;
/// The same where a conversation has just begun.
const BEGUN: usize = 80;

fn main() {
    divan::main();
}

fn rules(n: usize) -> RuleSet {
    catalogue::load(catalogue::sources(&draw::schemes(n, 7))).unwrap()
}

fn dated(n: usize) -> Dated {
    rules(n).on_day("2026-11-23").unwrap()
}

/// Runs over the profiles, one after another.
fn each<T>(bencher: Bencher<'_, '_>, profiles: &[Value], ask: impl Fn(&Value) -> T) {
    let next = Cell::new(0);
    bencher.bench_local(|| {
        let profile = profiles.get(next.get() % PROFILES);
        next.set(next.get() + 1);
        profile.map(|p| black_box(ask(black_box(p))))
    });
}

#[divan::bench(args = [1_000], sample_count = 20)]
fn load_yaml(bencher: Bencher<'_, '_>, n: usize) {
    let files = catalogue::sources(&draw::schemes(n, 7));
    bencher.with_inputs(|| files.clone()).bench_local_values(|files| catalogue::load(files).unwrap());
}

#[divan::bench(args = [1_000], sample_count = 20)]
fn load_bundle(bencher: Bencher<'_, '_>, n: usize) {
    let bundle = rules(n).to_bundle();
    bencher.bench_local(|| RuleSet::from_bundle(black_box(&bundle)).unwrap());
}

/// The plan of one day: every `RuleSet` keeps its last one, so each gets a day of its own.
#[divan::bench(args = [1_000], sample_count = 20)]
fn plan_of_a_day(bencher: Bencher<'_, '_>, n: usize) {
    let rules = rules(n);
    let next = Cell::new(0);
    bencher.bench_local(|| {
        next.set(next.get() + 1);
        rules.on_day(&common::schema::iso(20_700 + next.get())).unwrap()
    });
}

fn top(bencher: Bencher<'_, '_>, n: usize, gaps: usize, preset: &str) {
    let dated = dated(n);
    let weights = terreau::contract::WeightsAsked::Preset(preset.to_owned());
    let weighting = dated.weigh(&Options { weights: Some(weights), ..Options::default() }).unwrap();
    each(bencher, &draw::profiles(PROFILES, 7, gaps), |p| dated.read(p).unwrap().top(&weighting, 10).len());
}

#[divan::bench(args = SIZES)]
fn top_ten_known(bencher: Bencher<'_, '_>, n: usize) {
    top(bencher, n, 0, "fit");
}

/// The best ten of each of 16,384 profiles that were read before, against 1,000 schemes, on one thread.
#[divan::bench(args = ["fit", "balanced"], sample_count = 5, sample_size = 1)]
fn population(bencher: Bencher<'_, '_>, preset: &str) {
    let dated = dated(1_000);
    let weights = terreau::contract::WeightsAsked::Preset(preset.to_owned());
    let weighting = dated.weigh(&Options { weights: Some(weights), ..Options::default() }).unwrap();
    let population = dated.lay(&draw::profiles(16_384, 7, MIXED));
    bencher.bench_local(|| black_box(&population).score(&weighting, 10, 1).best.len());
}

#[divan::bench(args = SIZES)]
fn top_ten_mixed(bencher: Bencher<'_, '_>, n: usize) {
    top(bencher, n, MIXED, "fit");
}

#[divan::bench(args = SIZES)]
fn top_ten_mixed_all_lines(bencher: Bencher<'_, '_>, n: usize) {
    top(bencher, n, MIXED, "balanced");
}

#[divan::bench(args = [1_000])]
fn truths_mixed(bencher: Bencher<'_, '_>, n: usize) {
    let dated = dated(n);
    each(bencher, &draw::profiles(PROFILES, 7, MIXED), |p| dated.read(p).unwrap().truths());
}

#[divan::bench(args = [1_000])]
fn reasons_mixed(bencher: Bencher<'_, '_>, n: usize) {
    let dated = dated(n);
    each(bencher, &draw::profiles(PROFILES, 7, MIXED), |p| dated.read(p).unwrap().reasons());
}

#[divan::bench(args = [1_000])]
fn report_of_ten_mixed(bencher: Bencher<'_, '_>, n: usize) {
    let rules = rules(n);
    let options = Options { top: Some(10), detail: Detail::Full, ..Options::default() };
    each(bencher, &draw::profiles(PROFILES, 7, MIXED), |p| rules.recommend(p, &options).unwrap());
}

/// With what would change each refusal: every fact but places and dates may change, which is more than real dictionaries allow.
#[divan::bench(args = [100, 1_000], sample_count = 50)]
fn near_misses_mixed(bencher: Bencher<'_, '_>, n: usize) {
    let rules = rules(n);
    let options = Options { top: Some(10), detail: Detail::Brief, near: true, ..Options::default() };
    each(bencher, &draw::profiles(PROFILES, 7, MIXED), |p| rules.recommend(p, &options).unwrap());
}

/// What to ask next, with what each answer would do, when most is still unknown.
#[divan::bench(args = [100, 1_000], sample_count = 50)]
fn next_question_begun(bencher: Bencher<'_, '_>, n: usize) {
    let rules = rules(n);
    let options = QuestionOptions::default();
    each(bencher, &draw::profiles(PROFILES, 7, BEGUN), |p| rules.next_question(p, &options).unwrap());
}
