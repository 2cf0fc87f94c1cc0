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
