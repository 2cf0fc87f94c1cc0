//! What `check` finds, as plain data for programs.

use crate::{
    Checked, RuleSet,
    base::{Diagnostic, Lang, Problems, Severity, Sources, Span},
};
use serde::Serialize;

/// Everything that was found in a rule set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Identity of the rules; absent when they cannot be used.
    pub fingerprint: Option<String>,
    /// Mistakes: with one the rules cannot be used.
    pub errors: usize,
    /// What is probably a mistake.
    pub warnings: usize,
    /// What could be better.
    pub hints: usize,
    /// In file order.
    pub findings: Vec<Finding>,
}

/// One finding in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Code, for `terreau explain`.
    pub code: &'static str,
    /// `error`, `warning` or `hint`.
    pub severity: &'static str,
    /// Where.
    pub place: FindingPlace,
    /// What stands there.
    pub text: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that it has to do with.
    pub labels: Vec<FindingLabel>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingPlace {
    /// The file.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
}

/// Another place that a finding has to do with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLabel {
    /// Where.
    pub place: FindingPlace,
    /// What it has to do with it.
    pub text: String,
}

impl CheckReport {
    /// As JSON text: the same bytes from every door.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Findings with the files that they are about; `shown` are their paths as people type them, where there are any.
pub(crate) struct Told<'a> {
    pub(crate) diagnostics: &'a [Diagnostic],
    pub(crate) sources: &'a Sources,
    pub(crate) shown: &'a [String],
}

impl Told<'_> {
    pub(crate) fn report(&self, rule_set: Option<&RuleSet>, lang: Lang) -> CheckReport {
        let count = |severity| self.diagnostics.iter().filter(|d| d.severity == severity).count();
        CheckReport {
            fingerprint: rule_set.map(|r| r.fingerprint().to_owned()),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
            findings: self.diagnostics.iter().map(|d| self.finding(d, lang)).collect(),
        }
    }

    fn finding(&self, d: &Diagnostic, lang: Lang) -> Finding {
        let label = |l: &crate::Label| FindingLabel { place: self.place(l.span), text: l.text.get(lang).to_owned() };
        Finding {
            code: d.code.id(),
            severity: word(d.severity),
            place: self.place(d.span),
            text: self.sources.slice(d.span).to_owned(),
            message: d.message.get(lang).to_owned(),
            help: d.help.as_ref().map(|h| h.get(lang).to_owned()),
            labels: d.labels.iter().map(label).collect(),
        }
    }

    fn place(&self, span: Span) -> FindingPlace {
        let at = self.sources.position(span);
        let own = || self.sources.file(span).map_or_else(String::new, |f| f.path.clone());
        FindingPlace {
            path: self.shown.get(span.file as usize).cloned().unwrap_or_else(own),
            line: at.line,
            column: at.column,
        }
    }
}

pub(super) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

impl Checked {
    /// Everything that was found, with what the lints say; `as_of` is the day for findings about dates.
    ///
    /// # Errors
    /// When `as_of` is no day.
    pub fn report(&self, as_of: Option<&str>, lang: Lang) -> Result<CheckReport, Problems> {
        self.report_as(&[], as_of, lang)
    }

    /// The same, with the path of each file as people know it.
    pub(crate) fn report_as(&self, shown: &[String], as_of: Option<&str>, lang: Lang) -> Result<CheckReport, Problems> {
        let mut diagnostics = self.diagnostics.clone();
        diagnostics.extend(self.lint(as_of)?);
        diagnostics.sort_by_key(|d| (d.span, d.severity, d.code));
        Ok(Told { diagnostics: &diagnostics, sources: &self.sources, shown }.report(self.rule_set.as_ref(), lang))
    }
}
