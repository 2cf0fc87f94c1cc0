//! What analysts type: tables of projects in, tables out.

use super::{code, err, out, read, run, rural, text};
use std::{
    fs,
    path::{Path, PathBuf},
};

const DAY: &str = "2026-11-23";
/// Semicolons and a mark at the start, as spreadsheets write it; a set between bars, a budget as JSON, an empty cell.
const PROJECTS: &str = "\u{feff}dossier;applicant.kind;project.start;project.sectors;finance.budget;applicant.birth_date\n\
A1;association;2027-05;retail|craft;\"[{\"\"kind\"\": \"\"works\"\", \"\"amount\"\": 12000}]\";\n\
A2;;;;;\n\
A3;company;2027-06-01;;;1990-02-03\n";

/// A folder of its own, gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("terreau-tables-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Folder(folder)
    }

    fn file(&self, name: &str, content: &str) -> String {
        let path = self.path(name);
        fs::write(&path, content).expect("writes");
        path
    }

    fn path(&self, name: &str) -> String {
        text(&self.0.join(name)).to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn score(table: &str, more: &[&str]) -> std::process::Output {
    let rules = rural();
    let all = ["score", table, "--rules", text(&rules), "--as-of", DAY];
    run(&[&all[..], more].concat())
}

fn cells(line: &str) -> Vec<&str> {
    line.split(',').collect()
}

#[test]
fn a_spreadsheet_is_scored_as_its_projects_are() {
    let folder = Folder::new("csv");
    let table = folder.file("projects.csv", PROJECTS);
    let o = score(&table, &["--keep", "dossier", "--top", "4"]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    let told = out(&o);
    let lines: Vec<Vec<&str>> = told.lines().map(cells).collect();
    assert_eq!(lines[0][..5], ["row", "dossier", "rank", "scheme", "verdict"]);
    assert_eq!(lines.len(), 1 + 3 * 4);
    assert!(err(&o).contains("3 projets : 12 lignes"), "{}", err(&o));
    // the same as alone
    let profile = r#"{"as_of": "2026-11-23", "facts": {"applicant.kind": "association", "project.start": "2027-05",
        "project.sectors": ["retail", "craft"], "finance.budget": [{"kind": "works", "amount": 12000}]}}"#;
    let alone = folder.file("a1.json", profile);
    let rules = rural();
    let o = run(&["recommend", &alone, "--rules", text(&rules), "--format", "json", "--top", "4"]);
    let report: serde_json::Value = serde_json::from_str(&out(&o)).expect("JSON");
    let alone: Vec<&str> =
        report["schemes"].as_array().expect("a list").iter().filter_map(|s| s["scheme"].as_str()).collect();
    let own: Vec<&str> = lines.iter().filter(|l| l[1] == "A1").map(|l| l[3]).collect();
    assert_eq!(own, alone);
}

#[test]
fn every_kind_of_table_holds_the_same() {
    let folder = Folder::new("kinds");
    let table = folder.file("projects.csv", PROJECTS);
    let printed = out(&score(&table, &["--keep", "dossier"]));
    for kind in ["csv", "parquet", "arrow"] {
        let path = folder.path(&format!("answer.{kind}"));
        let o = score(&table, &["--keep", "dossier", "-o", &path]);
        assert!(code(&o) == 0 && out(&o).is_empty(), "{}", err(&o));
        assert!(Path::new(&path).exists() && !Path::new(&format!("{path}.part")).exists());
        if kind == "csv" {
            assert_eq!(read(Path::new(&path)), printed);
        }
    }
    // an answer is a table: its own column is no fact, and what it keeps is found again
    for kind in ["parquet", "arrow"] {
        let answer = folder.path(&format!("answer.{kind}"));
        let o = score(&answer, &["--lang", "en"]);
        assert!(code(&o) == 1 && err(&o).contains("the column `scheme` is not a fact"), "{}", err(&o));
    }
}

#[test]
fn bad_cells_stop_or_are_set_aside() {
    let folder = Folder::new("bad");
    let table = folder.file("projects.csv", "applicant.kind,project.start\ncompany,2027-05\ncompagny,2027-13\n");
    let answer = folder.path("answer.csv");
    let o = score(&table, &["--lang", "en", "-o", &answer]);
    let told = err(&o);
    assert!(
        code(&o) == 1 && told.contains("rows[1].applicant.kind") && told.contains("did you mean `company`?"),
        "{told}"
    );
    assert!(told.contains("rows[1].project.start"), "{told}");
    let left = [answer.clone(), format!("{answer}.part")].iter().any(|path| Path::new(path).exists());
    assert!(!left, "an answer in part is left");
    let problems = folder.path("problems.csv");
    let tallies = folder.path("tallies.csv");
    let o = score(&table, &["--lang", "en", "-o", &answer, "--problems", &problems, "--tallies", &tallies]);
    assert!(code(&o) == 1 && err(&o).contains("1 set aside"), "{}", err(&o));
    let problems = read(Path::new(&problems));
    let codes: Vec<&str> = problems.lines().skip(1).map(|l| cells(l)[2]).collect();
    assert_eq!(codes, ["P0004", "P0006"], "{problems}");
    let tallies = read(Path::new(&tallies));
    let judged = |line: &str| cells(line)[1..].iter().map(|n| n.parse::<u32>().expect("a count")).sum::<u32>();
    assert!(tallies.lines().count() > 60 && tallies.lines().skip(1).all(|line| judged(line) == 1), "{tallies}");
}

