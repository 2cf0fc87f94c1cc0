//! Options of a request.

use crate::base::Lang;

/// How much the answer tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Detail {
    /// Verdicts, amounts and scores.
    Brief,
    /// With the tree of criteria, what is missing and what is next to it.
    #[default]
    Full,
    /// With minimal sufficient reasons too.
    Reasons,
}

/// Options of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The day to judge on, `2026-11-23`; wins over the profile's own.
    pub as_of: Option<String>,
    /// Language of texts.
    pub lang: Lang,
    /// Name of a preset, or a weight for each line, summing to 1,000.
    pub weights: Option<WeightsAsked>,
    /// How many schemes to tell of; all when absent.
    pub top: Option<u32>,
    /// How much to tell.
    pub detail: Detail,
    /// Whether to look for what would change a refusal: it takes longer than the rest of the answer.
    pub near: bool,
}

/// Weights as a caller gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeightsAsked {
    /// A preset of the rule set.
    Preset(String),
    /// Line by line.
    Lines(Vec<(String, u32)>),
}

/// Options of a table that is scored.
#[cfg(feature = "arrow")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScoreOptions {
    /// The day to judge on, `2026-11-23`: one for the whole table.
    pub as_of: Option<String>,
    /// Language of problems.
    pub lang: Lang,
    /// Name of a preset, or a weight for each line, summing to 1,000.
    pub weights: Option<WeightsAsked>,
    /// Schemes told for each profile, at most; 10 when absent.
    pub top: Option<u32>,
    /// Columns to carry over to the answer.
    pub keep: Vec<String>,
    /// Columns that are no facts are left out; else they are a problem.
    pub ignore_extra: bool,
    /// Profiles that cannot be judged are set aside and told; else they are an error.
    pub report_errors: bool,
    /// Threads to work on; 1 when absent.
    pub threads: Option<u32>,
}

/// Options of a request for the coverage of a table.
#[cfg(feature = "arrow")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoverageOptions {
    /// What is asked.
    pub gaps: super::GapOptions,
    /// Columns that are no facts are left out; else they are a problem.
    pub ignore_extra: bool,
    /// Profiles with bad cells are counted as set aside; else they are an error.
    pub report_errors: bool,
    /// Threads to work on; 1 when absent.
    pub threads: Option<u32>,
}
