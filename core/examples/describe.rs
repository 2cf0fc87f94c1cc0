//! The questions that most schemes wait for: what an embedding program would ask first.
//!
//!     cargo run --example describe
#![expect(clippy::print_stdout, reason = "an example shows its result")]

mod common;

use std::path::Path;
use terreau::{Lang, RuleSet, check_sources};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let checked = check_sources(vec![common::folder(Path::new("rules/rural-fr"))?], false);
    let rules = checked.rule_set.ok_or("the rule set has errors: run `cargo terreau check`")?;
    // a bundle needs neither YAML nor a disk, and answers the same
    let rules = RuleSet::from_bundle(rules.to_bundle())?;
    let catalogue = rules.describe(Lang::En);
    let mut facts: Vec<_> = catalogue.facts.iter().filter(|f| !f.derived).collect();
    facts.sort_by_key(|f| std::cmp::Reverse(f.used_by));
    for f in facts.iter().take(10) {
        println!("{:>3} schemes  {}  {}", f.used_by, f.fact, f.question.as_deref().unwrap_or_default());
    }
    Ok(())
}
