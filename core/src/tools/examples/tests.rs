//! The runner over the small rule set of the help pages: what passes, what fails and is told, what cannot run.

use super::{ExampleReport, run_examples};
use crate::{Source, check_sources};

macro_rules! base {
    ($($path:literal)*) => {
        [$(($path, include_str!(concat!("../../../pages/base/", $path)))),*]
    };
}

/// The rule set with its examples, or a persona, replaced.
fn run(file: &str, text: &str) -> ExampleReport {
    let files = base!(
        "set.yaml" "regimes.yaml" "providers.yaml" "facts/applicant.yaml" "facts/finance.yaml" "facts/project.yaml"
        "facts/territory.yaml" "parameters/base.yaml" "taxonomies/territory.yaml" "schemes/grant/temoin.yaml"
    );
    let source = |(path, text): (&str, &str)| Source { path: path.to_owned(), text: text.to_owned() };
    let all = files.into_iter().chain([(file, text)]).map(source).collect();
    let checked = check_sources(vec![all], false);
    run_examples(&checked, None).unwrap()
}

fn examples(lines: &str) -> ExampleReport {
    let base = include_str!("../../../pages/base/schemes/grant/temoin.examples.yaml");
    let (head, _) = base.split_once("examples:\n").unwrap();
    run("schemes/grant/temoin.examples.yaml", &format!("{head}examples:\n{lines}\n"))
}

fn persona(expect: &str) -> ExampleReport {
    let text = format!("id: somebody\nas_of: 2026-11-23\nfacts: {{applicant.kind: association}}\nexpect: {expect}\n");
    run("personas/somebody.yaml", &text)
}

/// What each mismatch is about, and its sentence.
fn mismatches(report: &ExampleReport) -> Vec<(&'static str, String)> {
    let cases = report.examples.iter().chain(&report.personas);
    cases.flat_map(|c| &c.mismatches).map(|m| (m.about, m.message.en.clone())).collect()
}

fn broken(report: &ExampleReport) -> Vec<&'static str> {
    report.broken.iter().map(|b| b.code).collect()
}

#[test]
fn the_examples_of_the_help_pages_pass() {
    let text = include_str!("../../../pages/base/schemes/grant/temoin.examples.yaml");
    let report = run("schemes/grant/temoin.examples.yaml", text);
    assert!(report.passed(), "{report:#?}");
    assert_eq!(report.counts.examples, report.counts.examples_passed);
    assert!(report.coverage[0].verdicts_unseen.is_empty());
}

#[test]
fn a_mismatch_says_what_was_expected_and_found_and_where() {
    let report = examples("  - {id: a, expect: {verdict: eligible, amount: 7000, window: closed}}");
    let all = mismatches(&report);
    assert_eq!(all.iter().map(|m| m.0).collect::<Vec<_>>(), ["verdict", "amount", "window"]);
    assert_eq!(all[0].1, "verdict: expected `eligible`; found `conditional` (still to be declared: selection)");
    assert_eq!(all[1].1, "amount: expected 7000 €; found 8000 €");
    let place = &report.examples[0].mismatches[0].place;
    assert_eq!((place.path.as_str(), place.line, place.column), ("schemes/grant/temoin.examples.yaml", 15, 31));
}

#[test]
fn failing_and_missing_are_sets() {
    let given = "given: {facts: {applicant.kind: association, applicant.headcount: 10}}";
    let same = examples(&format!("  - {{id: a, {given}, expect: {{failing: [small-structure, carrier]}}}}"));
    assert!(same.passed(), "{same:#?}");
    let less = examples(&format!("  - {{id: a, {given}, expect: {{failing: [carrier]}}}}"));
    assert_eq!(mismatches(&less)[0].1, "failing criteria: expected [carrier]; found [carrier, small-structure]");
    let open = examples("  - {id: a, unset: [applicant.headcount], expect: {missing: []}}");
    assert_eq!(mismatches(&open)[0].1, "missing facts: expected none; found [applicant.headcount]");
}

#[test]
fn an_amount_may_be_an_interval_or_absent_and_zero_is_neither() {
    let range = "given: {facts: {territory.agri_zone: {one_of: [plain, mountain]}}}";
    let budget = "given: {facts: {finance.budget: [{label: x, kind: stock, amount: 1, month: 0}]}}";
    let cases = format!(
        "  - {{id: a, {range}, expect: {{amount: {{from: 8000, to: 8000}}}}}}\n  - {{id: b, {budget}, expect: {{amount: 0}}}}\n  - {{id: c, {budget}, expect: {{amount: none}}}}"
    );
    let report = examples(&cases);
    assert_eq!(mismatches(&report), [("amount", "amount: expected no amount; found 0 €".to_owned())]);
}

