//! Bundles damaged on purpose: whatever the numbers and texts, they are refused or they answer.

use super::{Wire, fingerprint, read};
use crate::{Options, RuleSet, base::Lang};
use proptest::prelude::*;
use serde_json::json;
use std::{path::Path, sync::LazyLock};

static RURAL: LazyLock<String> = LazyLock::new(|| {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../rules/rural-fr"));
    RuleSet::load(root).unwrap().to_bundle()
});

fn wire() -> Wire {
    serde_json::from_str(&RURAL).unwrap()
}

/// The text of a bundle that says it is sound.
fn sealed(mut wire: Wire) -> String {
    wire.fingerprint = fingerprint(&wire.numbers, &wire.texts);
    serde_json::to_string(&wire).unwrap()
}

#[test]
fn what_was_written_is_read() {
    let rules = RuleSet::from_bundle(&RURAL).unwrap();
    assert_eq!(rules.to_bundle(), *RURAL);
}

#[test]
fn each_way_to_be_no_bundle_is_told() {
    let told = |text: &str| read(text).map(|_| ()).unwrap_err().en;
    assert!(told("{}").starts_with("this is not a rule bundle"));
    assert!(told("[1, 2").starts_with("this is not a rule bundle"));
    assert!(told(r#"{"terreau_bundle": 1, "layers": []}"#).contains("version 1"));
    assert!(told(&RURAL.replace("rural-fr", "rural-xx")).contains("fingerprint"));
    let cut = Wire { numbers: wire().numbers.split_off(9), ..wire() };
    assert_eq!(told(&sealed(cut)), "the bundle is damaged");
    let mut more = wire();
    more.texts.push("one too many".to_owned());
    assert_eq!(told(&sealed(more)), "the bundle is damaged");
}

#[test]
fn links_that_would_run_something_are_refused() {
    let mut wire = wire();
    let link = wire.texts.iter_mut().find(|t| t.starts_with("https://")).unwrap();
    *link = "javascript:alert(1)".to_owned();
    assert!(read(&sealed(wire)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// One number changed, to a neighbour or to anything.
    #[test]
    fn damaged_numbers_are_refused_or_answer(at: prop::sample::Index, by in prop_oneof![-3_i64..4, any::<i64>()], also: Option<prop::sample::Index>) {
        let mut wire = wire();
        for at in [Some(at), also].into_iter().flatten() {
            let n = at.index(wire.numbers.len());
            wire.numbers[n] = wire.numbers[n].wrapping_add(by);
        }
        if let Ok(rules) = RuleSet::from_bundle(&sealed(wire)) {
            for facts in [json!({}), json!({"applicant.kind": "company"})] {
                let profile = json!({"as_of": "2026-11-23", "facts": facts});
                let _ = rules.recommend(&profile, &Options::default());
            }
            let _ = rules.describe(Lang::En);
        }
    }
}
