//! The ranked list for a project of which little is known.
//!
//!     cargo run --example recommend
#![expect(clippy::print_stdout, reason = "an example shows its result")]

mod common;

use std::path::Path;
use terreau::{Lang, Options, check_sources};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let checked = check_sources(vec![common::folder(Path::new("rules/rural-fr"))?], false);
    let rules = checked.rule_set.ok_or("the rule set has errors: run `cargo terreau check`")?;
    let profile = serde_json::json!({
        "as_of": "2026-11-23",
        "facts": {
            "applicant.kind": "individual",
            "applicant.birth_date": { "age": 34 },
            "project.stage": "creation",
            "structure.registered_on": { "state": "none" },
        }
    });
    let options = Options { top: Some(5), lang: Lang::En, ..Options::default() };
    for s in rules.recommend(&profile, &options)?.schemes {
        println!(
            "{}. {}: {:?}, score {} to {}",
            s.place,
            s.title,
            s.verdict,
            s.score.low.to_text(),
            s.score.high.to_text()
        );
        println!("   still to be told: {}", s.missing.join(", "));
    }
    Ok(())
}
