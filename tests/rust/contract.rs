//! The answers as a JSON Schema: what is written down is what the types say, and every vector keeps to it.
//! `BLESS=1` writes it instead of comparing.

use jsonschema::Validator;
use serde_json::{Value, json};
use std::{error::Error, fs, path::Path};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// For each call of a vector, the type of its answer.
const ANSWERS: [(&str, &str); 6] = [
    ("recommend", "Report"),
    ("plan", "PlanReport"),
    ("next_question", "NextQuestion"),
    ("notice", "Notice"),
    ("update_profile", "ProfileUpdate"),
    ("describe", "Catalogue"),
];

fn validator(schema: &Value, name: &str) -> Outcome<Validator> {
    let one = json!({ "$ref": format!("#/$defs/{name}"), "$defs": schema["$defs"] });
    Ok(jsonschema::validator_for(&one)?)
}

#[test]
fn the_schema_is_that_of_the_types() -> Outcome<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wasm/contract.schema.json");
    let made = serde_json::to_string_pretty(&terreau::contract::answers_schema())? + "\n";
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &made)?;
    }
    assert_eq!(read(&path)?, made, "BLESS=1 makes wasm/contract.schema.json again; then `node wasm/types.mjs`");
    Ok(())
}

#[test]
fn every_vector_keeps_to_the_schema() -> Outcome<()> {
    let schema = terreau::contract::answers_schema();
    let validators: Vec<(&str, Validator)> =
        ANSWERS.iter().map(|(call, name)| Ok((*call, validator(&schema, name)?))).collect::<Outcome<_>>()?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let index: Value = serde_json::from_str(&read(&here.join("index.json"))?)?;
    let mut looked_at = vec![];
    for vector in index["vectors"].as_array().ok_or("no vectors")? {
        let id = vector["id"].as_str().ok_or("a vector without an id")?;
        // a vector of what goes wrong holds problems
        let Ok(text) = read(&here.join(id).join("expected.json")) else { continue };
        let call = vector["call"].as_str().ok_or("a vector without a call")?;
        let (_, validator) = validators.iter().find(|(name, _)| *name == call).ok_or("a call without a type")?;
        let wrong: Vec<String> = validator
            .iter_errors(&serde_json::from_str(&text)?)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{id}\n{}", wrong.join("\n"));
        looked_at.push(call);
    }
    for (call, _) in ANSWERS {
        assert!(looked_at.contains(&call), "no vector of `{call}` has an answer");
    }
    Ok(())
}

#[test]
fn what_is_not_in_the_types_is_refused() -> Outcome<()> {
    let validator = validator(&terreau::contract::answers_schema(), "Catalogue")?;
    let text = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/trio/describe/expected.json"))?;
    let mut catalogue: Value = serde_json::from_str(&text)?;
    assert!(validator.is_valid(&catalogue));
    catalogue["schemes"][0]["colour"] = json!("green");
    assert!(!validator.is_valid(&catalogue));
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a test reads its own files")]
fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}
