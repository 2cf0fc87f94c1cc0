//! A bundle's JSON to nodes and back: texts, lists and maps only, as the files had them. JSON has no places.

use super::node::{Map, Node, Scalar, Style};
use crate::base::{Span, Text, say};
use serde_json::Value;

/// How deep lists and maps may nest, in YAML too.
pub(crate) const MAX_DEPTH: usize = 64;
/// How many texts, lists and maps a file may hold, in YAML too.
pub(crate) const MAX_NODES: usize = 500_000;

/// Reads a bundle's value. The error names the path of what is no text, list or map: `/schemes/3/amount`.
pub(crate) fn from_json(file: u32, value: &Value) -> Result<Node, Text> {
    let mut reader = Reader { span: Span { file, start: 0, end: 0 }, nodes: 0, path: vec![] };
    reader.node(value)
}

/// The node as JSON: every scalar is a text, whatever its style was.
pub(crate) fn to_json(node: &Node) -> Value {
    match node {
        // `key: ~` and `key:` mean the same, and a quoted "null" does not: a bundle keeps only the meaning
        Node::Scalar(_) if node.is_empty() => Value::String(String::new()),
        Node::Scalar(scalar) => Value::String(scalar.text.clone()),
        Node::List { items, .. } => Value::Array(items.iter().map(to_json).collect()),
        Node::Map(map) => Value::Object(map.entries.iter().map(|(k, v)| (k.text.clone(), to_json(v))).collect()),
    }
}

/// One step down a value.
enum Step<'v> {
    Item(usize),
    Key(&'v str),
}

struct Reader<'v> {
    span: Span,
    nodes: usize,
    path: Vec<Step<'v>>,
}

impl<'v> Reader<'v> {
    fn node(&mut self, value: &'v Value) -> Result<Node, Text> {
        self.nodes += 1;
        if self.nodes > MAX_NODES || self.path.len() > MAX_DEPTH {
            return Err(
                self.refused(&say!("trop d'éléments ou trop imbriqués", "too many pieces, or too deeply nested"))
            );
        }
        match value {
            Value::String(text) => Ok(Node::Scalar(self.scalar(text))),
            Value::Array(values) => {
                let mut items = Vec::with_capacity(values.len());
                for (i, value) in values.iter().enumerate() {
                    items.push(self.child(Step::Item(i), value)?);
                }
                Ok(Node::List { items, span: self.span })
            }
            Value::Object(values) => {
                let mut entries = Vec::with_capacity(values.len());
                for (key, value) in values {
                    entries.push((self.scalar(key), self.child(Step::Key(key), value)?));
                }
                Ok(Node::Map(Map { entries, span: self.span }))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => Err(self
                .refused(&say!("un texte, une liste ou une table est attendu", "a text, a list or a map is expected"))),
        }
    }

    fn child(&mut self, step: Step<'v>, value: &'v Value) -> Result<Node, Text> {
        self.path.push(step);
        let node = self.node(value)?;
        self.path.pop();
        Ok(node)
    }

    /// An empty text was an empty value; any other is taken as written, so that a quoted `null` stays a text.
    fn scalar(&self, text: &str) -> Scalar {
        let style = if text.is_empty() { Style::Plain } else { Style::Double };
        Scalar { text: text.to_owned(), style, span: self.span }
    }

    fn refused(&self, why: &Text) -> Text {
        let told = |step: &Step<'_>| match step {
            Step::Item(i) => format!("/{i}"),
            Step::Key(key) => format!("/{key}"),
        };
        let path: String = self.path.iter().map(told).collect();
        let path = if path.is_empty() { "/".to_owned() } else { path };
        let (fr, en) = (&why.fr, &why.en);
        say!("à `{path}` : {fr}", "at `{path}`: {en}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_lists_and_maps_go_through() {
        let value = json!({"b": ["1", {"x": ""}], "a": "null"});
        let node = from_json(3, &value).expect("node");
        assert_eq!(to_json(&node), value);
        assert_eq!(node.span().file, 3);
        assert!(!node.map().and_then(|m| m.get("a")).expect("a").is_empty());
        let keys: Vec<_> = node.map().expect("map").entries.iter().map(|(k, _)| k.text.as_str()).collect();
        assert_eq!(keys, ["b", "a"]);
    }

    #[test]
    fn the_rest_is_refused_with_its_path() {
        for value in [json!({"a": ["x", 1]}), json!({"a": ["x", null]}), json!({"a": ["x", true]})] {
            assert!(from_json(0, &value).expect_err("refused").en.starts_with("at `/a/1`: "));
        }
        let deep = (0..100).fold(json!("x"), |v, _| json!([v]));
        assert!(from_json(0, &deep).is_err());
    }
}
