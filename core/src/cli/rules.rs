//! Which rules a command works with: the folder or bundle it is given, or the set that a file lies in.

use super::{
    snippets::Findings,
    terminal::{Exit, Stop, Terminal},
};
use crate::{
    Checked, Problem, RuleSet,
    base::{Code, Diagnostic, Severity, Sources, Span, tell},
    load::{
        self,
        folder::{self, shown},
    },
};
use std::path::{Path, PathBuf};

/// A rule set that was read, with what there is to say of it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) findings: Findings,
    /// Absent when the rules cannot be used.
    pub(super) rules: Option<RuleSet>,
    /// Files before this one belong to the sets that it extends.
    pub(super) first_own: usize,
}

impl Read {
    /// As the library gives it, for its own tools.
    pub(super) fn checked(&self) -> Checked {
        let (sources, diagnostics) = (self.findings.sources.clone(), self.findings.diagnostics.clone());
        Checked { sources, diagnostics, rule_set: self.rules.clone(), first_own: self.first_own }
    }
}

/// The rules that a command was given, or those around a path, or around the current folder.
pub(super) fn locate(asked: Option<&Path>, near: Option<&Path>, terminal: &Terminal) -> Result<PathBuf, Stop> {
    if let Some(path) = asked {
        // the set's own file stands for its folder
        let is_set = path.file_name().is_some_and(|n| n == "set.yaml");
        return Ok(if is_set { path.parent().map_or_else(|| PathBuf::from("."), here) } else { path.to_path_buf() });
    }
    let start = near.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let whole = std::path::absolute(&start).unwrap_or_else(|_| start.clone());
    let found = whole.ancestors().find(|folder| folder.join("set.yaml").is_file());
    if let Some(folder) = found {
        return Ok(as_typed(&start, &whole, folder));
    }
    let message = match near {
        Some(file) => {
            let file = shown(file);
            tell!("`{file}` ne se trouve pas dans un jeu de règles", "`{file}` does not lie in a rule set")
        }
        None => tell!("ce dossier n'est pas un jeu de règles", "this folder is not a rule set"),
    };
    let help = match (near, nearby()) {
        (Some(_), _) => tell!("dites lequel : `--rules rules/rural-fr`", "say which one: `--rules rules/rural-fr`"),
        (None, Some(set)) => tell!("dites lequel, par exemple `{set}`", "say which one, for example `{set}`"),
        (None, None) => tell!("donnez le dossier qui contient `set.yaml`", "give the folder that holds `set.yaml`"),
    };
    Err(terminal.fail(&message, Some(&help), Exit::Unusable))
}

/// The current folder has no name of its own.
fn here(path: &Path) -> PathBuf {
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path.to_path_buf() }
}

/// A folder around a path, said as the path was: relative when it was.
fn as_typed(start: &Path, whole: &Path, folder: &Path) -> PathBuf {
    let up = whole.ancestors().position(|a| a == folder).unwrap_or(0);
    match start.ancestors().nth(up) {
        Some(typed) if start.is_relative() && start != Path::new(".") => here(typed),
        _ => folder.to_path_buf(),
    }
}

/// A rule set below the current folder, to name one in a message.
fn nearby() -> Option<String> {
    let mut sets: Vec<String> = std::fs::read_dir("rules")
        .ok()?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.join("set.yaml").is_file())
        .map(|p| shown(&p))
        .collect();
    sets.sort();
    sets.into_iter().next()
}

/// Reads and checks a rule set: a folder, or a bundle. Findings are for the caller to show.
pub(super) fn read(path: &Path, keep_going: bool) -> Result<Read, Findings> {
    if path.is_file() {
        return bundle(path);
    }
    let (checked, shown) = load::read_folder(path, keep_going).map_err(Findings::from)?;
    let Checked { sources, diagnostics, rule_set, first_own } = checked;
    Ok(Read { findings: Findings { sources, shown, diagnostics }, rules: rule_set, first_own })
}

fn bundle(path: &Path) -> Result<Read, Findings> {
    let name = shown(path);
    let only =
        |d: Diagnostic| Findings { sources: Sources::default(), shown: vec![name.clone()], diagnostics: vec![d] };
    let text = folder::text(path).map_err(|(code, message)| only(Diagnostic::new(code, Span::default(), message)))?;
    let (diagnostics, rules) = match RuleSet::from_bundle(&text) {
        Ok(rules) => (vec![], Some(rules)),
        Err(problems) => (problems.0.into_iter().map(damaged).collect(), None),
    };
    let findings = Findings { sources: Sources::default(), shown: vec![name], diagnostics };
    Ok(Read { findings, rules, first_own: 0 })
}

/// A bundle that cannot be used has no place of its own but its file.
fn damaged(problem: Problem) -> Diagnostic {
    let found = Diagnostic::new(Code::BadBundle, Span::default(), problem.message);
    match problem.help {
        Some(help) => found.help(help),
        None => found,
    }
}

/// The rules, ready to answer. Errors stop the command; what was left out is said.
pub(super) fn ready(path: &Path, keep_going: bool, terminal: &Terminal) -> Result<RuleSet, Stop> {
    usable(path, keep_going, terminal).map(|(_, rules)| rules)
}

/// The rules with the files that they come from.
pub(super) fn usable(path: &Path, keep_going: bool, terminal: &Terminal) -> Result<(Read, RuleSet), Stop> {
    let read = read(path, keep_going).map_err(|findings| {
        findings.complain(Severity::Error, terminal);
        Stop(Exit::Unusable)
    })?;
    let Some(rules) = read.rules.clone() else {
        read.findings.complain(Severity::Error, terminal);
        let n = read.findings.count(Severity::Error);
        let (message, help) = (
            tell!(
                "le jeu de règles a {n} erreur(s) : il ne peut pas répondre",
                "the rule set has {n} error(s): it cannot answer"
            ),
            tell!(
                "`--keep-going` laisse de côté les dispositifs fautifs et le dit",
                "`--keep-going` leaves broken schemes out and says so"
            ),
        );
        return Err(terminal.fail(&message, (!keep_going).then_some(&help), Exit::Problems));
    };
    for d in read.findings.diagnostics.iter().filter(|d| d.code == Code::LeftOut) {
        terminal.note(&read.findings.shown_in_place(d, terminal.lang));
    }
    Ok((read, rules))
}
