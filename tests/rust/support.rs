//! Who can help and what others did: needs and brakes by hand on a tiny rule set, likeness as a law, and the sheets of the rural set.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod common;

use common::{SCORE, files_below, rule_set};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use terreau::{RuleSet, Source, check_sources};

const SET: &str = r#"
id: hamlet
version: "1"
title: {fr: "Aides du hameau", en: "Hamlet aid"}
roles: {budget: p.budget, own_cash: p.cash}
needs:
  file: {title: {fr: dossier, en: file}, brake: engineering}
  bridge: {title: {fr: relais, en: bridge}, brake: cash}
  forms: {title: {fr: papiers, en: forms}, brake: burden}
  plan: {title: {fr: plan, en: plan}, if: p.idea}
similarity:
  p.kind: {weight: 4, common: carrier}
  p.sectors: {weight: 6, common: activity}
  p.jobs: {weight: 2}
"#;

const FACTS: &str = r#"
facts:
  kind: {type: enum, values: {person: {fr: personne, en: person}, firm: {fr: société, en: firm}}, label: {fr: porteur, en: carrier}, question: {fr: "Qui ?", en: "Who?"}}
  sectors: {type: set, values: {shop: {fr: commerce, en: shop}, farm: {fr: ferme, en: farm}, craft: {fr: artisanat, en: craft}}, label: {fr: secteurs, en: sectors}, question: {fr: "Quoi ?", en: "What?"}}
  jobs: {type: int, from: 0, to: 100, label: {fr: emplois, en: jobs}, question: {fr: "Combien ?", en: "How many?"}}
  helped: {type: bool, label: {fr: aidé, en: helped}, question: {fr: "Aidé ?", en: "Helped?"}}
  here: {type: bool, label: {fr: ici, en: here}, question: {fr: "Ici ?", en: "Here?"}}
  idea: {type: bool, label: {fr: idée, en: idea}, question: {fr: "Une idée ?", en: "An idea?"}}
  cash: {type: money, from: 0, to: 1000000, label: {fr: caisse, en: cash}, question: {fr: "Combien ?", en: "How much?"}}
  budget:
    type: list
    record:
      kind: {type: enum, values: {equipment: {fr: matériel, en: equipment}}}
      amount: {type: money, from: 0, to: 1000000}
      month: {type: int, from: 0, to: 12}
    label: {fr: budget, en: budget}
    question: {fr: "Quel budget ?", en: "Which budget?"}
"#;

const PROVIDERS: &str = r#"
providers:
  town: {title: {fr: Mairie, en: Town}, origin: local, url: "https://example.org/town", contact: {fr: "le lundi", en: "on Mondays"}}
"#;

const GRANT: &str = r#"
id: late-grant
kind: grant
title: {fr: Aide tardive, en: Late grant}
provider: town
confidence: high
references: [{title: "Invented for a test", read_on: 2026-11-20}]
criteria:
  - {id: here, if: p.here}
  - {id: adviser, need: file, if: p.helped}
amount: {form: cash, value: 1000}
payment: [{share: 60%, when: invoices_paid}, {share: 40%, when: notification}]
burden: {documents: [], hours: 50}
"#;

const DESK: &str = r#"
id: desk
kind: support
title: {fr: Guichet, en: Desk}
provider: town
confidence: high
references: [{title: "Invented for a test", read_on: 2026-11-20}]
criteria: [{id: person, if: p.kind == "person"}]
covers: [file]
"#;

fn sheet(id: &str, kind: &str, rest: &str) -> Source {
    let text = format!(
        r#"
id: {id}
kind: {kind}
title: {{fr: {id}, en: {id}}}
summary: {{fr: {id}, en: {id}}}
elsewhere: {{fr: ailleurs, en: elsewhere}}
tried: {{fr: essai, en: trial}}
references: [{{title: "Invented for a test", url: "https://example.org", read_on: 2026-11-20}}]
confidence: high
{rest}
"#
    );
    Source::new(format!("resources/{id}.yaml"), text)
}

fn hamlet(sheets: Vec<Source>) -> Vec<Source> {
    let mut files = vec![
        Source::new("set.yaml", format!("{SET}{SCORE}")),
        Source::new("facts/p.yaml", FACTS),
        Source::new("providers.yaml", PROVIDERS),
        Source::new("schemes/grant/late-grant.yaml", GRANT),
        Source::new("schemes/support/desk.yaml", DESK),
    ];
    files.extend(sheets);
    files
}

fn rules(sheets: Vec<Source>) -> RuleSet {
    let checked = check_sources(vec![hamlet(sheets)], false);
    let told: Vec<&str> = checked.diagnostics.iter().map(|d| d.message.en.as_str()).collect();
    assert!(told.is_empty(), "{told:?}");
    checked.rule_set.unwrap()
}