#[test]
fn what_cannot_run_is_told_and_the_others_run() {
    let report = examples(
        "  - {id: a, expect: {verdict: eligibel}}
  - {id: b, expct: {verdict: eligible}}
  - {id: c, expect: {failing: [carier]}}
  - {id: d, given: {facts: {applicant.knd: company}}, expect: {verdict: eligible}}
  - {id: e, given: {facts: {applicant.kind: compny}}, expect: {verdict: eligible}}
  - {id: f, unset: [applicant.gender], expect: {verdict: conditional}}
  - {id: g, expect: {}}
  - {id: h, expect: {verdict: conditional}}
  - {id: h, expect: {verdict: conditional}}",
    );
    assert_eq!(report.counts.examples, 1);
    assert_eq!(
        broken(&report),
        ["E0010", "E0008", "E0007", "E0413", "E0413", "E0413", "E0413", "E0413", "E0207"],
        "{:#?}",
        report.broken
    );
    let help = |i: usize| report.broken[i].help.as_ref().map(|h| h.en.as_str());
    assert_eq!(help(0), Some("did you mean `eligible`?"));
    assert_eq!(help(3), Some("did you mean `carrier`?"));
    assert_eq!(help(4), Some("did you mean `applicant.kind`?"));
    assert_eq!((report.broken[5].place.line, help(5)), (19, Some("did you mean `company`?")));
}

#[test]
fn personas_hold_the_whole_list() {
    let fine = persona("{head: [], verdicts: {temoin: ineligible}, never: [{scheme: temoin, because: x}]}");
    assert!(fine.passed(), "{fine:#?}");
    let wrong = persona("{verdicts: {temoin: eligible}, not_together: [[temoin, temoin]]}");
    assert_eq!(mismatches(&wrong).iter().map(|m| m.0).collect::<Vec<_>>()[..2], ["verdicts", "not_together"]);
    let unreadable = persona("{never: [{scheme: temoin}], head: [temion]}");
    assert_eq!(broken(&unreadable), ["E0008", "E0413"]);
}

/// Somebody who has 5,000 of the 10,000 that a shop's equipment costs; the grant pays 40 % of it.
const SHOP: &str = "id: somebody
as_of: 2026-11-23
facts:
  applicant.kind: individual
  applicant.birth_date: {age: 30}
  applicant.headcount: 0
  project.sectors: [retail]
  project.first_commitment: {state: none}
  project.start: 2027-09
  territory.place: region-84
  territory.agri_zone: mountain
  finance.budget: [{label: Rayons, kind: equipment, amount: 10000, month: 0}]
  finance.own_funds: 5000
  finance.opening_cash: 5000
  finance.bank_loan: 0
declared: {temoin/selection: yes}
";

#[test]
fn personas_hold_the_plan_and_the_roadmap() {
    let expect = |expect: &str| run("personas/somebody.yaml", &format!("{SHOP}expect: {expect}\n"));
    // the answer comes four months after the application at the latest
    let fine = expect(
        "{plan: {takes: [temoin], gap: 1000}, roadmap: {order: [[temoin:prepare, project:order-1]], by: {temoin:notify: 2027-03-23}, start: 2027-09}}",
    );
    assert!(fine.passed(), "{fine:#?}");
    let wrong = expect(
        "{plan: {leaves: [temoin], gap: {from: 0, to: 900}}, roadmap: {order: [[temoin:notify, temoin:apply], [temoin:vote, temoin:apply]], by: {temoin:notify: 2027-01-23}, start: 2027-10}}",
    );
    assert_eq!(
        mismatches(&wrong).iter().map(|m| m.1.as_str()).collect::<Vec<_>>(),
        [
            "temoin: expected out of the plan; found the plan takes: own_funds, temoin",
            "what is missing: expected 0 to 900 €; found 1000 €",
            "temoin:apply: expected after `temoin:notify`; found it does not wait for it",
            "temoin:apply: expected after `temoin:vote`; found no step `temoin:vote`",
            "temoin:notify: expected 2027-01-23; found 2027-03-23",
            "safe start: expected 2027-10; found 2027-09",
        ]
    );
    let unreadable =
        expect("{plan: {take: [temoin]}, roadmap: {order: [[temoin:apply]], start: 2027-13, by: {a: soon}}}");
    assert_eq!(broken(&unreadable), ["E0007", "E0413", "E0413", "E0010"], "{:#?}", unreadable.broken);
}

#[test]
fn a_plan_that_cannot_be_is_told_of_the_persona_that_expects_one() {
    let report = persona("{plan: {gap: 0}}");
    assert_eq!(broken(&report), ["E0413", "E0413"], "{:#?}", report.broken);
    assert!(report.broken[1].message.en.contains("start of the activity"), "{:#?}", report.broken);
}

#[test]
fn coverage_names_what_no_example_tries() {
    let report = examples("  - {id: a, expect: {verdict: conditional}}");
    let hints: Vec<&str> = report.coverage[0].hints.iter().map(|h| h.message.en.as_str()).collect();
    assert_eq!(hints[0], "no example reaches: eligible, undetermined, ineligible");
    assert!(hints.contains(&"`adult` is never seen: failed, open"), "{hints:?}");
}

#[test]
fn a_name_that_nothing_has_is_refused() {
    let text = include_str!("../../../pages/base/schemes/grant/temoin.yaml");
    let checked =
        check_sources(vec![vec![Source { path: "schemes/grant/temoin.yaml".into(), text: text.into() }]], false);
    assert!(run_examples(&checked, Some("temoin")).is_err());
}
