//! Every example and every persona of `rules/`: does each scheme decide as the law says, and each profile get a sensible list?

use serde_json::json;
use std::error::Error;
use std::path::Path;
use terreau::contract::Criterion;
use terreau::{CaseResult, Checked, ExampleReport, Lang, Options, Source, check_sources, run_examples};

type Outcome<T> = Result<T, Box<dyn Error>>;

#[test]
fn examples_and_personas_are_as_expected() -> Outcome<()> {
    let report = run("rural-fr")?;
    assert!(report.counts.examples > 1_800 && report.counts.personas >= 25, "{:?}", report.counts);
    assert!(report.passed(), "{}", told(&report));
    Ok(())
}

#[test]
fn every_scheme_has_an_example_of_each_verdict_it_can_give() -> Outcome<()> {
    let report = run("rural-fr")?;
    let unseen = report.coverage.iter().filter(|c| !c.verdicts_unseen.is_empty());
    let unseen: Vec<String> = unseen.map(|c| format!("{}: {:?}", c.scheme, c.verdicts_unseen)).collect();
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
    Ok(())
}

/// Parts that no source confirms are told in words, a criterion by what it says; none by the keys of its file.
#[test]
fn what_no_source_confirms_is_told_in_words() -> Outcome<()> {
    let rules = check("rural-fr")?.rule_set.ok_or("the rules have mistakes")?;
    for lang in [Lang::Fr, Lang::En] {
        let options = Options { lang, ..Options::default() };
        let report = rules.recommend(&json!({"as_of": "2026-11-23", "facts": {}}), &options)?;
        let told: Vec<_> = report.schemes.iter().flat_map(|s| s.unconfirmed.iter().map(move |u| (s, u))).collect();
        assert!(told.len() > 150, "only {}", told.len());
        for (scheme, part) in told {
            let named = |c: &&Criterion| part.path == format!("criteria.{}", c.id);
            match scheme.criteria.iter().find(named) {
                Some(criterion) => assert!(part.label.contains(&criterion.label), "{part:?}"),
                None => assert_ne!(part.label, part.path),
            }
        }
    }
    Ok(())
}

fn run(set: &str) -> Outcome<ExampleReport> {
    Ok(run_examples(&check(set)?, None)?)
}

fn check(set: &str) -> Outcome<Checked> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules").join(set);
    let mut files = vec![];
    collect(&folder, &folder, &mut files)?;
    Ok(check_sources(vec![files], false))
}

/// What is wrong, one line each.
fn told(report: &ExampleReport) -> String {
    let broken = report.broken.iter().map(|b| format!("{}:{}: {}", b.place.path, b.place.line, b.message.en));
    let cases = report.examples.iter().chain(&report.personas);
    let failed = cases.flat_map(|c: &CaseResult| {
        c.mismatches.iter().map(|m| format!("{}:{}: {}: {}", m.place.path, m.place.line, c.id, m.message.en))
    });
    let lines: Vec<String> = broken.chain(failed).collect();
    format!("{:?}\n{}", report.counts, lines.join("\n"))
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<Source>) -> Outcome<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|e| e == "yaml" || e == "places") {
            #[expect(clippy::disallowed_methods, reason = "a test reads the rules that it is about")]
            let text = std::fs::read_to_string(&path)?;
            let relative = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.push(Source { path: relative, text });
        }
    }
    Ok(())
}
