//! Near misses: what would change a refusal, and what each change unlocks.

use super::Decimal;
use crate::eligibility::Verdict;
use serde::Serialize;

/// The changes of the project that would turn a refusal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NearMiss {
    /// Those that take the least: fewest things changed, then least effort, then shortest wait. All of them.
    pub best: Vec<Alternative>,
    /// Up to three that take more, each of other facts.
    pub others: Vec<Alternative>,
    /// No change that takes less would do.
    pub proved: bool,
    /// The search, or the list, met its limit.
    pub truncated: bool,
}

/// A change, and what becomes of the scheme with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alternative {
    /// `eligible`, `conditional`, or `undetermined` when no change in reach does better.
    pub verdict: Verdict,
    /// Facts, unknown already, that it then depends on.
    pub missing: Vec<String>,
    /// The change, with what it brings over the whole catalogue.
    pub change: ProjectChange,
}

/// Things of a project changed together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProjectChange {
    /// In words: "if “applicant” became “association”".
    pub label: String,
    /// What changes.
    pub moves: Vec<Move>,
    /// Effort of all, each from 1 to 5.
    pub effort: u32,
    /// Months that the longest of them takes.
    pub lead_months: u32,
    /// Schemes that become eligible or conditional.
    pub gains: Vec<Gained>,
    /// Refused schemes that come to depend on facts not told.
    pub opens: Vec<String>,
    /// Schemes that were possible and no longer are.
    pub losses: Vec<String>,
    /// What the gained schemes give at most, in euros, loans and guarantees aside: the sum of what rules cap.
    pub given: Decimal,
    /// What they lend at most.
    pub lent: Decimal,
    /// Gained schemes whose amount no rule caps: they are in neither sum.
    pub uncapped: u32,
}

/// One thing that changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Move {
    /// Key of the fact.
    pub fact: String,
    /// What it becomes, as a profile writes it; of a set, the member.
    pub to: serde_json::Value,
    /// Other values that do the same, whatever the rule asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<serde_json::Value>,
    /// Of a set: whether the member is there afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<bool>,
    /// Who can change it: `applicant` or `partner`.
    pub by: &'static str,
    /// Effort, from 1 to 5.
    pub effort: u32,
    /// Months that it takes.
    pub lead_months: u32,
}

/// A scheme that a change brings.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gained {
    /// Its id.
    pub scheme: String,
    /// What it becomes.
    pub verdict: Verdict,
    /// What it gives at most, in euros; absent without an amount, or where no rule caps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Decimal>,
}
