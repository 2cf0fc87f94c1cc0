//! Annotated rule texts: what each line must be told, written beside it, and nothing else told. `BLESS=1` rewrites the
//! comments; read them before you keep them.
//!
//! A case is one file of `tests/suite/FAMILY/{good,bad}`. It holds files of a rule set, each after a line `# file: PATH`
//! (`# over: PATH` for a set that extends), which lie over the sample set of the help pages. A finding is a comment at the
//! end of its line, `# error[E0201] 12-27 "text"`: columns count characters, the text is part of message or help. Further
//! findings of the same line stand below it as `# ^ error[…]`; what is told of files that the case does not hold stands at
//! its end as `# elsewhere: PATH error[…]`. Lints run on 2026-11-23, in the family `lint` only.
#![expect(clippy::disallowed_methods, reason = "tests read the disk")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test stops where it fails")]

mod common;

use common::{base, files_below, severity};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};
use terreau::{Checked, Diagnostic, Source, check_sources};

const DAY: &str = "2026-11-23";

/// One file of a case: its lines without what is expected of them.
struct Part {
    over: bool,
    path: String,
    lines: Vec<String>,
}

struct Case {
    /// Lines before the first part.
    head: Vec<String>,
    parts: Vec<Part>,
    /// As written in the case, by part and line; the last part stands for elsewhere.
    expected: BTreeMap<(usize, usize), Vec<String>>,
}

fn read(text: &str) -> Case {
    let mut case = Case { head: vec![], parts: vec![], expected: BTreeMap::new() };
    for line in text.lines() {
        let start = [("# file: ", false), ("# over: ", true)]
            .into_iter()
            .find_map(|(p, over)| Some((line.strip_prefix(p)?, over)));
        if let Some((path, over)) = start {
            case.parts.push(Part { over, path: path.to_owned(), lines: vec![] });
        } else if let Some(told) = line.strip_prefix("# elsewhere: ") {
            case.expected.entry((usize::MAX, 0)).or_default().push(told.to_owned());
        } else if let Some(part) = case.parts.last_mut() {
            let (kept, told) = split(line);
            if kept.trim().is_empty() && line.trim_start().starts_with("# ^ ") {
                let at = (case.parts.len() - 1, case.parts.last().unwrap().lines.len() - 1);
                case.expected.entry(at).or_default().extend(told);
                continue;
            }
            part.lines.push(kept.to_owned());
            let at = (case.parts.len() - 1, case.parts.last().unwrap().lines.len() - 1);
            if let Some(told) = told {
                case.expected.entry(at).or_default().push(told);
            }
        } else {
            case.head.push(line.to_owned());
        }
    }
    case
}

/// A line and what is expected of it.
fn split(line: &str) -> (&str, Option<String>) {
    for severity in ["error", "warning", "hint"] {
        for mark in ["# ^ ", "# "] {
            if let Some(at) = line.find(&format!("{mark}{severity}[")) {
                return (line[..at].trim_end(), Some(line[at + mark.len()..].to_owned()));
            }
        }
    }
    (line, None)
}

fn check(case: &Case, lint: bool) -> (Checked, Vec<Diagnostic>) {
    let source = |p: &Part| Source { path: p.path.clone(), text: p.lines.join("\n") + "\n" };
    let mut under = base();
    for part in case.parts.iter().filter(|p| !p.over) {
        under.retain(|s| s.path != part.path);
        under.push(source(part));
    }
    let over: Vec<Source> = case.parts.iter().filter(|p| p.over).map(source).collect();
    let layers = if over.is_empty() { vec![under] } else { vec![under, over] };
    let checked = check_sources(layers, false);
    let mut told = checked.diagnostics.clone();
    if lint {
        told.extend(checked.lint(Some(DAY)).unwrap());
    }
    told.sort_by_key(|d| (d.span, d.code));
    (checked, told)
}

