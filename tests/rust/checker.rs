//! What the checker does with whole sets: layers over one another, broken schemes left out, sizes that stay bounded.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "limits are told in time too; the engine itself has no clock")]

mod common;

use common::base;
use serde_json::{Value, json};
use std::{
    fmt::Write,
    time::{Duration, Instant},
};
use terreau::{Checked, Options, RuleSet, Source, check_sources};

fn file(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

fn codes(checked: &Checked) -> Vec<&'static str> {
    checked.diagnostics.iter().map(|d| d.code.id()).collect()
}

const HEAD: &str =
    "kind: grant\ntitle: \"Essai\"\nprovider: region-aura\nconfidence: high\nreferences: [{title: \"Notice\"}]\n";

fn scheme(id: &str, rest: &str) -> Source {
    file(&format!("schemes/grant/{id}.yaml"), &format!("id: {id}\n{HEAD}{rest}\n"))
}

fn over() -> Vec<Source> {
    vec![
        file(
            "set.yaml",
            "id: plus\nversion: \"2\"\ntitle: \"Plus\"\nextends: ../temoin\n\
             needs: {premises: {title: \"Local\"}}\n\
             score:\n  default: fast\n  presets:\n    \
             fast: {title: \"Vite\", weights: {months: 1000}}\n    \
             balanced: {title: \"Argent\", weights: {money: 1000}}\n",
        ),
        scheme("local", "criteria: []\ncovers: [premises, grant_engineering]"),
        file("schemes/grant/temoin.yaml", "overlay: narrow\ncriteria:\n  - {id: alone, if: applicant.headcount < 2}\n"),
        file(
            "schemes/grant/ancien.yaml",
            "overlay: close\nclosed: {on: 2026-06-30, because: {fr: \"Plus de crédits\", en: \"No funds left\"}}\n",
        ),
    ]
}

fn layered() -> RuleSet {
    let mut under = base();
    under.push(scheme("ancien", "windows: always\ncriteria: []"));
    let checked = check_sources(vec![under, over()], false);
    assert_eq!(codes(&checked), Vec::<&str>::new());
    checked.rule_set.unwrap()
}

fn told(rules: &RuleSet, headcount: u32, weights: &str) -> Value {
    let options = Options { weights: Some(terreau_weights(weights)), ..Options::default() };
    let profile = json!({ "as_of": "2026-11-23", "facts": { "applicant.headcount": headcount } });
    serde_json::to_value(rules.recommend(&profile, &options).unwrap()).unwrap()
}

fn terreau_weights(name: &str) -> terreau::contract::WeightsAsked {
    terreau::contract::WeightsAsked::Preset(name.to_owned())
}

fn of<'v>(report: &'v Value, scheme: &str) -> &'v Value {
    report["schemes"].as_array().unwrap().iter().find(|s| s["scheme"] == scheme).unwrap()
}

#[test]
fn a_second_set_adds_narrows_closes_and_weighs_anew() {
    let rules = layered();
    let report = told(&rules, 5, "fast");
    assert_eq!(of(&report, "local")["verdict"], "eligible");
    assert_eq!(of(&report, "temoin")["verdict"], "ineligible");
    assert_eq!(of(&report, "ancien")["group"], "closed");
    assert_eq!(of(&told(&rules, 1, "balanced"), "temoin")["verdict"], "undetermined");
    let catalogue: Value = serde_json::from_str(&rules.describe_json("{}").unwrap()).unwrap();
    assert!(catalogue.to_string().contains("Argent"), "{catalogue}");
}

/// A group of facts is called what its file says, and by its own name where no file does; two names are one too many.
#[test]
fn a_group_of_facts_has_one_title() {
    let fact = |title: &str, key: &str| {
        file(
            "facts/essai.yaml",
            &format!("{title}facts:\n  {key}: {{type: int, unit: rooms, label: \"Essai\", question: \"Combien ?\"}}\n"),
        )
    };
    let labels = |layers: Vec<Vec<Source>>| {
        let checked = check_sources(layers, false);
        assert_eq!(codes(&checked), Vec::<&str>::new());
        let told: Value = serde_json::from_str(&checked.rule_set.unwrap().describe_json("{}").unwrap()).unwrap();
        let facts = told["facts"].as_array().unwrap().clone();
        let of = |key: &str| facts.iter().find(|f| f["fact"] == key).unwrap().clone();
        (of("essai.lits")["group_label"].clone(), of("essai.lits")["unit_label"].clone())
    };
    let with = |sources: Vec<Source>| [base(), sources].concat();
    let title = "title: {fr: \"Les essais\", en: \"Trials\"}\n";
    assert_eq!(labels(vec![with(vec![fact("", "lits")])]), (json!("essai"), json!("chambres")));
    assert_eq!(labels(vec![with(vec![fact(title, "lits")])]).0, json!("Les essais"));
    let above =
        |title: &str| [over(), vec![scheme("ancien", "windows: always\ncriteria: []")], vec![fact(title, "autres")]];
    let layers = |above: [Vec<Source>; 3]| {
        let [over, under, facts] = above;
        vec![[with(vec![fact(title, "lits")]), under].concat(), [over, facts].concat()]
    };
    assert_eq!(labels(layers(above(""))).0, json!("Les essais"));
    let twice = check_sources(layers(above(title)), false);
    assert_eq!(codes(&twice), ["E0411"]);
    assert!(twice.diagnostics[0].message.en.contains("`facts/essai.yaml: title`"), "{:?}", twice.diagnostics[0]);
}

