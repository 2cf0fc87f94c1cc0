//! A project's profile: YAML or JSON, personas too. What is wrong with it is shown where it stands.

use super::{
    snippets::Findings,
    terminal::{Exit, Stop, Terminal},
};
use crate::{
    base::{Code, Diagnostic, Diagnostics, Lang, Severity, Source, Sources, Span, tell},
    base::{Problem, Problems},
    load::folder::{self, shown},
    profile::parse_json,
    syntax::{json, node::Node, yaml},
};
use serde_json::Value;
use std::path::Path;

/// A profile as its file has it.
#[derive(Debug)]
pub(super) struct ProfileFile {
    pub(super) json: Value,
    shown: String,
    /// The text and the nodes of a YAML file, to show problems in their place.
    written: Option<(String, Node)>,
}

pub(super) fn read(path: &Path, terminal: &Terminal) -> Result<ProfileFile, Stop> {
    let name = shown(path);
    let text = folder::text(path).map_err(|(code, message)| {
        let problem = Problem { code: code.id().to_owned(), path: name.clone(), message, help: None };
        terminal.complain(&terminal.problem(&problem));
        Stop(Exit::Unusable)
    })?;
    if path.extension().is_some_and(|e| e == "json") {
        let json = parse_json(&text).map_err(|e| {
            let message = tell!("le profil n'est pas du JSON : {e}", "the profile is not JSON: {e}");
            terminal.problems(&Problems::one(Code::ProfileShape, &name, message))
        })?;
        return Ok(ProfileFile { json, shown: name, written: None });
    }
    let mut out = Diagnostics::default();
    let node = yaml::read(0, &text, &mut out);
    match node {
        Some(node) if !out.has_errors() => {
            Ok(ProfileFile { json: json::to_json(&node), shown: name, written: Some((text, node)) })
        }
        _ => {
            findings(name, text, out.into_sorted()).complain(Severity::Error, terminal);
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
        let Some((text, node)) = &self.written else {
            terminal.note(&super::page::dim(&self.shown));
            return terminal.problems(problems);
        };
        for problem in &problems.0 {
            let code = Code::ALL.iter().find(|c| c.id() == problem.code);
            match (locate(node, &problem.path), code) {
                (Some(span), Some(code)) => {
                    let path = &problem.path;
                    let (fr, en) = (&problem.message.fr, &problem.message.en);
                    let mut d = Diagnostic::new(*code, span, tell!("{path} : {fr}", "{path}: {en}"));
                    d.help.clone_from(&problem.help);
                    let found = findings(self.shown.clone(), text.clone(), vec![d]);
                    found.complain(Severity::Error, terminal);
                }
                _ => terminal.complain(&format!("{}\n\n", terminal.problem(problem))),
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

/// Where a path of a problem stands: `facts.applicant.kind.from`, `facts.finance.budget[2].amount`. Keys may hold dots,
/// so the longest key that fits is taken at each step; where the path ends in nothing written, what holds it.
fn locate(node: &Node, path: &str) -> Option<Span> {
    let mut at = node;
    let mut rest = path;
    let mut found = None;
    while !rest.is_empty() {
        let Some((key, value, after)) = step(at, rest) else { break };
        found = Some(key);
        (at, rest) = (value, after);
    }
    found
}

/// One step down: the place of the key or item, its value, and what is left of the path.
fn step<'n, 'p>(node: &'n Node, path: &'p str) -> Option<(Span, &'n Node, &'p str)> {
    if let (Some(items), Some(after)) = (node.list(), path.strip_prefix('[')) {
        let (index, after) = after.split_once(']')?;
        let item = items.get(index.parse::<usize>().ok()?)?;
        return Some((item.span(), item, after.strip_prefix('.').unwrap_or(after)));
    }
    let fits = |key: &str| {
        let after = path.strip_prefix(key)?;
        (after.is_empty() || after.starts_with(['.', '['])).then(|| after.strip_prefix('.').unwrap_or(after))
    };
    let entries = node.map()?.entries.iter();
    let (key, value, after) =
        entries.filter_map(|(k, v)| fits(&k.text).map(|a| (k, v, a))).max_by_key(|(k, _, _)| k.text.len())?;
    let whole = if value.is_empty() || value.scalar().is_none() { key.span } else { key.span.to(value.span()) };
    Some((whole, value, after))
}
