//! Official places: every commune of France falls where it lies, rules and profiles may name any of them, and what is no more is told.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "tests read the disk")]

mod common;

use common::base;
use serde_json::json;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use terreau::{Options, RuleSet, Source};

/// Communes of each region, counted in the package that the list is made from, by another program than its script.
const COMMUNES: [(&str, usize); 18] = [
    ("01", 32),
    ("02", 34),
    ("03", 22),
    ("04", 24),
    ("06", 17),
    ("11", 1266),
    ("24", 1754),
    ("27", 3685),
    ("28", 2644),
    ("32", 3782),
    ("44", 5115),
    ("52", 1228),
    ("53", 1202),
    ("75", 4293),
    ("76", 4446),
    ("84", 4025),
    ("93", 946),
    ("94", 360),
];

fn rural(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/rural-fr/taxonomies").join(file)
}

fn list() -> String {
    fs::read_to_string(rural("territory.places")).unwrap()
}

/// The sample set over the tree of France, with one scheme for each of these territories, called like it.
fn rules(territories: &[&str], with_list: bool) -> RuleSet {
    let mut files = base();
    files.retain(|f| !f.path.starts_with("taxonomies/territory"));
    let tree = fs::read_to_string(rural("territory.yaml")).unwrap();
    files.push(Source { path: "taxonomies/territory.yaml".to_owned(), text: tree });
    if with_list {
        files.push(Source { path: "taxonomies/territory.places".to_owned(), text: list() });
    }
    for t in territories {
        let text = format!(
            "id: {t}\nkind: grant\ntitle: \"{t}\"\nprovider: region-aura\nconfidence: high\n\
             references: [{{title: \"Notice\"}}]\nterritory: {t}\ncriteria: []\n"
        );
        files.push(Source { path: format!("schemes/grant/{t}.yaml"), text });
    }
    RuleSet::parse(vec![files]).unwrap()
}

/// The territories that a place is certainly in, or may be in.
fn found(rules: &RuleSet, place: &serde_json::Value) -> Result<Vec<(String, String)>, terreau::Problems> {
    let profile = json!({"as_of": "2026-11-23", "facts": {"territory.place": place}});
    let report = rules.recommend(&profile, &Options::default())?;
    let report = serde_json::to_value(report).unwrap();
    let text = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    let all = report["schemes"].as_array().unwrap().iter();
    let mut found: Vec<_> = all
        .filter(|s| s["scheme"] != "temoin" && s["verdict"] != "ineligible")
        .map(|s| (text(&s["scheme"]), text(&s["verdict"])))
        .collect();
    found.sort();
    Ok(found)
}

fn certain(rules: &RuleSet, place: &str) -> Vec<String> {
    let found = found(rules, &json!(place)).unwrap();
    assert!(found.iter().all(|(_, verdict)| verdict == "eligible"), "{place}: {found:?}");
    found.into_iter().map(|(scheme, _)| scheme).collect()
}

#[test]
fn every_commune_falls_in_its_department_and_region() {
    let tree = fs::read_to_string(rural("territory.yaml")).unwrap();
    // as the file writes it: `  dep-07: {label: "Ardèche", parent: region-84}`
    let parents: BTreeMap<&str, &str> = tree
        .lines()
        .filter(|l| l.starts_with("  dep-"))
        .map(|l| (l.trim().split_once(':').unwrap().0, l.rsplit_once("parent: ").unwrap().1.trim_end_matches('}')))
        .collect();
    assert_eq!(parents.len(), 101);
    let mut territories: Vec<&str> = parents.iter().flat_map(|(d, r)| [*d, *r]).collect();
    territories.sort_unstable();
    territories.dedup();
    let rules = rules(&territories, true);
    let day = rules.on_day("2026-11-23").unwrap();
    let weighting = day.weigh(&Options::default()).unwrap();
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    let list = list();
    for line in list.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit())) {
        let code = line.split(' ').next().unwrap();
        // the department is the first two signs of the code, three overseas
        let signs = if code.starts_with("97") { 3 } else { 2 };
        let dep = format!("dep-{}", code.chars().take(signs).collect::<String>());
        let profile = json!({"facts": {"territory.place": format!("commune-{code}")}});
        let answers = day.read(&profile).unwrap();
        let mut possible: Vec<&str> =
            answers.possible(&weighting).iter().map(|r| r.scheme).filter(|s| *s != "temoin").collect();
        possible.sort_unstable();
        let region = parents[dep.as_str()];
        assert_eq!(possible, [dep.as_str(), region], "{line}");
        *counted.entry(region.trim_start_matches("region-").to_owned()).or_default() += 1;
    }
    let expected: BTreeMap<String, usize> = COMMUNES.iter().map(|(r, n)| ((*r).to_owned(), *n)).collect();
    assert_eq!(counted, expected);
    assert_eq!(counted.values().sum::<usize>(), 34_875);
}

