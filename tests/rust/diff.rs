//! Two versions of the small sample set, one line apart: what the comparison must say was reckoned by hand.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops where it fails")]
#![expect(clippy::float_arithmetic, reason = "another way to the same amounts")]

mod common;

use common::rule_set;
use serde_json::{Value, json};
use std::path::Path;
use terreau::{
    DiffOptions, Options, RuleSet, Source, Verdict,
    contract::{Access, AmountWay, Change, DiffWitness, RuleSetDiff, SchemeDiff, SchemeStatus},
};

const DAY: &str = "2026-11-23";
const LEADER: &str = "schemes/grant/leader.yaml";
const YOUNG: &str = "schemes/grant/young-founder.yaml";
const GUARANTEE: &str = "schemes/guarantee/loan-guarantee.yaml";

fn sample() -> Vec<Source> {
    rule_set(&Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/sets/trio"))
}

/// The sample set with texts of some files replaced: file, what stood there, what stands there now.
fn edited(edits: &[(&str, &str, &str)]) -> RuleSet {
    let mut files = sample();
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
fn a_lower_threshold_loses_those_between_the_two() {
    let edits = [(GUARANTEE, "headcount < 50", "headcount < 20")];
    let told = diff(&edits);
    let s = scheme(&told, "loan-guarantee");
    assert_eq!((s.access, s.gained.is_none(), s.unsettled.len()), (Some(Access::Narrower), true, 0));
    let lost = s.lost.as_ref().unwrap();
    assert_eq!(asked(&edits, "loan-guarantee", lost), (Verdict::Conditional, Verdict::Ineligible));
    assert_eq!(lost.criteria, ["small"]);
    let headcount = lost.profile["facts"]["applicant.headcount"].as_f64().unwrap();
    assert!((20.0..50.0).contains(&headcount), "{headcount}");
    let c = &s.criteria[0];
    assert_eq!((s.criteria.len(), c.criterion.as_str(), c.change, c.declared), (1, "small", "changed", None));
    let (old, new) = (c.old.as_ref().unwrap(), c.new.as_ref().unwrap());
    assert!(old.contains("less than 50") && new.contains("less than 20"), "{c:?}");
    assert!(told.narrows() && !told.widens() && told.differs() && told.same == 2);
    // and the other way round
    let back = edited(&edits).diff(&edited(&[]), &options()).unwrap();
    let s = scheme(&back, "loan-guarantee");
    assert_eq!(
        (s.access, s.gained.as_ref().unwrap().criteria.as_slice()),
        (Some(Access::Wider), &["small".to_owned()][..])
    );
    assert!(back.widens() && !back.narrows());
}

#[test]
fn two_ages_moved_the_same_way_gain_some_and_lose_some() {
    let edits = [(YOUNG, ">= 18", ">= 21"), (YOUNG, "< 40", "< 45")];
    let told = diff(&edits);
    let s = scheme(&told, "young-founder");
    assert_eq!(s.access, Some(Access::Both));
    let (gained, lost) = (s.gained.as_ref().unwrap(), s.lost.as_ref().unwrap());
    assert_eq!(asked(&edits, "young-founder", gained), (Verdict::Ineligible, Verdict::Conditional));
    assert_eq!(asked(&edits, "young-founder", lost), (Verdict::Conditional, Verdict::Ineligible));
    assert_eq!(
        (&gained.criteria[..], &lost.criteria[..]),
        (&["under-forty".to_owned()][..], &["adult".to_owned()][..])
    );
    // born on or before 23 November: 40 to 44 on the day, and 18 to 20
    let born = |w: &DiffWitness| w.profile["facts"]["applicant.birth_date"].as_str().unwrap().to_owned();
    assert!(("1981-11-24".."1986-11-24").contains(&born(gained).as_str()), "{}", born(gained));
    assert!(("2005-11-24".."2008-11-24").contains(&born(lost).as_str()), "{}", born(lost));
}

#[test]
fn a_share_of_a_budget_is_shown_with_lines_of_a_budget() {
    let edits = [(LEADER, "0.2 * sum", "0.3 * sum")];
    let told = diff(&edits);
    let s = scheme(&told, "leader");
    assert_eq!((s.access, s.unsettled.len()), (Some(Access::Narrower), 0), "{s:#?}");
    let lost = s.lost.as_ref().unwrap();
    assert_eq!(asked(&edits, "leader", lost), (Verdict::Eligible, Verdict::Ineligible));
    let facts = &lost.profile["facts"];
    let lines = facts["finance.budget"].as_array().unwrap();
    let cost: f64 = lines.iter().map(|l| l["amount"].as_f64().unwrap()).sum();
    let own = facts["finance.own_funds"].as_f64().unwrap();
    assert!(0.2 * cost <= own && own < 0.3 * cost, "{facts}");
}

#[test]
fn what_is_declared_is_told_and_moves_no_right() {
    let extra = "  - {id: jury, declared: funder, label: {fr: \"Retenu\", en: \"Chosen\"}}\namount:";
    let told = diff(&[
        (LEADER, "amount:", extra),
        (
            YOUNG,
            "  - {id: selection, declared: funder, label: {fr: \"Retenu par le comité\", en: \"Selected by the committee\"}}\n",
            "",
        ),
    ]);
    let (s, y) = (scheme(&told, "leader"), scheme(&told, "young-founder"));
    assert_eq!((s.access, y.access), (Some(Access::Equivalent), Some(Access::Equivalent)));
    let of = |s: &SchemeDiff| (s.criteria[0].criterion.clone(), s.criteria[0].change, s.criteria[0].declared);
    assert_eq!(of(s), ("jury".to_owned(), "added", Some("funder")));
    assert_eq!(of(y), ("selection".to_owned(), "removed", Some("funder")));
    assert_eq!(
        (s.criteria[0].new.as_deref(), y.criteria[0].old.as_deref()),
        (Some("Chosen"), Some("Selected by the committee"))
    );
}

/// What a sample grant gives by hand: a rate of equipment and works, nothing under 1,000 euros, a cap.
fn grant(profile: &Value, rate: f64, cap: f64) -> f64 {
    let kept = |l: &&Value| l["kind"] == "equipment" || l["kind"] == "works";
    let lines = profile["facts"]["finance.budget"].as_array().unwrap();
    let cost: f64 = lines.iter().filter(kept).map(|l| l["amount"].as_f64().unwrap()).sum();
    let aid = (cost * rate).min(cap);
    if aid < 1000.0 { 0.0 } else { (aid * 100.0).round() / 100.0 }
}

#[test]
fn amounts_are_told_with_what_a_project_got_and_gets() {
    let lower = diff(&[(LEADER, "64%", "60%")]);
    let a = scheme(&lower, "leader").amount.as_ref().unwrap();
    assert_eq!((scheme(&lower, "leader").access, a.way), (Some(Access::Equivalent), AmountWay::Lower));
    let sum =
        |ends: &[Option<terreau::contract::Decimal>; 2]| ends.map(|d| d.unwrap().to_text().parse::<f64>().unwrap());
    let less = a.less.as_ref().unwrap();
    assert_eq!(sum(&less.old), [grant(&less.profile, 0.64, 51_200.0); 2]);
    assert_eq!(sum(&less.new), [grant(&less.profile, 0.60, 51_200.0); 2]);
    assert!(a.more.is_none() && a.tried > 10 && sum(&less.old) > sum(&less.new), "{a:?}");
    assert_eq!(change(&scheme(&lower, "leader").changes, "amount.rate").new.as_deref(), Some("60%"));
    assert!(!lower.narrows() && !lower.widens() && lower.differs());
    let both = diff(&[(LEADER, "64%", "60%"), (LEADER, "51200", "60000")]);
    let a = scheme(&both, "leader").amount.as_ref().unwrap();
    let more = a.more.as_ref().unwrap();
    assert_eq!((a.way, sum(&more.new)), (AmountWay::Both, [grant(&more.profile, 0.60, 60_000.0); 2]));
    assert_eq!(sum(&more.old), [51_200.0; 2]);
}

#[test]
fn a_formula_written_otherwise_is_tried_and_not_called_proved() {
    let told =
        diff(&[(GUARANTEE, "of: bank_loan, rate: 60%", "value: finance.bank_loan * 0.4 + finance.bank_loan * 0.2")]);
    let a = scheme(&told, "loan-guarantee").amount.as_ref().unwrap();
    assert_eq!(a.way, AmountWay::SameOnAllTried, "{a:?}");
    assert!(a.label.contains(&format!("the {} cases tried", a.tried)));
}

#[test]
fn a_parameter_changes_amounts_and_is_told_on_the_day() {
    let told = diff(&[("parameters/base.yaml", "mountain: 15000", "mountain: 16000")]);
    let p = change(&told.parameters, "grant_cap");
    assert_eq!(p.old.as_deref(), Some("mountain 15,000\u{a0}€, plain 10,000\u{a0}€"));
    assert_eq!(p.new.as_deref(), Some("mountain 16,000\u{a0}€, plain 10,000\u{a0}€"));
    let a = scheme(&told, "young-founder").amount.as_ref().unwrap();
    let more = a.more.as_ref().unwrap();
    assert_eq!((a.way, &more.profile["facts"]["territory.agri_zone"]), (AmountWay::Higher, &json!("mountain")));
    assert_eq!(more.new[0].unwrap().to_text(), "16000");
    // a version that ended before the day is another matter
    let past = "values:\n      - {from: 2020-01-01, to: 2022-12-31, value: {plain: 1, mountain: 2}, reference: {title: \"Ancien\", read_on: 2026-11-20}}\n      - {from: 2023-01-01, value: {plain: 10000";
    let told = diff(&[("parameters/base.yaml", "values:\n      - {from: 2023-01-01, value: {plain: 10000", past)]);
    assert!(told.parameters.is_empty() && told.schemes.is_empty(), "{told:#?}");
}

const HEADCOUNT: (&str, &str, &str) = ("facts/applicant.yaml", "  headcount:", "  workforce:");

#[test]
fn a_renamed_fact_is_one_fact_and_each_profile_names_it_its_own_way() {
    let formerly = ("facts/applicant.yaml", "formerly: [", "formerly: [applicant.headcount, ");
    let edits = [HEADCOUNT, formerly, (GUARANTEE, "applicant.headcount < 50", "applicant.workforce < 20")];
    let told = diff(&edits);
    let s = scheme(&told, "loan-guarantee");
    let lost = s.lost.as_ref().unwrap();
    assert_eq!(asked(&edits, "loan-guarantee", lost), (Verdict::Conditional, Verdict::Ineligible));
    let (was, is) = (&lost.old_profile.as_ref().unwrap()["facts"], &lost.profile["facts"]);
    assert_eq!(was["applicant.headcount"], is["applicant.workforce"]);
    assert_eq!((s.access, is.get("applicant.headcount")), (Some(Access::Narrower), None));
    let f = change(&told.facts, "applicant.workforce");
    assert_eq!((f.change, f.old.as_deref()), ("renamed", Some("applicant.headcount")));
    // renamed alone, nobody gains or loses
    let told = diff(&[HEADCOUNT, formerly, (GUARANTEE, "applicant.headcount", "applicant.workforce")]);
    assert!(told.schemes.iter().all(|s| s.access == Some(Access::Equivalent)), "{told:#?}");
}

#[test]
fn a_fact_that_one_version_alone_knows_is_free_in_the_other() {
    let insured = "  insured: {type: bool, label: {fr: assuré, en: insured}, question: {fr: \"Assuré ?\", en: \"Insured?\"}}\n  gender:";
    let rule = "  - {id: insured, if: applicant.insured}\n  - {id: no-mortgage";
    let edits = [("facts/applicant.yaml", "  gender:", insured), (GUARANTEE, "  - {id: no-mortgage", rule)];
    let told = diff(&edits);
    let s = scheme(&told, "loan-guarantee");
    let lost = s.lost.as_ref().unwrap();
    assert_eq!((s.access, lost.criteria[0].as_str()), (Some(Access::Narrower), "insured"));
    assert_eq!(asked(&edits, "loan-guarantee", lost), (Verdict::Conditional, Verdict::Ineligible));
    assert_eq!(lost.profile["facts"]["applicant.insured"], json!(false));
    assert!(lost.old_profile.as_ref().unwrap()["facts"].get("applicant.insured").is_none());
    assert_eq!(change(&told.facts, "applicant.insured").change, "added");
}

#[test]
fn members_that_one_version_alone_knows_are_told_apart() {
    let gone = "      individual: {fr: \"particulier\", en: \"individual\"}\n";
    let told = diff(&[("facts/applicant.yaml", gone, "")]);
    let s = scheme(&told, "loan-guarantee");
    assert_eq!((s.access, s.beyond.as_slice()), (Some(Access::Equivalent), &["applicant.kind".to_owned()][..]));
    assert!(s.label.contains("both versions can describe"), "{}", s.label);
    let f = change(&told.facts, "applicant.kind");
    assert_eq!((f.change, f.old.as_deref(), f.new.as_deref()), ("removed", Some("individual"), None));
    // the place of the other members moved, what they mean did not
    let told = diff(&[("facts/applicant.yaml", gone, ""), (LEADER, r#"["association", "company"]"#, r#"["company"]"#)]);
    let lost = scheme(&told, "leader").lost.as_ref().unwrap();
    assert_eq!(
        (lost.criteria[0].as_str(), &lost.profile["facts"]["applicant.kind"]),
        ("carrier", &json!("association"))
    );
}

#[test]
fn a_fact_of_another_type_is_written_in_each_type() {
    let count = (
        "facts/applicant.yaml",
        "type: decimal\n    unit: persons\n    from: 0\n    to: 5000",
        "type: enum\n    values: {few: {fr: peu, en: few}, many: {fr: beaucoup, en: many}}",
    );
    let edits = [count, (GUARANTEE, "applicant.headcount < 50", r#"applicant.headcount == "few""#)];
    let told = diff(&edits);
    let s = scheme(&told, "loan-guarantee");
    let (gained, lost) = (s.gained.as_ref().unwrap(), s.lost.as_ref().unwrap());
    assert_eq!((s.access, s.beyond.as_slice()), (Some(Access::Both), &["applicant.headcount".to_owned()][..]));
    asked(&edits, "loan-guarantee", gained);
    asked(&edits, "loan-guarantee", lost);
    assert_eq!(lost.profile["facts"]["applicant.headcount"], json!("many"));
    assert!(lost.old_profile.as_ref().unwrap()["facts"]["applicant.headcount"].as_f64().unwrap() < 50.0);
}

#[test]
fn a_place_that_one_version_lists_is_elsewhere_in_the_other() {
    let listed = (
        "taxonomies/territory.yaml",
        "  dep-43:",
        "  commune-07204: {label: \"Saint-Agrève\", parent: dep-07}\n  dep-43:",
    );
    let edits = [
        listed,
        (YOUNG, "  - {id: adult", "  - {id: not-there, if: territory.place != \"commune-07204\"}\n  - {id: adult"),
    ];
    let told = diff(&edits);
    let s = scheme(&told, "young-founder");
    let lost = s.lost.as_ref().unwrap();
    assert_eq!((s.access, lost.criteria[0].as_str()), (Some(Access::Narrower), "not-there"));
    assert_eq!(asked(&edits, "young-founder", lost), (Verdict::Conditional, Verdict::Ineligible));
    assert_eq!(lost.profile["facts"]["territory.place"], json!("commune-07204"));
    let old = &lost.old_profile.as_ref().unwrap()["facts"]["territory.place"];
    assert!(*old == json!("dep-07") || *old == json!({"elsewhere_in": "dep-07"}), "{old}");
    // listed and named by no rule, it changes nothing for anyone
    let told = diff(&[listed]);
    assert!(told.schemes.is_empty(), "{told:#?}");
}

#[test]
fn the_calendar_texts_and_weights_are_listed_part_by_part() {
    let told = diff(&[
        (YOUNG, "closes: 2026-12-15", "closes: 2026-12-31"),
        (LEADER, "Sample LEADER", "Sample leader"),
        (LEADER, "if: 'applicant.kind in", "label: {fr: Porteur, en: Carrier}, if: 'applicant.kind in"),
        ("set.yaml", "money: 250, cash: 200", "money: 300, cash: 150"),
    ]);
    let young = scheme(&told, "young-founder");
    let w = change(&young.changes, "windows");
    assert_eq!(w.old.as_deref(), Some("from 2026-09-01 to 2026-12-15, decided on 2027-03-31"));
    assert_eq!(w.new.as_deref(), Some("from 2026-09-01 to 2026-12-31, decided on 2027-03-31"));
    let leader = scheme(&told, "leader");
    let title = change(&leader.changes, "title");
    assert_eq!((title.old.as_deref(), title.new.as_deref()), (Some("Sample LEADER"), Some("Sample leader")));
    assert_eq!((leader.access, leader.criteria[0].change), (Some(Access::Equivalent), "reworded"));
    let money = change(&told.rules, "score.presets.balanced.money");
    assert_eq!((money.old.as_deref(), money.new.as_deref()), (Some("250"), Some("300")));
    assert_eq!(told.rules.len(), 2);
    assert!(!told.narrows() && !told.widens());
}

#[test]
fn schemes_come_and_go_and_one_can_be_asked_for_alone() {
    let mut files = sample();
    let file = files.iter_mut().find(|f| f.path == GUARANTEE).unwrap();
    file.path = file.path.replace("loan-guarantee", "new-guarantee");
    file.text = file.text.replace("id: loan-guarantee", "id: new-guarantee");
    let (old, new) = (edited(&[]), RuleSet::parse(vec![files]).unwrap());
    let told = old.diff(&new, &options()).unwrap();
    assert_eq!(scheme(&told, "loan-guarantee").status, SchemeStatus::Removed);
    assert_eq!(scheme(&told, "new-guarantee").status, SchemeStatus::Added);
    assert!(told.narrows() && told.widens() && told.same == 2);
    assert_eq!(told.summary, "schemes: 1 added, 1 removed, 2 unchanged");
    let only = DiffOptions { only: Some("new-guarantee".to_owned()), ..options() };
    let told = old.diff(&new, &only).unwrap();
    assert_eq!((told.schemes.len(), told.same, told.narrows()), (1, 0, false));
}

#[test]
fn wrong_options_are_told_together() {
    let set = edited(&[]);
    let wrong = DiffOptions { as_of: Some("2026-02-30".to_owned()), only: Some("leder".to_owned()), ..options() };
    let told = set.diff(&set, &wrong).unwrap_err();
    let paths: Vec<&str> = told.0.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["as_of", "only"]);
    assert!(told.0[1].help.as_ref().unwrap().en.contains("`leader`"));
    let told = set.diff_json(&set, r#"{"onli": "leader", "lang": "de"}"#).unwrap_err();
    assert_eq!(told.0.len(), 2);
    // without a day, the last one on which a source was read
    assert_eq!(set.diff(&set, &DiffOptions::default()).unwrap().as_of, "2026-11-20");
}

#[test]
fn the_same_is_told_of_bundles_and_as_json() {
    let (old, new) = (edited(&[]), edited(&[(GUARANTEE, "headcount < 50", "headcount < 20")]));
    let packed = |r: &RuleSet| RuleSet::from_bundle(r.to_bundle()).unwrap();
    let told = old.diff(&new, &options()).unwrap();
    assert_eq!(packed(&old).diff(&packed(&new), &options()).unwrap(), told);
    let json = old.diff_json(&new, &format!(r#"{{"as_of": "{DAY}", "lang": "en"}}"#)).unwrap();
    assert_eq!(json, serde_json::to_string(&told).unwrap());
    let french = old.diff_json(&new, &format!(r#"{{"as_of": "{DAY}", "only": "loan-guarantee"}}"#)).unwrap();
    assert!(french.contains("restreint : des projets n'y ont plus droit"), "{french}");
}
