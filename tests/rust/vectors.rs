//! Every vector of `tests/vectors`, through the Rust door. `BLESS=1` writes what the engine answers instead of comparing.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use terreau::{Lang, RuleSet};

type Outcome<T> = Result<T, Box<dyn Error>>;

#[derive(Deserialize)]
struct Index {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    id: String,
    rule_set: String,
    call: Call,
}

#[derive(PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Call {
    Recommend,
    Plan,
    NextQuestion,
    Notice,
    UpdateProfile,
    Describe,
}

/// The language that options ask for.
fn lang(options: &str) -> Lang {
    let asked: serde_json::Value = serde_json::from_str(options).unwrap_or_default();
    if asked.get("lang").is_some_and(|l| l == "en") { Lang::En } else { Lang::Fr }
}

#[test]
fn every_vector_is_answered_byte_for_byte() -> Outcome<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let index: Index = serde_json::from_str(&read(&here.join("index.json"))?)?;
    let listed: BTreeSet<PathBuf> = index.vectors.iter().map(|vector| here.join(&vector.id)).collect();
    let mut present = BTreeSet::new();
    find(&here, &mut present)?;
    assert_eq!(listed, present, "index.json lists exactly the folders that hold an options.json");
    assert_eq!(listed.len(), index.vectors.len(), "index.json lists a vector twice");

    let blessing = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for vector in &index.vectors {
        let folder = here.join(&vector.id);
        let (name, told) = answer(vector, &here, &folder)?;
        if blessing {
            bless(&folder, name, &told)?;
        } else if let Some(difference) = difference(&folder, name, &told)? {
            wrong.push(format!("{}: {difference}", vector.id));
        }
    }
    assert!(wrong.is_empty(), "{} of {} vectors differ\n{}", wrong.len(), listed.len(), wrong.join("\n"));
    Ok(())
}

/// The folders of vectors, wherever they lie.
fn find(folder: &Path, found: &mut BTreeSet<PathBuf>) -> Outcome<()> {
    if folder.join("options.json").exists() {
        found.insert(folder.to_owned());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, found)?;
        }
    }
    Ok(())
}

/// What the engine answers, and the file that such an answer belongs in.
fn answer(vector: &Vector, here: &Path, folder: &Path) -> Outcome<(&'static str, String)> {
    // a name is a rule set that tests/run has made a bundle of
    let bundle = match vector.rule_set.as_str() {
        path if path.ends_with(".json") => here.join(path),
        name => here.join(format!("../../target/{name}.json")),
    };
    let bundle = read(&bundle)?;
    let options = read(&folder.join("options.json"))?;
    let profile = if vector.call == Call::Describe { String::new() } else { read(&folder.join("profile.json"))? };
    let told = RuleSet::from_bundle(&bundle).and_then(|rules| match vector.call {
        Call::Describe => rules.describe_json(&options),
        Call::Recommend => rules.recommend_json(&profile, &options),
        Call::Plan => rules.plan_json(&profile, &options),
        Call::NextQuestion => rules.next_question_json(&profile, &options),
        Call::Notice => rules.notice_json(&profile, &options),
        Call::UpdateProfile => rules.update_profile_json(&profile, &options),
    });
    let lang = lang(&options);
    Ok(match told {
        Ok(told) => ("expected.json", told),
        Err(problems) => ("problems.json", problems.to_json(lang)),
    })
}

fn bless(folder: &Path, name: &str, told: &str) -> Outcome<()> {
    let other = folder.join(other(name));
    if other.exists() {
        fs::remove_file(other)?;
    }
    Ok(fs::write(folder.join(name), told)?)
}

/// A vector has one of two files; this is the one that it must not have.
fn other(name: &str) -> &'static str {
    if name == "expected.json" { "problems.json" } else { "expected.json" }
}

fn difference(folder: &Path, name: &str, told: &str) -> Outcome<Option<String>> {
    let path = folder.join(name);
    if !path.exists() || folder.join(other(name)).exists() {
        return Ok(Some(format!("{name} alone should be there, for {}", around(told, 0))));
    }
    let expected = read(&path)?;
    if expected == told {
        return Ok(None);
    }
    let at = expected.bytes().zip(told.bytes()).take_while(|(one, other)| one == other).count();
    let (expected, told) = (around(&expected, at), around(told, at));
    Ok(Some(format!("{name} differs at byte {at}\n  expected {expected}\n  got      {told}")))
}

/// The text around a byte.
fn around(text: &str, at: usize) -> String {
    let window = at.saturating_sub(60)..text.len().min(at + 60);
    String::from_utf8_lossy(text.as_bytes().get(window).unwrap_or_default()).into_owned()
}

#[expect(clippy::disallowed_methods, reason = "a test reads its own files")]
fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}
