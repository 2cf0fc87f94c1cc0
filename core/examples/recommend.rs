//! Reads a rule set from its folder and prints what it says of one profile.
//!
//!     cargo run --example recommend rules/rural-fr rules/rural-fr/personas/boulangerie-cafe-saint-agreve.yaml
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::{fs, path::Path};
use terreau::{Options, RuleSet, Source, check_sources};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "rules/rural-fr".to_owned());
    let rules = load(Path::new(&folder))?;
    let profile = serde_json::json!({ "as_of": "2026-11-23", "facts": { "applicant.kind": "individual" } });
    let report = rules.recommend(&profile, &Options { top: Some(5), ..Options::default() })?;
    for s in &report.schemes {
        println!("{:>3}. {} ({:?}, score {})", s.place, s.title, s.verdict, s.score.low.to_text());
    }
    Ok(())
}

/// Every YAML file below a folder, as the engine wants them.
fn load(folder: &Path) -> Result<RuleSet, Box<dyn std::error::Error>> {
    let mut files = vec![];
    collect(folder, folder, &mut files)?;
    let checked = check_sources(vec![files], false);
    for d in &checked.diagnostics {
        println!("{} {}", d.code.id(), d.message.en);
    }
    checked.rule_set.ok_or_else(|| "the rule set has errors".into())
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<Source>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|e| e == "yaml") {
            #[expect(clippy::disallowed_methods, reason = "the example is where files are read")]
            let text = fs::read_to_string(&path)?;
            let relative = path.strip_prefix(root).unwrap_or(&path);
            files.push(Source { path: relative.to_string_lossy().replace('\\', "/"), text });
        }
    }
    Ok(())
}