/// Findings as comments, by part and line.
fn told(case: &Case, checked: &Checked, found: &[Diagnostic]) -> BTreeMap<(usize, usize), Vec<String>> {
    let mut all: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    let first_over = checked.sources.files.iter().rposition(|f| f.path == "set.yaml").unwrap_or(0);
    let layered = case.parts.iter().any(|p| p.over);
    for d in found {
        let file = checked.sources.file(d.span).unwrap();
        let is_over = layered && over_starts(checked, first_over) <= d.span.file as usize;
        let part = case.parts.iter().position(|p| p.path == file.path && p.over == is_over);
        let before = &file.text[..d.span.start as usize];
        let line = before.matches('\n').count();
        let from = before.rsplit('\n').next().unwrap().chars().count() + 1;
        let under = checked.sources.slice(d.span).lines().next().unwrap_or("");
        let to = (from + under.chars().count()).saturating_sub(1).max(from);
        let what = format!("{}[{}] {from}-{to} \"{}\"", severity(d), d.code.id(), words(d));
        match part {
            // the end of a text that stops too soon lies past its last line
            Some(part) => all.entry((part, line.min(case.parts[part].lines.len() - 1))).or_default().push(what),
            None => all.entry((usize::MAX, 0)).or_default().push(format!("{} {what}", file.path)),
        }
    }
    all
}

/// Files of the second layer come after all of the first; each layer is sorted by path.
fn over_starts(checked: &Checked, last_set: usize) -> usize {
    let files = &checked.sources.files;
    (1..=last_set).rev().find(|i| files[*i].path < files[*i - 1].path).unwrap_or(last_set)
}

/// The advice where it names what was meant, else what is wrong.
fn words(d: &Diagnostic) -> &str {
    match &d.help {
        Some(help) if help.en.starts_with("did you mean") => &help.en,
        _ => &d.message.en,
    }
}

/// Same code, place and words; the words may be shortened, and may be those of message or help.
fn agrees(expected: &str, found: &str, d: &[Diagnostic]) -> bool {
    let place = |s: &str| s.split('"').next().unwrap_or("").trim().to_owned();
    let text = |s: &str| s.split_once('"').map(|(_, t)| t.trim_end().trim_end_matches('"').to_owned());
    let (Some(wanted), Some(said)) = (text(expected), text(found)) else { return place(expected) == place(found) };
    let elsewhere = d.iter().any(|d| {
        place(found).contains(d.code.id())
            && (d.message.en.contains(&wanted) || d.help.as_ref().is_some_and(|h| h.en.contains(&wanted)))
    });
    place(expected) == place(found) && (said.contains(&wanted) || elsewhere)
}

fn write(case: &Case, told: &BTreeMap<(usize, usize), Vec<String>>) -> String {
    let mut out = String::new();
    for line in &case.head {
        writeln!(out, "{line}").unwrap();
    }
    for (i, part) in case.parts.iter().enumerate() {
        writeln!(out, "# {}: {}", if part.over { "over" } else { "file" }, part.path).unwrap();
        for (j, line) in part.lines.iter().enumerate() {
            let found = told.get(&(i, j)).map_or(&[][..], Vec::as_slice);
            match found.first() {
                Some(first) => writeln!(out, "{line} # {first}").unwrap(),
                None => writeln!(out, "{line}").unwrap(),
            }
            for more in found.iter().skip(1) {
                writeln!(out, "# ^ {more}").unwrap();
            }
        }
    }
    for elsewhere in told.get(&(usize::MAX, 0)).into_iter().flatten() {
        writeln!(out, "# elsewhere: {elsewhere}").unwrap();
    }
    out
}

fn run(path: &Path, family: &str, bless: bool) -> Option<String> {
    let text = fs::read_to_string(path).unwrap();
    let case = read(&text);
    let (checked, found) = check(&case, family == "lint");
    let told = told(&case, &checked, &found);
    let good = path.parent().unwrap().ends_with("good");
    if bless {
        let blessed = write(&case, &told);
        if blessed != text {
            fs::write(path, blessed).unwrap();
        }
    } else {
        let agree = |at: &(usize, usize), said: &Vec<String>| {
            case.expected.get(at).is_some_and(|expected| {
                expected.len() == said.len() && expected.iter().zip(said).all(|(e, s)| agrees(e, s, &found))
            })
        };
        let same = told.len() == case.expected.len() && told.iter().all(|(at, said)| agree(at, said));
        if !same {
            return Some(format!("{}\n--- found\n{}", path.display(), write(&case, &told)));
        }
    }
    (good != found.is_empty()).then(|| format!("{}: {} finding(s)", path.display(), found.len()))
}

fn family(name: &str) {
    // set by who writes cases, never read by the engine
    let bless = std::env::var("BLESS").is_ok();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("suite").join(name);
    let cases = files_below(&folder);
    assert!(cases.len() > 5, "{} cases in {name}", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|path| run(path, name, bless)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn syntax() {
    family("syntax");
}

#[test]
fn check_rules() {
    family("check");
}

#[test]
fn lint() {
    family("lint");
}