#[test]
fn what_is_no_table_is_told() {
    let folder = Folder::new("none");
    let other = folder.file("projects.ods", "");
    let o = score(&other, &[]);
    assert!(code(&o) == 2 && err(&o).contains(".parquet"), "{}", err(&o));
    let broken = folder.file("projects.parquet", "no parquet");
    let o = score(&broken, &["--lang", "en"]);
    assert!(code(&o) == 2 && err(&o).contains("is damaged"), "{}", err(&o));
    let o = score(&folder.path("nowhere.csv"), &["--lang", "en"]);
    assert!(code(&o) == 2 && err(&o).contains("could not be read"), "{}", err(&o));
    let rules = rural();
    let table = folder.file("projects.csv", PROJECTS);
    let o = run(&["score", &table, "--rules", text(&rules), "--lang", "en", "--keep", "dossier"]);
    assert!(code(&o) == 2 && err(&o).contains("on which day"), "{}", err(&o));
    let o = score(&table, &["--lang", "en", "--keep", "dosier"]);
    assert!(code(&o) == 1 && err(&o).contains("did you mean `dossier`?"), "{}", err(&o));
}

/// Villages of associations and companies; one small farm too few to be told of.
fn villages() -> String {
    let row = |n: usize| {
        let kind = if n < 20 { "association" } else { "company" };
        format!("{kind},{}\n", 200 + n * 100)
    };
    let rows: String = (0..60).map(row).collect();
    format!("applicant.kind,territory.commune_population\n{rows}farmer,90\n")
}

fn coverage(more: &[&str]) -> std::process::Output {
    let rules = rural();
    let all = ["coverage", "--rules", text(&rules), "--as-of", DAY];
    run(&[&all[..], more].concat())
}

#[test]
fn coverage_tells_who_gets_nothing() {
    let folder = Folder::new("coverage");
    let table = folder.file("projects.csv", &villages());
    let o = coverage(&[&table, "--by", "applicant.kind", "--target", "burden", "--lang", "en", "--threads", "2"]);
    let told = out(&o);
    assert_eq!(code(&o), 0, "{}", err(&o));
    for said in ["projects judged: 61; set aside: 0", "What is lacking", "[1] no scheme possible", "By kind of scheme"]
    {
        assert!(told.contains(said), "{said}: {told}");
    }
    let row = |label: &str| -> Vec<String> {
        let line = told.lines().find(|l| l.trim_start().starts_with(label)).expect("a row");
        line.split_whitespace().map(str::to_owned).collect()
    };
    // the farm is alone of its kind: it is one of few, and the smallest other row is a range too, so that no subtraction finds it
    assert_eq!(
        (&row("company")[1..2], &row("association")[1..3]),
        (&["40".to_owned()][..], &["≤".to_owned(), "21".to_owned()][..])
    );
    assert!(told.contains("1–10") && told.contains("Fewer than 11 projects are not told of"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    let o = coverage(&[&table, "--by", "applicant.kind", "--minimum", "1", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&o)).expect("JSON");
    assert_eq!((&json["projects"], &json["minimum"], &json["lang"]), (&61.into(), &1.into(), &"fr".into()));
    let sizes: Vec<u64> = json["tables"][0]["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|r| r["projects"]["low"].as_u64())
        .collect();
    assert_eq!(sizes.iter().sum::<u64>(), 61);
    assert!(sizes.contains(&20) && sizes.contains(&40) && sizes.contains(&1), "{sizes:?}");
}

#[test]
fn coverage_of_the_rules_alone_needs_no_table() {
    let o = coverage(&["--target", "network", "--top", "3", "--lang", "en"]);
    let told = out(&o);
    assert!(code(&o) == 0 && told.contains("schemes that would do: 2"), "{told}{}", err(&o));
    assert!(told.contains("no scheme possible of the kind"), "{told}");
    let o = coverage(&["--target", "network", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&o)).expect("JSON");
    assert_eq!((&json["target"], &json["schemes"]), (&"network".into(), &2.into()));
}

#[test]
fn coverage_says_what_is_wrong_with_what_it_is_given() {
    let folder = Folder::new("uncountable");
    let table = folder.file("projects.csv", &villages());
    let o = coverage(&[&table, "--by", "applicant.knd", "--depth", "7", "--target", "cach", "--lang", "en"]);
    let told = err(&o);
    assert_eq!(code(&o), 2, "{told}");
    for said in ["did you mean `applicant.kind`?", "7 is not between 1 and 3", "did you mean `cash`?"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let bad = folder.file("bad.csv", "applicant.kind,dossier\ncompagny,A1\ncompany,A2\n");
    let o = coverage(&[&bad, "--lang", "en"]);
    assert!(code(&o) == 1 && err(&o).contains("the column `dossier` is not a fact"), "{}", err(&o));
    let o = coverage(&[&bad, "--lang", "en", "--ignore-extra"]);
    assert!(code(&o) == 1 && err(&o).contains("rows[0].applicant.kind") && out(&o).is_empty(), "{}", err(&o));
    let o = coverage(&[&bad, "--lang", "en", "--ignore-extra", "--problems-aside"]);
    assert!(code(&o) == 1 && out(&o).contains("projects judged: 1; set aside: 1"), "{}", out(&o));
}
