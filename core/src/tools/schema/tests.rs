//! The schemas accept what the checker accepts, and refuse what it refuses.

use super::{FileKind, profile, rule_file, scheme};
use crate::{
    Lang, RuleSet, Source,
    base::Diagnostics,
    check::{self, Role, keys},
    check_sources,
    syntax::{json, yaml},
};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

fn files() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/rural-fr");
    let (mut open, mut found) = (vec![root.clone()], vec![]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "yaml") {
                #[expect(clippy::disallowed_methods, reason = "tests read the disk")]
                let text = fs::read_to_string(&path).unwrap();
                found.push(Source {
                    path: path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"),
                    text,
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn rules() -> RuleSet {
    check_sources(vec![files()], false).rule_set.unwrap()
}

fn kind(path: &str) -> FileKind {
    match check::role(path) {
        Role::Set => FileKind::Set,
        Role::Facts(_) => FileKind::Facts,
        Role::Parameters => FileKind::Parameters,
        Role::Regimes => FileKind::Regimes,
        Role::Providers => FileKind::Providers,
        Role::Taxonomy => FileKind::Taxonomy,
        Role::Scheme { .. } => FileKind::Scheme,
        Role::Examples { .. } => FileKind::Examples,
        Role::Persona => FileKind::Persona,
        Role::Resource { .. } => FileKind::Resource,
        Role::Places | Role::Unknown => panic!("{path}"),
    }
}

/// The file with every scalar as a text.
fn as_json(source: &Source) -> Value {
    json::to_json(&yaml::read(0, &source.text, &mut Diagnostics::default()).unwrap())
}

fn validator(schema: &Value) -> Validator {
    assert!(jsonschema::meta::is_valid(schema));
    jsonschema::validator_for(schema).unwrap()
}

fn assert_valid(schema: &Validator, value: &Value, path: &str) {
    let wrong: Vec<String> = schema.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{path}\n{}", wrong.join("\n"));
}

#[test]
fn every_file_of_the_rural_set_fits_its_schema() {
    let (rules, all) = (rules(), files());
    let own = validator(&scheme(&rules));
    for kind_of in FileKind::ALL {
        let schema = validator(&rule_file(*kind_of));
        let files: Vec<&Source> = all.iter().filter(|f| kind(&f.path) == *kind_of).collect();
        assert!(!files.is_empty(), "{kind_of:?}");
        for file in files {
            assert_valid(&schema, &as_json(file), &file.path);
            if *kind_of == FileKind::Scheme {
                assert_valid(&own, &as_json(file), &file.path);
            }
        }
    }
}

#[test]
fn personas_fit_the_schema_of_profiles() {
    let schema = validator(&profile(&rules(), Lang::Fr));
    for file in files().iter().filter(|f| kind(&f.path) == FileKind::Persona) {
        assert_valid(&schema, &as_json(file), &file.path);
    }
    assert!(!schema.is_valid(&json!({ "facts": { "applicant.knid": "farmer" } })));
    assert!(!schema.is_valid(&json!({ "facts": { "applicant.kind": "famer" } })));
}

#[test]
fn a_misspelt_key_or_name_does_not_fit() {
    let rules = rules();
    let file = files().into_iter().find(|f| f.path.ends_with("grant/leader-aura.yaml")).unwrap();
    let mut value = as_json(&file);
    let provider = value["provider"].take();
    value["provider"] = json!("gall");
    assert!(!validator(&scheme(&rules)).is_valid(&value));
    assert!(validator(&rule_file(FileKind::Scheme)).is_valid(&value));
    value["provider"] = provider;
    value["confidance"] = json!("high");
    assert!(!validator(&rule_file(FileKind::Scheme)).is_valid(&value));
}

/// Every closed map of a schema, as the set of its keys.
fn maps(value: &Value, found: &mut BTreeSet<BTreeSet<String>>) {
    assert!(value.get("$comment").is_none(), "a key without a schema: {value}");
    if value.get("additionalProperties") == Some(&json!(false)) {
        found.insert(value["properties"].as_object().unwrap().keys().cloned().collect());
    }
    match value {
        Value::Object(map) => map.values().for_each(|v| maps(v, found)),
        Value::Array(items) => items.iter().for_each(|v| maps(v, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Every closed list of keys, but that of a scheme, which has no key of an overlay.
const MAPS: &[&[&str]] = &[
    keys::REFERENCE,
    keys::SET,
    keys::ROLES,
    keys::NEED,
    keys::SOURCE,
    keys::SCORE,
    keys::LINE,
    keys::PRESET,
    keys::FACTS,
    keys::FACT,
    keys::FIELD,
    keys::CHANGE,
    keys::CONSTRAINT,
    keys::PARAMETERS,
    keys::PARAMETER,
    keys::VERSION,
    keys::TAXONOMY,
    keys::TAXON,
    keys::REGIMES,
    keys::REGIME,
    keys::GROUP,
    keys::PROVIDERS,
    keys::PROVIDER,
    keys::DOCUMENT,
    keys::WINDOW,
    keys::CRITERION,
    keys::PREFER,
    keys::AMOUNT,
    keys::BASE,
    keys::BONUS,
    keys::FEES,
    keys::LOAN,
    keys::FOLLOWS,
    keys::OWN,
    keys::COFINANCING,
    keys::PAYMENT,
    keys::BURDEN,
    keys::QUOTE,
    keys::CUMULATION,
    keys::STEP,
    keys::COMMITMENT,
    keys::APPLY,
    keys::CLOSED,
    keys::EXAMPLES,
    keys::GIVEN,
    keys::EXAMPLE,
    keys::EXPECT,
    keys::PERSONA,
    keys::PERSONA_EXPECT,
    keys::NEVER,
];

#[test]
fn keys_are_those_of_the_checker() {
    let mut found = BTreeSet::new();
    FileKind::ALL.iter().for_each(|k| maps(&rule_file(*k), &mut found));
    for keys in MAPS {
        let keys: BTreeSet<String> = keys.iter().map(|k| (*k).to_owned()).collect();
        assert!(found.contains(&keys), "no map has the keys {keys:?}");
    }
    let mut scheme: BTreeSet<String> = keys::SCHEME.iter().map(|k| (*k).to_owned()).collect();
    scheme.remove("overlay");
    scheme.remove("closed");
    assert!(found.contains(&scheme));
}
