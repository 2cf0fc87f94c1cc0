//! Files as text, and places in them.

use super::Span;
use serde::Serialize;

/// One file: its path as the author knows it, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path relative to the rule set's folder, with `/`.
    pub path: String,
    /// The whole text; empty for a file that came in a bundle.
    pub text: String,
}

impl Source {
    /// A file by its path relative to the rule set's folder.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source { path: path.into(), text: text.into() }
    }
}

/// All files of a rule set, in path order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    /// The files.
    pub files: Vec<Source>,
}

/// Line and column, counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Position {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Sources {
    /// The file a span lies in.
    pub fn file(&self, span: Span) -> Option<&Source> {
        self.files.get(span.file as usize)
    }

    /// The text under a span; empty when it lies outside.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span).and_then(|f| f.text.get(span.start as usize..span.end as usize)).unwrap_or("")
    }

    pub(crate) fn position(&self, span: Span) -> Position {
        let before = self.file(span).and_then(|f| f.text.get(..span.start as usize)).unwrap_or("");
        let line = before.matches('\n').count() as u32 + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() as u32 + 1;
        Position { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let sources = Sources { files: vec![Source { path: "a".into(), text: "un\né=x".into() }] };
        let x = Span { file: 0, start: 6, end: 7 };
        assert_eq!(sources.slice(x), "x");
        assert_eq!(sources.position(x), Position { line: 2, column: 3 });
    }
}
