//! The financing plan of a small project: what pays for it, and how deep cash falls before that money is there.
//!
//!     cargo run --example plan
#![expect(clippy::print_stdout, reason = "an example shows its result")]

mod common;

use std::path::Path;
use terreau::{Lang, PlanOptions, check_sources};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let checked = check_sources(vec![common::folder(Path::new("rules/rural-fr"))?], false);
    let rules = checked.rule_set.ok_or("the rule set has errors: run `cargo terreau check`")?;
    let profile = serde_json::json!({
        "as_of": "2026-11-23",
        "facts": {
            "project.start": "2027-05",
            "finance.own_funds": 6000,
            "finance.bank_loan": 20000,
            "finance.bank_loan_agreed": true,
            "finance.budget": [
                { "label": "Fit-out", "kind": "works", "amount": 24000, "month": -2 },
                { "label": "Oven", "kind": "equipment", "amount": 9000, "month": 0 },
            ],
        }
    });
    let plan = rules.plan(&profile, &PlanOptions { lang: Lang::En, ..PlanOptions::default() })?;
    plan.summary.iter().for_each(|sentence| println!("{sentence}"));
    for source in &plan.sources {
        println!("{}: {} €", source.title, source.amount.to_text());
    }
    for left in plan.left.iter().filter(|l| !l.missing.is_empty()).take(3) {
        println!("not yet: {}, {}", left.title, left.label);
    }
    Ok(())
}
