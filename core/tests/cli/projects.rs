//! What is typed about a project: recommend, why, plan, notice, update, ask; and how the command ends.

use super::{Folder, PERSONA, bytes, code, err, out, read, run, rural, text};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

#[test]
fn recommend_tells_groups_verdicts_amounts_and_reasons() {
    let persona = rural().join(PERSONA);
    let o = run(&["recommend", text(&persona), "--as-of", "2026-11-23"]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    let told = out(&o);
    for line in [
        "Jugé au 23/11/2026 · poids du score : Équilibré (balanced)",
        "━━ Possible maintenant (",
        "━━ Pas pour ce projet (",
        "SOUS CONDITION",
        "✓ Une personne qui entreprend, seule ou en société",
        "Score       ",
        "Fiabilité   ",
        "(lu le 20/11/2026)",
    ] {
        assert!(told.contains(line), "`{line}` is missing");
    }
    assert!(!told.contains('\u{1b}'), "no colour where nobody sees it");
}

#[test]
fn recommend_in_english_leaves_no_french_of_its_own() {
    let persona = rural().join(PERSONA);
    let told = out(&run(&["recommend", text(&persona), "--lang", "en", "--detail", "reasons"]));
    for word in ["Possible now", "Not for this project", "Enough for this verdict", "Either or", "not together with"] {
        assert!(told.contains(word), "`{word}` is missing");
    }
    for word in ["Pourquoi", "Dossier", "Versement", "réponse", "seuil"] {
        assert!(!told.contains(&format!(" {word} ")), "`{word}` is left");
    }
}

#[test]
fn json_is_the_answer_of_the_library() {
    let persona = rural().join(PERSONA);
    let told = out(&run(&["recommend", text(&persona), "--format", "json", "--top", "3"]));
    assert!(told.starts_with("{\"contract\":1,") && told.ends_with("}\n") && told.lines().count() == 1);
    let answer: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(answer["schemes"].as_array().expect("schemes").len(), 3);
}

#[test]
fn a_bundle_answers_as_its_folder_does() {
    let folder = Folder::new();
    let (rules, bundle, persona) = (folder.rules(), folder.0.join("b.json"), rural().join(PERSONA));
    let o = run(&["bundle", text(&rules), "-o", text(&bundle)]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    let ask = |rules: &Path| out(&run(&["recommend", text(&persona), "--rules", text(rules), "--format", "json"]));
    let (a, b) = (ask(&rules), ask(&bundle));
    assert!(!a.is_empty() && a == b);
}

/// With `{lang}` in its name, a file for each language: shorter, the same rules.
#[test]
fn a_bundle_for_each_language() {
    let folder = Folder::new();
    let (rules, place, persona) = (folder.rules(), folder.0.join("b.{lang}.json"), rural().join(PERSONA));
    let o = run(&["bundle", text(&rules), "-o", text(&place)]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    assert!(out(&o).contains("b.fr.json") && out(&o).contains("b.en.json"));
    let fr = folder.0.join("b.fr.json");
    let ask = |rules: &Path, lang: &str| {
        out(&run(&["recommend", text(&persona), "--rules", text(rules), "--format", "json", "--lang", lang]))
    };
    assert!(!ask(&fr, "fr").is_empty() && ask(&fr, "fr") == ask(&rules, "fr"));
    assert!(ask(&folder.0.join("b.en.json"), "en") == ask(&rules, "en"));
    // what was left out does not come back
    let again = run(&["bundle", text(&fr), "-o", text(&folder.0.join("c.{lang}.json"))]);
    assert_eq!(code(&again), 0, "{}", err(&again));
    assert!(folder.0.join("c.fr.json").exists() && !folder.0.join("c.en.json").exists());
}

#[test]
fn why_draws_the_tree_and_what_would_change_it() {
    let persona = rural().join(PERSONA);
    let told = out(&run(&["why", "leader-aura", "--profile", text(&persona)]));
    for line in ["├─ ✓", "├─ ?", "Ce qui manque", "Oui si", "Non si", "[1] ", "dépenses prises en compte"] {
        assert!(told.contains(line), "`{line}` is missing");
    }
    let open = |lang| out(&run(&["why", "acre", "--profile", text(&persona), "--lang", lang]));
    assert!(open("fr").contains("\u{a0}€ par an") && open("en").contains("\u{a0}€ per year"), "{}", open("fr"));
    let refused = out(&run(&["why", "dja-aura", "--profile", text(&persona)]));
    assert!(refused.contains("NON ÉLIGIBLE") && refused.contains("Suffit à refuser"), "{refused}");
    let o = run(&["why", "leader-aurra", "--profile", text(&persona), "--lang", "en"]);
    assert_eq!(code(&o), 2);
    assert!(err(&o).contains("did you mean `leader-aura`?"));
}

#[test]
fn problems_of_a_profile_are_shown_where_they_stand() {
    let folder = Folder::new();
    let profile = folder.rules().join("personas/p.yaml");
    let written = "as_of: 2026-11-23\nfacts:\n  aplicant.kind: company\n  structure.headcount: many\n";
    fs::write(&profile, written).expect("writes");
    let o = run(&["recommend", text(&profile)]);
    assert_eq!(code(&o), 1);
    let told = err(&o);
    assert!(told.contains("P0003") && told.contains("vouliez-vous dire `applicant.kind` ?"), "{told}");
    assert!(told.contains("p.yaml:3:3") && told.contains("p.yaml:4:3") && told.contains("P0004"), "{told}");
    let ends = |bytes: &[u8], wanted: i32, says: &str| {
        fs::write(&profile, bytes).expect("writes");
        let o = run(&["recommend", text(&profile)]);
        assert!(code(&o) == wanted && err(&o).contains(says), "{}", err(&o));
    };
    ends(b"facts: [\n", 1, "E0004");
    ends(b"facts: {}\n", 1, "--as-of");
    ends(&[0xff, 0xfe], 2, "E0002");
    let json = folder.0.join("p.json");
    fs::write(&json, "{\"facts\": }").expect("writes");
    let o = run(&["recommend", text(&json), "--rules", text(&folder.rules())]);
    assert!(code(&o) == 1 && err(&o).contains("P0001"), "{}", err(&o));
    let o = run(&["recommend", text(&folder.0.join("absent.yaml"))]);
    assert!(code(&o) == 2 && err(&o).contains("E0001"), "{}", err(&o));
}

#[test]
fn recommend_says_who_helps_and_who_did_the_like() {
    let told = out(&run(&["recommend", text(&rural().join(PERSONA)), "--detail", "brief"]));
    for part in ["Qui peut aider", "Ils l'ont fait", "À lire", "Langan", "ressemblance"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let told = out(&run(&["--lang", "en", "recommend", text(&rural().join(PERSONA)), "--detail", "brief"]));
    for part in ["Who can help", "Others did it", "Worth reading", "same activity"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn notice_says_how_the_list_was_made() {
    let profile = rural().join(PERSONA);
    let told = out(&run(&["notice", text(&profile)]));
    for part in [
        "R. 311-3-1-2",
        "donnée sensible",
        "Lignes du score",
        "Valeurs datées",
        "Les dix premiers",
        "De combien un poids peut changer",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let page = out(&run(&["--lang", "en", "notice", text(&profile), "--format", "html"]));
    assert!(
        page.starts_with("<!doctype html>") && page.contains("The operations") && !page.contains("<script"),
        "{page}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&out(&run(&["notice", text(&profile), "--format", "json"]))).expect("JSON");
    assert_eq!(json["sections"].as_array().map(Vec::len), Some(5));
}

#[test]
fn update_carries_a_saved_profile_over_and_ask_goes_on_from_it() {
    let folder = Folder::new();
    let saved = folder.0.join("saved.json");
    let held = r#"{"as_of": "2026-11-23", "facts": {"applicant.kind": "association", "applicant.colour": "red"}}"#;
    fs::write(&saved, held).expect("writes");
    let rules = rural();
    let refused = run(&["recommend", text(&saved), "--rules", text(&rules)]);
    assert!(code(&refused) == 1 && err(&refused).contains("applicant.colour"), "{}", err(&refused));
    let new = folder.0.join("new.json");
    let o = run(&["update", text(&saved), "--rules", text(&rules), "-o", text(&new)]);
    assert!(code(&o) == 0 && err(&o).contains("applicant.colour = \"red\""), "{}", err(&o));
    assert!(read(&new).contains("association") && !read(&new).contains("colour"), "{}", read(&new));
    assert_eq!(code(&run(&["recommend", text(&new), "--rules", text(&rules), "--detail", "brief"])), 0);
    let o = run(&["ask", text(&saved), "--rules", text(&rules), "--questions", "0"]);
    assert!(code(&o) == 0 && err(&o).contains("Les règles ont changé"), "{}{}", out(&o), err(&o));
}

#[test]
fn misuse_is_told_in_the_language_asked() {
    let o = run(&["recomend"]);
    assert!(code(&o) == 2 && err(&o).contains("vouliez-vous dire `recommend` ?"), "{}", err(&o));
    let o = run(&["--lang", "en", "recomend"]);
    assert!(code(&o) == 2 && err(&o).contains("unrecognized subcommand"), "{}", err(&o));
    assert_eq!(code(&run(&["--help"])), 0);
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let persona = rural().join(PERSONA);
    let mut child = Command::new(env!("CARGO_BIN_EXE_terreau"))
        .args(["recommend", text(&persona), "--color", "always"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let o = child.wait_with_output().expect("ends");
    assert!(o.status.success() && err(&o).is_empty(), "{}", err(&o));
}

#[test]
fn plan_tells_money_months_and_reasons_in_both_languages() {
    let persona = rural().join(PERSONA);
    // without its largest loan the project is not paid for
    let fr = run(&["plan", text(&persona), "--as-of", "2026-11-23", "--without", "initiative-pret-honneur"]);
    assert_eq!(code(&fr), 0, "{}", err(&fr));
    for words in [
        "Plan au 23/11/2026",
        "Besoins et ressources",
        "Reste à trouver",
        "Trésorerie à la fin de chaque mois",
        "◄ le plus bas",
        "Si les choses tournent mal",
        "Laissé de côté",
        "Compté avec",
    ] {
        assert!(out(&fr).contains(words), "{words}");
    }
    let en = run(&["plan", text(&persona), "--lang", "en"]);
    assert!(out(&en).contains("Needs and resources") && !out(&en).contains("Besoins"));
    let wrong = run(&["plan", text(&persona), "--take", "ledaer-aura", "--lang", "en"]);
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("did you mean `leader-aura`"), "{}", err(&wrong));
}

#[test]
fn plan_writes_every_kind_of_file() {
    let folder = Folder::new();
    let persona = folder.0.join("rules").join(PERSONA);
    let write = |name: &str| {
        let path = folder.0.join(name);
        let done = run(&["plan", text(&persona), "--assume", "*", "-o", text(&path)]);
        assert_eq!(code(&done), 0, "{}", err(&done));
        bytes(&path)
    };
    let json: serde_json::Value = serde_json::from_slice(&write("plan.json")).expect("is JSON");
    let csv = String::from_utf8(write("plan.csv")).expect("UTF-8");
    for table in ["initial", "three_years", "cash", "project"] {
        let rows = csv.lines().filter(|l| l.starts_with(&format!("{table},"))).count();
        let told = json["tables"].as_array().and_then(|all| all.iter().find(|t| t["key"] == table)).map(|t| &t["rows"]);
        assert_eq!(Some(rows - 1), told.and_then(|r| r.as_array()).map(Vec::len), "{table}");
    }
    assert!(write("plan.xlsx").starts_with(b"PK"));
    let html = String::from_utf8(write("plan.html")).expect("UTF-8");
    // it needs nothing else, and nothing in it runs
    assert!(html.starts_with("<!doctype html>") && html.contains("<svg ") && html.contains("Plan de trésorerie"));
    assert!(!html.contains("<script") && !html.contains("src=") && !html.contains("href="));
    let svg = String::from_utf8(write("plan.svg")).expect("UTF-8");
    assert!(svg.starts_with("<svg role=\"img\"") && svg.trim_end().ends_with("</svg>"));
    let told = run(&["plan", text(&persona), "--format", "xlsx"]);
    assert_eq!(code(&told), 2);
    assert!(err(&told).contains("--output plan.xlsx"), "{}", err(&told));
}

#[test]
fn a_plan_says_what_it_lacks_in_its_place() {
    let folder = Folder::new();
    let profile = folder.0.join("project.yaml");
    fs::write(&profile, "as_of: 2026-11-23\nfacts:\n  finance.budget:\n    - {kind: works, month: 0}\n")
        .expect("writes");
    let rules = folder.0.join("rules");
    let done = run(&["plan", text(&profile), "--rules", text(&rules), "--lang", "en"]);
    assert_eq!(code(&done), 1);
    let told = err(&done);
    assert!(told.contains("P0013") && told.contains("project.yaml:4") && told.contains("no amount"), "{told}");
    assert!(told.contains("without “start of the activity”") || told.contains("project.start"), "{told}");
}

#[test]
fn a_territory_says_where_each_line_comes_from() {
    let rules = rural().join("../exemple-territoire");
    let persona = rules.join("personas/exemple-epicerie-combe-verte.yaml");
    let bundle = Folder::new();
    let packed = bundle.0.join("territory.json");
    assert_eq!(code(&run(&["bundle", text(&rules), "-o", text(&packed)])), 0);
    for set in [text(&rules), text(&packed)] {
        let o = run(&["recommend", text(&persona), "--rules", set]);
        let told = out(&o);
        assert_eq!(code(&o), 0, "{}", err(&o));
        assert!(told.contains("règles : rural-fr ; restreint par exemple-territoire"), "{told}");
        assert!(told.contains("règles : rural-fr ; fermé par exemple-territoire"), "{told}");
        assert!(told.contains("(combe_verte, exemple-territoire)"), "{told}");
        let card = out(&run(&["why", "leader-aura", "--profile", text(&persona), "--rules", set, "--lang", "en"]));
        let words = "narrowed by Example territory: Combe-Verte (invented) (exemple-territoire)";
        assert!(card.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{card}");
        let json: serde_json::Value =
            serde_json::from_str(&out(&run(&["recommend", text(&persona), "--rules", set, "--format", "json"])))
                .expect("is JSON");
        let of = |id: &str| json["schemes"].as_array().and_then(|all| all.iter().find(|s| s["scheme"] == id)).cloned();
        let from = |id: &str| of(id).map(|s| s["provenance"].clone()).unwrap_or_default();
        assert_eq!(from("acre"), serde_json::json!({"layer": "rural-fr"}));
        assert_eq!(
            from("leader-aura"),
            serde_json::json!({"layer": "rural-fr", "narrowed_by": ["exemple-territoire"]})
        );
        assert_eq!(from("couveuse-cape"), serde_json::json!({"layer": "rural-fr", "closed_by": "exemple-territoire"}));
        assert_eq!(from("exemple-coup-de-pouce"), serde_json::json!({"layer": "exemple-territoire"}));
        let ids: Vec<_> =
            json["rule_set"]["layers"].as_array().into_iter().flatten().map(|l| l["id"].clone()).collect();
        assert_eq!(ids, ["rural-fr", "exemple-territoire"]);
    }
}
