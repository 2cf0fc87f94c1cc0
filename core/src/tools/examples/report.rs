//! What a run of the examples and personas says: plain data, for people and for machines.

use crate::{Diagnostic, Span, Text, Verdict};
use serde::Serialize;

/// Everything that a run found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ExampleReport {
    /// How many of what.
    pub counts: Counts,
    /// Examples in file order.
    pub examples: Vec<CaseResult>,
    /// Personas in file order.
    pub personas: Vec<CaseResult>,
    /// Examples and personas that could not be run.
    pub broken: Vec<Broken>,
    /// The same as findings, for showing them in their place.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
    /// What the examples of each scheme leave untried.
    pub coverage: Vec<Coverage>,
}

impl ExampleReport {
    /// As JSON text: the same bytes from every door.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Everything ran, and everything is as expected.
    pub fn passed(&self) -> bool {
        self.broken.is_empty() && self.examples.iter().chain(&self.personas).all(CaseResult::passed)
    }
}

/// How many of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Schemes that have an example.
    pub schemes: u32,
    /// Examples that ran.
    pub examples: u32,
    /// Of these, as expected.
    pub examples_passed: u32,
    /// Personas that ran.
    pub personas: u32,
    /// Of these, as expected.
    pub personas_passed: u32,
    /// What is wrong with examples and personas that could not be run.
    pub broken: u32,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Path relative to the rule set's folder.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
    /// The same as bytes.
    #[serde(skip)]
    pub span: Span,
}

/// One example or persona that ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseResult {
    /// Scheme of an example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// Its id.
    pub id: String,
    /// Where it stands.
    pub place: Place,
    /// What is not as expected; nothing when it passes.
    pub mismatches: Vec<Mismatch>,
}

impl CaseResult {
    /// Everything is as expected.
    pub fn passed(&self) -> bool {
        self.mismatches.is_empty()
    }
}

/// Something that is not as expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// `verdict`, `failing`, `missing`, `amount`, `window`, `head`, `verdicts`, `never`, `not_together` or `facts`.
    pub about: &'static str,
    /// Where the expectation stands.
    pub place: Place,
    /// The whole in one sentence.
    pub message: Text,
    /// What was expected.
    pub expected: Text,
    /// What came out.
    pub found: Text,
}

/// Why an example or a persona could not be run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Code, for `terreau explain`.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: Text,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
}

/// What the examples of one scheme try, and what they do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Its id.
    pub scheme: String,
    /// How many examples ran.
    pub examples: u32,
    /// Criteria, inner ones too, that were seen met, failed and open.
    pub criteria_tried: u32,
    /// All its criteria.
    pub criteria: u32,
    /// Verdicts that it could give and that no example reaches.
    pub verdicts_unseen: Vec<Verdict>,
    /// What could still be tried.
    pub hints: Vec<Hint>,
}

/// Something that no example tries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// The criterion; absent when it is about the verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criterion: Option<String>,
    /// Truths that it was never seen with: `yes`, `no`, `unknown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<crate::Truth>,
    /// Where the criterion or the scheme stands.
    pub place: Place,
    /// The same in words.
    pub message: Text,
}
