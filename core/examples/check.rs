//! What the checker says of a scheme with several mistakes, each with its place.
//!
//!     cargo run --example check
#![expect(clippy::print_stdout, reason = "an example shows its result")]

mod common;

use std::path::Path;
use terreau::{Source, check_sources};

const SCHEME: &str = r#"
id: village-grant
kind: grant
titel: {fr: "Coup de pouce", en: "Village grant"}
provider: gal
confidence: medium
references: [{title: "Council decision 12", read_on: 2026-11-20}]
criteria:
  - {id: carrier, if: 'aplicant.kind in ["association", "compagny"]'}
  - {id: small, if: structure.headcount < "ten"}
amount: {form: cash, of: project.cost, rate: 30%, floor: 5000, cap: 3000}
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = common::folder(Path::new("rules/rural-fr"))?;
    files.push(Source::new("schemes/grant/village-grant.yaml", SCHEME));
    let checked = check_sources(vec![files], false);
    for d in &checked.diagnostics {
        let place = checked.sources.slice(d.span);
        println!("{} {}", d.code.id(), d.message.en);
        println!("    at `{}`", place.lines().next().unwrap_or_default());
        if let Some(help) = &d.help {
            println!("    {}", help.en);
        }
    }
    Ok(())
}