#[test]
fn a_body_across_two_departments_is_one_place_of_both() {
    // Durance-Lubéron-Verdon: Manosque (04) and Vinon-sur-Verdon (83); Digne (04) and Toulon (83) are elsewhere
    let body = "epci-200034700";
    let rules = rules(&[body, "dep-04", "dep-83", "commune-83150"], true);
    assert_eq!(certain(&rules, "commune-04112"), ["dep-04", body]);
    assert_eq!(certain(&rules, "commune-83150"), ["commune-83150", "dep-83", body]);
    assert_eq!(certain(&rules, "commune-04070"), ["dep-04"]);
    assert_eq!(certain(&rules, "commune-83137"), ["dep-83"]);
    let of = |place: serde_json::Value| found(&rules, &place).unwrap();
    let said = |s: &str, v: &str| (s.to_owned(), v.to_owned());
    let open = "undetermined";
    assert_eq!(
        of(json!(body)),
        [said("commune-83150", open), said("dep-04", open), said("dep-83", open), said(body, "eligible")]
    );
    assert_eq!(of(json!("dep-04")), [said("dep-04", "eligible"), said(body, open)]);
    assert_eq!(of(json!({"elsewhere_in": "dep-04"})), [said("dep-04", "eligible")]);
    // the bundle knows what rules name; the others need the list
    let bundle = RuleSet::from_bundle(rules.to_bundle()).unwrap();
    assert_eq!(certain(&bundle, "commune-83150"), ["commune-83150", "dep-83", body]);
    assert!(found(&bundle, &json!("commune-04112")).is_err());
    let whole = bundle.with_places(&list()).unwrap();
    assert_eq!(certain(&whole, "commune-04112"), ["dep-04", body]);
    assert_eq!(whole.fingerprint(), rules.fingerprint());
}

#[test]
fn the_list_changes_nothing_that_rules_do_not_name() {
    let (with, without) = (rules(&["dep-07", "region-84"], true), rules(&["dep-07", "region-84"], false));
    assert_eq!(with.fingerprint(), without.fingerprint());
    let packed = with.to_bundle();
    assert!(!packed.contains("Saint-Agrève"));
    for place in ["dep-07", "dep-26", "region-84", "country-fr"] {
        assert_eq!(found(&with, &json!(place)).unwrap(), found(&without, &json!(place)).unwrap(), "{place}");
    }
}

#[test]
fn what_is_no_place_is_refused_with_what_to_do() {
    let with = rules(&["dep-07"], true);
    let help = |rules: &RuleSet, place: &str| {
        let problems = found(rules, &json!(place)).unwrap_err();
        assert_eq!(problems.0.len(), 1);
        problems.0[0].help.clone().unwrap().en
    };
    // Lancrans went into Valserhône
    assert!(help(&with, "commune-01205").contains("`commune-01033` (Valserhône)"));
    assert!(help(&with, "commune-75101").contains("`commune-75056` (Paris)"));
    assert!(help(&with, "saint agreve").contains("`commune-07204`"));
    assert!(help(&with, "commune-98735").contains("terreau places"));
    assert!(help(&rules(&["dep-07"], false), "commune-07204").contains("--places"));
    let damaged = list().replacen("@dep-01", "dep-01", 1);
    assert_eq!(with.with_places(&damaged).unwrap_err().0[0].code, "E0015");
    let other = list().replacen("places territory", "places elsewhere", 1);
    assert!(with.with_places(&other).unwrap_err().0[0].message.en.contains("`elsewhere`"));
}