#[test]
fn the_bundle_of_layers_says_the_same() {
    let rules = layered();
    let again = RuleSet::from_bundle(rules.to_bundle()).unwrap();
    assert_eq!(told(&again, 5, "fast"), told(&rules, 5, "fast"));
    assert_eq!(again.fingerprint(), rules.fingerprint());
}

#[test]
fn a_scheme_whose_overlay_is_broken_is_left_out_whole() {
    for text in
        ["overlay: narrow\ncriteria: [{id: a, if: applicant.knid == \"x\"}]\n", "overlay: close\noverlay: close\n"]
    {
        let mut over = over();
        over.retain(|f| !f.path.ends_with("temoin.yaml") && !f.path.ends_with("ancien.yaml"));
        over.push(file("schemes/grant/temoin.yaml", text));
        let checked = check_sources(vec![base(), over], true);
        assert!(codes(&checked).contains(&"W0010"), "{:?}", codes(&checked));
        let report = told(&checked.rule_set.unwrap(), 5, "fast");
        assert!(report["schemes"].as_array().unwrap().iter().all(|s| s["scheme"] != "temoin"));
    }
}

/// Runs on a stack as small as a browser's.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap();
}

fn with(extra: Vec<Source>) -> Checked {
    let mut files = base();
    files.extend(extra);
    check_sources(vec![files], false)
}

#[test]
fn the_deepest_expressions_fit_a_small_stack() {
    on_a_small_stack(|| {
        let sum = vec!["applicant.headcount"; 145].join(" + ");
        let chain = format!("criteria:\n  - {{id: a, if: \"{sum} < 100\"}}");
        let checked = with(vec![scheme("somme", &chain)]);
        assert_eq!(codes(&checked), Vec::<&str>::new());
        let rules = checked.rule_set.unwrap();
        told(&rules, 3, "balanced");
        let long = vec!["1"; 900].join(" + ");
        let refused =
            with(vec![scheme("somme", &format!("criteria:\n  - {{id: a, if: applicant.headcount < {long}}}"))]);
        assert_eq!(codes(&refused), ["E0003"]);
    });
}

#[test]
fn what_unfolds_stays_bounded() {
    on_a_small_stack(|| {
        let mut facts = String::from("facts:\n");
        let question = "question: \"?\"";
        writeln!(facts, "  c000: {{type: bool, label: \"c\", {question}}}").unwrap();
        writeln!(facts, "  d000: {{type: bool, label: \"d\", {question}}}").unwrap();
        for i in 1..400 {
            let before = i - 1;
            writeln!(facts, "  c{i:03}: {{type: bool, label: \"c\", formula: \"!structure.c{before:03}\"}}").unwrap();
            let d = format!("structure.d{before:03}");
            writeln!(facts, "  d{i:03}: {{type: bool, label: \"d\", formula: \"{d} == {d}\"}}").unwrap();
        }
        let rule = "criteria:\n  - {id: a, if: structure.c399}\n  - {id: b, if: structure.d399}";
        let started = Instant::now();
        let checked = with(vec![file("facts/structure.yaml", &facts), scheme("loin", rule)]);
        assert!(codes(&checked).iter().all(|c| *c == "E0003"), "{:?}", codes(&checked));
        assert!(!checked.diagnostics.is_empty());
        let nested = format!("{}structure.c000{}", "(structure.c000 == ".repeat(60), ")".repeat(60));
        let again = with(vec![
            file("facts/structure.yaml", &facts),
            scheme("loin", &format!("criteria:\n  - {{id: a, if: \"{nested}\"}}")),
        ]);
        assert!(codes(&again).contains(&"E0003"));
        assert!(started.elapsed() < Duration::from_secs(10));
    });
}

#[test]
fn a_thousand_schemes_are_linted_in_no_time() {
    let own: String = base().iter().find(|f| f.path.ends_with("temoin.yaml")).unwrap().text.clone();
    let schemes = (0..1_000).map(|i| {
        let text = own.replace("id: temoin", &format!("id: copie-{i}")).replace("< 10", &format!("< {}", 3 + i % 40));
        file(&format!("schemes/grant/copie-{i}.yaml"), &text)
    });
    let checked = with(schemes.collect());
    assert!(checked.rule_set.is_some(), "{:?}", codes(&checked));
    let started = Instant::now();
    let found = checked.lint(Some("2026-11-23")).unwrap();
    let took = started.elapsed();
    assert!(found.iter().all(|d| d.code.id() == "W0002"));
    println!("{} findings in {took:?}", found.len());
    // a build for tests is several times slower than one for use
    assert!(took < Duration::from_secs(3), "{took:?}");
}
