//! What authors and continuous integration type to compare two versions of a rule set.

use super::{code, copy_tree, err, out, read, run, text};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The small sample set and a copy of it with one line changed; gone when the test ends.
struct Versions(PathBuf);

impl Versions {
    fn new(name: &str, file: &str, from: &str, to: &str) -> Versions {
        let folder = std::env::temp_dir().join(format!("terreau-diff-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        copy_tree(&old(), &folder);
        let path = folder.join(file);
        fs::write(&path, read(&path).replace(from, to)).expect("writes");
        Versions(folder)
    }
}

impl Drop for Versions {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn old() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/sets/trio")
}

const GUARANTEE: &str = "schemes/guarantee/loan-guarantee.yaml";

#[test]
fn diff_tells_who_loses_and_fails_when_asked_to() {
    let new = Versions::new("narrower", GUARANTEE, "headcount < 50", "headcount < 20");
    let (old, new) = (old(), new.0.clone());
    let (old, new) = (text(&old), text(&new));
    let o = run(&["diff", old, new, "--lang", "en"]);
    let told = out(&o);
    assert_eq!(code(&o), 0, "{}", err(&o));
    assert!(told.contains("narrower: some projects may no longer have it"), "{told}");
    assert!(told.contains("applicant.headcount: 20") && told.contains("refused by small"), "{told}");
    assert!(told.contains("less than 50\u{a0}people → headcount: less than 20\u{a0}people"), "{told}");
    assert!(told.trim_end().ends_with("schemes: 1 narrower, 2 unchanged"), "{told}");
    let fails = |on: &str, old: &str, new: &str| code(&run(&["diff", old, new, "--fail-on", on, "--quiet"]));
    assert_eq!((fails("narrower", old, new), fails("wider", old, new), fails("any", old, new)), (1, 0, 1));
    assert_eq!((fails("narrower", new, old), fails("wider", new, old), fails("any", old, old)), (0, 1, 0));
    let o = run(&["diff", old, new, "--only", "leader", "--fail-on", "any"]);
    assert!(code(&o) == 0 && out(&o).contains("aucune différence"), "{}", out(&o));
    let json: serde_json::Value =
        serde_json::from_str(&out(&run(&["diff", old, new, "--format", "json"]))).expect("JSON");
    assert_eq!((&json["schemes"][0]["access"], &json["as_of"]), (&"narrower".into(), &"2026-11-20".into()));
}

#[test]
fn a_witness_can_be_kept_as_a_profile() {
    let new = Versions::new("witness", GUARANTEE, "headcount < 50", "headcount < 20");
    let old = old();
    let o = run(&["diff", text(&old), text(&new.0), "--as-of", "2026-11-23", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&o)).expect("JSON");
    let profile = new.0.join("lost.json");
    fs::write(&profile, json["schemes"][0]["lost"]["profile"].to_string()).expect("writes");
    for (rules, wanted) in [(&old, "conditional"), (&new.0, "ineligible")] {
        let o = run(&["recommend", text(&profile), "--rules", text(rules), "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&out(&o)).expect("JSON");
        let of = report["schemes"].as_array().expect("a list").iter().find(|s| s["scheme"] == "loan-guarantee");
        assert_eq!(of.expect("told")["verdict"], wanted);
    }
}

#[test]
fn diff_says_what_is_wrong_with_what_it_is_given() {
    let old = old();
    let o = run(&["diff", text(&old), text(&old), "--only", "leder", "--as-of", "2026-02-30", "--lang", "en"]);
    assert!(
        code(&o) == 1 && err(&o).contains("did you mean `leader`?") && err(&o).contains("2026-02-30"),
        "{}",
        err(&o)
    );
    let o = run(&["diff", text(&old), "nowhere"]);
    assert_eq!(code(&o), 2, "{}", err(&o));
    let o = run(&["diff", text(&old), text(&old), "--fail-on", "never"]);
    assert_eq!(code(&o), 2, "{}", err(&o));
    let broken = Versions::new("broken", GUARANTEE, "applicant.headcount < 50", "applicant.heads < 50");
    let o = run(&["diff", text(&old), text(&broken.0)]);
    assert!(code(&o) == 1 && err(&o).contains("E0201"), "{}", err(&o));
}

#[test]
fn diff_counts_who_loses_on_a_table() {
    let new = Versions::new("table", GUARANTEE, "headcount < 50", "headcount < 20");
    let old = old();
    let (old, folder) = (text(&old), text(&new.0));
    let table = new.0.join("projects.csv");
    let headcounts: String = (0..60).map(|n| format!("{n},{n}\n")).collect();
    fs::write(&table, format!("applicant.headcount,dossier\n{headcounts}")).expect("writes");
    let table = text(&table);
    let o = run(&["diff", old, folder, "--table", table, "--lang", "en"]);
    assert!(code(&o) == 1 && err(&o).contains("the column `dossier` is not a fact"), "{}", err(&o));
    let given = ["diff", old, folder, "--table", table, "--ignore-extra", "--as-of", "2026-11-23", "--lang", "en"];
    let o = run(&given);
    let told = out(&o);
    // from 20 to 49, whatever else a project with that many people may be
    assert!(code(&o) == 0 && told.contains("projects compared: 60; gain a scheme: 0; lose one: 30"), "{told}");
    assert!(told.contains("narrower") && told.contains("schemes that change for none of these projects: 2"), "{told}");
    let o = run(&[&given[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&out(&o)).expect("JSON");
    let (rules, moved) = (&json["schemes"][0], &json["population"]["schemes"][0]);
    assert_eq!((&rules["access"], &moved["scheme"]), (&"narrower".into(), &"loan-guarantee".into()));
    assert_eq!((&moved["gain"], &moved["lose"], &moved["keep"]), (&0.into(), &30.into(), &20.into()));
    let o = run(&["diff", old, folder, "--ignore-extra"]);
    assert_eq!(code(&o), 2, "{}", err(&o));
}
