//! The fast way gives what the full report gives: verdicts, amounts, scores and order, on the rural set's personas and on
//! generated sets, with and without gaps.
#![cfg(feature = "yaml")]

#[path = "../../../benches/common/mod.rs"]
pub(in crate::api) mod common;

use crate::{
    Detail, Options, RuleSet, Source,
    base::Diagnostics,
    syntax::{json, yaml},
};
use common::{catalogue, draw};
use serde_json::Value;
use std::path::Path;

fn compare(rules: &RuleSet, profile: &Value, options: &Options) {
    let as_of = options.as_of.as_deref().unwrap_or("2026-11-23");
    let full = rules.recommend(profile, &Options { as_of: Some(as_of.to_owned()), ..options.clone() }).unwrap();
    let dated = rules.on_day(as_of).unwrap();
    let weighting = dated.weigh(options).unwrap();
    let answers = dated.read(profile).unwrap();
    for room in [0, 1, 10, usize::MAX] {
        let top = answers.top(&weighting, room);
        assert_eq!(top.len(), room.min(full.schemes.len()));
        for (fast, slow) in top.iter().zip(&full.schemes) {
            assert_eq!((fast.scheme, fast.group, fast.verdict), (slow.scheme.as_str(), slow.group, slow.verdict));
            let score = (i64::from(fast.score.low), i64::from(fast.score.high));
            assert_eq!(score, (slow.score.low.mantissa, slow.score.high.mantissa), "{}", fast.scheme);
            let cents = slow.amount.as_ref().and_then(|a| Some((a.low?.mantissa, a.high?.mantissa)));
            assert_eq!(fast.amount.map(|a| (a.low, a.high)), cents, "{}", fast.scheme);
        }
    }
    let possible = answers.possible(&weighting).len() as u32;
    assert_eq!(possible, full.counts.now + full.counts.later);
    truths(&answers.truths(), &full);
}

fn truths(fast: &[crate::Truths<'_>], full: &crate::contract::Report) {
    fn flat(c: &crate::contract::Criterion, depth: u32, out: &mut Vec<(String, crate::Truth, u32)>) {
        out.push((c.id.clone(), c.truth, depth));
        c.parts.iter().for_each(|p| flat(p, depth + 1, out));
    }
    for slow in &full.schemes {
        let mut told = vec![];
        slow.criteria.iter().for_each(|c| flat(c, 0, &mut told));
        let found = fast.iter().find(|t| t.scheme == slow.scheme).unwrap();
        let found: Vec<_> = found.criteria.iter().map(|c| (c.id.to_owned(), c.truth, c.depth)).collect();
        assert_eq!(found, told, "{}", slow.scheme);
    }
}

#[test]
fn generated_sets() {
    let rules = catalogue::load(catalogue::sources(&draw::schemes(300, 11))).unwrap();
    for gaps in [0, 15, 60, 100] {
        for profile in draw::profiles(12, 5, gaps) {
            for preset in ["fit", "balanced"] {
                let weights = crate::contract::WeightsAsked::Preset(preset.to_owned());
                compare(&rules, &profile, &Options { weights: Some(weights), ..Options::default() });
            }
        }
    }
}

/// The rural set and its personas.
pub(in crate::api) fn rural() -> (RuleSet, Vec<Value>) {
    let files = rural_files();
    let personas: Vec<Value> =
        files.iter().filter(|f| f.path.starts_with("personas/")).map(|f| plain(&f.text)).collect();
    assert!(personas.len() > 5);
    (catalogue::load(files).unwrap(), personas)
}

/// The files of the rural set, to be read as they are or otherwise.
pub(in crate::api) fn rural_files() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/rural-fr");
    let mut files = vec![];
    collect(&root, &root, &mut files);
    files
}

#[test]
fn rural_personas() {
    let (rules, personas) = rural();
    for persona in &personas {
        let full = persona.get("as_of").and_then(Value::as_str).unwrap_or("2026-11-23");
        for as_of in [full, "2027-06-15", "2023-02-01"] {
            for keep in [100, 60, 20] {
                let profile = thinned(persona, keep);
                let options = Options { as_of: Some(as_of.to_owned()), detail: Detail::Full, ..Options::default() };
                compare(&rules, &profile, &options);
            }
        }
    }
}

/// The profile of a persona with some of its facts.
pub(in crate::api) fn thinned(persona: &Value, keep: usize) -> Value {
    let mut profile = persona.clone();
    let mut random = draw::Random::new(keep as u64);
    if let Some(facts) = profile.get_mut("facts").and_then(Value::as_object_mut) {
        facts.retain(|_, _| random.chance(keep));
    }
    if let Some(top) = profile.as_object_mut() {
        top.retain(|k, _| matches!(k.as_str(), "as_of" | "facts" | "declared"));
    }
    profile
}

/// A persona as JSON: every scalar is a text.
fn plain(text: &str) -> Value {
    json::to_json(&yaml::read(0, text, &mut Diagnostics::default()).unwrap())
}

#[expect(clippy::disallowed_methods, reason = "a test reads its rules")]
fn collect(root: &Path, folder: &Path, files: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            let text = std::fs::read_to_string(&path).unwrap();
            files.push(Source { path: path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"), text });
        }
    }
}
