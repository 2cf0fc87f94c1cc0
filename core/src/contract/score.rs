//! A score and its parts.

use super::Decimal;
use serde::Serialize;

/// A score out of 1,000, an interval under doubt.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Score {
    /// Lowest: the one that ranks.
    pub low: Decimal,
    /// Highest.
    pub high: Decimal,
    /// Its parts; they add up exactly.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<ScoreLine>,
}

/// One part of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreLine {
    /// Which line.
    pub line: &'static str,
    /// Its name.
    pub title: String,
    /// Its weight.
    pub weight: u32,
    /// Points out of 1,000, lowest and highest.
    pub points: Range,
    /// What it brings to the score, lowest.
    pub low: Decimal,
    /// What it brings to the score, highest.
    pub high: Decimal,
    /// It cannot be known yet.
    pub open: bool,
    /// It does not apply here: the points are the declared ones.
    pub otherwise: bool,
}

/// Points from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Range {
    /// Lowest.
    pub low: u32,
    /// Highest.
    pub high: u32,
}

/// How far the weight of a line may move, the others rescaled in proportion, with the first places unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Robustness {
    /// Which line.
    pub line: &'static str,
    /// Its name.
    pub title: String,
    /// Its weight, out of 1,000.
    pub weight: u32,
    /// The least whole weight with which the first ten keep their order.
    pub from: u32,
    /// The largest.
    pub to: u32,
    /// What comes first with less than `from`; absent when it may fall to zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<Overtaking>,
    /// What comes first with more than `to`; absent when it may be all that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<Overtaking>,
}

/// One scheme that passes before another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Overtaking {
    /// Id of the one that comes before.
    pub scheme: String,
    /// Id of the one that it passes.
    pub passes: String,
}
