//! What rule authors type: check, test, new, explain.

use super::{Folder, PERSONA, code, err, out, read, run, rural, text};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

const KINDS: [&str; 13] = [
    "grant",
    "repayable_advance",
    "honour_loan",
    "microcredit",
    "loan",
    "guarantee",
    "equity",
    "crowdfunding",
    "bridge",
    "social_relief",
    "tax_relief",
    "support",
    "network",
];

/// A scheme that speaks of a fact that does not exist.
const BROKEN: &str = r#"id: bad
kind: grant
title: {fr: "Essai, un", en: "Trial, one"}
provider: bpifrance
confidence: high
references: [{title: x, url: "https://example.org", read_on: 2026-11-20}]
criteria:
  - id: a
    if: aplicant.kind == "company"
"#;

#[test]
fn check_shows_every_mistake_and_says_how_it_ends() {
    let o = run(&["check", text(&rural())]);
    assert_eq!(code(&o), 0, "{}", out(&o));
    let folder = Folder::new();
    let rules = folder.rules();
    fs::write(rules.join("schemes/grant/bad.yaml"), BROKEN).expect("writes");
    let o = run(&["check", text(&rules)]);
    let told = out(&o);
    assert_eq!(code(&o), 1);
    assert!(told.contains("erreur[E0201]") && told.contains("bad.yaml:9:9") && told.contains("━━━"), "{told}");
    assert!(told.contains("1 erreur"), "{told}");
    let github = out(&run(&["check", text(&rules), "--format", "github", "--lang", "en"]));
    let line = github.lines().find(|l| l.starts_with("::error ")).expect("an error");
    assert!(line.contains("bad.yaml,line=9,col=9,title=E0201::") && line.contains("%0A"), "{line}");
    let told = out(&run(&["check", text(&rules), "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(json["errors"], 1);
}

#[test]
fn a_broken_scheme_is_left_out_only_when_asked() {
    let folder = Folder::new();
    let rules = folder.rules();
    fs::write(rules.join("schemes/grant/bad.yaml"), BROKEN).expect("writes");
    let o = run(&["check", text(&rules), "--keep-going"]);
    assert!(code(&o) == 0 && out(&o).contains("W0010"), "{}", out(&o));
    let persona = rules.join(PERSONA);
    let o = run(&["recommend", text(&persona)]);
    assert!(code(&o) == 1 && out(&o).is_empty() && err(&o).contains("--keep-going"), "{}", err(&o));
    let o = run(&["recommend", text(&persona), "--keep-going"]);
    assert!(code(&o) == 0 && err(&o).contains("W0010") && out(&o).contains("bad"), "{}", err(&o));
    let o = run(&["recommend", text(&persona), "--keep-going", "--quiet"]);
    assert!(code(&o) == 0 && err(&o).is_empty() && out(&o).contains("bad"), "{}", err(&o));
}

#[test]
fn check_refuses_what_it_cannot_read() {
    let folder = Folder::new();
    let rules = folder.rules();
    fs::write(rules.join("schemes/grant/a.yaml"), [0x61, 0xff]).expect("writes");
    fs::write(rules.join("schemes/grant/b.yml"), "id: b").expect("writes");
    let o = run(&["check", text(&rules)]);
    assert!(code(&o) == 2 && out(&o).contains("E0002"), "{}", out(&o));
    fs::remove_file(rules.join("schemes/grant/a.yaml")).expect("removes");
    let o = run(&["check", text(&rules)]);
    assert!(code(&o) == 0 && out(&o).contains("b.yml"), "{}", out(&o));
    assert_eq!(code(&run(&["check", text(&folder.0.join("nowhere"))])), 2);
    assert_eq!(code(&run(&["check", text(&rules), "--as-of", "2026-02-30"])), 2);
}

#[test]
fn sets_that_extend_another_are_read_whole() {
    let folder = Folder::new();
    let own = folder.0.join("own");
    fs::create_dir_all(&own).expect("folder");
    let manifest = "id: own\nversion: \"1\"\ntitle: {fr: \"À nous\", en: \"Ours\"}\nextends: ../rules\n";
    fs::write(own.join("set.yaml"), manifest).expect("writes");
    let o = run(&["check", text(&own)]);
    assert_eq!(code(&o), 0, "{}", out(&o));
    fs::write(own.join("set.yaml"), manifest.replace("../rules", "../none")).expect("writes");
    let o = run(&["check", text(&own)]);
    assert!(code(&o) == 2 && out(&o).contains("E0011") && out(&o).contains("extends: ../none"), "{}", out(&o));
    fs::write(own.join("set.yaml"), manifest.replace("../rules", "../own")).expect("writes");
    let o = run(&["check", text(&own)]);
    assert!(code(&o) == 2 && out(&o).contains("E0401"), "{}", out(&o));
}

#[test]
fn a_new_scheme_of_any_kind_checks_and_its_examples_run() {
    let folder = Folder::new();
    let rules = folder.rules();
    let id = |kind: &str| format!("essai-{}", kind.replace('_', "-"));
    for kind in KINDS {
        let o = run(&["new", "scheme", &id(kind), "--kind", kind, "--rules", text(&rules)]);
        assert_eq!(code(&o), 0, "{}", err(&o));
        let again = run(&["new", "scheme", &id(kind), "--kind", kind, "--rules", text(&rules)]);
        assert!(code(&again) == 2 && err(&again).contains("il existe déjà"), "{}", err(&again));
    }
    let o = run(&["check", text(&rules)]);
    assert_eq!(code(&o), 0, "{}", out(&o));
    for kind in KINDS {
        let o = run(&["test", text(&rules), "--only", &id(kind)]);
        assert!(code(&o) == 0 && out(&o).contains("4 exemples, comme attendu"), "{}{}", out(&o), err(&o));
    }
    for bad in ["../x", "Aide", "a_b", ""] {
        assert_eq!(code(&run(&["new", "scheme", bad, "--kind", "grant", "--rules", text(&rules)])), 2);
    }
}

#[test]
fn a_new_sheet_checks_and_replaces_nothing() {
    let folder = Folder::new();
    let rules = folder.rules();
    let o = run(&["new", "sheet", "ce-que-nous-avons-fait", "--rules", text(&rules)]);
    assert!(code(&o) == 0 && out(&o).contains("resources/ce-que-nous-avons-fait.yaml"), "{}{}", out(&o), err(&o));
    let sheet = read(&rules.join("resources/ce-que-nous-avons-fait.yaml"));
    assert!(sheet.contains("kind: experience") && sheet.contains("applicant.kind"), "{sheet}");
    let checked = run(&["check", text(&rules)]);
    assert_eq!(code(&checked), 0, "{}", out(&checked));
    let again = run(&["new", "sheet", "ce-que-nous-avons-fait", "--rules", text(&rules)]);
    assert!(code(&again) == 2 && err(&again).contains("il existe déjà"), "{}", err(&again));
    assert_eq!(code(&run(&["new", "sheet", "../x", "--rules", text(&rules)])), 2);
}

#[test]
fn test_runs_examples_and_says_what_differs() {
    let folder = Folder::new();
    let rules = folder.rules();
    let file = rules.join("schemes/honour_loan/initiative-pret-honneur.examples.yaml");
    let changed = read(&file).replacen("verdict: conditional", "verdict: eligible", 1);
    let line = changed.lines().position(|l| l.contains("id: before-the-committee")).expect("an example") + 1;
    fs::write(&file, changed).expect("writes");
    let o = run(&["test", text(&rules), "--only", "initiative-pret-honneur"]);
    let told = out(&o);
    assert!(code(&o) == 1 && told.contains("✗ initiative-pret-honneur / before-the-committee"), "{told}");
    assert!(told.contains(&format!("examples.yaml:{line}:")), "{told}");
}

#[test]
fn explain_describes_codes_in_both_languages() {
    let told = out(&run(&["explain", "e0012"]));
    assert!(told.contains("Le YAML a coupé") && told.contains("À écrire"), "{told}");
    assert!(out(&run(&["explain", "E0012", "--lang", "en"])).contains("YAML cut your condition"));
    assert!(out(&run(&["explain"])).contains("E0201  fait inconnu"));
    assert_eq!(code(&run(&["explain", "E9999"])), 2);
}

#[test]
fn a_new_territory_checks_at_once_and_replaces_nothing() {
    for (lang, word) in [("fr", "Restreindre un dispositif"), ("en", "To narrow a scheme")] {
        let folder = Folder::new();
        let rules = folder.rules();
        let new = |id: &str| run(&["new", "territory", id, "--rules", text(&rules), "--lang", lang]);
        let o = new("val-de-lune");
        assert_eq!(code(&o), 0, "{}", err(&o));
        let own = folder.0.join("val-de-lune");
        let set = read(&own.join("set.yaml"));
        assert!(set.contains("extends: ../rules\n") && set.contains(word), "{set}");
        let o = run(&["check", text(&own), "--lang", lang]);
        assert_eq!(code(&o), 0, "{}", out(&o));
        assert!(!out(&o).contains("W0") && !out(&o).contains("val-de-lune/set.yaml:"), "{}", out(&o));
        let o = run(&["test", text(&own)]);
        assert!(code(&o) == 0 && out(&o).contains("8 exemples, comme attendu"), "{}{}", out(&o), err(&o));
        assert_eq!(code(&new("val-de-lune")), 2);
        for taken in ["rural-fr", "pays-dunois", "../x", ""] {
            assert_eq!(code(&new(taken)), 2, "{taken}");
        }
        let into = folder.0.join("elsewhere/deep");
        let o = run(&["new", "territory", "autre", "--rules", text(&own), "--into", text(&into)]);
        assert_eq!(code(&o), 0, "{}", err(&o));
        assert_eq!(code(&run(&["check", text(&into)])), 0);
        assert!(read(&into.join("set.yaml")).contains("extends: ../../val-de-lune\n"));
    }
}

/// Commands of the README that name no file of the reader's run as they stand there.
#[test]
fn the_readme_can_be_typed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = read(&root.join("README.md"));
    let typed = readme.lines().filter_map(|l| l.strip_prefix("    cargo terreau "));
    // what it is for stands behind two spaces
    let asked = typed.map(|l| l.split("  ").next().unwrap_or(l));
    let is_name = |w: &str| w.len() > 1 && w.chars().all(|c| c.is_ascii_uppercase());
    let own = |c: &&str| !c.starts_with("ask") && !c.split(' ').any(is_name);
    let commands: Vec<&str> = asked.filter(own).collect();
    assert!(commands.len() > 7, "{commands:?}");
    let folder = std::env::temp_dir().join(format!("terreau-readme-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("folder");
    for command in commands {
        let words: Vec<String> =
            command.split(' ').map(|w| w.replace("target/", &format!("{}/", folder.display()))).collect();
        let mut terreau = Command::new(env!("CARGO_BIN_EXE_terreau"));
        let o = terreau.args(&words).current_dir(&root).stdin(Stdio::null()).output().expect("runs");
        assert_eq!(code(&o), 0, "cargo terreau {command}\n{}", err(&o));
    }
    let _ = fs::remove_dir_all(&folder);
}
