//! Nodes as JSON: how a profile written in YAML reaches the engine.

use super::node::Node;
use serde_json::Value;

/// The node as JSON: every scalar is a text, whatever its style was.
pub(crate) fn to_json(node: &Node) -> Value {
    match node {
        // `key: ~` and `key:` mean the same, and a quoted "null" does not
        Node::Scalar(_) if node.is_empty() => Value::String(String::new()),
        Node::Scalar(scalar) => Value::String(scalar.text.clone()),
        Node::List { items, .. } => Value::Array(items.iter().map(to_json).collect()),
        Node::Map(map) => Value::Object(map.entries.iter().map(|(k, v)| (k.text.clone(), to_json(v))).collect()),
    }
}
