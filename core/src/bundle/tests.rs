//! Bundles damaged on purpose: whatever the numbers and texts, they are refused or they answer.

use super::{Streams, Wire, read, real};
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
    let (fr, en) = (wire.fr.clone().unwrap(), wire.en.clone().unwrap());
    let streams = Streams { numbers: wire.numbers.clone(), texts: wire.texts.clone(), fr, en };
    wire.fingerprint = real(&streams, None);
    serde_json::to_string(&wire).unwrap()
}

#[test]
fn what_was_written_is_read() {
    let rules = RuleSet::from_bundle(&*RURAL).unwrap();
    assert_eq!(rules.to_bundle(), *RURAL);
}

#[test]
fn each_way_to_be_no_bundle_is_told() {
    let told = |text: &str| read(text.as_bytes()).map(|_| ()).unwrap_err().en;
    assert!(told("{}").starts_with("this is not a rule bundle"));
    assert!(told("[1, 2").starts_with("this is not a rule bundle"));
    assert!(told(r#"{"terreau_bundle": 1, "layers": []}"#).contains("version 1"));
    assert!(told(&RURAL.replace("rural-fr", "rural-xx")).contains("fingerprint"));
    let cut = Wire { numbers: wire().numbers.split_off(9), ..wire() };
    assert_eq!(told(&sealed(cut)), "the bundle is damaged");
    let mut more = wire();
    more.texts.push("one too many".to_owned());
    assert_eq!(told(&sealed(more)), "the bundle is damaged");
    let mut uneven = wire();
    uneven.en.as_mut().unwrap().pop();
    assert_eq!(told(&sealed(uneven)), "the bundle is damaged");
    let text = |wire: Wire| serde_json::to_string(&wire).unwrap();
    assert_eq!(told(&text(Wire { fr: None, en: None, ..wire() })), "the bundle is damaged");
    assert_eq!(told(&text(Wire { fr: None, ..wire() })), "the bundle is damaged");
    let alien = Wire { fr: None, left_out: Some("0".repeat(64)), ..wire() };
    assert!(told(&text(alien)).contains("fingerprint"));
    assert!(read(b"{\"terreau_bundle\": \xff}").is_err());
}

/// The same rules in one language: the same identity, verdicts and amounts; the texts are of that language whichever is asked for.
#[test]
fn one_language_alone_is_the_same_rules() {
    let whole = RuleSet::from_bundle(&*RURAL).unwrap();
    let profile = json!({"as_of": "2026-11-23", "facts": {"applicant.kind": "company"}});
    for (lang, other) in [(Lang::Fr, Lang::En), (Lang::En, Lang::Fr)] {
        let text = whole.to_bundle_in(lang).unwrap();
        assert!(text.len() * 4 < RURAL.len() * 3);
        let alone = RuleSet::from_bundle(&text).unwrap();
        assert_eq!(alone.fingerprint(), whole.fingerprint());
        assert_eq!((alone.languages(), whole.languages()), (vec![lang], vec![Lang::Fr, Lang::En]));
        assert_eq!(alone.to_bundle(), text);
        assert_eq!(alone.to_bundle_in(lang).unwrap(), text);
        assert!(alone.to_bundle_in(other).unwrap_err().0[0].message.en.contains("lost"));
        let answer = |rules: &RuleSet, lang| {
            let options = Options { lang, ..Options::default() };
            serde_json::to_value(rules.recommend(&profile, &options).unwrap()).unwrap()
        };
        assert_eq!(answer(&alone, lang), answer(&whole, lang));
        let (mixed, own) = (answer(&alone, other), answer(&whole, lang));
        assert_eq!(mixed["schemes"][0]["title"], own["schemes"][0]["title"]);
        assert_eq!(mixed["schemes"][0]["amount"]["low"], own["schemes"][0]["amount"]["low"]);
    }
}

#[test]
fn links_that_would_run_something_are_refused() {
    let mut wire = wire();
    let link = wire.texts.iter_mut().find(|t| t.starts_with("https://")).unwrap();
    *link = "javascript:alert(1)".to_owned();
    assert!(read(sealed(wire).as_bytes()).is_err());
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
        if let Ok(rules) = RuleSet::from_bundle(sealed(wire)) {
            for facts in [json!({}), json!({"applicant.kind": "company"})] {
                let profile = json!({"as_of": "2026-11-23", "facts": facts});
                let _ = rules.recommend(&profile, &Options::default());
            }
            let _ = rules.describe(Lang::En);
        }
    }
}
