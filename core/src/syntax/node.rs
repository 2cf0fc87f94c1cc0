//! A file as written: scalars, lists and maps with their places. The only shape later passes see,
//! whether it came from YAML or from a bundle.

use crate::base::Span;

/// How a scalar was written; matters for where an expression's characters stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Single,
    Double,
    Block,
}

/// One piece of a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Scalar(Scalar),
    List { items: Vec<Node>, span: Span },
    Map(Map),
}

/// A text with its place. `Plain` and empty means that nothing was written (`key:`).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scalar {
    pub(crate) text: String,
    pub(crate) style: Style,
    pub(crate) span: Span,
}

/// Keys in the order written; the reader has already refused duplicates.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Map {
    pub(crate) entries: Vec<(Scalar, Node)>,
    pub(crate) span: Span,
}

impl Node {
    pub(crate) fn span(&self) -> Span {
        match self {
            Node::Scalar(s) => s.span,
            Node::List { span, .. } => *span,
            Node::Map(m) => m.span,
        }
    }

    pub(crate) fn scalar(&self) -> Option<&Scalar> {
        if let Node::Scalar(s) = self { Some(s) } else { None }
    }

    pub(crate) fn list(&self) -> Option<&[Node]> {
        if let Node::List { items, .. } = self { Some(items) } else { None }
    }

    pub(crate) fn map(&self) -> Option<&Map> {
        if let Node::Map(m) = self { Some(m) } else { None }
    }

    /// Nothing was written here.
    pub(crate) fn is_empty(&self) -> bool {
        self.scalar().is_some_and(|s| s.style == Style::Plain && matches!(s.text.as_str(), "" | "~" | "null"))
    }
}

impl Map {
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(k, _)| k.text == key).map(|(_, v)| v)
    }
}