fn ask(rules: &RuleSet, facts: &Value, lang: &str) -> Value {
    let profile = json!({"as_of": "2026-11-23", "facts": facts}).to_string();
    let told = rules.recommend_json(&profile, &json!({ "lang": lang }).to_string());
    serde_json::from_str(&told.unwrap()).unwrap()
}

fn answer(facts: &Value) -> Value {
    ask(&rules(vec![]), facts, "en")
}

fn need<'a>(report: &'a Value, id: &str) -> Option<&'a Value> {
    report["needs"].as_array()?.iter().find(|n| n["need"] == id)
}

/// Each brake with whether it is sure.
fn brakes(report: &Value) -> Vec<(String, bool)> {
    let all = report["brakes"].as_array().map_or(&[][..], Vec::as_slice);
    all.iter().map(|b| (b["brake"].as_str().unwrap().to_owned(), b["sure"].as_bool().unwrap())).collect()
}

// ---- needs

#[test]
fn a_criterion_that_fails_for_want_of_help_says_who_helps() {
    let report = answer(&json!({"p.kind": "person", "p.here": true, "p.helped": false}));
    let file = need(&report, "file").unwrap();
    assert_eq!(file["sure"], true);
    assert_eq!(file["why"][0]["scheme"], "late-grant");
    assert_eq!(file["why"][0]["id"], "adviser");
    assert_eq!(file["why"][0]["truth"], "no");
    let helper = &file["helpers"][0];
    assert_eq!((&helper["scheme"], &helper["verdict"]), (&json!("desk"), &json!("eligible")));
    assert_eq!(helper["contact"], "on Mondays");
    assert_eq!(helper["provider"]["url"], "https://example.org/town");
    assert_eq!(brakes(&report), [("engineering".to_owned(), true)]);
}

#[test]
fn nobody_helps_where_the_helper_is_not_for_this_project() {
    let report = answer(&json!({"p.kind": "firm", "p.here": true, "p.helped": false}));
    assert_eq!(need(&report, "file").unwrap()["helpers"], json!([]));
}

#[test]
fn help_that_would_change_nothing_is_not_needed() {
    let report = answer(&json!({"p.kind": "person", "p.here": false, "p.helped": false}));
    assert_eq!(need(&report, "file"), None);
    assert_eq!(brakes(&report), []);
}

#[test]
fn what_was_not_told_makes_no_need_sure() {
    let report = answer(&json!({"p.kind": "person"}));
    let file = need(&report, "file").unwrap();
    assert_eq!((&file["sure"], &file["why"][0]["truth"]), (&json!(false), &json!("unknown")));
    assert_eq!(need(&report, "bridge").unwrap()["sure"], false);
    assert!(brakes(&report).iter().all(|(_, sure)| !sure));
}

#[test]
fn a_condition_of_the_set_is_enough() {
    for (told, sure) in
        [(json!({"p.idea": true}), Some(true)), (json!({}), Some(false)), (json!({"p.idea": false}), None)]
    {
        let report = answer(&told);
        assert_eq!(need(&report, "plan").map(|n| n["sure"] == true), sure, "{told}");
    }
}

/// 60% comes after the invoices, the file takes 50 hours: two brakes, each with its need; help is there, so the third is not.
#[test]
fn money_after_spending_and_heavy_files_are_brakes() {
    let report = answer(&json!({"p.kind": "person", "p.here": true, "p.helped": true}));
    assert_eq!(brakes(&report), [("cash".to_owned(), true), ("burden".to_owned(), true)]);
    assert_eq!(report["brakes"][0]["schemes"], json!(["late-grant"]));
    let bridge = need(&report, "bridge").unwrap();
    assert_eq!((&bridge["sure"], &bridge["why"][0]["id"]), (&json!(true), &json!("cash")));
    assert_eq!(bridge["helpers"], json!([]));
    assert_eq!(need(&report, "file"), None);
}

#[test]
fn who_has_the_cash_meets_no_cash_brake() {
    let facts = |cash: i64| {
        let line = json!({"kind": "equipment", "amount": 5000, "month": 0});
        json!({"p.kind": "person", "p.here": true, "p.helped": true, "p.cash": cash, "p.budget": [line]})
    };
    let met = |cash| brakes(&answer(&facts(cash))).iter().any(|(b, _)| b == "cash");
    assert!(met(4999) && !met(5000));
}

