//! The profile of a case: what all examples share, what this one adds, what it takes away.

use super::case::broken;
use crate::{
    base::{Span, did_you_mean, tell},
    check::reader::{Fields, Reader},
    model::{Model, Rule, Scheme},
    syntax::node::Node,
};
use serde_json::{Map, Value};

/// A profile with the place of each of its keys.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    pub(super) json: Map<String, Value>,
    /// `facts.applicant.kind` and where it is given.
    pub(super) places: Vec<(String, Span)>,
}

/// Puts what is given over what is there, key by key.
pub(super) fn merge(into: &mut Given, f: &Fields<'_>, scheme: Option<&Scheme>, r: &mut Reader<'_>) {
    if let Some(n) = f.get("as_of") {
        into.put("as_of", None, n);
    }
    for part in ["facts", "declared", "filed"] {
        let Some(map) = f.get(part).and_then(|n| r.map(n)) else { continue };
        for (key, value) in &map.entries {
            let long = scheme.filter(|_| part == "declared").and_then(|s| declared_key(s, &key.text));
            into.put(part, Some(long.as_ref().unwrap_or(&key.text)), value);
        }
    }
}

/// An example may leave out its own scheme's name: `selection` for `leader-aura/selection`.
fn declared_key(scheme: &Scheme, key: &str) -> Option<String> {
    let is_own = |c: &crate::model::Criterion| c.id == key && matches!(c.rule, Rule::Declared(_));
    let whole = key.split_once('/').is_some_and(|(s, _)| s == scheme.id);
    (scheme.criteria.iter().any(is_own) || !key.contains('/') && !whole).then(|| format!("{}/{key}", scheme.id))
}

pub(super) fn unset(given: &mut Given, node: &Node, model: &Model, r: &mut Reader<'_>) {
    let Some(key) = r.text(node) else { return };
    let facts = given.json.get_mut("facts").and_then(Value::as_object_mut);
    let gone = facts.and_then(|f| f.remove(&key));
    if gone.is_none() {
        let help = did_you_mean(&key, model.facts.iter().map(|f| f.key.as_str()))
            .filter(|near| *near != key)
            .map(|near| tell!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"));
        broken(
            r,
            node.span(),
            tell!("`{key}` n'est pas donné, on ne peut pas le retirer", "`{key}` is not given, so it cannot be unset"),
            help,
        );
    }
}

impl Given {
    fn put(&mut self, part: &str, key: Option<&String>, node: &Node) {
        let path = key.map_or_else(|| part.to_owned(), |k| format!("{part}.{k}"));
        let value = json(node);
        match key {
            None => {
                self.json.insert(part.to_owned(), value);
            }
            Some(key) => {
                let entry = self.json.entry(part).or_insert_with(|| Value::Object(Map::new()));
                if let Some(map) = entry.as_object_mut() {
                    map.insert(key.clone(), value);
                }
            }
        }
        self.places.retain(|(p, _)| *p != path);
        self.places.push((path, node.span()));
    }

    /// Where the fact stands that a profile's problem is about.
    pub(super) fn place(&self, path: &str) -> Option<Span> {
        let about = |p: &str| path.strip_prefix(p).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
        self.places.iter().filter(|(p, _)| about(p)).max_by_key(|(p, _)| p.len()).map(|(_, span)| *span)
    }
}

/// The node as a profile: texts, lists and objects; nothing written is nothing known.
fn json(node: &Node) -> Value {
    match node {
        Node::Scalar(_) if node.is_empty() => Value::Null,
        Node::Scalar(scalar) => Value::String(scalar.text.clone()),
        Node::List { items, .. } => Value::Array(items.iter().map(json).collect()),
        Node::Map(map) => Value::Object(map.entries.iter().map(|(k, v)| (k.text.clone(), json(v))).collect()),
    }
}
