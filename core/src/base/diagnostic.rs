//! One shape for everything the engine has to say about a rule file or a profile.

use super::{Code, Severity, Span, Text};
use crate::base::Order;

/// A second place that helps to understand the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub text: Text,
}

/// A message about rule text: what is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which mistake; `terreau explain CODE` tells more.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where; an empty span at 0 means the whole file.
    pub span: Span,
    /// What is wrong.
    pub message: Text,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<Text>,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, span: Span, message: Text) -> Self {
        Self { code, severity: code.severity(), span, message, labels: vec![], help: None }
    }

    pub(crate) fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    pub(crate) fn label(mut self, span: Span, text: Text) -> Self {
        self.labels.push(Label { span, text });
        self
    }
}

/// What a pass has to say beside its result. Passes never stop at the first mistake.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    pub(crate) fn append(&mut self, mut other: Diagnostics) {
        self.found.append(&mut other.found);
    }

    /// Errors become warnings: what they are about was left out.
    pub(crate) fn downgrade(&mut self) {
        for d in &mut self.found {
            d.severity = d.severity.max(Severity::Warning);
        }
    }

    /// The findings so far, for a pass that knows more of them than the one before.
    pub(crate) fn found(&mut self) -> &mut [Diagnostic] {
        &mut self.found
    }

    /// All findings in file order, each once.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.order_by(|a, b| {
            (a.span, a.severity, a.code, &a.message.en).cmp(&(b.span, b.severity, b.code, &b.message.en))
        });
        self.found.dedup();
        self.found
    }
}
