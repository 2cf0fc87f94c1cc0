//! A profile as a person writes it: YAML or JSON, personas too, and where each of its problems stands.

use crate::{
    base::{Code, Diagnostic, Diagnostics, Problem, Span, Text, tell},
    profile::parse_json,
    syntax::{json, node::Node, yaml},
};
use serde_json::Value;

/// A profile, with the nodes of its text where that text has places.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) json: Value,
    node: Option<Node>,
}

impl Written {
    /// A profile that no text holds.
    pub(crate) fn unwritten(json: Value) -> Written {
        Written { json, node: None }
    }

    /// Reads YAML, or says everything that keeps it from being read.
    pub(crate) fn yaml(text: &str) -> Result<Written, Vec<Diagnostic>> {
        let mut out = Diagnostics::default();
        match yaml::read(0, text, &mut out) {
            Some(node) if !out.has_errors() => Ok(Written { json: json::to_json(&node), node: Some(node) }),
            _ => Err(out.into_sorted()),
        }
    }

    /// Reads JSON, or says what is wrong with it.
    pub(crate) fn json(text: &str) -> Result<Written, Text> {
        let told = |e| tell!("le profil n'est pas du JSON : {e}", "the profile is not JSON: {e}");
        parse_json(text).map(Written::unwritten).map_err(told)
    }

    /// A problem of the profile in its place, where there is one.
    pub(crate) fn placed(&self, problem: &Problem) -> Option<Diagnostic> {
        let span = locate(self.node.as_ref()?, &problem.path)?;
        Some(Written::told(problem, span))
    }

    /// A problem of the profile at a place.
    pub(crate) fn told(problem: &Problem, span: Span) -> Diagnostic {
        let code = Code::ALL.iter().find(|c| c.id() == problem.code).copied().unwrap_or(Code::ProfileShape);
        let path = &problem.path;
        let (fr, en) = (&problem.message.fr, &problem.message.en);
        let mut told = Diagnostic::new(code, span, tell!("{path} : {fr}", "{path}: {en}"));
        told.help.clone_from(&problem.help);
        told
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
