//! Who gets nothing, and why: what the projects of a population lack, which kinds of them lack it most, and what would change it.

use super::{Decimal, RuleSetId};
use crate::base::Lang;
use serde::Serialize;

/// Options of a request for coverage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GapOptions {
    /// The day to judge on, `2026-11-23`; of [`crate::Dated::gaps`], which has its day, it is not read.
    pub as_of: Option<String>,
    /// Language of texts.
    pub lang: Lang,
    /// Keys of facts to set projects side by side by, and to make segments of beside those that most schemes look at. When there
    /// are none: the place, the size of the budget, and the choice that most schemes look at.
    pub by: Vec<String>,
    /// What segments and criteria are about: `any` (when absent), `sure`, `money`, `cash`, `burden`, `engineering`, or a kind of
    /// scheme such as `grant`.
    pub target: Option<String>,
    /// Fewer projects than this are not told of; 11 when absent.
    pub minimum: Option<u32>,
    /// Conditions of a segment, 1 to 3; 3 when absent.
    pub depth: Option<u32>,
    /// Lines of each list, 1 to 200; 20 when absent.
    pub top: Option<u32>,
    /// Paperwork of fewer hours is light; 40 when absent.
    pub hours: Option<u32>,
    /// A decision in fewer months is quick; 4 when absent.
    pub months: Option<u32>,
}

/// What a population comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Version of this contract.
    pub contract: u32,
    /// Which rules judged.
    pub rule_set: RuleSetId,
    /// The day it is judged for.
    pub as_of: String,
    /// Language of the texts.
    pub lang: &'static str,
    /// Fewer projects than this are not told of.
    pub minimum: u64,
    /// Projects that were judged.
    pub projects: u64,
    /// Projects that were not: something told of them is wrong, or contradicts the rest.
    pub set_aside: u64,
    /// What segments, blocking criteria and openings are about.
    pub target: &'static str,
    /// How many projects lack what; tables have a column for each, in this order.
    pub lacks: Vec<Lack>,
    /// Every scheme, in the order of ids.
    pub schemes: Vec<SchemeCoverage>,
    /// Every kind that there is a scheme of.
    pub kinds: Vec<KindCoverage>,
    /// Every need that the rule set knows.
    pub needs: Vec<NeedCoverage>,
    /// Projects side by side, a table for each fact.
    pub tables: Vec<CoverageTable>,
    /// Kinds of projects that lack the target more often than the rest, the largest shortfall first.
    pub segments: Vec<SegmentCoverage>,
    /// The search for segments met its limit: there may be better ones.
    pub truncated: bool,
    /// Criteria that refuse most of the projects that lack the target.
    pub blocking: Vec<Blocking>,
    /// What would open a scheme to most of them: a criterion less, or a threshold moved to the next that rules know.
    pub openings: Vec<Opening>,
}

/// How many projects: a range where there are few, or all but few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Count {
    /// At least so many.
    pub low: u64,
    /// At most so many.
    pub high: u64,
}

/// Something that projects lack.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lack {
    /// What: `any`, `sure`, `money`, `cash`, `burden`, `engineering`, or a kind of scheme.
    pub target: &'static str,
    /// The same in words.
    pub label: String,
    /// Projects that lack it.
    pub projects: Count,
    /// Their share of all, from 0 to 1; absent where their number is a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Decimal>,
}

/// How many projects have each verdict of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchemeCoverage {
    /// Its id.
    pub scheme: String,
    /// Its name.
    pub title: String,
    /// Its kind.
    pub kind: &'static str,
    /// `open`, `upcoming`, `closed` or `undated`.
    pub window: &'static str,
    /// Every criterion is met.
    pub eligible: Count,
    /// Declared criteria are still open.
    pub conditional: Count,
    /// Not enough was told.
    pub undetermined: Count,
    /// A criterion refuses.
    pub ineligible: Count,
}