#[test]
fn a_brief_answer_does_without() {
    let profile = json!({"as_of": "2026-11-23", "facts": {"p.idea": true}}).to_string();
    let told = rules(vec![]).recommend_json(&profile, r#"{"detail": "brief"}"#).unwrap();
    assert!(!told.contains("\"needs\""));
}

// ---- sheets

/// The project: a person, shop and farm, helped and here, 2 jobs. Weights by hand: same kind 4; one sector of three in common
/// (6 × 333 ÷ 1000 = 1); brake 3; need 1; scheme 1: 10. Likeness: kind 1000 × 4, sectors 333 × 6, jobs 2 of 8 = 250 × 2:
/// (4000 + 1998 + 500) ÷ 12 = 541.
#[test]
fn reasons_and_likeness_add_up() {
    let full = "facts: {p.kind: person, p.sectors: [shop, craft], p.jobs: 8}\nbrakes: [cash, engineering]\nneeds: [bridge]\nschemes: [late-grant, {fr: autre, en: other}]";
    let report = ask(&rules(vec![sheet("full", "experience", full)]), &project(), "en");
    let told = &report["resources"][0];
    let reasons: Vec<(&str, i64)> = told["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["kind"].as_str().unwrap(), r["weight"].as_i64().unwrap()))
        .collect();
    assert_eq!(reasons, [("carrier", 4), ("activity", 1), ("brake", 3), ("need", 1), ("scheme", 1)]);
    assert_eq!(told["weight"], 10);
    assert_eq!(told["similarity"]["points"], 541);
    let points: Vec<&Value> = told["similarity"]["lines"].as_array().unwrap().iter().map(|l| &l["points"]).collect();
    // in the order of facts: jobs, kind, sectors
    assert_eq!(points, [&json!(250), &json!(1000), &json!(333)]);
    assert_eq!(told["reasons"][1]["label"], "same activity: shop");
    assert_eq!(told["schemes"], json!(["Late grant", "other"]));
    let french = ask(&rules(vec![sheet("full", "experience", full)]), &project(), "fr");
    assert_eq!(french["resources"][0]["reasons"][1]["label"], "même activité : commerce");
}

fn project() -> Value {
    json!({"p.kind": "person", "p.sectors": ["shop", "farm"], "p.jobs": 2, "p.here": true, "p.helped": true})
}

fn told(report: &Value) -> Vec<&str> {
    let all = report["resources"].as_array().map_or(&[][..], Vec::as_slice);
    all.iter().map(|s| s["resource"].as_str().unwrap()).collect()
}

#[test]
fn weightiest_first_then_the_most_alike_then_the_id_and_no_more_than_a_few() {
    let person = |rest: &str| format!("facts: {{p.kind: person{rest}}}");
    let sheets = vec![
        sheet("a-far", "experience", &person(", p.jobs: 100")),
        sheet("b-near", "experience", &person(", p.jobs: 2")),
        sheet("c-best", "experience", &person(", p.sectors: [shop, farm]")),
        sheet("d-nothing", "experience", "facts: {p.kind: firm, p.sectors: [craft]}"),
        sheet("e-last", "experience", &person(", p.jobs: 100")),
    ];
    let report = ask(&rules(sheets), &project(), "en");
    assert_eq!(told(&report), ["c-best", "b-near", "a-far"]);
}

#[test]
fn guides_need_more_than_a_carrier_and_are_like_nobody() {
    let sheets = vec![
        sheet("about-bridges", "guide", "needs: [bridge]"),
        sheet("about-people", "guide", "facts: {p.kind: person}"),
        sheet("about-shops", "technical", "facts: {p.sectors: [shop]}"),
    ];
    let report = ask(&rules(sheets), &project(), "en");
    assert_eq!(told(&report), ["about-shops", "about-bridges"]);
    assert!(report["resources"].as_array().unwrap().iter().all(|s| s.get("similarity").is_none()));
}

#[test]
fn nothing_told_is_like_nothing() {
    let shown = sheet("by-need", "experience", "facts: {p.sectors: [shop]}\nneeds: [plan]");
    let report = ask(&rules(vec![shown]), &json!({"p.idea": true}), "en");
    assert_eq!(told(&report), ["by-need"]);
    assert_eq!(report["resources"][0].get("similarity"), None);
}

#[test]
fn a_sheet_without_a_source_is_told_and_takes_nothing_else_with_it() {
    let mut bad = sheet("bad", "experience", "needs: [plan]");
    bad.text = bad.text.lines().filter(|l| !l.starts_with("references")).collect::<Vec<_>>().join("\n");
    let files = hamlet(vec![sheet("good", "experience", "needs: [plan]"), bad]);
    let strict = check_sources(vec![files.clone()], false);
    assert_eq!(strict.diagnostics.iter().map(|d| d.code.id()).collect::<Vec<_>>(), ["E0501"]);
    assert!(strict.rule_set.is_none());
    let checked = check_sources(vec![files], true);
    let report = ask(&checked.rule_set.unwrap(), &json!({"p.idea": true}), "en");
    assert_eq!(told(&report), ["good"]);
    assert_eq!(report["left_out"], json!(["bad"]));
}

/// What a profile tells, as a profile and as a sheet write it.
fn a_project() -> impl Strategy<Value = (Value, String)> {
    let sectors = proptest::sample::subsequence(vec!["shop", "farm", "craft"], 0..=3);
    let kind = proptest::option::of(proptest::sample::select(vec!["person", "firm"]));
    (kind, proptest::option::of(sectors), proptest::option::of(0_i64..100)).prop_map(|(kind, sectors, jobs)| {
        let (mut facts, mut lines) = (json!({"p.idea": true}), vec![]);
        let mut say = |key: &str, value: Value, text: String| {
            facts[key] = value;
            lines.push(format!("{key}: {text}"));
        };
        kind.into_iter().for_each(|k| say("p.kind", json!(k), k.to_owned()));
        sectors.into_iter().for_each(|s| say("p.sectors", json!(s), format!("[{}]", s.join(", "))));
        jobs.into_iter().for_each(|n| say("p.jobs", json!(n), n.to_string()));
        (facts, format!("facts: {{{}}}\nneeds: [plan]", lines.join(", ")))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// A asked with the sheet of B is as alike as B asked with the sheet of A.
    #[test]
    fn likeness_goes_both_ways(a in a_project(), b in a_project()) {
        let alike = |profile: &Value, other: &str| {
            let report = ask(&rules(vec![sheet("other", "experience", other)]), profile, "en");
            report["resources"][0]["similarity"]["points"].as_i64()
        };
        let there = alike(&a.0, &b.1);
        prop_assert_eq!(there, alike(&b.0, &a.1));
        if let Some(own) = alike(&a.0, &a.1) {
            prop_assert_eq!(own, 1000);
            prop_assert!(there.is_none_or(|n| (0..=1000).contains(&n)));
        }
    }
}

// ---- the rural set

fn rural() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/rural-fr")
}

/// A persona's facts: its file is a profile with more around it.
fn persona(rules: &RuleSet, name: &str) -> Value {
    let path = rural().join("personas").join(format!("{name}.yaml"));
    #[expect(clippy::disallowed_methods, reason = "tests read the disk")]
    let text = std::fs::read_to_string(path).unwrap();
    let facts = common_facts(&text);
    ask(rules, &facts, "fr")
}

/// The plain facts of a persona: those that stand on one line as words, numbers or short lists.
fn common_facts(text: &str) -> Value {
    let mut facts = json!({});
    for line in text.lines().filter_map(|l| l.strip_prefix("  ")) {
        let Some((key, value)) = line.split_once(": ").filter(|(k, _)| k.contains('.') && !k.starts_with(' ')) else {
            continue;
        };
        let compared = ["applicant.kind", "project.sectors", "project.activity", "project.stage", "territory.place"];
        if compared.contains(&key) {
            let plain = value.trim().trim_matches('"');
            facts[key] = match plain.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
                Some(list) => json!(list.split(',').map(str::trim).collect::<Vec<_>>()),
                None => json!(plain),
            };
        }
    }
    assert!(facts.as_object().unwrap().len() >= 3, "{facts}");
    facts
}

#[test]
fn personas_meet_those_who_did_the_like() {
    let rules = check_sources(vec![rule_set(&rural())], false).rule_set.unwrap();
    for (name, sheet) in [
        ("boulangerie-cafe-saint-agreve", "boulangerie-langan"),
        ("epicerie-mobile-diois", "pincee-d-elo"),
        ("fromagerie-chevre-burzet", "mademoiselle-biquette"),
        ("microbrasserie-pilat", "brasserie-la-machine"),
        ("tiers-lieu-trieves", "locus-archigny"),
        ("multiservice-vollore", "boulangerie-cast"),
    ] {
        let report = persona(&rules, name);
        assert!(told(&report).contains(&sheet), "{name}: {:?}", told(&report));
    }
}

#[test]
fn enough_sheets_each_with_every_text_in_both_languages() {
    let files = files_below(&rural().join("resources"));
    let (mut lived, mut guides) = (0, 0);
    for path in &files {
        #[expect(clippy::disallowed_methods, reason = "tests read the disk")]
        let text = std::fs::read_to_string(path).unwrap();
        *(if text.contains("\nkind: experience\n") { &mut lived } else { &mut guides }) += 1;
        for line in text.lines() {
            let said =
                ["title: ", "summary: ", "tried: ", "result: ", "elsewhere: {"].iter().any(|k| line.starts_with(k));
            assert!(!said || line.contains("{fr: \"") && line.contains(", en: \""), "{}: {line}", path.display());
            assert!(!line.contains('@'), "{}: an address of a person? {line}", path.display());
        }
    }
    assert!(lived >= 12 && guides >= 10, "{lived} experiences, {guides} guides");
}
