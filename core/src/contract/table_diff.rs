//! What a new version of a rule set changes for the projects of a table: who gains, who loses, how much.

use super::{Decimal, RuleSetId};
use crate::base::Lang;
use serde::Serialize;

/// Options of a comparison on a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableDiffOptions {
    /// The day to judge on, `2026-11-23`.
    pub as_of: Option<String>,
    /// Language of texts.
    pub lang: Lang,
    /// Columns that are facts of neither rule set are left out; else they are a problem.
    pub ignore_extra: bool,
    /// Projects with bad cells are set aside and counted; else they are an error.
    pub report_errors: bool,
    /// Threads to work on; 1 when absent.
    pub threads: Option<u32>,
}

/// What differs between two rule sets for the projects of a table. A project *has* a scheme that is possible: not refused, not
/// closed; what is unknown of it stays open.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TableDiff {
    /// Version of this contract.
    pub contract: u32,
    /// The rules before.
    pub old: RuleSetId,
    /// The rules after.
    pub new: RuleSetId,
    /// The day it is judged for.
    pub as_of: String,
    /// Language of the texts.
    pub lang: &'static str,
    /// In one sentence.
    pub summary: String,
    /// Projects that both judged.
    pub projects: u64,
    /// Projects that one at least did not: something told of them is wrong, or contradicts the rest.
    pub set_aside: u64,
    /// Projects that gain a scheme, whatever they lose.
    pub gain: u64,
    /// Projects that lose a scheme, whatever they gain.
    pub lose: u64,
    /// Projects that had nothing and have something.
    pub from_nothing: u64,
    /// Projects that had something and have nothing.
    pub to_nothing: u64,
    /// Schemes of either rule set that change for some project, in the order of their ids.
    pub schemes: Vec<SchemeMoved>,
    /// How many schemes change for none.
    pub same: u32,
}

/// What becomes of one scheme, in numbers of projects.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchemeMoved {
    /// Its id.
    pub scheme: String,
    /// Its name, the new one where it has two.
    pub title: String,
    /// Its kind.
    pub kind: &'static str,
    /// They gain it.
    pub gain: u64,
    /// They lose it.
    pub lose: u64,
    /// They have it under both.
    pub keep: u64,
    /// Of those that keep it, the least that it brings is more.
    pub higher: u64,
    /// Of those that keep it, the least that it brings is less.
    pub lower: u64,
    /// By the least that it brings: nothing where it may turn out to give no money.
    pub low: EurosMoved,
    /// By the most that it brings.
    pub high: EurosMoved,
    /// Projects for which the most changes and no rule caps it, before or after: only as much as they did not tell of their
    /// project. What it is for them is not in `high`.
    pub uncapped: u64,
}

/// Euros of all projects together: of those that gain the scheme or get more of it, and of those that lose it or get less.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EurosMoved {
    /// More than before; absent when it takes more than 15 digits to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gained: Option<Decimal>,
    /// Less than before; absent when it takes more than 15 digits to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<Decimal>,
}