/// How many projects may have a scheme of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KindCoverage {
    /// The kind.
    pub kind: &'static str,
    /// Its name.
    pub label: String,
    /// Schemes that are open, or have no dates.
    pub open: u32,
    /// Schemes that open later.
    pub upcoming: u32,
    /// Schemes that are closed to everyone.
    pub closed: u32,
    /// Projects that may have one, now or later.
    pub possible: Count,
    /// Projects that may have one whatever is not told of them.
    pub sure: Count,
}

/// How many projects need help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NeedCoverage {
    /// Its id.
    pub need: String,
    /// Its name.
    pub title: String,
    /// The brake that it lifts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brake: Option<&'static str>,
    /// Projects that surely need it.
    pub projects: Count,
    /// Those of them whom nobody helps here.
    pub alone: Count,
}

/// Projects side by side by one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoverageTable {
    /// Key of the fact.
    pub fact: String,
    /// What rows differ in.
    pub label: String,
    /// Classes that have projects.
    pub rows: Vec<CoverageRow>,
}

/// Projects of one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoverageRow {
    /// Which values.
    pub label: String,
    /// Projects in it.
    pub projects: Count,
    /// Those of them that lack, for each of [`Coverage::lacks`].
    pub lacks: Vec<Count>,
}

/// A kind of projects that lacks more often than the rest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SegmentCoverage {
    /// In words.
    pub label: String,
    /// What it is made of.
    pub conditions: Vec<SegmentCondition>,
    /// Projects in it.
    pub projects: u64,
    /// Those of them that lack the target.
    pub lacking: Count,
    /// Their share, from 0 to 1; absent where their number is a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Decimal>,
    /// The criterion that refuses most of them, of those looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocking: Option<SegmentBlocking>,
}

/// One condition of a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SegmentCondition {
    /// Key of the fact.
    pub fact: String,
    /// In words.
    pub label: String,
}

/// The criterion that refuses most projects of a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SegmentBlocking {
    /// Its scheme.
    pub scheme: String,
    /// The scheme's name.
    pub title: String,
    /// Its id.
    pub criterion: String,
    /// What it says.
    pub label: String,
    /// Projects of the segment that lack the target and that it refuses.
    pub refuses: u64,
    /// Projects of the segment that lack the target, as far as they were looked at: all of them in all but large populations.
    pub of: u64,
}

/// A criterion that refuses projects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Blocking {
    /// Its scheme.
    pub scheme: String,
    /// The scheme's name.
    pub title: String,
    /// Its id.
    pub criterion: String,
    /// What it says.
    pub label: String,
    /// Projects that lack the target and that it refuses.
    pub refuses: Count,
    /// Those that it alone refuses: without it they would have the scheme.
    pub alone: Count,
}

/// A change of one criterion that would open its scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Opening {
    /// The scheme.
    pub scheme: String,
    /// Its name.
    pub title: String,
    /// Id of the criterion.
    pub criterion: String,
    /// `dropped` or `moved`.
    pub change: &'static str,
    /// Key of the fact whose threshold moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Values that it takes now, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Values that it would take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Projects that lack the target and would then have the scheme.
    pub opens: u64,
    /// The whole in a sentence.
    pub label: String,
}

/// Kinds of projects that every scheme of some kind refuses, found in the rules alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Uncovered {
    /// Version of this contract.
    pub contract: u32,
    /// Which rules refuse.
    pub rule_set: RuleSetId,
    /// The day it is judged for.
    pub as_of: String,
    /// Language of the texts.
    pub lang: &'static str,
    /// What lacks.
    pub target: &'static str,
    /// The same in words.
    pub label: String,
    /// How many schemes would do, now or later; all of them refuse the kinds of projects below.
    pub schemes: u32,
    /// The most general ones, those of fewest conditions first.
    pub segments: Vec<UncoveredSegment>,
    /// How many there are, those not told included.
    pub total: u32,
    /// The search met its limit: there may be more, or more general ones.
    pub truncated: bool,
}

/// A kind of projects that gets nothing, whatever else is true of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UncoveredSegment {
    /// In words.
    pub label: String,
    /// What it is made of; nothing when no project gets anything.
    pub conditions: Vec<SegmentCondition>,
}
