//! Criteria: conditions that are labelled, sourced, and evaluated or declared.

use super::{CriterionId, Expr, Reference};
use crate::base::{Span, Text};

/// Who can answer a declared criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum By {
    Applicant,
    Funder,
}

/// How a criterion is decided. Inner criteria come after the outer one in the scheme's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rule {
    All(Vec<CriterionId>),
    Any(Vec<CriterionId>),
    Not(CriterionId),
    AtLeast(usize, Vec<CriterionId>),
    If(Expr),
    Declared(By),
}

impl Rule {
    /// The criteria right inside.
    pub(crate) fn parts(&self) -> &[CriterionId] {
        match self {
            Rule::All(parts) | Rule::Any(parts) | Rule::AtLeast(_, parts) => parts,
            Rule::Not(part) => std::slice::from_ref(part),
            Rule::If(_) | Rule::Declared(_) => &[],
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Criterion {
    /// `eligible-carrier`, or the path id of an inner one: `eligible-carrier/2`.
    pub(crate) id: String,
    pub(crate) span: Span,
    /// Written by the author; rendered from the rule when absent.
    pub(crate) label: Option<Text>,
    /// The expression as written, for those who read rules.
    pub(crate) source_text: Option<String>,
    pub(crate) reference: Option<Reference>,
    /// The need that a failure reveals.
    pub(crate) need: Option<String>,
    pub(crate) rule: Rule,
}
