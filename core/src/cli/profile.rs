//! A project's profile: YAML or JSON, personas too. What is wrong with it is shown where it stands.

use super::{
    snippets::Findings,
    terminal::{Exit, Stop, Terminal},
};
use crate::{
    base::{Code, Diagnostic, Lang, Problem, Problems, Severity, Source, Sources},
    load::folder::{self, shown},
    tools::written::Written,
};
use serde_json::Value;
use std::path::Path;

/// A profile as its file has it.
#[derive(Debug)]
pub(super) struct ProfileFile {
    pub(super) json: Value,
    shown: String,
    /// The text of a YAML file with its places, to show problems where they stand.
    written: Option<(String, Written)>,
}

pub(super) fn read(path: &Path, terminal: &Terminal) -> Result<ProfileFile, Stop> {
    let name = shown(path);
    let text = folder::text(path).map_err(|(code, message)| {
        let problem = Problem { code: code.id().to_owned(), path: name.clone(), message, help: None };
        terminal.complain(&terminal.problem(&problem));
        Stop(Exit::Unusable)
    })?;
    if path.extension().is_some_and(|e| e == "json") {
        let read =
            Written::json(&text).map_err(|told| terminal.problems(&Problems::one(Code::ProfileShape, &name, told)))?;
        return Ok(ProfileFile { json: read.json, shown: name, written: None });
    }
    match Written::yaml(&text) {
        Ok(read) => Ok(ProfileFile { json: read.json.clone(), shown: name, written: Some((text, read)) }),
        Err(diagnostics) => {
            findings(name, text, diagnostics).complain(Severity::Error, terminal);
            Err(Stop(Exit::Problems))
        }
    }
}

fn findings(shown: String, text: String, diagnostics: Vec<Diagnostic>) -> Findings {
    let sources = Sources { files: vec![Source { path: shown.clone(), text }] };
    Findings { sources, shown: vec![shown], diagnostics }
}

impl ProfileFile {
    /// A profile that no file holds yet.
    pub(super) fn unwritten(json: Value) -> ProfileFile {
        ProfileFile { json, shown: String::new(), written: None }
    }

    /// The same file's profile, carried over to other rules: what it holds no longer stands where the file has it.
    pub(super) fn with(&self, json: Value) -> ProfileFile {
        ProfileFile { json, shown: self.shown.clone(), written: None }
    }

    /// Every problem of the profile, in its place when the file has places.
    pub(super) fn complain(&self, problems: &Problems, terminal: &Terminal) -> Stop {
        let Some((text, written)) = &self.written else {
            terminal.note(&super::page::dim(&self.shown));
            return terminal.problems(problems);
        };
        for problem in &problems.0 {
            match written.placed(problem) {
                Some(told) => {
                    let found = findings(self.shown.clone(), text.clone(), vec![told]);
                    found.complain(Severity::Error, terminal);
                }
                None => terminal.complain(&format!("{}\n\n", terminal.problem(problem))),
            }
        }
        if let Some(first) = problems.0.first() {
            terminal.note(&terminal.more_about(&first.code));
        }
        Stop(Exit::Problems)
    }

    /// What the project is called, when the file says.
    pub(super) fn title(&self, lang: Lang) -> Option<String> {
        self.told("title", lang)
    }

    pub(super) fn story(&self, lang: Lang) -> Option<String> {
        self.told("story", lang)
    }

    fn told(&self, key: &str, lang: Lang) -> Option<String> {
        let text = self.json.get(key)?;
        let side = match lang {
            Lang::Fr => "fr",
            Lang::En => "en",
        };
        text.as_str().or_else(|| text.get(side).and_then(Value::as_str)).map(str::to_owned)
    }
}
