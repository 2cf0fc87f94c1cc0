//! Facts: what can be known of a project, who can say it, and whether it can change.

use super::Expr;
use crate::{
    base::{Span, Text},
    value::Type,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnsweredBy {
    Applicant,
    Adviser,
    Funder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
    Any,
}

/// How a fact can change: by whom, which way, with what effort, after how many months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) by_partner: bool,
    pub(crate) direction: Direction,
    pub(crate) effort: u8,
    pub(crate) lead_months: u32,
}

/// One member of an enum or a set, with what people call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) label: Text,
    /// Place among the others as the author wrote them: members themselves are sorted by name.
    pub(crate) order: u32,
}

/// A fact's definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    /// `applicant.kind`.
    pub(crate) key: String,
    pub(crate) span: Span,
    pub(crate) ty: Type,
    pub(crate) members: Vec<Member>,
    pub(crate) label: Text,
    pub(crate) question: Option<Text>,
    pub(crate) help: Option<Text>,
    /// Bounds in the type's own scale; indices for enums and codes.
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) can_be_none: bool,
    pub(crate) can_be_not_applicable: bool,
    pub(crate) answered_by: AnsweredBy,
    pub(crate) effort: u8,
    pub(crate) change: Option<Change>,
    pub(crate) sensitive: bool,
    /// Keys that it had before, so that saved profiles are understood.
    pub(crate) formerly: Vec<String>,
    /// A derived fact is computed, never asked.
    pub(crate) formula: Option<Expr>,
}

impl Fact {
    /// `applicant` of `applicant.kind`.
    pub(crate) fn group(&self) -> &str {
        self.key.split('.').next().unwrap_or("")
    }

    pub(crate) fn may_be_absent(&self) -> bool {
        self.can_be_none || self.can_be_not_applicable
    }
}

/// A relation between facts: completions that break it are not considered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Constraint {
    pub(crate) id: String,
    pub(crate) label: Option<Text>,
    pub(crate) rule: Expr,
}
